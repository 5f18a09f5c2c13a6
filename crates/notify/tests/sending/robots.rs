//! Robots of group chats: what they are sent, and what their answers mean.

use crate::http_server::{Answer, Receiver};
use crate::{NOW_MS, client, issued, order, parcel};
use forecourt_core::text::Lang;
use forecourt_notify::{Digest, DigestKind, Event, Kind, Message, Outcome, Parcel, ReasonCode, Robot, Secret, Vendor};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use uuid::Uuid;

const PATIENT: Duration = Duration::from_secs(20);

fn robot(vendor: Vendor, url: &str, secret: Option<&str>) -> Robot {
    Robot { vendor, url: url.parse().expect("an address"), secret: secret.map(str::to_owned), keyword: None }
}

fn message() -> Message {
    Message::new(&parcel(), Lang::Zh)
}

fn body(robot: &Robot, message: &Message) -> Value {
    serde_json::from_slice(&robot.request(message, NOW_MS).1).expect("a JSON body")
}

fn text(message: &Message) -> String {
    format!("{}\n{}", message.subject, message.text())
}

#[test]
fn signatures_are_what_the_oracle_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/signatures.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("the vectors")).expect("JSON");
    let cases = file["cases"].as_array().expect("cases");
    assert!(cases.len() >= 10);
    let mut schemes = std::collections::BTreeSet::new();
    for case in cases {
        let (input, expected) = (&case["input"], case["expected"].as_str().expect("a text"));
        let text = |name: &str| input[name].as_str().expect("a text");
        let number = |name: &str| input[name].as_i64().expect("a number");
        let found = match text("scheme") {
            "webhook" => {
                let secret = Secret::parse(text("secret")).expect("a secret");
                secret.sign(text("id"), number("timestamp_s"), text("body").as_bytes())
            }
            "dingtalk" => {
                let robot = robot(
                    Vendor::DingTalk,
                    "https://oapi.dingtalk.com/robot/send?access_token=x",
                    Some(text("secret")),
                );
                let (url, _) = robot.request(&message(), number("timestamp_ms"));
                let start = format!("access_token=x&timestamp={}&sign=", number("timestamp_ms"));
                url.query().and_then(|query| query.strip_prefix(&start)).expect("a signed address").to_owned()
            }
            "feishu" => {
                let robot =
                    robot(Vendor::Feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/x", Some(text("secret")));
                let (url, sent) = robot.request(&message(), number("timestamp_s") * 1000 + 999);
                let sent: Value = serde_json::from_slice(&sent).expect("JSON");
                assert_eq!(sent["timestamp"], number("timestamp_s").to_string());
                assert_eq!(url.query(), None);
                sent["sign"].as_str().expect("a signature").to_owned()
            }
            other => panic!("{other}"),
        };
        assert_eq!(found, expected, "{}: {}", case["name"], case["why"]);
        schemes.insert(text("scheme").to_owned());
    }
    assert_eq!(schemes.len(), 3);
}

