//! One input line of `forecourt score`, read strictly.

use super::json::Json;
use crate::checklist::{Checklist, FlagKind, Flags};
use crate::registry::Registry;
use crate::score::Answer;
use crate::validate::MAX_VIOLATIONS;
use crate::violation::{Code, Violation, pointer};
use std::borrow::Cow;

type Entries<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

/// What a line asks for.
pub(super) struct Request<'r> {
    pub checklist: &'r Checklist,
    pub flags: Flags,
    pub answers: Vec<Answer>,
    pub weights: Option<Vec<u32>>,
    pub overdue_open: u32,
    pub visit_na_accepted: bool,
}

/// The fields of a line, still as JSON.
#[derive(Default)]
struct Fields<'a> {
    checklist: Option<Json<'a>>,
    version: Option<Json<'a>>,
    flags: Option<Json<'a>>,
    answers: Option<Json<'a>>,
    weights: Option<Json<'a>>,
    overdue_open: Option<Json<'a>>,
    visit_na_accepted: Option<Json<'a>>,
}

struct Reader {
    violations: Vec<Violation>,
}

impl<'r> Request<'r> {
    /// Reads a line; on failure its violations sorted by pointer, at most [`MAX_VIOLATIONS`].
    ///
    /// When the checklist is not known, ids inside the line cannot be judged and are left alone.
    pub(super) fn read(registry: &'r Registry, line: &[u8]) -> Result<Self, Vec<Violation>> {
        let mut reader = Reader { violations: Vec::new() };
        let request = match Json::parse(line) {
            Some(Json::Object(entries)) => reader.request(registry, entries),
            Some(_) => reader.refuse(&[], Code::WrongType),
            None => reader.refuse(&[], Code::InvalidJson),
        };
        match request {
            Some(request) if reader.violations.is_empty() => Ok(request),
            _ => {
                reader.violations.sort();
                reader.violations.dedup();
                reader.violations.truncate(MAX_VIOLATIONS);
                Err(reader.violations)
            }
        }
    }
}

impl Reader {
    fn refuse<T>(&mut self, tokens: &[&str], code: Code) -> Option<T> {
        self.violations.push(Violation::new(pointer(tokens), code));
        None
    }

