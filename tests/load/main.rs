//! A load program: plays phones against a running server and prints what it took.
//!
//! `cargo build --release -p forecourt-api && cargo run --release -p forecourt-tests --bin load -- --database postgres`
//!
//! It starts the real binary on a database of its own (PostgreSQL with fsync on), and ends by itself.

mod meter;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use clap::Parser;
use forecourt_api::clock::Clock;
use forecourt_core::day;
use forecourt_photo::draw::LoadPhotos;
use forecourt_tests::{
    binary::Start,
    database::{Kind, postgres},
    network::{Members, made},
    phone::Phone,
    visit::Visit,
};
use meter::Reading;

/// What to play.
#[derive(Parser)]
struct Plan {
    /// The binary to load.
    #[arg(long, default_value = "target/release/forecourt")]
    binary: PathBuf,
    /// `sqlite` or `postgres`.
    #[arg(long, default_value = "sqlite")]
    database: String,
    /// Phones at the same time.
    #[arg(long, value_delimiter = ',', default_value = "1,8,32")]
    phones: Vec<usize>,
    /// Photos of each audit.
    #[arg(long, value_delimiter = ',', default_value = "0,3")]
    photos: Vec<u64>,
    /// Bytes of a photo.
    #[arg(long, default_value_t = 300_000)]
    photo_bytes: usize,
    /// Audits of a row without photos; a tenth of it with photos.
    #[arg(long, default_value_t = 6_000)]
    audits: usize,
    /// No row takes longer, seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

#[tokio::main]
async fn main() {
    let plan = Plan::parse();
    let kind = if plan.database == "postgres" { Kind::Postgres } else { Kind::Sqlite };
    if kind == Kind::Postgres {
        let settings = postgres().expect("PostgreSQL").show(&["fsync", "synchronous_commit"]);
        println!("SHOW fsync, synchronous_commit: {}", settings.join(", "));
        assert!(settings.iter().all(|value| value == "on"), "durability is off: set FORECOURT_TEST_PG_FSYNC=on");
    } else {
        println!("SQLite: journal_mode WAL, synchronous FULL");
    }
    println!(
        "| database | photos | phones | audits | audits/s | with deferred work | p50 ms | p99 ms | server CPU ms/audit | database CPU ms/audit | bytes/audit | WAL/audit | peak MiB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for photos in &plan.photos {
        for phones in &plan.phones {
            row(&plan, kind, *photos, *phones).await;
        }
    }
}

/// One row: an own database and an own server, so that rows do not disturb each other.
async fn row(plan: &Plan, kind: Kind, photos: u64, phones: usize) {
    // Visits of the last hours of daylight: a clean visit, at whatever hour this is run, is what is measured.
    let network = made(kind, Some(last_daylight())).await;
    let members = network.members;
    let place = network.server.stop().await;
    if kind == Kind::Postgres && photos == 0 {
        floor(place.database.name(), phones);
    }
    let binary = Start::new(&plan.binary, &place).serve().await;
    let members = members.at(&binary.base);
    let count = if photos == 0 { plan.audits } else { plan.audits / 10 };
    // Drawn before the clock starts: the phones' work is not the server's.
    let stock = LoadPhotos::new(plan.photo_bytes);
    let visits: Arc<Vec<Visit>> = Arc::new((0..count).map(|n| visit(&members, n, photos, &stock)).collect());
    warm_up(&members, &stock).await;
    let before = meter::read(&binary, &place);
    let start = Instant::now();
    let deadline = start + Duration::from_secs(plan.seconds);
    let (mut times, done) = play(&members, &visits, phones, photos, deadline).await;
    let wall = start.elapsed();
    meter::drained(&place).await;
    let drained = start.elapsed();
    let after = meter::read(&binary, &place);
    let peak = meter::peak_kib(&binary);
    binary.stop().await;
    times.sort_unstable();
    print_row(kind, photos, phones, &times, (wall, drained), done, &(before, after), peak);
}

/// The latest instant at least 40 minutes ago from which a visit lies in the slot by day (09:30 to 16:30 in Shanghai).
fn last_daylight() -> i64 {
    let latest = Clock::default().real_ms() - 40 * day::MINUTE_MS;
    let (first, last) = (day::at_hour(day::date_of(latest), 10), day::at_hour(day::date_of(latest), 16));
    if latest >= first { latest.min(last) } else { last - day::DAY_MS }
}

/// What lies under a row: commits of one JSON row of an audit's length, in the same database and the same minute.
fn floor(database: &str, clients: usize) {
    let server = postgres().expect("PostgreSQL");
    server.ask(database, "CREATE TABLE floor (id uuid PRIMARY KEY, body text NOT NULL)");
    let row = format!("INSERT INTO floor VALUES (gen_random_uuid(), '{}');", "{\"a\":1}".repeat(FLOOR_BYTES / 7));
    let said = server.bench(database, &row, clients, FLOOR_SECONDS);
    let tps = said.lines().find(|line| line.starts_with("tps")).unwrap_or_default();
    println!("floor of {clients} clients, one row of {FLOOR_BYTES} bytes a commit: {tps}");
    server.ask(database, "DROP TABLE floor");
}

/// A submission without its photos, as JSON, compresses to about this.
const FLOOR_BYTES: usize = 1_800;
const FLOOR_SECONDS: u64 = 5;

fn visit(members: &Members, n: usize, photos: u64, stock: &LoadPhotos) -> Visit {
    let mut visit = members.visit(n % 2, n % members.stations.len(), 0);
    visit.add_photos(photos, stock);
    let told = "Served at once, the forecourt was swept, the receipt came unasked";
    visit.narrative = Some(format!("{told}. Visit {n} with {photos} photos."));
    visit
}

async fn warm_up(members: &Members, stock: &LoadPhotos) {
    for n in 0..20 {
        let mut visit = visit(members, n, 0, stock);
        visit.narrative = None;
        deliver(&members.phone(n % 2), &visit, 0).await;
    }
}

/// Plays all visits from this many phones; answers the time of each in µs and how many there were.
async fn play(
    members: &Members,
    visits: &Arc<Vec<Visit>>,
    phones: usize,
    photos: u64,
    deadline: Instant,
) -> (Vec<u128>, usize) {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = Vec::new();
    for _ in 0..phones {
        let (members, visits, next) = (members.clone(), visits.clone(), next.clone());
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < deadline {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(visit) = visits.get(n) else { break };
                let start = Instant::now();
                deliver(&members.phone(n % 2), visit, photos).await;
                times.push(start.elapsed().as_micros());
            }
            times
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.expect("a phone ends"));
    }
    let done = times.len();
    (times, done)
}

