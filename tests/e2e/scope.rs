//! Out of scope nothing exists (decision 32): for every operation, whatever is named, asked for or listed.

use std::collections::BTreeMap;

use forecourt_tests::{
    answer::Answer,
    calls::{self, Call, Ids},
    contract::DOCUMENT,
    desk::Desk,
    network::{Network, id},
};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::roles::{ids, person};

/// Roles that hold for a unit; a station's is made beside them.
const ROLES: [&str; 8] = ["reviewer", "planner", "region", "hq", "admin", "auditor", "appeal_l1", "appeal_l2"];
/// They are about the caller himself.
const OWN: [&str; 10] = [
    "DELETE /v1/sessions",
    "DELETE /v1/sessions/current",
    "GET /v1/inbox",
    "GET /v1/me/notifications",
    "POST /v1/inbox/read",
    "POST /v1/sessions",
    "PUT /v1/evidence/{id}",
    "PUT /v1/me/notifications",
    "PUT /v1/me/password",
    "PUT /v1/uploads/{photo_id}",
];
/// They name no place in their path; what they name in the body is refused as if it did not exist.
const NAMED_IN_BODY: [&str; 10] = [
    "POST /v1/assignments/bulk",
    "POST /v1/org-units",
    "POST /v1/org-units/import",
    "POST /v1/people",
    "POST /v1/people/import",
    "POST /v1/publications",
    "POST /v1/rounds",
    "POST /v1/stations",
    "POST /v1/stations/import",
    "POST /v1/webhooks",
];

/// Ids and codes that nobody elsewhere may read, with their names.
fn marks(net: &Network, ids: &Ids) -> BTreeMap<String, &'static str> {
    let mut marks = BTreeMap::from([
        (ids.audit.to_string(), "an audit"),
        (ids.evidence.to_string(), "evidence"),
        (ids.webhook.to_string(), "a webhook"),
        (ids.export.to_string(), "a file"),
        (ids.delivery.to_string(), "a delivery"),
        (ids.extension.to_string(), "an extension"),
        (ids.photo.to_string(), "a photo"),
        (ids.proposal.to_string(), "a proposal"),
        (ids.refused.to_string(), "a refused submission"),
        (ids.person.to_string(), "a person"),
        (net.manager.person_id.to_string(), "a manager"),
        (net.round.to_string(), "a round"),
        (net.units[1].to_string(), "a province"),
        (net.units[2].to_string(), "a city"),
    ]);
    for station in &net.stations {
        marks.insert(station.id.to_string(), "a station");
        marks.insert(station.code.clone(), "the code of a station");
    }
    marks.extend(net.assignments.iter().flatten().map(|id| (id.to_string(), "an assignment")));
    marks.extend(net.shoppers.iter().map(|desk| (desk.person_id.to_string(), "a shopper")));
    marks.extend(net.reviewers.iter().map(|desk| (desk.person_id.to_string(), "a reviewer")));
    marks
}

/// The call as it is, and with each filter that its document knows set to something out of scope.
fn queries(call: &Call, ids: &Ids) -> Vec<String> {
    let (verb, path) = call.operation.split_once(' ').expect("a verb and a path");
    let parameters = DOCUMENT["paths"][path][verb.to_ascii_lowercase()]["parameters"].as_array();
    let named = parameters.into_iter().flatten().filter(|one| one["in"] == "query");
    let report = path.starts_with("/v1/reports/");
    let round = if report { ids.round_code.clone() } else { ids.round.to_string() };
    // This one needs a round whatever else is asked.
    let first = if path == "/v1/reports/coverage" { format!("?round={round}&") } else { "?".to_owned() };
    let mut queries = vec![first.trim_end_matches(['?', '&']).to_owned()];
    for name in named.filter_map(|one| one["name"].as_str()) {
        let value = match name {
            "org_unit" | "parent" => ids.unit.to_string(),
            "station" => ids.station.to_string(),
            "shopper" | "person" => ids.shopper.to_string(),
            "round" if path != "/v1/reports/coverage" => round.clone(),
            _ => continue,
        };
        queries.push(format!("{first}{name}={value}"));
    }
    queries
}

