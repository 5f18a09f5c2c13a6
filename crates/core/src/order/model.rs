//! An order: its state, the facts beside it, and what happened to it (decisions.md, "Orders").

use super::clock::{Deadline, Rules};
use super::policy::Span;
use super::table::{CancelReason, OrderState, OrderVerb};
use crate::checklist::DeadlineClass;
use crate::states::Role;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    System,
    Person {
        id: Uuid,
        role: Role,
        /// He stands in the tree under the person whose submission or request he judges.
        beneath: bool,
    },
}

impl Actor {
    /// A person who stands under nobody whom he judges.
    pub fn person(id: Uuid, role: Role) -> Self {
        Self::Person { id, role, beneath: false }
    }

    /// The role; `None` for the system.
    pub fn role(self) -> Option<Role> {
        match self {
            Self::System => None,
            Self::Person { role, .. } => Some(role),
        }
    }

    /// The person; `None` for the system.
    pub fn id(self) -> Option<Uuid> {
        match self {
            Self::System => None,
            Self::Person { id, .. } => Some(id),
        }
    }
}

/// What is done, with what the clock has to know of it; reasons, plans and evidence lie in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// With the policy's deadline, or with one of the office.
    Issue {
        due_ms: Option<i64>,
    },
    Acknowledge,
    Contain,
    Plan,
    /// `on_site`: a check on site was drawn for this submission ([`ClassRule::draws_on_site`]).
    ///
    /// [`ClassRule::draws_on_site`]: super::ClassRule::draws_on_site
    Submit {
        on_site: bool,
    },
    Verify,
    Close,
    Reject {
        false_evidence: bool,
    },
    AskExtension {
        by: Span,
    },
    GrantExtension,
    RefuseExtension,
    Pause,
    Resume,
    Cancel {
        reason: CancelReason,
    },
}

impl Act {
    /// The verb of the table.
    pub fn verb(self) -> OrderVerb {
        match self {
            Self::Issue { .. } => OrderVerb::Issue,
            Self::Acknowledge => OrderVerb::Acknowledge,
            Self::Contain => OrderVerb::Contain,
            Self::Plan => OrderVerb::Plan,
            Self::Submit { .. } => OrderVerb::Submit,
            Self::Verify => OrderVerb::Verify,
            Self::Close => OrderVerb::Close,
            Self::Reject { .. } => OrderVerb::Reject,
            Self::AskExtension { .. } => OrderVerb::AskExtension,
            Self::GrantExtension => OrderVerb::GrantExtension,
            Self::RefuseExtension => OrderVerb::RefuseExtension,
            Self::Pause => OrderVerb::Pause,
            Self::Resume => OrderVerb::Resume,
            Self::Cancel { .. } => OrderVerb::Cancel,
        }
    }
}

/// One thing that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Epoch ms; never before the event before it.
    pub at_ms: i64,
    pub actor: Actor,
    pub act: Act,
}

/// The clocks of an order that was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    pub issued_ms: i64,
    /// When it began to run: the issue, or the morning after it.
    pub start_ms: i64,
    pub acknowledge_by: Option<Deadline>,
    pub contain_by: Option<Deadline>,
    pub plan_by: Option<Deadline>,
    /// What reminders, ladder, overdue and stars look at.
    pub due: Deadline,
    /// What *on time* looks at: without the grace of a rejection (decision 26).
    pub rate_due: Deadline,
    /// How often `due` moved.
    pub moved: u32,
    /// The verifier's time, from the submission on.
    pub verify_by: Option<Deadline>,
    /// The time for the check on site: from the verification on, of a class in hours from the submission on.
    pub check_by: Option<Deadline>,
    /// When it was last rejected; after an appeal the end of the pause, since nobody is told during it.
    pub rejected_ms: Option<i64>,
}

/// The clock stands still for an appeal (decision 27).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub since_ms: i64,
    /// From where on what is left is counted: the pause, or an issue or rejection during it.
    pub counted_ms: i64,
    /// Overdue before: it stays so, only the ladder stands still.
    pub overdue: bool,
    /// The same for `rate_due`.
    pub rate_over: bool,
}

/// How an extension was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Granted {
        at_ms: i64,
    },
    Refused {
        at_ms: i64,
    },
    /// Undecided at the due time, which refuses it (§5.4).
    Lapsed {
        at_ms: i64,
    },
}

/// The one extension of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    pub asked_ms: i64,
    pub asked_by: Option<Uuid>,
    pub by: Span,
    pub decision: Option<Decision>,
}

/// The submission that waits for its verifier, or was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub at_ms: i64,
    /// Where the clock of the order stood: the instant, or the beginning of the pause.
    pub clock_ms: i64,
    pub by: Option<Uuid>,
    /// A check on site was drawn.
    pub on_site: bool,
    /// The deadlines as they stood then, moved only by an extension that is granted afterwards.
    pub due: Deadline,
    pub rate_due: Deadline,
}

