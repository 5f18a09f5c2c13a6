//! Deliveries: recorded once, tried until the other side has it or the schedule ends.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, OnConflict},
};

use super::lanes::{self, Held, Standing};
use crate::{
    Result, Store, Tx,
    entity::{delivery, lane},
    orders::outbox::kind,
    org::CHUNK,
};

/// States of a delivery.
pub mod state {
    /// It is sent when its time comes.
    pub const WAITING: &str = "waiting";
    /// The other side has it.
    pub const DELIVERED: &str = "delivered";
    /// It is not tried any more; somebody may have it sent again.
    pub const DEAD: &str = "dead";
}

/// What is sent together: one delivery, or several as a digest.
#[derive(Clone, Debug)]
pub struct Parcel<'a> {
    /// The deliveries in it.
    pub ids: &'a [Uuid],
    /// The id that it carries on every try.
    pub id: Uuid,
    /// As what several go out, and when they were put together, epoch ms.
    pub digest: Option<(&'a str, i64)>,
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The other side has it.
    Delivered,
    /// It is tried again.
    Again {
        /// Not before, epoch ms.
        at_ms: i64,
    },
    /// It is not tried any more.
    Dead,
}

/// Why a try failed, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A word of the closed list.
    pub code: String,
    /// What the other side said.
    pub detail: String,
}

/// How deliveries stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Those that wait.
    pub waiting: i64,
    /// Those that are not tried any more.
    pub dead: i64,
}

