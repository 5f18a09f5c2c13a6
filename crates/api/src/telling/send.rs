//! Sending: one worker holds a lane, asks what may go out next, tries it once and writes what became of it.

use std::collections::BTreeMap;

use forecourt_core::day::{DAY_MS, HOUR_MS};
use forecourt_notify::{
    Destination, Digest, DigestKind, Event, Kind, Outcome, Parcel,
    plan::{self, Next, Waiting},
};
use forecourt_store::{
    access::Scope,
    entity::{delivery, lane},
    people,
    telling::{
        deliveries::{self, End, Fault},
        destinations,
        lanes::{self, Held, Standing},
        mailboxes,
    },
};
use serde_json::Value;
use tokio::{sync::watch, task::JoinSet};
use uuid::Uuid;

use super::{MAIL, destination_of, lang_of, rules_of, settings};
use crate::{
    jobs::{right_time, told},
    problem::{Problem, Result},
    state::App,
};

/// Lanes that one instance sends on at once: a receiver that never answers holds up no more than its own.
const AT_ONCE: usize = 16;
/// Parcels of a lane in a row, before others have their turn.
const IN_A_ROW: usize = 20;
/// Deliveries of a lane that are looked at, beside those that were missed.
const LOOKED_AT: u64 = 500;
/// Pause of a lane whose digest is not complete yet, ms.
const AGAIN_MS: i64 = 1_000;
/// Pauses of a lane that fails again and again, ms: from the second failure on, doubled up to the longest.
const PAUSE_MS: i64 = 5_000;
const LONGEST_PAUSE_MS: i64 = 300_000;

/// Sends until told to stop; what is under way is brought to its end.
pub async fn run(app: App, mut stopped: watch::Receiver<bool>) {
    let mut under_way = JoinSet::new();
    while !*stopped.borrow() {
        if let Err(error) = take(&app, &mut under_way, || right_time::own(&app)).await {
            tracing::warn!(?error, "who sends pauses");
        }
        tokio::select! {
            Some(ended) = under_way.join_next() => log(ended),
            () = app.lanes.notified() => {}
            () = tokio::time::sleep(settings::LOOK) => {}
            () = told(&mut stopped) => {}
        }
    }
    while let Some(ended) = under_way.join_next().await {
        log(ended);
    }
}

/// A lane whose worker panicked is taken again when its lease ends.
fn log(ended: std::result::Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "who sends on a lane ended badly");
    }
}

/// Begins to send on the lanes that are due, as far as there is room, unless the clock is wrong. By a clock of one's own, epoch
/// ms, as [`crate::jobs::tick::run_by`].
pub async fn take(app: &App, under_way: &mut JoinSet<()>, own: impl Fn() -> Option<i64>) -> Result<()> {
    let room = AT_ONCE.saturating_sub(under_way.len());
    if room == 0 || !right_time::is_right_by(app, own).await {
        return Ok(());
    }
    let limit = u64::try_from(room).unwrap_or(1);
    for held in app.store.take_lanes(app.clock.now_ms(), app.clock.real_ms(), limit).await? {
        let app = app.clone();
        under_way.spawn(async move { keep(&app, &held).await });
    }
    Ok(())
}

/// A lane whose work fails is taken again when its lease ends.
async fn keep(app: &App, held: &Held) {
    if let Err(error) = serve(app, held).await {
        tracing::warn!(lane = %held.id, ?error, "a lane could not be served; it is tried again");
    }
}

/// Sends what is due now, lane by lane. For tests and the demo.
pub async fn run_due(app: &App) -> Result<()> {
    loop {
        let taken = app.store.take_lanes(app.clock.now_ms(), app.clock.real_ms(), 16).await?;
        if taken.is_empty() {
            return Ok(());
        }
        for outcome in futures::future::join_all(taken.iter().map(|held| serve(app, held))).await {
            outcome?;
        }
    }
}

/// What a lane does next.
enum Step {
    /// Something was tried.
    Tried,
    /// Nothing before this instant, if at all.
    Rest(Option<i64>),
    /// Another worker has it.
    Lost,
}

async fn serve(app: &App, held: &Held) -> Result<()> {
    for _ in 0..IN_A_ROW {
        match step(app, held).await? {
            Step::Tried => {}
            Step::Rest(until) => return Ok(app.store.leave_lane(held, until).await?),
            Step::Lost => return Ok(()),
        }
    }
    Ok(app.store.leave_lane(held, Some(app.clock.now_ms())).await?)
}

