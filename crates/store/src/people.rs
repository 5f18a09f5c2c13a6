//! People and their roles.

use forecourt_core::states::Role;
use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoSimpleExpr, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Func, LikeExpr, OnConflict},
};

use crate::{
    Result, Store, StoreError,
    access::{Grant, Scope},
    dialect::follows,
    entity::{person, person_role, session, sign_in_code},
    org::CHUNK,
    sessions, stations,
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
        crate::audit_log::done_by(person.id);
        write_password(&*tx, person.id, password_hash, real_ms).await?;
        sessions::end_all(&*tx, person.id).await?;
        tx.commit().await?;
        Ok(Some(person))
    }
}

/// Gives a person a one-time sign-in code; an earlier one stops working.
pub async fn put_code<C: ConnectionTrait>(db: &C, row: sign_in_code::Model) -> Result<()> {
    put_codes(db, vec![row]).await
}

/// The same for many people, each once.
pub async fn put_codes<C: ConnectionTrait>(db: &C, rows: Vec<sign_in_code::Model>) -> Result<()> {
    use sign_in_code::Column::{CodeHash, CreatedAt, CreatedBy, ExpiresAt, PersonId};
    let newer = OnConflict::column(PersonId).update_columns([CodeHash, ExpiresAt, CreatedBy, CreatedAt]).to_owned();
    for some in rows.chunks(CHUNK) {
        let some = some.iter().map(|row| sign_in_code::ActiveModel::from(row.clone()));
        sign_in_code::Entity::insert_many(some).on_conflict(newer.clone()).exec_without_returning(db).await?;
    }
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
    insert_all(db, vec![new], now_ms).await
}

/// Makes many people without password and roles.
pub async fn insert_all<C: ConnectionTrait>(db: &C, new: Vec<NewPerson>, now_ms: i64) -> Result<()> {
    for some in new.chunks(CHUNK) {
        let rows = some.iter().cloned().map(|new| person::ActiveModel {
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
            erased_at: Set(None),
            ties: Set(None),
        });
        person::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
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
    insert_roles(db, &[(person_id, &Grant { role, org_unit_id, station_id })]).await
}

async fn insert_roles<C: ConnectionTrait>(db: &C, roles: &[(Uuid, &Grant)]) -> Result<()> {
    for some in roles.chunks(CHUNK) {
        let rows = some.iter().map(|(person_id, grant)| person_role::ActiveModel {
            id: Set(Uuid::new_v4()),
            person_id: Set(*person_id),
            role: Set(grant.role.as_str().into()),
            org_unit_id: Set(grant.org_unit_id),
            station_id: Set(grant.station_id),
        });
        person_role::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Whom a caller sees: everybody with a role in one scope, shoppers of another.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// Everybody here: head office and administrators.
    pub everyone: Option<Scope>,
    /// Shoppers here: planners.
    pub shoppers: Option<Scope>,
}

impl Sight {
    /// Holds for rows whose person column is in sight.
    pub fn on_person<C: ColumnTrait>(&self, column: C) -> Condition {
        let mut any = Condition::any();
        if let Some(scope) = &self.everyone {
            if scope.is_everything() {
                return Condition::all();
            }
            let place = Condition::any()
                .add(scope.on_unit(person_role::Column::OrgUnitId))
                .add(scope.on_station(person_role::Column::StationId));
            any = any.add(column.in_subquery(holders(place)));
        }
        if let Some(scope) = &self.shoppers {
            let shopper = Condition::all()
                .add(person_role::Column::Role.eq(Role::Shopper.as_str()))
                .add(scope.on_unit(person_role::Column::OrgUnitId));
            any = any.add(column.in_subquery(holders(shopper)));
        }
        if any.is_empty() { Condition::all().add(Expr::cust("1 = 0")) } else { any }
    }
}

/// The people who hold a role of which the condition is true, as a subquery.
fn holders(condition: Condition) -> sea_orm::sea_query::SelectStatement {
    person_role::Entity::find().select_only().column(person_role::Column::PersonId).filter(condition).into_query()
}

/// Which people a list shows.
#[derive(Clone, Debug, Default)]
pub struct PersonFilter {
    /// Only holders of this role.
    pub role: Option<Role>,
    /// Only people whose sign-in name or display name has this text.
    pub text: Option<String>,
    /// Only active (true) or only deactivated (false) people.
    pub active: Option<bool>,
}

/// People in sight in the order of their sign-in names, behind `after`.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    sight: &Sight,
    filter: &PersonFilter,
    after: Option<String>,
    rows: u64,
) -> Result<Vec<person::Model>> {
    let mut query = person::Entity::find().filter(sight.on_person(person::Column::Id));
    if let Some(role) = filter.role {
        let condition = Condition::all().add(person_role::Column::Role.eq(role.as_str()));
        query = query.filter(person::Column::Id.in_subquery(holders(condition)));
    }
    if let Some(text) = &filter.text {
        let pattern = stations::like_pattern(text);
        let has = |column: person::Column| {
            Expr::expr(Func::lower(column.into_simple_expr())).like(LikeExpr::new(&pattern).escape('\\'))
        };
        let any = Condition::any().add(has(person::Column::Username)).add(has(person::Column::DisplayName));
        query = query.filter(any);
    }
    query = match filter.active {
        Some(true) => query.filter(person::Column::DeactivatedAt.is_null()),
        Some(false) => query.filter(person::Column::DeactivatedAt.is_not_null()),
        None => query,
    };
    if let Some(after) = after {
        query = query.filter(person::Column::Username.gt(after));
    }
    Ok(query.order_by_asc(person::Column::Username).limit(rows).all(db).await?)
}

/// A person in sight.
pub async fn find<C: ConnectionTrait>(db: &C, sight: &Sight, id: Uuid) -> Result<Option<person::Model>> {
    Ok(person::Entity::find_by_id(id).filter(sight.on_person(person::Column::Id)).one(db).await?)
}

/// People in sight by their ids.
pub async fn find_all<C: ConnectionTrait>(db: &C, sight: &Sight, ids: &[Uuid]) -> Result<Vec<person::Model>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(CHUNK) {
        let query = person::Entity::find()
            .filter(person::Column::Id.is_in(some.iter().copied()))
            .filter(sight.on_person(person::Column::Id));
        found.extend(query.all(db).await?);
    }
    Ok(found)
}

