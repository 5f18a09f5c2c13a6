//! `GET /v1/policies`: the rules that orders and appeals run by (§5, decisions 19 to 28).

use axum::Json;
use forecourt_core::{
    appeal, calendar, day,
    order::{self, ClassRule, LadderRule, Moment, Policy, Span},
    states::Role,
    text::Text,
};
use forecourt_store::orders::POLICY;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::Caller,
    problem::{Problem, ProblemDocument, Result},
};

/// Who reads it.
const READ: &[Role] = &[Role::Admin, Role::Hq, Role::Auditor, Role::Region, Role::Planner];

/// A length of time.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpanView {
    /// `minutes` by the wall clock, `working_days` or `calendar_days` to 18:00.
    pub unit: &'static str,
    /// How many of them.
    pub amount: i64,
}

impl From<Span> for SpanView {
    fn from(span: Span) -> Self {
        match span {
            Span::Wall(ms) => Self { unit: "minutes", amount: ms / day::MINUTE_MS },
            Span::WorkingDays(days) => Self { unit: "working_days", amount: days.into() },
            Span::CalendarDays(days) => Self { unit: "calendar_days", amount: days.into() },
        }
    }
}

/// What one deadline class asks for.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassView {
    /// `T0` to `T30`.
    pub class: String,
    /// Its name.
    pub name: Text,
    /// Time to say that the order was read.
    pub acknowledge: Option<SpanView>,
    /// The acknowledgement is asked for by telephone.
    pub by_phone: bool,
    /// Time until the danger is contained.
    pub contain: Option<SpanView>,
    /// Time until there has to be a plan.
    pub plan: Option<SpanView>,
    /// Time until it is fixed.
    pub due: SpanView,
    /// Issued at night it starts in the morning.
    pub night_start: bool,
    /// The longest extension; absent when there is none.
    pub extension: Option<SpanView>,
    /// The least time after a rejection.
    pub at_least_after_rejection: SpanView,
    /// The verifier's time.
    pub verify: SpanView,
    /// Share of submissions that are checked on site, bp.
    pub on_site_bp: u32,
}

impl From<&ClassRule> for ClassView {
    fn from(rule: &ClassRule) -> Self {
        Self {
            class: rule.class.as_str().to_owned(),
            name: rule.name.clone(),
            acknowledge: rule.acknowledge.map(Into::into),
            by_phone: rule.by_phone,
            contain: rule.contain.map(Into::into),
            plan: rule.plan.map(Into::into),
            due: rule.due.into(),
            night_start: rule.night_start,
            extension: rule.extension.map(Into::into),
            at_least_after_rejection: rule.at_least_after_rejection.into(),
            verify: rule.verify.into(),
            on_site_bp: rule.on_site_bp,
        }
    }
}

/// Whom a rung tells.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecipientView {
    /// Level of the org tree; an empty one passes to the next above.
    pub level: &'static str,
    /// Contact of that level.
    pub contact: &'static str,
}

/// One rung of the ladder.
#[derive(Debug, Serialize, ToSchema)]
pub struct RungView {
    /// Its name.
    pub id: String,
    /// Classes that have it.
    pub classes: Vec<String>,
    /// `reminder` or `escalation`.
    pub kind: &'static str,
    /// What it counts from: `acknowledge_by`, `contain_by`, `plan_by`, `share` (of the time), `due`, `verify_by`, `check_by`
    /// or `rejection`.
    pub moment: &'static str,
    /// Per cent of the time, for `share`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
    /// So long after the due time, for `due`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<SpanView>,
    /// Who is told.
    pub tell: Vec<RecipientView>,
    /// What goes with it: `phone`, `bulletin`, `red_list`, `supervision`, `out_of_use`, `milestone`.
    pub marks: Vec<&'static str>,
    /// What it says.
    pub text: Text,
}

impl From<&LadderRule> for RungView {
    fn from(rule: &LadderRule) -> Self {
        let (moment, percent, after) = match rule.moment {
            Moment::AcknowledgeBy => ("acknowledge_by", None, None),
            Moment::ContainBy => ("contain_by", None, None),
            Moment::PlanBy => ("plan_by", None, None),
            Moment::Share(percent) => ("share", Some(percent), None),
            Moment::Due(after) => ("due", None, after),
            Moment::VerifyBy => ("verify_by", None, None),
            Moment::CheckBy => ("check_by", None, None),
            Moment::Rejection => ("rejection", None, None),
        };
        let tell = |one: &order::Recipient| RecipientView { level: one.level.as_str(), contact: one.contact.as_str() };
        Self {
            id: rule.id.clone(),
            classes: rule.classes.iter().map(|class| class.as_str().to_owned()).collect(),
            kind: rule.kind.as_str(),
            moment,
            percent,
            after: after.map(Into::into),
            tell: rule.tell.iter().map(tell).collect(),
            marks: rule.marks.iter().map(|mark| mark.as_str()).collect(),
            text: rule.text.clone(),
        }
    }
}

