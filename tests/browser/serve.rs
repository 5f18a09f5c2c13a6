//! The real binary with a small network in it, for tests in other languages: `serve-network`.
//!
//! The first line of standard output is JSON: where it listens, who can sign in, what there is. Then every line of
//! standard input is an order in JSON and answered with a line of JSON. It ends when its input does.
//!
//! `{"deliver": {"shopper": 0, "station": 0, "photos": [{"kind": "scene", "base64": "…"}]}}` submits a flawless visit
//! with these files as its photos and answers `{"audit_id": …, "photo_ids": […]}`.
//! `{"stop": {}}` ends the server; its data folder, which the first line names, may then be copied and put back.
//! `{"run": {"words": ["new-epoch"]}}` runs a command of the binary on it and answers `{"ok": …, "said": …}`.
//! `{"start": {"variables": {"FORECOURT_…": "…"}}}` serves again and answers `{"base": …}`; without `start` no other order
//! reaches a server that was stopped.
//!
//! With `--outside` there is a storage of another origin: `outside` in the first line holds the settings for it.

use std::{
    collections::BTreeMap,
    io::{BufRead, Write},
    path::PathBuf,
    process::ExitCode,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use clap::Parser;
use forecourt_store::objects::EMBEDDED_BUCKET;
use forecourt_tests::{
    binary::{Binary, Start},
    database::Kind,
    desk::Desk,
    network::{Members, PASSWORD, made},
    server::Place,
    storage::{Storage, keys},
    visit::{LENGTH_MS, Photo},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use uuid::Uuid;

/// What to serve.
#[derive(Parser)]
struct Words {
    /// `sqlite` or `postgres`.
    #[arg(long, default_value = "sqlite")]
    database: String,
    /// The binary; absent: the one beside this program.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Runs a storage of another origin, which a later start may use.
    #[arg(long)]
    outside: bool,
}

/// An order.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Order {
    /// A visit with these photos.
    Deliver { shopper: usize, station: usize, photos: Vec<File> },
    /// The server ends.
    Stop {},
    /// It starts again with more settings.
    Start {
        #[serde(default)]
        variables: BTreeMap<String, String>,
    },
    /// A command of the binary on the data of the server.
    Run { words: Vec<String> },
}

/// A file that is uploaded as a photo.
#[derive(Deserialize)]
struct File {
    kind: String,
    base64: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Words::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("serve-network: {error}");
            ExitCode::FAILURE
        }
    }
}

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

async fn serve(words: Words) -> Outcome<()> {
    let kind = match words.database.as_str() {
        "sqlite" => Kind::Sqlite,
        "postgres" => Kind::Postgres,
        other => return Err(format!("no such database: {other}").into()),
    };
    let program = match words.binary {
        Some(program) => program,
        None => std::env::current_exe()?.with_file_name("forecourt-under-test"),
    };
    let mut orders = orders();
    let network = made(kind, None).await;
    let place = network.server.stop().await;
    let storage = if words.outside { Some(Storage::start().await) } else { None };
    let start = Start::new(&program, &place);
    let server = start.serve().await;
    let members = network.members.at(&server.base);
    say(&introduction(&server, &members, &place, storage.as_ref()))?;
    let mut served = Served { start, server: Some(server), members };
    while let Some(line) = orders.recv().await {
        let answer = match serde_json::from_str(&line) {
            Ok(order) => served.follow(order).await.unwrap_or_else(|error| json!({"error": error.to_string()})),
            Err(error) => json!({"error": error.to_string()}),
        };
        say(&answer)?;
    }
    served.stop().await;
    Ok(())
}

/// Lines of standard input; the channel closes with it.
fn orders() -> mpsc::UnboundedReceiver<String> {
    let (sender, orders) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    orders
}

fn say(value: &Value) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{value}")?;
    out.flush()
}

/// Everything that a client needs to begin.
fn introduction(server: &Binary, members: &Members, place: &Place, storage: Option<&Storage>) -> Value {
    let person = |username: &str, desk: &Desk| json!({"username": username, "id": desk.person_id, "token": desk.token});
    let several = |name: &str, desks: &[Desk]| -> Vec<Value> {
        desks.iter().enumerate().map(|(n, desk)| person(&format!("{name}-{}", n + 1), desk)).collect()
    };
    let stations = members.stations.iter();
    let stations: Vec<Value> = stations
        .map(|one| json!({"id": one.id, "code": one.code, "lat_e7": one.position.0, "lon_e7": one.position.1}))
        .collect();
    json!({
        "base": server.base, "pid": server.pid(), "password": PASSWORD,
        "admin": person("admin", &members.admin), "hq": person("hq", &members.hq),
        "planner": person("planner", &members.planner), "reviewers": several("reviewer", &members.reviewers),
        "shoppers": several("shopper", &members.shoppers), "manager": person("manager", &members.manager),
        "region": person("region", &members.region), "auditor": person("auditor", &members.auditor),
        "units": members.units, "stations": stations, "round": members.round, "assignments": members.assignments,
        "start_ms": members.start_ms, "data": place.data.path(), "outside": storage.map(outside),
    })
}

/// Settings of a server that keeps its photos in this storage.
fn outside(storage: &Storage) -> Value {
    json!({
        "FORECOURT_S3_ENDPOINT": storage.line.base(), "FORECOURT_S3_REGION": "local", "FORECOURT_S3_BUCKET": EMBEDDED_BUCKET,
        "FORECOURT_S3_ACCESS_KEY": keys().access_key, "FORECOURT_S3_SECRET_KEY": keys().secret_key,
    })
}

/// The server while orders come in; none after a stop.
struct Served {
    start: Start,
    server: Option<Binary>,
    members: Members,
}

impl Served {
    async fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
    }

    async fn follow(&mut self, order: Order) -> Outcome<Value> {
        match order {
            Order::Deliver { shopper, station, photos } => deliver(&self.members, shopper, station, photos).await,
            Order::Stop {} => {
                self.stop().await;
                Ok(json!({}))
            }
            Order::Start { variables } => {
                self.stop().await;
                let start = variables.iter().fold(self.start.clone(), |start, (name, value)| start.with(name, value));
                let server =
                    start.serve_or_end().await.map_err(|status| format!("the server did not start: {status}"))?;
                self.members = self.members.at(&server.base);
                let base = server.base.clone();
                self.server = Some(server);
                Ok(json!({"base": base}))
            }
            Order::Run { words } => {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let output = self.start.run(&words).await;
                let said =
                    [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
                Ok(json!({"ok": output.status.success(), "said": said}))
            }
        }
    }
}

/// Submits a flawless visit with these photos.
async fn deliver(members: &Members, shopper: usize, station: usize, photos: Vec<File>) -> Outcome<Value> {
    if shopper >= members.shoppers.len() || station >= members.stations.len() {
        return Err("no such shopper or station".into());
    }
    let mut visit = members.visit(shopper, station, 0);
    // The visit is over: nothing lies in the future.
    visit.start_ms -= LENGTH_MS + 60_000;
    for file in photos {
        let kind = ["scene", "receipt", "screen", "document"].into_iter().find(|kind| *kind == file.kind);
        let kind = kind.ok_or("no such kind of photo")?;
        visit.photos.push(Photo { id: Uuid::new_v4(), kind, bytes: STANDARD.decode(file.base64)? });
    }
    members.phone(shopper).deliver(&visit).await;
    let ids: Vec<Uuid> = visit.photos.iter().map(|photo| photo.id).collect();
    Ok(json!({"audit_id": visit.audit_id, "photo_ids": ids}))
}
