//! The row "`reports::ranking` over narrow rows in memory" of bars.md: one month ≤ 5 ms, twelve months ≤ 50 ms.
//!
//! `cargo bench -p forecourt-reports`; the memory figure is `examples/ranking_figures.rs`.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use forecourt_reports::items::ItemTally;
use forecourt_reports::touchpoints::{Grouping, touchpoints};
use forecourt_reports::trend::trend;
use forecourt_reports::{
    AuditFact, Level, Network, Period, RankingInput, RankingRules, Selection, Window, in_days, pass_mark_bp,
};

mod support;

fn month_of(facts: &[AuditFact], period: Period) -> &[AuditFact] {
    in_days(facts, period.first_day(), period.last_day())
}

fn input<'a>(
    network: &'a Network,
    facts: &'a [&'a [AuditFact]],
    period: Period,
    overdue: &'a [u32],
) -> RankingInput<'a> {
    let checklist = support::station_69();
    let selection = Selection { facts, network, window: Window::from(period), among: None };
    RankingInput {
        selection,
        rules: RankingRules::of(checklist, period.minimum(&checklist.period)),
        overdue,
        false_evidence: &[],
        previous: &[],
    }
}

fn ranking(c: &mut Criterion) {
    let network = support::network();
    let facts = support::facts(support::AUDITS_A_MONTH);
    let dense = support::facts(90_000);
    let overdue: Vec<u32> = (0..support::STATIONS).map(|n| u32::from(n.is_multiple_of(17))).collect();
    let month = Period::month(2026, 11).expect("a month");
    let year = Period::year(2026).expect("a year");

    let mut group = c.benchmark_group("ranking");
    // What any way of ranking must do at least: read each row and touch its station. Quote ratios to it.
    group.bench_function("floor_month_sum_by_station", |b| {
        b.iter(|| support::sum_by_station(black_box(month_of(&dense, month))))
    });
    group.bench_function("floor_year_sum_by_station", |b| b.iter(|| support::sum_by_station(black_box(&facts))));
    group.bench_function("month_90k_audits", |b| {
        let facts = [month_of(&dense, month)];
        let input = input(&network, &facts, month, &overdue);
        b.iter(|| black_box(&input).rank(Level::Station))
    });
    group.bench_function("month_90k_audits_with_movement", |b| {
        let october = month.previous().expect("October");
        let (earlier, facts) = ([month_of(&dense, october)], [month_of(&dense, month)]);
        let before = input(&network, &earlier, october, &overdue);
        let before = before.rank(Level::Station).expect("sound rows").as_previous(network.stations().len());
        let input = RankingInput { previous: &before, ..input(&network, &facts, month, &overdue) };
        b.iter(|| black_box(&input).rank(Level::Station))
    });
    group.bench_function("year_1m_audits", |b| {
        let facts = [facts.as_slice()];
        let input = input(&network, &facts, year, &overdue);
        b.iter(|| black_box(&input).rank(Level::Station))
    });
    group.bench_function("year_1m_audits_cities", |b| {
        let facts = [facts.as_slice()];
        let input = input(&network, &facts, year, &overdue);
        b.iter(|| black_box(&input).rank(Level::Unit { depth: 2 }))
    });
    group.finish();

    let mut group = c.benchmark_group("other_reports");
    let months: Vec<Window> = year.months().map(Window::from).collect();
    group.bench_function("trend_12_months_1m_audits", |b| {
        b.iter(|| trend(black_box(&[facts.as_slice()]), &network, &months, None, pass_mark_bp(support::station_69())))
    });
    group.bench_function("touchpoints_month_by_city", |b| {
        let facts = [month_of(&dense, month)];
        let input = input(&network, &facts, month, &overdue);
        b.iter(|| touchpoints(black_box(&input.selection), Grouping::Units { depth: 2 }))
    });
    group.bench_function("weak_items_1m_audits", |b| {
        let mut dice = support::Dice::new(69);
        let audits: Vec<[u8; 35]> = (0..1_000_000)
            .map(|_| std::array::from_fn(|_| [0x22, 0x25, 0x32, 0x42, 0x02, 0x21][dice.below(6) as usize]))
            .collect();
        b.iter_batched(
            || ItemTally::new(69),
            |mut tally| {
                for audit in &audits {
                    tally.add(audit).expect("35 bytes");
                }
                tally.counts()
            },
            BatchSize::LargeInput,
        )
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(40);
    targets = ranking
}
criterion_main!(benches);
