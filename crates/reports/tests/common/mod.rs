//! A small network and audits written in one line each.

#![allow(dead_code, reason = "not every test file needs all of it")]

use forecourt_core::checklist::Checklist;
use forecourt_core::registry::builtin;
use forecourt_reports::{
    AuditFact, FalseEvidence, Level, Network, PreviousRank, Ranking, RankingInput, RankingRules, Selection, Station,
    TouchScores, Unit, Window,
};
use uuid::Uuid;

/// The published checklist.
pub fn station_69() -> &'static Checklist {
    builtin().get("station-69", 1).expect("station-69 version 1 is built in")
}

/// Stations `(code, class)` under one headquarters with two provinces, even places in the first.
pub fn network(stations: &[(&str, u8)]) -> Network {
    let unit = |code: &str, parent| Unit { id: Uuid::nil(), code: code.into(), parent };
    let units = vec![unit("HQ", None), unit("P1", Some(0)), unit("P2", Some(0))];
    let stations = stations.iter().enumerate().map(|(place, (code, class))| Station {
        id: Uuid::nil(),
        code: (*code).into(),
        class: *class,
        unit: 1 + place as u32 % 2,
    });
    Network::new(stations.collect(), units, 2).expect("a sound network")
}

/// An audit on day 0 without anything special.
pub fn audit(station: u32, final_bp: u16) -> AuditFact {
    AuditFact { station, final_bp, ..AuditFact::default() }
}

/// The same with a score of the restroom touchpoint.
pub fn with_restroom(fact: AuditFact, restroom_bp: u16) -> AuditFact {
    let mut touchpoints = TouchScores::EMPTY;
    touchpoints.set(7, Some(restroom_bp)).expect("a score");
    AuditFact { touchpoints, ..fact }
}

/// A ranking of one test, day 0 to 30.
pub struct Case<'a> {
    pub network: &'a Network,
    pub facts: &'a [AuditFact],
    pub minimum: u32,
    pub overdue: &'a [u32],
    pub false_evidence: &'a [FalseEvidence],
    pub previous: &'a [Option<PreviousRank>],
    pub among: Option<&'a [bool]>,
}

impl<'a> Case<'a> {
    pub fn new(network: &'a Network, facts: &'a [AuditFact]) -> Self {
        Self { network, facts, minimum: 1, overdue: &[], false_evidence: &[], previous: &[], among: None }
    }

    pub fn at(&self, level: Level) -> Ranking {
        let window = Window::Days { first: 0, last: 30 };
        let selection = Selection { facts: &[self.facts], network: self.network, window, among: self.among };
        let rules = RankingRules::of(station_69(), self.minimum);
        let (overdue, false_evidence) = (self.overdue, self.false_evidence);
        let input = RankingInput { selection, rules, overdue, false_evidence, previous: self.previous };
        input.rank(level).expect("sound rows")
    }

    pub fn stations(&self) -> Ranking {
        self.at(Level::Station)
    }
}

/// `(code, rank)` of every row, in order.
pub fn ranks<'a>(network: &'a Network, ranking: &Ranking) -> Vec<(&'a str, Option<u32>)> {
    let code = |place: u32| network.stations()[place as usize].code.as_str();
    ranking.rows.iter().map(|row| (code(row.subject), row.rank)).collect()
}
