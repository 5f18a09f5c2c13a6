//! The rows that a submission becomes: the audit with its provisional score, the revision, photos and flags.

use std::collections::BTreeMap;

use forecourt_core::{
    checklist::{Checklist, Flags},
    flags::{Flag, FlagCode, FlagSeverity, PhotoFindings, VisitTimes, narrative_hash},
    score::{Summary, profile_points},
    states::{AuditState, PhotoState},
    submission::Submission,
};
use forecourt_reports::{comparison_class, day_of_ms};
use forecourt_store::{
    audits::{
        codec, overdue, put,
        submit::{Known, PlaceRow},
    },
    entity::{audit, audit_flag, audit_revision, photo},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    accept::Incoming,
    judge::{self, Circumstances},
    photos::goes_to_incoming,
};
use crate::{case::evidence, checklists::Published, problem::Result, state::App};

/// Kind of a revision that came too late to be scored.
pub const LATE: i16 = 1;

/// In which way a submission is taken: first, as an answer, restored, or too late to be scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// 0 scored, 1 late answer, 2 restored.
    pub kind: i16,
    /// Flags that follow from it.
    pub raised: Vec<FlagCode>,
}

/// What the rows of a submission are made of.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// What the phone sent, and who.
    pub incoming: &'a Incoming<'a>,
    /// What is there already.
    pub known: &'a Known,
    /// The checklist.
    pub published: &'a Published,
    /// The submission, valid.
    pub submission: &'a Submission,
    /// The assignment with its station.
    pub place: &'a PlaceRow,
    /// The same, once for each revision of the station's profile.
    pub places: &'a [PlaceRow],
    /// Photos of the manifest that the server knows.
    pub taken: &'a [photo::Model],
}

/// Scores and flags a submission and makes its rows.
pub async fn make(app: &App, facts: &Facts<'_>, turn: &Turn) -> Result<put::Submission> {
    let Facts { incoming, known, submission, place, taken, .. } = *facts;
    let checklist = &facts.published.checklist;
    let now = app.clock.now_ms();
    let received_at = known.audit.as_ref().map_or(now, |audit| audit.received_at);
    let revision = i32::try_from(submission.revision).unwrap_or(i32::MAX);
    let narrative = submission.narrative.as_deref().and_then(narrative_hash).map(|hash| hash.to_vec());
    let (values, profile_changed) = flag_values(facts);
    let summary = judge::provisional(checklist, submission, &values);
    let circumstances = Circumstances {
        received_at_ms: received_at,
        narrative_same_in: same_narrative(app, incoming.audit_id, narrative.as_deref(), now).await?,
        photos: reused(app, incoming.audit_id, submission).await?,
        raised: raised(facts, turn, profile_changed, &summary),
    };
    let found = judge::flags(checklist, submission, place, &circumstances);
    let mut flags = flag_rows(&found, incoming.audit_id, revision, now);
    let photos = new_photos(app, incoming.audit_id, revision, submission, taken, now);
    let mut row = known.audit.clone().unwrap_or_else(|| fresh_audit(incoming, submission, place, received_at));
    row.revision = revision;
    row.version = known.audit.as_ref().map_or(1, |audit| audit.version.saturating_add(1));
    row.updated_at = now;
    if turn.kind != LATE {
        let settled = photos.is_empty() && taken.iter().all(is_settled);
        row.state = if settled { AuditState::Submitted } else { AuditState::AwaitingPhotos }.as_str().into();
        row.review_by = overdue::review_by(known.audit.as_ref(), &row.state, now);
        put_visit(&mut row, submission, checklist, &values);
        row.night = place.night;
        row.claimed_by = None;
        row.claimed_until = None;
        put_summary(&mut row, &summary);
        if known.audit.is_none() && photos.is_empty() && taken.is_empty() {
            flags.extend(evidence::judge_at_once(&mut row, checklist, submission, values, now));
        }
        row.hard_flags = count(&flags, true);
        row.soft_flags = count(&flags, false);
        let lot = format!("review/{}", incoming.audit_id);
        row.sampled = row.sampled || (known.audit.is_none() && app.lots.takes(checklist.review.sample_pct, &lot)?);
    }
    Ok(put::Submission {
        flags,
        revision: audit_revision::Model {
            audit_id: incoming.audit_id,
            revision,
            content_sha256: incoming.document.sha256.to_vec(),
            person_id: incoming.caller.person_id,
            received_at: now,
            kind: turn.kind,
            codec: codec::CURRENT,
            body: codec::pack(&incoming.document.canonical)?,
            positions_erased_at: None,
        },
        audit: row,
        photos,
        manifest: submission.photos.iter().map(|photo| photo.photo_id).collect(),
        narrative_hash: narrative,
    })
}

