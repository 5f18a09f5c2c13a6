//! Figures over a database as large as the nation's, made by SQL and read through the product.
//!
//! `cargo build --release -p forecourt-api && cargo run --release -p forecourt-tests --bin figures -- ranking`
//!
//! `… --bin figures -- similar`
//!
//! `… --bin figures -- exports`
//!
//! `… --bin figures -- orders`
//!
//! `… --bin figures -- lists`
//!
//! PostgreSQL only; the data is thrown away, so its making is not durable. Each ends by itself within minutes.

#[path = "figures/exports.rs"]
mod exports;
#[path = "figures/lists.rs"]
mod lists;
mod orders;

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use clap::Parser;
use forecourt_photo::{draw::LoadPhotos, phash};
use forecourt_tests::{
    binary::{Binary, Start},
    database::{Kind, postgres},
    desk::client,
    network::{Network, made},
    phone::path,
};

/// What to measure.
#[derive(Parser)]
enum Plan {
    /// The ranking endpoint.
    Ranking {
        /// The binary to ask.
        #[arg(long, default_value = "target/release/forecourt")]
        binary: PathBuf,
        /// Stations.
        #[arg(long, default_value_t = 30_000)]
        stations: u32,
        /// Published audits of the last twelve months.
        #[arg(long, default_value_t = 1_440_000)]
        audits: u32,
        /// Starts of the server, each with one cold answer of every kind.
        #[arg(long, default_value_t = 3)]
        starts: u32,
    },
    /// A million rows as files, by the server's job.
    Exports {
        /// The binary to ask.
        #[arg(long, default_value = "target/release/forecourt")]
        binary: PathBuf,
        /// Published audits of this year, 69 rows each.
        #[arg(long, default_value_t = 14_493)]
        audits: u32,
    },
    /// Lists of audits, and what a server needs before anybody asks.
    Lists {
        /// The binary to ask.
        #[arg(long, default_value = "target/release/forecourt")]
        binary: PathBuf,
        /// Published audits of this year.
        #[arg(long, default_value_t = 20_000)]
        audits: u32,
    },
    /// The look-up of similar photos.
    Similar {
        /// Photos with a perceptual hash.
        #[arg(long, default_value_t = 10_000_000)]
        hashes: u32,
        /// Photos that ask.
        #[arg(long, default_value_t = 200)]
        questions: u64,
    },
    /// Passes of the scheduler, and lists of orders.
    Orders {
        /// Stations.
        #[arg(long, default_value_t = 30_000)]
        stations: u32,
        /// Orders that are open.
        #[arg(long, default_value_t = 200_000)]
        open: u32,
        /// Orders that have ended.
        #[arg(long, default_value_t = 400_000)]
        ended: u32,
        /// Rungs that come at once.
        #[arg(long, default_value_t = 10_000)]
        due: u32,
    },
}

/// As many as a photo's examination compares.
const CANDIDATES: u64 = 500;

#[tokio::main]
async fn main() {
    match Plan::parse() {
        Plan::Ranking { binary, stations, audits, starts } => ranking(binary, stations, audits, starts).await,
        Plan::Exports { binary, audits } => exports::run(&binary, audits).await,
        Plan::Lists { binary, audits } => lists::run(&binary, audits).await,
        Plan::Similar { hashes, questions } => similar(hashes, questions).await,
        Plan::Orders { stations, open, ended, due } => orders::run(stations, open, ended, due).await,
    }
}

/// A network in PostgreSQL with one audit that the others are made of.
async fn network() -> Network {
    let network = made(Kind::Postgres, None).await;
    let visit = network.visit(0, 0, 1);
    network.phone(0).put(&visit).await.expect(200);
    println!("one audit: {}", path(&visit));
    network
}

fn sql(network: &Network, statement: &str) -> String {
    postgres().expect("PostgreSQL").ask(network.server.place.database.name(), statement)
}

