//! Stations that are visited too seldom (§2.4): a visit a month, a night visit a quarter.

use forecourt_api::times::rfc3339;
use forecourt_tests::network::Network;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::orders::{DAY_MS, HOUR_MS, projects::round};

/// (code, visits, nights, what is lacking) of the stations of a list.
async fn seldom(net: &Network, query: &str) -> Vec<(String, u64, u64, Value)> {
    let list = net.planner.get(&format!("/v1/cadence?{query}")).await.expect(200);
    let row = |one: &Value| {
        let count = |name: &str| one[name].as_u64().expect("a count");
        (
            one["station"]["code"].as_str().expect("a code").to_owned(),
            count("visits"),
            count("nights"),
            one["lacks"].clone(),
        )
    };
    list["items"].as_array().expect("rows").iter().map(row).collect()
}

on_both! {
    async fn a_station_wants_a_visit_a_month_and_a_night_a_quarter(kind) {
        let net = Network::start(kind).await;
        let mut codes: Vec<String> = net.stations.iter().map(|station| station.code.clone()).collect();
        codes.sort();
        let june = seldom(&net, "month=2026-06").await;
        assert_eq!(june.iter().map(|row| row.0.clone()).collect::<Vec<_>>(), codes);
        assert!(june.iter().all(|row| row.1 >= 2 && row.2 == 0 && row.3 == json!(["night"])), "{june:?}");
        assert_eq!(seldom(&net, "month=2026-06&lacks=visit").await, []);
        let july = seldom(&net, "month=2026-07&lacks=visit").await;
        assert_eq!((july.len(), &july[0].3), (codes.len(), &json!(["visit", "night"])));
        // A night visit in July is a visit of July and the night of its quarter.
        let later = round(&net, "R2", 30, 80).await;
        let start = net.start_ms + 40 * DAY_MS + 11 * HOUR_MS;
        let assignment = Uuid::new_v4();
        let item = json!({"id": assignment, "round_id": later, "station_id": net.stations[0].id,
            "shopper_id": net.shoppers[0].person_id, "slot": "night",
            "window_start": rfc3339(start), "window_end": rfc3339(start + 2 * HOUR_MS)});
        let body = json!({"items": [item], "override_reason": "a test"});
        assert_eq!(net.planner.post("/v1/assignments/bulk", body).await.expect(200)["created"], 1);
        let code = &net.stations[0].code;
        let lacks = async |query: &str| seldom(&net, query).await.iter().any(|row| row.0 == *code);
        assert_eq!((lacks("month=2026-07").await, lacks("month=2026-08&lacks=night").await), (false, false));
        assert_eq!((lacks("month=2026-08").await, lacks("month=2026-10&lacks=night").await), (true, true));
        // What is withdrawn was none.
        let path = format!("/v1/assignments/{assignment}");
        net.planner.verb(&path, "withdraw", json!({})).await.expect(200);
        assert!(lacks("month=2026-07").await);
        // In pages, by code; of one unit.
        let first = net.planner.get("/v1/cadence?month=2026-07&limit=1").await.expect(200);
        let cursor = first["next_cursor"].as_str().expect("more");
        let rest = seldom(&net, &format!("month=2026-07&limit=500&cursor={cursor}")).await;
        assert_eq!((first["items"][0]["station"]["code"].clone(), rest.len()), (json!(codes[0]), codes.len() - 1));
        assert_eq!(seldom(&net, &format!("month=2026-07&org_unit={}", net.units[0])).await.len(), codes.len());
        for month in ["2026", "2026-Q3", "2026-13", "soon"] {
            let refused = net.planner.get(&format!("/v1/cadence?month={month}")).await;
            assert_eq!(refused.violations(), [("query:month".to_owned(), "bad_value".to_owned())]);
        }
        for desk in [&net.manager, &net.region, &net.auditor, &net.reviewers[0]] {
            desk.get("/v1/cadence?month=2026-07").await.problem(403, "forbidden");
        }
    }
}
