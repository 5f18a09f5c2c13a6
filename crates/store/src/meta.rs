//! Facts of the installation: the server epoch, the key that seals cursors, counters.

use std::collections::{BTreeMap, BTreeSet};

use rand::{TryRngCore, rngs::OsRng};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement, prelude::Uuid,
    sea_query::OnConflict,
};

use crate::{Result, Store, StoreError, Tx, entity::meta, signals::Signal};

/// The epoch of the server: new at every restore (decision 13).
pub const SERVER_EPOCH: &str = "server_epoch";
/// Key that seals cursors, 32 bytes in hex; the same for every instance.
pub const SEAL_KEY: &str = "seal_key";
/// Secret key of the embedded photo store, 32 bytes in hex.
pub const OBJECT_KEY: &str = "object_key";
/// Set by `demo`: `serve` refuses such a data folder (decision 35).
pub const MADE_BY_DEMO: &str = "made_by_demo";
/// Epochs that this server had before a restore, one per line.
pub const EARLIER_EPOCHS: &str = "earlier_epochs";
/// Counts writes to stations, profiles, org units and rounds, so that a cached network knows when it is stale.
pub const NETWORK_VERSION: &str = "network_version";

/// Counts publications and corrections of visits in the month of this day (days since 1970-01-01), so that cached facts
/// of that month know when they are stale.
pub fn facts_version(day: i32) -> String {
    let date = time::OffsetDateTime::UNIX_EPOCH.date().checked_add(time::Duration::days(day.into()));
    // beyond the years of calendars there is one counter for all
    date.map_or_else(
        || "facts_version".to_owned(),
        |date| format!("facts_version:{:04}-{:02}", date.year(), u8::from(date.month())),
    )
}

/// Reads one fact.
pub async fn get<C: ConnectionTrait>(db: &C, key: &str) -> Result<Option<String>> {
    Ok(meta::Entity::find_by_id(key).one(db).await?.map(|row| row.value))
}

