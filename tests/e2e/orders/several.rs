//! Several instances on one database: each rung once, each person one digest (decision 30).

use std::{collections::BTreeSet, future::Future};

use forecourt_api::jobs;
use forecourt_core::{
    calendar,
    checklist::{AnswerKind, Item, PhotoRule},
    order::{Rules, builtin},
};
use forecourt_store::orders::{self, rungs};
use forecourt_tests::{database::Kind, network::Network, visit::Visit};
use serde_json::json;
use uuid::Uuid;

use super::{DAY_MS, HOUR_MS, listed, told};
use crate::published::{accept, deliver, next_day};

/// A visit that misses everything that a photo can show and that is no red line.
fn poor(visit: Visit) -> Visit {
    let checklist = forecourt_core::registry::builtin().get("station-69", 1).expect("station-69 v1").clone();
    let shown = |item: &&Item| !item.is_critical() && !item.is_bonus() && item.photo != PhotoRule::Never;
    let worst = |item: &Item| match &item.answer {
        AnswerKind::PassFail => json!(false),
        AnswerKind::Graded(_) => json!(0),
        AnswerKind::Measured(scale) | AnswerKind::Count(scale) => json!(scale.max),
    };
    checklist.items.iter().filter(shown).fold(visit, |visit, item| visit.with(item.id.clone().leak(), worst(item)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn three_instances_record_each_rung_once() {
    if !Kind::Postgres.runs() {
        return;
    }
    let net = Network::start(Kind::Postgres).await;
    let head = crate::roles::person(&net, "head", json!([{"role": "region", "org_unit_id": net.units[2]}])).await;
    net.hq
        .put(&format!("/v1/org-units/{}/contacts", net.units[2]), &json!({"head": [head.person_id]}))
        .await
        .expect(200);
    for station in 0..4 {
        let path = deliver(&net, &poor(net.visit(0, station, 3))).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
    }
    next_day(&net, 1).await;
    let orders = listed(&net.region, "?limit=500").await;
    assert!(orders.len() > 40, "{} orders", orders.len());
    // Half of them is issued; the rest waits for the system.
    let items: Vec<_> =
        orders.iter().step_by(2).map(|order| json!({"id": order["id"], "version": order["version"]})).collect();
    let issue = json!({"verb": "issue", "items": items});
    assert_eq!(net.region.post("/v1/rectifications/bulk", issue).await.expect(200)["refused"], 0);
    let (second, third) = (net.server.sibling().await, net.server.sibling().await);
    let servers = [&net.server, &second, &third];
    // Days of downtime, then all of them wake up at once; and once more while nothing is missed.
    for (days, hours) in [(9, 0), (9, 1), (12, 5)] {
        let now = net.start_ms + days * DAY_MS + hours * HOUR_MS;
        servers.iter().for_each(|server| server.time(now));
        let pass = |at: usize| jobs::orders::run(&servers[at].app, now);
        let (a, b, c) = tokio::join!(pass(0), pass(1), pass(2));
        let done = [a.expect("a pass"), b.expect("a pass"), c.expect("a pass")];
        // Whoever came first may have left before the others had done.
        jobs::orders::run(&net.server.app, now).await.expect("a pass");
        assert!(done.iter().all(|pass| pass.orders <= 400), "{done:?}");
    }
    check(&net, &orders.iter().map(forecourt_tests::network::id).collect::<Vec<_>>()).await;
    let digests = told(&head).await.into_iter().filter(|kind| kind == "digest.downtime").count();
    assert_eq!(digests, 2, "one after each time of silence");
}

on_both! {
    async fn a_pass_that_is_cut_off_anywhere_is_made_by_the_next(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &poor(net.visit(0, 0, 3))).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
        next_day(&net, 1).await;
        let orders = listed(&net.region, "?limit=500").await;
        let (mut cut_off, mut steps) = (0, 1);
        // Every six hours a pass begins; the first ones end after one step, the last ones by themselves.
        for part in 0..160_i64 {
            net.server.time(net.start_ms + DAY_MS + part * 6 * HOUR_MS);
            let done = run_for(&net, steps).await;
            cut_off += usize::from(!done);
            steps = if done { 1 } else { steps + 1 };
        }
        last_pass(&net).await;
        assert!(cut_off > 40, "{cut_off} passes were cut off");
        check(&net, &orders.iter().map(forecourt_tests::network::id).collect::<Vec<_>>()).await;
    }
}

/// Passes until nothing is due: what was cut off holds its rows until its connection is back in the pool.
async fn last_pass(net: &Network) {
    let (store, now, begin) = (&net.server.app.store, net.server.now(), std::time::Instant::now());
    while rungs::is_due(store.read(), now).await.expect("the database") {
        assert!(begin.elapsed() < std::time::Duration::from_secs(30), "rows stay locked");
        jobs::orders::run(&net.server.app, now).await.expect("a pass");
        tokio::task::yield_now().await;
    }
    jobs::orders::run(&net.server.app, now).await.expect("a pass");
}

/// Lets a pass go on for this many steps and drops it there; whether it came to its end.
async fn run_for(net: &Network, steps: usize) -> bool {
    let (mut pass, mut taken) = (std::pin::pin!(jobs::orders::run(&net.server.app, net.server.now())), 0);
    std::future::poll_fn(|context| {
        if taken == steps {
            return std::task::Poll::Ready(false);
        }
        taken += 1;
        pass.as_mut().poll(context).map(|done| done.is_ok())
    })
    .await
}

/// Every rung that the history of an order asks for is recorded once, and nothing else; each has one event.
async fn check(net: &Network, ids: &[Uuid]) {
    let (store, now) = (&net.server.app.store, net.server.now());
    let rules = Rules { policy: builtin(orders::POLICY).expect("a policy"), calendar: calendar::builtin() };
    let mut expected = BTreeSet::new();
    let sight = orders::read::Sight {
        orders: forecourt_store::access::Scope::everything(),
        drafts: forecourt_store::access::Scope::everything(),
    };
    for id in ids {
        let row = orders::read::find(store.read(), &sight, *id).await.expect("the database").expect("it is there");
        let order = orders::order_of(&row).expect("an order");
        expected.extend(forecourt_core::order::rungs(&order, now, rules).into_iter().map(|rung| (*id, rung.id)));
    }
    let recorded = rungs::of_orders(store.read(), ids).await.expect("the database");
    let found: BTreeSet<(Uuid, String)> = recorded.iter().map(|row| (row.order_id, row.rung.clone())).collect();
    assert_eq!(found, expected);
    let tx = store.begin("a_test").await.expect("a transaction");
    let events = orders::outbox::untaken(&tx, 100_000, true).await.expect("the database");
    let told: Vec<(Option<Uuid>, String)> = events
        .iter()
        .filter_map(|event| Some((event.subject_id, event.payload["rung_id"].as_str()?.to_owned())))
        .collect();
    let once: BTreeSet<&(Option<Uuid>, String)> = told.iter().collect();
    assert_eq!((told.len(), once.len()), (found.len(), found.len()), "one event a rung");
    tx.rollback().await.expect("nothing was written");
}
