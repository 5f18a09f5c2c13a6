//! Reading the items of a checklist file and checking each against the rules of §2.1.

use super::load::{BP, DeclaredTouchpoint, MAX_POINTS, check_id, check_unique};
use super::load_answer::AnswerReader;
use super::load_gates::link_gates;
use super::model::{FlagDef, FlagKind, Item};
use super::reader::{At, Faults, Table};
use super::words::{DeadlineClass, Severity};
use crate::predicate::{self, Predicate, Problem};
use std::collections::HashMap;

/// What the items of a file refer to.
pub(super) struct ItemReader<'a, 't> {
    pub flags: &'a [Option<At<FlagDef>>],
    pub flag_by_id: &'a HashMap<String, usize>,
    pub touchpoints: &'a [Option<DeclaredTouchpoint>],
    pub answers: AnswerReader<'t>,
}

impl<'t> ItemReader<'_, 't> {
    /// All items in file order; `None` when one of them could not be read.
    pub(super) fn read_all(&self, tables: Vec<Table<'t>>, faults: &mut Faults) -> Option<Vec<At<Item>>> {
        let mut ids = Vec::with_capacity(tables.len());
        let mut gates = Vec::with_capacity(tables.len());
        let mut items = Vec::with_capacity(tables.len());
        for (index, mut table) in tables.into_iter().enumerate() {
            ids.push(table.str("id", faults));
            gates.push(table.opt_str("gated_by", faults));
            self.check_number(&mut table, index, faults);
            items.push(self.read_item(table, index, ids[index], faults));
        }
        for id in ids.iter().flatten() {
            check_id(*id, faults);
        }
        check_unique(ids.iter().flatten().copied(), faults);
        link_gates(&mut items, &ids, &gates, faults);
        items.into_iter().collect()
    }

    fn check_number(&self, table: &mut Table<'t>, index: usize, faults: &mut Faults) {
        let expected = index as u32 + 1;
        if let Some(n) = table.int("n", u32::MAX, faults)
            && n.value != expected
        {
            let zh = format!("序号应为 {expected}，现为 {}", n.value);
            faults.add(n.line, "item_number", zh, format!("the number must be {expected}, not {}", n.value));
        }
    }

    fn read_item(
        &self,
        mut table: Table<'t>,
        index: usize,
        id: Option<At<&str>>,
        faults: &mut Faults,
    ) -> Option<At<Item>> {
        let line = table.line;
        let touchpoint = self.touchpoint(&mut table, faults);
        let text = table.text(faults);
        let severity = table.word("severity", faults).map(|at| at.value);
        let photo = table.word("photo", faults);
        let (points, bonus_bp) = read_worth(&mut table, severity, faults);
        let answer = table.table("answer", faults).and_then(|t| self.answers.read(t, points, severity, faults));
        let na_when = table.opt_str("na_when", faults).map(|at| self.predicate(at, faults));
        let deadline = read_deadline(&mut table, severity, faults);
        let servqual = table.opt_word("servqual", faults);
        let characteristic = table.opt_word("characteristic", faults);
        let kano = table.opt_word("kano", faults);
        table.finish(faults);
        let value = Item {
            n: index as u32 + 1,
            id: id?.value.to_owned(),
            touchpoint: touchpoint?,
            text: text?,
            answer: answer?,
            points: points?.value,
            bonus_bp: bonus_bp?,
            severity: severity?,
            photo: photo?.value,
            na_when: match na_when {
                Some(predicate) => Some(predicate?),
                None => None,
            },
            gated_by: None,
            deadline: deadline?,
            servqual: servqual?.map(|at| at.value),
            characteristic: characteristic?.map(|at| at.value),
            kano: kano?.map(|at| at.value),
        };
        Some(At { line, value })
    }

    fn touchpoint(&self, table: &mut Table<'t>, faults: &mut Faults) -> Option<usize> {
        let at = table.str("touchpoint", faults)?;
        let same = |t: &Option<DeclaredTouchpoint>| t.as_ref().is_some_and(|t| t.at.value.id == at.value);
        let found = self.touchpoints.iter().position(same);
        // A touchpoint that could not be read is a fault of its own; blaming its items would only be noise.
        if found.is_none() && self.touchpoints.iter().all(Option::is_some) {
            let zh = format!("没有触点 {}", at.value);
            faults.add(at.line, "unknown_touchpoint", zh, format!("there is no touchpoint {}", at.value));
        }
        found
    }

    fn predicate(&self, at: At<&str>, faults: &mut Faults) -> Option<Predicate> {
        // Flags that could not be read are faults of their own: with one of them, unknown names are not reported.
        let all_known = self.flags.iter().all(Option::is_some);
        let lookup = |id: &str| {
            let index = *self.flag_by_id.get(id)?;
            let kind = self.flags[index].as_ref()?.value.kind;
            Some((index, if let FlagKind::Int { max } = kind { Some(max) } else { None }))
        };
        let problems = match predicate::parse(at.value, &lookup) {
            Ok(predicate) => return Some(predicate),
            Err(problems) => problems,
        };
        for problem in problems {
            let (code, zh, en) = match problem {
                Problem::Syntax => {
                    let en = format!("the condition {:?} cannot be read", at.value);
                    ("predicate", format!("无法读懂条件 {:?}", at.value), en)
                }
                Problem::UnknownFlag(_) if !all_known => continue,
                Problem::UnknownFlag(id) => {
                    ("unknown_flag", format!("没有标志 {id}"), format!("there is no flag {id}"))
                }
                Problem::IntAsBool(id) => {
                    let en = format!("{id} is a number and must be compared with one");
                    ("flag_kind", format!("{id} 是数值，须与数值比较"), en)
                }
                Problem::BoolAsInt(id) => {
                    let en = format!("{id} is true or false and cannot be compared with a number");
                    ("flag_kind", format!("{id} 是真假值，不能与数值比较"), en)
                }
                Problem::Constant(id) => {
                    let en = format!("the comparison of {id} gives the same for each of its values");
                    ("predicate", format!("{id} 的比较对其所有取值结果相同"), en)
                }
            };
            faults.add(at.line, code, zh, en);
        }
        None
    }
}

