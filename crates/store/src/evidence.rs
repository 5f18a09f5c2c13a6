//! Evidence of stations: files with a receipt, as photos of audits are; what refers to one holds it.

use std::collections::HashMap;

use forecourt_core::{
    flags::{Position, distance_mm},
    states::PhotoState,
    submission::Fix,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{Json, Uuid},
};
use serde::{Deserialize, Serialize};

use crate::{
    Result, Store, Tx,
    access::Scope,
    audits::arrivals::Arrival,
    entity::{evidence, station},
    jobs,
    orders::projects,
};

/// What refers to evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// `order`, `appeal` or `project`.
    pub kind: &'static str,
    /// Its id.
    pub id: Uuid,
    /// Its station; a project may be that of a whole region.
    pub station_id: Option<Uuid>,
}

/// Where evidence was taken, as far as a verifier has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// From the station, cm; absent where nobody knows where that is.
    pub distance_cm: Option<i64>,
    /// Radius in which the position service believed itself, cm.
    pub accuracy_cm: i64,
    /// The device said that a mock provider told it.
    pub mocked: bool,
}

/// One piece of evidence, whoever asks.
pub async fn find<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<evidence::Model>> {
    Ok(evidence::Entity::find_by_id(id).one(db).await?)
}

/// Evidence that a person handed in, or of a station in scope, or of a project in that of those who read projects.
pub async fn in_scope<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    of_projects: &Scope,
    person_id: Uuid,
    id: Uuid,
) -> Result<Option<evidence::Model>> {
    let own = evidence::Column::PersonId.eq(person_id);
    let theirs = Condition::all()
        .add(evidence::Column::StationId.is_not_null())
        .add(scope.on_station(evidence::Column::StationId));
    let of_project = Condition::all()
        .add(evidence::Column::Subject.eq("project"))
        .add(evidence::Column::SubjectId.in_subquery(projects::ids(of_projects)));
    Ok(evidence::Entity::find_by_id(id).filter(Condition::any().add(own).add(theirs).add(of_project)).one(db).await?)
}

/// Evidence of an order or appeal, in the order of its announcement.
pub async fn of_subject<C: ConnectionTrait>(db: &C, subject: Uuid) -> Result<Vec<evidence::Model>> {
    Ok(evidence::Entity::find()
        .filter(evidence::Column::SubjectId.eq(subject))
        .order_by_asc(evidence::Column::CreatedAt)
        .order_by_asc(evidence::Column::Id)
        .all(db)
        .await?)
}

