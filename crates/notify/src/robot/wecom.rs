//! WeCom 企业微信: 群机器人配置说明, https://developer.work.weixin.qq.com/document/path/91770 (also path/99110); codes from
//! 全局错误码, https://developer.work.weixin.qq.com/document/path/90455.
//!
//! `{"msgtype":"text","text":{"content":…}}`, content at most 2048 bytes of UTF-8, 20 messages a minute. There is no
//! signature: the key in the address is the secret.

use super::{Meaning, Robot};
use crate::message::Message;
use crate::plan::Limit;
use reqwest::Url;
use serde_json::{Value, json};

/// 20 a minute.
pub(super) const LIMITS: &[Limit] = &[Limit { messages: 20, span_ms: 60_000 }];

/// Bytes of the content.
const CONTENT_BYTES: usize = 2048;

pub(super) fn request(robot: &Robot, message: &Message) -> (Url, Vec<u8>) {
    let content = robot.text(message, CONTENT_BYTES, str::len);
    let body = json!({"msgtype": "text", "text": {"content": content}});
    (robot.url.clone(), body.to_string().into_bytes())
}

pub(super) fn meaning(answer: &Value) -> Option<Meaning> {
    Some(match answer.get("errcode")?.as_i64()? {
        0 => Meaning::Delivered,
        // 接口调用超过限制.
        45009 => Meaning::TooFast(60_000),
        // The address is wrong, or the robot was removed from its group or stopped.
        93000 | 93004 | 93008 => Meaning::Setup,
        // Wrong msgtype, wrong parameters (too long among them), empty.
        40008 | 40058 | 44004 | 45002 => Meaning::Message,
        _ => Meaning::Again,
    })
}
