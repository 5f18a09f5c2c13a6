//! The audit log (decision 31): every write of every desk, one chain over several instances, proven offline.

use std::{collections::BTreeSet, io::Write as _};

use forecourt_api::{
    commands::audit_log::{NotProven, check},
    jobs::ledger::{HEADS_FILE, Key},
    logged::is_logged,
};
use forecourt_core::audit_log::{Entry, Fault, GENESIS, Head, Whole};
use forecourt_store::{
    audit_log::{self, Act},
    jobs::{self, MAX_ATTEMPTS, kind},
};
use forecourt_tests::{
    calls,
    database::{self, Kind},
    desk::Desk,
    network::{Network, PASSWORD, id},
    phone,
    visit::Visit,
};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{again::thin, roles};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const CRITICAL: &str = "safety.engine_off_enforced";
const PRICES: &str = "approach.price_board_matches_pump";
const KEY: &[u8] = b"0123456789abcdef0123456789abcdef";

/// Every row of the log, the oldest first.
async fn rows(desk: &Desk, query: &str) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let list = desk.get(&format!("/v1/audit-log?limit=500{query}{cursor}")).await.expect(200);
        rows.extend(list["items"].as_array().expect("items").iter().cloned());
        match list["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    rows.reverse();
    rows
}

async fn export(desk: &Desk) -> String {
    let answer = desk.get("/v1/audit-log/export").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

fn lines(export: &str) -> Vec<Entry> {
    export.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}

fn text(chain: &[Entry]) -> String {
    chain.iter().map(|entry| serde_json::to_string(entry).expect("JSON") + "\n").collect()
}

fn prove(export: &str, heads: &[Head]) -> Result<Whole, NotProven> {
    check(export.as_bytes(), heads.to_vec(), Key::of(KEY).as_ref())
}

fn broken(export: &str, heads: &[Head]) -> (u64, Fault) {
    match prove(export, heads) {
        Err(NotProven::Broken(found)) => (found.line, found.fault),
        other => panic!("not found: {other:?}"),
    }
}

/// The same rows in a chain of their own, as somebody would write it who can write the database.
fn anew(chain: impl IntoIterator<Item = Entry>) -> Vec<Entry> {
    let mut made: Vec<Entry> = Vec::new();
    for (entry, seq) in chain.into_iter().zip(1..) {
        let prev = made.last().map_or(GENESIS.to_owned(), |last| last.hash.clone());
        made.push(entry.linked(seq, &prev).expect("a hash"));
    }
    made
}

async fn patch(desk: &Desk, path: &str, body: Value) {
    let etag = desk.get(path).await.headers["etag"].to_str().expect("text").to_owned();
    desk.send(desk.request(Method::PATCH, path).header("if-match", etag).json(&body)).await.expect(200);
}

async fn deliver(net: &Network, visit: &Visit) -> String {
    net.phone(0).deliver(visit).await;
    net.server.work().await;
    phone::path(visit)
}

fn visit(net: &Network, station: usize) -> Visit {
    let mut visit = net.visit(0, station, 2);
    visit.start_ms += i64::try_from(station).expect("few") * 25 * 60_000;
    visit
}

/// What the plan's and the network's desks write.
async fn plan_and_network(net: &Network, ids: &calls::Ids) {
    patch(&net.hq, &format!("/v1/org-units/{}", ids.unit), json!({"name_en": "Another"})).await;
    patch(&net.planner, &format!("/v1/stations/{}", net.stations[9].id), json!({"name_en": "Another"})).await;
    patch(&net.planner, &format!("/v1/rounds/{}", net.round), json!({"name_en": "Another"})).await;
    patch(&net.admin, &format!("/v1/people/{}", ids.person), json!({"display_name": "Another"})).await;
    let profile = format!("/v1/stations/{}/profile", net.stations[9].id);
    net.planner.put(&profile, &json!({"flags": {"st.has_store": false}})).await.expect(201);
    net.hq.import("/v1/org-units/import", "code,level,name_zh,parent\nXH,3,区,HZ\n").await.expect(200);
    net.planner.import("/v1/stations/import", "code,org_unit,name_zh\nHZ-9001,HZ,站\n").await.expect(200);
    net.admin.import("/v1/people/import", "username,display_name,roles\nnew,New,shopper@HZ\n").await.expect(200);
    let assignment = |n: usize| format!("/v1/assignments/{}", net.assignments[0][n]);
    let other = json!({"shopper_id": net.shoppers[1].person_id, "override_reason": "ill"});
    net.planner.verb(&assignment(10), "reassign", other.clone()).await.expect(200);
    net.planner.verb(&assignment(11), "withdraw", json!({})).await.expect(200);
    let helped =
        crate::orders::follow_ups::done(&net.region, &ids.revisit.to_string(), 1, "2026-06-02", "helped").await;
    helped.expect(200);
    net.planner.verb(&format!("/v1/revisits/{}", ids.revisit), "end", json!({"reason": "closed"})).await.expect(200);
    let again = json!({"id": Uuid::new_v4(), "shopper_id": net.shoppers[1].person_id, "override_reason": "a test",
        "window_start": "2026-06-09T02:00:00Z", "window_end": "2026-06-09T06:00:00Z"});
    net.planner.verb(&assignment(11), "issue-again", again).await.expect(201);
    net.planner.verb(&format!("/v1/rounds/{}", net.round), "close", json!({})).await.expect(200);
    net.hq.verb("/v1/checklists/station-69/versions/1", "withdraw", json!({})).await.expect(200);
}

/// What reviewers write beside claiming and accepting.
async fn review(net: &Network) {
    let [first, second, third] = [&net.reviewers[0], &net.reviewers[1], &net.reviewers[2]];
    let quiet = visit(net, 5);
    net.phone(0).put(&quiet).await.expect(200);
    let red = deliver(net, &visit(net, 2).with(CRITICAL, false)).await;
    let vote = |word: &str| format!("red-lines/{CRITICAL}/{word}");
    first.verb(&red, &vote("confirm"), json!({"reason": "seen"})).await.expect(200);
    second.verb(&red, &vote("refute"), json!({"reason": "not seen"})).await.expect(200);
    first.verb(&red, "claim", json!({})).await.expect(200);
    first.verb(&red, "release", json!({})).await.expect(200);
    first.verb(&red, "claim", json!({})).await.expect(200);
    let change = json!({"changes": [{"item": PRICES, "value": false, "reason": "the photo"}]});
    first.verb(&red, "correct", change.clone()).await.expect(200);
    first.verb(&red, "return", json!({"remarks": [{"text": "why?"}]})).await.expect(200);
    first.verb(&red, "void", json!({"reason": "invented"})).await.expect(200);
    let mut far = visit(net, 3);
    far.position.0 += 900_000;
    let far = deliver(net, &far).await;
    let flag = id(&first.get(&far).await.expect(200)["flags"][0]);
    first.verb(&far, &format!("flags/{flag}/clear"), json!({"reason": "it is the map"})).await.expect(200);
    let thin = deliver(net, &thin(visit(net, 4))).await;
    for reviewer in [first, second] {
        reviewer.verb(&thin, "claim", json!({})).await.expect(200);
        if reviewer.verb(&thin, "accept", json!({})).await.expect(200)["state"] == "incomplete" {
            break;
        }
    }
    third.verb(&thin, "reopen", json!({"reason": "looked again"})).await.expect(200);
    net.server.time(net.start_ms + 80 * HOUR_MS);
    first.verb(&phone::path(&quiet), "close-upload", json!({"reason": "quiet"})).await.expect(200);
}

/// What administrators and head office write.
async fn administration(net: &Network, ids: &calls::Ids) {
    let path = format!("/v1/audits/{}", ids.audit);
    net.hq.verb(&path, &format!("proposals/{}/dismiss", ids.proposal), json!({"reason": "no"})).await.expect(200);
    let change = json!({"changes": [{"item": PRICES, "value": false, "reason": "the clip"}]});
    let proposed = net.reviewers[2].verb(&path, "correct", change).await.expect(200);
    let confirm = format!("proposals/{}/confirm", proposed["proposal_id"].as_str().expect("a proposal"));
    net.hq.verb(&path, &confirm, json!({"reason": "yes"})).await.expect(200);
    net.admin.put("/v1/retention", &json!({"days": {"people": 400}, "reason": "a test"})).await.expect(200);
    net.hq.post("/v1/periods/2026-05/close", json!({"force": true, "reason": "a test"})).await.expect(201);
    let app = &net.server.app;
    let now = app.clock.work_ms();
    let tx = app.store.begin("test").await.expect("a transaction");
    jobs::enqueue(&*tx, kind::JUDGE_AUDIT, Uuid::new_v4(), None, now).await.expect("enqueued");
    tx.commit().await.expect("a commit");
    let mut leased = app.store.lease_jobs(Uuid::new_v4(), now, 1).await.expect("jobs").pop().expect("the job");
    leased.job.attempts = MAX_ATTEMPTS;
    app.store.job_failed(&leased, "a test", now).await.expect("it is dead");
    net.admin.post(&format!("/v1/jobs/{}/retry", leased.job.id), json!({})).await.expect(200);
}

/// What people write about themselves.
async fn oneself(net: &Network) {
    let sign_in = || async { Desk { token: String::new(), ..net.admin.clone() }.sign_in("auditor", PASSWORD).await };
    let change = json!({"old_password": PASSWORD, "new_password": "another horse battery"});
    let one = sign_in().await;
    one.send(one.request(Method::DELETE, "/v1/sessions/current")).await.expect(204);
    let two = sign_in().await;
    two.put("/v1/me/password", &change).await.expect(204);
    two.send(two.request(Method::DELETE, "/v1/sessions")).await.expect(204);
}

/// Writes with every operation of a desk, but for what a network is made of; the ids of what there is.
pub(crate) async fn write_everything(net: &Network) -> calls::Ids {
    let ids = roles::ids(net).await;
    crate::appeals::write_each(net, ids.appeal).await;
    crate::orders::write_each(net).await;
    crate::orders::projects::write_each(net, ids.project).await;
    crate::telling::write_each(net).await;
    crate::exports::write_each(net).await;
    review(net).await;
    plan_and_network(net, &ids).await;
    administration(net, &ids).await;
    refuse_and_judge(net).await;
    oneself(net).await;
    ids
}

/// They pass the same door; a delivery that was given up takes days to make.
const REPLAYS: [&str; 2] =
    ["POST /v1/deliveries/{id}/replay", "POST /v1/webhooks/{id}/deliveries/{delivery_id}/replay"];

on_both! {
    /// A new operation that writes has to be made here, and to leave its row.
    async fn every_write_of_a_desk_leaves_a_row(kind) {
        let net = Network::start(kind).await;
        let ids = write_everything(&net).await;
        net.server.work().await;
        let rows = rows(&net.hq, "").await;
        let written: BTreeSet<&str> = rows.iter().map(|row| row["operation"].as_str().expect("text")).collect();
        let all: Vec<String> = calls::all(&ids).into_iter().map(|call| call.operation).collect();
        let made = |one: &&str| is_logged(one) && !REPLAYS.contains(one);
        let wanted: BTreeSet<&str> = all.iter().map(String::as_str).filter(made).collect();
        let missing: Vec<_> = wanted.symmetric_difference(&written).collect();
        assert!(missing.is_empty(), "without a row, or not in the document: {missing:#?}");
        for row in &rows {
            assert!(row["person_id"].is_string() && row["seq"].is_i64(), "{row}");
            let operation = row["operation"].as_str().expect("text");
            let secret = ["POST /v1/sessions", "PUT /v1/me/password"].contains(&operation)
                || operation.ends_with("/webhooks") || operation.starts_with("PATCH /v1/webhooks") || operation.ends_with("/secret");
            let says_nothing = row["operation"].as_str().expect("text").starts_with("DELETE ");
            assert_eq!(row["values_sha256"].is_null(), secret || says_nothing, "{row}");
        }
    }

    async fn a_row_says_who_did_what_and_a_repeat_leaves_none(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &visit(&net, 0)).await;
        let before = rows(&net.hq, "").await.len();
        let reviewer = &net.reviewers[0];
        let request = || reviewer.request(Method::POST, &format!("{path}/claim")).header("if-match", "\"1\"").json(&json!({}));
        let version = reviewer.get(&path).await.headers["etag"].to_str().expect("text").to_owned();
        let key = Uuid::new_v4().to_string();
        let claim = || reviewer.request(Method::POST, &format!("{path}/claim")).header("if-match", &version).header("idempotency-key", &key).json(&json!({}));
        let first = reviewer.send(claim()).await;
        first.expect(200);
        reviewer.send(claim()).await.expect(200);
        reviewer.send(request().header("idempotency-key", Uuid::new_v4().to_string())).await.expect(412);
        net.manager.post(&format!("{path}/void"), json!({"reason": "no"})).await.expect(403);
        net.server.work().await;
        let rows = rows(&net.hq, "&values=true").await;
        assert_eq!(rows.len(), before + 1, "one write, one row: {rows:#?}");
        let row = rows.last().expect("a row");
        let audit = path.rsplit('/').next().expect("an id");
        assert_eq!(row["person_id"], json!(reviewer.person_id));
        assert_eq!((&row["operation"], &row["path"]), (&json!("POST /v1/audits/{audit_id}/claim"), &json!(format!("{path}/claim"))));
        assert_eq!((&row["subject_kind"], &row["subject_id"], &row["values"]), (&json!("audits"), &json!(audit), &json!("{}")));
        assert_eq!(row["request_id"], first.headers["x-request-id"].to_str().expect("text"));
        // What is made is named although no path could name it.
        let made = id(&net.hq.post("/v1/org-units", json!({"code": "QX", "level": 3, "parent_id": net.units[2], "name_zh": "区", "name_en": "District"})).await.expect(201));
        let row = self::rows(&net.hq, "&subject_kind=org-units").await.pop().expect("a row");
        assert_eq!(row["subject_id"], json!(made));
    }

    async fn the_log_is_read_in_scope(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &visit(&net, 0)).await;
        net.reviewers[0].verb(&path, "claim", json!({})).await.expect(200);
        let elsewhere = json!({"code": "JS", "level": 1, "parent_id": net.units[0], "name_zh": "苏", "name_en": "JS"});
        let elsewhere = id(&net.hq.post("/v1/org-units", elsewhere).await.expect(201));
        let of = |unit: Uuid| json!([{"role": "hq", "org_unit_id": unit}]);
        let (near, far) = (net.people("hq-near", of(net.units[1])).await, net.people("hq-far", of(elsewhere)).await);
        let about_audits = |rows: &[Value]| rows.iter().filter(|row| row["subject_kind"] == "audits").count();
        assert_eq!(about_audits(&rows(&near, "").await), 1);
        let ids = roles::ids(&net).await;
        crate::orders::write_each(&net).await;
        crate::orders::projects::write_each(&net, ids.project).await;
        net.planner.verb(&format!("/v1/revisits/{}", ids.revisit), "end", json!({"reason": "closed"})).await.expect(200);
        let near_auditor = net.people("auditor-near", json!([{"role": "auditor", "org_unit_id": net.units[1]}])).await;
        for kind in ["rectifications", "regional-projects", "revisits", "evidence", "webhooks", "appeals"] {
            let query = format!("&subject_kind={kind}");
            assert!(!rows(&near, &query).await.is_empty(), "{kind}");
            assert_eq!(rows(&near_auditor, &query).await.is_empty(), kind == "revisits", "{kind}");
        }
        // Of many orders at once: by an office whose places all lie in scope, not by the whole network's.
        let at_once = async |desk: &Desk| {
            let rows = rows(desk, "&subject_kind=rectifications").await;
            let people = rows.iter().filter(|row| row["subject_id"].is_null()).map(|row| row["person_id"].to_string());
            people.collect::<BTreeSet<String>>()
        };
        let bulk = json!({"verb": "issue", "items": [{"id": ids.order, "version": 1}]});
        for desk in [&net.region, &net.hq] {
            desk.post("/v1/rectifications/bulk", bulk.clone()).await.expect(200);
        }
        assert_eq!(at_once(&near).await, BTreeSet::from([json!(net.region.person_id).to_string()]));
        assert!(at_once(&net.hq).await.contains(&json!(net.hq.person_id).to_string()));
        let seen = rows(&far, "").await;
        assert!(seen.iter().all(|row| row["subject_id"] == json!(elsewhere)), "{seen:#?}");
        near.get("/v1/audit-log/export").await.problem(403, "forbidden");
        for desk in [&net.manager, &net.region, &net.reviewers[0], &net.planner, &net.shoppers[0]] {
            for path in ["/v1/audit-log", "/v1/audit-log/export", "/v1/audit-log/heads"] {
                desk.get(path).await.problem(403, "forbidden");
            }
        }
        net.auditor.get("/v1/audit-log").await.expect(200);
        net.auditor.get("/v1/audit-log?values=true").await.problem(403, "forbidden");
        let faults = net.hq.get("/v1/audit-log?from=yesterday&until=now").await;
        assert_eq!(faults.violations().len(), 2, "{}", faults.text());
    }

    async fn an_auditor_reads_nothing_of_the_plan(kind) {
        let net = Network::start(kind).await;
        let audit = deliver(&net, &visit(&net, 0)).await;
        let audit = audit.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        let revisit = crate::orders::revisit_of(&net, audit).await;
        net.planner.verb(&format!("/v1/revisits/{revisit}"), "end", json!({"reason": "closed"})).await.expect(200);
        for what in ["rounds", "assignments", "revisits", "sessions"] {
            let query = format!("&subject_kind={what}");
            assert!(!rows(&net.hq, &query).await.is_empty(), "{what}");
            assert_eq!(rows(&net.auditor, &query).await, Vec::<Value>::new(), "{what}");
        }
        assert!(!rows(&net.auditor, "&subject_kind=stations").await.is_empty());
    }

    async fn one_chain_of_several_instances(kind) {
        let net = Network::start(kind).await;
        let others = [net.server.sibling().await, net.server.sibling().await];
        let stores = [&net.server.app.store, &others[0].app.store, &others[1].app.store];
        let base = [&net.server.base, &others[0].base, &others[1].base];
        let write = |n: usize| {
            let desk = net.planner.at(base[n % 3]);
            let profile = format!("/v1/stations/{}/profile", net.stations[n % 12].id);
            async move { desk.put(&profile, &json!({"flags": {"st.has_store": n % 24 < 12}})).await.expect(201) }
        };
        let writing = async {
            for round in 0..6 {
                futures::future::join_all((0..6).map(|n| write(round * 6 + n))).await;
            }
        };
        let chaining = stores.map(|store| async move {
            let mut chained = 0;
            for _ in 0..40 {
                chained += store.chain_audit_log().await.expect("it is chained");
                tokio::task::yield_now().await;
            }
            chained
        });
        tokio::join!(writing, futures::future::join_all(chaining));
        // A transaction that began long before what is chained already, and commits only now.
        let subject = ("stations".to_owned(), Some(Uuid::new_v4().to_string()));
        let late = Act::new("POST /v1/late".into(), "/v1/late".into(), subject, Uuid::new_v4(), net.start_ms - DAY_MS);
        let store = &net.server.app.store;
        store.chain_audit_log().await.expect("it is chained");
        audit_log::within(late, async { store.begin("test").await.expect("a transaction").commit().await }).await.expect("a commit");
        futures::future::join_all(stores.map(|store| store.chain_audit_log())).await;
        let export = export(&net.auditor).await;
        let whole = prove(&export, &[]).expect("whole");
        let all = rows(&net.hq, "").await;
        assert_eq!(whole.rows, i64::try_from(all.len()).expect("few"), "every row has its place");
        assert_eq!(lines(&export).last().expect("a row").operation, "POST /v1/late");
        assert!(lines(&export).iter().filter(|entry| entry.operation == "PUT /v1/stations/{id}/profile").count() >= 36);
    }

    async fn every_kind_of_tampering_is_found(kind) {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("key");
        std::fs::File::create(&file).expect("a file").write_all(KEY).expect("a key");
        let net = Network::start_with(kind, |settings| settings.audit_key_file = Some(file)).await;
        let before = net.server.data().join(HEADS_FILE);
        net.server.work().await;
        net.server.time(net.server.now() + DAY_MS);
        net.reviewers[0].send(net.reviewers[0].request(Method::DELETE, "/v1/sessions/current")).await.expect(204);
        net.server.work().await;
        net.server.work().await;
        let heads = net.auditor.get("/v1/audit-log/heads").await.expect(200);
        let heads: Vec<Head> = serde_json::from_value(heads).expect("heads");
        let exported = std::fs::read_to_string(before).expect("heads lie outside of the database");
        let exported: Vec<Head> = exported.lines().map(|line| serde_json::from_str(line).expect("a head")).collect();
        assert_eq!((heads.len(), &heads), (2, &exported), "one a day");
        let export = export(&net.auditor).await;
        let chain = lines(&export);
        let whole = prove(&export, &heads).expect("whole");
        assert_eq!((whole.rows, whole.heads), (i64::try_from(chain.len()).expect("few"), 2));
        let last = chain.len();
        if let (Kind::Postgres, Some(server)) = (kind, database::postgres()) {
            for statement in ["UPDATE audit_log SET path = 'x'", "DELETE FROM audit_log", "TRUNCATE audit_log"] {
                server.ask(net.server.place.database.name(), statement);
            }
            assert_eq!(self::export(&net.auditor).await, export, "the database keeps chained rows");
        }
        // Edited, deleted, put in another order, added.
        let mut edited = chain.clone();
        // Nobody who may have written this row: rows of one instant stand in any order.
        edited[4].person_id = Some(Uuid::new_v4());
        assert_eq!(broken(&text(&edited), &[]), (5, Fault::Content));
        let mut deleted = chain.clone();
        deleted.remove(4);
        assert_eq!(broken(&text(&deleted), &[]), (5, Fault::Order { expected: 5 }));
        let mut reordered = chain.clone();
        reordered.swap(4, 5);
        assert_eq!(broken(&text(&reordered), &[]), (5, Fault::Order { expected: 5 }));
        assert!(matches!(broken(&format!("{export}{{}}\n"), &[]), (_, Fault::Unreadable)));
        // Cut off, and written anew with hashes that fit: only who kept a head can tell.
        let short = text(&chain[..last - 1]);
        assert!(prove(&short, &[]).is_ok());
        assert!(matches!(broken(&short, &heads), (_, Fault::Truncated { .. })));
        let rewritten = text(&anew(edited));
        assert!(prove(&rewritten, &[]).is_ok());
        assert!(matches!(broken(&rewritten, &heads), (_, Fault::Rewritten { .. })));
        // With heads of its own: they are not sealed by the key.
        let forged: Vec<Head> = lines(&rewritten).iter().map(|entry| Head { seq: entry.seq, hash: entry.hash.clone(), ..heads[0].clone() }).collect();
        assert!(matches!(prove(&rewritten, &forged), Err(NotProven::Seal(_))));
    }

    async fn a_file_that_is_not_kept_has_a_salted_digest(kind) {
        let net = Network::start(kind).await;
        let file = "code,org_unit,name_zh\nHZ-9001,HZ,站\n";
        net.planner.import("/v1/stations/import", file).await.expect(200);
        let imported = async || {
            let rows = rows(&net.hq, "&values=true&subject_kind=stations").await;
            rows.into_iter().find(|row| row["operation"] == "POST /v1/stations/import").expect("its row")
        };
        let row = imported().await;
        assert_eq!((&row["values"], &row["values_state"]), (&json!(null), &json!("absent")));
        let digest = |salt: &[u8]| json!(hex::encode(audit_log::digest(salt, file.as_bytes())));
        let salt = hex::decode(row["values_salt"].as_str().expect("a salt")).expect("hex");
        assert_ne!(row["values_sha256"], digest(&[]), "whoever guesses the file cannot tell");
        assert_eq!((salt.len(), &row["values_sha256"]), (16, &digest(&salt)), "whoever has it and the salt can prove it");
        net.server.app.store.erase_logged_values(net.planner.person_id).await.expect("it is erased");
        let row = imported().await;
        assert!(row["values_salt"].is_null() && row["values_sha256"].is_string(), "{row}");
        assert!(prove(&{ net.server.work().await; export(&net.auditor).await }, &[]).is_ok());
    }

    async fn erasing_what_was_said_leaves_the_chain_whole(kind) {
        let net = Network::start(kind).await;
        let body = json!({"username": "zhang", "display_name": "张三丰", "phone": "13900000001", "roles": [{"role": "hq"}]});
        let person = id(&net.admin.post("/v1/people", body).await.expect(201));
        net.server.work().await;
        let before = export(&net.auditor).await;
        let said = |rows: Vec<Value>| rows.into_iter().filter(|row| row["values"].as_str().is_some_and(|text| text.contains("张三丰"))).count();
        assert_eq!(said(rows(&net.hq, "&values=true").await), 1);
        let of_person = format!("&values=true&subject={person}");
        let kept = rows(&net.hq, &of_person).await.remove(0);
        let salt = hex::decode(kept["values_salt"].as_str().expect("a salt")).expect("hex");
        let digest = forecourt_store::audit_log::digest(&salt, kept["values"].as_str().expect("a text").as_bytes());
        assert_eq!((&kept["values_state"], &kept["values_sha256"]), (&json!("kept"), &json!(hex::encode(digest))));
        if kind == Kind::Postgres {
            let name = net.server.place.database.name();
            database::postgres().expect("PostgreSQL").ask(name, "UPDATE audit_log_value SET body = decode('00', 'hex')");
            assert_eq!(rows(&net.hq, &of_person).await.remove(0)["values_state"], "altered");
        }
        assert!(!before.contains("张三丰"), "the chain holds digests only");
        assert!(net.server.app.store.erase_logged_values(person).await.expect("it is erased") >= 1);
        assert_eq!(said(rows(&net.hq, "&values=true").await), 0);
        assert_eq!(export(&net.auditor).await, before);
        assert!(prove(&before, &[]).is_ok());
        let row = rows(&net.hq, &format!("&subject={person}")).await.remove(0);
        assert!(row["values_sha256"].is_string() && row["values"].is_null(), "{row}");
        assert_eq!(rows(&net.hq, &of_person).await.remove(0)["values_state"], "absent");
    }
}

/// A submission that is refused for a profile that the office enters later, and judged again.
async fn refuse_and_judge(net: &Network) {
    let mut broken = net.visit(1, 8, 0).submission();
    broken["station_profile_revision"] = json!(2);
    net.phone(1).put_raw(&net.visit(1, 8, 0), &broken).await.problem(422, "invalid");
    let refused = net.admin.get("/v1/refused").await.expect(200);
    let path = format!("/v1/stations/{}/profile", net.stations[8].id);
    net.planner.put(&path, &json!({"flags": {"st.has_store": false}})).await.expect(201);
    net.admin.post(&format!("/v1/refused/{}/judge", id(&refused["items"][0])), json!({})).await.expect(200);
}
