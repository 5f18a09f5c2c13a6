//! What a shopper does with his phone, chapter by chapter: what is prepared, what is played over the line that breaks,
//! what the office does in between.

use std::time::{Duration, Instant};

use forecourt_photo::draw::{Scene, SceneKind, sketch};
use forecourt_tests::{
    desk::Desk,
    network::{PASSWORD, Station, id},
    visit::{Photo, Visit},
};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bench::Bench,
    draft::Backup,
    phone::{Broken, Phone, ask},
};

/// The machine has looked at every photo within this.
const EXAMINING: Duration = Duration::from_secs(30);
/// From one sync to the next.
const PAUSE: Duration = Duration::from_millis(20);

/// A part of the protocol that can be played by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chapter {
    /// A new shopper signs in by a one-time code and reads what is to be done.
    SignIn,
    /// A shopper signs out.
    SignOut,
    /// A visit with photos is delivered.
    Audit,
    /// One of two photos is gone.
    Lost,
    /// A decline, an impossible visit, a recognition.
    Reports,
    /// A visit under way is backed up, and taken over by a new phone.
    Draft,
    /// A delivered audit comes back and is answered with one more photo.
    Returned,
    /// A visit is refused, judged again, and sent again.
    Refused,
    /// A delivered visit is reviewed and published.
    Published,
}

impl Chapter {
    /// Every chapter that a phone plays.
    pub const OF_PHONES: [Self; 8] = [
        Self::SignIn,
        Self::SignOut,
        Self::Audit,
        Self::Lost,
        Self::Reports,
        Self::Draft,
        Self::Returned,
        Self::Refused,
    ];
}

/// Bytes of a photo: several steps of a cut.
const PHOTO_BYTES: usize = 20_000;

/// A real JPEG of its own, with few pixels, so that hundreds of plays cost little, and a comment that fills it up.
fn picture() -> Photo {
    let (seed, _) = Uuid::new_v4().as_u64_pair();
    let mut bytes = sketch(&Scene {
        kind: SceneKind::Forecourt,
        seed,
        station_code: "HZ-0001".into(),
        labels: Vec::new(),
        at_ms: 1_780_279_200_000,
        lat_e7: 302_741_500,
        lon_e7: 1_201_551_500,
        night: false,
        defect: None,
        sale: None,
    });
    let fill = PHOTO_BYTES - bytes.len();
    let mut comment = vec![0xff, 0xfe];
    comment.extend(u16::try_from(fill - 2).expect("one segment").to_be_bytes());
    comment.resize(fill, b'.');
    bytes.splice(2..2, comment);
    Photo { id: Uuid::new_v4(), kind: "scene", bytes }
}

/// How far a play is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Something was done; go on.
    Done,
    /// There is nothing left to do.
    Over,
}

/// One chapter, played once.
pub struct Play {
    /// Which one.
    pub chapter: Chapter,
    /// The shopper's phone.
    pub phone: Phone,
    /// His visit, as finished last.
    pub visit: Option<Visit>,
    /// Assignments with what was reported about them, and where that leaves them.
    pub reports: Vec<(Uuid, &'static str, &'static str)>,
    /// The shopper.
    pub person_id: Uuid,
    station: Station,
    stage: usize,
    /// The key of what the office intends, made once.
    key: Uuid,
    /// The version that the office saw when it decided.
    seen: Option<String>,
}

