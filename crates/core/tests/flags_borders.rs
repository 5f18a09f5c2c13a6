//! The vectors of the automatic flags stand at the borders of the rules.

mod support;

use forecourt_core::flags::FlagCode;
use serde_json::json;
use support::vectors;

/// A flag, its vectors just inside and just outside, and the one without its datum.
type Border = (FlagCode, &'static [(&'static str, &'static str)], Option<&'static str>);

/// Each automatic flag with the vectors at its border: just inside (not raised), just outside (raised), and with its datum
/// absent (not raised). No name in the third place: the datum is always there, or its absence is the flag itself.
const BORDERS: &[Border] = &[
    (FlagCode::Place, &[("place-199", "place-201"), ("fence-301", "fence-501")], Some("place-station-unknown")),
    (FlagCode::PlaceFar, &[("place-99", "place-101"), ("fence-299", "fence-301")], Some("no-fix-both")),
    (FlagCode::NoFix, &[("place-vague-inside", "place-vague"), ("clean", "no-fix-in")], None),
    (FlagCode::MockedFix, &[("mocked-not", "mocked-in")], Some("everything-absent")),
    (FlagCode::Slot, &[("slot-exact", "slot-before"), ("slot-exact", "slot-after")], Some("slot-absent")),
    (FlagCode::VisitTooShort, &[("length-480", "length-479")], None),
    (FlagCode::VisitShort, &[("length-900", "length-899")], None),
    (FlagCode::VisitLong, &[("length-3600", "length-3601")], None),
    (FlagCode::ReceiptMissing, &[("clean", "receipt-missing"), ("clean", "receipt-only-store")], None),
    (
        FlagCode::ReceiptTime,
        &[("receipt-at-end", "receipt-after"), ("receipt-minute-of-start", "receipt-before")],
        Some("receipt-no-time"),
    ),
    (
        FlagCode::ReceiptStation,
        &[("receipt-same-station-written-otherwise", "receipt-other-station")],
        Some("receipt-no-station"),
    ),
    (
        FlagCode::PhotoTime,
        &[("photo-5-before", "photo-5-01-before"), ("photo-5-after", "photo-5-01-after")],
        Some("photo-no-exif"),
    ),
    (FlagCode::PhotoReused, &[("photo-similar", "photo-reused")], Some("photo-none")),
    (FlagCode::PhotoSimilar, &[("clean", "photo-similar")], Some("photo-none")),
    (FlagCode::TimingsExceedVisit, &[("timings-exactly", "timings-over")], Some("timings-absent")),
    (
        FlagCode::StraightLining,
        &[("straight-graded-7", "straight-graded-8"), ("straight-graded-one-differs", "straight-graded")],
        Some("straight-null"),
    ),
    (FlagCode::NarrativeCopied, &[("narrative-19", "narrative-20")], Some("narrative-absent")),
    (
        FlagCode::ClockTampered,
        &[
            ("clock-drift-at", "clock-drift-over"),
            ("clock-drift-back-at", "clock-drift-back"),
            ("clock-offset-at", "clock-offset-over"),
            ("clock-offset-back-at", "clock-offset-back"),
            ("clock-backwards-at", "clock-backwards-over"),
            ("clock-future-at", "clock-future-over"),
            ("timer-drift-at", "timer-drift-over"),
            ("timer-other-run-back-at", "timer-other-run-back-over"),
        ],
        Some("clock-offset-absent"),
    ),
    (FlagCode::LateReport, &[("late-12h", "late-12h-over")], None),
];

#[test]
fn every_automatic_flag_has_vectors_just_inside_just_outside_and_with_its_datum_absent() {
    let cases = vectors("flags");
    let raises = |name: &str, code: FlagCode| {
        let case = cases.iter().find(|case| case["name"] == name).unwrap_or_else(|| panic!("no vector {name}"));
        let flags = case["expected"].as_array().expect("a list");
        flags.iter().any(|flag| flag["code"] == code.as_str())
    };
    let context = FlagCode::ALL.iter().position(|code| *code == FlagCode::AssignmentChanged).expect("stands there");
    let told: Vec<FlagCode> = BORDERS.iter().map(|(code, ..)| *code).collect();
    assert_eq!(told, FlagCode::ALL[..context], "every automatic flag, in the order of the list");
    for (code, borders, absent) in BORDERS {
        for (inside, outside) in *borders {
            assert!(!raises(inside, *code), "{inside} raises {}", code.as_str());
            assert!(raises(outside, *code), "{outside} does not raise {}", code.as_str());
        }
        assert!(absent.is_none_or(|name| !raises(name, *code)), "{absent:?} raises {}", code.as_str());
    }
    // The second border of the one flag with two severities.
    let late = |name: &str| {
        let case = cases.iter().find(|case| case["name"] == name).expect("a vector");
        case["expected"][0]["severity"].clone()
    };
    assert_eq!((late("late-24h"), late("late-24h-over")), (json!("soft"), json!("hard")));
}
