//! When the bulletin 日通报 is sent: policy as data (§5.3, issue 4).

use std::sync::OnceLock;

use serde::Deserialize;

use crate::day::HOUR_MS;

/// One version of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BulletinPolicy {
    /// For example `bulletin`.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// The hour of the next day at which a day's bulletin is sent, Asia/Shanghai, 0 to 23.
    pub hour: u32,
}

impl BulletinPolicy {
    /// Reads and checks a policy file.
    ///
    /// # Errors
    /// What is wrong with it, in words; the first fault of form, or an hour that no day has.
    pub fn parse(source: &str) -> Result<Self, String> {
        let policy: Self = toml::from_str(source).map_err(|error| error.to_string())?;
        if policy.hour > 23 { Err("hour: 0 to 23".to_owned()) } else { Ok(policy) }
    }

    /// An instant of the newest day whose bulletin is to be sent by `now_ms`, epoch ms.
    pub fn newest(&self, now_ms: i64) -> i64 {
        now_ms.saturating_sub((i64::from(self.hour) + 24) * HOUR_MS)
    }
}

/// The policy that is built in; none only if its file had a fault, which a test excludes.
pub fn builtin() -> Option<&'static BulletinPolicy> {
    static POLICY: OnceLock<Option<BulletinPolicy>> = OnceLock::new();
    POLICY.get_or_init(|| BulletinPolicy::parse(include_str!("../../../checklists/bulletin/v1.toml")).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::{DAY_MS, date_of, start_of};

    #[test]
    fn a_days_bulletin_is_sent_at_the_hour_of_the_next() {
        let policy = builtin().expect("the policy is built in");
        assert_eq!((policy.version, policy.hour), (1, 8));
        let today = start_of(date_of(20_000 * DAY_MS));
        let day = |at: i64| date_of(policy.newest(at));
        assert_eq!(day(today + 8 * HOUR_MS), date_of(today - DAY_MS), "at eight that of yesterday");
        assert_eq!(day(today + 8 * HOUR_MS - 1), date_of(today - 2 * DAY_MS), "a moment before only the one before it");
        let text = |hour: &str| format!("id = \"bulletin\"\nversion = 2\nhour = {hour}\n");
        assert!(BulletinPolicy::parse(&text("23")).is_ok());
        assert!(BulletinPolicy::parse(&text("24")).is_err());
        assert!(BulletinPolicy::parse(&text("-1")).is_err());
    }
}
