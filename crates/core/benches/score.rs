//! What scoring costs: an audit with its explanation, the figures alone, one line of `forecourt score`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use forecourt_core::checklist::{AnswerKind, Checklist, Flags};
use forecourt_core::finding::findings;
use forecourt_core::registry::{builtin, builtin_sources};
use forecourt_core::score::{Answer, Evidence, ItemEvidence, ScoreInput, score, score_brief, write_json};
use forecourt_core::score_line::{Options, run, score_line};
use forecourt_core::text::Lang;
use std::hint::black_box;

/// A night visit to a full station, with a miss here and there.
fn visit(checklist: &Checklist) -> (Vec<Answer>, Flags) {
    let answer = |(index, kind): (usize, &AnswerKind)| match kind {
        AnswerKind::PassFail => Answer::Bool(index % 9 != 4),
        AnswerKind::Graded(_) => Answer::Int(if index % 7 == 3 { 1 } else { 2 }),
        AnswerKind::Measured(_) => Answer::Int(index as u32 * 3),
        AnswerKind::Count(_) => Answer::Int(u32::from(index % 5 == 0)),
    };
    let answers = checklist.items.iter().map(|item| &item.answer).enumerate().map(answer).collect();
    (answers, Flags::from_pairs(checklist, [("v.night", 1)]).expect("a known flag"))
}

fn line(checklist: &Checklist, answers: &[Answer]) -> String {
    let value = |answer: &Answer| match answer {
        Answer::None => "null".to_owned(),
        Answer::Bool(value) => value.to_string(),
        Answer::Int(value) => value.to_string(),
    };
    let answers: Vec<_> = checklist
        .items
        .iter()
        .zip(answers)
        .map(|(item, answer)| format!("\"{}\":{}", item.id, value(answer)))
        .collect();
    let head = r#"{"checklist":"station-69","version":1,"flags":{"st.has_store":true,"v.night":true},"answers":{"#;
    format!("{head}{}}}}}", answers.join(","))
}

fn scoring(c: &mut Criterion) {
    let checklist = builtin().get("station-69", 1).expect("built in");
    let (answers, flags) = visit(checklist);
    let evidence = vec![ItemEvidence { photo: true, photo_reason: false, remark_chars: 30 }; answers.len()];
    let input = ScoreInput { evidence: Evidence::Given(&evidence), ..ScoreInput::new(&answers, &flags) };
    let mut group = c.benchmark_group("audit");
    group.throughput(Throughput::Elements(1));
    group.bench_function("score_brief", |b| b.iter(|| score_brief(checklist, black_box(&input))));
    group.bench_function("score_and_explain", |b| b.iter(|| score(checklist, black_box(&input))));
    group.bench_function("score_explain_findings_json", |b| {
        let mut out = Vec::new();
        b.iter(|| {
            out.clear();
            let score = score(checklist, black_box(&input));
            write_json(&mut out, checklist, &score);
            findings(checklist, &score).len() + out.len()
        });
    });
    let line = line(checklist, &answers);
    group.bench_function("score_line", |b| {
        let mut out = Vec::new();
        b.iter(|| {
            out.clear();
            score_line(builtin(), 1, black_box(line.as_bytes()), Lang::En, &mut out)
        });
    });
    group.finish();
    let many = format!("{line}\n").repeat(5_000);
    let mut group = c.benchmark_group("forecourt_score");
    group.throughput(Throughput::Elements(5_000)).sample_size(10);
    for threads in [1, 2] {
        let options = Options { threads, lang: Lang::En };
        let run = || run(builtin(), black_box(many.as_bytes()), &mut std::io::sink(), options);
        group.bench_function(format!("5000_lines_{threads}_threads"), |b| b.iter(|| run().is_ok()));
    }
    group.finish();
    c.bench_function("checklist_parse", |b| b.iter(|| Checklist::parse(black_box(builtin_sources()[0])).is_ok()));
}

criterion_group!(benches, scoring);
criterion_main!(benches);
