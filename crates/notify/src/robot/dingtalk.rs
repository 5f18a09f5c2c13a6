//! DingTalk 钉钉: 自定义机器人接入, https://open.dingtalk.com/document/robots/custom-robot-access, and 安全设置,
//! https://open.dingtalk.com/document/robots/customize-robot-security-settings.
//!
//! `{"msgtype":"text","text":{"content":…},"at":{…}}`, 20 messages a minute, otherwise closed for ten minutes. Signed:
//! `&timestamp=<ms>&sign=<…>` in the address, where sign = base64(HMAC-SHA256(secret, timestamp + "\n" + secret)), within an
//! hour of its clock.

use super::{Meaning, Robot};
use crate::message::Message;
use crate::plan::Limit;
use crate::webhook::sha256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;
use serde_json::{Value, json};

/// 20 a minute.
pub(super) const LIMITS: &[Limit] = &[Limit { messages: 20, span_ms: 60_000 }];

/// Whoever sends more is closed out for so long.
const CLOSED_MS: i64 = 10 * 60_000;

/// Bytes of the body. The page on robots names none; the general code 34016 (消息内容长度超过限制) speaks of 5000 letters of
/// content, which these bytes never exceed.
const BODY_BYTES: usize = 5000;

pub(super) fn request(robot: &Robot, message: &Message, now_ms: i64) -> (Url, Vec<u8>) {
    let body = |content: &str| {
        let body = json!({
            "msgtype": "text",
            "text": {"content": content},
            "at": {"atMobiles": [], "isAtAll": false},
        });
        body.to_string()
    };
    let content = robot.text(message, BODY_BYTES, |text| body(text).len());
    let mut url = robot.url.clone();
    if let Some(secret) = &robot.secret {
        // The query encodes the signature once, as the page asks.
        url.query_pairs_mut().append_pair("timestamp", &now_ms.to_string()).append_pair("sign", &sign(secret, now_ms));
    }
    (url, body(&content).into_bytes())
}

/// The signature at an instant, epoch ms, not yet encoded for an address.
pub(super) fn sign(secret: &str, now_ms: i64) -> String {
    STANDARD.encode(sha256(secret.as_bytes(), &[now_ms.to_string().as_bytes(), b"\n", secret.as_bytes()]))
}

pub(super) fn meaning(answer: &Value) -> Option<Meaning> {
    Some(match answer.get("errcode")?.as_i64()? {
        0 => Meaning::Delivered,
        // "send too fast, exceed 20 times per minute", and the same from the gate before it.
        130101 | 410100 | 90030 => Meaning::TooFast(CLOSED_MS),
        // Keyword, signature or network do not fit; no such token; robot stopped or gone; group dissolved.
        310000 | 300001 | 400101 | 400102 | 400106 | 400013 => Meaning::Setup,
        // Unknown type, missing content, too long, words or links that are not allowed.
        40035 | 400105 | 460101 | 430101..=430104 => Meaning::Message,
        _ => Meaning::Again,
    })
}
