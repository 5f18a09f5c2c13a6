//! Reading the rungs of the ladder.

use super::load::opt_span;
use super::policy::{Contact, LadderRule, Level, Mark, Moment, Recipient};
use crate::checklist::reader::{At, Faults, Table, bad_word};
use crate::checklist::{DeadlineClass, Word};

/// The moments as a file names them.
const MOMENTS: &str = "acknowledge_by, contain_by, plan_by, share, due, verify_by, check_by, rejection";

/// Reads one rung; `seen` holds the pairs of id and class so far.
pub(super) fn read_rung<'a>(
    mut table: Table<'a>,
    seen: &mut Vec<(&'a str, DeadlineClass)>,
    faults: &mut Faults,
) -> Option<LadderRule> {
    let id = table.str("id", faults);
    let classes = words_of::<DeadlineClass>(table.strs("classes", faults), faults);
    let moment = read_moment(&mut table, faults);
    let kind = table.word("kind", faults);
    let line = table.line;
    let tell = table.strs("tell", faults).map(|texts| {
        if texts.is_empty() {
            faults.add(line, "nobody", "没有收件人", "it tells no one");
        }
        texts.into_iter().map(|text| read_recipient(text, faults)).collect::<Vec<_>>()
    });
    let marks = words_of::<Mark>(table.strs("marks", faults), faults);
    let text = table.text(faults);
    table.finish(faults);
    let (id, classes) = (id?, classes?);
    for class in &classes {
        if seen.contains(&(id.value, *class)) {
            let zh = format!("{} 在等级 {} 中重复", id.value, class.as_str());
            faults.add(id.line, "duplicate_id", zh, format!("{} stands there twice for {class:?}", id.value));
        }
        seen.push((id.value, *class));
    }
    Some(LadderRule {
        id: id.value.to_owned(),
        classes,
        moment: moment?,
        kind: kind?.value,
        tell: tell?.into_iter().collect::<Option<_>>()?,
        marks: marks?,
        text: text?,
    })
}

fn read_moment(table: &mut Table, faults: &mut Faults) -> Option<Moment> {
    let word = table.str("moment", faults)?;
    Some(match word.value {
        "acknowledge_by" => Moment::AcknowledgeBy,
        "contain_by" => Moment::ContainBy,
        "plan_by" => Moment::PlanBy,
        "share" => Moment::Share(table.int("share_pct", 100, faults)?.value),
        "due" => {
            let named = table.has("plus");
            let plus = opt_span(table, "plus", faults);
            if named && plus.is_none() {
                return None;
            }
            Moment::Due(plus.map(|at| at.value))
        }
        "verify_by" => Moment::VerifyBy,
        "check_by" => Moment::CheckBy,
        "rejection" => Moment::Rejection,
        _ => return bad_word(word, MOMENTS, faults),
    })
}

fn read_recipient(text: At<&str>, faults: &mut Faults) -> Option<Recipient> {
    let parts = text.value.split_once('.');
    let found = parts.and_then(|(level, contact)| Some((Level::parse(level)?, Contact::parse(contact)?)));
    let Some((level, contact)) = found else {
        let zh = format!("{:?} 不是“级别.联系人”", text.value);
        faults.add(text.line, "bad_recipient", zh, format!("{:?} is no level and contact", text.value));
        return None;
    };
    Some(Recipient { level, contact })
}

fn words_of<T: Word>(texts: Option<Vec<At<&str>>>, faults: &mut Faults) -> Option<Vec<T>> {
    let read = |text: At<&str>, faults: &mut Faults| match T::from_word(text.value) {
        Some(word) => Some(word),
        None => bad_word(text, &T::WORDS.join(", "), faults),
    };
    let words: Vec<_> = texts?.into_iter().map(|text| read(text, faults)).collect();
    words.into_iter().collect()
}
