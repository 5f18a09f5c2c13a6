//! Reading how an item is answered: grades, bands, units (§2.1, §3.4).

use super::load::MAX_POINTS;
use super::model::{AnswerKind, Band, Grades, Scale};
use super::reader::{At, Faults, Table, bad_word};
use super::words::Severity;
use crate::text::Text;
use std::collections::HashMap;

/// Larger answers than this are refused by every measured or count item.
const MAX_ANSWER: u32 = 1_000_000;

/// What the answers of a file refer to.
pub(super) struct AnswerReader<'t> {
    units: HashMap<&'t str, Option<Text>>,
    anchors: HashMap<&'t str, Option<Anchor>>,
    /// `None` without `[measured]`, `Some(None)` when it could not be read.
    measured: Option<Option<Measured>>,
}

/// What a family of graded items means by its grades.
#[derive(Clone)]
struct Anchor {
    about: Text,
    grades: Vec<Text>,
}

/// `[measured]`: what all measured items share.
#[derive(Clone, Copy)]
struct Measured {
    max: u32,
    never: Option<u32>,
}

impl<'t> AnswerReader<'t> {
    pub(super) fn new(root: &mut Table<'t>, faults: &mut Faults) -> Self {
        let units = root.named_tables("units", faults).into_iter().map(|(name, mut table)| {
            let text = table.text(faults);
            table.finish(faults);
            (name, text)
        });
        let units = units.collect();
        let anchors = root.named_tables("anchors", faults).into_iter();
        let anchors = anchors.map(|(name, table)| (name, read_anchor(table, faults))).collect();
        let measured = root.opt_table("measured", faults).map(|table| read_measured(table, faults));
        Self { units, anchors, measured }
    }

    /// Reads the `answer` table of an item that is worth `points`.
    pub(super) fn read(
        &self,
        mut table: Table<'t>,
        points: Option<At<u32>>,
        severity: Option<Severity>,
        faults: &mut Faults,
    ) -> Option<AnswerKind> {
        let kind = table.str("type", faults);
        if let (Some(kind), Some(Severity::Critical | Severity::Bonus)) = (kind, severity)
            && kind.value != "pass_fail"
        {
            let zh = "红线项和加分项只能是 pass_fail";
            faults.add(kind.line, "answer_kind", zh, "a red line or bonus item must be pass_fail");
        }
        let answer = match kind.map(|at| at.value) {
            Some("pass_fail") => Some(AnswerKind::PassFail),
            Some("graded") => self.graded(&mut table, points, faults).map(AnswerKind::Graded),
            Some("measured") => {
                if self.measured.is_none() {
                    let zh = "有 measured 检查项但缺少 [measured]";
                    faults.add(table.line, "missing_key", zh, "[measured] is missing but a measured item is there");
                }
                let measured = self.measured.flatten();
                let (max, never) = (measured.map(|m| m.max), measured.and_then(|m| m.never));
                self.scale(&mut table, points, max, never, faults).map(AnswerKind::Measured)
            }
            Some("count") => {
                let max = table.int("max", MAX_ANSWER, faults).map(|at| at.value);
                self.scale(&mut table, points, max, None, faults).map(AnswerKind::Count)
            }
            Some(_) => kind.and_then(|at| bad_word(at, "pass_fail, graded, measured, count", faults)),
            None => None,
        };
        if answer.is_some() {
            table.finish(faults);
        }
        answer
    }

    fn graded(&self, table: &mut Table<'t>, points: Option<At<u32>>, faults: &mut Faults) -> Option<Grades> {
        let name = table.str("anchor", faults);
        let explicit = table.opt_ints("points", MAX_POINTS, faults);
        let has_explicit = table.has("points");
        let name = name?;
        let Some(anchor) = self.anchors.get(name.value) else {
            let zh = format!("没有评分说明 {}", name.value);
            faults.add(name.line, "unknown_anchor", zh, format!("there is no anchor {}", name.value));
            return None;
        };
        let (anchor, points) = (anchor.as_ref()?, points?);
        let highest = anchor.grades.len() as u32 - 1;
        let by_grade = if has_explicit {
            let explicit = explicit?;
            let rising = explicit.windows(2).all(|pair| pair[0].value <= pair[1].value);
            let fits = explicit.len() == anchor.grades.len() && explicit.last().map(|p| p.value) == Some(points.value);
            if !rising || !fits {
                let zh = "各档分值须与档数一致、由低到高，最高档等于该项分值";
                let en = "the points by grade must be one per grade, rising, and end at the item's points";
                faults.add(table.line, "grade_points", zh, en);
                return None;
            }
            explicit.into_iter().map(|p| p.value).collect()
        } else {
            if points.value % highest != 0 {
                fraction(points, format!("1/{highest}"), faults);
                return None;
            }
            (0..=highest).map(|grade| points.value / highest * grade).collect()
        };
        Some(Grades {
            anchor: name.value.to_owned(),
            about: anchor.about.clone(),
            texts: anchor.grades.clone(),
            points: by_grade,
        })
    }

