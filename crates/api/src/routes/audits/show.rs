//! `GET /v1/audits/{id}`: the whole case for desks; what is published for stations.

use axum::{extract::State, http::StatusCode, response::Response};
use forecourt_core::{flags::VisitTimes, review::View, states::AuditState};
use forecourt_store::{
    appeals,
    audits::read::{self, Surroundings},
    entity::{audit, audit_score},
};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::score::published_results;
use super::view::{AuditChecklist, StationRef};
use super::view::{
    ScoreView,
    auditor::{AuditorCase, AuditorEvent, AuditorFlag, AuditorRow},
    desk::{AssignedView, DeskCase, DeskRow, Names, PersonRef},
    part_of_day,
    parts::{
        AuditEventView, AuditFlagView, AuditPhotoView, AuditReturnView, JudgementView, ProposalView, RedLineView,
        Sibling, SubmissionView, TimelineStamp, flag_label,
    },
    station::{self, StationCase},
};
use crate::{
    auth::Caller,
    case::{Case, Judged, decisions::flag_json, record, second, state_of},
    extract::At,
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::respond,
    routes::{
        appeals::window::{self, Appealable},
        refused,
    },
    state::App,
    times::{self, rfc3339},
};

/// One audit; `view` says how it is shown, which the caller's roles decide.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum AuditCase {
    /// Everything.
    Desk(Box<DeskCase>),
    /// Without shopper, originals, positions and minutes.
    Auditor(Box<AuditorCase>),
    /// What is published.
    Station(Box<StationCase>),
}

/// The audit as the caller may see it, and how: the fullest view of those whose roles reach there.
pub async fn visible(app: &App, caller: &Caller, audit_id: Uuid) -> Result<(View, audit::Model)> {
    let mut nothing = Kind::Forbidden;
    for view in View::ALL.iter().copied() {
        let Ok(scope) = caller.scope(view.roles()) else { continue };
        nothing = Kind::NotFound;
        if let Some(audit) = read::find(app.store.read(), &scope, audit_id).await?
            && view.shows(state_of(&audit)?)
        {
            return Ok((view, audit));
        }
    }
    Err(Problem::new(nothing))
}

/// One audit
///
/// The ETag is its version: send it as `If-Match` with a verb.
#[utoipa::path(get, path = "/v1/audits/{audit_id}", tag = "review", params(("audit_id" = Uuid, Path)),
    responses((status = 200, body = AuditCase), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(audit_id): At<Uuid>) -> Result<Response> {
    let (view, audit) = visible(&app, &caller, audit_id).await?;
    let shown = match view {
        View::Station => AuditCase::Station(Box::new(for_station(&app, audit).await?)),
        View::Auditor => AuditCase::Auditor(Box::new(for_auditor(&app, audit).await?)),
        View::Desk => AuditCase::Desk(Box::new(for_desk(&app, audit).await?)),
    };
    Ok(respond(StatusCode::OK, serde_json::to_value(shown).map_err(Problem::internal)?))
}

/// The newest judged result of a published audit.
async fn stored(app: &App, audit: &audit::Model) -> Result<audit_score::Model> {
    let score = read::score(app.store.read(), audit.id, Some(audit.score_revision)).await?;
    score.ok_or_else(|| Problem::internal(format!("audit {} has no score {}", audit.id, audit.score_revision)))
}

async fn for_station(app: &App, audit: audit::Model) -> Result<StationCase> {
    let row = stored(app, &audit).await?;
    let score = station::score(&row.score, &row.judged).map_err(Problem::internal)?;
    let newest = published_results(app, &audit).await?.last().map_or(1, |result| result.number);
    let place = read::station_of(app.store.read(), &audit).await?;
    let notes = read::notes(app.store.read(), audit.id).await?;
    let appealable = appealable(app, &audit).await?;
    let case = Case::read(app, audit).await?;
    let audit = case.audit();
    Ok(StationCase {
        appealable,
        id: audit.id,
        version: newest,
        station: StationRef::from(&place),
        visit_day: times::day(audit.visit_day),
        part_of_day: part_of_day(audit),
        publish_day: times::day(audit.publish_day.unwrap_or_default()),
        checklist: AuditChecklist::of(audit),
        notes: station::notes_on(&notes, &score.lines),
        score,
        photos: station::photos(&case.rows.photos, &case.submission),
    })
}

