//! Rankings of a basis, kept as long as they are true.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use forecourt_reports::{Level, PreviousRank, Ranking, RankingInput, RankingRules, Selection, Window};
use uuid::Uuid;

use super::Basis;
use crate::{
    problem::{Problem, Result},
    state::App,
};

/// What is ranked.
#[derive(Clone, Debug)]
pub struct Field {
    /// Days or round.
    pub window: Window,
    /// Stations or units.
    pub level: Level,
    /// Audits that a station needs.
    pub minimum: u32,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Of units: only what their stations of this comparison class add up to.
    pub class: Option<u8>,
}

impl Field {
    /// Two fields of one basis that have the same name are the same.
    fn key(&self, basis: &Basis) -> String {
        let of = match &basis.edition {
            Some(edition) => format!("{}#{}", edition.period, edition.edition),
            None => format!("{:?}/{:?}/{:x}", basis.versions, basis.names.reading(), digest(basis)),
        };
        format!("{of}|{:?}|{:?}|{}|{:?}|{:?}", self.window, self.level, self.minimum, self.org_unit, self.class)
    }
}

/// Tells what orders say of stations from what they said before, within this process.
fn digest(basis: &Basis) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&basis.overdue, &basis.false_evidence).hash(&mut hasher);
    hasher.finish()
}

/// Ranks a field, with the movement against an earlier one, on a thread of its own.
pub async fn rank(
    app: &App,
    basis: &Arc<Basis>,
    field: &Field,
    before: Option<(&Arc<Basis>, &Field)>,
) -> Result<Arc<Ranking>> {
    let mut key = field.key(basis);
    if let Some((basis, field)) = before {
        key = format!("{key} after {}", field.key(basis));
    }
    if let Some(known) = app.reports.lock().ranking(&key) {
        return Ok(known);
    }
    let (basis, field) = (basis.clone(), field.clone());
    let before = before.map(|(basis, field)| (basis.clone(), field.clone()));
    let work = move || {
        let previous = match before {
            Some((older, earlier)) => moved(&ranked(&older, &earlier, &[])?, &older, &basis, earlier.level),
            None => Vec::new(),
        };
        ranked(&basis, &field, &previous)
    };
    let ranking = Arc::new(tokio::task::spawn_blocking(work).await.map_err(Problem::internal)??);
    app.reports.lock().keep_ranking(key, ranking.clone());
    Ok(ranking)
}

fn ranked(basis: &Basis, field: &Field, previous: &[Option<PreviousRank>]) -> Result<Ranking> {
    let minimum = if matches!(field.level, Level::Unit { .. }) { 1 } else { field.minimum };
    let network = &basis.names.network;
    // A unit that this basis does not know holds no station.
    let under = field.org_unit.map(|unit| match basis.names.unit_place.get(&unit) {
        Some(place) => network.under(*place),
        None => vec![false; network.stations().len()],
    });
    let among = match field.class {
        Some(class) => Some(network.of_class(class, under)),
        None => under,
    };
    let input = RankingInput {
        selection: Selection { facts: &basis.facts(), network, window: field.window, among: among.as_deref() },
        rules: RankingRules::of(&basis.rules.checklist, minimum),
        overdue: &basis.overdue,
        false_evidence: &basis.false_evidence,
        previous,
    };
    input.rank(field.level).map_err(Problem::internal)
}

/// The ranks of an earlier ranking by the places of a later basis.
fn moved(ranking: &Ranking, older: &Basis, newer: &Basis, level: Level) -> Vec<Option<PreviousRank>> {
    let (from, to) = (&older.names, &newer.names);
    match level {
        Level::Station => {
            let old = ranking.as_previous(from.stations.len());
            let place = |id| from.station_place.get(id).and_then(|place| old.get(*place as usize).copied().flatten());
            to.network.stations().iter().map(|station| place(&station.id)).collect()
        }
        Level::Unit { .. } => {
            let old = ranking.as_previous(from.units.len());
            let place = |id| from.unit_place.get(id).and_then(|place| old.get(*place as usize).copied().flatten());
            to.network.units().iter().map(|unit| place(&unit.id)).collect()
        }
    }
}
