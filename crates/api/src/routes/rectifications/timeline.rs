//! `GET /v1/rectifications/{id}/timeline`: everything that happened to an order, in one request.

use std::collections::{BTreeSet, HashMap};

use axum::{extract::State, http::StatusCode, response::Response};
use forecourt_core::{checklist::VisitRules, flags::is_elsewhere, states::Role, text::Text};
use forecourt_store::{
    entity::{evidence, order_event, order_rung, rectification},
    evidence::{self as files, Place},
    orders::{
        findings::seen_after_submission,
        order_of, policy,
        read::{Story, shown_again, shown_elsewhere, story},
    },
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    DESK,
    extensions::ExtensionView,
    show::{OrderCase, case, visible},
    sight,
};
use crate::{
    auth::Caller,
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::respond,
    state::App,
    times::{self, rfc3339},
};

/// Everything about one order.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderTimeline {
    /// For `If-Match`; the same as the ETag.
    pub version: i32,
    /// The order as it stands.
    pub order: OrderCase,
    /// What it rests on: audits that are published, and for desks the others too.
    pub findings: Vec<OrderFinding>,
    /// The extension that was asked for.
    pub extension: Option<ExtensionView>,
    /// Files that were handed in.
    pub evidence: Vec<EvidenceRef>,
    /// What happened, in order.
    pub entries: Vec<TimelineEntry>,
}

/// A finding that an order rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderFinding {
    /// The audit.
    pub audit_id: Uuid,
    /// Day of the visit.
    pub visit_day: String,
    /// It opened the order; else it joined it.
    pub opened: bool,
    /// The visit was on the day of the submission that is to be verified, or later.
    pub seen_after_submission: bool,
}

/// A file of an order: `GET /v1/evidence/{id}`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceRef {
    /// Its id.
    pub id: Uuid,
    /// `before`, `after` or `document`.
    pub role: Option<String>,
    /// What it is.
    pub content_type: String,
    /// Its length.
    pub bytes: i64,
    /// When it was announced.
    pub at: String,
    /// When the app's camera took it, by the clock of the device; absent of what was chosen from files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<String>,
    /// Where it was taken, if the device told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceView>,
    /// Where else the same bytes were shown; for who may verify, never for stations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<SameAs>,
}

/// Where a file was taken.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlaceView {
    /// From the station, m; absent where nobody knows where that is.
    pub distance_m: Option<i64>,
    /// Radius in which the position service believed itself, m.
    pub accuracy_m: i64,
    /// Beyond the tolerance of the fence that visits are judged by, however the position may err (§2.5).
    pub away: bool,
    /// The device said that a mock provider told it.
    pub mocked: bool,
}

/// Where else the same bytes were shown: to other orders, and to this one under another id.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SameAs {
    /// How many other orders, as far as the caller sees orders.
    pub count: usize,
    /// The first 20 of them.
    pub orders: Vec<Uuid>,
    /// How many other containments and submissions of this order.
    pub own_rounds: usize,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// When; absent where only the day may be told.
    pub at: Option<String>,
    /// The day.
    pub day: String,
    /// `verb`: somebody did something; `rung`: time did.
    pub kind: &'static str,
    /// The verb, or the name of the rung.
    pub what: String,
    /// What it says, for a rung.
    pub text: Option<Text>,
    /// The role of who did it; absent for the system.
    pub role: Option<String>,
    /// His name, where the caller may know it.
    pub name: Option<String>,
    /// In his words.
    pub reason: Option<String>,
    /// What belongs to it.
    pub data: Option<Value>,
    /// Whom a rung told, and empty levels that it passed over.
    pub told: Vec<ToldView>,
    /// `phone`, `bulletin`, `red_list`, `supervision`, `out_of_use`, `milestone`.
    pub marks: Vec<String>,
    /// A rung that was recorded late.
    pub late: bool,
}

/// Whom a rung told.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldView {
    /// `head`, `duty`, `safety` or `engineering`.
    pub contact: String,
    /// The level that the ladder names.
    pub wanted: String,
    /// The level that was told; absent when nobody above has the contact either.
    pub level: Option<String>,
    /// Empty levels that were passed over.
    pub passed: Vec<String>,
}

/// Timeline of an order
///
/// The order, what it rests on, and everything that happened to it: verbs with actor, instant and reason, reminders and
/// escalations with whom they told.
#[utoipa::path(get, path = "/v1/rectifications/{id}/timeline", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, body = OrderTimeline), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn timeline(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let (desk, row) = visible(&app, &caller, id).await?;
    let story = story(app.store.read(), id).await?;
    let evidence = files_of(&app, &caller, &row, &story).await?;
    let order = order_of(&row)?;
    let policy = policy(row.policy_version)?;
    let now = app.clock.now_ms();
    let mut entries: Vec<(i64, TimelineEntry)> =
        story.events.iter().filter_map(|event| told_of(event, &story, desk)).collect();
    entries.extend(story.rungs.iter().map(|rung| {
        let rule = policy.rung(&rung.rule, order.class);
        (rung.at, rung_entry(rung, rule.map(|rule| rule.text.clone())))
    }));
    entries.sort_by_key(|(at, _)| *at);
    let findings = story.findings.iter().filter(|link| desk || story.published.contains(&link.audit_id));
    let shown = OrderTimeline {
        version: row.version,
        order: case(&app, desk, &row).await?,
        findings: findings
            .map(|link| OrderFinding {
                audit_id: link.audit_id,
                visit_day: times::day(link.visit_day),
                opened: link.opened,
                seen_after_submission: seen_after_submission(&row, link),
            })
            .collect(),
        extension: story.extension.as_ref().map(|row| ExtensionView::of(row, &order, now)),
        evidence,
        entries: entries.into_iter().map(|(_, entry)| entry).collect(),
    };
    Ok(respond(StatusCode::OK, serde_json::to_value(shown).map_err(Problem::internal)?))
}

