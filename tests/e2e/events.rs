//! Live events of desks over the public API.

use std::time::Duration;

use forecourt_tests::{
    desk::Desk,
    network::{Network, PASSWORD, id},
    phone,
};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    orders::{PRICES, path_of},
    published::{accept, deliver_by, next_day},
};

/// Longer than anything may take; what has not come by then does not come.
const PATIENCE: Duration = Duration::from_secs(30);

/// An open stream.
struct Stream {
    response: Response,
    text: String,
}

impl Stream {
    /// Connects; `again` as a browser does that was connected before.
    async fn open(desk: &Desk, again: bool) -> Self {
        let request = desk.request(Method::GET, "/v1/events");
        let request = if again { request.header("last-event-id", "an-earlier-one") } else { request };
        let response = desk.http.execute(request.build().expect("a request")).await.expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert!(response.headers().get("content-encoding").is_none(), "a packed stream would come late");
        Self { response, text: String::new() }
    }

    /// Connects and listens.
    async fn ready(desk: &Desk) -> Self {
        let mut stream = Self::open(desk, false).await;
        assert_eq!(stream.next().await, Some(("ready".to_owned(), json!({}))));
        stream
    }

    /// The next event; none when the stream has ended.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
                let event = field("event:").map(|event| {
                    (event.to_owned(), serde_json::from_str(field("data:").expect("data")).expect("JSON"))
                });
                self.text = rest.to_owned();
                if event.is_some() {
                    return event;
                }
                continue;
            }
            let more = tokio::time::timeout(PATIENCE, self.response.chunk()).await.expect("something comes");
            // A server that stops may cut the connection.
            let more = more.ok().flatten()?;
            self.text.push_str(std::str::from_utf8(&more).expect("text"));
        }
    }

    /// Everything up to the first event of this name, that one included.
    async fn up_to(&mut self, name: &str) -> Vec<(String, Value)> {
        let mut events = Vec::new();
        loop {
            let event = self.next().await.unwrap_or_else(|| panic!("no {name} after {events:?}"));
            events.push(event);
            if events.last().is_some_and(|(event, _)| event == name) {
                return events;
            }
        }
    }
}

/// Changes what is planned, or what is known of it.
async fn plans(net: &Network, deed: &str, phone: Uuid) {
    let path = |station: usize| format!("/v1/assignments/{}", net.assignments[0][station]);
    let shopper = &net.shoppers[0];
    match deed {
        "decline" => shopper.post(&format!("{}/decline", path(1)), json!({"reason": "ill"})).await.expect(200),
        "impossible" => {
            let body = json!({"reason": "closed", "at_ms": net.start_ms});
            shopper.post(&format!("{}/impossible", path(2)), body).await.expect(200)
        }
        "recognised" => {
            shopper.post(&format!("{}/recognised", path(3)), json!({"at_ms": net.start_ms})).await.expect(200)
        }
        "holdings" => {
            let body = json!({"drafts": [net.assignments[0][5]], "queued": [], "incomplete": []});
            shopper.post_free(&format!("/v1/devices/{phone}/holdings"), body).await.expect(204)
        }
        "withdraw" => net.planner.verb(&path(4), "withdraw", json!({})).await.expect(200),
        _ => {
            let body = json!({"id": Uuid::new_v4(), "window_start": "2026-06-20T02:00:00Z",
                "window_end": "2026-06-20T06:00:00Z", "override_reason": "a test"});
            net.planner.verb(&path(4), "issue-again", body).await.expect(201)
        }
    };
}

fn names(events: &[(String, Value)]) -> Vec<&str> {
    events.iter().map(|(name, _)| name.as_str()).collect()
}

