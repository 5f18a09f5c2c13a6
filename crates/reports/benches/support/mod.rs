//! A network of the size of bars.md, the same at every run: 30,000 stations, 1,000,000 audits in twelve months.

use forecourt_core::checklist::Checklist;
use forecourt_core::registry::builtin;
use forecourt_reports::{AuditFact, Network, Period, Station, TouchScores, Unit};
use uuid::Uuid;

pub const STATIONS: u32 = 30_000;
pub const AUDITS_A_MONTH: u32 = 83_334;

/// xorshift64*: small, fast, the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) * u64::from(bound)) >> 32) as u32
    }
}

/// The published checklist.
pub fn station_69() -> &'static Checklist {
    builtin().get("station-69", 1).expect("station-69 version 1 is built in")
}

/// Headquarters, 31 provinces, 310 cities; one station in ten is small.
pub fn network() -> Network {
    let unit = |code: String, parent| Unit { id: Uuid::nil(), code, parent };
    let mut units = vec![unit("HQ".into(), None)];
    units.extend((0..31).map(|p| unit(format!("P{p:02}"), Some(0))));
    units.extend((0..310).map(|c| unit(format!("C{c:03}"), Some(1 + c % 31))));
    let mut dice = Dice::new(7);
    let station = |n: u32| Station {
        id: Uuid::nil(),
        code: format!("FS{:06}", n.wrapping_mul(7_919) % 1_000_000),
        class: u8::from(n.is_multiple_of(10)),
        unit: 32 + dice.below(310),
    };
    Network::new((0..STATIONS).map(station).collect(), units, 2).expect("the generator makes a sound network")
}

/// Twelve months of 2026, ordered by visit day; nine of ten stations are visited in a month, about three times.
pub fn facts(audits_a_month: u32) -> Vec<AuditFact> {
    let year = Period::year(2026).expect("a year of our time");
    let mut dice = Dice::new(2026);
    let mut facts = Vec::with_capacity(12 * audits_a_month as usize);
    for (number, month) in year.months().enumerate() {
        let days = (month.last_day() - month.first_day() + 1) as u32;
        let visited = |dice: &mut Dice| {
            let station = dice.below(STATIONS * 9 / 10);
            (station * 10 / 9 + number as u32) % STATIONS
        };
        let start = facts.len();
        facts.extend((0..audits_a_month).map(|_| {
            let station = visited(&mut dice);
            audit(&mut dice, station, month.first_day())
        }));
        for fact in &mut facts[start..] {
            fact.visit_day += dice.below(days) as i32;
        }
        facts[start..].sort_by_key(|fact: &AuditFact| fact.visit_day);
    }
    facts
}

/// The floor: mean scores by station and nothing else.
#[allow(dead_code, reason = "the memory example needs none of it")]
pub fn sum_by_station(facts: &[AuditFact]) -> Vec<(u32, u32)> {
    let mut sums = vec![(0, 0); STATIONS as usize];
    for fact in facts {
        let (sum, n) = &mut sums[fact.station as usize];
        *sum += u32::from(fact.final_bp);
        *n += 1;
    }
    sums
}

fn audit(dice: &mut Dice, station: u32, first_day: i32) -> AuditFact {
    let red_lines = u8::from(dice.below(50) == 0);
    let level = 7600 + station.wrapping_mul(2_654_435_761) % 1800;
    let base = level + dice.below(600) + dice.below(600);
    let mut touchpoints = TouchScores::EMPTY;
    for number in 0..10 {
        let there = dice.below(20) > 0 || number < 6;
        let score = (base + dice.below(1200)).saturating_sub(600).min(10_000) as u16;
        touchpoints.set(number, there.then_some(score)).expect("a score");
    }
    let final_bp = if red_lines > 0 { base.min(5999) } else { base.min(10_000) } as u16;
    AuditFact {
        station,
        visit_day: first_day,
        final_bp,
        na_bp: (500 + dice.below(1500)) as u16,
        red_lines,
        remedial: dice.below(60) == 0,
        night: dice.below(4) == 0,
        major_zero: dice.below(3) == 0,
        touchpoints,
        ..AuditFact::default()
    }
}
