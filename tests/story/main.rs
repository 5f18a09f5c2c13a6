//! The demo tells the story that README names, through the API; and it goes on where it was killed.

mod demo;
mod look;
mod told;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Mutex, OnceLock},
    time::Duration,
};

use clap::Parser;
use demo::Demo;
use forecourt_api::{commands, config::Settings, demo as product};
use forecourt_tests::{database::Kind, network::Network};
use look::{Look, text};
use serde_json::{Value, json};
use tokio::task::block_in_place;

/// The address of a demo that nobody stopped; it serves as long as this process lives.
fn undisturbed() -> &'static str {
    static DEMO: OnceLock<(Mutex<Demo>, String)> = OnceLock::new();
    let play = || {
        let mut demo = Demo::start(None);
        let base = demo.complete();
        (Mutex::new(demo), base)
    };
    &block_in_place(|| DEMO.get_or_init(play)).1
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_tell_the_story_that_the_readme_names() {
    let look = Look::at(undisturbed()).await;
    told::the_weak_province_is_last(&look).await;
    told::one_province_improves(&look).await;
    told::six_stations_have_a_bad_restroom(&look).await;
    told::a_few_stations_miss_the_same_item_every_time(&look).await;
    told::the_whole_network_forgets_one_item(&look).await;
    told::one_shopper_grades_harder(&look).await;
    told::signs_and_canopies_suffer_at_night(&look).await;
    told::red_lines_end_where_they_were_crossed(&look).await;
    told::orders_are_closed_and_the_weak_province_falls_behind(&look).await;
    told::some_orders_are_sent_back_and_some_go_up(&look).await;
    told::a_few_results_are_appealed(&look).await;
    told::the_last_day_waits_for_reviewers(&look).await;
    told::offices_have_named_contacts(&look).await;
}

/// Every code that README gives to the story, in both languages.
#[test]
fn the_readme_names_the_story() {
    let story = product::story();
    for readme in [include_str!("../../README.md"), include_str!("../../README.zh-CN.md")] {
        let mut names = vec![story.weak_province, story.improving_province, story.harsh_shopper, "HZ002"];
        names.extend(story.bad_restrooms);
        names.extend(story.red_lines.iter().chain([&story.open_red_line]).map(|line| line.station));
        let absent: Vec<_> = names.into_iter().filter(|name| !readme.contains(&format!("`{name}`"))).collect();
        assert!(absent.is_empty(), "{absent:?}");
    }
}

/// All that must be the same whether a demo was stopped or not, by id of the audit.
async fn state(look: &Look) -> BTreeMap<String, Value> {
    let mut state = BTreeMap::new();
    for (id, audit) in &look.audits {
        let case = look.get(&format!("/v1/audits/{id}")).await;
        let photos = case["photos"].as_array().expect("photos").iter();
        let photos: BTreeMap<String, &Value> =
            photos.map(|photo| (text(&photo["photo_id"]), &photo["state"])).collect();
        let kept = json!({
            "station": audit["station"]["code"], "shopper": look.shopper(audit), "assignment": audit["assignment_id"],
            "state": audit["state"], "revision": audit["revision"], "score_revision": audit["score_revision"],
            "visit": [audit["visit_start"], audit["visit_end"]], "received_at": audit["received_at"],
            "score": look.scores[id], "photos": photos,
        });
        state.insert(id.clone(), kept);
    }
    state
}

/// What of an audit is not as it was expected, a line each.
fn unlike(id: &str, found: Option<&Value>, expected: &Value) -> Vec<String> {
    let Some(found) = found else { return vec![format!("audit {id} is absent")] };
    let fields = expected.as_object().expect("fields").iter();
    let fields = fields.filter(|(name, expected)| found[name.as_str()] != **expected);
    let score = |name: &str, value: &Value| match value.as_object() {
        // Its lines would fill pages.
        Some(score) if name == "score" => {
            score.iter().filter(|(name, _)| *name != "lines").map(|(n, v)| format!("{n}={v} ")).collect()
        }
        _ => value.to_string(),
    };
    let line = |(name, expected): (&String, &Value)| {
        let station = &found["station"];
        format!(
            "audit {id} of {station}: {name} is {}, expected {}",
            score(name, &found[name.as_str()]),
            score(name, expected)
        )
    };
    fields.map(line).collect()
}

