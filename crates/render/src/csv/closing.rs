//! Closing rates as CSV (§4.8).

use std::io::{self, Write};

use forecourt_core::text::Lang;
use forecourt_reports::closing::FiguresRow;

use super::{Names, Table, reports::subject};
use crate::sheet::{
    Header,
    Kind::{Hundredths, Int, Text},
    Sheet,
};

const CLOSING: [Header; 26] = [
    Header("编码", "code", Text),
    Header("名称", "name", Text),
    Header("加油站数", "stations", Int),
    Header("下达", "issued", Int),
    Header("系统下达", "issued by the system", Int),
    Header("到期", "due", Int),
    Header("未定", "undecided", Int),
    Header("按期闭环", "closed on time", Int),
    Header("靠延期按期闭环", "only thanks to an extension", Int),
    Header("逾期闭环", "closed late", Int),
    Header("逾期未闭环", "open and late", Int),
    Header("闭环处理率", "closing rate", Hundredths),
    Header("靠延期占比", "share thanks to extensions", Hundredths),
    Header("逾期闭环率", "closed-late rate", Hundredths),
    Header("关闭", "closed", Int),
    Header("按期率", "on-time rate", Hundredths),
    Header("闭环用时中位数（分钟）", "median minutes to close", Int),
    Header("复查", "seen again", Int),
    Header("重复发生", "missed again", Int),
    Header("重复率", "repeat rate", Hundredths),
    Header("问题数", "problems", Int),
    Header("检查次数", "visits", Int),
    Header("站均问题数（百分之一）", "problems per station, hundredths", Int),
    Header("次均问题数（百分之一）", "problems per visit, hundredths", Int),
    Header("指标8 视频检查站均问题数得分", "indicator 8 video_issues, score", Hundredths),
    Header("指标9 整改按期闭环率得分", "indicator 9 closure_on_time, score", Hundredths),
];

/// Writes closing rates in the order given and says how many rows there were.
///
/// # Errors
/// What the writer underneath reports.
pub fn closing<'n, 'r, W: Write>(
    out: W,
    lang: Lang,
    rows: impl IntoIterator<Item = &'r FiguresRow>,
    names: impl Fn(u32) -> Names<'n>,
) -> io::Result<u64> {
    let mut table = Table::new(out, CLOSING.iter().map(|header| header.get(lang)))?;
    for line in rows {
        let (figures, mut row) = (&line.figures, table.row());
        subject(&mut row, lang, line.subject, &names);
        let due = &figures.due;
        row.int(line.stations).int(figures.issued).int(figures.by_system);
        row.int(due.due).int(due.undecided).int(due.on_time).int(due.thanks_to_extension);
        row.int(due.closed_late).int(due.open_late);
        row.bp_or_empty(due.closing_rate_bp()).bp_or_empty(due.thanks_to_extension_bp());
        row.bp_or_empty(due.closed_late_bp());
        let closed = &figures.closed;
        row.int(closed.closed).bp_or_empty(closed.on_time_rate_bp()).int_or_empty(closed.median_minutes);
        let (repeats, problems) = (&figures.repeats, &figures.problems);
        row.int(repeats.seen).int(repeats.missed).bp_or_empty(repeats.rate_bp());
        row.count(problems.problems).int(problems.visits).int_or_empty(problems.per_station_hundredths());
        row.int_or_empty(problems.per_visit_hundredths()).bp_or_empty(figures.video_issues_bp());
        row.bp_or_empty(figures.closure_on_time_bp());
        row.end()?;
    }
    Ok(table.finish()?.0)
}
