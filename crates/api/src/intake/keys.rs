//! Where the bytes of a photo lie: see the store, which fsck shares.

pub use forecourt_store::photo_keys::{
    audit_prefix, derived, derived_prefix, digest, incoming, original, station_copy, upload,
};