impl Play {
    /// Prepares a chapter on a server that runs.
    pub async fn prepare(chapter: Chapter, bench: &mut Bench) -> Self {
        let shopper = bench.members.shoppers[0].clone();
        let mut phone = Phone::new(bench.nobody());
        phone.change(|memory| {
            memory.token = Some(shopper.token);
            memory.fetched.push(("station-69".into(), 1));
        });
        let mut play = Self {
            chapter,
            phone,
            visit: None,
            reports: Vec::new(),
            person_id: shopper.person_id,
            station: bench.members.stations[bench.audits.len() % bench.members.stations.len()].clone(),
            stage: 0,
            key: Uuid::new_v4(),
            seen: None,
        };
        match chapter {
            Chapter::SignIn => play.new_shopper(bench).await,
            Chapter::SignOut => play.signed_in(bench).await,
            Chapter::Audit => play.finish_visit(bench, 2, true).await,
            Chapter::Lost => {
                play.finish_visit(bench, 2, true).await;
                play.phone.lose(play.visit.as_ref().expect("a visit").photos[1].id);
            }
            Chapter::Reports => play.hindered(bench).await,
            Chapter::Draft => {
                let assignment = Uuid::new_v4();
                play.planned(bench, assignment).await;
                play.phone.change(|memory| memory.draft = Some(Backup::of(assignment)));
            }
            Chapter::Refused => play.finish_visit(bench, 0, false).await,
            Chapter::Returned | Chapter::Published => {
                play.finish_visit(bench, 2, true).await;
                play.deliver().await;
            }
        }
        play
    }

    /// A visit is finished, of an assignment that the office has planned or not.
    async fn finish_visit(&mut self, bench: &mut Bench, photos: u64, planned: bool) {
        let assignment = Uuid::new_v4();
        if planned {
            self.planned(bench, assignment).await;
        }
        let Station { code, position, .. } = &self.station;
        let mut visit = Visit::new(assignment, code, *position, bench.members.start_ms, 0);
        visit.photos.extend((0..photos).map(|_| picture()));
        self.phone.finish(&visit);
        self.phone.change(|memory| memory.wants_holdings = true);
        bench.audits.push(visit.audit_id);
        self.visit = Some(visit);
    }

    /// The office plans a visit of this shopper under this id.
    async fn planned(&self, bench: &Bench, assignment: Uuid) {
        let body = bench.plan(self.person_id, self.station.id, assignment);
        let made = bench.members.planner.post("/v1/assignments/bulk", body).await.expect(200);
        assert_eq!(made["created"], 1, "{made}");
    }

    /// Delivers over a whole line.
    async fn deliver(&mut self) {
        while let Some(task) = self.phone.next() {
            self.phone.perform(&task).await.expect("a whole line");
        }
        let kept = &self.phone.memory.audits[0];
        assert!(kept.done, "refused: {:?}", kept.refused);
    }

    async fn new_shopper(&mut self, bench: &Bench) {
        let admin = &bench.members.admin;
        let name = format!("s-{}", Uuid::new_v4().simple());
        let body = json!({"username": name, "display_name": "New", "roles": [{"role": "shopper"}]});
        self.person_id = id(&admin.post("/v1/people", body).await.expect(201));
        let code = admin.post(&format!("/v1/people/{}/sign-in-code", self.person_id), json!({})).await.expect(201);
        let assignment = Uuid::new_v4();
        self.planned(bench, assignment).await;
        self.reports.push((assignment, "", "issued"));
        self.phone.change(|memory| {
            memory.username = name;
            memory.password = PASSWORD.to_owned();
            memory.code = code["code"].as_str().map(str::to_owned);
            memory.token = None;
            memory.fetched.clear();
            (memory.wants_sync, memory.wants_holdings) = (true, true);
        });
    }

    async fn signed_in(&mut self, bench: &Bench) {
        let own = Desk { token: String::new(), ..bench.members.shoppers[0].clone() };
        let own = own.sign_in("shopper-1", PASSWORD).await;
        self.seen = Some(own.token.clone());
        self.phone.change(|memory| (memory.token, memory.leaving) = (Some(own.token), true));
    }

