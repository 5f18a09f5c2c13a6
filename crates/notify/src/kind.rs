//! What people can be told about: a closed list, each with the fields that its events carry.

use crate::fields::{FieldRule, Shape, may, need};
use crate::texts::Texts;
use forecourt_core::order::{LadderRule, Mark, Moment, RungKind};
use forecourt_core::text::Lang;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every word of the list, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word itself.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value of a word; `None` when the list does not have it.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What happened. The word is the type of a webhook and the key of a person's choice.
    Kind {
        /// An order was issued to a station.
        OrderIssued = "order.issued",
        /// The station did not acknowledge in time (§5.3).
        NotAcknowledged = "order.not_acknowledged",
        /// A part of the time is over (§5.3).
        Reminder = "order.reminder",
        /// The due time has passed.
        Overdue = "order.overdue",
        /// It went up the org tree (§5.3).
        Escalated = "order.escalated",
        /// The verifier sent it back (§5.4).
        Rejected = "order.rejected",
        /// The station says that it is fixed; somebody has to verify it (§5.4).
        Submitted = "order.submitted",
        /// What is to be verified was found again by another visit (§5.1).
        SeenAgain = "order.seen_again",
        /// The evidence is good, a check on site follows (§5.4).
        Verified = "order.verified",
        /// It is fixed.
        Closed = "order.closed",
        /// An appeal stopped its clock (decision 27).
        Paused = "order.paused",
        /// Its clock goes on (decision 27).
        Resumed = "order.resumed",
        /// Its due time waited for the calendar of a year, which is known now (decision 28).
        DueKnown = "order.due_known",
        /// It does not stand any more.
        Cancelled = "order.cancelled",
        /// A station asks for more time (§5.4).
        ExtensionAsked = "extension.asked",
        /// More time was given or refused (§5.4).
        ExtensionDecided = "extension.decided",
        /// An audit was published, or corrected for the worse: its items may be appealed (§3.7).
        AppealWindow = "appeal.window_open",
        /// An appeal was filed: level 1 decides (§3.7).
        AppealFiled = "appeal.filed",
        /// An appeal went up: level 2 decides (§3.7).
        AppealWentUp = "appeal.went_up",
        /// The panel asks the station for footage (decision 29).
        FootageAsked = "appeal.footage_asked",
        /// The station has handed in what was asked for (decision 29).
        FootageGiven = "appeal.footage_given",
        /// An appeal was decided, or its audit counts no longer (§3.7).
        AppealDecided = "appeal.decided",
        /// A T0 was not acknowledged: whom the duty officer has to call (decision 30).
        T0NotAcknowledged = "t0.not_acknowledged",
        /// A year is about to begin whose working days nobody has imported (decision 28).
        CalendarMissing = "calendar.missing",
        /// The bulletin 日通报 of an org unit is there.
        Bulletin = "bulletin.published",
        /// A report has waited for its first review for longer than a day (§2.5).
        ReviewOverdue = "review.overdue",
        /// An audit was published (decision 20).
        Published = "audit.published",
        /// The end of an appeal window waited for the calendar of a year, which is known now (decision 28).
        WindowKnown = "appeal.window_known",
        /// The deadline of an appeal waited for the calendar of a year, which is known now (decision 28).
        AppealDueKnown = "appeal.due_known",
        /// A red line was seen that has no order: it was not proven, or its audit counts for nothing (§2.5, §3.6).
        SafetyNotice = "safety.notice",
        /// A station was audited once more and is still too low: help on site, or a meeting (§5.5).
        FollowUp = "station.follow_up",
    }
}

words! {
    /// Why several events are told at once.
    DigestKind {
        /// More was waiting than a channel takes.
        Many = "digest.many",
        /// What should have been told while nothing ran (decision 30).
        Downtime = "digest.downtime",
        /// What a person wants to hear once a day.
        Daily = "digest.daily",
    }
}

const ORDER: FieldRule = need("order", Shape::Text);
const STATION: FieldRule = need("station", Shape::Text);
const ITEM: FieldRule = need("item", Shape::Both);
const CLASS: FieldRule = need("class", Shape::Word(&["T0", "T1", "T3", "T7", "T30"]));
/// `None` while the deadline waits for the calendar of its year (decision 28).
const DUE: FieldRule = may("due", Shape::Instant);
/// What the rung of the ladder says, from the policy.
const RUNG: FieldRule = need("rung", Shape::Both);
const REASON: FieldRule = need("reason", Shape::Text);
const AUDIT: FieldRule = need("audit", Shape::Text);
const APPEAL: FieldRule = need("appeal", Shape::Text);
/// Outcomes of an appeal on an item (decision 27 and issue 4).
const OUTCOME: FieldRule = need("outcome", Shape::Word(&["upheld", "na", "not_observed", "rejected", "withdrawn"]));
/// What follows when a station stays too low (§5.5).
const FOLLOW_UP: FieldRule = need("follow_up", Shape::Word(&["help", "meeting"]));
/// Until when; a meeting has no date.
const BY: FieldRule = may("by", Shape::Instant);
/// The final score of an audit, of 100.
const SCORE: FieldRule = need("score", Shape::Score);
/// Where somebody waits for it: it is known by then.
const KNOWN: FieldRule = need("due", Shape::Instant);
/// Where to read on, an address of the installation.
const LINK: FieldRule = may("link", Shape::Text);
/// Figures of an org unit and its day.
const BULLETIN: &[FieldRule] = &[
    need("unit", Shape::Text),
    need("day", Shape::Day),
    need("due", Shape::Count),
    need("on_time", Shape::Count),
    may("undecided", Shape::Count),
    may("rate", Shape::Rate),
    may("month_rate", Shape::Rate),
    need("overdue", Shape::Count),
    LINK,
];

