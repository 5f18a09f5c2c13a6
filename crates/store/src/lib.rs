//! The only crate that may use sea_orm or aws_sdk_s3: entities, queries, transactions, photo store, embedded S3.

pub mod access;
pub mod appeal_telling;
pub mod appeals;
pub mod audit_log;
pub mod audits;
pub mod calendars;
pub mod checklists;
pub mod devices;
pub mod drafts;
pub mod entity;
pub mod erasing;
pub mod evidence;
pub mod evidence_parts;
pub mod exports;
pub mod facts;
pub mod fsck;
pub mod jobs;
pub mod killpoint;
pub mod meta;
pub mod objects;
pub mod orders;
pub mod org;
pub mod people;
pub mod phone;
pub mod photo_keys;
pub mod plan;
pub mod repeat;
pub mod reports;
pub mod retention;
pub mod sessions;
pub mod signals;
pub mod stations;
pub mod sync;
pub mod telling;

mod db;
mod dialect;
mod error;

pub use db::{Pool, Store, Tx, sqlite_url};
pub use error::{Result, StoreError};
/// What can be asked: a connection that reads, or a transaction.
pub use sea_orm::ConnectionTrait as Reads;
pub use sea_orm::DbErr;

/// Compresses a document that is kept whole.
pub fn pack(text: &[u8]) -> Result<Vec<u8>> {
    zstd::encode_all(text, 3).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// The document back.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    zstd::decode_all(packed).map_err(|error| StoreError::Corrupt(error.to_string()))
}
