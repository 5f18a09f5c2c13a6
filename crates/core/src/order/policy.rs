//! The policy of rectification orders as data: classes, clocks, ladder, repeats, triggers (§5, decisions 25 to 28).

use super::load;
use crate::checklist::{DeadlineClass, Fault, Severity, words};
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A length of time as a rule names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// By the wall clock, ms; nights and holidays count.
    Wall(i64),
    /// Working days after day 0, to 18:00.
    WorkingDays(u32),
    /// Calendar days after day 0, to 18:00 of that day or of the next working day.
    CalendarDays(u32),
}

impl Span {
    /// Whether two spans are counted by the same clock.
    pub fn same_clock(self, other: Span) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// This span and another of the same clock after it; of two clocks only this one.
    pub fn plus(self, more: Span) -> Span {
        match (self, more) {
            (Self::Wall(ms), Self::Wall(more)) => Self::Wall(ms.saturating_add(more)),
            (Self::WorkingDays(days), Self::WorkingDays(more)) => Self::WorkingDays(days.saturating_add(more)),
            (Self::CalendarDays(days), Self::CalendarDays(more)) => Self::CalendarDays(days.saturating_add(more)),
            _ => self,
        }
    }

    /// The number as the clock counts it: ms, working days or calendar days.
    pub fn amount(self) -> i64 {
        match self {
            Self::Wall(ms) => ms,
            Self::WorkingDays(days) | Self::CalendarDays(days) => i64::from(days),
        }
    }
}

/// What one deadline class asks for (§5.1, §5.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassRule {
    pub class: DeadlineClass,
    pub name: Text,
    /// Time to say that the order was read; a class that asks for a plan has none.
    pub acknowledge: Option<Span>,
    /// The acknowledgement is asked for by telephone.
    pub by_phone: bool,
    /// Time until the danger is contained.
    pub contain: Option<Span>,
    /// Time until there has to be a plan.
    pub plan: Option<Span>,
    /// Time until it is fixed.
    pub due: Span,
    /// Issued at night it starts in the morning.
    pub night_start: bool,
    /// The longest extension; `None` is never.
    pub extension: Option<Span>,
    /// The least time after a rejection (decision 26).
    pub at_least_after_rejection: Span,
    /// The verifier's time, for the record and once more for the check on site.
    pub verify: Span,
    /// Share of submissions that are checked on site, bp.
    pub on_site_bp: u32,
}

impl ClassRule {
    /// Whether an appeal stops the clock: not that of the wall (decision 27).
    pub fn pauses(&self) -> bool {
        !matches!(self.due, Span::Wall(_))
    }

    /// Whether a submission is checked on site; `lot` is drawn evenly from 0 to 9999.
    pub fn draws_on_site(&self, lot: u32) -> bool {
        lot < self.on_site_bp
    }
}

words! {
    /// Levels of the org tree, from below (product.md, "org unit").
    Level {
        Station = "station", "加油站", "station";
        District = "district", "片区", "district";
        City = "city", "市公司", "city company";
        Province = "province", "省公司", "province";
        Headquarters = "headquarters", "总部", "headquarters";
    }
}
words! {
    /// Contacts of an org unit (decision 32).
    Contact {
        Head = "head", "负责人", "head";
        Duty = "duty", "值班", "on duty";
        Safety = "safety", "安全", "safety";
        Engineering = "engineering", "工程", "engineering";
    }
}
words! {
    /// What a rung is.
    RungKind {
        Reminder = "reminder", "提醒", "reminder";
        Escalation = "escalation", "督办", "escalation";
    }
}
words! {
    /// What goes with a rung beside the telling (§5.3).
    Mark {
        Phone = "phone", "电话通知", "by telephone";
        Bulletin = "bulletin", "列入日通报", "named in the bulletin";
        RedList = "red_list", "红色清单", "red list";
        Supervision = "supervision", "督办", "supervised";
        OutOfUse = "out_of_use", "停用", "out of use";
        Milestone = "milestone", "里程碑核对", "check of the milestone";
    }
}

impl Level {
    /// The next above; nothing is above headquarters.
    pub fn above(self) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| *level > self)
    }
}

/// Whom a rung tells; an empty level passes to the next above (decision 32).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recipient {
    pub level: Level,
    pub contact: Contact,
}

impl Recipient {
    /// The levels to try, from its own up; the first that has the contact is told, the empty ones before it are recorded.
    pub fn levels(self) -> impl Iterator<Item = Level> {
        Level::ALL.iter().copied().skip_while(move |level| *level != self.level)
    }
}

/// The moment of a rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Not acknowledged in time.
    AcknowledgeBy,
    /// Not contained in time.
    ContainBy,
    /// No plan in time.
    PlanBy,
    /// So many per cent of the time are over.
    Share(u32),
    /// Not submitted in time, and so long after it.
    Due(Option<Span>),
    /// Not verified in time.
    VerifyBy,
    /// Not checked on site in time.
    CheckBy,
    /// Rejected as often as sends an order up one level.
    Rejection,
}

/// One rung of the ladder (§5.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderRule {
    /// Its name; unique within a class.
    pub id: String,
    pub classes: Vec<DeadlineClass>,
    pub moment: Moment,
    pub kind: RungKind,
    pub tell: Vec<Recipient>,
    pub marks: Vec<Mark>,
    /// What it says.
    pub text: Text,
}

