//! The rows of the orders of `tests/vectors/orders.json`: what they count for is what the independent oracle says of their
//! stories.

use forecourt_core::calendar;
use forecourt_core::checklist::DeadlineClass;
use forecourt_core::order::{Act, Actor, CancelReason, Order, Rules, Span, builtin};
use forecourt_core::states::Role;
use forecourt_reports::OrderFact;
use serde_json::Value;
use std::path::Path;
use uuid::Uuid;

fn rules() -> Rules<'static> {
    Rules { policy: builtin(1).expect("the policy is built in"), calendar: calendar::builtin() }
}

fn number(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

fn actor(step: &Value) -> Actor {
    let Some(role) = Role::parse(step["by"].as_str().expect("who")) else { return Actor::System };
    let usual = match role {
        Role::Station => 1,
        Role::Region => 2,
        _ => 3,
    };
    Actor::person(Uuid::from_u128(step["person"].as_u64().map_or(usual, u128::from)), role)
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
        "ask" => {
            let amount = number(&step["more"][1]);
            let days = || u32::try_from(amount).expect("small");
            let by = match step["more"][0].as_str().expect("a unit") {
                "ms" => Span::Wall(amount),
                "work" => Span::WorkingDays(days()),
                _ => Span::CalendarDays(days()),
            };
            Act::AskExtension { by }
        }
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

/// The row at a story's end; what is refused changes nothing.
fn row(input: &Value) -> Option<OrderFact> {
    let class = input["class"].as_str().and_then(DeadlineClass::parse).expect("a class");
    let steps = input["steps"].as_array().expect("steps").iter();
    let order = steps.fold(Order::draft(class, false), |order, step| {
        let next = order.apply(act(step), actor(step), number(&step["at_ms"]), rules());
        next.unwrap_or(order)
    });
    OrderFact::of(3, &order, number(&input["now_ms"]), rules())
}

#[test]
fn rows_are_what_the_oracle_says_of_the_stories() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/orders.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("the vectors")).expect("JSON");
    let cases = file["cases"].as_array().expect("cases");
    let (mut rows, mut judged) = (0, [0; 2]);
    for case in cases {
        let (name, expected) = (&case["name"], &case["expected"]);
        let state = expected["state"].as_str().expect("a state");
        let Some(row) = row(&case["input"]) else {
            assert!(matches!(state, "draft" | "cancelled"), "{name} has no row");
            continue;
        };
        rows += 1;
        assert_eq!(row.overdue_since_ms.is_some(), expected["overdue"] == true, "{name}: overdue");
        assert_eq!(row.with_verifier, matches!(state, "submitted" | "verified"), "{name}: with the verifier");
        assert_eq!(row.closed_ms.is_some(), state == "closed", "{name}: closed");
        if let Some(on_time) = expected["on_time"].as_bool() {
            assert_eq!(row.late, !on_time, "{name}: on time");
            judged[usize::from(on_time)] += 1;
        }
        if matches!(state, "issued" | "acknowledged") {
            assert_eq!(row.due_ms, expected["rate_due"].as_i64(), "{name}: due");
            assert!(row.late || expected["overdue"] != true, "{name}: overdue, and not late");
        }
    }
    assert!(rows > 300 && judged[0] > 15 && judged[1] > 50, "{rows} rows, {judged:?} late and on time");
}
