//! What somebody wants a destination to be, checked.

use forecourt_core::{
    text::Lang,
    violation::{Code, Violation},
};
use forecourt_notify::{Kind as EventKind, Sender, Vendor};
use forecourt_store::entity::destination;
use reqwest::Url;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    fields,
    problem::{Problem, Result},
    telling::{WEBHOOK, destination_of},
};

/// A new webhook or robot.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// `webhook`, `wecom`, `dingtalk` or `feishu`.
    pub kind: String,
    /// Name for people.
    #[validate(custom(function = fields::name))]
    pub name: String,
    /// Where it is sent to, https.
    #[validate(length(max = 2000))]
    pub address: String,
    /// The secret of a signed robot of DingTalk or Feishu. That of a webhook is made here.
    #[validate(length(min = 1, max = 200))]
    pub secret: Option<String>,
    /// The word that the robot asks for (自定义关键词).
    #[validate(custom(function = fields::name))]
    pub keyword: Option<String>,
    /// Language of the messages: `zh` (default) or `en`.
    #[validate(custom(function = fields::lang))]
    pub lang: Option<String>,
    /// Stations of this unit and below; absent: the whole network, for whoever covers it.
    pub org_unit_id: Option<Uuid>,
    /// Kinds of events; absent or empty: all.
    #[serde(default)]
    #[validate(length(max = 50, code = "too_many"))]
    pub kinds: Vec<String>,
}

/// Changes; what is absent stays.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookChange {
    /// Name for people.
    #[validate(custom(function = fields::name))]
    pub name: Option<String>,
    /// Where it is sent to, https.
    #[validate(length(max = 2000))]
    pub address: Option<String>,
    /// The secret of a signed robot.
    #[validate(length(min = 1, max = 200))]
    pub secret: Option<String>,
    /// The word that the robot asks for.
    #[validate(custom(function = fields::name))]
    pub keyword: Option<String>,
    /// `zh` or `en`.
    #[validate(custom(function = fields::lang))]
    pub lang: Option<String>,
    /// Kinds of events; empty: all.
    #[validate(length(max = 50, code = "too_many"))]
    pub kinds: Option<Vec<String>>,
    /// Whether it takes new events.
    pub active: Option<bool>,
}

// Both hold secrets: their Debug shows none.
impl std::fmt::Debug for NewWebhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewWebhook").field("kind", &self.kind).field("name", &self.name).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for WebhookChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebhookChange").field("name", &self.name).finish_non_exhaustive()
    }
}

impl NewWebhook {
    /// The row of a new destination; `drawn`: the secret of a webhook.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn row(self, sender: &Sender, drawn: Option<String>, by: Uuid, now_ms: i64) -> Result<destination::Model> {
        let webhook = self.kind == WEBHOOK;
        let mut faults = Vec::new();
        if !webhook && Vendor::parse(&self.kind).is_none() {
            faults.push(Violation::new("/kind", Code::BadValue));
        }
        let row = destination::Model {
            id: Uuid::new_v4(),
            kind: self.kind,
            name: self.name,
            url: self.address.trim().to_owned(),
            secret: drawn.or(self.secret.clone()),
            old_secret: None,
            old_until: None,
            keyword: self.keyword,
            lang: self.lang.unwrap_or_else(|| "zh".into()),
            org_unit_id: self.org_unit_id,
            kinds: json!(self.kinds),
            active: true,
            created_by: by,
            created_at: now_ms,
            updated_at: now_ms,
            version: 1,
        };
        check(&row, self.secret.is_some(), sender, faults)?;
        Ok(row)
    }
}

impl WebhookChange {
    /// The destination as it is to be, one version on.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn applied(self, sender: &Sender, row: destination::Model, now_ms: i64) -> Result<destination::Model> {
        let given = self.secret.is_some();
        let next = destination::Model {
            name: self.name.unwrap_or(row.name),
            url: self.address.map_or(row.url, |address| address.trim().to_owned()),
            secret: if row.kind == WEBHOOK { row.secret } else { self.secret.or(row.secret) },
            keyword: self.keyword.or(row.keyword),
            lang: self.lang.unwrap_or(row.lang),
            kinds: self.kinds.map_or(row.kinds, |kinds| json!(kinds)),
            active: self.active.unwrap_or(row.active),
            updated_at: now_ms,
            version: row.version.saturating_add(1),
            ..row
        };
        check(&next, given, sender, Vec::new())?;
        Ok(next)
    }
}

fn check(row: &destination::Model, secret_given: bool, sender: &Sender, mut faults: Vec<Violation>) -> Result<()> {
    let mut why = None;
    // A webhook's secret is ours; WeCom's robots have none.
    if secret_given && [WEBHOOK, Vendor::WeCom.as_str()].contains(&row.kind.as_str()) {
        faults.push(Violation::new("/secret", Code::BadValue));
    }
    if row.keyword.is_some() && row.kind == WEBHOOK {
        faults.push(Violation::new("/keyword", Code::BadValue));
    }
    for (index, word) in row.kinds.as_array().into_iter().flatten().enumerate() {
        if word.as_str().and_then(EventKind::parse).is_none_or(EventKind::is_inside) {
            faults.push(Violation::new(format!("/kinds/{index}"), Code::BadValue));
        }
    }
    if Url::parse(&row.url).is_err() {
        faults.push(Violation::new("/address", Code::BadValue));
    } else if let Some(destination) = destination_of(row, 0) {
        why = sender.check(&destination).err().map(|reason| reason.code);
        faults.extend(why.map(|_| Violation::new("/address", Code::BadValue)));
    }
    if faults.is_empty() {
        return Ok(());
    }
    let problem = Problem::invalid(faults);
    Err(match why {
        Some(code) => problem.detail(code.text(Lang::Zh), code.text(Lang::En)),
        None => problem,
    })
}
