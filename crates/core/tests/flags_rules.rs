//! The automatic flags beyond the vectors: to the millisecond, the geometry, the narrative, the list of codes.

mod support;

use forecourt_core::checklist::AnswerKind;
use forecourt_core::flags::{
    CLOCK_TOLERANCE_MS, Flag, FlagCode, FlagContext, FlagInput, FlagSeverity, PhotoFindings, Position,
    SAME_ANSWERS_MIN, StationFacts, distance_mm, judge, narrative_hash,
};
use forecourt_core::text::Lang;
use forecourt_core::validate;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use support::{checklist, vectors};
use uuid::Uuid;

/// The input of the vector that raises nothing.
static CLEAN: LazyLock<Value> = LazyLock::new(|| {
    vectors("flags").into_iter().find(|case| case["name"] == "clean").expect("there is one")["input"].clone()
});

/// The flags of that input with top-level members replaced.
fn flags_with(changes: Value) -> Vec<Flag> {
    let mut input = CLEAN.clone();
    for (key, value) in changes.as_object().expect("an object") {
        input[key] = value.clone();
    }
    judge(checklist(), &serde_json::from_value(input).expect("an input"))
}

fn codes(changes: Value) -> Vec<&'static str> {
    flags_with(changes).iter().map(|flag| flag.code.as_str()).collect()
}

const T0: i64 = 1_773_108_000_000;
const RUN: &str = "5c1fd0a2-4b1e-4b7c-9a53-0d3f6f0b6a01";

fn stamp(after_ms: i64) -> Value {
    json!({ "wall_ms": T0 + after_ms, "mono_ms": 500_000 + after_ms, "run_id": RUN, "server_offset_ms": 0 })
}

#[test]
fn lengths_are_judged_to_the_millisecond() {
    let at = |ms: i64| codes(json!({ "finished": stamp(ms), "receipts": [receipt(T0)], "photos": [] }));
    let minute = 60_000;
    assert_eq!(at(8 * minute - 1), ["visit_too_short"]);
    assert_eq!(at(8 * minute), ["visit_short"]);
    assert_eq!(at(15 * minute - 1), ["visit_short"]);
    assert_eq!(at(15 * minute), [""; 0]);
    assert_eq!(at(60 * minute), [""; 0]);
    assert_eq!(at(60 * minute + 1), ["visit_long"]);
}

fn receipt(at_ms: i64) -> Value {
    json!({ "kind": "fuel", "at_ms": at_ms, "station_code": null, "amount_fen": null, "litres_ml": null, "photo_id": null })
}

#[test]
fn slot_receipt_and_lateness_to_the_millisecond() {
    let visit = 1_200_000;
    let slot = |from: i64, to: i64| codes(json!({ "slot": { "from_ms": from, "to_ms": to } }));
    assert_eq!(slot(T0, T0 + visit), [""; 0]);
    assert_eq!(slot(T0 + 1, T0 + visit), ["slot"]);
    assert_eq!(slot(T0, T0 + visit - 1), ["slot"]);
    let printed = |at| codes(json!({ "receipts": [receipt(at)] }));
    assert_eq!(printed(T0), [""; 0]);
    assert_eq!(printed(T0 - 1), ["receipt_time"]);
    assert_eq!(printed(T0 + visit), [""; 0]);
    assert_eq!(printed(T0 + visit + 1), ["receipt_time"]);
    let received = |after: i64| -> Vec<(FlagCode, FlagSeverity)> {
        flags_with(json!({ "received_at_ms": T0 + visit + after }))
            .iter()
            .map(|flag| (flag.code, flag.severity))
            .collect()
    };
    let hour = 3_600_000;
    assert_eq!(received(12 * hour), []);
    assert_eq!(received(12 * hour + 1), [(FlagCode::LateReport, FlagSeverity::Soft)]);
    assert_eq!(received(24 * hour), [(FlagCode::LateReport, FlagSeverity::Soft)]);
    assert_eq!(received(24 * hour + 1), [(FlagCode::LateReport, FlagSeverity::Hard)]);
}

