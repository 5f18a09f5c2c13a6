//! A small network, seeded once per kind of database through the public API and then copied for each test: seven people
//! in every role, twelve stations, an open round with an assignment of each shopper at each station.

use forecourt_api::{auth::token, times::rfc3339};
use forecourt_core::states::Role;
use forecourt_store::{entity::sign_in_code, people};
use serde_json::{Value, json};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::{
    database::Kind,
    desk::{Desk, client},
    phone::Phone,
    server::{MONDAY_10, Place, Server},
    visit::Visit,
};

/// The password of everybody in a test network.
pub const PASSWORD: &str = "correct horse battery";
/// Stations of the network.
pub const STATIONS: usize = 12;
/// Where the first station stands, 1e-7 degrees.
const ORIGIN: (i64, i64) = (302_741_500, 1_201_551_500);
const HOUR_MS: i64 = 3_600_000;

/// A station of the network.
#[derive(Clone, Debug)]
pub struct Station {
    /// Id.
    pub id: Uuid,
    /// Code, as printed on receipts.
    pub code: String,
    /// Position, 1e-7 degrees.
    pub position: (i64, i64),
}

/// Ids and sign-ins of a seeded network, without its server.
#[derive(Clone)]
pub struct Members {
    /// Administrator of everything.
    pub admin: Desk,
    /// Head office.
    pub hq: Desk,
    /// Planner of everything.
    pub planner: Desk,
    /// Three reviewers.
    pub reviewers: Vec<Desk>,
    /// Two shoppers.
    pub shoppers: Vec<Desk>,
    /// Manager of the first station.
    pub manager: Desk,
    /// The region that all stations lie in.
    pub region: Desk,
    /// Auditor of everything.
    pub auditor: Desk,
    /// The top of the tree, a province, a city.
    pub units: Vec<Uuid>,
    /// The stations, all in the city.
    pub stations: Vec<Station>,
    /// The open round.
    pub round: Uuid,
    /// By shopper and station.
    pub assignments: Vec<Vec<Uuid>>,
    /// When the first visit of the plan may begin, epoch ms.
    pub start_ms: i64,
}

/// A running server with a network in it. Business time is an hour after [`MONDAY_10`].
pub struct Network {
    /// The server.
    pub server: Server,
    /// Who and what there is.
    pub members: Members,
}

impl std::ops::Deref for Network {
    type Target = Members;

    fn deref(&self) -> &Members {
        &self.members
    }
}

impl Network {
    /// A copy of the seeded network of this kind.
    pub async fn start(kind: Kind) -> Self {
        Self::start_with(kind, |_| {}).await
    }

    /// The same with other settings.
    pub async fn start_with(kind: Kind, change: impl FnOnce(&mut forecourt_api::config::Settings)) -> Self {
        static SEEDED: [OnceCell<(Place, Members)>; 2] = [const { OnceCell::const_new() }; 2];
        let cell = &SEEDED[usize::from(kind == Kind::Postgres)];
        let (place, members) = cell.get_or_init(|| seed(kind)).await;
        let place = place.copy();
        let mut settings = place.settings();
        change(&mut settings);
        let server = Server::on(place, settings, Some(MONDAY_10 + HOUR_MS)).await;
        let members = members.at(&server.base);
        Self { server, members }
    }

    /// Stops the server and starts it again on the same data.
    pub async fn restart(self) -> Self {
        let server = self.server.restart().await;
        let members = self.members.at(&server.base);
        Self { server, members }
    }
}

/// An empty server with a network made at this business time; none: real time.
pub async fn made(kind: Kind, now_ms: Option<i64>) -> Network {
    let place = Place::fresh(kind).await;
    let settings = place.settings();
    let server = Server::on(place, settings, now_ms).await;
    let members = Members::make(&server).await;
    Network { server, members }
}

async fn seed(kind: Kind) -> (Place, Members) {
    let Network { server, members } = made(kind, Some(MONDAY_10)).await;
    (server.stop().await, members)
}

impl Members {
    /// Everybody against another address, with an HTTP client of this test.
    pub fn at(&self, base: &str) -> Self {
        let http = client();
        let moved = |desk: &Desk| desk.at(base).by(&http);
        let all = |desks: &[Desk]| desks.iter().map(moved).collect();
        Self {
            admin: moved(&self.admin),
            hq: moved(&self.hq),
            planner: moved(&self.planner),
            reviewers: all(&self.reviewers),
            shoppers: all(&self.shoppers),
            manager: moved(&self.manager),
            region: moved(&self.region),
            auditor: moved(&self.auditor),
            ..self.clone()
        }
    }

    /// The phone of a shopper.
    pub fn phone(&self, shopper: usize) -> Phone {
        Phone::of(self.shoppers[shopper].clone())
    }

    /// A flawless visit of a shopper to a station with this many photos.
    pub fn visit(&self, shopper: usize, station: usize, photos: u64) -> Visit {
        let place = &self.stations[station];
        Visit::new(self.assignments[shopper][station], &place.code, place.position, self.start_ms, photos)
    }

    /// Makes a person with one role or several and signs him in.
    pub async fn people(&self, username: &str, roles: Value) -> Desk {
        person(&self.admin, username, roles).await
    }

