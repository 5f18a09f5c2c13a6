//! What `forecourt checklist check` finds in a broken file: each fault by its code, at its line, all at once.

use forecourt_core::checklist::Checklist;
use forecourt_core::registry::builtin_sources;

fn source() -> &'static str {
    builtin_sources()[0]
}

/// The faults of a text as (what stands on their line, code).
fn faults(text: &str) -> Vec<(&str, &'static str)> {
    let lines: Vec<_> = text.lines().collect();
    let Err(faults) = Checklist::parse(text) else { return Vec::new() };
    assert!(faults.is_sorted_by_key(|f| f.line), "{faults:?}");
    assert!(faults.iter().all(|f| !f.message.zh.is_ascii() && !f.message.en.is_empty()), "{faults:?}");
    faults.iter().map(|f| (lines[f.line as usize - 1], f.code)).collect()
}

/// The published file with `from`, the first after `anchor`, changed to `to`.
#[track_caller]
fn changed(anchor: &str, from: &str, to: &str) -> String {
    let start = source().find(anchor).unwrap_or_else(|| panic!("no {anchor:?}"));
    let at = start + source()[start..].find(from).unwrap_or_else(|| panic!("no {from:?} after {anchor:?}"));
    format!("{}{to}{}", &source()[..at], &source()[at + from.len()..])
}

/// Changes the published file and expects these faults, each as (a part of its line, code).
#[track_caller]
fn broken(anchor: &str, from: &str, to: &str, expected: &[(&str, &str)]) {
    let text = changed(anchor, from, to);
    let found = faults(&text);
    let fits = |((line, code), (part, wanted)): (&(&str, &str), &(&str, &str))| line.contains(part) && code == wanted;
    let all = found.len() == expected.len() && found.iter().zip(expected).all(fits);
    assert!(all, "after changing {from:?} to {to:?}: found {found:#?}, expected {expected:#?}");
}

#[test]
fn the_published_file_has_none() {
    assert_eq!(faults(source()), []);
}

#[test]
fn ids() {
    let id = "approach.price_board_matches_pump";
    broken("n = 2\n", id, "approach.brand_sign_visible_intact", &[("id = ", "duplicate_id")]);
    broken("n = 2\n", id, "Approach price", &[("id = ", "bad_id")]);
    broken(
        "id = \"st.is_24h\"",
        "st.is_24h",
        "st.has_store",
        &[("st.has_store", "duplicate_id"), ("na_when", "unknown_flag")],
    );
    broken(
        "id = \"st.has_car_wash\"",
        "st.",
        "v.",
        &[("v.has_car_wash", "bad_id"), ("!st.has_car_wash", "unknown_flag")],
    );
    let lost = [("touchpoint = \"amenities\"", "unknown_touchpoint"); 5];
    broken("[[touchpoints]]\nid = \"amenities\"", "amenities", "comfort", &lost);
    broken("n = 3\n", "\"approach\"", "\"roof\"", &[("touchpoint = \"roof\"", "unknown_touchpoint")]);
    broken("n = 54\n", "restroom.open", "restroom.closed", &[("gated_by", "unknown_item")]);
    broken("n = 3\n", "dark_segment", "candela", &[("candela", "unknown_unit")]);
    broken("\nn = 1\n", "\"condition\"", "\"colour\"", &[("colour", "unknown_anchor")]);
}

