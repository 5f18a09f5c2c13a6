//! Where the storage is and how long we wait for it.

use std::fmt;
use std::time::Duration;

/// An access key and its secret.
#[derive(Clone)]
pub struct Keys {
    pub access_key: String,
    pub secret_key: String,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

/// An S3-compatible storage outside of this process (`FORECOURT_S3_*`).
#[derive(Clone, Debug)]
pub struct S3Settings {
    /// Where the server reaches it, e.g. `http://garage:3900`.
    pub endpoint: String,
    /// Where phones and browsers reach it; absent: the same address.
    pub public_endpoint: Option<String>,
    pub region: String,
    pub bucket: String,
    pub keys: Keys,
    /// Phones cannot reach it at all: uploads and downloads go through the API.
    pub proxied: bool,
    pub timeouts: Timeouts,
}

/// How long a call may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// TCP and TLS connect.
    pub connect: Duration,
    /// A whole [`head`](super::ObjectStore::head), which stands between a phone and its receipt. Never retried.
    pub door: Duration,
    /// One attempt of every other call, up to the response's head; bodies are watched for stalls instead.
    pub attempt: Duration,
    /// Attempts of every call that can be repeated, except at the door.
    pub attempts: u32,
}

impl Default for Timeouts {
    fn default() -> Self {
        Timeouts {
            connect: Duration::from_secs(2),
            door: Duration::from_millis(1_800),
            attempt: Duration::from_secs(30),
            attempts: 3,
        }
    }
}
