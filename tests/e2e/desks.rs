//! The desks that make the network and the plan: imports, tree, profiles, bulk assignments, lists, grants.

use forecourt_tests::{
    answer::Answer,
    desk::Desk,
    network::{Network, PASSWORD, id},
};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

async fn person(net: &Network, username: &str, roles: Value) -> Desk {
    let body = json!({"username": username, "display_name": username, "roles": roles});
    let person_id = id(&net.admin.post("/v1/people", body).await.expect(201));
    let code = net.admin.post(&format!("/v1/people/{person_id}/sign-in-code"), json!({})).await.expect(201);
    let nobody = Desk { token: String::new(), ..net.admin.clone() };
    nobody.sign_in_by_code(username, code["code"].as_str().expect("a code"), PASSWORD).await
}

/// `PATCH` with the version that the resource has now.
async fn patch(desk: &Desk, path: &str, body: Value) -> Answer {
    let shown = desk.get(path).await;
    shown.expect(200);
    let etag = shown.headers["etag"].to_str().expect("text").to_owned();
    desk.send(desk.request(Method::PATCH, path).header("if-match", etag).json(&body)).await
}

fn texts(list: &Value, name: &str) -> Vec<String> {
    let items = list["items"].as_array().expect("items");
    items.iter().map(|item| item[name].as_str().expect("a text").to_owned()).collect()
}