#[test]
fn keys_and_types() {
    broken("n = 5\n", "points = 8", "points = 8\ncolour = \"red\"", &[("colour", "unknown_key")]);
    broken("n = 5\n", "points = 8\n", "", &[("[[items]]", "missing_key")]);
    broken("n = 5\n", "points = 8", "points = 8.0", &[("points = 8.0", "wrong_type")]);
    broken("n = 5\n", "points = 8", "points = -8", &[("points = -8", "out_of_range")]);
    broken("n = 5\n", "n = 5", "n = 6", &[("n = 6", "item_number")]);
    broken("n = 5\n", "severity = \"minor\"", "severity = \"small\"", &[("small", "bad_value")]);
    broken("n = 5\n", "\"on_fail\"", "\"sometimes\"", &[("sometimes", "bad_value")]);
    broken("n = 5\n", "\"T7\"", "\"T9\"", &[("T9", "bad_value")]);
    broken("n = 5\n", "\"one_dimensional\"", "\"linear\"", &[("linear", "bad_value")]);
    broken("n = 5\n", "\"graded\"", "\"starred\"", &[("starred", "bad_value")]);
    broken("[scoring]", "8500", "10001", &[("10001", "out_of_range")]);
    broken("[scoring]", "miss_below_pct = 80", "miss_below_pct = 0", &[("miss_below_pct", "out_of_range")]);
    broken("id = \"v.night\"", "reference = true", "reference = \"never\"", &[("never", "bad_value")]);
    broken("id = \"v.night\"", "reference = true\n", "", &[("[[visit_flags]]", "missing_key")]);
    broken("id = \"v.queue_len\"", "reference = 3", "reference = 1000", &[("1000", "out_of_range")]);
    broken("id = \"v.queue_len\"", "default = 0", "default = false", &[("default = false", "wrong_type")]);
    broken("[[visit.slots]]", "\"07:00\"", "\"7:00\"", &[("\"7:00\"", "bad_value")]);
    broken("[[visit.slots]]", "\"07:00\"", "\"24:00\"", &[("\"24:00\"", "bad_value")]);
    broken("[measured]", "max = 9999\n", "", &[("[measured]", "missing_key")]);
    broken("version = 1", "version = 1", "version = 1\nversion = 2", &[("version = 2", "syntax")]);
    broken("[title]", "[title]", "[title", &[("[title", "syntax")]);
}

#[test]
fn texts() {
    broken(
        "n = 9\n",
        "en = \"Guiding gesture is proper: open hand, no single-finger pointing\"\n",
        "",
        &[("[[items]]", "missing_text")],
    );
    broken("n = 9\n", "引车手势规范,五指并拢,不以单指指点", " ", &[("zh = \" \"", "missing_text")]);
    broken("[title]", "zh = \"加油站神秘顾客检查表(69 项)\"\n", "", &[("[title]", "missing_text")]);
    broken("id = \"st.staffed\"", "en = \"has an attended forecourt\"\n", "", &[("[[station_flags]]", "missing_text")]);
    broken("id = \"store\"", "en = \"Convenience store\"", "en = \"\"", &[("en = \"\"", "missing_text")]);
    broken(
        "[[anchors.behaviour.grades]]",
        "en = \"Not done\"\n",
        "",
        &[("[[anchors.behaviour.grades]]", "missing_text")],
    );
    broken("[units.nozzle]", "zh = \"把油枪\"\n", "", &[("[units.nozzle]", "missing_text")]);
    broken("grade = \"good\"", "en = \"Good\"\n", "", &[("[[scoring.grades]]", "missing_text")]);
    broken("id = \"morning_peak\"", "zh = \"早高峰\"\n", "", &[("[[visit.slots]]", "missing_text")]);
}

#[test]
fn totals() {
    broken("[totals]", "items = 69", "items = 70", &[("items = 70", "totals")]);
    broken("[totals]", "bonus_items = 6", "bonus_items = 5", &[("bonus_items = 5", "totals")]);
    broken("[totals]", "points = 1000", "points = 999", &[("points = 999", "totals")]);
    broken("[totals.items_by_kano]", "attractive = 6\n", "", &[("[totals.items_by_kano]", "totals")]);
    broken("[totals.points_by_kano]", "must_be = 724", "must_be = 723", &[("723", "totals")]);
    broken("[totals.items_by_deadline]", "T0 = 9", "T0 = 9\nT9 = 1", &[("T9 = 1", "totals")]);
    broken("[[touchpoints]]", "weight_bp = 800", "weight_bp = 801", &[("weight_bp = 10000", "totals")]);
    broken("[[touchpoints]]", "items = 7", "items = 8", &[("items = 8", "totals")]);
    broken("id = \"safety\"", "critical_items = 3", "critical_items = 2", &[("critical_items = 2", "totals")]);
    broken("id = \"store\"", "bonus_items = 1", "bonus_items = 0", &[("bonus_items = 0", "totals")]);
    broken(
        "n = 2\n",
        "points = 16",
        "points = 18",
        &[
            ("points = 1000", "totals"),
            ("major = 569", "totals"),
            ("reliability = 268", "totals"),
            ("economy = 171", "totals"),
            ("must_be = 724", "totals"),
            ("points = 80", "totals"),
        ],
    );
}

