//! Who may call what (decisions 32 and 33): the table in `docs/ROLES.md` is written by this test and held against it.

use std::{collections::BTreeMap, fmt::Write, path::Path, time::Instant};

use forecourt_tests::{
    answer::Answer,
    calls::{self, Call, Ids},
    contract::DOCUMENT,
    database::Kind,
    desk::Desk,
    network::{Network, PASSWORD, id},
    phone,
    visit::Photo,
};
use reqwest::{Method, header};
use serde_json::{Value, json};
use uuid::Uuid;

/// Columns of the table.
const ROLES: [&str; 11] = [
    "nobody",
    "shopper",
    "reviewer",
    "planner",
    "station",
    "region",
    "appeal_l1",
    "appeal_l2",
    "hq",
    "admin",
    "auditor",
];
/// They end the session of the caller or others: each is called with a session of its own.
const ENDING: [&str; 3] = ["DELETE /v1/sessions", "DELETE /v1/sessions/current", "PUT /v1/me/password"];

/// A person made for a test, signed in.
pub(crate) async fn person(net: &Network, username: &str, roles: Value) -> Desk {
    let body = json!({"username": username, "display_name": username, "roles": roles});
    let person_id = id(&net.admin.post("/v1/people", body).await.expect(201));
    let code = code_of(net, person_id).await;
    nobody(net).sign_in_by_code(username, &code, PASSWORD).await
}

async fn code_of(net: &Network, person_id: Uuid) -> String {
    let code = net.admin.post(&format!("/v1/people/{person_id}/sign-in-code"), json!({})).await.expect(201);
    code["code"].as_str().expect("a code").to_owned()
}

fn nobody(net: &Network) -> Desk {
    Desk { token: String::new(), ..net.admin.clone() }
}

/// A published audit of the first shopper at the manager's station, and what else the paths name.
pub(crate) async fn ids(net: &Network) -> Ids {
    let visit = net.visit(0, 0, 3).with("greeting.uniform_compliant", 1).with(crate::orders::ESTOP, 1);
    net.phone(0).deliver(&visit).await;
    net.server.work().await;
    let path = phone::path(&visit);
    crate::published::accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
    let wish = json!({"reason": "a test", "scope": net.units[1]});
    net.hq.post("/v1/publications", wish).await.expect(201);
    net.server.work().await;
    let proposed = net.reviewers[2].verb(&path, "void", json!({"reason": "a doubt"})).await.expect(200);
    let appeal = Uuid::new_v4();
    net.manager.put(&format!("/v1/appeals/{appeal}"), &calls::appeal(visit.audit_id)).await.expect(201);
    let mut broken = net.visit(0, 1, 0).submission();
    broken["answers"]["no.such_item"] = json!({"value": true});
    net.phone(0).put_raw(&net.visit(0, 1, 0), &broken).await.problem(422, "invalid");
    let refused = id(&net.admin.get("/v1/refused").await.expect(200)["items"][0]);
    let (assignment, seen) = (net.assignments[0][4], [Photo::draw(4, "scene")]);
    let report = net.phone(0).report(assignment, "recognised", &json!({"at_ms": net.start_ms}), &seen).await;
    let receipt = net.phone(0).report_receipt(assignment, report).await;
    net.phone(0).upload_report(&receipt, &seen).await;
    net.phone(0).report_receipt(assignment, report).await;
    net.server.work().await;
    let (order, extension, evidence) = crate::orders::one_of_each(net, crate::orders::ESTOP).await;
    let wish = json!({"note": "done", "evidence": [{"id": evidence, "role": "after"}]});
    net.manager.verb(&format!("/v1/rectifications/{order}"), "submit", wish).await.expect(200);
    let spare = json!({"username": "spare", "display_name": "Spare", "roles": [{"role": "shopper", "org_unit_id": net.units[2]}]});
    let spare = id(&net.admin.post("/v1/people", spare).await.expect(201));
    let (webhook, delivery) = crate::telling::one_of_each(net).await;
    let export = crate::exports::one_of_each(net).await;
    Ids {
        audit: visit.audit_id,
        photo: visit.photos[1].id,
        appeal,
        flag: Uuid::new_v4(),
        proposal: proposed["proposal_id"].as_str().and_then(|id| id.parse().ok()).expect("a proposal"),
        unit: net.units[2],
        station: net.stations[0].id,
        person: spare,
        shopper: net.shoppers[0].person_id,
        device: Uuid::new_v4(),
        round: net.round,
        round_code: "R1".into(),
        assignment,
        refused,
        job: Uuid::new_v4(),
        report,
        report_photo: seen[0].id,
        order,
        extension,
        evidence,
        webhook,
        delivery,
        revisit: crate::orders::follow_up_of(net, visit.audit_id).await,
        project: crate::orders::project_of(net, net.round).await,
        export,
    }
}

