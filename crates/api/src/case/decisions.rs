//! What reviewers decided about one submission, put together from the rows they left (decisions 6, 10 and 19).
//!
//! Rows form chains: a change holds if the value it replaced is the one in force. So a correction made before the
//! shopper was asked stays when his answer left that value as it was, and falls away when he changed it.

use std::collections::BTreeMap;

use forecourt_core::{
    checklist::{Checklist, Flags},
    score::{Answer, EvidenceState, ItemSet},
    submission::Submission,
};
use forecourt_store::entity::audit_judgement;
use serde_json::{Value, json};
use uuid::Uuid;

/// Kinds of judgements, as stored.
pub mod kind {
    /// Another value of an item.
    pub const ANSWER: &str = "answer";
    /// Another value of a visit flag.
    pub const VISIT_FLAG: &str = "visit_flag";
    /// An N/A that was asked for.
    pub const NA_REQUEST: &str = "na_request";
    /// An N/A that an appeal panel decided, whether it was asked for or not.
    pub const APPEAL_NA: &str = "appeal_na";
    /// An answer that counts although its evidence is missing.
    pub const KEEP_EVIDENCE: &str = "keep_evidence";
    /// A vote on a failed red line.
    pub const RED_LINE: &str = "red_line";
    /// More visit-caused N/A than allowed, accepted.
    pub const VISIT_NA: &str = "visit_na";
}

/// A vote that the red line was crossed.
pub const CONFIRM: &str = "confirm";
/// A vote that it was not, or cannot be proven.
pub const REFUTE: &str = "refute";

/// The sum of all judgements that are in force.
#[derive(Clone, Debug)]
pub struct Decisions {
    /// Answers in force, by item index.
    pub answers: Vec<Answer>,
    /// Flag values in force.
    pub flags: Flags,
    /// Items that were set N/A on request.
    pub extra_na: ItemSet,
    /// Items that count without evidence: on a reviewer's word, or because the value is his.
    pub kept: ItemSet,
    /// More visit-caused N/A than allowed is accepted.
    pub visit_na_accepted: bool,
    /// Changes of answers and visit flags that hold.
    pub applied: Vec<Uuid>,
    /// Who changed the answer last, by item index.
    changed_by: BTreeMap<usize, Uuid>,
    /// Votes on red lines: (item, person) → confirmed.
    votes: BTreeMap<(usize, Uuid), bool>,
}

/// A failed red line and what reviewers said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedLine {
    /// Item index.
    pub item: usize,
    /// Who says that it was crossed.
    pub confirmed_by: Vec<Uuid>,
    /// Who says that it was not, or is not proven.
    pub refuted_by: Vec<Uuid>,
    /// What it comes to.
    pub outcome: RedLineOutcome,
}

/// What the votes on a failed red line come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedLineOutcome {
    /// Fewer than two have spoken: counts as failed in the provisional score.
    Open,
    /// Two agree, and there is evidence.
    Proven,
    /// They do not agree, or there is no evidence: counts as passed.
    NotProven,
}

impl RedLine {
    /// Whether enough reviewers have spoken.
    pub fn is_decided(&self) -> bool {
        self.outcome != RedLineOutcome::Open
    }

    /// Whether it counts as passed.
    pub fn is_not_proven(&self) -> bool {
        self.outcome == RedLineOutcome::NotProven
    }

    /// Whether two have spoken, whatever came of it.
    pub fn has_two(&self) -> bool {
        self.confirmed_by.len() + self.refuted_by.len() >= 2
    }

    /// Whether this person has spoken.
    pub fn has_voted(&self, person: Uuid) -> bool {
        self.confirmed_by.contains(&person) || self.refuted_by.contains(&person)
    }
}

