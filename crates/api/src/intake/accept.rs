//! `PUT /v1/audits/{id}`: one call that may be repeated for ever (decisions 1 to 6 and 12).

use std::{collections::BTreeMap, sync::Arc};

use forecourt_core::{
    canonical::{self, Document},
    flags::{Flag, FlagCode, FlagSeverity, PhotoFindings, narrative_hash},
    score::{Summary, profile_points},
    states::{AuditState, PhotoState},
    submission::{SCHEMA, Submission},
    validate,
    violation::{Code, Violation},
};
use forecourt_reports::{comparison_class, day_of_ms};
use forecourt_store::{
    audits::{
        codec,
        intake::IntakeError,
        put::{self, Outcome},
        submit::{Known, PlaceRow},
    },
    entity::{audit, audit_flag, audit_revision, photo},
    objects::UploadWay,
};
use rand::{TryRngCore, rngs::OsRng};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    judge::{self, Circumstances},
    photos,
    receipt::{self, Receipt},
    refused,
};
use crate::{
    auth::Caller,
    checklists::Published,
    problem::{Kind, Problem, Result},
    state::App,
};

/// How often a lost race is decided anew before we say that we are busy.
const RACES: usize = 4;

/// What the phone sent.
pub struct Incoming<'a> {
    /// Who sends.
    pub caller: &'a Caller,
    /// Id of the audit, from the path.
    pub audit_id: Uuid,
    /// The submission, read strictly.
    pub document: Document,
    /// Epoch of the receipts that the phone holds (decision 1).
    pub receipt_epoch: Option<Uuid>,
    /// Address under which the phone reaches us.
    pub public_base: String,
}

/// Takes a submission in, or answers the receipt of the one that is there.
pub async fn accept(app: &App, incoming: &Incoming<'_>) -> Result<Receipt> {
    let header = validate::header(&incoming.document.value);
    if header.schema.is_some_and(|schema| schema > SCHEMA) {
        return Err(Problem::new(Kind::SchemaNewer).retry_after(300));
    }
    // A revision that cannot be read is named by the validation below.
    let revision = header.revision.and_then(|number| i32::try_from(number).ok()).unwrap_or(0);
    for _ in 0..RACES {
        let known = app.store.known_audit(incoming.audit_id, revision).await?;
        if let (Some(audit), Some(stored)) = (&known.audit, &known.revision) {
            return repeat(app, incoming, audit.clone(), stored).await;
        }
        let (submission, judged) = match judge_submission(app, incoming, &known, revision).await {
            // Another one answered the return between our reading of the audit and of the return: decide anew.
            Err(problem) if problem.kind() == Kind::NotReturned && moved_on(app, incoming, &known).await? => continue,
            other => other?,
        };
        let outcome = store(app, &known, &judged).await?;
        if outcome == Outcome::Stored {
            app.metrics.submission("new");
            app.work.notify_one();
            return first_receipt(app, incoming, &submission, judged).await;
        }
    }
    Err(Problem::new(Kind::Overloaded).retry_after(1))
}

/// Whether the audit has changed since it was read.
async fn moved_on(app: &App, incoming: &Incoming<'_>, known: &Known) -> Result<bool> {
    let now = app.store.known_audit(incoming.audit_id, 1).await?;
    Ok(now.audit.map(|audit| audit.version) != known.audit.as_ref().map(|audit| audit.version))
}

/// The same revision again: its receipt, for ever; another content under it is refused.
async fn repeat(
    app: &App,
    incoming: &Incoming<'_>,
    audit: audit::Model,
    stored: &audit_revision::Model,
) -> Result<Receipt> {
    let caller = incoming.caller.person_id;
    if stored.person_id != caller && audit.shopper_id != caller {
        return Err(Problem::not_found());
    }
    if stored.content_sha256 != incoming.document.sha256 {
        app.metrics.submission("conflict");
        return Err(Problem::new(Kind::RevisionConflict)
            .with("revision", stored.revision)
            .with("content_sha256", hex::encode(&stored.content_sha256)));
    }
    app.metrics.submission("repeat");
    let photos = app.store.photos_of(audit.id).await?;
    let (audit, photos) = photos::look(app, audit, photos).await?;
    let order = manifest(&incoming.document.value);
    receipt::write(app, &audit, stored, &photos, &order, &incoming.public_base).await
}

async fn first_receipt(
    app: &App,
    incoming: &Incoming<'_>,
    submission: &Submission,
    judged: put::Submission,
) -> Result<Receipt> {
    let order: Vec<Uuid> = submission.photos.iter().map(|photo| photo.photo_id).collect();
    let later = judged.revision.revision > 1 || incoming.receipt_epoch.is_some();
    let (audit, photos) = if later && !order.is_empty() {
        // Photos of earlier revisions, or from before a restore, may be there already.
        let photos = app.store.photos_of(judged.audit.id).await?;
        photos::look(app, judged.audit, photos).await?
    } else {
        (judged.audit, judged.photos)
    };
    receipt::write(app, &audit, &judged.revision, &photos, &order, &incoming.public_base).await
}

