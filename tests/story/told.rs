//! README's sentences about the demo, one function each. The demo is the same at every run; the margins say how clear
//! the story is, not how lucky the test.

use std::collections::{BTreeMap, BTreeSet};

use forecourt_api::demo::story;

use serde_json::{Value, json};

use crate::look::{Look, number, text};

/// Both rounds.
const ROUNDS: [&str; 2] = ["DEMO-1", "DEMO-2"];

/// "Liaoning (`LN`) is the weak province".
pub async fn the_weak_province_is_last(look: &Look) {
    for period in ROUNDS.map(|round| format!("round={round}")).into_iter().chain(["period=2026".into()]) {
        let rows = look.report(&format!("ranking?{period}&level=unit&depth=1")).await;
        assert_eq!(rows.len(), 8);
        let last = &rows[7];
        assert_eq!((text(&last["code"]).as_str(), number(&last["rank"])), (story().weak_province, 8), "{period}");
    }
    let year = look.report("ranking?period=2026&level=unit&depth=1").await;
    let behind = number(&year[6]["score_bp"]) - number(&year[7]["score_bp"]);
    assert!(behind > 200, "only {behind} bp behind the next");
    // Its stations crowd the last quarter.
    let stations = look.report("ranking?round=DEMO-1&limit=500").await;
    let weak = |row: &&serde_json::Value| row["quartile"] == 4;
    let id = unit(look, story().weak_province).await;
    let in_province = look.report(&format!("ranking?round=DEMO-1&limit=500&org_unit={id}")).await;
    let own: BTreeSet<String> = in_province.iter().map(|row| text(&row["code"])).collect();
    let weak_ones = stations.iter().filter(weak).count();
    let weak_own = stations.iter().filter(weak).filter(|row| own.contains(&text(&row["code"]))).count();
    assert!(weak_own * 3 > weak_ones, "{weak_own} of the {weak_ones} weakest stations lie there");
}

async fn unit(look: &Look, code: &str) -> String {
    let units = look.list("/v1/org-units").await;
    text(&units.iter().find(|unit| unit["code"] == code).expect("a unit")["id"])
}

/// "… and Sichuan (`SC`) the one that improves".
pub async fn one_province_improves(look: &Look) {
    let improving = story().improving_province;
    let before: BTreeMap<String, i64> = look.provinces(ROUNDS[0]).await.into_iter().collect();
    let after: BTreeMap<String, i64> = look.provinces(ROUNDS[1]).await.into_iter().collect();
    let gain = |code: &str| after[code] - before[code];
    assert!(gain(improving) > 500, "{} bp", gain(improving));
    for other in before.keys().filter(|code| *code != improving) {
        assert!(gain(other).abs() < 250, "{other}: {} bp", gain(other));
    }
    let id = unit(look, improving).await;
    let trend = look.report(&format!("trend?until=2026-07&months=2&org_unit={id}")).await;
    let of = |month: usize| number(&trend[month]["score_bp"]);
    assert_eq!((text(&trend[0]["period"]).as_str(), text(&trend[1]["period"]).as_str()), ("2026-06", "2026-07"));
    assert!(of(1) - of(0) > 400, "{} to {}", of(0), of(1));
}

/// "six stations have a bad restroom".
pub async fn six_stations_have_a_bad_restroom(look: &Look) {
    let rows = look.report("touchpoints?period=2026&level=station").await;
    let mut restrooms: Vec<(i64, String)> = rows
        .iter()
        .filter(|row| row["touchpoint"] == "restroom" && number(&row["observations"]) == 2)
        .map(|row| (number(&row["mean_bp"]), text(&row["subject_code"])))
        .collect();
    restrooms.sort();
    assert!(restrooms.len() > 150, "{}", restrooms.len());
    let worst: BTreeSet<&str> = restrooms[..6].iter().map(|(_, code)| code.as_str()).collect();
    assert_eq!(worst, story().bad_restrooms.iter().copied().collect(), "{:?}", &restrooms[..8]);
    assert!(restrooms[6].0 - restrooms[5].0 > 300, "{:?}", &restrooms[..8]);
}

/// "a few stations miss the same item every time (`HZ002` its extinguisher)".
pub async fn a_few_stations_miss_the_same_item_every_time(look: &Look) {
    let mut visits: BTreeMap<String, usize> = BTreeMap::new();
    for audit in look.audits.values() {
        *visits.entry(text(&audit["station"]["code"])).or_default() += 1;
    }
    let mut misses: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (audit, line) in look.lines().filter(|(_, line)| line["miss"] != "none") {
        *misses.entry((text(&audit["station"]["code"]), text(&line["item"]))).or_default() += 1;
    }
    let told = story();
    let of_another_sentence =
        |item: &str| item == told.weak_item || told.night_items.contains(&item) || told.restroom_items.contains(&item);
    let every_time = misses.iter().filter(|((station, _), misses)| **misses == 2 && visits[station] == 2);
    let every_time: BTreeSet<(&str, &str)> = every_time
        .map(|((station, item), _)| (station.as_str(), item.as_str()))
        .filter(|(_, item)| !of_another_sentence(item))
        .collect();
    assert!(told.repeats.contains(&("HZ002", "safety.extinguisher_ready")));
    let missing: Vec<_> = told.repeats.iter().filter(|pair| !every_time.contains(pair)).collect();
    assert!(missing.is_empty(), "{missing:?} are not among {every_time:?}");
    assert!(every_time.len() <= told.repeats.len() + 6, "not a few: {every_time:?}");
}