/// All flag values of the visit, and whether the phone had another profile than the one that counts.
fn flag_values(facts: &Facts<'_>) -> (Flags, bool) {
    let Facts { submission, place, .. } = *facts;
    let profiles = judge::profiles(facts.places);
    let named = submission.station_profile_revision;
    let (profile, changed) = judge::profile_for(&profiles, named, times_of(submission).started);
    let profile_flags = profile.map_or(Value::Null, |profile| profile.flags.clone());
    let checklist = &facts.published.checklist;
    (judge::flag_values(checklist, &profile_flags, submission, place.night, place.self_service), changed)
}

/// Flags that do not follow from the submission alone.
fn raised(facts: &Facts<'_>, turn: &Turn, profile_changed: bool, summary: &Summary) -> Vec<FlagCode> {
    let place = facts.place;
    let mut raised = turn.raised.clone();
    if profile_changed {
        raised.push(FlagCode::ProfileChanged);
    }
    let issued =
        place.shopper_id == facts.incoming.caller.person_id && matches!(place.state.as_str(), "issued" | "delivered");
    if !issued || place.round_state != "open" {
        raised.push(FlagCode::AssignmentChanged);
    }
    // Another version than the round's: the score is that of the version that was answered.
    if i64::from(place.checklist_version) != facts.submission.checklist.version {
        raised.push(FlagCode::ChecklistChanged);
    }
    if summary.visit_na_points > facts.published.checklist.scoring.visit_na_max_points {
        raised.push(FlagCode::VisitNaOverLimit);
    }
    raised
}

/// Checklist, time and class of the visit, as the audit's row keeps them.
pub fn put_visit(row: &mut audit::Model, submission: &Submission, checklist: &Checklist, values: &Flags) {
    let times = times_of(submission);
    row.checklist_id.clone_from(&checklist.id);
    row.checklist_version = i32::try_from(checklist.version).unwrap_or(i32::MAX);
    row.visit_start = times.started;
    row.visit_end = times.finished;
    row.visit_day = day_of_ms(times.started);
    let points = profile_points(checklist, values);
    row.class = i16::from(comparison_class(points, checklist.period.small_site_below_points));
}

/// What an earlier revision left out is waited for again: this one refers to it.
fn is_settled(row: &photo::Model) -> bool {
    !put::was_left_out(row) && PhotoState::parse(&row.state).is_some_and(PhotoState::is_settled)
}

/// When the visit was made.
pub fn times_of(submission: &Submission) -> VisitTimes {
    VisitTimes::of(&submission.started, &submission.finished)
}

async fn same_narrative(app: &App, audit_id: Uuid, hash: Option<&[u8]>, now: i64) -> Result<Option<Uuid>> {
    match hash {
        Some(hash) => Ok(app.store.same_narrative(audit_id, hash, now).await?),
        None => Ok(None),
    }
}

/// Photos whose very bytes belong to another audit.
async fn reused(app: &App, audit_id: Uuid, submission: &Submission) -> Result<BTreeMap<Uuid, PhotoFindings>> {
    let hashes: Vec<Vec<u8>> = submission.photos.iter().filter_map(|photo| hex::decode(&photo.sha256).ok()).collect();
    let elsewhere = app.store.photos_with_hash(audit_id, &hashes).await?;
    let found = submission.photos.iter().filter_map(|photo| {
        let other = elsewhere.iter().find(|(hash, _)| hex::encode(hash) == photo.sha256)?.1;
        Some((photo.photo_id, PhotoFindings { identical_in: Some(other), ..PhotoFindings::default() }))
    });
    Ok(found.collect())
}

