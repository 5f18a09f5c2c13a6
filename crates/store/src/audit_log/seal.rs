//! The daily seal of the chain's end, with a key that lies outside of the database: who can write the database only can
//! neither cut the chain off nor write it anew without being found.

use forecourt_core::{audit_log::Head, day};
use hmac::{Hmac, Mac};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};
use sha2::{Digest, Sha256};

use super::chain;
use crate::{Result, Store, StoreError, entity::audit_log_head};

/// Bytes that a key file has at least.
pub const KEY_BYTES: usize = 32;

/// The key that seals heads.
#[derive(Clone)]
pub struct Key(Vec<u8>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Key").field(&self.id()).finish()
    }
}

impl Key {
    /// The content of a key file, blanks at its ends left out; `None` when it is too short to be one.
    pub fn of(file: &[u8]) -> Option<Self> {
        let key = file.trim_ascii();
        (key.len() >= KEY_BYTES).then(|| Self(key.to_vec()))
    }

    /// What it is called in heads; tells nothing of it.
    pub fn id(&self) -> String {
        hex::encode(&Sha256::digest(Sha256::digest(&self.0))[..8])
    }

    fn mac(&self, head: &Head) -> Option<Hmac<Sha256>> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        Some(mac.chain_update(head.sealed_text()))
    }

    /// The head with its seal.
    pub fn seal(&self, mut head: Head) -> Head {
        head.key_id = self.id();
        head.seal = self.mac(&head).map(|mac| hex::encode(mac.finalize().into_bytes())).unwrap_or_default();
        head
    }

    /// Whether this key sealed exactly this head.
    pub fn fits(&self, head: &Head) -> bool {
        let seal = hex::decode(&head.seal).unwrap_or_default();
        self.mac(head).is_some_and(|mac| mac.verify_slice(&seal).is_ok())
    }
}

/// A stored head as it is exported.
fn head_of(row: audit_log_head::Model) -> Head {
    let day = day::of_number(row.day).map(|day| day.to_string());
    Head {
        day: day.unwrap_or_default(),
        seq: row.seq,
        hash: hex::encode(row.hash),
        sealed_at_ms: row.sealed_at,
        key_id: row.key_id,
        seal: hex::encode(row.seal),
    }
}

impl Store {
    /// Seals the end of the chain for the last day that is over, once, whoever asks; `false` when that was done before or
    /// there is nothing to seal.
    pub async fn seal_audit_log(&self, key: &Key, now_ms: i64) -> Result<bool> {
        let yesterday = day::date_of(now_ms.saturating_sub(day::DAY_MS));
        let number = day::number_of(yesterday);
        let sealed = audit_log_head::Entity::find().filter(audit_log_head::Column::Day.eq(number));
        if sealed.one(self.read()).await?.is_some() {
            return Ok(false);
        }
        let tx = self.begin("seal_audit_log").await?;
        let (seq, hash) = chain::head(&*tx).await?;
        if seq == 0 {
            return Ok(false);
        }
        let unsealed = Head {
            day: yesterday.to_string(),
            seq,
            hash,
            sealed_at_ms: now_ms,
            key_id: String::new(),
            seal: String::new(),
        };
        let head = key.seal(unsealed);
        let bytes = |text: &str| hex::decode(text).map_err(|_| StoreError::Corrupt("audit_log: head".into()));
        let row = audit_log_head::ActiveModel {
            day: Set(number),
            seq: Set(head.seq),
            hash: Set(bytes(&head.hash)?),
            sealed_at: Set(head.sealed_at_ms),
            key_id: Set(head.key_id.clone()),
            seal: Set(bytes(&head.seal)?),
        };
        audit_log_head::Entity::insert(row)
            .on_conflict(OnConflict::column(audit_log_head::Column::Day).do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(&*tx)
            .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Every sealed head, oldest first.
    pub async fn audit_log_heads(&self) -> Result<Vec<Head>> {
        let rows = audit_log_head::Entity::find().order_by_asc(audit_log_head::Column::Day).all(self.read()).await?;
        Ok(rows.into_iter().map(head_of).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Head {
        let hash = "ab".repeat(32);
        Head { day: "2026-06-01".into(), seq: 7, hash, sealed_at_ms: 5, key_id: String::new(), seal: String::new() }
    }

    #[test]
    fn a_seal_fits_its_head_and_key_only() {
        let key = Key::of(b"0123456789abcdef0123456789abcdef\n").unwrap();
        assert!(Key::of(b"too short").is_none() && Key::of(&[b' '; 40]).is_none());
        let sealed = key.seal(head());
        assert!(key.fits(&sealed) && !key.fits(&head()));
        let other = Key::of(b"1123456789abcdef0123456789abcdef").unwrap();
        assert!(!other.fits(&sealed) && other.id() != key.id());
        for changed in [
            Head { seq: 6, ..sealed.clone() },
            Head { day: "2026-06-02".into(), ..sealed.clone() },
            Head { hash: "ac".repeat(32), ..sealed.clone() },
            Head { sealed_at_ms: 6, ..sealed.clone() },
            Head { key_id: other.id(), ..sealed.clone() },
            Head { seal: String::new(), ..sealed.clone() },
        ] {
            assert!(!key.fits(&changed), "{changed:?}");
        }
    }

    #[test]
    fn days_are_named_as_dates() {
        let row = audit_log_head::Model {
            day: 20_605,
            seq: 1,
            hash: vec![0; 32],
            sealed_at: 0,
            key_id: String::new(),
            seal: Vec::new(),
        };
        assert_eq!(head_of(row).day, "2026-06-01");
    }
}
