//! What reviewers change. Every function works inside the caller's transaction; the audit itself changes only through
//! [`change`], whose `WHERE` holds version and state, so that of two that decide at once one decides again.

use forecourt_core::{
    flags::{FlagCode, FlagSeverity},
    states::{AuditState, PhotoState},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait,
    prelude::{Json, Uuid},
    sea_query::{Expr, OnConflict},
};

use super::{
    events::{self, Event},
    overdue,
};
use crate::{
    Result, Store, Tx,
    entity::{
        audit, audit_flag, audit_judgement, audit_return, audit_revision, audit_score, photo, proposal, station_note,
    },
    signals::Signal,
    sync::{self, Change, Subject},
};

/// Writes an audit as it is to be, provided that it still is as it was read; `false` when somebody was faster.
pub async fn change(tx: &Tx, seen: &audit::Model, row: audit::Model, now_ms: i64) -> Result<bool> {
    let signal = Signal::of_change(seen, &row);
    let in_vain = is_in_vain(&row.state);
    let review_by = overdue::review_by(Some(seen), &row.state, now_ms);
    let row = audit::Model { version: seen.version.saturating_add(1), updated_at: now_ms, review_by, ..row };
    let mut row = audit::ActiveModel::from(row).reset_all();
    row.id = NotSet;
    // The scheduler's alone, which moves no version.
    row.review_told = NotSet;
    let done = audit::Entity::update_many()
        .set(row)
        .filter(audit::Column::Id.eq(seen.id))
        .filter(audit::Column::Version.eq(seen.version))
        .filter(audit::Column::State.eq(&*seen.state))
        .exec(&**tx)
        .await?;
    if done.rows_affected == 1 {
        tx.signal(signal);
        if is_in_vain(&seen.state) != in_vain {
            tx.signal(Signal::plan(seen.station_id));
        }
    }
    Ok(done.rows_affected == 1)
}

/// Whether a visit with an audit in this state is to be made once more.
fn is_in_vain(state: &str) -> bool {
    [AuditState::Void.as_str(), AuditState::Incomplete.as_str()].contains(&state)
}

/// Keeps everybody else from changing an audit until this transaction ends; `false` when it is no longer at this version.
/// What is read behind it is how the audit stands.
pub async fn hold(tx: &Tx, audit_id: Uuid, version: Option<i32>) -> Result<bool> {
    let mut held = audit::Entity::update_many()
        .col_expr(audit::Column::UpdatedAt, Expr::col(audit::Column::UpdatedAt))
        .filter(audit::Column::Id.eq(audit_id));
    if let Some(version) = version {
        held = held.filter(audit::Column::Version.eq(version));
    }
    Ok(held.exec(&**tx).await?.rows_affected == 1)
}

