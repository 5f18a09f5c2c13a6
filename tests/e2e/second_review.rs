//! Which audits are reviewed twice (§2.5 no. 3, decision 19): a sample that is drawn at submission, doubts, low scores.

use forecourt_core::{
    checklist::{AnswerKind, Checklist, PhotoRule},
    registry,
};
use forecourt_store::entity::checklist_version;
use forecourt_tests::{
    desk::Desk,
    network::{Network, assign, id},
    phone,
    visit::Visit,
};
use serde_json::{Value, json};
use uuid::Uuid;

const MINUTE_MS: i64 = 60_000;
/// Missed with a photo, and no red lines: enough for a score between the thresholds.
const MISSES: [&str; 4] = [
    "approach.price_board_matches_pump",
    "approach.brand_sign_visible_intact",
    "safety.estop_and_warning_signs",
    "entry.nozzle_layout_clear",
];

/// A round with a version of the checklist that draws so many of a hundred.
struct Drawn<'n> {
    net: &'n Network,
    version: i32,
    round: Uuid,
}

impl<'n> Drawn<'n> {
    async fn publish(net: &'n Network, version: i32, percent: u32) -> Self {
        let source = registry::builtin_sources()[0].replacen("version = 1", &format!("version = {version}"), 1);
        let source = source.replacen("sample_pct = 20", &format!("sample_pct = {percent}"), 1);
        let checklist = Checklist::parse(&source).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!(checklist.review.sample_pct, percent);
        let row = checklist_version::Model {
            checklist_id: checklist.id,
            version,
            content_sha256: hex::decode(&checklist.sha256).expect("hex"),
            source,
            published_at: net.server.now(),
            withdrawn_at: None,
        };
        net.server.app.store.publish_checklist(row).await.expect("published");
        let body = json!({"code": format!("V{version}"), "name_zh": "轮", "name_en": "Round", "org_unit_id": net.units[0],
            "checklist": {"id": "station-69", "version": version}, "first_day": "2026-05-31", "last_day": "2026-06-30"});
        let round = id(&net.planner.post("/v1/rounds", body).await.expect(201));
        net.planner.verb(&format!("/v1/rounds/{round}"), "open", json!({})).await.expect(200);
        Self { net, version, round }
    }

    /// A visit to a station, delivered whole as this changes it; the path of its audit.
    async fn deliver(&self, station: usize, visit: Visit, change: impl Fn(&mut Value)) -> String {
        let Self { net, .. } = self;
        let place = &net.stations[station..=station];
        let mut visit = visit;
        visit.start_ms = net.start_ms + i64::try_from(station).expect("few") * 25 * MINUTE_MS;
        visit.assignment_id = assign(&net.planner, self.round, net.shoppers[0].person_id, place, net.start_ms).await[0];
        let mut body = visit.submission();
        body["checklist"]["version"] = json!(self.version);
        change(&mut body);
        net.server.time(visit.start_ms + 60 * MINUTE_MS);
        let phone = net.phone(0);
        let receipt = phone.put_raw(&visit, &body).await.expect(200);
        phone.upload(&visit, &receipt).await;
        phone.put_raw(&visit, &body).await.expect(200);
        net.server.work().await;
        phone::path(&visit)
    }

    /// The same with a score between the thresholds.
    async fn middling(&self, station: usize, change: impl Fn(&mut Value)) -> String {
        let visit = MISSES.iter().enumerate().fold(self.net.visit(0, station, 3), |visit, (n, item)| {
            visit.with(item, if n == 0 { json!(false) } else { json!(0) })
        });
        let path = self.deliver(station, visit, change).await;
        let score = self.net.reviewers[0].get(&path).await.expect(200)["score"]["final_bp"].as_i64().expect("a score");
        assert!((7000..9800).contains(&score), "{score}");
        path
    }
}

/// Claims and accepts; the state, and the causes that are told then: absent when there are none.
async fn accept(reviewer: &Desk, path: &str) -> (Value, Value) {
    reviewer.verb(path, "claim", json!({})).await.expect(200);
    let done = reviewer.verb(path, "accept", json!({})).await.expect(200);
    (done["state"].clone(), done["second_review"].clone())
}

/// How an audit is told of that nothing sends to a second review.
fn approved() -> (Value, Value) {
    (json!("approved"), Value::Null)
}

