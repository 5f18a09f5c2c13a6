//! The answers.

use super::path::Path;
use super::walk::Walk;
use crate::submission::{Answer, AnswerValue, Answers, NaRequest, PhotoReason, TimerEvent, limits};
use crate::violation::Code;
use serde_json::Value;
use uuid::Uuid;

impl Walk<'_> {
    pub fn answers(&mut self, value: &Value, at: &Path) -> Option<Answers> {
        let object = self.object(value, at)?;
        let mut answers = Vec::with_capacity(object.len().min(self.checklist.items.len()));
        let mut next = 0;
        for (key, v) in object {
            let at = &at.key(key);
            let index = self.item_index(key, next);
            match index {
                Some(index) => next = index + 1,
                None => self.report(at, Code::UnknownItem),
            }
            // What else is wrong with an answer to an unknown item is said as well; only its value cannot be judged.
            if let Some(answer) = self.answer(v, at, index) {
                answers.push((key.clone(), answer));
            }
        }
        Some(answers.into_iter().collect())
    }

    /// The index of an item. Phones send the answers in the order of the checklist, so the next one is tried first.
    fn item_index(&self, id: &str, next: usize) -> Option<usize> {
        let checklist = self.checklist;
        if checklist.items.get(next).is_some_and(|item| item.id == id) { Some(next) } else { checklist.item_index(id) }
    }

    fn answer(&mut self, value: &Value, at: &Path, item: Option<usize>) -> Option<Answer> {
        let object = self.object(value, at)?;
        let mut answer = Answer::default();
        let mut value = None;
        for (key, v) in object {
            let at = &at.key(key);
            match key.as_str() {
                "value" => value = Some(item.and_then(|item| self.answer_value(v, at, item))),
                "note" => answer.note = self.text(v, at, limits::TEXT_CHARS).map(str::to_owned),
                "photos" => answer.photos = self.photo_refs(v, at).unwrap_or_default(),
                "photo_reason" => answer.photo_reason = self.word(v, at, PhotoReason::parse),
                "na_request" => answer.na_request = self.na_request(v, at),
                "timer" => answer.timer = self.timer(v, at).unwrap_or_default(),
                _ => self.report(at, Code::UnknownField),
            }
        }
        answer.value = self.whole(object, at, &["value"], value)?;
        Some(answer)
    }

    /// True or false for pass_fail, a whole number within the item's range for every other kind, `null` for all.
    fn answer_value(&mut self, value: &Value, at: &Path, item: usize) -> Option<AnswerValue> {
        if value.is_null() {
            return None;
        }
        match self.checklist.items[item].answer.max_value() {
            None => self.boolean(value, at).map(AnswerValue::Bool),
            Some(max) => self.int(value, at, 0, i64::from(max)).map(AnswerValue::Number),
        }
    }

    fn photo_refs(&mut self, value: &Value, at: &Path) -> Option<Vec<Uuid>> {
        let list = self.list(value, at, limits::PHOTOS)?;
        let mut ids: Vec<Uuid> = Vec::with_capacity(list.len());
        for (i, v) in list.iter().enumerate() {
            let at = &at.index(i);
            if let Some(id) = self.known_photo(v, at) {
                if ids.contains(&id) {
                    self.report(at, Code::Duplicate);
                } else {
                    ids.push(id);
                }
            }
        }
        Some(ids)
    }

    fn na_request(&mut self, value: &Value, at: &Path) -> Option<NaRequest> {
        let object = self.object(value, at)?;
        let mut reason = None;
        for (key, v) in object {
            let at = &at.key(key);
            match key.as_str() {
                "reason" => reason = self.reason(v, at),
                _ => self.report(at, Code::UnknownField),
            }
        }
        let read = || Some(NaRequest { reason: reason? });
        self.whole(object, at, &["reason"], read())
    }

    /// A text that says something: blanks alone are as good as missing.
    fn reason(&mut self, value: &Value, at: &Path) -> Option<String> {
        let text = self.text(value, at, limits::TEXT_CHARS)?;
        if text.trim().is_empty() { self.refuse(at, Code::Missing) } else { Some(text.to_owned()) }
    }

    fn timer(&mut self, value: &Value, at: &Path) -> Option<Vec<TimerEvent>> {
        let list = self.list(value, at, limits::TIMER_EVENTS)?;
        Some(list.iter().enumerate().filter_map(|(i, v)| self.timer_event(v, &at.index(i))).collect())
    }

    fn timer_event(&mut self, value: &Value, at: &Path) -> Option<TimerEvent> {
        let object = self.object(value, at)?;
        let (mut event, mut wall_ms, mut mono_ms, mut run_id) = (None, None, None, None);
        for (key, v) in object {
            let at = &at.key(key);
            match key.as_str() {
                "event" => event = self.name(v, at),
                "wall_ms" => wall_ms = self.instant(v, at),
                "mono_ms" => mono_ms = self.instant(v, at),
                "run_id" => run_id = self.uuid(v, at),
                _ => self.report(at, Code::UnknownField),
            }
        }
        let read = || Some(TimerEvent { event: event?, wall_ms: wall_ms?, mono_ms: mono_ms?, run_id: run_id? });
        self.whole(object, at, &["event", "wall_ms", "mono_ms", "run_id"], read())
    }
}
