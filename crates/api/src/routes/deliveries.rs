//! `/v1/deliveries`: the log of e-mail, webhooks and robots together, for administrators: whoever was told nothing has nobody
//! else who sees it.

use std::collections::HashMap;

use axum::{Json, extract::State, response::Response};
use forecourt_core::violation::{Code, Violation};
use forecourt_notify::Vendor;
use forecourt_store::{
    Reads, people,
    telling::{
        deliveries::{self, state},
        destinations, lanes,
        log::{self, LogFilter, Logged},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{jobs::administrator, webhooks::view::ReasonView};
use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::{Asked, At},
    paging::{List, Page, words},
    problem::{Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    routes::Nothing,
    state::App,
    telling::{MAIL, WEBHOOK},
    times::rfc3339,
};

/// Waits for a destination or mailbox to which nothing is sent any more.
const STOPPED: &str = "stopped";

/// What is listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LogQuery {
    /// Only these, separated by commas: `waiting`, `delivered`, `dead` (given up), `stopped` (waits for a destination or
    /// mailbox to which nothing is sent until somebody corrects it).
    pub state: Option<String>,
    /// Only this channel: `mail`, `webhook`, `wecom`, `dingtalk` or `feishu`.
    pub channel: Option<String>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl LogQuery {
    fn filter(&self) -> Result<LogFilter> {
        let mut faults = Vec::new();
        let (stopped, states): (Vec<&str>, Vec<&str>) = words(self.state.as_deref()).partition(|word| *word == STOPPED);
        if states.iter().any(|word| ![state::WAITING, state::DELIVERED, state::DEAD].contains(word)) {
            faults.push(Violation::new("query:state", Code::BadValue));
        }
        let known = |word: &str| [MAIL, WEBHOOK].contains(&word) || Vendor::parse(word).is_some();
        if self.channel.as_deref().is_some_and(|word| !known(word)) {
            faults.push(Violation::new("query:channel", Code::BadValue));
        }
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        let states = states.into_iter().map(str::to_owned).collect();
        Ok(LogFilter { states, stopped: !stopped.is_empty(), channel: self.channel.clone() })
    }
}

/// To whom a message goes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Addressee {
    /// The person of a letter; else the webhook or robot.
    pub id: Uuid,
    /// His name, or that of the webhook or robot; never an address.
    pub name: String,
}

/// A message on its way out, whatever the channel.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoggedDelivery {
    /// Id of the delivery.
    pub id: Uuid,
    /// `mail`, `webhook`, `wecom`, `dingtalk` or `feishu`.
    pub channel: String,
    /// To whom.
    pub to: Addressee,
    /// Id of the event.
    pub event_id: Uuid,
    /// What happened, for example `order.issued`.
    pub kind: String,
    /// When it happened.
    pub at: String,
    /// Whether somebody only wanted to try the destination.
    pub test: bool,
    /// `waiting`, `delivered` or `dead`.
    pub state: String,
    /// Why nothing is sent to this destination or mailbox until somebody corrects it.
    pub stopped: Option<ReasonView>,
    /// The kind of the digest in which several went out together.
    pub digest: Option<String>,
    /// Tries so far, since the last replay.
    pub attempts: i32,
    /// When it was tried last.
    pub tried_at: Option<String>,
    /// Before when it is not tried again, while it waits.
    pub next_at: Option<String>,
    /// Why the last try failed; of a letter without what looks like an address.
    pub reason: Option<ReasonView>,
    /// When it was recorded.
    pub created_at: String,
    /// When it was delivered or given up.
    pub ended_at: Option<String>,
}

