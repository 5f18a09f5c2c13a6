//! Audits as the desks read them. Every entry point takes the scope of the caller and filters in the query.

use std::collections::HashMap;

use forecourt_core::states::AuditState;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::Uuid,
};

use super::counting::COUNTING;
use crate::{
    Result, StoreError,
    access::{Scope, units_below},
    entity::{
        assignment, audit, audit_event, audit_flag, audit_judgement, audit_return, audit_revision, audit_score, person,
        photo, proposal, refused, round, station, station_note, station_profile,
    },
};

/// Kind of a stored submission that came too late to be scored.
pub const LATE: i16 = 1;

/// What is needed to judge one audit.
#[derive(Clone, Debug)]
pub struct CaseRows {
    /// The audit.
    pub audit: audit::Model,
    /// The submission that is judged: the newest one that did not come too late.
    pub revision: audit_revision::Model,
    /// Its assignment.
    pub assignment: assignment::Model,
    /// Every profile revision of the station, oldest first.
    pub profiles: Vec<station_profile::Model>,
    /// Its photos.
    pub photos: Vec<photo::Model>,
    /// What reviewers changed and voted, in order.
    pub judgements: Vec<audit_judgement::Model>,
    /// Flags of every revision, in the order they were raised.
    pub flags: Vec<audit_flag::Model>,
}

/// An audit in scope.
pub async fn find<C: ConnectionTrait>(db: &C, scope: &Scope, id: Uuid) -> Result<Option<audit::Model>> {
    Ok(audit::Entity::find_by_id(id).filter(scope.on_station(audit::Column::StationId)).one(db).await?)
}

/// The first revision that came after an instant, epoch ms.
pub async fn first_revision_after<C: ConnectionTrait>(db: &C, audit_id: Uuid, at_ms: i64) -> Result<Option<i32>> {
    use audit_revision::Column as R;
    Ok(audit_revision::Entity::find()
        .select_only()
        .column(R::Revision)
        .filter(R::AuditId.eq(audit_id))
        .filter(R::ReceivedAt.gt(at_ms))
        .order_by_asc(R::Revision)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?)
}

/// Everything that judging an audit needs.
pub async fn case_rows<C: ConnectionTrait>(db: &C, audit: audit::Model) -> Result<CaseRows> {
    let revision = audit_revision::Entity::find()
        .filter(audit_revision::Column::AuditId.eq(audit.id))
        .filter(audit_revision::Column::Kind.ne(LATE))
        .order_by_desc(audit_revision::Column::Revision)
        .one(db)
        .await?
        .ok_or_else(|| StoreError::Corrupt(format!("audit {} has no revision", audit.id)))?;
    let assignment = assignment::Entity::find_by_id(audit.assignment_id)
        .one(db)
        .await?
        .ok_or_else(|| StoreError::Corrupt(format!("audit {} has no assignment", audit.id)))?;
    let profiles = station_profile::Entity::find()
        .filter(station_profile::Column::StationId.eq(audit.station_id))
        .order_by_asc(station_profile::Column::Revision)
        .all(db)
        .await?;
    let photos = photo::Entity::find().filter(photo::Column::AuditId.eq(audit.id)).all(db).await?;
    let judgements = audit_judgement::Entity::find()
        .filter(audit_judgement::Column::AuditId.eq(audit.id))
        .order_by_asc(audit_judgement::Column::At)
        .all(db)
        .await?;
    let flags = flags(db, audit.id).await?;
    Ok(CaseRows { audit, revision, assignment, profiles, photos, judgements, flags })
}

/// Refused submissions that are shown beside an audit.
pub const REFUSED: u64 = 20;

/// What a reviewer sees beside the case itself.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The station.
    pub station: station::Model,
    /// The round.
    pub round: Option<round::Model>,
    /// Notes for the station.
    pub notes: Vec<station_note::Model>,
    /// Returns.
    pub returns: Vec<audit_return::Model>,
    /// Proposed changes.
    pub proposals: Vec<proposal::Model>,
    /// Submissions without their bodies.
    pub revisions: Vec<Delivered>,
    /// Other audits of the same assignment.
    pub siblings: Vec<audit::Model>,
    /// Submissions for it that were refused.
    pub refused: Vec<refused::Model>,
    /// History.
    pub events: Vec<audit_event::Model>,
}

/// A stored submission without its body.
#[derive(Clone, Debug, sea_orm::FromQueryResult)]
pub struct Delivered {
    /// Its number.
    pub revision: i32,
    /// Hash of its canonical text.
    pub content_sha256: Vec<u8>,
    /// Who sent it.
    pub person_id: Uuid,
    /// When, epoch ms.
    pub received_at: i64,
    /// 0 scored, 1 late answer, 2 restored.
    pub kind: i16,
    /// When its positions were erased, epoch ms.
    pub positions_erased_at: Option<i64>,
}

