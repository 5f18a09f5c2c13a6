//! Everything that a station role is answered.

use forecourt_tests::{
    answer::Answer,
    calls::{self, Call, Ids},
    contract,
    desk::Desk,
    network::{PASSWORD, id},
};
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use super::planted::{CLOSED, Planted};

/// Everything that a station role received: who, which call, what.
pub type Received = Vec<(String, String, Answer)>;

/// Sends without looking at the document: here only what comes back counts.
async fn raw(desk: &Desk, request: reqwest::RequestBuilder) -> Answer {
    let request = request.build().expect("a request");
    Answer::read(desk.http.execute(request).await.expect("an answer")).await.expect("a whole answer")
}

/// The queries with which an operation is tried.
fn queries(call: &Call, ids: &Ids) -> Vec<String> {
    let mut queries = vec![String::new()];
    let mut add = |query: &str| queries.push(query.to_owned());
    let of_reports: &[&str] = match call.operation.as_str() {
        "GET /v1/reports/ranking" => {
            &["period=2026-06", "period=2026-Q2", "period=2026-06&level=unit&depth=2", "period=2026-06&edition=live"]
        }
        "GET /v1/reports/items" => &["period=2026-06", "period=2026-Q2&minimum=1"],
        "GET /v1/reports/lenses" => &["period=2026-06", "period=2026-Q2&lens=kano&level=station", "level=unit&depth=2"],
        "GET /v1/reports/touchpoints" => &["period=2026-06", "period=2026-Q2", "period=2026-06&level=unit&depth=2"],
        "GET /v1/reports/trend" => &["until=2026-06", "until=2026-06&months=3", "until=2026-Q2"],
        "GET /v1/follow-ups" => &["state=done", "state=all"],
        "GET /v1/reports/coverage" => &["depth=2"],
        "GET /v1/reports/rectification" => &["period=2026-06", "level=station", "level=unit&depth=2"],
        _ => &[],
    };
    for query in of_reports {
        add(&format!("?{query}"));
        add(&format!("?{query}&format=csv"));
        add(&format!("?{query}&org_unit={}", ids.unit));
    }
    if call.operation == "GET /v1/reports/trend" {
        add(&format!("?until=2026-06&station={}", ids.station));
        add(&format!("?until=2026-06&station={}&format=csv", ids.station));
    } else if call.operation == "GET /v1/reports/bulletin" {
        ["?level=station", "?level=unit&depth=2", "?day=2026-06-01"].iter().for_each(|query| add(query));
    } else if call.operation.starts_with("GET /v1/reports/")
        && !["GET /v1/reports/rectification", "GET /v1/reports/rounds"].contains(&call.operation.as_str())
    {
        add(&format!("?round={}", ids.round_code));
        add(&format!("?round={}&format=csv", ids.round_code));
    }
    if call.operation == "GET /v1/appeals" {
        for query in ["limit=1", "state=level_1,level_2,closed", "cursor=x"] {
            add(&format!("?{query}"));
        }
        add(&format!("?audit={}", ids.audit));
        add(&format!("?station={}&org_unit={}", ids.station, ids.unit));
    }
    if call.operation == "GET /v1/audits" {
        for query in ["limit=1", "queue=true", "state=submitted,published", "has_flags=true", "mine=true", "cursor=x"] {
            add(&format!("?{query}"));
        }
        add(&format!("?station={}", ids.station));
        add(&format!("?limit=1&station={}", ids.station));
    }
    if call.operation.starts_with("GET /v1/photos") || call.operation.starts_with("GET /v1/report-photos") {
        ["thumb", "view", "original", "huge"].iter().for_each(|size| add(&format!("?size={size}")));
    }
    if call.operation.ends_with("/score") {
        (0..4).for_each(|revision| add(&format!("?revision={revision}")));
    }
    if call.operation.starts_with("GET /v1/stations") || call.operation.starts_with("GET /v1/org-units") {
        add("?limit=1");
    }
    queries
}

/// The versions with which an operation is tried: those that its resource has here, one after the other.
fn versions(call: &Call) -> &'static [&'static str] {
    match call.method {
        Method::GET => &["1"],
        _ if call.operation.contains("/rectifications/") => &["\"3\"", "\"4\"", "\"5\"", "\"6\"", "\"7\""],
        _ => &["\"1\"", "\"2\""],
    }
}

