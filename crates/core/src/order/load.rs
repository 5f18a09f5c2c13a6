//! From a policy file to a [`Policy`], with all faults at once.

use super::load_ladder::read_rung;
use super::policy::{ClassRule, Policy, ReinspectionRule, RepeatRule, Span, SystemicRule};
use crate::checklist::reader::{self, At, Faults, Table};
use crate::checklist::{DeadlineClass, Fault};
use crate::day::{HOUR_MS, MINUTE_MS};

/// The longest span that a policy may name, in its own unit.
const SPAN_MAX: u32 = 10_000;

pub(super) fn parse(source: &str) -> Result<Policy, Vec<Fault>> {
    reader::document(source, read)
}

fn read(mut root: Table, faults: &mut Faults) -> Option<Policy> {
    let id = root.str("id", faults);
    let version = root.int("version", u32::MAX, faults);
    let late_after = root.int("late_after_minutes", 1440, faults);
    let rejections_up = root.int("rejections_up", 100, faults);
    let star_days = root.int("false_evidence_star_days", 3660, faults);
    let title = root.table("title", faults).and_then(|mut table| {
        let text = table.text(faults);
        table.finish(faults);
        text
    });
    let night = root.table("night", faults).and_then(|table| read_night(table, faults));
    let severity = root.table("severity", faults).and_then(|table| read_severity(table, faults));
    let line = root.line;
    let tables = root.tables("classes", faults);
    let classes: Vec<_> = tables.into_iter().map(|table| read_class(table, faults)).collect();
    let repeat = root.table("repeat", faults).and_then(|table| read_repeat(table, faults));
    let reinspection = root.table("reinspection", faults).and_then(|table| read_reinspection(table, faults));
    let systemic = root.table("systemic", faults).and_then(|table| read_systemic(table, faults));
    let tables = root.tables("ladder", faults);
    let mut rungs = Vec::new();
    let ladder: Vec<_> = tables.into_iter().map(|table| read_rung(table, &mut rungs, faults)).collect();
    root.finish(faults);
    let classes = classes.into_iter().collect::<Option<Vec<_>>>().and_then(|read| in_order(read, line, faults));
    let (night_from_hour, night_to_hour) = night?;
    Some(Policy {
        id: id?.value.to_owned(),
        version: version?.value,
        title: title?,
        late_after_ms: i64::from(late_after?.value) * MINUTE_MS,
        rejections_up: rejections_up?.value,
        false_evidence_star_days: star_days?.value,
        night_from_hour,
        night_to_hour,
        classes: classes?,
        by_severity: severity?,
        repeat: repeat?,
        reinspection: reinspection?,
        systemic: systemic?,
        ladder: ladder.into_iter().collect::<Option<_>>()?,
    })
}

/// Reads a table with exactly one unit and its number.
pub(super) fn opt_span(table: &mut Table, key: &'static str, faults: &mut Faults) -> Option<At<Span>> {
    let mut inner = table.opt_table(key, faults)?;
    let line = inner.line;
    let minutes = inner.opt_int("minutes", SPAN_MAX, faults).map(|n| Span::Wall(i64::from(n.value) * MINUTE_MS));
    let hours = inner.opt_int("hours", SPAN_MAX, faults).map(|n| Span::Wall(i64::from(n.value) * HOUR_MS));
    let working = inner.opt_int("working_days", SPAN_MAX, faults).map(|n| Span::WorkingDays(n.value));
    let calendar = inner.opt_int("calendar_days", SPAN_MAX, faults).map(|n| Span::CalendarDays(n.value));
    inner.finish(faults);
    let found: Vec<Span> = [minutes, hours, working, calendar].into_iter().flatten().collect();
    match found[..] {
        [span] if span.amount() > 0 => Some(At { line, value: span }),
        _ => {
            let zh = format!("{key} 须恰有一个单位，且大于 0");
            faults.add(line, "bad_span", zh, format!("{key} must have one unit, above 0"));
            None
        }
    }
}

fn span(table: &mut Table, key: &'static str, faults: &mut Faults) -> Option<At<Span>> {
    if !table.has(key) {
        faults.add(table.line, "missing_key", format!("缺少 {key}"), format!("{key} is missing"));
    }
    opt_span(table, key, faults)
}

