//! What is known of stations when something is drafted for them: earlier orders, and misses that were only noted.

use std::collections::{BTreeSet, HashMap};

use forecourt_core::{
    day::DAY_MS,
    order::{self, EarlierNote, EarlierOrder, OrderState, Policy},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait,
    prelude::Uuid,
    sea_query::{Expr, Query},
};

use crate::{
    Result, StoreError, Tx, dialect,
    entity::{audit, finding, order_finding, rectification, station},
};

/// How far back earlier orders of a station matter: beyond the second repeat within half a year, ms.
const LOOK_BACK_MS: i64 = 200 * DAY_MS;

/// An order of the station that is known already.
pub(super) struct Known {
    pub id: Uuid,
    pub item: String,
    pub audit_id: Uuid,
    pub state: OrderState,
    pub closed_ms: Option<i64>,
    pub missed_ms: i64,
    pub repeat: bool,
}

/// What is known of a station.
#[derive(Default)]
pub(super) struct Place {
    pub orders: Vec<Known>,
    pub notes: Vec<(String, i64)>,
}

impl Known {
    pub fn of(row: &rectification::Model) -> Result<Self> {
        let state = OrderState::parse(&row.state);
        Ok(Self {
            id: row.id,
            item: row.item.clone(),
            audit_id: row.audit_id,
            state: state.ok_or_else(|| StoreError::unknown_word("rectification", &row.state))?,
            closed_ms: row.closed_at,
            missed_ms: row.missed_at,
            repeat: row.repeat_of.is_some(),
        })
    }

    pub fn as_earlier(&self, audit_id: Uuid) -> EarlierOrder<'_> {
        EarlierOrder {
            id: self.id,
            item: &self.item,
            of_this_audit: self.audit_id == audit_id,
            state: self.state,
            closed_ms: self.closed_ms,
            missed_ms: self.missed_ms,
            repeat: self.repeat,
        }
    }
}

/// Two transactions that draft for one station do so one after the other; always in the order of the ids.
pub(super) async fn lock(tx: &Tx, stations: &[Uuid]) -> Result<()> {
    let mut select = Query::select();
    select
        .column(station::Column::Id)
        .from(station::Entity)
        .and_where(Expr::col(station::Column::Id).is_in(stations.iter().copied()))
        .order_by(station::Column::Id, sea_orm::sea_query::Order::Asc);
    dialect::lock_rows(&**tx, &mut select);
    tx.query_all(&select).await?;
    Ok(())
}

pub(super) async fn places(tx: &Tx, stations: &[Uuid], first_ms: i64) -> Result<HashMap<Uuid, Place>> {
    use rectification::Column as O;
    let since = first_ms.saturating_sub(LOOK_BACK_MS);
    // Held, so that none is closed or cancelled while a finding joins it.
    let mut open = Query::select();
    open.column(O::Id)
        .from(rectification::Entity)
        .and_where(Expr::col(O::StationId).is_in(stations.iter().copied()))
        .and_where(Expr::col(O::State).is_not_in([OrderState::Closed.as_str(), OrderState::Cancelled.as_str()]))
        .order_by(O::Id, sea_orm::sea_query::Order::Asc);
    dialect::lock_rows(&**tx, &mut open);
    tx.query_all(&open).await?;
    let recent = Condition::any()
        .add(O::State.ne(OrderState::Closed.as_str()))
        .add(O::ClosedAt.gte(since))
        .add(O::MissedAt.gte(since));
    let orders = rectification::Entity::find()
        .filter(O::StationId.is_in(stations.iter().copied()))
        .filter(O::State.ne(OrderState::Cancelled.as_str()))
        .filter(recent)
        .all(&**tx)
        .await?;
    let mut places: HashMap<Uuid, Place> = HashMap::new();
    for row in &orders {
        places.entry(row.station_id).or_default().orders.push(Known::of(row)?);
    }
    for (station, item, at) in noted(tx, stations, since).await? {
        places.entry(station).or_default().notes.push((item, at));
    }
    Ok(places)
}

/// Whether an item of an audit was noted at its station before, so recently that its partial miss is a repeat.
pub(super) async fn was_noted(tx: &Tx, policy: &Policy, audit: &audit::Model, item: &str) -> Result<bool> {
    let since = audit.visit_start.saturating_sub(LOOK_BACK_MS);
    let known = noted(tx, &[audit.station_id], since).await?;
    let notes: Vec<EarlierNote> =
        known.iter().map(|(_, item, missed_ms)| EarlierNote { item, missed_ms: *missed_ms }).collect();
    Ok(order::is_noted(policy, &notes, item, audit.visit_start))
}

/// Earlier misses that were only noted: (station, item, begin of the visit).
async fn noted(tx: &Tx, stations: &[Uuid], since: i64) -> Result<Vec<(Uuid, String, i64)>> {
    use finding::Column as F;
    let rows: Vec<(Uuid, Uuid, String)> = finding::Entity::find()
        .select_only()
        .columns([F::AuditId, F::StationId, F::Item])
        .filter(F::StationId.is_in(stations.iter().copied()))
        .filter(F::Ticket.eq(false))
        .filter(
            F::AuditId.in_subquery(
                audit::Entity::find()
                    .select_only()
                    .column(audit::Column::Id)
                    .filter(audit::Column::StationId.is_in(stations.iter().copied()))
                    .filter(audit::Column::VisitStart.gte(since))
                    .into_query(),
            ),
        )
        .into_tuple()
        .all(&**tx)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let audits: BTreeSet<Uuid> = rows.iter().map(|(audit, ..)| *audit).collect();
    let visits: Vec<(Uuid, i64)> = audit::Entity::find()
        .select_only()
        .columns([audit::Column::Id, audit::Column::VisitStart])
        .filter(audit::Column::Id.is_in(audits.iter().copied()))
        .into_tuple()
        .all(&**tx)
        .await?;
    let linked: Vec<(Uuid, String)> = order_finding::Entity::find()
        .select_only()
        .columns([order_finding::Column::AuditId, order_finding::Column::Item])
        .filter(order_finding::Column::AuditId.is_in(audits.iter().copied()))
        .into_tuple()
        .all(&**tx)
        .await?;
    let visits: HashMap<Uuid, i64> = visits.into_iter().collect();
    let open = rows.into_iter().filter(|(audit, _, item)| !linked.iter().any(|(a, i)| a == audit && i == item));
    Ok(open.filter_map(|(audit, station, item)| Some((station, item, *visits.get(&audit)?))).collect())
}