async fn deliver(phone: &Phone, visit: &Visit, photos: u64) {
    if photos == 0 {
        phone.put(visit).await.expect(200);
    } else {
        phone.deliver(visit).await;
    }
}

#[expect(clippy::too_many_arguments, reason = "one line of a table")]
fn print_row(
    kind: Kind,
    photos: u64,
    phones: usize,
    times: &[u128],
    (wall, drained): (Duration, Duration),
    done: usize,
    (before, after): &(Reading, Reading),
    peak_kib: u64,
) {
    let at = |percent: usize| {
        times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(0)
    };
    let tenths = |value: u128| format!("{}.{}", value / 10, value % 10);
    let hundredths = |value: u128| format!("{}.{:02}", value / 100, value % 100);
    let audits = u128::try_from(done).unwrap_or(1).max(1);
    let each = |after: u64, before: u64| u128::from(after.saturating_sub(before)) / audits;
    println!(
        "| {kind:?} | {photos} | {phones} | {done} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
        audits * 1_000_000 / wall.as_micros().max(1),
        audits * 1_000_000 / drained.as_micros().max(1),
        tenths(at(50) / 100),
        tenths(at(99) / 100),
        hundredths(each(after.server_us, before.server_us) / 10),
        hundredths(each(after.database_us, before.database_us) / 10),
        each(after.database_bytes, before.database_bytes),
        each(after.wal_bytes, before.wal_bytes),
        peak_kib / 1024,
    );
}