impl Decisions {
    /// Applies judgements in their order to what the shopper submitted.
    pub fn apply<'a>(
        checklist: &Checklist,
        submission: &Submission,
        answers: Vec<Answer>,
        flags: Flags,
        revision: i32,
        judgements: impl Iterator<Item = &'a audit_judgement::Model>,
    ) -> Self {
        let mut all = Self {
            answers,
            flags,
            extra_na: ItemSet::EMPTY,
            kept: ItemSet::EMPTY,
            visit_na_accepted: false,
            applied: Vec::new(),
            changed_by: BTreeMap::new(),
            votes: BTreeMap::new(),
        };
        let mut na: BTreeMap<usize, bool> = BTreeMap::new();
        let mut kept: BTreeMap<usize, Value> = BTreeMap::new();
        let mut votes: Vec<(usize, Uuid, bool, Value)> = Vec::new();
        for row in judgements {
            let old = row.old_value.clone().unwrap_or(Value::Null);
            let new = row.new_value.clone().unwrap_or(Value::Null);
            if row.kind == kind::VISIT_NA {
                all.visit_na_accepted = row.revision == revision && new == json!(true);
            } else if row.kind == kind::VISIT_FLAG {
                if all.correct_flag(checklist, &row.target, &old, &new) {
                    all.applied.push(row.id);
                }
            } else if let Some(item) = checklist.item_index(&row.target) {
                match row.kind.as_str() {
                    kind::ANSWER if to_json(all.answers[item]) == old => {
                        all.answers[item] = from_json(&new);
                        all.changed_by.insert(item, row.person_id);
                        all.applied.push(row.id);
                    }
                    kind::NA_REQUEST => {
                        let asked = submission.answers.get(&row.target).is_some_and(|a| a.na_request.is_some());
                        na.insert(item, asked && new == json!(true));
                    }
                    kind::APPEAL_NA => {
                        na.insert(item, new == json!(true));
                    }
                    kind::KEEP_EVIDENCE => {
                        kept.insert(item, old);
                    }
                    kind::RED_LINE => votes.push((item, row.person_id, new == json!(CONFIRM), old)),
                    _ => {}
                }
            }
        }
        all.extra_na = na.into_iter().filter(|(_, granted)| *granted).map(|(item, _)| item).collect();
        let still = |item: usize, value: &Value| to_json(all.answers[item]) == *value;
        let on_request = kept.iter().filter(|(item, value)| still(**item, value)).map(|(item, _)| *item);
        // A reviewer's own value stands on his reason: it needs no evidence of the shopper's.
        all.kept = on_request.chain(all.changed_by.keys().copied()).collect();
        let in_force = votes.into_iter().filter(|(item, _, _, value)| still(*item, value));
        let in_force: Vec<_> = in_force.map(|(item, person, confirmed, _)| ((item, person), confirmed)).collect();
        all.votes.extend(in_force);
        all
    }

    fn correct_flag(&mut self, checklist: &Checklist, id: &str, old: &Value, new: &Value) -> bool {
        let Some(index) = checklist.flag_index(id) else { return false };
        let stands = flag_json(checklist, index, self.flags.get(index)) == *old;
        match flag_value(new) {
            Some(value) if stands => {
                self.flags.correct(index, value);
                true
            }
            _ => false,
        }
    }

    /// The votes on a failed red line. Whoever corrected an answer to a miss has thereby confirmed it.
    pub fn red_line(&self, item: usize, evidence: EvidenceState, waiting_for_photos: bool) -> RedLine {
        let mut votes: BTreeMap<Uuid, bool> = BTreeMap::new();
        if let Some(person) = self.changed_by.get(&item) {
            votes.insert(*person, true);
        }
        for ((voted, person), confirmed) in &self.votes {
            if *voted == item {
                votes.insert(*person, *confirmed);
            }
        }
        let confirmed_by: Vec<Uuid> = votes.iter().filter(|(_, yes)| **yes).map(|(person, _)| *person).collect();
        let refuted_by: Vec<Uuid> = votes.iter().filter(|(_, yes)| !**yes).map(|(person, _)| *person).collect();
        let outcome = match (confirmed_by.len(), refuted_by.len()) {
            (confirmed, 0) if confirmed >= 2 => {
                let unseen = evidence == EvidenceState::Missing && !waiting_for_photos;
                if unseen { RedLineOutcome::NotProven } else { RedLineOutcome::Proven }
            }
            (confirmed, refuted) if confirmed + refuted >= 2 => RedLineOutcome::NotProven,
            _ => RedLineOutcome::Open,
        };
        RedLine { item, confirmed_by, refuted_by, outcome }
    }
}

