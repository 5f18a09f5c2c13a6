//! What was due in a period that is over is judged by what became of it since (§4.8, decision 26).

use forecourt_tests::{desk::Desk, network::Network};
use serde_json::{Value, json};

use super::{PRICES, at, path_of, projects::visited, submission};

async fn of_period(desk: &Desk, period: &str) -> Value {
    desk.get(&format!("/v1/reports/rectification?period={period}")).await.expect(200)["items"][0]["figures"].clone()
}

fn decided(figures: &Value) -> Value {
    json!([figures["due"], figures["undecided"], figures["on_time"], figures["closing_rate_bp"], figures["closed"]])
}

/// An order that is due on 30 June at two and was submitted at noon; at seven of the next morning it waits for its verifier.
pub(crate) async fn submitted_on_the_last_day(net: &Network) -> String {
    // Published on Monday the 29th.
    visited(net, net.round, 25, (PRICES, &json!(false)), &[true]).await;
    at(net, 28, 14, 0).await;
    let path = path_of(&net.region, PRICES).await;
    let issued = net.region.verb(&path, "issue", json!({})).await.expect(200);
    assert_eq!(issued["due_at"], "2026-06-30T06:00:00Z", "{issued}");
    at(net, 29, 12, 0).await;
    net.manager.verb(&path, "submit", submission(net, &net.manager).await).await.expect(200);
    at(net, 30, 7, 0).await;
    path
}

/// The office verifies it, and closes it if it has to be looked at on site.
pub(crate) async fn verify(net: &Network, path: &str) {
    if net.region.verb(path, "verify", json!({})).await.expect(200)["state"] == "verified" {
        net.region.verb(path, "close", json!({})).await.expect(200);
    }
}

on_both! {
    async fn what_is_verified_after_the_last_day_is_in_its_rate(kind) {
        let net = Network::start(kind).await;
        let path = submitted_on_the_last_day(&net).await;
        assert_eq!(decided(&of_period(&net.hq, "2026-06").await), json!([1, 1, 0, null, 0]), "with the verifier");
        assert_eq!(decided(&of_period(&net.hq, "2026-07").await), json!([0, 0, 0, null, 0]));
        verify(&net, &path).await;
        for desk in [&net.hq, &net.manager] {
            let june = of_period(desk, "2026-06").await;
            assert_eq!(decided(&june), json!([1, 0, 1, 10_000, 0]), "verified in July, due in June");
            let indicators = json!([june["problems_per_visit_hundredths"], june["video_issues_bp"], june["closure_on_time_bp"]]);
            assert_eq!(indicators, json!([100, 8889, 10_000]));
        }
        let july = of_period(&net.hq, "2026-07").await;
        assert_eq!(decided(&july), json!([0, 0, 0, null, 1]));
        assert_eq!(json!([july["video_issues_bp"], july["closure_on_time_bp"]]), json!([null, null]));
        let table = net.hq.get("/v1/reports/rectification?period=2026-06&format=csv").await;
        assert!(table.text().trim_end().ends_with(",1,1,100,100,88.89,100.00"), "{}", table.text());
        // What stood open on the day is of its last instant, its rate is of now.
        let bulletin = net.region.get("/v1/reports/bulletin?day=2026-06-30").await.expect(200);
        let line = &bulletin["items"][0];
        assert_eq!((decided(&line["day"]), decided(&line["month"])), (json!([1, 0, 1, 10_000, 0]), json!([1, 0, 1, 10_000, 0])));
        let standing = json!([line["standing"]["open"], line["standing"]["with_verifier"], line["standing"]["overdue"]]);
        assert_eq!((standing, &bulletin["as_of"]), (json!([1, 1, 0]), &json!("2026-06-30T15:59:59.999Z")));
    }
}
