//! A server that can be killed and started again, the lines to it, and the people who use it.

use std::{
    net::SocketAddr,
    os::unix::process::ExitStatusExt,
    path::Path,
    process::ExitStatus,
    time::{Duration, Instant},
};

use forecourt_api::clock::Clock;
use forecourt_store::{
    objects::{Keys, ObjectStore, S3Settings, Timeouts},
    photo_keys,
};
use forecourt_tests::{
    binary::{Binary, Start},
    database::Kind,
    desk::{Desk, single_client},
    line::Line,
    network::{self, Members},
    phone,
    server::Place,
    storage::{Storage, keys},
    visit::Visit,
};
use serde_json::json;
use tokio::sync::OnceCell;
use uuid::Uuid;

/// The product's own `main`, built together with these tests.
pub const BINARY: &str = env!("CARGO_BIN_EXE_forecourt-under-test");
/// Makes the server kill itself at a named point.
pub const KILL_AT: &str = "FORECOURT_TEST_KILL_AT";
/// A process that is to be killed holds its jobs for so long, ms.
const LEASE_MS: u32 = 2_000;
const DAY_MS: i64 = 86_400_000;
/// The installation is so old.
const AGE_MS: i64 = 14 * DAY_MS;

/// Where photos lie, and how phones send them there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In the server's own store.
    Own,
    /// In a storage elsewhere, sent straight to it.
    Direct,
    /// In a storage elsewhere, sent through the server.
    Proxied,
}

/// The storage that these tests were told to use, by `FORECOURT_TEST_S3_*`.
pub fn told(name: &str) -> Option<String> {
    std::env::var(format!("FORECOURT_TEST_S3_{name}")).ok().filter(|text| !text.is_empty())
}

impl Way {
    /// The way of most tests: the server's own store, or the storage that was told.
    pub fn usual() -> Self {
        if told("ENDPOINT").is_some() { Self::Direct } else { Self::Own }
    }
}

/// Where the storage has what it lost.
const ASIDE: &str = "aside/";

/// A storage elsewhere, with a line for the server and one for phones.
pub struct Elsewhere {
    /// The server's line.
    pub inner: Line,
    /// The phones' line.
    pub outer: Line,
    address: SocketAddr,
    settings: Vec<(&'static str, String)>,
    objects: ObjectStore,
    _storage: Option<Storage>,
}

impl Elsewhere {
    /// The storage that was told, or a small one of our own.
    async fn start() -> Self {
        let (address, names, storage) = match told("ENDPOINT") {
            Some(endpoint) => {
                let address = endpoint.trim_start_matches("http://").trim_end_matches('/').parse();
                let address = address.expect("FORECOURT_TEST_S3_ENDPOINT: http://<address>:<port>");
                let need = |name| told(name).unwrap_or_else(|| panic!("FORECOURT_TEST_S3_{name} is not set"));
                let names = [need("REGION"), need("BUCKET"), need("ACCESS_KEY"), need("SECRET_KEY")];
                (address, names, None)
            }
            None => {
                let storage = Storage::start().await;
                let bucket = forecourt_store::objects::EMBEDDED_BUCKET.to_owned();
                let names = ["local".to_owned(), bucket, keys().access_key, keys().secret_key];
                (storage.address(), names, Some(storage))
            }
        };
        let [region, bucket, access_key, secret_key] = names;
        let objects = match &storage {
            Some(storage) => storage.objects.clone(),
            None => ObjectStore::external(S3Settings {
                endpoint: format!("http://{address}"),
                public_endpoint: None,
                region: region.clone(),
                bucket: bucket.clone(),
                keys: Keys { access_key: access_key.clone(), secret_key: secret_key.clone() },
                proxied: false,
                timeouts: Timeouts::default(),
            }),
        };
        let (inner, outer) = (Line::to(address).await, Line::to(address).await);
        let settings = vec![
            ("FORECOURT_S3_ENDPOINT", inner.base()),
            ("FORECOURT_S3_PUBLIC_ENDPOINT", outer.base()),
            ("FORECOURT_S3_REGION", region),
            ("FORECOURT_S3_BUCKET", bucket),
            ("FORECOURT_S3_ACCESS_KEY", access_key),
            ("FORECOURT_S3_SECRET_KEY", secret_key),
        ];
        Self { inner, outer, address, settings, objects, _storage: storage }
    }

    /// The server can no longer reach it.
    pub async fn down(&mut self) {
        self.inner.down().await;
    }

