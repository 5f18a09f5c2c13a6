//! Import of org units: found again by code, the parent anywhere in the file.

use std::collections::HashMap;

use forecourt_core::violation::Code;
use forecourt_store::{Tx, access::Scope, entity::org_unit, org};
use uuid::Uuid;

use super::{
    Faults, ImportReport, cells,
    file::File,
    table::{Line, Table},
};
use crate::{
    fields,
    problem::{Problem, Result},
    routes::org_units::DEEPEST,
};

const NEEDED: &[&str] = &["code", "level", "name_zh"];
const COLUMNS: &[&str] = &["code", "level", "name_zh", "name_en", "parent"];

/// A unit as the file wants it.
#[derive(Debug)]
struct Wanted<'a> {
    line: u64,
    code: &'a str,
    level: i16,
    name_zh: String,
    name_en: String,
    /// Code of the unit above; `None` for a top, or for an existing unit of a file without that column.
    parent: Option<&'a str>,
}

/// Checks the file and, unless it is a dry run, writes it.
///
/// # Errors
/// 422 with every fault of the file on a real run.
pub async fn run(tx: &Tx, scope: &Scope, file: &File, now_ms: i64, dry_run: bool) -> Result<ImportReport> {
    let mut faults = Faults::default();
    let table = Table::read(&file.content, NEEDED, |name| COLUMNS.contains(&name), &mut faults);
    let mut wanted: Vec<Wanted> = table
        .by_key("code", &mut faults)
        .into_iter()
        .filter_map(|(code, line)| read(code, line, &mut faults))
        .collect();
    // Parents lie higher than their children: in this order every parent is there before it is needed.
    wanted.sort_by_key(|unit| unit.level);
    let known: HashMap<String, org_unit::Model> =
        org::all(&**tx).await?.into_iter().map(|unit| (unit.code.clone(), unit)).collect();
    let mut tree = Tree::of(known);
    let mut report =
        ImportReport { dry_run, encoding: file.encoding.into(), rows: table.len(), ..ImportReport::default() };
    let mut steps = Vec::new();
    for unit in &wanted {
        if let Some(step) = tree.take(scope, unit, now_ms, &mut faults) {
            match step {
                Step::Same => report.unchanged += 1,
                Step::New(..) => report.created += 1,
                Step::Changed { .. } => report.updated += 1,
            }
            steps.push(step);
        }
    }
    if !faults.is_empty() && !dry_run {
        return Err(faults.into_problem(&table));
    }
    (report.errors, report.more_errors) = faults.into_list(&table);
    if !dry_run {
        write(tx, steps, now_ms).await?;
    }
    Ok(report)
}

fn read<'a>(code: &'a str, line: Line<'a>, faults: &mut Faults) -> Option<Wanted<'a>> {
    let code_fits = fields::is_code(code);
    if !code_fits {
        faults.push(line.number(), "code", Code::BadValue);
    }
    let level = line.required("level", faults).and_then(|text| {
        let level = text.parse::<i16>().ok().filter(|level| (0..=DEEPEST).contains(level));
        if level.is_none() {
            faults.push(line.number(), "level", Code::OutOfRange);
        }
        level
    });
    let name_zh = cells::required(line, "name_zh", fields::NAME_CHARS, faults);
    let name_en = cells::text(line, "name_en", fields::NAME_CHARS, faults);
    let parent = line.get("parent").filter(|text| !text.is_empty());
    let (level, name_zh, name_en) = (level?, name_zh?, name_en?);
    let name_en = if name_en.is_empty() { name_zh.clone() } else { name_en };
    code_fits.then_some(Wanted { line: line.number(), code, level, name_zh, name_en, parent })
}

/// What is to be done for one row.
enum Step {
    Same,
    New(org_unit::Model, Vec<Uuid>),
    Changed { unit: org_unit::Model, new_parent: Option<Uuid> },
}

/// The tree as it grows with the file.
struct Tree {
    by_code: HashMap<String, org_unit::Model>,
    parents: HashMap<Uuid, Option<Uuid>>,
}

impl Tree {
    fn of(by_code: HashMap<String, org_unit::Model>) -> Self {
        let parents = by_code.values().map(|unit| (unit.id, unit.parent_id)).collect();
        Self { by_code, parents }
    }

    /// A unit and everything above it, nearest first.
    fn chain(&self, from: Option<Uuid>) -> Vec<Uuid> {
        let mut chain = Vec::new();
        let mut next = from;
        while let Some(id) = next {
            chain.push(id);
            next = self.parents.get(&id).copied().flatten();
        }
        chain
    }

