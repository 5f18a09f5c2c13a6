//! The stories of `tests/vectors/orders.json`, whose expected values come from the independent oracle.

use crate::support::vectors;
use crate::world::rules;
use forecourt_core::checklist::DeadlineClass;
use forecourt_core::order::{Act, Actor, CancelReason, Deadline, Order, OrderState, Refusal, Span, rungs};
use forecourt_core::states::Role;
use serde_json::{Value, json};
use uuid::Uuid;

fn number(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

fn actor(step: &Value) -> Actor {
    let word = step["by"].as_str().expect("who");
    let Some(role) = Role::parse(word) else { return Actor::System };
    let usual = match role {
        Role::Station => 1,
        Role::Region => 2,
        _ => 3,
    };
    Actor::person(Uuid::from_u128(step["person"].as_u64().map_or(usual, u128::from)), role)
}

fn span(more: &Value) -> Span {
    let amount = number(&more[1]);
    let days = || u32::try_from(amount).expect("small");
    match more[0].as_str().expect("a unit") {
        "ms" => Span::Wall(amount),
        "work" => Span::WorkingDays(days()),
        _ => Span::CalendarDays(days()),
    }
}

fn act(step: &Value) -> Act {
    match step["act"].as_str().expect("an act") {
        "issue" => Act::Issue { due_ms: step["due_ms"].as_i64() },
        "acknowledge" => Act::Acknowledge,
        "contain" => Act::Contain,
        "plan" => Act::Plan,
        "submit" => Act::Submit { on_site: step["on_site"] == true },
        "verify" => Act::Verify,
        "close" => Act::Close,
        "reject" => Act::Reject { false_evidence: false },
        "ask" => Act::AskExtension { by: span(&step["more"]) },
        "grant" => Act::GrantExtension,
        "refuse" => Act::RefuseExtension,
        "pause" => Act::Pause,
        "resume" => Act::Resume,
        "cancel" => {
            let reason = step["reason"].as_str().and_then(CancelReason::parse);
            Act::Cancel { reason: reason.expect("a reason") }
        }
        other => panic!("unknown act {other}"),
    }
}

/// What the crate says about one story, in the form of the vectors.
fn played(input: &Value) -> Value {
    let class = input["class"].as_str().and_then(DeadlineClass::parse).expect("a class");
    let mut order = Order::draft(class, false);
    let mut answers = Vec::new();
    for step in input["steps"].as_array().expect("steps") {
        match order.apply(act(step), actor(step), number(&step["at_ms"]), rules()) {
            Ok(next) => {
                answers.push("ok");
                order = next;
            }
            Err(refusal) => {
                assert!(
                    matches!(refusal, Refusal::Role { .. } | Refusal::SamePerson { .. }) || refusal.state().is_some()
                );
                answers.push(refusal.code());
            }
        }
    }
    let now = number(&input["now_ms"]);
    let by = |deadline: Option<Deadline>| deadline.and_then(Deadline::at_ms);
    let clock = order.clock;
    let told: Vec<Value> = rungs(&order, now, rules())
        .iter()
        .map(|rung| json!({"id": rung.id, "at_ms": rung.at_ms, "late": rung.late}))
        .collect();
    json!({
        "answers": answers,
        "state": order.state.as_str(),
        "due": by(clock.map(|clock| clock.due)),
        "rate_due": by(clock.map(|clock| clock.rate_due)),
        "overdue": order.is_overdue(now),
        "on_time": order.on_time(),
        "pending_year": order.pending_calendar(),
        "ack_by": by(clock.and_then(|clock| clock.acknowledge_by)),
        "contain_by": by(clock.and_then(|clock| clock.contain_by)),
        "plan_by": by(clock.and_then(|clock| clock.plan_by)),
        "verify_by": by(clock.and_then(|clock| clock.verify_by)),
        "check_by": by(clock.and_then(|clock| clock.check_by)),
        "rungs": told,
    })
}

#[test]
fn order_stories_are_what_the_oracle_says() {
    let cases = vectors("orders");
    assert!(cases.len() >= 300, "only {}", cases.len());
    let mut failures = Vec::new();
    for case in &cases {
        let actual = played(&case["input"]);
        let expected = case["expected"].as_object().expect("fields");
        assert_eq!(expected.len(), actual.as_object().expect("fields").len(), "every field is compared");
        for (key, value) in expected {
            if value != &actual[key] {
                failures
                    .push(format!("{} ({}): {key} is {}, expected {value}", case["name"], case["why"], actual[key]));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

/// Every verb, refusal, rung and state stands in at least one story.
#[test]
fn the_stories_leave_nothing_out() {
    let cases = vectors("orders");
    let all = |of: &dyn Fn(&Value) -> Vec<String>| -> Vec<String> {
        let mut found: Vec<String> = cases.iter().flat_map(of).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let texts = |list: &Value| -> Vec<String> {
        list.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
    };
    let answers = all(&|case| texts(&case["expected"]["answers"]));
    let codes = [
        "deadline_out_of_range",
        "done",
        "due_time_came",
        "extension_span",
        "extension_used",
        "no_extension",
        "not_of_class",
        "not_paused",
        "nothing_asked",
        "ok",
        "paused",
        "reason",
        "role",
        "same_person",
        "state",
    ];
    assert_eq!(answers, codes, "all but `beneath`, which the caller knows of");
    let states = all(&|case| vec![case["expected"]["state"].as_str().expect("a state").to_owned()]);
    for state in OrderState::ALL.iter().filter(|state| **state != OrderState::Draft) {
        assert!(states.iter().any(|found| found == state.as_str()), "no story ends {state}");
    }
    let told = all(&|case| {
        let class = case["input"]["class"].as_str().expect("a class");
        let rungs = case["expected"]["rungs"].as_array().expect("rungs").iter();
        rungs
            .map(|rung| format!("{class} {}", rung["id"].as_str().expect("an id").split('.').next().expect("a name")))
            .collect()
    });
    for rule in &crate::world::policy().ladder {
        for class in &rule.classes {
            let name = format!("{} {}", class.as_str(), rule.id);
            assert!(told.contains(&name), "no story reaches {name}");
        }
    }
}