/// What a mail server said, without addresses: those of people are their own.
fn without_addresses(detail: &str) -> String {
    let words = detail.split_whitespace().map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

fn view(row: Logged, names: &HashMap<Uuid, String>) -> LoggedDelivery {
    let Logged { delivery, lane } = row;
    let waits = delivery.state == state::WAITING;
    let detail = match &delivery.detail {
        Some(detail) if lane.channel == MAIL => Some(without_addresses(detail)),
        other => other.clone(),
    };
    LoggedDelivery {
        id: delivery.id,
        to: Addressee { id: lane.id, name: names.get(&lane.id).cloned().unwrap_or_default() },
        event_id: delivery.event_id,
        kind: delivery.kind,
        at: rfc3339(delivery.at),
        test: delivery.test,
        stopped: lane.stopped.as_deref().map(|code| ReasonView::of(code, None)),
        digest: delivery.digest,
        attempts: delivery.attempts,
        tried_at: delivery.tried_at.map(rfc3339),
        next_at: (waits && lane.stopped.is_none()).then(|| rfc3339(delivery.next_at)),
        reason: delivery.error.map(|code| ReasonView::of(&code, detail)),
        created_at: rfc3339(delivery.created_at),
        ended_at: delivery.ended_at.map(rfc3339),
        state: delivery.state,
        channel: lane.channel,
    }
}

/// The names of people, webhooks and robots, by their lanes.
async fn names<C: Reads>(db: &C, rows: &[Logged]) -> Result<HashMap<Uuid, String>> {
    let ids = |mail: bool| rows.iter().filter(move |row| (row.lane.channel == MAIL) == mail).map(|row| row.lane.id);
    let people = people::names(db, &ids(true).collect::<Vec<_>>()).await?;
    let others = destinations::find_all(db, &ids(false).collect::<Vec<_>>()).await?;
    let people = people.into_iter().map(|(id, person)| (id, person.display_name));
    Ok(people.chain(others.into_iter().map(|row| (row.id, row.name))).collect())
}

/// Messages of all channels
///
/// Newest first: e-mail to people, webhooks and robots. What ended more than 90 days ago, or has waited so long, is
/// not kept. What a message says stands in the log of its webhook or robot; a letter's is its reader's.
#[utoipa::path(get, path = "/v1/deliveries", tag = "telling", params(LogQuery),
    responses((status = 200, body = List<LoggedDelivery>), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<LogQuery>,
) -> Result<Json<List<LoggedDelivery>>> {
    administrator(&caller)?;
    let filter = query.filter()?;
    let page = Page { limit: query.limit, cursor: query.cursor };
    let (limit, purpose) = (page.limit()?, format!("deliveries/{filter:?}"));
    let before = page.after(&app.sealer, &purpose)?;
    let db = app.store.read();
    let rows = log::list(db, &filter, before, limit + 1).await?;
    let names = names(db, &rows).await?;
    let place = |row: &Logged| (row.delivery.created_at, row.delivery.id);
    Ok(Json(List::of(rows, limit, &app.sealer, &purpose, place, |row| view(row, &names))?))
}

/// Send a message again
///
/// One that was delivered or given up, under the same id; a digest goes out whole. Where nothing was sent any more it is tried
/// once more, with all that waits there.
#[utoipa::path(post, path = "/v1/deliveries/{id}/replay", tag = "telling", request_body = Nothing,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = LoggedDelivery), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn replay(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    input: Input<Nothing>,
) -> Result<Response> {
    administrator(&caller)?;
    let now = app.clock.now_ms();
    log::find(app.store.read(), id).await?.ok_or_else(Problem::not_found)?;
    let response = repeat::once(&app, &caller, key, input.sha256, "replay_delivery", move |tx| {
        Box::pin(async move {
            let Logged { delivery, lane } = log::find(&**tx, id).await?.ok_or_else(Problem::not_found)?;
            let again = deliveries::replay(tx, &delivery, now).await?;
            if lane.stopped.is_some() {
                lanes::reopen(tx, lane.id, &lane.channel, now).await?;
            } else if again {
                lanes::wake(tx, &[(lane.id, lane.channel.as_str())], now).await?;
            } else {
                return Err(Problem::wrong_state(delivery.state));
            }
            let row = log::find(&**tx, id).await?.ok_or_else(Problem::not_found)?;
            let names = names(&**tx, std::slice::from_ref(&row)).await?;
            Reply::ok(view(row, &names))
        })
    })
    .await?;
    app.lanes.notify_one();
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::without_addresses;

    #[test]
    fn what_a_mail_server_said_names_nobody() {
        assert_eq!(without_addresses("550 5.1.1 <old@example.cn>: no such user"), "550 5.1.1 … no such user");
    }
}
