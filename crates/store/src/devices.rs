//! Phones: when they were last heard of and what they hold.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationTrait,
    prelude::{Json, Uuid},
    sea_query::{Expr, OnConflict},
};

use crate::{
    Result, Store, Tx,
    entity::{assignment, device, person},
    org::{self, CHUNK},
    people::Sight,
    signals::Signal,
};

/// Phones of one person that are remembered; the one that was silent longest goes first.
pub const PER_PERSON: u64 = 20;
/// A contact is written down again after this long, ms.
const CONTACT_MS: i64 = 60_000;

/// A phone with its owner, without the lists of what it holds.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Phone {
    /// Id that the phone made at its first start.
    pub id: Uuid,
    /// Whose it is.
    pub person_id: Uuid,
    /// Name of the owner.
    pub display_name: String,
    /// Name of the phone.
    pub name: Option<String>,
    /// When it was last heard of, epoch ms.
    pub last_contact_at: i64,
    /// When it last said what it holds, epoch ms.
    pub holdings_at: Option<i64>,
    /// Visits under way or not yet finished.
    pub drafts: i32,
    /// Finished, not yet received.
    pub queued: i32,
    /// Received, photos still on the phone.
    pub incomplete: i32,
    /// When the oldest of them was finished, epoch ms by the phone.
    pub oldest_at: Option<i64>,
}

/// What a phone says it holds: the report as it came, and its figures.
#[derive(Clone, Debug)]
pub struct Holdings {
    /// The report.
    pub report: Json,
    /// Visits under way or not yet finished.
    pub drafts: usize,
    /// Finished, not yet received.
    pub queued: usize,
    /// Received, photos still on the phone.
    pub incomplete: usize,
    /// When the oldest of them was finished, epoch ms by the phone.
    pub oldest_at: Option<i64>,
}

/// What phones hold together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Sums {
    /// Phones that hold something.
    pub phones: i64,
    /// Visits under way or not yet finished.
    pub drafts: i64,
    /// Finished, not yet received.
    pub queued: i64,
    /// Received, photos still on a phone.
    pub incomplete: i64,
}

/// Phones of people in sight in the order of their ids, behind `after`.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    sight: &Sight,
    owner: Option<Uuid>,
    after: Option<Uuid>,
    rows: u64,
) -> Result<Vec<Phone>> {
    use device::Column as D;
    let mut query = device::Entity::find()
        .select_only()
        .columns([D::Id, D::PersonId, D::Name, D::LastContactAt, D::HoldingsAt])
        .columns([D::Drafts, D::Queued, D::Incomplete, D::OldestAt])
        .column(person::Column::DisplayName)
        .join(JoinType::InnerJoin, device::Relation::Person.def())
        .filter(sight.on_person(D::PersonId));
    if let Some(owner) = owner {
        query = query.filter(D::PersonId.eq(owner));
    }
    if let Some(after) = after {
        query = query.filter(D::Id.gt(after));
    }
    Ok(query.order_by_asc(D::Id).limit(rows).into_model().all(db).await?)
}

/// What the phones in sight hold together, and when the oldest audit that is only on a phone was finished, epoch ms.
pub async fn sums<C: ConnectionTrait>(db: &C, sight: &Sight) -> Result<(Sums, Option<i64>)> {
    use device::Column as D;
    let holds = Condition::any().add(D::Drafts.gt(0)).add(D::Queued.gt(0)).add(D::Incomplete.gt(0));
    let holding = device::Entity::find().select_only().filter(sight.on_person(D::PersonId)).filter(holds);
    let sum = |column: D| Expr::col(column).sum().cast_as("bigint");
    let row = holding
        .column_as(D::Id.count(), "phones")
        .column_as(sum(D::Drafts), "drafts")
        .column_as(sum(D::Queued), "queued")
        .column_as(sum(D::Incomplete), "incomplete")
        .into_tuple::<(i64, Option<i64>, Option<i64>, Option<i64>)>()
        .one(db)
        .await?
        .unwrap_or_default();
    let sums = Sums {
        phones: row.0,
        drafts: row.1.unwrap_or_default(),
        queued: row.2.unwrap_or_default(),
        incomplete: row.3.unwrap_or_default(),
    };
    let oldest: Option<Option<i64>> = device::Entity::find()
        .select_only()
        .column_as(D::OldestAt.min(), "oldest")
        .filter(sight.on_person(D::PersonId))
        .filter(D::Queued.gt(0))
        .into_tuple()
        .one(db)
        .await?;
    Ok((sums, oldest.flatten()))
}

