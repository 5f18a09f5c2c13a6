//! Why a verb was refused, in both languages.

use super::policy::Span;
use super::table::{CancelReason, OrderState, OrderVerb};
use crate::day::HOUR_MS;
use crate::text::{Lang, Text};

/// Why an order was not changed. Only [`Refusal::Role`], [`Refusal::SamePerson`] and [`Refusal::Beneath`] are about who
/// asks; everything else is about the order as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The role never does this.
    Role { verb: OrderVerb },
    /// Not in this state.
    State { verb: OrderVerb, state: OrderState },
    /// Whoever submitted or asked does not judge it.
    SamePerson { verb: OrderVerb },
    /// Whoever judges stands under the one who submitted or asked.
    Beneath { verb: OrderVerb },
    /// The class does not ask for it.
    NotOfClass { verb: OrderVerb, state: OrderState },
    /// It was done already.
    Done { verb: OrderVerb, state: OrderState },
    /// The clock stands still for an appeal.
    Paused { state: OrderState },
    /// The clock runs.
    NotPaused { state: OrderState },
    /// The class has no extension.
    NoExtension { state: OrderState },
    /// One extension an order, and it was asked for.
    ExtensionUsed { state: OrderState },
    /// Longer than the class allows, not above 0, or counted by another clock.
    ExtensionSpan { state: OrderState, max: Span },
    /// The due time has come; an undecided request is refused by it.
    DueTimeCame { state: OrderState, due_ms: i64 },
    /// Nobody asked for an extension, or it is decided.
    NothingAsked { state: OrderState },
    /// The deadline of the office lies before the issue or beyond what the class allows.
    DeadlineOutOfRange { state: OrderState, latest_ms: Option<i64> },
    /// The reason is not one that this caller gives, or not in this state.
    Reason { state: OrderState, reason: CancelReason },
}

impl Refusal {
    /// The state that refused; `None` when it was the person.
    pub fn state(self) -> Option<OrderState> {
        match self {
            Self::Role { .. } | Self::SamePerson { .. } | Self::Beneath { .. } => None,
            Self::State { state, .. }
            | Self::NotOfClass { state, .. }
            | Self::Done { state, .. }
            | Self::Paused { state }
            | Self::NotPaused { state }
            | Self::NoExtension { state }
            | Self::ExtensionUsed { state }
            | Self::ExtensionSpan { state, .. }
            | Self::DueTimeCame { state, .. }
            | Self::NothingAsked { state }
            | Self::DeadlineOutOfRange { state, .. }
            | Self::Reason { state, .. } => Some(state),
        }
    }

    /// A short stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Role { .. } => "role",
            Self::State { .. } => "state",
            Self::SamePerson { .. } => "same_person",
            Self::Beneath { .. } => "beneath",
            Self::NotOfClass { .. } => "not_of_class",
            Self::Done { .. } => "done",
            Self::Paused { .. } => "paused",
            Self::NotPaused { .. } => "not_paused",
            Self::NoExtension { .. } => "no_extension",
            Self::ExtensionUsed { .. } => "extension_used",
            Self::ExtensionSpan { .. } => "extension_span",
            Self::DueTimeCame { .. } => "due_time_came",
            Self::NothingAsked { .. } => "nothing_asked",
            Self::DeadlineOutOfRange { .. } => "deadline_out_of_range",
            Self::Reason { .. } => "reason",
        }
    }

    /// What a person reads; it names the state whenever the state refused.
    pub fn text(self) -> Text {
        let said = match self {
            Self::Role { verb } => told(verb, "此角色不能", "this role does not"),
            Self::State { verb, .. } => told(verb, "此状态下不能", "this state does not allow to"),
            Self::SamePerson { .. } => Text::new("不能审定自己提交的内容", "nobody judges what he handed in himself"),
            Self::Beneath { .. } => {
                Text::new("审定人不能是提交人的下级", "whoever judges does not stand under whom he judges")
            }
            Self::NotOfClass { verb, .. } => told(verb, "此时限等级不能", "this class does not"),
            Self::Done { verb, .. } => told(verb, "已经执行过：", "it was done already:"),
            Self::Paused { .. } => Text::new("申诉期间计时暂停", "the clock stands still for an appeal"),
            Self::NotPaused { .. } => Text::new("计时没有暂停", "the clock is not paused"),
            Self::NoExtension { .. } => Text::new("此时限等级不能延期", "this class has no extension"),
            Self::ExtensionUsed { .. } => Text::new("每张整改单只能申请一次延期", "one extension may be asked for"),
            Self::ExtensionSpan { max, .. } => {
                let (zh, en) = named(max);
                Text::new(format!("延期须大于 0 且不超过{zh}"), format!("an extension is above 0 and at most {en}"))
            }
            Self::DueTimeCame { .. } => Text::new("期限已到", "the due time has come"),
            Self::NothingAsked { .. } => Text::new("没有待决定的延期申请", "no extension waits to be decided"),
            Self::DeadlineOutOfRange { .. } => Text::new(
                "期限须晚于下达时间，且不超过本等级的最长期限",
                "the deadline is before the issue or too far away",
            ),
            Self::Reason { reason, .. } => {
                let (zh, en) = (reason.label(Lang::Zh), reason.label(Lang::En));
                Text::new(format!("不能以此原因取消：{zh}"), format!("this is no reason to cancel it here: {en}"))
            }
        };
        match self.state() {
            Some(state) => {
                let zh = format!("{}（当前状态：{} {state}）", said.zh, state.label(Lang::Zh));
                Text::new(zh, format!("{} (state {state})", said.en))
            }
            None => said,
        }
    }
}

/// A sentence that ends with a verb.
fn told(verb: OrderVerb, zh: &str, en: &str) -> Text {
    Text::new(format!("{zh}{}", verb.label(Lang::Zh)), format!("{en} {}", verb.label(Lang::En)))
}

fn named(span: Span) -> (String, String) {
    match span {
        Span::Wall(ms) => (format!("{} 小时", ms / HOUR_MS), format!("{} hours", ms / HOUR_MS)),
        Span::WorkingDays(days) => (format!("{days} 个工作日"), format!("{days} working days")),
        Span::CalendarDays(days) => (format!("{days} 天"), format!("{days} days")),
    }
}
