//! `/v1/exports`: files that people ask for. A job writes them; each is its person's own.

use axum::{Json, extract::State, http::StatusCode, response::Response};
use forecourt_core::{
    export::{ExportFormat, ExportKind, ExportState},
    text::Lang,
    violation::{Code, Violation},
};
use forecourt_store::{entity::export, exports as store, jobs};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    exports::Wish,
    extract::{Asked, At},
    lang,
    paging::{List, Page},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    state::App,
    times::rfc3339,
};

/// Files of one person that are made at once.
const AT_ONCE: u64 = 5;

/// What is asked for.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewExport {
    /// What the file holds.
    pub kind: ExportKind,
    /// How it is written: tables as `csv`, `xlsx` or `parquet`, reports as `pdf`.
    pub format: ExportFormat,
    /// `zh` or `en`; default: the language of the request.
    pub lang: Option<String>,
    /// The filters of the list or report that it mirrors, by the same names.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub filter: Map<String, Value>,
}

/// A file that was asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExportView {
    /// Its id: `/v1/exports/{id}/file`.
    pub id: Uuid,
    /// What it holds.
    pub kind: ExportKind,
    /// How it is written.
    pub format: ExportFormat,
    /// Its language.
    pub lang: String,
    /// The filters.
    #[schema(value_type = Object)]
    pub filter: Value,
    /// How far it is.
    pub state: ExportState,
    /// Rows written so far.
    pub rows_done: i64,
    /// Rows that there are; absent before they were counted.
    pub rows_total: Option<i64>,
    /// What was written; empty before it is ready.
    pub files: Vec<ExportFile>,
    /// When it was asked for.
    pub created_at: String,
    /// When it was ready, or taken back.
    pub ended_at: Option<String>,
    /// When it is removed.
    pub expires_at: Option<String>,
}

/// A line of the manifest.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ExportFile {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub content_type: String,
    /// Rows below the header; 0 of a report.
    pub rows: u64,
    /// Sheets of a workbook.
    pub sheets: u32,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256 in hex; the same as the ETag.
    pub sha256: String,
    /// Number of the edition that it was made of, or `live`; absent where a kind knows none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
}

/// A row as it is shown.
async fn view(app: &App, row: export::Model) -> Result<ExportView> {
    let broken = || Problem::internal(format!("export {} cannot be read", row.id));
    let state = ExportState::parse(&row.state).ok_or_else(broken)?;
    let waits = matches!(state, ExportState::Queued | ExportState::Running);
    let failed = waits && jobs::is_dead(app.store.read(), jobs::kind::WRITE_EXPORT, row.id).await?;
    Ok(ExportView {
        kind: ExportKind::parse(&row.kind).ok_or_else(broken)?,
        format: ExportFormat::parse(&row.format).ok_or_else(broken)?,
        state: if failed { ExportState::Failed } else { state },
        files: files(&row)?,
        id: row.id,
        lang: row.lang,
        filter: row.filter,
        rows_done: row.rows_done,
        rows_total: row.rows_total,
        created_at: rfc3339(row.created_at),
        ended_at: row.ended_at.map(rfc3339),
        expires_at: row.expires_at.map(rfc3339),
    })
}

/// The manifest of a row.
pub fn files(row: &export::Model) -> Result<Vec<ExportFile>> {
    let files = row.files.clone().map(serde_json::from_value).transpose().map_err(Problem::internal)?;
    Ok(files.unwrap_or_default())
}

/// Ask for a file
///
/// A job writes it; ask for it again until it is `ready`, then fetch `/v1/exports/{id}/file`. It holds what you see now, and
/// only you can have it, as long as you still see all of that. It is kept for seven days.
#[utoipa::path(post, path = "/v1/exports", tag = "exports", request_body = NewExport,
    params(("Idempotency-Key" = Uuid, Header)),
    responses((status = 202, body = ExportView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument),
        (status = 429, body = ProblemDocument)))]