#[test]
fn clocks_are_judged_to_the_millisecond() {
    let visit = 1_200_000;
    for (drift, expected) in
        [(CLOCK_TOLERANCE_MS, 0), (CLOCK_TOLERANCE_MS + 1, 1), (-CLOCK_TOLERANCE_MS, 0), (-CLOCK_TOLERANCE_MS - 1, 1)]
    {
        let mut finished = stamp(visit);
        finished["wall_ms"] = json!(T0 + visit + drift);
        assert_eq!(codes(json!({ "finished": finished })).len(), expected, "drift of {drift} ms");
        let mut finished = stamp(visit);
        finished["server_offset_ms"] = json!(drift);
        assert_eq!(codes(json!({ "finished": finished })).len(), expected, "jump of {drift} ms");
    }
}

/// A fix whose judged distance is exactly a radius of the fence lies within it.
#[test]
fn radii_belong_to_the_inside() {
    let station = Position { lat_e7: 295_630_000, lon_e7: 1_065_510_000 };
    let at = |lat_e7: i64| Position { lat_e7, ..station };
    // The accuracy is given in centimetres, so the distance has to be a whole number of them.
    let whole = |lat: &i64| distance_mm(station, at(*lat)) % 10 == 0;
    let lat = (station.lat_e7 + 22_000..).find(whole).expect("one of a few");
    let judged_at = |judged_cm: i64| {
        let accuracy_cm = distance_mm(station, at(lat)) / 10 - judged_cm;
        let fix = json!({ "lat_e7": lat, "lon_e7": station.lon_e7, "accuracy_cm": accuracy_cm, "mocked": false, "at_ms": T0 });
        codes(json!({ "check_in": fix }))
    };
    assert_eq!(judged_at(10_000), [""; 0]);
    assert_eq!(judged_at(10_001), ["place_far"]);
    assert_eq!(judged_at(20_000), ["place_far"]);
    assert_eq!(judged_at(20_001), ["place"]);
    let vague = |accuracy_cm: i64| {
        let fix = json!({ "lat_e7": station.lat_e7, "lon_e7": station.lon_e7, "accuracy_cm": accuracy_cm, "mocked": false, "at_ms": T0 });
        codes(json!({ "check_in": fix }))
    };
    assert_eq!(vague(20_000), [""; 0]);
    assert_eq!(vague(20_001), ["no_fix"]);
}

/// A clock set back by three hours during the visit and corrected by the next contact with the server: everything that
/// can be told is told, and the length is still right.
#[test]
fn a_clock_set_back_during_the_visit() {
    let (visit, back) = (1_200_000, 10_800_000);
    let mut finished = stamp(visit);
    finished["wall_ms"] = json!(T0 + visit - back);
    finished["server_offset_ms"] = json!(back);
    let flags = flags_with(json!({ "finished": finished, "photos": [] }));
    let told: Vec<_> = flags.iter().map(|flag| (flag.code.as_str(), &flag.data)).collect();
    assert_eq!(
        told,
        [
            ("clock_tampered", &json!({ "reason": "drift", "difference_ms": -back })),
            ("clock_tampered", &json!({ "reason": "offset_jump", "difference_ms": back })),
        ]
    );
}

#[test]
fn straight_lining_needs_enough_answers_of_one_kind() {
    let graded: Vec<&str> =
        checklist().items.iter().filter(|item| item.answer.as_str() == "graded").map(|item| item.id.as_str()).collect();
    let answers = |values: &[i64]| -> Value {
        graded
            .iter()
            .zip(values)
            .map(|(id, value)| ((*id).to_owned(), json!({ "value": value })))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    assert_eq!(codes(json!({ "answers": answers(&[1; SAME_ANSWERS_MIN]) })), ["straight_lining"]);
    assert_eq!(codes(json!({ "answers": answers(&[1; SAME_ANSWERS_MIN - 1]) })), [""; 0]);
    assert_eq!(codes(json!({ "answers": answers(&[2; 22]) })), [""; 0]);
    assert_eq!(
        codes(json!({ "answers": { "no.such_item": { "value": 1 } } })),
        [""; 0],
        "unknown items are not looked at"
    );
}

/// The ids of all items of a kind, and whether they are bonus items.
fn items(kind: &str, bonus: bool) -> Vec<&'static str> {
    let wanted = checklist().items.iter().filter(|item| item.answer.as_str() == kind && item.is_bonus() == bonus);
    wanted.map(|item| item.id.as_str()).collect()
}