/// Loads what stands around a case.
pub async fn surroundings<C: ConnectionTrait>(db: &C, audit: &audit::Model) -> Result<Surroundings> {
    let station = station_of(db, audit).await?;
    let round = round::Entity::find_by_id(audit.round_id).one(db).await?;
    let returns = audit_return::Entity::find()
        .filter(audit_return::Column::AuditId.eq(audit.id))
        .order_by_asc(audit_return::Column::Revision)
        .all(db)
        .await?;
    let proposals = proposal::Entity::find()
        .filter(proposal::Column::AuditId.eq(audit.id))
        .order_by_asc(proposal::Column::ProposedAt)
        .all(db)
        .await?;
    let siblings = audit::Entity::find()
        .filter(audit::Column::AssignmentId.eq(audit.assignment_id))
        .filter(audit::Column::Id.ne(audit.id))
        .order_by_asc(audit::Column::ReceivedAt)
        .all(db)
        .await?;
    Ok(Surroundings {
        station,
        round,
        notes: notes(db, audit.id).await?,
        returns,
        proposals,
        revisions: delivered(db, audit.id).await?,
        siblings,
        refused: super::refused::beside(db, audit, REFUSED).await?,
        events: super::events::of(db, audit.id).await?,
    })
}

/// The station of an audit.
pub async fn station_of<C: ConnectionTrait>(db: &C, audit: &audit::Model) -> Result<station::Model> {
    let row = station::Entity::find_by_id(audit.station_id).one(db).await?;
    row.ok_or_else(|| StoreError::Corrupt(format!("audit {} has no station", audit.id)))
}

/// Flags of an audit, in the order they were raised.
pub async fn flags<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Vec<audit_flag::Model>> {
    Ok(audit_flag::Entity::find()
        .filter(audit_flag::Column::AuditId.eq(audit_id))
        .order_by_asc(audit_flag::Column::RaisedAt)
        .order_by_asc(audit_flag::Column::Id)
        .all(db)
        .await?)
}

/// The reviewer's notes for the station.
pub async fn notes<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Vec<station_note::Model>> {
    Ok(station_note::Entity::find().filter(station_note::Column::AuditId.eq(audit_id)).all(db).await?)
}

/// The photos of an audit.
pub async fn photos<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Vec<photo::Model>> {
    Ok(photo::Entity::find().filter(photo::Column::AuditId.eq(audit_id)).all(db).await?)
}

/// The submissions of an audit as they were sent: (revision, text), oldest first.
pub async fn bodies<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Vec<(i32, Vec<u8>)>> {
    let rows = audit_revision::Entity::find()
        .filter(audit_revision::Column::AuditId.eq(audit_id))
        .order_by_asc(audit_revision::Column::Revision)
        .all(db)
        .await?;
    rows.into_iter().map(|row| Ok((row.revision, super::codec::unpack(row.codec, &row.body)?))).collect()
}

/// The submissions of an audit without their bodies, oldest first.
pub async fn delivered<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Vec<Delivered>> {
    use audit_revision::Column::{AuditId, ContentSha256, Kind, PersonId, PositionsErasedAt, ReceivedAt, Revision};
    Ok(audit_revision::Entity::find()
        .select_only()
        .columns([Revision, ContentSha256, PersonId, ReceivedAt, Kind, PositionsErasedAt])
        .filter(AuditId.eq(audit_id))
        .order_by_asc(Revision)
        .into_model()
        .all(db)
        .await?)
}

/// One judged result; the newest one without a number.
pub async fn score<C: ConnectionTrait>(
    db: &C,
    audit_id: Uuid,
    score_revision: Option<i32>,
) -> Result<Option<audit_score::Model>> {
    let mut query = audit_score::Entity::find().filter(audit_score::Column::AuditId.eq(audit_id));
    if let Some(number) = score_revision {
        query = query.filter(audit_score::Column::ScoreRevision.eq(number));
    }
    Ok(query.order_by_desc(audit_score::Column::ScoreRevision).one(db).await?)
}

/// The scores in force of these audits.
pub async fn scores_of<C: ConnectionTrait>(
    db: &C,
    audits: impl IntoIterator<Item = &audit::Model>,
) -> Result<HashMap<Uuid, audit_score::Model>> {
    use audit_score::Column;
    let of = |row: &audit::Model| {
        Condition::all().add(Column::AuditId.eq(row.id)).add(Column::ScoreRevision.eq(row.score_revision))
    };
    let pairs = audits.into_iter().map(of).fold(Condition::any(), Condition::add);
    // A condition of nothing would hold for every row.
    if pairs.is_empty() {
        return Ok(HashMap::new());
    }
    let scores = audit_score::Entity::find().filter(pairs).all(db).await?;
    Ok(scores.into_iter().map(|row| (row.audit_id, row)).collect())
}

/// Every judged result, oldest first.
pub async fn scores<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Vec<audit_score::Model>> {
    Ok(audit_score::Entity::find()
        .filter(audit_score::Column::AuditId.eq(audit_id))
        .order_by_asc(audit_score::Column::ScoreRevision)
        .all(db)
        .await?)
}

