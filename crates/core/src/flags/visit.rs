//! Was it the right time, and do receipts and photos belong to it?

use super::judge::{Outside, VisitTimes};
use super::{Flag, FlagCode, FlagInput, FlagSeverity, PhotoFacts};
use crate::checklist::{Checklist, VisitRules};
use crate::submission::{PhotoKind, Receipt, ReceiptKind};
use serde_json::json;

const MINUTE_MS: i64 = 60_000;

pub(super) fn judge(checklist: &Checklist, input: &FlagInput, times: &VisitTimes, flags: &mut Vec<Flag>) {
    judge_slot(input, times, flags);
    judge_length(&checklist.visit, times, flags);
    if !input.receipts.iter().any(|receipt| receipt.kind == ReceiptKind::Fuel) {
        flags.push(Flag::new(FlagCode::ReceiptMissing, Some("/receipts".to_owned()), json!({})));
    }
    for (i, receipt) in input.receipts.iter().enumerate() {
        judge_receipt(i, receipt, input, times, flags);
    }
    let margin = minutes(checklist.visit.photo_margin_minutes);
    let from = input.started.wall_ms.saturating_sub(margin);
    let to = input.finished.wall_ms.saturating_add(margin);
    for (i, photo) in input.photos.iter().enumerate() {
        judge_photo(i, photo, (from, to), flags);
    }
}

pub(super) fn judge_lateness(checklist: &Checklist, input: &FlagInput, times: &VisitTimes, flags: &mut Vec<Flag>) {
    let late = input.received_at_ms.saturating_sub(times.finished);
    let severity = if late > minutes(checklist.visit.report_hard_minutes) {
        FlagSeverity::Hard
    } else if late > minutes(checklist.visit.report_soft_minutes) {
        FlagSeverity::Soft
    } else {
        return;
    };
    let flag = Flag::new(FlagCode::LateReport, None, json!({ "late_s": late / 1000 }));
    flags.push(Flag { severity, ..flag });
}

fn minutes(minutes: u32) -> i64 {
    i64::from(minutes) * MINUTE_MS
}

fn judge_slot(input: &FlagInput, times: &VisitTimes, flags: &mut Vec<Flag>) {
    let Some(slot) = input.slot else { return };
    for (pointer, at) in [("/started", times.started), ("/finished", times.finished)] {
        if let Some(outside) = Outside::of(at, slot.from_ms, slot.to_ms) {
            let data = json!({ "side": outside.side(), "by_s": outside.by_s() });
            flags.push(Flag::new(FlagCode::Slot, Some(pointer.to_owned()), data));
        }
    }
}

fn judge_length(rules: &VisitRules, times: &VisitTimes, flags: &mut Vec<Flag>) {
    let code = if times.length_ms < minutes(rules.hard_min_minutes) {
        FlagCode::VisitTooShort
    } else if times.length_ms < minutes(rules.soft_min_minutes) {
        FlagCode::VisitShort
    } else if times.length_ms > minutes(rules.soft_max_minutes) {
        FlagCode::VisitLong
    } else {
        return;
    };
    flags.push(Flag::new(code, None, json!({ "length_s": times.length_s() })));
}

fn judge_receipt(i: usize, receipt: &Receipt, input: &FlagInput, times: &VisitTimes, flags: &mut Vec<Flag>) {
    // An electronic invoice may be issued after the visit; a till prints its receipt on the spot, to the minute.
    let judged_time = receipt.at_ms.filter(|_| receipt.kind != ReceiptKind::Invoice);
    let from = times.started.saturating_sub(times.started.rem_euclid(MINUTE_MS));
    if let Some(outside) = judged_time.and_then(|at| Outside::of(at, from, times.finished)) {
        let data = json!({ "side": outside.side(), "by_s": outside.by_s() });
        flags.push(Flag::new(FlagCode::ReceiptTime, Some(format!("/receipts/{i}/at_ms")), data));
    }
    if let Some(found) = &receipt.station_code
        && !found.trim().eq_ignore_ascii_case(input.station.code.trim())
    {
        let data = json!({ "expected": input.station.code, "found": found });
        flags.push(Flag::new(FlagCode::ReceiptStation, Some(format!("/receipts/{i}/station_code")), data));
    }
}

fn judge_photo(i: usize, photo: &PhotoFacts, (from, to): (i64, i64), flags: &mut Vec<Flag>) {
    let mut raise = |code, data| flags.push(Flag::new(code, Some(format!("/photos/{i}")), data));
    if matches!(photo.kind, PhotoKind::Scene | PhotoKind::Receipt) {
        let by_phone = Outside::of(photo.taken_at, from, to).map(|outside| ("phone", outside));
        let by_exif = || Outside::of(photo.exif_at_ms?, from, to).map(|outside| ("exif", outside));
        if let Some((source, outside)) = by_phone.or_else(by_exif) {
            let data = json!({ "source": source, "side": outside.side(), "by_s": outside.by_s() });
            raise(FlagCode::PhotoTime, data);
        }
    }
    if let Some(audit) = photo.identical_in {
        raise(FlagCode::PhotoReused, json!({ "audit_id": audit }));
    } else if let Some(audit) = photo.similar_in {
        raise(FlagCode::PhotoSimilar, json!({ "audit_id": audit }));
    }
}
