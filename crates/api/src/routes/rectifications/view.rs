//! Orders as they are shown: to stations and regions without anything of the visit but its day, to desks with what they
//! rest on.

use forecourt_core::{
    checklist::Item,
    order::{CancelReason, Deadline, Fix, Order, OrderState},
    text::Text,
};
use forecourt_store::{
    entity::{order_extension, rectification, station},
    orders::order_of,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{extensions::ExtensionView, rules::OrderRules};
use crate::{
    problem::{Problem, Result},
    routes::audits::view::StationRef,
    state::App,
    times::{self, rfc3339},
};

/// The item that was missed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderItem {
    /// Its id, the same in every version of the checklist.
    pub id: String,
    /// Its number in the version it was found with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// What it asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// `critical`, `major` or `minor`.
    pub severity: String,
    /// What shows that it is fixed, beside a picture before and one after: of a `repair` a work order or an invoice, of
    /// `behaviour` a signed training record and a drill clip, of a `price` a picture of both prices in one frame (§5.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub fix: Option<Fix>,
}

/// The clocks of an order and what was done by when. All instants are those of the order, not of the visit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderTimes {
    /// When it was issued; absent of a draft.
    pub issued_at: Option<String>,
    /// When its clock began to run.
    pub starts_at: Option<String>,
    /// By when it has to be acknowledged.
    pub acknowledge_by: Option<String>,
    /// By when the danger has to be contained.
    pub contain_by: Option<String>,
    /// By when there has to be a plan.
    pub plan_by: Option<String>,
    /// By when it has to be submitted; absent while `pending_calendar`.
    pub due_at: Option<String>,
    /// The year for which the calendar is missing, when a deadline waits for it.
    pub pending_calendar: Option<i32>,
    /// By when it has to be verified.
    pub verify_by: Option<String>,
    /// By when it has to be checked on site.
    pub check_by: Option<String>,
    /// When it was acknowledged.
    pub acknowledged_at: Option<String>,
    /// When the danger was contained.
    pub contained_at: Option<String>,
    /// When a plan was given.
    pub planned_at: Option<String>,
    /// When it was submitted last.
    pub submitted_at: Option<String>,
    /// When it was verified.
    pub verified_at: Option<String>,
    /// When it was closed.
    pub closed_at: Option<String>,
    /// Since when it stands still for an appeal.
    pub paused_since: Option<String>,
    /// Rejections so far.
    pub round: u32,
    /// It is overdue now.
    pub overdue: bool,
    /// It is or was overdue at some time.
    pub ever_overdue: bool,
    /// The verifier, or the check on site, is late; the station is not by that.
    pub verifier_late: bool,
    /// A submission waits for a check on site.
    pub on_site_check: bool,
    /// Whether it was submitted on time; absent before a submission.
    pub on_time: Option<bool>,
}

impl OrderTimes {
    fn of(order: &Order, now_ms: i64) -> Self {
        let clock = order.clock;
        let at = |deadline: Option<Deadline>| deadline.and_then(Deadline::at_ms).map(rfc3339);
        Self {
            issued_at: clock.map(|clock| rfc3339(clock.issued_ms)),
            starts_at: clock.map(|clock| rfc3339(clock.start_ms)),
            acknowledge_by: at(clock.and_then(|clock| clock.acknowledge_by)),
            contain_by: at(clock.and_then(|clock| clock.contain_by)),
            plan_by: at(clock.and_then(|clock| clock.plan_by)),
            due_at: at(clock.map(|clock| clock.due)),
            pending_calendar: order.pending_calendar(),
            verify_by: at(clock.and_then(|clock| clock.verify_by)),
            check_by: at(clock.and_then(|clock| clock.check_by)),
            acknowledged_at: order.acknowledged_ms.map(rfc3339),
            contained_at: order.contained_ms.map(rfc3339),
            planned_at: order.planned_ms.map(rfc3339),
            submitted_at: order.submission.map(|sent| rfc3339(sent.at_ms)),
            verified_at: order.verified_ms.map(rfc3339),
            closed_at: order.closed_ms.map(rfc3339),
            paused_since: order.paused.map(|pause| rfc3339(pause.since_ms)),
            round: order.round,
            overdue: order.is_overdue(now_ms),
            ever_overdue: order.ever_overdue(now_ms),
            verifier_late: order.verifier_is_late(now_ms),
            on_site_check: order.submission.is_some_and(|sent| sent.on_site),
            on_time: order.on_time(),
        }
    }
}

