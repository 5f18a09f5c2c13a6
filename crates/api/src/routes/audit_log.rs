//! `/v1/audit-log`: who wrote what, and the chain that proves it (decision 31).

use axum::{
    Json,
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    audit_log::Head,
    states::Role,
    violation::{Code, Violation},
};
use forecourt_store::{
    StoreError,
    audit_log::read::{Said, Wanted},
    entity::audit_log,
};
use futures::stream;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    auth::Caller,
    extract::Asked,
    logged::PLANNED,
    paging::{List, Page},
    problem::{Kind, Problem, ProblemDocument, Result},
    state::App,
    times::{parse_rfc3339, rfc3339},
};

const READERS: &[Role] = &[Role::Hq, Role::Admin, Role::Auditor];
/// Contents may name shoppers and plans.
const READERS_OF_VALUES: &[Role] = &[Role::Hq, Role::Admin];
/// Rows of one piece of the export.
const PIECE: u64 = 1000;

/// Which rows are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LogQuery {
    /// Only what this person wrote.
    pub person: Option<Uuid>,
    /// Only about this kind: the word of its collection, for example `audits`.
    pub subject_kind: Option<String>,
    /// Only about this id.
    pub subject: Option<String>,
    /// Only from this instant on.
    pub from: Option<String>,
    /// Only before this instant.
    pub until: Option<String>,
    /// `true`: with what each request said, as far as it was not erased; for head office and administrators.
    pub values: Option<bool>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Rows of a page with what was said.
const MAX_WITH_VALUES: u64 = 50;

impl LogQuery {
    fn wanted(&self) -> Result<Wanted> {
        let mut faults = Vec::new();
        let mut instant = |name: &str, text: &Option<String>| {
            let at = text.as_deref().and_then(parse_rfc3339);
            if text.is_some() && at.is_none() {
                faults.push(Violation::new(format!("query:{name}"), Code::BadValue));
            }
            at
        };
        let (from, until) = (instant("from", &self.from), instant("until", &self.until));
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        let (person_id, subject_kind, subject_id) = (self.person, self.subject_kind.clone(), self.subject.clone());
        // Ids are written in one way.
        let subject_id = subject_id.map(|text| text.parse::<Uuid>().map_or(text, |id| id.to_string()));
        Ok(Wanted { person_id, subject_kind, subject_id, from, until, without: &[] })
    }

    /// A cursor opens only for the list it was made for.
    fn purpose(&self) -> String {
        format!("audit-log/{:?}", Self { limit: None, cursor: None, ..self.clone() })
    }
}

/// One write of a desk.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogRow {
    /// Its id.
    pub id: Uuid,
    /// Its place in the chain; absent for the few seconds until it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// When the request came.
    pub at: String,
    /// Who asked; null for a sign-in that nobody stands for.
    pub person_id: Option<Uuid>,
    /// Method and path template, for example `POST /v1/audits/{audit_id}/accept`.
    pub operation: String,
    /// The path as it was asked for.
    pub path: String,
    /// Kind of what was written to: the word of its collection.
    pub subject_kind: String,
    /// Its id.
    pub subject_id: Option<String>,
    /// The request, as in its answer's `X-Request-Id`.
    pub request_id: Uuid,
    /// Salted SHA-256 of what the request said; null when it said nothing, or secrets only.
    pub values_sha256: Option<String>,
    /// Hash of the row, once it is chained.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// What the request said; absent unless asked for, and when it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<String>,
    /// Salt of `values_sha256`, in hex: SHA-256 over salt and content proves the content, also one that is not kept: of an import
    /// and of what is longer than 256 KiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values_salt: Option<String>,
    /// `kept`, `altered` (the content is not what the row was made for), or `absent` (erased, or never kept); when values
    /// were asked for and the request said something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values_state: Option<&'static str>,
}

impl LogRow {
    fn of(row: audit_log::Model, said: Option<Said>, asked: bool) -> Self {
        let state = match said.as_ref().and_then(|said| said.is_genuine(&row)) {
            Some(true) => "kept",
            Some(false) => "altered",
            None => "absent",
        };
        let values_state = (asked && (said.is_some() || row.values_sha256.is_some())).then_some(state);
        let values_salt = said.as_ref().map(|said| hex::encode(&said.salt));
        let body = said.and_then(|said| said.body);
        let values = body.map(|body| String::from_utf8_lossy(&body).into_owned());
        Self {
            values_salt,
            values_state,
            id: row.id,
            seq: row.seq,
            at: rfc3339(row.at),
            person_id: row.person_id,
            operation: row.operation,
            path: row.path,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            request_id: row.request_id,
            values_sha256: row.values_sha256.map(hex::encode),
            hash: row.hash.map(hex::encode),
            values,
        }
    }
}

