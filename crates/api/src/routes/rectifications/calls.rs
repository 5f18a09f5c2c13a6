//! `/v1/rectifications/{id}/calls`: whom to call about a red line that nobody has acknowledged, and who was called
//! (decision 30).

use axum::{Json, extract::State, response::Response};
use forecourt_core::{
    order::{OrderVerb, Refusal},
    states::Role,
    violation::{Code, Violation},
};
use forecourt_store::{
    orders::{self, Call, contacts::Directory, order_of, policy, read},
    people,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{refused, role_at, sight, view::OrderDone};
use crate::{
    auth::Caller,
    body::Input,
    extract::At,
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    routes::audits::Door,
    state::App,
    times::rfc3339,
};

/// Who calls.
const CALLERS: &[Role] = &[Role::Hq, Role::Region];

/// Whom to call, and who was called.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallList {
    /// Nobody has acknowledged it yet, and its class asks for a call.
    pub wanted: bool,
    /// By when it has to be acknowledged.
    pub acknowledge_by: Option<String>,
    /// Whom to call, the station first, then level by level.
    pub people: Vec<Callee>,
    /// Calls that were made, oldest first.
    pub calls: Vec<CallView>,
}

/// Somebody to call.
#[derive(Debug, Serialize, ToSchema)]
pub struct Callee {
    /// `station`, `district`, `city`, `province` or `headquarters`.
    pub level: String,
    /// `head`, `duty`, `safety` or `engineering`.
    pub contact: String,
    /// The person.
    pub person_id: Uuid,
    /// His name.
    pub name: String,
    /// His telephone, if it is known.
    pub phone: Option<String>,
}

/// A call that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallView {
    /// When.
    pub at: String,
    /// Who called.
    pub by: Option<String>,
    /// Who was called.
    pub callee: Option<Uuid>,
    /// Whether he answered.
    pub reached: bool,
    /// What was said.
    pub note: Option<String>,
}

/// A call that is recorded.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCall {
    /// Who was called: somebody of the list.
    pub callee: Uuid,
    /// Whether he answered.
    pub reached: bool,
    /// What was said.
    #[validate(length(max = 4000))]
    pub note: Option<String>,
}

/// Whom to call
///
/// For regions and head office: everybody who may be called about the order, with telephones, while
/// somebody has to be called, and the calls that were made.
#[utoipa::path(get, path = "/v1/rectifications/{id}/calls", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, body = CallList), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Json<CallList>> {
    let sight = sight(&caller, CALLERS)?;
    let row = read::find(app.store.read(), &sight, id).await?.ok_or_else(Problem::not_found)?;
    let order = order_of(&row)?;
    let by_phone = policy(row.policy_version)?.class(order.class).by_phone;
    let wanted = by_phone && order.state.is_stations() && order.acknowledged_ms.is_none();
    // Telephones of other levels are for whoever has to call now.
    let shown: &[Uuid] = if wanted { &[row.station_id] } else { &[] };
    let everybody = Directory::load(app.store.read(), shown).await?.everybody(row.station_id);
    let ids: Vec<Uuid> = everybody.iter().map(|(.., person)| *person).collect();
    let names = people::names(app.store.read(), &ids).await?;
    let callees = everybody.into_iter().filter_map(|(level, contact, person_id)| {
        let person = names.get(&person_id)?;
        Some(Callee {
            level: level.as_str().to_owned(),
            contact: contact.as_str().to_owned(),
            person_id,
            name: person.display_name.clone(),
            phone: person.phone.clone(),
        })
    });
    let story = read::story(app.store.read(), id).await?;
    let calls = story.events.iter().filter(|event| event.verb == "call").map(|event| {
        let data = event.data.clone().unwrap_or_default();
        CallView {
            at: rfc3339(event.at),
            by: event.person_id.and_then(|person| story.names.get(&person).cloned()),
            callee: data["callee"].as_str().and_then(|id| id.parse().ok()),
            reached: data["reached"] == true,
            note: event.reason.clone(),
        }
    });
    let deadline = order.clock.and_then(|clock| clock.acknowledge_by).and_then(|deadline| deadline.at_ms());
    Ok(Json(CallList {
        wanted,
        acknowledge_by: deadline.map(rfc3339),
        people: callees.collect(),
        calls: calls.collect(),
    }))
}

/// Record a call
///
/// About an order whose class asks for one, while it is with the station. It stands in the timeline and changes nothing
/// else: that the station has read it is `/acknowledge` with `by_phone`.
#[utoipa::path(post, path = "/v1/rectifications/{id}/calls", tag = "orders", request_body = NewCall,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = OrderDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn record(door: Door, At(id): At<Uuid>, input: Input<NewCall>) -> Result<Response> {
    let Door { app, caller, key, seen } = door;
    let sight = sight(&caller, CALLERS)?;
    read::find(app.store.read(), &sight, id).await?.ok_or_else(Problem::not_found)?;
    let (wish, who, at) = (input.value, caller.clone(), app.clock.now_ms());
    once(&app, &caller, key, input.sha256, "order_call", move |tx| {
        Box::pin(async move {
            let row = read::find(&**tx, &sight, id).await?.ok_or_else(Problem::not_found)?;
            seen.check(row.version)?;
            let role = role_at(tx, &who, CALLERS, id).await?.ok_or_else(Problem::not_found)?;
            let order = order_of(&row)?;
            let (verb, state) = (OrderVerb::Acknowledge, order.state);
            if !state.is_stations() {
                return Err(refused(Refusal::State { verb, state }));
            }
            if !policy(row.policy_version)?.class(order.class).by_phone {
                return Err(Problem::wrong_state(state)
                    .detail("此时限等级不要求电话通知", "This class asks for no call")
                    .with("code", "not_of_class"));
            }
            let everybody = Directory::load(&**tx, &[row.station_id]).await?.everybody(row.station_id);
            if everybody.iter().all(|(.., person)| *person != wish.callee) {
                return Err(Problem::invalid(vec![Violation::new("/callee", Code::BadValue)]));
            }
            let data = json!({"callee": wish.callee, "reached": wish.reached});
            let call = Call { person_id: who.person_id, role, at, note: wish.note, data };
            let row = orders::call(tx, &row, call).await?.ok_or_else(|| Problem::new(Kind::StaleVersion))?;
            OrderDone::of(&row).and_then(Reply::ok)
        })
    })
    .await
}
