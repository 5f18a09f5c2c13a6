//! Best and median times of rankings beside their floor, and the peak memory: the figures of bars.md on a busy machine.
//!
//! `cargo run --release -p forecourt-reports --example ranking_figures` (memory on Linux: VmHWM of the process). The best
//! of many runs is what other programs on the same cores disturb least; `cargo bench` has the statistics.

use std::hint::black_box;
use std::time::Instant;

use forecourt_reports::{AuditFact, Level, Network, Period, RankingInput, RankingRules, Selection, Window, in_days};

#[path = "../benches/support/mod.rs"]
mod support;

const RUNS: usize = 200;

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown").to_owned()
}

fn timed<T>(name: &str, mut work: impl FnMut() -> T) {
    let run = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_micros()
    };
    let mut times: Vec<u128> = (0..RUNS).map(run).collect();
    times.sort_unstable();
    println!("{name:28} best {:>6} µs, median {:>6} µs", times[0], times[RUNS / 2]);
}

fn figures(name: &str, network: &Network, facts: &[AuditFact], period: Period) {
    let facts = in_days(facts, period.first_day(), period.last_day());
    let checklist = support::station_69();
    let selection = Selection { facts: &[facts], network, window: Window::from(period), among: None };
    let rules = RankingRules::of(checklist, period.minimum(&checklist.period));
    let input = RankingInput { selection, rules, overdue: &[], false_evidence: &[], previous: &[] };
    if let Ok(ranking) = input.rank(Level::Station) {
        println!("{name}: {} audits, {} stations with a score", ranking.overall.audits, ranking.overall.covered);
    }
    timed("  floor: sum by station", || support::sum_by_station(facts));
    timed("  ranking of stations", || input.rank(Level::Station));
    timed("  ranking of cities", || input.rank(Level::Unit { depth: 2 }));
}

fn main() {
    println!("at start: {}", peak());
    let network = support::network();
    let facts = support::facts(support::AUDITS_A_MONTH);
    println!("with {} audits in memory: {}", facts.len(), peak());
    if let Some(year) = Period::year(2026) {
        figures("year", &network, &facts, year);
    }
    println!("after the year: {}", peak());
    let dense = support::facts(90_000);
    if let Some(month) = Period::month(2026, 11) {
        figures("month", &network, &dense, month);
    }
}
