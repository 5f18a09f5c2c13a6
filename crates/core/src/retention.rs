//! How long things are kept: policy as data (issue 4, "Retention").

use std::{collections::BTreeMap, sync::OnceLock};

use serde::{Deserialize, Serialize};

use crate::states::words;

/// Nothing of an audit or a person is erased earlier than this, days: appeals, corrections and deliveries come first.
pub const LEAST_DAYS: u32 = 60;

words! {
    /// What has a time of its own.
    Kind {
        /// Originals of photos.
        Originals = "originals",
        /// Files that stations and offices handed in.
        Evidence = "evidence",
        /// Such files that nothing refers to.
        UnusedEvidence = "unused_evidence",
        /// Where phones were, in submissions.
        Positions = "positions",
        /// Names, telephones and addresses of people.
        People = "people",
    }
}

/// One version of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// For example `retention`.
    pub id: String,
    /// Its version.
    pub version: u32,
    originals: Kept,
    evidence: Kept,
    unused_evidence: Kept,
    positions: Kept,
    people: Kept,
}

/// How long one kind of thing is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Days.
    pub days: u32,
    /// The least number that an installation may set.
    pub least: u32,
    /// The largest number that it may set.
    pub most: u32,
}

impl Kept {
    /// Whether an installation may keep it for so many days.
    pub fn allows(&self, days: u32) -> bool {
        (self.least..=self.most).contains(&days)
    }
}

/// Days that an installation has set, by kind.
pub type Periods = BTreeMap<Kind, u32>;

impl Retention {
    /// Reads and checks a policy file.
    ///
    /// # Errors
    /// What is wrong with it, in words; the first fault of form, or every time that does not fit.
    pub fn parse(source: &str) -> Result<Self, String> {
        let policy: Self = toml::from_str(source).map_err(|error| error.to_string())?;
        let faults: Vec<String> = Kind::ALL.iter().filter_map(|kind| policy.fault(*kind)).collect();
        if faults.is_empty() { Ok(policy) } else { Err(faults.join("; ")) }
    }

    fn fault(&self, kind: Kind) -> Option<String> {
        let kept = self.of(kind);
        let floor = if kind == Kind::UnusedEvidence { 1 } else { LEAST_DAYS };
        if kept.least < floor {
            return Some(format!("{kind}.least: at least {floor}"));
        }
        (!kept.allows(kept.days)).then(|| format!("{kind}.days: {} to {}", kept.least, kept.most))
    }

    /// How long something is kept.
    pub fn of(&self, kind: Kind) -> Kept {
        match kind {
            Kind::Originals => self.originals,
            Kind::Evidence => self.evidence,
            Kind::UnusedEvidence => self.unused_evidence,
            Kind::Positions => self.positions,
            Kind::People => self.people,
        }
    }

    /// Days that count: what the installation has set, as far as this version allows it.
    pub fn days(&self, kind: Kind, set: &Periods) -> u32 {
        let kept = self.of(kind);
        set.get(&kind).map_or(kept.days, |days| (*days).clamp(kept.least, kept.most))
    }
}

/// The policy that is built in; none only if its file had a fault, which a test excludes.
pub fn builtin() -> Option<&'static Retention> {
    static POLICY: OnceLock<Option<Retention>> = OnceLock::new();
    POLICY.get_or_init(|| Retention::parse(include_str!("../../../checklists/retention/v2.toml")).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    const V2: &str = include_str!("../../../checklists/retention/v2.toml");

    #[test]
    fn the_builtin_policy_loads_and_faults_are_told() {
        let policy = builtin().expect("it has no fault");
        assert_eq!((policy.version, policy.of(Kind::Originals).days), (2, 180), "as version 1 says");
        assert!(Retention::parse(&V2.replacen("least = 60", "least = 59", 1)).is_err(), "an appeal may still be open");
        assert!(Retention::parse(&V2.replacen("days = 180", "days = 59", 1)).is_err());
        assert!(Retention::parse(&V2.replacen("days = 180", "days = -1", 1)).is_err());
        assert!(Retention::parse(&V2.replacen("days = 180", "days = 180\nhours = 1", 1)).is_err());
        let twice = V2.replacen("days = 180", "days = 1", 1).replacen("days = 7\n", "days = 91\n", 1);
        let told = Retention::parse(&twice).expect_err("two faults");
        assert!(told.contains("originals.days") && told.contains("unused_evidence.days"), "{told}");
    }

    #[test]
    fn an_installation_sets_days_within_limits() {
        let policy = builtin().expect("it has no fault");
        let set = |days| Periods::from([(Kind::People, days)]);
        assert_eq!(policy.days(Kind::People, &Periods::new()), 730);
        assert_eq!(policy.days(Kind::People, &set(90)), 90);
        assert_eq!(policy.days(Kind::People, &set(1)), 60, "limits that came later count, too");
        assert_eq!(policy.days(Kind::Originals, &set(90)), 180, "of its own kind only");
    }
}
