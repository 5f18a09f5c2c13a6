//! What false evidence costs a station: a critical finding of the month, and its stars for 90 days (§5.4).

use forecourt_migrations::{SchemaManager, fill_false_evidence};
use forecourt_store::Reads;
use forecourt_tests::{desk::Desk, network::Network};
use serde_json::{Value, json};

use super::{
    SIGN, at, path_of,
    projects::{round, visited},
    submission,
};
use crate::ranking::raw;

/// The row of the first station in a ranking.
async fn row(net: &Network, desk: &Desk, query: &str) -> Value {
    let ranking = desk.get(&format!("/v1/reports/ranking?{query}")).await.expect(200);
    let rows = ranking["items"].as_array().expect("rows").clone();
    rows.into_iter().find(|row| row["id"] == json!(net.stations[0].id)).unwrap_or_else(|| panic!("no row: {ranking}"))
}

/// Stars, the last day without them, findings, and whether they hold the grade down.
async fn cost(net: &Network, query: &str) -> Value {
    let row = row(net, &net.hq, query).await;
    json!([row["stars"], row["false_evidence_until"], row["false_evidence"], row["critical_misses"], row["capped"]])
}

/// On Tuesday the station submits the order of its sign; the path of the order.
async fn submitted(net: &Network) -> String {
    visited(net, net.round, 0, (SIGN, &json!(0)), &[true]).await;
    let path = path_of(&net.region, SIGN).await;
    net.region.verb(&path, "issue", json!({})).await.expect(200);
    net.manager.verb(&path, "submit", submission(net, &net.manager).await).await.expect(200);
    path
}

/// The office finds its evidence false.
async fn reject(net: &Network, path: &str) {
    let wish = json!({"reason": "the photo is of another station", "false_evidence": true});
    net.region.verb(path, "reject", wish).await.expect(200);
}

on_both! {
    async fn false_evidence_takes_the_stars_for_ninety_days(kind) {
        let net = Network::start(kind).await;
        let path = submitted(&net).await;
        let before = row(&net, &net.hq, "period=2026-06").await;
        assert!(before["stars"].as_u64() > Some(2), "{before}");
        assert_eq!((&before["false_evidence"], &before["false_evidence_until"]), (&json!(0), &json!(null)));
        reject(&net, &path).await;
        // In its month it is a critical finding as well; the station is told why.
        let without = json!([0, "2026-08-31", 1, 1, true]);
        assert_eq!(cost(&net, "period=2026-06").await, without);
        let own = row(&net, &net.manager, "period=2026-06").await;
        assert_eq!((&own["grade"], &own["false_evidence_until"]), (&json!("pass"), &json!("2026-08-31")), "{own}");
        let units = net.hq.get("/v1/reports/ranking?period=2026-06&level=unit").await.expect(200);
        assert_eq!(units["items"][0]["critical_misses"], 1);
        let table = raw(&net.hq, "/v1/reports/ranking?period=2026-06&format=csv").await;
        assert!(table.text().contains(",1,2026-08-31,1,"), "{}", table.text());
        // The fix that follows changes nothing of it.
        net.manager.verb(&path, "submit", submission(&net, &net.manager).await).await.expect(200);
        if net.region.verb(&path, "verify", json!({})).await.expect(200)["state"] == "verified" {
            net.region.verb(&path, "close", json!({})).await.expect(200);
        }
        // In July the grade is its own again, the stars are not.
        let july = round(&net, "R2", 30, 50).await;
        visited(&net, july, 31, (SIGN, &json!(0)), &[false]).await;
        assert_eq!(cost(&net, "period=2026-07").await, json!([0, "2026-08-31", 0, 0, false]));
        let grade = row(&net, &net.manager, "period=2026-07").await["grade"].clone();
        assert_eq!(grade, "exemplary");
        // The ninetieth day and the one after; of the year the finding stays.
        at(&net, 91, 23, 59).await;
        assert_eq!(cost(&net, "period=2026").await, without);
        at(&net, 92, 0, 0).await;
        assert_eq!(cost(&net, "period=2026").await, json!([2, null, 1, 1, true]));
        let september = round(&net, "R3", 92, 110).await;
        visited(&net, september, 92, (SIGN, &json!(0)), &[false]).await;
        assert_eq!(cost(&net, "period=2026-09").await, json!([5, null, 0, 0, false]), "back");
        // Months that are over stay as they were at their ends.
        assert_eq!(cost(&net, "period=2026-06").await, without);
        assert_eq!(cost(&net, "round=R2").await, json!([5, null, 0, 0, false]), "a round is told as of now");
    }

    async fn an_edition_keeps_what_false_evidence_cost(kind) {
        let net = Network::start(kind).await;
        let path = submitted(&net).await;
        reject(&net, &path).await;
        let without = json!([0, "2026-08-31", 1, 1, true]);
        // What an older database had is found in the history of its orders.
        let tx = net.server.app.store.begin("test").await.expect("a transaction");
        tx.execute_unprepared("UPDATE rectification SET false_evidence_at = NULL").await.expect("cleared");
        tx.commit().await.expect("a commit");
        assert_eq!(cost(&net, "period=2026-06").await[2], 0);
        let tx = net.server.app.store.begin("test").await.expect("a transaction");
        fill_false_evidence(&SchemaManager::new(&*tx)).await.expect("filled");
        tx.commit().await.expect("a commit");
        assert_eq!(cost(&net, "period=2026-06").await, without);
        at(&net, 31, 10, 0).await;
        net.hq.post("/v1/periods/2026-06/close", json!({"force": true, "reason": "a test"})).await.expect(201);
        assert_eq!(cost(&net, "period=2026-06").await, without);
        // An order that is cancelled is in no count, and what is false in it neither; what was closed stays.
        let wish = json!({"reason": "issued_in_error", "note": "another station"});
        net.hq.verb(&path, "cancel", wish).await.expect(200);
        let live = cost(&net, "period=2026-06&edition=live").await;
        assert_eq!((&live[1], &live[2], &live[3]), (&json!(null), &json!(0), &json!(0)), "{live}");
        assert_eq!(cost(&net, "period=2026-06&edition=1").await, without);
        net.hq.post("/v1/periods/2026-06/close", json!({"force": true, "reason": "it was no false evidence"})).await.expect(201);
        assert_eq!(cost(&net, "period=2026-06&edition=2").await[2], 0);
        assert_eq!(cost(&net, "period=2026-06&edition=1").await, without);
    }
}
