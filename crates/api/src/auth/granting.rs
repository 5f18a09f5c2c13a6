//! Who may give or take which role where: nobody hands out what he does not cover himself (decision 32).

use forecourt_core::{
    states::Role,
    violation::{Code, Violation},
};
use forecourt_store::{Tx, access::Grant, org};
use uuid::Uuid;

use crate::problem::Result;

/// Where a grant holds, as far up as the tree goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The unit and everything above it; empty for the whole network.
    pub chain: Vec<Uuid>,
    /// The one station.
    pub station: Option<Uuid>,
}

/// The faults of a set of roles: shapes of places, doubles, and sides of the identity wall.
pub fn check(grants: &[Grant], pointer: &str) -> Vec<Violation> {
    let mut faults = Vec::new();
    for (index, grant) in grants.iter().enumerate() {
        let here = format!("{pointer}/{index}");
        match (grant.role, grant.org_unit_id, grant.station_id) {
            (_, Some(_), Some(_)) => faults.push(Violation::new(format!("{here}/station_id"), Code::BadValue)),
            (Role::Station, _, None) => faults.push(Violation::new(format!("{here}/station_id"), Code::Missing)),
            (Role::Station, None, Some(_)) => {}
            (_, _, Some(_)) => faults.push(Violation::new(format!("{here}/station_id"), Code::BadValue)),
            (Role::Region, None, None) => faults.push(Violation::new(format!("{here}/org_unit_id"), Code::Missing)),
            _ => {}
        }
        if grants[..index].contains(grant) {
            faults.push(Violation::new(here.clone(), Code::Duplicate));
        }
        if grants[..index].iter().any(|other| !other.role.goes_with(grant.role)) {
            faults.push(Violation::new(format!("{here}/role"), Code::BadValue));
        }
    }
    faults
}

/// Whether somebody with these grants may give or take the role at that place.
///
/// An administrator gives every role within his own places, a planner shoppers within his; nobody else gives any.
pub fn may_give(mine: &[Grant], role: Role, place: &Place) -> bool {
    mine.iter().any(|own| {
        let handles = own.role == Role::Admin || (own.role == Role::Planner && role == Role::Shopper);
        handles && covers(own, place)
    })
}

fn covers(own: &Grant, place: &Place) -> bool {
    match (own.org_unit_id, own.station_id) {
        (_, Some(station)) => place.station == Some(station),
        (Some(unit), None) => place.chain.contains(&unit),
        (None, None) => true,
    }
}

/// Whether somebody may manage a person: every role that the person holds is one he could give.
///
/// A person without roles has no place: only an administrator of the whole network manages him.
pub fn may_manage(mine: &[Grant], theirs: &[(Role, Place)]) -> bool {
    if theirs.is_empty() {
        return may_give(mine, Role::Admin, &Place::default());
    }
    theirs.iter().all(|(role, place)| may_give(mine, *role, place))
}

