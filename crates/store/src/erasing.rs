//! What is erased of evidence, submissions and people when its time is over. Rows, digests and scores stay.

use forecourt_core::{
    appeal::AppealState,
    canonical::to_canonical,
    day::HOUR_MS,
    order::{OrderState, ProjectState},
    retention::{Kind, Periods},
    states::PhotoState,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::{Json, Uuid},
    sea_query::{Expr, SimpleExpr},
};

use crate::{
    Result, Store, StoreError, Tx,
    audits::codec,
    entity::{
        appeal, assignment_report, audit, audit_log, audit_log_value, audit_revision, device, evidence, evidence_part,
        mailbox, org_contact, person, rectification, refused, regional_project, report_photo, session, sign_in_code,
    },
    meta,
    telling::deliveries,
};

/// The days that the installation has set.
const PERIODS: &str = "retention_periods";

/// The hour that was done last.
const HOUR: &str = "retention_hour";

fn counter(kind: Kind) -> String {
    format!("retention_erased:{kind}")
}

fn last(kind: Kind) -> String {
    format!("retention_erased_at:{kind}")
}

/// The days that the installation has set, by kind; what it has not is as the policy says.
pub async fn periods<C: ConnectionTrait>(db: &C) -> Result<Periods> {
    let Some(text) = meta::get(db, PERIODS).await? else { return Ok(Periods::new()) };
    serde_json::from_str(&text).map_err(|error| StoreError::Corrupt(format!("meta: {PERIODS}: {error}")))
}

/// Sets the days of an installation.
pub async fn set_periods(tx: &Tx, periods: &Periods) -> Result<()> {
    let text = serde_json::to_string(periods).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    meta::set(&**tx, PERIODS, &text).await
}

/// How much was erased so far, and when last, epoch ms.
pub async fn erased<C: ConnectionTrait>(db: &C, kind: Kind) -> Result<(u64, Option<i64>)> {
    let count = meta::get(db, &counter(kind)).await?.and_then(|text| text.parse().ok()).unwrap_or(0);
    Ok((count, meta::get(db, &last(kind)).await?.and_then(|text| text.parse().ok())))
}

/// Counts what was erased, in the transaction that does it.
pub async fn count(tx: &Tx, kind: Kind, much: u64, now_ms: i64) -> Result<()> {
    if much == 0 {
        return Ok(());
    }
    meta::add(&**tx, &counter(kind), i64::try_from(much).unwrap_or(i64::MAX)).await?;
    meta::set(&**tx, &last(kind), &now_ms.to_string()).await
}

/// Evidence that nothing refers to and was announced before `before_ms`, oldest first.
pub async fn unused<C: ConnectionTrait>(db: &C, before_ms: i64, limit: u64) -> Result<Vec<evidence::Model>> {
    Ok(evidence::Entity::find()
        .filter(evidence::Column::SubjectId.is_null())
        .filter(evidence::Column::CreatedAt.lt(before_ms))
        .order_by_asc(evidence::Column::CreatedAt)
        .limit(limit)
        .all(db)
        .await?)
}

/// Evidence of orders, appeals and projects that ended before `before_ms`, and is not erased.
pub async fn outdated<C: ConnectionTrait>(db: &C, before_ms: i64, limit: u64) -> Result<Vec<evidence::Model>> {
    use evidence::Column as E;
    let orders = rectification::Entity::find()
        .select_only()
        .column(rectification::Column::Id)
        .filter(rectification::Column::State.is_in([OrderState::Closed.as_str(), OrderState::Cancelled.as_str()]))
        .filter(rectification::Column::UpdatedAt.lt(before_ms))
        .into_query();
    let appeals = appeal::Entity::find()
        .select_only()
        .column(appeal::Column::Id)
        .filter(appeal::Column::State.eq(AppealState::Closed.as_str()))
        .filter(appeal::Column::Since.lt(before_ms))
        .into_query();
    let projects = regional_project::Entity::find()
        .select_only()
        .column(regional_project::Column::Id)
        .filter(regional_project::Column::State.ne(ProjectState::Open.as_str()))
        .filter(regional_project::Column::UpdatedAt.lt(before_ms))
        .into_query();
    let of_order = Condition::all().add(E::Subject.eq("order")).add(E::SubjectId.in_subquery(orders));
    let of_appeal = Condition::all().add(E::Subject.eq("appeal")).add(E::SubjectId.in_subquery(appeals));
    let of_project = Condition::all().add(E::Subject.eq("project")).add(E::SubjectId.in_subquery(projects));
    Ok(evidence::Entity::find()
        .filter(E::ErasedAt.is_null())
        .filter(Condition::any().add(of_order).add(of_appeal).add(of_project))
        .limit(limit)
        .all(db)
        .await?)
}

