//! Gates: items whose failure implies a miss of others (decision 8).

use super::model::{AnswerKind, Item};
use super::reader::{At, Faults};

/// Resolves `gated_by` and checks it: a gate is an earlier pass_fail base item, what it gates is neither critical nor bonus.
pub(super) fn link_gates(
    items: &mut [Option<At<Item>>],
    ids: &[Option<At<&str>>],
    gates: &[Option<At<&str>>],
    faults: &mut Faults,
) {
    let index_of = |id: &str| ids.iter().position(|other| other.is_some_and(|other| other.value == id));
    let gate_of: Vec<Option<usize>> = gates.iter().map(|gate| gate.and_then(|gate| index_of(gate.value))).collect();
    for (index, gate) in gates.iter().enumerate() {
        let Some(gate) = gate else { continue };
        let Some(gate_index) = gate_of[index] else {
            let zh = format!("没有检查项 {}", gate.value);
            faults.add(gate.line, "unknown_item", zh, format!("there is no item {}", gate.value));
            continue;
        };
        if in_cycle(index, &gate_of) {
            let (zh, en) = ("前提项互相循环", "the gates lead back to this item");
            faults.add(gate.line, "gate_cycle", zh, en);
        } else if gate_index > index {
            faults.add(gate.line, "gate_order", "前提项须排在本项之前", "a gate must stand before the items it gates");
        }
        let gate_fits =
            items[gate_index].as_ref().is_none_or(|g| g.value.answer == AnswerKind::PassFail && !g.value.is_bonus());
        let item_fits = items[index].as_ref().is_none_or(|i| !i.value.is_bonus() && !i.value.is_critical());
        if !gate_fits || !item_fits {
            let zh = "前提项须为 pass_fail 的计分项，被约束项不能是红线或加分项";
            let en = "a gate must be a pass_fail base item, and a red line or bonus item cannot be gated";
            faults.add(gate.line, "gate_kind", zh, en);
        }
        if let Some(item) = &mut items[index] {
            item.value.gated_by = Some(gate_index);
        }
    }
}

fn in_cycle(start: usize, gate_of: &[Option<usize>]) -> bool {
    let mut at = start;
    for _ in 0..gate_of.len() {
        match gate_of[at] {
            Some(next) if next == start => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}