/// Calls every operation as this person; in both languages.
pub async fn receive(planted: &Planted, name: &str, desk: &Desk) -> Received {
    let mut received = Received::new();
    let copies = copies(desk, planted.ids.audit).await;
    assert!(!copies.is_empty(), "{name} sees released photos");
    // Last: these end the session.
    let ends = ["DELETE /v1/sessions/current", "DELETE /v1/sessions", "PUT /v1/me/password"];
    for lang in ["zh", "en"] {
        let desk = Desk { lang, ..desk.clone() };
        let mut photos = copies.clone();
        photos.extend(&planted.originals);
        for photo in photos {
            let ids = Ids { photo, ..planted.ids.clone() };
            for call in calls::all(&ids) {
                let of_photo = call.path.contains(&photo.to_string());
                if ends.contains(&call.operation.as_str()) || (photo != copies[0] && !of_photo) {
                    continue;
                }
                for query in queries(&call, &ids) {
                    for version in versions(&call) {
                        let answer = raw(&desk, call.request(&desk, &query, version)).await;
                        if let Some(location) = answer.headers.get("location").and_then(|to| to.to_str().ok()) {
                            let to = if location.starts_with('/') {
                                format!("{}{location}", desk.base)
                            } else {
                                location.to_owned()
                            };
                            let next = raw(&desk, desk.http.get(to)).await;
                            received.push((format!("{name}: behind {}", call.path), call.operation.clone(), next));
                        }
                        received.push((
                            format!("{name}: {} {}{query}", call.method, call.path),
                            call.operation.clone(),
                            answer,
                        ));
                    }
                }
            }
        }
    }
    for lang in ["zh", "en"] {
        let desk = Desk { lang, ..desk.clone() };
        for path in beside(planted) {
            let answer = raw(&desk, desk.request(Method::GET, &path)).await;
            let (template, _) = contract::operation(&Method::GET, path.split('?').next().unwrap_or_default())
                .expect("it is documented");
            received.push((format!("{name}: {path}"), format!("GET {template}"), answer));
        }
    }
    for ending in ["DELETE /v1/sessions/current", "PUT /v1/me/password", "DELETE /v1/sessions"] {
        let desk = Desk { token: String::new(), ..desk.clone() }.sign_in(name, PASSWORD).await;
        let mut call = calls::all(&planted.ids).into_iter().find(|call| call.operation == ending).expect("it is there");
        if ending.starts_with("PUT") {
            call.body = Some(json!({"old_password": PASSWORD, "new_password": PASSWORD}));
        }
        let answer = raw(&desk, call.request(&desk, "", "\"1\"")).await;
        received.push((format!("{name}: {ending}"), ending.to_owned(), answer));
    }
    received
}

/// What is asked for beside one path of each operation: a closed round, a closed month, audits that are hidden.
pub fn beside(planted: &Planted) -> Vec<String> {
    let mut paths = vec![format!("/v1/rounds/{}/coverage", planted.closed), "/v1/periods/2026-05/editions".to_owned()];
    for report in ["coverage", "ranking", "items", "touchpoints"] {
        paths.extend(["", "&format=csv"].map(|more| format!("/v1/reports/{report}?round={CLOSED}{more}")));
    }
    paths.push(format!("/v1/reports/coverage?round={CLOSED}&depth=2"));
    for query in ["", "&edition=1", "&edition=live", "&level=unit&depth=1", "&format=csv", "&edition=1&format=csv"] {
        paths.push(format!("/v1/reports/ranking?period=2026-05{query}"));
    }
    for (audit, photos) in &planted.hidden {
        paths.extend(["", "/score", "/revisions"].map(|part| format!("/v1/audits/{audit}{part}")));
        paths.extend(photos.iter().map(|photo| format!("/v1/photos/{photo}")));
    }
    paths
}

/// Ids of the copies that a station sees.
pub async fn copies(desk: &Desk, audit: Uuid) -> Vec<Uuid> {
    let shown = desk.get(&format!("/v1/audits/{audit}")).await.expect(200);
    shown["photos"].as_array().into_iter().flatten().map(id).collect()
}