/// Names of people by their ids.
pub async fn names<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows: Vec<(Uuid, String)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::DisplayName])
        .filter(person::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Stations by their ids.
pub async fn stations<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, station::Model>> {
    let rows = station::Entity::find().filter(station::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Which audits a desk lists.
#[derive(Clone, Debug, Default)]
pub struct ListFilter {
    /// Only these states; empty = all.
    pub states: Vec<AuditState>,
    /// Only what waits for a reviewer: a failed red line at once, everything else when its photos are settled.
    pub queue: bool,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only stations at or below this unit.
    pub org_unit: Option<Uuid>,
    /// Only this round.
    pub round: Option<Uuid>,
    /// Only with, or only without flags.
    pub has_flags: Option<bool>,
    /// Only with, or only without a failed red line.
    pub red_line: Option<bool>,
    /// Only with, or only without a first review that is late at this instant, epoch ms.
    pub overdue_review: Option<(bool, i64)>,
    /// Only audits that this person holds at this instant.
    pub claimed_by: Option<(Uuid, i64)>,
    /// Only with a proposal that nobody has decided.
    pub open_proposal: bool,
}

/// A page of audits in the order of their arrival, behind (received_at, id).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &ListFilter,
    after: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<audit::Model>> {
    use audit::Column as A;
    let mut query = audit::Entity::find().filter(scope.on_station(A::StationId)).filter(matches(filter));
    if let Some((at, id)) = after {
        let same = Condition::all().add(A::ReceivedAt.eq(at)).add(A::Id.gt(id));
        query = query.filter(Condition::any().add(A::ReceivedAt.gt(at)).add(same));
    }
    Ok(query.order_by_asc(A::ReceivedAt).order_by_asc(A::Id).limit(limit).all(db).await?)
}

fn matches(filter: &ListFilter) -> Condition {
    use audit::Column as A;
    let mut all = Condition::all();
    if !filter.states.is_empty() {
        all = all.add(A::State.is_in(filter.states.iter().map(|state| state.as_str())));
    }
    if filter.queue {
        let ready = [AuditState::Submitted, AuditState::InReview, AuditState::SecondReview].map(AuditState::as_str);
        let grave = Condition::all().add(A::State.eq(AuditState::AwaitingPhotos.as_str())).add(A::RedLines.gt(0));
        all = all.add(Condition::any().add(A::State.is_in(ready)).add(grave));
    }
    if let Some(station) = filter.station {
        all = all.add(A::StationId.eq(station));
    }
    if let Some(unit) = filter.org_unit {
        let below = station::Entity::find()
            .select_only()
            .column(station::Column::Id)
            .filter(station::Column::OrgUnitId.in_subquery(units_below(&[unit])))
            .into_query();
        all = all.add(A::StationId.in_subquery(below));
    }
    if let Some(round) = filter.round {
        all = all.add(A::RoundId.eq(round));
    }
    match filter.has_flags {
        Some(true) => all = all.add(Condition::any().add(A::HardFlags.gt(0)).add(A::SoftFlags.gt(0))),
        Some(false) => all = all.add(A::HardFlags.eq(0)).add(A::SoftFlags.eq(0)),
        None => {}
    }
    match filter.red_line {
        Some(true) => all = all.add(A::RedLines.gt(0)),
        Some(false) => all = all.add(A::RedLines.eq(0)),
        None => {}
    }
    if let Some((late, now_ms)) = filter.overdue_review {
        let in_time = Condition::any().add(A::ReviewBy.is_null()).add(A::ReviewBy.gte(now_ms));
        all = all.add(if late { super::overdue::is_late(now_ms) } else { in_time });
    }
    if let Some((person, now_ms)) = filter.claimed_by {
        all = all.add(A::ClaimedBy.eq(person)).add(A::ClaimedUntil.gt(now_ms));
    }
    if filter.open_proposal {
        let open = proposal::Entity::find()
            .select_only()
            .column(proposal::Column::AuditId)
            .filter(proposal::Column::State.eq("open"))
            .into_query();
        all = all.add(A::Id.in_subquery(open));
    }
    all
}

/// A page of published audits, newest publication day first, behind (publish_day, id). The order within a day is that
/// of random ids: it tells nothing.
pub async fn list_published<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    station: Option<Uuid>,
    after: Option<(i32, Uuid)>,
    limit: u64,
) -> Result<Vec<audit::Model>> {
    use audit::Column as A;
    let mut query = audit::Entity::find().filter(scope.on_station(A::StationId)).filter(A::State.is_in(COUNTING));
    if let Some(station) = station {
        query = query.filter(A::StationId.eq(station));
    }
    if let Some((day, id)) = after {
        let same = Condition::all().add(A::PublishDay.eq(day)).add(A::Id.gt(id));
        query = query.filter(Condition::any().add(A::PublishDay.lt(day)).add(same));
    }
    Ok(query.order_by_desc(A::PublishDay).order_by_asc(A::Id).limit(limit).all(db).await?)
}
