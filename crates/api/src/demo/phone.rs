//! What the phones of the demo do: sync, deliver, answer returns, report what came in the way and what they still hold.

use futures::{StreamExt, TryStreamExt, stream};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    client::{Client, Result},
    plan::{Fate, Visit},
    visit::Draft,
};

/// Uploads of one phone at once.
const UPLOADS: usize = 3;

/// A phone and its owner's session.
#[derive(Clone, Copy, Debug)]
pub struct Phone<'a> {
    /// Client of the server.
    pub client: &'a Client,
    /// Session of the shopper.
    pub token: &'a str,
    /// Id of the phone.
    pub device: Uuid,
}

impl Phone<'_> {
    async fn submit(&self, audit: Uuid, submission: &Value) -> Result<Value> {
        self.client.call(Method::PUT, &format!("/v1/audits/{audit}"), self.token).json(submission).send().await
    }

    /// Submits a visit and sends the photos that the receipt misses.
    pub async fn deliver(&self, visit: &Visit, draft: &Draft) -> Result<Value> {
        let receipt = self.submit(visit.audit, &draft.submission).await?;
        let lines = receipt["photos"].as_array().cloned().unwrap_or_default();
        // The same half at every try.
        let sends = if visit.fate == Fate::Half { draft.photos.len() / 2 } else { draft.photos.len() };
        let targets: Vec<(Value, &[u8])> = lines
            .iter()
            .filter(|line| line["upload"].is_object())
            .filter_map(|line| {
                let id = line["photo_id"].as_str()?;
                let (_, bytes) = draft.photos[..sends].iter().find(|(photo, _)| photo.to_string() == id)?;
                Some((line["upload"].clone(), bytes.as_slice()))
            })
            .collect();
        let uploads: Vec<_> = targets
            .into_iter()
            .map(|(target, bytes)| async move { self.client.upload(&target, bytes).await })
            .collect();
        stream::iter(uploads).buffer_unordered(UPLOADS).try_for_each(|()| async { Ok(()) }).await?;
        Ok(receipt)
    }

    /// Tells the office what is still on the phone.
    pub async fn report(&self, visit: &Visit) -> Result<()> {
        let list = |holds: bool| if holds { vec![visit.audit] } else { Vec::new() };
        let body = json!({
            "drafts": [],
            "queued": list(visit.fate == Fate::Held),
            "incomplete": list(visit.fate == Fate::Half),
            "oldest_at_ms": visit.visit.1,
            "persistent": true,
        });
        let path = format!("/v1/devices/{}/holdings", self.device);
        self.client.call(Method::POST, &path, self.token).json(&body).send().await.map(|_| ())
    }

    /// Declines a visit, or reports that it could not be made.
    pub async fn hinder(&self, visit: &Visit, position: (i64, i64)) -> Result<()> {
        let path = format!("/v1/assignments/{}", visit.assignment);
        let (path, body) = if visit.fate == Fate::Declined {
            (format!("{path}/decline"), json!({"reason": "家中有事，当天无法前往。"}))
        } else {
            let fix = json!({
                "lat_e7": position.0, "lon_e7": position.1, "accuracy_cm": 900, "mocked": false, "at_ms": visit.visit.0,
            });
            let note = "站口围挡，公告称油罐改造，停业一周。";
            let body = json!({"reason": "closed", "note": note, "at_ms": visit.visit.0, "fix": fix, "photos": []});
            (format!("{path}/impossible"), body)
        };
        self.client.call(Method::POST, &path, self.token).key("demo").json(&body).send().await.map(|_| ())
    }

    /// Asks for news and answers every audit that was returned; `answer` changes the submission.
    pub async fn answer_returns(&self, answer: impl Fn(&mut Value)) -> Result<()> {
        let news = self.client.get("/v1/sync", self.token).await?;
        for one in news["returned"].as_array().into_iter().flatten() {
            let mut submission = one["submission"].clone();
            submission["revision"] = one["next_revision"].clone();
            answer(&mut submission);
            let audit = one["audit_id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
            self.submit(audit, &submission).await?;
        }
        Ok(())
    }

    /// Repeats the submission until every photo is settled; tells whether it is.
    pub async fn is_complete(&self, visit: &Visit, draft: &Draft) -> Result<bool> {
        let receipt = self.submit(visit.audit, &draft.submission).await?;
        Ok(receipt["state"] != "awaiting_photos")
    }
}
