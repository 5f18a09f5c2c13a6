//! From the findings of audits to orders, inside the transaction that publishes them or confirms a red line (§5.1, §5.5,
//! decision 25).

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use forecourt_core::{
    calendar::Calendar,
    checklist::{Checklist, DeadlineClass, Severity},
    day::DAY_MS,
    finding::{Finding, FindingKind},
    order::{self, Act, CancelReason, Earlier, EarlierNote, EarlierOrder, NewOrder, Order, Outcome, issue_by},
    score::Miss,
    states::AuditState,
};
use sea_orm::{EntityTrait, prelude::Uuid};
use serde_json::json;

use super::{
    Changed, Deed, POLICY,
    contacts::Directory,
    findings::{self, Joining, count, is_known_to_stations, tell_seen_again},
    places::{Known, Place, lock, places},
    policy,
    row::{self, act_by},
    rules, watch,
};
use crate::{
    Result, StoreError, Tx,
    audits::publish::StoredFinding,
    entity::{audit, order_event, order_finding, rectification},
    signals::Signal,
};

/// A published checklist version.
pub type Form = Arc<dyn AsRef<Checklist> + Send + Sync>;
/// Finds a checklist version by id and number.
pub type Forms<'a> = &'a (dyn Fn(&str, i32) -> Option<Form> + Send + Sync);

/// An audit and what was missed in it.
#[derive(Clone, Debug)]
pub struct Missed {
    /// The audit.
    pub audit: audit::Model,
    /// Its findings that have no order yet.
    pub findings: Vec<StoredFinding>,
}

/// What one transaction drafts.
struct Drafting {
    now: i64,
    calendar: Arc<Calendar>,
    places: HashMap<Uuid, Place>,
    fresh: Vec<rectification::Model>,
    events: Vec<order_event::Model>,
    links: Vec<order_finding::Model>,
    joined: Vec<(Uuid, Uuid, bool)>,
    /// Orders that put their station on the watch list, each with how often its item was missed.
    watched: Vec<(Uuid, i32)>,
}

/// Opens orders for what was missed, joins open ones, or only notes it. Red lines are issued at once by the system; other
/// drafts wait for their office until 18:00 of the next working day.
pub async fn draft(tx: &Tx, mut missed: Vec<Missed>, forms: Forms<'_>, now_ms: i64) -> Result<()> {
    missed.retain(|one| !one.findings.is_empty());
    let Some(first) = missed.iter().map(|one| one.audit.visit_start).min() else { return Ok(()) };
    let stations: BTreeSet<Uuid> = missed.iter().map(|one| one.audit.station_id).collect();
    let stations: Vec<Uuid> = stations.into_iter().collect();
    lock(tx, &stations).await?;
    let places = places(tx, &stations, first).await?;
    let mut drafting = Drafting {
        now: now_ms,
        calendar: tx.shared_calendar(),
        places,
        fresh: Vec::new(),
        events: Vec::new(),
        links: Vec::new(),
        joined: Vec::new(),
        watched: Vec::new(),
    };
    // A later visit may repeat what an earlier one of the same batch has found.
    missed.sort_by_key(|one| (one.audit.visit_start, one.audit.id));
    for one in &missed {
        let (id, version) = (&one.audit.checklist_id, one.audit.checklist_version);
        let form = forms(id, version)
            .ok_or_else(|| StoreError::Corrupt(format!("audit {}: {id} v{version} is not published", one.audit.id)))?;
        drafting.take(one, (*form).as_ref())?;
    }
    drafting.write(tx).await
}

