//! Feishu 飞书: 自定义机器人使用指南, https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot.
//!
//! `{"timestamp":…,"sign":…,"msg_type":"text","content":{"text":…}}`, the body at most 20 KB, 5 messages a second and 100 a
//! minute. Signed: sign = base64(HMAC-SHA256(timestamp + "\n" + secret, "")), the timestamp in seconds and as a text, within
//! an hour of its clock. The text to be signed is the key and the message is empty: so does the page's own code.

use super::{Meaning, Robot};
use crate::message::Message;
use crate::plan::Limit;
use crate::webhook::sha256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;
use serde_json::{Map, Value, json};

/// 5 a second and 100 a minute.
pub(super) const LIMITS: &[Limit] = &[Limit { messages: 5, span_ms: 1_000 }, Limit { messages: 100, span_ms: 60_000 }];

/// Bytes of the body: 20 KB, read as 20,000.
const BODY_BYTES: usize = 20_000;

pub(super) fn request(robot: &Robot, message: &Message, now_ms: i64) -> (Url, Vec<u8>) {
    let body = |text: &str| {
        let mut body = Map::new();
        if let Some(secret) = &robot.secret {
            let timestamp_s = now_ms.div_euclid(1000);
            body.insert("timestamp".to_owned(), timestamp_s.to_string().into());
            body.insert("sign".to_owned(), sign(secret, timestamp_s).into());
        }
        body.insert("msg_type".to_owned(), "text".into());
        body.insert("content".to_owned(), json!({"text": text}));
        Value::Object(body).to_string()
    };
    let text = robot.text(message, BODY_BYTES, |text| body(text).len());
    (robot.url.clone(), body(&text).into_bytes())
}

/// The signature at an instant, epoch seconds.
pub(super) fn sign(secret: &str, timestamp_s: i64) -> String {
    STANDARD.encode(sha256(format!("{timestamp_s}\n{secret}").as_bytes(), &[]))
}

pub(super) fn meaning(answer: &Value) -> Option<Meaning> {
    // Older robots answer with StatusCode alone.
    let code = answer.get("code").or_else(|| answer.get("StatusCode"))?;
    Some(match code.as_i64()? {
        0 => Meaning::Delivered,
        // 限流, most often at full and half hours.
        11232 => Meaning::TooFast(60_000),
        // No such robot; signature or clock; network; keyword.
        19001 | 19021 | 19022 | 19024 => Meaning::Setup,
        // The form of the body, or its size.
        9499 | 19002 | 19036 => Meaning::Message,
        _ => Meaning::Again,
    })
}
