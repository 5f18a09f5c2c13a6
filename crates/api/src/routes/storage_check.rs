//! `/v1/storage/check`: what the photo storage does with wrong bytes (decision 38).

use axum::{Json, extract::State};
use forecourt_core::states::Role;
use forecourt_store::objects::{CheckLine, Cors, StorageReport, check};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::Caller,
    lang,
    problem::{Kind, Problem, ProblemDocument, Result},
    state::App,
    storage,
};

/// One finding.
#[derive(Debug, Serialize, ToSchema)]
pub struct StorageFinding {
    /// Word of a closed list, for example `checksum_enforced`.
    pub code: String,
    /// What it means, in the language of the request.
    pub message: String,
}

/// What the check found.
#[derive(Debug, Serialize, ToSchema)]
pub struct StorageCheck {
    /// Whether nothing has to be put right.
    pub ok: bool,
    /// Address that this server uses; `embedded` for the store in the data folder.
    pub endpoint: String,
    /// Address that phones use; absent when they reach no storage but this server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_endpoint: Option<String>,
    /// The bucket.
    pub bucket: String,
    /// An object was stored, read back byte for byte, copied, listed and removed.
    pub round_trip: bool,
    /// Wrong bytes of the right length are refused and harm no object that is there.
    pub enforces_checksum: bool,
    /// A body of another length than signed is refused.
    pub enforces_length: bool,
    /// HEAD tells the right SHA-256, so that a photo is proven without reading it.
    pub reports_checksum: bool,
    /// Whether a page of ours may upload: `not_needed`, `allowed`, `refused` or `unknown`.
    pub cors: String,
    /// How phones deliver photos from now on: `direct`, `incoming` or `proxied`.
    pub upload_way: String,
    /// What was found.
    pub facts: Vec<StorageFinding>,
    /// What must be put right; empty when all is well.
    pub problems: Vec<StorageFinding>,
}

impl StorageCheck {
    fn of(report: StorageReport, way: &str) -> Self {
        Self {
            ok: report.is_ok(),
            round_trip: report.round_trip,
            enforces_checksum: report.enforces_checksum,
            enforces_length: report.enforces_length,
            reports_checksum: report.reports_checksum,
            cors: cors(report.cors).to_owned(),
            upload_way: way.to_owned(),
            facts: findings(&report.facts),
            problems: findings(&report.problems),
            endpoint: report.endpoint,
            public_endpoint: report.public_endpoint,
            bucket: report.bucket,
        }
    }
}

fn findings(lines: &[CheckLine]) -> Vec<StorageFinding> {
    let zh = lang::current() == forecourt_core::text::Lang::Zh;
    let show = |line: &CheckLine| StorageFinding {
        code: line.code.to_owned(),
        message: if zh { line.zh.clone() } else { line.en.clone() },
    };
    lines.iter().map(show).collect()
}

const fn cors(cors: Cors) -> &'static str {
    match cors {
        Cors::NotNeeded => "not_needed",
        Cors::Allowed => "allowed",
        Cors::Refused => "refused",
        Cors::Unknown => "unknown",
    }
}

/// Try the photo storage out
///
/// Uploads right and wrong bytes under `check/`, looks at what the storage does with them, and removes them again. A
/// storage that answers takes uploads in the proven way from then on.
#[utoipa::path(get, path = "/v1/storage/check", tag = "administration",
    responses((status = 200, body = StorageCheck), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller) -> Result<Json<StorageCheck>> {
    // The storage belongs to the whole network: a role for a part of it does not reach.
    if !caller.scope(&[Role::Admin])?.is_everything() {
        return Err(Problem::new(Kind::Forbidden));
    }
    let report = check(&app.objects, app.settings.public_url.as_deref()).await;
    if report.round_trip {
        app.set_upload_way(report.upload_way);
    }
    Ok(Json(StorageCheck::of(report, storage::word(app.upload_way()))))
}
