//! `forecourt calendar import FILE` and `forecourt calendar list`: years of working days beyond those in the binary
//! (decision 28).

use std::{path::Path, process::ExitCode};

use forecourt_core::calendar::{self, CalendarYear};
use forecourt_store::{
    Store,
    audit_log::{self, Act},
    calendars::{self, Imported},
    entity::calendar_year,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::checklist::tell;
use crate::{clock::Clock, config::Settings, state::StartError, times::rfc3339};

/// How the command stands in the audit log.
const IMPORT: &str = "forecourt calendar import";

/// Reads, checks and stores a year; every running instance uses it within seconds. Prints every fault with its line; exit
/// code 1 when there is one, or when other data of the year is there and is not to be replaced. What a station was told
/// stays: only what waits for the year is computed.
pub async fn import(settings: Settings, file: &Path, replace: bool) -> Result<ExitCode, StartError> {
    let source = std::fs::read_to_string(file).map_err(|error| StartError::Io(file.display().to_string(), error))?;
    let year = match CalendarYear::parse(&source) {
        Ok(year) => year,
        Err(faults) => {
            tell(file, &faults);
            return Ok(ExitCode::FAILURE);
        }
    };
    let store = super::store(&settings).await?;
    let outcome = match calendar::builtin().year(year.year) {
        // Over a year of the binary another one is written only when that is wished.
        Some(known) if *known != year && !replace => Imported::Differs,
        _ => write(&store, &year, source, replace).await?,
    };
    store.close().await?;
    let (days, year) = (year.working_days, year.year);
    match outcome {
        Imported::New => println!("{year}: {days} working days imported / 已导入"),
        Imported::Replaced => println!("{year}: {days} working days, replaced / 已替换"),
        Imported::Same => println!("{year}: there already / 已存在"),
        Imported::Differs => {
            eprintln!("{year}: other data is there; use --replace / 已有不同数据，如需替换请用 --replace");
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn write(store: &Store, year: &CalendarYear, source: String, replace: bool) -> Result<Imported, StartError> {
    let now = Clock::default().real_ms();
    let subject = ("calendars".to_owned(), Some(year.year.to_string()));
    let act = Act::new(IMPORT.into(), IMPORT.into(), subject, Uuid::new_v4(), now);
    let row = calendar_year::Model {
        year: year.year,
        content_sha256: Sha256::digest(source.as_bytes()).to_vec(),
        source,
        imported_at: now,
    };
    audit_log::within(act, async {
        audit_log::holds(row.source.as_bytes());
        let tx = store.begin("import_calendar").await?;
        let outcome = calendars::import(&tx, row, replace).await?;
        match outcome {
            Imported::New | Imported::Replaced => tx.commit().await?,
            Imported::Same | Imported::Differs => tx.rollback().await?,
        }
        Ok(outcome)
    })
    .await
}

/// Prints the years that are known, where they come from, and which one is missing.
pub async fn list(settings: Settings) -> Result<(), StartError> {
    let store = super::store(&settings).await?;
    store.refresh_calendar().await?;
    let imported = store.imported_calendars().await?;
    let known = store.calendar();
    for year in known.years() {
        let from = imported.iter().find(|row| row.year == year.year);
        let from = from.map_or_else(|| "built in / 内置".to_owned(), |row| rfc3339(row.imported_at));
        println!("{}: {} working days, {from}, {}", year.year, year.working_days, year.source.zh);
    }
    let today = forecourt_core::day::date_of(Clock::default().real_ms());
    if let Some(year) = known.missing_soon(today) {
        println!("{year}: missing / 缺失");
    }
    Ok(store.close().await?)
}
