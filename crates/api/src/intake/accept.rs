//! `PUT /v1/audits/{id}`: one call that may be repeated for ever (decisions 1 to 6 and 12).

use std::sync::Arc;

use forecourt_core::{
    canonical::Document,
    flags::FlagCode,
    states::AuditState,
    submission::{SCHEMA, Submission},
    validate,
    violation::{Code, Violation},
};
use forecourt_store::{
    audits::{
        intake::IntakeError,
        put::{self, Outcome},
        submit::Known,
    },
    entity::{audit, audit_revision, photo},
};
use uuid::Uuid;

use super::{
    checks::{check_photos, check_place, manifest},
    photos,
    receipt::{self, Receipt},
    refused,
    rows::{self, Facts, LATE, Turn},
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
            Err(problem) if problem.kind() == Kind::NotReturned => {
                if moved_on(app, incoming, &known).await? {
                    continue;
                }
                let person = incoming.caller.person_id;
                return Err(refused::keep_beside(
                    app,
                    person,
                    incoming.audit_id,
                    revision,
                    &incoming.document,
                    problem,
                )
                .await?);
            }
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
        let problem = Problem::new(Kind::RevisionConflict)
            .with("revision", stored.revision)
            .with("content_sha256", hex::encode(&stored.content_sha256));
        let number = stored.revision;
        return Err(refused::keep_beside(app, caller, audit.id, number, &incoming.document, problem).await?);
    }
    app.metrics.submission("repeat");
    let photos = app.store.photos_of(audit.id).await?;
    heard(app, &audit, &photos).await?;
    let (audit, photos) = photos::look(app, audit, photos, photos::PATIENCE).await?;
    let order = manifest(&incoming.document.value);
    receipt::write(app, &audit, stored, &photos, &order, &incoming.public_base).await
}

/// How often a phone that repeats its PUT is noted, ms: a write each time would be too much.
const HEARD_MS: i64 = 3_600_000;

/// Notes that the phone still means to send its photos: for the office this is news.
async fn heard(app: &App, audit: &audit::Model, photos: &[photo::Model]) -> Result<()> {
    let now = app.clock.now_ms();
    let newest = photos.iter().filter(|photo| photos::is_awaited(photo)).map(|photo| photo.updated_at).max();
    if newest.is_some_and(|at| at < now - HEARD_MS) {
        app.store.photos_promised(audit.id, now).await?;
    }
    Ok(())
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
        photos::look(app, judged.audit, photos, photos::PATIENCE).await?
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
    let Some(published) = published(app, &header).await? else {
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
        (Ok(submission), Some(place)) if violations.is_empty() => (submission, place),
        _ => return Err(refuse(violations).await),
    };
    let turn = turn(app, incoming, known).await?;
    let (published, places, taken) = (&*published, &*rows, &*taken);
    let facts = Facts { incoming, known, published, submission: &submission, place, places, taken };
    let judged = rows::make(app, &facts, &turn).await?;
    Ok((submission, judged))
}

/// The version that a submission was filled with.
async fn published(app: &App, header: &validate::Header) -> Result<Option<Arc<Published>>> {
    let Some(named) = &header.checklist else { return Ok(None) };
    let Ok(version) = u32::try_from(named.version) else { return Ok(None) };
    app.checklists.look(&app.store, &named.id, version).await
}

/// In which way this submission is taken.
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
        _ if !state.is_some_and(AuditState::is_open) => Ok(Turn { kind: LATE, raised: vec![FlagCode::LateAnswer] }),
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