on_both! {
    async fn an_import_is_checked_whole_and_written_whole(kind) {
        let net = Network::start(kind).await;
        let good = "code,org_unit,name_zh,name_en\nHZ-9001,HZ,甲站,A\nHZ-9002,HZ,乙站,B\nHZ-0000,HZ,第0加油站,Station 0\n";
        let bad = "code,org_unit,name_zh\nHZ-9003,NOWHERE,丙站\n,HZ,丁站\nHZ-9004,HZ,戊站\n";
        let dry = net.planner.import("/v1/stations/import?dry_run=true", bad).await.expect(200);
        assert_eq!((&dry["dry_run"], &dry["rows"]), (&json!(true), &json!(3)));
        let errors = dry["errors"].as_array().expect("errors");
        let told: Vec<(u64, &str)> =
            errors.iter().map(|one| (one["line"].as_u64().expect("a line"), one["column"].as_str().expect("a column"))).collect();
        assert_eq!(told, [(2, "org_unit"), (3, "code")], "{dry}");
        net.planner.import("/v1/stations/import", bad).await.problem(422, "invalid");
        assert_eq!(net.planner.get("/v1/stations?code=HZ-9004").await.expect(200)["items"], json!([]), "nothing was written");
        let dry = net.planner.import("/v1/stations/import?dry_run=true", good).await.expect(200);
        assert_eq!((&dry["created"], &dry["errors"]), (&json!(2), &json!([])));
        assert_eq!(net.planner.get("/v1/stations?code=HZ-9001").await.expect(200)["items"], json!([]));
        let done = net.planner.import("/v1/stations/import", good).await.expect(200);
        assert_eq!(done["created"], 2, "{done}");
        let again = net.planner.import("/v1/stations/import", good).await.expect(200);
        assert_eq!((&again["created"], &again["unchanged"]), (&json!(0), &json!(3)), "{again}");
        net.manager.import("/v1/stations/import", good).await.problem(403, "forbidden");
    }

    async fn an_import_changes_what_is_there(kind) {
        let net = Network::start(kind).await;
        let people = "username,display_name,phone,roles\nimported-1,甲,13800000001,shopper@HZ\nimported-2,乙,,shopper@HZ;planner@HZ\n";
        let made = net.admin.import("/v1/people/import", people).await.expect(200);
        assert_eq!((&made["created"], made["codes"].as_array().map(Vec::len)), (&json!(2), Some(2)), "{made}");
        let code = made["codes"][0]["code"].as_str().expect("a code").to_owned();
        let nobody = Desk { token: String::new(), ..net.admin.clone() };
        nobody.sign_in_by_code("imported-1", &code, PASSWORD).await;
        let people = "username,display_name,phone,roles\nimported-1,丙,,shopper@ZJ\nimported-2,乙,,planner@HZ;shopper@HZ\nimported-3,丁,,hq\n";
        let done = net.admin.import("/v1/people/import", people).await.expect(200);
        assert_eq!([&done["created"], &done["updated"], &done["unchanged"]], [&json!(1), &json!(1), &json!(1)], "{done}");
        let found = net.admin.get("/v1/people?q=imported-1").await.expect(200)["items"][0].clone();
        assert_eq!((&found["display_name"], &found["phone"], &found["version"]), (&json!("丙"), &Value::Null, &json!(2)));
        assert_eq!(found["roles"], json!([{"role": "shopper", "org_unit_id": net.units[1]}]));
        let stations = "code,org_unit,name_zh,address\nHZ-0000,HZ,新名,2 Road\nHZ-0001,HZ,第1加油站,1 Road\n";
        let done = net.planner.import("/v1/stations/import", stations).await.expect(200);
        assert_eq!([&done["created"], &done["updated"], &done["unchanged"]], [&json!(0), &json!(1), &json!(1)], "{done}");
        let station = net.planner.get(&format!("/v1/stations/{}", net.stations[0].id)).await.expect(200);
        assert_eq!((&station["name_zh"], &station["address"], &station["version"]), (&json!("新名"), &json!("2 Road"), &json!(2)));
        // A dry run waits for nobody who writes, and nobody waits for it.
        let writing = net.server.app.store.begin("test").await.expect("a transaction");
        let dry = net.planner.import("/v1/stations/import?dry_run=true", stations).await.expect(200);
        assert_eq!(dry["unchanged"], 2, "{dry}");
        writing.rollback().await.expect("a rollback");
    }

    async fn the_tree_keeps_its_shape(kind) {
        let net = Network::start(kind).await;
        let unit = |code: &str, level: u8, parent: Uuid| {
            json!({"code": code, "level": level, "parent_id": parent, "name_zh": code, "name_en": code})
        };
        let province = id(&net.hq.post("/v1/org-units", unit("JS", 1, net.units[0])).await.expect(201));
        let city = id(&net.hq.post("/v1/org-units", unit("NJ", 2, province)).await.expect(201));
        net.hq.post("/v1/org-units", unit("NJ", 2, province)).await.expect(409);
        let wrong = net.hq.post("/v1/org-units", unit("XX", 1, city)).await;
        assert!(wrong.status.is_client_error(), "a province below a city: {}", wrong.text());
        let children = net.hq.get(&format!("/v1/org-units?parent={province}")).await.expect(200);
        assert_eq!(texts(&children, "code"), ["NJ"]);
        let loops = patch(&net.hq, &format!("/v1/org-units/{province}"), json!({"parent_id": city})).await;
        assert!(loops.status.is_client_error(), "{}", loops.text());
        patch(&net.hq, &format!("/v1/org-units/{city}"), json!({"name_en": "Nanjing"})).await.expect(200);
        let stale = net.hq.request(Method::PATCH, &format!("/v1/org-units/{city}")).header("if-match", "\"1\"");
        net.hq.send(stale.json(&json!({"name_en": "Nanking"}))).await.problem(412, "stale-version");
        net.planner.post("/v1/org-units", unit("YY", 3, city)).await.problem(403, "forbidden");
    }

    async fn a_profile_has_revisions(kind) {
        let net = Network::start(kind).await;
        let station = format!("/v1/stations/{}", net.stations[0].id);
        let put = |flags: Value| {
            let (planner, path) = (net.planner.clone(), format!("{station}/profile"));
            async move { planner.put(&path, &json!({"flags": flags})).await }
        };
        let before = net.planner.get(&format!("{station}/profiles")).await.expect(200)["items"].as_array().map_or(0, Vec::len);
        put(json!({"st.has_store": false})).await.expect(201);
        put(json!({"st.has_store": false})).await.expect(200);
        put(json!({"st.no_such_flag": true})).await.problem(422, "invalid");
        put(json!({"v.night": true})).await.problem(422, "invalid");
        let all = net.planner.get(&format!("{station}/profiles")).await.expect(200);
        assert_eq!(all["items"].as_array().map(Vec::len), Some(before + 1), "{all}");
        let sync = net.shoppers[0].get("/v1/sync").await.expect(200);
        let list = sync["stations"].as_array().expect("stations");
        let told = list.iter().find(|one| one["id"] == json!(net.stations[0].id)).expect("the station");
        assert_eq!(told["flags"]["st.has_store"], false);
    }

    async fn assignments_in_bulk_succeed_row_by_row(kind) {
        let net = Network::start(kind).await;
        let row = |id: Uuid, station: Uuid, start: &str, end: &str| {
            json!({"id": id, "round_id": net.round, "station_id": station, "shopper_id": net.shoppers[0].person_id,
                   "slot": "day", "window_start": start, "window_end": end})
        };
        let (good, unknown) = (Uuid::new_v4(), Uuid::new_v4());
        let (start, end) = ("2026-06-20T02:00:00Z", "2026-06-20T06:00:00Z");
        let items = json!([
            row(good, net.stations[0].id, start, end),
            row(unknown, Uuid::new_v4(), start, end),
            row(Uuid::new_v4(), net.stations[1].id, end, start),
        ]);
        let body = json!({"items": items, "override_reason": "a test"});
        let would = net.planner.post("/v1/assignments/bulk?dry_run=true", body.clone()).await.expect(200);
        net.planner.get(&format!("/v1/assignments/{good}")).await.problem(404, "not-found");
        let answer = net.planner.post("/v1/assignments/bulk", body.clone()).await.expect(200);
        assert_eq!((&answer["created"], &answer["refused"]), (&json!(1), &json!(2)), "{answer}");
        assert_eq!(answer["results"][0]["id"], json!(good));
        assert_eq!(would, answer, "what a dry run says is what becomes of them");
        assert!(!answer["results"][1]["violations"].as_array().expect("violations").is_empty());
        let again = net.planner.post("/v1/assignments/bulk", body).await.expect(200);
        assert_eq!((&again["created"], &again["unchanged"]), (&json!(0), &json!(1)), "{again}");
        let path = format!("/v1/assignments/{good}");
        let other = json!({"shopper_id": net.shoppers[1].person_id, "override_reason": "ill"});
        net.planner.verb(&path, "reassign", other).await.expect(200);
        let seen = |desk: &Desk| {
            let desk = desk.clone();
            async move {
                let sync = desk.get("/v1/sync").await.expect(200);
                sync["assignments"].as_array().expect("assignments").iter().any(|one| one["id"] == json!(good))
            }
        };
        assert!(!seen(&net.shoppers[0]).await && seen(&net.shoppers[1]).await);
        net.planner.verb(&path, "withdraw", json!({})).await.expect(200);
        assert!(!seen(&net.shoppers[1]).await);
    }

    async fn pages_stay_stable_while_rows_are_added(kind) {
        let net = Network::start(kind).await;
        for limit in ["0", "501", "x"] {
            let answer = net.planner.get(&format!("/v1/stations?limit={limit}")).await;
            assert!([400, 422].contains(&answer.status.as_u16()), "{limit}: {}", answer.status);
        }
        let all = texts(&net.planner.get("/v1/stations").await.expect(200), "code");
        assert_eq!(all.len(), 12);
        let mut seen = Vec::new();
        let mut path = "/v1/stations?limit=5".to_owned();
        for page in 0.. {
            let list = net.planner.get(&path).await.expect(200);
            seen.extend(texts(&list, "code"));
            // Before what was read, so it never moves what is still to come.
            let body = json!({"code": format!("AA-{page}"), "org_unit_id": net.units[2], "name_zh": "新站", "name_en": "New"});
            net.admin.post("/v1/stations", body).await.expect(201);
            let Some(cursor) = list["next_cursor"].as_str() else { break };
            path = format!("/v1/stations?limit=5&cursor={cursor}");
        }
        assert_eq!(seen, all);
        net.planner.get("/v1/stations?cursor=forged").await.problem(422, "invalid");
        let people = net.planner.get("/v1/people?limit=1").await.expect(200);
        let cursor = people["next_cursor"].as_str().expect("a cursor");
        net.planner.get(&format!("/v1/stations?cursor={cursor}")).await.problem(422, "invalid");
    }

    async fn nobody_hands_out_what_he_does_not_cover(kind) {
        let net = Network::start(kind).await;
        let make = |role: Value| json!({"username": format!("n{}", &Uuid::new_v4().simple().to_string()[..10]), "display_name": "N", "roles": [role]});
        let planner = person(&net, "city-planner", json!([{"role": "planner", "org_unit_id": net.units[2]}])).await;
        let shopper_at = |unit: Uuid| json!({"role": "shopper", "org_unit_id": unit});
        planner.post("/v1/people", make(shopper_at(net.units[2]))).await.expect(201);
        planner.post("/v1/people", make(shopper_at(net.units[1]))).await.problem(403, "forbidden");
        planner.post("/v1/people", make(json!({"role": "shopper"}))).await.problem(403, "forbidden");
        planner.post("/v1/people", make(json!({"role": "reviewer", "org_unit_id": net.units[2]}))).await.problem(403, "forbidden");
        net.hq.post("/v1/people", make(shopper_at(net.units[2]))).await.problem(403, "forbidden");
        net.region.post("/v1/people", make(shopper_at(net.units[2]))).await.problem(403, "forbidden");
        let admin = person(&net, "city-admin", json!([{"role": "admin", "org_unit_id": net.units[2]}])).await;
        admin.post("/v1/people", make(json!({"role": "reviewer", "org_unit_id": net.units[2]}))).await.expect(201);
        admin.post("/v1/people", make(json!({"role": "admin"}))).await.problem(403, "forbidden");
        // A code for the administrator of everything would be his account.
        let path = format!("/v1/people/{}/sign-in-code", net.admin.person_id);
        let refused = admin.post(&path, json!({})).await;
        assert!([403, 404].contains(&refused.status.as_u16()), "{}", refused.text());
        let both = json!([{"role": "reviewer"}, {"role": "region", "org_unit_id": net.units[1]}]);
        let wall = json!({"username": "two-sided", "display_name": "T", "roles": both});
        net.admin.post("/v1/people", wall).await.problem(422, "invalid");
    }

    async fn limits_are_published_and_kept(kind) {
        let net = Network::start(kind).await;
        let limits = Desk { token: String::new(), ..net.admin.clone() }.get("/v1/limits").await.expect(200);
        assert!(limits.as_object().expect("an object").len() > 3, "{limits}");
        let long = "x".repeat(2_000_000);
        let body = json!({"code": "L", "level": 3, "parent_id": net.units[2], "name_zh": long, "name_en": "L"});
        net.admin.post("/v1/org-units", body).await.problem(413, "too-large");
    }
}
