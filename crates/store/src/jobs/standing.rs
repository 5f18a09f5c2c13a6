//! How the queue stands, by what the jobs do.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use crate::{Result, Store, entity::job};

/// How the jobs of a kind stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Those that wait, for their time or for a worker.
    pub queued: i64,
    /// Those of them whose time has come.
    pub due: i64,
    /// Those that a worker holds.
    pub running: i64,
    /// Those that wait or run after an attempt that failed.
    pub failing: i64,
    /// Those that wait for a person.
    pub dead: i64,
    /// Since when the oldest one that is due, runs or fails has been asked for, epoch ms.
    pub oldest_at: Option<i64>,
}

impl Standing {
    fn since(&mut self, at: Option<i64>) {
        self.oldest_at = self.oldest_at.into_iter().chain(at).min();
    }
}

type Counted = (String, i64, Option<i64>);

impl Store {
    /// How the queue stands, by kind; a kind of which nothing is there is absent.
    pub async fn jobs_by_kind(&self, now_ms: i64) -> Result<BTreeMap<String, Standing>> {
        use job::Column as J;
        let mut kinds: BTreeMap<String, Standing> = BTreeMap::new();
        let state = |word: &str| Condition::all().add(J::State.eq(word));
        for (kind, count, _) in self.counted(state("queued"), J::RunAt).await? {
            kinds.entry(kind).or_default().queued = count;
        }
        for (kind, count, since) in self.counted(state("queued").add(J::RunAt.lte(now_ms)), J::RunAt).await? {
            let one = kinds.entry(kind).or_default();
            one.due = count;
            one.since(since);
        }
        for (kind, count, since) in self.counted(state("running"), J::RunAt).await? {
            let one = kinds.entry(kind).or_default();
            one.running = count;
            one.since(since);
        }
        // Each failure moves the next attempt on: how long it has been failing says only when it was asked for.
        let failing = Condition::all().add(J::State.ne("dead")).add(J::LastError.is_not_null());
        for (kind, count, since) in self.counted(failing, J::CreatedAt).await? {
            let one = kinds.entry(kind).or_default();
            one.failing = count;
            one.since(since);
        }
        for (kind, count, _) in self.counted(state("dead"), J::RunAt).await? {
            kinds.entry(kind).or_default().dead = count;
        }
        Ok(kinds)
    }

    /// How many there are of each kind, and the earliest instant of a column.
    async fn counted(&self, which: Condition, since: job::Column) -> Result<Vec<Counted>> {
        Ok(job::Entity::find()
            .select_only()
            .column(job::Column::Kind)
            .column_as(job::Column::Id.count(), "count")
            .column_as(since.min(), "since")
            .filter(which)
            .group_by(job::Column::Kind)
            .into_tuple()
            .all(self.read())
            .await?)
    }
}