/// What the station may appeal now.
async fn appealable(app: &App, audit: &audit::Model) -> Result<Vec<Appealable>> {
    if audit.state != AuditState::Published.as_str() {
        return Ok(Vec::new());
    }
    let found = appeals::results(app.store.read(), audit).await?;
    let Some((published_ms, results)) = found else { return Ok(Vec::new()) };
    let filed = appeals::appealed(app.store.read(), audit.id).await?;
    Ok(window::appealable(published_ms, &results, &filed, app.clock.now_ms()))
}

/// The score of a case: as it was judged, or as it stands when nothing was approved yet.
async fn explain(app: &App, case: &Case, judged: &Judged) -> Result<(ScoreView, bool)> {
    let fixed = matches!(case.state, AuditState::Approved | AuditState::Published | AuditState::Final);
    if fixed {
        let score = stored(app, case.audit()).await?;
        return Ok((ScoreView::of(&score.score, &score.judged).map_err(Problem::internal)?, false));
    }
    let checklist = &case.published.checklist;
    let score = record::score_json(checklist, &judged.score)?;
    let changes = record::changes_json(checklist, &case.rows.judgements, judged);
    Ok((ScoreView::of(&score, &changes).map_err(Problem::internal)?, true))
}

async fn for_auditor(app: &App, audit: audit::Model) -> Result<AuditorCase> {
    let db = app.store.read();
    let place = read::station_of(db, &audit).await?;
    let notes = read::notes(db, audit.id).await?;
    let events = forecourt_store::audits::events::of(db, audit.id).await?;
    let case = Case::read(app, audit).await?;
    let (explained, provisional) = explain(app, &case, &case.judge()).await?;
    let people: Vec<Uuid> = events.iter().filter_map(|event| event.person_id).collect();
    let names = read::names(db, &people).await?;
    let shopper = case.audit().shopper_id;
    let history = AuditEventView::all(&events, &names)
        .into_iter()
        .map(|event| AuditorEvent { verb: event.verb, by: event.by.filter(|by| by.id != shopper), at: event.at })
        .collect();
    Ok(AuditorCase {
        row: AuditorRow::of(case.audit(), &place)?,
        notes: station::notes_on(&notes, &explained.lines),
        provisional,
        explained,
        flags: case
            .rows
            .flags
            .iter()
            .map(|flag| AuditorFlag {
                code: flag.code.clone(),
                label: flag_label(&flag.code),
                hard: flag.hard,
                cleared: flag.cleared_at.is_some(),
            })
            .collect(),
        photos: station::photos(&case.rows.photos, &case.submission),
        history,
    })
}

async fn for_desk(app: &App, audit: audit::Model) -> Result<DeskCase> {
    let around = read::surroundings(app.store.read(), &audit).await?;
    let case = Case::read(app, audit).await?;
    let judged = case.judge();
    let (explained, provisional) = explain(app, &case, &judged).await?;
    let names = read::names(app.store.read(), &people(&case, &around, &judged)).await?;
    let checklist = &case.published.checklist;
    let in_force: Vec<Uuid> = case.flags_in_force().map(|flag| flag.id).collect();
    let red_line = |line: &crate::case::decisions::RedLine| RedLineView {
        item: checklist.items[line.item].id.clone(),
        outcome: record::outcome_word(line.outcome).to_owned(),
        confirmed_by: line.confirmed_by.iter().map(|id| PersonRef::of(&names, *id)).collect(),
        refuted_by: line.refuted_by.iter().map(|id| PersonRef::of(&names, *id)).collect(),
    };
    Ok(DeskCase {
        row: DeskRow::of(case.audit(), &around.station, &names)?,
        assigned: AssignedView::of(&case.rows.assignment),
        flag_values: flag_values(&case, &judged),
        provisional,
        explained,
        red_lines: judged.red_lines.iter().map(red_line).collect(),
        second_review: if case.state.is_open() { second::open_causes(&case, &judged) } else { Vec::new() },
        flags: case
            .rows
            .flags
            .iter()
            .map(|flag| AuditFlagView::of(flag, in_force.contains(&flag.id), &names))
            .collect(),
        photos: photos(&case),
        timeline: timeline(&case),
        other_audits: around.siblings.iter().map(|row| sibling(row, &names)).collect::<Result<_>>()?,
        revisions: around.revisions.iter().map(|row| SubmissionView::of(row, &names)).collect(),
        refused: around.refused.into_iter().map(|row| refused::view(row, None)).collect(),
        returns: around.returns.iter().map(|row| AuditReturnView::of(row, &names)).collect(),
        judgements: case.rows.judgements.iter().map(|row| JudgementView::of(row, &names)).collect(),
        station_notes: station::notes(&around.notes),
        proposals: around.proposals.iter().map(|row| ProposalView::of(row, &names)).collect(),
        history: AuditEventView::all(&around.events, &names),
        submission: case.submission,
    })
}