impl Kind {
    /// What it is called, where people choose what they want to hear.
    pub fn name(self, lang: Lang) -> &'static str {
        &Texts::of(lang).event(self).name
    }

    /// The fields of its events: no others are taken, so that nothing else can reach a station by a message (decision 32).
    pub const fn fields(self) -> &'static [FieldRule] {
        match self {
            Self::OrderIssued | Self::Resumed | Self::DueKnown => &[ORDER, STATION, ITEM, CLASS, DUE, LINK],
            Self::Submitted | Self::SeenAgain | Self::Verified | Self::Paused | Self::Cancelled => {
                &[ORDER, STATION, ITEM, CLASS, LINK]
            }
            Self::NotAcknowledged | Self::Reminder | Self::Overdue | Self::Escalated => {
                &[ORDER, STATION, ITEM, CLASS, DUE, RUNG, LINK]
            }
            Self::Rejected => const { &[ORDER, STATION, ITEM, CLASS, DUE, REASON, need("round", Shape::Count), LINK] },
            Self::Closed => {
                const { &[ORDER, STATION, ITEM, CLASS, need("closed", Shape::Instant), may("on_time", Shape::Flag), LINK] }
            }
            Self::ExtensionAsked => {
                const { &[ORDER, STATION, ITEM, CLASS, DUE, need("until", Shape::Instant), REASON, LINK] }
            }
            Self::ExtensionDecided => const { &[ORDER, STATION, ITEM, CLASS, need("granted", Shape::Flag), DUE, LINK] },
            Self::ReviewOverdue => &[AUDIT, STATION, DUE, LINK],
            // What was recorded before messages told scores has none.
            Self::AppealWindow => const { &[AUDIT, STATION, may("score", Shape::Score), DUE, LINK] },
            Self::Published => &[AUDIT, STATION, SCORE, LINK],
            Self::WindowKnown => &[AUDIT, STATION, KNOWN, LINK],
            Self::AppealDueKnown => &[APPEAL, STATION, ITEM, KNOWN, LINK],
            Self::SafetyNotice => const { &[STATION, ITEM, CLASS, need("day", Shape::Day), LINK] },
            Self::FollowUp => &[AUDIT, STATION, FOLLOW_UP, SCORE, BY, LINK],
            Self::AppealFiled | Self::AppealWentUp | Self::FootageAsked | Self::FootageGiven => {
                &[APPEAL, STATION, ITEM, DUE, LINK]
            }
            Self::AppealDecided => {
                const { &[APPEAL, STATION, ITEM, OUTCOME, need("score_change", Shape::Change), LINK] }
            }
            Self::T0NotAcknowledged => {
                const { &[ORDER, STATION, ITEM, need("acknowledge_by", Shape::Instant), need("calls", Shape::People), LINK] }
            }
            Self::CalendarMissing => const { &[need("year", Shape::Count), LINK] },
            Self::Bulletin => BULLETIN,
        }
    }

    /// Whether it tells of what stations may not know (decision 23): then people alone are told, and no webhook and no robot,
    /// which a region may have set up.
    pub const fn is_inside(self) -> bool {
        matches!(self, Self::ReviewOverdue)
    }

    /// What a rung of the ladder of orders is told as (§5.3). A rung that asks for the telephone comes with a call list
    /// (decision 30); one that goes up the tree for another reason than the clock of the station is an escalation.
    pub fn of_rung(rung: &LadderRule) -> Self {
        match (&rung.moment, rung.kind) {
            (Moment::AcknowledgeBy, _) if rung.marks.contains(&Mark::Phone) => Self::T0NotAcknowledged,
            (Moment::AcknowledgeBy, _) => Self::NotAcknowledged,
            (Moment::Due(None), _) => Self::Overdue,
            (_, RungKind::Reminder) => Self::Reminder,
            (_, RungKind::Escalation) => Self::Escalated,
        }
    }

    /// Whether a T0 of this kind wakes people: it asks them to act (decision 30).
    pub const fn asks_to_act(self) -> bool {
        matches!(
            self,
            Self::OrderIssued
                | Self::NotAcknowledged
                | Self::Reminder
                | Self::Overdue
                | Self::Escalated
                | Self::Rejected
                | Self::T0NotAcknowledged
                | Self::SafetyNotice
        )
    }
}