    async fn hindered(&mut self, bench: &Bench) {
        // Recognised there, he is never sent to that station again: it is one of its own.
        let code = format!("R-{}", &Uuid::new_v4().simple().to_string()[..8]).to_uppercase();
        let station = json!({
            "code": code, "org_unit_id": bench.members.units[2], "name_zh": "站", "name_en": "Station", "city_zh": "杭州",
            "city_en": "Hangzhou", "address": "1 Road", "lat_e7": 302_741_500, "lon_e7": 1_201_551_500,
        });
        self.station.id = id(&bench.members.admin.post("/v1/stations", station).await.expect(201));
        let at_ms = bench.members.start_ms;
        let fix = json!({"lat_e7": 1, "lon_e7": 1, "accuracy_cm": 500, "mocked": false, "at_ms": at_ms});
        let photo = || json!({"photo_id": Uuid::new_v4(), "sha256": "0".repeat(64), "bytes": 10});
        let photos = || (0..20).map(|_| photo()).collect::<Value>();
        let note = "车".repeat(2000);
        for (verb, state, body) in [
            ("decline", "declined", json!({"reason": "r".repeat(1000)})),
            (
                "impossible",
                "impossible",
                json!({"reason": "closed", "note": note, "at_ms": at_ms, "fix": fix, "photos": photos()}),
            ),
            ("recognised", "issued", json!({"note": note, "at_ms": at_ms, "fix": fix, "photos": photos()})),
        ] {
            let assignment = Uuid::new_v4();
            self.planned(bench, assignment).await;
            self.phone.report(assignment, verb, &body);
            self.reports.push((assignment, verb, state));
        }
    }

    /// Does what comes next: the phone's work before the office's.
    pub async fn step(&mut self, bench: &mut Bench) -> Result<Turn, Broken> {
        if let Some(task) = self.phone.next() {
            self.phone.perform(&task).await?;
            return Ok(Turn::Done);
        }
        self.office(bench).await
    }

    /// What the office does when the phone has nothing left to do; every step may be repeated.
    pub async fn office(&mut self, bench: &mut Bench) -> Result<Turn, Broken> {
        match self.chapter {
            Chapter::Returned => self.send_back(bench).await,
            Chapter::Refused => self.judge_again(bench).await,
            Chapter::Published => self.publish(bench).await,
            _ => Ok(Turn::Over),
        }
    }

    async fn send_back(&mut self, bench: &Bench) -> Result<Turn, Broken> {
        let visit = self.visit.clone().expect("a visit");
        let reviewer = &bench.members.reviewers[0];
        match self.stage {
            0 => self.claim(reviewer).await?,
            1 => {
                let body = json!({"remarks": [{"text": "Please look again"}]});
                self.decide(reviewer, "return", &body).await?;
            }
            2 => match self.phone.memory.returned.iter().find(|one| one["audit_id"] == json!(visit.audit_id)) {
                // On PostgreSQL a sync may have to wait for transactions of others (decision 14).
                None => {
                    tokio::time::sleep(PAUSE).await;
                    self.phone.change(|memory| memory.wants_sync = true);
                    return Ok(Turn::Done);
                }
                Some(one) => {
                    assert_eq!(one["submission"], visit.submission(), "it comes back whole");
                    assert_eq!(one["next_revision"], json!(visit.revision + 1));
                    let mut answer = visit.answered();
                    answer.photos.push(picture());
                    self.phone.finish(&answer);
                    // The cursor that comes back says that the return has arrived.
                    self.phone.change(|memory| memory.wants_sync = true);
                    self.visit = Some(answer);
                }
            },
            _ => return Ok(Turn::Over),
        }
        self.stage += 1;
        Ok(Turn::Done)
    }

    async fn judge_again(&mut self, bench: &Bench) -> Result<Turn, Broken> {
        let visit = self.visit.clone().expect("a visit");
        let Bench { members, .. } = bench;
        match self.stage {
            0 => {
                // The office had forgotten to enter the assignment.
                let refused = [("/assignment_id".to_owned(), "unknown_assignment".to_owned())];
                assert_eq!(self.phone.memory.audits[0].refused, refused);
                let body = bench.plan(self.person_id, self.station.id, visit.assignment_id);
                let path = "/v1/assignments/bulk";
                let request =
                    members.planner.request(Method::POST, path).header("idempotency-key", self.key.to_string());
                ask(&members.planner, request.json(&body)).await?.expect(200);
            }
            1 => {
                let list = members.admin.request(Method::GET, "/v1/refused?limit=500");
                let list = ask(&members.admin, list).await?.expect(200);
                let rows: Vec<&Value> = list["items"].as_array().expect("a list").iter().collect();
                let own: Vec<&&Value> = rows.iter().filter(|row| row["audit_id"] == json!(visit.audit_id)).collect();
                assert_eq!(own.len(), 1, "it is kept once");
                let path = format!("/v1/refused/{}/judge", id(own[0]));
                let request =
                    members.admin.request(Method::POST, &path).header("idempotency-key", self.key.to_string());
                let judged = ask(&members.admin, request.json(&json!({}))).await?;
                assert_eq!(judged.expect(200)["state"], "accepted");
            }
            2 if self.phone.memory.audits[0].quarantined => {
                tokio::time::sleep(PAUSE).await;
                self.phone.change(|memory| memory.wants_sync = true);
                return Ok(Turn::Done);
            }
            2 => {}
            _ => return Ok(Turn::Over),
        }
        self.stage += 1;
        Ok(Turn::Done)
    }

