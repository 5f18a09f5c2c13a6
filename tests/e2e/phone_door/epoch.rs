//! A restore begins a new epoch (decisions 1 and 13).

use forecourt_tests::{
    network::Network,
    phone::{Phone, path},
    visit::Visit,
};
use serde_json::{Value, json};

use super::{flags, send_back};

/// The `PUT` of a phone that holds receipts of this epoch.
async fn put_from(phone: &Phone, visit: &Visit, epoch: &Value) -> forecourt_tests::answer::Answer {
    let request = phone.desk.request(reqwest::Method::PUT, &path(visit)).json(&visit.submission());
    phone.desk.send(request.header("forecourt-receipt-epoch", epoch.as_str().expect("an epoch"))).await
}

on_both! {
    async fn a_new_epoch_is_told_and_cursors_start_anew(kind) {
        let network = Network::start(kind).await;
        let sync = network.shoppers[0].get("/v1/sync").await.expect(200);
        let cursor = sync["cursor"].as_str().expect("a cursor").to_owned();
        let fresh = network.server.app.store.new_epoch(&[]).await.expect("a new epoch");
        let network = network.restart().await;
        let again = network.shoppers[0].get(&format!("/v1/sync?cursor={cursor}")).await.expect(200);
        assert_eq!((&again["server_epoch"], &again["reset"]), (&json!(fresh), &json!(true)));
        assert_ne!(again["server_epoch"], sync["server_epoch"]);
        let receipt = network.phone(0).put(&network.visit(0, 0, 0)).await.expect(200);
        assert_eq!(receipt["server_epoch"], json!(fresh));
    }

    async fn after_a_restore_a_phone_sends_its_revisions_again(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        // The backup was made when only the first revision had come; the second one is lost with its return.
        let receipt = phone.put(&visit).await.expect(200);
        let epoch = receipt["server_epoch"].clone();
        network.server.app.store.new_epoch(&[]).await.expect("a new epoch");
        let network = network.restart().await;
        let phone = network.phone(0);
        assert_eq!(put_from(&phone, &visit, &epoch).await.expect(200)["revision"], 1);
        phone.put(&visit.answered()).await.problem(409, "not-returned");
        let stranger = json!(uuid::Uuid::new_v4());
        put_from(&phone, &visit.answered(), &stranger).await.problem(409, "not-returned");
        assert_eq!(put_from(&phone, &visit.answered(), &epoch).await.expect(200)["revision"], 2);
        assert!(flags(&network.reviewers[0], &visit).await.contains(&"restored".to_owned()));
        // Restored once more from the same backup, it can be told of the epoch in between.
        let between = json!(uuid::Uuid::new_v4());
        put_from(&phone, &visit.answered().answered(), &between).await.problem(409, "not-returned");
        let named = between.as_str().expect("text").parse().expect("an id");
        network.server.app.store.new_epoch(&[named]).await.expect("a new epoch");
        assert_eq!(put_from(&phone, &visit.answered().answered(), &between).await.expect(200)["revision"], 3);
        // What the restored server knows as returned goes on as ever.
        send_back(&network.reviewers[0], &visit).await;
        assert_eq!(phone.put(&visit.answered().answered().answered()).await.expect(200)["revision"], 4);
    }
}