impl Drafting {
    fn take(&mut self, missed: &Missed, checklist: &Checklist) -> Result<()> {
        let audit = &missed.audit;
        let place = self.places.entry(audit.station_id).or_default();
        let findings = missed.findings.iter().map(|one| read(checklist, one)).collect::<Option<Vec<Finding>>>();
        let findings = findings.ok_or_else(|| StoreError::Corrupt(format!("audit {}: a finding", audit.id)))?;
        let orders: Vec<EarlierOrder> = place.orders.iter().map(|known| known.as_earlier(audit.id)).collect();
        let notes: Vec<EarlierNote> =
            place.notes.iter().map(|(item, at)| EarlierNote { item, missed_ms: *at }).collect();
        let earlier = Earlier { orders: &orders, notes: &notes };
        let policy = policy(i32::try_from(POLICY).unwrap_or(0))?;
        let outcomes = order::draft(policy, checklist, &findings, audit.visit_start, &earlier);
        for (one, outcome) in missed.findings.iter().zip(outcomes) {
            match outcome {
                Outcome::Open(new) => self.open(audit, one, new)?,
                Outcome::Attach { order } => {
                    self.link(audit, one, order, false);
                    let state = AuditState::parse(&audit.state);
                    self.joined.push((order, audit.id, state.is_some_and(is_known_to_stations)));
                }
                // The red line that was confirmed before publication has its link.
                Outcome::Standing { .. } => {}
                Outcome::Note => {
                    let place = self.places.entry(audit.station_id).or_default();
                    place.notes.push((one.item.clone(), audit.visit_start));
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, audit: &audit::Model, found: &StoredFinding, new: NewOrder) -> Result<()> {
        let version = i32::try_from(POLICY).unwrap_or(0);
        let calendar = Arc::clone(&self.calendar);
        let rules = rules(version, &calendar)?;
        let red_line = new.class == DeadlineClass::T0;
        let (issue_by, stand_in) = issue_by(rules.calendar, self.now);
        let order = Order::draft(new.class, new.plan_wanted);
        let mut row = rectification::Model {
            id: Uuid::new_v4(),
            station_id: audit.station_id,
            audit_id: audit.id,
            item: found.item.clone(),
            checklist_id: audit.checklist_id.clone(),
            checklist_version: audit.checklist_version,
            severity: found.severity.clone(),
            class: String::new(),
            state: String::new(),
            policy_version: version,
            version: 1,
            visit_day: audit.visit_day,
            missed_at: audit.visit_start,
            opened_at: self.now,
            repeat_of: new.repeat_of,
            root_cause: new.root_cause,
            project: new.project,
            repeats: 0,
            issue_by: (!red_line).then_some(issue_by),
            issued_at: None,
            due_at: None,
            submitted_at: None,
            submitted_by: None,
            closed_at: None,
            wake_at: None,
            overdue: false,
            was_overdue: false,
            on_time: None,
            paused: false,
            pending_year: None,
            false_evidence_at: None,
            document: json!(null),
            updated_at: self.now,
        };
        row::put(&mut row, &order, self.now, rules)?;
        self.events.push(order_event::Model {
            id: Uuid::new_v4(),
            order_id: row.id,
            seq: 1,
            verb: "draft".into(),
            person_id: None,
            role: None,
            reason: None,
            data: Some(json!({"audit_id": audit.id, "repeat_of": new.repeat_of, "issue_by_ms": row.issue_by, "stand_in": stand_in})),
            at: self.now,
        });
        self.link(audit, found, row.id, true);
        self.places.entry(audit.station_id).or_default().orders.push(Known::of(&row)?);
        if new.project {
            self.watch(&row, rules.policy.repeat.second_within_days);
        }
        self.fresh.push(row);
        Ok(())
    }

    /// A second repeat: the station goes on the watch list, with how often the item was missed within so many days.
    fn watch(&mut self, row: &rectification::Model, days: u32) {
        let since = row.missed_at - i64::from(days) * DAY_MS;
        let orders = self.places.get(&row.station_id).map(|place| place.orders.as_slice()).unwrap_or_default();
        let times = orders.iter().filter(|one| one.item == row.item && one.missed_ms >= since).count();
        self.watched.push((row.id, i32::try_from(times).unwrap_or(i32::MAX)));
    }

    fn link(&mut self, audit: &audit::Model, found: &StoredFinding, order_id: Uuid, opened: bool) {
        self.links.push(order_finding::Model {
            audit_id: audit.id,
            item: found.item.clone(),
            order_id,
            opened,
            visit_day: audit.visit_day,
            at: self.now,
        });
    }

    async fn write(self, tx: &Tx) -> Result<()> {
        for some in self.fresh.chunks(200) {
            let rows = some.iter().cloned().map(rectification::ActiveModel::from);
            rectification::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
        }
        self.fresh.iter().for_each(|row| tx.signal(Signal::order(row)));
        for some in self.events.chunks(500) {
            let rows = some.iter().cloned().map(order_event::ActiveModel::from);
            order_event::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
        }
        for some in self.links.chunks(500) {
            let rows = some.iter().cloned().map(order_finding::ActiveModel::from);
            order_finding::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
        }
        for (id, times) in &self.watched {
            if let Some(row) = self.fresh.iter().find(|row| row.id == *id) {
                watch::watch(tx, row, *times, self.now).await?;
            }
        }
        let red_lines: Vec<&rectification::Model> =
            self.fresh.iter().filter(|row| row.class == DeadlineClass::T0.as_str()).collect();
        let places: Vec<Uuid> = red_lines.iter().map(|row| row.station_id).collect();
        let directory = Directory::load(&**tx, &places).await?;
        for row in red_lines {
            let issue = Act::Issue { due_ms: None };
            match act_by(tx, row, Deed::of_system(issue, self.now), Some(&directory)).await? {
                Changed::Done(_) => {}
                other => return Err(StoreError::Corrupt(format!("order {} was not issued: {other:?}", row.id))),
            }
        }
        // What joined one of these moves its version on: after the issue.
        let known = self.joined.iter().filter(|(.., published)| *published);
        let known: Vec<(Uuid, Uuid)> = known.map(|(order, audit, _)| (*order, *audit)).collect();
        for (order, audit_id, published) in self.joined {
            count(tx, Joining { order, step: 1, verb: "attach", audit_id, published }, self.now).await?;
        }
        tell_seen_again(tx, &known, self.now).await?;
        Ok(())
    }
}

/// A stored finding as the core knows it.
fn read(checklist: &Checklist, stored: &StoredFinding) -> Option<Finding> {
    Some(Finding {
        item: checklist.item_index(&stored.item)?,
        severity: Severity::parse(&stored.severity)?,
        miss: if stored.miss == "full" { Miss::Full } else { Miss::Partial },
        kind: FindingKind::parse(&stored.kind)?,
        class: stored.class.as_deref().and_then(DeadlineClass::parse),
        lost_points: u32::try_from(stored.lost_points).unwrap_or(0),
    })
}

/// A failed red line as a finding of its own, before there is a score (decision 25).
pub fn red_line(checklist: &Checklist, item: usize) -> StoredFinding {
    let item = &checklist.items[item];
    StoredFinding {
        item: item.id.clone(),
        severity: item.severity.as_str().into(),
        miss: "full".into(),
        kind: FindingKind::Ticket.as_str().into(),
        class: item.deadline.map(|class| class.as_str().to_owned()),
        lost_points: i16::try_from(item.points).unwrap_or(i16::MAX),
    }
}

/// Asks again for orders of an audit whose findings were changed: what has none yet is drafted. The clock of one whose item
/// is appealed already stands still from the beginning.
pub async fn draft_new(
    tx: &Tx,
    audit: &audit::Model,
    found: &[StoredFinding],
    forms: Forms<'_>,
    now_ms: i64,
) -> Result<()> {
    let linked = super::findings::of_audit(&**tx, audit.id).await?;
    let fresh = found.iter().filter(|one| linked.iter().all(|link| link.item != one.item)).cloned().collect();
    draft(tx, vec![Missed { audit: audit.clone(), findings: fresh }], forms, now_ms).await?;
    for link in super::findings::of_audit(&**tx, audit.id).await? {
        if !link.opened || linked.iter().any(|known| known.item == link.item) {
            continue;
        }
        let row = super::findings::hold(tx, link.order_id).await?;
        if row.class != DeadlineClass::T0.as_str() {
            super::appeals::follow(tx, &row, &link, now_ms).await?;
        }
    }
    Ok(())
}

/// Orders for what is published; red lines that the audit does not find any more lose theirs.
pub async fn draft_published(tx: &Tx, mut missed: Vec<Missed>, forms: Forms<'_>, now_ms: i64) -> Result<()> {
    let links = findings::of_audits(&**tx, missed.iter().map(|one| one.audit.id)).await?;
    let mut joined = Vec::new();
    for one in &mut missed {
        let own: Vec<&str> =
            links.iter().filter(|link| link.audit_id == one.audit.id).map(|link| link.item.as_str()).collect();
        if !own.is_empty() {
            findings::withdraw(tx, &one.audit, &one.findings, CancelReason::NotProven, now_ms).await?;
            let still = |link: &&order_finding::Model| {
                !link.opened
                    && link.audit_id == one.audit.id
                    && one.findings.iter().any(|found| found.item == link.item)
            };
            joined.extend(links.iter().filter(still).map(|link| (link.order_id, link.audit_id)));
            one.findings.retain(|found| !own.contains(&found.item.as_str()));
        }
    }
    // What joined an order before it was published is known from now on.
    tell_seen_again(tx, &joined, now_ms).await?;
    draft(tx, missed, forms, now_ms).await
}
