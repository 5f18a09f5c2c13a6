//! Files that people ask for: what was asked, who may have it, and how it is written in constant memory.

mod desks;
mod pictures;
mod printed;
mod printed_network;
mod printed_station;
mod published;
mod published_rows;
mod tables;
mod writer;

use forecourt_core::{
    export::{ExportFormat, ExportKind},
    review::View,
    states::Role,
    text::Lang,
    violation::{Code, Violation, pointer},
};
use forecourt_render::csv::Edition;
use forecourt_store::{
    access::{Grant, Scope},
    entity::export,
    exports::{self as store, Done},
    jobs::Leased,
    objects::ObjectError,
    photo_keys::{export_key, export_prefix},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use self::writer::{Stop, Written};
use crate::{
    auth::Caller,
    jobs::{JobError, finish},
    lang,
    problem::{Kind, Problem, Result},
    routes::{
        appeals,
        rectifications::{DESK as ORDER_DESK, STATION_SIDE},
        reports::{coverage::PLANNERS, scope::READ},
        stations,
    },
    state::App,
};

/// How long a file is kept, ms.
pub const KEPT_MS: i64 = 7 * forecourt_core::day::DAY_MS;
/// Rows read at once.
const PAGE: u64 = 1000;

/// What somebody asked for, and who he was then.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What it holds.
    pub kind: ExportKind,
    /// How it is written.
    pub format: ExportFormat,
    /// In which language.
    pub lang: Lang,
    /// The filters, by their names.
    pub filter: Map<String, Value>,
    /// Who asked, as he was then.
    pub caller: Caller,
}

impl Wish {
    /// What a row asks for.
    pub fn of(row: &export::Model) -> Result<Self> {
        let broken = || Problem::internal(format!("export {} cannot be read", row.id));
        let grants: Vec<Grant> = serde_json::from_value(row.grants.clone()).map_err(Problem::internal)?;
        let Value::Object(filter) = row.filter.clone() else { return Err(broken()) };
        Ok(Self {
            kind: ExportKind::parse(&row.kind).ok_or_else(broken)?,
            format: ExportFormat::parse(&row.format).ok_or_else(broken)?,
            lang: if row.lang == "en" { Lang::En } else { Lang::Zh },
            filter,
            caller: Caller::as_he_was(row.person_id, grants),
        })
    }

    /// The filters as the list or report takes them.
    fn filters<T: DeserializeOwned>(&self) -> Result<T> {
        serde_path_to_error::deserialize(Value::Object(self.filter.clone())).map_err(|error| {
            let names: Vec<String> = error.path().iter().map(ToString::to_string).collect();
            let names: Vec<&str> = ["filter"].into_iter().chain(names.iter().map(String::as_str)).collect();
            Problem::invalid(vec![Violation::new(pointer(&names), Code::WrongType)])
        })
    }

    /// Filters that this kind does not take, and a format that it cannot be written in.
    pub fn faults(&self) -> Vec<Violation> {
        let known = self.kind.filters();
        let unknown = self.filter.keys().filter(|name| !known.contains(&name.as_str()));
        let mut faults: Vec<Violation> =
            unknown.map(|name| Violation::new(pointer(&["filter", name]), Code::UnknownField)).collect();
        if !self.kind.can_be(self.format) {
            faults.push(Violation::new("/format", Code::BadValue));
        } else if self.filter.get("thumbnails") == Some(&Value::Bool(true)) && self.format != ExportFormat::Xlsx {
            faults.push(Violation::new("/filter/thumbnails", Code::BadValue));
        }
        faults
    }

