//! Time and peak memory of the ranking as CSV, 30,000 and 1,000,000 rows: memory must not grow with the rows.
//!
//! `cargo run --release -p forecourt-render --example csv_figures` (memory on Linux: VmHWM of the process).

use std::io::{self, Write};
use std::time::Instant;

use forecourt_core::text::{Lang, Text};
use forecourt_render::csv::{Edition, Names, RankingCsv};
use forecourt_reports::ranking::Certainty;
use forecourt_reports::{Level, RankRow, TouchScores};

/// Counts bytes and keeps none.
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown").to_owned()
}

fn row(number: u32) -> RankRow {
    let touchpoints = [Some(8000 + (number % 2000) as u16); 10];
    RankRow {
        subject: number,
        class: 0,
        rank: Some(number + 1),
        class_size: 30_000,
        quartile: Some(2),
        score_bp: 8684,
        audits: 24,
        stations: 1,
        not_covered: 0,
        critical_misses: 1,
        false_evidence: 0,
        no_stars_until: None,
        open_overdue: 2,
        restroom_bp: Some(8605),
        na_bp: 700,
        touchpoints: TouchScores::new(&touchpoints).unwrap_or_default(),
        grade: None,
        stars: Some(3),
        capped: false,
        previous_rank: Some(810),
        movement: Some(-2),
        certainty: Certainty { margin_bp: Some(226), ranks: Some((500, 2000)), differs_from_next: Some(false) },
    }
}

fn main() -> io::Result<()> {
    let touchpoints = vec![Text::new("卫生间", "Restroom"); 10];
    let csv = RankingCsv {
        lang: Lang::Zh,
        level: Level::Station,
        touchpoints: &touchpoints,
        classes: &touchpoints[..1],
        station_side: false,
        edition: Edition::Closed(1),
    };
    let names = |_| Names { code: "CQ0001", name: "渝北新溉路加油站", unit: "渝北片区" };
    println!("at start: {}", peak());
    for count in [30_000, 1_000_000] {
        let rows: Vec<RankRow> = (0..1000).map(row).collect();
        let rows = rows.iter().cycle().take(count);
        let mut out = Count(0);
        let start = Instant::now();
        let written = csv.write(&mut out, rows, names)?;
        println!("{written} rows, {} bytes in {} ms, {}", out.0, start.elapsed().as_millis(), peak());
    }
    Ok(())
}