/// `INSERT INTO table SELECT …`: copies of the first row, some columns by these expressions.
fn copies(network: &Network, table: &str, columns: &[(&str, &str)], from: &str) {
    let ask = format!(
        "SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns \
         WHERE table_schema = 'public' AND table_name = '{table}'"
    );
    let names = sql(network, &ask);
    assert!(!names.is_empty(), "no table {table}");
    let value = |name: &str| {
        let given = columns.iter().find(|(column, _)| *column == name);
        given.map_or_else(|| format!("t.{name}"), |(_, expression)| (*expression).to_owned())
    };
    let values: Vec<String> = names.split(',').map(value).collect();
    let statement = format!(
        "INSERT INTO {table} ({names}) SELECT {} FROM (SELECT * FROM {table} LIMIT 1) t, {from}",
        values.join(",")
    );
    let start = Instant::now();
    sql(network, &statement);
    let rows = sql(network, &format!("SELECT count(*) FROM {table}"));
    println!("{table}: {rows} rows, made in {} s", start.elapsed().as_secs());
}

/// A network with published audits of the last `days` days.
async fn seeded(stations: u32, audits: u32, days: u32) -> Network {
    let network = network().await;
    let code = [("id", "gen_random_uuid()"), ("code", "'N' || lpad(g::text, 6, '0')"), ("name_zh", "'站' || g")];
    copies(&network, "station", &code, &format!("generate_series(1, {stations}) g"));
    sql(
        &network,
        "CREATE TABLE numbered AS SELECT id, row_number() OVER () - 1 AS number FROM station WHERE code LIKE 'N%'",
    );
    let day = format!("(extract(epoch from now()) / 86400)::int - (g % {days})");
    let day = day.as_str();
    let columns = [
        ("id", "gen_random_uuid()"),
        ("station_id", "s.id"),
        ("state", "'published'"),
        ("visit_day", day),
        ("publish_day", day),
        ("final_bp", "(4000 + 6000 * sqrt(random()))::int"),
        ("red_lines", "(random() < 0.01)::int"),
        ("valid", "true"),
        ("touchpoints", "decode(repeat('5a006400', 10), 'hex')"),
        // 69 outcomes of four bits: mostly met, some missed or not applicable
        (
            "outcomes",
            "decode(substr(translate(md5(g::text) || md5(g::text || 'a') || md5(g::text || 'b'), \
             '0123456789abcdef', '2222222222222345'), 1, 68) || '02', 'hex')",
        ),
    ];
    let from = format!("generate_series(1, {audits}) g JOIN numbered s ON s.number = (g * 7919::bigint) % {stations}");
    copies(&network, "audit", &columns, &from);
    sql(&network, "ANALYZE");
    network
}

/// The most memory that a server has had.
fn peak(server: &Binary) -> String {
    memory(server, "VmHWM:")
}

/// A line of what the kernel knows of its memory.
fn memory(server: &Binary, name: &str) -> String {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap_or_default();
    status.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned()
}

async fn ranking(binary: PathBuf, stations: u32, audits: u32, starts: u32) {
    let network = seeded(stations, audits, 365).await;
    let members = network.members;
    let place = network.server.stop().await;
    let kinds = [
        ("month, first page", "/v1/reports/ranking"),
        ("month, all rows as CSV", "/v1/reports/ranking?format=csv"),
        ("year, first page", "/v1/reports/ranking?period=2026"),
        ("weak items of the month", "/v1/reports/items"),
    ];
    println!("| answer | cold ms | warm p50 ms | warm worst of 30 ms | bytes |\n|---|---|---|---|---|");
    for (name, path) in kinds {
        let (mut cold, mut warm, mut bytes) = (Vec::new(), Vec::new(), 0);
        for _ in 0..starts {
            let server = Start::new(&binary, &place).serve().await;
            for n in 0..31 {
                let (took, length) = answer(&server, &members.hq.token, path).await;
                if n == 0 {
                    cold.push(took)
                } else {
                    warm.push(took)
                }
                bytes = length;
            }
            server.stop().await;
        }
        cold.sort_unstable();
        warm.sort_unstable();
        let ms = |took: Duration| format!("{}.{}", took.as_micros() / 1000, took.as_micros() / 100 % 10);
        let worst = warm[warm.len() - 1];
        println!("| {name} | {} | {} | {} | {bytes} |", ms(cold[cold.len() / 2]), ms(warm[warm.len() / 2]), ms(worst));
    }
    let server = Start::new(&binary, &place).serve().await;
    for (_, path) in kinds {
        answer(&server, &members.hq.token, path).await;
    }
    println!("memory of the server after all of them: {}", peak(&server));
    server.stop().await;
}