/// Marks evidence as erased before its objects go, so that nothing refers to it any more; answers how many were not before.
/// With `unused` only what nothing refers to.
pub async fn mark(tx: &Tx, ids: &[Uuid], unused: bool, now_ms: i64) -> Result<u64> {
    use evidence::Column as E;
    let mut change = evidence::Entity::update_many()
        .set(evidence::ActiveModel { erased_at: Set(Some(now_ms)), fix: Set(None), ..Default::default() })
        .filter(E::Id.is_in(ids.iter().copied()))
        .filter(E::ErasedAt.is_null());
    if unused {
        change = change.filter(E::SubjectId.is_null());
    }
    Ok(change.exec(&**tx).await?.rows_affected)
}

/// Deletes the rows of unused evidence whose objects are gone; answers how many.
pub async fn forget(tx: &Tx, ids: &[Uuid]) -> Result<u64> {
    use evidence::Column as E;
    let gone = Condition::all()
        .add(E::Id.is_in(ids.iter().copied()))
        .add(E::SubjectId.is_null())
        .add(E::ErasedAt.is_not_null());
    let rows = evidence::Entity::find().select_only().column(E::Id).filter(gone.clone()).into_query();
    evidence_part::Entity::delete_many()
        .filter(evidence_part::Column::EvidenceId.in_subquery(rows))
        .exec(&**tx)
        .await?;
    Ok(evidence::Entity::delete_many().filter(gone).exec(&**tx).await?.rows_affected)
}

/// What was submitted of an audit, oldest first.
pub async fn submitted<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Vec<audit_revision::Model>> {
    Ok(audit_revision::Entity::find()
        .filter(audit_revision::Column::AuditId.eq(audit_id))
        .order_by_asc(audit_revision::Column::Revision)
        .all(db)
        .await?)
}

/// Takes the positions out of everything that was submitted of an audit, and of what was said about its assignment. The
/// digest of what was received stays: a receipt stands for ever. Answers how many texts changed.
pub async fn erase_positions(tx: &Tx, audit: &audit::Model, now_ms: i64) -> Result<u64> {
    use audit_revision::Column as R;
    let rows = audit_revision::Entity::find()
        .filter(R::AuditId.eq(audit.id))
        .filter(R::PositionsErasedAt.is_null())
        .all(&**tx)
        .await?;
    let mut changed = 0;
    for row in rows {
        let body = without_positions(&codec::unpack(row.codec, &row.body)?)?;
        let done = audit_revision::Entity::update_many()
            .set(audit_revision::ActiveModel {
                codec: Set(codec::CURRENT),
                body: Set(codec::pack(&body)?),
                positions_erased_at: Set(Some(now_ms)),
                ..Default::default()
            })
            .filter(R::AuditId.eq(row.audit_id))
            .filter(R::Revision.eq(row.revision))
            .filter(R::PositionsErasedAt.is_null())
            .exec(&**tx)
            .await?;
        changed += done.rows_affected;
    }
    for row in refused::Entity::find().filter(refused::Column::AuditId.eq(audit.id)).all(&**tx).await? {
        let text = codec::unpack(codec::CURRENT, &row.body)?;
        let body = without_positions(&text)?;
        if body == text {
            continue;
        }
        let done = refused::Entity::update_many()
            .set(refused::ActiveModel { body: Set(codec::pack(&body)?), ..Default::default() })
            .filter(refused::Column::Id.eq(row.id))
            .exec(&**tx)
            .await?;
        changed += done.rows_affected;
    }
    Ok(changed + erase_fixes(tx, assignment_report::Column::AssignmentId.eq(audit.assignment_id)).await?)
}