async fn send(desk: &Desk, call: &Call, query: &str) -> Answer {
    let request = call.request(desk, query, "\"1\"").build().expect("a request");
    Answer::read(desk.http.execute(request).await.expect("an answer")).await.expect("a whole answer")
}

/// What is wrong with an answer to somebody who is elsewhere.
fn fault(call: &Call, answer: &Answer, marks: &BTreeMap<String, &'static str>) -> Option<String> {
    let status = answer.status.as_u16();
    let text = answer.text();
    if let Some((mark, name)) = marks.iter().find(|(mark, _)| text.contains(mark.as_str())) {
        return Some(format!("{status} tells {name}: {mark} in {text:.500}"));
    }
    let operation = call.operation.as_str();
    let names_a_place = operation.contains("/{") && !operation.contains("/v1/checklists/");
    let fits = match status {
        403 | 404 => true,
        200 if operation == "POST /v1/rectifications/bulk" => answer.json()["refused"] == 1,
        200 if operation == "POST /v1/assignments/bulk" => answer.json()["refused"] == 1,
        200 => call.method == Method::GET && (!names_a_place || operation.contains("/periods/")),
        // A filter that his view does not have.
        400 => call.method == Method::GET && text.contains("\"unknown_field\""),
        // A running round is to a station what one is that does not exist.
        422 if operation.starts_with("GET /v1/reports/") => text.contains("\"query:round\""),
        422 => NAMED_IN_BODY.contains(&operation),
        _ => false,
    };
    (!fits).then(|| format!("{status} {text:.300}"))
}

/// What the desks of the network see of it: nobody elsewhere may change that.
async fn seen(net: &Network, ids: &Ids) -> Vec<Value> {
    let mut seen = Vec::new();
    for (desk, path) in [
        (&net.reviewers[2], format!("/v1/audits/{}", ids.audit)),
        (&net.planner, format!("/v1/assignments/{}", ids.assignment)),
        (&net.hq, format!("/v1/rectifications/{}/timeline", ids.order)),
        (&net.hq, format!("/v1/org-units/{}/contacts", ids.unit)),
        (&net.hq, format!("/v1/webhooks/{}", ids.webhook)),
        (&net.hq, format!("/v1/webhooks/{}/deliveries", ids.webhook)),
        (&net.planner, format!("/v1/stations/{}", ids.station)),
        (&net.planner, format!("/v1/stations/{}/profiles", ids.station)),
        (&net.planner, format!("/v1/rounds/{}", ids.round)),
        (&net.admin, format!("/v1/org-units/{}", ids.unit)),
        (&net.admin, format!("/v1/people/{}", ids.person)),
        (&net.admin, format!("/v1/refused/{}", ids.refused)),
        (&net.admin, "/v1/publications".to_owned()),
        (&net.hq, "/v1/periods/2026-06/editions".to_owned()),
        (&net.planner, "/v1/stations?limit=500".to_owned()),
        (&net.admin, "/v1/checklists".to_owned()),
    ] {
        seen.push(desk.get(&path).await.expect(200));
    }
    seen
}

/// People in every role for another province, which has a station.
async fn elsewhere(net: &Network) -> Vec<(String, Desk)> {
    let unit = json!({"code": "GX", "level": 1, "parent_id": net.units[0], "name_zh": "广西", "name_en": "Guangxi"});
    let unit = id(&net.admin.post("/v1/org-units", unit).await.expect(201));
    let station = json!({"code": "GX-0001", "org_unit_id": unit, "name_zh": "桂站", "name_en": "Gui"});
    let station = id(&net.admin.post("/v1/stations", station).await.expect(201));
    let mut desks = Vec::new();
    for role in ROLES {
        desks.push((
            role.to_owned(),
            person(net, &format!("far-{role}"), json!([{"role": role, "org_unit_id": unit}])).await,
        ));
    }
    let manager = json!([{"role": "station", "station_id": station}]);
    desks.push(("station".to_owned(), person(net, "far-station", manager).await));
    desks
}

