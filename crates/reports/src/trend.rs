//! Trends: a series over months or rounds, for a station, an org unit or the network.

use crate::tally;
use crate::{AuditFact, Network, ReportError, Selection, TouchScores, Window, in_days, share_bp};

/// One point of a series. Without audits all means are `None`: a gap, not a zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrendPoint {
    /// The month or round.
    pub window: Window,
    /// Audits that count.
    pub audits: u64,
    /// Stations with a score.
    pub stations: u32,
    /// Mean over stations with a score, one station one vote; for one station the mean of its audits.
    pub score_bp: Option<u16>,
    /// Audits at or above the pass mark ÷ audits.
    pub pass_rate_bp: Option<u16>,
    /// Failed critical items.
    pub critical_misses: u64,
    /// Touchpoint means, one station one vote.
    pub touchpoints: TouchScores,
}

/// One point per window, in the order given.
///
/// `among` is the mask of stations the series speaks of ([`Network::under`] for a unit), `None` = all. Rows may come in
/// any order; ordered by visit day, each month reads only its own. `pass_bp` is the pass mark
/// ([`pass_mark_bp`](crate::pass_mark_bp)).
///
/// # Errors
/// Rows that speak of unknown stations, scores above 10000, more than 65,535 observations of one subject.
pub fn trend(
    facts: &[&[AuditFact]],
    network: &Network,
    windows: &[Window],
    among: Option<&[bool]>,
    pass_bp: u16,
) -> Result<Vec<TrendPoint>, ReportError> {
    let ordered: Vec<bool> = facts.iter().map(|piece| piece.is_sorted_by_key(|fact| fact.visit_day)).collect();
    let point = |window: &Window| {
        let pieces = facts.iter().zip(&ordered).map(|(piece, ordered)| match *window {
            Window::Days { first, last } if *ordered => in_days(piece, first, last),
            _ => piece,
        });
        let pieces: Vec<&[AuditFact]> = pieces.collect();
        point(&Selection { facts: &pieces, network, window: *window, among }, pass_bp)
    };
    windows.iter().map(point).collect()
}

fn point(selection: &Selection<'_>, pass_bp: u16) -> Result<TrendPoint, ReportError> {
    let stations = tally::by_station(selection, u16::MAX)?;
    let all = tally::together(&stations)?;
    let audits = stations.iter().map(|tally| u64::from(tally.n)).sum();
    let passed = |fact: &&AuditFact| fact.final_bp >= pass_bp && selection.takes(fact.station as usize);
    Ok(TrendPoint {
        window: selection.window,
        audits,
        stations: all.n,
        score_bp: all.score_bp(),
        pass_rate_bp: share_bp(selection.inside().filter(passed).count() as u64, audits),
        critical_misses: stations.iter().map(|tally| u64::from(tally.critical)).sum(),
        touchpoints: all.touchpoints(),
    })
}
