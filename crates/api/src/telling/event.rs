//! An event of the outbox as people and programs outside are told it.

use std::collections::{BTreeSet, HashMap};

use forecourt_core::{
    appeal::AppealOutcome,
    checklist::DeadlineClass,
    order::{Contact, Level, Moment},
    text::{Lang, Text},
};
use forecourt_notify::{Event, Kind};
use forecourt_store::{
    Tx,
    audits::read::stations,
    entity::{event, person, rectification, station},
    orders::{
        contacts::Directory,
        outbox::{self, kind},
        policy,
    },
    people,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::link::link;
use crate::{problem::Result, state::App};

/// Letters of a text in a message at most; what people wrote in the app may be longer.
const TEXT_LETTERS: usize = 500;
/// People on a call list at most.
const CALLS: usize = 20;

/// What some events are about.
#[derive(Debug, Default)]
pub struct Facts {
    orders: HashMap<Uuid, rectification::Model>,
    extensions: HashMap<Uuid, i64>,
    stations: HashMap<Uuid, station::Model>,
    people: HashMap<Uuid, person::Model>,
    /// Whom to call about stations of which a call is wanted.
    calls: HashMap<Uuid, Vec<(Level, Contact, Uuid)>>,
}

impl Facts {
    /// Loads what these events are about.
    pub async fn load(tx: &Tx, events: &[event::Model]) -> Result<Self> {
        let orders = outbox::orders_of(&**tx, events).await?;
        let ids: Vec<Uuid> = orders.keys().copied().collect();
        let places: BTreeSet<Uuid> = events.iter().filter_map(|event| event.station_id).collect();
        let mut named: BTreeSet<Uuid> = events.iter().flat_map(people_of).collect();
        let calls = whom_to_call(tx, events).await?;
        named.extend(calls.values().flatten().map(|(.., person)| *person));
        Ok(Self {
            calls,
            extensions: outbox::extensions_of(&**tx, &ids).await?,
            stations: stations(&**tx, &places.into_iter().collect::<Vec<_>>()).await?,
            people: people::names(&**tx, &named.into_iter().collect::<Vec<_>>()).await?,
            orders,
        })
    }

    /// The unit of the station of an event; of a bulletin its own.
    pub fn unit_of(&self, event: &event::Model) -> Option<Uuid> {
        if event.kind == kind::BULLETIN {
            return event.subject_id;
        }
        Some(self.stations.get(&event.station_id?)?.org_unit_id)
    }

    /// The language of a person.
    pub fn lang_of(&self, person: Uuid) -> Lang {
        self.people.get(&person).map_or(Lang::Zh, |person| super::lang_of(&person.lang))
    }
}

/// Whom an event is for.
pub fn people_of(event: &event::Model) -> BTreeSet<Uuid> {
    let told = event.recipients.as_array().into_iter().flatten();
    let ids = told.flat_map(|told| told["people"].as_array().into_iter().flatten());
    ids.filter_map(|id| id.as_str()?.parse().ok()).collect()
}

/// The event in the words of a language; `None` when nobody outside is told of its kind.
///
/// # Errors
/// What is wrong with it, for the log.
pub fn told(app: &App, facts: &Facts, row: &event::Model, lang: Lang) -> Result<Option<Event>, String> {
    let Some(kind) = Kind::parse(&row.kind) else { return Ok(None) };
    let (kind, mut fields) = match kind {
        Kind::CalendarMissing => (kind, object(&row.payload)),
        Kind::Bulletin => (kind, of_bulletin(&row.payload, lang)),
        kind if !is_of_order(kind) => (kind, of_audit(app, facts, row, lang)),
        kind => match of_order(app, facts, row, (kind, lang))? {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    if let Some(link) = link(app.settings.public_url.as_deref(), row) {
        fields.insert("link".to_owned(), json!(link));
    }
    // A kind takes its own fields only.
    fields.retain(|name, _| kind.fields().iter().any(|rule| rule.name == name.as_str()));
    Event::new(row.id, kind, row.at, fields).map(Some).map_err(|faults| format!("{faults:?}"))
}

/// Whether a kind tells of an order.
fn is_of_order(kind: Kind) -> bool {
    kind.fields().iter().any(|rule| rule.name == "order")
}

/// A kind and its fields.
type Told = (Kind, Map<String, Value>);

/// What is told of an order, and as what; `None` when it is gone.
fn of_order(app: &App, facts: &Facts, row: &event::Model, (kind, lang): (Kind, Lang)) -> Result<Option<Told>, String> {
    let Some(order) = row.subject_id.and_then(|id| facts.orders.get(&id)) else { return Ok(None) };
    let (payload, mut fields) = (&row.payload, common(app, facts, row, order, lang));
    let mut put = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
    let mut told_as = kind;
    match kind {
        Kind::Rejected => {
            put("reason", text(&payload["reason"]));
            put("round", payload["round"].clone());
        }
        Kind::Closed => {
            put("closed", json!(row.at));
            put("on_time", payload["on_time"].clone());
        }
        Kind::ExtensionAsked => {
            put("until", json!(facts.extensions.get(&order.id)));
            put("reason", text(&payload["reason"]));
        }
        Kind::ExtensionDecided => put("granted", payload["granted"].clone()),
        Kind::Reminder | Kind::T0NotAcknowledged | Kind::NotAcknowledged | Kind::Overdue | Kind::Escalated => {
            let (of_rung, said) = rung(facts, row, order)?;
            told_as = of_rung;
            said.into_iter().for_each(|(name, value)| put(name, value));
        }
        _ => {}
    }
    Ok(Some((told_as, fields)))
}

/// What every event of an order carries.
fn common(
    app: &App,
    facts: &Facts,
    row: &event::Model,
    order: &rectification::Model,
    lang: Lang,
) -> Map<String, Value> {
    let item = item(app, &order.checklist_id, order.checklist_version, &order.item);
    object(&json!({
        "order": order.id, "station": station(facts, order.station_id, lang), "item": item, "class": order.class,
        "due": row.payload["due"],
    }))
}

/// What an event of an audit or appeal carries.
fn of_audit(app: &App, facts: &Facts, row: &event::Model, lang: Lang) -> Map<String, Value> {
    let mut fields = object(&row.payload);
    fields.insert("station".into(), json!(row.station_id.map(|id| station(facts, id, lang))));
    let word = |name: &str| row.payload[name].as_str().unwrap_or_default();
    let version = row.payload["checklist_version"].as_i64().and_then(|version| i32::try_from(version).ok());
    fields.insert("item".into(), item(app, word("checklist_id"), version.unwrap_or_default(), word("item_id")));
    if word("outcome") == AppealOutcome::NotApplicable.as_str() {
        fields.insert("outcome".into(), json!("na"));
    }
    fields
}

fn of_bulletin(payload: &Value, lang: Lang) -> Map<String, Value> {
    let mut fields = object(payload);
    let name = if lang == Lang::En { &payload["unit"]["en"] } else { &payload["unit"]["zh"] };
    fields.insert("unit".into(), text(name));
    fields.insert("due".into(), payload["due_count"].clone());
    fields
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

/// Code and name of a station.
fn station(facts: &Facts, id: Uuid, lang: Lang) -> String {
    let found = facts.stations.get(&id).map(|station| {
        let name = if lang == Lang::En { &station.name_en } else { &station.name_zh };
        format!("{} {name}", station.code)
    });
    found.unwrap_or_else(|| id.to_string())
}

/// The words of an item in both languages.
fn item(app: &App, checklist_id: &str, version: i32, id: &str) -> Value {
    let text = app.checklists.get(checklist_id, u32::try_from(version).unwrap_or_default()).and_then(|published| {
        let index = published.checklist.item_index(id)?;
        published.checklist.items.get(index).map(|item| item.text.clone())
    });
    let text = text.unwrap_or_else(|| Text::new(id, id));
    json!({"zh": cut(&text.zh), "en": cut(&text.en)})
}

/// Fields beside those that every event of an order carries.
type Fields = Vec<(&'static str, Value)>;

/// What a rung of the ladder is told as. One that asks for the telephone comes with a call list; without anybody to call
/// it is told as not acknowledged.
fn rung(facts: &Facts, row: &event::Model, order: &rectification::Model) -> Result<(Kind, Fields), String> {
    let policy = policy(order.policy_version).map_err(|error| error.to_string())?;
    let name = row.payload["rule"].as_str().unwrap_or_default();
    let class = DeadlineClass::parse(&order.class).ok_or_else(|| format!("no class {}", order.class))?;
    let rule = policy.rung(name, class).ok_or_else(|| format!("no rung {name}"))?;
    let said = ("rung", json!({"zh": cut(&rule.text.zh), "en": cut(&rule.text.en)}));
    match Kind::of_rung(rule) {
        Kind::T0NotAcknowledged => {
            let calls = calls(facts, row);
            if calls.is_empty() || rule.moment != Moment::AcknowledgeBy {
                return Ok((Kind::NotAcknowledged, vec![said]));
            }
            Ok((Kind::T0NotAcknowledged, vec![("acknowledge_by", json!(row.at)), ("calls", json!(calls))]))
        }
        kind => Ok((kind, vec![said])),
    }
}

/// Whom to call about the stations of these events, the station first, then level by level: those whom
/// `/v1/rectifications/{id}/calls` lists.
async fn whom_to_call(tx: &Tx, events: &[event::Model]) -> Result<HashMap<Uuid, Vec<(Level, Contact, Uuid)>>> {
    let wanted = events.iter().filter(|event| event.kind == kind::CALL).filter_map(|event| event.station_id);
    let wanted: Vec<Uuid> = wanted.collect::<BTreeSet<_>>().into_iter().collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let directory = Directory::load(&**tx, &wanted).await?;
    Ok(wanted.into_iter().map(|station| (station, directory.everybody(station))).collect())
}

/// The call list of an event: whoever has a telephone.
fn calls(facts: &Facts, row: &event::Model) -> Vec<Value> {
    let listed = row.station_id.and_then(|station| facts.calls.get(&station));
    let callee = |(level, contact, person): &(Level, Contact, Uuid)| {
        let person = facts.people.get(person)?;
        let phone = person.phone.as_ref()?;
        let role = json!({"zh": office(*level, *contact, Lang::Zh), "en": office(*level, *contact, Lang::En)});
        Some(json!({"name": person.display_name, "role": role, "phone": phone}))
    };
    listed.into_iter().flatten().filter_map(callee).take(CALLS).collect()
}

/// As what somebody is called: those of a station have no office.
fn office(level: Level, contact: Contact, lang: Lang) -> String {
    match (level, lang) {
        (Level::Station, _) => level.label(lang).to_owned(),
        (_, Lang::Zh) => format!("{}{}", level.label(lang), contact.label(lang)),
        (_, Lang::En) => format!("{} {}", level.label(lang), contact.label(lang)),
    }
}

fn text(value: &Value) -> Value {
    value.as_str().map_or(Value::Null, |text| json!(cut(text)))
}

/// At most so many letters as a message takes, with a mark where it was cut.
fn cut(text: &str) -> String {
    if text.chars().count() <= TEXT_LETTERS {
        return text.to_owned();
    }
    text.chars().take(TEXT_LETTERS - 1).chain(['…']).collect()
}
