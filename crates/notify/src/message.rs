//! What a person reads: a subject, a few lines, and in a digest the list of what happened.

use crate::event::{Digest, Event, Parcel};
use crate::texts::{Texts, fill};
use forecourt_core::day;
use forecourt_core::text::Lang;
use serde_json::Value;
use uuid::Uuid;

/// Letters of one value in a message at most.
const VALUE_LETTERS: usize = 200;
/// Lines of a digest at most; the rest is counted.
const LINES: usize = 100;

/// A message, plain text without markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The id of its event or digest, the same at every try.
    pub id: Uuid,
    pub lang: Lang,
    /// One line.
    pub subject: String,
    pub body: String,
    /// One a event of a digest, in order.
    pub lines: Vec<String>,
    /// Events beyond those lines.
    pub more: usize,
    /// Where to read on.
    pub link: Option<String>,
}

impl Message {
    /// The message of a parcel in a language.
    pub fn new(parcel: &Parcel, lang: Lang) -> Self {
        match parcel {
            Parcel::One(event) => Self::of_event(event, lang),
            Parcel::Several(digest) => Self::of_digest(digest, lang),
        }
    }

    fn of_event(event: &Event, lang: Lang) -> Self {
        let texts = Texts::of(lang);
        let template = texts.event(event.kind());
        let value = |name: &str| show(event, name, texts, lang);
        Self {
            id: event.id(),
            lang,
            subject: fill(&template.subject, value),
            body: fill(&template.body, value),
            lines: Vec::new(),
            more: 0,
            link: event.payload().get("link").and_then(Value::as_str).map(clean),
        }
    }

    fn of_digest(digest: &Digest, lang: Lang) -> Self {
        let texts = Texts::of(lang);
        let template = texts.digest(digest.kind);
        let at = |event: Option<&Event>| event.map_or(digest.at_ms, Event::at_ms);
        let value = |name: &str| match name {
            "count" => digest.events.len().to_string(),
            "from" => instant(at(digest.events.first())),
            "to" => instant(at(digest.events.last())),
            _ => String::new(),
        };
        let line = |event: &Event| {
            let line = fill(&texts.event(event.kind()).line, |name| show(event, name, texts, lang));
            // A line stays one, whatever list stands in it.
            format!("{} {}", instant(event.at_ms()), line.replace('\n', " / "))
        };
        // What is left out of a long one is never what somebody has to be called for.
        let (urgent, others): (Vec<&Event>, Vec<&Event>) = digest.events.iter().partition(|event| event.is_urgent());
        Self {
            id: digest.id,
            lang,
            subject: fill(&template.subject, value),
            body: fill(&template.body, value),
            lines: urgent.into_iter().chain(others).take(LINES).map(line).collect(),
            more: digest.events.len().saturating_sub(LINES),
            link: None,
        }
    }

    /// The text below the subject, whole.
    pub fn text(&self) -> String {
        self.with_lines(self.lines.len())
    }

    /// Subject and text, at most so long by a measure of its own (bytes as a channel counts them): lines of the digest are
    /// left out and counted, then letters cut off at the end.
    pub fn within(&self, limit: usize, measure: impl Fn(&str) -> usize) -> String {
        let whole = |lines: usize| format!("{}\n{}", self.subject, self.with_lines(lines));
        let fits = |text: &str| measure(text) <= limit;
        let text = (0..=self.lines.len()).rev().map(whole).find(|text| fits(text)).unwrap_or_else(|| whole(0));
        if fits(&text) {
            return text;
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let cut = |letters: usize| format!("{}…", &text[..ends[letters]]);
        // The longest beginning that fits with its mark: halving, since a longer one never measures less.
        let fitting = (0..ends.len()).collect::<Vec<_>>().partition_point(|letters| fits(&cut(*letters)));
        fitting.checked_sub(1).map(cut).unwrap_or_default()
    }

    fn with_lines(&self, lines: usize) -> String {
        let texts = Texts::of(self.lang);
        let mut out = self.body.clone();
        for line in &self.lines[..lines] {
            out.push('\n');
            out.push_str(line);
        }
        let more = self.more + self.lines.len() - lines;
        if more > 0 {
            out.push('\n');
            out.push_str(&fill(texts.word("more"), |_| more.to_string()));
        }
        if let Some(link) = &self.link {
            out.push('\n');
            out.push_str(&fill(texts.word("link"), |_| link.clone()));
        }
        out
    }
}

/// A field of an event as people read it.
fn show(event: &Event, name: &str, texts: &Texts, lang: Lang) -> String {
    use crate::fields::Shape;
    let rule = event.kind().fields().iter().find(|rule| rule.name == name);
    let value = event.payload().get(name).filter(|value| !value.is_null());
    let (Some(rule), Some(value)) = (rule, value) else { return texts.word(&format!("{name}.none")).to_owned() };
    let number = value.as_i64().unwrap_or_default();
    match rule.shape {
        Shape::Text | Shape::Day => clean(value.as_str().unwrap_or_default()),
        Shape::Both => both(value, lang),
        Shape::Instant => instant(number),
        Shape::Count => number.to_string(),
        Shape::Rate => format!("{}.{:02}%", number / 100, number % 100),
        Shape::Score => format!("{}.{:02}", number / 100, number % 100),
        Shape::Change => {
            let sign = if number < 0 { '-' } else { '+' };
            format!("{sign}{}.{:02}", number.abs() / 100, number.abs() % 100)
        }
        Shape::Flag => texts.word(&format!("{name}.{value}")).to_owned(),
        Shape::Word(_) => texts.word(&format!("{name}.{}", value.as_str().unwrap_or_default())).to_owned(),
        Shape::People => {
            let people = value.as_array().map(Vec::as_slice).unwrap_or_default();
            let person = |person: &Value| {
                fill(texts.word("person"), |part| match part {
                    "role" => both(&person["role"], lang),
                    part => clean(person[part].as_str().unwrap_or_default()),
                })
            };
            people.iter().map(person).collect::<Vec<_>>().join("\n")
        }
    }
}

fn both(value: &Value, lang: Lang) -> String {
    let side = match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    };
    clean(value[side].as_str().unwrap_or_default())
}

/// An instant in Shanghai to the minute, `2026-11-26 18:00`.
pub(crate) fn instant(at_ms: i64) -> String {
    let (date, minute) = (day::date_of(at_ms), day::time_of(at_ms) / day::MINUTE_MS);
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", minute / 60, minute % 60)
}

/// A value as one short line: no control characters, nothing that turns the direction of writing.
fn clean(text: &str) -> String {
    let turns =
        |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    let mut letters = text.trim().chars().filter(|letter| !turns(*letter));
    let line = letters.by_ref().take(VALUE_LETTERS).map(|letter| if breaks(letter) { ' ' } else { letter });
    let mut line: String = line.collect();
    if letters.next().is_some() {
        line.push('…');
    }
    line
}
