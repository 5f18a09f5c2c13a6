//! The reviewers of the demo: they work through the queue, first reviews in the morning, second ones in the afternoon.

use std::{collections::HashMap, time::Duration};

use futures::{StreamExt, TryStreamExt, stream};
use serde_json::{Value, json};

use super::{
    client::{Client, Result},
    network::{REVIEWERS, reviewer},
    plan::{Fate, Visit},
    story::story,
};

/// How often a reviewer looks again, and how long he waits.
const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(100);
/// Audits under review at once.
const AT_ONCE: usize = 3;
/// The item that the demo's reviewers correct: it applies everywhere and has a photo.
const CORRECTED: &str = "farewell.complaint_channel_posted";

/// A reviewer at one audit.
struct Desk<'a> {
    client: &'a Client,
    token: &'a str,
    audit: String,
    version: i64,
}

impl Desk<'_> {
    /// A verb. Where the machine is still at the photos, the reviewer waits a little.
    async fn act(&mut self, verb: &str, body: &Value) -> Result<Value> {
        let path = format!("/v1/audits/{}", self.audit);
        let mut tries = 0;
        loop {
            match self.client.act(&path, verb, self.token, self.version, body).await {
                Ok(done) => {
                    self.version = done["version"].as_i64().unwrap_or(self.version);
                    return Ok(done);
                }
                Err(error) if tries < TRIES && error.is_examining() => {
                    tries += 1;
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        }
    }
}

/// Reviews everything that waits in the given states.
pub async fn work(
    client: &Client,
    tokens: &HashMap<String, String>,
    visits: &HashMap<String, (usize, Visit, String)>,
    states: &str,
) -> Result<()> {
    let token = tokens.get(&reviewer(0)).map(String::as_str).unwrap_or_default();
    let queue = client.list(&format!("/v1/audits?state={states}"), token).await?;
    let mine: Vec<(Value, &(usize, Visit, String))> = queue
        .into_iter()
        .filter_map(|row| {
            let visit = visits.get(row["id"].as_str()?)?;
            (visit.1.fate != Fate::Waiting).then_some((row, visit))
        })
        .collect();
    let reviews: Vec<_> = mine
        .into_iter()
        .map(|(row, (nth, visit, station))| review(client, tokens, row, *nth, visit, station))
        .collect();
    stream::iter(reviews).buffer_unordered(AT_ONCE).try_for_each(|()| async { Ok(()) }).await
}

async fn review(
    client: &Client,
    tokens: &HashMap<String, String>,
    row: Value,
    nth: usize,
    visit: &Visit,
    station: &str,
) -> Result<()> {
    let second = row["state"] == "second_review";
    let name = reviewer((nth + usize::from(second)) % REVIEWERS);
    let token = tokens.get(&name).map(String::as_str).unwrap_or_default();
    let audit = row["id"].as_str().unwrap_or_default().to_owned();
    let mut desk = Desk { client, token, audit, version: row["version"].as_i64().unwrap_or(0) };
    desk.act("claim", &json!({})).await?;
    let case = client.get(&format!("/v1/audits/{}", desk.audit), token).await?;
    if visit.fate == Fate::Returned && row["revision"] == json!(1) && !second {
        let remarks = json!([{"text": "请补充说明排队和付款时的情况：当时有几位员工在场？"}]);
        desk.act("return", &json!({"remarks": remarks, "answer_within_s": 172_800})).await?;
        return Ok(());
    }
    if visit.fate == Fate::Corrected && !second && case["judgements"].as_array().is_none_or(Vec::is_empty) {
        correct(&mut desk, &case).await?;
    }
    for line in case["red_lines"].as_array().into_iter().flatten() {
        let item = line["item"].as_str().unwrap_or_default();
        let proven = story().red_line(station, visit.round).is_none_or(|line| line.proven);
        let (verb, reason) = if proven || !second {
            ("confirm", "照片和小票与描述相符。")
        } else {
            ("refute", "照片中车辆已熄火，无法证明。")
        };
        desk.act(&format!("red-lines/{item}/{verb}"), &json!({"reason": reason})).await?;
    }
    let notes = if second { json!([]) } else { notes(&case) };
    desk.act("accept", &json!({"station_notes": notes})).await?;
    Ok(())
}

async fn correct(desk: &mut Desk<'_>, case: &Value) -> Result<()> {
    let lines = case["explained"]["lines"].as_array();
    let line = lines.into_iter().flatten().find(|line| line["item"] == CORRECTED);
    let now = line.and_then(|line| line["value"].as_bool()).unwrap_or(true);
    let change = json!({"item": CORRECTED, "value": !now, "reason": "照片与答案不符，按照片更正。"});
    desk.act("correct", &json!({"changes": [change]})).await.map(|_| ())
}

/// A word to the station about every missed item, in the reviewer's own language.
fn notes(case: &Value) -> Value {
    let lines = case["explained"]["lines"].as_array();
    let missed = lines.into_iter().flatten().filter(|line| line["miss"] == "full" || line["miss"] == "partial");
    let note = |line: &Value| {
        let word = if line["miss"] == "full" { "未达标" } else { "部分未达标" };
        json!({"item": line["item"], "note": format!("该项{word}，请对照标准整改。")})
    };
    Value::Array(missed.map(note).collect())
}
