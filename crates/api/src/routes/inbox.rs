//! `/v1/inbox`: what the caller was told, and what of it he has read (decision 30).

use std::collections::{BTreeSet, HashMap, HashSet};

use axum::{Json, extract::State, response::Response};
use forecourt_core::{
    review::View,
    text::Text,
    violation::{Code, Violation},
};
use forecourt_store::{
    audits::read::stations,
    entity::station,
    orders::{inbox, outbox::kind},
};
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
    routes::assignments::view::StationBrief,
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

/// What an event is about: enough to tell two of its kind apart, and to open it.
#[derive(Debug, Serialize, ToSchema)]
pub struct InboxSubject {
    /// The station.
    pub station: Option<StationBrief>,
    /// The order that it is about.
    pub order_id: Option<Uuid>,
    /// The appeal that it is about.
    pub appeal_id: Option<Uuid>,
    /// The audit that it is about, or whose item is appealed; absent where the reader may not open it any more.
    pub audit_id: Option<Uuid>,
    /// The org unit of a bulletin.
    pub org_unit_id: Option<Uuid>,
    /// The name of that unit, in the language of the request.
    pub org_unit_name: Option<String>,
    /// The day of a bulletin.
    pub day: Option<String>,
    /// The item of the order or appeal.
    pub item: Option<String>,
    /// What the item says, in the language of the request.
    pub item_text: Option<String>,
    /// The class of the order.
    pub class: Option<String>,
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
    /// What it is about.
    #[serde(flatten)]
    pub subject: InboxSubject,
    /// By when the order has to be submitted, or the appeal filed or decided, as it was then.
    pub due_at: Option<String>,
    /// The order or appeal has ended since: nobody has to keep that time any more.
    pub over: bool,
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
    /// What it is about.
    #[serde(flatten)]
    pub subject: InboxSubject,
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
        kind::ISSUED => ("整改单已下达，请签收", "An order was issued: please acknowledge it"),
        kind::SUBMITTED => ("整改已提交，请验收", "An order was submitted: please verify it"),
        kind::SEEN_AGAIN => ("待验收的问题再次被发现", "What is to be verified was found again"),
        kind::VERIFIED => ("验收通过，等待现场复核", "Verified; the check on site follows"),
        kind::CLOSED => ("整改单已销号", "The order is closed"),
        kind::REJECTED => ("整改被退回", "The submission was rejected"),
        kind::EXTENSION_ASKED => ("申请延期，请审批", "More time was asked for: please decide"),
        kind::EXTENSION_DECIDED => ("延期申请已有决定", "The request for more time was decided"),
        kind::PAUSED => ("申诉期间计时暂停", "The clock stands still for an appeal"),
        kind::RESUMED => ("计时恢复", "The clock goes on"),
        kind::DUE_KNOWN => ("限期已确定", "The due time is known now"),
        kind::CANCELLED => ("整改单已取消", "The order was cancelled"),
        kind::APPEAL_WINDOW => ("检查结果已发布，可以申诉", "An audit was published: it may be appealed"),
        kind::PUBLISHED => ("检查结果已发布", "An audit was published"),
        kind::WINDOW_KNOWN => ("申诉期限已确定", "Until when it may be appealed is known now"),
        kind::APPEAL_DUE_KNOWN => ("申诉处理期限已确定", "The deadline of the appeal is known now"),
        kind::FOLLOW_UP if payload["follow_up"] == "meeting" => {
            ("再次检查仍未达标，请召开联合管理会议", "Audited once more and still too low: hold a joint meeting")
        }
        kind::FOLLOW_UP => ("再次检查仍未达标，请到现场帮扶", "Audited once more and still too low: help on site"),
        kind::SAFETY => ("安全提示：有人看到红线问题，请立即自查", "Safety notice: a red line was seen, check it now"),
        kind::APPEAL_FILED => ("有新的申诉，请裁决", "An appeal was filed: please decide"),
        kind::APPEAL_WENT_UP => ("申诉已进入二级裁决", "The appeal is with level 2"),
        kind::FOOTAGE_ASKED => ("申诉需要补充录像", "Footage is asked for in an appeal"),
        kind::FOOTAGE_GIVEN => ("站点已提交录像", "The station has handed in footage"),
        kind::APPEAL_DECIDED => ("申诉已有结果", "The appeal was decided"),
        kind::BULLETIN => ("日通报", "Bulletin of the day"),
        kind::REVIEW_OVERDUE => ("检查记录初审超时", "A first review is late"),
        kind::DIGEST => ("系统停机期间的提醒汇总", "What was missed while the system was down"),
        _ => ("通知", "Notice"),
    };
    let Some(score) = payload["score"].as_i64() else { return Text::new(zh, en) };
    let score = format!("{}.{:02}", score / 100, score % 100);
    Text { zh: format!("{zh}，得分 {score}"), en: format!("{en}; score {score}") }
}

fn id_in(payload: &Value, name: &str) -> Option<Uuid> {
    payload[name].as_str().and_then(|id| id.parse().ok())
}

fn word_in(payload: &Value, name: &str) -> Option<String> {
    payload[name].as_str().map(str::to_owned)
}

