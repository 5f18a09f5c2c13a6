//! Weak items, touchpoints, coverage and trends as CSV.

use std::io::{self, Write};

use forecourt_core::checklist::{Checklist, Item};
use forecourt_core::text::{Lang, Text};
use forecourt_reports::coverage::{CoverageRow, StageCounts};
use forecourt_reports::items::ItemRow;
use forecourt_reports::lens::LensRow;
use forecourt_reports::touchpoints::TouchpointRow;
use forecourt_reports::trend::TrendPoint;

use super::{Header, Names, Row, Table, yes_no};

const ITEMS: [Header; 16] = [
    Header("序号", "no."),
    Header("检查项", "item"),
    Header("内容", "text"),
    Header("触点", "touchpoint"),
    Header("严重程度", "severity"),
    Header("卡诺分类", "Kano class"),
    Header("作答数", "answered"),
    Header("达标数", "met"),
    Header("部分未达标", "partial misses"),
    Header("未达标", "full misses"),
    Header("达标率", "pass rate"),
    Header("全网达标率", "network pass rate"),
    Header("与全网差", "gap to the network"),
    Header("不适用占比", "N/A share"),
    Header("连带未达标", "implied misses"),
    Header("样本足够", "enough answers"),
];

/// Writes weak items in the order given and says how many rows there were; items that the checklist does not have are
/// left out.
///
/// # Errors
/// What the writer underneath reports.
pub fn weak_items<'r, W: Write>(
    out: W,
    lang: Lang,
    items: &[(&Checklist, &Item)],
    rows: impl IntoIterator<Item = &'r ItemRow>,
) -> io::Result<u64> {
    let mut table = Table::new(out, ITEMS.iter().map(|header| header.get(lang)))?;
    for item_row in rows {
        let Some((checklist, item)) = items.get(item_row.item as usize) else { continue };
        let counts = &item_row.counts;
        let mut row = table.row();
        row.int(item.n).text(&item.id).text(item.text.get(lang));
        row.text(checklist.touchpoints.get(item.touchpoint).map_or("", |touchpoint| touchpoint.text.get(lang)));
        row.text(item.severity.label(lang)).text(item.kano.map_or("", |kano| kano.label(lang)));
        row.count(counts.answered()).count(counts.met).count(counts.partial).count(counts.full);
        row.bp_or_empty(item_row.pass_rate_bp).bp_or_empty(item_row.network_rate_bp).bp_or_empty(item_row.gap_bp);
        row.bp_or_empty(item_row.na_share_bp).count(counts.implied).text(yes_no(lang, item_row.enough));
        row.end()?;
    }
    Ok(table.finish()?.0)
}

const TOUCHPOINTS: [Header; 11] = [
    Header("编码", "code"),
    Header("名称", "name"),
    Header("触点", "touchpoint"),
    Header("样本数", "observations"),
    Header("平均分", "mean"),
    Header("最低", "least"),
    Header("下四分位", "lower quartile"),
    Header("中位数", "median"),
    Header("上四分位", "upper quartile"),
    Header("最高", "greatest"),
    Header("全网平均分", "network mean"),
];
const NETWORK: Header = Header("全网", "network");

/// Writes touchpoint scores and says how many rows there were; `touchpoints` are their names, by number, `names` those
/// of a unit or station by its place.
///
/// # Errors
/// What the writer underneath reports.
pub fn touchpoints<'n, 'r, W: Write>(
    out: W,
    lang: Lang,
    touchpoints: &[Text],
    rows: impl IntoIterator<Item = &'r TouchpointRow>,
    names: impl Fn(u32) -> Names<'n>,
) -> io::Result<u64> {
    let mut table = Table::new(out, TOUCHPOINTS.iter().map(|header| header.get(lang)))?;
    for touchpoint_row in rows {
        let mut row = table.row();
        subject(&mut row, lang, touchpoint_row.subject, &names);
        match touchpoints.get(usize::from(touchpoint_row.touchpoint)) {
            Some(text) => row.text(text.get(lang)),
            None => row.int(touchpoint_row.touchpoint),
        };
        let spread = &touchpoint_row.spread;
        row.int(touchpoint_row.observations).bp(touchpoint_row.mean_bp);
        row.bp(spread.least).bp(spread.lower).bp(spread.median).bp(spread.upper).bp(spread.greatest);
        row.bp_or_empty(touchpoint_row.network_mean_bp);
        row.end()?;
    }
    Ok(table.finish()?.0)
}

const LENSES: [Header; 8] = [
    Header("编码", "code"),
    Header("名称", "name"),
    Header("检查次数", "audits"),
    Header("视角", "tag"),
    Header("作答数", "answers"),
    Header("应得分值", "points answered"),
    Header("实得分值", "points earned"),
    Header("得分", "score"),
];