    /// It can again.
    pub async fn up(&mut self) {
        self.inner.up(self.address).await;
    }

    /// It has what an installation had before: its photo came to the server's own store when it was seeded.
    async fn had(&self, past: &Past) {
        let (audit, photo) = (past.published.audit_id, &past.published.photos[0]);
        let original = format!("{}{}-{}", photo_keys::audit_prefix(audit), photo.id, photo.sha256());
        let copies = ["thumb", "view"].map(|size| format!("{}{}-{size}", photo_keys::derived_prefix(audit), photo.id));
        for key in copies.into_iter().chain([original]) {
            self.objects.put(&key, photo.bytes.clone().into(), "image/jpeg").await.expect("stored");
        }
    }

    /// It loses everything below this prefix.
    pub async fn lose(&self, prefix: &str) {
        self.move_all(prefix, |key| format!("{ASIDE}{key}")).await;
    }

    /// It has again what it lost.
    pub async fn find_again(&self, prefix: &str) {
        let back = |key: &str| key.strip_prefix(ASIDE).expect("it was laid aside").to_owned();
        self.move_all(&format!("{ASIDE}{prefix}"), back).await;
    }

    async fn move_all(&self, prefix: &str, to: impl Fn(&str) -> String) {
        loop {
            let (page, _) = self.objects.list_page(prefix, None).await.expect("the storage lists");
            if page.is_empty() {
                return;
            }
            for object in page {
                self.objects.copy(&object.key, &to(&object.key), None).await.expect("a copy");
                self.objects.delete(&object.key).await.expect("deleted");
            }
        }
    }
}

/// What is in the database from the beginning: it was made two weeks ago and has been left alone since.
#[derive(Clone)]
pub struct Past {
    /// Published; its appeal window is over by now.
    pub published: Visit,
    /// Returned; nobody answered in time.
    pub returned: Visit,
    /// Its photo never came.
    pub waiting: Visit,
}

impl Past {
    /// Its audits.
    fn audits(&self) -> Vec<Uuid> {
        [&self.published, &self.returned, &self.waiting].map(|visit| visit.audit_id).to_vec()
    }
}

async fn seeded(kind: Kind) -> &'static (Place, Members, Past) {
    static SEEDED: [OnceCell<(Place, Members, Past)>; 2] = [const { OnceCell::const_new() }; 2];
    SEEDED[usize::from(kind == Kind::Postgres)].get_or_init(|| seed(kind)).await
}

async fn seed(kind: Kind) -> (Place, Members, Past) {
    let long_ago = Clock::default().real_ms() - AGE_MS;
    let net = network::made(kind, Some(long_ago)).await;
    let members = net.members.clone();
    let past =
        Past { published: members.visit(0, 0, 1), returned: members.visit(0, 1, 0), waiting: members.visit(0, 2, 1) };
    members.phone(0).deliver(&past.published).await;
    members.phone(0).put(&past.returned).await.expect(200);
    members.phone(0).put(&past.waiting).await.expect(200);
    net.server.work().await;
    let path = phone::path(&past.published);
    for reviewer in &members.reviewers[..2] {
        reviewer.verb(&path, "claim", json!({})).await.expect(200);
        reviewer.verb(&path, "accept", json!({})).await.expect(200);
    }
    let publish = json!({"reason": "long ago", "scope": members.units[0]});
    members.hq.post("/v1/publications", publish).await.expect(201);
    members.reviewers[0].verb(&phone::path(&past.returned), "claim", json!({})).await.expect(200);
    let question = json!({"remarks": [{"text": "When was it?"}], "answer_within_s": 3600});
    members.reviewers[0].verb(&phone::path(&past.returned), "return", question).await.expect(200);
    (net.server.stop().await, members, past)
}

/// One installation: its data, its server, the lines to it.
pub struct Bench {
    /// Everybody, over a line that is never cut.
    pub members: Members,
    /// What was there from the beginning.
    pub past: Past,
    /// The phones' line to the server.
    pub line: Line,
    /// The storage, if it is not the server's own.
    pub elsewhere: Option<Elsewhere>,
    /// Audits that must be there in the end.
    pub audits: Vec<Uuid>,
    office: Line,
    start: Start,
    _place: Place,
    server: Option<Binary>,
}