/// Points and bonus: a bonus item is worth a bonus and no points, every other item points and no bonus.
fn read_worth(table: &mut Table, severity: Option<Severity>, faults: &mut Faults) -> (Option<At<u32>>, Option<u32>) {
    if severity == Some(Severity::Bonus) {
        if let Some(points) = table.opt_int("points", MAX_POINTS, faults)
            && points.value != 0
        {
            faults.add(
                points.line,
                "points",
                "加分项没有分值，只有 bonus_bp",
                "a bonus item has no points, only bonus_bp",
            );
        }
        let bonus = table.int("bonus_bp", BP, faults);
        if let Some(At { line, value: 0 }) = bonus {
            faults.add(line, "points", "bonus_bp 须大于 0", "bonus_bp must be above 0");
        }
        return (Some(At { line: table.line, value: 0 }), bonus.map(|b| b.value));
    }
    let points = table.int("points", MAX_POINTS, faults);
    if let Some(At { line, value: 0 }) = points {
        faults.add(line, "points", "分值须大于 0", "the points must be above 0");
    }
    if let Some(bonus) = table.opt_int("bonus_bp", BP, faults)
        && bonus.value != 0
    {
        faults.add(bonus.line, "points", "只有加分项可以有 bonus_bp", "only a bonus item may have bonus_bp");
    }
    (points.filter(|p| p.value > 0), Some(0))
}

/// The deadline class; a bonus item opens no order and has none.
fn read_deadline(table: &mut Table, severity: Option<Severity>, faults: &mut Faults) -> Option<Option<DeadlineClass>> {
    match table.opt_word("deadline", faults)? {
        Some(at) if severity == Some(Severity::Bonus) => {
            faults.add(at.line, "deadline", "加分项没有整改期限", "a bonus item has no deadline");
            None
        }
        deadline => Some(deadline.map(|at| at.value)),
    }
}