/// When a miss is a repeat, a station is audited once more, orders are grouped (§5.5).
#[derive(Debug, Serialize, ToSchema)]
pub struct TriggersView {
    /// A repeat is a miss within so many days after the closure.
    pub repeat_within_days: u32,
    /// Two repeats within so many days make a project.
    pub second_repeat_within_days: u32,
    /// A final score below it brings a re-visit, bp.
    pub revisit_below_bp: u32,
    /// So many audits in a row …
    pub revisit_running_audits: u32,
    /// … below this bring one, bp.
    pub revisit_running_below_bp: u32,
    /// So many overdue orders of a quarter bring one.
    pub revisit_overdue_orders: u32,
    /// First and last day of a re-visit after the last order was closed.
    pub revisit_days: [u32; 2],
    /// A re-visit below it brings help on site, bp.
    pub help_below_bp: u32,
    /// Share of the audited stations of a region that makes a common problem, bp.
    pub common_share_bp: u32,
    /// Least number of such stations.
    pub common_stations: u32,
    /// Days without stars after false evidence.
    pub false_evidence_star_days: u32,
}

/// Terms of appeals, working days to 18:00 (§3.7, decision 19).
#[derive(Debug, Serialize, ToSchema)]
pub struct AppealTerms {
    /// To file, after publication.
    pub file_days: u32,
    /// For the first panel.
    pub level_1_days: u32,
    /// To go on to the second level.
    pub go_on_days: u32,
    /// For the second panel.
    pub level_2_days: u32,
    /// After so many rejected appeals in the quarter the region has to agree.
    pub rejected_limit: u64,
}

/// The rules in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyView {
    /// Its id.
    pub id: String,
    /// Its version; an order keeps that with which it was issued.
    pub version: u32,
    /// Its title.
    pub title: Text,
    /// The hour of working days at which publication happens.
    pub publication_hour: i64,
    /// The hour at which deadlines fall due, and drafts are issued by the system.
    pub close_hour: i64,
    /// Hours between which orders of 24 hours wait for the morning.
    pub night_hours: [u32; 2],
    /// A reminder that is recorded later than this after its instant is marked late, minutes.
    pub late_after_minutes: i64,
    /// Rejections that send an order up one level.
    pub rejections_up: u32,
    /// Every class, the strictest first.
    pub classes: Vec<ClassView>,
    /// The ladder, in its order.
    pub ladder: Vec<RungView>,
    /// What follows from repeats and scores.
    pub triggers: TriggersView,
    /// Terms of appeals.
    pub appeals: AppealTerms,
}

/// Show the policy of orders
///
/// The rules that new orders and appeals run by, as data. For offices and auditors.
#[utoipa::path(get, path = "/v1/policies", tag = "administration",
    responses((status = 200, body = PolicyView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn show(caller: Caller) -> Result<Json<PolicyView>> {
    caller.scope(READ)?;
    let policy = order::builtin(POLICY).ok_or_else(|| Problem::internal("no policy of orders"))?;
    Ok(Json(of(policy)))
}

fn of(policy: &Policy) -> PolicyView {
    let (repeat, again) = (&policy.repeat, &policy.reinspection);
    PolicyView {
        id: policy.id.clone(),
        version: policy.version,
        title: policy.title.clone(),
        publication_hour: calendar::PUBLICATION_HOUR,
        close_hour: calendar::CLOSE_HOUR,
        night_hours: [policy.night_from_hour, policy.night_to_hour],
        late_after_minutes: policy.late_after_ms / day::MINUTE_MS,
        rejections_up: policy.rejections_up,
        classes: policy.classes.iter().map(Into::into).collect(),
        ladder: policy.ladder.iter().map(Into::into).collect(),
        triggers: TriggersView {
            repeat_within_days: repeat.within_days,
            second_repeat_within_days: repeat.second_within_days,
            revisit_below_bp: again.final_below_bp,
            revisit_running_audits: again.running_audits,
            revisit_running_below_bp: again.running_below_bp,
            revisit_overdue_orders: again.overdue_orders,
            revisit_days: [again.from_day, again.to_day],
            help_below_bp: again.help_below_bp,
            common_share_bp: policy.systemic.share_bp,
            common_stations: policy.systemic.stations,
            false_evidence_star_days: policy.false_evidence_star_days,
        },
        appeals: AppealTerms {
            file_days: appeal::FILE_DAYS,
            level_1_days: appeal::LEVEL_1_DAYS,
            go_on_days: appeal::GO_ON_DAYS,
            level_2_days: appeal::LEVEL_2_DAYS,
            rejected_limit: appeal::REJECTED_LIMIT,
        },
    }
}
