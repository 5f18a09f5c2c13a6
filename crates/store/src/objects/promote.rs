//! For storages that do not check what they take: uploads land under `incoming/`, and only proven bytes get their key.

use super::{Digest, ObjectError, ObjectStore};

impl ObjectStore {
    /// Moves an upload to its final key after reading and hashing it. Repeating it is harmless.
    ///
    /// Wrong bytes are removed ([`ObjectError::WrongChecksum`]); nothing there is [`ObjectError::NotFound`]. The phone
    /// can still write to the incoming key meanwhile, so the copy is bound to the ETag that was read, and proven again
    /// under the key that no phone can write to.
    pub async fn promote(
        &self,
        incoming_key: &str,
        final_key: &str,
        bytes: u64,
        sha256: Digest,
    ) -> Result<(), ObjectError> {
        let expected = (bytes, sha256);
        if self.head(final_key).await?.is_none_or(|there| there.bytes != bytes)
            || self.get(final_key).await?.body.digest().await? != expected
        {
            let incoming = self.get(incoming_key).await?;
            let etag = incoming.info.etag;
            if incoming.body.digest().await? != expected {
                self.delete(incoming_key).await?;
                return Err(ObjectError::WrongChecksum);
            }
            self.copy(incoming_key, final_key, etag.as_deref()).await.map_err(changed_meanwhile)?;
            if self.get(final_key).await?.body.digest().await? != expected {
                self.delete(final_key).await?;
                return Err(ObjectError::WrongChecksum);
            }
        }
        self.delete(incoming_key).await
    }
}

/// A phone wrote again between our reading and our copy: the next try reads what it wrote.
fn changed_meanwhile(error: ObjectError) -> ObjectError {
    match error {
        ObjectError::Other { status: 412, .. } => {
            ObjectError::Unavailable { reason: "the upload changed while it was read".to_owned() }
        }
        other => other,
    }
}
