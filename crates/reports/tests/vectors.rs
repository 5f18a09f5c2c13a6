//! Runs the shared ranking vectors (`tests/vectors/ranking.json`) against this crate.
//!
//! The expected rows come from the independent oracle in `tests/oracle`; all failing cases are named at once.

use forecourt_core::registry::builtin;
use forecourt_reports::closing::Days;
use forecourt_reports::{
    AuditFact, CLASS_SMALL, CLASS_STANDARD, FalseEvidence, Level, Network, PreviousRank, RankingInput, RankingRules,
    Selection, Station, TouchScores, Unit, Window,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use time::format_description::well_known::Iso8601;
use time::macros::date;
use uuid::Uuid;

const RESTROOM: usize = 7;

/// The stations of a case with their class, by code.
fn stations(input: &Value) -> BTreeMap<String, u8> {
    let audits = input["audits"].as_array().expect("audits");
    audits.iter().map(|audit| (text(&audit["station"]).to_owned(), class(text(&audit["class"])))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> u16 {
    u16::try_from(value.as_u64().expect("a number")).expect("a small number")
}

fn class(word: &str) -> u8 {
    match word {
        "full" => CLASS_STANDARD,
        "small" => CLASS_SMALL,
        other => panic!("unknown class {other}"),
    }
}

fn day(value: &Value) -> i32 {
    let day = time::Date::parse(text(value), &Iso8601::DATE).expect("a day");
    i32::try_from((day - date!(1970 - 01 - 01)).whole_days()).expect("a day of our time")
}

/// What false evidence costs in a case, by the places of its stations.
fn false_evidence(input: &Value, codes: &[&String]) -> Vec<FalseEvidence> {
    let Some(known) = input.get("false_evidence") else { return Vec::new() };
    let days = |code: &String| known["days"][code].as_array().into_iter().flatten().map(day);
    let places = codes.iter().enumerate().map(|(place, code)| (u32::try_from(place).expect("few"), code));
    let rejections: Vec<(u32, i32)> = places.flat_map(|(place, code)| days(code).map(move |on| (place, on))).collect();
    let period = Days { first: day(&known["first"]), last: day(&known["last"]) };
    FalseEvidence::of(&rejections, Some(period), day(&known["as_of"]), u32::from(number(&known["star_days"])))
}

fn fact(audit: &Value, station: usize) -> AuditFact {
    let mut touchpoints = TouchScores::EMPTY;
    let restroom = (!audit["restroom_bp"].is_null()).then(|| number(&audit["restroom_bp"]));
    touchpoints.set(RESTROOM, restroom).expect("a score");
    AuditFact {
        station: u32::try_from(station).expect("few stations"),
        visit_day: day(&audit["visit_day"]),
        final_bp: number(&audit["final_bp"]),
        red_lines: u8::try_from(number(&audit["red_lines"])).expect("few red lines"),
        remedial: audit["remedial"].as_bool().unwrap_or(false),
        touchpoints,
        ..AuditFact::default()
    }
}

/// What the crate ranks.
fn ranked(input: &Value) -> Value {
    let checklist = builtin().get("station-69", 1).expect("a built-in checklist");
    let stations = stations(input);
    let codes: Vec<&String> = stations.keys().collect();
    let unit = Unit { id: Uuid::nil(), code: "HQ".to_owned(), parent: None };
    let listed =
        stations.iter().map(|(code, class)| Station { id: Uuid::nil(), code: code.clone(), class: *class, unit: 0 });
    let network = Network::new(listed.collect(), vec![unit], 2).expect("a network");
    let place = |code: &str| codes.iter().position(|known| *known == code).expect("a station of the case");
    let audits = input["audits"].as_array().expect("audits").iter();
    let facts: Vec<_> = audits.map(|audit| fact(audit, place(text(&audit["station"])))).collect();
    let overdue: Vec<u32> = codes.iter().map(|code| input["overdue"][*code].as_u64().unwrap_or(0) as u32).collect();
    let former = |code: &&String| {
        let rank = input.get("previous")?.get(*code)?.as_u64()?;
        Some(PreviousRank { class: stations[*code], rank: u32::try_from(rank).ok()? })
    };
    let previous: Vec<_> = codes.iter().map(former).collect();
    let false_evidence = false_evidence(input, &codes);
    let ranking = RankingInput {
        selection: Selection {
            facts: &[&facts],
            network: &network,
            window: Window::Days { first: i32::MIN, last: i32::MAX },
            among: None,
        },
        rules: RankingRules::of(checklist, u32::from(number(&input["min_audits"]))),
        overdue: &overdue,
        false_evidence: &false_evidence,
        previous: &previous,
    };
    let ranking = ranking.rank(Level::Station).expect("a ranking");
    let rows = ranking.rows.iter().map(|row| {
        json!({
            "class": if row.class == CLASS_SMALL { "small" } else { "full" },
            "station": codes[row.subject as usize],
            "rank": row.rank,
            "score_bp": row.score_bp,
            "audits": row.audits,
            "stars": row.stars,
            "movement": row.movement,
        })
    });
    json!({"rows": rows.collect::<Vec<_>>()})
}

#[test]
fn ranking_vectors() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/ranking.json");
    let source = std::fs::read_to_string(&path).expect("the ranking vectors");
    let file: Value = serde_json::from_str(&source).expect("a vector file is JSON");
    assert_eq!(file["kind"], "ranking");
    let cases = file["cases"].as_array().expect("cases");
    assert!(cases.len() >= 40, "only {} ranking vectors", cases.len());
    let differs = |case: &&Value| ranked(&case["input"]) != case["expected"];
    let report = |case: &Value| {
        let (name, why, wanted) = (&case["name"], &case["why"], &case["expected"]);
        format!("{name}: {why}\n    expected {wanted}\n    is       {}", ranked(&case["input"]))
    };
    let failures: Vec<String> = cases.iter().filter(differs).map(report).collect();
    let (count, all) = (failures.len(), cases.len());
    assert!(failures.is_empty(), "{count} of {all} ranking vectors fail:\n{}", failures.join("\n"));
}
