//! The product in this process, on a free port, with its own data folder and database. Time is simulated.

use std::{net::SocketAddr, path::Path, sync::Arc};

use clap::Parser;
use forecourt_api::{clock::Clock, config::Settings, jobs, serve, state::App};
use tempfile::TempDir;

use crate::{
    database::{Database, Kind},
    folder,
};

/// The default business time of tests: Monday 2026-06-01 10:00 in Shanghai.
pub const MONDAY_10: i64 = 1_780_279_200_000;

/// Only to read settings the way the binary does.
#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

/// Where a server keeps everything: a data folder, and a database that may lie in it.
#[derive(Clone)]
pub struct Place {
    /// The data folder.
    pub data: Arc<TempDir>,
    /// The database.
    pub database: Arc<Database>,
}

impl Place {
    /// An empty folder and an empty database.
    pub async fn fresh(kind: Kind) -> Self {
        let database = Database::fresh(kind).await;
        Self { data: Arc::new(folder::temporary()), database: Arc::new(database) }
    }

    /// A copy of both; nobody may have them open.
    pub fn copy(&self) -> Self {
        let data = folder::temporary();
        copy_folder(self.data.path(), data.path());
        Self { data: Arc::new(data), database: Arc::new(self.database.copy()) }
    }

    /// Settings of a server there: a free port.
    pub fn settings(&self) -> Settings {
        let data = format!("--data-dir={}", self.data.path().display());
        let mut words = vec!["forecourt".to_owned(), "--listen=127.0.0.1:0".to_owned(), data];
        words.extend(self.database.url().map(|url| format!("--database-url={url}")));
        Flags::parse_from(words).settings
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).min_depth(1) {
        let entry = entry.expect("a readable folder");
        let target = to.join(entry.path().strip_prefix(from).expect("it lies below"));
        if entry.file_type().is_dir() {
            std::fs::create_dir(&target).expect("a folder");
        } else {
            std::fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}

/// A running server with everything that has to live as long.
pub struct Server {
    /// The application, for looking inside: tests change things through the API only.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    /// `http://…` without a slash at the end.
    pub base: String,
    /// Where it keeps everything.
    pub place: Place,
    settings: Settings,
    running: Option<serve::Running>,
}

impl Server {
    /// A fresh server on a fresh database of this kind, at [`MONDAY_10`].
    pub async fn start(kind: Kind) -> Self {
        let place = Place::fresh(kind).await;
        let settings = place.settings();
        Self::on(place, settings, Some(MONDAY_10)).await
    }

    /// A server on what is there already. Without a time, business time is real time.
    pub async fn on(place: Place, settings: Settings, now_ms: Option<i64>) -> Self {
        let clock = Clock::default();
        if let Some(now_ms) = now_ms {
            clock.simulate(now_ms);
        }
        let app = App::open(settings.clone(), clock).await.expect("the application opens");
        let running = serve::start(app.clone()).await.expect("the server listens");
        let address = running.address;
        Self { app, address, base: format!("http://{address}"), place, settings, running: Some(running) }
    }

    /// Another process on the same database: a second instance beside this one.
    pub async fn sibling(&self) -> Self {
        Self::on(self.place.clone(), self.settings.clone(), Some(self.now())).await
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

    /// Stops listening and closes the database.
    pub async fn stop(mut self) -> Place {
        if let Some(running) = self.running.take() {
            running.stop().await.expect("it stops");
        }
        self.app.store.clone().close().await.expect("the database closes");
        self.place
    }

    /// Stops it and starts it again on the same data, on another port.
    pub async fn restart(self) -> Self {
        let (settings, now) = (self.settings.clone(), self.now());
        let place = self.stop().await;
        Self::on(place, settings, Some(now)).await
    }

    /// Its data folder.
    pub fn data(&self) -> &Path {
        self.place.data.path()
    }
}