/// Reports about assignments that came before `before_ms` and still say where.
pub async fn reports_with_positions<C: ConnectionTrait>(db: &C, before_ms: i64, limit: u64) -> Result<Vec<Uuid>> {
    use assignment_report::Column as R;
    Ok(assignment_report::Entity::find()
        .select_only()
        .column(R::Id)
        .filter(R::ReceivedAt.lt(before_ms))
        .filter(R::Fix.is_not_null())
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?)
}

/// Photos of reports that came before `before_ms` whose originals are still here: a report has ended when it has come.
pub async fn report_originals<C: ConnectionTrait>(
    db: &C,
    before_ms: i64,
    limit: u64,
) -> Result<Vec<report_photo::Model>> {
    use report_photo::Column as P;
    let reports = assignment_report::Entity::find()
        .select_only()
        .column(assignment_report::Column::Id)
        .filter(assignment_report::Column::ReceivedAt.lt(before_ms))
        .into_query();
    Ok(report_photo::Entity::find()
        .filter(P::State.is_in(PhotoState::HELD.map(PhotoState::as_str)))
        .filter(P::ErasedAt.is_null())
        .filter(P::ReportId.in_subquery(reports))
        .limit(limit)
        .all(db)
        .await?)
}

/// Notes that these originals are erased; answers how many were not before.
pub async fn report_originals_erased(tx: &Tx, ids: &[Uuid], now_ms: i64) -> Result<u64> {
    use report_photo::Column as P;
    let done = report_photo::Entity::update_many()
        .set(report_photo::ActiveModel { erased_at: Set(Some(now_ms)), ..Default::default() })
        .filter(P::Id.is_in(ids.iter().copied()))
        .filter(P::ErasedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected)
}

/// Erases where these reports were made; answers how many.
pub async fn erase_report_positions(tx: &Tx, ids: &[Uuid]) -> Result<u64> {
    erase_fixes(tx, assignment_report::Column::Id.is_in(ids.iter().copied())).await
}

async fn erase_fixes(tx: &Tx, which: SimpleExpr) -> Result<u64> {
    use assignment_report::Column as R;
    let done = assignment_report::Entity::update_many()
        .col_expr(R::Fix, Expr::value(None::<Json>))
        .filter(which)
        .filter(R::Fix.is_not_null())
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected)
}

/// The canonical text of a submission without a single position. One that cannot be read as JSON is left as it is: it was
/// never stored as a submission.
fn without_positions(text: &[u8]) -> Result<Vec<u8>> {
    let Ok(mut document) = serde_json::from_slice::<Json>(text) else { return Ok(text.to_vec()) };
    if let Some(root) = document.as_object_mut() {
        for name in ["check_in", "check_out"] {
            if let Some(place) = root.get_mut(name) {
                *place = Json::Null;
            }
        }
        for photo in root.get_mut("photos").and_then(Json::as_array_mut).into_iter().flatten() {
            if let Some(place) = photo.get_mut("fix") {
                *place = Json::Null;
            }
        }
    }
    to_canonical(&document).map_err(|error| StoreError::Corrupt(format!("a submission: {error:?}")))
}

/// People who were deactivated before `before_ms` and are not erased.
pub async fn people<C: ConnectionTrait>(db: &C, before_ms: i64, limit: u64) -> Result<Vec<Uuid>> {
    use person::Column as P;
    Ok(person::Entity::find()
        .select_only()
        .column(P::Id)
        .filter(P::DeactivatedAt.lt(before_ms))
        .filter(P::ErasedAt.is_null())
        .order_by_asc(P::DeactivatedAt)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?)
}

