//! `forecourt storage check` (decision 38), and the same check behind a starting server.

use std::{process::ExitCode, time::Duration};

use forecourt_store::objects::{CORS_UNKNOWN, StorageReport, check};

use crate::{
    clock::Clock,
    config::Settings,
    state::{App, StartError},
    storage,
};

/// How long a server waits before it tries a storage again that could not be tried out.
const AGAIN: Duration = Duration::from_secs(60);

/// Tries the storage out and prints every finding in Chinese and English; exit code 1 when something must be put right.
/// An external storage is checked without touching the database.
pub async fn check_command(settings: Settings) -> Result<ExitCode, StartError> {
    let public_url = settings.public_url.clone();
    let report = match storage::external(&settings)? {
        Some(objects) => check(&objects, public_url.as_deref()).await,
        None => check(&App::open(settings, Clock::default()).await?.objects, public_url.as_deref()).await,
    };
    print!("{}", text(&report));
    Ok(if report.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The report, a line per finding: `ok`, `unknown` (it was not tried) or `problem`, code, Chinese, English.
fn text(report: &StorageReport) -> String {
    let mut text = format!("storage  {}  bucket {}\n", report.endpoint, report.bucket);
    if let Some(public) = &report.public_endpoint {
        text.push_str(&format!("phones   {public}\n"));
    }
    for line in &report.facts {
        let word = if line.code == CORS_UNKNOWN { "unknown" } else { "ok" };
        text.push_str(&format!("{word:<8} {}: {} / {}\n", line.code, line.zh, line.en));
    }
    for line in &report.problems {
        text.push_str(&format!("problem  {}: {} / {}\n", line.code, line.zh, line.en));
    }
    if report.round_trip {
        text.push_str(&format!("uploads  {}\n", storage::word(report.upload_way)));
    }
    text
}

/// Tries an external storage out behind a starting server until it could be tried, and lets uploads go the way that is
/// proven. The embedded store is ours and needs no proof.
pub fn check_behind(app: &App) {
    if app.objects.embedded_http_service().is_some() {
        return;
    }
    let app = app.clone();
    tokio::spawn(async move {
        loop {
            let report = check(&app.objects, app.settings.public_url.as_deref()).await;
            for line in &report.problems {
                tracing::error!(code = line.code, zh = line.zh, en = line.en, "storage check");
            }
            if report.round_trip {
                app.set_upload_way(report.upload_way);
                tracing::info!(uploads = storage::word(report.upload_way), "storage checked");
                return;
            }
            tokio::time::sleep(AGAIN).await;
        }
    });
}
