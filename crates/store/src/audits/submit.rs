//! What has to be known before a submission can be judged, in as few queries as possible.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationDef,
    RelationTrait,
    prelude::{Json, Uuid},
};

use crate::{
    Result, Store, dialect,
    entity::{
        assignment, assignment_holder, audit, audit_narrative, audit_return, audit_revision, photo, round,
        station_profile,
    },
};

/// An assignment with its station, one row per profile revision of the station.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PlaceRow {
    /// Round of the assignment.
    pub round_id: Uuid,
    /// State of the round.
    pub round_state: String,
    /// Checklist of the round.
    pub checklist_id: String,
    /// Its version.
    pub checklist_version: i32,
    /// Who holds the assignment now.
    pub shopper_id: Uuid,
    /// Whether the caller ever held it.
    pub held_since: Option<i64>,
    /// State of the assignment.
    pub state: String,
    /// Time slot, by its id in the checklist.
    pub slot: String,
    /// Window of the visit, epoch ms.
    pub window_start: i64,
    /// End of the window.
    pub window_end: i64,
    /// Whether it is a night visit.
    pub night: bool,
    /// Whether it is a self-service visit.
    pub self_service: bool,
    /// The station.
    pub station_id: Uuid,
    /// Its code, as printed on receipts.
    pub station_code: String,
    /// Its position, 1e-7 degrees.
    pub lat_e7: Option<i64>,
    /// Its position, 1e-7 degrees.
    pub lon_e7: Option<i64>,
    /// A profile revision; absent when the station has none.
    pub profile_revision: Option<i32>,
    /// Since when it is in force.
    pub in_force_from: Option<i64>,
    /// Its flags.
    pub flags: Option<Json>,
}

/// What the server already holds of an audit.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The audit, if any revision of it was stored.
    pub audit: Option<audit::Model>,
    /// The asked revision, if it was stored.
    pub revision: Option<audit_revision::Model>,
    /// The return of the newest revision, if there was one.
    pub returned: Option<audit_return::Model>,
}

/// From a narrative to the revision that it belongs to.
fn narrated() -> RelationDef {
    audit_narrative::Entity::belongs_to(audit_revision::Entity)
        .from((audit_narrative::Column::AuditId, audit_narrative::Column::Revision))
        .to((audit_revision::Column::AuditId, audit_revision::Column::Revision))
        .into()
}

impl Store {
    /// The audit, the asked revision of it, and the return of the newest one.
    pub async fn known_audit(&self, audit_id: Uuid, revision: i32) -> Result<Known> {
        // The revision is read first: an audit that is read after it is at least as new, so that no receipt can show the
        // state from before its own revision.
        let mut found = audit_revision::Entity::find_by_id((audit_id, revision)).one(self.read()).await?;
        let Some(audit) = audit::Entity::find_by_id(audit_id).one(self.read()).await? else {
            return Ok(Known::default());
        };
        if found.is_none() && audit.revision >= revision {
            found = audit_revision::Entity::find_by_id((audit_id, revision)).one(self.read()).await?;
        }
        let returned = match &found {
            Some(_) => None,
            None => audit_return::Entity::find_by_id((audit_id, audit.revision)).one(self.read()).await?,
        };
        Ok(Known { audit: Some(audit), revision: found, returned })
    }

    /// Whether a person delivered any revision of an audit.
    pub async fn has_delivered(&self, audit_id: Uuid, person_id: Uuid) -> Result<bool> {
        let own = audit_revision::Entity::find()
            .select_only()
            .column(audit_revision::Column::Revision)
            .filter(audit_revision::Column::AuditId.eq(audit_id))
            .filter(audit_revision::Column::PersonId.eq(person_id))
            .limit(1)
            .into_tuple::<i32>()
            .one(self.read())
            .await?;
        Ok(own.is_some())
    }

