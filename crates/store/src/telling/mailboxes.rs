//! Mailboxes of people, and what they want to hear.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, prelude::Uuid,
    sea_query::OnConflict,
};

use crate::{
    Result, Tx,
    entity::{mailbox, person},
    org::CHUNK,
};

/// What a person chose; `None` when he never did.
pub async fn find<C: ConnectionTrait>(db: &C, person_id: Uuid) -> Result<Option<mailbox::Model>> {
    Ok(mailbox::Entity::find_by_id(person_id).one(db).await?)
}

/// Those of these people who have an address and are not deactivated.
pub async fn reachable<C: ConnectionTrait>(db: &C, people: &[Uuid]) -> Result<HashMap<Uuid, mailbox::Model>> {
    let mut found = HashMap::new();
    for some in people.chunks(CHUNK) {
        let here = person::Entity::find()
            .select_only()
            .column(person::Column::Id)
            .filter(person::Column::DeactivatedAt.is_null())
            .into_query();
        let rows = mailbox::Entity::find()
            .filter(mailbox::Column::PersonId.is_in(some.iter().copied()))
            .filter(mailbox::Column::Email.is_not_null())
            .filter(mailbox::Column::PersonId.in_subquery(here))
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.person_id, row)));
    }
    Ok(found)
}

/// Writes what a person chose.
pub async fn put(tx: &Tx, row: mailbox::Model) -> Result<()> {
    let again = OnConflict::column(mailbox::Column::PersonId)
        .update_columns([mailbox::Column::Email, mailbox::Column::Choices, mailbox::Column::UpdatedAt])
        .to_owned();
    let row = mailbox::ActiveModel::from(row);
    mailbox::Entity::insert(row).on_conflict(again).exec_without_returning(&**tx).await?;
    Ok(())
}
