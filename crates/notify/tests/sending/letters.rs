//! What messages say, and what events are refused.

use crate::{NOW_MS, issued, order};
use forecourt_core::text::Lang;
use forecourt_notify::plan::{Channel, Choice, Choices, Next, QuietHours, Waiting, next};
use forecourt_notify::{Digest, DigestKind, Event, Kind, Message, Parcel, ReasonCode, Shape, Vendor, digest_id};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use uuid::Uuid;

fn said(event: Event, lang: Lang) -> (String, String) {
    let message = Message::new(&Parcel::One(event), lang);
    (message.subject.clone(), message.text())
}

fn event(kind: Kind, payload: Value) -> Event {
    let payload = payload.as_object().expect("an object").clone();
    Event::new(Uuid::from_u128(1), kind, NOW_MS, payload).unwrap_or_else(|faults| panic!("{kind}: {faults:?}"))
}

/// A payload of a kind with a value for every field; with the optional ones or without.
fn sample(kind: Kind, whole: bool) -> Event {
    let value = |name: &str, shape: Shape| match shape {
        Shape::Text => json!(format!("<{name}>")),
        Shape::Both => json!({"zh": format!("〈{name}〉"), "en": format!("[{name}]")}),
        Shape::Instant => json!(NOW_MS),
        Shape::Day => json!("2026-11-25"),
        Shape::Count => json!(3),
        Shape::Rate | Shape::Score => json!(9876),
        Shape::Change => json!(-250),
        Shape::Flag => json!(true),
        Shape::Word(words) => json!(words[0]),
        Shape::People => {
            json!([{"name": "王强", "role": {"zh": "值班经理", "en": "duty manager"}, "phone": "13800001111"}])
        }
    };
    let rules = kind.fields().iter().filter(|rule| whole || rule.needed);
    let payload: Map<String, Value> = rules.map(|rule| (rule.name.to_owned(), value(rule.name, rule.shape))).collect();
    event(kind, Value::Object(payload))
}

#[test]
fn an_order_is_told_in_both_languages() {
    assert_eq!(
        said(issued(1), Lang::Zh),
        (
            "整改单已下达：江北红旗河沟站".to_owned(),
            "江北红旗河沟站 有一张新的整改单（T3 3个工作日）。\n问题：3号加油机漏油\n限期：2026-11-26 18:00".to_owned()
        )
    );
    let (subject, text) = said(issued(1), Lang::En);
    assert_eq!(subject, "Rectification order: 江北红旗河沟站");
    assert!(text.ends_with("(T3 3 working days).\nProblem: Spill at pump 3\nDue: 2026-11-26 18:00"), "{text}");
    let waits = Event::new(Uuid::nil(), Kind::OrderIssued, NOW_MS, order(json!({"due": null}))).unwrap();
    assert!(said(waits, Lang::Zh).1.ends_with("限期：待日历公布"));
}

#[test]
fn a_t0_without_acknowledgement_says_whom_to_call() {
    let person = |name: &str, phone: &str| json!({"name": name, "role": {"zh": "值班", "en": "duty"}, "phone": phone});
    let call = event(
        Kind::T0NotAcknowledged,
        json!({
            "order": "1", "station": "渝北新溉路站", "item": {"zh": "卸油口泄漏", "en": "Leak at the fill point"},
            "acknowledge_by": NOW_MS, "calls": [person("王强", "13800001111"), person("李敏", "13900002222")],
        }),
    );
    assert!(call.is_urgent());
    // In a digest too, on its one line.
    let digest = Digest::new(DigestKind::Downtime, Uuid::nil(), NOW_MS, vec![call.clone(), issued(2)]);
    let lines = Message::new(&Parcel::Several(digest), Lang::En).lines;
    assert!(lines.len() == 2 && lines[0].ends_with("王强 (duty) 13800001111 / 李敏 (duty) 13900002222"), "{lines:?}");
    let (_, text) = said(call, Lang::Zh);
    assert!(
        text.contains("2026-11-26 12:00") && text.ends_with("王强（值班） 13800001111\n李敏（值班） 13900002222"),
        "{text}"
    );
}

