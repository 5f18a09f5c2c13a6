//! The network that every other test stands on.

use forecourt_tests::network::{Network, STATIONS};

on_both! {
    async fn everybody_is_signed_in_and_the_phones_see_their_visits(kind) {
        let network = Network::start(kind).await;
        for (desk, role) in [
            (&network.admin, "admin"),
            (&network.hq, "hq"),
            (&network.planner, "planner"),
            (&network.reviewers[2], "reviewer"),
            (&network.shoppers[1], "shopper"),
            (&network.manager, "station"),
            (&network.region, "region"),
            (&network.auditor, "auditor"),
        ] {
            let me = desk.get("/v1/me").await.expect(200);
            assert_eq!(me["roles"][0]["role"], role, "{me}");
        }
        let sync = network.shoppers[0].get("/v1/sync").await.expect(200);
        assert_eq!(sync["assignments"].as_array().map(Vec::len), Some(STATIONS));
    }
}
