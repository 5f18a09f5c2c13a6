//! What orders and scores set off beyond themselves: re-inspections, help on site, regional projects (§5.5).

use super::policy::{Policy, SystemicRule};
use crate::day;
use crate::states::words;
use serde::{Deserialize, Serialize};
use time::{Date, Duration};

words! {
    /// Why a station is audited once more, unannounced, by another shopper.
    Trigger {
        RedLine = "red_line",
        LowScore = "low_score",
        LowScores = "low_scores",
        OverdueOrders = "overdue_orders",
        FalseEvidence = "false_evidence",
    }
}

words! {
    /// Where a re-visit stands.
    RevisitState {
        /// It has to be planned.
        Waiting = "waiting",
        /// There is an assignment.
        Planned = "planned",
        /// Its audit is final.
        Done = "done",
        /// An earlier re-visit of the station that was still to be made covers it.
        Covered = "covered",
        /// Its cause is gone.
        Dropped = "dropped",
        /// A planner ended it: it cannot be made.
        Ended = "ended",
    }
}

/// What is known of a station when it is decided.
#[derive(Debug, Clone, Copy, Default)]
pub struct Record<'a> {
    /// Red lines crossed in the audit.
    pub red_lines: u32,
    /// Final scores of the station's valid audits in the order of their visits, this one last, bp.
    pub finals_bp: &'a [u32],
    /// Orders of the quarter that are or were overdue.
    pub overdue_orders: u32,
    /// An order of the audit had false evidence.
    pub false_evidence: bool,
}

/// Why a station is to be audited once more; none is no re-inspection.
pub fn triggers(policy: &Policy, record: &Record) -> Vec<Trigger> {
    let rule = &policy.reinspection;
    let running = rule.running_audits as usize;
    let last = record.finals_bp.len().checked_sub(running).map(|from| &record.finals_bp[from..]);
    let found = [
        (Trigger::RedLine, record.red_lines > 0),
        (Trigger::LowScore, record.finals_bp.last().is_some_and(|score| *score < rule.final_below_bp)),
        (
            Trigger::LowScores,
            running > 0 && last.is_some_and(|scores| scores.iter().all(|score| *score < rule.running_below_bp)),
        ),
        (Trigger::OverdueOrders, record.overdue_orders >= rule.overdue_orders),
        (Trigger::FalseEvidence, record.false_evidence),
    ];
    found.into_iter().filter(|(_, met)| *met).map(|(trigger, _)| trigger).collect()
}

/// First and last day of a re-inspection, counted from the day on which the last related order was closed.
///
/// It is made only when no appeal on its cause is open (decision 27).
pub fn reinspection_days(policy: &Policy, last_closed_ms: i64) -> (Date, Date) {
    let day = day::date_of(last_closed_ms);
    let after = |days: u32| day.saturating_add(Duration::days(i64::from(days)));
    (after(policy.reinspection.from_day), after(policy.reinspection.to_day))
}

words! {
    /// What follows a re-inspection that is still too low.
    FollowUp {
        /// The city company helps on site.
        Help = "help",
        /// A joint meeting of the management.
        Meeting = "meeting",
    }
}

/// What follows re-inspections of one cause with these scores, oldest first: the first that is too low brings help, the
/// next one a meeting.
pub fn follow_up(policy: &Policy, reinspections_bp: &[u32]) -> Option<FollowUp> {
    let low = reinspections_bp.iter().rev().take_while(|score| **score < policy.reinspection.help_below_bp).count();
    match low {
        0 => None,
        1 => Some(FollowUp::Help),
        _ => Some(FollowUp::Meeting),
    }
}

impl SystemicRule {
    /// Whether an item that `missed` of `audited` stations of a region missed in one round is one problem of the region.
    pub fn holds(&self, missed: u32, audited: u32) -> bool {
        let share = u64::from(missed) * 10_000 >= u64::from(self.share_bp) * u64::from(audited);
        missed > 0 && missed >= self.stations && share
    }
}
