//! Signals: something changed, read it again. They are noted while a transaction works and written when it commits, so that
//! none tells of what did not happen; every instance reads them for its live streams. They hold ids, and nobody's data.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
};

use crate::{
    Result, Store, Tx, dialect,
    entity::{appeal, audit, rectification, signal},
    sync::Position,
};

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// What a person has not read.
    Inbox,
    /// A rectification order.
    Order,
    /// An audit.
    Audit,
    /// An appeal.
    Appeal,
    /// What reports count.
    Report,
    /// What is planned at a station: assignments, what came in their way, re-visits, what phones still hold.
    Plan,
}

impl Subject {
    const ALL: [Self; 6] = [Self::Inbox, Self::Order, Self::Audit, Self::Appeal, Self::Report, Self::Plan];

    /// The word in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Order => "order",
            Self::Audit => "audit",
            Self::Appeal => "appeal",
            Self::Report => "report",
            Self::Plan => "plan",
        }
    }
}

/// How far it may be heard: each one reaches those of the one before, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Desks that are not behind the identity wall.
    Desk,
    /// Regions too: an order that is not issued.
    Office,
    /// Stations too: what was published to them, or concerns them.
    Station,
}

impl Reach {
    const ALL: [Self; 3] = [Self::Desk, Self::Office, Self::Station];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Office => "office",
            Self::Station => "station",
        }
    }
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// What.
    pub subject: Subject,
    /// Which one; of an inbox whose, of a plan the station, of reports none.
    pub id: Option<Uuid>,
    /// Its version, where it has one.
    pub version: i32,
    /// Its station, which says in whose scope it lies.
    pub station_id: Option<Uuid>,
    /// How far it may be heard.
    pub reach: Reach,
}

impl Signal {
    /// A person was told something, or has read it.
    pub fn inbox(person: Uuid) -> Self {
        Self { subject: Subject::Inbox, id: Some(person), version: 0, station_id: None, reach: Reach::Station }
    }

    /// An order changed: a station hears of it once it is issued.
    pub fn order(row: &rectification::Model) -> Self {
        let reach = if row.issued_at.is_some() { Reach::Station } else { Reach::Office };
        let station_id = Some(row.station_id);
        Self { subject: Subject::Order, id: Some(row.id), version: row.version, station_id, reach }
    }

    /// What offices have to do about a station beside its orders changed: they hear of it as of an order without an id.
    pub fn follow_up(station_id: Uuid) -> Self {
        let station_id = Some(station_id);
        Self { subject: Subject::Order, id: None, version: 0, station_id, reach: Reach::Office }
    }

    /// An audit changed.
    pub fn audit(id: Uuid, station_id: Uuid, reach: Reach) -> Self {
        Self { subject: Subject::Audit, id: Some(id), version: 0, station_id: Some(station_id), reach }
    }

    /// An audit was changed from one row to another: behind the wall only a published state or score that changes is heard.
    pub(crate) fn of_change(seen: &audit::Model, row: &audit::Model) -> Self {
        let was_public = ["published", "final"].contains(&seen.state.as_str());
        let is_seen = row.state != seen.state || row.score_revision != seen.score_revision;
        Self::audit(seen.id, seen.station_id, if was_public && is_seen { Reach::Station } else { Reach::Desk })
    }

    /// An appeal changed.
    pub fn appeal(row: &appeal::Model) -> Self {
        let station_id = Some(row.station_id);
        Self { subject: Subject::Appeal, id: Some(row.id), version: row.version, station_id, reach: Reach::Station }
    }

    /// What is planned at a station changed.
    pub fn plan(station_id: Uuid) -> Self {
        let station = Some(station_id);
        Self { subject: Subject::Plan, id: station, version: 0, station_id: station, reach: Reach::Desk }
    }

    /// Published results changed.
    pub fn report() -> Self {
        Self { subject: Subject::Report, id: None, version: 0, station_id: None, reach: Reach::Station }
    }
}

/// What a transaction has to signal: each thing once, at its latest version, as far as any of it may be heard.
#[derive(Debug, Default)]
pub(crate) struct Noted(BTreeMap<(Subject, Option<Uuid>), Signal>);

