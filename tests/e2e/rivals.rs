//! Nobody behind the identity wall reads the score of a rival (decision 32): a ranking is of the whole class, however
//! narrowly it is asked for, and figures of a class of few are nobody's.

use forecourt_tests::{
    desk::Desk,
    network::{Network, id},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    exports::file,
    ranking::{JULY, patch_station, published},
};

/// A district with the manager's station and two rivals; all three are ranked.
async fn district(net: &Network) -> Uuid {
    let unit = json!({"code": "XH", "level": 3, "parent_id": net.units[2], "name_zh": "西湖", "name_en": "West Lake"});
    let unit = id(&net.admin.post("/v1/org-units", unit).await.expect(201));
    for station in &net.stations[..3] {
        patch_station(net, station.id, json!({"org_unit_id": unit})).await;
    }
    unit
}

async fn ranking(desk: &Desk, query: &str) -> Value {
    desk.get(&format!("/v1/reports/ranking?{query}")).await.expect(200)
}

/// Mean and quartiles of the full stations.
fn figures(ranking: &Value) -> (&Value, &Value) {
    let class = &ranking["classes"][0];
    assert_eq!(class["class"], 0, "{ranking}");
    (&class["mean_bp"], &class["quartiles_bp"])
}

/// How many rows there are, and of how many they say that they are.
fn sizes(ranking: &Value) -> (usize, u64, u64) {
    let rows = ranking["items"].as_array().expect("rows");
    let size = rows.first().and_then(|row| row["class_size"].as_u64()).expect("a size");
    (rows.len(), size, ranking["classes"][0]["ranked"].as_u64().expect("a number"))
}

/// However he asks, this desk of one station in the district is answered about five stations, without their figures.
async fn is_told_of_the_whole_class(desk: &Desk, period: &str, district: Uuid) {
    let whole = ranking(desk, period).await;
    let cut = ranking(desk, &format!("{period}&org_unit={district}")).await;
    for part in ["items", "classes", "top"] {
        assert_eq!(cut[part], whole[part], "{period}: {part}");
    }
    assert_eq!((sizes(&cut), figures(&cut)), ((1, 5, 5), (&Value::Null, &Value::Null)), "{period}: {cut}");
}

on_both! {
    async fn a_station_reads_no_score_of_a_rival(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let district = district(&net).await;
        is_told_of_the_whole_class(&net.manager, "period=2026-06", district).await;
        // A role on this side somewhere else opens nothing here.
        let unit = json!({"code": "GX", "level": 1, "parent_id": net.units[0], "name_zh": "广西", "name_en": "Guangxi"});
        let unit = id(&net.admin.post("/v1/org-units", unit).await.expect(201));
        let both = json!([{"role": "station", "station_id": net.stations[0].id}, {"role": "planner", "org_unit_id": unit}]);
        is_told_of_the_whole_class(&net.people("both", both).await, "period=2026-06", district).await;
        let units = ranking(&net.manager, &format!("period=2026-06&level=unit&depth=2&org_unit={district}")).await;
        assert_eq!((&units["items"], figures(&units)), (&json!([]), (&Value::Null, &Value::Null)), "{units}");
        let mut files = Vec::new();
        for filter in [json!({"period": "2026-06"}), json!({"period": "2026-06", "org_unit": district})] {
            files.push(file(&net, &net.manager, "ranking", "csv", filter).await.1);
        }
        assert_eq!(files[0], files[1], "his rank among all, in a file too");
        // A running round is not there for him, and one that is closed says no more than a month.
        net.planner.verb(&format!("/v1/rounds/{}", net.round), "close", json!({})).await.expect(200);
        is_told_of_the_whole_class(&net.manager, "round=R1", district).await;
        net.server.time(JULY);
        net.hq.post("/v1/periods/2026-06/close", json!({})).await.expect(201);
        is_told_of_the_whole_class(&net.manager, "period=2026-06", district).await;
    }

    async fn a_class_is_cut_down_to_a_unit_for_who_sees_all_of_it(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let district = district(&net).await;
        let (whole, cut) = ("period=2026-06".to_owned(), format!("period=2026-06&org_unit={district}"));
        let office = net.people("district", json!([{"role": "region", "org_unit_id": district}])).await;
        let wanted = ranking(&net.hq, &cut).await;
        assert_eq!(sizes(&wanted), (3, 3, 3));
        for desk in [&net.region, &office, &net.auditor] {
            let seen = ranking(desk, &cut).await;
            assert_eq!((&seen["items"], figures(&seen)), (&wanted["items"], figures(&wanted)), "{seen}");
        }
        let (all, mine) = (ranking(&net.region, &whole).await, ranking(&office, &whole).await);
        assert_eq!((sizes(&all), figures(&all)), ((5, 5, 5), figures(&ranking(&net.hq, &whole).await)), "he sees all five");
        assert!(figures(&all).0.is_u64() && figures(&all).1.is_array(), "{all}");
        // Two of the city's stations are rivals of this office.
        let city = ranking(&office, &format!("{whole}&org_unit={}", net.units[2])).await;
        for seen in [&mine, &city] {
            assert_eq!((sizes(seen), figures(seen)), ((3, 5, 5), (&Value::Null, &Value::Null)), "{seen}");
        }
    }
}