/// What a draft's deadline would be if it were issued now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IfIssued {
    /// By the policy; absent while the calendar is missing.
    pub due_at: Option<String>,
    /// The year for which the calendar is missing.
    pub pending_calendar: Option<i32>,
    /// The latest that the office may set instead.
    pub latest_due_at: Option<String>,
}

/// An order behind the identity wall.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StationOrder {
    /// The order.
    pub id: Uuid,
    /// For `If-Match`; the same as the ETag.
    pub version: i32,
    /// The station.
    pub station: StationRef,
    /// What was missed.
    pub item: OrderItem,
    /// `T0`, `T1`, `T3`, `T7` or `T30`.
    pub class: String,
    /// Where it stands.
    pub state: OrderState,
    /// Day of the visit.
    pub visit_day: String,
    /// The same was found and fixed before: its cause has to be named with the submission.
    pub root_cause_needed: bool,
    /// A plan has to be given.
    pub plan_needed: bool,
    /// Until when the office may issue the draft itself; then the system does.
    pub issue_by: Option<String>,
    /// What its deadline would be if it were issued now; only of a draft.
    pub if_issued: Option<IfIssued>,
    /// The extension that was asked for.
    pub extension: Option<ExtensionView>,
    /// Its clocks.
    pub times: OrderTimes,
    /// What the policy gives its class.
    pub rules: OrderRules,
    /// Why it was cancelled.
    pub cancelled: Option<CancelReason>,
}

/// An order as the desks see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskOrder {
    /// The order.
    pub id: Uuid,
    /// For `If-Match`; the same as the ETag.
    pub version: i32,
    /// The station.
    pub station: StationRef,
    /// What was missed.
    pub item: OrderItem,
    /// `T0`, `T1`, `T3`, `T7` or `T30`.
    pub class: String,
    /// Where it stands.
    pub state: OrderState,
    /// Day of the visit.
    pub visit_day: String,
    /// The audit that opened it.
    pub audit_id: Uuid,
    /// The order that did not last.
    pub repeat_of: Option<Uuid>,
    /// Second repeat: the item gets a project, the station goes on the watch list.
    pub project: bool,
    /// Findings of later audits that joined it.
    pub repeats: i32,
    /// The cause has to be named with the submission.
    pub root_cause_needed: bool,
    /// A plan has to be given.
    pub plan_needed: bool,
    /// Version of the policy that it was drafted by.
    pub policy_version: i32,
    /// When it was drafted.
    pub opened_at: String,
    /// Until when the office may issue the draft itself; then the system does.
    pub issue_by: Option<String>,
    /// Who submitted it last.
    pub submitted_by: Option<Uuid>,
    /// Evidence of it was false.
    pub false_evidence: bool,
    /// What its deadline would be if it were issued now; only of a draft.
    pub if_issued: Option<IfIssued>,
    /// The extension that was asked for.
    pub extension: Option<ExtensionView>,
    /// Its clocks.
    pub times: OrderTimes,
    /// Why it was cancelled.
    pub cancelled: Option<CancelReason>,
}

/// What both views are made of.
pub struct Shown<'a> {
    /// The application.
    pub app: &'a App,
    /// The row.
    pub row: &'a rectification::Model,
    /// Its station.
    pub station: &'a station::Model,
    /// The extension that was asked for.
    pub extension: Option<&'a order_extension::Model>,
    /// Now, epoch ms: the same for all orders of an answer.
    pub now_ms: i64,
}

/// The item of an order, read in the version that it was found with; `None` where that is not known here.
pub fn with_item<T>(app: &App, row: &rectification::Model, read: impl FnOnce(&Item) -> T) -> Option<T> {
    let published = app.checklists.get(&row.checklist_id, u32::try_from(row.checklist_version).ok()?)?;
    let checklist = &published.checklist;
    checklist.item_index(&row.item).map(|index| read(&checklist.items[index]))
}

