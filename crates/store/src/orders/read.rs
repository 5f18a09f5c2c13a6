//! Orders as the desks read them. Every entry point takes what the caller may see and filters in the query.

use std::collections::{BTreeSet, HashMap, HashSet};

use forecourt_core::{
    checklist::{DeadlineClass, Severity},
    order::{Mark, OrderState, marked},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Result,
    access::{Scope, stations_below},
    audits::counting::counting,
    dialect::any_of,
    entity::{evidence, order_event, order_extension, order_finding, order_rung, person, rectification, station},
    stations::has_text,
};

/// What a caller may see: orders of these places, drafts of those.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// Where he sees orders.
    pub orders: Scope,
    /// Where he sees drafts too: nothing tells a station of what is not issued.
    pub drafts: Scope,
}

impl Sight {
    fn condition(&self) -> Condition {
        use rectification::Column as O;
        let issued = Condition::any().add(O::IssuedAt.is_not_null()).add(self.drafts.on_station(O::StationId));
        Condition::all().add(self.orders.on_station(O::StationId)).add(issued)
    }
}

/// Which orders a list shows.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// Only these states; empty is all.
    pub states: Vec<OrderState>,
    /// Only what is open, or only what is not.
    pub open: Option<bool>,
    /// Only this class.
    pub class: Option<DeadlineClass>,
    /// Only these severities; empty is all.
    pub severities: Vec<Severity>,
    /// Only these items; empty is all.
    pub items: Vec<String>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Only orders that findings of this audit opened or joined.
    pub audit: Option<Uuid>,
    /// Only what is grouped under this regional project, which lies in this scope.
    pub project: Option<(Uuid, Scope)>,
    /// Only what is overdue at this instant, epoch ms, or only what is not.
    pub overdue: Option<(bool, i64)>,
    /// Only what a rung put this mark on.
    pub mark: Option<Mark>,
    /// Only what stands still for an appeal, or only what does not.
    pub paused: Option<bool>,
    /// Only what is due at or before this instant, epoch ms.
    pub due_by: Option<i64>,
    /// Only what was found and fixed before, or was found again while it was open; or only what was not.
    pub repeat: Option<bool>,
    /// Whether findings that joined an order make it a repeat: not behind the wall, they may be unpublished (decision 23).
    pub joined_counts: bool,
    /// Only what waits for a decision about more time, or only what does not.
    pub extension_waiting: Option<bool>,
    /// Only what was closed from the first instant on and before the second, epoch ms.
    pub closed: (Option<i64>, Option<i64>),
    /// Only what these words mean.
    pub words: Option<Words>,
}

impl OrderFilter {
    fn condition(&self) -> Condition {
        use rectification::Column as O;
        let ended = [OrderState::Closed.as_str(), OrderState::Cancelled.as_str()];
        Condition::all()
            .add_option(
                (!self.states.is_empty()).then(|| O::State.is_in(self.states.iter().map(|state| state.as_str()))),
            )
            .add_option(self.open.map(|open| if open { O::State.is_not_in(ended) } else { O::State.is_in(ended) }))
            .add_option(self.class.map(|class| O::Class.eq(class.as_str())))
            .add_option(
                (!self.severities.is_empty())
                    .then(|| O::Severity.is_in(self.severities.iter().map(|one| one.as_str()))),
            )
            .add_option((!self.items.is_empty()).then(|| O::Item.is_in(self.items.iter())))
            .add_option(self.station.map(|station| O::StationId.eq(station)))
            .add_option(self.org_unit.map(|unit| O::StationId.in_subquery(stations_below(&[unit]))))
            .add_option(self.audit.map(|audit| O::Id.in_subquery(joined_by(audit))))
            .add_option(
                self.project.as_ref().map(|(id, scope)| O::Id.in_subquery(super::projects::orders_of(scope, *id))),
            )
            .add_option(self.overdue.map(|(overdue, now)| {
                // A word of the statement, not a value: else no database sees that its partial index will do. What a
                // clock that was ahead has marked is not due yet.
                let marked = Expr::col((rectification::Entity, O::Overdue)).eq(Expr::cust("TRUE"));
                let late = Condition::all().add(marked).add(O::DueAt.lt(now));
                if overdue { late } else { late.not() }
            }))
            .add_option(self.mark.map(marked_with))
            .add_option(self.paused.map(|paused| O::Paused.eq(paused)))
            .add_option(self.due_by.map(|at| O::DueAt.lte(at)))
            .add_option(self.repeat.map(|repeat| {
                let joined = self.joined_counts.then(|| O::Repeats.gt(0));
                let again = Condition::any().add(O::RepeatOf.is_not_null()).add_option(joined);
                if repeat { again } else { again.not() }
            }))
            .add_option(self.extension_waiting.map(|waiting| {
                let undecided = Condition::all().add(O::State.is_not_in(ended)).add(O::Id.in_subquery(undecided()));
                if waiting { undecided } else { undecided.not() }
            }))
            .add_option(self.closed.0.map(|at| O::ClosedAt.gte(at)))
            .add_option(self.closed.1.map(|at| O::ClosedAt.lt(at)))
            .add_option(self.words.as_ref().map(Words::condition))
    }
}

