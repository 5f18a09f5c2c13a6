//! The kinds of events.

/// An order was issued to the station.
pub const ISSUED: &str = "order.issued";
/// The station says that it is fixed; somebody has to verify it.
pub const SUBMITTED: &str = "order.submitted";
/// The evidence is good, a check on site follows.
pub const VERIFIED: &str = "order.verified";
/// It is closed.
pub const CLOSED: &str = "order.closed";
/// It is not fixed.
pub const REJECTED: &str = "order.rejected";
/// More time was asked for.
pub const EXTENSION_ASKED: &str = "extension.asked";
/// More time was given, or not.
pub const EXTENSION_DECIDED: &str = "extension.decided";
/// An appeal stopped its clock.
pub const PAUSED: &str = "order.paused";
/// Its clock goes on.
pub const RESUMED: &str = "order.resumed";
/// It does not stand any more.
pub const CANCELLED: &str = "order.cancelled";
/// What is to be verified was found again.
pub const SEEN_AGAIN: &str = "order.seen_again";
/// A reminder of the ladder.
pub const REMINDER: &str = "order.reminder";
/// A red line was not acknowledged: somebody has to be called.
pub const CALL: &str = "t0.not_acknowledged";
/// It was not acknowledged in time.
pub const NOT_ACKNOWLEDGED: &str = "order.not_acknowledged";
/// Its due time has passed.
pub const OVERDUE: &str = "order.overdue";
/// Its due time waited for the calendar of a year, which is known now (decision 28).
pub const DUE_KNOWN: &str = "order.due_known";
/// It went up the org tree.
pub const ESCALATED: &str = "order.escalated";
/// An audit may be appealed.
pub const APPEAL_WINDOW: &str = "appeal.window_open";
/// An appeal was filed.
pub const APPEAL_FILED: &str = "appeal.filed";
/// An appeal went up to level 2.
pub const APPEAL_WENT_UP: &str = "appeal.went_up";
/// The panel asks for footage.
pub const FOOTAGE_ASKED: &str = "appeal.footage_asked";
/// The station has handed it in.
pub const FOOTAGE_GIVEN: &str = "appeal.footage_given";
/// An appeal was decided, or its audit counts no longer.
pub const APPEAL_DECIDED: &str = "appeal.decided";
/// The bulletin of a day.
pub const BULLETIN: &str = "bulletin.published";
/// A year is about to begin whose working days nobody has imported (decision 28).
pub const CALENDAR_MISSING: &str = "calendar.missing";
/// A first review is late (§2.5 no. 2).
pub const REVIEW_OVERDUE: &str = "review.overdue";
/// What was missed while the server was down, for one person.
pub const DIGEST: &str = "digest.downtime";
/// An audit was published.
pub const PUBLISHED: &str = "audit.published";
/// The end of an appeal window waited for the calendar of a year, which is known now (decision 28).
pub const WINDOW_KNOWN: &str = "appeal.window_known";
/// The deadline of an appeal waited for the calendar of a year, which is known now (decision 28).
pub const APPEAL_DUE_KNOWN: &str = "appeal.due_known";
/// A red line was seen that has no order: it was not proven, or its audit counts for nothing (§2.5, §3.6).
pub const SAFETY: &str = "safety.notice";
/// A station was visited once more and is still too low: help, or a meeting (§5.5).
pub const FOLLOW_UP: &str = "station.follow_up";

/// Whether stations may know the day alone of when it is told: the instant is that of a publication or a review (decision 22).
pub fn shows_day_alone(kind: &str) -> bool {
    [PUBLISHED, APPEAL_WINDOW, SAFETY].contains(&kind)
}
