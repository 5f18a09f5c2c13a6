//! The offices of the demo: the first administrator, imports, passwords, rounds and assignments.

use std::collections::HashMap;

use forecourt_core::{checklist::Checklist, states::Role};
use forecourt_store::{entity::sign_in_code, people};
use futures::{StreamExt, TryStreamExt, stream};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{
    PASSWORD,
    client::{Client, DemoError, Result},
    network::{self, HQ, REVIEWERS, SHOPPERS, Station},
    places::PROVINCES,
    plan::{ROUNDS, Visit},
};
use crate::{auth::token as secret, commands::admin::CODE_MS, state::App, times};

/// Sign-ins under way at once: hashing a password takes a processor for a while.
const AT_ONCE: usize = 2;

/// Makes the first administrator as `forecourt admin create` does, with a one-time code, and signs him in.
pub async fn administrator(app: &App, client: &Client) -> Result<String> {
    let db = |error: forecourt_store::StoreError| DemoError::Other(error.to_string());
    let code = secret::fresh_code().map_err(|_| DemoError::Other("no random bytes".into()))?;
    let now = app.clock.real_ms();
    let tx = app.store.begin("create_admin").await.map_err(db)?;
    let known = people::by_username(&*tx, "admin").await.map_err(db)?;
    if known.as_ref().is_some_and(|person| person.password_hash.is_some()) {
        drop(tx);
        return sign_in(client, "admin").await;
    }
    let id = known.as_ref().map_or_else(Uuid::new_v4, |person| person.id);
    if known.is_none() {
        let new = people::NewPerson::named(id, "admin", "系统管理员");
        people::insert(&*tx, new, app.clock.now_ms()).await.map_err(db)?;
        people::add_role(&*tx, id, Role::Admin, None, None).await.map_err(db)?;
    }
    let row = sign_in_code::Model {
        person_id: id,
        code_hash: secret::hash(&code).to_vec(),
        expires_at: now + CODE_MS,
        created_by: None,
        created_at: now,
    };
    people::put_code(&*tx, row).await.map_err(db)?;
    tx.commit().await.map_err(db)?;
    redeem(client, "admin", &code).await
}

/// Signs in with the demo's password.
pub async fn sign_in(client: &Client, username: &str) -> Result<String> {
    session(client, &json!({"username": username, "password": PASSWORD})).await
}

/// Sessions by user name.
pub type Tokens = Mutex<HashMap<String, String>>;

/// A session of somebody, who signs in when he is not there yet.
pub async fn token(client: &Client, tokens: &Tokens, name: &str) -> Result<String> {
    if let Some(token) = tokens.lock().await.get(name) {
        return Ok(token.clone());
    }
    let token = sign_in(client, name).await?;
    tokens.lock().await.insert(name.to_owned(), token.clone());
    Ok(token)
}

async fn redeem(client: &Client, username: &str, code: &str) -> Result<String> {
    session(client, &json!({"username": username, "code": code, "new_password": PASSWORD})).await
}

async fn session(client: &Client, body: &Value) -> Result<String> {
    let answer = client.call(Method::POST, "/v1/sessions", "").json(body).send().await?;
    Ok(answer["token"].as_str().unwrap_or_default().to_owned())
}

/// Brings in org units, stations and people, and sets everybody's password.
pub async fn import(client: &Client, admin: &str, stations: &[Station]) -> Result<()> {
    let send = |what: &'static str, csv: String| {
        client.call(Method::POST, &format!("/v1/{what}/import"), admin).key("demo").csv(csv).send()
    };
    send("org-units", network::units_csv()).await?;
    send("stations", network::stations_csv(stations)).await?;
    let answer = send("people", network::people_csv(stations)).await?;
    let printed = answer["codes"].as_array().cloned().unwrap_or_default();
    let codes: HashMap<String, String> = printed
        .iter()
        .filter_map(|one| Some((one["username"].as_str()?.to_owned(), one["code"].as_str()?.to_owned())))
        .collect();
    let people = client.list("/v1/people", admin).await?;
    let without: Vec<Value> = people.into_iter().filter(|person| person["has_password"] == json!(false)).collect();
    stream::iter(without)
        .map(|person| {
            let codes = &codes;
            async move {
                let username = person["username"].as_str().unwrap_or_default().to_owned();
                let code = match codes.get(&username) {
                    Some(code) => code.clone(),
                    None => fresh_code(client, admin, &person).await?,
                };
                redeem(client, &username, &code).await
            }
        })
        .buffer_unordered(AT_ONCE)
        .try_for_each(|_| async { Ok(()) })
        .await
}

