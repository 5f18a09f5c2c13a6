//! `GET /v1/reports/lenses`: the same points by SERVQUAL dimension, quality characteristic, Kano class or touchpoint (§4.2).

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    checklist::{Characteristic, Kano, Servqual},
    text::{Lang, Text},
    violation::Code,
};
use forecourt_reports::{
    lens::{Gathering, Lens, LensRow, LensTally, TagPoints, subjects},
    touchpoints::Grouping,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Format, csv, format,
    scope::{Seen, Sight, Which, csv_names, grouping, of_class, seen},
};
use crate::{
    auth::Caller,
    checklists::Published,
    extract::{Asked, fault},
    lang,
    problem::{Problem, ProblemDocument, Result},
    report_data::{self, Basis},
    state::App,
};

/// Lens, grouping and form.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LensesQuery {
    /// `servqual` (default), `characteristic`, `kano` or `touchpoint`.
    pub lens: Option<String>,
    /// `network` (default: everything in scope together), `unit` or `station`.
    pub level: Option<String>,
    /// Depth of the units: 1 province, 2 city, 3 district; default 1.
    pub depth: Option<u8>,
    /// Only stations of this comparison class: 0 full stations, 1 self-service and small sites.
    pub class: Option<u8>,
    /// `json` or `csv`.
    #[param(value_type = Option<String>)]
    pub format: Option<Format>,
}

/// Points under a lens.
#[derive(Debug, Serialize, ToSchema)]
pub struct LensesView {
    /// The period or the round's code.
    pub window: String,
    /// The lens.
    pub lens: String,
    /// Its tags, in the order of each row's `tags`.
    pub tags: Vec<LensTagView>,
    /// Whether the points are exact: some checklists have answers whose points an outcome does not tell apart.
    pub exact: bool,
    /// A row per subject that has audits, by code.
    pub items: Vec<LensRowView>,
}

/// One tag of a lens.
#[derive(Debug, Serialize, ToSchema)]
pub struct LensTagView {
    /// Its word.
    pub tag: String,
    /// Its name.
    pub name: Text,
}

/// One subject.
#[derive(Debug, Serialize, ToSchema)]
pub struct LensRowView {
    /// Station or unit; absent: everything in scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<Uuid>,
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_code: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_name: Option<Text>,
    /// Audits that count.
    pub audits: u64,
    /// What it earned, tag by tag.
    pub tags: Vec<LensPointsView>,
}

/// The points of one tag.
#[derive(Debug, Serialize, ToSchema)]
pub struct LensPointsView {
    /// Answers that count.
    pub answers: u64,
    /// Points of answered items.
    pub answered_points: u64,
    /// Points earned.
    pub earned_points: u64,
    /// Earned of answered points; absent without answers.
    pub score_bp: Option<u16>,
}

