//! `/v1/periods/{period}/close`: a ranking is live until head office closes its period (decision 18).

use std::sync::Arc;

use axum::{Json, extract::State, response::Response};
use forecourt_core::{
    states::Role,
    violation::{Code, Violation},
};
use forecourt_reports::{AuditFact, Period, TouchScores};
use forecourt_store::{entity::edition, facts::close_period};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::scope::parse_period;
use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::{At, fault},
    problem::{Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    report_data::{self, Facts, Names},
    state::App,
    times::rfc3339,
};

/// An edition of a closed period.
#[derive(Debug, Serialize, ToSchema)]
pub struct EditionView {
    /// The period.
    pub period: String,
    /// 1 for the first.
    pub edition: i32,
    /// When it was closed.
    pub closed_at: String,
    /// How many audits it holds.
    pub audits: i32,
    /// Closed although audits of it were open.
    pub forced: bool,
    /// Why another edition, or why forced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl From<&edition::Model> for EditionView {
    fn from(row: &edition::Model) -> Self {
        Self {
            period: row.period.clone(),
            edition: row.edition,
            closed_at: rfc3339(row.closed_at),
            audits: row.audits,
            forced: row.forced,
            reason: row.reason.clone(),
        }
    }
}

/// Closing a period.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// Close although audits of the period are open; needs a reason.
    #[serde(default)]
    pub force: bool,
    /// Why; needed with `force` and for a further edition.
    #[validate(length(min = 1, max = 1000))]
    pub reason: Option<String>,
}

/// One fact as an edition keeps it: by ids, so that it reads the same when stations come and go.
#[derive(Debug, Serialize, Deserialize)]
struct KeptFact {
    s: Uuid,
    d: i32,
    f: u16,
    k: u8,
    n: bool,
    t: Vec<Option<u16>>,
}

/// The checklist has at most this many touchpoints in a fact.
const TOUCHPOINTS: usize = forecourt_reports::MAX_TOUCHPOINTS;

/// List the editions of a period
#[utoipa::path(get, path = "/v1/periods/{period}/editions", tag = "reports", params(("period" = String, Path)),
    responses((status = 200, body = Vec<EditionView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, At(period): At<String>) -> Result<Json<Vec<EditionView>>> {
    caller.require(super::scope::READ)?;
    let period = parse_period(&period).ok_or_else(|| fault("path:period", Code::BadValue))?;
    let editions = app.store.editions(&period.to_string()).await?;
    Ok(Json(editions.iter().map(EditionView::from).collect()))
}

/// Close a period
///
/// Stores an edition with all its inputs. Refused while audits of the period are open, unless forced with a reason.
/// Closing again after later changes makes edition n + 1.
#[utoipa::path(post, path = "/v1/periods/{period}/close", tag = "reports", request_body = Close,
    params(("period" = String, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 201, body = EditionView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn close(
    State(app): State<App>,
    caller: Caller,
    At(period): At<String>,
    key: Key,
    input: Input<Close>,
) -> Result<Response> {
    caller.require(&[Role::Hq])?;
    let period = parse_period(&period).ok_or_else(|| fault("path:period", Code::BadValue))?;
    let request = input.value;
    if request.force && request.reason.is_none() {
        return Err(Problem::invalid(vec![Violation::new("/reason", Code::Missing)]));
    }
    let (first, last) = (period.first_day(), period.last_day());
    let names = report_data::names(&app).await?;
    let facts = report_data::facts(&app, first, last).await?;
    let blob = pack(&facts, &names)?;
    let now = app.clock.now_ms();
    let again = app.clone();
    let person_id = caller.person_id;
    once(&app, &caller, key, input.sha256, "close_period", move |tx| {
        Box::pin(async move {
            let open = again.store.open_audits(first, last).await?;
            if open > 0 && !request.force {
                return Err(Problem::wrong_state("open").with("open_audits", open));
            }
            let row = edition::Model {
                period: period.to_string(),
                edition: 0,
                closed_by: person_id,
                closed_at: now,
                reason: request.reason,
                forced: request.force && open > 0,
                audits: i32::try_from(facts.facts.len()).unwrap_or(i32::MAX),
                facts: blob,
            };
            Reply::created(EditionView::from(&close_period(tx, row).await?))
        })
    })
    .await
}

fn pack(facts: &Facts, names: &Names) -> Result<Vec<u8>> {
    let kept: Vec<KeptFact> = facts
        .facts
        .iter()
        .filter_map(|fact| {
            Some(KeptFact {
                s: names.network.stations().get(fact.station as usize)?.id,
                d: fact.visit_day,
                f: fact.final_bp,
                k: fact.red_lines,
                n: fact.night,
                t: fact.touchpoints.iter(TOUCHPOINTS).collect(),
            })
        })
        .collect();
    let text = serde_json::to_vec(&kept).map_err(Problem::internal)?;
    forecourt_store::pack(&text).map_err(Problem::from)
}

/// The facts of an edition, by the places of the present network. Stations that are gone are left out.
pub fn facts_of(edition: &edition::Model, names: &Names) -> Result<Facts> {
    let text = forecourt_store::unpack(&edition.facts)?;
    let kept: Vec<KeptFact> = serde_json::from_slice(&text).map_err(Problem::internal)?;
    let mut facts = Facts::default();
    for fact in kept {
        let Some(station) = names.station_place.get(&fact.s).copied() else { continue };
        facts.facts.push(AuditFact {
            station,
            visit_day: fact.d,
            final_bp: fact.f,
            red_lines: fact.k,
            night: fact.n,
            touchpoints: TouchScores::new(&fact.t).map_err(Problem::internal)?,
            ..AuditFact::default()
        });
    }
    Ok(facts)
}

/// The edition that was asked for: a number, `live`, or by default the newest closed one.
pub async fn chosen(app: &App, period: Option<Period>, asked: Option<&str>) -> Result<Option<edition::Model>> {
    let Some(period) = period.map(|period| period.to_string()) else {
        return if asked.is_none_or(|word| word == "live") {
            Ok(None)
        } else {
            Err(fault("query:edition", Code::BadValue))
        };
    };
    match asked {
        Some("live") => Ok(None),
        None => Ok(app.store.editions(&period).await?.into_iter().next()),
        Some(number) => {
            let number = number.parse().map_err(|_| fault("query:edition", Code::BadValue))?;
            Ok(Some(app.store.edition(&period, number).await?.ok_or_else(Problem::not_found)?))
        }
    }
}

/// The facts that count for a period now: of its newest edition, else live.
pub async fn facts_in_force(app: &App, period: Period, names: &Names) -> Result<Arc<Facts>> {
    match chosen(app, Some(period), None).await? {
        Some(edition) => Ok(Arc::new(facts_of(&edition, names)?)),
        None => report_data::facts(app, period.first_day(), period.last_day()).await,
    }
}
