//! How a station stands when an audit of it is published decides about the audit's stars, then and later (§3.3, §5.4).

use forecourt_tests::{desk::Desk, network::Network};
use serde_json::{Value, json};

use super::{
    PRICES, SIGN, path_of,
    projects::{round, visited},
    submission,
};
use crate::published::change;

/// Grade, stars, and what bars them, of an audit as somebody sees it.
async fn seen(desk: &Desk, path: &str) -> Value {
    let score = desk.get(&format!("{path}/score")).await.expect(200)["score"].clone();
    json!([score["grade"], score["stars"], score["overdue_open"], score["no_stars"]])
}

/// Stars of an audit in somebody's list.
async fn listed(desk: &Desk, path: &str) -> Value {
    let list = desk.get("/v1/audits?limit=100").await.expect(200)["items"].clone();
    let id = path.rsplit('/').next().expect("an id");
    let row = list.as_array().expect("rows").iter().find(|row| row["id"] == id).expect("the audit").clone();
    if row["stars"].is_null() { row["score"]["stars"].clone() } else { row["stars"].clone() }
}

/// Hands in, verifies and closes an order.
async fn mend(net: &Network, order: &str) {
    let mut done = submission(net, &net.manager).await;
    done["root_cause"] = json!("nobody looks at it");
    net.manager.verb(order, "submit", done).await.expect(200);
    if net.region.verb(order, "verify", json!({})).await.expect(200)["state"] == "verified" {
        net.region.verb(order, "close", json!({})).await.expect(200);
    }
}

on_both! {
    async fn an_overdue_order_bars_the_best_grade_of_an_audit(kind) {
        let net = Network::start(kind).await;
        let first = visited(&net, net.round, 0, (SIGN, &json!(0)), &[true]).await;
        let order = path_of(&net.region, SIGN).await;
        net.region.verb(&order, "issue", json!({})).await.expect(200);
        let free = seen(&net.manager, &first[0]).await;
        assert_eq!((&free[2], &free[3]), (&json!(null), &json!(null)), "{free}");
        // Seven working days are long over.
        let july = round(&net, "R2", 30, 50).await;
        let late = visited(&net, july, 31, (SIGN, &json!(0)), &[false]).await;
        let barred = json!(["excellent", 4, 1, null]);
        for desk in [&net.manager, &net.region, &net.hq, &net.auditor] {
            assert_eq!(seen(desk, &late[0]).await, barred);
            assert_eq!(listed(desk, &late[0]).await, 4);
        }
        assert_eq!(net.manager.get(&late[0]).await.expect(200)["score"]["overdue_open"], 1);
        assert_eq!(seen(&net.manager, &first[0]).await, free, "what was published stays");
        // It is mended; what is judged again is judged as of its publication.
        mend(&net, &order).await;
        for (value, reason) in [(false, "the clip"), (true, "the other clip")] {
            let changed = json!({"changes": [{"item": PRICES, "value": value, "reason": reason}]});
            assert_eq!(change(&net, &late[0], "correct", changed).await, "published");
        }
        assert_eq!(seen(&net.manager, &late[0]).await, barred);
        assert_eq!(listed(&net.manager, &late[0]).await, 4);
        let august = round(&net, "R3", 60, 80).await;
        let next = visited(&net, august, 62, (SIGN, &json!(0)), &[false]).await;
        assert_eq!(seen(&net.manager, &next[0]).await, json!(["exemplary", 5, null, null]));
    }

    async fn false_evidence_takes_the_stars_of_an_audit(kind) {
        let net = Network::start(kind).await;
        visited(&net, net.round, 0, (SIGN, &json!(0)), &[true]).await;
        let order = path_of(&net.region, SIGN).await;
        net.region.verb(&order, "issue", json!({})).await.expect(200);
        net.manager.verb(&order, "submit", submission(&net, &net.manager).await).await.expect(200);
        let wish = json!({"reason": "the photo is of another station", "false_evidence": true});
        net.region.verb(&order, "reject", wish).await.expect(200);
        mend(&net, &order).await;
        let july = round(&net, "R2", 30, 50).await;
        let audit = visited(&net, july, 31, (SIGN, &json!(0)), &[false]).await;
        assert_eq!(seen(&net.manager, &audit[0]).await, json!(["exemplary", 0, null, true]));
        assert_eq!(listed(&net.hq, &audit[0]).await, 0);
        // In the list, too, a grade stands for itself: without stars it is as good as it was.
        for desk in [&net.manager, &net.region] {
            let list = desk.get("/v1/audits?limit=100").await.expect(200)["items"].clone();
            let mut told = list.as_array().expect("rows").iter().map(|row| (row["stars"].clone(), row["grade"].clone())).collect::<Vec<_>>();
            told.sort_by_key(|(stars, _)| stars.as_i64());
            assert_eq!(told.first().expect("the barred one"), &(json!(0), json!("exemplary")));
            assert!(told[1..].iter().all(|(stars, grade)| stars.as_i64() > Some(0) && grade.is_string()), "{told:?}");
        }
        let september = round(&net, "R3", 92, 110).await;
        let audit = visited(&net, september, 92, (SIGN, &json!(0)), &[false]).await;
        assert_eq!(seen(&net.manager, &audit[0]).await, json!(["exemplary", 5, null, null]));
    }
}