/// A rectification order. It is changed by [`Order::apply`] only; the fields are there to be read, and it is stored whole,
/// so that what a station was told stays as it was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub class: DeadlineClass,
    /// A class that asks for no plan asks for one all the same (a shortened T30, §5.5).
    pub plan_wanted: bool,
    pub state: OrderState,
    /// Rejections so far.
    pub round: u32,
    /// `None` while it is a draft.
    pub clock: Option<Clock>,
    pub acknowledged_ms: Option<i64>,
    pub contained_ms: Option<i64>,
    pub planned_ms: Option<i64>,
    pub paused: Option<Pause>,
    pub extension: Option<Extension>,
    pub submission: Option<Submission>,
    pub verified_ms: Option<i64>,
    pub closed_ms: Option<i64>,
    pub cancelled: Option<CancelReason>,
    pub false_evidence: bool,
    /// It was overdue at some time.
    pub was_overdue: bool,
    pub history: Vec<Event>,
}

impl Order {
    /// A draft.
    pub fn draft(class: DeadlineClass, plan_wanted: bool) -> Self {
        Self {
            class,
            plan_wanted,
            state: OrderState::Draft,
            round: 0,
            clock: None,
            acknowledged_ms: None,
            contained_ms: None,
            planned_ms: None,
            paused: None,
            extension: None,
            submission: None,
            verified_ms: None,
            closed_ms: None,
            cancelled: None,
            false_evidence: false,
            was_overdue: false,
            history: Vec::new(),
        }
    }

    /// The order as its history makes it.
    pub fn replay(class: DeadlineClass, plan_wanted: bool, history: &[Event], rules: Rules) -> Self {
        let mut order = Self::draft(class, plan_wanted);
        history.iter().for_each(|event| order.advance(*event, rules));
        order
    }

    /// The order as it stood at an instant, the events of that instant included: a period's last instant decides what was
    /// overdue then (decision 18).
    pub fn as_of(&self, at_ms: i64, rules: Rules) -> Self {
        let until = self.history.partition_point(|event| event.at_ms <= at_ms);
        Self::replay(self.class, self.plan_wanted, &self.history[..until], rules)
    }

    /// Whether a deadline waits for the data of a year, and of which (decision 28).
    pub fn pending_calendar(&self) -> Option<i32> {
        let clock = self.clock?;
        let sent = self.submission.map(|sent| sent.rate_due);
        let all = [Some(clock.due), Some(clock.rate_due), clock.acknowledge_by, clock.plan_by, sent];
        all.into_iter().flatten().find_map(Deadline::pending_year)
    }

    /// The same order with its pending deadlines computed, once the year was imported; others stay as they were told.
    pub fn with_calendar(&self, rules: Rules) -> Self {
        match self.pending_calendar() {
            Some(_) => Self::replay(self.class, self.plan_wanted, &self.history, rules),
            None => self.clone(),
        }
    }

    /// When its submissions were rejected for false evidence (§5.4), epoch ms, in order.
    pub fn false_evidence_ms(&self) -> impl Iterator<Item = i64> + '_ {
        let rejected = self.history.iter().filter(|event| event.act == Act::Reject { false_evidence: true });
        rejected.map(|event| event.at_ms)
    }

    /// Where its clock stands at an instant: at the beginning of a pause, or there.
    pub fn clock_ms(&self, now_ms: i64) -> i64 {
        self.paused.map_or(now_ms, |pause| now_ms.min(pause.counted_ms))
    }

    /// Whether it is overdue: still with the station after its due time, or submitted after it (decision 26).
    pub fn is_overdue(&self, now_ms: i64) -> bool {
        match (self.state, self.clock, self.submission) {
            (OrderState::Issued | OrderState::Acknowledged, Some(clock), _) => clock.due.is_over(self.clock_ms(now_ms)),
            (OrderState::Submitted | OrderState::Verified, _, Some(sent)) => sent.due.is_over(sent.clock_ms),
            _ => false,
        }
    }

    /// Whether its verifier, or the check on site, is late; the station is not late by that (§5.4).
    pub fn verifier_is_late(&self, now_ms: i64) -> bool {
        let by = self.clock.and_then(|clock| match self.state {
            OrderState::Submitted => clock.verify_by,
            OrderState::Verified => clock.check_by,
            _ => None,
        });
        by.is_some_and(|by| by.is_over(self.paused.map_or(now_ms, |pause| now_ms.min(pause.since_ms))))
    }

    /// Whether it is or ever was overdue.
    pub fn ever_overdue(&self, now_ms: i64) -> bool {
        self.was_overdue || self.is_overdue(now_ms)
    }

    /// Whether the submission was made on time; of a closed order the one that was verified. `None` without a
    /// submission or while its deadline is pending (decision 26).
    pub fn on_time(&self) -> Option<bool> {
        let sent = self.submission?;
        sent.rate_due.at_ms().map(|due| sent.clock_ms <= due)
    }

    /// Whether it was closed on time only thanks to its extension (§4.8): it would be late by the same clock without.
    pub fn thanks_to_extension(&self, rules: Rules) -> bool {
        let granted = matches!(self.extension, Some(Extension { decision: Some(Decision::Granted { .. }), .. }));
        if !granted || self.on_time() != Some(true) {
            return false;
        }
        let without: Vec<Event> =
            self.history.iter().filter(|event| event.act != Act::GrantExtension).copied().collect();
        Self::replay(self.class, self.plan_wanted, &without, rules).on_time() == Some(false)
    }
}
