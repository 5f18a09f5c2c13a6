//! Whether "at least 90 %" is true and not far too modest: stations with known true scores, audited with noise, again and again.

use forecourt_reports::AuditFact;

mod common;

use common::{Case, audit, network};

const STATIONS: u32 = 300;
const REPEATS: u64 = 40;

/// xorshift64*, so that every run sees the same audits.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) * u64::from(bound)) >> 32) as u32
    }

    /// Nearly normal around 0: six dice of 0 to `size` each; 600 gives a standard deviation of about 424.
    fn noise(&mut self, size: u32) -> i32 {
        (0..6).map(|_| self.below(size + 1) as i32).sum::<i32>() - 3 * size as i32
    }
}

/// Per ten thousand: true scores inside the margin, true ranks inside the interval. `noise` is the size of the dice by
/// station.
fn hits(audits: u32, noise: impl Fn(u32) -> u32) -> (u32, u32) {
    let codes: Vec<String> = (0..STATIONS).map(|n| format!("s{n:03}")).collect();
    let network = network(&codes.iter().map(|code| (code.as_str(), 0)).collect::<Vec<_>>());
    let mut dice = Dice(2026);
    let (mut scores, mut ranks) = (0, 0);
    for _ in 0..REPEATS {
        // Station n is the n-th best: 8900, 8895, 8890, …
        let truth = |station: u32| 8900 - 5 * station as i32;
        let mut seen = |number: u32| {
            let station = number % STATIONS;
            audit(station, (truth(station) + dice.noise(noise(station))).clamp(0, 10_000) as u16)
        };
        let facts: Vec<AuditFact> = (0..STATIONS * audits).map(&mut seen).collect();
        for row in &Case::new(&network, &facts).stations().rows {
            let margin = row.certainty.margin_bp.expect("stations were seen twice");
            let (best, worst) = row.certainty.ranks.expect("all are ranked");
            scores += u32::from(u32::from(margin) >= truth(row.subject).abs_diff(i32::from(row.score_bp)));
            ranks += u32::from((best..=worst).contains(&(row.subject + 1)));
        }
    }
    let all = STATIONS * REPEATS as u32;
    (10_000 * scores / all, 10_000 * ranks / all)
}

#[test]
fn intervals_hold_what_they_promise() {
    for audits in [2, 3, 6, 12] {
        for (name, (scores, ranks)) in [
            ("all alike", hits(audits, |_| 600)),
            ("one in two restless", hits(audits, |station| if station % 2 == 0 { 300 } else { 900 })),
        ] {
            let case = format!("{audits} audits, {name}");
            assert!((9000..=9600).contains(&scores), "{case}: {scores} of 10000 true scores inside the margin");
            assert!((9500..=9950).contains(&ranks), "{case}: {ranks} of 10000 true ranks inside the interval");
        }
    }
}
