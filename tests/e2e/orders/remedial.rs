//! A remedial visit lifts what a red line holds down (§3.5): one that was made because of it, well and without another.

use forecourt_api::times::rfc3339;
use forecourt_tests::network::{Network, id};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{DAY_MS, HOUR_MS, at, follow_ups::crossed, planted};
use crate::published::{accept, deliver_by};

/// Whether the grade of the first station is held down in June.
async fn held_down(net: &Network) -> Value {
    let path = format!("/v1/reports/ranking?period=2026-06&station={}", net.stations[0].id);
    net.hq.get(&path).await.expect(200)["items"][0]["capped"].clone()
}

/// A red line, and a re-visit for this cause that the second shopper is to make.
async fn planned(net: &Network, trigger: &str) {
    let cause = crossed(net, 0, &net.visit(0, 0, 3), 0).await;
    assert_eq!(held_down(net).await, json!(true), "a red line");
    planted(net, cause, trigger, Some(net.assignments[1][0]), None).await;
}

/// A flawless visit by this assignment on this day after Monday, published on that one.
async fn visited(net: &Network, assignment: Uuid, day: i64, published: i64) {
    let mut visit = net.visit(1, 0, 3);
    visit.start_ms += day * DAY_MS;
    visit.assignment_id = assignment;
    at(net, day, 16, 0).await;
    let path = deliver_by(net, 1, &visit).await;
    accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
    at(net, published, 10, 0).await;
    assert_eq!(net.hq.get(&path).await.expect(200)["state"], "published");
}

/// Issues an assignment again for this day after Monday.
async fn again(net: &Network, assignment: Uuid, day: i64) -> Uuid {
    let path = format!("/v1/assignments/{assignment}");
    net.planner.verb(&path, "withdraw", json!({})).await.expect(200);
    let start = net.start_ms + day * DAY_MS;
    let wish = json!({"id": Uuid::new_v4(), "window_start": rfc3339(start), "window_end": rfc3339(start + 6 * HOUR_MS),
        "override_reason": "once more"});
    id(&net.planner.verb(&path, "issue-again", wish).await.expect(201))
}

on_both! {
    async fn a_remedial_visit_lifts_the_cap_of_a_red_line(kind) {
        let net = Network::start(kind).await;
        planned(&net, "red_line").await;
        visited(&net, net.assignments[1][0], 1, 2).await;
        assert_eq!(held_down(&net).await, json!(false));
    }

    async fn a_visit_for_another_reason_lifts_nothing(kind) {
        let net = Network::start(kind).await;
        planned(&net, "low_score").await;
        visited(&net, net.assignments[1][0], 1, 2).await;
        assert_eq!(held_down(&net).await, json!(true));
    }

    async fn a_remedial_visit_that_was_issued_again_lifts_the_cap(kind) {
        for (trigger, capped) in [("red_line", false), ("low_score", true)] {
            let net = Network::start(kind).await;
            planned(&net, trigger).await;
            // On Friday after six the cause is final: what makes its re-visit may be issued again, and once more.
            at(&net, 4, 18, 1).await;
            let second = again(&net, net.assignments[1][0], 10).await;
            let third = again(&net, second, 11).await;
            visited(&net, third, 11, 14).await;
            assert_eq!(held_down(&net).await, json!(capped), "{trigger}");
        }
    }
}
