//! Building visits to score.

use forecourt_core::checklist::{AnswerKind, Checklist, Flags};
use forecourt_core::registry;
use forecourt_core::score::{Answer, Score, ScoreInput, score};

/// `station-69`, version 1.
pub fn station_69() -> &'static Checklist {
    registry::builtin().get("station-69", 1).expect("built in")
}

/// A visit that goes well: every base item at its best, no bonus claimed.
pub struct Visit<'c> {
    pub checklist: &'c Checklist,
    pub flags: Flags,
    pub answers: Vec<Answer>,
}

impl<'c> Visit<'c> {
    pub fn perfect(checklist: &'c Checklist, flags: &[(&'static str, i32)]) -> Self {
        let best = |kind: &AnswerKind| match kind {
            AnswerKind::PassFail => Answer::Bool(true),
            AnswerKind::Graded(grades) => Answer::Int(grades.max()),
            AnswerKind::Measured(_) | AnswerKind::Count(_) => Answer::Int(0),
        };
        let answer = |item: &forecourt_core::checklist::Item| {
            if item.is_bonus() { Answer::Bool(false) } else { best(&item.answer) }
        };
        Self {
            checklist,
            flags: Flags::from_pairs(checklist, flags.iter().copied()).expect("known flags"),
            answers: checklist.items.iter().map(answer).collect(),
        }
    }

    pub fn item(&self, id: &str) -> usize {
        self.checklist.item_index(id).unwrap_or_else(|| panic!("no item {id}"))
    }

    pub fn int(mut self, id: &str, value: u32) -> Self {
        let index = self.item(id);
        self.answers[index] = Answer::Int(value);
        self
    }

    pub fn bool(mut self, id: &str, value: bool) -> Self {
        let index = self.item(id);
        self.answers[index] = Answer::Bool(value);
        self
    }

    pub fn unseen(mut self, id: &str) -> Self {
        let index = self.item(id);
        self.answers[index] = Answer::None;
        self
    }

    pub fn input(&self) -> ScoreInput<'_> {
        ScoreInput::new(&self.answers, &self.flags)
    }

    pub fn score(&self) -> Score {
        score(self.checklist, &self.input())
    }

    /// The line of an item in a score.
    pub fn rule(&self, score: &Score, id: &str) -> String {
        score.lines[self.item(id)].rule_text(self.checklist)
    }
}
