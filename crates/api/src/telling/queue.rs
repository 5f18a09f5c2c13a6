//! From the outbox to the lanes: each event is recorded once for everybody who is told of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use forecourt_core::text::Lang;
use forecourt_notify::{
    Event, Kind,
    plan::{Choice, Choices, Waiting},
};
use forecourt_store::{
    Tx,
    entity::{delivery, destination, event, mailbox},
    orders::{outbox, rungs},
    org,
    telling::{deliveries, destinations, lanes, mailboxes},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    MAIL,
    event::{Facts, people_of, told},
    lang_of,
};
use crate::{problem::Result, state::App};

/// Events of one transaction.
const BATCH: u64 = 100;

/// Records what is not recorded yet; answers how many events there were. Any number of instances may run it at once.
pub async fn run(app: &App, now_ms: i64) -> Result<usize> {
    // After downtime the scheduler first writes all that was missed, so that it can be told at once.
    let with_held = !rungs::is_due(app.store.read(), now_ms).await?;
    let (mut count, mut batches) = (0, 0);
    let mut all: BTreeMap<Uuid, String> = BTreeMap::new();
    while app.store.has_untaken(with_held).await? {
        let tx = app.store.begin("queue_deliveries").await?;
        let events = outbox::untaken(&tx, BATCH, with_held).await?;
        if events.is_empty() {
            // Another instance is at it.
            tx.rollback().await?;
            break;
        }
        all.extend(queue(app, &tx, &events, now_ms).await?);
        let ids: Vec<Uuid> = events.iter().map(|event| event.id).collect();
        outbox::taken(&tx, &ids, now_ms).await?;
        tx.commit().await?;
        count += events.len();
        batches += 1;
    }
    if batches > 1 {
        // A lane whose digest was not whole before the last batch is looked at once more.
        let tx = app.store.begin("wake_lanes").await?;
        lanes::wake(&tx, &all.iter().map(|(id, channel)| (*id, channel.as_str())).collect::<Vec<_>>(), now_ms).await?;
        tx.commit().await?;
    }
    if count > 0 {
        app.lanes.notify_one();
    }
    Ok(count)
}

/// Records a batch; the lanes in which something is new, with their channels. They are woken with it, whatever comes after.
async fn queue(app: &App, tx: &Tx, events: &[event::Model], now_ms: i64) -> Result<BTreeMap<Uuid, String>> {
    let facts = Facts::load(tx, events).await?;
    let targets = Targets::load(app, tx, events, &facts).await?;
    let mut rows = Vec::new();
    let mut woken: BTreeMap<Uuid, String> = BTreeMap::new();
    for row in events {
        for lang in [Lang::Zh, Lang::En] {
            let event = match told(app, &facts, row, lang) {
                Ok(Some(event)) => event,
                Ok(None) => break,
                // It stays in the inboxes; it holds up no other.
                Err(fault) => {
                    tracing::error!(event = %row.id, kind = row.kind, fault, "an event cannot be told outside of the app");
                    break;
                }
            };
            for place in targets.of(row, &facts, lang, &event) {
                let Some(waits) = Waiting::of(&event, place.choice, row.late) else { continue };
                rows.push(delivery_of(&event, place.lane, &waits, now_ms));
                woken.insert(place.lane, place.channel.to_owned());
            }
        }
    }
    deliveries::record(tx, rows).await?;
    let list: Vec<(Uuid, &str)> = woken.iter().map(|(id, channel)| (*id, channel.as_str())).collect();
    lanes::wake(tx, &list, now_ms).await?;
    Ok(woken)
}

