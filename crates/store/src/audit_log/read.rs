//! Reading the log: a list in scope, and the whole chain piece by piece.

use forecourt_core::audit_log::Entry;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, prelude::Uuid,
    sea_query::SelectStatement,
};

use super::chain;
use crate::{
    Result, Store,
    access::Scope,
    entity::{appeal, assignment, audit, audit_log, audit_log_value, round},
};

/// Which rows are asked for; what is absent does not limit them.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Who wrote.
    pub person_id: Option<Uuid>,
    /// Kind of what was written to.
    pub subject_kind: Option<String>,
    /// What was written to.
    pub subject_id: Option<String>,
    /// From this instant on, epoch ms.
    pub from: Option<i64>,
    /// Up to this instant, itself not included, epoch ms.
    pub until: Option<i64>,
    /// Nothing about these kinds.
    pub without: &'static [&'static str],
}

/// What a request said, as it is kept beside its row.
#[derive(Clone, Debug)]
pub struct Said {
    /// Salt of its digest.
    pub salt: Vec<u8>,
    /// The content.
    pub body: Vec<u8>,
}

impl Said {
    /// Whether it is what the row was made for.
    pub fn is_genuine(&self, row: &audit_log::Model) -> bool {
        row.values_sha256.as_deref() == Some(&super::digest(&self.salt, &self.body)[..])
    }
}

/// Holds for rows about what lies in scope. What belongs to no place is for those whose scope is everything.
fn in_scope(scope: &Scope) -> Condition {
    use audit_log::Column as L;
    if scope.is_everything() {
        return Condition::all();
    }
    let of = |kind: &str, inside: Condition| Condition::all().add(L::SubjectKind.eq(kind)).add(inside);
    let one_of = |rows: SelectStatement| Condition::all().add(L::SubjectUuid.in_subquery(rows));
    let audits = audit::Entity::find().select_only().column(audit::Column::Id);
    let audits = audits.filter(scope.on_station(audit::Column::StationId)).into_query();
    let assignments = assignment::Entity::find().select_only().column(assignment::Column::Id);
    let assignments = assignments.filter(scope.on_station(assignment::Column::StationId)).into_query();
    let appeals = appeal::Entity::find().select_only().column(appeal::Column::Id);
    let appeals = appeals.filter(scope.on_station(appeal::Column::StationId)).into_query();
    let rounds = round::Entity::find().select_only().column(round::Column::Id);
    let rounds = rounds.filter(scope.on_unit(round::Column::OrgUnitId)).into_query();
    Condition::any()
        .add(of("audits", one_of(audits)))
        .add(of("appeals", one_of(appeals)))
        .add(of("assignments", one_of(assignments)))
        .add(of("rounds", one_of(rounds)))
        .add(of("stations", scope.on_station(L::SubjectUuid)))
        .add(of("org-units", scope.on_unit(L::SubjectUuid)))
}

impl Store {
    /// Rows of the log in scope, the newest first, behind `(at, id)`.
    pub async fn audit_log(
        &self,
        scope: &Scope,
        wanted: Wanted,
        before: Option<(i64, Uuid)>,
        limit: u64,
    ) -> Result<Vec<audit_log::Model>> {
        use audit_log::Column as L;
        let mut query = audit_log::Entity::find().filter(in_scope(scope));
        if let Some((at, id)) = before {
            let same = Condition::all().add(L::At.eq(at)).add(L::Id.lt(id));
            query = query.filter(Condition::any().add(L::At.lt(at)).add(same));
        }
        let asked = Condition::all()
            .add_option(wanted.person_id.map(|id| L::PersonId.eq(id)))
            .add_option(wanted.subject_kind.map(|kind| L::SubjectKind.eq(kind)))
            .add_option(wanted.subject_id.map(|id| L::SubjectId.eq(id)))
            .add_option(wanted.from.map(|at| L::At.gte(at)))
            .add_option(wanted.until.map(|at| L::At.lt(at)))
            .add_option((!wanted.without.is_empty()).then(|| L::SubjectKind.is_not_in(wanted.without.iter().copied())));
        Ok(query.filter(asked).order_by_desc(L::At).order_by_desc(L::Id).limit(limit).all(self.read()).await?)
    }

    /// What these rows' requests said, by row, as far as it was not erased.
    pub async fn logged_values(&self, ids: &[Uuid]) -> Result<Vec<(Uuid, Said)>> {
        let column = audit_log_value::Column::LogId;
        let rows = audit_log_value::Entity::find().filter(column.is_in(ids.iter().copied())).all(self.read()).await?;
        // One that cannot even be unpacked was altered, and hides no other.
        let said =
            |row: audit_log_value::Model| Said { salt: row.salt, body: crate::unpack(&row.body).unwrap_or_default() };
        Ok(rows.into_iter().map(|row| (row.log_id, said(row))).collect())
    }

    /// The place of the last row of the chain; 0 before the first.
    pub async fn audit_log_end(&self) -> Result<i64> {
        Ok(chain::head(self.read()).await?.0)
    }

    /// The next rows of the chain behind `seq` up to `end`, in order.
    pub async fn audit_log_after(&self, seq: i64, end: i64, limit: u64) -> Result<Vec<Entry>> {
        let rows = audit_log::Entity::find()
            .filter(audit_log::Column::Seq.gt(seq))
            .filter(audit_log::Column::Seq.lte(end))
            .order_by_asc(audit_log::Column::Seq)
            .limit(limit)
            .all(self.read())
            .await?;
        rows.into_iter().map(chain::entry).collect()
    }
}