async fn step(app: &App, held: &Held) -> Result<Step> {
    let now = app.clock.now_ms();
    let Some(lane) = lanes::find(app.store.read(), held.id).await? else { return Ok(Step::Lost) };
    if lane.channel == MAIL && app.sender.mailer.is_none() {
        // Letters wait for an instance that has a mail server.
        return Ok(Step::Rest(Some(now + HOUR_MS)));
    }
    let Some(to) = door(app, &lane).await? else { return Ok(Step::Rest(None)) };
    let (channel, back_off) = rules_of(&lane.channel).ok_or_else(|| Problem::internal("a lane of no channel"))?;
    let (rows, catching_up) = waiting(app, &lane, &channel).await?;
    let bags = bags(rows);
    let sent = deliveries::tried(app.store.read(), lane.id, now - settings::SPAN_MS).await?;
    let queue: Vec<Waiting> = bags.iter().map(Bag::waiting).collect();
    let (ids, digest) = match plan::next(&channel, &queue, &sent, lane.closed_until, now) {
        Next::Nothing => return Ok(Step::Rest(catching_up)),
        Next::Wait { until_ms } => return Ok(Step::Rest(Some(catching_up.unwrap_or(until_ms).min(until_ms)))),
        Next::Send { ids, digest } => (ids, digest),
    };
    let chosen: Vec<&Bag> = bags.iter().filter(|bag| ids.contains(&bag.id)).collect();
    let (parcel, several) = parcel_of(&chosen, digest, lane.id, now);
    let rows: Vec<Uuid> = chosen.iter().flat_map(|bag| bag.rows.iter().copied()).collect();
    let begun = deliveries::Parcel { ids: &rows, id: parcel.id(), digest: several };
    if !app.store.delivery_begins(held, &begun, now, app.clock.real_ms()).await? {
        return Ok(Step::Lost);
    }
    let outcome = app.sender.send(&to, &parcel, app.clock.real_ms()).await;
    let now = app.clock.now_ms();
    let failed = chosen.iter().map(|bag| bag.attempts).max().unwrap_or_default().saturating_add(1);
    let verdict = Verdict { lane: &lane, outcome: &outcome, failed, now };
    let (end, standing) = (verdict.end(back_off), verdict.standing());
    let fault = outcome.reason().map(|why| Fault { code: why.code.as_str().into(), detail: why.detail.clone() });
    app.store.delivery_ended(held, &rows, &end, fault, standing, now).await?;
    Ok(Step::Tried)
}

/// What waits in a lane. Where several are put together, what was missed is told in one digest (decision 30): all of it, and
/// not before the outbox is empty of it; until then it is left out, with when to look again.
async fn waiting(
    app: &App,
    lane: &lane::Model,
    channel: &plan::Channel<'_>,
) -> Result<(Vec<delivery::Model>, Option<i64>)> {
    let db = app.store.read();
    let rows = deliveries::waiting(db, lane.id, LOOKED_AT).await?;
    if channel.coalesce_over.is_none() || !rows.iter().any(deliveries::is_missed) {
        return Ok((rows, None));
    }
    // Asked before it is read: what comes out of the outbox meanwhile is read, too.
    let catching_up = app.store.is_catching_up().await?;
    let mut rows = deliveries::waiting(db, lane.id, LOOKED_AT).await?;
    rows.retain(|row| !deliveries::is_missed(row));
    if catching_up {
        return Ok((rows, Some(app.clock.now_ms() + AGAIN_MS)));
    }
    rows.extend(deliveries::missed(db, lane.id).await?);
    Ok((rows, None))
}

/// Where a lane leads; `None` when nothing is sent there now.
async fn door(app: &App, lane: &lane::Model) -> Result<Option<Destination>> {
    if lane.stopped.is_some() {
        return Ok(None);
    }
    let db = app.store.read();
    if lane.channel != MAIL {
        let row = destinations::find(db, &Scope::everything(), lane.id).await?.filter(|row| row.active);
        return Ok(row.and_then(|row| destination_of(&row, app.clock.real_ms())));
    }
    let person = people::names(db, &[lane.id]).await?.remove(&lane.id).filter(|one| one.deactivated_at.is_none());
    let mailbox = mailboxes::find(db, lane.id).await?;
    let to = person.zip(mailbox.and_then(|mailbox| mailbox.email));
    Ok(to.map(|(person, to)| Destination::Mail { to, lang: lang_of(&person.lang) }))
}

/// What goes out together, or one that may still be put together with others.
struct Bag {
    id: Uuid,
    events: Vec<Event>,
    rows: Vec<Uuid>,
    digest: Option<(DigestKind, i64)>,
    late: bool,
    daily: bool,
    urgent: bool,
    tried: bool,
    next_at: i64,
    attempts: u32,
}

impl Bag {
    fn waiting(&self) -> Waiting {
        let first = self.events.iter().map(Event::at_ms).min().unwrap_or_default();
        Waiting {
            id: self.id,
            at_ms: self.digest.map_or(first, |(_, at)| at),
            urgent: self.urgent,
            late: self.late,
            daily: self.daily,
            tried: self.tried,
            not_before_ms: self.next_at,
        }
    }
}

