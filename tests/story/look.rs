//! What a demo shows to head office through the API.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use forecourt_api::demo::PASSWORD;
use forecourt_tests::desk::Desk;
use serde_json::Value;

/// The simulation has ended; what was approved on its last days is published by the server's own tick soon after.
const PUBLISHED_WITHIN: Duration = Duration::from_secs(120);

/// Head office at its desk.
pub struct Look {
    hq: Desk,
    /// User names by id of the person.
    pub people: BTreeMap<String, String>,
    /// Every audit of the network by its id.
    pub audits: BTreeMap<String, Value>,
    /// Its explained score, by the same id.
    pub scores: BTreeMap<String, Value>,
}

/// A text of an answer.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// A whole number of an answer.
pub fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("no number: {value}"))
}

impl Look {
    /// Signs in and reads what everything else is computed from, once nothing is left to be published.
    pub async fn at(base: &str) -> Self {
        let hq = Desk::nobody(base).sign_in("hq", PASSWORD).await;
        let deadline = Instant::now() + PUBLISHED_WITHIN;
        let audits = loop {
            let audits = list(&hq, "/v1/audits").await;
            let waiting = |audit: &&Value| audit["state"] == "approved";
            match audits.iter().filter(waiting).count() {
                0 => break audits,
                some => assert!(Instant::now() < deadline, "{some} audits wait for their publication"),
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        };
        let mut scores = BTreeMap::new();
        for audit in &audits {
            let id = text(&audit["id"]);
            scores.insert(id.clone(), hq.get(&format!("/v1/audits/{id}/score")).await.expect(200)["score"].clone());
        }
        let people = list(&hq, "/v1/people").await;
        Self {
            people: people.iter().map(|person| (text(&person["id"]), text(&person["username"]))).collect(),
            audits: audits.into_iter().map(|audit| (text(&audit["id"]), audit)).collect(),
            scores,
            hq,
        }
    }

    /// Reads anything.
    pub async fn get(&self, path: &str) -> Value {
        self.hq.get(path).await.expect(200)
    }

    /// All rows of a list.
    pub async fn list(&self, path: &str) -> Vec<Value> {
        list(&self.hq, path).await
    }

    /// Rows of a report.
    pub async fn report(&self, path: &str) -> Vec<Value> {
        let report = self.get(&format!("/v1/reports/{path}")).await;
        assert!(report["next_cursor"].is_null(), "{path} has more pages");
        report["items"].as_array().expect("items").clone()
    }

    /// Scores of the provinces in a round, best first.
    pub async fn provinces(&self, round: &str) -> Vec<(String, i64)> {
        let rows = self.report(&format!("ranking?round={round}&level=unit&depth=1")).await;
        rows.iter().map(|row| (text(&row["code"]), number(&row["score_bp"]))).collect()
    }

    /// Every line of every score with the audit that it belongs to.
    pub fn lines(&self) -> impl Iterator<Item = (&Value, &Value)> {
        self.scores.iter().flat_map(move |(id, score)| {
            let lines = score["lines"].as_array().expect("lines");
            lines.iter().map(move |line| (&self.audits[id], line))
        })
    }

    /// Who visited.
    pub fn shopper(&self, audit: &Value) -> &str {
        &self.people[&text(&audit["shopper"]["id"])]
    }
}

async fn list(desk: &Desk, path: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut next = String::new();
    loop {
        let page = desk.get(&format!("{path}?limit=500{next}")).await.expect(200);
        rows.extend(page["items"].as_array().expect("items").iter().cloned());
        match page["next_cursor"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return rows,
        }
    }
}
