//! Three processes run the scheduler on one PostgreSQL and are killed at every step of a pass: what time has done to orders
//! in weeks of downtime is recorded exactly once, and goes out at least once under an id that stays (decision 30).

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use forecourt_api::clock::Clock;
use forecourt_core::{
    calendar,
    checklist::{AnswerKind, Item, PhotoRule},
    order::{Rules, builtin, rungs as rungs_of},
};
use forecourt_store::{
    Pool, Store,
    access::Scope,
    killpoint::Point,
    orders::{self, read::Sight, rungs},
};
use forecourt_tests::{
    binary::{Binary, Start},
    database::{Kind, postgres},
    network::{Members, id, made},
    server::{Place, Server},
    visit::Visit,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    bench::{BINARY, KILL_AT, is_killed},
    kills::points_of_a_pass,
};

#[expect(dead_code, reason = "the tests of crates/notify use all of it")]
#[path = "../../crates/notify/tests/sending/http_server.rs"]
mod http_server;

use http_server::{Answer, Receiver};

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;
/// Processes of an installation.
const PROCESSES: usize = 3;
/// Installations at the same time.
const WORKERS: usize = 2;
/// A point is passed within this.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a process or the database is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// Monday at ten in Shanghai, four to five weeks ago.
fn long_ago() -> i64 {
    let day = (Clock::default().real_ms() + 8 * HOUR_MS).div_euclid(DAY_MS);
    // Day 0 was a Thursday.
    (day - 28 - (day + 3).rem_euclid(7)) * DAY_MS + 2 * HOUR_MS
}

/// A visit that misses everything that a photo can show and that is no red line.
fn poor(visit: Visit) -> Visit {
    let checklist = forecourt_core::registry::builtin().get("station-69", 1).expect("station-69 v1").clone();
    let shown = |item: &&Item| !item.is_critical() && !item.is_bonus() && item.photo != PhotoRule::Never;
    let worst = |item: &Item| match &item.answer {
        AnswerKind::PassFail => json!(false),
        AnswerKind::Graded(_) => json!(0),
        AnswerKind::Measured(scale) | AnswerKind::Count(scale) => json!(scale.max),
    };
    checklist.items.iter().filter(shown).fold(visit, |visit, item| visit.with(item.id.clone().leak(), worst(item)))
}

/// An installation with orders that nobody looked after for weeks, and a receiver of everything that is told.
struct Installation {
    place: Place,
    orders: Vec<Uuid>,
    receiver: Arc<Receiver>,
}

async fn install() -> Installation {
    let then = long_ago();
    let net = made(Kind::Postgres, Some(then)).await;
    let place = net.server.stop().await;
    let mut settings = place.settings();
    settings.telling.webhooks_private = true;
    let server = Server::on(place, settings, Some(then)).await;
    let net = net.members.at(&server.base);
    let receiver = Arc::new(Receiver::start(Answer::of("200 OK", &[], "")));
    let hook = json!({"kind": "webhook", "name": "Hook", "address": receiver.url("/hook").as_str()});
    net.hq.post("/v1/webhooks", hook).await.expect(201);
    let contacts = format!("/v1/org-units/{}/contacts", net.units[2]);
    net.admin.put(&contacts, &json!({"head": [net.region.person_id]})).await.expect(200);
    review(&net, &server, &poor(net.visit(0, 0, 1))).await;
    server.time(then + DAY_MS);
    server.work().await;
    let list = net.region.get("/v1/rectifications?limit=500").await.expect(200);
    let drafts = list["items"].as_array().expect("items");
    let items: Vec<_> =
        drafts.iter().step_by(2).map(|one| json!({"id": one["id"], "version": one["version"]})).collect();
    // Half of them is issued; the rest waits for the system.
    net.region.post("/v1/rectifications/bulk", json!({"verb": "issue", "items": items})).await.expect(200);
    let orders = drafts.iter().map(id).collect();
    Installation { orders, receiver, place: server.stop().await }
}

async fn review(net: &Members, server: &Server, visit: &Visit) {
    net.phone(0).deliver(visit).await;
    server.work().await;
    let path = forecourt_tests::phone::path(visit);
    for reviewer in &net.reviewers[..2] {
        reviewer.verb(&path, "claim", json!({})).await.expect(200);
        if reviewer.verb(&path, "accept", json!({})).await.expect(200)["state"] == "approved" {
            break;
        }
    }
}

impl Installation {
    fn copy(&self) -> Self {
        Self { place: self.place.copy(), orders: self.orders.clone(), receiver: self.receiver.clone() }
    }

    fn start(&self) -> Start {
        let start = Start::new(Path::new(BINARY), &self.place).with("FORECOURT_WEBHOOKS_PRIVATE", "true");
        start.with("FORECOURT_TELLING_TIMEOUT", 1).with("FORECOURT_TEST_LEASE_MS", 2_000)
    }

    /// Three processes that are to die at this point; how many did. The first pass that comes by kills the first; where nothing
    /// was committed the others come by as well.
    async fn kill_at(&self, point: Point) -> usize {
        let armed = self.start().with(KILL_AT, point.name());
        let starts = [armed.serve_or_end(), armed.serve_or_end(), armed.serve_or_end()];
        let mut running: Vec<Binary> = Vec::with_capacity(PROCESSES);
        let mut killed = 0;
        for started in futures::future::join_all(starts).await {
            match started {
                Ok(process) => running.push(process),
                Err(status) => {
                    assert!(is_killed(status), "{}: {status}", point.name());
                    killed += 1;
                }
            }
        }
        let begin = Instant::now();
        while killed == 0 {
            assert!(begin.elapsed() < PATIENCE, "{} was not reached", point.name());
            tokio::time::sleep(LOOK).await;
            let ended = running.iter_mut().filter_map(Binary::ended).inspect(|status| assert!(is_killed(*status)));
            killed += ended.count();
        }
        // The others are killed wherever they are.
        killed
    }

