//! One verb for many orders; each row succeeds or fails by itself.

use axum::{extract::State, response::Response};
use forecourt_core::{
    order::{Act, CancelReason, OrderState, OrderVerb},
    violation::{Code, Violation},
};
use forecourt_store::{
    Tx,
    orders::{self, Changed, Deed, read, read::Sight},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{Bench, role_at, roles_of, sight};
use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    lang,
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    state::App,
    times::parse_rfc3339,
};

/// What can be done to many orders at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulkVerb {
    /// With the policy's deadline, or the one that a row names.
    Issue,
    /// The orders were read.
    Acknowledge,
    /// The evidence is good.
    Verify,
    /// The checks on site are good.
    Close,
    /// They were issued in error; needs a reason.
    Cancel,
}

impl BulkVerb {
    const fn verb(self) -> OrderVerb {
        match self {
            Self::Issue => OrderVerb::Issue,
            Self::Acknowledge => OrderVerb::Acknowledge,
            Self::Verify => OrderVerb::Verify,
            Self::Close => OrderVerb::Close,
            Self::Cancel => OrderVerb::Cancel,
        }
    }

    const fn act(self, due_ms: Option<i64>) -> Act {
        match self {
            Self::Issue => Act::Issue { due_ms },
            Self::Acknowledge => Act::Acknowledge,
            Self::Verify => Act::Verify,
            Self::Close => Act::Close,
            Self::Cancel => Act::Cancel { reason: CancelReason::IssuedInError },
        }
    }
}

/// One verb for many orders.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderBulk {
    /// What is done.
    pub verb: BulkVerb,
    /// Up to 200 orders.
    #[validate(length(min = 1, max = 200), nested)]
    pub items: Vec<OrderRef>,
    /// Why; needed to cancel, and for deadlines other than the policy's.
    #[validate(length(max = 4000))]
    pub reason: Option<String>,
}

/// An order as it was seen.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderRef {
    /// The order.
    pub id: Uuid,
    /// The version that was seen.
    pub version: i32,
    /// For `issue`: another deadline than the policy's, within the class with its longest extension.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<String>,
}

/// The deadline that each row names, epoch ms.
fn deadlines(wish: &OrderBulk) -> Result<Vec<Option<i64>>> {
    let mut faults = Vec::new();
    let mut due = Vec::with_capacity(wish.items.len());
    for (place, item) in wish.items.iter().enumerate() {
        let at = item.due_at.as_deref().and_then(parse_rfc3339);
        if item.due_at.is_some() && (at.is_none() || wish.verb != BulkVerb::Issue) {
            faults.push(Violation::new(format!("/items/{place}/due_at"), Code::BadValue));
        }
        due.push(at);
    }
    let why = wish.verb == BulkVerb::Cancel || wish.items.iter().any(|item| item.due_at.is_some());
    if why && wish.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        faults.push(Violation::new("/reason", Code::Missing));
    }
    if faults.is_empty() { Ok(due) } else { Err(Problem::invalid(faults)) }
}

/// What became of many orders.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderBulkAnswer {
    /// Rows that were done.
    pub done: usize,
    /// Rows that were not.
    pub refused: usize,
    /// One per item, in order.
    pub results: Vec<OrderBulkResult>,
}

/// What became of one order.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderBulkResult {
    /// The order.
    pub id: Uuid,
    /// `done` or `refused`.
    pub status: &'static str,
    /// Its state, where it exists for the caller.
    pub state: Option<OrderState>,
    /// Its version now.
    pub version: Option<i32>,
    /// Why not: `not_found`, `stale_version`, or a code of the verb itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The same in the language of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// One verb for many orders
///
/// For example all drafts of a region in one step. Each row succeeds or fails by itself.
#[utoipa::path(post, path = "/v1/rectifications/bulk", tag = "orders", request_body = OrderBulk, params(("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = OrderBulkAnswer), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn bulk(State(app): State<App>, caller: Caller, key: Key, input: Input<OrderBulk>) -> Result<Response> {
    let wish = input.value;
    let roles = roles_of(wish.verb.verb());
    let sight = sight(&caller, &roles)?;
    let due = deadlines(&wish)?;
    let (inner, who, now) = (app.clone(), caller.clone(), app.clock.now_ms());
    once(&app, &caller, key, input.sha256, "bulk_orders", move |tx| {
        Box::pin(async move {
            let mut answer = OrderBulkAnswer { done: 0, refused: 0, results: Vec::with_capacity(wish.items.len()) };
            // Two offices with the same orders take them in one order: neither waits for what the other holds.
            let mut places: Vec<usize> = (0..wish.items.len()).collect();
            places.sort_by_key(|place| wish.items[*place].id);
            let mut results = Vec::with_capacity(places.len());
            for place in places {
                let result = row(tx, (&inner, now), &who, &sight, &wish, (&wish.items[place], due[place])).await?;
                *(if result.status == "done" { &mut answer.done } else { &mut answer.refused }) += 1;
                results.push((place, result));
            }
            results.sort_by_key(|(place, _)| *place);
            answer.results.extend(results.into_iter().map(|(_, result)| result));
            Reply::ok(answer)
        })
    })
    .await
}

async fn row(
    tx: &Tx,
    (app, now): (&App, i64),
    caller: &Caller,
    sight: &Sight,
    wish: &OrderBulk,
    (item, due_ms): (&OrderRef, Option<i64>),
) -> Result<OrderBulkResult> {
    let told = |kind: Kind, code: &str| (code.to_owned(), lang::tell(&kind.title()).to_owned());
    let refused = |state, version, (code, message): (String, String)| OrderBulkResult {
        id: item.id,
        status: "refused",
        state,
        version,
        code: Some(code),
        message: Some(message),
    };
    let roles = roles_of(wish.verb.verb());
    let found = read::find(&**tx, sight, item.id).await?;
    let (Some(row), Some(role)) = (found, role_at(tx, caller, &roles, item.id).await?) else {
        return Ok(refused(None, None, told(Kind::NotFound, "not_found")));
    };
    let (state, version) = (OrderState::parse(&row.state), Some(row.version));
    if row.version != item.version {
        return Ok(refused(state, version, told(Kind::StaleVersion, "stale_version")));
    }
    let bench = Bench { app: app.clone(), tx, row, person: caller.person_id, role, now };
    let judges = matches!(wish.verb, BulkVerb::Verify | BulkVerb::Close);
    let actor = bench.actor(bench.row.submitted_by.filter(|_| judges)).await?;
    let data = Some(due_ms.map_or_else(|| json!({"bulk": true}), |_| json!({"bulk": true, "due_at": item.due_at})));
    // Why deadlines were changed says nothing of a row that keeps the policy's.
    let reason = wish.reason.clone().filter(|_| wish.verb != BulkVerb::Issue || due_ms.is_some());
    let deed = Deed { act: wish.verb.act(due_ms), actor, at: now, told_at: now, reason, data };
    Ok(match orders::act(tx, &bench.row, deed).await? {
        Changed::Done(row) => OrderBulkResult {
            id: item.id,
            status: "done",
            state: OrderState::parse(&row.state),
            version: Some(row.version),
            code: None,
            message: None,
        },
        Changed::Refused(refusal) => {
            let message = lang::tell(&refusal.text()).to_owned();
            refused(state, version, (refusal.code().to_owned(), message))
        }
        Changed::Stale => refused(state, None, told(Kind::StaleVersion, "stale_version")),
    })
}