/// What a person announced since then and nothing refers to, in files and bytes: there is a limit.
pub async fn loose<C: ConnectionTrait>(db: &C, person_id: Uuid, since_ms: i64) -> Result<(u64, i64)> {
    let sizes: Vec<i64> = evidence::Entity::find()
        .select_only()
        .column(evidence::Column::Bytes)
        .filter(evidence::Column::PersonId.eq(person_id))
        .filter(evidence::Column::CreatedAt.gte(since_ms))
        .filter(evidence::Column::SubjectId.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let bytes = sizes.iter().fold(0_i64, |sum, bytes| sum.saturating_add(*bytes));
    Ok((sizes.len() as u64, bytes))
}

/// Whether one of these files is a picture.
pub async fn has_picture<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<bool> {
    let found: Option<Uuid> = evidence::Entity::find()
        .select_only()
        .column(evidence::Column::Id)
        .filter(evidence::Column::Id.is_in(ids.iter().copied()))
        .filter(evidence::Column::ContentType.starts_with("image/"))
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Announces a file.
pub async fn put(tx: &Tx, row: evidence::Model) -> Result<()> {
    evidence::Entity::insert(evidence::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Binds evidence to what refers to it. Answers which it may not: not the person's, not proven, or bound elsewhere.
pub async fn bind(
    tx: &Tx,
    person_id: Uuid,
    subject: &Subject,
    files: &[(Uuid, String)],
    now_ms: i64,
) -> Result<Vec<Uuid>> {
    use evidence::Column as E;
    let mut refused = Vec::new();
    let places = places(tx, subject.station_id, files).await?;
    for (id, role) in files {
        // What an order was shown in one round proves nothing in the next; an appeal stands on what it has.
        let again = Condition::all().add(E::SubjectId.eq(subject.id)).add(E::Subject.eq(subject.kind));
        let free = Condition::any().add(E::SubjectId.is_null());
        let free = if subject.kind == "appeal" { free.add(again) } else { free };
        let done = evidence::Entity::update_many()
            .set(evidence::ActiveModel {
                station_id: Set(subject.station_id),
                subject_id: Set(Some(subject.id)),
                subject: Set(Some(subject.kind.to_owned())),
                role: Set(Some(role.clone())),
                updated_at: Set(now_ms),
                ..Default::default()
            })
            .filter(E::Id.eq(*id))
            .filter(E::PersonId.eq(person_id))
            .filter(E::State.eq(PhotoState::Verified.as_str()))
            .filter(E::ErasedAt.is_null())
            .filter(free)
            .exec(&**tx)
            .await?;
        if done.rows_affected == 0 {
            refused.push(*id);
        } else if let Some(place) = places.get(id) {
            let known = evidence::ActiveModel { fix: Set(None), place: Set(Some(place.clone())), ..Default::default() };
            evidence::Entity::update_many().set(known).filter(E::Id.eq(*id)).exec(&**tx).await?;
        }
    }
    Ok(refused)
}

/// How far from the station each file was taken that tells its position. The position itself is not kept any longer.
async fn places(tx: &Tx, station: Option<Uuid>, files: &[(Uuid, String)]) -> Result<HashMap<Uuid, Json>> {
    let ids: Vec<Uuid> = files.iter().map(|(id, _)| *id).collect();
    let rows: Vec<(Uuid, Option<Json>)> = evidence::Entity::find()
        .select_only()
        .columns([evidence::Column::Id, evidence::Column::Fix])
        .filter(evidence::Column::Id.is_in(ids))
        .filter(evidence::Column::Fix.is_not_null())
        .into_tuple()
        .all(&**tx)
        .await?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let here = match station {
        Some(id) => station::Entity::find_by_id(id).one(&**tx).await?,
        None => None,
    };
    let here = here.and_then(|row| Some(Position { lat_e7: row.lat_e7?, lon_e7: row.lon_e7? }));
    let place = |fix: Json| {
        let fix: Fix = serde_json::from_value(fix).ok()?;
        let at = Position { lat_e7: fix.lat_e7, lon_e7: fix.lon_e7 };
        let distance_cm = here.map(|here| distance_mm(here, at) / 10);
        serde_json::to_value(Place { distance_cm, accuracy_cm: fix.accuracy_cm, mocked: fix.mocked }).ok()
    };
    Ok(rows.into_iter().filter_map(|(id, fix)| Some((id, place(fix?)?))).collect())
}

impl Store {
    /// Notes what the storage said about a file; one that is there is examined by a job.
    pub async fn evidence_seen(&self, arrival: Arrival, now_ms: i64) -> Result<()> {
        let tx = self.begin("evidence_seen").await?;
        // What the storage vouches for is proven; what it is, is told by its first bytes only.
        let state = if arrival.state == PhotoState::Verified { PhotoState::Stored } else { arrival.state };
        let changed = evidence::Entity::update_many()
            .set(evidence::ActiveModel {
                state: Set(state.as_str().into()),
                updated_at: Set(now_ms),
                ..Default::default()
            })
            .filter(evidence::Column::Id.eq(arrival.photo_id))
            .filter(evidence::Column::State.is_in(["missing", "rejected"]))
            .exec(&*tx)
            .await?;
        if changed.rows_affected == 1 && state == PhotoState::Stored {
            jobs::enqueue(&*tx, jobs::kind::EXAMINE_EVIDENCE, arrival.photo_id, None, now_ms).await?;
        }
        tx.commit().await
    }
}

/// Writes what the examination brought to light.
pub async fn examined(tx: &Tx, id: Uuid, state: PhotoState, now_ms: i64) -> Result<()> {
    let mut row =
        evidence::ActiveModel { state: Set(state.as_str().into()), updated_at: Set(now_ms), ..Default::default() };
    if state.is_settled() {
        // Proven bytes lie under their own key.
        row.incoming = Set(false);
    }
    evidence::Entity::update_many().set(row).filter(evidence::Column::Id.eq(id)).exec(&**tx).await?;
    Ok(())
}
