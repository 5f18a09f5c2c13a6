//! The texts of messages: data files, one a language, checked against the kinds of events.

#[cfg(test)]
use crate::fields::Shape;
use crate::kind::{DigestKind, Kind};
#[cfg(test)]
use crate::outcome::ReasonCode;
use forecourt_core::text::Lang;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The texts of one kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Template {
    /// What it is called, where people choose what they want to hear.
    pub name: String,
    pub subject: String,
    pub body: String,
    /// One line within a digest; digests have none.
    #[serde(default)]
    pub line: String,
}

/// A file of texts.
#[derive(Debug, Deserialize)]
pub(crate) struct Texts {
    words: BTreeMap<String, String>,
    #[serde(flatten)]
    kinds: BTreeMap<String, Template>,
}

const ZH: &str = include_str!("../texts/zh.toml");
const EN: &str = include_str!("../texts/en.toml");

static BOTH: LazyLock<[Texts; 2]> = LazyLock::new(|| {
    // They are compiled in, and a test reads them: they cannot be wrong at run time.
    [ZH, EN].map(|source| toml::from_str(source).expect("the texts are valid"))
});

/// The fields that digests fill in.
#[cfg(test)]
const OF_DIGESTS: &[&str] = &["count", "from", "to"];

impl Texts {
    /// The texts of a language.
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Zh => &BOTH[0],
            Lang::En => &BOTH[1],
        }
    }

    pub fn event(&self, kind: Kind) -> &Template {
        &self.kinds[kind.as_str()]
    }

    pub fn digest(&self, kind: DigestKind) -> &Template {
        &self.kinds[kind.as_str()]
    }

    /// A word; its key when there is none, which a test rules out for every key that is asked for.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// Everything that is missing, unknown or left empty.
    #[cfg(test)]
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let known = Kind::ALL.iter().map(|kind| kind.as_str()).chain(DigestKind::ALL.iter().map(|kind| kind.as_str()));
        let known: Vec<&str> = known.collect();
        faults.extend(known.iter().filter(|kind| !self.kinds.contains_key(**kind)).map(|kind| format!("no {kind}")));
        for (name, template) in &self.kinds {
            let fields: Vec<&str> = match Kind::parse(name) {
                Some(kind) => kind.fields().iter().map(|rule| rule.name).collect(),
                None => OF_DIGESTS.to_vec(),
            };
            if !known.contains(&name.as_str()) {
                faults.push(format!("unknown {name}"));
            }
            if template.line.is_empty() == Kind::parse(name).is_some() {
                faults.push(format!("{name}: a line is for kinds of events, and for all of them"));
            }
            for text in [&template.subject, &template.body, &template.line] {
                let unknown = placeholders(text).into_iter().filter(|field| !fields.contains(&field.as_str()));
                faults.extend(unknown.map(|field| format!("{name}: unknown field {field}")));
            }
        }
        let mut wanted = words_wanted();
        faults.extend(wanted.iter().filter(|key| !self.words.contains_key(*key)).map(|key| format!("no word {key}")));
        wanted.sort();
        faults.extend(self.words.keys().filter(|key| !wanted.contains(key)).map(|key| format!("unused word {key}")));
        faults
    }
}

/// The keys of the words that the fields of all kinds can ask for, and those of messages themselves.
#[cfg(test)]
fn words_wanted() -> Vec<String> {
    let mut keys = vec!["person".to_owned(), "more".to_owned(), "link".to_owned()];
    keys.extend(ReasonCode::ALL.iter().map(|code| format!("reason.{code}")));
    for rule in Kind::ALL.iter().flat_map(|kind| kind.fields()).filter(|rule| rule.name != "link") {
        match rule.shape {
            Shape::Flag => keys.extend(["true", "false"].map(|end| format!("{}.{end}", rule.name))),
            Shape::Word(words) => keys.extend(words.iter().map(|word| format!("{}.{word}", rule.name))),
            _ => {}
        }
        if !rule.needed {
            keys.push(format!("{}.none", rule.name));
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

/// The fields that a text names, in order.
#[cfg(test)]
fn placeholders(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        found.push(name.to_owned());
        rest = behind;
    }
    found
}

/// A text with its fields filled in. Values are not read for fields again.
pub(crate) fn fill(text: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        out.push_str(before);
        out.push_str(&value(name));
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_tell_every_kind() {
        assert_eq!(Texts::of(Lang::Zh).faults(), Vec::<String>::new());
        assert_eq!(Texts::of(Lang::En).faults(), Vec::<String>::new());
        let (zh, en) = (Texts::of(Lang::Zh), Texts::of(Lang::En));
        for (name, template) in &zh.kinds {
            let other = &en.kinds[name];
            for (one, two) in [(&template.subject, &other.subject), (&template.body, &other.body)] {
                let (mut one, mut two) = (placeholders(one), placeholders(two));
                one.sort();
                two.sort();
                assert_eq!(one, two, "{name} tells other things in the two languages");
            }
            assert!(!template.subject.is_ascii() || name.starts_with("digest"), "{name} is not Chinese");
            assert!(
                other.subject.is_ascii() && other.body.is_ascii() && other.line.is_ascii(),
                "{name} is not English"
            );
        }
    }

    #[test]
    fn a_text_that_names_what_is_not_there_is_a_fault() {
        let broken = ZH.replacen("{station}", "{shopper}", 1).replacen("\"more\"", "\"less\"", 1);
        let broken: Texts = toml::from_str(&broken).unwrap();
        let faults = broken.faults();
        assert_eq!(faults, ["order.issued: unknown field shopper", "no word more", "unused word less"]);
    }

    #[test]
    fn values_are_not_read_for_fields_again() {
        let value = |name: &str| if name == "a" { "{b}".to_owned() } else { "!".to_owned() };
        assert_eq!(fill("x {a} y {b} {", value), "x {b} y ! {");
    }
}
