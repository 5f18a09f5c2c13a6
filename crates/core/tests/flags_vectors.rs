//! `tests/vectors/flags.json` against [`flags::judge`].

mod support;

use forecourt_core::flags::{self, FlagCode, FlagInput};
use serde_json::Value;
use support::{checklist, vectors};

/// The vectors hold exact distances on the ellipsoid; ours may be off by 1 m at 5 km.
fn same_but_for_distance(ours: &mut Value, expected: &Value) {
    let (Some(got), Some(exact)) = (ours["data"]["distance_cm"].as_i64(), expected["data"]["distance_cm"].as_i64())
    else {
        return;
    };
    assert!((got - exact).abs() <= 1 + exact / 5000, "{got} cm, exactly {exact} cm");
    ours["data"]["distance_cm"] = exact.into();
}

#[test]
fn every_vector_holds() {
    let cases = vectors("flags");
    assert!(cases.len() > 100, "only {} cases", cases.len());
    for case in cases {
        let input: FlagInput = serde_json::from_value(case["input"].clone()).expect("an input");
        let mut ours = serde_json::to_value(flags::judge(checklist(), &input)).expect("serialises");
        for (i, flag) in ours.as_array_mut().expect("a list").iter_mut().enumerate() {
            same_but_for_distance(flag, &case["expected"][i]);
        }
        assert_eq!(ours, case["expected"], "{}: {}", case["name"], case["why"]);
    }
}

#[test]
fn every_automatic_flag_is_raised_by_a_vector_and_avoided_by_its_neighbours() {
    let cases = vectors("flags");
    let context = FlagCode::ALL.iter().position(|code| *code == FlagCode::AssignmentChanged).expect("stands there");
    for code in &FlagCode::ALL[..context] {
        let raised = |case: &Value| {
            case["expected"].as_array().is_some_and(|flags| flags.iter().any(|flag| flag["code"] == code.as_str()))
        };
        let count = cases.iter().filter(|case| raised(case)).count();
        assert!(count > 0 && count < cases.len(), "{} is raised by {count} vectors", code.as_str());
    }
}
