//! Sums per station: the one pass over the audits that every report starts with.

use crate::{AuditFact, FULL_BP, MAX_TOUCHPOINTS, ReportError, Selection, TouchScores, mean_bp};

/// What a station's audits, or a unit's stations, add up to. Two cache lines, so that 30,000 stations stay in cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(128))]
pub(crate) struct Tally {
    touch_sum: [u32; MAX_TOUCHPOINTS],
    touch_n: [u16; MAX_TOUCHPOINTS],
    /// Σ of squared scores.
    pub squares: u64,
    /// Observations: audits of a station, scored stations of a unit.
    pub n: u32,
    /// Σ of scores. At most 65,535 observations of 10000: 32 bits are enough.
    pub sum: u32,
    /// Σ of failed critical items.
    pub critical: u32,
    na_sum: u32,
    /// A red line was missed.
    pub red_line: bool,
    /// A remedial visit lifted the cap.
    pub lifted: bool,
    /// A major item earned nothing in one of them.
    pub major_zero: bool,
}

const LIMIT: u32 = u16::MAX as u32;

impl Tally {
    pub const EMPTY: Self = Self {
        touch_sum: [0; MAX_TOUCHPOINTS],
        touch_n: [0; MAX_TOUCHPOINTS],
        squares: 0,
        n: 0,
        sum: 0,
        critical: 0,
        na_sum: 0,
        red_line: false,
        lifted: false,
        major_zero: false,
    };

    /// Adds one observation.
    ///
    /// # Errors
    /// A score above 10000, or more than 65,535 observations.
    #[inline]
    pub fn observe(&mut self, score: u16, na_bp: u16, touchpoints: &TouchScores) -> Result<(), ReportError> {
        if score > FULL_BP {
            return Err(ReportError::ScoreOutOfRange(score));
        }
        if self.n >= LIMIT {
            return Err(ReportError::TooManyObservations);
        }
        self.n += 1;
        self.sum += u32::from(score);
        self.squares += u64::from(score) * u64::from(score);
        self.na_sum += u32::from(na_bp.min(FULL_BP));
        touchpoints.add_to(&mut self.touch_sum, &mut self.touch_n);
        Ok(())
    }

    #[inline]
    fn add_audit(&mut self, fact: &AuditFact, lift_bp: u16) -> Result<(), ReportError> {
        self.observe(fact.final_bp, fact.na_bp, &fact.touchpoints)?;
        self.critical += u32::from(fact.red_lines);
        self.red_line |= fact.red_lines > 0;
        self.lifted |= fact.remedial & (fact.red_lines == 0) & (fact.final_bp >= lift_bp);
        self.major_zero |= fact.major_zero;
        Ok(())
    }

    /// Counts false evidence as the critical findings that it is (§5.4).
    pub fn accuse(&mut self, findings: u32) {
        self.critical = self.critical.saturating_add(findings);
        self.red_line |= findings > 0;
    }

    /// Adds a scored station to its unit: one station, one vote (§3.5).
    pub fn add_station(&mut self, station: &Tally) -> Result<(), ReportError> {
        let Some(score) = station.score_bp() else { return Ok(()) };
        self.observe(score, station.na_bp(), &station.touchpoints())?;
        self.critical = self.critical.saturating_add(station.critical);
        Ok(())
    }

    /// The mean, rounded half up; `None` without an observation: "not covered", not 0 (§3.5).
    #[inline]
    pub fn score_bp(&self) -> Option<u16> {
        (self.n > 0).then(|| mean_bp(self.sum, self.n as u16))
    }

    /// The mean of a touchpoint over the observations that have it.
    #[inline]
    pub fn touchpoint(&self, number: usize) -> Option<u16> {
        let n = *self.touch_n.get(number)?;
        (n > 0).then(|| mean_bp(self.touch_sum[number], n))
    }

    /// All touchpoint means.
    #[inline]
    pub fn touchpoints(&self) -> TouchScores {
        TouchScores::means(&self.touch_sum, &self.touch_n)
    }

    /// The mean share of N/A points.
    pub fn na_bp(&self) -> u16 {
        mean_bp(self.na_sum, self.n as u16)
    }
}

/// Audits that are looked at together.
const BATCH: usize = 64;

/// Adds up the selected audits by station; one tally per station of the network, empty for those that take no part.
///
/// # Errors
/// A row of an unknown station, a score above 10000, more than 65,535 audits of one station.
pub(crate) fn by_station(selection: &Selection<'_>, lift_bp: u16) -> Result<Vec<Tally>, ReportError> {
    let mut tallies = vec![Tally::EMPTY; selection.network.stations().len()];
    let mut batch: Vec<(&AuditFact, usize)> = Vec::with_capacity(BATCH);
    for facts in selection.facts.iter().flat_map(|piece| piece.chunks(BATCH)) {
        // Tallies lie in random order and beyond the nearest cache. Looking at each of the batch before adding to any
        // lets the memory fetch them all at once: a third of the whole time.
        batch.clear();
        let mut fullest = 0;
        for fact in facts.iter().filter(|fact| selection.window.holds(fact)) {
            let station = fact.station as usize;
            let tally = tallies.get(station).ok_or(ReportError::UnknownStation(fact.station))?;
            if selection.takes(station) {
                fullest = tally.n.max(fullest);
                batch.push((fact, station));
            }
        }
        if fullest >= LIMIT {
            return Err(ReportError::TooManyObservations);
        }
        for (fact, station) in &batch {
            tallies[*station].add_audit(fact, lift_bp)?;
        }
    }
    Ok(tallies)
}

/// The tally of all stations together, one vote each.
pub(crate) fn together(stations: &[Tally]) -> Result<Tally, ReportError> {
    let mut all = Tally::EMPTY;
    for station in stations {
        all.add_station(station)?;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_fills_two_cache_lines() {
        assert_eq!(size_of::<Tally>(), 128);
    }

    #[test]
    fn means_round_half_up_once() {
        let mut tally = Tally::EMPTY;
        for score in [9000, 9001] {
            tally.observe(score, 0, &TouchScores::new(&[Some(score), None]).unwrap()).unwrap();
        }
        assert_eq!(tally.score_bp(), Some(9001)); // 9000.5
        assert_eq!(tally.touchpoint(0), Some(9001));
        assert_eq!(tally.touchpoint(1), None);
        assert_eq!(Tally::EMPTY.score_bp(), None);
    }

    #[test]
    fn the_limit_is_an_error_not_an_overflow() {
        let mut tally = Tally::EMPTY;
        let full = TouchScores::new(&[Some(10_000); MAX_TOUCHPOINTS]).unwrap();
        for _ in 0..LIMIT {
            tally.observe(10_000, 10_000, &full).unwrap();
        }
        assert_eq!(tally.score_bp(), Some(10_000));
        assert_eq!(tally.touchpoint(15), Some(10_000));
        assert_eq!(tally.observe(1, 0, &full), Err(ReportError::TooManyObservations));
    }
}
