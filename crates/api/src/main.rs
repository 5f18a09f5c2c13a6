//! The one binary of Forecourt.

use std::{
    path::PathBuf,
    process::{ExitCode, Termination},
};

use clap::{Parser, Subcommand};
use forecourt_api::{commands, config::Settings, demo, state::StartError};

/// Mystery-shopper audits of a fuel-station network. 加油站神秘顾客检查系统。
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API.
    Serve(Box<Settings>),
    /// Serve a network of 200 stations that fills itself: six weeks of work in minutes. Data for show only.
    Demo {
        /// Listen on the local network, over TLS with a certificate authority of this data folder, so that phones can
        /// open it; prints a QR code and how to trust it.
        #[arg(long)]
        lan: bool,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Bring the database schema up to date.
    Migrate(Box<Settings>),
    /// After a restore from a backup: begin a new epoch, so that phones send again what they still hold.
    NewEpoch {
        /// An epoch that an earlier restore from the same backup began; may be given several times.
        #[arg(long, value_name = "EPOCH")]
        after: Vec<uuid::Uuid>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Administrators.
    #[command(subcommand)]
    Admin(Admin),
    /// Checklists.
    #[command(subcommand)]
    Checklist(Checklist),
    /// Calendars of working days.
    #[command(subcommand)]
    Calendar(Calendar),
    /// The photo storage.
    #[command(subcommand)]
    Storage(Storage),
    /// Prove that every photo has its object. Exit code 0: all there, 1: faults, 2: not finished.
    Fsck {
        /// Ask the storage for lengths and checksums only; do not read the photos.
        #[arg(long)]
        quick: bool,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// The audit log.
    #[command(subcommand)]
    AuditLog(AuditLog),
    /// Score audits: one JSON object a line from FILE or standard input.
    Score {
        /// File to read; `-` or nothing: standard input.
        file: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
enum Admin {
    /// Make an administrator and print a one-time sign-in code.
    Create {
        /// Name to sign in with.
        username: String,
        /// Name shown to colleagues.
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

#[derive(Subcommand)]
enum Checklist {
    /// Report every fault of a checklist file with its line.
    Check {
        /// The TOML file.
        file: PathBuf,
    },
}

#[derive(Subcommand)]
enum Calendar {
    /// Check and store the working days of a year; running servers use it within seconds.
    Import {
        /// The TOML file, as those in checklists/calendars.
        file: PathBuf,
        /// Take the place of other data of the year. Due times that were told stay.
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// List the years that are known.
    List(Box<Settings>),
}

#[derive(Subcommand)]
enum Storage {
    /// Try out what the storage does with wrong bytes; exit code 1 when something must be put right.
    Check(Box<Settings>),
}

#[derive(Subcommand)]
enum AuditLog {
    /// Prove an exported chain offline and name its first break. Exit code 0: whole, 1: broken, 2: not readable.
    Verify {
        /// The export; `-` or nothing: standard input.
        export: Option<PathBuf>,
        /// Sealed heads that were kept elsewhere, one a line: finds that the chain was cut off or written anew.
        #[arg(long, value_name = "FILE")]
        head: Option<PathBuf>,
        /// The key that sealed them: finds heads that are forged.
        #[arg(long, value_name = "FILE", requires = "head")]
        key: Option<PathBuf>,
    },
    /// Erase what a person said in his writes and what was said of him; the chain stays whole.
    Erase {
        /// Id of the person.
        person: uuid::Uuid,
        #[command(flatten)]
        settings: Box<Settings>,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Command::AuditLog(AuditLog::Verify { export, head, key }) => {
            commands::audit_log::verify(export.as_deref(), head.as_deref(), key.as_deref())
        }
        Command::AuditLog(AuditLog::Erase { person, settings }) => {
            block_on(&settings.clone(), commands::audit_log::erase(*settings, person))
        }
        Command::Score { file } => commands::score::run(file.as_deref()),
        Command::Checklist(Checklist::Check { file }) => commands::checklist::check(&file),
        Command::Calendar(Calendar::Import { file, replace, settings }) => {
            block_on(&settings.clone(), commands::calendar::import(*settings, &file, replace))
        }
        Command::Calendar(Calendar::List(settings)) => block_on(&settings.clone(), commands::calendar::list(*settings)),
        Command::Serve(settings) => block_on(&settings.clone(), commands::server::serve(*settings)),
        Command::Demo { lan, settings } => block_on(&settings.clone(), demo::run(*settings, lan)),
        Command::Migrate(settings) => block_on(&settings.clone(), commands::server::migrate(*settings)),
        Command::Storage(Storage::Check(settings)) => {
            block_on(&settings.clone(), commands::storage::check_command(*settings))
        }
        Command::Fsck { quick, json, settings } => {
            block_on(&settings.clone(), commands::fsck::run(*settings, quick, json))
        }
        Command::NewEpoch { after, settings } => block_on(&settings.clone(), commands::epoch::begin(*settings, &after)),
        Command::Admin(Admin::Create { username, name, settings }) => {
            block_on(&settings.clone(), commands::admin::create(*settings, &username, name.as_deref()))
        }
    }
}

/// Starts logs and runtime, runs to the end, and tells a failure in one line.
fn block_on<T: Termination>(settings: &Settings, work: impl Future<Output = Result<T, StartError>>) -> ExitCode {
    log(&settings.log_format);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("forecourt: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(work) {
        Ok(end) => end.report(),
        Err(error) => {
            eprintln!("forecourt: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Logs go to standard error; `RUST_LOG` chooses what.
fn log(format: &str) {
    // s3s logs refused signatures as errors: any stranger can cause them.
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| "info,s3s=off,sqlx=warn,sea_orm=warn,aws=warn".into());
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if format == "json" { builder.json().init() } else { builder.init() }
}
