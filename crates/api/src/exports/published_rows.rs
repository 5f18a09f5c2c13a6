//! What a row of published results says, for whom.

use std::{collections::HashMap, io, sync::Arc};

use forecourt_core::{
    checklist::{Checklist, Item, Severity},
    export::ExportKind,
    review::View,
    text::Lang,
};
use forecourt_render::sheet::{
    Column, Header,
    Kind::{Day, Hundredths, Int, Picture, Text as Words, YesNo},
    Row, Sheet,
};
use forecourt_reports::{Outcome, unpack};
use forecourt_store::entity::{audit, finding};
use uuid::Uuid;

use super::{pictures::Picture as Small, say};
use crate::{
    case::brief::unpack_touchpoints, checklists::Published, report_data::Names, routes::reports::ranking::classes,
};

/// Everything that rows of audits need beside the audits.
pub struct Around {
    /// The network.
    pub names: Arc<Names>,
    /// Codes of rounds.
    pub rounds: HashMap<Uuid, String>,
    /// The checklist in force: its touchpoints are the columns.
    pub rules: Arc<Published>,
    /// The language.
    pub lang: Lang,
    /// For whom.
    pub view: View,
    /// Missed items have a column with a photo.
    pub pictures: bool,
}

/// An audit with the checklist that it was judged by.
pub struct Judged {
    /// The audit.
    pub row: audit::Model,
    /// Its checklist.
    pub published: Arc<Published>,
}

/// Which station: what [`station`] writes.
pub const STATION: [Header; 3] =
    [Header("编码", "code", Words), Header("名称", "station", Words), Header("所属机构", "org unit", Words)];
/// What begins every table, before the station.
const FRONT: Header = Header("检查", "audit", Words);
/// When, behind the station.
const DAYS: [Header; 2] = [Header("检查日", "visit day", Day), Header("发布日", "publish day", Day)];
const AUDIT: [Header; 10] = [
    Header("时段", "part of day", Words),
    Header("检查表", "checklist", Words),
    Header("检查表版本", "checklist version", Int),
    Header("得分", "score", Hundredths),
    Header("基础分", "base score", Hundredths),
    Header("加分", "bonus", Hundredths),
    Header("星级", "stars", Int),
    Header("红线次数", "critical misses", Int),
    Header("作答覆盖率", "answered share", Hundredths),
    Header("可比组", "class", Words),
];
/// Of workbooks with pictures.
const PHOTO: Header = Header("照片", "photo", Picture);
/// Not for station roles: what was judged without being published has no number behind the wall.
const RESULT: Header = Header("结果版本", "result", Int);
/// Only for those who see shoppers.
const DESK: [Header; 2] = [Header("轮次", "round", Words), Header("神秘顾客", "shopper", Words)];
const ITEM: [Header; 7] = [
    Header("序号", "no.", Int),
    Header("检查项", "item", Words),
    Header("内容", "text", Words),
    Header("触点", "touchpoint", Words),
    Header("严重程度", "severity", Words),
    Header("分值", "points", Int),
    Header("结果", "outcome", Words),
];
const FINDING: [Header; 9] = [
    Header("序号", "no.", Int),
    Header("检查项", "item", Words),
    Header("内容", "text", Words),
    Header("触点", "touchpoint", Words),
    Header("严重程度", "severity", Words),
    Header("完全未达标", "full miss", YesNo),
    Header("失分", "lost points", Int),
    Header("整改类别", "deadline class", Words),
    Header("说明", "note", Words),
];

impl Around {
    /// The columns of a table.
    pub fn columns(&self, kind: ExportKind) -> Vec<Column> {
        let (behind, touchpoints): (&[Header], bool) = match kind {
            ExportKind::Items => (&ITEM, false),
            ExportKind::Findings => (&FINDING, false),
            _ => (&AUDIT, true),
        };
        let result: &[Header] = if touchpoints && self.view != View::Station { &[RESULT] } else { &[] };
        let desk: &[Header] = if touchpoints && self.view == View::Desk { &DESK } else { &[] };
        let photo: &[Header] = if self.pictures && kind == ExportKind::Findings { &[PHOTO] } else { &[] };
        let mut columns = columns(&[&[FRONT], &STATION, &DAYS, behind, photo, result, desk], self.lang);
        if touchpoints {
            let of = |one: &forecourt_core::checklist::Touchpoint| Column::named(&one.text, self.lang, Hundredths);
            columns.extend(self.rules.checklist.touchpoints.iter().map(of));
        }
        columns
    }

    fn front<S: Sheet>(&self, row: &mut Row<'_, S>, audit: &audit::Model) {
        row.text(&audit.id.to_string());
        station(row, &self.names, self.lang, audit.station_id);
        row.day(audit.visit_day).day_or_empty(audit.publish_day);
    }

    /// A row of one audit. `shopper` is written only for those who see shoppers.
    pub fn audit<S: Sheet>(&self, sheet: &mut S, one: &Judged, shopper: Option<&str>) -> io::Result<()> {
        let audit = &one.row;
        let mut row = sheet.row();
        self.front(&mut row, audit);
        let (zh, en) = if audit.night { ("夜间", "night") } else { ("日间", "day") };
        row.text(say(self.lang, zh, en)).text(&audit.checklist_id).int(audit.checklist_version);
        row.bp_or_empty(audit.final_bp).bp_or_empty(audit.base_bp).bp(audit.bonus_bp);
        row.int_or_empty(audit.stars).int(audit.red_lines).bp_or_empty(audit.coverage_bp);
        row.text_or_empty(usize::try_from(audit.class).ok().and_then(|place| class(place, self.lang)));
        if self.view != View::Station {
            row.int(audit.score_revision);
        }
        if self.view == View::Desk {
            row.text_or_empty(self.rounds.get(&audit.round_id).map(String::as_str)).text_or_empty(shopper);
        }
        let points = unpack_touchpoints(audit.touchpoints.as_deref().unwrap_or_default());
        let judged_by = &one.published.checklist.touchpoints;
        for column in &self.rules.checklist.touchpoints {
            let place = judged_by.iter().position(|touchpoint| touchpoint.id == column.id);
            row.bp_or_empty(place.and_then(|place| points.get(place)).and_then(share));
        }
        row.end()
    }