/// The places of grants; `None` where the unit or the station does not exist.
pub async fn places(tx: &Tx, grants: &[Grant]) -> Result<Vec<Option<Place>>> {
    let stations: Vec<Uuid> = grants.iter().filter_map(|grant| grant.station_id).collect();
    let of_stations = org::units_of_stations(&**tx, &stations).await?;
    let mut units: Vec<Uuid> = grants.iter().filter_map(|grant| grant.org_unit_id).collect();
    units.extend(of_stations.values());
    units.sort_unstable();
    units.dedup();
    let chains = org::chains(&**tx, &units).await?;
    let place = |grant: &Grant| match (grant.org_unit_id, grant.station_id) {
        (_, Some(station)) => {
            let chain = chains.get(of_stations.get(&station)?)?.clone();
            Some(Place { chain, station: Some(station) })
        }
        (Some(unit), None) => Some(Place { chain: chains.get(&unit)?.clone(), station: None }),
        (None, None) => Some(Place::default()),
    };
    Ok(grants.iter().map(place).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(role: Role, unit: Option<u128>) -> Grant {
        Grant { role, org_unit_id: unit.map(Uuid::from_u128), station_id: None }
    }

    fn at(chain: &[u128]) -> Place {
        Place { chain: chain.iter().copied().map(Uuid::from_u128).collect(), station: None }
    }

    #[test]
    fn a_planner_gives_shoppers_in_his_places_and_nothing_else() {
        let mine = [grant(Role::Planner, Some(2))];
        assert!(may_give(&mine, Role::Shopper, &at(&[3, 2, 1])));
        assert!(!may_give(&mine, Role::Shopper, &at(&[4, 1])), "another city");
        assert!(!may_give(&mine, Role::Shopper, &at(&[1])), "the province above him");
        assert!(!may_give(&mine, Role::Shopper, &Place::default()), "the whole network");
        for role in Role::ALL.iter().filter(|role| **role != Role::Shopper) {
            assert!(!may_give(&mine, *role, &at(&[3, 2, 1])), "{role}");
        }
    }

    #[test]
    fn an_administrator_gives_everything_in_his_places() {
        let mine = [grant(Role::Admin, Some(2))];
        for role in Role::ALL {
            assert!(may_give(&mine, *role, &at(&[2, 1])));
            assert!(!may_give(&mine, *role, &Place::default()), "{role} of the whole network");
        }
        assert!(may_give(&[grant(Role::Admin, None)], Role::Admin, &Place::default()));
    }

    #[test]
    fn nobody_else_gives_any_role() {
        for own in Role::ALL.iter().filter(|own| !matches!(own, Role::Admin | Role::Planner)) {
            for role in Role::ALL {
                assert!(!may_give(&[grant(*own, None)], *role, &at(&[1])), "{own} gives {role}");
            }
        }
    }

    #[test]
    fn whoever_manages_a_person_could_give_all_his_roles() {
        let planner = [grant(Role::Planner, None)];
        let shopper = (Role::Shopper, at(&[2, 1]));
        assert!(may_manage(&planner, std::slice::from_ref(&shopper)));
        assert!(!may_manage(&planner, &[shopper.clone(), (Role::Reviewer, at(&[1]))]));
        assert!(
            !may_manage(&planner, &[(Role::Admin, Place::default())]),
            "a code for an administrator is his account"
        );
        assert!(!may_manage(&planner, &[]));
        assert!(!may_manage(&[grant(Role::Admin, Some(2))], &[]));
        assert!(may_manage(&[grant(Role::Admin, None)], &[]));
    }

    #[test]
    fn sets_of_roles_are_checked_for_shape_and_side() {
        let station = Grant { role: Role::Station, org_unit_id: None, station_id: Some(Uuid::from_u128(9)) };
        let faults = |grants: &[Grant]| -> Vec<(String, Code)> {
            check(grants, "/roles").into_iter().map(|fault| (fault.pointer, fault.code)).collect()
        };
        assert_eq!(faults(&[grant(Role::Shopper, Some(1)), grant(Role::Planner, Some(1))]), []);
        assert_eq!(faults(std::slice::from_ref(&station)), []);
        assert_eq!(faults(&[grant(Role::Station, Some(1))]), [("/roles/0/station_id".to_owned(), Code::Missing)]);
        assert_eq!(faults(&[grant(Role::Region, None)]), [("/roles/0/org_unit_id".to_owned(), Code::Missing)]);
        for inside in [Role::Shopper, Role::Reviewer] {
            let wall = [grant(inside, None), station.clone()];
            assert_eq!(faults(&wall), [("/roles/1/role".to_owned(), Code::BadValue)], "{inside}");
        }
        let twice = [grant(Role::Hq, None), grant(Role::Hq, None)];
        assert_eq!(faults(&twice), [("/roles/1".to_owned(), Code::Duplicate)]);
    }
}
