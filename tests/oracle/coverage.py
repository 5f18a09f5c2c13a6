"""What the vectors must cover, checked each time they are made: every item lost, every bound, rule, code and flag."""

import checklist as c

# The figures of section 3.8, copied from the document: the oracle itself must reproduce them.
EXAMPLES = {
    "example-1": {
        "base_bp": 9408,
        "bonus_bp": 80,
        "final_bp": 9488,
        "grade": "excellent",
        "stars": 4,
        "visit_na_points": 48,
        "touchpoints": [
            (74, 74, 10000),
            (70, 78, 8974),
            (102, 110, 9273),
            (144, 160, 9000),
            (124, 124, 10000),
            (114, 120, 9500),
            (80, 80, 10000),
            (86, 100, 8600),
            (36, 40, 9000),
            (60, 60, 10000),
        ],
    },
    "example-2": {
        "base_bp": 8988,
        "bonus_bp": 40,
        "final_bp": 5999,
        "grade": "fail",
        "stars": 0,
        "visit_na_points": 78,
        "red_lines": 1,
    },
    "example-3": {
        "base_bp": 8684,
        "bonus_bp": 40,
        "final_bp": 8724,
        "grade": "good",
        "stars": 3,
        "coverage_bp": 9720,
        "touchpoints": [
            (74, 74, None),
            (72, 78, None),
            (92, 110, None),
            (144, 144, None),
            (124, 124, None),
            (120, 120, None),
            (58, 70, None),
            (60, 100, None),
            (24, 24, None),
            (50, 60, None),
        ],
    },
    "example-3-default-weights": {"base_bp": 9049},
    "example-3-restroom-gap": {"valid": False, "reasons": ["touchpoint_coverage:restroom"], "final_bp": None},
}

RULES = (
    "pass",
    "fail",
    "grade",
    "band",
    "over_bands",
    "never_happened",
    "na",
    "not_observed",
    "implied_by",
    "red_line",
    "not_proven",
    "bonus_claimed",
    "bonus_not_claimed",
    "bonus_not_accepted",
)
REASONS = ("coverage", "touchpoint_coverage", "critical_unanswered", "visit_na_over_limit", "no_weighted_points")
# Codes that need more than the submission itself: the database, or the bytes of a photo.
OUTSIDE = ("unknown_profile", "unknown_assignment", "photo_conflict", "revision_gap", "wrong_checklist")
CODES = (
    "invalid_json",
    "duplicate_key",
    "float_not_allowed",
    "missing",
    "unknown_field",
    "wrong_type",
    "out_of_range",
    "too_long",
    "too_many",
    "duplicate",
    "not_a_uuid",
    "bad_hash",
    "bad_value",
    "unknown_item",
    "unknown_flag",
    "unknown_photo",
    "unknown_checklist",
    "weights_incomplete",
    "weights_sum",
)

FLAGS = {
    "place": "hard",
    "place_far": "soft",
    "no_fix": "soft",
    "mocked_fix": "soft",
    "slot": "hard",
    "visit_too_short": "hard",
    "visit_short": "soft",
    "visit_long": "soft",
    "receipt_missing": "hard",
    "receipt_time": "hard",
    "receipt_station": "hard",
    "photo_time": "soft",
    "photo_reused": "hard",
    "photo_similar": "soft",
    "timings_exceed_visit": "soft",
    "straight_lining": "soft",
    "narrative_copied": "soft",
    "clock_tampered": "soft",
    "late_report": "both",
}


def check(files):
    """Raises AssertionError with what is not covered."""
    scored = [case for case in files["score"] if "violations" not in case["expected"]]
    by_name = {case["name"]: case["expected"] for case in scored}
    for name, figures in EXAMPLES.items():
        for key, wanted in figures.items():
            got = by_name[name][key]
            if key == "touchpoints":
                got = [(t["earned"], t["answered"], w[2] and t["score_bp"]) for t, w in zip(got, wanted, strict=True)]
            assert got == wanted, f"{name} {key}: {got}, the document says {wanted}"
    assert len(scored) >= 63 and len(files["score"]) >= 80

    lines = [line for case in scored for line in case["expected"]["lines"]]
    lost = {line["item"] for line in lines if line["miss"] == "full"}
    lost |= {line["item"] for line in lines if line["rule"] == "bonus_not_claimed"}
    assert not (gap := {i["id"] for i in c.ITEMS} - lost), f"never lost: {gap}"
    values = {(line["item"], line["value"]) for line in lines if line["state"] == "answered"}
    for item in c.ITEMS:
        for band in item["answer"].get("bands", ()):
            for value in (band["le"], band["le"] + 1):
                assert (item["id"], value) in values, f"bound of {item['id']} not covered: {value}"
    rules = {line["rule"].split(":")[0] for line in lines}
    assert not (gap := set(RULES) - rules), f"rules not covered: {gap}"
    reasons = {reason.split(":")[0] for case in scored for reason in case["expected"]["reasons"]}
    assert not (gap := set(REASONS) - reasons), f"reasons not covered: {gap}"
    codes = {v["code"] for case in files["validate"] for v in case["expected"]}
    codes |= {v["code"] for case in files["score"] for v in case["expected"].get("violations", ())}
    assert codes == set(CODES), f"codes: {codes ^ set(CODES)}"
    na = {item for case in files["na"] for item in case["expected"]["na"]}
    assert na == {i["id"] for i in c.ITEMS if i["na_when"]}, "each predicate must be true once"
    flags = [f for case in files["flags"] for f in case["expected"]]
    for code, severity in FLAGS.items():
        seen = {f["severity"] for f in flags if f["code"] == code}
        assert seen == ({"hard", "soft"} if severity == "both" else {severity}), f"flag {code}: {seen}"
    assert {f["code"] for f in flags} == set(FLAGS)
