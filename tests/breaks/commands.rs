//! The commands of the real binary: good and bad input, what they print, their exit codes.

use std::{path::Path, time::Duration};

use forecourt_store::{
    objects::{EMBEDDED_BUCKET, Keys, ObjectStore},
    photo_keys,
};
use forecourt_tests::{
    binary::Start,
    database::Kind,
    folder,
    network::Network,
    server::Place,
    storage::{Storage, keys},
};
use serde_json::{Value, json};

use crate::{
    bench::{BINARY, Wait},
    operated::said,
};

/// A command on an empty installation.
async fn fresh() -> (Place, Start) {
    let place = Place::fresh(Kind::Sqlite).await;
    let start = Start::new(Path::new(BINARY), &place);
    (place, start)
}

/// The lines of an output, each of them JSON.
fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect()
}

const GOOD: &str = r#"{"checklist":"station-69","version":1,"answers":{"approach.brand_sign_visible_intact":2}}"#;
const UNKNOWN_ITEM: &str = r#"{"checklist":"station-69","version":1,"answers":{"approach.nothing":2}}"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn score_answers_every_line_and_fails_at_the_end_when_one_was_bad() {
    let (_place, start) = fresh().await;
    let folder = folder::temporary();
    let (good, mixed) = (folder.path().join("good.jsonl"), folder.path().join("mixed.jsonl"));
    std::fs::write(&good, format!("{GOOD}\n{GOOD}\n")).expect("a file");
    std::fs::write(&mixed, format!("{GOOD}\n{UNKNOWN_ITEM}\nnot JSON\n{GOOD}\n")).expect("a file");
    let name = |path: &Path| path.display().to_string();

    let (out, err, code) = said(&start, &["score", &name(&good)]).await;
    assert_eq!((lines(&out).len(), code), (2, Some(0)), "{err}");
    let (out, err, code) = said(&start, &["score", &name(&mixed)]).await;
    let scored = lines(&out);
    assert_eq!((scored.len(), code), (4, Some(1)), "{err}");
    for n in [0, 3] {
        assert_eq!((&scored[n]["base_bp"], scored[n].get("violations")), (&json!(10_000), None), "the rest goes on");
    }
    let violation = &scored[1]["violations"][0];
    assert_eq!((&scored[1]["line"], &violation["code"]), (&json!(2), &json!("unknown_item")));
    assert_eq!(violation["pointer"], "/answers/approach.nothing");
    assert_eq!(scored[2]["line"], 3);
    assert!(scored[2]["violations"].as_array().is_some_and(|list| !list.is_empty()));

    // Standard input says the same.
    for words in [vec!["score"], vec!["score", "-"]] {
        let output = start.run_on(&words, &format!("{GOOD}\n{UNKNOWN_ITEM}\n")).await;
        let piped = lines(&String::from_utf8_lossy(&output.stdout));
        assert_eq!((piped, output.status.code()), (scored[..2].to_vec(), Some(1)));
    }
    let (out, err, code) = said(&start, &["score", "no-such-file.jsonl"]).await;
    assert_eq!((out.as_str(), code), ("", Some(2)));
    assert!(err.contains("no-such-file.jsonl"), "{err}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn checklist_check_tells_every_fault_with_its_line() {
    let (_place, start) = fresh().await;
    let folder = folder::temporary();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let whole = include_str!("../../checklists/station-69/v1.toml");
    let good = file("good.toml", whole);
    let (out, err, code) = said(&start, &["checklist", "check", &good]).await;
    assert_eq!((out, code), (format!("{good}: station-69 v1, 69 items, no faults\n"), Some(0)), "{err}");

    let faults = [
        ("id = \"approach.price_board_matches_pump\"", "id = \"approach.brand_sign_visible_intact\"", "duplicate_id"),
        ("le = 10, pct = 80", "le = 4, pct = 80", "bands_order"),
        ("!v.tanker_unloading", "!v.tanker", "unknown_flag"),
    ];
    let mut text = whole.to_owned();
    for (right, wrong, _) in faults {
        text = text.replacen(right, wrong, 1);
    }
    let bad = file("bad.toml", &text);
    let (out, err, code) = said(&start, &["checklist", "check", &bad]).await;
    assert_eq!((err.as_str(), code), ("3 faults\n", Some(1)));
    let told: Vec<&str> = out.lines().collect();
    assert_eq!(told.len(), faults.len(), "{out}");
    for (_, wrong, fault) in faults {
        // What was written wrongly stands in the line that is named, or in one of the same item above.
        let line = told.iter().find(|line| line.contains(&format!(": {fault}: "))).unwrap_or_else(|| panic!("{out}"));
        let number = line.strip_prefix(&format!("{bad}:")).and_then(|rest| rest.split(':').next()?.parse().ok());
        let named: usize = number.unwrap_or_else(|| panic!("no line number in {line}"));
        assert!(text.lines().nth(named - 1).is_some_and(|line| line.contains(wrong)), "{line}: not {wrong}");
        let (en, zh) = line.rsplit_once(" / ").expect("both languages");
        assert!(!en.is_empty() && !zh.is_ascii(), "{line}");
    }
    let (_, err, code) = said(&start, &["checklist", "check", "no-such-file.toml"]).await;
    assert_eq!(code, Some(2), "{err}");
    assert!(err.starts_with("no-such-file.toml: "), "{err}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fsck_fails_on_faults_and_otherwise_when_it_could_not_look() {
    let net = Network::start(Kind::Sqlite).await;
    let visit = net.visit(0, 0, 2);
    net.phone(0).deliver(&visit).await;
    net.server.work().await;
    let rows = net.server.app.store.photos_of(visit.audit_id).await.expect("photos");
    let (lost, damaged) = (photo_keys::original(&rows[0]), photo_keys::original(&rows[1]));
    let place = net.server.stop().await;
    let start = Start::new(Path::new(BINARY), &place);
    let (out, err, code) = said(&start, &["fsck"]).await;
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.ends_with(", 0 faults, 0 orphans\n") && out.contains("2 photos, 6 objects, "), "{out}");

    let objects = ObjectStore::embedded(&place.data.path().join("objects"), anybodys()).expect("a store");
    objects.delete(&lost).await.expect("deleted");
    let mut other = visit.photos[0].bytes.clone();
    other[1000] ^= 1;
    objects.put(&damaged, other.into(), "image/jpeg").await.expect("stored");
    drop(objects);
    let (out, err, code) = said(&start, &["fsck"]).await;
    assert_eq!(code, Some(1), "{out}{err}");
    let told = |word: &str, key: &str| out.lines().any(|line| line.starts_with(word) && line.contains(key));
    assert!(told("missing ", &lost), "{out}");
    assert!(out.lines().any(|line| line.starts_with("wrong_") && line.contains(&damaged)), "{out}");
    assert!(out.contains(&visit.audit_id.to_string()) && out.contains(", 2 faults, "), "{out}");
    let (out, err, code) = said(&start, &["fsck", "--json"]).await;
    assert_eq!(code, Some(1), "{err}");
    let found = lines(&out);
    let (last, findings) = found.split_last().expect("a summary");
    assert_eq!((findings.len(), &last["summary"]["faults"], &last["summary"]["photos"]), (2, &json!(2), &json!(2)));

    let (_, err, code) = said(&elsewhere(&start, "http://127.0.0.1:9"), &["fsck"]).await;
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("could not be finished"), "{err}");
}