/// For each of these people the last contact of any of his phones.
pub async fn last_contacts<C: ConnectionTrait>(db: &C, people: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    let mut last = HashMap::new();
    for some in people.chunks(CHUNK) {
        let rows: Vec<(Uuid, Option<i64>)> = device::Entity::find()
            .select_only()
            .column(device::Column::PersonId)
            .column_as(device::Column::LastContactAt.max(), "last_contact_at")
            .filter(device::Column::PersonId.is_in(some.iter().copied()))
            .group_by(device::Column::PersonId)
            .into_tuple()
            .all(db)
            .await?;
        last.extend(rows.into_iter().filter_map(|(person, at)| Some((person, at?))));
    }
    Ok(last)
}

/// Notes a contact of a phone; a phone that is new is made for this person (a phone may be shared: one row a person).
pub async fn touch<C: ConnectionTrait>(
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
        drafts: Set(0),
        queued: Set(0),
        incomplete: Set(0),
        oldest_at: Set(None),
    };
    let made = device::Entity::insert(row)
        .on_conflict(OnConflict::columns([device::Column::Id, device::Column::PersonId]).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(db)
        .await?;
    if matches!(made, sea_orm::TryInsertResult::Inserted(1..)) {
        return forget_oldest(db, person_id).await;
    }
    device::Entity::update_many()
        .set(device::ActiveModel { last_contact_at: Set(now_ms), ..Default::default() })
        .filter(device::Column::Id.eq(device_id))
        .filter(device::Column::PersonId.eq(person_id))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets the phones of a person beyond [`PER_PERSON`].
async fn forget_oldest<C: ConnectionTrait>(db: &C, person_id: Uuid) -> Result<()> {
    let kept = device::Entity::find()
        .select_only()
        .column(device::Column::Id)
        .filter(device::Column::PersonId.eq(person_id))
        .order_by_desc(device::Column::LastContactAt)
        .order_by_desc(device::Column::CreatedAt)
        .order_by_asc(device::Column::Id)
        .limit(PER_PERSON)
        .into_query();
    device::Entity::delete_many()
        .filter(device::Column::PersonId.eq(person_id))
        .filter(device::Column::Id.not_in_subquery(kept))
        .exec(db)
        .await?;
    Ok(())
}

/// A station of each unit that a shopper is or was sent to: whoever plans there looks at his phones.
async fn sent_to(tx: &Tx, person_id: Uuid) -> Result<Vec<Uuid>> {
    let stations: Vec<Uuid> = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::StationId)
        .distinct()
        .filter(assignment::Column::ShopperId.eq(person_id))
        .into_tuple()
        .all(&**tx)
        .await?;
    let units = org::units_of_stations(&**tx, &stations).await?;
    let one_each: HashMap<Uuid, Uuid> = units.into_iter().map(|(station, unit)| (unit, station)).collect();
    Ok(one_each.into_values().collect())
}

impl Store {
    /// Notes that a person's phone was heard of, at most once a minute. Without an id it is the phone that was heard of
    /// last; somebody who has none has none afterwards.
    pub async fn heard_from(&self, person_id: Uuid, device_id: Option<Uuid>, now_ms: i64) -> Result<()> {
        let mut query = device::Entity::find()
            .select_only()
            .columns([device::Column::Id, device::Column::LastContactAt])
            .filter(device::Column::PersonId.eq(person_id));
        if let Some(id) = device_id {
            query = query.filter(device::Column::Id.eq(id));
        }
        let newest: Option<(Uuid, i64)> =
            query.order_by_desc(device::Column::LastContactAt).into_tuple().one(self.read()).await?;
        let Some((id, at)) = newest else { return Ok(()) };
        if at > now_ms - CONTACT_MS {
            return Ok(());
        }
        let tx = self.begin("heard_from").await?;
        touch(&*tx, id, person_id, None, now_ms).await?;
        tx.commit().await
    }

    /// Stores what a phone says it still holds; planners hear of it when it is not what it said before.
    pub async fn put_holdings(&self, device_id: Uuid, person_id: Uuid, held: Holdings, now_ms: i64) -> Result<()> {
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let now = (count(held.drafts), count(held.queued), count(held.incomplete), held.oldest_at);
        let tx = self.begin("holdings").await?;
        let said = device::Entity::find_by_id((device_id, person_id)).one(&*tx).await?;
        if said.is_none_or(|row| (row.drafts, row.queued, row.incomplete, row.oldest_at) != now) {
            for station in sent_to(&tx, person_id).await? {
                tx.signal(Signal::plan(station));
            }
        }
        touch(&*tx, device_id, person_id, None, now_ms).await?;
        device::Entity::update_many()
            .set(device::ActiveModel {
                holdings: Set(Some(held.report)),
                holdings_at: Set(Some(now_ms)),
                drafts: Set(now.0),
                queued: Set(now.1),
                incomplete: Set(now.2),
                oldest_at: Set(held.oldest_at),
                ..Default::default()
            })
            .filter(device::Column::Id.eq(device_id))
            .filter(device::Column::PersonId.eq(person_id))
            .exec(&*tx)
            .await?;
        tx.commit().await
    }
}
