//! The connection to SQLite or PostgreSQL, and the one way to a writing transaction.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use forecourt_core::calendar::Calendar;
use forecourt_migrations::{Migrator, MigratorTrait};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::{
    Result, StoreError, audit_log,
    calendars::Calendars,
    killpoint,
    signals::{self, Noted, Signal},
};

/// The database of an installation.
///
/// SQLite has one writing connection and several reading ones; PostgreSQL has one pool for both.
#[derive(Clone)]
pub struct Store {
    read: DatabaseConnection,
    write: DatabaseConnection,
    address: Arc<str>,
    pub(crate) calendars: Arc<Calendars>,
}

/// How many connections a pool may open.
#[derive(Clone, Copy, Debug)]
pub struct Pool {
    /// Connections of the PostgreSQL pool, or reading connections of SQLite.
    pub connections: u32,
    /// How long a request waits for one before it is told to come back.
    pub acquire: Duration,
}

impl Default for Pool {
    fn default() -> Self {
        Self { connections: 16, acquire: Duration::from_secs(5) }
    }
}

/// The address of a SQLite file.
pub fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}

impl Store {
    /// Connects to `sqlite://…` or `postgres://…`.
    ///
    /// # Errors
    /// Another scheme, or a database that cannot be reached.
    pub async fn connect(url: &str, pool: Pool) -> Result<Self> {
        if url.starts_with("sqlite:") {
            let write = Database::connect(sqlite_options(url, 1, pool)).await?;
            let read = Database::connect(sqlite_options(url, pool.connections, pool)).await?;
            Ok(Self { read, write, address: url.into(), calendars: Arc::default() })
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(pool.connections)
                .acquire_timeout(pool.acquire)
                .sqlx_logging(false)
                .test_before_acquire(false);
            let both = Database::connect(options).await?;
            Ok(Self { read: both.clone(), write: both, address: url.into(), calendars: Arc::default() })
        } else {
            Err(StoreError::Settings("the database address must begin with sqlite: or postgres:".into()))
        }
    }

    /// Brings the schema up to date; safe to call from several instances at once.
    ///
    /// One transaction on both databases: a process that ends meanwhile leaves no half of a migration behind, which no
    /// later start could finish.
    pub async fn migrate(&self) -> Result<()> {
        let tx = self.begin("migrate").await?;
        crate::dialect::migration_lock(&*tx).await?;
        Migrator::up(&*tx, None).await?;
        crate::dialect::keep_audit_log(&*tx).await?;
        tx.commit().await
    }

    /// Migrations that have not been applied yet.
    pub async fn pending_migrations(&self) -> Result<usize> {
        Ok(Migrator::get_pending_migrations(&self.write).await?.len())
    }

    /// The connection for reading.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// The database's clock, epoch ms; `None` where the database has none of its own.
    pub async fn clock_ms(&self) -> Result<Option<i64>> {
        Ok(crate::dialect::clock(self.read()).await?)
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// The address it was opened with (holds a password: never log it).
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Begins a writing transaction. The name stands in kill points and logs.
    ///
    /// SQLite: `BEGIN IMMEDIATE` on the one writing connection. PostgreSQL: read committed.
    pub async fn begin(&self, name: &'static str) -> Result<Tx> {
        let options = TransactionOptions {
            isolation_level: None::<IsolationLevel>,
            access_mode: None::<AccessMode>,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        Ok(self.tx(self.write.begin_with_options(options).await?, name, true))
    }

    /// Begins a transaction that only reads: one state of everything it sees. It holds up no writer.
    pub async fn look(&self, name: &'static str) -> Result<Tx> {
        let options = TransactionOptions {
            isolation_level: None::<IsolationLevel>,
            access_mode: None::<AccessMode>,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
        };
        Ok(self.tx(self.read.begin_with_options(options).await?, name, false))
    }

    fn tx(&self, inner: DatabaseTransaction, name: &'static str, writes: bool) -> Tx {
        Tx { inner, name, writes, signals: Mutex::default(), calendar: self.calendar() }
    }

    /// Begins a transaction that only reads, in which every query sees the state of the first: for what is read in many
    /// pages. It holds up no writer.
    pub async fn snapshot(&self, name: &'static str) -> Result<Tx> {
        let postgres = self.backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: postgres.then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
        };
        Ok(self.tx(self.read.begin_with_options(options).await?, name, false))
    }

    /// Closes every connection.
    pub async fn close(self) -> Result<()> {
        self.read.close().await?;
        Ok(self.write.close().await?)
    }

    /// Answers when the database does.
    pub async fn ping(&self) -> Result<()> {
        self.read.execute_raw(Statement::from_string(self.backend(), "SELECT 1")).await?;
        Ok(())
    }
}

/// A writing transaction; dropped without `commit` it is rolled back.
pub struct Tx {
    inner: DatabaseTransaction,
    name: &'static str,
    writes: bool,
    signals: Mutex<Noted>,
    calendar: Arc<Calendar>,
}

impl Tx {
    /// The business calendar: the same one for everything in this transaction.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    pub(crate) fn shared_calendar(&self) -> Arc<Calendar> {
        Arc::clone(&self.calendar)
    }

    /// Notes that something changed, for whoever is shown it now: told when this commits.
    pub fn signal(&self, signal: Signal) {
        // Nothing panics while it is held.
        self.signals.lock().unwrap_or_else(PoisonError::into_inner).add(signal);
    }

    /// Makes everything written since `begin` durable, all or nothing; with it goes what the audit log says of it, and
    /// the signals that it changed.
    pub async fn commit(self) -> Result<()> {
        if self.writes {
            audit_log::record(&self, self.name).await?;
            let noted = std::mem::take(&mut *self.signals.lock().unwrap_or_else(PoisonError::into_inner));
            signals::write(&self, noted).await?;
        }
        killpoint::hit_commit(self.name, "before");
        self.inner.commit().await?;
        killpoint::hit_commit(self.name, "after");
        Ok(())
    }

    /// Gives up everything written since `begin`.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.inner.rollback().await?)
    }
}

impl std::ops::Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

fn sqlite_options(url: &str, connections: u32, pool: Pool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(pool.acquire).sqlx_logging(false).test_before_acquire(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        // FULL: what a receipt promises survives a power cut.
        sqlite
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("busy_timeout", "10000")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", "-16000")
    });
    options
}
