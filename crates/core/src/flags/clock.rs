//! Was the phone's clock left alone?

use super::judge::VisitTimes;
use super::{Flag, FlagCode, FlagInput};
use crate::submission::TimerEvent;
use crate::violation::pointer;
use serde_json::json;

/// Differences up to here are what phones do by themselves when they set their clock by the network, ms.
pub const CLOCK_TOLERANCE_MS: i64 = 120_000;

pub(super) fn judge(input: &FlagInput, times: &VisitTimes, flags: &mut Vec<Flag>) {
    let (started, finished) = (&input.started, &input.finished);
    let same_run = started.run_id == finished.run_id;
    if same_run {
        let wall = finished.wall_ms.saturating_sub(started.wall_ms);
        let drift = wall.saturating_sub(finished.mono_ms.saturating_sub(started.mono_ms));
        if is_big(drift) {
            raise(flags, "/finished".to_owned(), "drift", drift);
        }
    }
    if let (Some(before), Some(after)) = (started.server_offset_ms, finished.server_offset_ms) {
        let jump = after.saturating_sub(before);
        if is_big(jump) {
            raise(flags, "/finished/server_offset_ms".to_owned(), "offset_jump", jump);
        }
    }
    if times.length_ms < if same_run { 0 } else { -CLOCK_TOLERANCE_MS } {
        raise(flags, "/finished".to_owned(), "backwards", times.length_ms);
    }
    let ahead = times.finished.saturating_sub(input.received_at_ms);
    if ahead > CLOCK_TOLERANCE_MS {
        raise(flags, "/finished".to_owned(), "future", ahead);
    }
    for (item, answer) in &input.answers {
        if let Some((i, reason, difference)) = first_odd_tap(&answer.timer) {
            raise(flags, pointer(&["answers", item, "timer", &i.to_string()]), reason, difference);
        }
    }
}

fn is_big(difference_ms: i64) -> bool {
    difference_ms.saturating_abs() > CLOCK_TOLERANCE_MS
}

fn raise(flags: &mut Vec<Flag>, pointer: String, reason: &str, difference_ms: i64) {
    let data = json!({ "reason": reason, "difference_ms": difference_ms });
    flags.push(Flag::new(FlagCode::ClockTampered, Some(pointer), data));
}

/// The first tap that does not fit the one before it: its index, the reason, the difference.
fn first_odd_tap(timer: &[TimerEvent]) -> Option<(usize, &'static str, i64)> {
    timer.windows(2).enumerate().find_map(|(i, pair)| {
        let wall = pair[1].wall_ms.saturating_sub(pair[0].wall_ms);
        let mono = pair[1].mono_ms.saturating_sub(pair[0].mono_ms);
        if pair[0].run_id != pair[1].run_id {
            return (wall < -CLOCK_TOLERANCE_MS).then_some((i + 1, "timer_order", wall));
        }
        let drift = wall.saturating_sub(mono);
        if mono < 0 {
            Some((i + 1, "timer_order", mono))
        } else if is_big(drift) {
            Some((i + 1, "timer_drift", drift))
        } else {
            None
        }
    })
}