/// The names of these people, for lists of things that belong to them.
pub async fn names<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, person::Model>> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(CHUNK) {
        let rows = person::Entity::find().filter(person::Column::Id.is_in(some.iter().copied())).all(db).await?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

/// People by their sign-in names, whether in sight or not: an import must see that a name is taken.
pub async fn by_usernames<C: ConnectionTrait>(db: &C, names: &[String]) -> Result<HashMap<String, person::Model>> {
    let mut found = HashMap::with_capacity(names.len());
    for some in names.chunks(CHUNK) {
        let names = some.iter().map(String::as_str);
        let rows = person::Entity::find().filter(person::Column::Username.is_in(names)).all(db).await?;
        found.extend(rows.into_iter().map(|row| (row.username.clone(), row)));
    }
    Ok(found)
}

/// The grants of several people.
pub async fn grants_of<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Grant>>> {
    let mut found: HashMap<Uuid, Vec<Grant>> = HashMap::with_capacity(ids.len());
    for some in ids.chunks(CHUNK) {
        let rows = person_role::Entity::find()
            .filter(person_role::Column::PersonId.is_in(some.iter().copied()))
            .order_by_asc(person_role::Column::Role)
            .order_by_asc(person_role::Column::Id)
            .all(db)
            .await?;
        for row in rows {
            found.entry(row.person_id).or_default().push(grant(row)?);
        }
    }
    Ok(found)
}

/// Replaces all roles of a person.
pub async fn set_roles<C: ConnectionTrait>(db: &C, person_id: Uuid, grants: &[Grant]) -> Result<()> {
    set_roles_of(db, &[(person_id, grants.to_vec())]).await
}

/// Replaces all roles of these people.
pub async fn set_roles_of<C: ConnectionTrait>(db: &C, people: &[(Uuid, Vec<Grant>)]) -> Result<()> {
    for some in people.chunks(CHUNK) {
        let ids = some.iter().map(|(id, _)| *id);
        person_role::Entity::delete_many().filter(person_role::Column::PersonId.is_in(ids)).exec(db).await?;
        let roles: Vec<(Uuid, &Grant)> =
            some.iter().flat_map(|(id, grants)| grants.iter().map(|grant| (*id, grant))).collect();
        insert_roles(db, &roles).await?;
    }
    Ok(())
}

/// Writes changed people in few statements; false when one had another version than its row.
pub async fn update_all<C: ConnectionTrait>(db: &C, rows: &[person::Model], now_ms: i64) -> Result<bool> {
    use person::Column::{DeactivatedAt, DisplayName, Id, Lang, Phone, Ties, UpdatedAt, Version};
    let change = OnConflict::column(Id)
        .update_columns([DisplayName, Phone, Lang, DeactivatedAt, Ties, UpdatedAt, Version])
        .action_and_where(follows(person::Entity, Version))
        .to_owned();
    for some in rows.chunks(CHUNK) {
        let next = some.iter().map(|row| {
            let next = person::Model { updated_at: now_ms, version: row.version + 1, ..row.clone() };
            person::ActiveModel::from(next)
        });
        let done = person::Entity::insert_many(next).on_conflict(change.clone()).exec_without_returning(db).await?;
        if done != some.len() as u64 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes a changed person; false when the version was another than `row.version`.
pub async fn update<C: ConnectionTrait>(db: &C, row: &person::Model, now_ms: i64) -> Result<bool> {
    update_all(db, std::slice::from_ref(row), now_ms).await
}