/// Writes judgements, in order.
pub async fn judge(tx: &Tx, rows: Vec<audit_judgement::Model>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(audit_judgement::ActiveModel::from);
    audit_judgement::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Writes a judged result; a row is never edited.
pub async fn put_score(tx: &Tx, row: audit_score::Model) -> Result<()> {
    audit_score::Entity::insert(audit_score::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// A photo that stations may see, with the boxes to be burned in.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// The photo.
    pub photo_id: Uuid,
    /// Boxes in ten thousandths of the picture; `None` when there are none.
    pub boxes: Option<Json>,
}

/// Releases exactly these photos of an audit; what was released before and is not named is taken back.
pub async fn release(tx: &Tx, audit_id: Uuid, releases: &[Release], person_id: Uuid, now_ms: i64) -> Result<()> {
    photo::Entity::update_many()
        .set(photo::ActiveModel {
            released_by: Set(None),
            released_at: Set(None),
            boxes: Set(None),
            // The next publication names a new copy, drawn with the new boxes.
            station_copy_id: Set(None),
            ..Default::default()
        })
        .filter(photo::Column::AuditId.eq(audit_id))
        .filter(photo::Column::ReleasedAt.is_not_null())
        .exec(&**tx)
        .await?;
    for release in releases {
        photo::Entity::update_many()
            .set(photo::ActiveModel {
                released_by: Set(Some(person_id)),
                released_at: Set(Some(now_ms)),
                boxes: Set(release.boxes.clone()),
                ..Default::default()
            })
            .filter(photo::Column::Id.eq(release.photo_id))
            .filter(photo::Column::AuditId.eq(audit_id))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

/// Writes notes for the station; an empty one takes the note of its item back.
pub async fn put_notes(
    tx: &Tx,
    audit_id: Uuid,
    notes: &[(String, String)],
    person_id: Uuid,
    now_ms: i64,
) -> Result<()> {
    for (item, note) in notes {
        if note.is_empty() {
            station_note::Entity::delete_by_id((audit_id, item.clone())).exec(&**tx).await?;
            continue;
        }
        let key = [station_note::Column::AuditId, station_note::Column::Item];
        let fields = [station_note::Column::Note, station_note::Column::PersonId, station_note::Column::At];
        station_note::Entity::insert(station_note::ActiveModel {
            audit_id: Set(audit_id),
            item: Set(item.clone()),
            note: Set(note.clone()),
            person_id: Set(person_id),
            at: Set(now_ms),
        })
        .on_conflict(OnConflict::columns(key).update_columns(fields).to_owned())
        .exec_without_returning(&**tx)
        .await?;
    }
    Ok(())
}

/// A return to the shopper; the same revision may be returned again after its return ended unanswered.
pub async fn put_return(tx: &Tx, row: audit_return::Model, shopper_id: Uuid) -> Result<()> {
    use audit_return::Column as R;
    let (audit_id, at) = (row.audit_id, row.returned_at);
    let fields =
        [R::Remarks, R::AnswerWithinS, R::PersonId, R::ReturnedAt, R::DeliveredAt, R::DueAt, R::AnsweredAt, R::EndedAt];
    audit_return::Entity::insert(audit_return::ActiveModel::from(row))
        .on_conflict(OnConflict::columns([R::AuditId, R::Revision]).update_columns(fields).to_owned())
        .exec_without_returning(&**tx)
        .await?;
    tell_shopper(tx, shopper_id, audit_id, at).await
}

/// Lets the shopper's phone know that the audit changed for him.
pub async fn tell_shopper(tx: &Tx, shopper_id: Uuid, audit_id: Uuid, now_ms: i64) -> Result<()> {
    sync::record(&**tx, &[Change::new(shopper_id, Subject::Audit, audit_id, now_ms)]).await
}

/// Ends the open return of an audit, whatever it was about.
pub async fn close_returns(tx: &Tx, audit_id: Uuid, now_ms: i64) -> Result<()> {
    audit_return::Entity::update_many()
        .set(audit_return::ActiveModel { ended_at: Set(Some(now_ms)), ..Default::default() })
        .filter(audit_return::Column::AuditId.eq(audit_id))
        .filter(audit_return::Column::AnsweredAt.is_null())
        .filter(audit_return::Column::EndedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// The office no longer waits for photos that never came; answers which (decision 3).
pub async fn give_up_photos(tx: &Tx, photos: &[Uuid], reason: &str, now_ms: i64) -> Result<()> {
    photo::Entity::update_many()
        .set(photo::ActiveModel {
            state: Set(PhotoState::Lost.as_str().into()),
            lost_reason: Set(Some(reason.to_owned())),
            lost_by_office: Set(true),
            updated_at: Set(now_ms),
            ..Default::default()
        })
        .filter(photo::Column::Id.is_in(photos.iter().copied()))
        .filter(photo::Column::State.is_in([PhotoState::Missing.as_str(), PhotoState::Rejected.as_str()]))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Raises flags.
pub async fn raise(tx: &Tx, flags: Vec<audit_flag::Model>) -> Result<()> {
    if flags.is_empty() {
        return Ok(());
    }
    let rows = flags.into_iter().map(audit_flag::ActiveModel::from);
    audit_flag::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Clears a flag of an audit; `false` when it was cleared before.
pub async fn clear_flag(tx: &Tx, flag_id: Uuid, person_id: Uuid, reason: &str, now_ms: i64) -> Result<bool> {
    let done = audit_flag::Entity::update_many()
        .set(audit_flag::ActiveModel {
            cleared_by: Set(Some(person_id)),
            cleared_at: Set(Some(now_ms)),
            clear_reason: Set(Some(reason.to_owned())),
            ..Default::default()
        })
        .filter(audit_flag::Column::Id.eq(flag_id))
        .filter(audit_flag::Column::ClearedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Writes a proposal.
pub async fn propose(tx: &Tx, row: proposal::Model) -> Result<()> {
    proposal::Entity::insert(proposal::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// A proposal of an audit.
pub async fn proposal<C: ConnectionTrait>(db: &C, audit_id: Uuid, id: Uuid) -> Result<Option<proposal::Model>> {
    Ok(proposal::Entity::find_by_id(id).filter(proposal::Column::AuditId.eq(audit_id)).one(db).await?)
}

/// Decides an open proposal; `false` when it was decided before.
pub async fn decide_proposal(
    tx: &Tx,
    id: Uuid,
    confirmed: bool,
    person_id: Uuid,
    reason: Option<String>,
    now_ms: i64,
) -> Result<bool> {
    let state = if confirmed { "confirmed" } else { "dismissed" };
    let done = proposal::Entity::update_many()
        .set(proposal::ActiveModel {
            state: Set(state.into()),
            decided_by: Set(Some(person_id)),
            decided_at: Set(Some(now_ms)),
            decision_reason: Set(reason),
            ..Default::default()
        })
        .filter(proposal::Column::Id.eq(id))
        .filter(proposal::Column::State.eq("open"))
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Dismisses what is still proposed for an audit that is published no longer: nobody could decide it any more. Answers
/// which; no person stands for it.
pub async fn dismiss_open(tx: &Tx, audit_id: Uuid, now_ms: i64) -> Result<Vec<Uuid>> {
    let open = Condition::all().add(proposal::Column::AuditId.eq(audit_id)).add(proposal::Column::State.eq("open"));
    let ids: Vec<Uuid> = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .filter(open.clone())
        .into_tuple()
        .all(&**tx)
        .await?;
    proposal::Entity::update_many()
        .set(proposal::ActiveModel {
            state: Set("dismissed".into()),
            decided_at: Set(Some(now_ms)),
            ..Default::default()
        })
        .filter(open)
        .exec(&**tx)
        .await?;
    Ok(ids)
}

/// Takes the late answers of an audit up: from now on the newest of them is judged.
pub async fn take_up_late_answers(tx: &Tx, audit_id: Uuid) -> Result<()> {
    audit_revision::Entity::update_many()
        .col_expr(audit_revision::Column::Kind, Expr::value(0_i16))
        .filter(audit_revision::Column::AuditId.eq(audit_id))
        .filter(audit_revision::Column::Kind.eq(super::read::LATE))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// How long an undelivered return waits before its clock starts, ms (decision 19).
const UNDELIVERED_MS: i64 = 7 * 86_400_000;
/// Returns that are ended in one step.
const ENDED_AT_ONCE: u64 = 200;

impl Store {
    /// Sends audits back to review whose return ended unanswered; answers how many. The clock of a return runs from the
    /// first sync that delivered it, or from 7 days after the return (decision 19).
    pub async fn end_returns(&self, now_ms: i64) -> Result<usize> {
        let mut ended = 0;
        for audit_id in self.ended_returns(now_ms).await? {
            ended += usize::from(self.end_return(audit_id, now_ms).await?);
        }
        Ok(ended)
    }

    async fn ended_returns(&self, now_ms: i64) -> Result<Vec<Uuid>> {
        use audit_return::Column as R;
        let returned = audit::Entity::find()
            .select_only()
            .column(audit::Column::Id)
            .filter(audit::Column::State.eq(AuditState::Returned.as_str()))
            .into_query();
        let answer_ms = Expr::col(R::AnswerWithinS).cast_as("bigint").mul(1000_i64);
        let never_delivered = Condition::all()
            .add(R::DueAt.is_null())
            .add(Expr::col(R::ReturnedAt).add(answer_ms).lte(now_ms.saturating_sub(UNDELIVERED_MS)));
        Ok(audit_return::Entity::find()
            .select_only()
            .column(R::AuditId)
            .filter(R::AuditId.in_subquery(returned))
            .filter(R::AnsweredAt.is_null())
            .filter(R::EndedAt.is_null())
            .filter(Condition::any().add(R::DueAt.lte(now_ms)).add(never_delivered))
            .limit(ENDED_AT_ONCE)
            .into_tuple()
            .all(self.read())
            .await?)
    }

    async fn end_return(&self, audit_id: Uuid, now_ms: i64) -> Result<bool> {
        let tx = self.begin("return_ended").await?;
        let Some(row) = audit::Entity::find_by_id(audit_id).one(&*tx).await? else { return Ok(false) };
        if row.state != AuditState::Returned.as_str() {
            return Ok(false);
        }
        let changed = audit::Model { state: AuditState::Submitted.as_str().into(), ..row.clone() };
        if !change(&tx, &row, changed, now_ms).await? {
            return Ok(false);
        }
        close_returns(&tx, audit_id, now_ms).await?;
        let code = FlagCode::AnsweredLate;
        let flag = audit_flag::Model {
            id: Uuid::new_v4(),
            audit_id,
            revision: row.revision,
            code: code.as_str().to_owned(),
            hard: code.severity() == FlagSeverity::Hard,
            pointer: None,
            data: Some(serde_json::json!({"unanswered": true})),
            raised_at: now_ms,
            cleared_by: None,
            cleared_at: None,
            clear_reason: None,
        };
        super::flags::add_new(&tx, audit_id, &[flag]).await?;
        tell_shopper(&tx, row.shopper_id, audit_id, now_ms).await?;
        let event = Event { audit_id, verb: "return-ended", person_id: None, reason: None, data: None, at: now_ms };
        events::record(&*tx, vec![event]).await?;
        tx.commit().await?;
        Ok(true)
    }
}
