//! What is kept between requests, bounded by bytes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use forecourt_reports::{Period, Ranking};
use uuid::Uuid;

use super::{Basis, Month, Names, overdue::ByStation};

/// Bytes of months and editions that are kept; a year of the nation takes about 130 MB.
const BYTES: usize = 192 << 20;
/// Whole rankings that are kept; one of 30,000 stations takes about 4 MB.
const RANKINGS: usize = 6;

/// Cached data of reports.
#[derive(Clone, Debug, Default)]
pub struct ReportCache {
    inner: Arc<Mutex<Inner>>,
    /// One loads at a time: a month is read once however many ask for it, and memory stays bounded.
    pub(super) loading: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug, Default)]
pub(super) struct Inner {
    /// The network as it was last read.
    pub names: Option<Arc<Names>>,
    /// Places that stations and rounds have in this process for good, so that months outlive changes of the network.
    pub places: Places,
    months: Vec<Kept<Period, (u64, Arc<Month>)>>,
    editions: Vec<Kept<(String, i32), Arc<Basis>>>,
    rankings: Vec<(String, Arc<Ranking>)>,
    /// As of an instant, until an instant of the real clock.
    overdue: Vec<(i64, i64, ByStation)>,
    uses: u64,
}

/// Numbers given out in the order of first sight, never taken back: nothing in the network is ever deleted.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub stations: HashMap<Uuid, u32>,
    pub rounds: HashMap<Uuid, u16>,
}

impl Places {
    pub fn station(&mut self, id: Uuid) -> u32 {
        let next = u32::try_from(self.stations.len()).unwrap_or(u32::MAX);
        *self.stations.entry(id).or_insert(next)
    }

    pub fn round(&mut self, id: Uuid) -> u16 {
        let next = u16::try_from(self.rounds.len()).unwrap_or(forecourt_reports::NO_ROUND);
        *self.rounds.entry(id).or_insert(next)
    }
}

#[derive(Debug)]
struct Kept<K, V> {
    key: K,
    value: V,
    bytes: usize,
    used: u64,
}

impl ReportCache {
    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    pub fn month(&mut self, month: Period, version: u64) -> Option<Arc<Month>> {
        self.uses += 1;
        let kept = self.months.iter_mut().find(|kept| kept.key == month && kept.value.0 == version)?;
        kept.used = self.uses;
        Some(kept.value.1.clone())
    }

    pub fn keep_month(&mut self, month: Period, version: u64, data: Arc<Month>) {
        self.uses += 1;
        self.months.retain(|kept| kept.key != month);
        let bytes = data.bytes();
        self.months.push(Kept { key: month, value: (version, data), bytes, used: self.uses });
        self.shrink();
    }

    pub fn edition(&mut self, period: &str, number: i32) -> Option<Arc<Basis>> {
        self.uses += 1;
        let kept = self.editions.iter_mut().find(|kept| kept.key.0 == period && kept.key.1 == number)?;
        kept.used = self.uses;
        Some(kept.value.clone())
    }

    pub fn keep_edition(&mut self, period: &str, number: i32, basis: Arc<Basis>) {
        self.uses += 1;
        let names = basis.names.stations.len() * 256;
        let bytes = names + basis.months.iter().map(|month| month.bytes()).sum::<usize>();
        self.editions.push(Kept { key: (period.to_owned(), number), value: basis, bytes, used: self.uses });
        self.shrink();
    }

    pub fn ranking(&self, key: &str) -> Option<Arc<Ranking>> {
        self.rankings.iter().find(|(known, _)| known == key).map(|(_, ranking)| ranking.clone())
    }

    pub fn keep_ranking(&mut self, key: String, ranking: Arc<Ranking>) {
        if self.rankings.len() >= RANKINGS {
            self.rankings.remove(0);
        }
        self.rankings.push((key, ranking));
    }

    pub fn overdue(&self, as_of_ms: i64, real_ms: i64) -> Option<ByStation> {
        let known = self.overdue.iter().find(|(as_of, until, _)| *as_of == as_of_ms && real_ms < *until)?;
        Some(known.2.clone())
    }

    pub fn forget_overdue(&mut self, as_of_ms: i64) {
        self.overdue.retain(|(as_of, ..)| *as_of != as_of_ms);
    }

    pub fn keep_overdue(&mut self, as_of_ms: i64, until_ms: i64, counts: ByStation) {
        self.forget_overdue(as_of_ms);
        if self.overdue.len() >= RANKINGS {
            self.overdue.remove(0);
        }
        self.overdue.push((as_of_ms, until_ms, counts));
    }

    /// Lets go of what was not used for longest until the rest fits; the newest piece always stays.
    fn shrink(&mut self) {
        loop {
            let months = self.months.iter().map(|kept| (kept.used, kept.bytes));
            let all: Vec<(u64, usize)> =
                months.chain(self.editions.iter().map(|kept| (kept.used, kept.bytes))).collect();
            let bytes: usize = all.iter().map(|(_, bytes)| bytes).sum();
            let Some(oldest) = all.iter().map(|(used, _)| *used).min().filter(|_| bytes > BYTES && all.len() > 1)
            else {
                return;
            };
            self.months.retain(|kept| kept.used != oldest);
            self.editions.retain(|kept| kept.used != oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(bytes: usize) -> Arc<Month> {
        Arc::new(Month {
            facts: Vec::with_capacity(bytes / size_of::<forecourt_reports::AuditFact>()),
            ..Month::default()
        })
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let mut inner = Inner::default();
        let periods: Vec<Period> = (1..=3).filter_map(|number| Period::month(2026, number)).collect();
        inner.keep_month(periods[0], 1, month(BYTES / 3));
        inner.keep_month(periods[1], 1, month(BYTES / 3));
        assert!(inner.month(periods[0], 1).is_some());
        inner.keep_month(periods[2], 1, month(BYTES / 2));
        assert!(inner.month(periods[1], 1).is_none() && inner.month(periods[0], 1).is_some());
        assert!(inner.month(periods[0], 2).is_none(), "another version of the facts");
        inner.keep_month(periods[1], 1, month(2 * BYTES));
        assert!(inner.month(periods[1], 1).is_some(), "the newest piece stays, whatever its size");
        assert!(inner.month(periods[0], 1).is_none());
    }

    #[test]
    fn places_are_for_good() {
        let mut places = Places::default();
        let ids = [Uuid::new_v4(), Uuid::new_v4()];
        assert_eq!(ids.map(|id| places.station(id)), [0, 1]);
        assert_eq!(places.station(ids[1]), 1);
        assert_eq!(places.round(ids[1]), 0);
    }
}