/// An answer as it stands in JSON.
pub fn to_json(answer: Answer) -> Value {
    match answer {
        Answer::None => Value::Null,
        Answer::Bool(value) => json!(value),
        Answer::Int(value) => json!(value),
    }
}

/// An answer out of JSON; what is none counts as not answered.
pub fn from_json(value: &Value) -> Answer {
    match value {
        Value::Bool(value) => Answer::Bool(*value),
        Value::Number(number) => {
            number.as_u64().and_then(|number| u32::try_from(number).ok()).map_or(Answer::None, Answer::Int)
        }
        _ => Answer::None,
    }
}

/// The value of a flag as it stands in JSON: true and false, or a number.
pub fn flag_json(checklist: &Checklist, index: usize, value: i32) -> Value {
    use forecourt_core::checklist::FlagKind;
    match checklist.flags[index].kind {
        FlagKind::Bool => json!(value != 0),
        FlagKind::Int { .. } => json!(value),
    }
}

/// The value of a flag out of JSON.
pub fn flag_value(value: &Value) -> Option<i32> {
    match value {
        Value::Bool(value) => Some(i32::from(*value)),
        Value::Number(number) => number.as_i64().and_then(|number| i32::try_from(number).ok()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &str, target: &str, old: Value, new: Value, person: u128) -> audit_judgement::Model {
        audit_judgement::Model {
            id: Uuid::nil(),
            audit_id: Uuid::nil(),
            revision: 1,
            kind: kind.into(),
            target: target.into(),
            old_value: Some(old),
            new_value: Some(new),
            reason: String::new(),
            person_id: Uuid::from_u128(person),
            stage: "first".into(),
            at: 0,
        }
    }

    fn submission() -> Submission {
        let stamp = json!({"wall_ms": 0, "mono_ms": 0, "run_id": Uuid::nil(), "server_offset_ms": null});
        serde_json::from_value(json!({
            "schema": 1, "revision": 1, "assignment_id": Uuid::nil(), "checklist": {"id": "station-69", "version": 1},
            "station_profile_revision": 1, "started": stamp, "finished": stamp, "check_in": null, "check_out": null,
            "flags": {}, "answers": {"store.entry_greeting": {"value": null, "na_request": {"reason": "closed"}}},
            "receipts": [], "photos": []
        }))
        .unwrap()
    }

    fn critical() -> &'static str {
        let checklist = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        &checklist.items.iter().find(|item| item.is_critical()).unwrap().id
    }

    fn apply(rows: &[audit_judgement::Model], revision: i32) -> Decisions {
        let checklist = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        let mut answers = vec![Answer::Bool(true); checklist.items.len()];
        answers[checklist.item_index(critical()).unwrap()] = Answer::Bool(false);
        Decisions::apply(checklist, &submission(), answers, Flags::defaults(checklist), revision, rows.iter())
    }

    fn outcome(rows: &[audit_judgement::Model], evidence: EvidenceState, waiting: bool) -> RedLineOutcome {
        let checklist = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        apply(rows, 1).red_line(checklist.item_index(critical()).unwrap(), evidence, waiting).outcome
    }

    fn vote(word: &str, person: u128) -> audit_judgement::Model {
        row(kind::RED_LINE, critical(), json!(false), json!(word), person)
    }

    #[test]
    fn a_red_line_needs_two_that_agree_and_evidence() {
        use EvidenceState::{Assumed, Met, Missing};
        assert_eq!(outcome(&[], Met, false), RedLineOutcome::Open);
        assert_eq!(outcome(&[vote(CONFIRM, 1)], Met, false), RedLineOutcome::Open);
        assert_eq!(outcome(&[vote(REFUTE, 1)], Met, false), RedLineOutcome::Open);
        assert_eq!(outcome(&[vote(CONFIRM, 1), vote(CONFIRM, 1)], Met, false), RedLineOutcome::Open, "one person");
        assert_eq!(outcome(&[vote(CONFIRM, 1), vote(CONFIRM, 2)], Met, false), RedLineOutcome::Proven);
        assert_eq!(outcome(&[vote(CONFIRM, 1), vote(CONFIRM, 2)], Missing, false), RedLineOutcome::NotProven);
        assert_eq!(outcome(&[vote(CONFIRM, 1), vote(CONFIRM, 2)], Assumed, true), RedLineOutcome::Proven);
        assert_eq!(outcome(&[vote(CONFIRM, 1), vote(REFUTE, 2)], Met, false), RedLineOutcome::NotProven);
        let changed_mind = [vote(REFUTE, 1), vote(CONFIRM, 2), vote(CONFIRM, 1)];
        assert_eq!(outcome(&changed_mind, Met, false), RedLineOutcome::Proven);
    }

    #[test]
    fn who_corrects_to_a_miss_has_confirmed_it() {
        let first = row(kind::ANSWER, critical(), json!(false), json!(true), 9);
        let corrected = row(kind::ANSWER, critical(), json!(true), json!(false), 1);
        assert_eq!(
            outcome(&[first.clone(), corrected.clone(), vote(CONFIRM, 2)], EvidenceState::Met, false),
            RedLineOutcome::Proven
        );
        assert_eq!(outcome(&[first, corrected], EvidenceState::Met, false), RedLineOutcome::Open);
    }

    #[test]
    fn a_correction_holds_while_what_it_replaced_stands() {
        let checklist = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        let item = checklist.item_index("store.entry_greeting").unwrap();
        let holds = apply(&[row(kind::ANSWER, "store.entry_greeting", json!(true), json!(false), 1)], 2);
        assert_eq!(holds.answers[item], Answer::Bool(false));
        assert!(holds.kept.contains(item), "his reason stands in for the shopper's remark");
        let stale = apply(&[row(kind::ANSWER, "store.entry_greeting", Value::Null, json!(false), 1)], 2);
        assert_eq!(stale.answers[item], Answer::Bool(true), "the shopper has changed it meanwhile");
    }

    #[test]
    fn an_na_is_granted_only_where_it_was_asked_for() {
        let checklist = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        let rows = [
            row(kind::NA_REQUEST, "store.entry_greeting", json!(false), json!(true), 1),
            row(kind::NA_REQUEST, "store.clean_and_lit", json!(false), json!(true), 1),
        ];
        let granted: Vec<_> = apply(&rows, 1).extra_na.iter().collect();
        assert_eq!(granted, [checklist.item_index("store.entry_greeting").unwrap()]);
    }

    #[test]
    fn a_flag_correction_counts_as_visit_caused() {
        let checklist = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        let decisions = apply(&[row(kind::VISIT_FLAG, "v.self_service", json!(false), json!(true), 1)], 1);
        let index = checklist.flag_index("v.self_service").unwrap();
        assert_eq!(decisions.flags.get(index), 1);
        assert_eq!(decisions.flags.reference(checklist, index), 0);
    }

    #[test]
    fn accepting_visit_na_holds_for_its_revision() {
        let rows = [row(kind::VISIT_NA, "", Value::Null, json!(true), 1)];
        assert!(apply(&rows, 1).visit_na_accepted);
        assert!(!apply(&rows, 2).visit_na_accepted);
    }
}
