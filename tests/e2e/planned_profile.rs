//! A profile that is planned changes the comparison class of its station when it comes into force, in every reading of a
//! ranking, whatever was kept of it before (§3.5).

use forecourt_tests::network::Network;

use crate::{
    published::{accept, deliver, next_day},
    ranking::{JULY, make_small},
};
use serde_json::json;

on_both! {
    async fn a_planned_profile_moves_its_station_when_it_comes_into_force(kind) {
        let net = Network::start(kind).await;
        for station in 0..2 {
            let mut visit = net.visit(0, station, 3);
            visit.start_ms += i64::try_from(station).expect("few") * 25 * 60_000;
            let audit = deliver(&net, &visit).await;
            accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
        }
        next_day(&net, 1).await;
        net.server.time(JULY);
        let small = net.stations[1].id;
        make_small(&net, small, Some("2026-07-01T12:00:00+08:00")).await;
        let classes = async || {
            let found = net.hq.get("/v1/reports/ranking?period=2026-06").await.expect(200);
            let class = |row: &serde_json::Value| (row["id"] == json!(small), row["class"].clone());
            found["items"].as_array().expect("rows").iter().map(class).collect::<std::collections::BTreeMap<_, _>>()
        };
        assert_eq!(classes().await, [(false, json!(0)), (true, json!(0))].into(), "two hours before");
        net.server.time(JULY + 3 * 3_600_000);
        assert_eq!(classes().await, [(false, json!(0)), (true, json!(1))].into(), "an hour after");
    }
}