/// The rows of a lane by what they were tried as. One that cannot be read holds up no other.
fn bags(rows: Vec<delivery::Model>) -> Vec<Bag> {
    let mut bags: BTreeMap<Uuid, Bag> = BTreeMap::new();
    for row in rows {
        let (event, digest) = match read(&row) {
            Ok(read) => read,
            Err(fault) => {
                tracing::error!(delivery = %row.id, fault, "a delivery cannot be read");
                continue;
            }
        };
        let id = row.parcel_id.unwrap_or(row.event_id);
        let bag = bags.entry(id).or_insert_with(|| Bag {
            id,
            events: Vec::new(),
            rows: Vec::new(),
            digest,
            late: row.late,
            daily: row.daily,
            urgent: false,
            tried: row.parcel_id.is_some(),
            next_at: row.next_at,
            attempts: 0,
        });
        bag.urgent |= row.test || event.is_urgent();
        bag.next_at = bag.next_at.max(row.next_at);
        bag.attempts = bag.attempts.max(u32::try_from(row.attempts).unwrap_or_default());
        bag.events.push(event);
        bag.rows.push(row.id);
    }
    bags.into_values().collect()
}

/// The event of a row, and the digest that it went out in.
fn read(row: &delivery::Model) -> Result<(Event, Option<(DigestKind, i64)>), String> {
    let kind = Kind::parse(&row.kind).ok_or("no such kind")?;
    let Value::Object(payload) = row.payload.clone() else { return Err("no payload".into()) };
    let event = Event::new(row.event_id, kind, row.at, payload).map_err(|faults| format!("{faults:?}"))?;
    let digest = match (&row.digest, row.digest_at) {
        (Some(word), Some(at)) => Some((DigestKind::parse(word).ok_or("no such digest")?, at)),
        _ => None,
    };
    Ok((event, digest))
}

/// The parcel of the chosen ones, and as what it is kept when it is a digest.
fn parcel_of(
    chosen: &[&Bag],
    digest: Option<DigestKind>,
    lane: Uuid,
    now_ms: i64,
) -> (Parcel, Option<(&'static str, i64)>) {
    let mut all: Vec<Event> = chosen.iter().flat_map(|bag| bag.events.iter().cloned()).collect();
    // A digest that was tried goes out as it was.
    let several = chosen.first().and_then(|bag| bag.digest).or(digest.map(|kind| (kind, now_ms)));
    match (several, all.len()) {
        (None, 1) => (Parcel::One(all.remove(0)), None),
        (several, _) => {
            let (kind, at) = several.unwrap_or((DigestKind::Many, now_ms));
            (Parcel::Several(Digest::new(kind, lane, at, all)), Some((kind.as_str(), at)))
        }
    }
}

/// What follows from an outcome.
struct Verdict<'a> {
    lane: &'a lane::Model,
    outcome: &'a Outcome,
    /// Tries that have failed, this one included.
    failed: u32,
    now: i64,
}

impl Verdict<'_> {
    fn end(&self, back_off: plan::BackOff) -> End {
        match self.outcome {
            Outcome::Delivered => End::Delivered,
            Outcome::TryAgain { after_ms, .. } => {
                let asked = after_ms.map(|ms| ms.clamp(0, DAY_MS));
                match back_off.again_at(self.failed, self.now, asked, spread()) {
                    Some(at_ms) => End::Again { at_ms },
                    None => End::Dead,
                }
            }
            // It waits until somebody corrects the destination; a mailbox that does not exist gets nothing later.
            Outcome::Never { destination: true, .. } if self.lane.channel != MAIL => End::Again { at_ms: self.now },
            Outcome::Never { .. } => End::Dead,
        }
    }

    fn standing(&self) -> Standing {
        match self.outcome {
            Outcome::Delivered => Standing::default(),
            Outcome::TryAgain { after_ms, .. } => {
                let failures = self.lane.failures.saturating_add(1);
                // The first failure may be about one message; then the receiver is left alone, longer each time.
                let doubled = PAUSE_MS << failures.clamp(2, 10) >> 2;
                let pause = if failures > 1 { doubled.min(LONGEST_PAUSE_MS) } else { 0 };
                let pause = pause.max(after_ms.unwrap_or(0).clamp(0, DAY_MS));
                Standing { failures, closed_until: self.now.saturating_add(pause), stopped: None }
            }
            Outcome::Never { reason, destination: true } => {
                let stopped = Some(reason.code.as_str().to_owned());
                Standing { failures: self.lane.failures, closed_until: self.lane.closed_until, stopped }
            }
            Outcome::Never { .. } => {
                Standing { failures: self.lane.failures, closed_until: self.lane.closed_until, stopped: None }
            }
        }
    }
}

/// A random share of the spread of a pause, 0 to 10000.
fn spread() -> u16 {
    let random = Uuid::new_v4();
    let [high, low, ..] = *random.as_bytes();
    u16::from_be_bytes([high, low]) % 10_001
}
