//! `/v1/retention`: what is kept how long, what is due, what was erased (issue 4, "Retention").

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use forecourt_core::{
    retention::{self, Kind as What, Periods},
    states::Role,
    text::Text,
    violation::{Code, Violation},
};
use forecourt_store::{erasing, retention::Of};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    auth::Caller,
    body::Input,
    jobs::erase,
    problem::{Kind, Problem, ProblemDocument, Result},
    state::App,
    times::rfc3339,
};

/// Who reads it; where it holds is the whole network.
const READ: &[Role] = &[Role::Admin, Role::Hq, Role::Auditor];
/// Of more than so many that are due only so many are counted.
const COUNTED: u64 = 1000;

/// How long one kind of thing is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptView {
    /// What.
    pub kind: What,
    /// In words, from when the days count.
    pub text: Text,
    /// Days that it is kept.
    pub days: u32,
    /// Days of the policy.
    pub policy_days: u32,
    /// The least number that may be set.
    pub least: u32,
    /// The largest number that may be set.
    pub most: u32,
    /// How much is due now: audits, files or people. It is erased within the hour.
    pub due: u64,
    /// There is more than that.
    pub due_is_more: bool,
    /// How much was erased so far: photos, files, audits or people.
    pub erased: u64,
    /// When something was erased last.
    pub last_erased_at: Option<String>,
}

/// What is kept how long.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionView {
    /// Version of the policy.
    pub policy_version: u32,
    /// By kind.
    pub kinds: Vec<KeptView>,
}

/// Days by kind; what is absent is as the policy says.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPeriods {
    /// `originals`, `evidence`, `unused_evidence`, `positions`, `people`.
    pub days: BTreeMap<String, u32>,
    /// Why; it stands in the audit log.
    #[validate(length(min = 1, max = 300), custom(function = crate::fields::said))]
    pub reason: String,
}

fn text(kind: What) -> Text {
    match kind {
        What::Originals => Text::new(
            "原始照片，自检查记录成为最终或作废起；无法到访等报告的照片自收到起",
            "Originals of photos, since an audit became final or void; those of reports about a visit, since they came",
        ),
        What::Evidence => Text::new("证据，自整改单或申诉结束起", "Evidence, since its order or appeal ended"),
        What::UnusedEvidence => Text::new("未使用的证据，自登记起", "Evidence that nothing refers to, since it came"),
        What::Positions => Text::new(
            "提交内容中的定位，自检查记录成为最终或作废起",
            "Positions in submissions, since an audit became final or void",
        ),
        What::People => Text::new(
            "姓名、电话与邮箱，自人员停用起",
            "Names, telephones and addresses, since a person was deactivated",
        ),
    }
}

fn everywhere(caller: &Caller, roles: &[Role]) -> Result<()> {
    if caller.scope(roles)?.is_everything() { Ok(()) } else { Err(Problem::new(Kind::Forbidden)) }
}

/// Show retention
///
/// What is kept how long, what is due, and what was erased. For who sees the whole network.
#[utoipa::path(get, path = "/v1/retention", tag = "administration",
    responses((status = 200, body = RetentionView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller) -> Result<Json<RetentionView>> {
    everywhere(&caller, READ)?;
    Ok(Json(view(&app).await?))
}

async fn view(app: &App) -> Result<RetentionView> {
    let policy = retention::builtin().ok_or_else(|| Problem::internal("no policy of retention"))?;
    let set = app.store.retention_periods().await?;
    let mut kinds = Vec::new();
    for kind in What::ALL.iter().copied() {
        let kept = policy.of(kind);
        let due = due(app, kind).await?;
        let (erased, last) = erasing::erased(app.store.read(), kind).await?;
        kinds.push(KeptView {
            kind,
            text: text(kind),
            days: policy.days(kind, &set),
            policy_days: kept.days,
            least: kept.least,
            most: kept.most,
            due: due.min(COUNTED),
            due_is_more: due > COUNTED,
            erased,
            last_erased_at: last.map(rfc3339),
        });
    }
    Ok(RetentionView { policy_version: policy.version, kinds })
}

async fn due(app: &App, kind: What) -> Result<u64> {
    let Some(before) = erase::before(app, kind, app.clock.now_ms()).await? else { return Ok(0) };
    let (db, most) = (app.store.read(), COUNTED + 1);
    let count = match kind {
        What::Originals => {
            let audits = app.store.due_to_erase(Of::Originals, before, most).await?.len();
            audits + erasing::report_originals(db, before, most).await?.len()
        }
        What::Positions => {
            let audits = app.store.due_to_erase(Of::Positions, before, most).await?.len();
            audits + erasing::reports_with_positions(db, before, most).await?.len()
        }
        What::Evidence => erasing::outdated(db, before, most).await?.len(),
        What::UnusedEvidence => erasing::unused(db, before, most).await?.len(),
        What::People => erasing::people(db, before, most).await?.len(),
    };
    Ok(count as u64)
}

/// Set how long things are kept
///
/// The whole list: a kind that is absent is kept as the policy says. Within the limits of the policy; what is over then is
/// erased within the hour and cannot be brought back.
#[utoipa::path(put, path = "/v1/retention", tag = "administration", request_body = NewPeriods,
    responses((status = 200, body = RetentionView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn put(State(app): State<App>, caller: Caller, input: Input<NewPeriods>) -> Result<Json<RetentionView>> {
    everywhere(&caller, &[Role::Admin])?;
    let policy = retention::builtin().ok_or_else(|| Problem::internal("no policy of retention"))?;
    let (mut periods, mut faults) = (Periods::new(), Vec::new());
    for (word, days) in &input.value.days {
        match What::parse(word) {
            Some(kind) if policy.of(kind).allows(*days) => drop(periods.insert(kind, *days)),
            Some(_) => faults.push(Violation::new(format!("/days/{word}"), Code::OutOfRange)),
            None => faults.push(Violation::new(format!("/days/{word}"), Code::UnknownField)),
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let tx = app.store.begin("put_retention").await?;
    erasing::set_periods(&tx, &periods).await?;
    tx.commit().await?;
    Ok(Json(view(&app).await?))
}