/// "the whole network forgets to show the zero before fuelling".
pub async fn the_whole_network_forgets_one_item(look: &Look) {
    for round in ROUNDS {
        // Of what is answered at most visits.
        let items = look.report(&format!("items?round={round}&minimum=100")).await;
        assert_eq!(text(&items[0]["item"]), story().weak_item, "{round}");
        let behind = number(&items[1]["pass_rate_bp"]) - number(&items[0]["pass_rate_bp"]);
        assert!(behind > 2_000, "{round}: only {behind} bp worse than the next");
    }
    // Not one province: the item is the worst, or next to it, everywhere.
    for (province, _) in look.provinces("DEMO-1").await {
        let id = unit(look, &province).await;
        let items = look.report(&format!("items?period=2026&minimum=20&org_unit={id}")).await;
        let place = items.iter().position(|row| row["item"] == story().weak_item).expect("the item");
        assert!(place < 2, "{province}: place {place}");
    }
}

/// "`shopper-07` grades harder than everybody else".
pub async fn one_shopper_grades_harder(look: &Look) {
    // Points earned of those possible, permille: where a shopper judges by grades, and where he says yes or no.
    let share = |graded: bool| {
        let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
        for (audit, line) in look.lines() {
            let rule = line["rule"].as_str().unwrap_or_default();
            if if graded { rule.starts_with("grade:") } else { rule == "pass" || rule == "fail" } {
                let sum = sums.entry(look.shopper(audit)).or_default();
                *sum = (sum.0 + number(&line["earned"]), sum.1 + number(&line["nominal"]));
            }
        }
        let mut shares: Vec<(i64, &str)> =
            sums.into_iter().map(|(who, (earned, of))| (earned * 1000 / of, who)).collect();
        shares.sort();
        assert_eq!(shares.len(), 40);
        shares
    };
    let by_grade = share(true);
    assert_eq!(by_grade[0].1, story().harsh_shopper, "{:?}", &by_grade[..3]);
    assert!(by_grade[1].0 - by_grade[0].0 > 60, "{:?}", &by_grade[..3]);
    // It is his hand and not his stations: what needs no judgement is as good as elsewhere.
    let by_word = share(false);
    let place = by_word.iter().position(|(_, who)| *who == story().harsh_shopper).expect("the shopper");
    assert!(place >= 5, "place {place} of {by_word:?}");
}

/// "signs and canopies suffer at night".
pub async fn signs_and_canopies_suffer_at_night(look: &Look) {
    let night = story().night_items;
    for round in ROUNDS {
        let items = look.report(&format!("items?round={round}&minimum=20")).await;
        let rates: Vec<i64> = items.iter().filter_map(|row| row["pass_rate_bp"].as_i64()).collect();
        let usual = rates[rates.len() / 2];
        for item in night {
            let row = items.iter().find(|row| row["item"] == *item).expect("the item");
            let rate = number(&row["pass_rate_bp"]);
            assert!(rate < usual - 1_500, "{round}: {item} {rate}, usual {usual}");
        }
    }
    let year = look.report("items?period=2026&minimum=20").await;
    let worst: Vec<String> = year[..3].iter().map(|row| text(&row["item"])).collect();
    assert!(night.iter().all(|item| worst.contains(&(*item).to_owned())), "{worst:?}");
    let at_day = look.lines().filter(|(audit, line)| {
        audit["part_of_day"] == "day" && line["state"] == "answered" && night.contains(&text(&line["item"]).as_str())
    });
    assert_eq!(at_day.count(), 0, "lamps are looked at by night only");
}

/// "red lines were crossed at `FS002`, `WX003` and `DL001`; at `XY002` it could not be proven".
pub async fn red_lines_end_where_they_were_crossed(look: &Look) {
    let mut crossed = BTreeSet::new();
    for round in ROUNDS {
        for row in look.report(&format!("ranking?round={round}&limit=500")).await {
            assert_eq!(number(&row["critical_misses"]) > 0, row["capped"] == true, "{row}");
            if number(&row["critical_misses"]) > 0 {
                assert_eq!(row["grade"], "fail", "{row}");
                crossed.insert((text(&row["code"]), round));
            }
        }
    }
    let told = story().red_lines;
    let proven = told.iter().filter(|line| line.proven).map(|line| (line.station.to_owned(), ROUNDS[line.round]));
    assert_eq!(crossed, proven.collect());
    let not_proven = look.lines().filter(|(_, line)| line["rule"] == "not_proven");
    let not_proven: Vec<_> =
        not_proven.map(|(audit, line)| (text(&audit["station"]["code"]), text(&line["item"]))).collect();
    let expected = told.iter().filter(|line| !line.proven).map(|line| (line.station.to_owned(), line.item.to_owned()));
    assert_eq!(not_proven, expected.collect::<Vec<_>>());
}

