//! The demo's calendar: two rounds in six weeks, every station once in each, and what becomes of every visit.

use forecourt_core::{
    checklist::Checklist,
    day::{DAY_MS, MINUTE_MS, SHANGHAI_OFFSET_MS},
};
use uuid::Uuid;

use super::{
    network::{SHOPPERS, Station},
    places::PROVINCES,
    rng::{Rng, id},
    story::story,
};

/// Days that are simulated, the last being yesterday.
pub const DAYS: i64 = 42;
/// Visits on one day.
const PER_DAY: usize = 10;
/// First and last day of each round, from the first simulated day.
pub const ROUNDS: [(i64, i64); 2] = [(0, 20), (21, 41)];
/// First day with visits of each round.
const FIRST_VISITS: [i64; 2] = [1, 21];

/// Visits of the second round that wait for a reviewer, from this one on; those that the story needs are reviewed.
const WAITING_FROM: usize = 193;

/// What becomes of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Delivered and reviewed.
    Usual,
    /// Returned once, answered, then accepted.
    Returned,
    /// Corrected by the reviewer.
    Corrected,
    /// The shopper does not take it.
    Declined,
    /// The station was closed for works.
    Impossible,
    /// Still on the phone.
    Held,
    /// Delivered, half of the photos still on the phone.
    Half,
    /// Delivered on the last day; no reviewer has opened it yet.
    Waiting,
}

/// A planned visit.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Its assignment.
    pub assignment: Uuid,
    /// Its audit.
    pub audit: Uuid,
    /// Index of its station.
    pub station: usize,
    /// 0 or 1.
    pub round: usize,
    /// Day, from the first simulated day.
    pub day: i64,
    /// Slot of the checklist.
    pub slot: String,
    /// Whether it is a night slot.
    pub night: bool,
    /// The window, epoch ms.
    pub window: (i64, i64),
    /// Beginning and end of the visit, epoch ms.
    pub visit: (i64, i64),
    /// When the phone sends it, epoch ms.
    pub deliver_ms: i64,
    /// Index of the shopper.
    pub shopper: usize,
    /// What becomes of it.
    pub fate: Fate,
}

impl Visit {
    /// Whether an audit of it reaches the server.
    pub fn is_delivered(&self) -> bool {
        !matches!(self.fate, Fate::Declined | Fate::Impossible | Fate::Held)
    }
}

/// Midnight in China of a day of the simulation, epoch ms.
pub fn midnight(epoch_day: i64, day: i64) -> i64 {
    (epoch_day + day) * DAY_MS - SHANGHAI_OFFSET_MS
}

/// All visits in the order of their delivery.
pub fn visits(seed: u64, epoch_day: i64, stations: &[Station], checklist: &Checklist) -> Vec<Visit> {
    let mut all = Vec::with_capacity(stations.len() * ROUNDS.len());
    for (round, first) in FIRST_VISITS.into_iter().enumerate() {
        let mut order: Vec<usize> = (0..stations.len()).collect();
        Rng::of(seed, &format!("order/{round}")).shuffle(&mut order);
        let open = story().open_red_line;
        let place = order.iter().position(|station| stations[*station].code == open.station);
        if let (true, Some(place)) = (round == open.round, place) {
            order.swap(place, stations.len() - 1);
        }
        for (nth, station) in order.into_iter().enumerate() {
            let day = first + i64::try_from(nth / PER_DAY).unwrap_or(0);
            all.push(visit(seed, epoch_day, (round, nth, day), (station, &stations[station]), checklist));
        }
    }
    all.sort_by_key(|visit| visit.deliver_ms);
    all
}

fn visit(
    seed: u64,
    epoch_day: i64,
    (round, nth, day): (usize, usize, i64),
    (index, station): (usize, &Station),
    checklist: &Checklist,
) -> Visit {
    let name = format!("visit/{round}/{}", station.code);
    let mut rng = Rng::of(seed, &name);
    let slots = &checklist.visit.slots;
    // Two of five by day, one in each of the other slots; the rest of the day decides who meets whom on the road.
    let wanted = if rng.chance(250) { "day" } else { ["morning_peak", "day", "evening_peak", "night"][nth % 4] };
    let slot = slots.iter().find(|slot| slot.id == wanted).unwrap_or(&slots[0]);
    let at = |minute: u32| midnight(epoch_day, day) + i64::from(minute) * MINUTE_MS;
    let window = (at(slot.from_minute), at(slot.to_minute));
    let length = rng.range(26 * 60, 44 * 60) * 1000;
    let start = window.0 + rng.range(60, (window.1 - window.0 - length) / 1000 - 60) * 1000;
    let finish = start + length;
    let per_province = SHOPPERS / PROVINCES.len();
    let turn = if round == 0 { station.number } else { station.number + 1 + station.number / per_province % 3 };
    Visit {
        assignment: id(seed, &format!("{name}/assignment")),
        audit: id(seed, &format!("{name}/audit")),
        station: index,
        round,
        day,
        slot: slot.id.clone(),
        night: slot.night,
        window,
        visit: (start, finish),
        deliver_ms: (finish + rng.range(4, 28) * MINUTE_MS).min(at(23 * 60 + 57)),
        shopper: station.province * per_province + turn % per_province,
        fate: fate(round, nth, &station.code),
    }
}

fn fate(round: usize, nth: usize, station: &str) -> Fate {
    let open = story().open_red_line;
    if (round, station) == (open.round, open.station) {
        return Fate::Waiting;
    }
    if story().needs_all_of(station) {
        return Fate::Usual;
    }
    if round == 1 && nth >= WAITING_FROM && nth != 195 {
        return Fate::Waiting;
    }
    match (round, nth % 200) {
        (0, 37 | 118) | (1, 77) => Fate::Declined,
        (0, 64) | (1, 21 | 142) => Fate::Impossible,
        (1, 171 | 188) => Fate::Held,
        (1, 195) => Fate::Half,
        (_, nth) if nth % 34 == 9 => Fate::Returned,
        (_, nth) if nth % 29 == 14 => Fate::Corrected,
        _ => Fate::Usual,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::demo::network;

    #[test]
    fn every_station_is_visited_twice_by_different_shoppers_in_its_slots() {
        let checklist = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        let stations = network::stations(1);
        let all = visits(1, 20_000, &stations, checklist);
        assert_eq!(all.len(), 400);
        let pairs: HashSet<_> = all.iter().map(|visit| (visit.station, visit.shopper)).collect();
        assert_eq!(pairs.len(), 400);
        for visit in &all {
            assert!(visit.window.0 < visit.visit.0 && visit.visit.1 < visit.window.1);
            let days = ROUNDS[visit.round];
            assert!((days.0..=days.1).contains(&visit.day) && visit.day < DAYS);
            assert!(visit.visit.1 < visit.deliver_ms && visit.deliver_ms < midnight(20_000, visit.day + 1));
        }
        let count = |fate| all.iter().filter(|visit| visit.fate == fate).count();
        assert!(count(Fate::Returned) >= 5 && count(Fate::Corrected) >= 5);
        assert!((2..=6).contains(&count(Fate::Waiting)));
        assert!(count(Fate::Held) == 2 || count(Fate::Held) == 1);
    }
}
