//! More time for an order: asked for once, before the due time, decided by the office (§5.4).

use axum::response::Response;
use forecourt_core::{
    order::{Act, Actor, Decision, Order, OrderVerb, extension_to},
    violation::{Code, Violation},
};
use forecourt_store::{
    entity::order_extension,
    orders::{contacts, order_of, read, rules},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{Bench, act, view::OrderDone};
use crate::{
    body::Input,
    extract::{At, fault},
    problem::{Problem, ProblemDocument, Result},
    repeat::Reply,
    routes::audits::Door,
    times::{parse_rfc3339, rfc3339},
};

/// Why more time is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionCause {
    /// Parts have to come.
    Parts,
    /// A contractor has to come.
    Contractor,
    /// An authority has to permit it.
    Permit,
    /// The weather.
    Weather,
    /// The landlord has to agree.
    Landlord,
}

impl ExtensionCause {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Parts => "parts",
            Self::Contractor => "contractor",
            Self::Permit => "permit",
            Self::Weather => "weather",
            Self::Landlord => "landlord",
        }
    }
}

/// A request for more time.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskExtension {
    /// The new date, behind the due time; of classes in days its day counts.
    pub to: String,
    /// What kind of reason it is.
    pub cause: ExtensionCause,
    /// The reason.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
}

/// The decision.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideExtension {
    /// Whether the time is given.
    pub grant: bool,
    /// Why; a refusal needs it.
    #[validate(length(max = 4000))]
    pub reason: Option<String>,
}

/// Ask for more time
///
/// Once an order, before its due time, within what its class allows. Undecided at the due time it is refused.
#[utoipa::path(post, path = "/v1/rectifications/{id}/extensions", tag = "orders", request_body = AskExtension,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn ask(door: Door, At(id): At<Uuid>, input: Input<AskExtension>) -> Result<Response> {
    let wish = input.value;
    let to_ms = parse_rfc3339(&wish.to).ok_or_else(|| fault("/to", Code::BadValue))?;
    act(door, OrderVerb::AskExtension, id, input.sha256, "order_extension", move |bench| {
        Box::pin(ask_for(bench, wish, to_ms))
    })
    .await
}

async fn ask_for(bench: Bench<'_>, wish: AskExtension, to_ms: i64) -> Result<Reply> {
    let order = order_of(&bench.row)?;
    let rules = rules(bench.row.policy_version, bench.tx.calendar())?;
    let rule = rules.policy.class(order.class);
    let due = order.clock.map(|clock| clock.due);
    let is_pending = due.is_some_and(|due| due.at_ms().is_none());
    let span = due.and_then(|due| extension_to(rules.calendar, due, to_ms, rule.due));
    // What the order says to any request comes before what is wrong with this one; the longest span is never too long.
    let by = span.or(rule.extension).unwrap_or(rule.due);
    let data = json!({"to": wish.to, "until": to_ms, "cause": wish.cause});
    let row = bench.act(Act::AskExtension { by }, Some(wish.reason.clone()), Some(data)).await?;
    if is_pending {
        return Err(Problem::wrong_state(&bench.row.state)
            .detail(
                "期限尚未算出，请在导入次年日历后再申请",
                "The deadline is not known yet: ask when the calendar of the year is there",
            )
            .with("code", "pending_calendar"));
    }
    if span.is_none() {
        let fault = Violation::new("/to", Code::OutOfRange);
        return Err(
            Problem::invalid(vec![fault]).detail("新日期须晚于原期限", "The new date has to lie behind the due time")
        );
    }
    let extension = order_extension::Model {
        id: Uuid::new_v4(),
        order_id: row.id,
        to_at: to_ms,
        cause: wish.cause.as_str().into(),
        reason: wish.reason,
        asked_by: bench.person,
        asked_at: bench.now,
        granted: None,
        decided_by: None,
        decided_at: None,
        decision_reason: None,
    };
    let extension_id = Some(extension.id);
    read::put_extension(bench.tx, extension).await?;
    Reply::ok(OrderDone { extension_id, ..OrderDone::of(&row)? })
}

/// Decide about more time
///
/// By another person than who asked, who stands above him.
#[utoipa::path(post, path = "/v1/rectifications/{id}/extensions/{extension_id}/decide", tag = "orders",
    request_body = DecideExtension,
    params(("id" = Uuid, Path), ("extension_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn decide(
    door: Door,
    At((id, extension_id)): At<(Uuid, Uuid)>,
    input: Input<DecideExtension>,
) -> Result<Response> {
    let wish = input.value;
    if !wish.grant && wish.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(fault("/reason", Code::Missing));
    }
    let verb = if wish.grant { OrderVerb::GrantExtension } else { OrderVerb::RefuseExtension };
    act(door, verb, id, input.sha256, "order_extension_decide", move |bench| {
        Box::pin(async move {
            let asked = read::extension(&**bench.tx, id, extension_id).await?.ok_or_else(Problem::not_found)?;
            let what = if wish.grant { Act::GrantExtension } else { Act::RefuseExtension };
            let above = contacts::is_above(&**bench.tx, bench.row.station_id, bench.person, asked.asked_by).await?;
            let actor = Actor::Person { id: bench.person, role: bench.role, beneath: !above };
            let row = bench.act_as(actor, what, wish.reason, None).await?;
            Reply::ok(OrderDone { extension_id: Some(extension_id), ..OrderDone::of(&row)? })
        })
    })
    .await
}

/// The extension that was asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExtensionView {
    /// Its id: `/extensions/{id}/decide`.
    pub id: Uuid,
    /// The date that was asked for.
    pub to: String,
    /// `parts`, `contractor`, `permit`, `weather` or `landlord`.
    pub cause: String,
    /// In the words of who asked.
    pub reason: String,
    /// When.
    pub asked_at: String,
    /// Whether it was granted; absent while it waits. Undecided at the due time it is refused.
    pub granted: Option<bool>,
    /// When it was decided, or lapsed.
    pub decided_at: Option<String>,
    /// In the words of who decided.
    pub decision_reason: Option<String>,
}

impl ExtensionView {
    /// The extension of an order as it stands now.
    pub fn of(row: &order_extension::Model, order: &Order, now_ms: i64) -> Self {
        // Time alone may have refused it since the row was written.
        let due = order.clock.and_then(|clock| clock.due.at_ms()).filter(|due| now_ms >= *due);
        let lapsed = due.filter(|_| row.granted.is_none() && order.paused.is_none());
        let decided = match order.extension.and_then(|extension| extension.decision) {
            Some(Decision::Granted { at_ms }) => Some((true, at_ms)),
            Some(Decision::Refused { at_ms } | Decision::Lapsed { at_ms }) => Some((false, at_ms)),
            None => lapsed.map(|at| (false, at)),
        };
        Self {
            id: row.id,
            to: rfc3339(row.to_at),
            cause: row.cause.clone(),
            reason: row.reason.clone(),
            asked_at: rfc3339(row.asked_at),
            granted: decided.map(|(granted, _)| granted),
            decided_at: decided.map(|(_, at)| rfc3339(at)),
            decision_reason: row.decision_reason.clone(),
        }
    }
}