    fn scale(
        &self,
        table: &mut Table<'t>,
        points: Option<At<u32>>,
        max: Option<u32>,
        never: Option<u32>,
        faults: &mut Faults,
    ) -> Option<Scale> {
        let unit = table.str("unit", faults);
        let else_pct = table.int("else_pct", 100, faults);
        let tables = table.tables("bands", faults);
        let read = |mut band: Table, faults: &mut Faults| {
            let (le, pct) = (band.int("le", MAX_ANSWER, faults), band.int("pct", 100, faults));
            let line = band.line;
            band.finish(faults);
            Some(At { line, value: Band { le: le?.value, pct: pct?.value } })
        };
        let bands: Vec<_> = tables.into_iter().map(|band| read(band, faults)).collect();
        let bands: Option<Vec<At<Band>>> = bands.into_iter().collect();
        let unit_text = unit.and_then(|unit| self.unit(unit, faults));
        let (bands, else_pct) = (bands?, else_pct?);
        check_bands(&bands, else_pct, max, never, table.line, faults);
        let shares = bands.iter().map(|band| band.value.pct).chain([else_pct.value]);
        if let Some(points) = points
            && let Some(pct) = shares.into_iter().find(|pct| (u64::from(points.value) * u64::from(*pct)) % 100 != 0)
        {
            fraction(points, format!("{pct} %"), faults);
            return None;
        }
        Some(Scale {
            unit: unit?.value.to_owned(),
            unit_text: unit_text?,
            bands: bands.into_iter().map(|band| band.value).collect(),
            else_pct: else_pct.value,
            max: max?,
            never,
        })
    }

    fn unit(&self, name: At<&str>, faults: &mut Faults) -> Option<Text> {
        match self.units.get(name.value) {
            Some(text) => text.clone(),
            None => {
                let zh = format!("没有单位 {}", name.value);
                faults.add(name.line, "unknown_unit", zh, format!("there is no unit {}", name.value));
                None
            }
        }
    }
}

fn read_anchor(mut table: Table, faults: &mut Faults) -> Option<Anchor> {
    let line = table.line;
    let about = table.text(faults);
    let tables = table.tables("grades", faults);
    if tables.len() < 2 {
        faults.add(line, "grade_points", "至少要有两档", "at least two grades are needed");
    }
    let read = |mut grade: Table, faults: &mut Faults| {
        let text = grade.text(faults);
        grade.finish(faults);
        text
    };
    let grades: Vec<_> = tables.into_iter().map(|grade| read(grade, faults)).collect();
    table.finish(faults);
    Some(Anchor { about: about?, grades: grades.into_iter().collect::<Option<Vec<_>>>()? })
        .filter(|a| a.grades.len() > 1)
}

fn read_measured(mut table: Table, faults: &mut Faults) -> Option<Measured> {
    let max = table.int("max", MAX_ANSWER, faults);
    let never = table.opt_int("never", MAX_ANSWER, faults);
    table.finish(faults);
    if let (Some(max), Some(never)) = (max, never)
        && never.value > max.value
    {
        faults.add(never.line, "limits_order", "never 不能大于 max", "never must not be above max");
    }
    Some(Measured { max: max?.value, never: never.map(|n| n.value) })
}

fn fraction(points: At<u32>, share: String, faults: &mut Faults) {
    let zh = format!("{} 分的 {share} 不是整数", points.value);
    faults.add(points.line, "fraction", zh, format!("{share} of {} points is not a whole number", points.value));
}

fn check_bands(
    bands: &[At<Band>],
    else_pct: At<u32>,
    max: Option<u32>,
    never: Option<u32>,
    line: u32,
    faults: &mut Faults,
) {
    for pair in bands.windows(2) {
        if pair[0].value.le >= pair[1].value.le || pair[0].value.pct < pair[1].value.pct {
            let zh = "分段须按上限由小到大、比例由高到低";
            faults.add(pair[1].line, "bands_order", zh, "bands must rise in le and must not rise in pct");
        }
    }
    let Some(last) = bands.last() else {
        faults.add(line, "bands_order", "至少要有一个分段", "at least one band is needed");
        return;
    };
    if else_pct.value > last.value.pct {
        let zh = "else_pct 不能高于最后一段";
        faults.add(else_pct.line, "bands_order", zh, "else_pct must not be above the last band");
    }
    let limit = never.map_or(max, |never| max.map(|max| max.min(never.saturating_sub(1))));
    if limit.is_some_and(|limit| last.value.le > limit) {
        let zh = "分段上限超出该项允许的取值";
        faults.add(last.line, "bands_order", zh, "the last band reaches beyond the values allowed for the item");
    }
}