#[test]
fn what_an_item_earns() {
    broken("\nn = 1\n", "points = 12", "points = 13", &[("points = 13", "fraction")]);
    broken("n = 3\n", "points = 15", "points = 16", &[("points = 16", "fraction")]);
    broken("n = 3\n", "pct = 60", "pct = 61", &[("points = 15", "fraction")]);
    broken("n = 5\n", "points = 8", "points = 0", &[("points = 0", "points")]);
    broken("n = 5\n", "points = 8", "points = 8\nbonus_bp = 40", &[("bonus_bp", "points")]);
    broken("n = 30\n", "bonus_bp = 40", "bonus_bp = 0", &[("bonus_bp", "points")]);
    broken("n = 30\n", "bonus_bp = 40", "bonus_bp = 40\npoints = 5", &[("points = 5", "points")]);
    broken("n = 30\n", "photo = \"never\"", "photo = \"never\"\ndeadline = \"T3\"", &[("deadline", "deadline")]);
    broken(
        "n = 21\n",
        "{ type = \"pass_fail\" }",
        "{ type = \"graded\", anchor = \"condition\" }",
        &[("pass_fail = 31", "totals"), ("graded = 22", "totals"), ("graded", "answer_kind")],
    );
    let grades = "anchor = \"condition\", points = [0, 6]";
    broken("\nn = 1\n", "anchor = \"condition\"", grades, &[("points = [0, 6]", "grade_points")]);
    broken(
        "n = 1\n",
        "anchor = \"condition\"",
        "anchor = \"condition\", points = [0, 13, 12]",
        &[("13, 12", "grade_points")],
    );
    broken(
        "n = 1\n",
        "anchor = \"condition\"",
        "anchor = \"condition\", points = [0, 6, 11]",
        &[("6, 11", "grade_points")],
    );
}

#[test]
fn bands() {
    broken("n = 8\n", "le = 10", "le = 5", &[("answer.bands", "bands_order")]);
    broken("n = 8\n", "pct = 80", "pct = 40", &[("answer.bands", "bands_order")]);
    broken("n = 8\n", "else_pct = 0", "else_pct = 40", &[("else_pct", "bands_order")]);
    broken("n = 8\n", "le = 30", "le = 9999", &[("answer.bands", "bands_order")]);
    broken("n = 48\n", "le = 1,", "le = 4,", &[("answer.bands", "bands_order")]);
    broken(
        "n = 8\n",
        "answer.bands = [{ le = 5, pct = 100 }, { le = 10, pct = 80 }, { le = 20, pct = 60 }, { le = 30, pct = 20 }]",
        "answer.bands = []",
        &[("answer", "bands_order")],
    );
    broken("[measured]", "never = 9999", "never = 10000", &[("never", "limits_order")]);
}

#[test]
fn conditions() {
    let na = |to: &str, expected: &[(&str, &str)]| broken("n = 8\n", "!st.staffed || v.self_service", to, expected);
    na("!st.staffed || v.raining", &[("v.raining", "unknown_flag")]);
    na("v.raining && v.snowing", &[("na_when", "unknown_flag"), ("na_when", "unknown_flag")]);
    na("!st.staffed | v.self_service", &[("na_when", "predicate")]);
    na("!st.staffed ||", &[("na_when", "predicate")]);
    na("(!st.staffed", &[("na_when", "predicate")]);
    na("", &[("na_when", "predicate")]);
    na(&"!".repeat(40_000), &[("na_when", "predicate")]);
    na(&format!("{}v.night{}", "(".repeat(40_000), ")".repeat(40_000)), &[("na_when", "predicate")]);
    na("v.queue_len", &[("na_when", "flag_kind")]);
    na("!v.queue_len || v.night < 1", &[("na_when", "flag_kind"), ("na_when", "flag_kind")]);
    na("v.queue_len >= 0", &[("na_when", "predicate")]);
    na("v.queue_len > 999", &[("na_when", "predicate")]);
    na("v.queue_len == 99999999999", &[("na_when", "predicate")]);
    na("!(st.staffed && !v.self_service) || v.queue_len != 3", &[]);
}