on_both! {
    async fn each_desk_hears_what_it_may_read(kind) {
        let net = Network::start(kind).await;
        let other = net.people("manager-5", json!([{"role": "station", "station_id": net.stations[5].id}])).await;
        let mut reviewer = Stream::ready(&net.reviewers[2]).await;
        let mut auditor = Stream::ready(&net.auditor).await;
        let mut region = Stream::ready(&net.region).await;
        let mut manager = Stream::ready(&net.manager).await;
        let mut stranger = Stream::ready(&other).await;
        Desk::nobody(&net.server.base).get("/v1/events").await.problem(401, "not-signed-in");
        net.shoppers[0].get("/v1/events").await.problem(403, "forbidden");

        let visit = net.visit(0, 0, 3).with(PRICES, false);
        let audit = json!({"id": visit.audit_id});
        net.phone(0).deliver(&visit).await;
        net.server.work().await;
        let arrived = reviewer.up_to("audit").await;
        assert_eq!(arrived, [("audit".to_owned(), audit.clone())]);
        accept([&net.reviewers[0], &net.reviewers[1]], &phone::path(&visit), &json!({})).await;
        // Nobody behind the wall, and no auditor, has heard of the review: publication is the first that they hear.
        next_day(&net, 1).await;
        for (stream, drafts) in [(&mut manager, 0), (&mut region, 1), (&mut auditor, 1)] {
            let heard = stream.up_to("report").await;
            assert_eq!(heard.iter().filter(|(name, data)| name == "audit" && *data == audit).count(), 1, "{heard:?}");
            assert_eq!(names(&heard).iter().filter(|name| **name == "order").count(), drafts, "{heard:?}");
            assert!(names(&heard).iter().all(|name| ["audit", "order", "report", "inbox"].contains(name)), "{heard:?}");
        }
        let order = path_of(&net.region, PRICES).await;
        let issued = net.region.verb(&order, "issue", json!({})).await.expect(200);
        let changed = json!({"id": id(&issued), "version": issued["version"]});
        let mut heard = manager.up_to("order").await;
        assert_eq!(heard.pop(), Some(("order".to_owned(), changed)));
        let unread = |heard: &[(String, Value)]| heard.last().map(|(_, data)| data["unread"].clone());
        if names(&heard).is_empty() {
            heard = manager.up_to("inbox").await;
        }
        let listed = net.manager.get("/v1/inbox").await.expect(200);
        assert_eq!(unread(&heard), Some(listed["unread"].clone()));
        let read = json!({"ids": [listed["items"][0]["id"]]});
        let left = net.manager.post("/v1/inbox/read", read).await.expect(200)["unread"].clone();
        assert_eq!(unread(&manager.up_to("inbox").await), Some(left));
        // Another station heard that reports changed, and nothing else.
        assert_eq!(names(&stranger.up_to("report").await), ["report"]);
        let appeal = json!({"audit_id": visit.audit_id, "item": PRICES, "reason": "it matched"});
        let path = format!("/v1/appeals/{}", Uuid::new_v4());
        net.manager.put(&path, &appeal).await.expect(201);
        assert!(names(&manager.up_to("appeal").await).ends_with(&["appeal"]));
        assert!(names(&reviewer.up_to("appeal").await).ends_with(&["appeal"]));
        let second = deliver_by(&net, 1, &net.visit(1, 0, 3)).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &second, &json!({})).await;
        next_day(&net, 2).await;
        assert_eq!(names(&stranger.up_to("report").await), ["report"], "not the appeal, nor the order");
    }

    async fn planners_hear_what_changes_in_their_plan_and_nobody_of_a_station_does(kind) {
        let net = Network::start(kind).await;
        let unit = json!({"code": "GX", "level": 1, "parent_id": net.units[0], "name_zh": "广西", "name_en": "Guangxi"});
        let elsewhere = id(&net.admin.post("/v1/org-units", unit).await.expect(201));
        let here = net.people("planner-hz", json!([{"role": "planner", "org_unit_id": net.units[2]}])).await;
        let there = net.people("planner-gx", json!([{"role": "planner", "org_unit_id": elsewhere}])).await;
        let mut planners = [Stream::ready(&net.planner).await, Stream::ready(&here).await, Stream::ready(&net.hq).await];
        let mut others = Vec::new();
        for desk in [&there, &net.manager, &net.region, &net.auditor, &net.reviewers[2]] {
            others.push(Stream::ready(desk).await);
        }
        let phone = Uuid::new_v4();
        let plan = ("plan".to_owned(), json!({}));
        for deed in ["decline", "impossible", "recognised", "holdings", "withdraw", "issue-again"] {
            plans(&net, deed, phone).await;
            for stream in &mut planners {
                assert_eq!(stream.next().await.as_ref(), Some(&plan), "{deed}");
            }
        }
        // A phone that holds what it held says nothing new: the next that is heard is the visit that comes in.
        plans(&net, "holdings", phone).await;
        let next = net.visit(1, 6, 0);
        net.phone(1).put(&next).await.expect(200);
        assert_eq!(planners[2].next().await, Some(("audit".to_owned(), json!({"id": next.audit_id}))));
        for stream in &mut planners {
            assert_eq!(stream.next().await.as_ref(), Some(&plan), "it is delivered");
        }
        let visit = deliver_by(&net, 0, &net.visit(0, 0, 3).with(PRICES, false)).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &visit, &json!({})).await;
        next_day(&net, 1).await;
        for stream in &mut others {
            let heard = stream.up_to("report").await;
            assert!(!names(&heard).contains(&"plan"), "{heard:?}");
        }
    }

    async fn a_desk_hears_what_another_instance_wrote(kind) {
        let net = Network::start(kind).await;
        let sibling = net.server.sibling().await;
        let mut hq = Stream::ready(&net.hq.at(&sibling.base)).await;
        let visit = net.visit(0, 0, 0);
        net.phone(0).deliver(&visit).await;
        assert_eq!(hq.next().await, Some(("audit".to_owned(), json!({"id": visit.audit_id}))));
        drop(hq);
        sibling.stop().await;
    }

    async fn who_comes_again_reads_everything(kind) {
        let net = Network::start(kind).await;
        let mut stream = Stream::open(&net.hq, true).await;
        assert_eq!(stream.next().await, Some(("reset".to_owned(), json!({}))));
        // It is told what changes from then on, after years of signals, too.
        net.server.app.live.forget_old(&net.server.app).await.expect("the database");
        let visit = net.visit(0, 0, 0);
        net.phone(0).deliver(&visit).await;
        assert_eq!(stream.next().await, Some(("audit".to_owned(), json!({"id": visit.audit_id}))));
    }

    async fn a_stream_ends_with_its_session_and_with_the_server(kind) {
        let net = Network::start(kind).await;
        let nobody = Desk::nobody(&net.server.base);
        let (leaves, stays) = (nobody.sign_in("auditor", PASSWORD).await, nobody.sign_in("auditor", PASSWORD).await);
        let mut ended = Stream::ready(&leaves).await;
        let mut open = Stream::ready(&stays).await;
        leaves.send(leaves.request(Method::DELETE, "/v1/sessions/current")).await.expect(204);
        assert_eq!(ended.next().await, None, "nothing is told to a session that has ended");
        // Who is deactivated has no desk any more.
        let path = format!("/v1/people/{}", net.auditor.person_id);
        let version = net.admin.get(&path).await.headers["etag"].clone();
        let request = net.admin.request(Method::PATCH, &path).header("if-match", version);
        let mut admin = Stream::ready(&net.admin).await;
        net.admin.send(request.json(&json!({"deactivated": true}))).await.expect(200);
        assert_eq!(open.next().await, None);
        let begun = std::time::Instant::now();
        net.server.stop().await;
        assert!(begun.elapsed() < Duration::from_secs(10), "an open stream holds up no end");
        assert_eq!(admin.next().await, None);
    }

    async fn a_person_has_so_many_streams_and_no_more(kind) {
        let net = Network::start(kind).await;
        let mut streams = Vec::new();
        for _ in 0..forecourt_api::live::PER_PERSON {
            streams.push(Stream::ready(&net.hq).await);
        }
        net.hq.get("/v1/events").await.problem(429, "slow-down");
        Stream::ready(&net.admin).await;
        assert_eq!(streams.len(), 8);
    }
}
