//! Was the shopper there?

use super::{Fence, Flag, FlagCode, FlagInput, Position, distance_mm};
use crate::checklist::{Checklist, VisitRules};
use crate::submission::Fix;
use serde_json::json;

pub(super) fn judge(checklist: &Checklist, input: &FlagInput, flags: &mut Vec<Flag>) {
    let rules = &checklist.visit;
    let fence = input
        .station
        .fence
        .unwrap_or(Fence { near_m: i64::from(rules.geofence_radius_m), far_m: i64::from(rules.geofence_tolerance_m) });
    for (pointer, fix) in [("/check_in", &input.check_in), ("/check_out", &input.check_out)] {
        judge_fix(pointer, fix.as_ref(), input.station.position, fence, flags);
    }
    let visit = [("/check_in".to_owned(), &input.check_in), ("/check_out".to_owned(), &input.check_out)];
    let photos = input.photos.iter().enumerate().map(|(i, photo)| (format!("/photos/{i}/fix"), &photo.fix));
    for (pointer, _) in visit.into_iter().chain(photos).filter(|(_, fix)| fix.is_some_and(|fix| fix.mocked)) {
        flags.push(Flag::new(FlagCode::MockedFix, Some(pointer), json!({})));
    }
}

/// How far away somebody is at least, in the favour of whoever told the position: its distance less what it may err.
fn at_least_mm(distance_mm: i64, accuracy_cm: i64) -> i64 {
    distance_mm.saturating_sub(accuracy_cm.saturating_mul(10))
}

/// Whether a position is elsewhere, however it may err: beyond the tolerance of the fence around a station (§2.5).
pub fn is_elsewhere(rules: &VisitRules, distance_mm: i64, accuracy_cm: i64) -> bool {
    at_least_mm(distance_mm, accuracy_cm) > i64::from(rules.geofence_tolerance_m).saturating_mul(1000)
}

fn judge_fix(pointer: &str, fix: Option<&Fix>, station: Option<Position>, fence: Fence, flags: &mut Vec<Flag>) {
    let mut raise = |code, data| flags.push(Flag::new(code, Some(pointer.to_owned()), data));
    let Some(fix) = fix else {
        return raise(FlagCode::NoFix, json!({ "reason": "absent" }));
    };
    let distance = station.map(|station| distance_mm(station, Position { lat_e7: fix.lat_e7, lon_e7: fix.lon_e7 }));
    let judged = distance.map_or(0, |mm| at_least_mm(mm, fix.accuracy_cm));
    let data = json!({ "distance_cm": distance.unwrap_or(0) / 10, "accuracy_cm": fix.accuracy_cm });
    if judged > fence.far_m.saturating_mul(1000) {
        raise(FlagCode::Place, data);
    } else if judged > fence.near_m.saturating_mul(1000) {
        raise(FlagCode::PlaceFar, data);
    } else if fix.accuracy_cm > fence.far_m.saturating_mul(100) {
        raise(FlagCode::NoFix, json!({ "reason": "vague", "accuracy_cm": fix.accuracy_cm }));
    }
}