#[test]
fn gates() {
    let gate = |n: u32, gate: &str, expected: &[(&str, &str)]| {
        let anchor = format!("n = {n}\n");
        broken(&anchor, "photo = ", &format!("gated_by = \"{gate}\"\nphoto = "), expected);
    };
    gate(10, "entry.queue_wait_to_pump", &[("gated_by", "gate_cycle"), ("gated_by", "gate_kind")]);
    gate(38, "payment.invoice_not_refused", &[("gated_by", "gate_order")]);
    gate(43, "payment.invoice_not_refused", &[]);
    gate(42, "payment.amount_announced", &[("gated_by", "gate_kind")]);
    gate(69, "farewell.polite_farewell", &[("gated_by", "gate_kind")]);
    gate(43, "payment.methods_available", &[("gated_by", "gate_kind")]);
    gate(43, "fueling.windscreen_offer", &[("gated_by", "gate_kind")]);
    let cycle = changed("n = 16\n", "photo = ", "gated_by = \"greeting.badge_worn\"\nphoto = ");
    let cycle = cycle.replacen("n = 19\n", "n = 19\ngated_by = \"greeting.verbal_greeting\"\n", 1);
    let found: Vec<_> = faults(&cycle).into_iter().map(|(_, code)| code).collect();
    assert_eq!(found, ["gate_cycle", "gate_cycle"]);
}

#[test]
fn orders_of_limits() {
    broken("red_line_caps_bp", "[5999, 3999, 0]", "[3999, 5999, 0]", &[("caps", "caps_order")]);
    broken("grade = \"good\"", "min_bp = 8000", "min_bp = 9000", &[("[[scoring.grades]]", "grades_order")]);
    broken("zh = \"不合格\"", "min_bp = 0", "min_bp = 1", &[("[[scoring.grades]]", "grades_order")]);
    broken("zh = \"不合格\"", "stars = 0", "stars = 0\nno_overdue = true", &[("[[scoring.grades]]", "grades_order")]);
    broken("[visit]", "hard_min_minutes = 8", "hard_min_minutes = 16", &[("soft_min_minutes", "limits_order")]);
    broken("[visit]", "geofence_tolerance_m = 200", "geofence_tolerance_m = 99", &[("tolerance", "limits_order")]);
    broken("[[visit.slots]]", "to = \"09:00\"", "to = \"06:00\"", &[("06:00", "limits_order")]);
    broken("[review]", "second_from_bp = 9800", "second_from_bp = 6000", &[("second_from_bp", "limits_order")]);
}

/// A form of touchpoints with one item each, worth these points.
fn form_of(points: &[u32]) -> String {
    let mut text = source()[..source().find("[totals.items_by_answer]").expect("totals")].to_owned();
    let total: u32 = points.iter().sum();
    text =
        text.replace("items = 69", &format!("items = {}", points.len())).replace("bonus_items = 6", "bonus_items = 0");
    text = text.replace("points = 1000", &format!("points = {total}"));
    text += &source()
        [source().find("# ── 加油站标志").expect("flags")..source().find("[[touchpoints]]").expect("touchpoints")];
    for (i, points) in points.iter().enumerate() {
        let weight = if i == 0 { 10_000 } else { 0 };
        text += &format!("[[touchpoints]]\nid = \"t{i}\"\nzh = \"点\"\nen = \"t\"\nweight_bp = {weight}\n");
        text += &format!("points = {points}\nitems = 1\nbonus_items = 0\ncritical_items = 0\n");
    }
    for (i, points) in points.iter().enumerate() {
        text += &format!("[[items]]\nn = {}\nid = \"i{i}\"\ntouchpoint = \"t{i}\"\nzh = \"项\"\nen = \"i\"\n", i + 1);
        text += &format!(
            "answer = {{ type = \"pass_fail\" }}\npoints = {points}\nseverity = \"minor\"\nphoto = \"never\"\n"
        );
    }
    text
}

