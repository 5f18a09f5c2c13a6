//! A checklist file declares its own totals; its content must add up to them.

use super::load::{DeclaredTouchpoint, MAX_TOTAL};
use super::model::{Item, Totals, Touchpoint};
use super::reader::{At, Faults, Table};
use super::words::{Characteristic, Kano, PhotoRule, Servqual, Severity};
use std::collections::BTreeMap;

/// A way of sorting items into classes; `None` stands for items without that mark.
type ClassOf = fn(&Item) -> Option<&'static str>;

/// The optional tables of `[totals]` and the class that each counts.
const BY_CLASS: &[(&str, Option<&str>, ClassOf)] = &[
    ("items_by_answer", None, |i| Some(i.answer.as_str())),
    ("items_by_photo", None, |i| Some(PhotoRule::as_str(i.photo))),
    ("items_by_deadline", None, |i| i.deadline.map(|d| d.as_str())),
    ("items_by_severity", Some("points_by_severity"), |i| Some(Severity::as_str(i.severity))),
    ("items_by_servqual", Some("points_by_servqual"), |i| i.servqual.map(Servqual::as_str)),
    ("items_by_characteristic", Some("points_by_characteristic"), |i| i.characteristic.map(Characteristic::as_str)),
    ("items_by_kano", Some("points_by_kano"), |i| i.kano.map(Kano::as_str)),
];

/// Reads `[totals]`, checks the content against it, and hands each touchpoint its items.
///
/// Nothing is compared when items or touchpoints could not be read: sums over the rest would only be noise.
pub(super) fn check(
    mut table: Table,
    touchpoints: &mut [Option<DeclaredTouchpoint>],
    items: &Option<Vec<At<Item>>>,
    faults: &mut Faults,
) -> Option<Totals> {
    let declared_items = table.int("items", MAX_TOTAL, faults);
    let declared_bonus = table.int("bonus_items", MAX_TOTAL, faults);
    let declared_points = table.int("points", MAX_TOTAL, faults);
    let declared_weight = table.int("weight_bp", MAX_TOTAL, faults);
    for (items_key, points_key, class_of) in BY_CLASS {
        let points_of: fn(&Item) -> u32 = |i| i.points;
        let count: fn(&Item) -> u32 = |_| 1;
        for (key, worth) in [(Some(*items_key), count), (*points_key, points_of)] {
            if let Some(key) = key
                && let Some(by_class) = table.opt_table(key, faults)
                && let Some(items) = items
            {
                check_classes(by_class, key, items, *class_of, worth, faults);
            }
        }
    }
    table.finish(faults);
    let items = items.as_ref()?;
    if touchpoints.iter().any(Option::is_none) {
        return None;
    }
    check_touchpoints(touchpoints, items, faults);
    let weight: u32 = touchpoints.iter().flatten().map(|t| t.at.value.weight_bp).sum();
    let bonus = items.iter().filter(|i| i.value.is_bonus()).count() as u32;
    let points: u64 = items.iter().map(|i| u64::from(i.value.points)).sum();
    compare(declared_items, items.len() as u64, "items", faults);
    compare(declared_bonus, u64::from(bonus), "bonus_items", faults);
    compare(declared_points, points, "points", faults);
    compare(declared_weight, u64::from(weight), "weight_bp", faults);
    if let (Some(At { line, value: 0 }), _) | (_, Some(At { line, value: 0 })) = (declared_weight, declared_points) {
        faults.add(line, "totals", "总分和总权重须大于 0", "points and weight_bp must be above 0");
    }
    let totals = Totals {
        items: declared_items?.value,
        bonus_items: declared_bonus?.value,
        points: declared_points?.value,
        weight_bp: declared_weight?.value,
    };
    if faults.is_empty() {
        let plain: Vec<Touchpoint> = touchpoints.iter().flatten().map(|t| t.at.value.clone()).collect();
        if point_factors(&plain, totals.weight_bp).is_none() {
            let line = plain.first().map_or(1, |_| declared_points.map_or(1, |p| p.line));
            let en = "the points of the touchpoints have no common multiple that can be computed with";
            faults.add(line, "overflow", "各触点分值的公倍数过大，计算会溢出", en);
        }
    }
    Some(totals)
}

fn compare(declared: Option<At<u32>>, counted: u64, name: &str, faults: &mut Faults) {
    if let Some(declared) = declared
        && u64::from(declared.value) != counted
    {
        let zh = format!("{name} 声明为 {}，实际合计 {counted}", declared.value);
        let en = format!("{name} is declared as {} but adds up to {counted}", declared.value);
        faults.add(declared.line, "totals", zh, en);
    }
}

fn check_classes(
    mut table: Table,
    key: &str,
    items: &[At<Item>],
    class_of: ClassOf,
    worth: fn(&Item) -> u32,
    faults: &mut Faults,
) {
    let mut counted: BTreeMap<&str, u64> = BTreeMap::new();
    for item in items {
        *counted.entry(class_of(&item.value).unwrap_or("none")).or_default() += u64::from(worth(&item.value));
    }
    for (class, declared) in table.named_ints(MAX_TOTAL, faults) {
        let sum = counted.remove(class).unwrap_or(0);
        compare(Some(declared), sum, &format!("{key}.{class}"), faults);
    }
    for (class, sum) in counted.into_iter().filter(|(_, sum)| *sum > 0) {
        let declared = Some(At { line: table.line, value: 0 });
        compare(declared, sum, &format!("{key}.{class}"), faults);
    }
}

fn check_touchpoints(touchpoints: &mut [Option<DeclaredTouchpoint>], items: &[At<Item>], faults: &mut Faults) {
    for (index, touchpoint) in touchpoints.iter_mut().flatten().enumerate() {
        let own: Vec<usize> = (0..items.len()).filter(|i| items[*i].value.touchpoint == index).collect();
        let count = |wanted: fn(&Item) -> bool| own.iter().filter(|i| wanted(&items[**i].value)).count() as u64;
        let points: u64 = own.iter().map(|i| u64::from(items[*i].value.points)).sum();
        let name = |what: &str| format!("{}.{what}", touchpoint.at.value.id);
        compare(Some(touchpoint.items), own.len() as u64, &name("items"), faults);
        compare(Some(touchpoint.bonus_items), count(Item::is_bonus), &name("bonus_items"), faults);
        compare(Some(touchpoint.critical_items), count(Item::is_critical), &name("critical_items"), faults);
        compare(Some(touchpoint.points), points, &name("points"), faults);
        if touchpoint.points.value == 0 && touchpoint.at.value.weight_bp > 0 {
            let en = "a touchpoint without points cannot carry weight";
            faults.add(touchpoint.weight_line, "weights", "没有分值的触点不能有权重", en);
        }
        touchpoint.at.value.items = own;
    }
}

/// `L / N_t` of §3.2 for each touchpoint, L being the least common multiple of all N_t.
///
/// `None` when scoring could overflow: the largest number it forms is `2 · 10000 · Σ w_t · L`.
pub(super) fn point_factors(touchpoints: &[Touchpoint], weight_bp: u32) -> Option<Vec<i128>> {
    let points = || touchpoints.iter().map(|t| i128::from(t.points)).filter(|n| *n > 0);
    let lcm = points().try_fold(1i128, |lcm, n| (lcm / gcd(lcm, n)).checked_mul(n))?;
    lcm.checked_mul(i128::from(weight_bp))?.checked_mul(2 * 10_000 + 1)?;
    Some(touchpoints.iter().map(|t| if t.points == 0 { 0 } else { lcm / i128::from(t.points) }).collect())
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
