//! `POST /v1/audits/{id}/return`: a question to the shopper (decisions 1 and 19).

use axum::response::Response;
use forecourt_core::{
    review::Verb,
    states::AuditState,
    violation::{Code, Violation},
};
use forecourt_store::{audits::review, entity::audit_return};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{AuditDone, Desk, Door, act};
use crate::{
    body::Input,
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::Reply,
};

/// One day.
const fn default_answer_s() -> i32 {
    86_400
}

/// What the shopper is asked.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// At least one.
    #[validate(length(min = 1, max = 100), nested)]
    pub remarks: Vec<Remark>,
    /// Seconds that he has from the first sync that delivers it: 1 hour to 14 days.
    #[serde(default = "default_answer_s")]
    #[validate(range(min = 3600, max = 1_209_600))]
    pub answer_within_s: i32,
}

/// One question.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// The item it is about; absent when it is about the visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The question.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub text: String,
}

/// Return an audit to its shopper
///
/// His phone receives it whole with the remarks; his answer is the next revision, which is reviewed anew.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/return", tag = "review", request_body = Return,
    params(("audit_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn send_back(door: Door, At(audit_id): At<Uuid>, input: Input<Return>) -> Result<Response> {
    let wish = input.value;
    act(door, Verb::Return, audit_id, input.sha256, "audit_return", |desk| Box::pin(decide(desk, wish))).await
}

async fn decide(desk: Desk<'_>, wish: Return) -> Result<Reply> {
    let checklist = &desk.case.published.checklist;
    let unknown: Vec<Violation> = wish
        .remarks
        .iter()
        .enumerate()
        .filter(|(_, remark)| remark.item.as_deref().is_some_and(|id| checklist.item_index(id).is_none()))
        .map(|(index, _)| Violation::new(format!("/remarks/{index}/item"), Code::UnknownItem))
        .collect();
    if !unknown.is_empty() {
        return Err(Problem::invalid(unknown));
    }
    let mut row = desk.case.audit().clone();
    row.state = AuditState::Returned.as_str().into();
    row.claimed_by = None;
    row.claimed_until = None;
    // What comes back is reviewed from the beginning.
    row.reviewer_id = None;
    row.second_reviewer_id = None;
    let revision = desk.case.rows.revision.revision;
    let returned = audit_return::Model {
        audit_id: row.id,
        revision,
        remarks: json!(wish.remarks),
        answer_within_s: wish.answer_within_s,
        person_id: desk.person,
        returned_at: desk.now,
        delivered_at: None,
        due_at: None,
        answered_at: None,
        ended_at: None,
    };
    let shopper = row.shopper_id;
    let data = json!({"revision": revision, "remarks": wish.remarks, "answer_within_s": wish.answer_within_s});
    let row = desk.save(row, None, data).await?;
    review::put_return(desk.tx, returned, shopper).await?;
    AuditDone::of(&row)?.reply()
}