#[test]
fn numbers_that_could_overflow() {
    // Points without a common factor: the least common multiple of n of them has about 6n digits.
    let primes = [999_983u32, 999_979, 999_961, 999_959, 999_953, 999_931, 999_917, 999_907];
    let codes = |n: usize| faults(&form_of(&primes[..n])).into_iter().map(|(_, code)| code).collect::<Vec<_>>();
    assert_eq!(codes(8), ["overflow"], "beyond 128 bits by itself");
    assert_eq!(codes(6), ["overflow"], "beyond 128 bits in the products that scoring forms");
    assert!(codes(4).is_empty());
    let form = Checklist::parse(&form_of(&primes[..4])).expect("no faults");
    let score = crate::visit::Visit::perfect(&form, &[]).bool("i1", false).score();
    assert_eq!(score.summary.base_bp, Some(10_000), "all weight lies on the first item");
}

#[test]
fn all_at_once() {
    let text = source()
        .replacen("id = \"approach.price_board_matches_pump\"", "id = \"approach.brand_sign_visible_intact\"", 1)
        .replacen("points = 8\n", "points = 9\n", 1)
        .replacen("le = 10, pct = 80", "le = 4, pct = 80", 1)
        .replacen("!v.tanker_unloading", "!v.tanker", 1)
        .replacen("en = \"Greeted on entering the store\"\n", "", 1)
        .replacen("deadline = \"T30\"\n", "deadline = \"T30\"\nnote = \"x\"\n", 1);
    let codes: Vec<_> = faults(&text).into_iter().map(|(_, code)| code).collect();
    let expected = ["duplicate_id", "fraction", "unknown_key", "bands_order", "unknown_flag", "missing_text"];
    assert_eq!(codes, expected);
}

#[test]
fn an_empty_file_and_a_huge_one() {
    let codes: Vec<_> = Checklist::parse("").expect_err("empty").iter().map(|f| f.code).collect();
    assert!(codes.iter().all(|code| *code == "missing_key"), "{codes:?}");
    let many: String = (0..600).map(|_| "[[items]]\n").collect();
    let faults = Checklist::parse(&many).expect_err("600 empty items");
    assert!(faults.iter().any(|f| f.code == "too_many" && f.line == 513));
}

/// The format is documented by example: each key that a file may hold stands there and is right.
#[test]
fn the_example_of_the_documentation_is_in_the_format() {
    let readme = include_str!("../../../../checklists/README.md");
    let blocks: Vec<_> = readme.split("```").skip(1).step_by(2).filter_map(|b| b.strip_prefix("toml\n")).collect();
    let faults = Checklist::parse(blocks[0]).expect_err("an example of one touchpoint and one item");
    let told: Vec<_> = faults.iter().map(|f| f.code).filter(|code| *code != "totals").collect();
    // Its single item has number 54, its gate is not there, and it names one of two grades and one of three classes.
    assert_eq!(told, ["grade_points", "grades_order", "item_number", "unknown_flag", "unknown_item"]);
    for code in source_codes() {
        assert!(readme.contains(&format!("`{code}`")), "the fault {code} is not documented");
    }
}

/// The codes that the loader can report, as they stand in its source.
fn source_codes() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checklist");
    let mut codes = Vec::new();
    for file in std::fs::read_dir(folder).expect("the folder of the loader").flatten() {
        let text = std::fs::read_to_string(file.path()).expect("a source file");
        for call in text.split("faults.add(").skip(1) {
            let code = call.split('"').nth(1).expect("a code");
            codes.push(code.to_owned());
        }
    }
    assert!(codes.len() > 30, "the calls of Faults::add look different now");
    codes
}
