//! Many at once: what a crowd was answered that sent the same, or not the same.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{answer::Answer, phone::lasting, visit::Visit};

/// Phones that send at once.
pub const CROWD: usize = 20;

/// The receipt of a crowd in which everybody must have succeeded.
pub fn equal_receipts(answers: &[Answer]) -> Value {
    let receipts: Vec<Value> = answers.iter().map(|answer| lasting(&answer.expect(200))).collect();
    for receipt in &receipts {
        assert_eq!(receipt, &receipts[0]);
    }
    receipts[0].clone()
}

/// Repeats of the first revision have its receipt, whatever became of the audit meanwhile.
pub fn equal_receipts_in_any_state(answers: &[Answer]) {
    let timeless = |answer: &Answer| {
        let mut receipt = lasting(&answer.expect(200));
        receipt["state"] = Value::Null;
        receipt
    };
    for answer in answers {
        assert_eq!(timeless(answer), timeless(&answers[0]));
    }
}

/// A visit's submission in this many versions.
pub fn versions(visit: &Visit, count: usize) -> Vec<Value> {
    let body = |n: usize| {
        let mut body = visit.submission();
        body["narrative"] = json!(format!("Version {n} of what happened"));
        body
    };
    (0..count).map(body).collect()
}

/// Of several contents exactly one was taken: its senders have equal receipts, all others a conflict.
pub fn one_content_won(answers: &[(usize, Answer)]) -> Value {
    let won: BTreeSet<usize> =
        answers.iter().filter(|(_, answer)| answer.status == 200).map(|(content, _)| *content).collect();
    assert_eq!(won.len(), 1, "contents that won: {won:?}");
    let (winners, losers): (Vec<_>, Vec<_>) = answers.iter().cloned().partition(|(content, _)| won.contains(content));
    for (_, answer) in losers {
        answer.problem(409, "revision-conflict");
    }
    equal_receipts(&winners.into_iter().map(|(_, answer)| answer).collect::<Vec<_>>())
}

/// Answers that raced with the return that they answer: before it each was refused, after it one content was taken at
/// the most.
pub fn at_most_one_answer_won(answers: &[(usize, Answer)]) {
    let taken: BTreeSet<usize> =
        answers.iter().filter(|(_, answer)| answer.status == 200).map(|(content, _)| *content).collect();
    assert!(taken.len() <= 1, "{taken:?}");
    for (_, answer) in answers.iter().filter(|(_, answer)| answer.status != 200) {
        let slug = answer.json()["type"].as_str().expect("a type").to_owned();
        assert!(matches!(slug.as_str(), "/problems/not-returned" | "/problems/revision-conflict"), "{slug}");
    }
}
