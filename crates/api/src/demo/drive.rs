//! Six weeks of work on a simulated clock. Everything goes through the public API, and every step may be repeated: a demo
//! that was killed goes on with the step that it was at, at the same simulated instant.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use forecourt_core::{
    checklist::Checklist,
    day::{HOUR_MS, MINUTE_MS},
};
use serde_json::json;
use tokio::{
    sync::{Mutex, Semaphore},
    task::JoinHandle,
};

use super::{
    client::{Client, DemoError, Result},
    dispute::Dispute,
    network::{self, Station},
    office,
    phone::Phone,
    plan::{self, DAYS, Fate, Visit, midnight},
    progress::Progress,
    reached::Reached,
    rectify::Yard,
    review,
    visit::{self, Draft, Pen},
};
use crate::{jobs, state::App};

/// Audits after which the demo is worth looking at.
const ENOUGH: u64 = 150;
/// Visits that are drawn at once.
const DRAWN_AT_ONCE: usize = 2;
/// Rounds of waiting for the photos of a day.
const PATIENCE: usize = 20;

/// The demo under way.
pub struct Demo {
    /// The server in this process; only its clock and its job runner are used beside HTTP.
    pub app: App,
    /// The HTTP client.
    pub client: Client,
    /// Where all chance comes from.
    pub seed: u64,
    /// First simulated day, days since 1970-01-01.
    pub epoch_day: i64,
    /// The form.
    pub checklist: Arc<Checklist>,
    /// What makes the JPEG of a scene.
    pub pen: Pen,
    /// What to tell when there is enough to look at.
    pub welcome: String,
}

/// What everybody works with.
struct Stage {
    stations: Arc<Vec<Station>>,
    visits: Vec<Visit>,
    by_audit: HashMap<String, (usize, Visit, String)>,
    tokens: HashMap<String, String>,
    progress: Progress,
    welcomed: std::sync::atomic::AtomicBool,
    /// Sessions of stations, offices and panels, as they come to work.
    desks: Mutex<HashMap<String, String>>,
}

/// Something that happens on a day.
enum Event {
    Tick,
    Hinder(usize),
    Deliver(usize),
    Report(usize),
    FirstReviews,
    Answers,
    SecondReviews,
    /// Stations at their orders and appeals.
    Stations,
    /// Offices issue.
    Issue,
    /// Offices and panels decide.
    Offices,
    DayEnds,
}

type Drawing = JoinHandle<Draft>;
/// What the phones have sent on a day, by index of the visit.
type Sent = BTreeMap<usize, Draft>;

impl Demo {
    /// Fills the network, or goes on where an earlier run was killed.
    pub async fn run(&self) -> Result<()> {
        let stations = network::stations(self.seed);
        let visits = plan::visits(self.seed, self.epoch_day, &stations, &self.checklist);
        let expected = visits.iter().filter(|visit| visit.is_delivered()).count();
        let progress = Progress::new(expected as u64);
        let reached = self.reached().await?;
        progress.say("network, people, passwords 机构、加油站、人员");
        if reached == Reached::default() {
            self.app.clock.simulate(midnight(self.epoch_day, 0) + 5 * HOUR_MS);
            self.prepare(&stations, &visits).await?;
        }
        let tokens = office::sign_everybody_in(&self.client).await?;
        let by_audit = visits
            .iter()
            .enumerate()
            .map(|(nth, visit)| (visit.audit.to_string(), (nth, visit.clone(), stations[visit.station].code.clone())));
        let stage = Stage {
            by_audit: by_audit.collect(),
            stations: Arc::new(stations),
            tokens,
            progress,
            welcomed: false.into(),
            desks: Mutex::default(),
            visits,
        };
        for _ in stage.visits.iter().filter(|visit| visit.is_delivered() && visit.day < reached.day) {
            stage.progress.step();
        }
        self.welcome(&stage);
        let mut drawings = HashMap::new();
        let pens = Arc::new(Semaphore::new(DRAWN_AT_ONCE));
        for day in reached.day..DAYS {
            stage.progress.say(&crate::times::day(i32::try_from(self.epoch_day + day).unwrap_or(0)));
            self.draw_ahead(&stage, day, &pens, &mut drawings);
            self.draw_ahead(&stage, day + 1, &pens, &mut drawings);
            let done = if day == reached.day { reached.events } else { 0 };
            self.day(&stage, day, done, &mut drawings).await?;
        }
        self.app.clock.go_real();
        self.remember_complete().await?;
        stage.progress.finish("the network is complete; the clock is the real one now 演示数据已就绪");
        Ok(())
    }

