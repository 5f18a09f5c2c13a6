//! What can go wrong in the store, told apart by kind and never by message text.

use sea_orm::{DbErr, SqlErr};

/// A failure of the database or of what it holds.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed or could not be reached.
    #[error("database: {0}")]
    Db(#[from] DbErr),
    /// A stored value could not be read back; names the table and the value.
    #[error("stored value cannot be read: {0}")]
    Corrupt(String),
    /// The settings cannot work.
    #[error("{0}")]
    Settings(String),
}

impl StoreError {
    /// Whether a unique key was hit: somebody else wrote the same row first.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Db(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))))
    }

    /// Whether no connection was free in time, or the database shed the request: the client shall come back.
    pub fn is_overload(&self) -> bool {
        matches!(self, Self::Db(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)))
    }

    /// Whether two transactions waited for each other and this one gave way: the same once more succeeds.
    pub fn is_deadlock(&self) -> bool {
        let Self::Db(DbErr::Query(error) | DbErr::Exec(error)) = self else { return false };
        let sea_orm::RuntimeErr::SqlxError(error) = error else { return false };
        let code = error.as_database_error().and_then(|error| error.code());
        code.is_some_and(|code| code == "40P01" || code == "40001")
    }

    /// A stored word that its closed list does not have.
    pub fn unknown_word(table: &str, word: &str) -> Self {
        Self::Corrupt(format!("{table}: {word}"))
    }
}

/// The result of every store function.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