    fn covers(&self, scope: &Scope, unit: Option<Uuid>) -> bool {
        scope.is_everything() || self.chain(unit).iter().any(|id| scope.units().contains(id))
    }

    fn take(&mut self, scope: &Scope, wanted: &Wanted, now_ms: i64, faults: &mut Faults) -> Option<Step> {
        let old = self.by_code.get(wanted.code).cloned();
        if let Some(old) = &old {
            if !self.covers(scope, Some(old.id)) {
                faults.tell(
                    wanted.line,
                    "code",
                    Code::BadValue,
                    "此机构不在您的范围内",
                    "This unit lies outside of your scope",
                );
                return None;
            }
            if old.level != wanted.level {
                faults.tell(
                    wanted.line,
                    "level",
                    Code::BadValue,
                    "已有机构的层级不能更改",
                    "The level of a unit that exists cannot change",
                );
                return None;
            }
        }
        let parent_id = match wanted.parent {
            Some(code) => Some(self.parent(scope, wanted, code, faults)?),
            None => match &old {
                Some(old) => old.parent_id,
                None => self.top(scope, wanted, faults)?,
            },
        };
        Some(match old {
            None => self.add(wanted, parent_id, now_ms),
            Some(old) => self.change(old, wanted, parent_id),
        })
    }

    fn parent(&self, scope: &Scope, wanted: &Wanted, code: &str, faults: &mut Faults) -> Option<Uuid> {
        let found = self.by_code.get(code).filter(|unit| self.covers(scope, Some(unit.id)));
        let Some(parent) = found else {
            faults.tell(wanted.line, "parent", Code::BadValue, "没有此上级机构", "There is no such unit above");
            return None;
        };
        if parent.level >= wanted.level {
            faults.tell(
                wanted.line,
                "parent",
                Code::OutOfRange,
                "上级机构的层级须更高",
                "The unit above must be of a higher level",
            );
            return None;
        }
        Some(parent.id)
    }

    /// Only headquarters stand at the top, and only a caller for the whole network puts them there.
    fn top(&self, scope: &Scope, wanted: &Wanted, faults: &mut Faults) -> Option<Option<Uuid>> {
        if wanted.level == 0 && scope.is_everything() {
            return Some(None);
        }
        faults.push(wanted.line, "parent", Code::Missing);
        None
    }

    fn add(&mut self, wanted: &Wanted, parent_id: Option<Uuid>, now_ms: i64) -> Step {
        let unit = org_unit::Model {
            id: Uuid::new_v4(),
            parent_id,
            code: wanted.code.to_owned(),
            level: wanted.level,
            name_zh: wanted.name_zh.clone(),
            name_en: wanted.name_en.clone(),
            created_at: now_ms,
            updated_at: now_ms,
            version: 1,
        };
        self.parents.insert(unit.id, parent_id);
        self.by_code.insert(unit.code.clone(), unit.clone());
        Step::New(unit, self.chain(parent_id))
    }

    fn change(&mut self, old: org_unit::Model, wanted: &Wanted, parent_id: Option<Uuid>) -> Step {
        let mut unit = old.clone();
        unit.name_zh.clone_from(&wanted.name_zh);
        unit.name_en.clone_from(&wanted.name_en);
        unit.parent_id = parent_id;
        if unit == old {
            return Step::Same;
        }
        self.parents.insert(unit.id, parent_id);
        self.by_code.insert(unit.code.clone(), unit.clone());
        Step::Changed { new_parent: parent_id.filter(|_| parent_id != old.parent_id), unit }
    }
}

/// New units go in batches; before a subtree moves, everything new that it may move under is written.
async fn write(tx: &Tx, steps: Vec<Step>, now_ms: i64) -> Result<()> {
    let mut fresh = Vec::new();
    for step in steps {
        match step {
            Step::Same => {}
            Step::New(unit, above) => fresh.push((unit, above)),
            Step::Changed { unit, new_parent } => {
                org::insert(&**tx, std::mem::take(&mut fresh)).await?;
                if !org::rename(&**tx, &unit, now_ms).await? {
                    return Err(Problem::new(crate::problem::Kind::StaleVersion));
                }
                if let Some(parent) = new_parent {
                    org::rehang(&**tx, unit.id, parent).await?;
                }
            }
        }
    }
    org::insert(&**tx, fresh).await?;
    Ok(())
}
