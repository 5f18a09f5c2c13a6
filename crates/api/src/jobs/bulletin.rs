//! The bulletin 日通报 of the day before, sent every day at the policy's hour to the contacts of org units, and to
//! receivers that stand for a unit (§5.3, issue 4).

use std::collections::{BTreeMap, BTreeSet};

use forecourt_core::{
    bulletin::builtin,
    order::{Contact, Level, Recipient},
};
use forecourt_reports::{
    Period, PeriodKind,
    bulletin::{BulletinRow, bulletin},
    closing::{Days, Orders},
    day_of_ms,
    touchpoints::Grouping,
};
use forecourt_store::{
    access::Scope,
    meta,
    orders::{
        contacts::{self, Told as ToldTo},
        facts::CountedBy,
        outbox::{self, Telling, kind},
    },
    telling::destinations,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    problem::{Problem, Result},
    report_data::{
        self, Names,
        orders::{Told, order_rows},
    },
    state::App,
    times,
};

/// The newest day whose bulletin was sent, days since 1970-01-01.
const SENT: &str = "bulletin_day";
/// The levels of the org tree, from the top.
const LEVELS: [Level; 4] = [Level::Headquarters, Level::Province, Level::City, Level::District];

/// Sends the bulletin that is due, once however many instances are at it. After downtime the newest one alone.
pub async fn run(app: &App, now_ms: i64) -> Result<()> {
    let Some(policy) = builtin() else { return Ok(()) };
    let day = day_of_ms(policy.newest(now_ms));
    let keys = [SENT.to_owned()].into();
    let is_sent = |counters: &BTreeMap<String, u64>| counters[SENT] >= u64::try_from(day).unwrap_or(0);
    if is_sent(&app.store.counters(&keys).await?) {
        return Ok(());
    }
    let tellings = tellings(app, day, now_ms).await?;
    let tx = app.store.begin("send_bulletin").await?;
    if is_sent(&meta::hold(&*tx, &keys).await?) {
        return Ok(());
    }
    meta::set(&*tx, SENT, &day.to_string()).await?;
    outbox::put(&tx, tellings).await?;
    Ok(tx.commit().await?)
}

/// What is told of a day: a line for each unit that somebody hears of and that has something to tell.
async fn tellings(app: &App, day: i32, now_ms: i64) -> Result<Vec<Telling>> {
    let names = report_data::names(app).await?;
    let heard = heard(app, &names).await?;
    if heard.is_empty() {
        return Ok(Vec::new());
    }
    let first = Period::containing(day, PeriodKind::Month).map_or(day, Period::first_day);
    let days = Days { first, last: day };
    // Figures by what became of the orders until it is sent: who submits in the evening may be verified in the morning.
    let told = Told { now_ms, then_ms: Some(days.bounds_ms().1 - 1) };
    let found = order_rows(app, &Scope::everything(), &names, days, told, CountedBy::Publication).await?;
    let orders = Orders {
        network: &names.network,
        orders: &found.orders,
        seen: &found.seen,
        visits: &found.visits,
        among: None,
    };
    let mut tellings = Vec::new();
    for (depth, level) in (0_u8..).zip(LEVELS) {
        for row in bulletin(&orders, &found.then, Grouping::Units { depth }, day).map_err(Problem::internal)? {
            let unit = row.subject.and_then(|place| names.network.units().get(place as usize));
            let Some(people) = unit.and_then(|unit| heard.get(&unit.id)) else { continue };
            if !is_quiet(&row) {
                tellings.extend(telling(&names, &row, level, people, day, now_ms));
            }
        }
    }
    Ok(tellings)
}

/// The units of whose bulletin somebody hears, with their heads: those that have one, or a receiver of their own.
async fn heard(app: &App, names: &Names) -> Result<BTreeMap<Uuid, Vec<Uuid>>> {
    let all: Vec<Uuid> = names.network.units().iter().map(|unit| unit.id).collect();
    let mut heard: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for row in contacts::of_units(app.store.read(), &all).await? {
        if row.contact == Contact::Head.as_str() {
            heard.entry(row.org_unit_id).or_default().push(row.person_id);
        }
    }
    let tops: BTreeSet<Uuid> =
        names.network.units().iter().filter(|unit| unit.parent.is_none()).map(|unit| unit.id).collect();
    for to in destinations::active(app.store.read()).await? {
        let units = to.org_unit_id.map_or_else(|| tops.clone(), |unit| BTreeSet::from([unit]));
        for unit in units {
            heard.entry(unit).or_default();
        }
    }
    Ok(heard)
}

/// Whether nothing happened and nothing stands open.
fn is_quiet(row: &BulletinRow) -> bool {
    row.day.issued == 0 && row.day.due.due == 0 && row.day.closed.closed == 0 && row.standing.open == 0
}

fn telling(names: &Names, row: &BulletinRow, level: Level, people: &[Uuid], day: i32, now_ms: i64) -> Option<Telling> {
    let place = row.subject? as usize;
    let unit = names.network.units().get(place)?;
    let told = ToldTo {
        wanted: Recipient { level, contact: Contact::Head },
        level: Some(level),
        org_unit_id: Some(unit.id),
        people: people.to_vec(),
        passed: Vec::new(),
    };
    Some(Telling {
        kind: kind::BULLETIN,
        at: now_ms,
        recorded_at: now_ms,
        late: false,
        station_id: None,
        subject_id: Some(unit.id),
        told: vec![told],
        payload: json!({
            "org_unit": unit.id, "unit": names.units.get(place), "day": times::day(day), "due": null,
            "due_count": row.day.due.due, "on_time": row.day.due.on_time, "undecided": row.day.due.undecided,
            "rate": row.day.due.closing_rate_bp(), "month_rate": row.month.due.closing_rate_bp(),
            "overdue": row.standing.overdue,
        }),
    })
}
