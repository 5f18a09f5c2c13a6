//! Shorthand for tables, keys and indexes, so that a migration reads as a list of columns.

use sea_orm_migration::prelude::*;

/// A table with its columns; the first `key` columns form the primary key.
pub fn table(name: &'static str, key: &[&'static str], columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    for column in columns {
        table.col(column);
    }
    if !key.is_empty() {
        let mut index = Index::create();
        for column in key {
            index.col(*column);
        }
        table.primary_key(&mut index);
    }
    table
}

/// A plain index named after its table and columns.
pub fn index(name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("ix_{name}_{}", columns.join("_"))).table(name);
    for column in columns {
        index.col(*column);
    }
    index
}

/// A unique index named after its table and columns.
pub fn unique(name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = index(name, columns);
    index.name(format!("uq_{name}_{}", columns.join("_"))).unique();
    index
}

/// Creates the tables, then the indexes.
pub async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for index in indexes {
        manager.create_index(index).await?;
    }
    Ok(())
}

/// Adds a foreign key to a table that is being created (SQLite knows no other moment).
pub fn references(
    table: &mut TableCreateStatement,
    from: (&'static str, &'static str),
    to: (&'static str, &'static str),
) -> TableCreateStatement {
    table
        .foreign_key(ForeignKey::create().name(format!("fk_{}_{}", from.0, from.1)).from(from.0, from.1).to(to.0, to.1))
        .to_owned()
}

/// Adds a column to a table that is there; SQLite takes one at a time, and needs a default for one that is never null.
pub async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).take()).await
}
