//! The audit log (decision 31): what every desk wrote, in the transaction that wrote it.
//!
//! The API says once, for each request of a desk, who asks for what ([`within`]); every writing transaction that commits
//! inside of it leaves a row ([`record`], called by [`Tx::commit`] and by nobody else). So no handler can forget it.

pub mod chain;
pub mod read;
pub mod seal;

use std::sync::{Arc, Mutex, PoisonError};

use rand::{TryRngCore, rngs::OsRng};
use sea_orm::{ActiveValue::Set, EntityTrait, prelude::Uuid};
use sha2::{Digest, Sha256};

use crate::{
    Result, Store, StoreError, Tx,
    entity::{audit_log, audit_log_value},
};

/// Transactions inside of a desk's request that write nothing of the desk's: a session that is used, and the publication
/// of what the desk has made due, which any instance may do as well.
const NOT_OF_A_DESK: &[&str] = &["extend_session", "publish"];

tokio::task_local! {
    static ACT: Arc<Act>;
}

/// A request of a desk that may write.
#[derive(Debug)]
pub struct Act {
    /// Method and path template.
    pub operation: String,
    /// The path as it was asked for.
    pub path: String,
    /// Kind of what is written to.
    pub subject_kind: String,
    /// The request.
    pub request_id: Uuid,
    /// When it came, epoch ms.
    pub at: i64,
    /// Whether the content may be kept beside the row: never of one that holds a password or a code.
    pub keeps_values: bool,
    /// Whether only the digest of the content is kept: a file that names many people could not be erased for one of them.
    pub keeps_digest_only: bool,
    /// What becomes known on the way.
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    person_id: Option<Uuid>,
    subject_id: Option<String>,
    values: Option<Content>,
}

/// What is kept of what a request said.
#[derive(Clone, Debug)]
enum Content {
    /// All of it, beside the row.
    Whole(Vec<u8>),
    /// Salt and digest alone, which lie beside and in the row: who has the file can prove it with them. None: there were no
    /// random bytes.
    Digest(Option<([u8; SALT], [u8; 32])>),
}

/// A longer content is not kept, only its digest, bytes.
const MAX_KEPT: usize = 262_144;
/// Bytes of a salt.
const SALT: usize = 16;

impl Act {
    /// A request about this subject, if the path names one.
    pub fn new(operation: String, path: String, subject: (String, Option<String>), request_id: Uuid, at: i64) -> Self {
        let keeps_digest_only = operation.ends_with("/import");
        // However it was typed, an id is written in one way, so that it is found again.
        let id = subject.1.map(|text| text.parse::<Uuid>().map_or(text, |id| id.to_string()));
        let known = Mutex::new(Known { subject_id: id, ..Known::default() });
        Self { operation, path, subject_kind: subject.0, request_id, at, keeps_values: true, keeps_digest_only, known }
    }

    /// The same without its content: it holds secrets.
    pub fn without_values(self) -> Self {
        Self { keeps_values: false, ..self }
    }

    fn know<T>(&self, change: impl FnOnce(&mut Known) -> T) -> T {
        // Nothing panics while it is held; what a panic elsewhere left is whole.
        change(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Runs a request of a desk: whatever commits inside of it leaves a row.
pub async fn within<F: Future>(act: Act, work: F) -> F::Output {
    ACT.scope(Arc::new(act), work).await
}

/// Says who asks, as soon as it is known. Outside of a desk's request it does nothing.
pub fn done_by(person_id: Uuid) {
    let _ = ACT.try_with(|act| act.know(|known| known.person_id = Some(person_id)));
}

/// Says what was made, where the path could not name it.
pub fn made(id: &str) {
    let _ = ACT.try_with(|act| act.know(|known| known.subject_id.get_or_insert_with(|| id.to_owned()).len()));
}

/// Says what the request holds, byte by byte.
pub fn holds(body: &[u8]) {
    let _ = ACT.try_with(|act| {
        if act.keeps_values && !body.is_empty() {
            let content = if act.keeps_digest_only || body.len() > MAX_KEPT {
                Content::Digest(fresh_salt().ok().map(|salt| (salt, digest(&salt, body))))
            } else {
                Content::Whole(body.to_vec())
            };
            act.know(|known| known.values = Some(content));
        }
    });
}

/// The salted digest of a content, which tells nothing once salt and content are erased.
pub fn digest(salt: &[u8], body: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(body).finalize().into()
}

/// The one function that writes the log: a row for the transaction that is about to commit, if a desk asked for it.
pub(crate) async fn record(tx: &Tx, name: &'static str) -> Result<()> {
    let Ok(act) = ACT.try_with(Arc::clone) else { return Ok(()) };
    if NOT_OF_A_DESK.contains(&name) {
        return Ok(());
    }
    let (person_id, subject_id, values) =
        act.know(|known| (known.person_id, known.subject_id.clone(), known.values.clone()));
    let id = Uuid::new_v4();
    let values = values.map(|content| kept(id, &content)).transpose()?;
    let row = audit_log::ActiveModel {
        id: Set(id),
        at: Set(act.at),
        person_id: Set(person_id),
        operation: Set(act.operation.clone()),
        path: Set(act.path.clone()),
        subject_kind: Set(act.subject_kind.clone()),
        subject_uuid: Set(subject_id.as_deref().and_then(|text| text.parse().ok())),
        subject_id: Set(subject_id),
        request_id: Set(act.request_id),
        transaction_name: Set(name.to_owned()),
        values_sha256: Set(values.as_ref().map(|(digest, _)| digest.to_vec())),
        seq: Set(None),
        prev_hash: Set(None),
        hash: Set(None),
    };
    audit_log::Entity::insert(row).exec_without_returning(&**tx).await?;
    if let Some((_, value)) = values {
        audit_log_value::Entity::insert(value).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

fn kept(log_id: Uuid, content: &Content) -> Result<([u8; 32], audit_log_value::ActiveModel)> {
    let (salt, digest, body) = match content {
        Content::Digest(Some((salt, digest))) => (*salt, *digest, Vec::new()),
        Content::Digest(None) => return Err(no_random_bytes()),
        Content::Whole(body) => {
            let salt = fresh_salt()?;
            (salt, digest(&salt, body), crate::pack(body)?)
        }
    };
    let value = audit_log_value::ActiveModel { log_id: Set(log_id), salt: Set(salt.to_vec()), body: Set(body) };
    Ok((digest, value))
}

fn fresh_salt() -> Result<[u8; SALT]> {
    let mut salt = [0_u8; SALT];
    OsRng.try_fill_bytes(&mut salt).map_err(|_| no_random_bytes())?;
    Ok(salt)
}

fn no_random_bytes() -> StoreError {
    StoreError::Settings("no random bytes".into())
}

impl Store {
    /// Erases what a person said in his writes and what was said of him; the rows, their digests and the chain stay.
    /// Answers how many contents were erased.
    pub async fn erase_logged_values(&self, person_id: Uuid) -> Result<u64> {
        let tx = self.begin("erase_logged_values").await?;
        let gone = crate::erasing::logged_values(&tx, person_id).await?;
        tx.commit().await?;
        Ok(gone)
    }
}
