//! What stations and their offices do about rectification orders in the demo: most are fixed in time, some late, some not at
//! all. What becomes of an order follows from its station, item and day, so that a demo that was killed goes on with it.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use forecourt_core::day::{DAY_MS, HOUR_MS};
use futures::{StreamExt, TryStreamExt, stream};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{
    client::{Client, DemoError, Result},
    network::Station,
    office,
    places::PROVINCES,
    proof::roles,
    rng::Rng,
    story::story,
    visit::Pen,
};
use crate::times::parse_rfc3339;

/// Stations at work at once.
const AT_ONCE: usize = 3;
/// How often a station looks whether its pictures are proven, and how long it waits.
const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(100);
/// Orders in one request.
const IN_BULK: usize = 100;

/// What becomes of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Fixed in time.
    Prompt,
    /// Fixed in time, sent back once, then verified.
    Rejected,
    /// More time is asked for and given.
    Extended,
    /// Fixed after its due time.
    Late,
    /// Nobody does anything: it goes up the ladder.
    Left,
}

/// Everybody who works on orders.
pub struct Yard<'a> {
    /// Client of the server.
    pub client: &'a Client,
    /// Where all chance comes from.
    pub seed: u64,
    /// The stations.
    pub stations: &'a [Station],
    /// What makes a picture.
    pub pen: Pen,
    /// Business time, epoch ms.
    pub now: i64,
    /// Sessions by user name; whoever is not there yet signs in.
    pub tokens: &'a office::Tokens,
}

/// An order as head office's list shows it.
pub struct Order<'a> {
    /// The row.
    pub row: &'a Value,
    /// Its station.
    pub station: &'a Station,
    /// What its chance is named by.
    pub name: String,
    course: Course,
}

fn instant(value: &Value) -> Option<i64> {
    value.as_str().and_then(parse_rfc3339)
}

/// What becomes of an order. The weak province does less and later.
fn course(seed: u64, name: &str, class: &str, station: &Station) -> Course {
    let mut rng = Rng::of(seed, &format!("course/{name}"));
    if class == "T0" {
        return Course::Prompt;
    }
    let weak = PROVINCES.get(station.province).is_some_and(|place| place.code == story().weak_province);
    let shares = if weak { [330, 60, 30, 260] } else { [700, 70, 50, 110] };
    let drawn = rng.range(0, 999);
    let mut upper = 0;
    for (course, share) in [Course::Prompt, Course::Rejected, Course::Extended, Course::Late].into_iter().zip(shares) {
        upper += share;
        if drawn < upper {
            // Only classes of some days have time to give.
            let has_time = ["T3", "T7"].contains(&class);
            return if course == Course::Extended && !has_time { Course::Prompt } else { course };
        }
    }
    Course::Left
}

impl Order<'_> {
    fn text(&self, name: &str) -> &str {
        self.row[name].as_str().unwrap_or_default()
    }

    fn time(&self, name: &str) -> Option<i64> {
        instant(&self.row["times"][name])
    }

    fn path(&self) -> String {
        format!("/v1/rectifications/{}", self.text("id"))
    }

    fn version(&self) -> i64 {
        self.row["version"].as_i64().unwrap_or(0)
    }

    /// How often it was sent back.
    pub fn round(&self) -> i64 {
        self.row["times"]["round"].as_i64().unwrap_or(0)
    }

    /// How long after its issue it is fixed.
    fn takes(&self) -> i64 {
        match self.text("class") {
            "T0" => 3 * HOUR_MS,
            "T1" => 3 * HOUR_MS,
            "T3" => DAY_MS + 12 * HOUR_MS,
            "T7" => 3 * DAY_MS + 12 * HOUR_MS,
            _ => 9 * DAY_MS,
        }
    }

    /// Whether its station hands in the fix now.
    fn is_fixed(&self, now: i64) -> bool {
        if !["issued", "acknowledged"].contains(&self.text("state")) {
            return false;
        }
        let Some(since) = self.time("issued_at").map(|at| now - at) else { return false };
        match self.course {
            Course::Left => false,
            Course::Prompt | Course::Rejected => since >= self.takes(),
            Course::Extended => since >= 2 * self.takes(),
            Course::Late => self.time("due_at").is_some_and(|due| now - due > DAY_MS + 6 * HOUR_MS),
        }
    }
}

