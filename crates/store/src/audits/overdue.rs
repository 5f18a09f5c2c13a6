//! First reviews that are late (§2.5 no. 2): head office is told of each once, whatever the number of instances.

use std::collections::{BTreeMap, BTreeSet};

use forecourt_core::{
    review_time,
    states::{AuditState, Role},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::Uuid, sea_query::Expr,
};
use serde_json::json;

use crate::{
    Result, Store, Tx, dialect,
    entity::audit,
    orders::{
        POLICY,
        contacts::{Told, holders},
        outbox::{self, Telling, kind},
        policy,
    },
    signals::{Reach, Signal},
};

/// Audits of one transaction.
const BATCH: u64 = 200;

/// Until when an audit is to have its first review once it is in this state, epoch ms; `seen`: as it was before.
pub fn review_by(seen: Option<&audit::Model>, to: &str, now_ms: i64) -> Option<i64> {
    let from = seen.and_then(|row| AuditState::parse(&row.state));
    review_time::review_by(from, AuditState::parse(to)?, seen.and_then(|row| row.review_by), now_ms)
}

/// Holds for audits whose first review is late at this instant.
pub(super) fn is_late(now_ms: i64) -> Condition {
    Condition::all().add(audit::Column::ReviewBy.lt(now_ms))
}

/// Late, and head office was not told of this limit yet.
fn untold(now_ms: i64) -> Condition {
    use audit::Column as A;
    let other = Expr::col(A::ReviewTold).ne(Expr::col(A::ReviewBy));
    is_late(now_ms).add(Condition::any().add(A::ReviewTold.is_null()).add(other))
}

impl Store {
    /// Tells head office of first reviews whose limit is over; answers how many. Safe to repeat and to run on several
    /// instances.
    pub async fn tell_late_reviews(&self, now_ms: i64) -> Result<usize> {
        let mut told = 0;
        // Most of the time nothing is late: the one who writes need not be asked.
        while audit::Entity::find().filter(untold(now_ms)).limit(1).one(self.read()).await?.is_some() {
            let tx = self.begin("tell_late_reviews").await?;
            let rows = take(&tx, now_ms).await?;
            if rows.is_empty() {
                // Another instance is at it.
                tx.rollback().await?;
                break;
            }
            tell(&tx, &rows, now_ms).await?;
            tx.commit().await?;
            told += rows.len();
        }
        Ok(told)
    }
}

/// The next ones, held where the database can, and marked.
async fn take(tx: &Tx, now_ms: i64) -> Result<Vec<audit::Model>> {
    use audit::Column as A;
    let mut select = audit::Entity::find()
        .select_only()
        .column(A::Id)
        .filter(untold(now_ms))
        .order_by_asc(A::ReviewBy)
        .limit(BATCH)
        .into_query();
    dialect::skip_locked(&**tx, &mut select);
    let rows = tx.query_all(&select).await?;
    let ids: Vec<Uuid> = rows.into_iter().map(|row| row.try_get("", "id")).collect::<std::result::Result<_, _>>()?;
    audit::Entity::update_many()
        .col_expr(A::ReviewTold, Expr::col(A::ReviewBy))
        .filter(A::Id.is_in(ids.iter().copied()))
        .exec(&**tx)
        .await?;
    let query = audit::Entity::find().filter(A::Id.is_in(ids)).order_by_asc(A::ReviewBy).order_by_asc(A::Id);
    Ok(query.all(&**tx).await?)
}

async fn tell(tx: &Tx, rows: &[audit::Model], now_ms: i64) -> Result<()> {
    let late_after = policy(i32::try_from(POLICY).unwrap_or(0))?.late_after_ms;
    let places: BTreeSet<Uuid> = rows.iter().map(|row| row.station_id).collect();
    let mut office: BTreeMap<Uuid, Told> = BTreeMap::new();
    for place in places {
        office.insert(place, holders(tx, place, Role::Hq).await?);
    }
    let tellings = rows.iter().map(|row| {
        let by = row.review_by.unwrap_or(now_ms);
        Telling {
            kind: kind::REVIEW_OVERDUE,
            at: by,
            recorded_at: now_ms,
            // After downtime people get one digest (decision 30).
            late: now_ms.saturating_sub(by) > late_after,
            station_id: Some(row.station_id),
            subject_id: Some(row.id),
            told: office.get(&row.station_id).cloned().into_iter().collect(),
            payload: json!({"audit": row.id, "due": by}),
        }
    });
    // Lists of what is late have one more.
    rows.iter().for_each(|row| tx.signal(Signal::audit(row.id, row.station_id, Reach::Desk)));
    outbox::put(tx, tellings.collect()).await
}
