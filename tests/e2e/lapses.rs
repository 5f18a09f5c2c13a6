//! Deadlines of appeals that have no effect hold up no other (§3.7).

use forecourt_core::appeal::AppealStep;
use forecourt_store::{
    appeals::{self, BATCH, Step},
    entity::appeal,
};
use forecourt_tests::network::Network;
use serde_json::json;
use uuid::Uuid;

use crate::orders::{DAY_MS, PRICES, at, publish};

/// As many appeals as one step takes, as a newer instance may have written them: this one does not know their state.
async fn unreadable(net: &Network, audit: Uuid) {
    let tx = net.server.app.store.begin("test").await.expect("a transaction");
    for number in 0..i64::try_from(BATCH).expect("a number") {
        let row = appeal::Model {
            id: Uuid::new_v4(),
            audit_id: audit,
            station_id: net.stations[0].id,
            item: "greeting.uniform_compliant".into(),
            window_at: number,
            state: "level_9".into(),
            since: net.start_ms,
            due_at: Some(net.start_ms + DAY_MS + number),
            version: 1,
            content_sha256: vec![0; 32],
            filed_by: net.manager.person_id,
            filed_at: net.start_ms,
            outcome: None,
            value: None,
            score_before: 1,
            bp_before: None,
            score_after: None,
            bp_after: None,
            ranked: false,
            rank_before: None,
            rank_after: None,
            put_off_until: None,
        };
        let step = Step {
            kind: AppealStep::Filed,
            level: 1,
            person_id: Some(net.manager.person_id),
            at: net.start_ms,
            reason: None,
            evidence: Vec::new(),
            outcome: None,
            value: None,
        };
        assert!(appeals::file(&tx, row, step, net.server.now()).await.expect("a row"));
    }
    tx.commit().await.expect("a commit");
}

on_both! {
    async fn appeals_whose_lapse_keeps_failing_are_put_off(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let audit_id: Uuid = audit.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        let path = format!("/v1/appeals/{}", Uuid::new_v4());
        let filed = json!({"audit_id": audit_id, "item": PRICES, "reason": "it matched"});
        net.manager.put(&path, &filed).await.expect(201);
        unreadable(&net, audit_id).await;
        let state = async || net.manager.get(&path).await.expect(200)["state"].clone();
        // Filed on Tuesday: level 1 has until Friday at six. The others were due before, and fill the first step.
        at(&net, 4, 18, 1).await;
        assert_eq!(state().await, "level_1");
        net.server.work().await;
        assert_eq!(state().await, "level_2", "it went up by itself");
        // They are tried again, and hold up nothing then either.
        let over = net.server.app.store.appeals_over(net.server.now()).await.expect("the database");
        assert_eq!(over, Vec::<Uuid>::new());
        let later = net.server.app.store.appeals_over(net.server.now() + DAY_MS).await.expect("the database");
        assert_eq!(later.len() as u64, BATCH);
    }
}