impl Noted {
    pub(crate) fn add(&mut self, signal: Signal) {
        let known = self.0.entry((signal.subject, signal.id)).or_insert_with(|| signal.clone());
        known.version = known.version.max(signal.version);
        known.reach = known.reach.max(signal.reach);
    }
}

/// Writes what was noted; called by [`Tx::commit`] and by nobody else.
pub(crate) async fn write(tx: &Tx, noted: Noted) -> Result<()> {
    if noted.0.is_empty() {
        return Ok(());
    }
    let txid = dialect::transaction_number(&**tx).await?;
    let rows: Vec<signal::ActiveModel> = noted
        .0
        .into_values()
        .map(|one| signal::ActiveModel {
            seq: NotSet,
            txid: Set(txid),
            kind: Set(one.subject.as_str().into()),
            subject_id: Set(one.id),
            version: Set(one.version),
            station_id: Set(one.station_id),
            reach: Set(one.reach.as_str().into()),
        })
        .collect();
    for some in rows.chunks(1000) {
        signal::Entity::insert_many(some.to_vec()).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// A row; one that a newer instance wrote and this one does not understand is passed over.
fn read(row: signal::Model) -> Option<Signal> {
    Some(Signal {
        subject: Subject::ALL.into_iter().find(|one| one.as_str() == row.kind)?,
        id: row.subject_id,
        version: row.version,
        station_id: row.station_id,
        reach: Reach::ALL.into_iter().find(|one| one.as_str() == row.reach)?,
    })
}

impl Store {
    /// Where a reader stands who begins now: no signal that is still being written lies before it (decision 14).
    pub async fn signals_now(&self) -> Result<Position> {
        use signal::Column as S;
        let horizon = dialect::transaction_horizon(self.read()).await?;
        let newest: Option<(i64, i64)> = signal::Entity::find()
            .select_only()
            .columns([S::Txid, S::Seq])
            .filter(S::Txid.lt(horizon))
            .order_by_desc(S::Txid)
            .order_by_desc(S::Seq)
            .limit(1)
            .into_tuple()
            .one(self.read())
            .await?;
        Ok(newest.map(|(txid, seq)| Position { txid, seq }).unwrap_or_default())
    }

    /// Up to `limit` signals behind `after`, oldest first, and where the reader stands then.
    pub async fn signals(&self, after: Position, limit: u64) -> Result<(Vec<Signal>, Position)> {
        use signal::Column as S;
        let horizon = dialect::transaction_horizon(self.read()).await?;
        let same = Condition::all().add(S::Txid.eq(after.txid)).add(S::Seq.gt(after.seq));
        let rows = signal::Entity::find()
            .filter(S::Txid.lt(horizon))
            .filter(Condition::any().add(S::Txid.gt(after.txid)).add(same))
            .order_by_asc(S::Txid)
            .order_by_asc(S::Seq)
            .limit(limit)
            .all(self.read())
            .await?;
        let position = rows.last().map_or(after, |row| Position { txid: row.txid, seq: row.seq });
        Ok((rows.into_iter().filter_map(read).collect(), position))
    }

    /// Forgets signals up to a position that every reader has passed.
    pub async fn forget_signals(&self, up_to: Position) -> Result<u64> {
        use signal::Column as S;
        let same = Condition::all().add(S::Txid.eq(up_to.txid)).add(S::Seq.lte(up_to.seq));
        let old = Condition::any().add(S::Txid.lt(up_to.txid)).add(same);
        if signal::Entity::find().filter(old.clone()).limit(1).one(self.read()).await?.is_none() {
            return Ok(0);
        }
        let tx = self.begin("forget_signals").await?;
        let gone = signal::Entity::delete_many().filter(old).exec(&*tx).await?;
        tx.commit().await?;
        Ok(gone.rows_affected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_signals_each_thing_once_at_its_latest() {
        let (id, station) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let order = |version, reach| Signal {
            subject: Subject::Order,
            id: Some(id),
            version,
            station_id: Some(station),
            reach,
        };
        let mut noted = Noted::default();
        noted.add(order(3, Reach::Station));
        noted.add(order(4, Reach::Desk));
        noted.add(Signal::report());
        noted.add(Signal::report());
        let kept: Vec<Signal> = noted.0.into_values().collect();
        assert_eq!(kept, [order(4, Reach::Station), Signal::report()]);
    }
}