/// Orders on which a rung put a mark: the same rung may say something else of another class.
fn marked_with(mark: Mark) -> Condition {
    use sea_orm::QueryTrait;
    let mut by_class: HashMap<DeadlineClass, Vec<&str>> = HashMap::new();
    for (rule, class) in marked(mark) {
        by_class.entry(class).or_default().push(rule);
    }
    by_class.into_iter().fold(Condition::any(), |any, (class, rules)| {
        // Asked for each order by its key.
        let of_it = Expr::col((order_rung::Entity, order_rung::Column::OrderId))
            .equals((rectification::Entity, rectification::Column::Id));
        let rungs = order_rung::Entity::find().select_only().column(order_rung::Column::OrderId).filter(of_it);
        let rungs = rungs.filter(order_rung::Column::Rule.is_in(rules)).into_query();
        let of_class = rectification::Column::Class.eq(class.as_str());
        any.add(Condition::all().add(of_class).add(Expr::exists(rungs)))
    })
}

fn joined_by(audit: Uuid) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::QueryTrait;
    order_finding::Entity::find()
        .select_only()
        .column(order_finding::Column::OrderId)
        .filter(order_finding::Column::AuditId.eq(audit))
        .into_query()
}

/// What somebody looks for.
#[derive(Clone, Debug)]
pub struct Words {
    /// As they were typed: of a station's code, name or city, or the id of an order.
    pub text: String,
    /// The items that they mean.
    pub items: Vec<String>,
}

impl Words {
    fn condition(&self) -> Condition {
        use rectification::Column as O;
        Condition::any()
            .add(O::StationId.in_subquery(named(&self.text)))
            .add_option((!self.items.is_empty()).then(|| O::Item.is_in(self.items.iter())))
            .add_option(Uuid::parse_str(&self.text).ok().map(|id| O::Id.eq(id)))
    }
}

/// Stations whose code or name holds these words.
fn named(words: &str) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::QueryTrait;
    station::Entity::find().select_only().column(station::Column::Id).filter(has_text(words)).into_query()
}

/// Orders whose extension nobody has decided.
fn undecided() -> sea_orm::sea_query::SelectStatement {
    use sea_orm::QueryTrait;
    order_extension::Entity::find()
        .select_only()
        .column(order_extension::Column::OrderId)
        .filter(order_extension::Column::Granted.is_null())
        .into_query()
}

/// The extensions that were asked for these orders, by order.
pub async fn extensions<C: ConnectionTrait>(db: &C, orders: &[Uuid]) -> Result<HashMap<Uuid, order_extension::Model>> {
    let of_these = any_of(db, order_extension::Column::OrderId, orders.to_vec());
    let rows = order_extension::Entity::find().filter(of_these).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.order_id, row)).collect())
}

/// Orders, newest first, behind (opened_at, id).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    sight: &Sight,
    filter: &OrderFilter,
    before: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<rectification::Model>> {
    use rectification::Column as O;
    let mut query = rectification::Entity::find().filter(sight.condition()).filter(filter.condition());
    if let Some((at, id)) = before {
        let same = Condition::all().add(O::OpenedAt.eq(at)).add(O::Id.lt(id));
        query = query.filter(Condition::any().add(O::OpenedAt.lt(at)).add(same));
    }
    Ok(query.order_by_desc(O::OpenedAt).order_by_desc(O::Id).limit(limit).all(db).await?)
}

/// How many orders such a list has.
pub async fn count<C: ConnectionTrait>(db: &C, sight: &Sight, filter: &OrderFilter) -> Result<u64> {
    Ok(rectification::Entity::find().filter(sight.condition()).filter(filter.condition()).count(db).await?)
}

