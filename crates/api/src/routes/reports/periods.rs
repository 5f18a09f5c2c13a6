//! `/v1/periods/{period}/close`: a ranking is live until head office closes its period (decision 18).

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{Json, extract::State, response::Response};
use forecourt_core::{
    states::Role,
    violation::{Code, Violation},
};
use forecourt_reports::{Period, day_of_ms};
use forecourt_store::{
    Tx, appeals,
    entity::edition,
    facts::{EditionRow, close_period, next_edition},
    meta,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::scope::parse_period;
use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::{At, fault},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    report_data::{
        self, Basis,
        edition::{self as kept, pack},
        last_instant,
    },
    state::App,
    times::{day, rfc3339},
};

/// An edition of a closed period.
#[derive(Debug, Serialize, ToSchema)]
pub struct EditionView {
    /// The period.
    pub period: String,
    /// 1 for the first.
    pub edition: i32,
    /// Day on which it was closed, Asia/Shanghai.
    pub closed_on: String,
    /// When it was closed; not for station roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// How many audits it holds; not for station roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audits: Option<i32>,
    /// Closed although audits of it were open; not for station roles (decision 23).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced: Option<bool>,
    /// Why another edition, or why forced; not for station roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl EditionView {
    /// As a caller on this side of the identity wall sees it, or one behind it.
    ///
    /// An edition speaks of the whole network: who stands behind the wall anywhere reads nothing of how it was closed.
    pub fn of(row: &EditionRow, station_side: bool) -> Self {
        let desk = !station_side;
        Self {
            period: row.period.clone(),
            edition: row.edition,
            closed_on: day(day_of_ms(row.closed_at)),
            closed_at: desk.then(|| rfc3339(row.closed_at)),
            audits: desk.then_some(row.audits),
            forced: desk.then_some(row.forced),
            reason: row.reason.clone().filter(|_| desk),
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

/// How often closing begins anew when published audits of the period change meanwhile.
const ATTEMPTS: usize = 3;

/// List the editions of a period
#[utoipa::path(get, path = "/v1/periods/{period}/editions", tag = "reports", params(("period" = String, Path)),
    responses((status = 200, body = Vec<EditionView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, At(period): At<String>) -> Result<Json<Vec<EditionView>>> {
    caller.require(super::scope::READ)?;
    let period = parse_period(&period).ok_or_else(|| fault("path:period", Code::BadValue))?;
    let editions = app.store.editions(&period.to_string()).await?;
    Ok(Json(editions.iter().map(|row| EditionView::of(row, caller.is_behind_somewhere())).collect()))
}

/// Close a period
///
/// Stores an edition with all its inputs. Refused before the period is over, and while audits or appeals of it are open,
/// unless forced with a reason. Closing again after later changes makes edition n + 1, with a reason.
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
    // An edition speaks of the whole network.
    if !caller.scope(&[Role::Hq])?.is_everything() {
        return Err(Problem::new(Kind::Forbidden));
    }
    let period = parse_period(&period).ok_or_else(|| fault("path:period", Code::BadValue))?;
    let request = Arc::new(input.value);
    if request.force && request.reason.is_none() {
        return Err(Problem::invalid(vec![Violation::new("/reason", Code::Missing)]));
    }
    for _ in 0..ATTEMPTS {
        report_data::forget_overdue(&app, last_instant(period));
        // Packed before the transaction, which then only proves that nothing has changed since: a year of the nation is
        // too much to read while others wait for the database.
        let basis = report_data::ranked(&app, (period.first_day(), period.last_day()), Some(period)).await?;
        let versions = basis.versions.clone();
        let packing = tokio::task::spawn_blocking(move || pack(&basis, period));
        let packed = packing.await.map_err(Problem::internal)??;
        let moved = Arc::new(AtomicBool::new(false));
        let closing =
            Closing { app: app.clone(), period, person_id: caller.person_id, request: request.clone(), versions };
        let (told, key) = (moved.clone(), key.clone());
        let done = once(&app, &caller, key, input.sha256, "close_period", move |tx| {
            Box::pin(async move { closing.run(tx, packed, &told).await })
        });
        match done.await {
            Err(_) if moved.load(Ordering::SeqCst) => continue,
            other => return other,
        }
    }
    Err(Problem::new(Kind::Overloaded).retry_after(2))
}

/// A period that is being closed.
struct Closing {
    app: App,
    period: Period,
    person_id: Uuid,
    request: Arc<Close>,
    versions: BTreeMap<String, u64>,
}

impl Closing {
    /// Stores the edition, if what was packed is still all there is; `moved` tells that it is not.
    async fn run(self, tx: &Tx, (facts, audits): (Vec<u8>, usize), moved: &AtomicBool) -> Result<Reply> {
        let now = self.app.clock.now_ms();
        if now < self.period.bounds_ms().1 {
            return Err(Problem::wrong_state("running"));
        }
        // From here on nobody publishes in these months before this transaction ends.
        if meta::hold(&**tx, &self.versions.keys().cloned().collect()).await? != self.versions {
            moved.store(true, Ordering::SeqCst);
            return Err(Problem::new(Kind::Overloaded));
        }
        let open = self.app.store.open_audits(&**tx, self.period.first_day(), self.period.last_day()).await?;
        let appeals = appeals::open_in(&**tx, self.period.first_day(), self.period.last_day()).await?;
        if open + appeals > 0 && !self.request.force {
            return Err(Problem::wrong_state("open").with("open_audits", open).with("open_appeals", appeals));
        }
        let period = self.period.to_string();
        let edition = next_edition(tx, &period).await?;
        if edition > 1 && self.request.reason.is_none() {
            return Err(Problem::invalid(vec![Violation::new("/reason", Code::Missing)]));
        }
        let row = edition::Model {
            period,
            edition,
            closed_by: self.person_id,
            closed_at: now,
            reason: self.request.reason.clone(),
            forced: open + appeals > 0,
            audits: i32::try_from(audits).unwrap_or(i32::MAX),
            facts,
        };
        Reply::created(EditionView::of(&close_period(tx, row).await?, false))
    }
}

/// What a report of this period is made of: an edition by its number, `live`, or by default the newest closed one, else
/// live.
pub async fn basis(app: &App, period: Option<Period>, asked: Option<&str>, days: (i32, i32)) -> Result<Arc<Basis>> {
    let Some(label) = period.map(|period| period.to_string()) else {
        if asked.is_some_and(|word| word != "live") {
            return Err(fault("query:edition", Code::BadValue));
        }
        return Ok(Arc::new(report_data::ranked(app, days, None).await?));
    };
    let editions = if asked == Some("live") { Vec::new() } else { app.store.editions(&label).await? };
    let row = match asked {
        None | Some("live") => editions.into_iter().next(),
        Some(number) => {
            let number: i32 = number.parse().map_err(|_| fault("query:edition", Code::BadValue))?;
            Some(editions.into_iter().find(|row| row.edition == number).ok_or_else(Problem::not_found)?)
        }
    };
    match row {
        Some(row) => kept::load(app, row).await,
        None => Ok(Arc::new(report_data::ranked(app, days, period).await?)),
    }
}
