//! The commands of the binary, one file each.

pub mod admin;
pub mod audit_log;
pub mod calendar;
pub mod checklist;
pub mod epoch;
pub mod fsck;
pub mod score;
pub mod server;
pub mod storage;

use forecourt_store::{Pool, Store};

use crate::{config::Settings, state::StartError};

/// The database, as this program knows it; one that is older is refused.
async fn store(settings: &Settings) -> Result<Store, StartError> {
    let store = Store::connect(&settings.database(), Pool::default()).await?;
    if store.pending_migrations().await? > 0 {
        return Err(StartError::Settings("the database is older than this program: run `forecourt migrate`".into()));
    }
    Ok(store)
}