/// The embedded store asks nobody for keys who opens its folder.
fn anybodys() -> Keys {
    Keys { access_key: "anybody".to_owned(), secret_key: "anybody".to_owned() }
}

/// The same installation with its photos at this address.
fn elsewhere(start: &Start, endpoint: &str) -> Start {
    let start = start.clone().with("FORECOURT_S3_ENDPOINT", endpoint).with("FORECOURT_S3_REGION", "local");
    let start = start.with("FORECOURT_S3_BUCKET", EMBEDDED_BUCKET);
    start.with("FORECOURT_S3_ACCESS_KEY", keys().access_key).with("FORECOURT_S3_SECRET_KEY", keys().secret_key)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn storage_check_says_what_is_good_what_is_not_and_what_is_unknown() {
    let (_place, start) = fresh().await;
    let check = ["storage", "check"];
    let (out, err, code) = said(&start, &check).await;
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.starts_with("storage  embedded  bucket ") && out.ends_with("uploads  direct\n"), "{out}");

    let storage = Storage::start().await;
    let external = elsewhere(&start, &storage.line.base());
    let (out, err, code) = said(&external, &check).await;
    assert_eq!(code, Some(0), "{out}{err}");
    let words = |out: &str, code: &str| {
        let line = out.lines().find(|line| line.contains(&format!(" {code}: ")));
        line.unwrap_or_else(|| panic!("no {code}: {out}")).split_whitespace().next().map(str::to_owned)
    };
    assert_eq!(words(&out, "checksum_enforced").as_deref(), Some("ok"));
    assert_eq!(words(&out, "cors_unknown").as_deref(), Some("unknown"), "nothing was tried, so nothing is good");
    assert!(out.ends_with("uploads  direct\n"), "{out}");
    // The page's own origin: nothing is unknown.
    let (out, _, code) = said(&external.clone().with("FORECOURT_PUBLIC_URL", storage.line.base()), &check).await;
    assert!(code == Some(0) && !out.contains("cors"), "{out}");

    let bad = [
        ("no_bucket", external.clone().with("FORECOURT_S3_BUCKET", "another")),
        ("denied", external.clone().with("FORECOURT_S3_SECRET_KEY", "another")),
        ("unreachable", external.clone().with("FORECOURT_S3_ENDPOINT", "http://127.0.0.1:9")),
        // The embedded store allows pages of no other origin.
        ("cors_refused", external.clone().with("FORECOURT_PUBLIC_URL", "https://elsewhere.example")),
    ];
    for (code, start) in bad {
        let (out, err, status) = said(&start, &check).await;
        assert_eq!((words(&out, code).as_deref(), status), (Some("problem"), Some(1)), "{out}{err}");
    }
    let (out, err, code) = said(&start.with("FORECOURT_S3_ENDPOINT", storage.line.base()), &check).await;
    assert_eq!((out.as_str(), code), ("", Some(1)));
    assert!(err.contains("FORECOURT_S3_BUCKET"), "{err}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_demo_tries_a_storage_elsewhere_as_a_server_does() {
    let (_place, start) = fresh().await;
    for command in ["serve", "demo"] {
        let storage = Storage::start().await;
        let mut running = elsewhere(&start, &storage.line.base()).begin(&[command]);
        let wait = Wait::up_to(Duration::from_secs(120));
        while storage.uploads_of("/check/") == 0 {
            assert_eq!(running.try_wait().expect("a child"), None, "{command} ended");
            wait.more(&format!("{command}: no trial upload")).await;
        }
        running.kill().await.expect("it is killed");
    }
}
