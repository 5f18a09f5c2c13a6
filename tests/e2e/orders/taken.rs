//! When and where evidence was taken (§5.4 "taken in the app, with time and place").

use forecourt_tests::{desk::Desk, network::Network, visit::Photo};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{PRICES, announced, path_of, publish, send};

/// A picture of which the app says this much; its id.
async fn taken(net: &Network, desk: &Desk, more: &Value) -> Uuid {
    let (file, bytes) = (Uuid::new_v4(), Photo::draw(9, "scene").bytes);
    let mut wish = announced(&bytes, "image/jpeg");
    wish.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    desk.put(&format!("/v1/evidence/{file}"), &wish).await.expect(200);
    // What repeats it without time and place changes neither.
    assert_eq!(send(net, desk, file, &bytes, "image/jpeg").await["state"], "verified");
    file
}

/// A position so many 1e-7 degrees north of the first station.
fn fix(net: &Network, north: i64) -> Value {
    let (lat, lon) = net.stations[0].position;
    json!({"lat_e7": lat + north, "lon_e7": lon, "accuracy_cm": 1200, "mocked": north == 0, "at_ms": net.start_ms})
}

on_both! {
    async fn who_verifies_sees_when_and_how_far_away_it_was_taken(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let path = path_of(&net.region, PRICES).await;
        net.region.verb(&path, "issue", json!({})).await.expect(200);
        let there = taken(&net, &net.manager, &json!({"taken_at": "2026-06-09T03:00:00+08:00", "fix": fix(&net, 0)})).await;
        // About 330 m: beyond 200 m by more than the 12 m that it may err.
        let away = taken(&net, &net.manager, &json!({"taken_at": "2026-06-09T03:01:00Z", "fix": fix(&net, 30_000)})).await;
        let chosen = taken(&net, &net.manager, &json!({})).await;
        let files: Vec<Value> = [there, away, chosen].iter().map(|file| json!({"id": file, "role": "after"})).collect();
        net.manager.verb(&path, "submit", json!({"note": "set right", "evidence": files})).await.expect(200);
        let line = net.region.get(&format!("{path}/timeline")).await.expect(200);
        let of = |file: Uuid| line["evidence"].as_array().expect("files").iter().find(|one| one["id"] == json!(file)).expect("it").clone();
        assert_eq!(of(there)["taken_at"], "2026-06-08T19:00:00Z");
        assert_eq!(of(there)["place"], json!({"distance_m": 0, "accuracy_m": 12, "away": false, "mocked": true}));
        let place = &of(away)["place"];
        assert!(place["distance_m"].as_i64().is_some_and(|metres| (325..340).contains(&metres)), "{place}");
        assert_eq!((&place["away"], &place["mocked"]), (&json!(true), &json!(false)));
        assert_eq!((of(chosen).get("taken_at"), of(chosen).get("place")), (None, None), "nobody knows");
        // Nobody is told a position, and none is kept once it is used.
        assert!(!line.to_string().contains("lat_e7"));
        let rows = forecourt_store::evidence::of_subject(net.server.app.store.read(), line["order"]["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")).await;
        assert!(rows.expect("rows").iter().all(|row| row.fix.is_none()));
    }

    async fn time_and_place_are_checked_with_all_the_rest(kind) {
        let net = Network::start(kind).await;
        let body = json!({"sha256": "x", "bytes": 5, "content_type": "image/jpeg", "taken_at": "yesterday",
            "fix": {"lat_e7": 900_000_001_i64, "lon_e7": 0, "accuracy_cm": -1, "mocked": false, "at_ms": 0}});
        let refused = net.manager.put(&format!("/v1/evidence/{}", Uuid::new_v4()), &body).await;
        let mut places: Vec<String> = refused.violations().into_iter().map(|(place, _)| place).collect();
        places.sort();
        assert_eq!(places, ["/fix/accuracy_cm", "/fix/lat_e7"], "the form first");
        let mut wish = body;
        wish["fix"] = Value::Null;
        let refused = net.manager.put(&format!("/v1/evidence/{}", Uuid::new_v4()), &wish).await;
        let places: Vec<String> = refused.violations().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/taken_at", "/sha256"]);
    }
}
