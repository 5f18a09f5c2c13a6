//! Who hears what: roles, their places, and the identity wall (decisions 23 and 32).

use forecourt_core::states::Role;
use forecourt_store::{
    access::Grant,
    signals::{Reach, Signal, Subject},
};
use uuid::Uuid;

use super::Told;

/// A signal, with the units above its station.
#[derive(Clone, Debug)]
pub struct Heard {
    /// What changed.
    pub signal: Signal,
    /// Every unit that the station lies in.
    pub above: Vec<Uuid>,
}

impl Heard {
    /// What is said of it; `unread` is what the listener has not read.
    pub fn told(&self, unread: Option<u64>) -> Told {
        let Signal { subject, id, version, .. } = self.signal;
        match subject {
            // Whoever sat down after it was counted reads for himself.
            Subject::Inbox => unread.map_or(Told::Reset, Told::Inbox),
            Subject::Order | Subject::Appeal => Told::Changed(subject, id, Some(version)),
            // The version of an audit counts what its reviewers did.
            Subject::Audit | Subject::Report => Told::Changed(subject, id, None),
            // Many change at once, and a plan is read as a whole.
            Subject::Plan => Told::Changed(subject, None, None),
        }
    }
}

/// Whether a person with these grants hears it.
pub fn hears(person: Uuid, grants: &[Grant], heard: &Heard) -> bool {
    let signal = &heard.signal;
    if signal.subject == Subject::Inbox {
        return signal.id == Some(person);
    }
    grants.iter().any(|grant| may(grant.role, signal) && lies_in(grant, heard))
}

/// Whether a role reads it at all.
fn may(role: Role, signal: &Signal) -> bool {
    match signal.subject {
        Subject::Inbox => false,
        Subject::Report => role != Role::Shopper,
        // A plan names shoppers and says where they go: nobody of a station or region hears that it changed.
        Subject::Plan => role.sees_plan(),
        Subject::Order | Subject::Appeal | Subject::Audit => match role {
            Role::Shopper | Role::Planner => false,
            Role::Reviewer | Role::AppealL1 | Role::AppealL2 | Role::Hq | Role::Admin => true,
            // Sees no minute of an audit: it would hear when one came in.
            Role::Auditor => signal.subject != Subject::Audit || signal.reach == Reach::Station,
            Role::Region => signal.reach >= Reach::Office,
            Role::Station => signal.reach >= Reach::Station,
        },
    }
}

fn lies_in(grant: &Grant, heard: &Heard) -> bool {
    let Some(station) = heard.signal.station_id else { return true };
    match (grant.org_unit_id, grant.station_id) {
        (_, Some(own)) => own == station,
        (Some(unit), None) => heard.above.contains(&unit),
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: Uuid = Uuid::from_u128(1);
    const STATION: Uuid = Uuid::from_u128(2);
    const CITY: Uuid = Uuid::from_u128(3);
    const OTHER: Uuid = Uuid::from_u128(9);

    fn heard(subject: Subject, reach: Reach) -> Heard {
        let signal = Signal { subject, id: Some(OTHER), version: 1, station_id: Some(STATION), reach };
        Heard { signal, above: vec![CITY] }
    }

    fn roles_that_hear(heard: &Heard) -> Vec<Role> {
        let here = |role| Grant { role, org_unit_id: Some(CITY), station_id: None };
        Role::ALL.iter().copied().filter(|role| hears(PERSON, &[here(*role)], heard)).collect()
    }

    #[test]
    fn nothing_behind_the_wall_hears_of_what_is_not_published() {
        use Role::{Admin, AppealL1, AppealL2, Auditor, Hq, Planner, Region, Reviewer, Station};
        let desks = vec![Reviewer, AppealL1, AppealL2, Hq, Admin];
        assert_eq!(roles_that_hear(&heard(Subject::Audit, Reach::Desk)), desks);
        let with = |more: &[Role]| {
            let mut all: Vec<Role> = desks.iter().chain(more).copied().collect();
            all.sort();
            all
        };
        assert_eq!(roles_that_hear(&heard(Subject::Audit, Reach::Station)), with(&[Station, Region, Auditor]));
        assert_eq!(roles_that_hear(&heard(Subject::Plan, Reach::Station)), [Planner, Hq, Admin]);
        assert_eq!(roles_that_hear(&heard(Subject::Order, Reach::Desk)), with(&[Auditor]));
        assert_eq!(roles_that_hear(&heard(Subject::Order, Reach::Office)), with(&[Region, Auditor]));
        assert_eq!(roles_that_hear(&heard(Subject::Order, Reach::Station)), with(&[Station, Region, Auditor]));
    }

    #[test]
    fn each_role_hears_of_its_own_places_and_everybody_of_his_own_inbox() {
        let order = heard(Subject::Order, Reach::Station);
        let grant = |org_unit_id, station_id| Grant { role: Role::Station, org_unit_id, station_id };
        assert!(hears(PERSON, &[grant(None, Some(STATION))], &order));
        assert!(!hears(PERSON, &[grant(None, Some(OTHER))], &order));
        assert!(hears(PERSON, &[grant(Some(CITY), None)], &order));
        assert!(!hears(PERSON, &[grant(Some(OTHER), None)], &order));
        let inbox = heard(Subject::Inbox, Reach::Station);
        assert!(hears(OTHER, &[], &inbox));
        assert!(!hears(PERSON, &[Grant { role: Role::Admin, org_unit_id: None, station_id: None }], &inbox));
        let plan = |above| Heard { signal: Signal::plan(STATION), above };
        let planner = [Grant { role: Role::Planner, org_unit_id: Some(CITY), station_id: None }];
        assert!(hears(PERSON, &planner, &plan(vec![CITY])));
        assert!(!hears(PERSON, &planner, &plan(vec![OTHER])), "the plan of another city");
        let report = Heard { signal: Signal::report(), above: Vec::new() };
        assert!(hears(PERSON, &[grant(None, Some(OTHER))], &report));
    }
}