async fn store(app: &App, known: &Known, judged: &put::Submission) -> Result<Outcome> {
    match &known.audit {
        None => app.intake.put(judged.clone()).await.map_err(|error| match error {
            IntakeError::Full => Problem::new(Kind::Overloaded).retry_after(2),
            IntakeError::Store(error) => error.into(),
        }),
        Some(audit) => {
            let answers = known.returned.as_ref().is_some_and(|returned| returned.answered_at.is_none());
            Ok(app.store.put_next(judged, audit.version, answers).await?)
        }
    }
}

/// Validates everything that can be wrong, all at once, and makes the rows.
async fn judge_submission(
    app: &App,
    incoming: &Incoming<'_>,
    known: &Known,
    revision: i32,
) -> Result<(Submission, put::Submission)> {
    let value = &incoming.document.value;
    let header = validate::header(value);
    let refuse = |violations| async {
        let revision = header.revision;
        let caller = incoming.caller.person_id;
        match refused::keep(app, caller, incoming.audit_id, revision, &incoming.document, violations).await {
            Ok(problem) | Err(problem) => problem,
        }
    };
    let published =
        header.checklist.as_ref().and_then(|named| app.checklists.get(&named.id, u32::try_from(named.version).ok()?));
    let Some(published) = published.cloned() else {
        let code = if header.checklist.is_some() { Code::UnknownChecklist } else { Code::Missing };
        return Err(refuse(vec![Violation::new("/checklist", code)]).await);
    };
    let read = validate::submission(value, &published.checklist);
    let mut violations = read.as_ref().err().cloned().unwrap_or_default();
    let rows = match header.assignment_id {
        Some(id) => app.store.assignment_place(id, incoming.caller.person_id).await?,
        None => Vec::new(),
    };
    check_place(&rows, value, &published, &mut violations);
    let ids = manifest(value);
    let taken = app.store.photos_by_id(&ids).await?;
    if let Ok(submission) = &read {
        check_photos(submission, &taken, incoming.audit_id, &mut violations);
    }
    if let Some(audit) = &known.audit
        && header.assignment_id.is_some_and(|id| id != audit.assignment_id)
    {
        violations.push(Violation::new("/assignment_id", Code::BadValue));
    }
    let expected = known.audit.as_ref().map_or(1, |audit| audit.revision.saturating_add(1));
    if revision > expected || (revision < expected && revision >= 1) {
        violations.push(Violation::new("/revision", Code::RevisionGap));
    }
    let (submission, place) = match (read, rows.first()) {
        (Ok(submission), Some(place)) if violations.is_empty() => (submission, place.clone()),
        _ => return Err(refuse(violations).await),
    };
    let turn = turn(app, incoming, known).await?;
    let judged = rows_of(app, incoming, known, &published, &submission, &place, &rows, &taken, &turn).await?;
    Ok((submission, judged))
}

/// Validates a refused submission again, as if its sender sent it now; its revision is not looked at.
pub async fn recheck(
    app: &App,
    person_id: Uuid,
    audit_id: Uuid,
    value: &Value,
    header: validate::Header,
) -> Result<Submission> {
    let version = |named: &forecourt_core::submission::ChecklistRef| u32::try_from(named.version).ok();
    let named = header.checklist.as_ref();
    let published = named.and_then(|named| app.checklists.get(&named.id, version(named)?)).cloned();
    let published =
        published.ok_or_else(|| Problem::invalid(vec![Violation::new("/checklist", Code::UnknownChecklist)]))?;
    let read = validate::submission(value, &published.checklist);
    let mut violations = read.as_ref().err().cloned().unwrap_or_default();
    let rows = match header.assignment_id {
        Some(id) => app.store.assignment_place(id, person_id).await?,
        None => Vec::new(),
    };
    check_place(&rows, value, &published, &mut violations);
    if let Ok(submission) = &read {
        let taken = app.store.photos_by_id(&manifest(value)).await?;
        check_photos(submission, &taken, audit_id, &mut violations);
    }
    match read {
        Ok(submission) if violations.is_empty() => Ok(submission),
        _ => Err(Problem::invalid(violations)),
    }
}

/// In which way a submission is taken: first, as an answer, restored, or too late to be scored.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Turn {
    /// 0 scored, 1 late answer, 2 restored.
    kind: i16,
    raised: Vec<FlagCode>,
}