#[test]
fn every_kind_says_all_its_fields_in_both_languages() {
    for kind in Kind::ALL {
        for whole in [true, false] {
            for lang in [Lang::Zh, Lang::En] {
                let (subject, text) = said(sample(*kind, whole), lang);
                let all = format!("{subject}\n{text}");
                assert!(!all.contains('{') && !all.contains('}'), "{kind}: {all}");
                assert!(!all.contains(".none") && !all.contains(".true"), "{kind} lacks a word: {all}");
                assert!(!subject.contains('\n'), "{kind}: {subject}");
            }
        }
        // What is in an event is told, but for ids.
        let (subject, text) = said(sample(*kind, true), Lang::Zh);
        let all = format!("{subject}\n{text}");
        let shown = |rule: &&forecourt_notify::FieldRule| match rule.shape {
            Shape::Text => all.contains(&format!("<{}>", rule.name)),
            Shape::Both => all.contains(&format!("〈{}〉", rule.name)),
            Shape::Rate => all.contains("98.76%"),
            Shape::Score => all.contains("98.76"),
            Shape::Change => all.contains("-2.50"),
            _ => true,
        };
        let ids = ["order", "appeal", "audit"];
        let untold: Vec<_> = kind.fields().iter().filter(|rule| !ids.contains(&rule.name) && !shown(rule)).collect();
        assert!(untold.is_empty(), "{kind} does not tell {untold:?}");
    }
}

#[test]
fn every_fault_of_a_payload_is_named_at_once() {
    let payload = json!({
        "station": " ", "item": {"zh": "a", "fr": "b"}, "class": "T9", "due": "soon", "shopper": "somebody",
        "link": "x".repeat(501),
    });
    let faults = Event::new(Uuid::nil(), Kind::OrderIssued, NOW_MS, payload.as_object().unwrap().clone()).unwrap_err();
    let mut found: Vec<String> =
        faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code.as_str())).collect();
    found.sort();
    let wanted = [
        "/class bad_value",
        "/due wrong_type",
        "/item/en missing",
        "/item/fr unknown_field",
        "/link too_long",
        "/order missing",
        "/shopper unknown_field",
        "/station missing",
    ];
    assert_eq!(found, wanted);
    let call = json!({"order": "1", "station": "s", "item": {"zh": "a", "en": "b"}, "acknowledge_by": -1, "calls": [{"name": "x"}]});
    let faults = Event::new(Uuid::nil(), Kind::T0NotAcknowledged, 0, call.as_object().unwrap().clone()).unwrap_err();
    let mut found: Vec<String> =
        faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code.as_str())).collect();
    found.sort();
    assert_eq!(found, ["/acknowledge_by out_of_range", "/calls/0/phone missing", "/calls/0/role missing"]);
}

#[test]
fn no_field_can_name_a_shopper() {
    for rule in Kind::ALL.iter().flat_map(|kind| kind.fields()) {
        for word in ["shopper", "reviewer", "visit", "device", "person", "round_id", "assignment"] {
            assert!(!rule.name.contains(word), "{}", rule.name);
        }
    }
}

#[test]
fn names_break_no_line_and_turn_no_writing() {
    let payload = order(json!({"station": "站\r\nBcc: all@example.cn\u{202e}名\u{2028}x"}));
    let (subject, _) = said(Event::new(Uuid::nil(), Kind::OrderIssued, NOW_MS, payload).unwrap(), Lang::Zh);
    assert_eq!(subject, "整改单已下达：站  Bcc: all@example.cn名 x");
    let long = order(json!({"station": "长".repeat(300)}));
    let (subject, _) = said(Event::new(Uuid::nil(), Kind::OrderIssued, NOW_MS, long).unwrap(), Lang::Zh);
    assert_eq!(subject.chars().filter(|letter| *letter == '长').count(), 200);
    assert!(subject.ends_with('…'));
}

