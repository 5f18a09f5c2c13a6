//! How long things are kept: policy as data (issue 4, "Retention").

use std::sync::OnceLock;

use serde::Deserialize;

/// Nothing is erased earlier than this, days: appeals, corrections and their second levels come first.
pub const LEAST_DAYS: u32 = 60;

/// One version of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// For example `retention`.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Originals of photos.
    pub originals: Kept,
}

/// How long one kind of thing is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Days since the audit became final or void and has not changed.
    pub days: u32,
}

impl Retention {
    /// Reads and checks a policy file.
    ///
    /// # Errors
    /// What is wrong with it, in words; the first fault of form, or a time that is too short.
    pub fn parse(source: &str) -> Result<Self, String> {
        let policy: Self = toml::from_str(source).map_err(|error| error.to_string())?;
        if policy.originals.days < LEAST_DAYS {
            return Err(format!("originals.days: at least {LEAST_DAYS}"));
        }
        Ok(policy)
    }
}

/// The policy that is built in; none only if its file had a fault, which a test excludes.
pub fn builtin() -> Option<&'static Retention> {
    static POLICY: OnceLock<Option<Retention>> = OnceLock::new();
    POLICY.get_or_init(|| Retention::parse(include_str!("../../../checklists/retention/v1.toml")).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_policy_loads_and_faults_are_told() {
        assert_eq!(builtin().map(|policy| (policy.version, policy.originals.days)), Some((1, 180)));
        let text = |days: &str| format!("id = \"retention\"\nversion = 2\n[originals]\n{days}\n");
        assert!(Retention::parse(&text("days = 60")).is_ok());
        assert!(Retention::parse(&text("days = 59")).is_err(), "an appeal may still be open");
        assert!(Retention::parse(&text("days = -1")).is_err());
        assert!(Retention::parse(&text("days = 60\nhours = 1")).is_err());
    }
}
