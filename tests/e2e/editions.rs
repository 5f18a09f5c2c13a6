//! Reports name what they are made of (decision 18), go over quarters and years, and tell regions which rounds are closed
//! (decisions 23 and 32).

use forecourt_tests::{desk::Desk, network::Network};
use serde_json::{Value, json};

use crate::{
    exports::file,
    ranking::{JULY, published, raw},
};

/// What a file of June is called, what its manifest says of the edition, and what stands in it.
async fn made(net: &Network, kind: &str, format: &str, filter: Value) -> (String, Value, Vec<u8>) {
    let english = Desk { lang: "en", ..net.hq.clone() };
    let (shown, bytes) = file(net, &english, kind, format, filter).await;
    let line = &shown["files"][0];
    (line["name"].as_str().expect("a name").to_owned(), line["edition"].clone(), bytes)
}

fn printed(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).expect("text").split_whitespace().collect()
}

/// The values of the column that names the edition.
fn editions_in(bytes: &[u8]) -> Vec<String> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text);
    let column = reader.headers().expect("a header").iter().position(|name| name == "edition").expect("the column");
    let mut all: Vec<String> = reader.records().map(|row| row.expect("a row")[column].to_owned()).collect();
    all.dedup();
    all
}

on_both! {
    async fn files_name_the_edition_that_they_are_made_of(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let june = json!({"period": "2026-06"});
        let (name, edition, bytes) = made(&net, "ranking", "csv", june.clone()).await;
        assert_eq!((name.as_str(), &edition, editions_in(&bytes)), ("ranking-2026-06-live.csv", &json!("live"), vec!["live".to_owned()]));
        let (name, edition, bytes) = made(&net, "month_report", "pdf", june.clone()).await;
        assert_eq!((name.as_str(), &edition), ("month_report-2026-06-live.pdf", &json!("live")));
        assert!(printed(&bytes).contains("2026-06·live"), "{}", printed(&bytes));
        net.server.time(JULY);
        for reason in ["the bonus is due", "once more"] {
            net.hq.post("/v1/periods/2026-06/close", json!({"force": true, "reason": reason})).await.expect(201);
        }
        for (wanted, filter) in [("2", june.clone()), ("1", json!({"period": "2026-06", "edition": "1"}))] {
            let (name, edition, bytes) = made(&net, "ranking", "csv", filter).await;
            assert_eq!((name, edition), (format!("ranking-2026-06-e{wanted}.csv"), json!(wanted)));
            assert_eq!(editions_in(&bytes), [wanted]);
        }
        for (report, filter) in [
            ("month_report", june.clone()),
            ("station_report", json!({"period": "2026-06", "station": net.stations[0].id})),
        ] {
            let (name, edition, bytes) = made(&net, report, "pdf", filter).await;
            assert_eq!((name, edition), (format!("{report}-2026-06-e2.pdf"), json!("2")));
            assert!(printed(&bytes).contains("2026-06·edition2,closed2026-07-01"), "{}", printed(&bytes));
        }
        let table = raw(&net.hq, "/v1/reports/ranking?period=2026-06&format=csv").await;
        assert_eq!(table.headers["content-disposition"], "attachment; filename=\"ranking-2026-06-e2.csv\"");
        let table = raw(&net.hq, "/v1/reports/ranking?period=2026-06&edition=live&format=csv").await;
        assert_eq!(table.headers["content-disposition"], "attachment; filename=\"ranking-2026-06-live.csv\"");
        // What knows no edition names none.
        let (name, edition, _) = made(&net, "audits", "csv", june).await;
        assert_eq!((name.as_str(), edition), ("audits-2026-06.csv", json!(null)));
    }

    async fn progress_goes_over_quarters_and_years(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let trend = async |query: &str| net.hq.get(&format!("/v1/reports/trend?{query}")).await;
        let june = trend("until=2026-06&months=1").await.expect(200)["items"][0].clone();
        for (query, periods) in [
            ("until=2026-Q2", ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"].as_slice()),
            ("until=2026-Q2&months=6", &["2026-Q1", "2026-Q2"]),
            ("until=2026", &["2024", "2025", "2026"]),
            ("until=2026&months=12", &["2026"]),
        ] {
            let points = trend(query).await.expect(200)["items"].clone();
            let points = points.as_array().expect("points");
            assert!(points.iter().map(|point| point["period"].as_str().expect("a period")).eq(periods.iter().copied()), "{points:?}");
            let (last, before) = points.split_last().expect("points");
            assert!(before.iter().all(|point| point["audits"] == 0 && point["score_bp"].is_null()), "{before:?}");
            // All of it was in June: a longer period has the same figures.
            for figure in ["audits", "stations", "score_bp", "pass_rate_bp", "critical_misses", "touchpoints"] {
                assert_eq!(last[figure], june[figure], "{figure} of {query}");
            }
        }
        for wrong in ["until=2026-Q2&months=4", "until=2026&months=6", "until=2026-06&months=37", "until=2026-06&months=0"] {
            assert_eq!(trend(wrong).await.violations(), [("query:months".to_owned(), "out_of_range".to_owned())], "{wrong}");
        }
    }

    async fn regions_learn_of_closed_rounds_only(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let desks = [&net.region, &net.hq, &net.admin, &net.planner, &net.auditor];
        for desk in desks {
            assert_eq!(desk.get("/v1/reports/rounds").await.expect(200), json!([]), "it runs");
        }
        net.planner.verb(&format!("/v1/rounds/{}", net.round), "close", json!({})).await.expect(200);
        for desk in desks {
            let rounds = desk.get("/v1/reports/rounds").await.expect(200);
            assert_eq!((rounds.as_array().map(Vec::len), &rounds[0]["code"]), (Some(1), &json!("R1")), "{rounds}");
        }
        let code = "/v1/reports/coverage?round=R1";
        assert_eq!(net.region.get(code).await.expect(200)["items"][0]["covered"], 5);
        for desk in [&net.manager, &net.shoppers[0], &net.reviewers[0]] {
            desk.get("/v1/reports/rounds").await.problem(403, "forbidden");
        }
    }

    async fn coverage_is_counted_in_the_sight_of_who_asks(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let counts = async |desk: &Desk, query: &str| {
            let seen = desk.get(&format!("/v1/reports/ranking?period={query}")).await.expect(200);
            (seen["covered"].clone(), seen["not_covered"].clone())
        };
        assert_eq!(counts(&net.hq, "2026-06").await, (json!(5), json!(7)));
        // Nobody has enough audits to be ranked in a quarter: covered they are.
        assert_eq!(counts(&net.hq, "2026-Q2").await, (json!(5), json!(7)));
        assert_eq!(counts(&net.hq, &format!("2026-06&org_unit={}", net.units[1])).await, (json!(5), json!(7)));
        for desk in [&net.region, &net.manager] {
            assert_eq!(counts(desk, "2026-06").await, (json!(null), json!(null)));
        }
    }
}