impl Shown<'_> {
    fn item(&self) -> OrderItem {
        let row = self.row;
        let item = with_item(self.app, row, |item| (item.n, item.text.clone(), Fix::of(item)));
        let (n, text, fix) = item.map_or((None, None, None), |(n, text, fix)| (Some(n), Some(text), Some(fix)));
        OrderItem { id: row.item.clone(), n, text, severity: row.severity.clone(), fix }
    }

    fn order(&self) -> Result<(Order, OrderState, bool)> {
        let order = order_of(self.row)?;
        let policy = forecourt_store::orders::policy(self.row.policy_version)?;
        let plan = policy.plan(order.class, order.plan_wanted).is_some();
        let state = order.state;
        Ok((order, state, plan))
    }

    fn issue_by(&self, state: OrderState) -> Option<String> {
        self.row.issue_by.filter(|_| state == OrderState::Draft).map(rfc3339)
    }

    fn if_issued(&self, order: &Order) -> Result<Option<IfIssued>> {
        if order.state != OrderState::Draft {
            return Ok(None);
        }
        let calendar = self.app.store.calendar();
        let rules = forecourt_store::orders::rules(self.row.policy_version, &calendar)?;
        let (due, latest) = order.if_issued(self.now_ms, rules);
        let pending_calendar = match due {
            Deadline::Pending { year } => Some(year),
            Deadline::At { .. } => None,
        };
        let at = |deadline: Deadline| deadline.at_ms().map(rfc3339);
        Ok(Some(IfIssued { due_at: at(due), pending_calendar, latest_due_at: at(latest) }))
    }

    fn extension(&self, order: &Order) -> Option<ExtensionView> {
        self.extension.map(|row| ExtensionView::of(row, order, self.now_ms))
    }

    /// Behind the wall.
    pub fn for_station(&self) -> Result<StationOrder> {
        let (order, state, plan_needed) = self.order()?;
        let row = self.row;
        Ok(StationOrder {
            id: row.id,
            version: row.version,
            station: StationRef::from(self.station),
            item: self.item(),
            class: row.class.clone(),
            state,
            visit_day: times::day(row.visit_day),
            root_cause_needed: row.root_cause,
            plan_needed,
            issue_by: self.issue_by(state),
            if_issued: self.if_issued(&order)?,
            extension: self.extension(&order),
            rules: OrderRules::from(forecourt_store::orders::policy(row.policy_version)?.class(order.class)),
            times: OrderTimes { on_site_check: check_is_known(&order), ..OrderTimes::of(&order, self.now_ms) },
            cancelled: order.cancelled,
        })
    }

    /// For the desks.
    pub fn for_desk(&self) -> Result<DeskOrder> {
        let (order, state, plan_needed) = self.order()?;
        let row = self.row;
        Ok(DeskOrder {
            id: row.id,
            version: row.version,
            station: StationRef::from(self.station),
            item: self.item(),
            class: row.class.clone(),
            state,
            visit_day: times::day(row.visit_day),
            audit_id: row.audit_id,
            repeat_of: row.repeat_of,
            project: row.project,
            repeats: row.repeats,
            root_cause_needed: row.root_cause,
            plan_needed,
            policy_version: row.policy_version,
            opened_at: rfc3339(row.opened_at),
            issue_by: self.issue_by(state),
            if_issued: self.if_issued(&order)?,
            extension: self.extension(&order),
            submitted_by: row.submitted_by,
            false_evidence: order.false_evidence,
            times: OrderTimes::of(&order, self.now_ms),
            cancelled: order.cancelled,
        })
    }
}

/// The station of an order that is there.
pub fn station_of(
    stations: &std::collections::HashMap<Uuid, station::Model>,
    row: &rectification::Model,
) -> Result<station::Model> {
    let found = stations.get(&row.station_id).cloned();
    found.ok_or_else(|| Problem::internal(format!("order {} has no station", row.id)))
}

/// What a verb answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderDone {
    /// The order.
    pub id: Uuid,
    /// Its version now; the same as the ETag.
    pub version: i32,
    /// Its state now.
    pub state: OrderState,
    /// By when it has to be submitted.
    pub due_at: Option<String>,
    /// Whether it is overdue.
    pub overdue: bool,
    /// The year for which the calendar is missing.
    pub pending_calendar: Option<i32>,
    /// The submission is checked on site.
    pub on_site_check: bool,
    /// The extension that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension_id: Option<Uuid>,
}

/// Whether a check on site is known to everybody: a visit that is planned is told to no station (decision 23), only once
/// the office has accepted the records.
fn check_is_known(order: &Order) -> bool {
    order.verified_ms.is_some() && order.submission.is_some_and(|sent| sent.on_site)
}

impl OrderDone {
    /// An order as it is after a verb.
    pub fn of(row: &rectification::Model) -> Result<Self> {
        let order = order_of(row)?;
        Ok(Self {
            id: row.id,
            version: row.version,
            state: order.state,
            due_at: row.due_at.map(rfc3339),
            overdue: row.overdue,
            pending_calendar: row.pending_year,
            on_site_check: check_is_known(&order),
            extension_id: None,
        })
    }
}