/// Records deliveries; one that is recorded for its event and destination stays as it is.
pub async fn record(tx: &Tx, rows: Vec<delivery::Model>) -> Result<()> {
    for some in rows.chunks(CHUNK / 5) {
        let known = OnConflict::columns([delivery::Column::EventId, delivery::Column::LaneId]).do_nothing().to_owned();
        let rows = some.iter().cloned().map(delivery::ActiveModel::from);
        delivery::Entity::insert_many(rows).on_conflict(known).try_insert().exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// What waits in a lane, of each kind what is due first: what is urgent, what is told by itself, what is told once a day; no
/// crowd of one may hide another. With each that was tried comes all that it was tried together with.
pub async fn waiting<C: ConnectionTrait>(db: &C, lane: Uuid, limit: u64) -> Result<Vec<delivery::Model>> {
    let waits = || {
        delivery::Entity::find()
            .filter(delivery::Column::LaneId.eq(lane))
            .filter(delivery::Column::State.eq(state::WAITING))
    };
    let mut rows = Vec::new();
    let calm = || Condition::all().add(delivery::Column::Urgent.eq(false));
    let of_kind = [
        Condition::all().add(delivery::Column::Urgent.eq(true)),
        calm().add(delivery::Column::Daily.eq(false)),
        calm().add(delivery::Column::Daily.eq(true)),
    ];
    for kind in of_kind {
        let found = waits()
            .filter(kind)
            .order_by_asc(delivery::Column::NextAt)
            .order_by_asc(delivery::Column::At)
            .order_by_asc(delivery::Column::Id)
            .limit(limit);
        rows.extend(found.all(db).await?);
    }
    let parcels: BTreeSet<Uuid> = rows.iter().filter_map(|row| row.parcel_id).collect();
    if parcels.is_empty() {
        return Ok(rows);
    }
    let known: HashSet<Uuid> = rows.iter().map(|row| row.id).collect();
    let whole = waits().filter(delivery::Column::ParcelId.is_in(parcels)).all(db).await?;
    rows.extend(whole.into_iter().filter(|row| !known.contains(&row.id)));
    Ok(rows)
}

/// Whether it was missed while nothing ran, and was not tried yet.
pub fn is_missed(row: &delivery::Model) -> bool {
    row.late && row.parcel_id.is_none()
}

/// Everything in a lane that was missed and waits, the oldest first.
pub async fn missed<C: ConnectionTrait>(db: &C, lane: Uuid) -> Result<Vec<delivery::Model>> {
    Ok(delivery::Entity::find()
        .filter(delivery::Column::LaneId.eq(lane))
        .filter(delivery::Column::State.eq(state::WAITING))
        .filter(delivery::Column::Late.eq(true))
        .filter(delivery::Column::ParcelId.is_null())
        .order_by_asc(delivery::Column::At)
        .order_by_asc(delivery::Column::Id)
        .all(db)
        .await?)
}

/// The instants of the last tries of a lane's parcels since an instant, epoch ms.
pub async fn tried<C: ConnectionTrait>(db: &C, lane: Uuid, since_ms: i64) -> Result<Vec<i64>> {
    let rows: Vec<(Option<Uuid>, Option<i64>)> = delivery::Entity::find()
        .select_only()
        .columns([delivery::Column::ParcelId, delivery::Column::TriedAt])
        .filter(delivery::Column::LaneId.eq(lane))
        .filter(delivery::Column::TriedAt.gt(since_ms))
        .into_tuple()
        .all(db)
        .await?;
    let parcels: BTreeMap<Uuid, i64> = rows.into_iter().filter_map(|(parcel, at)| Some((parcel?, at?))).collect();
    Ok(parcels.into_values().collect())
}

/// Deliveries of a lane, newest first, behind (created, id).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    lane: Uuid,
    state: Option<&str>,
    before: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<delivery::Model>> {
    use delivery::Column as D;
    let mut query = delivery::Entity::find().filter(D::LaneId.eq(lane));
    if let Some(state) = state {
        query = query.filter(D::State.eq(state));
    }
    if let Some((at, id)) = before {
        let same = Condition::all().add(D::CreatedAt.eq(at)).add(D::Id.lt(id));
        query = query.filter(Condition::any().add(D::CreatedAt.lt(at)).add(same));
    }
    Ok(query.order_by_desc(D::CreatedAt).order_by_desc(D::Id).limit(limit).all(db).await?)
}

/// A delivery of a lane.
pub async fn find<C: ConnectionTrait>(db: &C, lane: Uuid, id: Uuid) -> Result<Option<delivery::Model>> {
    Ok(delivery::Entity::find_by_id(id).filter(delivery::Column::LaneId.eq(lane)).one(db).await?)
}

/// Has a delivery that ended sent again under the same id, a digest whole; `false` when it has not ended.
pub async fn replay(tx: &Tx, row: &delivery::Model, now_ms: i64) -> Result<bool> {
    let mut which = Condition::any().add(delivery::Column::Id.eq(row.id));
    if let Some(parcel) = row.parcel_id {
        which = which.add(delivery::Column::ParcelId.eq(parcel));
    }
    let done = delivery::Entity::update_many()
        .set(delivery::ActiveModel {
            state: Set(state::WAITING.into()),
            attempts: Set(0),
            next_at: Set(now_ms),
            ended_at: Set(None),
            ..Default::default()
        })
        .filter(delivery::Column::LaneId.eq(row.lane_id))
        .filter(which)
        .filter(delivery::Column::State.ne(state::WAITING))
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// How many wait and how many are dead, by lane.
pub async fn figures<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, Figures>> {
    let rows: Vec<(Uuid, String, i64)> = delivery::Entity::find()
        .select_only()
        .columns([delivery::Column::LaneId, delivery::Column::State])
        .column_as(delivery::Column::Id.count(), "count")
        .filter(delivery::Column::LaneId.is_in(ids.iter().copied()))
        .filter(delivery::Column::State.ne(state::DELIVERED))
        .group_by(delivery::Column::LaneId)
        .group_by(delivery::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let mut all: HashMap<Uuid, Figures> = HashMap::new();
    for (lane, name, count) in rows {
        let figures = all.entry(lane).or_default();
        if name == state::DEAD {
            figures.dead = count;
        } else {
            figures.waiting = count;
        }
    }
    Ok(all)
}

impl Store {
    /// Notes that a parcel is about to be tried: from now on it keeps its id and what is in it. `false` when another
    /// worker has the lane.
    pub async fn delivery_begins(&self, lane: &Held, parcel: &Parcel<'_>, now_ms: i64, real_ms: i64) -> Result<bool> {
        let tx = self.begin("delivery_begins").await?;
        if !lanes::renew(&tx, lane, real_ms).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        let begun = delivery::ActiveModel {
            parcel_id: Set(Some(parcel.id)),
            digest: Set(parcel.digest.map(|(kind, _)| kind.to_owned())),
            digest_at: Set(parcel.digest.map(|(_, at)| at)),
            tried_at: Set(Some(now_ms)),
            ..Default::default()
        };
        for some in parcel.ids.chunks(CHUNK) {
            delivery::Entity::update_many()
                .set(begun.clone())
                .col_expr(delivery::Column::Attempts, Expr::col(delivery::Column::Attempts).add(1))
                .filter(delivery::Column::Id.is_in(some.iter().copied()))
                .filter(delivery::Column::State.eq(state::WAITING))
                .exec(&*tx)
                .await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Writes how the try of a parcel ended, and how its lane stands.
    pub async fn delivery_ended(
        &self,
        lane: &Held,
        ids: &[Uuid],
        end: &End,
        fault: Option<Fault>,
        standing: Standing,
        now_ms: i64,
    ) -> Result<()> {
        let (name, next_at) = match end {
            End::Delivered => (state::DELIVERED, None),
            End::Again { at_ms } => (state::WAITING, Some(*at_ms)),
            End::Dead => (state::DEAD, None),
        };
        let (code, detail) = fault.map_or((None, None), |fault| (Some(fault.code), Some(fault.detail)));
        let mut row = delivery::ActiveModel {
            state: Set(name.into()),
            error: Set(code),
            detail: Set(detail),
            ended_at: Set(next_at.is_none().then_some(now_ms)),
            ..Default::default()
        };
        if let Some(at) = next_at {
            row.next_at = Set(at);
        }
        let tx = self.begin("delivery_ended").await?;
        // What has ended stays so, whoever held the lane meanwhile: a try that arrived has arrived.
        for some in ids.chunks(CHUNK) {
            delivery::Entity::update_many()
                .set(row.clone())
                .filter(delivery::Column::Id.is_in(some.iter().copied()))
                .filter(delivery::Column::State.eq(state::WAITING))
                .exec(&*tx)
                .await?;
        }
        lanes::settle(&tx, lane, standing).await?;
        tx.commit().await
    }

    /// How all deliveries stand.
    pub async fn delivery_figures(&self) -> Result<Figures> {
        let count =
            |name: &'static str| delivery::Entity::find().filter(delivery::Column::State.eq(name)).count(self.read());
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        Ok(Figures { waiting: whole(count(state::WAITING).await?), dead: whole(count(state::DEAD).await?) })
    }

    /// Forgets deliveries that ended before an instant, and those that have waited since before it: what nobody took for so
    /// long is told to nobody any more, and may name people. Answers how many.
    pub async fn forget_deliveries(&self, before_ms: i64) -> Result<u64> {
        use delivery::Column as D;
        // What is to be sent again waits from then on, however old it is; by when it was recorded it is found.
        let waited = Condition::all()
            .add(D::State.eq(state::WAITING))
            .add(D::CreatedAt.lt(before_ms))
            .add(D::NextAt.lt(before_ms));
        let old = Condition::any().add(D::EndedAt.lt(before_ms)).add(waited);
        if delivery::Entity::find().filter(old.clone()).limit(1).one(self.read()).await?.is_none() {
            return Ok(0);
        }
        let tx = self.begin("forget_deliveries").await?;
        let gone = delivery::Entity::delete_many().filter(old).exec(&*tx).await?;
        tx.commit().await?;
        Ok(gone.rows_affected)
    }
}

/// Forgets what was to go to a person, and his lane; of call lists, which name people without their ids, all that were
/// recorded before an instant.
pub async fn forget_person(tx: &Tx, person: Uuid, before_ms: i64) -> Result<()> {
    use delivery::Column as D;
    // Whatever its state is: by state and instant it is found.
    let calls = Condition::all()
        .add(D::State.is_in([state::WAITING, state::DELIVERED, state::DEAD]))
        .add(D::CreatedAt.lt(before_ms))
        .add(D::Kind.eq(kind::CALL));
    let gone = Condition::any().add(D::LaneId.eq(person)).add(calls);
    delivery::Entity::delete_many().filter(gone).exec(&**tx).await?;
    lane::Entity::delete_by_id(person).exec(&**tx).await?;
    Ok(())
}
