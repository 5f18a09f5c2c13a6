//! Why an object could not be stored or read, told by HTTP status and never by a vendor's code text.

/// The failures that callers act upon differently.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ObjectError {
    /// No object under this key (404).
    #[error("no such object")]
    NotFound,
    /// The bytes do not have the announced length or SHA-256 (400, or seen by ourselves while sending).
    #[error("the bytes do not match their checksum")]
    WrongChecksum,
    /// The storage has no room (507): what it holds is kept, nothing new is taken.
    #[error("the storage is full")]
    Full,
    /// No answer in time, no connection, or 5xx: worth trying again later.
    #[error("the storage is unavailable: {reason}")]
    Unavailable { reason: String },
    /// The one who sends us the bytes broke off: nothing was stored.
    #[error("the upload broke off: {reason}")]
    Interrupted { reason: String },
    /// Anything else, which trying again will not heal (wrong keys, missing bucket, refused request).
    #[error("the storage refused ({status}): {message}")]
    Other { status: u16, message: String },
}

impl ObjectError {
    /// The failure behind a status code of a storage.
    pub fn from_status(status: u16, message: &str) -> ObjectError {
        match status {
            404 => ObjectError::NotFound,
            507 => ObjectError::Full,
            408 | 425 | 429 | 500..=599 => ObjectError::Unavailable { reason: format!("status {status}: {message}") },
            _ => ObjectError::Other { status, message: message.to_owned() },
        }
    }

    /// Whether the same call may succeed later without anyone changing a setting.
    pub fn is_passing(&self) -> bool {
        matches!(self, ObjectError::Unavailable { .. } | ObjectError::Full)
    }
}