    async fn publish(&mut self, bench: &mut Bench) -> Result<Turn, Broken> {
        let [first, second, ..] = &bench.members.reviewers[..] else { unreachable!("three reviewers") };
        match self.stage {
            0 => self.claim(first).await?,
            1 => {
                self.decide(first, "accept", &json!({})).await?;
                self.key = Uuid::new_v4();
            }
            2 => self.claim(second).await?,
            3 => self.decide(second, "accept", &json!({})).await?,
            4 => self.key = Uuid::new_v4(),
            5 => {
                let (hq, unit) = (&bench.members.hq, bench.members.units[0]);
                let body = json!({"reason": format!("for {}", self.key), "scope": unit});
                let request = hq.request(Method::POST, "/v1/publications");
                let request = request.header("idempotency-key", self.key.to_string()).json(&body);
                ask(hq, request).await?.expect(201);
            }
            _ => return Ok(Turn::Over),
        }
        self.stage += 1;
        Ok(Turn::Done)
    }

    /// Prepares everything up to the publication itself. The line is whole, but a version that was seen may be an old one:
    /// the office looks again then.
    pub async fn approve(&mut self, bench: &mut Bench) {
        for _ in 0..20 {
            if self.stage == 4 {
                return;
            }
            let _ = self.office(bench).await;
        }
        panic!("not approved: {}", bench.log());
    }

    /// The reason of the publication that was made.
    pub fn publication(&self) -> String {
        format!("for {}", self.key)
    }

    /// The token that was signed out.
    pub fn signed_out(&self) -> Option<&str> {
        self.seen.as_deref().filter(|_| self.chapter == Chapter::SignOut)
    }

    async fn claim(&mut self, reviewer: &Desk) -> Result<(), Broken> {
        self.decide(reviewer, "claim", &json!({})).await?;
        self.key = Uuid::new_v4();
        Ok(())
    }

    /// One intention: the same key and the same body until the server answers. Its first answer comes before any look at
    /// the version, so that a version which is refused was never acted upon.
    async fn decide(&mut self, reviewer: &Desk, verb: &str, body: &Value) -> Result<(), Broken> {
        let path = format!("/v1/audits/{}", self.visit.as_ref().expect("a visit").audit_id);
        if self.seen.is_none() {
            let shown = ask(reviewer, reviewer.request(Method::GET, &path)).await?;
            shown.expect(200);
            self.seen = shown.headers.get("etag").and_then(|etag| etag.to_str().ok()).map(str::to_owned);
        }
        let etag = self.seen.clone().expect("an ETag");
        let request = reviewer.request(Method::POST, &format!("{path}/{verb}"));
        let request = request.header("idempotency-key", self.key.to_string()).header("if-match", etag);
        let request = request.json(body);
        let begin = Instant::now();
        let answer = loop {
            let answer = ask(reviewer, request.try_clone().expect("a body of bytes")).await?;
            // The photos are still being examined: nothing was decided, the same intention is sent again.
            if answer.status != 409 || !answer.headers.contains_key("retry-after") || begin.elapsed() > EXAMINING {
                break answer;
            }
            tokio::time::sleep(PAUSE).await;
        };
        if answer.status != 412 {
            answer.expect(200);
        }
        self.seen = None;
        if answer.status == 200 { Ok(()) } else { Err(Broken) }
    }
}