/// Writes one fact.
pub async fn set<C: ConnectionTrait>(db: &C, key: &str, value: &str) -> Result<()> {
    meta::Entity::insert(meta::ActiveModel { key: Set(key.into()), value: Set(value.into()) })
        .on_conflict(OnConflict::column(meta::Column::Key).update_column(meta::Column::Value).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Writes one fact provided that it still is as it was read; `false` when somebody else has written it.
pub async fn swap<C: ConnectionTrait>(db: &C, key: &str, from: Option<&str>, to: &str) -> Result<bool> {
    let Some(from) = from else {
        let made = get_or_make(db, key, || to.to_owned()).await?;
        return Ok(made == to);
    };
    let done = meta::Entity::update_many()
        .set(meta::ActiveModel { value: Set(to.into()), ..Default::default() })
        .filter(meta::Column::Key.eq(key))
        .filter(meta::Column::Value.eq(from))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Reads one fact and makes it first if it is absent; two instances that start together agree on one value.
pub async fn get_or_make<C: ConnectionTrait>(db: &C, key: &str, make: impl FnOnce() -> String) -> Result<String> {
    if let Some(value) = get(db, key).await? {
        return Ok(value);
    }
    meta::Entity::insert(meta::ActiveModel { key: Set(key.into()), value: Set(make()) })
        .on_conflict(OnConflict::column(meta::Column::Key).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(db)
        .await?;
    get(db, key).await?.ok_or_else(|| StoreError::Corrupt(format!("meta: {key}")))
}

/// Adds one to a counter inside the writing transaction. One statement: of two transactions neither loses its step.
pub async fn bump<C: ConnectionTrait>(db: &C, key: &str) -> Result<()> {
    add(db, key, 1).await
}

/// Adds one to the counters of the months of these days, always in the same order, so that two transactions cannot wait
/// for each other.
pub async fn bump_facts(tx: &Tx, days: impl IntoIterator<Item = i32>) -> Result<()> {
    tx.signal(Signal::report());
    let keys: BTreeSet<String> = days.into_iter().map(facts_version).collect();
    for key in keys {
        bump(&**tx, &key).await?;
    }
    Ok(())
}

/// Counters as they are when nobody else can change them before this transaction ends; missing ones are 0.
pub async fn hold<C: ConnectionTrait>(db: &C, keys: &BTreeSet<String>) -> Result<BTreeMap<String, u64>> {
    for key in keys {
        add(db, key, 0).await?;
    }
    counters(db, keys).await
}

/// Counters by key; missing ones are 0.
pub async fn counters<C: ConnectionTrait>(db: &C, keys: &BTreeSet<String>) -> Result<BTreeMap<String, u64>> {
    let rows = meta::Entity::find().filter(meta::Column::Key.is_in(keys.iter().cloned())).all(db).await?;
    let mut found: BTreeMap<String, u64> = keys.iter().map(|key| (key.clone(), 0)).collect();
    for row in rows {
        let value = row.value.parse().map_err(|_| StoreError::Corrupt(format!("meta: {}", row.key)))?;
        found.insert(row.key, value);
    }
    Ok(found)
}

/// Adds to a counter.
pub async fn add<C: ConnectionTrait>(db: &C, key: &str, step: i64) -> Result<()> {
    let backend = db.get_database_backend();
    let sql = "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) \
               DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + CAST($2 AS BIGINT) AS TEXT)";
    db.execute_raw(Statement::from_sql_and_values(backend, sql, [key.into(), step.to_string().into()])).await?;
    Ok(())
}

impl Store {
    /// The epoch of this server, made at first start.
    pub async fn server_epoch(&self) -> Result<Uuid> {
        let tx = self.begin("server_epoch").await?;
        let text = get_or_make(&*tx, SERVER_EPOCH, || Uuid::new_v4().to_string()).await?;
        tx.commit().await?;
        text.parse().map_err(|_| StoreError::Corrupt("meta: server_epoch".into()))
    }

    /// Begins a new epoch, as after a restore from a backup; the old one is remembered.
    pub async fn new_epoch(&self, after: &[Uuid]) -> Result<Uuid> {
        let fresh = Uuid::new_v4();
        let tx = self.begin("new_epoch").await?;
        let mut earlier = get(&*tx, EARLIER_EPOCHS).await?.unwrap_or_default();
        if let Some(old) = get(&*tx, SERVER_EPOCH).await? {
            earlier.push_str(&old);
            earlier.push('\n');
        }
        for old in after {
            earlier.push_str(&format!("{old}\n"));
        }
        set(&*tx, EARLIER_EPOCHS, &earlier).await?;
        set(&*tx, SERVER_EPOCH, &fresh.to_string()).await?;
        tx.commit().await?;
        Ok(fresh)
    }

    /// Whether this server ever had that epoch before its present one.
    pub async fn had_epoch(&self, epoch: Uuid) -> Result<bool> {
        let earlier = get(self.read(), EARLIER_EPOCHS).await?.unwrap_or_default();
        Ok(earlier.lines().any(|line| line == epoch.to_string()))
    }

    /// The 32 bytes that seal cursors, made at first start.
    pub async fn seal_key(&self) -> Result<[u8; 32]> {
        self.secret(SEAL_KEY).await
    }

    /// The secret key of the embedded photo store, made at first start.
    pub async fn object_key(&self) -> Result<[u8; 32]> {
        self.secret(OBJECT_KEY).await
    }

    /// A secret of the installation: 32 random bytes, the same for every instance.
    async fn secret(&self, name: &str) -> Result<[u8; 32]> {
        let mut fresh = [0u8; 32];
        OsRng.try_fill_bytes(&mut fresh).map_err(|error| StoreError::Settings(format!("no random bytes: {error}")))?;
        let tx = self.begin("secret").await?;
        let text = get_or_make(&*tx, name, || hex::encode(fresh)).await?;
        tx.commit().await?;
        let mut key = [0u8; 32];
        hex::decode_to_slice(&text, &mut key).map_err(|_| StoreError::Corrupt(format!("meta: {name}")))?;
        Ok(key)
    }

    /// Counters by key; missing ones are 0.
    pub async fn counters(&self, keys: &BTreeSet<String>) -> Result<BTreeMap<String, u64>> {
        counters(self.read(), keys).await
    }
}
