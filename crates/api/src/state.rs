//! What every handler can reach.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use forecourt_core::states::Role;
use forecourt_store::{
    Pool, Store,
    access::Grant,
    audits::intake::Intake,
    objects::{ObjectStore, UploadWay},
};
use uuid::Uuid;

use crate::{
    auth::{attempt, password::Passwords, throttle::Throttle},
    checklists::Checklists,
    clock::Clock,
    config::Settings,
    jobs::{ledger, right_time::RightTime, wall_clock::WallClock},
    live::Live,
    lots::Lots,
    metrics::Metrics,
    paging::Sealer,
    report_data::ReportCache,
    storage, telling,
};

const DAY_MS: i64 = 86_400_000;
/// Requests for `/readyz` and `/metrics` at once.
const WATCHERS: usize = 8;

/// The running application: cheap to clone, shared by all requests and jobs.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// The parts of [`App`].
pub struct Inner {
    /// Settings in force.
    pub settings: Settings,
    /// The database.
    pub store: Store,
    /// The photos.
    pub objects: ObjectStore,
    /// Business and real time.
    pub clock: Clock,
    /// What is drawn by lot.
    pub lots: Lots,
    /// Published checklist versions, loaded once.
    pub checklists: Checklists,
    /// Password hashing.
    pub passwords: Passwords,
    /// Slows down guessing.
    pub throttle: Throttle,
    /// Seals cursors.
    pub sealer: Sealer,
    /// Way in for first revisions.
    pub intake: Intake,
    /// Seals the end of the audit log; absent: nobody does.
    pub audit_key: Option<ledger::Key>,
    /// Signs upload addresses of the proxied way.
    pub upload_key: [u8; 32],
    way: AtomicU8,
    /// Epoch of this server (decision 13).
    pub epoch: Uuid,
    /// Data of reports, as long as it is true.
    pub reports: ReportCache,
    /// Counters and times for /metrics.
    pub metrics: Metrics,
    /// When this machine's clock was believed last.
    pub wall_clock: WallClock,
    /// Whether this machine's clock was right when it was compared last.
    pub right_time: RightTime,
    /// Wakes the job runner when work was enqueued.
    pub work: tokio::sync::Notify,
    /// Sends e-mail, webhooks and messages to group chats.
    pub sender: forecourt_notify::Sender,
    /// Wakes who sends when something is to be sent.
    pub lanes: tokio::sync::Notify,
    /// Streams of events to desks.
    pub live: Live,
    /// Places for requests under way.
    pub places: tokio::sync::Semaphore,
    /// Places for those who ask how the server is, even when it has no other.
    pub watchers: tokio::sync::Semaphore,
    /// Places for attempts at passwords and sign-in codes.
    pub attempts: tokio::sync::Semaphore,
    /// Places for pictures and workbooks that are being decoded: each may take much memory.
    pub decoders: tokio::sync::Semaphore,
    /// This process, as a holder of jobs.
    pub worker: Uuid,
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Why the application could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database could not be opened or migrated.
    #[error(transparent)]
    Store(#[from] forecourt_store::StoreError),
    /// The photo store could not be opened.
    #[error("photo storage: {0}")]
    Objects(String),
    /// A file or address could not be used.
    #[error("{0}: {1}")]
    Io(String, std::io::Error),
    /// The settings or the data do not fit.
    #[error("{0}")]
    Settings(String),
}

impl App {
    /// Opens the database and the photo store and loads what is kept in memory.
    pub async fn open(settings: Settings, clock: Clock) -> Result<Self, StartError> {
        let sender = telling::settings::sender(&settings.telling)?;
        let dir = &settings.data_dir;
        std::fs::create_dir_all(dir).map_err(|error| StartError::Io(dir.display().to_string(), error))?;
        let pool = Pool { connections: settings.database_connections, ..Pool::default() };
        let store = Store::connect(&settings.database(), pool).await?;
        if settings.migrate {
            store.migrate().await?;
        } else if store.pending_migrations().await? > 0 {
            return Err(StartError::Settings(
                "the database is older than this program: run `forecourt migrate`".into(),
            ));
        }
        let audit_key = settings.audit_key_file.as_deref().map(ledger::key).transpose()?;
        store.refresh_calendar().await?;
        let objects = storage::open(&settings, &store).await?;
        let checklists = Checklists::load(&store, clock.now_ms()).await?;
        let seal_key = store.seal_key().await?;
        let sealer = Sealer::new(&seal_key);
        // PostgreSQL can write two batches at once; SQLite has one writer.
        let intake = Intake::start(store.clone(), if settings.database_url.is_some() { 2 } else { 1 });
        let way = AtomicU8::new(storage::code(storage::assumed_way(&objects)));
        let epoch = store.server_epoch().await?;
        let passwords = Passwords::new(2).map_err(|_| StartError::Settings("no random bytes".into()))?;
        Ok(Self(Arc::new(Inner {
            objects,
            clock,
            checklists,
            passwords,
            throttle: Throttle::default(),
            sealer,
            intake,
            audit_key,
            upload_key: storage::upload_key(&seal_key),
            way,
            epoch,
            reports: ReportCache::default(),
            metrics: Metrics::default(),
            wall_clock: WallClock::default(),
            right_time: RightTime::default(),
            work: tokio::sync::Notify::new(),
            sender,
            lanes: tokio::sync::Notify::new(),
            lots: Lots::default(),
            live: Live::default(),
            places: tokio::sync::Semaphore::new(settings.max_requests),
            watchers: tokio::sync::Semaphore::new(WATCHERS),
            attempts: tokio::sync::Semaphore::new(attempt::AT_ONCE),
            decoders: tokio::sync::Semaphore::new(2),
            worker: Uuid::new_v4(),
            store,
            settings,
        })))
    }

    /// How phones deliver photos to this storage, as far as it is proven (decision 38).
    pub fn upload_way(&self) -> UploadWay {
        storage::way(self.way.load(Ordering::Relaxed))
    }

    /// Notes what the check of the storage found.
    pub fn set_upload_way(&self, way: UploadWay) {
        self.way.store(storage::code(way), Ordering::Relaxed);
    }

    /// How long a session of these grants lasts after its last use, ms: shoppers 90 days, desks 14 (decision 33).
    pub fn session_length_ms(&self, grants: &[Grant]) -> i64 {
        if grants.iter().any(|grant| grant.role == Role::Shopper) { 90 * DAY_MS } else { 14 * DAY_MS }
    }
}