fn answered(pairs: &[(&[&str], Value)]) -> Value {
    let all = pairs.iter().flat_map(|(ids, value)| ids.iter().map(move |id| (*id, json!({ "value": value }))));
    json!({ "answers": all.collect::<BTreeMap<_, _>>() })
}

#[test]
fn bonus_items_are_no_part_of_a_line() {
    let (base, bonus) = (items("pass_fail", false), items("pass_fail", true));
    assert_eq!(codes(answered(&[(&base[..7], json!(false)), (&bonus, json!(false))])), [""; 0]);
    assert_eq!(codes(answered(&[(&base, json!(false)), (&bonus, json!(true))])), ["straight_lining"]);
}

/// The same grade is the best of one item and not of another: then it is not the best.
#[test]
fn the_best_grade_is_that_of_every_item() {
    let mut other = checklist().clone();
    let ids = items("graded", false);
    let last = other.item_index(ids[ids.len() - 1]).expect("an item");
    let AnswerKind::Graded(grades) = &mut other.items[last].answer else { panic!("is graded") };
    grades.points.push(100);
    let mut input = CLEAN.clone();
    input["answers"] = answered(&[(&ids, json!(2))])["answers"].clone();
    let input: FlagInput = serde_json::from_value(input).expect("an input");
    assert_eq!(judge(checklist(), &input), []);
    assert_eq!(judge(&other, &input).iter().map(|flag| flag.code).collect::<Vec<_>>(), [FlagCode::StraightLining]);
}

#[test]
fn a_visit_without_timings_cannot_exceed_itself() {
    let mut finished = stamp(-300_000);
    finished["run_id"] = json!(Uuid::from_u128(5));
    let codes = codes(json!({ "finished": finished, "answers": {}, "receipts": [], "photos": [] }));
    assert_eq!(codes, ["visit_too_short", "receipt_missing", "clock_tampered"]);
}

#[test]
fn a_submission_becomes_an_input() {
    let case = vectors("validate").into_iter().find(|case| case["name"] == "full").expect("there is one");
    let submission = validate::submission(&case["input"], checklist()).expect("good");
    let other = Uuid::from_u128(7);
    let found = PhotoFindings { exif_at_ms: Some(5), identical_in: Some(other), similar_in: None };
    let context = FlagContext {
        station: StationFacts { code: "CQ-0001".to_owned(), position: None, fence: None },
        slot: None,
        received_at_ms: submission.finished.wall_ms,
        narrative_same_in: Some(other),
        photos: BTreeMap::from([(submission.photos[1].photo_id, found)]),
    };
    let input = FlagInput::new(&submission, context);
    assert_eq!(input.photos.len(), submission.photos.len());
    assert_eq!((input.photos[1].exif_at_ms, input.photos[1].identical_in), (Some(5), Some(other)));
    assert_eq!((input.photos[0].exif_at_ms, input.photos[0].identical_in), (None, None));
    assert_eq!(input.answers.len(), submission.answers.len());
    let timer = submission.answers.get("payment.receipt_complete").map(|answer| &answer.timer);
    assert_eq!(Some(&input.answers["payment.receipt_complete"].timer), timer);
    assert_eq!((input.check_out, input.narrative.as_ref()), (submission.check_out, submission.narrative.as_ref()));
    let again: FlagInput =
        serde_json::from_value(serde_json::to_value(&input).expect("serialises")).expect("reads back");
    assert_eq!(again, input);
    assert!(judge(checklist(), &input).iter().any(|flag| flag.code == FlagCode::PhotoReused));
}

#[test]
fn narratives_are_compared_by_letters_and_digits() {
    let text = "员工热情,现场整洁,加油和开票都很快,没有遇到问题 Pump 7。";
    let same = "员工热情、现场整洁 加油和开票都很快!没有遇到问题 pump7";
    assert!(narrative_hash(text).is_some());
    assert_eq!(narrative_hash(text), narrative_hash(same));
    assert_ne!(narrative_hash(text), narrative_hash(&text.replace('7', "8")));
    assert!(narrative_hash(&"甲".repeat(20)).is_some());
    assert!(narrative_hash(&"甲".repeat(19)).is_none());
    assert!(narrative_hash(&"甲,。 ".repeat(19)).is_none(), "punctuation does not make a text longer");
    assert!(narrative_hash(&"。".repeat(500)).is_none());
}

