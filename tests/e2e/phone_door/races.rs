//! Many at once: one audit, one content, equal receipts.

use forecourt_tests::{
    crowd::{CROWD, at_most_one_answer_won, equal_receipts, equal_receipts_in_any_state, one_content_won, versions},
    network::Network,
    phone::lasting,
    visit::Visit,
};
use futures::future::join_all;

use super::send_back;

on_both! {
    async fn twenty_identical_submissions_are_one_audit(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 3));
        let answers = join_all((0..CROWD).map(|_| phone.put(&visit))).await;
        let receipt = equal_receipts(&answers);
        assert_eq!(lasting(&phone.put(&visit).await.expect(200)), receipt);
        assert_eq!(network.server.app.store.photos_of(visit.audit_id).await.expect("photos").len(), 3);
    }

    async fn twenty_identical_submissions_through_two_instances_are_one_audit(kind) {
        let network = Network::start(kind).await;
        let sibling = network.server.sibling().await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 3));
        let other = forecourt_tests::phone::Phone::of(phone.desk.at(&sibling.base));
        let answers = join_all((0..CROWD).map(|n| if n % 2 == 0 { phone.put(&visit) } else { other.put(&visit) })).await;
        equal_receipts(&answers);
        assert_eq!(network.server.app.store.photos_of(visit.audit_id).await.expect("photos").len(), 3);
    }

    async fn of_many_contents_exactly_one_wins(kind) {
        let network = Network::start(kind).await;
        let sibling = network.server.sibling().await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        let other = forecourt_tests::phone::Phone::of(phone.desk.at(&sibling.base));
        let bodies = versions(&visit, 4);
        let sent = (0..CROWD).map(|n| {
            let (phone, visit, content, body) = (if n < CROWD / 2 { &phone } else { &other }, &visit, n % 4, &bodies[n % 4]);
            async move { (content, phone.put_raw(visit, body).await) }
        });
        let answers = join_all(sent).await;
        let receipt = one_content_won(&answers);
        let winner = answers.iter().find(|(_, answer)| answer.status == 200).expect("a winner").0;
        let again = phone.put_raw(&visit, &bodies[winner]).await.expect(200);
        assert_eq!(lasting(&again), receipt);
    }

    async fn submissions_of_many_audits_at_once_are_all_stored(kind) {
        let network = Network::start(kind).await;
        let phone = network.phone(0);
        let visits: Vec<Visit> = (0..12).map(|station| network.visit(0, station, 1)).collect();
        let answers = join_all(visits.iter().chain(&visits).map(|visit| phone.put(visit))).await;
        for (first, second) in answers[..12].iter().zip(&answers[12..]) {
            assert_eq!(lasting(&first.expect(200)), lasting(&second.expect(200)));
        }
    }

    async fn answers_that_race_with_a_return_lose_nothing(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        phone.put(&visit).await.expect(200);
        let answered = visit.answered();
        let bodies = versions(&answered, 2);
        let back = send_back(&network.reviewers[0], &visit);
        let early = join_all((0..CROWD).map(|n| {
            let (phone, answered, body) = (&phone, &answered, &bodies[n % 2]);
            async move { (n % 2, phone.put_raw(answered, body).await) }
        }));
        let first = join_all((0..CROWD).map(|_| phone.put(&visit)));
        let (early, first, ()) = tokio::join!(early, first, back);
        equal_receipts_in_any_state(&first);
        // Before the return an answer is refused, after it exactly one content is taken.
        at_most_one_answer_won(&early);
        let late = join_all((0..CROWD).map(|n| {
            let (phone, answered, body) = (&phone, &answered, &bodies[n % 2]);
            async move { (n % 2, phone.put_raw(answered, body).await) }
        }));
        let receipt = one_content_won(&late.await);
        assert_eq!(receipt["revision"], 2);
        assert_eq!(phone.put(&visit).await.expect(200)["revision"], 1);
    }
}
