//! Runs the shared vectors of the bulletin (`tests/vectors/bulletin.json`) against this crate.
//!
//! The expected lines come from the independent oracle in `tests/oracle`; all failing cases are named at once.

use forecourt_core::checklist::DeadlineClass;
use forecourt_reports::bulletin::{BulletinRow, bulletin};
use forecourt_reports::closing::{Figures, Orders};
use forecourt_reports::touchpoints::Grouping;
use forecourt_reports::{Network, OrderFact, SeenAgain, Station, Unit, VisitFact};
use serde_json::{Map, Value, json};
use std::path::Path;
use time::format_description::well_known::Iso8601;
use time::macros::date;
use uuid::Uuid;

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn day(value: &Value) -> i32 {
    let day = time::Date::parse(text(value), &Iso8601::DATE).expect("a day");
    i32::try_from((day - date!(1970 - 01 - 01)).whole_days()).expect("a day of our time")
}

fn word_of(day: i32) -> String {
    (date!(1970 - 01 - 01) + time::Duration::days(i64::from(day))).to_string()
}

fn rows<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().expect("rows").iter().map(read).collect()
}

/// A case's network; the places of its stations and units are those of their codes.
struct World {
    network: Network,
    stations: Vec<String>,
    units: Vec<String>,
}

impl World {
    fn new(input: &Value) -> Self {
        let (units, stations) =
            (input["units"].as_object().expect("units"), input["stations"].as_object().expect("stations"));
        let place = |code: &str| units.keys().position(|known| known == code).expect("a unit") as u32;
        let unit = |(code, above): (&String, &Value)| Unit {
            id: Uuid::nil(),
            code: code.clone(),
            parent: above.as_str().map(place),
        };
        let station = |(code, unit): (&String, &Value)| Station {
            id: Uuid::nil(),
            code: code.clone(),
            class: 0,
            unit: place(text(unit)),
        };
        let network = Network::new(stations.iter().map(station).collect(), units.iter().map(unit).collect(), 1);
        Self {
            network: network.expect("a network"),
            stations: stations.keys().cloned().collect(),
            units: units.keys().cloned().collect(),
        }
    }

    fn station(&self, value: &Value) -> u32 {
        self.stations.iter().position(|code| code == text(value)).expect("a station") as u32
    }

    fn order(&self, row: &Value) -> OrderFact {
        let yes = |name: &str| row[name].as_bool().expect("yes or no");
        OrderFact {
            station: self.station(&row["station"]),
            class: DeadlineClass::parse(text(&row["class"])).expect("a class"),
            issued_ms: row["issued_ms"].as_i64().expect("an instant"),
            by_system: yes("by_system"),
            due_ms: row["due_ms"].as_i64(),
            late: yes("late"),
            closed_ms: row["closed_ms"].as_i64(),
            thanks_to_extension: yes("thanks_to_extension"),
            overdue_since_ms: row["overdue_since_ms"].as_i64(),
            with_verifier: yes("with_verifier"),
            verifier_late: yes("verifier_late"),
            paused: yes("paused"),
        }
    }

    fn line(&self, row: &BulletinRow, grouping: Grouping) -> Value {
        let names = if grouping == Grouping::Stations { &self.stations } else { &self.units };
        let standing = row.standing;
        json!({
            "subject": row.subject.map(|place| &names[place as usize]),
            "stations": row.stations,
            "day": shown(&row.day),
            "month": shown(&row.month),
            "standing": {
                "open": standing.open,
                "with_verifier": standing.with_verifier,
                "paused": standing.paused,
                "pending_calendar": standing.pending_calendar,
                "overdue": standing.overdue,
                "overdue_today": standing.overdue_today,
                "verifier_late": standing.verifier_late,
            },
            "overdue": row.overdue,
            "verifier_late": row.verifier_late,
            "by_system": row.by_system,
        })
    }
}

