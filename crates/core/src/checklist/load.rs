//! From a checklist file to a [`Checklist`], with all faults at once.

use super::load_answer::AnswerReader;
use super::load_items::ItemReader;
use super::model::{
    Checklist, Fault, FlagDef, FlagKind, FlagScope, Item, MAX_FLAGS, MAX_ITEMS, MAX_TOUCHPOINTS, Reference, Touchpoint,
};
use super::reader::{self, At, Faults, Table, bad_word};
use super::{load_rules, totals};
use crate::text::Text;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The largest basis points value: 100 %.
pub(super) const BP: u32 = 10_000;
/// The largest number of points an item may have.
pub(super) const MAX_POINTS: u32 = 1_000_000;
/// The largest total a file may declare; that of [`MAX_ITEMS`] items of [`MAX_POINTS`] each fits.
pub(super) const MAX_TOTAL: u32 = 1_000_000_000;

impl Checklist {
    /// Reads and checks a checklist file. On failure all faults are returned, sorted by line.
    ///
    /// Syntax errors of TOML are all reported as well, but then the content is not looked at.
    pub fn parse(source: &str) -> Result<Checklist, Vec<Fault>> {
        reader::document(source, |root, faults| read(root, source, faults))
    }
}

fn read(mut root: Table, source: &str, faults: &mut Faults) -> Option<Checklist> {
    let id = root.str("id", faults);
    if let Some(id) = id {
        check_id(id, faults);
    }
    let version = root.int("version", u32::MAX, faults);
    let title = root.table("title", faults).and_then(|mut t| finished(t.text(faults), t, faults));
    let totals_table = root.table("totals", faults);
    let (flags, station_flag_count) = read_flags(&mut root, faults);
    let flag_by_id = index_ids(flags.iter().map(|f| f.as_ref().map(|f: &At<FlagDef>| &f.value.id)));
    let mut touchpoints = read_touchpoints(&mut root, faults);

    let item_tables = root.tables("items", faults);
    if item_tables.len() > MAX_ITEMS {
        let (zh, en) = (format!("检查项最多 {MAX_ITEMS} 个"), format!("at most {MAX_ITEMS} items"));
        faults.add(item_tables[MAX_ITEMS].line, "too_many", zh, en);
    }
    let answers = AnswerReader::new(&mut root, faults);
    let reader = ItemReader { flags: &flags, flag_by_id: &flag_by_id, touchpoints: &touchpoints, answers };
    let items = reader.read_all(item_tables, faults);

    let scoring = root.table("scoring", faults).and_then(|t| load_rules::scoring(t, faults));
    let visit = root.table("visit", faults).and_then(|t| load_rules::visit(t, faults));
    let review = root.table("review", faults).and_then(|t| load_rules::review(t, faults));
    let period = root.table("period", faults).and_then(|t| load_rules::period(t, faults));
    let totals = totals_table.and_then(|t| totals::check(t, &mut touchpoints, &items, faults));
    root.finish(faults);

    let items: Vec<Item> = items?.into_iter().map(|at| at.value).collect();
    let touchpoints: Vec<Touchpoint> = touchpoints.into_iter().map(|t| t.map(|t| t.at.value)).collect::<Option<_>>()?;
    let totals = totals?;
    Some(Checklist {
        id: id?.value.to_owned(),
        version: version?.value,
        title: title?,
        sha256: hex::encode(Sha256::digest(source.as_bytes())),
        point_factors: totals::point_factors(&touchpoints, totals.weight_bp)?,
        item_by_id: items.iter().enumerate().map(|(i, item)| (item.id.clone(), i)).collect(),
        flag_by_id,
        flags: flags.into_iter().map(|f| f.map(|f| f.value)).collect::<Option<_>>()?,
        station_flag_count,
        touchpoints,
        items,
        scoring: scoring?,
        visit: visit?,
        review: review?,
        period: period?,
        totals,
    })
}

/// Finishes a table whose content has been read.
pub(super) fn finished<T>(value: T, table: Table, faults: &mut Faults) -> T {
    table.finish(faults);
    value
}

/// Ids are made of lower-case words, so that they can stand in pointers, file names and addresses.
pub(super) fn check_id(id: At<&str>, faults: &mut Faults) {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
    let starts_well = id.value.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts_well || id.value.len() > 64 || !id.value.chars().all(allowed) {
        let zh = format!("编号 {:?} 只能用小写字母、数字、_ - .，以字母开头，至多 64 个字符", id.value);
        let en =
            format!("the id {:?} must be lower-case letters, digits, _ - . from a letter on, at most 64", id.value);
        faults.add(id.line, "bad_id", zh, en);
    }
}

/// Reports ids that stand there twice, at the later place.
pub(super) fn check_unique<'a>(ids: impl Iterator<Item = At<&'a str>>, faults: &mut Faults) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for id in ids {
        if let Some(first) = seen.insert(id.value, id.line) {
            let zh = format!("编号 {} 重复，首次出现在第 {first} 行", id.value);
            let en = format!("the id {} stands there twice, first in line {first}", id.value);
            faults.add(id.line, "duplicate_id", zh, en);
        }
    }
}

fn index_ids<'a>(ids: impl Iterator<Item = Option<&'a String>>) -> HashMap<String, usize> {
    ids.enumerate().filter_map(|(i, id)| Some((id?.clone(), i))).collect()
}

