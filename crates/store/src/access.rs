//! Who is asking and what lies in his scope. Every query of a desk starts from here.

use std::collections::BTreeSet;

use forecourt_core::states::Role;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
    prelude::Uuid, sea_query::SelectStatement,
};

use crate::{
    Result,
    entity::{org_closure, org_unit, station},
};

/// A role and where it holds: a unit with everything below it, one station, or (both absent) the whole network.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Grant {
    /// What the person may be.
    pub role: Role,
    /// The unit below which it holds.
    pub org_unit_id: Option<Uuid>,
    /// The one station for which it holds.
    pub station_id: Option<Uuid>,
}

/// The union of the places in which a caller acts in one of several roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    everything: bool,
    units: Vec<Uuid>,
    stations: Vec<Uuid>,
}

impl Scope {
    /// The whole network: for jobs and commands, never for a request.
    pub fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// What the grants of these roles cover; `None` when the caller has none of the roles.
    pub fn of(grants: &[Grant], roles: &[Role]) -> Option<Self> {
        let mut scope = Self::default();
        let mut any = false;
        for grant in grants.iter().filter(|grant| roles.contains(&grant.role)) {
            any = true;
            match (grant.org_unit_id, grant.station_id) {
                (_, Some(station)) => scope.stations.push(station),
                (Some(unit), None) => scope.units.push(unit),
                (None, None) => scope.everything = true,
            }
        }
        any.then_some(scope)
    }

    /// What lies in this scope or in the other one.
    pub fn and(&self, other: &Self) -> Self {
        let both = |one: &[Uuid], more: &[Uuid]| [one, more].concat();
        Self {
            everything: self.everything || other.everything,
            units: both(&self.units, &other.units),
            stations: both(&self.stations, &other.stations),
        }
    }

    /// Whether nothing limits it.
    pub fn is_everything(&self) -> bool {
        self.everything
    }

    /// Whether everything in the other scope lies in this one too, as the network is now.
    pub async fn covers<C: ConnectionTrait>(&self, db: &C, other: &Self) -> Result<bool> {
        if self.everything || other.everything {
            return Ok(self.everything);
        }
        let distinct = |ids: &[Uuid]| ids.iter().copied().collect::<BTreeSet<Uuid>>();
        let (units, stations) = (distinct(&other.units), distinct(&other.stations));
        let of_units = org_unit::Entity::find()
            .filter(org_unit::Column::Id.is_in(units.iter().copied()))
            .filter(self.on_unit(org_unit::Column::Id))
            .count(db)
            .await?;
        let of_stations = station::Entity::find()
            .filter(station::Column::Id.is_in(stations.iter().copied()))
            .filter(self.on_station(station::Column::Id))
            .count(db)
            .await?;
        Ok(of_units == units.len() as u64 && of_stations == stations.len() as u64)
    }

    /// The units from which it reaches down.
    pub fn units(&self) -> &[Uuid] {
        &self.units
    }

    /// The stations it names by themselves.
    pub fn stations(&self) -> &[Uuid] {
        &self.stations
    }

    /// Holds for rows whose station column lies in scope.
    pub fn on_station<C: ColumnTrait>(&self, column: C) -> Condition {
        if self.everything {
            return Condition::all();
        }
        let mut any = Condition::any();
        if !self.units.is_empty() {
            any = any.add(column.in_subquery(stations_below(&self.units)));
        }
        if !self.stations.is_empty() {
            any = any.add(column.is_in(self.stations.clone()));
        }
        nothing_unless(any)
    }

    /// Holds for rows whose unit column lies in scope.
    pub fn on_unit<C: ColumnTrait>(&self, column: C) -> Condition {
        if self.everything {
            return Condition::all();
        }
        let mut any = Condition::any();
        if !self.units.is_empty() {
            any = any.add(column.in_subquery(units_below(&self.units)));
        }
        nothing_unless(any)
    }
}

/// The stations of these units and of all units below them, as a subquery.
pub fn stations_below(units: &[Uuid]) -> SelectStatement {
    station::Entity::find()
        .select_only()
        .column(station::Column::Id)
        .filter(station::Column::OrgUnitId.in_subquery(units_below(units)))
        .into_query()
}

/// These units and all units below them, as a subquery.
pub fn units_below(units: &[Uuid]) -> SelectStatement {
    org_closure::Entity::find()
        .select_only()
        .column(org_closure::Column::DescendantId)
        .filter(org_closure::Column::AncestorId.is_in(units.iter().copied()))
        .into_query()
}

/// An empty "any" would be true in SQL builders; an empty scope must see nothing.
fn nothing_unless(any: Condition) -> Condition {
    if any.is_empty() { Condition::all().add(sea_orm::sea_query::Expr::cust("1 = 0")) } else { any }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::{DbBackend, QueryTrait};

    #[test]
    fn an_empty_scope_sees_nothing() {
        let sql = station::Entity::find()
            .filter(Scope::default().on_station(station::Column::Id))
            .build(DbBackend::Sqlite)
            .to_string();
        assert!(sql.contains("1 = 0"), "{sql}");
    }

    #[test]
    fn grants_of_other_roles_do_not_count() {
        let unit = Uuid::from_u128(7);
        let grants = [
            Grant { role: Role::Region, org_unit_id: Some(unit), station_id: None },
            Grant { role: Role::Hq, org_unit_id: None, station_id: None },
        ];
        assert_eq!(Scope::of(&grants, &[Role::Region]).map(|scope| scope.units().to_vec()), Some(vec![unit]));
        assert!(Scope::of(&grants, &[Role::Planner]).is_none());
        assert!(Scope::of(&grants, &[Role::Hq, Role::Region]).is_some_and(|scope| scope.is_everything()));
    }
}
