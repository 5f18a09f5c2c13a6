//! Live events behind the identity wall: streams that stay open while everything happens, and the whole of what they said.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use forecourt_tests::{
    answer::Answer,
    desk::Desk,
    network::{Network, id},
};
use reqwest::{Method, header::HeaderMap};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::{
    HOUR_MS,
    planted::{Planted, TAKEN_BACK, UNPUBLISHED},
};

/// What has not come by then does not come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A stream that is read all the while.
struct Listener {
    headers: HeaderMap,
    heard: Arc<Mutex<String>>,
    reading: JoinHandle<()>,
}

impl Listener {
    /// Connects, and waits until the server listens for it.
    async fn open(desk: &Desk) -> Self {
        let request = desk.request(Method::GET, "/v1/events").build().expect("a request");
        let mut response = desk.http.execute(request).await.expect("an answer");
        assert_eq!(response.status(), 200);
        let (headers, heard) = (response.headers().clone(), Arc::new(Mutex::new(String::new())));
        let kept = heard.clone();
        let reading = tokio::spawn(async move {
            while let Ok(Some(more)) = response.chunk().await {
                let more = std::str::from_utf8(&more).expect("text");
                kept.lock().unwrap_or_else(PoisonError::into_inner).push_str(more);
            }
        });
        let listener = Self { headers, heard, reading };
        listener.until("ready", &json!({})).await;
        listener
    }

    /// Everything that was said, as it was said.
    fn said(&self) -> String {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The same as events.
    fn events(&self) -> Vec<(String, Value)> {
        let said = self.said();
        let field = |block: &str, name: &str| {
            block.lines().find_map(|line| line.strip_prefix(name)).map(str::trim).map(str::to_owned)
        };
        // What stands behind the last empty line is not whole yet.
        let (whole, _) = said.rsplit_once("\n\n").unwrap_or_default();
        let event = |block: &str| {
            let data = field(block, "data:").expect("data");
            Some((field(block, "event:")?, serde_json::from_str(&data).expect("JSON")))
        };
        whole.split("\n\n").filter(|block| block.contains("event:")).filter_map(event).collect()
    }

    /// Waits until this was said.
    async fn until(&self, name: &str, data: &Value) {
        let deadline = Instant::now() + PATIENCE;
        while !self.events().iter().any(|(event, said)| event == name && said == data) {
            assert!(Instant::now() < deadline && !self.reading.is_finished(), "no {name} {data}: {:?}", self.events());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What the search finds in the stream as a whole and in the data of each event.
    fn leaks(&self, planted: &Planted) -> Vec<String> {
        let answer = |bytes: Vec<u8>| Answer { status: reqwest::StatusCode::OK, headers: self.headers.clone(), bytes };
        let whole = answer(self.said().into_bytes());
        let parts = self.events().into_iter().map(|(_, data)| answer(data.to_string().into_bytes()));
        let mut found: Vec<String> = parts.chain([whole]).flat_map(|part| planted.secrets.find(&part)).collect();
        found.sort();
        found.dedup();
        found
    }

    fn count(&self, name: &str) -> usize {
        self.events().iter().filter(|(event, _)| event == name).count()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.reading.abort();
    }
}

on_both! {
    async fn streams_that_were_open_all_the_while_told_nothing(kind) {
        let net = Network::start(kind).await;
        let [manager, region, reviewer] =
            futures::future::join_all([&net.manager, &net.region, &net.reviewers[2]].map(Listener::open)).await.try_into().ok().expect("three");
        let planted = Planted::make(net).await;
        let net = &planted.net;
        // The last thing that happens, and that all of them hear.
        net.server.time(net.start_ms + 27 * HOUR_MS);
        let order = format!("/v1/rectifications/{}", planted.ids.order);
        let decide = format!("extensions/{}/decide", planted.ids.extension);
        let last = net.region.verb(&order, &decide, json!({"grant": true, "reason": "yes"})).await.expect(200);
        let last = json!({"id": id(&last), "version": last["version"]});
        for listener in [&manager, &region, &reviewer] {
            listener.until("order", &last).await;
            assert!(listener.count("reset") == 0, "nothing was left out");
        }
        let audit = json!({"id": planted.ids.audit});
        let to_both = ["audit", "order", "appeal", "report"];
        for (name, listener, told) in [("manager", &manager, &[&to_both[..], &["inbox"]].concat()), ("region", &region, &to_both.to_vec())] {
            // What was published that morning and taken back later was heard of rightly.
            let leaks: Vec<String> = listener.leaks(&planted).into_iter().filter(|leak| !leak.starts_with(TAKEN_BACK)).collect();
            assert!(leaks.is_empty(), "{name}: {leaks:?}\n{}", listener.said());
            assert!(listener.events().iter().any(|(event, data)| event == "audit" && *data == audit), "{name} heard of what was published");
            for event in told {
                assert!(listener.count(event) > 0, "{name} heard no {event}: {:?}", listener.events());
            }
        }
        // The search finds in a stream what is there: a reviewer hears of what is not published.
        let seen = reviewer.leaks(&planted);
        assert!(seen.iter().any(|leak| leak.starts_with(UNPUBLISHED)), "{seen:?}");
    }
}