    /// The assignment as seen by one person, with every profile revision of its station in ascending order.
    pub async fn assignment_place(&self, assignment_id: Uuid, person_id: Uuid) -> Result<Vec<PlaceRow>> {
        let held = Condition::all().add(assignment_holder::Column::PersonId.eq(person_id));
        let rows = assignment::Entity::find()
            .select_only()
            .columns([
                assignment::Column::RoundId,
                assignment::Column::ShopperId,
                assignment::Column::State,
                assignment::Column::Slot,
                assignment::Column::WindowStart,
                assignment::Column::WindowEnd,
                assignment::Column::Night,
                assignment::Column::SelfService,
                assignment::Column::StationId,
            ])
            .column_as(round::Column::State, "round_state")
            .column_as(round::Column::ChecklistId, "checklist_id")
            .column_as(round::Column::ChecklistVersion, "checklist_version")
            .column_as(assignment_holder::Column::Since, "held_since")
            .column_as(crate::entity::station::Column::Code, "station_code")
            .column_as(crate::entity::station::Column::LatE7, "lat_e7")
            .column_as(crate::entity::station::Column::LonE7, "lon_e7")
            .column_as(station_profile::Column::Revision, "profile_revision")
            .column_as(station_profile::Column::InForceFrom, "in_force_from")
            .column_as(station_profile::Column::Flags, "flags")
            .join(JoinType::InnerJoin, assignment::Relation::Round.def())
            .join(JoinType::InnerJoin, assignment::Relation::Station.def())
            .join(JoinType::LeftJoin, assignment::Relation::Profile.def())
            .join(JoinType::LeftJoin, assignment::Relation::Holder.def().on_condition(move |_, _| held.clone()))
            .filter(assignment::Column::Id.eq(assignment_id))
            .into_model::<PlaceRow>()
            .all(self.read())
            .await?;
        let mut rows = rows;
        rows.sort_by_key(|row| row.profile_revision);
        Ok(rows)
    }

    /// Photo rows with one of these ids: an id belongs to one audit, one hash and one length for ever.
    pub async fn photos_by_id(&self, ids: &[Uuid]) -> Result<Vec<photo::Model>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(photo::Entity::find()
            .filter(dialect::any_of(self.read(), photo::Column::Id, ids.to_vec()))
            .all(self.read())
            .await?)
    }

    /// Photos of other audits with one of these hashes: (hash, audit).
    pub async fn photos_with_hash(&self, audit_id: Uuid, hashes: &[Vec<u8>]) -> Result<Vec<(Vec<u8>, Uuid)>> {
        if hashes.is_empty() {
            return Ok(Vec::new());
        }
        Ok(photo::Entity::find()
            .select_only()
            .columns([photo::Column::Sha256, photo::Column::AuditId])
            .filter(dialect::any_of(self.read(), photo::Column::Sha256, hashes.to_vec()))
            .filter(photo::Column::AuditId.ne(audit_id))
            .into_tuple()
            .all(self.read())
            .await?)
    }

    /// Another audit whose narrative reads the same and came at `not_after` or before, epoch ms.
    pub async fn same_narrative(&self, audit_id: Uuid, hash: &[u8], not_after: i64) -> Result<Option<Uuid>> {
        use audit_narrative::Column as Narrative;
        Ok(audit_narrative::Entity::find()
            .select_only()
            .column(Narrative::AuditId)
            .join(JoinType::InnerJoin, narrated())
            .filter(Narrative::NarrativeHash.eq(hash))
            .filter(Narrative::AuditId.ne(audit_id))
            .filter(audit_revision::Column::ReceivedAt.lte(not_after))
            .into_tuple()
            .one(self.read())
            .await?)
    }

    /// Of the audits that came at `since` (epoch ms) or later all that tell the same as one of these, itself included.
    pub async fn equal_narratives(&self, audits: &[Uuid], since: i64) -> Result<Vec<Uuid>> {
        use audit_narrative::Column as Narrative;
        let own: Vec<(Uuid, Vec<u8>)> = audit_narrative::Entity::find()
            .select_only()
            .columns([Narrative::AuditId, Narrative::NarrativeHash])
            .filter(dialect::any_of(self.read(), Narrative::AuditId, audits.to_vec()))
            .into_tuple()
            .all(self.read())
            .await?;
        let hashes: HashSet<Vec<u8>> = own.into_iter().map(|(_, hash)| hash).collect();
        let all: Vec<(Uuid, Vec<u8>)> = audit_narrative::Entity::find()
            .select_only()
            .columns([Narrative::AuditId, Narrative::NarrativeHash])
            .join(JoinType::InnerJoin, narrated())
            .filter(dialect::any_of(self.read(), Narrative::NarrativeHash, Vec::from_iter(hashes)))
            .filter(audit_revision::Column::ReceivedAt.gte(since))
            .into_tuple()
            .all(self.read())
            .await?;
        let mut by_hash: HashMap<Vec<u8>, HashSet<Uuid>> = HashMap::new();
        for (audit, hash) in all {
            by_hash.entry(hash).or_default().insert(audit);
        }
        let mut equal: Vec<Uuid> = by_hash.into_values().filter(|same| same.len() > 1).flatten().collect();
        equal.sort_unstable();
        Ok(equal)
    }

    /// All photos of an audit.
    pub async fn photos_of(&self, audit_id: Uuid) -> Result<Vec<photo::Model>> {
        Ok(photo::Entity::find().filter(photo::Column::AuditId.eq(audit_id)).all(self.read()).await?)
    }
}
