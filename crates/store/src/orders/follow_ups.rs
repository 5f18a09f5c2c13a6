//! What follows when a station that was audited once more is still too low (§5.5): its city company helps on site, and the
//! third time the management meets. Told when the result can be appealed no more; the station is told by who comes.

use forecourt_core::order::{Contact, FollowUp, Level, Recipient};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, prelude::Uuid,
};
use serde_json::json;

use super::{
    contacts::Directory,
    outbox::{self, Telling, kind},
    places,
};
use crate::{
    Result, Tx,
    access::{Scope, stations_below},
    audits::counting::COUNTING,
    entity::{audit, revisit},
    signals::Signal,
};

/// Which ones are listed.
#[derive(Clone, Debug, Default)]
pub struct FollowUpFilter {
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Only these.
    pub what: Option<FollowUp>,
    /// Only those that wait still, or only those that were done.
    pub done: Option<bool>,
}

/// What follows from results that stand, in a scope: one whose audit is not published any more needs nothing.
fn standing(scope: &Scope) -> Condition {
    use revisit::Column as R;
    let stands = audit::Entity::find()
        .select_only()
        .column(audit::Column::Id)
        .filter(audit::Column::State.is_in(COUNTING))
        .into_query();
    Condition::all()
        .add(scope.on_station(R::StationId))
        .add(R::FollowUp.is_not_null())
        .add(R::ResultAuditId.in_subquery(stands))
}

/// One of them, with its audit.
pub async fn find<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: Uuid,
) -> Result<Option<(revisit::Model, audit::Model)>> {
    let Some(row) = revisit::Entity::find_by_id(id).filter(standing(scope)).one(db).await? else { return Ok(None) };
    let Some(result) = row.result_audit_id else { return Ok(None) };
    Ok(audit::Entity::find_by_id(result).one(db).await?.map(|audit| (row, audit)))
}

/// The same for whoever changes it: nobody else does until the transaction ends, its result neither.
pub async fn take(tx: &Tx, scope: &Scope, id: Uuid) -> Result<Option<(revisit::Model, audit::Model)>> {
    let Some((row, _)) = find(&**tx, scope, id).await? else { return Ok(None) };
    places::lock(tx, &[row.station_id]).await?;
    find(&**tx, scope, id).await
}

/// What came of a follow-up.
#[derive(Clone, Debug)]
pub struct Followed {
    /// Day on which somebody helped on site, or the meeting was held.
    pub day: i32,
    /// What was done.
    pub note: String,
    /// Who says so.
    pub person: Uuid,
}

/// Says that it was done; whether the row was still the one that was seen.
pub async fn done(tx: &Tx, row: &revisit::Model, what: Followed, now_ms: i64) -> Result<bool> {
    use revisit::Column as R;
    let change = revisit::ActiveModel {
        followed_day: Set(Some(what.day)),
        followed_note: Set(Some(what.note)),
        followed_by: Set(Some(what.person)),
        followed_at: Set(Some(now_ms)),
        updated_at: Set(now_ms),
        version: Set(row.version + 1),
        ..Default::default()
    };
    let same = Condition::all().add(R::Id.eq(row.id)).add(R::Version.eq(row.version)).add(R::FollowedDay.is_null());
    let changed = revisit::Entity::update_many().set(change).filter(same).exec(&**tx).await?;
    let is_done = changed.rows_affected == 1;
    if is_done {
        tx.signal(Signal::plan(row.station_id));
        tx.signal(Signal::follow_up(row.station_id));
    }
    Ok(is_done)
}

/// Results that something follows from, of stations in scope, newest first, behind (when it was decided, id), each with its
/// audit. One whose audit is not published any more is left out.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &FollowUpFilter,
    before: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<(revisit::Model, audit::Model)>> {
    use revisit::Column as R;
    let wanted = standing(scope)
        .add_option(filter.org_unit.map(|unit| R::StationId.in_subquery(stations_below(&[unit]))))
        .add_option(filter.what.map(|what| R::FollowUp.eq(what.as_str())))
        .add_option(filter.done.map(|done| if done { R::FollowedDay.is_not_null() } else { R::FollowedDay.is_null() }));
    let mut query = revisit::Entity::find().filter(wanted);
    if let Some((at, id)) = before {
        let same = Condition::all().add(R::CreatedAt.eq(at)).add(R::Id.lt(id));
        query = query.filter(Condition::any().add(R::CreatedAt.lt(at)).add(same));
    }
    let rows = query.order_by_desc(R::CreatedAt).order_by_desc(R::Id).limit(limit).all(db).await?;
    let ids = rows.iter().filter_map(|row| row.result_audit_id);
    let audits = audit::Entity::find().filter(audit::Column::Id.is_in(ids)).all(db).await?;
    let of = |row: &revisit::Model| audits.iter().find(|audit| row.result_audit_id == Some(audit.id)).cloned();
    Ok(rows.into_iter().filter_map(|row| Some((row.clone(), of(&row)?))).collect())
}

/// Who has to see to it: the city company; of a meeting, which is a joint one, the province too.
const fn who(what: FollowUp) -> &'static [Recipient] {
    const CITY: Recipient = Recipient { level: Level::City, contact: Contact::Head };
    const PROVINCE: Recipient = Recipient { level: Level::Province, contact: Contact::Head };
    match what {
        FollowUp::Help => &[CITY],
        FollowUp::Meeting => &[PROVINCE, CITY],
    }
}

/// Tells who has to see to what follows from the result of an audit, and by when.
pub(super) async fn tell(tx: &Tx, audit: &audit::Model, what: FollowUp, by: Option<i64>, now_ms: i64) -> Result<()> {
    let directory = Directory::load(&**tx, &[audit.station_id]).await?;
    let one = Telling {
        kind: kind::FOLLOW_UP,
        at: now_ms,
        recorded_at: now_ms,
        late: false,
        station_id: Some(audit.station_id),
        subject_id: Some(audit.id),
        told: who(what).iter().map(|wanted| directory.find(audit.station_id, *wanted)).collect(),
        payload: json!({
            "audit": audit.id, "follow_up": what.as_str(), "score": audit.final_bp, "by": by, "due": by,
        }),
    };
    outbox::put(tx, vec![one]).await
}
