//! Sessions: opaque tokens, stored as SHA-256, revocable at once.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, prelude::Uuid};

use crate::{
    Result, Store,
    access::Grant,
    entity::{person, person_role, session, sign_in_code},
    org, people,
};

/// A live session with its person and grants.
#[derive(Clone, Debug)]
pub struct Live {
    /// The session.
    pub session: session::Model,
    /// Whose it is.
    pub person: person::Model,
    /// What he may be, and where.
    pub grants: Vec<Grant>,
}

impl Store {
    /// The live session of a token; `None` when it is unknown, revoked or expired at `real_ms`.
    pub async fn session(&self, token_hash: &[u8], real_ms: i64) -> Result<Option<Live>> {
        let found = session::Entity::find()
            .filter(session::Column::TokenHash.eq(token_hash))
            .filter(session::Column::ExpiresAt.gt(real_ms))
            .find_also_related(person::Entity)
            .one(self.read())
            .await?;
        let Some((session, Some(person))) = found else { return Ok(None) };
        let rows =
            person_role::Entity::find().filter(person_role::Column::PersonId.eq(person.id)).all(self.read()).await?;
        let grants = rows.into_iter().map(people::grant).collect::<Result<_>>()?;
        Ok(Some(Live { session, person, grants }))
    }

    /// Those of these sessions that are live at `real_ms`, with their people and grants as they are now.
    pub async fn live_sessions(&self, ids: &[Uuid], real_ms: i64) -> Result<Vec<Live>> {
        let mut live = Vec::with_capacity(ids.len());
        for some in ids.chunks(org::CHUNK) {
            let found = session::Entity::find()
                .filter(session::Column::Id.is_in(some.iter().copied()))
                .filter(session::Column::ExpiresAt.gt(real_ms))
                .find_also_related(person::Entity)
                .all(self.read())
                .await?;
            let people: BTreeSet<Uuid> = found.iter().map(|(session, _)| session.person_id).collect();
            let mut grants: HashMap<Uuid, Vec<Grant>> = HashMap::new();
            let roles = person_role::Entity::find().filter(person_role::Column::PersonId.is_in(people));
            for row in roles.all(self.read()).await? {
                grants.entry(row.person_id).or_default().push(people::grant(row)?);
            }
            live.extend(found.into_iter().filter_map(|(session, person)| {
                let person = person?;
                Some(Live { grants: grants.get(&person.id).cloned().unwrap_or_default(), session, person })
            }));
        }
        Ok(live)
    }

    /// Ends one session.
    pub async fn end_session(&self, id: Uuid) -> Result<()> {
        let tx = self.begin("end_session").await?;
        session::Entity::delete_by_id(id).exec(&*tx).await?;
        tx.commit().await
    }

    /// Ends every session of a person.
    pub async fn end_sessions_of(&self, person_id: Uuid) -> Result<u64> {
        let tx = self.begin("end_sessions").await?;
        let gone = end_all(&*tx, person_id).await?;
        tx.commit().await?;
        Ok(gone)
    }

    /// Moves a sliding session's end; done rarely (once an hour), not at each request.
    pub async fn extend_session(&self, id: Uuid, seen_ms: i64, expires_ms: i64) -> Result<()> {
        let tx = self.begin("extend_session").await?;
        session::Entity::update_many()
            .set(session::ActiveModel { last_seen_at: Set(seen_ms), expires_at: Set(expires_ms), ..Default::default() })
            .filter(session::Column::Id.eq(id))
            .exec(&*tx)
            .await?;
        tx.commit().await
    }

    /// Forgets sessions and sign-in codes that ended before `real_ms`; answers how many.
    pub async fn forget_ended(&self, real_ms: i64) -> Result<u64> {
        // Rarely is there anything, and SQLite has one writer.
        let session = session::Entity::find().filter(session::Column::ExpiresAt.lt(real_ms)).one(self.read()).await?;
        let code =
            sign_in_code::Entity::find().filter(sign_in_code::Column::ExpiresAt.lt(real_ms)).one(self.read()).await?;
        if session.is_none() && code.is_none() {
            return Ok(0);
        }
        let tx = self.begin("forget_ended").await?;
        let sessions = session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(real_ms)).exec(&*tx).await?;
        let codes =
            sign_in_code::Entity::delete_many().filter(sign_in_code::Column::ExpiresAt.lt(real_ms)).exec(&*tx).await?;
        tx.commit().await?;
        Ok(sessions.rows_affected + codes.rows_affected)
    }
}

/// Ends every session of a person inside a transaction.
pub async fn end_all<C: ConnectionTrait>(db: &C, person_id: Uuid) -> Result<u64> {
    Ok(session::Entity::delete_many().filter(session::Column::PersonId.eq(person_id)).exec(db).await?.rows_affected)
}

/// Stores a new session.
pub async fn insert<C: ConnectionTrait>(db: &C, row: session::Model) -> Result<()> {
    session::Entity::insert(session::ActiveModel::from(row)).exec_without_returning(db).await?;
    Ok(())
}