/// A signed-in person of every role.
async fn everybody(net: &Network) -> BTreeMap<&'static str, Desk> {
    let mut desks = BTreeMap::from([
        ("nobody", nobody(net)),
        ("shopper", net.shoppers[0].clone()),
        ("reviewer", net.reviewers[2].clone()),
        ("planner", net.planner.clone()),
        ("station", net.manager.clone()),
        ("region", net.region.clone()),
        ("hq", net.hq.clone()),
        ("admin", net.admin.clone()),
        ("auditor", net.auditor.clone()),
    ]);
    for role in ["appeal_l1", "appeal_l2"] {
        desks.insert(role, person(net, role, json!([{"role": role}])).await);
    }
    desks
}

async fn username(desk: &Desk) -> String {
    desk.get("/v1/me").await.expect(200)["username"].as_str().expect("a name").to_owned()
}

/// Sends and keeps only what says whether the role may.
async fn class(desk: &Desk, call: &Call) -> String {
    // Without a round it would be refused before the role is looked at.
    let query = if call.operation == "GET /v1/reports/coverage" { "?round=R1" } else { "" };
    let request = call.request(desk, query, "\"0\"").build().expect("a request");
    let answer = Answer::read(desk.http.execute(request).await.expect("an answer")).await.expect("a whole answer");
    match answer.status.as_u16() {
        status @ (401 | 403 | 404) => status.to_string(),
        status if status >= 500 => panic!("{}: {status} {}", call.operation, answer.text()),
        // A version that is stale, a state that forbids it, a body that lacks something: the role may.
        _ => "yes".to_owned(),
    }
}

/// The class of every operation for one role; station roles name photos by the ids that they see.
async fn column(role: &str, desk: &Desk, ids: &Ids, copy: Uuid) -> BTreeMap<String, String> {
    let behind = ["station", "region", "auditor"].contains(&role);
    let mut column = BTreeMap::new();
    for mut call in calls::all(ids) {
        if behind && call.operation == "GET /v1/photos/{id}" {
            call.path = format!("/v1/photos/{copy}");
        }
        let mut caller = desk.clone();
        if ENDING.contains(&call.operation.as_str()) && role != "nobody" {
            let name = username(desk).await;
            caller = Desk { token: String::new(), ..desk.clone() }.sign_in(&name, PASSWORD).await;
        }
        if call.operation == "DELETE /v1/sessions" && role != "nobody" {
            // Ends them all; that it may is tested below.
            column.insert(call.operation, "yes".to_owned());
            continue;
        }
        if call.operation == "PUT /v1/me/password" {
            // A password that is refused for its length ends nothing.
            call.body = Some(json!({"old_password": PASSWORD, "new_password": "short"}));
        }
        column.insert(call.operation.clone(), class(&caller, &call).await);
    }
    column
}

