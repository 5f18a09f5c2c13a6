//! Appeals as lists show them.

use std::collections::HashSet;

use forecourt_core::appeal::AppealState;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    prelude::Uuid,
};

use crate::{
    Result,
    access::{Scope, units_below},
    entity::{appeal, station},
};

/// Which appeals are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only these states; empty = all.
    pub states: Vec<AppealState>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only stations at or below this unit.
    pub org_unit: Option<Uuid>,
    /// Only this audit.
    pub audit: Option<Uuid>,
}

/// A page of appeals, the newest first, behind (filed_at, id).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &Filter,
    before: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<appeal::Model>> {
    use appeal::Column as A;
    let mut query = filtered(scope, filter);
    if let Some((at, id)) = before {
        let same = Condition::all().add(A::FiledAt.eq(at)).add(A::Id.lt(id));
        query = query.filter(Condition::any().add(A::FiledAt.lt(at)).add(same));
    }
    Ok(query.order_by_desc(A::FiledAt).order_by_desc(A::Id).limit(limit).all(db).await?)
}

/// How many appeals such a list has.
pub async fn count_listed<C: ConnectionTrait>(db: &C, scope: &Scope, filter: &Filter) -> Result<u64> {
    Ok(filtered(scope, filter).count(db).await?)
}

fn filtered(scope: &Scope, filter: &Filter) -> Select<appeal::Entity> {
    use appeal::Column as A;
    let mut query = appeal::Entity::find().filter(scope.on_station(A::StationId));
    if !filter.states.is_empty() {
        query = query.filter(A::State.is_in(filter.states.iter().map(|state| state.as_str())));
    }
    if let Some(station) = filter.station {
        query = query.filter(A::StationId.eq(station));
    }
    if let Some(unit) = filter.org_unit {
        let mut below = sea_orm::sea_query::Query::select();
        below.column(station::Column::Id).from(station::Entity);
        below.and_where(station::Column::OrgUnitId.in_subquery(units_below(&[unit])));
        query = query.filter(A::StationId.in_subquery(below));
    }
    if let Some(audit) = filter.audit {
        query = query.filter(A::AuditId.eq(audit));
    }
    query
}

/// What a decision did: before and after.
#[derive(Clone, Copy, Debug)]
pub struct Effect {
    /// To the final score, basis points.
    pub bp: (Option<i16>, Option<i16>),
    /// To the station's rank; absent while it is not known yet.
    pub rank: Option<(Option<i32>, Option<i32>)>,
}

/// What the decision of an appeal did. Before one there is nothing to tell, nor of an audit that counts no longer: its
/// scores are in no list and no file.
pub fn effect(row: &appeal::Model, counting: &HashSet<Uuid>) -> Option<Effect> {
    row.score_after.filter(|_| counting.contains(&row.audit_id))?;
    let rank = row.ranked.then_some((row.rank_before, row.rank_after));
    Some(Effect { bp: (row.bp_before, row.bp_after), rank })
}
