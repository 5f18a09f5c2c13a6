//! How every play must end: each audit exactly once, its photos byte for byte, each report once, nothing left to do.

use std::{collections::BTreeMap, time::Duration};

use forecourt_tests::{answer::Answer, desk::Desk, phone::path, visit::Visit};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bench::{Bench, Wait},
    chapters::{Chapter, Play},
};

/// Deferred work that a killed process held is done again within this.
const PATIENCE: Duration = Duration::from_secs(60);

/// The end state of one play.
pub async fn check(bench: &Bench, play: &Play) {
    match play.chapter {
        Chapter::SignIn => signed_in(bench, play).await,
        Chapter::SignOut => {
            let token = play.signed_out().expect("a token").to_owned();
            let gone = Desk { token, ..bench.members.shoppers[0].clone() };
            gone.get("/v1/me").await.problem(401, "not-signed-in");
            bench.members.shoppers[0].get("/v1/me").await.expect(200);
        }
        Chapter::Reports => {}
        Chapter::Draft => {
            let draft = play.phone.memory.draft.as_ref().expect("a draft");
            draft.is_gone(&bench.members.shoppers[0]).await;
        }
        Chapter::Audit | Chapter::Lost | Chapter::Returned | Chapter::Refused | Chapter::Published => {
            audit(bench, play).await;
        }
    }
    for (assignment, verb, state) in &play.reports {
        let shown = bench.members.planner.get(&format!("/v1/assignments/{assignment}")).await.expect(200);
        let kinds: Vec<&str> =
            shown["reports"].as_array().into_iter().flatten().filter_map(|one| one["kind"].as_str()).collect();
        let expected: Vec<&str> = Some(*verb).filter(|verb| !verb.is_empty()).into_iter().collect();
        assert_eq!((kinds, &shown["state"]), (expected, &json!(state)), "each report is recorded once");
    }
    assert!(play.phone.memory.audits.iter().all(|kept| kept.done), "every receipt is complete");
    assert_eq!(play.phone.photos(), 0, "the phone has deleted what the server holds");
}

async fn signed_in(bench: &Bench, play: &Play) {
    let memory = &play.phone.memory;
    let own = Desk { token: memory.token.clone().expect("a token"), ..bench.members.shoppers[0].clone() };
    assert_eq!(own.get("/v1/me").await.expect(200)["id"], json!(play.person_id));
    assert_eq!(memory.assignments.iter().copied().collect::<Vec<_>>(), [play.reports[0].0]);
    assert!(memory.code.is_none() && memory.checklists.is_empty() && !memory.wants_holdings);
    let devices = bench.members.admin.get(&format!("/v1/devices?person={}", play.person_id)).await.expect(200);
    let ids: Vec<&Value> = devices["items"].as_array().into_iter().flatten().map(|device| &device["id"]).collect();
    assert_eq!(ids, [&json!(memory.device_id)], "one phone, however often it signed in");
    assert_eq!(devices["items"][0]["holdings"]["queued"], 0);
}