async fn turn(app: &App, incoming: &Incoming<'_>, known: &Known) -> Result<Turn> {
    let restored = match incoming.receipt_epoch {
        Some(epoch) => app.store.had_epoch(epoch).await?,
        None => false,
    };
    let scored = |raised| Turn { kind: if restored { 2 } else { 0 }, raised };
    let restored_flag = if restored { vec![FlagCode::Restored] } else { Vec::new() };
    let Some(audit) = &known.audit else { return Ok(scored(restored_flag)) };
    let state = AuditState::parse(&audit.state);
    let unanswered = known.returned.as_ref().filter(|returned| returned.answered_at.is_none());
    match (unanswered, restored) {
        (None, false) => Err(Problem::new(Kind::NotReturned).with("state", audit.state.clone())),
        _ if !state.is_some_and(AuditState::is_open) => Ok(Turn { kind: 1, raised: vec![FlagCode::LateAnswer] }),
        (Some(returned), _) => {
            let late = returned.ended_at.is_some() || returned.due_at.is_some_and(|due| app.clock.now_ms() > due);
            let mut raised = restored_flag;
            if late {
                raised.push(FlagCode::AnsweredLate);
            }
            Ok(scored(raised))
        }
        (None, true) => Ok(scored(restored_flag)),
    }
}

fn manifest(value: &Value) -> Vec<Uuid> {
    let photos = value.get("photos").and_then(Value::as_array);
    photos.into_iter().flatten().filter_map(|photo| photo.get("photo_id")?.as_str()?.parse().ok()).collect()
}

fn check_place(rows: &[PlaceRow], value: &Value, published: &Published, violations: &mut Vec<Violation>) {
    let Some(place) = rows.first().filter(|place| place.held_since.is_some()) else {
        if value.get("assignment_id").is_some_and(|id| id.as_str().is_some_and(|id| id.parse::<Uuid>().is_ok())) {
            violations.push(Violation::new("/assignment_id", Code::UnknownAssignment));
        }
        return;
    };
    if place.checklist_id != published.checklist.id {
        violations.push(Violation::new("/checklist/id", Code::WrongChecklist));
    }
    if let Some(named) = value.get("station_profile_revision").and_then(Value::as_i64)
        && !rows.iter().any(|row| row.profile_revision.map(i64::from) == Some(named))
    {
        violations.push(Violation::new("/station_profile_revision", Code::UnknownProfile));
    }
}

