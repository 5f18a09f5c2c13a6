//! Appeals and bulletins as they are told in the app and outside.

use forecourt_api::times::{parse_rfc3339, rfc3339};
use forecourt_tests::desk::Desk;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    http_server::{Answer, Receiver},
    set_up, start,
};
use crate::{
    orders::{
        HOUR_MS, PRICES, at,
        judged::{submitted_on_the_last_day, verify},
        path_of, publish,
    },
    roles::person,
};

const KINDS: [&str; 4] = ["appeal.window_open", "appeal.filed", "appeal.went_up", "appeal.decided"];

/// The lines of an inbox of this kind.
async fn lines(desk: &Desk, kind: &str) -> Vec<Value> {
    let inbox = desk.get("/v1/inbox").await.expect(200);
    inbox["items"].as_array().expect("items").iter().filter(|line| line["kind"] == kind).cloned().collect()
}

/// Bodies of what a receiver was sent of these kinds, in order of arrival.
fn sent(receiver: &Receiver, kinds: &[&str]) -> Vec<Value> {
    let bodies = receiver.requests().into_iter().map(|request| request.json());
    bodies.filter(|body| kinds.iter().any(|kind| body["type"] == *kind)).collect()
}

on_both! {
    async fn appeals_are_told_to_panels_and_stations(kind) {
        let net = start(kind).await;
        let receiver = Receiver::start(Answer::of("204 No Content", &[], ""));
        set_up(&net, &receiver, &json!({"kinds": KINDS})).await;
        let unit = json!({"code": "GX", "level": 1, "parent_id": net.units[0], "name_zh": "广西", "name_en": "Guangxi"});
        let elsewhere = forecourt_tests::network::id(&net.admin.post("/v1/org-units", unit).await.expect(201));
        let one = person(&net, "panel-1", json!([{"role": "appeal_l1", "org_unit_id": net.units[1]}])).await;
        let two = person(&net, "panel-2", json!([{"role": "appeal_l2"}])).await;
        let other = person(&net, "panel-3", json!([{"role": "appeal_l1", "org_unit_id": elsewhere}])).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let audit_id: Uuid = audit.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        let window = lines(&net.manager, KINDS[0]).await;
        // Published on Tuesday: three working days.
        assert_eq!((window.len(), &window[0]["read_at"], &window[0]["due_at"]), (1, &json!(null), &json!("2026-06-05T10:00:00Z")));
        let path = format!("/v1/appeals/{}", Uuid::new_v4());
        let filed = json!({"audit_id": audit_id, "item": PRICES, "reason": "it matched"});
        net.manager.put(&path, &filed).await.expect(201);
        net.manager.put(&path, &filed).await.expect(200);
        let told = lines(&one, KINDS[1]).await;
        assert_eq!((told.len(), &told[0]["item"]), (1, &json!(PRICES)), "once, however often it is sent");
        assert_eq!(told[0]["appeal_id"].as_str(), path.rsplit('/').next());
        assert!(lines(&other, KINDS[1]).await.is_empty(), "not his stations");
        one.verb(&path, "decide", json!({"outcome": "rejected", "reason": "the photo shows it"})).await.expect(200);
        assert_eq!(lines(&net.manager, KINDS[3]).await.len(), 1);
        net.manager.verb(&path, "second-level", json!({"reason": "look again"})).await.expect(200);
        assert_eq!((lines(&two, KINDS[2]).await.len(), lines(&one, KINDS[2]).await.len()), (1, 0));
        two.verb(&path, "decide", json!({"outcome": "upheld", "reason": "the clip shows it"})).await.expect(200);
        net.server.work().await;
        net.server.work().await;
        let mut bodies = sent(&receiver, &KINDS);
        // All on one instant of the business clock: the time of the test.
        let place = |body: &Value| (body["type"] == KINDS[3], body["data"]["outcome"] == "upheld", KINDS.iter().position(|kind| body["type"] == *kind));
        bodies.sort_by_key(place);
        let order = ["appeal.window_open", "appeal.filed", "appeal.went_up", "appeal.decided", "appeal.decided"];
        assert_eq!(bodies.iter().map(|body| body["type"].as_str().expect("a type")).collect::<Vec<_>>(), order);
        let data: Vec<&Value> = bodies.iter().map(|body| &body["data"]).collect();
        assert!(data.iter().all(|data| data["station"] == "HZ-0000 第0加油站"), "{data:?}");
        assert_eq!(data[0]["due"].as_i64().map(rfc3339).as_deref(), Some("2026-06-05T10:00:00Z"));
        assert_eq!((&data[3]["outcome"], &data[3]["score_change"]), (&json!("rejected"), &json!(0)));
        assert_eq!(data[4]["outcome"], "upheld");
        assert!(data[4]["score_change"].as_i64().is_some_and(|change| change > 0), "{}", data[4]);
        let everything = receiver.requests().iter().map(|request| String::from_utf8_lossy(&request.body).into_owned()).collect::<String>();
        for desk in [&one, &two, &net.reviewers[0], &net.shoppers[0]] {
            assert!(!everything.contains(&desk.person_id.to_string()), "a message names nobody who judged");
        }
    }

    async fn the_bulletin_goes_out_once_a_day_at_its_hour(kind) {
        const KIND: &str = "bulletin.published";
        let net = start(kind).await;
        let [top, city] = [(); 2].map(|()| Receiver::start(Answer::of("204 No Content", &[], "")));
        set_up(&net, &top, &json!({"lang": "en", "kinds": []})).await;
        set_up(&net, &city, &json!({"lang": "en", "org_unit_id": net.units[2], "kinds": [KIND]})).await;
        let head = json!({"head": [net.region.person_id]});
        net.hq.put(&format!("/v1/org-units/{}/contacts", net.units[1]), &head).await.expect(200);
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        // Until now nothing was to be told.
        assert!(lines(&net.region, KIND).await.is_empty());
        let order = path_of(&net.region, PRICES).await;
        net.region.verb(&order, "issue", json!({})).await.expect(200);
        at(&net, 2, 7, 59).await;
        assert!(lines(&net.region, KIND).await.is_empty(), "before the hour");
        at(&net, 2, 8, 0).await;
        let sibling = net.server.sibling().await;
        sibling.time(net.server.now());
        sibling.work().await;
        sibling.stop().await;
        at(&net, 2, 9, 30).await;
        let told = lines(&net.region, KIND).await;
        assert_eq!((told.len(), &told[0]["day"], &told[0]["org_unit_id"]), (1, &json!("2026-06-02"), &json!(net.units[1])));
        let bodies = (sent(&top, &[KIND]), sent(&city, &[KIND]));
        assert_eq!((bodies.0.len(), bodies.1.len()), (1, 1), "each that of its own unit");
        assert_ne!(bodies.0[0]["data"]["unit"], bodies.1[0]["data"]["unit"]);
        let figures = &bodies.1[0]["data"];
        assert_eq!((&figures["day"], &figures["due"], &figures["overdue"]), (&json!("2026-06-02"), &json!(0), &json!(0)));
        // Days without a server: the newest alone.
        net.server.time(parse_rfc3339("2026-06-08T00:00:00Z").expect("an instant") + HOUR_MS);
        net.server.work().await;
        let told = lines(&net.region, KIND).await;
        assert_eq!(told.iter().map(|line| line["day"].as_str().expect("a day")).collect::<Vec<_>>(), ["2026-06-07", "2026-06-02"]);
        let table = net.region.get("/v1/reports/bulletin?day=2026-06-02&level=station&format=csv").await;
        assert_eq!(table.headers["content-type"], "text/csv; charset=utf-8");
        let text = table.text();
        assert!(text.starts_with('\u{feff}'), "spreadsheets read it");
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!(rows.len(), 13, "twelve stations");
        assert!(rows[1].starts_with("HZ-0000,Station 0,1,1,0,0,0,,0,1,1,"), "{}", rows[1]);
    }

    async fn the_bulletin_that_is_sent_judges_by_what_became_of_the_day(kind) {
        let net = start(kind).await;
        let top = Receiver::start(Answer::of("204 No Content", &[], ""));
        set_up(&net, &top, &json!({"lang": "en", "kinds": ["bulletin.published"]})).await;
        let path = submitted_on_the_last_day(&net).await;
        // Verified at seven in the morning; the bulletin goes out at eight.
        verify(&net, &path).await;
        at(&net, 30, 8, 0).await;
        net.server.work().await;
        let bodies = sent(&top, &["bulletin.published"]);
        let figures = &bodies.iter().find(|body| body["data"]["day"] == "2026-06-30").unwrap_or_else(|| panic!("{bodies:?}"))["data"];
        let told = ["due", "on_time", "undecided", "rate", "month_rate", "overdue"].map(|name| figures[name].clone());
        assert_eq!(json!(told), json!([1, 1, 0, 10_000, 10_000, 0]), "{figures}");
    }
}
