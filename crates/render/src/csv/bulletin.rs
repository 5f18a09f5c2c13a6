//! The bulletin 日通报 as CSV: figures of the day, of its month so far, and what stands open (§5.3).

use std::io::{self, Write};

use forecourt_core::text::Lang;
use forecourt_reports::bulletin::BulletinRow;

use super::{Names, Table, reports::subject};
use crate::sheet::{
    Header,
    Kind::{Hundredths, Int, Text},
    Sheet,
};

const BULLETIN: [Header; 24] = [
    Header("编码", "code", Text),
    Header("名称", "name", Text),
    Header("加油站数", "stations", Int),
    Header("当日下达", "issued today", Int),
    Header("当日系统下达", "issued by the system today", Int),
    Header("当日到期", "due today", Int),
    Header("当日按期闭环", "closed on time, of those due today", Int),
    Header("当日闭环处理率", "closing rate today", Hundredths),
    Header("当日关闭", "closed today", Int),
    Header("当日问题数", "problems today", Int),
    Header("当月下达", "issued this month", Int),
    Header("当月到期", "due this month", Int),
    Header("当月按期闭环", "closed on time, of those due this month", Int),
    Header("当月闭环处理率", "closing rate this month", Hundredths),
    Header("当月按期率", "on-time rate this month", Hundredths),
    Header("当月重复率", "repeat rate this month", Hundredths),
    Header("当月站均问题数（百分之一）", "problems per station this month, hundredths", Int),
    Header("未关闭", "open", Int),
    Header("待验收", "with the verifier", Int),
    Header("申诉暂停", "paused for an appeal", Int),
    Header("待日历", "waiting for a calendar", Int),
    Header("逾期", "overdue", Int),
    Header("当日新逾期", "overdue since today", Int),
    Header("验收逾期", "verifier late", Int),
];

/// Writes the lines of a bulletin in the order given and says how many rows there were.
///
/// # Errors
/// What the writer underneath reports.
pub fn bulletin<'n, 'r, W: Write>(
    out: W,
    lang: Lang,
    rows: impl IntoIterator<Item = &'r BulletinRow>,
    names: impl Fn(u32) -> Names<'n>,
) -> io::Result<u64> {
    let mut table = Table::new(out, BULLETIN.iter().map(|header| header.get(lang)))?;
    for line in rows {
        let mut row = table.row();
        subject(&mut row, lang, line.subject, &names);
        let (day, month, standing) = (&line.day, &line.month, &line.standing);
        row.int(line.stations).int(day.issued).int(day.by_system);
        row.int(day.due.due).int(day.due.on_time).bp_or_empty(day.due.closing_rate_bp());
        row.int(day.closed.closed).count(day.problems.problems);
        row.int(month.issued).int(month.due.due).int(month.due.on_time).bp_or_empty(month.due.closing_rate_bp());
        row.bp_or_empty(month.closed.on_time_rate_bp()).bp_or_empty(month.repeats.rate_bp());
        row.int_or_empty(month.problems.per_station_hundredths());
        row.int(standing.open).int(standing.with_verifier).int(standing.paused).int(standing.pending_calendar);
        row.int(standing.overdue).int(standing.overdue_today).int(standing.verifier_late);
        row.end()?;
    }
    Ok(table.finish()?.0)
}