impl Yard<'_> {
    /// A session of somebody.
    pub async fn token(&self, name: &str) -> Result<String> {
        office::token(self.client, self.tokens, name).await
    }

    /// Open orders, as head office sees them.
    pub async fn open(&self) -> Result<Vec<Value>> {
        self.client.list("/v1/rectifications?open=true", &self.token("hq").await?).await
    }

    /// The orders of these rows, with what becomes of them.
    pub fn orders<'r>(&'r self, rows: &'r [Value]) -> Vec<Order<'r>> {
        let known: HashMap<&str, &Station> = self.stations.iter().map(|one| (one.code.as_str(), one)).collect();
        let order = |row: &'r Value| {
            let station = known.get(row["station"]["code"].as_str()?)?;
            let (item, day) = (row["item"]["id"].as_str()?, row["visit_day"].as_str()?);
            let name = format!("{}/{item}/{day}", station.code);
            let course = course(self.seed, &name, row["class"].as_str()?, station);
            Some(Order { row, station, name, course })
        };
        rows.iter().filter_map(order).collect()
    }

    /// Sends one verb for many orders of a place, as one person. Those that the scheduler has touched meanwhile are sent again
    /// as they are now; those whose state has moved on stay for the next time.
    async fn bulk(&self, who: &str, verb: &str, orders: &[&Order<'_>]) -> Result<()> {
        let token = self.token(who).await?;
        for some in orders.chunks(IN_BULK) {
            let mut items: Vec<Value> =
                some.iter().map(|order| json!({"id": order.text("id"), "version": order.version()})).collect();
            for _ in 0..TRIES {
                let call = self.client.call(Method::POST, "/v1/rectifications/bulk", &token).fresh_key();
                let answer = call.json(&json!({"verb": verb, "items": items})).send().await?;
                let results = answer["results"].as_array().into_iter().flatten();
                let stale = results.filter(|row| row["code"] == "stale_version");
                // Where the answer does not tell it, the next one will.
                let seen = |row: &Value| row["version"].as_i64().unwrap_or(0);
                items = stale.map(|row| json!({"id": row["id"], "version": seen(row)})).collect();
                if items.is_empty() {
                    break;
                }
            }
            if !items.is_empty() {
                return Err(DemoError::Other(format!("{verb}: others change {} orders without end", items.len())));
            }
        }
        Ok(())
    }

    /// A verb on one order. One whose state has moved on stays for the next time; for pictures that the machine still looks at he
    /// waits a little.
    async fn verb(&self, who: &str, order: &Order<'_>, verb: &str, version: i64, body: &Value) -> Result<Value> {
        let token = self.token(who).await?;
        let path = order.path();
        for _ in 0..TRIES {
            match self.client.act(&path, verb, &token, version, body).await {
                Err(error) if error.is(StatusCode::CONFLICT) => return Ok(Value::Null),
                Err(error) if error.is(StatusCode::UNPROCESSABLE_ENTITY) && verb == "submit" => {
                    tokio::time::sleep(PAUSE).await;
                }
                other => return other,
            }
        }
        Err(DemoError::Other(format!("{path}/{verb}: its pictures are not proven")))
    }

    /// In the morning offices issue what was published; the weak province leaves it to the system.
    pub async fn issue(&self, rows: &[Value]) -> Result<()> {
        let orders = self.orders(rows);
        let mut drafts: BTreeMap<usize, Vec<&Order>> = BTreeMap::new();
        for order in orders.iter().filter(|order| order.text("state") == "draft") {
            if PROVINCES.get(order.station.province).is_some_and(|place| place.code != story().weak_province) {
                drafts.entry(order.station.province).or_default().push(order);
            }
        }
        for (province, orders) in drafts {
            self.bulk(&region(province), "issue", &orders).await?;
        }
        Ok(())
    }

    /// Stations sign for what is new, contain dangers, make plans, and ask for more time.
    pub async fn acknowledge(&self, rows: &[Value]) -> Result<()> {
        let orders = self.orders(rows);
        let mut fresh: BTreeMap<&str, Vec<&Order>> = BTreeMap::new();
        let waits = |order: &&Order| order.text("state") == "issued" && order.course != Course::Left;
        for order in orders.iter().filter(waits) {
            fresh.entry(order.station.code.as_str()).or_default().push(order);
        }
        let work: Vec<_> = fresh
            .into_iter()
            .map(|(code, orders)| async move { self.bulk(&manager(code), "acknowledge", &orders).await })
            .collect();
        stream::iter(work).buffer_unordered(AT_ONCE).try_for_each(|()| async { Ok(()) }).await?;
        // Not those that he has signed for just now, at a first try that was killed.
        let is_signed = |order: &&Order| order.time("acknowledged_at").is_some_and(|at| at < self.now);
        let signed = orders.iter().filter(|order| order.text("state") == "acknowledged").filter(is_signed);
        for order in signed {
            let who = manager(&order.station.code);
            if order.text("class") == "T0" && order.time("contained_at").is_none() {
                let body = json!({"note": "已停用相关设备并设置警示。", "evidence": []});
                self.verb(&who, order, "contain", order.version(), &body).await?;
            } else if order.row["plan_needed"] == true && order.time("planned_at").is_none() {
                let body = json!({"plan": "联系施工单位，两周内完成改造并复查。", "owner": "站长"});
                self.verb(&who, order, "plan", order.version(), &body).await?;
            }
        }
        Ok(())
    }

    /// Stations whose contractor needs longer ask for more time, and their offices give it.
    pub async fn extend(&self, rows: &[Value]) -> Result<()> {
        let orders = self.orders(rows);
        let asks = |order: &&Order| {
            let since = order.time("issued_at").map_or(0, |at| self.now - at);
            order.course == Course::Extended && order.text("state") == "acknowledged" && since >= order.takes()
        };
        let asking: Vec<&Order> = orders.iter().filter(asks).collect();
        for order in asking {
            let hq = self.token("hq").await?;
            let story = self.client.get(&format!("{}/timeline", order.path()), &hq).await?;
            let Some(due) = order.time("due_at").filter(|due| *due > self.now && story["extension"].is_null()) else {
                continue;
            };
            let days = if order.text("class") == "T3" { 1 } else { 2 };
            // A weekend is no working day: the next one that is one.
            for more in days..days + 4 {
                let body = json!({"to": crate::times::rfc3339(due + more * DAY_MS), "cause": "contractor",
                    "reason": "配件到货延迟，施工单位改期。"});
                let who = manager(&order.station.code);
                match self.verb(&who, order, "extensions", order.version(), &body).await {
                    Ok(asked) if asked["extension_id"].is_null() => break,
                    Ok(asked) => {
                        let path = format!("extensions/{}/decide", asked["extension_id"].as_str().unwrap_or_default());
                        let version = asked["version"].as_i64().unwrap_or(0);
                        let body = json!({"grant": true, "reason": "同意，请按新期限完成。"});
                        self.verb(&region(order.station.province), order, &path, version, &body).await?;
                        break;
                    }
                    Err(error) if error.is(StatusCode::UNPROCESSABLE_ENTITY) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// Stations upload the pictures of what they fix now; answers the orders with them.
    pub async fn evidence<'r>(&'r self, rows: &'r [Value]) -> Result<Vec<(Order<'r>, Vec<Value>)>> {
        let fixed = self.orders(rows).into_iter().filter(|order| order.is_fixed(self.now));
        let work: Vec<_> = fixed
            .map(|order| async move {
                let mut files = Vec::new();
                for role in roles(self.seed, &order) {
                    files.push(json!({"id": self.hand_in(&order, role).await?, "role": role}));
                }
                Ok::<_, DemoError>((order, files))
            })
            .collect();
        stream::iter(work).buffer_unordered(AT_ONCE).try_collect().await
    }

    /// Stations hand in what they have fixed, once its pictures are proven.
    pub async fn submit(&self, fixed: Vec<(Order<'_>, Vec<Value>)>) -> Result<()> {
        let work: Vec<_> = fixed
            .into_iter()
            .map(|(order, files)| async move {
                let cause = order.row["root_cause_needed"] == true;
                let body = json!({"note": "已按标准整改并复查。", "evidence": files,
                "root_cause": cause.then_some("交接班未检查，已加入班前检查表。")});
                self.verb(&manager(&order.station.code), &order, "submit", order.version(), &body).await.map(|_| ())
            })
            .collect();
        stream::iter(work).buffer_unordered(AT_ONCE).try_for_each(|()| async { Ok(()) }).await
    }

    /// In the afternoon offices verify what was handed in, send some of it back, and close what they checked on site.
    pub async fn verify(&self, rows: &[Value]) -> Result<()> {
        let orders = self.orders(rows);
        let mut good: BTreeMap<usize, Vec<&Order>> = BTreeMap::new();
        let mut checked = good.clone();
        for order in &orders {
            match order.text("state") {
                "submitted" if order.course == Course::Rejected && order.round() == 0 => {
                    let body = json!({"reason": "照片只拍到局部，请补拍整体并说明处理方法。"});
                    let who = region(order.station.province);
                    self.verb(&who, order, "reject", order.version(), &body).await?;
                }
                "submitted" => good.entry(order.station.province).or_default().push(order),
                "verified" if order.time("verified_at").is_some_and(|at| self.now - at >= DAY_MS) => {
                    checked.entry(order.station.province).or_default().push(order);
                }
                _ => {}
            }
        }
        for (verb, provinces) in [("verify", good), ("close", checked)] {
            for (province, orders) in provinces {
                self.bulk(&region(province), verb, &orders).await?;
            }
        }
        Ok(())
    }
}

/// Who manages a station.
pub fn manager(code: &str) -> String {
    format!("manager-{code}")
}

fn region(province: usize) -> String {
    format!("region-{:02}", province + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::network;

    #[test]
    fn most_orders_are_fixed_in_time_and_fewer_in_the_weak_province() {
        let stations = network::stations(1);
        let share = |weak: bool, wanted: Course| {
            let is_weak = |one: &&Station| (PROVINCES[one.province].code == story().weak_province) == weak;
            let of: Vec<Course> = stations
                .iter()
                .filter(is_weak)
                .flat_map(|one| (0..20).map(move |n| course(1, &format!("{}/{n}", one.code), "T3", one)))
                .collect();
            of.iter().filter(|course| **course == wanted).count() * 100 / of.len()
        };
        assert!(share(false, Course::Prompt) > 60 && share(true, Course::Prompt) < 45);
        assert!(share(true, Course::Left) > 2 * share(false, Course::Left));
        for course in [Course::Rejected, Course::Extended, Course::Late, Course::Left] {
            assert!(share(false, course) > 0, "{course:?}");
        }
    }
}