fn read_class(mut table: Table, faults: &mut Faults) -> Option<At<ClassRule>> {
    let line = table.line;
    let class = table.word::<DeadlineClass>("id", faults);
    let name = table.text(faults);
    let acknowledge = opt_span(&mut table, "acknowledge", faults);
    let by_phone = table.opt_bool("by_phone", faults);
    let contain = opt_span(&mut table, "contain", faults);
    let plan = opt_span(&mut table, "plan", faults);
    let due = span(&mut table, "due", faults);
    let night_start = table.opt_bool("night_start", faults);
    let extension = opt_span(&mut table, "extension", faults);
    let least = span(&mut table, "at_least_after_rejection", faults);
    let verify = span(&mut table, "verify", faults);
    let on_site = table.int("on_site_bp", 10_000, faults);
    table.finish(faults);
    let (due, least) = (due?, least?);
    for other in extension.iter().chain([&least]) {
        if !other.value.same_clock(due.value) {
            let (zh, en) = ("须与 due 使用同一种单位", "must be counted by the clock of due");
            faults.add(other.line, "span_clock", zh, en);
        }
    }
    Some(At {
        line,
        value: ClassRule {
            class: class?.value,
            name: name?,
            acknowledge: acknowledge.map(|at| at.value),
            by_phone: by_phone.is_some_and(|at| at.value),
            contain: contain.map(|at| at.value),
            plan: plan.map(|at| at.value),
            due: due.value,
            night_start: night_start.is_some_and(|at| at.value),
            extension: extension.map(|at| at.value),
            at_least_after_rejection: least.value,
            verify: verify?.value,
            on_site_bp: on_site?.value,
        },
    })
}

/// Every class once, in the order of the list.
fn in_order(read: Vec<At<ClassRule>>, line: u32, faults: &mut Faults) -> Option<Vec<ClassRule>> {
    let mut classes = Vec::new();
    for class in DeadlineClass::ALL {
        let mut found = read.iter().filter(|at| at.value.class == *class);
        match found.next() {
            Some(at) => classes.push(at.value.clone()),
            None => {
                faults.add(line, "missing_class", format!("缺少等级 {}", class.as_str()), format!("no {class:?}"));
            }
        }
        for again in found {
            let (zh, en) = (format!("等级 {} 重复", class.as_str()), format!("{class:?} stands there twice"));
            faults.add(again.line, "duplicate_class", zh, en);
        }
    }
    (classes.len() == DeadlineClass::ALL.len()).then_some(classes)
}

fn read_night(mut table: Table, faults: &mut Faults) -> Option<(u32, u32)> {
    let (from, to) = (table.int("from_hour", 23, faults), table.int("to_hour", 23, faults));
    table.finish(faults);
    let (from, to) = (from?, to?);
    if from.value <= to.value {
        let (zh, en) = ("夜间须跨过零点", "a night reaches over midnight");
        faults.add(to.line, "limits_order", zh, en);
    }
    Some((from.value, to.value))
}

fn read_severity(mut table: Table, faults: &mut Faults) -> Option<[DeadlineClass; 3]> {
    let critical = table.word("critical", faults);
    let major = table.word("major", faults);
    let minor = table.word("minor", faults);
    table.finish(faults);
    Some([critical?.value, major?.value, minor?.value])
}

fn read_repeat(mut table: Table, faults: &mut Faults) -> Option<RepeatRule> {
    let within = table.int("within_days", 3660, faults);
    let second = table.int("second_within_days", 3660, faults);
    let shorter = table.table("shorter", faults).map(|mut inner| {
        let mut pairs = Vec::new();
        for class in DeadlineClass::ALL {
            if let Some(Some(at)) = inner.opt_word::<DeadlineClass>(class.as_str(), faults) {
                if at.value >= *class {
                    let (zh, en) = ("重复后的等级须更严", "the class of a repeat must be stricter");
                    faults.add(at.line, "not_shorter", zh, en);
                }
                pairs.push((*class, at.value));
            }
        }
        inner.finish(faults);
        pairs
    });
    table.finish(faults);
    let (within, second) = (within?, second?);
    if second.value < within.value {
        let (zh, en) = ("second_within_days 不能小于 within_days", "second_within_days is below within_days");
        faults.add(second.line, "limits_order", zh, en);
    }
    Some(RepeatRule { within_days: within.value, second_within_days: second.value, shorter: shorter? })
}

fn read_reinspection(mut table: Table, faults: &mut Faults) -> Option<ReinspectionRule> {
    let final_below = table.int("final_below_bp", 10_000, faults);
    let running_below = table.int("running_below_bp", 10_000, faults);
    let running = table.int("running_audits", 100, faults);
    let overdue = table.int("overdue_orders", 1000, faults);
    let (from, to) = (table.int("from_day", 366, faults), table.int("to_day", 366, faults));
    let help_below = table.int("help_below_bp", 10_000, faults);
    let help = table.int("help_working_days", 366, faults);
    table.finish(faults);
    let (from, to) = (from?, to?);
    if to.value < from.value {
        let (zh, en) = ("to_day 不能小于 from_day", "to_day is below from_day");
        faults.add(to.line, "limits_order", zh, en);
    }
    Some(ReinspectionRule {
        final_below_bp: final_below?.value,
        running_below_bp: running_below?.value,
        running_audits: running?.value,
        overdue_orders: overdue?.value,
        from_day: from.value,
        to_day: to.value,
        help_below_bp: help_below?.value,
        help_working_days: help?.value,
    })
}

fn read_systemic(mut table: Table, faults: &mut Faults) -> Option<SystemicRule> {
    let share = table.int("share_bp", 10_000, faults);
    let stations = table.int("stations", 100_000, faults);
    table.finish(faults);
    Some(SystemicRule { share_bp: share?.value, stations: stations?.value })
}