    async fn prepare(&self, stations: &[Station], visits: &[Visit]) -> Result<()> {
        let admin = office::administrator(&self.app, &self.client).await?;
        office::import(&self.client, &admin, stations).await?;
        office::name_contacts(&self.client, &admin).await?;
        let planner = office::sign_in(&self.client, "planner").await?;
        office::plan(&self.client, &planner, self.epoch_day, stations, visits, &self.checklist).await
    }

    /// Starts drawing the visits of a day, while the day before is played.
    fn draw_ahead(&self, stage: &Stage, day: i64, pens: &Arc<Semaphore>, drawings: &mut HashMap<usize, Drawing>) {
        let wanted = stage.visits.iter().enumerate().filter(|(_, visit)| visit.day == day && visit.is_delivered());
        for (nth, visit) in wanted {
            drawings.entry(nth).or_insert_with(|| {
                let (visit, stations, pens) = (visit.clone(), stage.stations.clone(), pens.clone());
                let (seed, checklist, pen) = (self.seed, self.checklist.clone(), self.pen);
                tokio::spawn(async move {
                    // The semaphore is never closed.
                    let _place = pens.acquire_owned().await;
                    let draw = move || visit::draft(seed, &checklist, &visit, &stations[visit.station], pen);
                    tokio::task::spawn_blocking(draw).await.unwrap_or_else(|_| Draft::empty())
                })
            });
        }
    }

    /// What happens on a day, in order; the same at every start.
    fn events(&self, stage: &Stage, day: i64) -> Vec<(i64, Event)> {
        let midnight = midnight(self.epoch_day, day);
        let at = |hour: i64, minute: i64| midnight + hour * HOUR_MS + minute * MINUTE_MS;
        let mut events = vec![
            (at(9, 1), Event::Tick),
            (at(10, 0), Event::FirstReviews),
            (at(13, 0), Event::Answers),
            (at(8, 30), Event::Stations),
            (at(10, 30), Event::Issue),
            (at(14, 0), Event::Stations),
            (at(15, 30), Event::SecondReviews),
            (at(16, 30), Event::Offices),
            (at(18, 5), Event::Tick),
            (at(23, 58), Event::DayEnds),
        ];
        for (nth, visit) in stage.visits.iter().enumerate().filter(|(_, visit)| visit.day == day) {
            events.push(match visit.fate {
                Fate::Declined => (at(6, 30), Event::Hinder(nth)),
                Fate::Impossible => (visit.visit.0 + 5 * MINUTE_MS, Event::Hinder(nth)),
                Fate::Held => (visit.deliver_ms, Event::Report(nth)),
                _ => (visit.deliver_ms, Event::Deliver(nth)),
            });
        }
        events.sort_by_key(|(when, _)| *when);
        events
    }

    /// Plays a day whose first so many events are done.
    async fn day(&self, stage: &Stage, day: i64, done: usize, drawings: &mut HashMap<usize, Drawing>) -> Result<()> {
        let mut sent = Sent::new();
        for (nth, (when, event)) in self.events(stage, day).into_iter().enumerate() {
            if let Event::Deliver(visit) = event
                && let Some(drawing) = drawings.remove(&visit)
            {
                sent.insert(visit, drawing.await.map_err(|error| DemoError::Other(error.to_string()))?);
            }
            if nth >= done {
                self.app.clock.simulate(when);
                self.event(stage, (day, when), &event, &sent).await?;
                self.remember(Reached { day, events: nth + 1, at_ms: when }).await?;
            }
            if matches!(event, Event::Deliver(_)) {
                stage.progress.step();
                self.welcome(stage);
            }
        }
        Ok(())
    }

