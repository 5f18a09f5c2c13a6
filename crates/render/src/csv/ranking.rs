//! The ranking as CSV.

use std::io::{self, Write};

use forecourt_core::text::{Lang, Text};
use forecourt_reports::{Level, RankRow};

use super::Table;
use crate::sheet::{
    Column, Header,
    Kind::{Day, Hundredths, Int, Text as Words, YesNo},
    Row, Sheet,
};

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

/// What a ranking is made of (decision 18).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// An edition of a closed period, by its number.
    Closed(i32),
    /// The present results of a period.
    Live,
    /// Results of a round, which has no editions.
    OfRound,
}

impl Edition {
    /// What the name of a file says of it, with a hyphen before: `-e2`, `-live`, nothing of a round.
    pub fn suffix(self) -> String {
        match self {
            Self::Closed(number) => format!("-e{number}"),
            Self::Live => "-live".to_owned(),
            Self::OfRound => String::new(),
        }
    }

    /// Its number, or `live`; `None` of a round.
    pub fn word(self) -> Option<String> {
        match self {
            Self::Closed(number) => Some(number.to_string()),
            Self::Live => Some("live".to_owned()),
            Self::OfRound => None,
        }
    }
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
    /// What it is made of.
    pub edition: Edition,
}

const FRONT: [Header; 8] = [
    Header("可比组", "class", Words),
    Header("名次", "rank", Int),
    Header("组内参评数", "class size", Int),
    Header("编码", "code", Words),
    Header("名称", "name", Words),
    Header("所属机构", "org unit", Words),
    Header("得分", "score", Hundredths),
    Header("检查次数", "audits", Int),
];
const STATION: [Header; 5] = [
    Header("等级", "grade", Words),
    Header("星级", "stars", Int),
    Header("红线封顶", "capped by red line", YesNo),
    Header("虚假证据次数", "false evidence", Int),
    Header("无星级至", "no stars until", Day),
];
const UNIT: [Header; 1] = [Header("有分加油站数", "stations with a score", Int)];
const NOT_COVERED: Header = Header("未覆盖加油站数", "stations not covered", Int);
const MIDDLE: [Header; 13] = [
    Header("红线次数", "critical misses", Int),
    Header("逾期整改单", "open overdue orders", Int),
    Header("不适用占比", "N/A share", Hundredths),
    Header("上期名次", "previous rank", Int),
    Header("名次变化", "movement", Int),
    Header("四分位", "quartile", Int),
    Header("得分误差（±，置信度≥90%）", "margin of the score (±, at least 90 % sure)", Hundredths),
    Header("可能的最好名次（置信度≥90%）", "best likely rank (at least 90 % sure)", Int),
    Header("可能的最差名次（置信度≥90%）", "worst likely rank (at least 90 % sure)", Int),
    Header("与下一名差异显著", "differs significantly from the next", YesNo),
    Header("卫生间得分", "restroom score", Hundredths),
    Header("参评", "ranked", YesNo),
    Header("版本", "edition", Words),
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
        let columns = self.columns();
        let mut table = Table::new(out, columns.iter().map(|column| column.title.as_str()))?;
        self.fill(&mut table, rows, names)?;
        Ok(table.finish()?.0)
    }

    /// Hands over the rows in the order given.
    ///
    /// # Errors
    /// What takes them reports.
    pub fn fill<'n, 'r, S: Sheet>(
        &self,
        sheet: &mut S,
        rows: impl IntoIterator<Item = &'r RankRow>,
        names: impl Fn(u32) -> Names<'n>,
    ) -> io::Result<()> {
        for rank_row in rows {
            let mut row = sheet.row();
            self.front(&mut row, rank_row, names(rank_row.subject));
            self.level_cells(&mut row, rank_row);
            self.middle(&mut row, rank_row);
            for score in rank_row.touchpoints.iter(self.touchpoints.len()) {
                row.bp_or_empty(score);
            }
            row.end()?;
        }
        Ok(())
    }

    /// The columns of its rows.
    pub fn columns(&self) -> Vec<Column> {
        let level: &[Header] = match self.level {
            Level::Station => &STATION,
            Level::Unit { .. } => &UNIT,
        };
        let coverage = self.shows_coverage().then_some(&NOT_COVERED);
        let fixed = FRONT.iter().chain(level).chain(coverage).chain(&MIDDLE);
        let touchpoints = self.touchpoints.iter().map(|text| Column::named(text, self.lang, Hundredths));
        fixed.map(|header| header.column(self.lang)).chain(touchpoints).collect()
    }

    fn shows_coverage(&self) -> bool {
        matches!(self.level, Level::Unit { .. }) && !self.station_side
    }

    fn front<S: Sheet>(&self, row: &mut Row<'_, S>, rank_row: &RankRow, names: Names<'_>) {
        match self.classes.get(usize::from(rank_row.class)) {
            Some(class) => row.text(class.get(self.lang)),
            None => row.text(&rank_row.class.to_string()),
        };
        row.int_or_empty(rank_row.rank).int(rank_row.class_size);
        row.text(names.code).text(names.name).text(names.unit);
        row.bp(rank_row.score_bp).int(rank_row.audits);
    }

    fn level_cells<S: Sheet>(&self, row: &mut Row<'_, S>, rank_row: &RankRow) {
        match self.level {
            Level::Station => {
                row.text(rank_row.grade.map_or("", |grade| grade.label(self.lang)));
                row.int_or_empty(rank_row.stars).yes_no(self.lang, rank_row.capped).int(rank_row.false_evidence);
                row.day_or_empty(rank_row.no_stars_until);
            }
            Level::Unit { .. } => {
                row.int(rank_row.stations);
            }
        }
        if self.shows_coverage() {
            row.int(rank_row.not_covered);
        }
    }

    fn middle<S: Sheet>(&self, row: &mut Row<'_, S>, rank_row: &RankRow) {
        let certainty = &rank_row.certainty;
        row.int(rank_row.critical_misses).int(rank_row.open_overdue).bp(rank_row.na_bp);
        row.int_or_empty(rank_row.previous_rank).int_or_empty(rank_row.movement).int_or_empty(rank_row.quartile);
        row.bp_or_empty(certainty.margin_bp);
        row.int_or_empty(certainty.ranks.map(|(best, _)| best)).int_or_empty(certainty.ranks.map(|(_, worst)| worst));
        row.yes_no_or_empty(self.lang, certainty.differs_from_next);
        row.bp_or_empty(rank_row.restroom_bp).yes_no(self.lang, rank_row.rank.is_some());
        match (self.edition, self.lang) {
            (Edition::Live, Lang::Zh) => row.text("实时"),
            (edition, _) => row.text(&edition.word().unwrap_or_default()),
        };
    }
}
