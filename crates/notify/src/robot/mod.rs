//! Robots of group chats: WeCom 企业微信, DingTalk 钉钉 and Feishu 飞书. Each takes JSON at an address that holds a key, and
//! answers 200 whatever happened; what happened stands in its answer.
//!
//! Only their plain text is used: it has no markup that a station's name could break, and nobody can be called by name.

mod dingtalk;
mod feishu;
mod wecom;

use crate::kind::words;
use crate::message::Message;
use crate::net::{Answer, Http};
use crate::outcome::{Outcome, Reason, ReasonCode};
use crate::plan::Limit;
use reqwest::Url;
use serde::{Deserialize, Serialize};
use serde_json::Value;

words! {
    /// Whose robot it is.
    Vendor {
        WeCom = "wecom",
        DingTalk = "dingtalk",
        Feishu = "feishu",
    }
}

impl Vendor {
    /// How many messages it takes.
    pub const fn limits(self) -> &'static [Limit] {
        match self {
            Self::WeCom => wecom::LIMITS,
            Self::DingTalk => dingtalk::LIMITS,
            Self::Feishu => feishu::LIMITS,
        }
    }
}

/// The robot of one group. Its address holds its key, so it shows itself to nobody.
#[derive(Clone)]
pub struct Robot {
    pub vendor: Vendor,
    pub url: Url,
    /// The secret of signed robots (加签, 签名校验); WeCom has none.
    pub secret: Option<String>,
    /// A word that every message has to hold, when the robot was set up so (自定义关键词).
    pub keyword: Option<String>,
}

impl Robot {
    /// The address and the body of a message at an instant, epoch ms.
    pub fn request(&self, message: &Message, now_ms: i64) -> (Url, Vec<u8>) {
        match self.vendor {
            Vendor::WeCom => wecom::request(self, message),
            Vendor::DingTalk => dingtalk::request(self, message, now_ms),
            Vendor::Feishu => feishu::request(self, message, now_ms),
        }
    }

    /// Posts a message, once.
    pub async fn send(&self, http: &Http, message: &Message, now_ms: i64) -> Outcome {
        let (url, body) = self.request(message, now_ms);
        match http.post(&url, &[], body, now_ms).await {
            Ok(answer) => verdict(self.vendor, &answer),
            Err(failure) => failure.into(),
        }
    }

    /// The text of a message, at most so many bytes by a measure; with the keyword in front when it lacks it.
    ///
    /// `<` becomes a full-width one: `<@all>` and `<at …>` within a name would call everybody.
    fn text(&self, message: &Message, limit: usize, measure: impl Fn(&str) -> usize) -> String {
        let prefix = match &self.keyword {
            Some(word) if !message.subject.contains(word.as_str()) => format!("{word} "),
            _ => String::new(),
        };
        let harmless = |text: &str| format!("{prefix}{text}").replace('<', "\u{ff1c}");
        harmless(&message.within(limit, |text| measure(&harmless(text))))
    }
}

/// What a code in an answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Delivered,
    /// Too many messages; how long to wait, ms.
    TooFast(i64),
    /// The robot, its key, its signature, its keyword or our network: nothing will be taken until somebody corrects it.
    Setup,
    /// This message, however often it is sent.
    Message,
    /// Anything else may pass: it is tried again until the schedule ends.
    Again,
}

/// What an answer means: the status first, then the code within.
fn verdict(vendor: Vendor, answer: &Answer) -> Outcome {
    let said = String::from_utf8_lossy(&answer.body);
    let waits = |code, detail: &str| match answer.retry_after_ms {
        Some(after_ms) => Outcome::again_after(code, detail, after_ms),
        None => Outcome::again(code, detail),
    };
    match answer.status {
        200..=299 => {}
        300..=399 => return waits(ReasonCode::Redirect, &answer.status.to_string()),
        429 => return waits(ReasonCode::TooFast, &answer.status.to_string()),
        status => return waits(ReasonCode::Status, &format!("{status} {said}")),
    }
    let read = if answer.cut { None } else { serde_json::from_slice::<Value>(&answer.body).ok() };
    let found = read.as_ref().and_then(|read| match vendor {
        Vendor::WeCom => wecom::meaning(read),
        Vendor::DingTalk => dingtalk::meaning(read),
        Vendor::Feishu => feishu::meaning(read),
    });
    match found {
        None => waits(ReasonCode::BadAnswer, &said),
        Some(Meaning::Delivered) => Outcome::Delivered,
        Some(Meaning::TooFast(wait_ms)) => {
            let after_ms = Some(answer.retry_after_ms.map_or(wait_ms, |asked| asked.max(wait_ms)));
            Outcome::TryAgain { reason: Reason::new(ReasonCode::TooFast, said), after_ms }
        }
        Some(Meaning::Setup) => Outcome::never_there(ReasonCode::SetupRefused, said),
        Some(Meaning::Message) => Outcome::never(ReasonCode::MessageRefused, said),
        Some(Meaning::Again) => waits(ReasonCode::Status, &said),
    }
}
