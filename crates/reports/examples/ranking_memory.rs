//! Peak memory of a year's ranking, rows included: the bar of bars.md is 100 MiB.
//!
//! `cargo run --release -p forecourt-reports --example ranking_memory` (Linux: reads VmHWM of the process).

use forecourt_reports::{Level, Period, RankingInput, RankingRules, Selection, Window};

#[path = "../benches/support/mod.rs"]
mod support;

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown").to_owned()
}

fn main() {
    println!("at start               {}", peak());
    let network = support::network();
    let facts = support::facts(support::AUDITS_A_MONTH);
    println!("{} audits in memory {}", facts.len(), peak());
    let Some(year) = Period::year(2026) else { return };
    let selection = Selection { facts: &facts, network: &network, window: Window::from(year), among: None };
    let rules = RankingRules::of(support::station_69(), year.minimum(&support::station_69().period));
    match (RankingInput { selection, rules, overdue: &[], previous: &[] }).rank(Level::Station) {
        Ok(ranking) => println!("{} stations ranked    {}", ranking.rows.len(), peak()),
        Err(error) => println!("{error}"),
    }
}