pub async fn create(State(app): State<App>, caller: Caller, key: Key, input: Input<NewExport>) -> Result<Response> {
    let asked = input.value;
    let wish = Wish {
        kind: asked.kind,
        format: asked.format,
        lang: lang_of(asked.lang.as_deref()).unwrap_or_else(lang::current),
        filter: asked.filter,
        caller: caller.clone(),
    };
    // Role first, then everything that is wrong with the body, then what lies out of scope.
    caller.scope(wish.roles()?)?;
    let mut faults = wish.faults();
    if asked.lang.is_some() && lang_of(asked.lang.as_deref()).is_none() {
        faults.push(Violation::new("/lang", Code::BadValue));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    wish.check(&app).await.map_err(|problem| problem.query_within("/filter"))?;
    let row = row(&app, &wish)?;
    let shown = view(&app, row.clone()).await?;
    let run_at = app.clock.work_ms();
    once(&app, &caller, key, input.sha256, "ask_for_export", move |tx| {
        Box::pin(async move {
            if store::under_way(&**tx, row.person_id).await? >= AT_ONCE {
                return Err(Problem::new(Kind::SlowDown).retry_after(30));
            }
            store::put(tx, row, run_at).await?;
            Reply::with(StatusCode::ACCEPTED, shown)
        })
    })
    .await
}

fn lang_of(word: Option<&str>) -> Option<Lang> {
    match word {
        Some("zh") => Some(Lang::Zh),
        Some("en") => Some(Lang::En),
        _ => None,
    }
}

fn row(app: &App, wish: &Wish) -> Result<export::Model> {
    let now = app.clock.now_ms();
    let roles = wish.roles()?;
    let grants: Vec<_> = wish.caller.grants().iter().filter(|grant| roles.contains(&grant.role)).collect();
    Ok(export::Model {
        id: Uuid::new_v4(),
        person_id: wish.caller.person_id,
        kind: wish.kind.as_str().into(),
        format: wish.format.as_str().into(),
        lang: if wish.lang == Lang::En { "en" } else { "zh" }.into(),
        filter: Value::Object(wish.filter.clone()),
        grants: serde_json::to_value(grants).map_err(Problem::internal)?,
        state: ExportState::Queued.as_str().into(),
        rows_done: 0,
        rows_total: None,
        files: None,
        sha256: None,
        bytes: None,
        created_at: now,
        started_at: None,
        ended_at: None,
        expires_at: None,
        updated_at: now,
    })
}

/// Your files
///
/// The newest first, those that expired included.
#[utoipa::path(get, path = "/v1/exports", tag = "exports", params(Page),
    responses((status = 200, body = List<ExportView>), (status = 401, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, Asked(page): Asked<Page>) -> Result<Json<List<ExportView>>> {
    let limit = page.limit()?;
    let purpose = format!("exports/{}", caller.person_id);
    let before = page.after(&app.sealer, &purpose)?;
    let rows = store::list(app.store.read(), caller.person_id, before, limit + 1).await?;
    let place = |row: &export::Model| (row.created_at, row.id);
    let list = List::of(rows, limit, &app.sealer, &purpose, place, |row| row)?;
    let mut items = Vec::with_capacity(list.items.len());
    for row in list.items {
        items.push(view(&app, row).await?);
    }
    Ok(Json(List { items, next_cursor: list.next_cursor }))
}

/// How far a file is
#[utoipa::path(get, path = "/v1/exports/{id}", tag = "exports", params(("id" = Uuid, Path)),
    responses((status = 200, body = ExportView), (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Json<ExportView>> {
    let row = store::find(app.store.read(), caller.person_id, id).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(view(&app, row).await?))
}

/// Take a file back
///
/// A job under way stops; a file that is there is removed.
#[utoipa::path(delete, path = "/v1/exports/{id}", tag = "exports", params(("id" = Uuid, Path)),
    responses((status = 204, description = "It is gone"), (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn cancel(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<StatusCode> {
    let tx = app.store.begin("cancel_export").await?;
    store::find(&*tx, caller.person_id, id).await?.ok_or_else(Problem::not_found)?;
    store::cancel(&tx, caller.person_id, id, app.clock.now_ms(), app.clock.work_ms()).await?;
    tx.commit().await?;
    app.work.notify_one();
    Ok(StatusCode::NO_CONTENT)
}