/// When a miss is a repeat, and what follows (§5.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatRule {
    /// A repeat is a miss within so many days after the closure.
    pub within_days: u32,
    /// Two repeats within so many days make a project.
    pub second_within_days: u32,
    /// The class of a repeat by the class of the item.
    pub shorter: Vec<(DeadlineClass, DeadlineClass)>,
}

/// When a station is audited once more, and what follows (§5.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReinspectionRule {
    /// A final score below it is enough alone.
    pub final_below_bp: u32,
    /// Audits in a row below it …
    pub running_below_bp: u32,
    /// … and how many of them.
    pub running_audits: u32,
    /// Orders of the quarter that were overdue.
    pub overdue_orders: u32,
    /// First and last day after the last related order was closed.
    pub from_day: u32,
    pub to_day: u32,
    /// A re-inspection below it brings help on site …
    pub help_below_bp: u32,
    /// … within so many working days.
    pub help_working_days: u32,
}

/// When single orders are grouped under a regional project (§5.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SystemicRule {
    /// Share of the audited stations that missed the item, bp.
    pub share_bp: u32,
    /// Least number of stations that missed it.
    pub stations: u32,
}

/// A version of the policy. An order keeps the version it was issued with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub id: String,
    pub version: u32,
    pub title: Text,
    /// A rung that is recorded later than this after its instant is late, ms.
    pub late_after_ms: i64,
    /// Rejections that send an order up one level.
    pub rejections_up: u32,
    /// Days without stars after false evidence.
    pub false_evidence_star_days: u32,
    /// Night for [`ClassRule::night_start`], hours of the local day.
    pub night_from_hour: u32,
    pub night_to_hour: u32,
    /// Every class once, the strictest first.
    pub classes: Vec<ClassRule>,
    /// Classes of critical, major and minor items that have none of their own.
    pub by_severity: [DeadlineClass; 3],
    pub repeat: RepeatRule,
    pub reinspection: ReinspectionRule,
    pub systemic: SystemicRule,
    pub ladder: Vec<LadderRule>,
}

impl Policy {
    /// Reads and checks one policy file, such as `checklists/rectification-policy/v1.toml`.
    ///
    /// Errors: all faults with their lines. Beside the faults of form: `bad_span`, `bad_recipient`, `span_clock` (two
    /// spans of a class that one clock must count), `missing_class`, `duplicate_class`, `duplicate_id` (a rung twice for
    /// a class), `not_shorter` (a repeat does not get stricter), `limits_order`, `nobody` (a rung that tells no one).
    pub fn parse(source: &str) -> Result<Policy, Vec<Fault>> {
        load::parse(source)
    }

    /// The rule of a class.
    pub fn class(&self, class: DeadlineClass) -> &ClassRule {
        // The loader refuses a file in which the classes are not complete and in order.
        &self.classes[class as usize]
    }

    /// The class of an item: red lines have theirs whatever the item says; `None` for what gets no order.
    pub fn class_of(&self, severity: Severity, own: Option<DeadlineClass>) -> Option<DeadlineClass> {
        let [critical, major, minor] = self.by_severity;
        match severity {
            Severity::Critical => Some(critical),
            Severity::Major => Some(own.unwrap_or(major)),
            Severity::Minor => Some(own.unwrap_or(minor)),
            Severity::Bonus => None,
        }
    }

    /// The rung of this id as an order of a class meets it. A plan that a shortened class wants is asked for by the rung of
    /// the class that it came from (§5.5, "T30→T7 plan").
    pub fn rung(&self, id: &str, class: DeadlineClass) -> Option<&LadderRule> {
        let named = || self.ladder.iter().filter(|rule| rule.id == id);
        named().find(|rule| rule.classes.contains(&class)).or_else(|| named().next())
    }

    /// By when a plan is wanted: as the class says, or, of an order that wants one all the same, as the class that asks for
    /// one (§5.5, "T30→T7 plan").
    pub fn plan(&self, class: DeadlineClass, wanted: bool) -> Option<Span> {
        let other = || self.classes.iter().find_map(|rule| rule.plan).filter(|_| wanted);
        self.class(class).plan.or_else(other)
    }

    /// The class of a repeat (§5.5).
    pub fn shortened(&self, class: DeadlineClass) -> DeadlineClass {
        self.repeat.shorter.iter().find(|(from, _)| *from == class).map_or(class, |(_, to)| *to)
    }
}

/// The source files of the built-in versions.
pub fn builtin_sources() -> &'static [&'static str] {
    &[include_str!("../../../../checklists/rectification-policy/v1.toml")]
}

/// The built-in versions by number, read once.
pub fn builtin(version: u32) -> Option<&'static Policy> {
    all().iter().find(|policy| policy.version == version)
}

fn all() -> &'static [Policy] {
    static POLICIES: OnceLock<Vec<Policy>> = OnceLock::new();
    // A built-in file with a fault cannot reach a release: a test reads each of them.
    POLICIES.get_or_init(|| builtin_sources().iter().filter_map(|source| Policy::parse(source).ok()).collect())
}

/// The rungs that carry a mark, each with a class that it carries it for, in whichever version.
pub fn marked(mark: Mark) -> BTreeSet<(&'static str, DeadlineClass)> {
    let rules = all().iter().flat_map(|policy| &policy.ladder).filter(|rule| rule.marks.contains(&mark));
    rules.flat_map(|rule| rule.classes.iter().map(|class| (rule.id.as_str(), *class))).collect()
}