/// Some lines, as one text.
fn first(lines: &[String]) -> String {
    lines.iter().take(10).cloned().collect::<Vec<_>>().join("\n")
}

/// Sizes of the network: nothing is there twice.
async fn sizes(look: &Look) -> Vec<(&'static str, usize)> {
    let mut sizes = Vec::new();
    for list in ["/v1/org-units", "/v1/stations", "/v1/people", "/v1/rounds", "/v1/assignments", "/v1/audits"] {
        sizes.push((list, look.list(list).await.len()));
    }
    // Re-visits are the server's own: they come when an audit is final, which goes on after the six weeks.
    let revisits = look.list("/v1/revisits").await;
    let planned = revisits.iter().filter(|revisit| !revisit["assignment"].is_null()).count();
    if let Some((_, assignments)) = sizes.iter_mut().find(|(list, _)| *list == "/v1/assignments") {
        *assignments -= planned;
    }
    sizes
}

fn settings(folder: &Path) -> Settings {
    #[derive(Parser)]
    struct Words {
        #[command(flatten)]
        settings: Settings,
    }
    let folder = format!("--data-dir={}", folder.display());
    Words::parse_from(["forecourt", "--listen=127.0.0.1:0", &folder]).settings
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_demo_that_is_killed_goes_on_where_it_was() {
    let folder = forecourt_tests::folder::temporary();
    for place in ["network, people, passwords", "100 of 392 audits", "275 of 392 audits"] {
        block_in_place(|| {
            let mut demo = Demo::start(Some(folder.path()));
            demo.until(place);
            demo.kill();
        });
    }
    let mut demo = Demo::start(Some(folder.path()));
    let base = block_in_place(|| demo.complete());
    assert!(demo.heard().contains("demo: 2026-06-2"), "it went on in the third week: {}", demo.heard());
    assert!(!demo.heard().contains("demo: 2026-06-1"), "and not earlier: {}", demo.heard());
    let look = Look::at(&base).await;
    let (end, size) = (state(&look).await, sizes(&look).await);
    let whole = Look::at(undisturbed()).await;
    assert_eq!(size, sizes(&whole).await);
    let expected = state(&whole).await;
    let differences: Vec<String> =
        expected.iter().flat_map(|(id, expected)| unlike(id, end.get(id), expected)).collect();
    assert!(differences.is_empty(), "{} differences, first ones:\n{}", differences.len(), first(&differences));
    assert_eq!(end.len(), expected.len());
    demo.kill();

    // Once it is complete, another start has nothing to do.
    let mut again = Demo::start(Some(folder.path()));
    let base = block_in_place(|| again.welcome());
    assert!(!again.heard().contains("demo: "), "it fills again: {}", again.heard());
    let look = Look::at(&base).await;
    assert_eq!((state(&look).await, sizes(&look).await), (end, size));
    again.kill();

    let served = tokio::time::timeout(Duration::from_secs(60), commands::server::serve(settings(folder.path()))).await;
    let refused = served.expect("it ends by itself").expect_err("it does not serve a demo").to_string();
    assert!(refused.contains("made by `forecourt demo`"), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_demo_never_plays_in_a_folder_of_somebody_else() {
    let place = Network::start(Kind::Sqlite).await.server.stop().await;
    let played = tokio::time::timeout(Duration::from_secs(60), product::run(place.settings(), false)).await;
    let refused = played.expect("it ends by itself").expect_err("it does not play there").to_string();
    assert!(refused.contains("not a demo's"), "{refused}");
}
