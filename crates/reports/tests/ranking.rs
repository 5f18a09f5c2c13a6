//! §3.5 and decision 18, rule by rule.

use forecourt_core::checklist::Grade;
use forecourt_reports::{AuditFact, FalseEvidence, Level, PreviousRank, ReportError, Window};

mod common;

use common::{Case, audit, network, ranks, with_restroom};

#[test]
fn ties_are_broken_in_the_order_of_the_document() {
    let network = network(&[("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 0)]);
    let red = |station| AuditFact { red_lines: 1, ..audit(station, 5000) };
    // All have 5000; a has a red line, b an overdue order, c the lower restroom, d and e nothing.
    let facts = [
        with_restroom(red(0), 9000),
        with_restroom(audit(1, 5000), 9000),
        with_restroom(audit(2, 5000), 8999),
        with_restroom(audit(3, 5000), 9000),
        with_restroom(audit(4, 5000), 9000),
    ];
    let ranking = Case { overdue: &[0, 1], ..Case::new(&network, &facts) }.stations();
    let expected = [("d", Some(1)), ("e", Some(1)), ("c", Some(3)), ("b", Some(4)), ("a", Some(5))];
    assert_eq!(ranks(&network, &ranking), expected);
}

#[test]
fn an_absent_restroom_stands_below_one_at_zero() {
    let network = network(&[("a", 0), ("b", 0), ("c", 0)]);
    let facts = [audit(0, 9000), with_restroom(audit(1, 9000), 0), audit(2, 9000)];
    let ranking = Case::new(&network, &facts).stations();
    assert_eq!(ranks(&network, &ranking), [("b", Some(1)), ("a", Some(2)), ("c", Some(2))]);
    assert_eq!((ranking.rows[0].restroom_bp, ranking.rows[1].restroom_bp), (Some(0), None));
}

#[test]
fn the_mean_rounds_half_up() {
    let network = network(&[("a", 0), ("b", 0)]);
    let facts = [audit(0, 9000), audit(0, 9001), audit(1, 9000), audit(1, 9000), audit(1, 9001)];
    let ranking = Case::new(&network, &facts).stations();
    assert_eq!(ranking.rows.iter().map(|row| row.score_bp).collect::<Vec<_>>(), [9001, 9000]);
}

#[test]
fn equal_rounded_scores_are_equal() {
    let network = network(&[("a", 0), ("b", 0)]);
    // 9000.67 and 9001: both are 9001, so code decides about the line and nothing about the rank.
    let facts = [audit(0, 9000), audit(0, 9001), audit(0, 9001), audit(1, 9001)];
    assert_eq!(ranks(&network, &Case::new(&network, &facts).stations()), [("a", Some(1)), ("b", Some(1))]);
}

#[test]
fn classes_are_ranked_apart() {
    let network = network(&[("a", 1), ("b", 0), ("c", 1), ("d", 0)]);
    let facts = [audit(0, 7000), audit(1, 6000), audit(2, 8000), audit(3, 9000)];
    let ranking = Case::new(&network, &facts).stations();
    assert_eq!(ranks(&network, &ranking), [("d", Some(1)), ("b", Some(2)), ("c", Some(1)), ("a", Some(2))]);
    assert_eq!(ranking.of_class(1).len(), 2);
    assert_eq!(ranking.of_class(1)[0].class_size, 2);
    assert_eq!(ranking.of_class(2), []);
}

#[test]
fn below_the_minimum_is_listed_without_a_rank() {
    let network = network(&[("a", 0), ("b", 0), ("c", 0), ("d", 0)]);
    let facts = [audit(2, 9900), audit(0, 100), audit(1, 8000), audit(1, 8000)];
    let ranking = Case { minimum: 2, ..Case::new(&network, &facts) }.stations();
    assert_eq!(ranks(&network, &ranking), [("b", Some(1)), ("a", None), ("c", None)]);
    let unranked = &ranking.rows[2];
    assert_eq!((unranked.score_bp, unranked.audits, unranked.class_size), (9900, 1, 1));
    assert_eq!((unranked.quartile, unranked.certainty.ranks, unranked.movement), (None, None, None));
    assert_eq!(ranking.not_covered, [3]);
    let class = &ranking.classes[0];
    assert_eq!((class.subjects, class.ranked, class.unranked, class.not_covered), (4, 1, 2, 1));
    assert_eq!(class.mean_bp, Some(6000));
}

#[test]
fn uncovered_stations_are_no_zeros() {
    let network = network(&[("b", 0), ("a", 1), ("c", 0)]);
    let ranking = Case::new(&network, &[audit(2, 8000)]).stations();
    assert_eq!(ranking.overall.score_bp, Some(8000));
    assert_eq!((ranking.overall.stations, ranking.overall.covered, ranking.overall.audits), (3, 1, 1));
    assert_eq!(ranking.not_covered, [1, 0], "by code");
    assert_eq!(ranking.classes[1].not_covered, 1);
}

#[test]
fn nothing_at_all_is_an_empty_ranking() {
    let empty = network(&[]);
    let ranking = Case::new(&empty, &[]).stations();
    assert_eq!((ranking.rows.len(), ranking.not_covered.len(), ranking.overall.score_bp), (0, 0, None));
    let stations = network(&[("a", 0)]);
    let ranking = Case::new(&stations, &[]).stations();
    assert_eq!((ranking.rows.len(), ranking.not_covered.as_slice()), (0, [0].as_slice()));
    assert_eq!(ranking.classes[0].quartiles, None);
    assert!(Case::new(&empty, &[]).at(Level::Unit { depth: 1 }).rows.is_empty());
}

#[test]
fn only_audits_of_the_window_count() {
    let network = network(&[("a", 0)]);
    let at = |visit_day, final_bp| AuditFact { visit_day, ..audit(0, final_bp) };
    let facts = [at(-1, 0), at(0, 8000), at(30, 9000), at(31, 0)];
    let ranking = Case::new(&network, &facts).stations();
    assert_eq!((ranking.rows[0].audits, ranking.rows[0].score_bp), (2, 8500));
}

#[test]
fn a_red_line_caps_the_period_grade() {
    let network = network(&[("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 0)]);
    let red = |station| AuditFact { red_lines: 1, ..audit(station, 5999) };
    let remedial = |station, final_bp| AuditFact { remedial: true, ..audit(station, final_bp) };
    let good = |station| [audit(station, 9800), audit(station, 9800), audit(station, 9800)];
    let mut facts: Vec<AuditFact> = (0..5).flat_map(good).collect();
    facts.extend([red(0), red(1), remedial(1, 8000), red(2), remedial(2, 7999)]);
    // A remedial visit with a red line of its own lifts nothing.
    facts.extend([red(3), AuditFact { red_lines: 1, ..remedial(3, 8000) }]);
    // The visit that lifts must be remedial; e has no red line at all.
    let ranking = Case::new(&network, &facts).stations();
    let of = |station| {
        let row = ranking.row(station).unwrap();
        (row.grade.unwrap(), row.stars.unwrap(), row.capped)
    };
    assert_eq!(of(0), (Grade::Pass, 2, true));
    assert_eq!(of(1), (Grade::Good, 3, false));
    assert_eq!(of(2), (Grade::Pass, 2, true));
    assert_eq!(of(3), (Grade::Pass, 2, true));
    assert_eq!(of(4), (Grade::Exemplary, 5, false));
}

#[test]
fn the_lifting_visit_must_lie_in_the_same_window() {
    let network = network(&[("a", 0)]);
    let lift = AuditFact { remedial: true, visit_day: 31, ..audit(0, 9900) };
    let facts = [audit(0, 9900), AuditFact { red_lines: 1, ..audit(0, 5999) }, audit(0, 9900), lift];
    let row = Case::new(&network, &facts).stations().rows[0];
    assert_eq!((row.score_bp, row.stars, row.capped), (8600, Some(2), true));
}

#[test]
fn five_stars_need_more_than_the_score() {
    let network = network(&[("a", 0), ("b", 0), ("c", 0)]);
    let facts = [audit(0, 9600), AuditFact { major_zero: true, ..audit(1, 9600) }, audit(2, 9600)];
    let ranking = Case { overdue: &[0, 0, 1], ..Case::new(&network, &facts) }.stations();
    let stars = |station| ranking.row(station).unwrap().stars;
    assert_eq!([stars(0), stars(1), stars(2)], [Some(5), Some(4), Some(4)]);
}

#[test]
fn movement_compares_one_class() {
    let network = network(&[("a", 0), ("b", 0), ("c", 0), ("d", 0)]);
    let facts = [audit(0, 9000), audit(1, 8000), audit(2, 7000), audit(3, 6000)];
    let was = |class, rank| Some(PreviousRank { class, rank });
    let previous = [was(0, 4), was(0, 1), was(1, 1)];
    let ranking = Case { previous: &previous, ..Case::new(&network, &facts) }.stations();
    assert_eq!(ranking.rows.iter().map(|row| row.movement).collect::<Vec<_>>(), [Some(3), Some(-1), None, None]);
    assert_eq!(ranking.rows[0].previous_rank, Some(4));
    let again = Case { previous: &ranking.as_previous(4), ..Case::new(&network, &facts) }.stations();
    assert!(again.rows.iter().all(|row| row.movement == Some(0)));
}

#[test]
fn quartiles_count_ranks() {
    let codes: Vec<String> = (0..8).map(|n| format!("s{n}")).collect();
    let network = network(&codes.iter().map(|code| (code.as_str(), 0)).collect::<Vec<_>>());
    let facts: Vec<_> = (0..8).map(|n| audit(n, 9000 - 100 * n as u16)).collect();
    let ranking = Case::new(&network, &facts).stations();
    assert_eq!(ranking.rows.iter().filter_map(|row| row.quartile).collect::<Vec<_>>(), [1, 1, 2, 2, 3, 3, 4, 4]);
    let quartiles = ranking.classes[0].quartiles.unwrap();
    assert_eq!([quartiles.least, quartiles.median, quartiles.greatest], [8300, 8650, 9000]);
}

#[test]
fn units_are_means_of_stations_one_vote_each() {
    let network = network(&[("a", 0), ("b", 0), ("c", 1), ("d", 0), ("e", 0)]);
    // P1: a (two audits, mean 9000), c (7001), e not covered. P2: b 8000; d not covered.
    let facts = [audit(0, 8500), audit(0, 9500), audit(2, 7001), audit(1, 8000)];
    let ranking = Case { overdue: &[0, 0, 2, 3, 1], ..Case::new(&network, &facts) }.at(Level::Unit { depth: 1 });
    let rows: Vec<_> = ranking.rows.iter().map(|row| (row.subject, row.rank, row.score_bp)).collect();
    assert_eq!(rows, [(1, Some(1), 8001), (2, Some(2), 8000)]);
    let first = &ranking.rows[0];
    assert_eq!((first.audits, first.stations, first.not_covered, first.open_overdue), (3, 2, 1, 3));
    assert_eq!((first.grade, first.stars, first.capped), (None, None, false));
    let top = Case::new(&network, &facts).at(Level::Unit { depth: 0 });
    assert_eq!(top.rows[0].score_bp, top.overall.score_bp.unwrap());
    assert!(Case::new(&network, &facts).at(Level::Unit { depth: 9 }).rows.is_empty());
}

#[test]
fn a_mask_ranks_a_part_of_the_network() {
    let network = network(&[("a", 0), ("b", 0), ("c", 0)]);
    let facts = [audit(0, 9000), audit(1, 8000), audit(2, 7000)];
    let ranking = Case { among: Some(&[false, true, true]), ..Case::new(&network, &facts) }.stations();
    assert_eq!(ranks(&network, &ranking), [("b", Some(1)), ("c", Some(2))]);
    assert!(ranking.not_covered.is_empty());
    let under = network.under(2);
    let province = Case { among: Some(&under), ..Case::new(&network, &facts) }.stations();
    assert_eq!(ranks(&network, &province), [("b", Some(1))]);
}

#[test]
fn without_a_second_look_every_rank_is_possible() {
    let network = network(&[("a", 0), ("b", 0)]);
    let ranking = Case::new(&network, &[audit(0, 9900), audit(1, 100)]).stations();
    for row in &ranking.rows {
        assert_eq!((row.certainty.margin_bp, row.certainty.ranks), (None, Some((1, 2))));
        assert_eq!(row.certainty.differs_from_next, None);
    }
}

#[test]
fn clear_differences_are_told_from_noise() {
    let network = network(&[("a", 0), ("b", 0), ("c", 0)]);
    let facts: Vec<_> = [(0, 9000), (1, 8990), (2, 5000)]
        .iter()
        .flat_map(|(station, mean)| [audit(*station, mean - 100), audit(*station, mean + 100), audit(*station, *mean)])
        .collect();
    let ranking = Case::new(&network, &facts).stations();
    let certainty: Vec<_> = ranking.rows.iter().map(|row| row.certainty).collect();
    assert_eq!(certainty.iter().map(|c| c.ranks).collect::<Vec<_>>(), [Some((1, 2)), Some((1, 2)), Some((3, 3))]);
    assert_eq!(certainty.iter().map(|c| c.differs_from_next).collect::<Vec<_>>(), [Some(false), Some(true), None]);
}

#[test]
fn wrong_rows_are_errors() {
    let network = network(&[("a", 0)]);
    let error = |fact: AuditFact| {
        let facts = [fact];
        let case = Case::new(&network, &facts);
        let window = Window::Days { first: 0, last: 30 };
        let selection = forecourt_reports::Selection { facts: &[case.facts], network: &network, window, among: None };
        let rules = forecourt_reports::RankingRules::of(common::station_69(), 1);
        let input =
            forecourt_reports::RankingInput { selection, rules, overdue: &[], false_evidence: &[], previous: &[] };
        input.rank(Level::Station).unwrap_err()
    };
    assert_eq!(error(audit(1, 0)), ReportError::UnknownStation(1));
    assert_eq!(error(audit(0, 10_001)), ReportError::ScoreOutOfRange(10_001));
}

#[test]
fn false_evidence_is_a_critical_finding_and_takes_the_stars() {
    let network = network(&[("a", 0), ("b", 0), ("c", 0)]);
    let facts = [audit(0, 9600), audit(1, 9600), audit(2, 9600)];
    let cost = |station, findings, no_stars_until| FalseEvidence { station, findings, no_stars_until };
    let case = Case {
        false_evidence: &[cost(0, 1, Some(80)), cost(1, 0, Some(20)), cost(9, 1, None)],
        ..Case::new(&network, &facts)
    };
    let stations = case.stations();
    assert_eq!(ranks(&network, &stations), [("b", Some(1)), ("c", Some(1)), ("a", Some(3))]);
    let row = |place| {
        let row = stations.row(place).unwrap();
        (
            row.grade.unwrap(),
            row.stars.unwrap(),
            row.capped,
            row.critical_misses,
            row.false_evidence,
            row.no_stars_until,
        )
    };
    assert_eq!(row(0), (Grade::Pass, 0, true, 1, 1, Some(80)), "of this month");
    assert_eq!(row(1), (Grade::Exemplary, 0, false, 0, 0, Some(20)), "of an earlier one");
    assert_eq!(row(2), (Grade::Exemplary, 5, false, 0, 0, None));
    let units = case.at(Level::Unit { depth: 1 });
    let critical = units.rows.iter().map(|row| (row.critical_misses, row.false_evidence, row.stars));
    assert_eq!(critical.collect::<Vec<_>>(), [(0, 0, None), (1, 0, None)], "its unit has the finding");
    let masked = Case { among: Some(&[false, true, true]), ..case };
    assert!(masked.stations().rows.iter().all(|row| row.critical_misses == 0));
}
