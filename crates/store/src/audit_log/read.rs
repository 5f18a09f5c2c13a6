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
    entity::{
        appeal, assignment, audit, audit_log, audit_log_value, destination, evidence, person_role, rectification,
        regional_project, revisit, round,
    },
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
    /// The content; none when only its digest is kept.
    pub body: Option<Vec<u8>>,
}

impl Said {
    /// Whether it is what the row was made for; none without a content.
    pub fn is_genuine(&self, row: &audit_log::Model) -> Option<bool> {
        let body = self.body.as_ref()?;
        Some(row.values_sha256.as_deref() == Some(&super::digest(&self.salt, body)[..]))
    }
}

/// Holds for rows about what lies in scope. What belongs to no place is for those whose scope is everything; what names no
/// single subject, as many orders at once do, belongs to the places of who wrote it.
fn in_scope(scope: &Scope) -> Condition {
    use audit_log::Column as L;
    if scope.is_everything() {
        return Condition::all();
    }
    let of = |kind: &str, inside: Condition| Condition::all().add(L::SubjectKind.eq(kind)).add(inside);
    let several =
        Condition::all().add(L::SubjectId.is_null()).add(L::SubjectKind.is_in(AT_ONCE)).add(by_insiders(scope));
    let named = Condition::any()
        .add(of("stations", scope.on_station(L::SubjectUuid)))
        .add(of("org-units", scope.on_unit(L::SubjectUuid)))
        .add(several);
    let found = subjects(scope).into_iter();
    found.fold(named, |any, (kind, rows)| any.add(of(kind, Condition::all().add(L::SubjectUuid.in_subquery(rows)))))
}

/// What lies in scope, by the kind that the log knows it by.
fn subjects(scope: &Scope) -> [(&'static str, SelectStatement); 9] {
    let audits = ids::<audit::Entity>(audit::Column::Id, scope.on_station(audit::Column::StationId));
    let appeals = ids::<appeal::Entity>(appeal::Column::Id, scope.on_station(appeal::Column::StationId));
    let visits = ids::<assignment::Entity>(assignment::Column::Id, scope.on_station(assignment::Column::StationId));
    let rounds = ids::<round::Entity>(round::Column::Id, scope.on_unit(round::Column::OrgUnitId));
    let revisits = ids::<revisit::Entity>(revisit::Column::Id, scope.on_station(revisit::Column::StationId));
    let orders =
        ids::<rectification::Entity>(rectification::Column::Id, scope.on_station(rectification::Column::StationId));
    let evidence = ids::<evidence::Entity>(evidence::Column::Id, scope.on_station(evidence::Column::StationId));
    let receivers = ids::<destination::Entity>(destination::Column::Id, scope.on_unit(destination::Column::OrgUnitId));
    [
        ("audits", audits),
        ("appeals", appeals),
        ("assignments", visits),
        ("rounds", rounds),
        ("revisits", revisits),
        ("rectifications", orders),
        ("regional-projects", projects(scope)),
        ("evidence", evidence),
        ("webhooks", receivers),
    ]
}

/// Kinds of which one request may write many.
const AT_ONCE: [&str; 2] = ["assignments", "rectifications"];

fn ids<E: EntityTrait>(id: E::Column, inside: Condition) -> SelectStatement {
    E::find().select_only().column(id).filter(inside).into_query()
}

/// Problems of regions in scope, and of stations in scope.
fn projects(scope: &Scope) -> SelectStatement {
    use regional_project::Column as P;
    let of_region = Condition::all().add(P::StationId.is_null()).add(scope.on_unit(P::OrgUnitId));
    let inside = Condition::any().add(of_region).add(scope.on_station(P::StationId));
    ids::<regional_project::Entity>(P::Id, inside)
}

/// Holds for rows of people all of whose roles hold within scope.
fn by_insiders(scope: &Scope) -> Condition {
    use person_role::Column as R;
    let inside = Condition::any().add(scope.on_unit(R::OrgUnitId)).add(scope.on_station(R::StationId));
    let everywhere = Condition::all().add(R::OrgUnitId.is_null()).add(R::StationId.is_null());
    let other_unit = Condition::all().add(R::OrgUnitId.is_not_null()).add(scope.on_unit(R::OrgUnitId).not());
    let other_station = Condition::all().add(R::StationId.is_not_null()).add(scope.on_station(R::StationId).not());
    let outside = Condition::any().add(everywhere).add(other_unit).add(other_station);
    let who = |found: Condition| ids::<person_role::Entity>(R::PersonId, found);
    let column = audit_log::Column::PersonId;
    Condition::all().add(column.in_subquery(who(inside))).add(column.not_in_subquery(who(outside)))
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
        // One that cannot even be unpacked was altered, and hides no other. What is packed is never empty.
        let body = |packed: &[u8]| (!packed.is_empty()).then(|| crate::unpack(packed).unwrap_or_default());
        let said = |row: audit_log_value::Model| Said { body: body(&row.body), salt: row.salt };
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
