//! The table of touchpoints, held against what the audits earned (§3.5).

use std::collections::BTreeMap;

use forecourt_core::registry;
use forecourt_tests::{answer::Answer, desk::Desk, network::Network};
use reqwest::Method;
use serde_json::json;

use crate::published::{accept, deliver, next_day};

const MISSES: [&[(&str, i64)]; 3] = [
    &[],
    &[("approach.brand_sign_visible_intact", 0), ("safety.estop_and_warning_signs", 1)],
    &[("approach.brand_sign_visible_intact", 1), ("approach.canopy_facade_clean", 0), ("entry.nozzle_layout_clear", 0)],
];

/// Three published audits of three stations; what each earned at every touchpoint, in the order of the checklist.
async fn published(net: &Network) -> Vec<Vec<i64>> {
    let mut earned = Vec::new();
    for (station, misses) in MISSES.iter().enumerate() {
        let visit = misses.iter().fold(net.visit(0, station, 3), |visit, (item, grade)| visit.with(item, *grade));
        let path = deliver(net, &visit).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
        let score = net.hq.get(&format!("{path}/score")).await.expect(200);
        let touchpoints = score["score"]["touchpoints"].as_array().expect("touchpoints").iter();
        earned.push(touchpoints.map(|one| one["score_bp"].as_i64().expect("a score")).collect());
    }
    next_day(net, 1).await;
    earned
}

/// The records of a table, by the names of their columns.
async fn table(desk: &Desk, query: &str) -> Vec<BTreeMap<String, String>> {
    let path = format!("/v1/reports/touchpoints?period=2026-06&format=csv{query}");
    let request = desk.request(Method::GET, &path).build().expect("a request");
    let answer = Answer::read(desk.http.execute(request).await.expect("an answer")).await.expect("a whole answer");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.headers["content-type"].to_str().expect("text").starts_with("text/csv"));
    let mut reader = csv::Reader::from_reader(answer.bytes.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark"));
    let header = reader.headers().expect("a header").clone();
    let row = |row: csv::StringRecord| header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.expect("a record"))).collect()
}

/// Basis points as a table writes them: 9488 is `94.88`.
fn points(bp: i64) -> String {
    format!("{}.{:02}", bp / 100, bp % 100)
}

/// `half_up(sum / count)`.
fn mean(scores: &[i64]) -> i64 {
    let count = i64::try_from(scores.len()).expect("few");
    (2 * scores.iter().sum::<i64>() + count) / (2 * count)
}

fn cells<'r>(row: &'r BTreeMap<String, String>, names: &[&str]) -> Vec<&'r str> {
    names.iter().map(|name| row[*name].as_str()).collect()
}

const ZH: [&str; 11] =
    ["编码", "名称", "触点", "样本数", "平均分", "最低", "下四分位", "中位数", "上四分位", "最高", "全网平均分"];
const EN: [&str; 11] = [
    "code",
    "name",
    "touchpoint",
    "observations",
    "mean",
    "least",
    "lower quartile",
    "median",
    "upper quartile",
    "greatest",
    "network mean",
];

on_both! {
    async fn the_table_of_touchpoints_holds_what_the_audits_earned(kind) {
        let net = Network::start(kind).await;
        let earned = published(&net).await;
        let names: Vec<_> = registry::builtin().get("station-69", 1).expect("station-69 v1").touchpoints.iter().map(|one| one.text.clone()).collect();
        assert!(earned.iter().all(|one| one.len() == names.len()) && earned[1] != earned[2]);
        for (lang, columns) in [("zh", ZH), ("en", EN)] {
            let desk = Desk { lang, ..net.hq.clone() };
            let name = |number: usize| if lang == "zh" { names[number].zh.clone() } else { names[number].en.clone() };
            // Everything together: a row for each touchpoint, in the order of the checklist.
            let all = table(&desk, "").await;
            let told: Vec<Vec<&str>> = all.iter().map(|row| cells(row, &columns[..5])).collect();
            let mut expected = Vec::new();
            for number in 0..names.len() {
                let scores: Vec<i64> = earned.iter().map(|one| one[number]).collect();
                let network = if lang == "zh" { "全网" } else { "network" };
                expected.push([String::new(), network.into(), name(number), "3".into(), points(mean(&scores))]);
            }
            assert_eq!(told, expected);
            for (number, row) in all.iter().enumerate() {
                let mut scores: Vec<i64> = earned.iter().map(|one| one[number]).collect();
                scores.sort_unstable();
                assert_eq!(cells(row, &[columns[5], columns[7], columns[9]]), scores.iter().map(|bp| points(*bp)).collect::<Vec<_>>());
                assert_eq!(row[columns[10]], points(mean(&scores)));
            }
            // Each station: its own score throughout, beside the mean of all.
            let each = table(&desk, "&level=station").await;
            assert_eq!(each.len(), 3 * names.len());
            for (place, row) in each.iter().enumerate() {
                let (station, number) = (place / names.len(), place % names.len());
                let own = points(earned[station][number]);
                let expected = [vec![net.stations[station].code.clone()], vec![own; 5]].concat();
                assert_eq!(cells(row, &[&columns[..1], &columns[5..10]].concat()), expected);
                assert_eq!(row[columns[10]], points(mean(&earned.iter().map(|one| one[number]).collect::<Vec<_>>())));
            }
        }
        // What the answer in JSON says of quarters is what the table says.
        let json = net.hq.get("/v1/reports/touchpoints?period=2026-06&level=unit&depth=2").await.expect(200);
        let table_of_units = table(&net.hq, "&level=unit&depth=2").await;
        assert_eq!(json["items"].as_array().map(Vec::len), Some(table_of_units.len()));
        for (shown, row) in json["items"].as_array().expect("rows").iter().zip(&table_of_units) {
            let spread = shown["spread_bp"].as_array().expect("five").iter().map(|bp| points(bp.as_i64().expect("a number")));
            assert_eq!(cells(row, &EN[5..10]), spread.collect::<Vec<_>>());
            assert_eq!((json!(row["code"]), json!(row["touchpoint"])), (shown["subject_code"].clone(), shown["name"]["en"].clone()));
        }
        // A station has its own, and no other station's.
        let own = table(&net.manager, "&level=station").await;
        assert!(own.len() == names.len() && own.iter().all(|row| row["code"] == net.stations[0].code), "{own:?}");
        assert!(!format!("{own:?}").contains(&net.stations[1].code));
    }
}
