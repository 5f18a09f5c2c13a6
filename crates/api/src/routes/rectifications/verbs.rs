//! The verbs of an order: issue, acknowledge, contain, plan, submit, verify, close, reject, cancel.

use axum::response::Response;
use forecourt_core::{
    order::{Act, CancelReason, Fix, OrderVerb},
    violation::{Code, Violation},
};
use forecourt_store::{
    evidence::{self as store, Subject},
    orders::policy,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    Bench, act,
    view::{self, OrderDone},
};
use crate::{
    body::Input,
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::Reply,
    routes::{audits::Door, evidence},
    times::parse_rfc3339,
};

/// How a draft is issued.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// Another deadline than the policy's; with a reason.
    pub due_at: Option<String>,
    /// Why.
    #[validate(length(max = 4000))]
    pub reason: Option<String>,
}

/// Words that go with a verb.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What there is to say.
    #[validate(length(max = 4000))]
    pub note: Option<String>,
}

/// How an order was acknowledged.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acknowledge {
    /// The office did it for the station, which it reached by telephone.
    #[serde(default)]
    pub by_phone: bool,
    /// What there is to say.
    #[validate(length(max = 4000))]
    pub note: Option<String>,
}

/// How a danger was contained.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contain {
    /// What was done: out of use, blocked, cleaned.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub note: String,
    /// Evidence of it.
    #[serde(default)]
    #[validate(length(max = 20, code = "too_many"), nested)]
    pub evidence: Vec<Piece>,
}

/// How and when it will be fixed.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What will be done.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub plan: String,
    /// Who answers for it.
    #[validate(length(max = 100))]
    pub owner: Option<String>,
}

/// One piece of evidence.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// `PUT /v1/evidence/{id}`; its bytes have to be verified.
    pub id: Uuid,
    /// What it shows.
    pub role: PieceRole,
}

/// What a piece of evidence shows (§5.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PieceRole {
    /// How it was.
    Before,
    /// How it is, from the same angle.
    After,
    /// A work order, an invoice, a training record.
    Document,
}

impl PieceRole {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::Document => "document",
        }
    }
}

/// It is fixed.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Submit {
    /// What was done.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub note: String,
    /// Why it happened again; needed when the order says `root_cause_needed`.
    #[validate(length(max = 4000))]
    pub root_cause: Option<String>,
    /// Evidence; at least one piece, and one that shows how it is: `after`, or a `document`. What an earlier round was shown
    /// counts no more.
    #[validate(length(min = 1, max = 20), nested)]
    pub evidence: Vec<Piece>,
}

/// Why it is not fixed.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reject {
    /// What is missing.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
    /// The evidence was false: a critical finding of the month, and no stars for the policy's days.
    #[serde(default)]
    pub false_evidence: bool,
}

/// Why an order does not stand.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// `issued_in_error` or `station_closed`; the others follow from the audit.
    pub reason: CancelReason,
    /// In your words.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub note: String,
}

/// Issue a draft
///
/// The station is told, the clock starts. Without `due_at` the policy's deadline holds; another one needs a reason and
/// lies within the class with its longest extension.
#[utoipa::path(post, path = "/v1/rectifications/{id}/issue", tag = "orders", request_body = Issue,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn issue(door: Door, At(id): At<Uuid>, input: Input<Issue>) -> Result<Response> {
    let wish = input.value;
    let due_ms = due_of(&wish)?;
    act(door, OrderVerb::Issue, id, input.sha256, "order_issue", move |bench| {
        Box::pin(async move {
            let data = due_ms.map(|_| json!({"due_at": wish.due_at}));
            done(&bench, Act::Issue { due_ms }, wish.reason.filter(|text| !text.is_empty()), data).await
        })
    })
    .await
}

fn due_of(wish: &Issue) -> Result<Option<i64>> {
    let Some(text) = &wish.due_at else { return Ok(None) };
    let mut faults = Vec::new();
    let due = parse_rfc3339(text);
    if due.is_none() {
        faults.push(Violation::new("/due_at", Code::BadValue));
    }
    if wish.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        faults.push(Violation::new("/reason", Code::Missing));
    }
    if faults.is_empty() { Ok(due) } else { Err(Problem::invalid(faults)) }
}

/// Acknowledge an order
///
/// The station has read it, or its office has told it by telephone.
#[utoipa::path(post, path = "/v1/rectifications/{id}/acknowledge", tag = "orders", request_body = Acknowledge,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn acknowledge(door: Door, At(id): At<Uuid>, input: Input<Acknowledge>) -> Result<Response> {
    let wish = input.value;
    act(door, OrderVerb::Acknowledge, id, input.sha256, "order_acknowledge", move |bench| {
        Box::pin(
            async move { done(&bench, Act::Acknowledge, wish.note, Some(json!({"by_phone": wish.by_phone}))).await },
        )
    })
    .await
}

/// Contain the danger
#[utoipa::path(post, path = "/v1/rectifications/{id}/contain", tag = "orders", request_body = Contain,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn contain(door: Door, At(id): At<Uuid>, input: Input<Contain>) -> Result<Response> {
    let wish = input.value;
    act(door, OrderVerb::Contain, id, input.sha256, "order_contain", move |bench| {
        Box::pin(async move {
            let data = json!({"evidence": wish.evidence});
            let reply = done(&bench, Act::Contain, Some(wish.note), Some(data)).await?;
            bind(&bench, &wish.evidence).await?;
            Ok(reply)
        })
    })
    .await
}

