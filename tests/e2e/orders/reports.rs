//! Closing rates and the bulletin, as computed by hand (§4.8, decisions 25 and 26).

use forecourt_tests::network::Network;
use serde_json::{Value, json};

use super::{ESTOP, PRICES, SIGN, at, path_of, publish, submission};

/// Three orders of one station: closed in time, not due yet, and left to the system and to time.
async fn play(net: &Network) {
    publish(net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0).with(ESTOP, 1)).await;
    for item in [PRICES, SIGN] {
        net.region.verb(&path_of(&net.region, item).await, "issue", json!({})).await.expect(200);
    }
    let prices = path_of(&net.region, PRICES).await;
    at(net, 1, 14, 0).await;
    net.manager.verb(&prices, "submit", submission(net, &net.manager).await).await.expect(200);
    at(net, 1, 16, 0).await;
    if net.region.verb(&prices, "verify", json!({})).await.expect(200)["state"] == "verified" {
        net.region.verb(&prices, "close", json!({})).await.expect(200);
    }
    // The system issues the third on Wednesday at six: due on Monday the 8th.
    at(net, 2, 18, 0).await;
    at(net, 9, 10, 0).await;
}

fn figures(line: &Value, names: &[&str]) -> Vec<Value> {
    names.iter().map(|name| line[*name].clone()).collect()
}

on_both! {
    async fn closing_rates_are_what_is_computed_by_hand(kind) {
        let net = Network::start(kind).await;
        play(&net).await;
        let path = "/v1/reports/rectification?period=2026-06";
        let counted = ["issued", "by_system", "due", "undecided", "on_time", "closed_late", "open_late", "closing_rate_bp"];
        let rates = ["closed", "on_time_rate_bp", "median_minutes", "problems", "visits", "problems_per_station_hundredths"];
        for desk in [&net.hq, &net.region, &net.manager] {
            let report = desk.get(path).await.expect(200);
            let line = &report["items"][0]["figures"];
            assert_eq!(json!(figures(line, &counted)), json!([3, 1, 3, 1, 1, 0, 1, 5000]), "{line}");
            assert_eq!(json!(figures(line, &rates)), json!([1, 10_000, 360, 3, 1, 300]), "{line}");
            assert_eq!((&report["took_hours"], &report["items"][0]["took"]), (&json!([24, 72, 168, 336, 720]), &json!([1, 0, 0, 0, 0, 0])));
        }
        let lines = net.manager.get(&format!("{path}&level=station")).await.expect(200);
        let codes: Vec<&Value> = lines["items"].as_array().expect("lines").iter().map(|line| &line["subject_code"]).collect();
        assert_eq!(codes, [&json!(net.stations[0].code)], "its own");
        assert!(lines["items"][0]["subject_name"]["zh"].as_str().is_some_and(|name| !name.is_empty()), "{lines}");
        let all = net.region.get(&format!("{path}&level=station")).await.expect(200);
        assert_eq!(all["items"].as_array().map(Vec::len), Some(net.stations.len()));
        let before = net.hq.get("/v1/reports/rectification?period=2026-05").await.expect(200);
        assert_eq!((&before["items"][0]["figures"]["issued"], &before["items"][0]["figures"]["closing_rate_bp"]), (&json!(0), &json!(null)));
        let table = net.hq.get(&format!("{path}&format=csv")).await;
        assert_eq!((table.headers["forecourt-rows"].to_str().ok(), table.text().lines().count()), (Some("1"), 2));
        assert!(table.text().contains(",50.00,"), "{}", table.text());
        net.shoppers[0].get(path).await.problem(403, "forbidden");
        net.hq.get("/v1/reports/rectification?period=June").await.problem(422, "invalid");
    }

    async fn a_bulletin_names_what_is_overdue_and_what_nobody_issued(kind) {
        let net = Network::start(kind).await;
        play(&net).await;
        let named = |line: &Value, list: &str| -> Vec<String> {
            line[list].as_array().into_iter().flatten().map(|order| order["item"].as_str().unwrap_or("").to_owned()).collect()
        };
        let today = net.region.get("/v1/reports/bulletin").await.expect(200);
        let line = &today["items"][0];
        assert_eq!(today["day"], "2026-06-10");
        assert_eq!((&line["standing"]["open"], &line["standing"]["overdue"], named(line, "overdue")), (&json!(2), &json!(1), vec![ESTOP.to_owned()]));
        assert_eq!((named(line, "by_system"), &line["month"]["by_system"]), (vec![], &json!(1)));
        // As it stood at the end of Wednesday.
        let then = net.region.get("/v1/reports/bulletin?day=2026-06-03").await.expect(200);
        let line = &then["items"][0];
        assert_eq!((named(line, "by_system"), named(line, "overdue")), (vec![ESTOP.to_owned()], vec![]));
        assert_eq!((&line["day"]["issued"], &line["month"]["issued"], &then["as_of"]), (&json!(1), &json!(3), &json!("2026-06-03T15:59:59.999Z")));
        let own = net.manager.get("/v1/reports/bulletin?level=station").await.expect(200);
        assert_eq!((own["items"].as_array().map(Vec::len), named(&own["items"][0], "overdue")), (Some(1), vec![ESTOP.to_owned()]));
        net.hq.get("/v1/reports/bulletin?day=2026-06-11").await.problem(422, "invalid");
    }

    async fn a_ranking_counts_what_is_overdue_at_the_end_of_its_period(kind) {
        let net = Network::start(kind).await;
        play(&net).await;
        let overdue = async |query: &str| {
            let ranking = net.hq.get(&format!("/v1/reports/ranking?period=2026-06{query}")).await.expect(200);
            let rows = ranking["items"].as_array().expect("rows").clone();
            let own = rows.iter().find(|row| row["id"] == json!(net.stations[0].id)).expect("its row");
            (own["open_overdue"].clone(), own["stars"].clone())
        };
        assert_eq!(overdue("").await.0, 1, "today");
        let units = net.hq.get("/v1/reports/ranking?period=2026-06&level=unit").await.expect(200);
        assert_eq!(units["items"][0]["open_overdue"], 1);
        // In July the sign is late too; whatever is closed then, at the end of June both were open.
        at(&net, 31, 10, 0).await;
        for item in [SIGN, ESTOP] {
            let path = path_of(&net.region, item).await;
            net.manager.verb(&path, "submit", submission(&net, &net.manager).await).await.expect(200);
            if net.region.verb(&path, "verify", json!({})).await.expect(200)["state"] == "verified" {
                net.region.verb(&path, "close", json!({})).await.expect(200);
            }
        }
        assert_eq!(overdue("").await.0, 2, "as of the last instant of June");
        net.hq.post("/v1/periods/2026-06/close", json!({"force": true, "reason": "a test"})).await.expect(201);
        assert_eq!(overdue("&edition=1").await.0, 2, "the edition keeps it");
        assert_eq!(overdue("&edition=live").await.0, 2);
    }
}