    /// A row an item of one audit.
    pub fn items<S: Sheet>(&self, sheet: &mut S, one: &Judged) -> io::Result<()> {
        let Some(packed) = &one.row.outcomes else { return Ok(()) };
        let checklist = &one.published.checklist;
        let outcomes = unpack(packed, checklist.items.len()).map_err(io::Error::other)?;
        for (item, outcome) in checklist.items.iter().zip(outcomes) {
            let mut row = sheet.row();
            self.front(&mut row, &one.row);
            self.item(&mut row, checklist, item);
            row.int(item.points).text(told(outcome, self.lang));
            row.end()?;
        }
        Ok(())
    }

    fn item<S: Sheet>(&self, row: &mut Row<'_, S>, checklist: &Checklist, item: &Item) {
        row.int(item.n).text(&item.id).text(item.text.get(self.lang));
        row.text_or_empty(checklist.touchpoints.get(item.touchpoint).map(|one| one.text.get(self.lang)));
        row.text(item.severity.label(self.lang));
    }

    /// A row of one missed item.
    pub fn finding<S: Sheet>(
        &self,
        sheet: &mut S,
        one: &Judged,
        finding: &finding::Model,
        (note, picture): (Option<&str>, Option<&Small>),
    ) -> io::Result<()> {
        let checklist = &one.published.checklist;
        let mut row = sheet.row();
        self.front(&mut row, &one.row);
        let item = checklist.items.iter().find(|item| item.id == finding.item);
        match item {
            Some(item) => self.item(&mut row, checklist, item),
            None => {
                let severity = Severity::parse(&finding.severity).map(|severity| severity.label(self.lang));
                row.empty().text(&finding.item).empty().empty().text_or_empty(severity);
            }
        }
        row.yes_no(self.lang, finding.full_miss).int(finding.lost_points).text(&finding.class).text_or_empty(note);
        if self.pictures {
            match picture {
                Some(Small::Jpeg(jpeg)) => row.picture(jpeg, item.map_or("", |item| item.text.get(self.lang))),
                Some(Small::NotMade) => row.text(say(self.lang, "尚未生成", "not made yet")),
                None => row.empty(),
            };
        }
        row.end()
    }
}

/// The columns of a table, put together of parts.
pub fn columns(parts: &[&[Header]], lang: Lang) -> Vec<Column> {
    parts.iter().copied().flatten().map(|header| header.column(lang)).collect()
}

/// The name of a comparison class.
pub fn class(place: usize, lang: Lang) -> Option<&'static str> {
    classes().get(place).map(|class| class.get(lang))
}

/// Code, name and unit of a station: three cells.
pub fn station<S: Sheet>(row: &mut Row<'_, S>, names: &Names, lang: Lang, id: Uuid) {
    let place = names.station_place.get(&id).map(|place| *place as usize);
    let found = place.and_then(|place| names.network.stations().get(place).zip(names.stations.get(place)));
    match found {
        Some((station, name)) => {
            let unit = names.units.get(station.unit as usize).map(|name| name.get(lang));
            row.text(&station.code).text(name.get(lang)).text_or_empty(unit);
        }
        None => {
            row.empty().empty().empty();
        }
    }
}

/// s_t of §3.2: earned of answered points, rounded half up; none when nothing was answered.
fn share((earned, answered): &(u16, u16)) -> Option<i64> {
    let (earned, answered) = (i64::from(*earned), i64::from(*answered));
    (answered > 0).then(|| (20_000 * earned + answered) / (2 * answered))
}

/// An outcome in words.
fn told(outcome: Outcome, lang: Lang) -> &'static str {
    let (zh, en) = match outcome {
        Outcome::NotApplicable => ("不适用", "not applicable"),
        Outcome::NotObserved => ("未观察到", "not observed"),
        Outcome::Full => ("满分", "full points"),
        Outcome::Met => ("达标", "met"),
        Outcome::Partial => ("部分未达标", "partial miss"),
        Outcome::PartialLow => ("得分不足一半", "less than half of the points"),
        Outcome::Missed => ("未达标", "missed"),
        Outcome::Implied => ("连带未达标", "implied miss"),
        Outcome::NotProven => ("未证实", "not proven"),
        Outcome::NotApplicableGranted => ("认定不适用", "not applicable by decision"),
        Outcome::BonusClaimed => ("加分", "bonus"),
        Outcome::BonusNotClaimed => ("未加分", "no bonus"),
        Outcome::BonusNotAccepted => ("加分未认定", "bonus not accepted"),
        Outcome::Absent => ("无此项", "absent"),
    };
    say(lang, zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_has_a_word_of_its_own() {
        for lang in [Lang::Zh, Lang::En] {
            let words: std::collections::BTreeSet<&str> =
                Outcome::ALL.iter().map(|outcome| told(*outcome, lang)).collect();
            assert_eq!(words.len(), Outcome::ALL.len());
        }
    }
}
