//! From a calendar file to a [`CalendarYear`], with all faults at once.

use super::{CalendarYear, Holiday, days_of, is_weekday};
use crate::checklist::Fault;
use crate::checklist::reader::{self, At, Faults, Table};
use std::collections::BTreeMap;
use time::Date;
use time::macros::format_description;

pub(super) fn parse(source: &str) -> Result<CalendarYear, Vec<Fault>> {
    reader::document(source, read)
}

fn read(mut root: Table, faults: &mut Faults) -> Option<CalendarYear> {
    let year = root.int("year", 9999, faults);
    let working_days = root.int("working_days", 366, faults);
    let source = root.table("source", faults).and_then(|mut table| {
        let (text, url) = (table.text(faults), table.str("url", faults));
        table.finish(faults);
        Some((text?, url?.value.to_owned()))
    });
    let tables = root.tables("holiday", faults);
    root.finish(faults);
    let year = i32::try_from(year?.value).ok()?;
    let mut off = BTreeMap::new();
    let mut made_up = BTreeMap::new();
    let read: Vec<_> =
        tables.into_iter().map(|table| read_holiday(table, year, &mut off, &mut made_up, faults)).collect();
    check_make_up(&off, &made_up, faults);
    let holidays = read.into_iter().collect::<Option<Vec<Holiday>>>()?;
    let works = |day: Date| made_up.contains_key(&day) || (is_weekday(day) && !off.contains_key(&day));
    let working: Vec<bool> = days_of(year)?.map(works).collect();
    let counted = working.iter().filter(|works| **works).count() as u32;
    let (declared, (source, url)) = (working_days?, source?);
    if declared.value != counted && faults.is_empty() {
        let zh = format!("工作日合计为 {counted} 天，文件声明 {} 天", declared.value);
        let en = format!("there are {counted} working days, the file says {}", declared.value);
        faults.add(declared.line, "working_days_mismatch", zh, en);
    }
    Some(CalendarYear { year, source, url, holidays, working_days: counted, working })
}

/// Reads one holiday and enters its days, each with the line that names it.
fn read_holiday(
    mut table: Table,
    year: i32,
    off: &mut BTreeMap<Date, u32>,
    made_up: &mut BTreeMap<Date, u32>,
    faults: &mut Faults,
) -> Option<Holiday> {
    let name = table.text(faults);
    let from = table.str("from", faults).and_then(|text| read_day(text, year, faults));
    let to = table.str("to", faults).and_then(|text| read_day(text, year, faults));
    let texts = table.strs("make_up", faults);
    table.finish(faults);
    let mut make_up = Vec::new();
    for text in texts? {
        if let Some(day) = read_day(text, year, faults) {
            enter(day, made_up, faults);
            make_up.push(day.value);
        }
    }
    let (from, to) = (from?, to?);
    if to.value < from.value {
        let (zh, en) = ("结束日期早于开始日期", "the last day lies before the first one");
        faults.add(to.line, "span_backwards", zh, en);
        return None;
    }
    for julian in from.value.to_julian_day()..=to.value.to_julian_day() {
        let day = Date::from_julian_day(julian).ok()?;
        enter(At { line: from.line, value: day }, off, faults);
    }
    Some(Holiday { name: name?, from: from.value, to: to.value, make_up })
}

fn read_day(text: At<&str>, year: i32, faults: &mut Faults) -> Option<At<Date>> {
    let Ok(day) = Date::parse(text.value, format_description!("[year]-[month]-[day]")) else {
        let (zh, en) = (format!("{:?} 不是有效日期", text.value), format!("{:?} is not a date", text.value));
        faults.add(text.line, "bad_date", zh, en);
        return None;
    };
    if day.year() != year {
        let (zh, en) = (format!("{day} 不在 {year} 年"), format!("{day} is not in {year}"));
        faults.add(text.line, "wrong_year", zh, en);
        return None;
    }
    Some(At { line: text.line, value: day })
}

fn enter(day: At<Date>, days: &mut BTreeMap<Date, u32>, faults: &mut Faults) {
    if let Some(first) = days.insert(day.value, day.line) {
        let zh = format!("{} 重复，首次出现在第 {first} 行", day.value);
        let en = format!("{} stands there twice, first in line {first}", day.value);
        faults.add(day.line, "duplicate_day", zh, en);
    }
}

fn check_make_up(off: &BTreeMap<Date, u32>, made_up: &BTreeMap<Date, u32>, faults: &mut Faults) {
    for (day, line) in made_up {
        if off.contains_key(day) {
            let (zh, en) = (format!("调休上班日 {day} 在放假期间"), format!("the make-up day {day} lies in a holiday"));
            faults.add(*line, "make_up_off", zh, en);
        } else if is_weekday(*day) {
            let (zh, en) = (format!("调休上班日 {day} 本来就上班"), format!("the make-up day {day} is worked anyway"));
            faults.add(*line, "make_up_weekday", zh, en);
        }
    }
}
