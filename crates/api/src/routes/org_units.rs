//! The organisation tree: `/v1/org-units`.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use forecourt_core::{states::Role, violation::Code};
use forecourt_store::{
    Tx,
    access::Scope,
    entity::org_unit,
    org::{self, UnitFilter},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{
        Caller,
        caller::{IfMatch, Key, etag},
    },
    body::Input,
    extract::{Asked, At, fault},
    fields,
    import::{
        self, ImportQuery, ImportReport,
        file::{Upload, WorkbookFile},
    },
    paging::{List, Page},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    state::App,
};

/// Who reads the tree. Stations need no tree, shoppers get their stations by sync.
const READ: &[Role] = &[
    Role::Planner,
    Role::Reviewer,
    Role::AppealL1,
    Role::AppealL2,
    Role::Hq,
    Role::Admin,
    Role::Auditor,
    Role::Region,
];
/// Who changes it.
pub const WRITE: &[Role] = &[Role::Hq, Role::Admin];
/// Deepest level: a district.
pub const DEEPEST: i16 = 3;

/// A unit of the organisation.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitView {
    /// Id.
    pub id: Uuid,
    /// Unique code.
    pub code: String,
    /// 0 headquarters, 1 province, 2 city, 3 district.
    pub level: i16,
    /// The unit above; absent for the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<Uuid>,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// For `If-Match`.
    pub version: i32,
}

impl From<org_unit::Model> for UnitView {
    fn from(unit: org_unit::Model) -> Self {
        Self {
            id: unit.id,
            code: unit.code,
            level: unit.level,
            parent_id: unit.parent_id,
            name_zh: unit.name_zh,
            name_en: unit.name_en,
            version: unit.version,
        }
    }
}

/// Which units to list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnitQuery {
    /// Only direct children of this unit.
    pub parent: Option<Uuid>,
    /// Only this level: 0 to 3.
    pub level: Option<i16>,
    /// Only the unit of this code.
    pub code: Option<String>,
}

/// List org units
///
/// Those in your scope, in the order of their codes.
#[utoipa::path(get, path = "/v1/org-units", tag = "network", params(UnitQuery, Page),
    responses((status = 200, body = List<UnitView>), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<UnitQuery>,
    Asked(page): Asked<Page>,
) -> Result<Json<List<UnitView>>> {
    let scope = caller.scope(READ)?;
    let limit = page.limit()?;
    let after = page.after(&app.sealer, "org-units")?;
    let filter = UnitFilter { parent: query.parent, level: query.level, code: query.code };
    let rows = org::list(app.store.read(), &scope, &filter, after, limit + 1).await?;
    Ok(Json(List::of(rows, limit, &app.sealer, "org-units", |row| row.code.clone(), UnitView::from)?))
}

/// Show an org unit
#[utoipa::path(get, path = "/v1/org-units/{id}", tag = "network", params(("id" = Uuid, Path)),
    responses((status = 200, body = UnitView), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let scope = caller.scope(READ)?;
    let unit = org::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    Ok((etag(unit.version), Json(UnitView::from(unit))).into_response())
}

/// A new unit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUnit {
    /// Unique code: letters, digits, `.`, `_`, `-`; up to 40.
    #[validate(custom(function = fields::code))]
    pub code: String,
    /// 0 headquarters, 1 province, 2 city, 3 district; deeper than its parent.
    #[validate(range(min = 0, max = 3))]
    pub level: i16,
    /// The unit above; absent for the top of a tree.
    pub parent_id: Option<Uuid>,
    /// Name in Chinese.
    #[validate(custom(function = fields::name))]
    pub name_zh: String,
    /// Name in English.
    #[validate(custom(function = fields::name))]
    pub name_en: String,
}