/// Points under a lens
///
/// Earned of answered points by SERVQUAL dimension, quality characteristic, Kano class or touchpoint, over the published
/// audits of the window. Bonus items have no points and stand under no lens.
#[utoipa::path(get, path = "/v1/reports/lenses", tag = "reports", params(Which, LensesQuery),
    responses((status = 200, body = LensesView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Asked(which): Asked<Which>,
    Asked(query): Asked<LensesQuery>,
) -> Result<Response> {
    let lens =
        Lens::parse(query.lens.as_deref().unwrap_or("servqual")).ok_or_else(|| fault("query:lens", Code::BadValue))?;
    let grouping = grouping(query.level.as_deref(), query.depth)?;
    let Seen { sight, asked, .. } = seen(&app, &caller, &which).await?;
    let basis = report_data::live(&app, asked.first, asked.last).await?;
    let sight = sight.of_class(&basis.names, query.class);
    let window = asked.window;
    let gathered = {
        let basis = basis.clone();
        let work = move || gather(&basis, &sight, lens, grouping, |fact| window.holds(fact));
        tokio::task::spawn_blocking(work).await.map_err(Problem::internal)??
    };
    let names = &basis.names;
    let units = matches!(grouping, Grouping::Units { .. });
    let labels: Vec<Text> = gathered.tags.iter().map(|tag| label(lens, &basis.rules, tag)).collect();
    if format(query.format, &headers) == Format::Csv {
        let name = format!("lenses-{}{}", asked.label, of_class(query.class));
        return csv(&name, |out| {
            forecourt_render::csv::lenses(out, lang::current(), &labels, &gathered.rows, csv_names(names, units))
        });
    }
    let items = gathered.rows.iter().map(|row| {
        let subject = names.subject(units, row.subject);
        let tags = (0..labels.len()).map(|tag| points_view(row.tags.get(tag).copied().unwrap_or_default()));
        LensRowView {
            subject_id: subject.as_ref().map(|(id, _, _)| *id),
            subject_code: subject.as_ref().map(|(_, code, _)| code.clone()),
            subject_name: subject.map(|(_, _, name)| name),
            audits: row.audits,
            tags: tags.collect(),
        }
    });
    let items = items.collect();
    let tags = gathered.tags.into_iter().zip(labels).map(|(tag, name)| LensTagView { tag, name }).collect();
    let lens = query.lens.unwrap_or_else(|| "servqual".into());
    Ok(Json(LensesView { window: asked.label, lens, tags, exact: gathered.exact, items }).into_response())
}

fn points_view(points: TagPoints) -> LensPointsView {
    LensPointsView {
        answers: points.answers,
        answered_points: points.answered,
        earned_points: points.earned,
        score_bp: points.score_bp(),
    }
}

/// A lens over a basis.
struct Gathered {
    tags: Vec<String>,
    exact: bool,
    rows: Vec<LensRow>,
}

fn gather(
    basis: &Basis,
    sight: &Sight,
    lens: Lens,
    grouping: Grouping,
    takes: impl Fn(&forecourt_reports::AuditFact) -> bool,
) -> Result<Gathered> {
    let network = &basis.names.network;
    let subjects = subjects(grouping, network);
    let mut tags = known_tags(lens, &basis.rules);
    let mut gatherings: Vec<(Arc<Published>, Gathering)> = Vec::new();
    let mut tally = LensTally::default();
    for month in &basis.months {
        for (fact, published, packed) in month.outcomes().filter(|(fact, ..)| takes(fact) && sight.sees(fact.station)) {
            let Some(subject) = subjects.get(fact.station as usize).copied().flatten() else { continue };
            let place = match gatherings.iter().position(|(known, _)| Arc::ptr_eq(known, published)) {
                Some(place) => place,
                None => {
                    let gathering = Gathering::of(lens, &published.checklist, &mut tags);
                    gatherings.push((published.clone(), gathering));
                    gatherings.len() - 1
                }
            };
            tally.add(subject as usize, &gatherings[place].1, packed).map_err(Problem::internal)?;
        }
    }
    let exact = gatherings.iter().all(|(_, gathering)| gathering.exact);
    Ok(Gathered { tags, exact, rows: tally.rows(grouping, network) })
}

/// The tags of a lens in their own order; others that a checklist has come behind them.
fn known_tags(lens: Lens, rules: &Published) -> Vec<String> {
    match lens {
        Lens::Servqual => Servqual::ALL.iter().map(|tag| tag.as_str().to_owned()).collect(),
        Lens::Characteristic => Characteristic::ALL.iter().map(|tag| tag.as_str().to_owned()).collect(),
        Lens::Kano => Kano::ALL.iter().map(|tag| tag.as_str().to_owned()).collect(),
        Lens::Touchpoint => rules.checklist.touchpoints.iter().map(|one| one.id.clone()).collect(),
    }
}

fn label(lens: Lens, rules: &Published, tag: &str) -> Text {
    let both = |name: &dyn Fn(Lang) -> Option<&'static str>| {
        name(Lang::Zh).zip(name(Lang::En)).map(|(zh, en)| Text::new(zh, en))
    };
    let known = match lens {
        Lens::Servqual => both(&|lang| Servqual::parse(tag).map(|tag| tag.label(lang))),
        Lens::Characteristic => both(&|lang| Characteristic::parse(tag).map(|tag| tag.label(lang))),
        Lens::Kano => both(&|lang| Kano::parse(tag).map(|tag| tag.label(lang))),
        Lens::Touchpoint => rules.checklist.touchpoints.iter().find(|one| one.id == tag).map(|one| one.text.clone()),
    };
    known.unwrap_or_else(|| Text::new(tag, tag))
}