#[test]
fn codes_are_unique_and_have_both_names() {
    let mut words: Vec<&str> = FlagCode::ALL.iter().map(|code| code.as_str()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), FlagCode::ALL.len());
    for code in FlagCode::ALL {
        assert_eq!(FlagCode::parse(code.as_str()), Some(*code));
        assert_eq!(serde_json::to_value(code).expect("a word"), json!(code.as_str()));
        assert!(code.label(Lang::En).is_ascii());
        assert!(!code.label(Lang::Zh).is_ascii());
    }
    assert_eq!(FlagCode::parse("Place"), None);
}

/// The length in metres of the geodesic on WGS 84 (Vincenty 1975, inverse), for points that are not nearly antipodal.
fn geodesic_m(a: Position, b: Position) -> f64 {
    let (major, flattening) = (6_378_137.0_f64, 1.0 / 298.257_223_563);
    let minor = major * (1.0 - flattening);
    let radians = |e7: i64| (e7 as f64 / 1e7).to_radians();
    let reduced = |e7: i64| ((1.0 - flattening) * radians(e7).tan()).atan();
    let (u1, u2) = (reduced(a.lat_e7), reduced(b.lat_e7));
    let difference = radians(b.lon_e7 - a.lon_e7);
    let mut lambda = difference;
    for _ in 0..100 {
        let sin_sigma = ((u2.cos() * lambda.sin()).powi(2)
            + (u1.cos() * u2.sin() - u1.sin() * u2.cos() * lambda.cos()).powi(2))
        .sqrt();
        if sin_sigma == 0.0 {
            return 0.0;
        }
        let cos_sigma = u1.sin() * u2.sin() + u1.cos() * u2.cos() * lambda.cos();
        let sigma = sin_sigma.atan2(cos_sigma);
        let sin_alpha = u1.cos() * u2.cos() * lambda.sin() / sin_sigma;
        let cos2_alpha = 1.0 - sin_alpha * sin_alpha;
        let cos_2m = if cos2_alpha == 0.0 { 0.0 } else { cos_sigma - 2.0 * u1.sin() * u2.sin() / cos2_alpha };
        let c = flattening / 16.0 * cos2_alpha * (4.0 + flattening * (4.0 - 3.0 * cos2_alpha));
        let before = lambda;
        lambda = difference
            + (1.0 - c)
                * flattening
                * sin_alpha
                * (sigma + c * sin_sigma * (cos_2m + c * cos_sigma * (2.0 * cos_2m * cos_2m - 1.0)));
        if (lambda - before).abs() < 1e-15 {
            let u_2 = cos2_alpha * (major * major - minor * minor) / (minor * minor);
            let k = 1.0 + u_2 / 16384.0 * (4096.0 + u_2 * (-768.0 + u_2 * (320.0 - 175.0 * u_2)));
            let d = u_2 / 1024.0 * (256.0 + u_2 * (-128.0 + u_2 * (74.0 - 47.0 * u_2)));
            let delta = d
                * sin_sigma
                * (cos_2m
                    + d / 4.0
                        * (cos_sigma * (2.0 * cos_2m * cos_2m - 1.0)
                            - d / 6.0 * cos_2m * (4.0 * sin_sigma * sin_sigma - 3.0) * (4.0 * cos_2m * cos_2m - 3.0)));
            return minor * k * (sigma - delta);
        }
    }
    panic!("no convergence");
}

/// A well-known line: Flinders Peak to Buninyong is 54,972.271 m on the ellipsoid of Australia; on WGS 84 a degree of
/// the equator is 111,319.491 m.
#[test]
fn the_exact_distance_is_exact() {
    let degree = geodesic_m(Position { lat_e7: 0, lon_e7: 0 }, Position { lat_e7: 0, lon_e7: 10_000_000 });
    assert!((degree - 111_319.491).abs() < 0.001, "{degree}");
    let quarter = geodesic_m(Position { lat_e7: 0, lon_e7: 0 }, Position { lat_e7: 899_999_999, lon_e7: 0 });
    assert!((quarter - 10_001_965.729).abs() < 0.02, "{quarter}");
}