#[test]
fn what_is_urgent_is_always_told() {
    let with =
        |class: &str| Event::new(Uuid::nil(), Kind::OrderIssued, NOW_MS, order(json!({"class": class}))).unwrap();
    let choices = |choice| Choices([(Kind::OrderIssued, choice)].into());
    for choice in [Choice::On, Choice::Off, Choice::Digest] {
        assert_eq!(choices(choice).of(&with("T3")), choice);
        assert_eq!(choices(choice).of(&with("T0")), Choice::On);
    }
    assert_eq!(Choices::default().of(&with("T3")), Choice::On);
    // A T0 that is closed asks nobody to act.
    let closed = order(json!({"class": "T0", "due": null, "closed": NOW_MS, "on_time": false}));
    assert!(!Event::new(Uuid::nil(), Kind::Closed, NOW_MS, closed).unwrap().is_urgent());
    let written = serde_json::to_string(&choices(Choice::Digest)).unwrap();
    assert_eq!(written, r#"{"order.issued":"digest"}"#);
    assert_eq!(serde_json::from_str::<Choices>(&written).unwrap(), choices(Choice::Digest));
}

#[test]
fn a_choice_becomes_a_place_in_the_queue() {
    let event = issued(1);
    assert_eq!(Waiting::of(&event, Choice::Off, false), None);
    let daily = Waiting::of(&event, Choice::Digest, true).unwrap();
    assert_eq!((daily.id, daily.at_ms, daily.daily, daily.late, daily.urgent), (event.id(), NOW_MS, true, true, false));
    let urgent = Event::new(Uuid::nil(), Kind::Reminder, NOW_MS, reminder("T0")).unwrap();
    assert!(Waiting::of(&urgent, Choices::default().of(&urgent), false).unwrap().urgent);
    // At noon: alone by each channel, within the vendor's limits.
    let at = [
        next(&Channel::mail(QuietHours::NIGHT), &[Waiting { daily: false, late: false, ..daily }], &[], 0, NOW_MS),
        next(&Channel::robot(Vendor::WeCom, QuietHours::NIGHT), &[Waiting { daily: false, ..daily }], &[], 0, NOW_MS),
        next(&Channel::webhook(), &[Waiting { daily: false, ..daily }], &[], 0, NOW_MS),
    ];
    assert!(at.iter().all(|next| *next == Next::Send { ids: vec![event.id()], digest: None }), "{at:?}");
    assert_eq!(Channel::robot(Vendor::Feishu, QuietHours::NIGHT).limits, Vendor::Feishu.limits());
}

fn reminder(class: &str) -> Map<String, Value> {
    order(json!({"class": class, "rung": {"zh": "整改时间已过半", "en": "Half of the time is over"}}))
}

#[test]
fn every_rung_of_the_policy_is_told_as_what_it_is() {
    let policy = forecourt_core::order::builtin(1).expect("the policy is built in");
    let mut told: Vec<String> = Vec::new();
    for rung in &policy.ladder {
        let classes: Vec<&str> = rung.classes.iter().map(|class| class.as_str()).collect();
        told.push(format!("{} {}: {}", rung.id, classes.join(","), Kind::of_rung(rung)));
    }
    told.sort();
    let mut wanted = [
        "not_acknowledged T0: t0.not_acknowledged",
        "not_acknowledged T1: order.not_acknowledged",
        "not_acknowledged T3,T7: order.not_acknowledged",
        "not_contained T0: order.escalated",
        "on_site_check_late T0,T1,T3,T7,T30: order.escalated",
        "overdue T0: order.overdue",
        "overdue T1,T3,T7: order.overdue",
        "overdue T30: order.overdue",
        "plan_missing T30: order.escalated",
        "rejected_again T0,T1,T3,T7,T30: order.escalated",
        "still_open_city T1: order.escalated",
        "still_open_city T3,T7: order.escalated",
        "still_open_province T1: order.escalated",
        "still_open_province T30: order.escalated",
        "still_open_province T3,T7: order.escalated",
        "time_50 T30: order.reminder",
        "time_50 T3,T7: order.reminder",
        "time_80 T0,T1: order.reminder",
        "time_80 T30: order.reminder",
        "time_80 T3,T7: order.reminder",
        "verifier_late T0,T1,T3,T7,T30: order.escalated",
    ];
    wanted.sort_unstable();
    assert_eq!(told, wanted);
}

#[test]
fn reasons_and_kinds_have_names_in_both_languages() {
    for code in ReasonCode::ALL {
        assert!(!code.text(Lang::Zh).is_ascii() && code.text(Lang::En).is_ascii(), "{code}");
        assert!(!code.text(Lang::En).starts_with("reason."), "{code}");
    }
    for kind in Kind::ALL {
        assert!(!kind.name(Lang::Zh).is_ascii() && kind.name(Lang::En).is_ascii(), "{kind}");
        assert_eq!(Kind::parse(kind.as_str()), Some(*kind));
    }
}

fn digest(count: u128) -> Message {
    let events = (1..=count).rev().map(issued).collect();
    let digest = Digest::new(DigestKind::Many, Uuid::from_u128(99), NOW_MS, events);
    Message::new(&Parcel::Several(digest), Lang::Zh)
}

#[test]
fn a_digest_lists_and_counts() {
    let message = digest(5);
    assert_eq!((message.subject.as_str(), message.lines.len(), message.more), ("5 条通知", 5, 0));
    assert!(message.lines[0].starts_with("2026-11-26 12:00 江北红旗河沟站：新整改单"), "{}", message.lines[0]);
    let many = digest(130);
    assert_eq!((many.lines.len(), many.more), (100, 30));
    assert!(many.text().ends_with("……另有 30 条，请登录查看。"));
}

#[test]
fn a_long_digest_begins_with_whom_to_call() {
    let urgent = sample(Kind::T0NotAcknowledged, true);
    assert!(urgent.is_urgent());
    let late = Event::new(Uuid::from_u128(500), urgent.kind(), NOW_MS + 1, urgent.payload().clone()).unwrap();
    let events: Vec<Event> = (1..=130).map(issued).chain([late]).collect();
    let digest = Digest::new(DigestKind::Downtime, Uuid::from_u128(99), NOW_MS, events);
    assert_eq!(digest.events.last().map(Event::id), Some(Uuid::from_u128(500)), "programs get them in their order");
    let message = Message::new(&Parcel::Several(digest), Lang::Zh);
    assert_eq!((message.lines.len(), message.more), (100, 31));
    assert!(message.lines[0].contains("13800001111"), "{}", message.lines[0]);
    assert!(message.within(2048, str::len).contains("13800001111"), "nor does a short text leave it out");
}

#[test]
fn the_same_events_are_the_same_digest() {
    let id = |number| Uuid::from_u128(number);
    let one = digest_id(DigestKind::Many, id(9), &[id(1), id(2)]);
    assert_eq!(one, digest_id(DigestKind::Many, id(9), &[id(2), id(1)]));
    let others = [
        digest_id(DigestKind::Daily, id(9), &[id(1), id(2)]),
        digest_id(DigestKind::Many, id(8), &[id(1), id(2)]),
        digest_id(DigestKind::Many, id(9), &[id(1)]),
    ];
    assert!(!others.contains(&one));
    assert_eq!(one.get_version_num(), 8);
}

proptest! {
    #[test]
    fn a_text_is_cut_to_what_a_channel_takes(count in 1..40_u128, limit in 0..6000_usize) {
        let message = digest(count);
        let text = message.within(limit, str::len);
        prop_assert!(text.len() <= limit);
        let whole = format!("{}\n{}", message.subject, message.text());
        if whole.len() <= limit {
            prop_assert_eq!(text, whole);
        } else if limit > 400 {
            // Lines are left out whole and counted, before anything is cut off.
            let lines = text.lines().filter(|line| line.starts_with("2026-11-26")).count();
            let left = format!("另有 {} 条", count as usize - lines);
            prop_assert!(text.contains(&left), "{}", text);
        }
    }
}