/// What a digest gathers.
fn gathered(payload: &Value) -> impl Iterator<Item = &Value> {
    payload["events"].as_array().into_iter().flatten()
}

/// What lines name beside themselves: the stations of their events, and the words of items.
struct Names<'a> {
    app: &'a App,
    stations: HashMap<Uuid, station::Model>,
    /// By event.
    places: HashMap<Uuid, Uuid>,
    /// Audits that the reader may open: what a station was told of may have been taken back since.
    audits: HashSet<Uuid>,
    /// Orders and appeals that have ended.
    ended: HashSet<Uuid>,
}

impl<'a> Names<'a> {
    async fn load(app: &'a App, caller: &Caller, rows: &[inbox::Line]) -> Result<Self> {
        let in_digests: Vec<Uuid> =
            rows.iter().flat_map(|row| gathered(&row.event.payload)).filter_map(|event| id_in(event, "id")).collect();
        let named = rows
            .iter()
            .map(|row| &row.event.payload)
            .flat_map(|payload| std::iter::once(payload).chain(gathered(payload).map(|event| &event["payload"])));
        let named: BTreeSet<Uuid> = named.filter_map(|payload| id_in(payload, "audit")).collect();
        let named: Vec<Uuid> = named.into_iter().collect();
        let is_desk = caller.grants().iter().any(|grant| View::Desk.roles().contains(&grant.role));
        let audits = if is_desk { named } else { inbox::public_audits(app.store.read(), &named).await? };
        let mut places = inbox::stations_of(app.store.read(), &in_digests).await?;
        places.extend(rows.iter().filter_map(|row| Some((row.event.id, row.event.station_id?))));
        let ids: BTreeSet<Uuid> = places.values().copied().collect();
        let stations = stations(app.store.read(), &ids.into_iter().collect::<Vec<_>>()).await?;
        let of = |name: &str| rows.iter().filter_map(|row| id_in(&row.event.payload, name)).collect::<Vec<_>>();
        let ended = inbox::ended(app.store.read(), &of("order"), &of("appeal")).await?;
        Ok(Self { app, stations, places, audits: audits.into_iter().collect(), ended })
    }

    fn is_over(&self, payload: &Value) -> bool {
        // An appeal names the order of its item, too: its own end counts.
        let what = id_in(payload, "appeal").or_else(|| id_in(payload, "order"));
        what.is_some_and(|id| self.ended.contains(&id))
    }

    fn subject(&self, event: Uuid, payload: &Value) -> InboxSubject {
        let station = self.places.get(&event).and_then(|id| self.stations.get(id));
        let unit = serde_json::from_value::<Text>(payload["unit"].clone()).ok();
        InboxSubject {
            station: station.map(StationBrief::from),
            order_id: id_in(payload, "order"),
            appeal_id: id_in(payload, "appeal"),
            audit_id: id_in(payload, "audit").filter(|id| self.audits.contains(id)),
            org_unit_id: id_in(payload, "org_unit"),
            org_unit_name: unit.map(|name| lang::tell(&name).to_owned()),
            day: word_in(payload, "day"),
            item: word_in(payload, "item_id"),
            item_text: self.item_text(payload),
            class: word_in(payload, "class"),
        }
    }

    fn item_text(&self, payload: &Value) -> Option<String> {
        let version = payload["checklist_version"].as_u64().and_then(|version| u32::try_from(version).ok())?;
        let published = self.app.checklists.get(payload["checklist_id"].as_str()?, version)?;
        let index = published.checklist.item_index(payload["item_id"].as_str()?)?;
        published.checklist.items.get(index).map(|item| lang::tell(&item.text).to_owned())
    }

    fn gathered(&self, event: &Value) -> Option<DigestLine> {
        let (id, name) = (id_in(event, "id")?, event["kind"].as_str().unwrap_or_default());
        Some(DigestLine {
            id,
            kind: name.to_owned(),
            text: lang::tell(&text_of(name, &event["payload"])).to_owned(),
            at: rfc3339(event["at_ms"].as_i64().unwrap_or_default()),
            subject: self.subject(id, &event["payload"]),
        })
    }

    fn line(&self, row: inbox::Line) -> InboxLine {
        let payload = &row.event.payload;
        // Of a publication or review stations know the day alone (decision 22).
        let told_at = if kind::shows_day_alone(&row.event.kind) { row.event.at } else { row.notice.at };
        InboxLine {
            id: row.event.id,
            text: lang::tell(&text_of(&row.event.kind, payload)).to_owned(),
            at: rfc3339(row.event.at),
            told_at: rfc3339(told_at),
            read_at: row.notice.read_at.map(rfc3339),
            subject: self.subject(row.event.id, payload),
            due_at: payload["due"].as_i64().map(rfc3339),
            over: self.is_over(payload),
            lines: gathered(payload).filter_map(|event| self.gathered(event)).collect(),
            kind: row.event.kind,
        }
    }
}

/// Your inbox
///
/// What you were told, newest first, each event once, with what is unread counted. Each line says of which station, and of
/// which item, and names what it is about by its id.
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
    let names = Names::load(&app, &caller, &rows).await?;
    let list = List::of(rows, limit, &app.sealer, &purpose, place, |row| names.line(row))?;
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