/// What the desks wrote, the newest first
///
/// Rows about what lies in your scope: audits, appeals, assignments, rounds, re-visits, orders, evidence, problems of regions,
/// webhooks, stations and org units; writes of many orders or visits at once when who made them works within your scope only. What
/// belongs to no place is for whoever has the whole network. An auditor sees no rows about the plan and about sign-ins here; the export is whole.
#[utoipa::path(get, path = "/v1/audit-log", tag = "administration", params(LogQuery),
    responses((status = 200, body = List<LogRow>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, Asked(query): Asked<LogQuery>) -> Result<Json<List<LogRow>>> {
    let with_values = query.values.unwrap_or(false);
    let scope = caller.scope(if with_values { READERS_OF_VALUES } else { READERS })?;
    let page = Page { limit: query.limit, cursor: query.cursor.clone() };
    let (limit, purpose) = (page.limit()?, query.purpose());
    // What requests said is larger than the rows.
    let limit = if with_values { limit.min(MAX_WITH_VALUES) } else { limit };
    // Who is an auditor only sees neither the plan nor who signs in when (decision 32).
    let without = if caller.is_any(READERS_OF_VALUES) { &[][..] } else { PLANNED };
    let wanted = Wanted { without, ..query.wanted()? };
    let rows = app.store.audit_log(&scope, wanted, page.after(&app.sealer, &purpose)?, limit + 1).await?;
    let mut said = std::collections::HashMap::new();
    if with_values {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let kept = app.store.logged_values(&ids).await?;
        said.extend(kept);
    }
    let show = |row: audit_log::Model| {
        let own = said.remove(&row.id);
        LogRow::of(row, own, with_values)
    };
    Ok(Json(List::of(rows, limit, &app.sealer, &purpose, |row| (row.at, row.id), show)?))
}

/// Refuses who has not the whole network: a part of a chain proves nothing.
fn require_everything(caller: &Caller) -> Result<()> {
    if caller.scope(READERS)?.is_everything() {
        return Ok(());
    }
    Err(Problem::new(Kind::Forbidden).detail(
        "完整的审计链仅供权限覆盖全网的人员导出。",
        "The chain is exported whole, for people whose scope is the whole network.",
    ))
}

/// The whole chain
///
/// One row a line, in order, as `forecourt audit-log verify` reads it. It holds ids and digests only, and is sent as it
/// is read, whatever its length.
#[utoipa::path(get, path = "/v1/audit-log/export", tag = "administration",
    responses((status = 200, body = String, content_type = "application/jsonl"), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument)))]
pub async fn export(State(app): State<App>, caller: Caller) -> Result<Response> {
    require_everything(&caller)?;
    let end = app.store.audit_log_end().await?;
    let pieces = stream::try_unfold(0_i64, move |seq| {
        let store = app.store.clone();
        async move {
            let rows = store.audit_log_after(seq, end, PIECE).await?;
            let Some(last) = rows.last().map(|row| row.seq) else { return Ok(None) };
            let mut piece = Vec::with_capacity(rows.len() * 600);
            for row in &rows {
                serde_json::to_writer(&mut piece, row).map_err(|error| StoreError::Corrupt(error.to_string()))?;
                piece.push(b'\n');
            }
            Ok::<_, StoreError>(Some((Bytes::from(piece), last)))
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "application/jsonl"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit-log.jsonl\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// A sealed end of the chain.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeadView {
    /// The day that it closes.
    pub day: String,
    /// The last row then.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
    /// When it was sealed, epoch ms.
    pub sealed_at_ms: i64,
    /// Which key sealed it.
    pub key_id: String,
    /// HMAC-SHA-256 over the other members.
    pub seal: String,
}

impl From<Head> for HeadView {
    fn from(head: Head) -> Self {
        let Head { day, seq, hash, sealed_at_ms, key_id, seal } = head;
        Self { day, seq, hash, sealed_at_ms, key_id, seal }
    }
}

/// The sealed ends of every day, oldest first
///
/// Keep them elsewhere, each on a line of its own: `forecourt audit-log verify --head` finds with them that a chain was cut off or
/// written anew.
#[utoipa::path(get, path = "/v1/audit-log/heads", tag = "administration",
    responses((status = 200, body = Vec<HeadView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn heads(State(app): State<App>, caller: Caller) -> Result<Json<Vec<HeadView>>> {
    require_everything(&caller)?;
    Ok(Json(app.store.audit_log_heads().await?.into_iter().map(HeadView::from).collect()))
}