/// The bound that the documentation states, over a grid of latitudes, directions and distances.
#[test]
fn distances_err_by_less_than_their_bound() {
    let mut worst = [0.0_f64; 2];
    for lat_e7 in (-600_000_000..=600_000_000).step_by(7_654_321) {
        let station = Position { lat_e7, lon_e7: 1_065_510_000 };
        for direction in 0..24 {
            for (bound, metres) in [(0, 100.0), (0, 200.0), (0, 500.0), (1, 1000.0), (1, 5000.0)] {
                let angle = f64::from(direction) * 15.0_f64.to_radians();
                let lat_step = metres * angle.cos() / 111_000.0 * 1e7;
                let lon_step = metres * angle.sin() / (111_000.0 * (lat_e7 as f64 / 1e7).to_radians().cos()) * 1e7;
                let fix = Position { lat_e7: lat_e7 + lat_step as i64, lon_e7: station.lon_e7 + lon_step as i64 };
                let error = (distance_mm(station, fix) as f64 / 1000.0 - geodesic_m(station, fix)).abs();
                worst[bound] = worst[bound].max(error);
            }
        }
    }
    println!("worst error up to 500 m: {:.4} m, up to 5 km: {:.4} m", worst[0], worst[1]);
    assert!(worst[0] < 0.05, "up to 500 m: {} m", worst[0]);
    assert!(worst[1] < 1.0, "up to 5 km: {} m", worst[1]);
}

proptest! {
    #![proptest_config(support::properties())]

    #[test]
    fn distances_are_symmetric_and_never_panic(
        lat in -900_000_000_i64..=900_000_000, lon in -1_800_000_000_i64..=1_800_000_000,
        other_lat in -900_000_000_i64..=900_000_000, other_lon in -1_800_000_000_i64..=1_800_000_000,
    ) {
        let (a, b) = (Position { lat_e7: lat, lon_e7: lon }, Position { lat_e7: other_lat, lon_e7: other_lon });
        prop_assert_eq!(distance_mm(a, b), distance_mm(b, a));
        prop_assert_eq!(distance_mm(a, a), 0);
        let far = (lat - other_lat).abs() > 100_000;
        prop_assert!(!far || distance_mm(a, b) > 1_000_000, "a hundredth of a degree is more than a kilometre");
        let nowhere = Position { lat_e7: lat.saturating_mul(other_lat), lon_e7: lon.saturating_mul(other_lon) };
        prop_assert!(distance_mm(a, nowhere) >= 0);
    }

    /// The date line is no border.
    #[test]
    fn the_short_way_round_counts(lat in -600_000_000_i64..=600_000_000, step in 0_i64..100_000) {
        let across = distance_mm(Position { lat_e7: lat, lon_e7: 1_800_000_000 - step }, Position { lat_e7: lat, lon_e7: step - 1_800_000_000 });
        let inland = distance_mm(Position { lat_e7: lat, lon_e7: -step }, Position { lat_e7: lat, lon_e7: step });
        prop_assert_eq!(across, inland);
    }

    /// Extreme clocks and positions raise flags, not panics.
    #[test]
    fn extreme_numbers_never_panic(walls in prop::array::uniform2(any::<i64>()), monos in prop::array::uniform2(any::<i64>()), offset in any::<Option<i64>>(), other in any::<Option<i64>>(), received in any::<i64>(), accuracy in any::<i64>(), printed in any::<i64>()) {
        let mut input: FlagInput = serde_json::from_value(CLEAN.clone()).expect("an input");
        (input.started.wall_ms, input.finished.wall_ms) = (walls[0], walls[1]);
        (input.started.mono_ms, input.finished.mono_ms) = (monos[0], monos[1]);
        (input.started.server_offset_ms, input.finished.server_offset_ms) = (offset, other);
        (input.received_at_ms, input.receipts[0].at_ms) = (received, Some(printed));
        input.check_in.as_mut().expect("has one").accuracy_cm = accuracy;
        judge(checklist(), &input);
    }
}
