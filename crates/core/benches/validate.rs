//! What one submission costs: strict reading with its hash, validation, flags.

#![allow(clippy::unwrap_used, reason = "a benchmark may stop at once")]

use criterion::{Criterion, criterion_group, criterion_main};
use forecourt_core::flags::{FlagInput, judge};
use forecourt_core::registry::builtin;
use forecourt_core::{canonical, validate};
use serde_json::Value;
use std::fs;
use std::hint::black_box;
use std::path::Path;

/// The input of one shared vector.
fn vector(file: &str, name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(file);
    let file: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    file["cases"].as_array().unwrap().iter().find(|case| case["name"] == name).unwrap()["input"].clone()
}

fn submission(criterion: &mut Criterion) {
    let checklist = builtin().get("station-69", 1).unwrap();
    let value = vector("validate.json", "full");
    let text = value.to_string();
    let reading = canonical::parse(text.as_bytes()).unwrap();
    let submission = validate::submission(&value, checklist).unwrap();
    let mut group = criterion.benchmark_group("submission");
    group.throughput(criterion::Throughput::Bytes(text.len() as u64));
    group.bench_function("parse strictly", |b| b.iter(|| canonical::parse(black_box(text.as_bytes()))));
    group.bench_function("canonical form and hash", |b| {
        b.iter_batched(|| reading.clone(), |reading| reading.document(), criterion::BatchSize::SmallInput);
    });
    group.bench_function("validate", |b| b.iter(|| validate::submission(black_box(&value), checklist)));
    group.bench_function("answers for scoring", |b| b.iter(|| validate::answers(black_box(&submission), checklist)));
    group.finish();
}

fn flags(criterion: &mut Criterion) {
    let checklist = builtin().get("station-69", 1).unwrap();
    let input: FlagInput = serde_json::from_value(vector("flags.json", "several")).unwrap();
    criterion.bench_function("flags of a bad visit", |b| b.iter(|| judge(checklist, black_box(&input))));
}

criterion_group!(benches, submission, flags);
criterion_main!(benches);