    fn ask(&self, statement: &str) -> String {
        postgres().expect("PostgreSQL").ask(self.place.database.name(), statement)
    }

    fn count(&self, what: &str) -> u64 {
        self.ask(&format!("SELECT count(*) FROM {what}")).parse().unwrap_or_else(|_| panic!("{what}"))
    }

    /// Lets three processes go on until nothing is left to do.
    async fn finish(&self, now_ms: i64) {
        let start = self.start();
        let running = futures::future::join_all([start.serve(), start.serve(), start.serve()]).await;
        let begin = Instant::now();
        // In one statement, so at one instant: what leaves one of these enters the next in the same commit.
        let left = format!(
            "SELECT (SELECT count(*) FROM rectification WHERE wake_at <= {now_ms})
                 + (SELECT count(*) FROM event WHERE taken_at IS NULL)
                 + (SELECT count(*) FROM notice WHERE state = 'held')
                 + (SELECT count(*) FROM delivery WHERE state = 'waiting')"
        );
        while self.ask(&left) != "0" {
            assert!(begin.elapsed() < 2 * PATIENCE, "it does not end: {}", running[0].log());
            tokio::time::sleep(LOOK).await;
        }
        for process in running {
            process.stop().await;
        }
    }

    /// Every rung that the history of an order asks for is recorded, once, and has one event.
    async fn check_rungs(&self, from_ms: i64) {
        let url = self.place.database.url().expect("PostgreSQL");
        let store = Store::connect(&url, Pool::default()).await.expect("the database");
        let rules = Rules { policy: builtin(orders::POLICY).expect("a policy"), calendar: calendar::builtin() };
        let sight = Sight { orders: Scope::everything(), drafts: Scope::everything() };
        let (mut due, mut may_be) = (BTreeSet::new(), BTreeSet::new());
        for id in &self.orders {
            let row = orders::read::find(store.read(), &sight, *id).await.expect("the database").expect("an order");
            let order = orders::order_of(&row).expect("an order");
            let of = |now| rungs_of(&order, now, rules).into_iter().map(|rung| (*id, rung.id)).collect::<Vec<_>>();
            due.extend(of(from_ms));
            may_be.extend(of(Clock::default().real_ms()));
        }
        let recorded = rungs::of_orders(store.read(), &self.orders).await.expect("the database");
        store.close().await.expect("it closes");
        let found: BTreeSet<(Uuid, String)> = recorded.iter().map(|row| (row.order_id, row.rung.clone())).collect();
        assert!(due.is_subset(&found) && found.is_subset(&may_be), "{due:?} {found:?}");
        assert!(found.len() > self.orders.len(), "{} rungs of {} orders", found.len(), self.orders.len());
        let told = self.ask(
            "SELECT count(*) || ' ' || count(DISTINCT (subject_id, payload->>'rung_id')) FROM event WHERE payload->>'rung_id' IS NOT NULL",
        );
        assert_eq!(told, format!("{0} {0}", found.len()), "one event a rung");
    }

    /// What was held for somebody was told in his digests, each once; what was delivered has arrived under its one id.
    fn check_told(&self) {
        let digests = "SELECT coalesce(sum((payload->>'count')::int), 0) FROM event WHERE kind = 'digest.downtime'";
        assert_eq!(self.ask(digests), self.count("notice WHERE state = 'told'").to_string());
        assert_eq!(self.count("delivery WHERE state <> 'delivered'"), 0);
        let mut bodies: BTreeMap<String, BTreeSet<Vec<u8>>> = BTreeMap::new();
        for request in self.receiver.requests() {
            bodies.entry(request.header("webhook-id").to_owned()).or_default().insert(request.body.clone());
        }
        let changed: Vec<&String> = bodies.iter().filter(|(_, said)| said.len() > 1).map(|(id, _)| id).collect();
        assert!(changed.is_empty(), "said twice under one id, and not the same: {changed:?}");
        let parcels = self.ask("SELECT DISTINCT parcel_id FROM delivery");
        let lost: Vec<&str> = parcels.lines().filter(|id| !bodies.contains_key(*id)).collect();
        assert!(lost.is_empty() && parcels.lines().count() > 1, "{lost:?} of {parcels}");
        let twice = "delivery GROUP BY event_id, lane_id HAVING count(*) > 1";
        assert_eq!(self.ask(&format!("SELECT 1 FROM {twice} LIMIT 1")), "", "an event is delivered once to a place");
    }
}

/// Kills at each step of the scheduler, each time on a copy of an installation that was left alone, then lets it end and looks
/// at everything.
pub async fn kill_at_every_step() {
    let seed = Arc::new(install().await);
    let points = points_of_a_pass();
    let queue: VecDeque<(Point, Installation)> = points.iter().map(|point| (*point, seed.copy())).collect();
    let queue = Arc::new(Mutex::new(queue));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..WORKERS {
        let queue = queue.clone();
        workers.spawn(async move {
            let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            let mut reached = 0;
            while let Some((point, here)) = next() {
                let (begin, now_ms) = (Instant::now(), Clock::default().real_ms());
                let killed = here.kill_at(point).await;
                here.finish(now_ms).await;
                here.check_rungs(now_ms).await;
                here.check_told();
                let ms = begin.elapsed().as_millis();
                println!("{killed} of {PROCESSES} killed at {}, everything told, {ms} ms", point.name());
                reached += 1;
            }
            reached
        });
    }
    let mut reached = 0;
    while let Some(done) = workers.join_next().await {
        reached += done.expect("a worker ends");
    }
    assert_eq!(reached, points.len());
}