fn fresh_audit(incoming: &Incoming<'_>, submission: &Submission, place: &PlaceRow, received_at: i64) -> audit::Model {
    audit::Model {
        id: incoming.audit_id,
        assignment_id: submission.assignment_id,
        station_id: place.station_id,
        shopper_id: incoming.caller.person_id,
        round_id: place.round_id,
        checklist_id: String::new(),
        checklist_version: 0,
        state: AuditState::AwaitingPhotos.as_str().into(),
        revision: 1,
        score_revision: 0,
        version: 1,
        visit_start: 0,
        visit_end: 0,
        visit_day: 0,
        night: place.night,
        class: 0,
        received_at,
        updated_at: received_at,
        valid: false,
        base_bp: None,
        bonus_bp: 0,
        final_bp: None,
        red_lines: 0,
        stars: None,
        coverage_bp: None,
        touchpoints: None,
        outcomes: None,
        hard_flags: 0,
        soft_flags: 0,
        sampled: false,
        claimed_by: None,
        claimed_until: None,
        reviewer_id: None,
        second_reviewer_id: None,
        review_since: None,
        approved_at: None,
        publish_day: None,
        published_at: None,
        void_reason: None,
        open_appeals: 0,
        review_by: None,
        review_told: None,
        overdue_open: 0,
        no_stars: false,
        photos_absent: None,
    }
}

/// The score in brief, as the audit's row keeps it.
fn put_summary(row: &mut audit::Model, summary: &Summary) {
    let narrow = |value: u32| i16::try_from(value).unwrap_or(i16::MAX);
    row.valid = summary.is_valid();
    row.base_bp = summary.base_bp.map(narrow);
    row.bonus_bp = narrow(summary.bonus_bp);
    row.final_bp = summary.final_bp.map(narrow);
    row.red_lines = narrow(summary.red_lines);
    row.stars = summary.stars.map(narrow);
    row.coverage_bp = summary.coverage_bp.map(narrow);
}

fn new_photos(
    app: &App,
    audit_id: Uuid,
    revision: i32,
    submission: &Submission,
    taken: &[photo::Model],
    now: i64,
) -> Vec<photo::Model> {
    let incoming = goes_to_incoming(app);
    let fresh = submission.photos.iter().filter(|photo| taken.iter().all(|row| row.id != photo.photo_id));
    fresh
        .map(|photo| photo::Model {
            id: photo.photo_id,
            audit_id,
            kind: photo.kind.as_str().into(),
            state: PhotoState::Missing.as_str().into(),
            sha256: hex::decode(&photo.sha256).unwrap_or_default(),
            bytes: photo.bytes,
            content_type: photo.content_type.as_str().into(),
            first_revision: revision,
            taken_at: photo.taken_at,
            incoming,
            width: None,
            height: None,
            exif_at: None,
            exif_lat_e7: None,
            exif_lon_e7: None,
            phash: None,
            similar_in: None,
            derived: false,
            lost_reason: None,
            lost_by_office: false,
            station_copy_id: None,
            boxes: None,
            released_by: None,
            released_at: None,
            updated_at: now,
            erased_at: None,
        })
        .collect()
}

/// Flags as rows of one revision.
pub fn flag_rows(flags: &[Flag], audit_id: Uuid, revision: i32, now: i64) -> Vec<audit_flag::Model> {
    flags
        .iter()
        .map(|flag| audit_flag::Model {
            id: Uuid::new_v4(),
            audit_id,
            revision,
            code: flag.code.as_str().into(),
            hard: flag.severity == FlagSeverity::Hard,
            pointer: flag.pointer.clone(),
            data: (!flag.data.is_null()).then(|| flag.data.clone()),
            raised_at: now,
            cleared_by: None,
            cleared_at: None,
            clear_reason: None,
        })
        .collect()
}

fn count(flags: &[audit_flag::Model], hard: bool) -> i16 {
    i16::try_from(flags.iter().filter(|flag| flag.hard == hard).count()).unwrap_or(i16::MAX)
}
