//! `forecourt new-epoch`: after a restore from a backup (decision 13).

use forecourt_store::audit_log::{self, Act};
use uuid::Uuid;

use crate::{clock::Clock, config::Settings, state::StartError};

/// How the command stands in the audit log.
const COMMAND: &str = "forecourt new-epoch";

/// Begins a new epoch, upon which every phone drops its cursor and sends again what it still holds.
///
/// `after` names epochs of this server that the backup knows nothing of: those of earlier restores from the same one.
pub async fn begin(settings: Settings, after: &[Uuid]) -> Result<(), StartError> {
    let store = super::store(&settings).await?;
    let subject = ("epochs".to_owned(), None);
    let act = Act::new(COMMAND.into(), COMMAND.into(), subject, Uuid::new_v4(), Clock::default().real_ms());
    let epoch = audit_log::within(act, store.new_epoch(after)).await?;
    println!("新纪元 / new epoch: {epoch}\n请重新启动服务器 / restart every running server");
    Ok(())
}
