//! `/v1/inbox`: what the caller was told, and what of it he has read (decision 30).

use axum::{Json, extract::State, response::Response};
use forecourt_core::{
    text::Text,
    violation::{Code, Violation},
};
use forecourt_store::orders::{inbox, outbox::kind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::Asked,
    lang,
    paging::{List, Page},
    problem::{Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    state::App,
    times::{parse_rfc3339, rfc3339},
};

/// What is listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InboxQuery {
    /// `true`: only what is unread.
    pub unread: Option<bool>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A line of the inbox.
#[derive(Debug, Serialize, ToSchema)]
pub struct InboxLine {
    /// Id of the event, the same on every channel.
    pub id: Uuid,
    /// What it is, for example `order.issued` or `digest.downtime`.
    pub kind: String,
    /// What it says, in the language of the request.
    pub text: String,
    /// When it was due.
    pub at: String,
    /// When it came; of a publication its day alone.
    pub told_at: String,
    /// When it was read; absent while it is unread.
    pub read_at: Option<String>,
    /// The order that it is about.
    pub order_id: Option<Uuid>,
    /// The appeal that it is about.
    pub appeal_id: Option<Uuid>,
    /// The org unit of a bulletin.
    pub org_unit_id: Option<Uuid>,
    /// The day of a bulletin.
    pub day: Option<String>,
    /// The item of the order or appeal.
    pub item: Option<String>,
    /// The class of the order.
    pub class: Option<String>,
    /// By when the order has to be submitted, or the appeal filed or decided, as it was then.
    pub due_at: Option<String>,
    /// Of a digest: what it gathers, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<DigestLine>,
}

/// A line of a digest.
#[derive(Debug, Serialize, ToSchema)]
pub struct DigestLine {
    /// Id of the event.
    pub id: Uuid,
    /// What it is.
    pub kind: String,
    /// What it says, in the language of the request.
    pub text: String,
    /// When it was due.
    pub at: String,
    /// The order that it is about.
    pub order_id: Option<Uuid>,
    /// The item of the order.
    pub item: Option<String>,
}

/// A page of the inbox.
#[derive(Debug, Serialize, ToSchema)]
pub struct Inbox {
    /// How much is unread, in all.
    pub unread: u64,
    /// The lines, newest first.
    pub items: Vec<InboxLine>,
    /// Send it back as `cursor` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// The words of an event.
fn text_of(name: &str, payload: &Value) -> Text {
    if let Ok(text) = serde_json::from_value::<Text>(payload["rung"].clone()) {
        return text;
    }
    if name == kind::CALENDAR_MISSING {
        let year = payload["year"].as_i64().unwrap_or_default();
        let (zh, en) =
            (format!("{year}年的工作日历尚未导入"), format!("The working days of {year} are not imported yet"));
        return Text { zh, en };
    }
    let (zh, en) = match name {
        kind::ISSUED => ("整改单已下达,请签收", "An order was issued: please acknowledge it"),
        kind::SUBMITTED => ("整改已提交,请验收", "An order was submitted: please verify it"),
        kind::SEEN_AGAIN => ("待验收的问题再次被发现", "What is to be verified was found again"),
        kind::VERIFIED => ("验收通过,等待现场复核", "Verified; the check on site follows"),
        kind::CLOSED => ("整改单已关闭", "The order is closed"),
        kind::REJECTED => ("整改被退回", "The submission was rejected"),
        kind::EXTENSION_ASKED => ("申请延期,请审批", "More time was asked for: please decide"),
        kind::EXTENSION_DECIDED => ("延期申请已有决定", "The request for more time was decided"),
        kind::PAUSED => ("申诉期间计时暂停", "The clock stands still for an appeal"),
        kind::RESUMED => ("计时恢复", "The clock goes on"),
        kind::DUE_KNOWN => ("限期已确定", "The due time is known now"),
        kind::CANCELLED => ("整改单已取消", "The order was cancelled"),
        kind::APPEAL_WINDOW => ("检查结果已发布,可以申诉", "An audit was published: it may be appealed"),
        kind::APPEAL_FILED => ("有新的申诉,请裁决", "An appeal was filed: please decide"),
        kind::APPEAL_WENT_UP => ("申诉已进入二级裁决", "The appeal is with level 2"),
        kind::FOOTAGE_ASKED => ("申诉需要补充录像", "Footage is asked for in an appeal"),
        kind::FOOTAGE_GIVEN => ("站点已提交录像", "The station has handed in footage"),
        kind::APPEAL_DECIDED => ("申诉已有结果", "The appeal was decided"),
        kind::BULLETIN => ("日通报", "Bulletin of the day"),
        kind::DIGEST => ("系统停机期间的提醒汇总", "What was missed while the system was down"),
        _ => ("通知", "Notice"),
    };
    Text::new(zh, en)
}

fn id_in(payload: &Value, name: &str) -> Option<Uuid> {
    payload[name].as_str().and_then(|id| id.parse().ok())
}

fn word_in(payload: &Value, name: &str) -> Option<String> {
    payload[name].as_str().map(str::to_owned)
}

fn line(row: inbox::Line) -> InboxLine {
    let payload = &row.event.payload;
    let gathered = payload["events"].as_array().into_iter().flatten().filter_map(|event| {
        let name = event["kind"].as_str().unwrap_or_default();
        Some(DigestLine {
            id: id_in(event, "id")?,
            kind: name.to_owned(),
            text: lang::tell(&text_of(name, &event["payload"])).to_owned(),
            at: rfc3339(event["at_ms"].as_i64().unwrap_or_default()),
            order_id: id_in(&event["payload"], "order"),
            item: word_in(&event["payload"], "item_id"),
        })
    });
    // Of a publication stations know the day alone (decision 22).
    let told_at = if row.event.kind == kind::APPEAL_WINDOW { row.event.at } else { row.notice.at };
    InboxLine {
        id: row.event.id,
        text: lang::tell(&text_of(&row.event.kind, payload)).to_owned(),
        at: rfc3339(row.event.at),
        told_at: rfc3339(told_at),
        read_at: row.notice.read_at.map(rfc3339),
        order_id: id_in(payload, "order"),
        appeal_id: id_in(payload, "appeal"),
        org_unit_id: id_in(payload, "org_unit"),
        day: word_in(payload, "day"),
        item: word_in(payload, "item_id"),
        class: word_in(payload, "class"),
        due_at: payload["due"].as_i64().map(rfc3339),
        lines: gathered.collect(),
        kind: row.event.kind,
    }
}

/// Your inbox
///
/// What you were told, newest first, each event once, with what is unread counted.
#[utoipa::path(get, path = "/v1/inbox", tag = "orders", params(InboxQuery),
    responses((status = 200, body = Inbox), (status = 401, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, Asked(query): Asked<InboxQuery>) -> Result<Json<Inbox>> {
    let only_unread = query.unread.unwrap_or(false);
    let page = Page { limit: query.limit, cursor: query.cursor };
    let limit = page.limit()?;
    let purpose = format!("inbox/{}/{only_unread}", caller.person_id);
    let before = page.after(&app.sealer, &purpose)?;
    let unread = inbox::unread(app.store.read(), caller.person_id).await?;
    let rows = inbox::list(app.store.read(), caller.person_id, only_unread, before, limit + 1).await?;
    let place = |row: &inbox::Line| (row.notice.at, row.notice.event_id);
    let list = List::of(rows, limit, &app.sealer, &purpose, place, line)?;
    Ok(Json(Inbox { unread, items: list.items, next_cursor: list.next_cursor }))
}

/// What was read.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkRead {
    /// These lines.
    #[serde(default)]
    #[validate(length(max = 500, code = "too_many"))]
    pub ids: Vec<Uuid>,
    /// Everything that came at or before this instant.
    pub up_to: Option<String>,
}

/// What is left.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unread {
    /// Lines that were unread and are not any more.
    pub marked: u64,
    /// How much is unread, in all.
    pub unread: u64,
}

/// Mark as read
///
/// Lines by their ids, or everything up to an instant. What is not yours is not there.
#[utoipa::path(post, path = "/v1/inbox/read", tag = "orders", request_body = MarkRead, params(("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = Unread), (status = 401, body = ProblemDocument), (status = 409, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn read(State(app): State<App>, caller: Caller, key: Key, input: Input<MarkRead>) -> Result<Response> {
    let wish = input.value;
    let up_to = wish.up_to.as_deref().map(parse_rfc3339);
    if up_to == Some(None) {
        return Err(Problem::invalid(vec![Violation::new("/up_to", Code::BadValue)]));
    }
    let (person, now) = (caller.person_id, app.clock.now_ms());
    once(&app, &caller, key, input.sha256, "inbox_read", move |tx| {
        Box::pin(async move {
            let marked = inbox::read(tx, person, &wish.ids, up_to.flatten(), now).await?;
            Reply::ok(Unread { marked, unread: inbox::unread(&**tx, person).await? })
        })
    })
    .await
}