/// A file as timelines name it, without where it was taken.
pub fn file(row: &evidence::Model) -> EvidenceRef {
    EvidenceRef {
        id: row.id,
        role: row.role.clone(),
        content_type: row.content_type.clone(),
        bytes: row.bytes,
        at: rfc3339(row.created_at),
        taken_at: row.taken_at.map(rfc3339),
        place: None,
        same_as: None,
    }
}

/// Where a file was taken, by the rules of visits of its order's checklist.
fn place(stored: &Value, rules: Option<&VisitRules>) -> Result<PlaceView> {
    let Place { distance_cm, accuracy_cm, mocked } =
        serde_json::from_value(stored.clone()).map_err(Problem::internal)?;
    let far = |cm: i64| rules.is_some_and(|rules| is_elsewhere(rules, cm.saturating_mul(10), accuracy_cm));
    Ok(PlaceView {
        distance_m: distance_cm.map(|cm| cm / 100),
        accuracy_m: accuracy_cm / 100,
        away: distance_cm.is_some_and(far),
        mocked,
    })
}

/// The files of an order, each with where else its bytes were handed in: a verifier is to see it, who handed it in is not.
async fn files_of(app: &App, caller: &Caller, order: &rectification::Model, story: &Story) -> Result<Vec<EvidenceRef>> {
    let rows = files::of_subject(app.store.read(), order.id).await?;
    let verifies: Vec<Role> = DESK.iter().copied().chain([Role::Region]).collect();
    let (seen, own) = match sight(caller, &verifies) {
        Ok(sight) => (shown_elsewhere(app.store.read(), &sight, order.id, &rows).await?, shown_again(story, &rows)),
        Err(_) => (HashMap::new(), HashMap::new()),
    };
    let version = u32::try_from(order.checklist_version).unwrap_or(0);
    let published = app.checklists.get(&order.checklist_id, version);
    let rules = published.as_ref().map(|published| &published.checklist.visit);
    let with = |row: &evidence::Model| {
        let place = row.place.as_ref().map(|stored| place(stored, rules)).transpose()?;
        let orders = seen.get(&row.sha256);
        let same = SameAs {
            count: orders.map_or(0, BTreeSet::len),
            orders: orders.into_iter().flatten().copied().take(SAME_SHOWN).collect(),
            own_rounds: own.get(&row.id).copied().unwrap_or(0),
        };
        let same_as = Some(same).filter(|same| same.count + same.own_rounds > 0);
        Ok(EvidenceRef { place, same_as, ..file(row) })
    };
    rows.iter().map(with).collect()
}

/// Orders with the same bytes that are named.
const SAME_SHOWN: usize = 20;

/// A line of history as the caller may see it. Behind the wall: nothing before the issue, of findings that joined only
/// those of published audits, and of these the day alone; of people the names of stations and regions.
fn told_of(event: &order_event::Model, story: &Story, desk: bool) -> Option<(i64, TimelineEntry)> {
    let of_finding = matches!(event.verb.as_str(), "attach" | "detach");
    if !desk {
        let audit = event.data.as_ref().and_then(|data| data["audit_id"].as_str()).and_then(|id| id.parse().ok());
        let hidden = of_finding && !audit.is_some_and(|audit: Uuid| story.published.contains(&audit));
        if hidden || event.verb == "draft" {
            return None;
        }
    }
    let role = event.role.as_deref().and_then(Role::parse);
    let nameable = desk || role.is_some_and(Role::is_station_side);
    let name = event.person_id.filter(|_| nameable).and_then(|person| story.names.get(&person).cloned());
    let exact = desk || !of_finding;
    let entry = TimelineEntry {
        at: exact.then(|| rfc3339(event.at)),
        day: times::day(forecourt_reports::day_of_ms(event.at)),
        kind: "verb",
        what: event.verb.clone(),
        text: None,
        role: event.role.clone(),
        name,
        reason: event.reason.clone(),
        data: event.data.clone().map(|data| if desk { data } else { without_people(data) }),
        told: Vec::new(),
        marks: Vec::new(),
        late: false,
    };
    Some((event.at, entry))
}

/// What belongs to a deed, without whom it names.
fn without_people(mut data: Value) -> Value {
    if let Some(map) = data.as_object_mut() {
        map.remove("callee");
    }
    data
}

fn rung_entry(rung: &order_rung::Model, text: Option<Text>) -> TimelineEntry {
    let words = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let told = rung.told.as_array().into_iter().flatten().map(|told| ToldView {
        contact: word(&told["contact"]),
        wanted: word(&told["wanted"]),
        level: told["level"].as_str().map(str::to_owned),
        passed: words(&told["passed"]),
    });
    TimelineEntry {
        at: Some(rfc3339(rung.at)),
        day: times::day(forecourt_reports::day_of_ms(rung.at)),
        kind: "rung",
        what: rung.rule.clone(),
        text,
        role: None,
        name: None,
        reason: None,
        data: None,
        told: told.collect(),
        marks: words(&rung.marks),
        late: rung.late,
    }
}
