//! The product in this process, on a free port, with its own data folder and database. Time is simulated.

use std::{net::SocketAddr, path::Path, sync::Arc};

use clap::Parser;
use forecourt_api::{
    clock::Clock,
    config::Settings,
    jobs, serve,
    state::App,
};
use tempfile::TempDir;

use crate::database::{Database, Kind};

/// The default business time of tests: Monday 2026-06-01 10:00 in Shanghai.
pub const MONDAY_10: i64 = 1_780_279_200_000;

/// Only to read settings the way the binary does.
#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

/// A running server with everything that has to live as long.
pub struct Server {
    /// The application, for looking inside: tests change things through the API only.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    /// `http://…` without a slash at the end.
    pub base: String,
    running: Option<serve::Running>,
    data: Arc<TempDir>,
    database: Arc<Database>,
}

/// Settings of a test server: a free port and this data folder.
pub fn settings(data: &Path, database_url: Option<&str>) -> Settings {
    let mut words = vec!["forecourt".to_owned(), "--listen=127.0.0.1:0".to_owned(), format!("--data-dir={}", data.display())];
    words.extend(database_url.map(|url| format!("--database-url={url}")));
    Flags::parse_from(words).settings
}

impl Server {
    /// A fresh server on a fresh database of this kind.
    pub async fn start(kind: Kind) -> Self {
        Self::start_with(kind, |_| {}).await
    }

    /// The same with other settings.
    pub async fn start_with(kind: Kind, change: impl FnOnce(&mut Settings)) -> Self {
        let data = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        let database = Arc::new(Database::fresh(kind).await);
        Self::on(data, database, change).await
    }

    async fn on(data: Arc<TempDir>, database: Arc<Database>, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = settings(data.path(), database.url());
        change(&mut settings);
        let clock = Clock::default();
        clock.simulate(MONDAY_10);
        let app = App::open(settings, clock).await.expect("the application opens");
        let running = serve::start(app.clone()).await.expect("the server listens");
        let address = running.address;
        Self { app, address, base: format!("http://{address}"), running: Some(running), data, database }
    }

    /// Another process on the same database: a second instance beside this one.
    pub async fn sibling(&self) -> Self {
        Self::on(self.data.clone(), self.database.clone(), |_| {}).await
    }

    /// Moves business time forward to this instant, epoch ms.
    pub fn time(&self, now_ms: i64) {
        self.app.clock.simulate(now_ms);
    }

    /// Business time now, epoch ms.
    pub fn now(&self) -> i64 {
        self.app.clock.now_ms()
    }

    /// Runs jobs until none is due.
    pub async fn work(&self) {
        jobs::run_all_due(&self.app).await.expect("jobs run");
    }

    /// Stops it and starts it again on the same data.
    pub async fn restart(mut self) -> Self {
        if let Some(running) = self.running.take() {
            running.stop().await.expect("it stops");
        }
        let now = self.now();
        let again = Self::on(self.data.clone(), self.database.clone(), |_| {}).await;
        again.time(now);
        again
    }

    /// Its data folder.
    pub fn data(&self) -> &Path {
        self.data.path()
    }
}