/// Make an org unit
#[utoipa::path(post, path = "/v1/org-units", tag = "network", request_body = NewUnit, params(("Idempotency-Key" = Uuid, Header)),
    responses((status = 201, body = UnitView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn create(State(app): State<App>, caller: Caller, key: Key, input: Input<NewUnit>) -> Result<Response> {
    let scope = caller.scope(WRITE)?;
    let now = app.clock.now_ms();
    let new = input.value;
    repeat::once(&app, &caller, key, input.sha256, "create_org_unit", move |tx| {
        Box::pin(async move {
            let above = chain_above(tx, &scope, new.parent_id, new.level).await?;
            let unit = org_unit::Model {
                id: Uuid::new_v4(),
                parent_id: new.parent_id,
                code: new.code,
                level: new.level,
                name_zh: new.name_zh,
                name_en: new.name_en,
                created_at: now,
                updated_at: now,
                version: 1,
            };
            org::insert(&**tx, vec![(unit.clone(), above)]).await?;
            Reply::created(UnitView::from(unit))
        })
    })
    .await
}

/// The chain above a new or moved unit, nearest first; only a caller for the whole network makes a top.
async fn chain_above(tx: &Tx, scope: &Scope, parent: Option<Uuid>, level: i16) -> Result<Vec<Uuid>> {
    let Some(parent) = parent else {
        return if !scope.is_everything() {
            Err(Problem::new(Kind::Forbidden))
        } else if level == 0 {
            Ok(Vec::new())
        } else {
            Err(fault("/parent_id", Code::Missing))
        };
    };
    let unit = org::find(&**tx, scope, parent).await?.ok_or_else(|| fault("/parent_id", Code::BadValue))?;
    if unit.level >= level {
        return Err(fault("/level", Code::OutOfRange));
    }
    let mut chain = vec![parent];
    chain.extend(org::above(&**tx, parent).await?);
    Ok(chain)
}

/// Changes of a unit; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitChange {
    /// Name in Chinese.
    #[validate(custom(function = fields::name))]
    pub name_zh: Option<String>,
    /// Name in English.
    #[validate(custom(function = fields::name))]
    pub name_en: Option<String>,
    /// Another unit above; everything below moves along.
    pub parent_id: Option<Uuid>,
}

/// Rename or move an org unit
///
/// The scopes of people follow the tree: whoever holds a role for the new parent has it for the moved unit as well.
#[utoipa::path(patch, path = "/v1/org-units/{id}", tag = "network", request_body = UnitChange,
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = UnitView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 412, body = ProblemDocument), (status = 422, body = ProblemDocument),
        (status = 428, body = ProblemDocument)))]
pub async fn patch(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    seen: IfMatch,
    input: Input<UnitChange>,
) -> Result<Response> {
    let scope = caller.scope(WRITE)?;
    let change = input.value;
    let tx = app.store.begin("patch_org_unit").await?;
    let mut unit = org::find(&*tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
    seen.check(unit.version)?;
    unit.name_zh = change.name_zh.unwrap_or(unit.name_zh);
    unit.name_en = change.name_en.unwrap_or(unit.name_en);
    let moved = change.parent_id.filter(|parent| Some(*parent) != unit.parent_id);
    if let Some(parent) = moved {
        chain_above(&tx, &scope, Some(parent), unit.level).await?;
        if org::is_below(&*tx, parent, id).await? {
            return Err(fault("/parent_id", Code::BadValue));
        }
        unit.parent_id = Some(parent);
    }
    let now = app.clock.now_ms();
    if !org::rename(&*tx, &unit, now).await? {
        return Err(Problem::new(Kind::StaleVersion));
    }
    if let Some(parent) = moved {
        org::rehang(&*tx, id, parent).await?;
    }
    tx.commit().await?;
    unit.version += 1;
    Ok((etag(unit.version), Json(UnitView::from(unit))).into_response())
}

/// Import org units
///
/// CSV in UTF-8 or GB18030, or the first visible sheet of a workbook (XLSX), with a header. Columns: `code`*, `level`* (0 headquarters, 1 province, 2 city,
/// 3 district), `name_zh`*, `name_en` (default: the Chinese name), `parent` (code of the unit above; it may stand
/// anywhere in the file; empty for the top). Units are found again by `code`; another `parent` moves the unit with
/// everything below it; the level of an existing unit cannot change. All or nothing.
#[utoipa::path(post, path = "/v1/org-units/import", tag = "network", request_body(content((String = "text/csv"), (WorkbookFile = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    params(ImportQuery, ("Idempotency-Key" = Option<Uuid>, Header, description = "Not needed for a dry run")),
    responses((status = 200, body = ImportReport), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 413, body = ProblemDocument),
        (status = 415, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn import_file(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<ImportQuery>,
    upload: Upload,
) -> Result<Response> {
    let scope = caller.scope(WRITE)?;
    let now = app.clock.now_ms();
    let sent = upload.read(&app).await?;
    if query.dry_run {
        let tx = app.store.look("import_org_units").await?;
        let report = import::units::run(&tx, &scope, &sent.file, now, true).await?;
        tx.rollback().await?;
        return import::checked(report);
    }
    let (file, key) = sent.for_real()?;
    repeat::once(&app, &caller, key, file.sha256, "import_org_units", move |tx| {
        Box::pin(async move { Reply::ok(import::units::run(tx, &scope, &file, now, false).await?) })
    })
    .await
}
