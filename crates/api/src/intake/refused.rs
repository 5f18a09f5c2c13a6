//! Refused submissions that parse are kept, so that nothing a shopper wrote is lost (decision 12).

use forecourt_core::{canonical::Document, validate, violation::Violation};
use forecourt_store::audits::refused::NewRefused;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    problem::{Problem, Result},
    state::App,
};

/// Refused submissions of one person that are kept at the most.
const PER_PERSON: u64 = 100;

/// Keeps the submission with its violations and makes the answer.
pub async fn keep(
    app: &App,
    person_id: Uuid,
    audit_id: Uuid,
    revision: Option<i64>,
    document: &Document,
    violations: Vec<Violation>,
) -> Result<Problem> {
    let listed: Vec<_> =
        violations.iter().map(|one| json!({"pointer": one.pointer, "code": one.code.as_str()})).collect();
    let kept = put(app, person_id, audit_id, revision, document, json!(listed)).await?;
    app.metrics.submission("refused");
    Ok(Problem::invalid(violations).with("kept", kept))
}

/// Keeps a submission that is good in itself and collides with what is stored: the type of the problem is its reason.
pub async fn keep_beside(
    app: &App,
    person_id: Uuid,
    audit_id: Uuid,
    revision: i32,
    document: &Document,
    problem: Problem,
) -> Result<Problem> {
    let reason = json!([{"pointer": "/revision", "code": problem.kind().slug()}]);
    let kept = put(app, person_id, audit_id, Some(revision.into()), document, reason).await?;
    Ok(problem.with("kept", kept))
}

async fn put(
    app: &App,
    person_id: Uuid,
    audit_id: Uuid,
    revision: Option<i64>,
    document: &Document,
    violations: Value,
) -> Result<bool> {
    let new = NewRefused {
        person_id,
        audit_id,
        assignment_id: validate::header(&document.value).assignment_id,
        revision: revision.and_then(|number| i32::try_from(number).ok()),
        content_sha256: document.sha256.to_vec(),
        canonical: &document.canonical,
        violations,
        received_at: app.clock.now_ms(),
    };
    Ok(app.store.keep_refused(new, PER_PERSON).await?)
}
