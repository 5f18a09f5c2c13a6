//! Reading the constants of a checklist file: scoring, visit, review, period.

use super::load::{BP, MAX_POINTS};
use super::reader::{At, Faults, Table, bad_word};
use super::rules::{BonusRules, GradeRow, PeriodRules, Purchase, ReviewRules, Rotation, Scoring, Slot, VisitRules};

/// Larger numbers of minutes, metres, days are typing errors.
const MAX_PLAIN: u32 = 1_000_000;
const MAX_MONEY_FEN: u32 = 100_000_000;

pub(super) fn scoring(mut table: Table, faults: &mut Faults) -> Option<Scoring> {
    let miss_below_pct = table.int("miss_below_pct", 100, faults);
    if let Some(At { line, value: 0 }) = miss_below_pct {
        faults.add(line, "out_of_range", "miss_below_pct 须大于 0", "miss_below_pct must be above 0");
    }
    let remark_min_chars = table.int("remark_min_chars", 4000, faults);
    let coverage_min_bp = table.int("coverage_min_bp", BP, faults);
    let touchpoint_coverage_min_bp = table.int("touchpoint_coverage_min_bp", BP, faults);
    let visit_na_max_points = table.int("visit_na_max_points", MAX_POINTS, faults);
    let caps = table.ints("red_line_caps_bp", BP, faults);
    if let Some(pair) = caps.as_ref().and_then(|c| c.windows(2).find(|pair| pair[0].value < pair[1].value)) {
        faults.add(pair[1].line, "caps_order", "封顶分须由高到低", "the caps must not rise with more red lines");
    }
    let bonus = table.table("bonus", faults).and_then(|mut table| {
        let max_bp = table.int("max_bp", BP, faults);
        let min_base_bp = table.int("min_base_bp", BP, faults);
        let max_red_lines = table.int("max_red_lines", MAX_PLAIN, faults);
        table.finish(faults);
        Some(BonusRules { max_bp: max_bp?.value, min_base_bp: min_base_bp?.value, max_red_lines: max_red_lines?.value })
    });
    let grades = grades(&mut table, faults);
    table.finish(faults);
    Some(Scoring {
        miss_below_pct: miss_below_pct?.value,
        remark_min_chars: remark_min_chars?.value,
        bonus: bonus?,
        red_line_caps_bp: caps?.into_iter().map(|c| c.value).collect(),
        grades: grades?,
        coverage_min_bp: coverage_min_bp?.value,
        touchpoint_coverage_min_bp: touchpoint_coverage_min_bp?.value,
        visit_na_max_points: visit_na_max_points?.value,
    })
}

fn grades(table: &mut Table, faults: &mut Faults) -> Option<Vec<GradeRow>> {
    let line = table.line;
    let tables = table.tables("grades", faults);
    let read = |mut table: Table, faults: &mut Faults| {
        let line = table.line;
        let grade = table.word("grade", faults);
        let text = table.text(faults);
        let min_bp = table.int("min_bp", BP, faults);
        let stars = table.int("stars", 5, faults);
        let no_major_at_zero = table.opt_bool("no_major_at_zero", faults);
        let no_overdue = table.opt_bool("no_overdue", faults);
        table.finish(faults);
        let row = GradeRow {
            grade: grade?.value,
            text: text?,
            min_bp: min_bp?.value,
            stars: stars?.value,
            no_major_at_zero: no_major_at_zero.is_some_and(|b| b.value),
            no_overdue: no_overdue.is_some_and(|b| b.value),
        };
        Some(At { line, value: row })
    };
    let rows: Vec<_> = tables.into_iter().map(|t| read(t, faults)).collect();
    let rows: Vec<At<GradeRow>> = rows.into_iter().collect::<Option<_>>()?;
    for pair in rows.windows(2) {
        let (better, worse) = (&pair[0].value, &pair[1].value);
        if better.min_bp <= worse.min_bp || better.grade > worse.grade || better.stars < worse.stars {
            faults.add(pair[1].line, "grades_order", "等级须由高到低排列", "grades must stand from best to worst");
        }
    }
    match rows.last() {
        Some(At { value: last, .. }) if last.min_bp == 0 && !last.no_major_at_zero && !last.no_overdue => {}
        last => {
            let line = last.map_or(line, |at| at.line);
            faults.add(
                line,
                "grades_order",
                "最后一个等级须从 0 开始且无附加条件",
                "the last grade must start at 0 without conditions",
            );
        }
    }
    Some(rows.into_iter().map(|at| at.value).collect())
}

/// Reports a pair of numbers that stand in the wrong order.
fn check_order(low: Option<At<u32>>, high: Option<At<u32>>, faults: &mut Faults) {
    if let (Some(low), Some(high)) = (low, high)
        && low.value > high.value
    {
        let zh = format!("{} 大于 {}，顺序颠倒", low.value, high.value);
        let en = format!("{} is above {}: the limits are in the wrong order", low.value, high.value);
        faults.add(low.line.max(high.line), "limits_order", zh, en);
    }
}