    /// The roles that it is read in: the fullest view of whoever asks.
    pub fn roles(&self) -> Result<&'static [Role]> {
        roles(self.kind, &self.caller)
    }

    /// Refuses what could not be written: a role that may not, a place out of scope, a value that is none.
    pub async fn check(&self, app: &App) -> Result<()> {
        self.caller.scope(self.roles()?)?;
        match self.kind {
            ExportKind::Ranking | ExportKind::Coverage => tables::check(app, self).await,
            ExportKind::Audits | ExportKind::Items | ExportKind::Findings => published::check(app, self).await,
            ExportKind::Orders | ExportKind::Stations | ExportKind::Appeals => desks::check(app, self),
            ExportKind::StationReport | ExportKind::RegionReport | ExportKind::MonthReport => {
                printed::check(app, self).await
            }
        }
    }

    /// Whether somebody may still have the file: in each of the roles that it was made with, wherever he had it.
    ///
    /// Role by role: the places of all of them together would also be reached by a role that is shown less.
    pub async fn may_have(&self, app: &App, now: &Caller) -> Result<bool> {
        if self.roles().is_err() {
            return Ok(false);
        }
        for role in Role::ALL.iter().filter(|role| self.caller.is(**role)) {
            let (Ok(then), Ok(scope)) = (self.caller.scope(&[*role]), now.scope(&[*role])) else { return Ok(false) };
            if !scope.covers(app.store.read(), &then).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What the file is called, without its ending.
    fn name(&self) -> String {
        let parts = ["period", "round", "code"].iter().filter_map(|name| self.filter.get(*name)?.as_str());
        let parts =
            parts.filter(|part| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
        [self.kind.as_str()].into_iter().chain(parts).collect::<Vec<_>>().join("-")
    }
}

/// Whoever reads results of single audits, for the printed report of a station.
const RESULTS: &[Role] = &[
    Role::Reviewer,
    Role::AppealL1,
    Role::AppealL2,
    Role::Hq,
    Role::Admin,
    Role::Auditor,
    Role::Region,
    Role::Station,
];
/// Whoever has the report of a region.
const REGIONS: &[Role] = &[Role::Hq, Role::Admin, Role::Auditor, Role::Region];
/// Whoever has the report of a month.
const OFFICE: &[Role] = &[Role::Hq, Role::Admin, Role::Auditor];

fn roles(kind: ExportKind, caller: &Caller) -> Result<&'static [Role]> {
    let first = |views: [&'static [Role]; 2]| views.into_iter().find(|roles| caller.is_any(roles));
    let found = match kind {
        ExportKind::Ranking => Some(READ),
        ExportKind::Coverage => Some(PLANNERS),
        ExportKind::Audits | ExportKind::Items | ExportKind::Findings => {
            View::best(|role| caller.is(role)).map(View::roles)
        }
        ExportKind::Orders => first([ORDER_DESK, STATION_SIDE]),
        ExportKind::Appeals => first([appeals::DESKS, appeals::FILERS]),
        ExportKind::Stations => first([stations::READ, stations::READ_OWN]),
        ExportKind::StationReport => Some(RESULTS),
        ExportKind::RegionReport => Some(REGIONS),
        ExportKind::MonthReport => Some(OFFICE),
    };
    found.ok_or_else(|| Problem::new(Kind::Forbidden))
}

/// Writes one file; the transaction that says so ends the job.
pub async fn run(app: &App, id: Uuid, leased: &Leased) -> std::result::Result<(), JobError> {
    let Some(row) = app.store.begin_export(id, app.clock.now_ms()).await? else {
        return remove(app, id, leased).await;
    };
    let wish = Wish::of(&row)?;
    let written = match lang::within(wish.lang, written(app, id, &wish)).await {
        Ok(written) => written,
        Err(Stop::NotWanted) => return remove(app, id, leased).await,
        Err(Stop::Failed(error)) => return Err(error),
    };
    // Another worker may have written it meanwhile.
    if !app.store.renew_lease(leased, app.clock.work_ms()).await? {
        return Err(JobError::LeaseLost);
    }
    let (bytes, sha256) = (written.bytes, written.sha256);
    let key = export_key(id, &sha256);
    written.store(app, &key, content_type(wish.format)).await?;
    let now = app.clock.now_ms();
    let file = json!({
        "name": format!("{}{}.{}", wish.name(), written.edition.map(Edition::suffix).unwrap_or_default(), wish.format),
        "edition": written.edition.and_then(Edition::word),
        "content_type": content_type(wish.format),
        "rows": written.rows,
        "sheets": written.sheets,
        "bytes": bytes,
        "sha256": hex::encode(sha256),
    });
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let done = Done {
        rows: whole(written.rows),
        files: json!([file]),
        sha256,
        bytes: whole(bytes),
        expires_at: now + KEPT_MS,
    };
    let tx = app.store.begin("export_ready").await?;
    if !store::ready(&tx, id, done, now).await? {
        // Somebody took it back, or another worker wrote it, while its bytes were on their way.
        tx.rollback().await?;
        if store::key(app.store.read(), id).await?.is_some_and(|other| other != key) {
            delete(app, &key).await?;
        }
        return remove(app, id, leased).await;
    }
    finish(tx, leased).await
}

async fn written(app: &App, id: Uuid, wish: &Wish) -> std::result::Result<Written, Stop> {
    match wish.kind {
        ExportKind::Ranking | ExportKind::Coverage => tables::write(app, id, wish).await,
        ExportKind::Audits | ExportKind::Items | ExportKind::Findings => published::write(app, id, wish).await,
        ExportKind::Orders | ExportKind::Stations | ExportKind::Appeals => desks::write(app, id, wish).await,
        ExportKind::StationReport | ExportKind::RegionReport | ExportKind::MonthReport => {
            printed::write(app, wish).await
        }
    }
}

/// Ends a job of a file that nobody waits for: its bytes go when it is out of reach for good, and stay when it is ready.
pub async fn remove(app: &App, id: Uuid, leased: &Leased) -> std::result::Result<(), JobError> {
    if store::is_over(app.store.read(), id).await? {
        app.objects.delete_prefix(&export_prefix(id)).await?;
    }
    finish(app.store.begin("job_done").await?, leased).await
}

async fn delete(app: &App, key: &str) -> std::result::Result<(), JobError> {
    match app.objects.delete(key).await {
        Ok(()) | Err(ObjectError::NotFound) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The content type of a format.
pub const fn content_type(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => forecourt_tables::Format::Csv.content_type(),
        ExportFormat::Xlsx => forecourt_tables::Format::Xlsx.content_type(),
        ExportFormat::Parquet => forecourt_tables::Format::Parquet.content_type(),
        ExportFormat::Pdf => "application/pdf",
    }
}

/// The places of a wish.
fn scope(wish: &Wish) -> Result<Scope> {
    wish.caller.scope(wish.roles()?)
}

/// A word in a language.
pub(crate) fn say(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