/// Erases who a person was: names, telephone, e-mail, names of phones, what he said to the desks, what was to be told to him
/// and how to call him. His id and what he did stay. `false` when he came back or was erased meanwhile.
pub async fn erase_person(tx: &Tx, id: Uuid, before_ms: i64, now_ms: i64) -> Result<bool> {
    use person::Column as P;
    let done = person::Entity::update_many()
        .set(person::ActiveModel {
            username: Set(format!("erased-{id}")),
            display_name: Set("—".into()),
            phone: Set(None),
            password_hash: Set(None),
            ties: Set(None),
            erased_at: Set(Some(now_ms)),
            updated_at: Set(now_ms),
            ..Default::default()
        })
        .col_expr(P::Version, Expr::cust("version + 1"))
        .filter(P::Id.eq(id))
        .filter(P::DeactivatedAt.lt(before_ms))
        .filter(P::ErasedAt.is_null())
        .exec(&**tx)
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    mailbox::Entity::delete_many().filter(mailbox::Column::PersonId.eq(id)).exec(&**tx).await?;
    sign_in_code::Entity::delete_many().filter(sign_in_code::Column::PersonId.eq(id)).exec(&**tx).await?;
    session::Entity::delete_many().filter(session::Column::PersonId.eq(id)).exec(&**tx).await?;
    org_contact::Entity::delete_many().filter(org_contact::Column::PersonId.eq(id)).exec(&**tx).await?;
    device::Entity::update_many()
        .set(device::ActiveModel { name: Set(None), ..Default::default() })
        .filter(device::Column::PersonId.eq(id))
        .exec(&**tx)
        .await?;
    deliveries::forget_person(tx, id, before_ms).await?;
    logged_values(tx, id).await?;
    Ok(true)
}

/// Erases what a person said in his writes and what was said of him; answers how many contents.
pub(crate) async fn logged_values(tx: &Tx, person_id: Uuid) -> Result<u64> {
    use audit_log::Column as L;
    let about = Condition::all().add(L::SubjectKind.eq("people")).add(L::SubjectUuid.eq(person_id));
    let rows = audit_log::Entity::find()
        .select_only()
        .column(L::Id)
        .filter(Condition::any().add(L::PersonId.eq(person_id)).add(about))
        .into_query();
    let gone =
        audit_log_value::Entity::delete_many().filter(audit_log_value::Column::LogId.in_subquery(rows)).exec(&**tx);
    Ok(gone.await?.rows_affected)
}

impl Store {
    /// The days that the installation has set.
    pub async fn retention_periods(&self) -> Result<Periods> {
        periods(self.read()).await
    }

    /// Whether the hour of this instant was done: what is over is looked for once an hour.
    pub async fn retention_hour(&self, now_ms: i64) -> Result<bool> {
        Ok(meta::get(self.read(), HOUR).await?.is_some_and(|hour| hour == (now_ms / HOUR_MS).to_string()))
    }

    /// Notes that everything that was over in this hour is erased.
    pub async fn retention_done(&self, now_ms: i64) -> Result<()> {
        let tx = self.begin("retention_hour").await?;
        meta::set(&*tx, HOUR, &(now_ms / HOUR_MS).to_string()).await?;
        tx.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_go_and_everything_else_stays() {
        let before = br#"{"check_in":{"lat_e7":1,"lon_e7":2},"check_out":null,"photos":[{"bytes":3,"fix":{"lat_e7":4}},{"bytes":5}]}"#;
        let after = without_positions(before).unwrap();
        let kept = br#"{"check_in":null,"check_out":null,"photos":[{"bytes":3,"fix":null},{"bytes":5}]}"#;
        assert_eq!(std::str::from_utf8(&after), std::str::from_utf8(kept));
        assert_eq!(without_positions(b"no json").unwrap(), b"no json");
    }
}