    async fn event(&self, stage: &Stage, (day, when): (i64, i64), event: &Event, sent: &Sent) -> Result<()> {
        match *event {
            Event::Tick => self.jobs().await,
            Event::FirstReviews => self.review(stage, "submitted,in_review").await,
            Event::SecondReviews => self.review(stage, "second_review").await,
            Event::Answers => self.answers(stage, day).await,
            Event::Hinder(nth) => {
                let visit = &stage.visits[nth];
                let station = &stage.stations[visit.station];
                self.phone(stage, visit).hinder(visit, (station.lat_e7, station.lon_e7)).await
            }
            Event::Report(nth) => self.phone(stage, &stage.visits[nth]).report(&stage.visits[nth]).await,
            Event::Deliver(nth) => self.deliver(stage, &stage.visits[nth], &sent[&nth]).await,
            Event::Stations => self.stations(stage, when).await,
            Event::Issue => {
                let yard = self.yard(stage, when);
                yard.issue(&yard.open().await?).await
            }
            Event::Offices => {
                let yard = self.yard(stage, when);
                yard.verify(&yard.open().await?).await?;
                self.dispute(stage, when).decide().await
            }
            Event::DayEnds => self.day_ends(stage, sent).await,
        }
    }

    async fn deliver(&self, stage: &Stage, visit: &Visit, draft: &Draft) -> Result<()> {
        let phone = self.phone(stage, visit);
        phone.deliver(visit, draft).await?;
        if visit.fate == Fate::Half {
            phone.report(visit).await?;
        }
        Ok(())
    }

    fn phone<'a>(&'a self, stage: &'a Stage, visit: &Visit) -> Phone<'a> {
        let token = stage.tokens.get(&network::shopper(visit.shopper)).map(String::as_str).unwrap_or_default();
        Phone { client: &self.client, token, device: visit::device(self.seed, visit.shopper) }
    }

    fn yard<'a>(&'a self, stage: &'a Stage, now: i64) -> Yard<'a> {
        let Self { client, seed, pen, .. } = self;
        Yard { client, seed: *seed, stations: &stage.stations, pen: *pen, now, tokens: &stage.desks }
    }

    fn dispute<'a>(&'a self, stage: &'a Stage, now: i64) -> Dispute<'a> {
        Dispute { client: &self.client, seed: self.seed, now, tokens: &stage.desks }
    }

    /// Stations sign for orders, ask for time, hand in what they fixed, and appeal.
    async fn stations(&self, stage: &Stage, now: i64) -> Result<()> {
        let yard = self.yard(stage, now);
        yard.acknowledge(&yard.open().await?).await?;
        let rows = yard.open().await?;
        yard.extend(&rows).await?;
        let fixed = yard.evidence(&rows).await?;
        if !fixed.is_empty() {
            // Pictures are proven before they are handed in.
            self.jobs().await?;
            yard.submit(fixed).await?;
        }
        self.dispute(stage, now).appeal().await
    }

    /// Shoppers whose audits were returned look at their phones.
    async fn answers(&self, stage: &Stage, day: i64) -> Result<()> {
        let asked = stage.visits.iter().filter(|visit| visit.fate == Fate::Returned && visit.day + 1 == day);
        for visit in asked {
            let words = "补充：付款时收银台前有两位员工，排队约两分钟。";
            let answer = |submission: &mut serde_json::Value| {
                let told = submission["narrative"].as_str().unwrap_or_default();
                submission["narrative"] = json!(format!("{told}{words}"));
            };
            self.phone(stage, visit).answer_returns(answer).await?;
        }
        Ok(())
    }

    async fn review(&self, stage: &Stage, states: &str) -> Result<()> {
        review::work(&self.client, &stage.tokens, &stage.by_audit, states).await
    }

    async fn jobs(&self) -> Result<()> {
        jobs::run_all_due(&self.app).await.map_err(|error| DemoError::Other(format!("{error:?}")))
    }

    /// The phones repeat their submissions until nothing is missing.
    async fn day_ends(&self, stage: &Stage, sent: &Sent) -> Result<()> {
        self.jobs().await?;
        for (nth, draft) in sent {
            let visit = &stage.visits[*nth];
            if visit.fate == Fate::Half {
                continue;
            }
            for turn in 0..PATIENCE {
                if self.phone(stage, visit).is_complete(visit, draft).await? {
                    break;
                }
                if turn + 1 == PATIENCE {
                    tracing::warn!(audit = %visit.audit, "its photos are not settled yet");
                }
                self.jobs().await?;
            }
        }
        Ok(())
    }

    fn welcome(&self, stage: &Stage) {
        use std::sync::atomic::Ordering;
        if stage.progress.done() >= ENOUGH && !stage.welcomed.swap(true, Ordering::Relaxed) {
            stage.progress.print(&self.welcome);
        }
    }
}
