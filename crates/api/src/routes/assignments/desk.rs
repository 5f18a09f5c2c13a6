//! What a plan is judged with: rounds, stations, shoppers and their other visits, read once for many rows.

use std::collections::{HashMap, HashSet};

use forecourt_core::{
    checklist::Checklist,
    day::{self, DAY_MS},
    states::{AssignmentState, Role, RoundState},
    tie::Tie,
    violation::Code,
};
use forecourt_store::{
    Tx,
    access::{Grant, Scope},
    entity::{assignment, person, revisit, round, station},
    orders::revisits::{self, Before, Unplanned},
    org,
    people::{self, Sight},
    plan::{assignments, rounds},
    stations,
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    NewAssignment,
    rules::{Doubt, Visits, cause_open, day_of, lies_in_slot},
};
use crate::{
    problem::{Problem, Result},
    routes::ties,
    state::App,
    times::parse_rfc3339,
};

/// A fault of one row: where in it, and what.
pub type Fault = (&'static str, Code);

/// A row that was judged.
#[derive(Debug)]
pub struct Judged {
    /// What makes it impossible.
    pub faults: Vec<Fault>,
    /// What needs a reason.
    pub doubts: Vec<Doubt>,
    /// The assignment, if there are no faults.
    pub row: Option<assignment::Model>,
}

/// Who plans.
#[derive(Clone, Debug)]
pub struct Planner {
    /// Where he plans.
    pub scope: Scope,
    /// Whom he sees.
    pub sight: Sight,
}

/// Everything that rows are compared with.
pub struct Desk {
    app: App,
    now_ms: i64,
    rounds: HashMap<Uuid, round::Model>,
    withdrawn: HashSet<Uuid>,
    stations: HashMap<Uuid, station::Model>,
    shoppers: HashMap<Uuid, person::Model>,
    grants: HashMap<Uuid, Vec<Grant>>,
    chains: HashMap<Uuid, Vec<Uuid>>,
    barred: HashSet<(Uuid, Uuid)>,
    ties: HashMap<Uuid, Vec<Tie>>,
    visits: Visits,
    /// Re-visits that wait for a plan.
    revisits: HashMap<Uuid, Unplanned>,
    /// Who made the failed visit, when the assignment that changes hands makes its re-visit.
    before: Option<Uuid>,
}

fn ids(items: &[NewAssignment], of: impl Fn(&NewAssignment) -> Uuid) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = items.iter().map(of).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

impl Desk {
    /// Reads what these rows need. `ignore` is an assignment that is about to change hands.
    pub async fn load(
        tx: &Tx,
        app: &App,
        planner: &Planner,
        items: &[NewAssignment],
        ignore: Option<Uuid>,
    ) -> Result<Self> {
        let mut found = HashMap::new();
        let mut withdrawn = HashSet::new();
        for id in ids(items, |item| item.round_id) {
            let Some(round) = rounds::find(&**tx, &planner.scope, id).await? else { continue };
            let version = rounds::checklist_version(&**tx, &round.checklist_id, round.checklist_version).await?;
            if version.is_none_or(|version| version.withdrawn_at.is_some()) {
                withdrawn.insert(id);
            }
            found.insert(id, round);
        }
        // A newer instance may have published it a moment ago.
        let known = |round: &round::Model| checklist(app, round).is_some();
        if !found.values().all(known) {
            app.checklists.refresh(&app.store).await.map_err(Problem::internal)?;
        }
        let station_ids = ids(items, |item| item.station_id);
        let stations = stations::find_all(&**tx, &planner.scope, &station_ids).await?;
        let mut units: Vec<Uuid> = stations.iter().map(|row| row.org_unit_id).collect();
        units.sort_unstable();
        units.dedup();
        let shopper_ids = ids(items, |item| item.shopper_id);
        let shoppers = people::find_all(&**tx, &planner.sight, &shopper_ids).await?;
        Ok(Self {
            app: app.clone(),
            now_ms: app.clock.now_ms(),
            rounds: found,
            withdrawn,
            chains: org::chains(&**tx, &units).await?,
            stations: stations.into_iter().map(|row| (row.id, row)).collect(),
            ties: ties_of(&shoppers)?,
            shoppers: shoppers.into_iter().map(|row| (row.id, row)).collect(),
            grants: people::grants_of(&**tx, &shopper_ids).await?,
            before: None,
            revisits: revisits::waiting(
                &**tx,
                &planner.scope,
                &items.iter().filter_map(|item| item.revisit_id).collect::<Vec<_>>(),
            )
            .await?,
            barred: assignments::barred(&**tx, &shopper_ids).await?,
            visits: other_visits(tx, items, &shopper_ids, &station_ids, ignore).await?,
        })
    }

    /// What takes the place of an assignment stays a re-visit, if that one was: another shopper makes it.
    pub async fn in_place_of(mut self, tx: &Tx, old: &assignment::Model) -> Result<Self> {
        self.before = match revisits::before(tx, old.id).await? {
            Before::Nobody => None,
            Before::Shopper(person) => Some(person),
            Before::Open => return Err(cause_open()),
            Before::Ended => {
                return Err(Problem::wrong_state("ended").detail("该复查已终止", "Its re-visit was ended"));
            }
        };
        Ok(self)
    }

    /// Judges one row; a good one without doubts counts for the rows behind it.
    pub fn judge(&mut self, item: &NewAssignment, has_reason: bool) -> Judged {
        let mut faults = Vec::new();
        let mut doubts = Vec::new();
        if item.id.get_version_num() != 4 {
            faults.push(("/id", Code::NotAUuid));
        }
        let window = read_window(item, &mut faults);
        let round = self.round(item, &mut faults);
        let station = self.station(item, round.as_ref(), &mut faults);
        let shopper = self.shopper(item, &mut faults);
        let checklist = round.as_ref().and_then(|round| checklist(&self.app, round));
        if round.is_some() && checklist.is_none() {
            faults.push(("/round_id", Code::UnknownChecklist));
        }
        let slot = checklist.as_ref().and_then(|list| list.checklist.visit.slots.iter().find(|s| s.id == item.slot));
        if checklist.is_some() && slot.is_none() {
            faults.push(("/slot", Code::BadValue));
        }
        if let (Some(round), Some((start, end))) = (&round, window) {
            days_in_round(round, start, end, &mut faults);
        }
        if let (Some(slot), Some((start, end))) = (slot, window)
            && !lies_in_slot(slot, start, end)
        {
            doubts.push(Doubt::OutsideSlot);
        }
        if let (Some(list), Some((start, _))) = (&checklist, window) {
            let rotation = &list.checklist.visit.rotation;
            doubts.extend(self.visits.doubts(rotation, item.shopper_id, item.station_id, start));
        }
        if let (Some(station), true) = (&station, shopper)
            && !self.covers(item.shopper_id, station)
        {
            doubts.push(Doubt::OutsideArea);
        }
        self.revisit(item, window, &mut faults, &mut doubts);
        let night = slot.is_some_and(|slot| slot.night);
        let row = match (window, &checklist) {
            (Some(window), Some(list)) if faults.is_empty() => Some(self.row(item, window, night, &list.checklist)),
            _ => None,
        };
        if let (Some(row), true) = (&row, doubts.is_empty() || has_reason) {
            self.visits.add(row.shopper_id, row.station_id, row.window_start);
        }
        Judged { faults, doubts, row }
    }

    /// A re-visit is made by another shopper, of a final cause; in the same slot and within its days unless there is a reason.
    fn revisit(
        &self,
        item: &NewAssignment,
        window: Option<(i64, i64)>,
        faults: &mut Vec<Fault>,
        doubts: &mut Vec<Doubt>,
    ) {
        if self.before == Some(item.shopper_id) {
            faults.push(("/shopper_id", Code::BadValue));
        }
        let Some(id) = item.revisit_id else { return };
        let known = self.revisits.get(&id).filter(|one| one.row.station_id == item.station_id);
        let Some(one) = known else { return faults.push(("/revisit_id", Code::BadValue)) };
        if one.cause_open {
            faults.push(("/revisit_id", Code::CauseOpen));
        }
        if one.shopper == item.shopper_id {
            faults.push(("/shopper_id", Code::BadValue));
        }
        if one.row.slot != item.slot {
            doubts.push(Doubt::OtherSlot);
        }
        let days = i64::from(one.row.first_day)..=i64::from(one.row.last_day);
        if window.is_some_and(|(start, end)| !days.contains(&day_of(start)) || !days.contains(&day_of(end))) {
            doubts.push(Doubt::OutsideDays);
        }
    }

    /// The re-visit that a row makes; no other row makes it, too.
    pub fn takes(&mut self, item: &NewAssignment) -> Option<revisit::Model> {
        self.revisits.remove(&item.revisit_id?).map(|one| one.row)
    }

    fn round(&self, item: &NewAssignment, faults: &mut Vec<Fault>) -> Option<round::Model> {
        let Some(round) = self.rounds.get(&item.round_id).cloned() else {
            faults.push(("/round_id", Code::BadValue));
            return None;
        };
        if round.state == RoundState::Closed.as_str() {
            faults.push(("/round_id", Code::BadValue));
        }
        if self.withdrawn.contains(&round.id) {
            faults.push(("/round_id", Code::UnknownChecklist));
        }
        Some(round)
    }

    fn station(
        &self,
        item: &NewAssignment,
        round: Option<&round::Model>,
        faults: &mut Vec<Fault>,
    ) -> Option<station::Model> {
        let station = self.stations.get(&item.station_id).cloned();
        let fits = station.as_ref().is_some_and(|station| {
            let chain = self.chains.get(&station.org_unit_id).map_or(&[][..], Vec::as_slice);
            station.closed_at.is_none() && round.is_none_or(|round| chain.contains(&round.org_unit_id))
        });
        if !fits {
            faults.push(("/station_id", Code::BadValue));
        }
        station
    }

    /// A shopper in sight who is active, was never recognised at the station, and has no tie to it.
    fn shopper(&self, item: &NewAssignment, faults: &mut Vec<Fault>) -> bool {
        let active = self.shoppers.get(&item.shopper_id).is_some_and(|person| person.deactivated_at.is_none());
        let is_one = self.grants.get(&item.shopper_id).is_some_and(|all| all.iter().any(|g| g.role == Role::Shopper));
        let barred = self.barred.contains(&(item.shopper_id, item.station_id));
        let fits = active && is_one && !barred && !self.is_tied(item);
        if !fits {
            faults.push(("/shopper_id", Code::BadValue));
        }
        fits
    }

    fn is_tied(&self, item: &NewAssignment) -> bool {
        let Some(ties) = self.ties.get(&item.shopper_id) else { return false };
        let unit = self.stations.get(&item.station_id).map(|station| station.org_unit_id);
        let chain = unit.and_then(|unit| self.chains.get(&unit)).map_or(&[][..], Vec::as_slice);
        let on = day::number_at(parse_rfc3339(&item.window_start).unwrap_or(self.now_ms));
        ties.iter().any(|tie| tie.bars(item.station_id, chain, on))
    }

    fn covers(&self, shopper: Uuid, station: &station::Model) -> bool {
        let chain = self.chains.get(&station.org_unit_id).map_or(&[][..], Vec::as_slice);
        let grants = self.grants.get(&shopper).map_or(&[][..], Vec::as_slice);
        grants
            .iter()
            .filter(|grant| grant.role == Role::Shopper)
            .any(|grant| grant.org_unit_id.is_none_or(|unit| chain.contains(&unit)))
    }

    fn row(
        &self,
        item: &NewAssignment,
        (start, end): (i64, i64),
        night: bool,
        checklist: &Checklist,
    ) -> assignment::Model {
        assignment::Model {
            id: item.id,
            round_id: item.round_id,
            station_id: item.station_id,
            shopper_id: item.shopper_id,
            slot: item.slot.clone(),
            window_start: start,
            window_end: end,
            night,
            self_service: item.self_service,
            purchase: purchase(item, checklist),
            question_zh: item.question_zh.clone(),
            question_en: item.question_en.clone(),
            state: AssignmentState::Issued.as_str().into(),
            reissue_of: None,
            override_reason: item.override_reason.clone(),
            created_at: self.now_ms,
            updated_at: self.now_ms,
            version: 1,
        }
    }
}

/// The checklist version of a round, as far as this instance understands it.
fn checklist(app: &App, round: &round::Model) -> Option<std::sync::Arc<crate::checklists::Published>> {
    let version = u32::try_from(round.checklist_version).ok()?;
    app.checklists.get(&round.checklist_id, version)
}

/// What to buy: as planned, else what the checklist asks for.
fn purchase(item: &NewAssignment, checklist: &Checklist) -> Value {
    let rules = checklist.visit.purchase;
    let planned = item.purchase.clone().unwrap_or_default();
    serde_json::json!({
        "fuel_min_fen": planned.fuel_min_fen.unwrap_or(rules.fuel_min_fen),
        "fuel_max_fen": planned.fuel_max_fen.unwrap_or(rules.fuel_max_fen),
        "store_max_fen": planned.store_max_fen.unwrap_or(rules.store_max_fen),
        "invoice": planned.invoice.unwrap_or(true),
    })
}

fn read_window(item: &NewAssignment, faults: &mut Vec<Fault>) -> Option<(i64, i64)> {
    let start = parse_rfc3339(&item.window_start);
    let end = parse_rfc3339(&item.window_end);
    if start.is_none() {
        faults.push(("/window_start", Code::BadValue));
    }
    if end.is_none() {
        faults.push(("/window_end", Code::BadValue));
    }
    let (start, end) = (start?, end?);
    if end <= start {
        faults.push(("/window_end", Code::OutOfRange));
    }
    Some((start, end))
}

fn days_in_round(round: &round::Model, start: i64, end: i64, faults: &mut Vec<Fault>) {
    let days = i64::from(round.first_day)..=i64::from(round.last_day);
    if !days.contains(&day_of(start)) {
        faults.push(("/window_start", Code::OutOfRange));
    }
    if !days.contains(&day_of(end)) && end > start {
        faults.push(("/window_end", Code::OutOfRange));
    }
}

/// The visits that the rotation looks at: a year around the rows at their stations, and their days anywhere.
async fn other_visits(
    tx: &Tx,
    items: &[NewAssignment],
    shoppers: &[Uuid],
    stations: &[Uuid],
    ignore: Option<Uuid>,
) -> Result<Visits> {
    let starts: Vec<i64> = items.iter().filter_map(|item| parse_rfc3339(&item.window_start)).collect();
    let (Some(first), Some(last)) = (starts.iter().min().copied(), starts.iter().max().copied()) else {
        return Ok(Visits::default());
    };
    let year = 366 * DAY_MS;
    let mut rows =
        assignments::visits(&**tx, shoppers, Some(stations), first.saturating_sub(year), last.saturating_add(year))
            .await?;
    rows.extend(
        assignments::visits(&**tx, shoppers, None, first.saturating_sub(DAY_MS), last.saturating_add(DAY_MS)).await?,
    );
    let mut seen = HashSet::new();
    let mut visits = Visits::default();
    for (id, shopper, station, start) in rows {
        if Some(id) != ignore && seen.insert(id) {
            visits.add(shopper, station, start);
        }
    }
    Ok(visits)
}

fn ties_of(people: &[person::Model]) -> Result<HashMap<Uuid, Vec<Tie>>> {
    people.iter().map(|row| Ok((row.id, ties::read(row.ties.as_ref())?))).collect()
}
