//! What must hold for any rows: against a ranking written a second time, as plainly as possible.

use std::cmp::Reverse;

use forecourt_reports::{AuditFact, Network, RankRow};
use proptest::prelude::*;

mod common;

use common::{Case, audit, network, with_restroom};

const CODES: [(&str, u8); 8] = [("d", 0), ("a", 0), ("h", 0), ("c", 1), ("b", 0), ("g", 1), ("f", 0), ("e", 1)];

/// Few scores, so that ties are common.
fn facts() -> impl Strategy<Value = Vec<AuditFact>> {
    let score = prop_oneof![Just(9500_u16), Just(9499), Just(8000), 0..=10_000_u16];
    let restroom = prop::option::of(prop_oneof![Just(0_u16), Just(8000), Just(10_000)]);
    let fact = (0..8_u32, 0..34_i32, score, 0..3_u8, restroom, any::<bool>());
    let fact = fact.prop_map(|(station, day, final_bp, k, restroom, remedial)| {
        let fact =
            AuditFact { visit_day: day - 2, red_lines: k.saturating_sub(1), remedial, ..audit(station, final_bp) };
        restroom.map_or(fact, |bp| with_restroom(fact, bp))
    });
    prop::collection::vec(fact, 0..60)
}

fn mean(values: &[u64]) -> Option<u64> {
    let n = values.len() as u64;
    (n > 0).then(|| (2 * values.iter().sum::<u64>() + n) / (2 * n))
}

type Key = (Reverse<u64>, u64, u32, Reverse<Option<u64>>);

/// §3.5 without any cleverness: rank = 1 + those of the class with a better key.
fn plain_ranks(network: &Network, facts: &[AuditFact], overdue: &[u32], minimum: usize) -> Vec<Option<u32>> {
    let keys: Vec<Option<Key>> = (0..8_u32)
        .map(|station| {
            let own: Vec<_> =
                facts.iter().filter(|f| f.station == station && (0..=30).contains(&f.visit_day)).collect();
            let score = mean(&own.iter().map(|f| u64::from(f.final_bp)).collect::<Vec<_>>())?;
            let rooms: Vec<u64> = own.iter().filter_map(|f| f.touchpoints.get(7)).map(u64::from).collect();
            let critical = own.iter().map(|f| u64::from(f.red_lines)).sum();
            let key = (Reverse(score), critical, overdue[station as usize], Reverse(mean(&rooms)));
            (own.len() >= minimum).then_some(key)
        })
        .collect();
    let class = |station: usize| network.stations()[station].class;
    (0..8)
        .map(|station| {
            let key = keys[station]?;
            let better = (0..8).filter(|other| class(*other) == class(station));
            Some(1 + better.filter_map(|other| keys[other]).filter(|other| *other < key).count() as u32)
        })
        .collect()
}

fn row_key(row: &RankRow) -> (Reverse<u16>, u32, u32, Reverse<Option<u16>>) {
    (Reverse(row.score_bp), row.critical_misses, row.open_overdue, Reverse(row.restroom_bp))
}

proptest! {
    #[test]
    fn ranks_are_those_of_the_plain_reading(
        facts in facts(), overdue in prop::collection::vec(0..3_u32, 8), minimum in 0..4_u32,
    ) {
        let network = network(&CODES);
        let ranking = Case { overdue: &overdue, minimum, ..Case::new(&network, &facts) }.stations();
        let plain = plain_ranks(&network, &facts, &overdue, minimum.max(1) as usize);
        for station in 0..8_u32 {
            let rank = ranking.row(station).and_then(|row| row.rank);
            prop_assert_eq!(rank, plain[station as usize], "station {}", station);
        }
        let listed = ranking.rows.len() + ranking.not_covered.len();
        prop_assert_eq!(listed, 8);
    }

    #[test]
    fn rows_stand_in_a_total_order_and_ranks_skip(facts in facts(), overdue in prop::collection::vec(0..3_u32, 8)) {
        let network = network(&CODES);
        let ranking = Case { overdue: &overdue, minimum: 2, ..Case::new(&network, &facts) }.stations();
        let code = |row: &RankRow| network.stations()[row.subject as usize].code.clone();
        for class in 0..2 {
            let rows = ranking.of_class(class);
            let (ranked, unranked): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.rank.is_some());
            for (number, row) in ranked.iter().enumerate() {
                let tied = number > 0 && row_key(ranked[number - 1]) == row_key(row);
                let expected = if tied { ranked[number - 1].rank } else { Some(number as u32 + 1) };
                prop_assert_eq!(row.rank, expected);
                prop_assert_eq!(row.class_size as usize, ranked.len());
                let (best, worst) = row.certainty.ranks.expect("ranked");
                prop_assert!(best >= 1 && Some(best) <= row.rank && row.rank <= Some(worst) && worst <= row.class_size);
            }
            prop_assert!(ranked.is_sorted_by_key(|row| (row_key(row), code(row))));
            prop_assert!(unranked.is_sorted_by_key(|row| code(row)));
            let last_ranked = rows.iter().rposition(|row| row.rank.is_some());
            let first_unranked = rows.iter().position(|row| row.rank.is_none());
            prop_assert!(last_ranked.zip(first_unranked).is_none_or(|(last, first)| last < first));
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(facts in facts(), seed in any::<u64>()) {
        let network = network(&CODES);
        let mut shuffled: Vec<_> = facts.clone();
        let turn = if shuffled.is_empty() { 0 } else { seed as usize % shuffled.len() };
        shuffled.rotate_left(turn);
        shuffled.reverse();
        let level = forecourt_reports::Level::Unit { depth: 1 };
        prop_assert_eq!(Case::new(&network, &facts).stations(), Case::new(&network, &shuffled).stations());
        prop_assert_eq!(Case::new(&network, &facts).at(level), Case::new(&network, &shuffled).at(level));
    }

    #[test]
    fn a_better_score_never_costs_a_rank(facts in facts(), which in any::<prop::sample::Index>(), more in 1..3000_u16) {
        prop_assume!(!facts.is_empty());
        let network = network(&CODES);
        let mut better = facts.clone();
        let fact = &mut better[which.index(facts.len())];
        fact.final_bp = fact.final_bp.saturating_add(more).min(10_000);
        let station = fact.station;
        let rank = |facts: &[AuditFact]| Case::new(&network, facts).stations().row(station).and_then(|row| row.rank);
        prop_assert!(rank(&better) <= rank(&facts));
    }

    #[test]
    fn more_audits_alike_narrow_the_margin(low in 5000..6000_u16, high in 6000..7000_u16, times in 2..20_usize) {
        let network = network(&[("a", 0), ("b", 0)]);
        let some = [audit(0, low), audit(0, high), audit(1, 5500), audit(1, 5600)];
        let mut many = some.to_vec();
        for _ in 1..times {
            many.extend([audit(0, low), audit(0, high)]);
        }
        let margin = |facts: &[AuditFact]| Case::new(&network, facts).stations().row(0).and_then(|row| row.certainty.margin_bp);
        // Up to a basis point of rounding; the pooled variance itself also moves towards the station's own.
        let (before, after) = (margin(&some).expect("known"), margin(&many).expect("known"));
        prop_assert!(after <= before + 1, "{} then {}", before, after);
    }
}
