//! People and their roles.

use forecourt_core::states::Role;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, prelude::Uuid, sea_query::OnConflict,
};

use crate::{
    Result, Store, StoreError,
    access::Grant,
    entity::{device, person, person_role, session, sign_in_code},
    sessions,
};

/// The grants of one person.
pub async fn grants<C: ConnectionTrait>(db: &C, person_id: Uuid) -> Result<Vec<Grant>> {
    let rows = person_role::Entity::find().filter(person_role::Column::PersonId.eq(person_id)).all(db).await?;
    rows.into_iter().map(grant).collect()
}

/// A stored role row as a grant.
pub(crate) fn grant(row: person_role::Model) -> Result<Grant> {
    let role = Role::parse(&row.role).ok_or_else(|| StoreError::unknown_word("person_role", &row.role))?;
    Ok(Grant { role, org_unit_id: row.org_unit_id, station_id: row.station_id })
}

/// A person by the name he signs in with.
pub async fn by_username<C: ConnectionTrait>(db: &C, username: &str) -> Result<Option<person::Model>> {
    Ok(person::Entity::find().filter(person::Column::Username.eq(username)).one(db).await?)
}

/// Notes a contact of a phone; a phone that is new is made for this person. One that is another's stays his.
pub async fn touch_device<C: ConnectionTrait>(
    db: &C,
    device_id: Uuid,
    person_id: Uuid,
    name: Option<&str>,
    now_ms: i64,
) -> Result<()> {
    let row = device::ActiveModel {
        id: Set(device_id),
        person_id: Set(person_id),
        name: Set(name.map(str::to_owned)),
        created_at: Set(now_ms),
        last_contact_at: Set(now_ms),
        holdings: Set(None),
        holdings_at: Set(None),
    };
    device::Entity::insert(row)
        .on_conflict(OnConflict::column(device::Column::Id).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(db)
        .await?;
    device::Entity::update_many()
        .set(device::ActiveModel { last_contact_at: Set(now_ms), ..Default::default() })
        .filter(device::Column::Id.eq(device_id))
        .filter(device::Column::PersonId.eq(person_id))
        .exec(db)
        .await?;
    Ok(())
}

impl Store {
    /// The PHC string of a person's password.
    pub async fn password_hash(&self, person_id: Uuid) -> Result<Option<String>> {
        Ok(person::Entity::find_by_id(person_id).one(self.read()).await?.and_then(|row| row.password_hash))
    }

    /// Sets a password and ends the person's sessions, except the one that is to stay.
    pub async fn set_password(&self, person_id: Uuid, hash: String, keep: Option<Uuid>, now_ms: i64) -> Result<()> {
        let tx = self.begin("set_password").await?;
        write_password(&*tx, person_id, hash, now_ms).await?;
        let mut others = session::Entity::delete_many().filter(session::Column::PersonId.eq(person_id));
        if let Some(keep) = keep {
            others = others.filter(session::Column::Id.ne(keep));
        }
        others.exec(&*tx).await?;
        tx.commit().await
    }

    /// Uses up a one-time sign-in code and sets the password; `None` when name and code do not fit or it is too late.
    pub async fn redeem_code(
        &self,
        username: &str,
        code_hash: &[u8],
        password_hash: String,
        real_ms: i64,
    ) -> Result<Option<person::Model>> {
        let tx = self.begin("redeem_code").await?;
        let Some(person) = by_username(&*tx, username).await? else { return Ok(None) };
        let used = sign_in_code::Entity::delete_many()
            .filter(sign_in_code::Column::PersonId.eq(person.id))
            .filter(sign_in_code::Column::CodeHash.eq(code_hash))
            .filter(sign_in_code::Column::ExpiresAt.gt(real_ms))
            .exec(&*tx)
            .await?;
        if used.rows_affected == 0 {
            return Ok(None);
        }
        write_password(&*tx, person.id, password_hash, real_ms).await?;
        sessions::end_all(&*tx, person.id).await?;
        tx.commit().await?;
        Ok(Some(person))
    }
}

/// Gives a person a one-time sign-in code; an earlier one stops working.
pub async fn put_code<C: ConnectionTrait>(db: &C, row: sign_in_code::Model) -> Result<()> {
    sign_in_code::Entity::insert(sign_in_code::ActiveModel::from(row))
        .on_conflict(
            OnConflict::column(sign_in_code::Column::PersonId)
                .update_columns([
                    sign_in_code::Column::CodeHash,
                    sign_in_code::Column::ExpiresAt,
                    sign_in_code::Column::CreatedBy,
                    sign_in_code::Column::CreatedAt,
                ])
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}

async fn write_password<C: ConnectionTrait>(db: &C, person_id: Uuid, hash: String, now_ms: i64) -> Result<()> {
    person::Entity::update_many()
        .set(person::ActiveModel { password_hash: Set(Some(hash)), updated_at: Set(now_ms), ..Default::default() })
        .filter(person::Column::Id.eq(person_id))
        .exec(db)
        .await?;
    Ok(())
}

/// What is needed to make a person.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Id.
    pub id: Uuid,
    /// Name to sign in with; unique.
    pub username: String,
    /// Name shown to colleagues.
    pub display_name: String,
    /// Phone number.
    pub phone: Option<String>,
    /// `zh` or `en`.
    pub lang: String,
}

impl NewPerson {
    /// A person of whom only the names are known.
    pub fn named(id: Uuid, username: &str, display_name: &str) -> Self {
        Self { id, username: username.into(), display_name: display_name.into(), phone: None, lang: "zh".into() }
    }
}

/// Makes a person without password and roles.
pub async fn insert<C: ConnectionTrait>(db: &C, new: NewPerson, now_ms: i64) -> Result<()> {
    person::Entity::insert(person::ActiveModel {
        id: Set(new.id),
        username: Set(new.username),
        display_name: Set(new.display_name),
        phone: Set(new.phone),
        lang: Set(new.lang),
        password_hash: Set(None),
        deactivated_at: Set(None),
        created_at: Set(now_ms),
        updated_at: Set(now_ms),
        version: Set(1),
    })
    .exec_without_returning(db)
    .await?;
    Ok(())
}

/// Gives a person a role.
pub async fn add_role<C: ConnectionTrait>(
    db: &C,
    person_id: Uuid,
    role: Role,
    org_unit_id: Option<Uuid>,
    station_id: Option<Uuid>,
) -> Result<()> {
    person_role::Entity::insert(person_role::ActiveModel {
        id: Set(Uuid::new_v4()),
        person_id: Set(person_id),
        role: Set(role.as_str().into()),
        org_unit_id: Set(org_unit_id),
        station_id: Set(station_id),
    })
    .exec_without_returning(db)
    .await?;
    Ok(())
}