fn sibling(row: &audit::Model, names: &Names) -> Result<Sibling> {
    Ok(Sibling {
        id: row.id,
        state: state_of(row)?,
        shopper: PersonRef::of(names, row.shopper_id),
        received_at: rfc3339(row.received_at),
    })
}

/// Everyone who is named somewhere in the case.
fn people(case: &Case, around: &Surroundings, judged: &Judged) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = DeskRow::people(case.audit()).collect();
    ids.extend(around.siblings.iter().map(|row| row.shopper_id));
    ids.extend(around.revisions.iter().map(|row| row.person_id));
    ids.extend(around.returns.iter().map(|row| row.person_id));
    ids.extend(around.proposals.iter().flat_map(|row| [Some(row.proposed_by), row.decided_by]).flatten());
    ids.extend(around.events.iter().filter_map(|row| row.person_id));
    ids.extend(case.rows.judgements.iter().map(|row| row.person_id));
    ids.extend(case.rows.flags.iter().filter_map(|row| row.cleared_by));
    ids.extend(judged.red_lines.iter().flat_map(|line| line.confirmed_by.iter().chain(&line.refuted_by)));
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn flag_values(case: &Case, judged: &Judged) -> Value {
    let checklist = &case.published.checklist;
    let values = checklist
        .flags
        .iter()
        .enumerate()
        .map(|(index, flag)| (flag.id.clone(), flag_json(checklist, index, judged.decisions.flags.get(index))));
    Value::Object(values.collect::<Map<String, Value>>())
}

/// Photos in the order of the manifest; those of earlier revisions only come last.
fn photos(case: &Case) -> Vec<AuditPhotoView> {
    let place = |id: Uuid| case.submission.photos.iter().position(|photo| photo.photo_id == id).unwrap_or(usize::MAX);
    let mut rows: Vec<_> = case.rows.photos.iter().collect();
    rows.sort_by_key(|row| (place(row.id), row.id));
    rows.into_iter().map(|row| AuditPhotoView::of(row, &case.submission)).collect()
}

/// What happened when: the phone's instants put right by what it last knew of the server's clock.
fn timeline(case: &Case) -> Vec<TimelineStamp> {
    let submission = &case.submission;
    let times = VisitTimes::of(&submission.started, &submission.finished);
    let offset = times.started.saturating_sub(submission.started.wall_ms);
    let mut stamps: Vec<(i64, &str)> =
        vec![(times.started, "started"), (times.finished, "finished"), (case.audit().received_at, "received")];
    for (fix, what) in [(submission.check_in, "check_in"), (submission.check_out, "check_out")] {
        stamps.extend(fix.map(|fix| (fix.at_ms.saturating_add(offset), what)));
    }
    stamps.extend(submission.photos.iter().map(|photo| (photo.taken_at.saturating_add(offset), "photo")));
    // A till has its own clock.
    stamps.extend(submission.receipts.iter().filter_map(|receipt| Some((receipt.at_ms?, "receipt"))));
    stamps.extend(submission.recognised.map(|seen| (seen.at_ms.saturating_add(offset), "recognised")));
    stamps.sort_by_key(|(at, _)| *at);
    stamps.into_iter().map(|(at, what)| TimelineStamp { what: what.to_owned(), at: rfc3339(at) }).collect()
}
