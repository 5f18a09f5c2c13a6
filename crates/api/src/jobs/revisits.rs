//! Re-visits and problems of regions (§5.5): decided when what they rest on has ended. A visit is planned by itself where
//! the rules of visits allow it; else it waits for a planner.

use forecourt_core::{checklist::Slot, day::MINUTE_MS, states::RoundState};
use forecourt_store::{
    Tx,
    access::Scope,
    audits::read,
    entity::{assignment, revisit, round},
    jobs::Leased,
    orders::{projects, revisits},
    org,
    people::Sight,
    plan::{assignments as store, rounds},
    stations,
};
use uuid::Uuid;

use super::{JobError, end, finish};
use crate::{
    problem::Result,
    routes::assignments::{
        NewAssignment,
        desk::{Desk, Planner},
        verbs::as_plan,
    },
    state::App,
    times::rfc3339,
};

/// Shoppers that are looked at.
const CANDIDATES: u64 = 50;

/// Decides what follows from an audit that is final, void or incomplete.
pub async fn decide(app: &App, audit_id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let everything = Scope::everything();
    if read::find(app.store.read(), &everything, audit_id).await?.is_none() {
        return end(app, leased).await;
    }
    let now = app.clock.now_ms();
    let tx = app.store.begin("decide_revisit").await?;
    if let Some(audit) = read::find(&*tx, &everything, audit_id).await? {
        revisits::result(&tx, &audit, now).await?;
        if let Some(row) = revisits::decide(&tx, &audit, now).await? {
            plan(&tx, app, &row, (audit.assignment_id, audit.shopper_id), now).await?;
        }
    }
    finish(tx, leased).await
}

/// Looks for what many stations of a region missed in a round.
pub async fn find_systemic(app: &App, round_id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let tx = app.store.begin("find_systemic").await?;
    let changed = projects::look(&tx, round_id, app.clock.now_ms()).await?;
    if changed > 0 {
        tracing::info!(changed, round = %round_id, "problems of regions");
    }
    finish(tx, leased).await
}

/// Plans the visit if a rule-abiding one is found: same slot, another shopper, within the days of the re-visit.
async fn plan(tx: &Tx, app: &App, row: &revisit::Model, failed: (Uuid, Uuid), now_ms: i64) -> Result<bool> {
    let (assignment_id, shopper) = failed;
    let known = store::by_ids(&**tx, &[assignment_id]).await?;
    let Some(old) = known.get(&assignment_id) else { return Ok(false) };
    let everything = Scope::everything();
    let Some(round) = rounds::find(&**tx, &everything, old.round_id).await? else { return Ok(false) };
    // Phones see visits of open rounds only.
    if round.state != RoundState::Open.as_str() {
        return Ok(false);
    }
    let list = u32::try_from(round.checklist_version).ok();
    let list = list.and_then(|version| app.checklists.get(&round.checklist_id, version));
    let slot = list.as_ref().and_then(|list| list.checklist.visit.slots.iter().find(|slot| slot.id == row.slot));
    let Some(window) = slot.and_then(|slot| window(slot, row, &round)) else { return Ok(false) };
    let plans = plans(tx, old, shopper, window, row.id).await?;
    let planner = Planner { scope: everything.clone(), sight: Sight { everyone: Some(everything), shoppers: None } };
    let mut desk = Desk::load(tx, app, &planner, &plans, None).await?;
    for plan in &plans {
        let judged = desk.judge(plan, false);
        if let (Some(new), true) = (judged.row, judged.doubts.is_empty()) {
            let id = new.id;
            store::insert(tx, vec![new], now_ms).await?;
            return Ok(revisits::plan(tx, row, id, now_ms).await?);
        }
    }
    Ok(false)
}

/// The window of the visit, epoch ms: the slot on the days of the re-visit, as far as the round reaches.
fn window(slot: &Slot, row: &revisit::Model, round: &round::Model) -> Option<(i64, i64)> {
    let (first, last) = (row.first_day.max(round.first_day), row.last_day.min(round.last_day));
    let at = |day: i32, minute: u32| revisits::day_begins(day) + i64::from(minute) * MINUTE_MS;
    (first <= last).then(|| (at(first, slot.from_minute), at(last, slot.to_minute)))
}

/// The visit for each other shopper of the round who could make it, in the order in which they are asked.
async fn plans(
    tx: &Tx,
    old: &assignment::Model,
    shopper: Uuid,
    window: (i64, i64),
    revisit_id: Uuid,
) -> Result<Vec<NewAssignment>> {
    let stations = stations::find_all(&**tx, &Scope::everything(), &[old.station_id]).await?;
    let units: Vec<Uuid> = stations.iter().map(|station| station.org_unit_id).collect();
    let chains: Vec<Uuid> = org::chains(&**tx, &units).await?.into_values().flatten().collect();
    let others = store::holders_of_round(&**tx, old.round_id, &chains, CANDIDATES).await?;
    let plan = NewAssignment {
        id: Uuid::new_v4(),
        window_start: rfc3339(window.0),
        window_end: rfc3339(window.1),
        revisit_id: Some(revisit_id),
        ..as_plan(old)
    };
    let others = others.into_iter().filter(|other| *other != shopper);
    Ok(others.map(|shopper_id| NewAssignment { shopper_id, ..plan.clone() }).collect())
}

#[cfg(test)]
mod tests {
    use forecourt_core::{day::HOUR_MS, text::Text};

    use super::*;

    #[test]
    fn a_window_lies_in_its_slot_and_round() {
        let slot = Slot {
            id: "day".into(),
            text: Text::new("白天", "day"),
            from_minute: 9 * 60,
            to_minute: 17 * 60,
            night: false,
        };
        let row = |first_day, last_day| revisit::Model {
            id: Uuid::nil(),
            station_id: Uuid::nil(),
            audit_id: Uuid::nil(),
            triggers: serde_json::json!([]),
            state: "waiting".into(),
            previous: None,
            first_day,
            last_day,
            slot: "day".into(),
            covered_by: None,
            assignment_id: None,
            result_audit_id: None,
            result_bp: None,
            follow_up: None,
            follow_up_by: None,
            created_at: 0,
            updated_at: 0,
            version: 1,
            ended_reason: None,
            ended_by: None,
            ended_at: None,
            followed_day: None,
            followed_note: None,
            followed_by: None,
            followed_at: None,
        };
        let round = round::Model {
            id: Uuid::nil(),
            code: "R".into(),
            name_zh: "R".into(),
            name_en: "R".into(),
            org_unit_id: Uuid::nil(),
            checklist_id: "station-69".into(),
            checklist_version: 1,
            first_day: 0,
            last_day: 20,
            state: "open".into(),
            created_by: None,
            created_at: 0,
            updated_at: 0,
            version: 1,
        };
        let at = |day, hour: i64| revisits::day_begins(day) + hour * HOUR_MS;
        assert_eq!(window(&slot, &row(7, 15), &round), Some((at(7, 9), at(15, 17))));
        assert_eq!(window(&slot, &row(17, 25), &round), Some((at(17, 9), at(20, 17))), "until the round ends");
        assert_eq!(window(&slot, &row(21, 29), &round), None);
    }
}
