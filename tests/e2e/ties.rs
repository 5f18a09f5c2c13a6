//! A shopper never goes where he works or worked, what he supplies, or where he has relatives (§2.4).

use forecourt_tests::{desk::Desk, network::Network};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::roles::person;

/// Writes the ties of a person.
async fn tie(net: &Network, shopper: &Desk, ties: Value) -> forecourt_tests::answer::Answer {
    let path = format!("/v1/people/{}", shopper.person_id);
    let etag = net.admin.get(&path).await.headers["etag"].to_str().expect("text").to_owned();
    let request = net.admin.request(Method::PATCH, &path).header("if-match", etag);
    net.admin.send(request.json(&json!({"ties": ties}))).await
}

/// What planning a visit to the station says, without planning it.
async fn asked(net: &Network, shopper: &Desk, station: usize) -> Value {
    let item = json!({"id": Uuid::new_v4(), "round_id": net.round, "station_id": net.stations[station].id, "shopper_id": shopper.person_id,
        "slot": "day", "window_start": "2026-06-09T02:00:00Z", "window_end": "2026-06-09T06:00:00Z"});
    let answer = net
        .planner
        .post("/v1/assignments/bulk?dry_run=true", json!({"items": [item], "override_reason": "all the same"}))
        .await;
    answer.expect(200)["results"][0].clone()
}

on_both! {
    async fn a_shopper_is_not_sent_where_he_has_a_tie(kind) {
        let net = Network::start(kind).await;
        let shopper = person(&net, "shopper-3", json!([{"role": "shopper"}])).await;
        let barred = json!([{"pointer": "/shopper_id", "code": "bad_value"}]);
        let refused = |said: &Value| said["violations"].as_array().is_some_and(|all| all.len() == 1 && all[0]["pointer"] == barred[0]["pointer"] && all[0]["code"] == barred[0]["code"]);
        assert_eq!(asked(&net, &shopper, 4).await["status"], "created");
        let left = |day: &str| json!([{"kind": "employee", "station_id": net.stations[4].id, "until": day}]);
        tie(&net, &shopper, left("2024-06-09")).await.expect(200);
        let said = asked(&net, &shopper, 4).await;
        assert!(refused(&said), "24 months to the day, and no reason passes it over: {said}");
        assert_eq!(asked(&net, &shopper, 5).await["status"], "created", "elsewhere he may go");
        tie(&net, &shopper, left("2024-06-08")).await.expect(200);
        assert_eq!(asked(&net, &shopper, 4).await["status"], "created", "a day more");
        // A unit bars everything below it.
        let stored = tie(&net, &shopper, json!([{"kind": "relative", "org_unit_id": net.units[0]}])).await.expect(200);
        assert_eq!((&stored["ties"][0]["kind"], &stored["ties"][0]["org_unit_id"]), (&json!("relative"), &json!(net.units[0])));
        assert!(refused(&asked(&net, &shopper, 5).await));
        // Who gives a visit to another looks at them, too.
        let other = json!({"shopper_id": shopper.person_id, "override_reason": "ill"});
        let path = format!("/v1/assignments/{}", net.assignments[0][5]);
        let given = net.planner.verb(&path, "reassign", other).await;
        assert_eq!(given.violations(), [("/shopper_id".to_owned(), "bad_value".to_owned())]);
        let shown = net.planner.get(&format!("/v1/people/{}", shopper.person_id)).await.expect(200);
        assert_eq!(shown["ties"].as_array().map(Vec::len), Some(1));
        tie(&net, &shopper, json!([])).await.expect(200);
        assert_eq!(asked(&net, &shopper, 5).await["status"], "created");
    }

    async fn a_tie_names_one_place_and_a_day(kind) {
        let net = Network::start(kind).await;
        let shopper = person(&net, "shopper-3", json!([{"role": "shopper"}])).await;
        let all = json!([
            {"kind": "employee"},
            {"kind": "supplier", "station_id": net.stations[0].id, "org_unit_id": net.units[0]},
            {"kind": "relative", "station_id": Uuid::new_v4(), "until": "2026-02-30"},
            {"kind": "employee", "org_unit_id": Uuid::new_v4()},
        ]);
        let told = tie(&net, &shopper, all).await.violations();
        let expected = [("/ties/0/station_id", "missing"), ("/ties/1/org_unit_id", "unknown_field"), ("/ties/2/station_id", "bad_value"),
            ("/ties/2/until", "bad_value"), ("/ties/3/org_unit_id", "bad_value")];
        assert_eq!(told, expected.map(|(place, code)| (place.to_owned(), code.to_owned())), "all at once");
    }
}