/// Station flags, then visit flags; a flag that cannot be read keeps its place as `None`.
fn read_flags(root: &mut Table, faults: &mut Faults) -> (Vec<Option<At<FlagDef>>>, usize) {
    let mut flags = Vec::new();
    let mut ids = Vec::new();
    let mut station_flag_count = 0;
    for (key, scope, prefix) in [("station_flags", FlagScope::Station, "st."), ("visit_flags", FlagScope::Visit, "v.")]
    {
        for table in root.tables(key, faults) {
            flags.push(read_flag(table, scope, prefix, &mut ids, faults));
        }
        if scope == FlagScope::Station {
            station_flag_count = flags.len();
        }
    }
    check_unique(ids.into_iter(), faults);
    if flags.len() > MAX_FLAGS {
        faults.add(1, "too_many", format!("标志最多 {MAX_FLAGS} 个"), format!("at most {MAX_FLAGS} flags"));
    }
    (flags, station_flag_count)
}

fn read_flag<'a>(
    mut table: Table<'a>,
    scope: FlagScope,
    prefix: &str,
    ids: &mut Vec<At<&'a str>>,
    faults: &mut Faults,
) -> Option<At<FlagDef>> {
    let line = table.line;
    let id = table.str("id", faults);
    if let Some(id) = id {
        check_id(id, faults);
        ids.push(id);
        if !id.value.starts_with(prefix) {
            let (zh, en) =
                (format!("标志编号应以 {prefix} 开头"), format!("the id of this flag must start with {prefix}"));
            faults.add(id.line, "bad_id", zh, en);
        }
    }
    let text = table.text(faults);
    let kind = match table.str("kind", faults) {
        Some(At { value: "bool", .. }) => Some(FlagKind::Bool),
        Some(At { value: "int", .. }) => {
            let max = table.int("max", i32::MAX as u32, faults);
            max.map(|max| FlagKind::Int { max: max.value as i32 })
        }
        Some(at) => bad_word(at, "bool, int", faults),
        None => None,
    };
    let kind = kind?;
    let default = read_flag_value(&mut table, "default", kind, faults);
    let reference = read_reference(&mut table, scope, kind, faults);
    table.finish(faults);
    let value =
        FlagDef { id: id?.value.to_owned(), scope, kind, default: default?, reference: reference?, text: text? };
    Some(At { line, value })
}

fn read_flag_value(table: &mut Table, key: &'static str, kind: FlagKind, faults: &mut Faults) -> Option<i32> {
    match kind {
        FlagKind::Bool if table.has(key) => table.opt_bool(key, faults).map(|b| i32::from(b.value)),
        FlagKind::Int { max } if table.has(key) => table.opt_int(key, max as u32, faults).map(|n| n.value as i32),
        _ => table.int(key, 1, faults).map(|n| n.value as i32),
    }
}

/// `reference` of a visit flag is a value or the word `"actual"`; station flags have none.
fn read_reference(table: &mut Table, scope: FlagScope, kind: FlagKind, faults: &mut Faults) -> Option<Reference> {
    if scope == FlagScope::Station {
        return Some(Reference::Actual);
    }
    if table.is_str("reference") {
        return match table.opt_str("reference", faults) {
            Some(At { value: "actual", .. }) => Some(Reference::Actual),
            Some(at) => bad_word(at, "actual", faults),
            None => None,
        };
    }
    read_flag_value(table, "reference", kind, faults).map(Reference::Value)
}

/// A touchpoint with the totals that the file declares for it.
pub(super) struct DeclaredTouchpoint {
    pub at: At<Touchpoint>,
    pub items: At<u32>,
    pub bonus_items: At<u32>,
    pub critical_items: At<u32>,
    pub points: At<u32>,
    pub weight_line: u32,
}

fn read_touchpoints(root: &mut Table, faults: &mut Faults) -> Vec<Option<DeclaredTouchpoint>> {
    let tables = root.tables("touchpoints", faults);
    if tables.len() > MAX_TOUCHPOINTS {
        let (zh, en) = (format!("触点最多 {MAX_TOUCHPOINTS} 个"), format!("at most {MAX_TOUCHPOINTS} touchpoints"));
        faults.add(tables[MAX_TOUCHPOINTS].line, "too_many", zh, en);
    }
    let mut ids = Vec::new();
    let read = |mut table: Table<'_>, ids: &mut Vec<At<String>>, faults: &mut Faults| {
        let line = table.line;
        let id = table.str("id", faults);
        if let Some(id) = id {
            check_id(id, faults);
            ids.push(id.map(str::to_owned));
        }
        let text: Option<Text> = table.text(faults);
        let weight = table.int("weight_bp", BP, faults);
        let items = table.int("items", MAX_TOTAL, faults);
        let bonus_items = table.int("bonus_items", MAX_TOTAL, faults);
        let critical_items = table.int("critical_items", MAX_TOTAL, faults);
        let points = table.int("points", MAX_TOTAL, faults);
        table.finish(faults);
        let value = Touchpoint {
            id: id?.value.to_owned(),
            text: text?,
            weight_bp: weight?.value,
            points: points?.value,
            items: Vec::new(),
        };
        Some(DeclaredTouchpoint {
            at: At { line, value },
            items: items?,
            bonus_items: bonus_items?,
            critical_items: critical_items?,
            points: points?,
            weight_line: weight?.line,
        })
    };
    let touchpoints = tables.into_iter().map(|table| read(table, &mut ids, faults)).collect();
    check_unique(ids.iter().map(|id| At { line: id.line, value: id.value.as_str() }), faults);
    touchpoints
}
