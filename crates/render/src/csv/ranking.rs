//! The ranking as CSV.

use std::io::{self, Write};

use forecourt_core::text::{Lang, Text};
use forecourt_reports::{Level, RankRow};

use super::{Header, Row, Table, yes_no};

/// How a station or org unit is called; for the language asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The name of the org unit it belongs to.
    pub unit: &'a str,
}

/// A ranking to be written.
#[derive(Debug, Clone, Copy)]
pub struct RankingCsv<'a> {
    /// Language of the header and of the words.
    pub lang: Lang,
    /// Stations or units: their columns differ.
    pub level: Level,
    /// Names of the touchpoints, in order: a column each.
    pub touchpoints: &'a [Text],
    /// Names of the comparison classes, by number.
    pub classes: &'a [Text],
    /// For a station role: without what tells of coverage (decision 23).
    pub station_side: bool,
}

const FRONT: [Header; 8] = [
    Header("可比组", "class"),
    Header("名次", "rank"),
    Header("组内参评数", "class size"),
    Header("编码", "code"),
    Header("名称", "name"),
    Header("所属机构", "org unit"),
    Header("得分", "score"),
    Header("检查次数", "audits"),
];
const STATION: [Header; 3] =
    [Header("等级", "grade"), Header("星级", "stars"), Header("红线封顶", "capped by red line")];
const UNIT: [Header; 1] = [Header("有分加油站数", "stations with a score")];
const NOT_COVERED: Header = Header("未覆盖加油站数", "stations not covered");
const MIDDLE: [Header; 12] = [
    Header("红线次数", "critical misses"),
    Header("超期整改单", "open overdue orders"),
    Header("不适用占比", "N/A share"),
    Header("上期名次", "previous rank"),
    Header("名次变化", "movement"),
    Header("四分位", "quartile"),
    Header("得分误差(±,置信度≥90%)", "margin of the score (±, at least 90 % sure)"),
    Header("可能的最好名次(置信度≥90%)", "best likely rank (at least 90 % sure)"),
    Header("可能的最差名次(置信度≥90%)", "worst likely rank (at least 90 % sure)"),
    Header("与下一名差异显著", "differs significantly from the next"),
    Header("卫生间得分", "restroom score"),
    Header("参评", "ranked"),
];

impl RankingCsv<'_> {
    /// Writes the rows in the order given and says how many there were.
    ///
    /// `names` gives the names of a subject by its place in the network.
    ///
    /// # Errors
    /// What the writer underneath reports.
    pub fn write<'n, 'r, W: Write>(
        &self,
        out: W,
        rows: impl IntoIterator<Item = &'r RankRow>,
        names: impl Fn(u32) -> Names<'n>,
    ) -> io::Result<u64> {
        let mut table = Table::new(out, self.header())?;
        for rank_row in rows {
            let mut row = table.row();
            self.front(&mut row, rank_row, names(rank_row.subject));
            self.level_cells(&mut row, rank_row);
            self.middle(&mut row, rank_row);
            for score in rank_row.touchpoints.iter(self.touchpoints.len()) {
                row.bp_or_empty(score);
            }
            row.end()?;
        }
        Ok(table.finish()?.0)
    }

    fn header(&self) -> Vec<&str> {
        let level: &[Header] = match self.level {
            Level::Station => &STATION,
            Level::Unit { .. } => &UNIT,
        };
        let coverage = self.shows_coverage().then_some(&NOT_COVERED);
        let fixed = FRONT.iter().chain(level).chain(coverage).chain(&MIDDLE);
        let touchpoints = self.touchpoints.iter().map(|text| text.get(self.lang));
        fixed.map(|header| header.get(self.lang)).chain(touchpoints).collect()
    }

    fn shows_coverage(&self) -> bool {
        matches!(self.level, Level::Unit { .. }) && !self.station_side
    }

    fn front<W: Write>(&self, row: &mut Row<'_, W>, rank_row: &RankRow, names: Names<'_>) {
        match self.classes.get(usize::from(rank_row.class)) {
            Some(class) => row.text(class.get(self.lang)),
            None => row.int(rank_row.class),
        };
        row.int_or_empty(rank_row.rank).int(rank_row.class_size);
        row.text(names.code).text(names.name).text(names.unit);
        row.bp(rank_row.score_bp).int(rank_row.audits);
    }

    fn level_cells<W: Write>(&self, row: &mut Row<'_, W>, rank_row: &RankRow) {
        match self.level {
            Level::Station => {
                row.text(rank_row.grade.map_or("", |grade| grade.label(self.lang)));
                row.int_or_empty(rank_row.stars).text(yes_no(self.lang, rank_row.capped));
            }
            Level::Unit { .. } => {
                row.int(rank_row.stations);
            }
        }
        if self.shows_coverage() {
            row.int(rank_row.not_covered);
        }
    }

    fn middle<W: Write>(&self, row: &mut Row<'_, W>, rank_row: &RankRow) {
        let certainty = &rank_row.certainty;
        row.int(rank_row.critical_misses).int(rank_row.open_overdue).bp(rank_row.na_bp);
        row.int_or_empty(rank_row.previous_rank).int_or_empty(rank_row.movement).int_or_empty(rank_row.quartile);
        row.bp_or_empty(certainty.margin_bp);
        row.int_or_empty(certainty.ranks.map(|(best, _)| best)).int_or_empty(certainty.ranks.map(|(_, worst)| worst));
        row.text(certainty.differs_from_next.map_or("", |differs| yes_no(self.lang, differs)));
        row.bp_or_empty(rank_row.restroom_bp).text(yes_no(self.lang, rank_row.rank.is_some()));
    }
}
