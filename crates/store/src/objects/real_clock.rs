//! The real clock. Signatures and upload addresses live by it even where business time is simulated, because s3s and
//! every other storage do; and when a file was written is a fact about this machine.

use std::time::{SystemTime, UNIX_EPOCH};

/// Epoch milliseconds UTC.
#[expect(clippy::disallowed_methods, reason = "the one place of the object store where time comes in")]
pub fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX))
}