fn shown(figures: &Figures) -> Value {
    let Figures { issued, by_system, due, closed, repeats, problems } = figures;
    json!({
        "issued": issued,
        "by_system": by_system,
        "due": due.due,
        "undecided": due.undecided,
        "on_time": due.on_time,
        "closed_late": due.closed_late,
        "open_late": due.open_late,
        "closing_rate_bp": due.closing_rate_bp(),
        "thanks_to_extension_bp": due.thanks_to_extension_bp(),
        "closed_late_bp": due.closed_late_bp(),
        "closed": closed.closed,
        "on_time_rate_bp": closed.on_time_rate_bp(),
        "median_minutes": closed.median_minutes,
        "took": closed.took,
        "repeat_seen": repeats.seen,
        "repeat_rate_bp": repeats.rate_bp(),
        "problems": problems.problems,
        "per_visit_hundredths": problems.per_visit_hundredths(),
        "per_station_hundredths": problems.per_station_hundredths(),
        "video_issues_bp": figures.video_issues_bp(),
        "closure_on_time_bp": figures.closure_on_time_bp(),
    })
}

fn seen_again(input: &Value) -> Value {
    let looks = rows(&input["looks"], |look| {
        (look["at_ms"].as_i64().expect("an instant"), look["missed"].as_bool().expect("yes or no"))
    });
    let within = input["within_days"].as_u64().expect("days") as u32;
    let found = SeenAgain::of(0, input["closed_ms"].as_i64().expect("an instant"), &looks, within);
    json!({"seen_again": found.map(|found| json!({"day": word_of(found.day), "missed": found.missed}))})
}

/// What the crate says.
fn said(input: &Value) -> Value {
    if input.get("looks").is_some() {
        return seen_again(input);
    }
    let world = World::new(input);
    let orders = rows(&input["orders"], |row| world.order(row));
    // As they stood at the end of the day, where that is not how they stand now.
    let then = input.get("then").map_or_else(|| orders.clone(), |then| rows(then, |row| world.order(row)));
    let seen = rows(&input["seen"], |row| SeenAgain {
        station: world.station(&row["station"]),
        day: day(&row["day"]),
        missed: row["missed"].as_bool().expect("yes or no"),
    });
    let visits = rows(&input["visits"], |row| VisitFact {
        station: world.station(&row["station"]),
        day: day(&row["day"]),
        problems: row["problems"].as_u64().expect("a number") as u16,
    });
    let among: Option<Vec<bool>> = input.get("among").map(|list| {
        let list = rows(list, |code| text(code).to_owned());
        world.stations.iter().map(|code| list.contains(code)).collect()
    });
    let all =
        Orders { network: &world.network, orders: &orders, seen: &seen, visits: &visits, among: among.as_deref() };
    let lines = rows(&input["groupings"], |word| {
        let grouping = match text(word) {
            "network" => Grouping::Network,
            "stations" => Grouping::Stations,
            depth => Grouping::Units {
                depth: depth.strip_prefix("depth ").and_then(|text| text.parse().ok()).expect("a depth"),
            },
        };
        let lines = bulletin(&all, &then, grouping, day(&input["day"])).expect("a bulletin");
        let lines: Vec<Value> = lines.iter().map(|row| world.line(row, grouping)).collect();
        (text(word).to_owned(), Value::Array(lines))
    });
    Value::Object(lines.into_iter().collect::<Map<_, _>>())
}

#[test]
fn bulletin_vectors() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/bulletin.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(&path).expect("the vectors")).expect("JSON");
    assert_eq!(file["kind"], "bulletin");
    let cases = file["cases"].as_array().expect("cases");
    assert!(cases.len() >= 60, "only {} vectors of the bulletin", cases.len());
    let differs = |case: &&Value| said(&case["input"]) != case["expected"];
    let report = |case: &Value| {
        let (name, why, wanted) = (&case["name"], &case["why"], &case["expected"]);
        format!("{name}: {why}\n    expected {wanted}\n    is       {}", said(&case["input"]))
    };
    let failures: Vec<String> = cases.iter().filter(differs).map(report).collect();
    let (count, all) = (failures.len(), cases.len());
    assert!(failures.is_empty(), "{count} of {all} vectors of the bulletin fail:\n{}", failures.join("\n"));
}