async fn audit(bench: &Bench, play: &Play) {
    let visit = play.visit.as_ref().expect("a visit");
    let reviewer = &bench.members.reviewers[2];
    let state = if play.chapter == Chapter::Published { "published" } else { "submitted" };
    if play.chapter == Chapter::Published {
        // Made due by the request, published by it or by the next tick.
        is_in_state(reviewer, visit, "published", PATIENCE).await;
    }
    let shown = reviewer.get(&path(visit)).await.expect(200);
    assert_eq!((&shown["state"], &shown["revision"]), (&json!(state), &json!(visit.revision)));
    let stored = reviewer.get(&format!("{}/revisions", path(visit))).await.expect(200);
    let stored: Vec<(&Value, &Value)> = stored["submissions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| (&one["revision"], &one["content_sha256"]))
        .collect();
    let kept: Vec<(Value, Value)> =
        play.phone.memory.audits.iter().map(|kept| (json!(kept.revision), json!(kept.sha256))).collect();
    assert_eq!(stored, kept.iter().map(|(revision, hash)| (revision, hash)).collect::<Vec<_>>());
    let lost = usize::from(play.chapter == Chapter::Lost);
    photos(reviewer, visit, &shown, lost).await;
    if play.chapter == Chapter::Published {
        let list = bench.members.hq.get("/v1/publications?limit=500").await.expect(200);
        let rows = list["items"].as_array().expect("a list").iter();
        let own: Vec<&Value> = rows.filter(|row| row["reason"] == json!(play.publication())).collect();
        assert_eq!(own.len(), 1, "it is recorded once");
        assert_eq!(own[0]["audits"], 1);
    }
}

/// Waits until an audit is in this state.
pub async fn is_in_state(reviewer: &Desk, visit: &Visit, state: &str, patience: Duration) {
    let wait = Wait::up_to(patience);
    loop {
        let shown = reviewer.get(&path(visit)).await.expect(200);
        if shown["state"] == state {
            return;
        }
        wait.more(&shown["state"]).await;
    }
}

/// Every photo is there byte for byte, except the last ones, which are lost.
async fn photos(reviewer: &Desk, visit: &Visit, shown: &Value, lost: usize) {
    let states: BTreeMap<Uuid, &str> = shown["photos"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|photo| Some((photo["photo_id"].as_str()?.parse().ok()?, photo["state"].as_str()?)))
        .collect();
    assert_eq!(states.len(), visit.photos.len());
    let whole = visit.photos.len() - lost;
    for (n, photo) in visit.photos.iter().enumerate() {
        assert_eq!(states[&photo.id], if n < whole { "verified" } else { "lost" });
        if n < whole {
            let bytes = original(reviewer, photo.id).await;
            assert!(bytes == photo.bytes, "photo {} has other bytes", photo.id);
        }
    }
}

/// The bytes of a photo as a reviewer gets them.
async fn original(reviewer: &Desk, photo: Uuid) -> Vec<u8> {
    let answer = reviewer.get(&format!("/v1/photos/{photo}?size=original")).await;
    if answer.status == 200 {
        return answer.bytes;
    }
    assert_eq!(answer.status, 307, "{}", answer.text());
    let address = answer.headers["location"].to_str().expect("an address");
    let stored = reviewer.http.get(address).send().await.expect("an answer");
    let stored = Answer::read(stored).await.expect("a whole answer");
    assert_eq!(stored.status, 200, "{}", stored.text());
    stored.bytes
}

/// The end state of a whole installation: every audit exactly once and no other, every deferred piece of work done, and
/// `forecourt fsck` content. `leftovers` are objects that a killed check of the storage may have left.
pub async fn close(mut bench: Bench, leftovers: u64) {
    let desk = bench.members.reviewers[2].clone();
    let mut listed: Vec<Uuid> = Vec::new();
    let mut next = Some(String::new());
    while let Some(cursor) = next {
        let page = desk.get(&format!("/v1/audits?limit=100{cursor}")).await.expect(200);
        listed.extend(
            page["items"].as_array().into_iter().flatten().filter_map(|row| row["id"].as_str()?.parse::<Uuid>().ok()),
        );
        next = page["next_cursor"].as_str().map(|cursor| format!("&cursor={cursor}"));
    }
    let mut expected = bench.audits.clone();
    listed.sort_unstable();
    expected.sort_unstable();
    assert_eq!(listed, expected, "every audit exactly once, and no other");
    let (mut photos, mut copies) = (0, 0);
    for id in &expected {
        let wait = Wait::up_to(PATIENCE);
        while let Err(open) = worked_off(&bench, *id).await {
            wait.more(&open).await;
        }
        let shown = desk.get(&format!("/v1/audits/{id}")).await.expect(200);
        photos += shown["photos"].as_array().into_iter().flatten().filter(|photo| photo["state"] == "verified").count();
        copies += station_copies(&shown).len();
    }
    let dead = bench.members.admin.get("/v1/jobs").await.expect(200);
    assert_eq!(dead["items"], json!([]), "no job was given up");
    bench.sleep().await;
    fsck(&bench, photos as u64, copies as u64, leftovers).await;
}

/// Ids of what stations see of an audit's photos.
fn station_copies(shown: &Value) -> Vec<&str> {
    let photos = shown["photos"].as_array().into_iter().flatten();
    photos.filter_map(|photo| photo["station_copy_id"].as_str()).collect()
}

/// Whether every verified photo has its copies, and a lost one its flag, once.
async fn worked_off(bench: &Bench, audit: Uuid) -> Result<(), String> {
    let shown = bench.members.reviewers[2].get(&format!("/v1/audits/{audit}")).await.expect(200);
    let photos = shown["photos"].as_array().cloned().unwrap_or_default();
    let open = photos.iter().filter(|photo| photo["state"] == "verified" && photo["derived"] != true).count();
    let lost = photos.iter().filter(|photo| photo["state"] == "lost").count();
    let flags = shown["flags"].as_array().into_iter().flatten().filter(|flag| flag["code"] == "photo_lost").count();
    let mut missing = 0;
    for copy in station_copies(&shown) {
        let answer = bench.members.auditor.get(&format!("/v1/photos/{copy}")).await;
        missing += usize::from(answer.status != 200);
    }
    if (open, missing) == (0, 0) && flags == lost.min(1) {
        return Ok(());
    }
    Err(format!("audit {audit}: {open} not examined, {missing} copies to make, {lost} lost, {flags} flags of it"))
}

/// `forecourt fsck` finds every photo, whole, and nothing that nobody accounts for.
async fn fsck(bench: &Bench, photos: u64, copies: u64, leftovers: u64) {
    let output = bench.run(&["fsck", "--json"]).await;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "fsck: {text} {}", String::from_utf8_lossy(&output.stderr));
    let summary: Value = serde_json::from_str(text.lines().last().unwrap_or_default()).expect("a summary");
    let figure = |name: &str| summary["summary"][name].as_u64().expect("a figure");
    assert_eq!((figure("faults"), figure("orphans"), figure("photos")), (0, 0, photos), "{text}");
    if bench.elsewhere.is_none() {
        // Original, thumb and view of each, and nothing else: the listing is not shared with anybody.
        let expected = 3 * photos + copies;
        assert!((expected..=expected + leftovers).contains(&figure("objects")), "{text}: {expected} objects expected");
    }
}
