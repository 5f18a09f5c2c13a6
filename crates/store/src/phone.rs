//! What a phone reads and reports: assignments, returned audits, holdings, what came in the way of a visit.

use forecourt_core::states::AssignmentState;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
    sea_query::Expr,
};

use crate::{
    Result, Store, StoreError, Tx,
    audits::codec,
    entity::{
        assignment, assignment_holder, audit, audit_return, audit_revision, photo, refused, round, station,
        station_profile,
    },
};

/// A returned audit, whole: the phone has deleted its copy (decision 19).
#[derive(Clone, Debug)]
pub struct Returned {
    /// The audit.
    pub audit: audit::Model,
    /// The return.
    pub returned: audit_return::Model,
    /// The submission as it was hashed, RFC 8785 text.
    pub submission: Vec<u8>,
    /// Its photos.
    pub photos: Vec<photo::Model>,
}

impl Store {
    /// Assignments of a person that are still to be done; with `only`, just these.
    pub async fn open_assignments(
        &self,
        person_id: Uuid,
        only: Option<&[Uuid]>,
    ) -> Result<Vec<(assignment::Model, round::Model)>> {
        let mut query = assignment::Entity::find()
            .filter(assignment::Column::ShopperId.eq(person_id))
            .filter(assignment::Column::State.eq(AssignmentState::Issued.as_str()))
            .find_also_related(round::Entity)
            .filter(round::Column::State.eq("open"));
        if let Some(ids) = only {
            query = query.filter(assignment::Column::Id.is_in(ids.iter().copied()));
        }
        let rows = query.order_by_asc(assignment::Column::WindowStart).all(self.read()).await?;
        Ok(rows.into_iter().filter_map(|(assignment, round)| Some((assignment, round?))).collect())
    }

    /// Stations with every profile revision that may still be named by a phone, newest revision last.
    pub async fn stations_with_profiles(
        &self,
        ids: &[Uuid],
    ) -> Result<Vec<(station::Model, Vec<station_profile::Model>)>> {
        let stations =
            station::Entity::find().filter(station::Column::Id.is_in(ids.iter().copied())).all(self.read()).await?;
        let profiles = station_profile::Entity::find()
            .filter(station_profile::Column::StationId.is_in(ids.iter().copied()))
            .order_by_asc(station_profile::Column::Revision)
            .all(self.read())
            .await?;
        Ok(stations
            .into_iter()
            .map(|station| {
                let own = profiles.iter().filter(|profile| profile.station_id == station.id).cloned().collect();
                (station, own)
            })
            .collect())
    }

    /// Returned audits of a person whose return is unanswered; with `only`, just these.
    pub async fn returned_audits(&self, person_id: Uuid, only: Option<&[Uuid]>) -> Result<Vec<Returned>> {
        let mut query = audit::Entity::find()
            .filter(audit::Column::ShopperId.eq(person_id))
            .filter(audit::Column::State.eq("returned"));
        if let Some(ids) = only {
            query = query.filter(audit::Column::Id.is_in(ids.iter().copied()));
        }
        let mut found = Vec::new();
        for audit in query.all(self.read()).await? {
            let key = (audit.id, audit.revision);
            let returned = audit_return::Entity::find_by_id(key).one(self.read()).await?;
            let revision = audit_revision::Entity::find_by_id(key).one(self.read()).await?;
            let (Some(returned), Some(revision)) = (returned, revision) else { continue };
            let photos = self.photos_of(audit.id).await?;
            let submission = codec::unpack(revision.codec, &revision.body)?;
            found.push(Returned { audit, returned, submission, photos });
        }
        Ok(found)
    }

    /// Starts the clock of returns at the sync that delivered them; each starts once.
    pub async fn returns_delivered(&self, keys: &[(Uuid, i32)], now_ms: i64) -> Result<()> {
        let tx = self.begin("return_delivered").await?;
        for (audit_id, revision) in keys {
            audit_return::Entity::update_many()
                .set(audit_return::ActiveModel { delivered_at: Set(Some(now_ms)), ..Default::default() })
                .col_expr(
                    audit_return::Column::DueAt,
                    Expr::col(audit_return::Column::AnswerWithinS).mul(1000_i64).add(now_ms),
                )
                .filter(audit_return::Column::AuditId.eq(*audit_id))
                .filter(audit_return::Column::Revision.eq(*revision))
                .filter(audit_return::Column::DeliveredAt.is_null())
                .exec(&*tx)
                .await?;
        }
        tx.commit().await
    }

    /// Refused submissions of a person that were judged again with success (decision 12): (audit, revision).
    pub async fn to_resend(&self, person_id: Uuid) -> Result<Vec<(Uuid, i32)>> {
        let rows = refused::Entity::find()
            .filter(refused::Column::PersonId.eq(person_id))
            .filter(refused::Column::State.eq("accepted"))
            .all(self.read())
            .await?;
        let wanted: Vec<(Uuid, i32)> = rows.into_iter().filter_map(|row| Some((row.audit_id, row.revision?))).collect();
        // What has been sent meanwhile is not asked for again.
        let stored: Vec<(Uuid, i32)> = audit_revision::Entity::find()
            .select_only()
            .columns([audit_revision::Column::AuditId, audit_revision::Column::Revision])
            .filter(audit_revision::Column::AuditId.is_in(wanted.iter().map(|(audit_id, _)| *audit_id)))
            .into_tuple()
            .all(self.read())
            .await?;
        Ok(wanted.into_iter().filter(|key| !stored.contains(key)).collect())
    }
}

/// An assignment that a person holds or ever held, inside a transaction.
pub async fn held_assignment(tx: &Tx, assignment_id: Uuid, person_id: Uuid) -> Result<Option<assignment::Model>> {
    let held = assignment_holder::Entity::find_by_id((assignment_id, person_id)).one(&**tx).await?;
    match held {
        Some(_) => Ok(assignment::Entity::find_by_id(assignment_id).one(&**tx).await?),
        None => Ok(None),
    }
}

/// The state of an assignment row.
pub fn assignment_state(row: &assignment::Model) -> Result<AssignmentState> {
    AssignmentState::parse(&row.state).ok_or_else(|| StoreError::unknown_word("assignment", &row.state))
}
