//! Photos and other objects: one client for every S3-compatible storage, and a storage of our own.
//!
//! - [`ObjectStore`] is the only way to objects. It is always aws-sdk-s3, signatures included.
//! - [`EmbeddedStore`] is a directory that speaks S3; [`ObjectStore`] reaches it without a socket, phones through
//!   [`EmbeddedHttp`], which the API mounts on its own port.
//! - [`check`] proves what a storage does with wrong bytes before anyone relies on it (decision 38).
//!
//! An object is written once in one rename: header and bytes are one file (see `format.rs`), so no crash can leave
//! one without the other.

mod body;
mod check;
mod connector;
mod digest;
mod disk;
mod embedded;
mod error;
mod format;
mod guard;
mod http_service;
mod listing;
mod media;
mod object_store;
mod places;
mod presign;
mod promote;
mod reader;
mod real_clock;
mod settings;
mod writer;

pub use body::{BodyError, ObjectBody};
pub use check::{CORS_UNKNOWN, CheckLine, Cors, StorageReport, UploadWay, check};
pub use digest::Digest;
pub use embedded::EmbeddedStore;
pub use error::ObjectError;
pub use http_service::{EmbeddedHttp, EmbeddedHttpBody};
pub use media::Media;
pub use object_store::{ListedObject, Object, ObjectInfo, ObjectStore};
pub use presign::{GetAs, Upload};
pub use settings::{Keys, S3Settings, Timeouts};

/// The one bucket of the embedded store, which is also the reserved first path segment on the API's port.
pub const EMBEDDED_BUCKET: &str = "forecourt-objects";

/// Longest object key in bytes of UTF-8, as in S3.
pub const MAX_KEY_BYTES: usize = 1024;
