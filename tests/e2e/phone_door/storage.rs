//! A storage elsewhere: down, slow, losing, unreachable for phones. Audits are accepted all the same, receipts tell the
//! truth, and it heals by itself.

use std::time::{Duration, Instant};

use forecourt_store::{objects::UploadWay, photo_keys};
use forecourt_tests::{
    database::Kind,
    network::Network,
    storage::{Mood, Storage},
};

use super::states;

/// A receipt never waits longer for a storage, with some slack for a busy machine.
const QUICK: Duration = Duration::from_secs(6);

async fn with_storage(kind: Kind, uploads: &str) -> (Network, Storage) {
    let storage = Storage::start().await;
    let network = Network::start_with(kind, |settings| {
        storage.use_in(settings);
        uploads.clone_into(&mut settings.s3.uploads);
    });
    (network.await, storage)
}

on_both! {
    async fn an_external_storage_works_directly(kind) {
        let (network, storage) = with_storage(kind, "direct").await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        let receipt = phone.put(&visit).await.expect(200);
        assert!(receipt["photos"][0]["upload"]["url"].as_str().expect("text").starts_with(&storage.line.base()));
        phone.deliver(&visit).await;
        network.server.work().await;
        let done = phone.put(&visit).await.expect(200);
        assert_eq!((states(&done), &done["state"]), (vec!["verified"; 2], &"submitted".into()));
    }

    async fn a_storage_that_is_down_holds_up_nobody(kind) {
        let (network, mut storage) = with_storage(kind, "direct").await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        storage.down().await;
        let begin = Instant::now();
        for _ in 0..2 {
            let receipt = phone.put(&visit).await.expect(200);
            assert_eq!((states(&receipt), &receipt["state"]), (vec!["missing"; 2], &"awaiting_photos".into()));
        }
        network.server.work().await;
        assert!(begin.elapsed() < 2 * QUICK, "{:?}", begin.elapsed());
        storage.up().await;
        phone.deliver(&visit).await;
        // Gone again before the photos were read: the jobs wait for it, and nothing is given up.
        storage.down().await;
        network.server.work().await;
        assert_eq!(phone.put(&visit).await.expect(200)["state"], "awaiting_photos");
        storage.up().await;
        network.server.time(network.server.app.clock.real_ms() + 3_600_000);
        network.server.work().await;
        let healed = phone.put(&visit).await.expect(200);
        assert_eq!((states(&healed), &healed["state"]), (vec!["verified"; 2], &"submitted".into()));
    }

    async fn a_slow_storage_holds_up_nobody(kind) {
        let (network, storage) = with_storage(kind, "direct").await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 3));
        let receipt = phone.put(&visit).await.expect(200);
        phone.upload(&visit, &receipt).await;
        storage.mood(Mood::Slow);
        let begin = Instant::now();
        let receipt = phone.put(&visit).await.expect(200);
        assert!(begin.elapsed() < QUICK, "{:?}", begin.elapsed());
        assert_eq!(states(&receipt), ["missing"; 3], "what was not seen is missing");
        let other = network.visit(0, 1, 1);
        let begin = Instant::now();
        assert_eq!(phone.put(&other).await.expect(200)["state"], "awaiting_photos");
        assert!(begin.elapsed() < QUICK, "{:?}", begin.elapsed());
        storage.mood(Mood::Well);
        let receipt = phone.put(&visit).await.expect(200);
        assert_eq!(states(&receipt), ["stored"; 3]);
        network.server.work().await;
        assert_eq!(phone.put(&visit).await.expect(200)["state"], "submitted");
    }

    async fn one_photo_that_takes_for_ever_hides_no_other(kind) {
        let (network, storage) = with_storage(kind, "direct").await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 3));
        let receipt = phone.put(&visit).await.expect(200);
        phone.upload(&visit, &receipt).await;
        storage.mood(Mood::Stuck(visit.photos[1].id));
        let begin = Instant::now();
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["stored", "missing", "stored"]);
        assert!(begin.elapsed() < QUICK, "{:?}", begin.elapsed());
    }

    async fn a_storage_that_is_proven_while_photos_are_on_their_way_loses_none(kind) {
        let mut storage = Storage::start().await;
        storage.down().await;
        let network = Network::start_with(kind, |settings| storage.use_in(settings)).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        let receipt = phone.put(&visit).await.expect(200);
        let address = |receipt: &serde_json::Value| receipt["photos"][0]["upload"]["url"].as_str().unwrap_or_default().to_owned();
        assert!(address(&receipt).contains("/incoming/"), "nothing is proven yet: {}", address(&receipt));
        storage.up().await;
        let check = network.admin.get("/v1/storage/check").await.expect(200);
        assert_eq!(check["upload_way"], "direct", "{check}");
        // What was sent to the incoming place is there, and no more than that.
        phone.upload(&visit, &receipt).await;
        let receipt = phone.put(&visit).await.expect(200);
        assert_eq!((states(&receipt), &receipt["state"]), (vec!["stored"; 2], &"awaiting_photos".into()));
        network.server.work().await;
        let done = phone.put(&visit).await.expect(200);
        assert_eq!((states(&done), &done["state"]), (vec!["verified"; 2], &"submitted".into()));
        for line in done["photos"].as_array().expect("photos") {
            let photo = format!("/v1/photos/{}?size=original", line["photo_id"].as_str().expect("an id"));
            let shown = network.reviewers[0].get(&photo).await;
            let address = shown.headers["location"].to_str().expect("an address").to_owned();
            let bytes = network.reviewers[0].http.get(address).send().await.expect("an answer");
            assert_eq!(bytes.bytes().await.expect("a body"), visit.bytes_of(line), "the very bytes");
        }
        // From here on photos go straight to their place, and are believed at once.
        let next = network.visit(0, 1, 2);
        let receipt = phone.put(&next).await.expect(200);
        assert!(!address(&receipt).contains("/incoming/"), "{}", address(&receipt));
        assert_eq!(states(&phone.deliver(&next).await), ["verified"; 2]);
        network.server.work().await;
        assert_eq!(states(&phone.put(&next).await.expect(200)), ["verified"; 2]);
    }

    async fn a_storage_that_is_down_for_a_day_leaves_nothing_dead(kind) {
        let (network, mut storage) = with_storage(kind, "direct").await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        assert_eq!(states(&phone.deliver(&visit).await), ["stored"]);
        storage.down().await;
        let begin = network.server.app.clock.real_ms();
        for hours in [1, 2, 4, 6, 8, 10, 12, 16, 20, 24] {
            network.server.time(begin + hours * 3_600_000);
            network.server.work().await;
        }
        let dead = network.admin.get("/v1/jobs").await.expect(200);
        assert_eq!(dead["items"], serde_json::json!([]));
        storage.up().await;
        network.server.time(begin + 25 * 3_600_000);
        network.server.work().await;
        let healed = phone.put(&visit).await.expect(200);
        assert_eq!((states(&healed), &healed["state"]), (vec!["verified"], &"submitted".into()));
    }

    async fn a_storage_that_loses_what_it_accepts_is_found_out(kind) {
        let (network, storage) = with_storage(kind, "direct").await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        storage.mood(Mood::Losing);
        let receipt = phone.deliver(&visit).await;
        assert_eq!(storage.uploads(), 2);
        assert_eq!((states(&receipt), &receipt["state"]), (vec!["missing"; 2], &"awaiting_photos".into()));
        storage.mood(Mood::Well);
        let receipt = phone.deliver(&visit).await;
        assert_eq!(states(&receipt), ["stored"; 2]);
        // It loses them after they were seen, and before they were read.
        storage.objects.delete_prefix("incoming/").await.expect("deleted");
        storage.objects.delete_prefix("photos/").await.expect("deleted");
        network.server.work().await;
        let receipt = phone.put(&visit).await.expect(200);
        assert_eq!((states(&receipt), &receipt["state"]), (vec!["missing"; 2], &"awaiting_photos".into()));
        phone.deliver(&visit).await;
        network.server.work().await;
        let healed = phone.put(&visit).await.expect(200);
        assert_eq!((states(&healed), &healed["state"]), (vec!["verified"; 2], &"submitted".into()));
    }

    async fn photos_that_arrive_without_a_word_are_found(kind) {
        let (network, _storage) = with_storage(kind, "direct").await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        let receipt = phone.put(&visit).await.expect(200);
        phone.upload(&visit, &receipt).await;
        // The phone is never heard of again.
        network.server.time(network.server.now() + 3_600_000);
        network.server.work().await;
        network.server.work().await;
        let audit = network.server.app.store.known_audit(visit.audit_id, 1).await.expect("the database answers").audit;
        assert_eq!(audit.expect("the audit").state, "submitted");
    }

    async fn photos_that_were_announced_before_the_storage_was_proven_are_kept(kind) {
        let (network, _storage) = with_storage(kind, "direct").await;
        let (phone, mut visit) = (network.phone(0), network.visit(0, 0, 2));
        visit.photos[1].bytes = b"\xff\xd8\xff\xe0 no picture".to_vec();
        let receipt = phone.put(&visit).await.expect(200);
        assert!(receipt["photos"][0]["upload"]["url"].as_str().expect("text").contains("/incoming/"));
        // The check behind the start has ended meanwhile.
        network.server.app.set_upload_way(UploadWay::Direct);
        phone.upload(&visit, &receipt).await;
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["stored"; 2], "nobody has moved them to their place yet");
        network.server.work().await;
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["verified", "unusable"]);
        for photo in &visit.photos {
            let shown = network.reviewers[0].get(&format!("/v1/photos/{}?size=original", photo.id)).await;
            let address = shown.headers["location"].to_str().expect("text");
            let stored = network.reviewers[0].http.get(address).send().await.expect("an answer");
            assert_eq!(stored.bytes().await.expect("the bytes"), photo.bytes);
        }
    }

    async fn a_photo_is_shown_while_it_is_moved(kind) {
        let (network, _storage) = with_storage(kind, "direct").await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        phone.deliver(&visit).await;
        let app = &network.server.app;
        let row = app.store.photos_of(visit.audit_id).await.expect("photos").remove(0);
        assert!(row.incoming);
        let path = format!("/v1/photos/{}?size=original", row.id);
        assert_eq!(network.reviewers[0].get(&path).await.bytes, visit.photos[0].bytes);
        // Moved, and the job that did it is not yet at its end.
        let digest = photo_keys::digest(&row).expect("a hash");
        let keys = (photo_keys::incoming(&row), photo_keys::original(&row));
        app.objects.promote(&keys.0, &keys.1, visit.photos[0].bytes.len() as u64, digest).await.expect("moved");
        assert_eq!(network.reviewers[0].get(&path).await.bytes, visit.photos[0].bytes);
        network.server.work().await;
        assert_eq!(network.reviewers[0].get(&path).await.status, 307);
    }

    async fn a_storage_that_phones_cannot_reach_is_proxied(kind) {
        let (network, mut storage) = with_storage(kind, "proxied").await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        let receipt = phone.put(&visit).await.expect(200);
        let line = &receipt["photos"][0];
        let url = line["upload"]["url"].as_str().expect("an address").to_owned();
        assert!(url.starts_with(&network.server.base), "{url}");
        let bytes = visit.bytes_of(line).to_vec();
        let mut wrong = bytes.clone();
        wrong[1000] ^= 1;
        assert_eq!(phone.upload_one(line, wrong).await.status, 400);
        assert_eq!(phone.upload_one(line, bytes[..500].to_vec()).await.status, 400);
        for (from, to) in [("signature=", "signature=0"), ("expires=", "expires=9"), ("expires=", "expires=1&x=")] {
            let mut bent = line.clone();
            bent["upload"]["url"] = url.replace(from, to).into();
            assert!(matches!(phone.upload_one(&bent, bytes.clone()).await.status.as_u16(), 400 | 403), "{from}");
        }
        storage.down().await;
        assert_eq!(phone.upload_one(line, bytes.clone()).await.status, 503);
        storage.up().await;
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["missing"; 2]);
        phone.deliver(&visit).await;
        network.server.work().await;
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["verified"; 2]);
    }
}
