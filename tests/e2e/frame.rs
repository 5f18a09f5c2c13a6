//! What holds for every request: parameters, languages, several roles of one person.

use forecourt_tests::{
    desk::Desk,
    network::{Network, id},
    phone,
};
use serde_json::{Value, json};

use crate::roles::person;

on_both! {
    async fn a_parameter_that_nobody_knows_is_refused(kind) {
        let net = Network::start(kind).await;
        let unit = net.units[2];
        for path in ["/v1/audits", "/v1/stations", "/v1/assignments", "/v1/reports/ranking", "/v1/reports/trend", "/v1/people", "/v1/me"] {
            let answer = net.hq.get(&format!("{path}?org_unit_id={unit}&limitt=3")).await;
            answer.problem(400, "bad-request");
            let expected = ["query:limitt", "query:org_unit_id"].map(|place| (place.to_owned(), "unknown_field".to_owned()));
            assert_eq!(answer.violations(), expected, "{path}");
        }
        // One name for one thing, in every list.
        for path in ["/v1/audits?org_unit=", "/v1/stations?org_unit=", "/v1/reports/ranking?org_unit=", "/v1/reports/trend?org_unit="] {
            net.hq.get(&format!("{path}{unit}")).await.expect(200);
        }
        for path in ["/v1/audits?station=", "/v1/assignments?station="] {
            net.hq.get(&format!("{path}{}", net.stations[0].id)).await.expect(200);
        }
        assert_eq!(net.hq.get("/healthz?now=1").await.status, 200, "who watches may ask as he likes");
    }

    async fn faults_are_told_in_the_language_of_the_request(kind) {
        let net = Network::start(kind).await;
        let missing = json!({"level": 3, "parent_id": net.units[2], "name_zh": "区", "name_en": "District"});
        for (lang, number, member) in [
            ("zh", "查询参数 limit:类型不正确", "/code:缺少必填内容"),
            ("en", "Query parameter limit: invalid digit found in string", "missing field `code` at line 1 column"),
        ] {
            let desk = Desk { lang, ..net.hq.clone() };
            let answer = desk.get("/v1/stations?limit=x").await;
            assert_eq!(answer.violations(), [("query:limit".to_owned(), "wrong_type".to_owned())]);
            let detail = |answer: &Value| answer["detail"].as_str().expect("a detail").to_owned();
            let told = (detail(&answer.json()), detail(&desk.post("/v1/org-units", missing.clone()).await.expect(422)));
            assert!(told.0.starts_with(number) && told.1.starts_with(member), "{told:?}");
        }
    }

    async fn each_role_reaches_into_its_own_places_only(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 2);
        net.phone(0).deliver(&visit).await;
        net.server.work().await;
        for reviewer in &net.reviewers[..2] {
            reviewer.verb(&phone::path(&visit), "claim", json!({})).await.expect(200);
            reviewer.verb(&phone::path(&visit), "accept", json!({})).await.expect(200);
        }
        net.hq.post("/v1/publications", json!({"reason": "a test", "scope": net.units[1]})).await.expect(201);
        net.server.work().await;
        let unit = json!({"code": "GX", "level": 1, "parent_id": net.units[0], "name_zh": "广西", "name_en": "Guangxi"});
        let unit = id(&net.admin.post("/v1/org-units", unit).await.expect(201));
        let station = json!({"code": "GX-0001", "org_unit_id": unit, "name_zh": "桂站", "name_en": "Gui"});
        net.admin.post("/v1/stations", station).await.expect(201);
        let region = json!({"role": "region", "org_unit_id": net.units[2]});
        let both = |role: &str| json!([{"role": role, "org_unit_id": unit}, region]);
        let auditor = person(&net, "region-and-auditor", both("auditor")).await;
        // What the fuller role does not reach, the other one shows in its own view.
        assert_eq!(auditor.get(&phone::path(&visit)).await.expect(200)["view"], "station");
        assert_eq!(auditor.get("/v1/audits").await.expect(200), json!({"view": "auditor", "items": []}));
        let own = auditor.get("/v1/audits?view=station").await.expect(200);
        assert_eq!((&own["view"], &own["items"][0]["id"]), (&json!("station"), &json!(visit.audit_id)));
        auditor.get("/v1/audits?view=desk").await.problem(403, "forbidden");
        let stations = auditor.get("/v1/stations").await.expect(200);
        let stations = stations["items"].as_array().expect("items");
        assert_eq!(stations.len(), 13);
        for station in stations {
            // The version is for the office.
            assert_eq!(station.get("version").is_some(), station["code"] == "GX-0001", "{station}");
        }
        // A planner's role there opens no plan here, and a round that is running does not exist behind the wall.
        let planner = person(&net, "region-and-planner", both("planner")).await;
        for path in [
            format!("/v1/reports/coverage?round=R1&org_unit={}", net.units[2]),
            "/v1/reports/coverage?round=R1".to_owned(),
            format!("/v1/rounds/{}/coverage", net.round),
        ] {
            planner.get(&path).await.problem(404, "not-found");
        }
        let running = planner.get("/v1/reports/ranking?round=R1").await.expect(200);
        assert_eq!((&running["items"], &running["not_covered"]), (&json!([]), &json!(1)), "{running}");
        assert_eq!(planner.get("/v1/reports/items?round=R1").await.expect(200)["audits"], 0);
        net.planner.verb(&format!("/v1/rounds/{}", net.round), "close", json!({})).await.expect(200);
        let seen = planner.get("/v1/reports/coverage?round=R1").await.expect(200);
        assert_eq!((&seen["items"][0]["stations"], &seen["items"][0]["covered"]), (&json!(12), &json!(1)));
        assert!(seen["items"][0].get("planned").is_none(), "{seen}");
        planner.get("/v1/reports/coverage?round=R1&format=csv").await.problem(403, "forbidden");
        let seen = planner.get(&format!("/v1/rounds/{}/coverage", net.round)).await.expect(200);
        assert_eq!(seen, json!({"round_id": net.round, "stations": 12, "published": 1}));
    }
}