    async fn make(server: &Server) -> Self {
        let admin = administrator(server).await;
        let mut units = Vec::new();
        for (level, code) in ["HQ", "ZJ", "HZ"].into_iter().enumerate() {
            let mut body = json!({"code": code, "level": level, "name_zh": code, "name_en": code});
            if let Some(parent) = units.last() {
                body["parent_id"] = json!(parent);
            }
            units.push(id(&admin.post("/v1/org-units", body).await.expect(201)));
        }
        let mut stations = Vec::new();
        for n in 0..STATIONS {
            stations.push(station(&admin, units[2], n).await);
        }
        let person = |name: &'static str, role: Value| person(&admin, name, role);
        let planner = person("planner", json!({"role": "planner"})).await;
        let mut reviewers = Vec::new();
        for name in ["reviewer-1", "reviewer-2", "reviewer-3"] {
            reviewers.push(person(name, json!({"role": "reviewer"})).await);
        }
        let mut shoppers = Vec::new();
        for name in ["shopper-1", "shopper-2"] {
            shoppers.push(person(name, json!({"role": "shopper"})).await);
        }
        let start_ms = server.now();
        let round = open_round(&planner, units[0], start_ms).await;
        let mut assignments = Vec::new();
        for shopper in &shoppers {
            assignments.push(assign(&planner, round, shopper.person_id, &stations, start_ms).await);
        }
        Self {
            hq: person("hq", json!({"role": "hq"})).await,
            manager: person("manager", json!({"role": "station", "station_id": stations[0].id})).await,
            region: person("region", json!({"role": "region", "org_unit_id": units[1]})).await,
            auditor: person("auditor", json!({"role": "auditor"})).await,
            admin,
            planner,
            reviewers,
            shoppers,
            units,
            stations,
            round,
            assignments,
            start_ms,
        }
    }
}

/// The id in an answer.
pub fn id(body: &Value) -> Uuid {
    body["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no id: {body}"))
}

/// The first administrator, as the command makes him.
async fn administrator(server: &Server) -> Desk {
    let app = &server.app;
    let now = app.clock.real_ms();
    let person_id = Uuid::new_v4();
    let code = token::fresh_code().expect("random bytes");
    let tx = app.store.begin("create_admin").await.expect("a transaction");
    people::insert(&*tx, people::NewPerson::named(person_id, "admin", "Admin"), now).await.expect("a person");
    people::add_role(&*tx, person_id, Role::Admin, None, None).await.expect("a role");
    let code_hash = token::hash(&code).to_vec();
    let row =
        sign_in_code::Model { person_id, code_hash, expires_at: now + HOUR_MS, created_by: None, created_at: now };
    people::put_code(&*tx, row).await.expect("a code");
    tx.commit().await.expect("a commit");
    Desk::nobody(&server.base).sign_in_by_code("admin", &code, PASSWORD).await
}

/// Makes a person and signs him in by a code.
async fn person(admin: &Desk, username: &str, roles: Value) -> Desk {
    let roles = if roles.is_array() { roles } else { json!([roles]) };
    let body = json!({"username": username, "display_name": format!("Name of {username}"), "roles": roles});
    let person_id = id(&admin.post("/v1/people", body).await.expect(201));
    let code = admin.post(&format!("/v1/people/{person_id}/sign-in-code"), json!({})).await.expect(201);
    let code = code["code"].as_str().expect("a code");
    Desk { token: String::new(), ..admin.clone() }.sign_in_by_code(username, code, PASSWORD).await
}

async fn station(admin: &Desk, unit: Uuid, n: usize) -> Station {
    let code = format!("HZ-{n:04}");
    // 11 km from one to the next.
    let position = (ORIGIN.0 + 1_000_000 * i64::try_from(n).expect("few stations"), ORIGIN.1);
    let body = json!({
        "code": code, "org_unit_id": unit, "name_zh": format!("第{n}加油站"), "name_en": format!("Station {n}"),
        "city_zh": "杭州", "city_en": "Hangzhou", "address": "1 Road", "lat_e7": position.0, "lon_e7": position.1,
    });
    let id = id(&admin.post("/v1/stations", body).await.expect(201));
    Station { id, code, position }
}

async fn open_round(planner: &Desk, unit: Uuid, start_ms: i64) -> Uuid {
    let day = |ms: i64| rfc3339(ms)[..10].to_owned();
    let body = json!({
        "code": "R1", "name_zh": "第一轮", "name_en": "Round 1", "org_unit_id": unit,
        "checklist": {"id": "station-69", "version": 1},
        "first_day": day(start_ms - 24 * HOUR_MS), "last_day": day(start_ms + 30 * 24 * HOUR_MS),
    });
    let round = id(&planner.post("/v1/rounds", body).await.expect(201));
    planner.verb(&format!("/v1/rounds/{round}"), "open", json!({})).await.expect(200);
    round
}

/// Plans a visit of the shopper to each of these stations in the six hours from `start_ms`.
pub async fn assign(planner: &Desk, round: Uuid, shopper: Uuid, stations: &[Station], start_ms: i64) -> Vec<Uuid> {
    let window_start = rfc3339(start_ms);
    let window_end = rfc3339(start_ms + 6 * HOUR_MS);
    let ids: Vec<Uuid> = stations.iter().map(|_| Uuid::new_v4()).collect();
    let item = |(station, id): (&Station, &Uuid)| {
        json!({"id": id, "round_id": round, "station_id": station.id, "shopper_id": shopper, "slot": "day",
               "window_start": window_start, "window_end": window_end})
    };
    let items: Vec<Value> = stations.iter().zip(&ids).map(item).collect();
    let body = json!({"items": items, "override_reason": "a test"});
    let answer = planner.post("/v1/assignments/bulk", body).await.expect(200);
    assert_eq!(answer["created"], ids.len(), "{answer}");
    ids
}