fn table(columns: &BTreeMap<&str, BTreeMap<String, String>>) -> String {
    let mut text = String::from(
        "# Who may call what\n\nWritten by the end-to-end test `roles::the_table_is_the_document` (refresh it with \
         `FORECOURT_UPDATE=1`), for ids inside the\ncaller's scope. `yes`: the role may, whatever state or version \
         then say. 403: not this role's verb. 404: not for this role's eyes.\n401: nobody is signed in. What a verb \
         does in which state stands in [TRANSITIONS.md](TRANSITIONS.md). `POST /v1/jobs/{id}/retry`\n\
         `DELETE /v1/webhooks/{id}` and `DELETE /v1/exports/{id}` are asked for what does not exist, and `/v1/exports/{id}` for what the station asked for: 404 there is of one who may. `PUT /v1/uploads/{photo_id}` is for \
         whoever holds the signed\naddress of a receipt.\n\n",
    );
    let _ = writeln!(text, "| operation | {} |", ROLES.join(" | "));
    let _ = writeln!(text, "|---|{}", "---|".repeat(ROLES.len()));
    for operation in columns["nobody"].keys() {
        let cells: Vec<&str> = ROLES.iter().map(|role| columns[role][operation].as_str()).collect();
        let _ = writeln!(text, "| `{operation}` | {} |", cells.join(" | "));
    }
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_is_the_document() {
    let net = Network::start(Kind::Sqlite).await;
    let ids = ids(&net).await;
    let copy = net.manager.get(&format!("/v1/audits/{}", ids.audit)).await.expect(200);
    let copy = copy["photos"].as_array().and_then(|photos| photos.first()).map(id).expect("a released photo");
    let desks = everybody(&net).await;
    let mut columns = BTreeMap::new();
    for role in ROLES {
        columns.insert(role, column(role, &desks[role], &ids, copy).await);
    }
    // Nobody gets anything but what the document calls public.
    for (operation, class) in &columns["nobody"] {
        let (verb, path) = operation.split_once(' ').expect("a verb and a path");
        let described = &DOCUMENT["paths"][path][verb.to_ascii_lowercase()];
        let public = described["security"].as_array().is_some_and(|ways| ways.iter().any(|way| way == &json!({})));
        assert_eq!(class != "401", public, "{operation}: {class} {}", described["security"]);
    }
    let written = table(&columns);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/ROLES.md");
    if std::env::var_os("FORECOURT_UPDATE").is_some() {
        std::fs::write(&path, &written).expect("docs can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, kept, "docs/ROLES.md is not what the API does; read the difference, then FORECOURT_UPDATE=1");
}

on_both! {
    async fn who_is_deactivated_only_delivers(kind) {
        let net = Network::start(kind).await;
        let path = format!("/v1/people/{}", net.shoppers[0].person_id);
        let version = net.admin.get(&path).await.headers["etag"].to_str().expect("text").to_owned();
        let request = net.admin.request(Method::PATCH, &path).header("if-match", version);
        net.admin.send(request.json(&json!({"deactivated": true}))).await.expect(200);
        let visit = net.visit(0, 0, 1);
        let again = nobody(&net).sign_in("shopper-1", PASSWORD).await;
        assert_eq!(phone::Phone::of(again.clone()).deliver(&visit).await["state"], "submitted");
        again.get("/v1/stations").await.problem(403, "forbidden");
        // A reviewer has nothing to deliver.
        let path = format!("/v1/people/{}", net.reviewers[0].person_id);
        let version = net.admin.get(&path).await.headers["etag"].to_str().expect("text").to_owned();
        let request = net.admin.request(Method::PATCH, &path).header("if-match", version);
        net.admin.send(request.json(&json!({"deactivated": true}))).await.expect(200);
        let refused = net.reviewers[0].get("/v1/audits").await;
        assert!([401, 403].contains(&refused.status.as_u16()), "{}", refused.status);
        net.server.time(net.server.now() + 31 * 86_400_000);
        let body = json!({"username": "shopper-1", "password": PASSWORD});
        nobody(&net).post_free("/v1/sessions", body).await.expect(401);
        again.get("/v1/sync").await.expect(401);
    }

    async fn a_browser_holds_a_cookie_and_proves_its_page(kind) {
        let net = Network::start(kind).await;
        let body = json!({"username": "planner", "password": PASSWORD, "client": "web"});
        let signed_in = nobody(&net).post_free("/v1/sessions", body).await;
        let shown = signed_in.expect(201);
        assert!(shown.get("token").is_none(), "{shown}");
        let cookie = signed_in.headers[header::SET_COOKIE].to_str().expect("text").to_owned();
        for word in ["HttpOnly", "SameSite=Strict", "Path=/v1"] {
            assert!(cookie.contains(word), "{cookie}");
        }
        let pair = cookie.split(';').next().expect("a pair").to_owned();
        assert!(!signed_in.text().contains(pair.split_once('=').expect("a value").1), "the token stands in the cookie only");
        let by_cookie = |method: Method, path: &str| nobody(&net).request(method, path).header("cookie", pair.clone());
        let desk = nobody(&net);
        desk.send(by_cookie(Method::GET, "/v1/me")).await.expect(200);
        let assignment = format!("/v1/assignments/{}/withdraw", net.assignments[0][0]);
        let write = || {
            let request = by_cookie(Method::POST, &assignment).header("idempotency-key", Uuid::new_v4().to_string());
            request.header("if-match", "\"0\"").json(&json!({}))
        };
        desk.send(write()).await.problem(403, "csrf");
        desk.send(write().header("x-csrf-token", "guess")).await.problem(403, "csrf");
        let token = shown["csrf_token"].as_str().expect("a token");
        let passed = desk.send(write().header("x-csrf-token", token)).await;
        assert_ne!(passed.status, 403, "{}", passed.text());
        let out = desk.send(by_cookie(Method::DELETE, "/v1/sessions/current").header("x-csrf-token", token)).await;
        out.expect(204);
        desk.send(by_cookie(Method::GET, "/v1/me")).await.expect(401);
    }

    async fn sessions_end_here_and_everywhere(kind) {
        let net = Network::start(kind).await;
        let sign_in = || async { nobody(&net).sign_in("auditor", PASSWORD).await };
        let (one, two, three) = (sign_in().await, sign_in().await, sign_in().await);
        one.send(one.request(Method::DELETE, "/v1/sessions/current")).await.expect(204);
        one.get("/v1/me").await.expect(401);
        two.get("/v1/me").await.expect(200);
        let change = json!({"old_password": PASSWORD, "new_password": "another horse battery"});
        let wrong = json!({"old_password": "not it at all", "new_password": "another horse battery"});
        two.put("/v1/me/password", &wrong).await.expect(401);
        two.put("/v1/me/password", &change).await.expect(204);
        two.put("/v1/me/password", &change).await.expect(204); // The first answer may have been lost.
        two.get("/v1/me").await.expect(200);
        three.get("/v1/me").await.expect(401);
        let four = nobody(&net).sign_in("auditor", "another horse battery").await;
        four.send(four.request(Method::DELETE, "/v1/sessions")).await.expect(204);
        two.get("/v1/me").await.expect(401);
        four.get("/v1/me").await.expect(401);
        // Those that end by themselves are not kept either.
        let (store, now) = (&net.server.app.store, net.server.app.clock.real_ms());
        assert_eq!(store.forget_ended(now).await.expect("the database"), 0);
        assert!(store.forget_ended(now + 91 * 86_400_000).await.expect("the database") >= 10, "everybody's");
        net.admin.get("/v1/me").await.expect(401);
    }

    async fn a_code_works_once_and_guessing_gets_slow_but_never_locks(kind) {
        let net = Network::start(kind).await;
        let code = code_of(&net, net.auditor.person_id).await;
        let by_code = |code: &str| json!({"username": "auditor", "code": code, "new_password": PASSWORD});
        nobody(&net).post_free("/v1/sessions", by_code(&code)).await.expect(201);
        nobody(&net).post_free("/v1/sessions", by_code(&code)).await.expect(401);
        let key = Uuid::new_v4();
        let path = format!("/v1/people/{}/sign-in-code", net.auditor.person_id);
        let first = net.admin.post_with_key(&path, json!({}), key).await.expect(201);
        assert!(first["code"].is_string());
        assert!(net.admin.post_with_key(&path, json!({}), key).await.expect(201)["code"].is_null(), "a secret is told once");
        let guess = json!({"username": "auditor", "password": "wrong horse battery"});
        for _ in 0..4 {
            nobody(&net).post_free("/v1/sessions", guess.clone()).await.expect(401);
        }
        let begun = Instant::now();
        nobody(&net).sign_in("auditor", PASSWORD).await;
        assert!(begun.elapsed().as_millis() >= 400, "it waits, and then it works");
        let unknown = json!({"username": "no-such-person", "password": "wrong horse battery"});
        let absent = nobody(&net).post_free("/v1/sessions", unknown).await.expect(401);
        let present = nobody(&net).post_free("/v1/sessions", guess).await.expect(401);
        assert_eq!(absent, present, "nobody learns which names exist");
    }
}