#[test]
fn bodies_are_of_the_documented_form() {
    let message = message();
    let said = text(&message);
    let wecom = robot(Vendor::WeCom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k", None);
    assert_eq!(body(&wecom, &message), json!({"msgtype": "text", "text": {"content": said}}));
    assert_eq!(wecom.request(&message, NOW_MS).0, wecom.url);
    let dingtalk = robot(Vendor::DingTalk, "https://oapi.dingtalk.com/robot/send?access_token=x", None);
    assert_eq!(
        body(&dingtalk, &message),
        json!({"msgtype": "text", "text": {"content": said}, "at": {"atMobiles": [], "isAtAll": false}})
    );
    assert_eq!(dingtalk.request(&message, NOW_MS).0, dingtalk.url, "without a secret nothing is signed");
    let feishu = robot(Vendor::Feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/x", None);
    assert_eq!(body(&feishu, &message), json!({"msg_type": "text", "content": {"text": said}}));
}

#[test]
fn long_digests_keep_to_the_size_of_each_vendor() {
    let events = |count: u128| (1..=count).map(issued).collect();
    for (vendor, bytes) in [(Vendor::WeCom, 2048), (Vendor::DingTalk, 5000), (Vendor::Feishu, 20_000)] {
        let robot = Robot { keyword: Some("整改".to_owned()), ..robot(vendor, "https://robot.example/x", Some("s")) };
        for count in [1, 10, 40, 400] {
            let digest = Digest::new(DigestKind::Many, Uuid::nil(), NOW_MS, events(count));
            let message = Message::new(&Parcel::Several(digest), Lang::Zh);
            let (_, sent) = robot.request(&message, NOW_MS);
            let sent_text = {
                let body: Value = serde_json::from_slice(&sent).expect("JSON");
                let found = body.pointer("/text/content").or(body.pointer("/content/text")).expect("a text");
                found.as_str().expect("a text").to_owned()
            };
            let measured = if vendor == Vendor::WeCom { sent_text.len() } else { sent.len() };
            assert!(measured <= bytes, "{vendor}: {measured} bytes for {count}");
            assert!(sent_text.starts_with("整改 "), "{sent_text}");
            if count >= 40 && vendor != Vendor::Feishu {
                assert!(measured > bytes * 9 / 10, "{vendor}: only {measured} bytes for {count}");
            }
        }
    }
}

#[test]
fn a_name_calls_nobody() {
    for vendor in Vendor::ALL {
        let payload = order(json!({"station": "<@all><at user_id=\"all\">站</at>"}));
        let event = Event::new(Uuid::nil(), Kind::OrderIssued, NOW_MS, payload).unwrap();
        let message = Message::new(&Parcel::One(event), Lang::Zh);
        let sent = robot(*vendor, "https://robot.example/x", None).request(&message, NOW_MS).1;
        let sent = String::from_utf8(sent).unwrap();
        assert!(!sent.contains('<') && sent.contains("\u{ff1c}@all>"), "{vendor}: {sent}");
    }
}

async fn answered(vendor: Vendor, answer: Answer) -> Outcome {
    let receiver = Receiver::start(answer);
    let robot = robot(vendor, receiver.url("/robot?key=hidden").as_str(), Some("s"));
    let outcome = robot.send(&client(PATIENT), &message(), NOW_MS).await;
    assert!(!format!("{outcome:?}").contains("hidden"), "the key of a robot is in a log: {outcome:?}");
    outcome
}

fn says(body: Value) -> Answer {
    Answer::of("200 OK", &["content-type: application/json"], &body.to_string())
}

#[tokio::test]
async fn robots_take_what_they_are_sent() {
    for (vendor, body) in [
        (Vendor::WeCom, json!({"errcode": 0, "errmsg": "ok"})),
        (Vendor::DingTalk, json!({"errcode": 0, "errmsg": "ok"})),
        (Vendor::Feishu, json!({"code": 0, "msg": "success", "data": {}})),
        (Vendor::Feishu, json!({"Extra": null, "StatusCode": 0, "StatusMessage": "success"})),
    ] {
        assert_eq!(answered(vendor, says(body)).await, Outcome::Delivered, "{vendor}");
    }
}

#[tokio::test]
async fn too_many_messages_are_a_pause() {
    for (vendor, body, pause_ms) in [
        (Vendor::WeCom, json!({"errcode": 45009, "errmsg": "api freq out of limit"}), 60_000),
        (Vendor::DingTalk, json!({"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}), 600_000),
        (Vendor::Feishu, json!({"code": 11232, "msg": "frequency limited"}), 60_000),
    ] {
        let outcome = answered(vendor, says(body)).await;
        let Outcome::TryAgain { reason, after_ms } = outcome else { panic!("{vendor}: {outcome:?}") };
        assert_eq!((reason.code, after_ms), (ReasonCode::TooFast, Some(pause_ms)), "{vendor}");
    }
}

#[tokio::test]
async fn errors_within_a_200_are_told_apart() {
    let sign = "sign match fail or timestamp is not within one hour from current time";
    for (vendor, body, code, destination) in [
        (Vendor::WeCom, json!({"errcode": 93000, "errmsg": "invalid webhook url"}), ReasonCode::SetupRefused, true),
        (
            Vendor::WeCom,
            json!({"errcode": 40058, "errmsg": "text.content exceed max length 2048"}),
            ReasonCode::MessageRefused,
            false,
        ),
        (Vendor::DingTalk, json!({"errcode": 310000, "errmsg": "sign not match"}), ReasonCode::SetupRefused, true),
        (Vendor::DingTalk, json!({"errcode": 460101, "errmsg": "message too long"}), ReasonCode::MessageRefused, false),
        (Vendor::Feishu, json!({"code": 19021, "data": {}, "msg": sign}), ReasonCode::SetupRefused, true),
        (Vendor::Feishu, json!({"code": 19024, "msg": "Key Words Not Found"}), ReasonCode::SetupRefused, true),
        (Vendor::Feishu, json!({"code": 9499, "msg": "Bad Request", "data": {}}), ReasonCode::MessageRefused, false),
    ] {
        let outcome = answered(vendor, says(body.clone())).await;
        let Outcome::Never { reason, destination: found } = outcome else { panic!("{body}: {outcome:?}") };
        assert_eq!((reason.code, found), (code, destination), "{body}");
        assert!(!reason.detail.is_empty());
    }
}

#[tokio::test]
async fn everything_else_is_tried_again() {
    let html = || Answer::of("200 OK", &[], "<html>gateway</html>");
    let huge = || Answer::of("200 OK", &[], &format!("{{\"errcode\":0,\"code\":0,\"x\":\"{}\"}}", "y".repeat(100_000)));
    for vendor in Vendor::ALL {
        for (answer, code) in [
            (says(json!({"errcode": -1, "code": -1, "errmsg": "system busy"})), ReasonCode::Status),
            (says(json!({"errcode": "0", "code": "0"})), ReasonCode::BadAnswer),
            (says(json!([])), ReasonCode::BadAnswer),
            (html(), ReasonCode::BadAnswer),
            (huge(), ReasonCode::BadAnswer),
            (Answer::of("502 Bad Gateway", &[], ""), ReasonCode::Status),
            (Answer::of("302 Found", &["location: https://login.example/"], ""), ReasonCode::Redirect),
            (Answer::Hangs, ReasonCode::Unreachable),
        ] {
            let outcome = answered(*vendor, answer).await;
            let Outcome::TryAgain { reason, .. } = outcome else { panic!("{vendor}: {outcome:?}") };
            assert_eq!(reason.code, code, "{vendor}: {}", reason.detail);
        }
    }
}

#[test]
fn each_vendor_has_the_limits_of_its_documents() {
    let limits = |vendor: Vendor| -> Vec<(u32, i64)> {
        vendor.limits().iter().map(|limit| (limit.messages, limit.span_ms)).collect()
    };
    assert_eq!(limits(Vendor::WeCom), [(20, 60_000)]);
    assert_eq!(limits(Vendor::DingTalk), [(20, 60_000)]);
    assert_eq!(limits(Vendor::Feishu), [(5, 1000), (100, 60_000)]);
}
