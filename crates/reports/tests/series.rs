//! Touchpoints and trends of a station, a unit and the network.

use forecourt_reports::touchpoints::{Grouping, touchpoints};
use forecourt_reports::trend::trend;
use forecourt_reports::{AuditFact, Network, ReportError, Selection, TouchScores, Window};

mod common;

use common::{audit, network};

fn seen(station: u32, day: i32, final_bp: u16, scores: &[Option<u16>]) -> AuditFact {
    let touchpoints = TouchScores::new(scores).expect("scores");
    AuditFact { visit_day: day, touchpoints, ..audit(station, final_bp) }
}

/// a and c stand under P1, b and d under P2.
fn four() -> Network {
    network(&[("a", 0), ("b", 0), ("c", 0), ("d", 0)])
}

fn rows() -> Vec<AuditFact> {
    vec![
        seen(0, 1, 9000, &[Some(9000), Some(5000)]),
        seen(0, 2, 8000, &[Some(8000), None]),
        seen(1, 3, 6000, &[Some(6000), None]),
        seen(2, 40, 7000, &[Some(7000), Some(7001)]),
        seen(2, 41, 6999, &[Some(6999), Some(7000)]),
    ]
}

fn select<'a>(facts: &'a [&'a [AuditFact]], network: &'a Network, among: Option<&'a [bool]>) -> Selection<'a> {
    Selection { facts, network, window: Window::Days { first: 0, last: 50 }, among }
}

#[test]
fn a_touchpoint_is_the_mean_of_stations() {
    let (network, facts) = (four(), rows());
    let rows = touchpoints(&select(&[&facts], &network, None), Grouping::Network).unwrap();
    let first = &rows[0];
    // Stations: 8500, 6000, 7000 (6999.5 half up).
    assert_eq!((first.subject, first.touchpoint, first.observations, first.mean_bp), (None, 0, 3, 7167));
    assert_eq!((first.spread.least, first.spread.median, first.spread.greatest), (6000, 7000, 8500));
    assert_eq!((rows[1].observations, rows[1].mean_bp), (2, 6001));
    assert_eq!(rows.len(), 2, "a touchpoint nobody has is no line");
}

#[test]
fn units_and_stations_stand_beside_the_network() {
    let (network, facts) = (four(), rows());
    let units = touchpoints(&select(&[&facts], &network, None), Grouping::Units { depth: 1 }).unwrap();
    let brief: Vec<_> = units.iter().map(|row| (row.subject, row.touchpoint, row.mean_bp)).collect();
    assert_eq!(brief, [(Some(1), 0, 7750), (Some(1), 1, 6001), (Some(2), 0, 6000)]);
    assert!(units.iter().all(|row| row.touchpoint != 0 || row.network_mean_bp == Some(7167)));
    let only_c = [false, false, true];
    let one = touchpoints(&select(&[&facts], &network, Some(&only_c)), Grouping::Stations).unwrap();
    assert_eq!(one.iter().map(|row| (row.subject, row.observations)).collect::<Vec<_>>(), [(Some(2), 2), (Some(2), 2)]);
    assert_eq!((one[0].spread.least, one[0].spread.greatest), (6999, 7000));
    assert_eq!(touchpoints(&select(&[], &network, None), Grouping::Stations), Ok(vec![]));
}

#[test]
fn a_trend_has_gaps_not_zeros() {
    let (network, mut facts) = (four(), rows());
    let windows = [(0, 30), (31, 39), (40, 50)].map(|(first, last)| Window::Days { first, last });
    let points = trend(&[&facts], &network, &windows, None, 7000).unwrap();
    let brief: Vec<_> = points.iter().map(|p| (p.audits, p.stations, p.score_bp, p.pass_rate_bp)).collect();
    assert_eq!(brief, [(3, 2, Some(7250), Some(6667)), (0, 0, None, None), (2, 1, Some(7000), Some(5000))]);
    assert_eq!(points[2].touchpoints.get(1), Some(7001));
    let (first, second) = facts.split_at(2);
    assert_eq!(trend(&[second, first], &network, &windows, None, 7000).as_ref(), Ok(&points), "in pieces");
    facts.reverse();
    let unordered = trend(&[&facts], &network, &windows, None, 7000).unwrap();
    assert_eq!(unordered, points);
}

#[test]
fn a_trend_speaks_of_a_unit_or_of_rounds() {
    let (network, mut facts) = (four(), rows());
    facts.iter_mut().enumerate().for_each(|(number, fact)| fact.round = number as u16 / 3);
    facts[2].red_lines = 2;
    let windows = [Window::Round(0), Window::Round(1)];
    let points = trend(&[&facts], &network, &windows, Some(&network.under(2)), 7000).unwrap();
    assert_eq!((points[0].score_bp, points[0].critical_misses, points[1].score_bp), (Some(6000), 2, None));
    let stranger = [audit(9, 1)];
    let days = [Window::Days { first: 0, last: 0 }];
    assert_eq!(trend(&[&stranger], &network, &days, None, 7000), Err(ReportError::UnknownStation(9)));
}