/// An order that the caller may see.
pub async fn find<C: ConnectionTrait>(db: &C, sight: &Sight, id: Uuid) -> Result<Option<rectification::Model>> {
    Ok(rectification::Entity::find_by_id(id).filter(sight.condition()).one(db).await?)
}

/// What happened to an order.
#[derive(Clone, Debug)]
pub struct Story {
    /// What was done, oldest first.
    pub events: Vec<order_event::Model>,
    /// What time did, oldest first.
    pub rungs: Vec<order_rung::Model>,
    /// What it rests on.
    pub findings: Vec<order_finding::Model>,
    /// Those of its audits that are published.
    pub published: HashSet<Uuid>,
    /// The extension that was asked for.
    pub extension: Option<order_extension::Model>,
    /// Names of the people in it.
    pub names: HashMap<Uuid, String>,
}

/// Everything that happened to an order.
pub async fn story<C: ConnectionTrait>(db: &C, order: Uuid) -> Result<Story> {
    let events = order_event::Entity::find()
        .filter(order_event::Column::OrderId.eq(order))
        .order_by_asc(order_event::Column::Seq)
        .all(db)
        .await?;
    let extension = order_extension::Entity::find().filter(order_extension::Column::OrderId.eq(order)).one(db).await?;
    let findings = super::findings::of_orders(db, &[order]).await?;
    let published = counting(db, findings.iter().map(|link| link.audit_id)).await?;
    let people: Vec<Uuid> = events.iter().filter_map(|event| event.person_id).collect();
    let names: Vec<(Uuid, String)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::DisplayName])
        .filter(person::Column::Id.is_in(people))
        .into_tuple()
        .all(db)
        .await?;
    let rungs = super::rungs::of_orders(db, &[order]).await?;
    Ok(Story { events, rungs, findings, published, extension, names: names.into_iter().collect() })
}

/// Other orders in sight that were shown the same bytes as files of this one, by their SHA-256.
pub async fn shown_elsewhere<C: ConnectionTrait>(
    db: &C,
    sight: &Sight,
    order: Uuid,
    files: &[evidence::Model],
) -> Result<HashMap<Vec<u8>, BTreeSet<Uuid>>> {
    use evidence::Column as E;
    let visible = sea_orm::QueryTrait::into_query(
        rectification::Entity::find().select_only().column(rectification::Column::Id).filter(sight.condition()),
    );
    let rows: Vec<(Vec<u8>, Uuid)> = evidence::Entity::find()
        .select_only()
        .columns([E::Sha256, E::SubjectId])
        .filter(E::Sha256.is_in(files.iter().map(|file| file.sha256.clone())))
        .filter(E::Subject.eq("order"))
        .filter(E::SubjectId.ne(order))
        .filter(E::SubjectId.in_subquery(visible))
        .into_tuple()
        .all(db)
        .await?;
    let mut found: HashMap<Vec<u8>, BTreeSet<Uuid>> = HashMap::new();
    for (digest, order) in rows {
        found.entry(digest).or_default().insert(order);
    }
    Ok(found)
}

/// How many other times the same order was shown the bytes of a file, under another id, by the files' ids: each containment
/// and each submission is one.
pub fn shown_again(story: &Story, files: &[evidence::Model]) -> HashMap<Uuid, usize> {
    let mut rounds: HashMap<Uuid, i32> = HashMap::new();
    for event in &story.events {
        let named = event.data.as_ref().and_then(|data| data["evidence"].as_array()).into_iter().flatten();
        let ids = named.filter_map(|piece| piece["id"].as_str()?.parse::<Uuid>().ok());
        rounds.extend(ids.map(|id| (id, event.seq)));
    }
    let others = |file: &evidence::Model| {
        let own = rounds.get(&file.id);
        let same = files.iter().filter(|one| one.sha256 == file.sha256).filter_map(|one| rounds.get(&one.id));
        same.filter(|round| Some(*round) != own).collect::<BTreeSet<_>>().len()
    };
    files.iter().map(|file| (file.id, others(file))).collect()
}

/// Asks for an extension: its row beside the order's own record.
pub async fn put_extension(tx: &crate::Tx, row: order_extension::Model) -> Result<()> {
    order_extension::Entity::insert(order_extension::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// The extension of an order, by its id.
pub async fn extension<C: ConnectionTrait>(db: &C, order: Uuid, id: Uuid) -> Result<Option<order_extension::Model>> {
    let found = order_extension::Entity::find_by_id(id).filter(order_extension::Column::OrderId.eq(order));
    Ok(found.one(db).await?)
}
