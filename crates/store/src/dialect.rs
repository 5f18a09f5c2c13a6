//! What only one of the two databases can do. Nothing else in the project asks which one it is talking to.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, Statement, Value,
    sea_query::{Expr, ExprTrait, extension::postgres::PgFunc},
};

/// One instance migrates at a time, until its transaction ends: a PostgreSQL advisory lock; SQLite has one writer anyway.
pub(crate) async fn migration_lock<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(7246016931)";
        db.execute_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    }
    Ok(())
}

/// One instance chains the audit log at a time, until its transaction ends; SQLite has one writer anyway.
pub(crate) async fn chain_lock<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(7246016932)";
        db.execute_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    }
    Ok(())
}

/// The audit log is append-only in the database too: no row is deleted, none is changed once it has its place. Who may
/// change the schema can take that away: then the chain tells.
pub(crate) async fn keep_audit_log<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let (known, statements) = match backend {
        DbBackend::Postgres => ("SELECT 1 FROM pg_trigger WHERE tgname = 'audit_log_no_truncate'", KEPT_BY_POSTGRES),
        _ => ("SELECT 1 FROM sqlite_master WHERE name = 'audit_log_no_update'", KEPT_BY_SQLITE),
    };
    if db.query_one_raw(Statement::from_string(backend, known)).await?.is_none() {
        for statement in statements {
            db.execute_unprepared(statement).await?;
        }
    }
    Ok(())
}

const KEPT_BY_SQLITE: &[&str] = &[
    "CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log \
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log WHEN OLD.seq IS NOT NULL \
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
];

const KEPT_BY_POSTGRES: &[&str] = &[
    "CREATE FUNCTION audit_log_kept() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
    "CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_log_kept()",
    "CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log FOR EACH ROW WHEN (OLD.seq IS NOT NULL) \
     EXECUTE FUNCTION audit_log_kept()",
    "CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT \
     EXECUTE FUNCTION audit_log_kept()",
];

/// The number of the transaction that is writing, and the oldest one that may still commit.
///
/// A reader must stop before `oldest` (decision 14). SQLite has one writer, whose rows appear in order of their
/// number: both are 0 and 1 there, which stops nothing.
pub(crate) async fn transaction_horizon<C: ConnectionTrait>(db: &C) -> Result<i64, DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(i64::MAX);
    }
    let sql = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest";
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    row.ok_or(DbErr::RecordNotFound("snapshot".into()))?.try_get("", "oldest")
}

/// What the database's clock says, epoch ms. SQLite has none of its own: it is the machine's.
pub(crate) async fn clock<C: ConnectionTrait>(db: &C) -> Result<Option<i64>, DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now";
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    row.ok_or(DbErr::RecordNotFound("clock".into()))?.try_get("", "now").map(Some)
}

/// The number of the current transaction: 0 on SQLite.
pub(crate) async fn transaction_number<C: ConnectionTrait>(db: &C) -> Result<i64, DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(0);
    }
    let sql = "SELECT pg_current_xact_id()::text::bigint AS number";
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    row.ok_or(DbErr::RecordNotFound("transaction".into()))?.try_get("", "number")
}

/// PostgreSQL: rows that another worker is taking are passed over. SQLite has one writer.
pub(crate) fn skip_locked<C: ConnectionTrait>(db: &C, select: &mut sea_orm::sea_query::SelectStatement) {
    if db.get_database_backend() == DbBackend::Postgres {
        use sea_orm::sea_query::{LockBehavior, LockType};
        select.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
}

/// PostgreSQL: waits for rows that another transaction has, and holds them until this one ends. New rows may still refer
/// to them. SQLite has one writer.
pub(crate) fn lock_rows<C: ConnectionTrait>(db: &C, select: &mut sea_orm::sea_query::SelectStatement) {
    if db.get_database_backend() == DbBackend::Postgres {
        select.lock(sea_orm::sea_query::LockType::NoKeyUpdate);
    }
}

/// Holds in an upsert for a row whose stored version is the one before the new row's. Both databases know it.
pub(crate) fn follows<E: sea_orm::EntityTrait>(table: E, version: impl sea_orm::sea_query::IntoIden + Clone) -> Expr {
    Expr::col((table, version.clone())).eq(Expr::col(("excluded", version)).sub(1))
}

/// Holds for rows whose column is one of these values. PostgreSQL gets them as one array: however many there are, the
/// statement is the same one, planned once.
pub(crate) fn any_of<C: ConnectionTrait, T>(db: &C, column: impl ColumnTrait, values: Vec<T>) -> Expr
where
    T: Into<Value>,
    Vec<T>: Into<Value>,
{
    if db.get_database_backend() == DbBackend::Postgres {
        return Expr::col(column.as_column_ref()).eq(PgFunc::any(Expr::val(values)));
    }
    column.is_in(values)
}