/// Every office names whom its ladder tells and whom a danger is called to.
pub async fn name_contacts(client: &Client, admin: &str) -> Result<()> {
    let units = ids(client, admin, "/v1/org-units", "code").await?;
    let people = ids(client, admin, "/v1/people", "username").await?;
    let provinces = PROVINCES.iter().enumerate().map(|(index, province)| (province.code, network::region(index)));
    for (unit, person) in provinces.chain([(HQ, "hq".to_owned())]) {
        let (Some(unit), Some(person)) = (units.get(unit).and_then(Value::as_str), people.get(&person)) else {
            return Err(DemoError::Other(format!("there is no office of {unit}")));
        };
        let contacts = json!({"head": [person], "duty": [person], "safety": [person], "engineering": [person]});
        client.call(Method::PUT, &format!("/v1/org-units/{unit}/contacts"), admin).json(&contacts).send().await?;
    }
    Ok(())
}

/// A new code for somebody whose first one was lost with the process that had received it.
async fn fresh_code(client: &Client, admin: &str, person: &Value) -> Result<String> {
    let path = format!("/v1/people/{}/sign-in-code", person["id"].as_str().unwrap_or_default());
    let answer = client.call(Method::POST, &path, admin).fresh_key().json(&json!({})).send().await?;
    Ok(answer["code"].as_str().unwrap_or_default().to_owned())
}

/// Signs in everybody whom the demo plays: planner, reviewers, shoppers.
pub async fn sign_everybody_in(client: &Client) -> Result<HashMap<String, String>> {
    let names = ["planner".to_owned()]
        .into_iter()
        .chain((0..REVIEWERS).map(network::reviewer))
        .chain((0..SHOPPERS).map(network::shopper));
    stream::iter(names)
        .map(|name| async move {
            let token = sign_in(client, &name).await?;
            Ok::<_, DemoError>((name, token))
        })
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await
}

/// Ids of the server by the demo's codes.
async fn ids(client: &Client, token: &str, list: &str, name: &str) -> Result<HashMap<String, Value>> {
    let rows = client.list(list, token).await?;
    Ok(rows.iter().map(|row| (row[name].as_str().unwrap_or_default().to_owned(), row["id"].clone())).collect())
}

/// Makes both rounds with all their assignments and opens them.
pub async fn plan(
    client: &Client,
    planner: &str,
    epoch_day: i64,
    stations: &[Station],
    visits: &[Visit],
    checklist: &Checklist,
) -> Result<()> {
    let units = ids(client, planner, "/v1/org-units", "code").await?;
    let places = ids(client, planner, "/v1/stations", "code").await?;
    let shoppers = ids(client, planner, "/v1/people?role=shopper", "username").await?;
    for (round, days) in ROUNDS.into_iter().enumerate() {
        let row = make_round(client, planner, (round, epoch_day, days), &units[HQ], checklist).await?;
        let items = visits.iter().filter(|visit| visit.round == round).map(|visit| {
            json!({
                "id": visit.assignment,
                "round_id": row["id"],
                "station_id": places.get(&stations[visit.station].code),
                "shopper_id": shoppers.get(&network::shopper(visit.shopper)),
                "slot": visit.slot,
                "window_start": times::rfc3339(visit.window.0),
                "window_end": times::rfc3339(visit.window.1),
                "question_zh": "请问 95 号和 98 号汽油有什么区别？",
                "question_en": "What is the difference between grade 95 and grade 98?",
            })
        });
        let body = json!({"items": items.collect::<Vec<_>>()});
        let key = format!("demo/{round}");
        let answer = client.call(Method::POST, "/v1/assignments/bulk", planner).key(&key).json(&body).send().await?;
        if answer["refused"] != json!(0) {
            let bad = answer["results"].as_array().into_iter().flatten().find(|one| one["status"] == "refused");
            return Err(DemoError::Other(format!("an assignment was refused: {bad:?}")));
        }
        open_round(client, planner, &row).await?;
    }
    Ok(())
}

async fn make_round(
    client: &Client,
    planner: &str,
    (round, epoch_day, days): (usize, i64, (i64, i64)),
    unit: &Value,
    checklist: &Checklist,
) -> Result<Value> {
    let code = format!("DEMO-{}", round + 1);
    if let Some(found) = client.list(&format!("/v1/rounds?code={code}"), planner).await?.into_iter().next() {
        return Ok(found);
    }
    let day = |day: i64| times::day(i32::try_from(epoch_day + day).unwrap_or(0));
    let body = json!({
        "code": code,
        "name_zh": format!("第{}轮", ["一", "二"][round]),
        "name_en": format!("Round {}", round + 1),
        "org_unit_id": unit,
        "checklist": {"id": checklist.id, "version": checklist.version},
        "first_day": day(days.0),
        "last_day": day(days.1),
    });
    client.call(Method::POST, "/v1/rounds", planner).key(&code).json(&body).send().await
}

async fn open_round(client: &Client, planner: &str, round: &Value) -> Result<()> {
    if round["state"] != "draft" {
        return Ok(());
    }
    let path = format!("/v1/rounds/{}/open", round["id"].as_str().unwrap_or_default());
    let version = round["version"].as_i64().unwrap_or(1);
    client.call(Method::POST, &path, planner).key("demo").if_match(version).json(&json!({})).send().await?;
    Ok(())
}