/// Everything that a reviewer may read about an audit before he decides.
async fn read(reviewer: &Desk, path: &str) -> String {
    let mut all = String::new();
    for place in [
        path.to_owned(),
        format!("{path}/score"),
        format!("{path}/revisions"),
        "/v1/audits".into(),
        "/v1/audits?queue=true".into(),
    ] {
        all += &reviewer.get(&place).await.text();
    }
    all
}

/// A visit that misses so much that it fails, with no red line, no two answers of a kind all the same, no time lost.
pub(crate) fn poor(visit: Visit) -> Visit {
    let checklist = registry::builtin().get("station-69", 1).expect("station-69 v1").clone();
    let shown =
        checklist.items.iter().filter(|item| !item.is_critical() && !item.is_bonus() && item.photo != PhotoRule::Never);
    shown.enumerate().fold(visit, |visit, (n, item)| {
        let worst = match &item.answer {
            AnswerKind::PassFail => json!(false),
            AnswerKind::Graded(_) => json!(n % 2),
            AnswerKind::Count(scale) => json!(usize::try_from(scale.max).expect("small") - n % 2),
            AnswerKind::Measured(_) => return visit,
        };
        visit.with(item.id.clone().leak(), worst)
    })
}

on_both! {
    async fn who_is_drawn_is_reviewed_twice_and_is_not_told_before(kind) {
        let net = Network::start(kind).await;
        let [first, second] = [&net.reviewers[0], &net.reviewers[1]];
        let all = Drawn::publish(&net, 2, 100).await;
        let none = Drawn::publish(&net, 3, 0).await;
        let path = all.middling(0, |_| {}).await;
        let other = none.middling(1, |_| {}).await;
        for path in [&path, &other] {
            first.verb(path, "claim", json!({})).await.expect(200);
            let case = first.get(path).await.expect(200);
            assert_eq!((&case["second_review"], &case["flags"]), (&json!([]), &json!([])), "{case}");
            assert!(!read(first, path).await.contains("sampl"), "{path}");
            // Nor does a correction tell him.
            let change = json!({"changes": [{"item": MISSES[3], "value": 1, "reason": "half of it"}]});
            assert_eq!(first.verb(path, "correct", change).await.expect(200)["second_review"], Value::Null);
        }
        assert_eq!(accept(first, &path).await, (json!("second_review"), json!(["sampled"])));
        assert_eq!(accept(first, &other).await, approved(), "nothing asks for a second look");
        first.verb(&path, "claim", json!({})).await.problem(403, "forbidden");
        assert_eq!(accept(second, &path).await, approved());
    }

    async fn a_doubt_in_force_asks_for_a_second_review(kind) {
        let net = Network::start(kind).await;
        let [first, second] = [&net.reviewers[0], &net.reviewers[1]];
        let none = Drawn::publish(&net, 2, 0).await;
        let mocked = |body: &mut Value| body["check_in"]["mocked"] = json!(true);
        let (doubtful, cleared) = (none.middling(0, mocked).await, none.middling(1, mocked).await);
        for path in [&doubtful, &cleared] {
            let case = first.get(path).await.expect(200);
            assert_eq!((&case["flags"][0]["code"], &case["second_review"]), (&json!("mocked_fix"), &json!(["flag"])));
        }
        assert_eq!(accept(first, &doubtful).await, (json!("second_review"), json!(["flag"])));
        assert_eq!(accept(second, &doubtful).await, approved());
        // A doubt that was settled asks for nothing.
        let flag = first.get(&cleared).await.expect(200)["flags"][0].clone();
        first.verb(&cleared, &format!("flags/{}/clear", id(&flag)), json!({"reason": "a test phone"})).await.expect(200);
        assert_eq!(first.get(&cleared).await.expect(200)["second_review"], json!([]));
        assert_eq!(accept(first, &cleared).await, approved());
    }

    async fn a_low_score_asks_for_a_second_review(kind) {
        let net = Network::start(kind).await;
        let none = Drawn::publish(&net, 2, 0).await;
        let path = none.deliver(0, poor(net.visit(0, 0, 3)), |_| {}).await;
        let case = net.reviewers[0].get(&path).await.expect(200);
        assert!(case["score"]["final_bp"].as_i64() < Some(7000), "{}", case["score"]);
        assert_eq!((&case["flags"], &case["second_review"]), (&json!([]), &json!(["low_score"])));
        assert_eq!(accept(&net.reviewers[0], &path).await, (json!("second_review"), json!(["low_score"])));
        assert_eq!(accept(&net.reviewers[1], &path).await, approved());
    }
}
