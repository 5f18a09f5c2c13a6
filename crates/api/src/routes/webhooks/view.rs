//! How a destination and its deliveries are shown: never with a secret.

use forecourt_notify::ReasonCode;
use forecourt_store::{
    entity::{delivery, destination, lane},
    telling::deliveries::{Figures, state},
};
use reqwest::Url;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{lang, telling::WEBHOOK, times::rfc3339};

/// What a repeat is told instead of its secret (decision 15).
const AGAIN: &str = "POST /v1/webhooks/{id}/secret with a new Idempotency-Key makes a new secret";

/// Why something was not delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReasonView {
    /// Word of a closed list, for example `timed_out`.
    pub code: String,
    /// What it says, in the language of the request.
    pub text: String,
    /// What the other side said, at most 300 letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl ReasonView {
    /// A reason as it is stored.
    pub fn of(code: &str, detail: Option<String>) -> Self {
        let text = ReasonCode::parse(code).map(|code| code.text(lang::current()));
        let detail = detail.filter(|detail| !detail.is_empty());
        Self { code: code.to_owned(), text: text.unwrap_or_else(|| code.to_owned()), detail }
    }
}

/// A receiver of webhooks, or the robot of a group chat.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WebhookView {
    /// Id.
    pub id: Uuid,
    /// `webhook`, `wecom`, `dingtalk` or `feishu`.
    pub kind: String,
    /// Name for people.
    pub name: String,
    /// The address; of a robot only its host, since the rest holds its key.
    pub address: String,
    /// The word that every message of a robot holds.
    pub keyword: Option<String>,
    /// Language of the messages: `zh` or `en`.
    pub lang: String,
    /// It is told of the stations of this unit and below; absent: of the whole network.
    pub org_unit_id: Option<Uuid>,
    /// The kinds of events that it takes; empty: all.
    pub kinds: Vec<String>,
    /// Whether it takes new events.
    pub active: bool,
    /// Why nothing is sent until somebody corrects it.
    pub stopped: Option<ReasonView>,
    /// Whether messages are signed.
    pub signed: bool,
    /// Until when the secret before signs too.
    pub old_secret_until: Option<String>,
    /// Deliveries that wait.
    pub waiting: i64,
    /// Deliveries that are not tried any more.
    pub dead: i64,
    /// When it was set up.
    pub created_at: String,
    /// For `If-Match`.
    pub version: i32,
}

impl WebhookView {
    /// A destination with how it stands; `now_ms`: real time.
    pub fn of(row: destination::Model, lane: Option<&lane::Model>, figures: Figures, now_ms: i64) -> Self {
        let words = row.kinds.as_array().into_iter().flatten();
        let host = Url::parse(&row.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        Self {
            id: row.id,
            name: row.name,
            address: if row.kind == WEBHOOK { row.url } else { host },
            keyword: row.keyword,
            lang: row.lang,
            org_unit_id: row.org_unit_id,
            kinds: words.filter_map(|word| word.as_str().map(str::to_owned)).collect(),
            active: row.active,
            stopped: lane.and_then(|lane| lane.stopped.as_deref()).map(|code| ReasonView::of(code, None)),
            signed: row.secret.is_some(),
            old_secret_until: row.old_until.filter(|until| *until > now_ms).map(rfc3339),
            waiting: figures.waiting,
            dead: figures.dead,
            created_at: rfc3339(row.created_at),
            version: row.version,
            kind: row.kind,
        }
    }
}

/// A destination with a secret that was made just now.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeWebhook {
    /// The destination.
    #[serde(flatten)]
    pub webhook: WebhookView,
    /// The secret that signs, `whsec_…`; null for robots and in the answer to a repeat, since it is never shown again.
    pub secret: Option<String>,
    /// How to get a secret when this answer has none.
    pub again: String,
}

impl MadeWebhook {
    /// Without its secret.
    pub fn of(webhook: WebhookView) -> Self {
        Self { webhook, secret: None, again: AGAIN.into() }
    }
}

/// An event on its way to a destination.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryView {
    /// Id of the delivery.
    pub id: Uuid,
    /// Id of the event: `webhook-id` of a webhook that was sent alone.
    pub event_id: Uuid,
    /// What happened, for example `order.issued`.
    pub kind: String,
    /// When it happened.
    pub at: String,
    /// Whether somebody only wanted to try the destination.
    pub test: bool,
    /// `waiting`, `delivered` or `dead`.
    pub state: String,
    /// Under which id it goes out; that of a digest when several went out together. Absent before the first try.
    pub sent_as: Option<Uuid>,
    /// The kind of that digest.
    pub digest: Option<String>,
    /// Tries so far, since the last replay.
    pub attempts: i32,
    /// When it was tried last.
    pub tried_at: Option<String>,
    /// Before when it is not tried again, while it waits.
    pub next_at: Option<String>,
    /// Why the last try failed.
    pub reason: Option<ReasonView>,
    /// When it was recorded.
    pub created_at: String,
    /// When it was delivered or given up.
    pub ended_at: Option<String>,
    /// The fields of the event, as they are sent.
    #[schema(value_type = Object)]
    pub data: Value,
}

impl From<delivery::Model> for DeliveryView {
    fn from(row: delivery::Model) -> Self {
        let waits = row.state == state::WAITING;
        Self {
            id: row.id,
            event_id: row.event_id,
            kind: row.kind,
            at: rfc3339(row.at),
            test: row.test,
            sent_as: row.parcel_id,
            digest: row.digest,
            attempts: row.attempts,
            tried_at: row.tried_at.map(rfc3339),
            next_at: waits.then(|| rfc3339(row.next_at)),
            reason: row.error.map(|code| ReasonView::of(&code, row.detail)),
            created_at: rfc3339(row.created_at),
            ended_at: row.ended_at.map(rfc3339),
            data: row.payload,
            state: row.state,
        }
    }
}