async fn answer(server: &Binary, token: &str, path: &str) -> (Duration, usize) {
    let start = Instant::now();
    let request = client().get(format!("{}{path}", server.base)).bearer_auth(token);
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), 200, "{path}");
    let bytes = response.bytes().await.expect("a whole answer");
    (start.elapsed(), bytes.len())
}

async fn similar(hashes: u32, questions: u64) {
    let network = network().await;
    // Keys are made after the rows: sorted once instead of row by row.
    sql(
        &network,
        "DO $$ DECLARE r record; BEGIN \
         FOR r IN SELECT conname, conrelid::regclass AS t FROM pg_constraint \
         WHERE conrelid IN ('photo'::regclass, 'photo_band'::regclass) LOOP \
         EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.t, r.conname); END LOOP; \
         FOR r IN SELECT indexrelid::regclass AS i FROM pg_index WHERE indrelid = 'photo'::regclass LOOP \
         EXECUTE format('DROP INDEX %s', r.i); END LOOP; END $$",
    );
    let columns = [
        ("id", "gen_random_uuid()"),
        ("state", "'verified'"),
        ("sha256", "decode(md5(g::text), 'hex')"),
        ("phash", "decode(md5(g::text) || md5(g || 'a') || md5(g || 'b') || md5(g || 'c'), 'hex')"),
    ];
    copies(&network, "photo", &columns, &format!("generate_series(1, {hashes}) g"));
    let start = Instant::now();
    sql(
        &network,
        "INSERT INTO photo_band (band, photo_id) SELECT (b << 28) | (random() * 268435455)::bigint, id \
         FROM photo, generate_series(0::bigint, 2) b",
    );
    sql(&network, "ALTER TABLE photo_band ADD PRIMARY KEY (band, photo_id)");
    sql(&network, "ALTER TABLE photo ADD PRIMARY KEY (id)");
    // As on a server that runs: statistics and visibility are known, and the index has been read before.
    sql(&network, "VACUUM ANALYZE");
    sql(&network, "CREATE EXTENSION pg_prewarm");
    sql(&network, "SELECT pg_prewarm('photo_band_pkey', 'read'), pg_prewarm('photo_pkey', 'read')");
    println!(
        "{} bands, keys made in {} s",
        sql(&network, "SELECT count(*) FROM photo_band"),
        start.elapsed().as_secs()
    );
    let photos = LoadPhotos::new(30_000);
    let mut times = Vec::new();
    let (mut keys, mut found) = (0, 0);
    for n in 0..questions {
        let picture = image(&photos.photo(n));
        let Some(query) = phash::Query::of(picture.as_raw(), picture.width(), picture.height(), 1) else { continue };
        let start = Instant::now();
        let candidates = network.server.app.store.similar_candidates(uuid::Uuid::nil(), query.keys(), CANDIDATES).await;
        times.push(start.elapsed());
        keys += query.keys().len();
        found += candidates.expect("the database answers").len();
    }
    let warm = &mut times[questions as usize / 10..].to_vec();
    warm.sort_unstable();
    println!(
        "look-up of {} keys: p50 {:?}, p99 {:?}, first {:?}; {} candidates a question",
        keys / times.len(),
        warm[warm.len() / 2],
        warm[warm.len() * 99 / 100],
        times[0],
        found / times.len()
    );
}

fn image(bytes: &[u8]) -> image::RgbImage {
    image::load_from_memory(bytes).expect("a picture").to_rgb8()
}