pub(super) fn visit(mut table: Table, faults: &mut Faults) -> Option<VisitRules> {
    let mut int = |key: &'static str| table.int(key, MAX_PLAIN, faults);
    let hard_min = int("hard_min_minutes");
    let soft_min = int("soft_min_minutes");
    let planned_max = int("planned_max_minutes");
    let soft_max = int("soft_max_minutes");
    let radius = int("geofence_radius_m");
    let tolerance = int("geofence_tolerance_m");
    let photo_margin = int("photo_margin_minutes");
    let report_start = int("report_start_minutes");
    let report_soft = int("report_soft_minutes");
    let report_hard = int("report_hard_minutes");
    for (low, high) in [
        (hard_min, soft_min),
        (soft_min, planned_max),
        (planned_max, soft_max),
        (radius, tolerance),
        (report_start, report_soft),
        (report_soft, report_hard),
    ] {
        check_order(low, high, faults);
    }
    let slots: Vec<_> = table.tables("slots", faults).into_iter().map(|t| slot(t, faults)).collect();
    let purchase = table.table("purchase", faults).and_then(|t| purchase(t, faults));
    let rotation = table.table("rotation", faults).and_then(|t| rotation(t, faults));
    table.finish(faults);
    Some(VisitRules {
        hard_min_minutes: hard_min?.value,
        soft_min_minutes: soft_min?.value,
        planned_max_minutes: planned_max?.value,
        soft_max_minutes: soft_max?.value,
        geofence_radius_m: radius?.value,
        geofence_tolerance_m: tolerance?.value,
        photo_margin_minutes: photo_margin?.value,
        report_start_minutes: report_start?.value,
        report_soft_minutes: report_soft?.value,
        report_hard_minutes: report_hard?.value,
        slots: slots.into_iter().collect::<Option<_>>()?,
        purchase: purchase?,
        rotation: rotation?,
    })
}

fn slot(mut table: Table, faults: &mut Faults) -> Option<Slot> {
    let id = table.str("id", faults);
    let text = table.text(faults);
    let from = clock_time(&mut table, "from", faults);
    let to = clock_time(&mut table, "to", faults);
    check_order(from, to, faults);
    let night = table.opt_bool("night", faults).is_some_and(|b| b.value);
    table.finish(faults);
    Some(Slot { id: id?.value.to_owned(), text: text?, from_minute: from?.value, to_minute: to?.value, night })
}

/// `"07:30"` as minutes after midnight.
fn clock_time(table: &mut Table, key: &'static str, faults: &mut Faults) -> Option<At<u32>> {
    let at = table.str(key, faults)?;
    let two_digits = |s: &str| (s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse::<u32>().ok());
    let parts = at.value.split_once(':').and_then(|(h, m)| Some((two_digits(h)??, two_digits(m)??)));
    match parts {
        Some((hours, minutes)) if hours < 24 && minutes < 60 => Some(at.map(|_| hours * 60 + minutes)),
        _ => bad_word(at, "00:00 … 23:59", faults),
    }
}

fn purchase(mut table: Table, faults: &mut Faults) -> Option<Purchase> {
    let fuel_min = table.int("fuel_min_fen", MAX_MONEY_FEN, faults);
    let fuel_max = table.int("fuel_max_fen", MAX_MONEY_FEN, faults);
    let fuel_min_ml = table.int("fuel_min_ml", MAX_MONEY_FEN, faults);
    let store_max = table.int("store_max_fen", MAX_MONEY_FEN, faults);
    check_order(fuel_min, fuel_max, faults);
    table.finish(faults);
    Some(Purchase {
        fuel_min_fen: fuel_min?.value,
        fuel_max_fen: fuel_max?.value,
        fuel_min_ml: fuel_min_ml?.value,
        store_max_fen: store_max?.value,
    })
}

fn rotation(mut table: Table, faults: &mut Faults) -> Option<Rotation> {
    let days = table.int("same_station_days", MAX_PLAIN, faults);
    let per_year = table.int("same_station_per_year", MAX_PLAIN, faults);
    let per_day = table.int("stations_per_day", MAX_PLAIN, faults);
    table.finish(faults);
    Some(Rotation {
        same_station_days: days?.value,
        same_station_per_year: per_year?.value,
        stations_per_day: per_day?.value,
    })
}

pub(super) fn review(mut table: Table, faults: &mut Faults) -> Option<ReviewRules> {
    let below = table.int("second_below_bp", BP, faults);
    let from = table.int("second_from_bp", BP, faults);
    let sample = table.int("sample_pct", 100, faults);
    check_order(below, from, faults);
    table.finish(faults);
    Some(ReviewRules { second_below_bp: below?.value, second_from_bp: from?.value, sample_pct: sample?.value })
}

pub(super) fn period(mut table: Table, faults: &mut Faults) -> Option<PeriodRules> {
    let best = table.word("red_line_best_grade", faults);
    let remedial = table.int("remedial_min_bp", BP, faults);
    let small = table.int("small_site_below_points", MAX_POINTS, faults);
    let month = table.int("min_audits_month", MAX_PLAIN, faults);
    let quarter = table.int("min_audits_quarter", MAX_PLAIN, faults);
    let year = table.int("min_audits_year", MAX_PLAIN, faults);
    table.finish(faults);
    Some(PeriodRules {
        red_line_best_grade: best?.value,
        remedial_min_bp: remedial?.value,
        small_site_below_points: small?.value,
        min_audits_month: month?.value,
        min_audits_quarter: quarter?.value,
        min_audits_year: year?.value,
    })
}