on_both! {
    async fn what_is_out_of_scope_does_not_exist(kind) {
        let net = Network::start(kind).await;
        let ids = ids(&net).await;
        let marks = marks(&net, &ids);
        let far = elsewhere(&net).await;
        let before = seen(&net, &ids).await;
        let (mut faults, mut hidden, mut empty) = (Vec::new(), 0, 0);
        for (role, desk) in &far {
            for call in calls::all(&ids) {
                if OWN.contains(&call.operation.as_str()) {
                    continue;
                }
                for query in queries(&call, &ids) {
                    let answer = send(desk, &call, &query).await;
                    faults.extend(fault(&call, &answer, &marks).map(|what| format!("{role} {}{query}: {what}", call.operation)));
                    hidden += usize::from(answer.status == 404);
                    empty += usize::from(answer.status == 200 && answer.text().contains("\"items\":[]"));
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
        assert!(hidden > 150 && empty > 30, "{hidden} were not found, {empty} lists were empty");
        assert_eq!(seen(&net, &ids).await, before, "nothing has changed");
        // Their own place is there.
        for (role, desk) in &far {
            let list = desk.get("/v1/stations").await.expect(200);
            assert_eq!((list["items"].as_array().map(Vec::len), &list["items"][0]["code"]), (Some(1), &json!("GX-0001")), "{role}");
        }
    }

    async fn refused_submissions_belong_to_the_place_of_their_assignment(kind) {
        let net = Network::start(kind).await;
        let near = person(&net, "near-admin", json!([{"role": "admin", "org_unit_id": net.units[2]}])).await;
        let phone = net.phone(0);
        let mut broken = net.visit(0, 1, 0).submission();
        broken["answers"]["no.such_item"] = json!({"value": true});
        phone.put_raw(&net.visit(0, 1, 0), &broken).await.problem(422, "invalid");
        // Another shopper's assignment says nothing about where this one belongs.
        broken["assignment_id"] = json!(net.assignments[1][1]);
        phone.put_raw(&net.visit(0, 1, 0), &broken).await.problem(422, "invalid");
        let all = net.admin.get("/v1/refused").await.expect(200);
        assert_eq!(all["items"].as_array().map(Vec::len), Some(2));
        let own = near.get("/v1/refused").await.expect(200);
        let own = own["items"].as_array().expect("items");
        assert_eq!(own.len(), 1, "the one of his city");
        near.get(&format!("/v1/refused/{}", id(&own[0]))).await.expect(200);
        let other = all["items"].as_array().expect("items").iter().map(id).find(|one| *one != id(&own[0]));
        near.get(&format!("/v1/refused/{}", other.expect("another"))).await.problem(404, "not-found");
    }

    async fn a_part_of_the_network_closes_no_period(kind) {
        let net = Network::start(kind).await;
        let province = person(&net, "hq-of-a-province", json!([{"role": "hq", "org_unit_id": net.units[1]}])).await;
        province.post("/v1/periods/2026-05/close", json!({})).await.problem(403, "forbidden");
        assert_eq!(net.hq.get("/v1/periods/2026-05/editions").await.expect(200), json!([]));
        // What it publishes at once is its own, and what head office publishes elsewhere is not.
        province.post("/v1/publications", json!({"reason": "a test", "scope": net.units[2]})).await.expect(201);
        net.hq.post("/v1/publications", json!({"reason": "everything", "scope": net.units[0]})).await.expect(201);
        let list = province.get("/v1/publications").await.expect(200);
        assert_eq!((list["items"].as_array().map(Vec::len), &list["items"][0]["scope"]), (Some(1), &json!(net.units[2])));
        assert_eq!(net.hq.get("/v1/publications").await.expect(200)["items"].as_array().map(Vec::len), Some(2));
        let nowhere = json!({"reason": "a test", "scope": Uuid::new_v4()});
        province.post("/v1/publications", nowhere).await.problem(404, "not-found");
    }
}