/// The row of an event for a lane.
pub fn delivery_of(event: &Event, lane_id: Uuid, waits: &Waiting, now_ms: i64) -> delivery::Model {
    delivery::Model {
        id: Uuid::new_v4(),
        event_id: event.id(),
        lane_id,
        kind: event.kind().as_str().to_owned(),
        at: event.at_ms(),
        payload: Value::Object(event.payload().clone()),
        late: waits.late,
        daily: waits.daily,
        test: false,
        urgent: event.is_urgent(),
        state: deliveries::state::WAITING.into(),
        parcel_id: None,
        digest: None,
        digest_at: None,
        attempts: 0,
        next_at: now_ms,
        tried_at: None,
        error: None,
        detail: None,
        created_at: now_ms,
        ended_at: None,
    }
}

/// Who may be told of some events.
struct Targets {
    destinations: Vec<destination::Model>,
    mailboxes: HashMap<Uuid, mailbox::Model>,
    /// For each unit those above it, itself included.
    above: HashMap<Uuid, HashSet<Uuid>>,
}

/// A place that an event goes to.
struct Place<'a> {
    lane: Uuid,
    channel: &'a str,
    choice: Choice,
}

impl Targets {
    async fn load(app: &App, tx: &Tx, events: &[event::Model], facts: &Facts) -> Result<Self> {
        let units: HashSet<Uuid> = events.iter().filter_map(|event| facts.unit_of(event)).collect();
        let chains = org::chains(&**tx, &units.into_iter().collect::<Vec<_>>()).await?;
        let people: HashSet<Uuid> = events.iter().flat_map(people_of).collect();
        let mailboxes = match app.sender.mailer {
            // Without a mail server nothing is queued for mail.
            None => HashMap::new(),
            Some(_) => mailboxes::reachable(&**tx, &people.into_iter().collect::<Vec<_>>()).await?,
        };
        Ok(Self {
            destinations: destinations::active(&**tx).await?,
            mailboxes,
            above: chains.into_iter().map(|(unit, above)| (unit, above.into_iter().collect())).collect(),
        })
    }

    /// Where an event goes in this language.
    fn of<'a>(&'a self, row: &event::Model, facts: &Facts, lang: Lang, event: &Event) -> Vec<Place<'a>> {
        let above = facts.unit_of(row).and_then(|unit| self.above.get(&unit));
        // Of bulletins each receiver gets that of its own unit, or of the top: the others stand in it.
        let is_own = |unit: Option<Uuid>| match unit {
            Some(unit) => facts.unit_of(row) == Some(unit),
            None => above.is_some_and(|above| above.len() == 1),
        };
        let covers = |to: &&destination::Model| {
            let here = match event.kind() {
                Kind::Bulletin => is_own(to.org_unit_id),
                kind if kind.is_inside() => false,
                _ => to.org_unit_id.is_none_or(|unit| above.is_some_and(|above| above.contains(&unit))),
            };
            here && wants(&to.kinds, event.kind()) && lang_of(&to.lang) == lang
        };
        let places = self.destinations.iter().filter(covers);
        let mut places: Vec<Place> =
            places.map(|to| Place { lane: to.id, channel: &to.kind, choice: Choice::On }).collect();
        let people = people_of(row).into_iter().filter(|person| facts.lang_of(*person) == lang);
        for mailbox in people.filter_map(|person| self.mailboxes.get(&person)) {
            let choice = choices_of(mailbox).of(event);
            places.push(Place { lane: mailbox.person_id, channel: MAIL, choice });
        }
        places
    }
}

/// Whether a destination takes a kind; an empty list takes all.
fn wants(kinds: &Value, kind: Kind) -> bool {
    let list = kinds.as_array().map(Vec::as_slice).unwrap_or_default();
    list.is_empty() || list.iter().any(|word| word == kind.as_str())
}

/// What a person chose. A word that is not known any more is none of his choices.
pub fn choices_of(mailbox: &mailbox::Model) -> Choices {
    let words = mailbox.choices.as_object().into_iter().flatten();
    let known = words.filter_map(|(kind, choice)| Some((Kind::parse(kind)?, Choice::parse(choice.as_str()?)?)));
    Choices(known.collect())
}