/// "Most orders are fixed in time, in Liaoning far fewer".
pub async fn orders_are_closed_and_the_weak_province_falls_behind(look: &Look) {
    let rows = look.report("rectification?period=2026-06&level=unit&depth=1").await;
    let rates: BTreeMap<String, i64> =
        rows.iter().map(|row| (text(&row["subject_code"]), number(&row["figures"]["closing_rate_bp"]))).collect();
    assert_eq!(rates.len(), 8);
    for (code, rate) in rates.iter().filter(|(code, _)| *code != story().weak_province) {
        assert!((6_000..=9_700).contains(rate), "{code}: {rate} bp");
        assert!(rate - rates[story().weak_province] > 1_500, "{code} is hardly better: {rates:?}");
    }
    let figures = |code: &str| rows.iter().find(|row| row["subject_code"] == code).expect("a row")["figures"].clone();
    let weak = figures(story().weak_province);
    assert!(number(&weak["by_system"]) * 10 > number(&weak["issued"]) * 9, "it leaves the issue to the system: {weak}");
    assert_eq!(number(&figures("SC")["by_system"]), 0);
    assert!(number(&weak["open_late"]) > 0 && number(&weak["closed_late"]) > 0);
    assert!(rows.iter().any(|row| number(&row["figures"]["thanks_to_extension"]) > 0), "nobody got more time");
}

/// "some are sent back, what nobody fixes goes up the ladder".
pub async fn some_orders_are_sent_back_and_some_go_up(look: &Look) {
    let orders = look.list("/v1/rectifications").await;
    let again = orders.iter().filter(|order| number(&order["times"]["round"]) > 0);
    assert!(again.filter(|order| order["state"] == "closed").count() > 20, "too few were sent back and then closed");
    let late: Vec<_> = orders.iter().filter(|order| order["times"]["overdue"] == true).collect();
    assert!(late.len() > 50, "{} are overdue", late.len());
    let story = look.get(&format!("/v1/rectifications/{}/timeline", text(&late[0]["id"]))).await;
    let rungs = story["entries"].as_array().expect("entries").iter().filter(|entry| entry["kind"] == "rung");
    assert!(rungs.count() >= 2, "{story}");
    let closed = orders.iter().find(|order| order["state"] == "closed").expect("a closed one");
    let story = look.get(&format!("/v1/rectifications/{}/timeline", text(&closed["id"]))).await;
    assert!(story["evidence"].as_array().is_some_and(|files| !files.is_empty()), "{story}");
}

/// "a few results are appealed, some with success".
pub async fn a_few_results_are_appealed(look: &Look) {
    let appeals = look.list("/v1/appeals").await;
    let with = |outcome: &str| appeals.iter().filter(|appeal| appeal["outcome"] == outcome).count();
    assert!((10..=60).contains(&appeals.len()), "{} appeals", appeals.len());
    assert!(with("upheld") >= 3 && with("rejected") >= 3, "{} upheld, {} rejected", with("upheld"), with("rejected"));
}

/// "at `HZ005` one waits for its first reviewer with a few more audits of the last day".
pub async fn the_last_day_waits_for_reviewers(look: &Look) {
    let queue: Vec<&Value> = look.audits.values().filter(|audit| audit["state"] == "submitted").collect();
    assert!((3..=6).contains(&queue.len()), "{queue:?}");
    let open = story().open_red_line;
    let there = queue.iter().find(|audit| audit["station"]["code"] == open.station).expect("it waits");
    let case = look.get(&format!("/v1/audits/{}", text(&there["id"]))).await;
    let lines: Vec<(&Value, &Value)> =
        case["red_lines"].as_array().expect("red lines").iter().map(|line| (&line["item"], &line["outcome"])).collect();
    assert_eq!(lines, [(&json!(open.item), &json!("open"))]);
}

/// Every office has named whom the ladder reaches.
pub async fn offices_have_named_contacts(look: &Look) {
    for unit in look.list("/v1/org-units").await.iter().filter(|unit| unit["level"] == 1) {
        let contacts = look.get(&format!("/v1/org-units/{}/contacts", text(&unit["id"]))).await;
        assert_eq!(contacts["head"].as_array().map(Vec::len), Some(1), "{unit}: {contacts}");
    }
}
