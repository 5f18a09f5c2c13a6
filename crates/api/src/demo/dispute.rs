//! What stations of the demo dispute, and what the panels decide. It changes nothing that the story names.

use forecourt_core::day::DAY_MS;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{
    client::{Client, Result},
    office,
    rng::{Rng, id},
    story::story,
};
use crate::times::parse_rfc3339;

/// Appeals of 1000 audits.
const APPEALED: i64 = 80;

/// Everybody who appeals and decides.
pub struct Dispute<'a> {
    /// Client of the server.
    pub client: &'a Client,
    /// Where all chance comes from.
    pub seed: u64,
    /// Business time, epoch ms.
    pub now: i64,
    /// Sessions by user name.
    pub tokens: &'a office::Tokens,
}

impl Dispute<'_> {
    async fn token(&self, name: &str) -> Result<String> {
        office::token(self.client, self.tokens, name).await
    }

    /// In the morning some stations appeal what was published the day before.
    pub async fn appeal(&self) -> Result<()> {
        let hq = self.token("hq").await?;
        for audit in self.client.list("/v1/audits?state=published", &hq).await? {
            let code = audit["station"]["code"].as_str().unwrap_or_default();
            let audit_id = audit["id"].as_str().unwrap_or_default();
            if story().needs_all_of(code) || !Rng::of(self.seed, &format!("appeal/{audit_id}")).chance(APPEALED) {
                continue;
            }
            let manager = self.token(&format!("manager-{code}")).await?;
            let shown = self.client.get(&format!("/v1/audits/{audit_id}"), &manager).await?;
            let mut items = shown["appealable"].as_array().into_iter().flatten().filter_map(|one| one["item"].as_str());
            let Some(item) = items.find(|item| is_free(item)) else { continue };
            let appeal = id(self.seed, &format!("appeal/{audit_id}/filed"));
            let path = format!("/v1/appeals/{appeal}");
            if self.client.get(&path, &manager).await.is_ok() {
                continue;
            }
            let body = json!({"audit_id": audit_id, "item": item, "reason": "当天录像显示该项符合标准，请复核。"});
            self.client.call(Method::PUT, &path, &manager).json(&body).send().await?;
        }
        Ok(())
    }

    /// In the afternoon the panels decide: level 1 after a day, level 2 on the day. Some stations go on to level 2.
    pub async fn decide(&self) -> Result<()> {
        let one = self.token("panel-1").await?;
        for appeal in self.client.list("/v1/appeals?state=level_1", &one).await? {
            let filed = appeal["filed_at"].as_str().and_then(parse_rfc3339);
            if filed.is_some_and(|at| self.now - at >= DAY_MS) {
                self.verdict(&appeal, &one, 550).await?;
            }
        }
        for appeal in self.client.list("/v1/appeals?state=level_1_decided", &one).await? {
            let code = appeal["station"]["code"].as_str().unwrap_or_default();
            if self.chance(&appeal, "goes-on", 400) {
                let manager = self.token(&format!("manager-{code}")).await?;
                let body = json!({"reason": "照片角度不全，请二级复核。", "evidence": []});
                self.verb(&appeal, &manager, "second-level", &body).await?;
            }
        }
        let two = self.token("panel-2").await?;
        for appeal in self.client.list("/v1/appeals?state=level_2", &two).await? {
            self.verdict(&appeal, &two, 400).await?;
        }
        Ok(())
    }

    fn chance(&self, appeal: &Value, what: &str, permille: i64) -> bool {
        let id = appeal["id"].as_str().unwrap_or_default();
        Rng::of(self.seed, &format!("{what}/{id}")).chance(permille)
    }

    async fn verdict(&self, appeal: &Value, token: &str, rejected: i64) -> Result<()> {
        let state = appeal["state"].as_str().unwrap_or_default();
        let body = if self.chance(appeal, state, rejected) {
            json!({"outcome": "rejected", "reason": "照片与检查表的要求不符，维持原判。"})
        } else {
            json!({"outcome": "upheld", "reason": "录像清楚，申诉成立。"})
        };
        self.verb(appeal, token, "decide", &body).await
    }

    async fn verb(&self, appeal: &Value, token: &str, verb: &str, body: &Value) -> Result<()> {
        let path = format!("/v1/appeals/{}", appeal["id"].as_str().unwrap_or_default());
        match self.client.act(&path, verb, token, appeal["version"].as_i64().unwrap_or(0), body).await {
            // Time has decided meanwhile.
            Err(error) if error.is(StatusCode::CONFLICT) => Ok(()),
            other => other.map(drop),
        }
    }
}

/// Whether an item is none that the story rests on.
fn is_free(item: &str) -> bool {
    let story = story();
    item != story.weak_item && !story.night_items.contains(&item) && !item.starts_with("restroom.")
}