/// A photo id belongs to one audit, one SHA-256 and one length for ever (decision 3).
fn check_photos(submission: &Submission, taken: &[photo::Model], audit_id: Uuid, violations: &mut Vec<Violation>) {
    for (index, photo) in submission.photos.iter().enumerate() {
        let Some(row) = taken.iter().find(|row| row.id == photo.photo_id) else { continue };
        let same = row.audit_id == audit_id && hex::encode(&row.sha256) == photo.sha256 && row.bytes == photo.bytes;
        if !same {
            violations.push(Violation::new(format!("/photos/{index}/photo_id"), Code::PhotoConflict));
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "the one place where everything about a submission comes together")]
async fn rows_of(
    app: &App,
    incoming: &Incoming<'_>,
    known: &Known,
    published: &Arc<Published>,
    submission: &Submission,
    place: &PlaceRow,
    places: &[PlaceRow],
    taken: &[photo::Model],
    turn: &Turn,
) -> Result<put::Submission> {
    let now = app.clock.now_ms();
    let received_at = known.audit.as_ref().map_or(now, |audit| audit.received_at);
    let revision = i32::try_from(submission.revision).unwrap_or(i32::MAX);
    let photos = new_photos(app, incoming.audit_id, revision, submission, taken, now);
    let narrative = submission.narrative.as_deref().and_then(narrative_hash).map(|hash| hash.to_vec());
    let profiles = judge::profiles(places);
    let visit_ms = visit_start(submission);
    let (profile, changed) = judge::profile_for(&profiles, submission.station_profile_revision, visit_ms);
    let mut raised = turn.raised.clone();
    if changed {
        raised.push(FlagCode::ProfileChanged);
    }
    let issued =
        place.shopper_id == incoming.caller.person_id && matches!(place.state.as_str(), "issued" | "delivered");
    if !issued || place.round_state != "open" {
        raised.push(FlagCode::AssignmentChanged);
    }
    let mut circumstances = Circumstances {
        received_at_ms: received_at,
        narrative_same_in: same_narrative(app, incoming.audit_id, narrative.as_deref()).await?,
        photos: reused(app, incoming.audit_id, submission).await?,
        raised,
    };
    let profile_flags = profile.map_or(Value::Null, |profile| profile.flags.clone());
    let checklist = &published.checklist;
    let values = judge::flag_values(checklist, &profile_flags, submission, place.night, place.self_service);
    let summary = judge::provisional(checklist, submission, &values);
    if summary.visit_na_points > checklist.scoring.visit_na_max_points {
        circumstances.raised.push(FlagCode::VisitNaOverLimit);
    }
    let flags = judge::flags(checklist, submission, place, &circumstances);
    let late = turn.kind == 1;
    let settled =
        photos.is_empty() && taken.iter().all(|row| PhotoState::parse(&row.state).is_some_and(PhotoState::is_settled));
    let state = if settled { AuditState::Submitted } else { AuditState::AwaitingPhotos };
    let mut row = known.audit.clone().unwrap_or_else(|| fresh_audit(incoming, submission, place, received_at));
    row.revision = revision;
    row.version = known.audit.as_ref().map_or(1, |audit| audit.version.saturating_add(1));
    row.updated_at = now;
    if !late {
        row.state = state.as_str().into();
        row.checklist_id.clone_from(&checklist.id);
        row.checklist_version = i32::try_from(checklist.version).unwrap_or(i32::MAX);
        row.visit_start = visit_ms;
        row.visit_end = visit_ms.saturating_add(submission.finished.wall_ms - submission.started.wall_ms);
        row.visit_day = day_of_ms(visit_ms);
        row.night = place.night;
        row.class =
            i16::from(comparison_class(profile_points(checklist, &values), checklist.period.small_site_below_points));
        row.claimed_by = None;
        row.claimed_until = None;
        put_summary(&mut row, &summary);
        row.hard_flags = count(&flags, FlagSeverity::Hard);
        row.soft_flags = count(&flags, FlagSeverity::Soft);
        row.sampled = row.sampled || (known.audit.is_none() && drawn(checklist.review.sample_pct)?);
    }
    let body = codec::pack(&incoming.document.canonical)?;
    Ok(put::Submission {
        flags: flag_rows(&flags, incoming.audit_id, revision, now),
        revision: audit_revision::Model {
            audit_id: incoming.audit_id,
            revision,
            content_sha256: incoming.document.sha256.to_vec(),
            person_id: incoming.caller.person_id,
            received_at: now,
            kind: turn.kind,
            codec: codec::CURRENT,
            body,
        },
        audit: row,
        photos,
        narrative_hash: narrative,
    })
}

/// When the visit began by the phone's clock, put right by the last known offset to the server's.
fn visit_start(submission: &Submission) -> i64 {
    submission.started.wall_ms.saturating_add(submission.started.server_offset_ms.unwrap_or(0))
}

async fn same_narrative(app: &App, audit_id: Uuid, hash: Option<&[u8]>) -> Result<Option<Uuid>> {
    match hash {
        Some(hash) => Ok(app.store.same_narrative(audit_id, hash).await?),
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
    }
}

/// The score in brief, as the audit's row keeps it.
pub fn put_summary(row: &mut audit::Model, summary: &Summary) {
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
    let incoming = app.upload_way() != UploadWay::Direct && !app.objects.is_proxied();
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

fn count(flags: &[Flag], severity: FlagSeverity) -> i16 {
    i16::try_from(flags.iter().filter(|flag| flag.severity == severity).count()).unwrap_or(i16::MAX)
}

/// Whether this audit is in the sample that is reviewed twice (§2.5 no. 3).
fn drawn(percent: u32) -> Result<bool> {
    let mut bytes = [0u8; 4];
    OsRng.try_fill_bytes(&mut bytes).map_err(Problem::internal)?;
    Ok(u64::from(u32::from_le_bytes(bytes)) * 100 < u64::from(percent) << 32)
}

/// Reads the body of a submission strictly. A text that is no JSON is not kept; one with numbers or keys that cannot be
/// hashed is refused with everything else that is wrong in it, and kept as it came.
pub async fn read(app: &App, person_id: Uuid, audit_id: Uuid, bytes: &[u8]) -> Result<Document> {
    let reading = canonical::parse(bytes).map_err(|violation| Problem::invalid(vec![violation]))?;
    if reading.violations.is_empty() {
        return reading.document().map_err(Problem::invalid);
    }
    let header = validate::header(&reading.value);
    let named = header.checklist.as_ref();
    let published = named.and_then(|named| app.checklists.get(&named.id, u32::try_from(named.version).ok()?));
    let violations = match published {
        Some(published) => validate::reading(&reading, &published.checklist).err().unwrap_or_default(),
        None => reading.violations.clone(),
    };
    let kept = Document { value: reading.value, canonical: bytes.to_vec(), sha256: Sha256::digest(bytes).into() };
    Err(refused::keep(app, person_id, audit_id, header.revision, &kept, violations).await?)
}