impl Bench {
    /// A copy of the seeded installation, its server not yet started.
    pub async fn asleep(kind: Kind, way: Way) -> Self {
        let (place, members, past) = seeded(kind).await;
        let place = place.copy();
        let elsewhere = if way == Way::Own { None } else { Some(Elsewhere::start().await) };
        let mut start = Start::new(Path::new(BINARY), &place);
        for (name, value) in elsewhere.iter().flat_map(|elsewhere| &elsewhere.settings) {
            start = start.with(name, value);
        }
        if way == Way::Proxied {
            start = start.with("FORECOURT_S3_UPLOADS", "proxied");
        }
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 9));
        let (line, office) = (Line::to(nowhere).await, Line::to(nowhere).await);
        let members = over(members, &office);
        let (past, audits) = (past.clone(), past.audits());
        if let Some(elsewhere) = &elsewhere {
            elsewhere.had(&past).await;
        }
        Self { members, past, line, elsewhere, audits, office, start, _place: place, server: None }
    }

    /// The same, serving.
    pub async fn awake(kind: Kind, way: Way) -> Self {
        let mut bench = Self::asleep(kind, way).await;
        bench.wake().await;
        bench
    }

    /// Starts the server as it is meant to run.
    pub async fn wake(&mut self) {
        let server = self.start.serve().await;
        self.aim(server);
    }

    fn aim(&mut self, server: Binary) {
        self.line.aim(server.address);
        self.office.aim(server.address);
        self.server = Some(server);
    }

    /// Stops the server and starts one that kills itself at this point. It may do so before it is ready.
    pub async fn arm(&mut self, point: &str) -> Option<ExitStatus> {
        self.sleep().await;
        let start = self.start.clone().with(KILL_AT, point).with("FORECOURT_TEST_LEASE_MS", LEASE_MS);
        match start.serve_or_end().await {
            Ok(server) => {
                self.aim(server);
                None
            }
            Err(status) => Some(status),
        }
    }

    /// Waits until the server ends.
    pub async fn end_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        self.server.as_mut()?.end_within(patience).await
    }

    /// Stops the server, if it runs.
    pub async fn sleep(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
    }

    /// Runs another command on the same data.
    pub async fn run(&self, words: &[&str]) -> std::process::Output {
        self.start.run(words).await
    }

    /// The same in a process that kills itself at this point.
    pub async fn run_armed(&self, words: &[&str], point: &str) -> std::process::Output {
        self.start.clone().with(KILL_AT, point).run(words).await
    }

    /// Warnings and errors of the server.
    pub fn log(&self) -> String {
        self.server.as_ref().map(Binary::log).unwrap_or_default()
    }

    /// Nobody, over the phones' line.
    pub fn nobody(&self) -> Desk {
        Desk { http: single_client(), ..Desk::nobody(&self.line.base()) }
    }

    /// What a planner sends to plan a visit under this id.
    pub fn plan(&self, shopper: Uuid, station: Uuid, id: Uuid) -> serde_json::Value {
        let at = |ms: i64| forecourt_api::times::rfc3339(self.members.start_ms + ms);
        json!({"items": [{"id": id, "round_id": self.members.round, "station_id": station,
                          "shopper_id": shopper, "slot": "day", "window_start": at(0), "window_end": at(DAY_MS / 4)}],
               "override_reason": "a test"})
    }
}

/// Everybody over this line, with a connection for every request: none is left over from a server that is gone.
fn over(members: &Members, line: &Line) -> Members {
    let http = single_client();
    let moved = |desk: &Desk| desk.at(&line.base()).by(&http);
    let all = |desks: &[Desk]| desks.iter().map(moved).collect();
    Members {
        admin: moved(&members.admin),
        hq: moved(&members.hq),
        planner: moved(&members.planner),
        auditor: moved(&members.auditor),
        reviewers: all(&members.reviewers),
        shoppers: all(&members.shoppers),
        ..members.clone()
    }
}

/// Whether it was killed, and did not end in another way.
pub fn is_killed(status: ExitStatus) -> bool {
    status.signal() == Some(9)
}

/// Waiting for something that comes by itself.
pub struct Wait {
    deadline: Instant,
}

impl Wait {
    /// For so long at the most.
    pub fn up_to(patience: Duration) -> Self {
        Self { deadline: Instant::now() + patience }
    }

    /// It is not yet as it should be; panics when the time is over.
    pub async fn more(&self, seen: &impl std::fmt::Debug) {
        assert!(Instant::now() < self.deadline, "still {seen:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