/// Writes points under a lens, a line per subject and tag, and says how many there were; `tags` are their names, by number.
///
/// # Errors
/// What the writer underneath reports.
pub fn lenses<'n, 'r, W: Write>(
    out: W,
    lang: Lang,
    tags: &[Text],
    rows: impl IntoIterator<Item = &'r LensRow>,
    names: impl Fn(u32) -> Names<'n>,
) -> io::Result<u64> {
    let mut table = Table::new(out, LENSES.iter().map(|header| header.get(lang)))?;
    for lens_row in rows {
        for (number, tag) in tags.iter().enumerate() {
            let points = lens_row.tags.get(number).copied().unwrap_or_default();
            let mut row = table.row();
            subject(&mut row, lang, lens_row.subject, &names);
            row.count(lens_row.audits).text(tag.get(lang));
            row.count(points.answers).count(points.answered).count(points.earned).bp_or_empty(points.score_bp());
            row.end()?;
        }
    }
    Ok(table.finish()?.0)
}

const COVERAGE: [Header; 19] = [
    Header("轮次", "round"),
    Header("编码", "code"),
    Header("名称", "name"),
    Header("加油站数", "stations"),
    Header("未覆盖", "not yet covered"),
    Header("已覆盖", "covered"),
    Header("已提交加油站", "stations submitted"),
    Header("计划任务", "visits planned"),
    Header("已派任务", "visits assigned"),
    Header("已提交", "visits submitted"),
    Header("已审核", "visits approved"),
    Header("已发布", "visits published"),
    Header("夜间计划", "night visits planned"),
    Header("夜间已派", "night visits assigned"),
    Header("夜间已提交", "night visits submitted"),
    Header("夜间已审核", "night visits approved"),
    Header("夜间已发布", "night visits published"),
    Header("已取消或未能执行", "dropped"),
    Header("覆盖率", "coverage"),
];

/// Writes coverage and says how many rows there were; `round` names a round by its number, `names` a unit by its place.
///
/// # Errors
/// What the writer underneath reports.
pub fn coverage<'n, 'r, W: Write>(
    out: W,
    lang: Lang,
    rows: impl IntoIterator<Item = &'r CoverageRow>,
    round: impl Fn(u16) -> &'n str,
    names: impl Fn(u32) -> Names<'n>,
) -> io::Result<u64> {
    let mut table = Table::new(out, COVERAGE.iter().map(|header| header.get(lang)))?;
    for coverage_row in rows {
        let mut row = table.row();
        row.text(round(coverage_row.round));
        subject(&mut row, lang, coverage_row.unit, &names);
        row.int(coverage_row.stations).int(coverage_row.not_covered()).int(coverage_row.reached.published);
        row.int(coverage_row.reached.submitted);
        stages(&mut row, &coverage_row.visits);
        stages(&mut row, &coverage_row.nights);
        row.int(coverage_row.dropped).bp_or_empty(coverage_row.coverage_bp());
        row.end()?;
    }
    Ok(table.finish()?.0)
}

fn stages<W: Write>(row: &mut Row<'_, W>, counts: &StageCounts) {
    row.int(counts.planned).int(counts.assigned).int(counts.submitted).int(counts.approved).int(counts.published);
}

const TREND: [Header; 6] = [
    Header("期间", "period"),
    Header("检查次数", "audits"),
    Header("加油站数", "stations"),
    Header("平均得分", "mean score"),
    Header("合格率", "pass rate"),
    Header("红线次数", "critical misses"),
];

/// Writes the points of a trend with their labels (month or round) and says how many there were; a column per
/// touchpoint. A point without audits has empty cells, not zeros.
///
/// # Errors
/// What the writer underneath reports.
pub fn trend<'r, W: Write, L: AsRef<str>>(
    out: W,
    lang: Lang,
    touchpoints: &[Text],
    points: impl IntoIterator<Item = (L, &'r TrendPoint)>,
) -> io::Result<u64> {
    let fixed = TREND.iter().map(|header| header.get(lang));
    let mut table = Table::new(out, fixed.chain(touchpoints.iter().map(|text| text.get(lang))))?;
    for (label, point) in points {
        let mut row = table.row();
        row.text(label.as_ref()).count(point.audits).int(point.stations);
        row.bp_or_empty(point.score_bp).bp_or_empty(point.pass_rate_bp).count(point.critical_misses);
        for score in point.touchpoints.iter(touchpoints.len()) {
            row.bp_or_empty(score);
        }
        row.end()?;
    }
    Ok(table.finish()?.0)
}

/// Code and name of a unit or station, or the word for all of them.
pub(super) fn subject<'n, W: Write>(
    row: &mut Row<'_, W>,
    lang: Lang,
    place: Option<u32>,
    names: &impl Fn(u32) -> Names<'n>,
) {
    match place.map(names) {
        Some(names) => row.text(names.code).text(names.name),
        None => row.empty().text(NETWORK.get(lang)),
    };
}