    fn request<'r>(&mut self, registry: &'r Registry, entries: Entries) -> Option<Request<'r>> {
        let fields = self.fields(entries);
        let checklist = self.checklist(registry, fields.checklist, fields.version);
        let overdue_open = match fields.overdue_open {
            None => Some(0),
            Some(Json::Bool(overdue)) => Some(u32::from(overdue)),
            Some(json) => self.whole(&["overdue_open"], json, u32::MAX),
        };
        let visit_na_accepted = match fields.visit_na_accepted {
            None => Some(false),
            Some(Json::Bool(accepted)) => Some(accepted),
            Some(_) => self.refuse(&["visit_na_accepted"], Code::WrongType),
        };
        let flags = fields.flags.and_then(|json| self.object("flags", json));
        let weights = fields.weights.and_then(|json| self.object("weights", json));
        let answers = match fields.answers {
            Some(json) => self.object("answers", json),
            None => self.refuse(&["answers"], Code::Missing),
        };
        let checklist = checklist?;
        let flags = self.flags(checklist, flags.unwrap_or_default());
        let weights = weights.map(|entries| self.weights(checklist, entries));
        let answers = self.answers(checklist, answers?);
        let (overdue_open, visit_na_accepted) = (overdue_open?, visit_na_accepted?);
        Some(Request { checklist, flags, answers, weights, overdue_open, visit_na_accepted })
    }

    fn fields<'a>(&mut self, entries: Entries<'a>) -> Fields<'a> {
        let mut fields = Fields::default();
        for (key, value) in entries {
            let field = match key.as_ref() {
                "checklist" => &mut fields.checklist,
                "version" => &mut fields.version,
                "flags" => &mut fields.flags,
                "answers" => &mut fields.answers,
                "weights" => &mut fields.weights,
                "overdue_open" => &mut fields.overdue_open,
                "visit_na_accepted" => &mut fields.visit_na_accepted,
                unknown => {
                    self.refuse::<()>(&[unknown], Code::UnknownField);
                    continue;
                }
            };
            if field.replace(value).is_some() {
                self.refuse::<()>(&[key.as_ref()], Code::DuplicateKey);
            }
        }
        fields
    }

    fn checklist<'r>(
        &mut self,
        registry: &'r Registry,
        id: Option<Json>,
        version: Option<Json>,
    ) -> Option<&'r Checklist> {
        let id = match id {
            Some(Json::Str(id)) => Some(id),
            Some(_) => self.refuse(&["checklist"], Code::WrongType),
            None => self.refuse(&["checklist"], Code::Missing),
        };
        let version = match version {
            Some(json) => self.whole(&["version"], json, u32::MAX),
            None => self.refuse(&["version"], Code::Missing),
        };
        let id = id?;
        if !registry.knows(&id) {
            return self.refuse(&["checklist"], Code::UnknownChecklist);
        }
        match registry.get(&id, version?) {
            Some(checklist) => Some(checklist),
            None => self.refuse(&["version"], Code::UnknownChecklist),
        }
    }

    fn object<'a>(&mut self, key: &str, json: Json<'a>) -> Option<Entries<'a>> {
        match json {
            Json::Object(entries) => Some(entries),
            _ => self.refuse(&[key], Code::WrongType),
        }
    }

    /// A whole number from 0 to `max`.
    fn whole(&mut self, tokens: &[&str], json: Json, max: u32) -> Option<u32> {
        match json {
            Json::Int(value) if (0..=i128::from(max)).contains(&value) => Some(value as u32),
            Json::Int(_) => self.refuse(tokens, Code::OutOfRange),
            _ => self.refuse(tokens, Code::WrongType),
        }
    }

    fn flags(&mut self, checklist: &Checklist, entries: Entries) -> Flags {
        let mut flags = Flags::defaults(checklist);
        let mut seen = Seen::default();
        for (id, json) in entries {
            let tokens = ["flags", id.as_ref()];
            let index = checklist.flag_index(&id);
            if seen.again(index, &id) {
                self.refuse::<()>(&tokens, Code::DuplicateKey);
            }
            let Some(index) = index else {
                self.refuse::<()>(&tokens, Code::UnknownFlag);
                continue;
            };
            let value = match (checklist.flags[index].kind, json) {
                (FlagKind::Bool, Json::Bool(value)) => Some(i32::from(value)),
                (FlagKind::Bool, _) => self.refuse(&tokens, Code::WrongType),
                (FlagKind::Int { max }, json) => self.whole(&tokens, json, max as u32).map(|value| value as i32),
            };
            if let Some(value) = value {
                flags.set(index, value);
            }
        }
        flags
    }

    fn answers(&mut self, checklist: &Checklist, entries: Entries) -> Vec<Answer> {
        let mut answers = vec![Answer::None; checklist.items.len()];
        let mut seen = Seen::default();
        let mut next = 0;
        for (id, json) in entries {
            let tokens = ["answers", id.as_ref()];
            // Answers mostly come in the order of the checklist: look there before looking the id up.
            let index = match checklist.items.get(next) {
                Some(item) if item.id == id => Some(next),
                _ => checklist.item_index(&id),
            };
            if seen.again(index, &id) {
                self.refuse::<()>(&tokens, Code::DuplicateKey);
            }
            let Some(index) = index else {
                self.refuse::<()>(&tokens, Code::UnknownItem);
                continue;
            };
            next = index + 1;
            let kind = &checklist.items[index].answer;
            let answer = match json {
                Json::Null => Some(Answer::None),
                Json::Bool(value) => Some(Answer::Bool(value)),
                Json::Int(_) if kind.max_value().is_none() => self.refuse(&tokens, Code::WrongType),
                json => self.whole(&tokens, json, u32::MAX).map(Answer::Int),
            };
            match answer.map(|answer| (answer, answer.check(kind))) {
                Some((answer, Ok(()))) => answers[index] = answer,
                Some((_, Err(code))) => drop(self.refuse::<()>(&tokens, code)),
                None => {}
            }
        }
        answers
    }

    fn weights(&mut self, checklist: &Checklist, entries: Entries) -> Vec<u32> {
        let faults_before = self.violations.len();
        let mut weights = vec![None; checklist.touchpoints.len()];
        let mut seen = Seen::default();
        for (id, json) in entries {
            let tokens = ["weights", id.as_ref()];
            let index = checklist.touchpoint_index(&id);
            if seen.again(index, &id) {
                self.refuse::<()>(&tokens, Code::DuplicateKey);
            }
            match index {
                Some(index) => {
                    weights[index] = Some(self.whole(&tokens, json, checklist.totals.weight_bp).unwrap_or(0))
                }
                None => drop(self.refuse::<()>(&tokens, Code::UnknownField)),
            }
        }
        let sum: u64 = weights.iter().flatten().map(|w| u64::from(*w)).sum();
        if weights.contains(&None) {
            self.refuse::<()>(&["weights"], Code::WeightsIncomplete);
        } else if self.violations.len() == faults_before && sum != u64::from(checklist.totals.weight_bp) {
            self.refuse::<()>(&["weights"], Code::WeightsSum);
        }
        weights.into_iter().map(Option::unwrap_or_default).collect()
    }
}

/// Which keys of an object were met: known ones by index, others by name.
#[derive(Default)]
struct Seen {
    known: crate::score::ItemSet,
    unknown: std::collections::HashSet<String>,
}

impl Seen {
    /// Whether the key was met before; remembers it.
    fn again(&mut self, index: Option<usize>, key: &str) -> bool {
        match index {
            Some(index) => {
                let again = self.known.contains(index);
                self.known.insert(index);
                again
            }
            None => !self.unknown.insert(key.to_owned()),
        }
    }
}