/// Give a plan
#[utoipa::path(post, path = "/v1/rectifications/{id}/plan", tag = "orders", request_body = Plan,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn plan(door: Door, At(id): At<Uuid>, input: Input<Plan>) -> Result<Response> {
    let wish = input.value;
    act(door, OrderVerb::Plan, id, input.sha256, "order_plan", move |bench| {
        Box::pin(async move { done(&bench, Act::Plan, None, Some(json!(wish))).await })
    })
    .await
}

/// Submit what was fixed
///
/// Also when it is overdue, paused, or an extension is asked for. A picture of how it is now belongs to it where something
/// was repaired or a price put right; of what people do, a document may stand for it. By lot it is checked on site after its
/// verification.
#[utoipa::path(post, path = "/v1/rectifications/{id}/submit", tag = "orders", request_body = Submit,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn submit(door: Door, At(id): At<Uuid>, input: Input<Submit>) -> Result<Response> {
    let wish = input.value;
    act(door, OrderVerb::Submit, id, input.sha256, "order_submit", move |bench| Box::pin(submit_it(bench, wish))).await
}

async fn submit_it(bench: Bench<'_>, wish: Submit) -> Result<Reply> {
    let order = forecourt_store::orders::order_of(&bench.row)?;
    let lot = format!("on_site/{}/{}/{}", bench.row.audit_id, bench.row.item, order.round);
    let on_site = policy(bench.row.policy_version)?.class(order.class).draws_on_site(bench.app.lots.draw(&lot)?);
    let data = json!({"root_cause": wish.root_cause, "evidence": wish.evidence});
    // The state is looked at before the content (decision 15).
    let row = bench.act(Act::Submit { on_site }, Some(wish.note), Some(data)).await?;
    let mut faults = Vec::new();
    if bench.row.root_cause && wish.root_cause.as_deref().is_none_or(|cause| cause.trim().is_empty()) {
        faults.push(Violation::new("/root_cause", Code::Missing));
    }
    // How it was proves nothing alone, and a paper alone not what a picture can show (§5.4).
    let needs_picture = view::with_item(&bench.app, &bench.row, |item| Fix::of(item).needs_picture()).unwrap_or(false);
    let shown = wish.evidence.iter().filter(|piece| match piece.role {
        PieceRole::Before => false,
        PieceRole::After => true,
        PieceRole::Document => !needs_picture,
    });
    let ids: Vec<Uuid> = shown.map(|piece| piece.id).collect();
    let shows = if needs_picture { store::has_picture(&**bench.tx, &ids).await? } else { !ids.is_empty() };
    if !shows {
        faults.push(Violation::new("/evidence", Code::Missing));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    bind(&bench, &wish.evidence).await?;
    OrderDone::of(&row).and_then(Reply::ok)
}

/// Binds evidence to the order; each piece has to be the caller's, proven, and nobody else's.
async fn bind(bench: &Bench<'_>, pieces: &[Piece]) -> Result<()> {
    let subject = Subject { kind: "order", id: bench.row.id, station_id: Some(bench.row.station_id) };
    let files: Vec<(Uuid, String)> = pieces.iter().map(|piece| (piece.id, piece.role.as_str().to_owned())).collect();
    let place = |index: usize| format!("/evidence/{index}/id");
    evidence::bind(bench.tx, bench.person, &subject, &files, place, bench.now).await
}

/// Verify a submission
///
/// By another person than who submitted it, who does not stand under him. Closed at once, or `verified` when a check on
/// site was drawn.
#[utoipa::path(post, path = "/v1/rectifications/{id}/verify", tag = "orders", request_body = Words,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn verify(door: Door, At(id): At<Uuid>, input: Input<Words>) -> Result<Response> {
    let note = input.value.note;
    act(door, OrderVerb::Verify, id, input.sha256, "order_verify", move |bench| {
        Box::pin(async move { done(&bench, Act::Verify, note, None).await })
    })
    .await
}

/// Close after the check on site
#[utoipa::path(post, path = "/v1/rectifications/{id}/close", tag = "orders", request_body = Words,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn close(door: Door, At(id): At<Uuid>, input: Input<Words>) -> Result<Response> {
    let note = input.value.note;
    act(door, OrderVerb::Close, id, input.sha256, "order_close", move |bench| {
        Box::pin(async move { done(&bench, Act::Close, note, None).await })
    })
    .await
}

/// Reject a submission
///
/// It goes back to the station with what was left of its time, at least half the class.
#[utoipa::path(post, path = "/v1/rectifications/{id}/reject", tag = "orders", request_body = Reject,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn reject(door: Door, At(id): At<Uuid>, input: Input<Reject>) -> Result<Response> {
    let Reject { reason, false_evidence } = input.value;
    act(door, OrderVerb::Reject, id, input.sha256, "order_reject", move |bench| {
        Box::pin(async move {
            let data = json!({"false_evidence": false_evidence});
            done(&bench, Act::Reject { false_evidence }, Some(reason), Some(data)).await
        })
    })
    .await
}

/// Cancel an order
#[utoipa::path(post, path = "/v1/rectifications/{id}/cancel", tag = "orders", request_body = Cancel,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn cancel(door: Door, At(id): At<Uuid>, input: Input<Cancel>) -> Result<Response> {
    let Cancel { reason, note } = input.value;
    act(door, OrderVerb::Cancel, id, input.sha256, "order_cancel", move |bench| {
        Box::pin(
            async move { done(&bench, Act::Cancel { reason }, Some(note), Some(json!({"cancelled": reason}))).await },
        )
    })
    .await
}

async fn done(bench: &Bench<'_>, what: Act, reason: Option<String>, data: Option<serde_json::Value>) -> Result<Reply> {
    let row = bench.act(what, reason, data).await?;
    OrderDone::of(&row).and_then(Reply::ok)
}
