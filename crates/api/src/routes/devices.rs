//! Phones and what they hold: `/v1/devices`.

use axum::{Json, extract::State};
use forecourt_store::{devices, plan::coverage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    auth::Caller,
    extract::Asked,
    paging::{List, Page},
    problem::{ProblemDocument, Result},
    routes::{people::sight, rounds::PLAN},
    state::App,
    times::rfc3339,
};

/// A phone.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceView {
    /// Id that the phone made at its first start.
    pub id: Uuid,
    /// Whose it is.
    pub person_id: Uuid,
    /// Name of the owner.
    pub display_name: String,
    /// Name of the phone.
    pub name: Option<String>,
    /// When it was last heard of.
    pub last_contact_at: String,
    /// What it said it still holds; absent if it never said so.
    pub holdings: Option<Held>,
    /// When it said so.
    pub holdings_at: Option<String>,
}

/// What a phone holds, counted.
#[derive(Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Held {
    /// Visits under way or not yet finished.
    pub drafts: usize,
    /// Finished, not yet received by the server.
    pub queued: usize,
    /// Received, photos still on the phone.
    pub incomplete: usize,
    /// When the oldest of them was finished, by the phone.
    pub oldest_at: Option<String>,
    #[serde(skip)]
    oldest_ms: Option<i64>,
}

impl Held {
    /// Reads a stored report; what cannot be read counts as nothing held.
    fn of(stored: &Value) -> Self {
        let count = |name: &str| stored.get(name).and_then(Value::as_array).map_or(0, Vec::len);
        let oldest_ms = stored.get("oldest_at_ms").and_then(Value::as_i64);
        Self {
            drafts: count("drafts"),
            queued: count("queued"),
            incomplete: count("incomplete"),
            oldest_at: oldest_ms.map(rfc3339),
            oldest_ms,
        }
    }
}

/// Which phones to list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeviceQuery {
    /// Only phones of this person.
    pub person: Option<Uuid>,
}

/// List phones
///
/// Phones of the people you see: last contact, and the holdings as each phone last reported them.
#[utoipa::path(get, path = "/v1/devices", tag = "people", params(DeviceQuery, Page),
    responses((status = 200, body = List<DeviceView>), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<DeviceQuery>,
    Asked(page): Asked<Page>,
) -> Result<Json<List<DeviceView>>> {
    let sight = sight(&caller)?;
    let limit = page.limit()?;
    let after = page.after(&app.sealer, "devices")?;
    let rows = devices::list(app.store.read(), &sight, query.person, after, limit + 1).await?;
    let show = |(device, owner): devices::Owned| DeviceView {
        id: device.id,
        person_id: device.person_id,
        display_name: owner.map(|owner| owner.display_name).unwrap_or_default(),
        name: device.name,
        last_contact_at: rfc3339(device.last_contact_at),
        holdings: device.holdings.as_ref().map(Held::of),
        holdings_at: device.holdings_at.map(rfc3339),
    };
    Ok(Json(List::of(rows, limit, &app.sealer, "devices", |(device, _)| device.id, show)?))
}

/// What all phones in sight hold, in one look: "412 audits done, 9 still only on phones, oldest 3 days".
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct HoldingsSummary {
    /// Audits that the server has received in rounds that are open.
    pub received: u64,
    /// Finished audits that are only on phones.
    pub only_on_phones: usize,
    /// Received audits whose photos are still on phones.
    pub incomplete: usize,
    /// Visits under way.
    pub drafts: usize,
    /// Phones that hold something.
    pub phones: usize,
    /// When the oldest finished audit that is only on a phone was finished.
    pub oldest_at: Option<String>,
    /// How long ago that is, whole seconds.
    pub oldest_s: Option<i64>,
}

/// What phones hold, summed up
#[utoipa::path(get, path = "/v1/devices/summary", tag = "people",
    responses((status = 200, body = HoldingsSummary), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn summary(State(app): State<App>, caller: Caller) -> Result<Json<HoldingsSummary>> {
    let sight = sight(&caller)?;
    let scope = caller.scope(PLAN)?;
    let stored = devices::holdings(app.store.read(), &sight).await?;
    let received = coverage::received_in_open_rounds(app.store.read(), &scope).await?;
    Ok(Json(sum_up(stored.iter().map(|(held, _)| Held::of(held)), received, app.clock.now_ms())))
}

fn sum_up(phones: impl Iterator<Item = Held>, received: u64, now_ms: i64) -> HoldingsSummary {
    let mut sum = HoldingsSummary { received, ..HoldingsSummary::default() };
    let mut oldest: Option<i64> = None;
    for held in phones {
        sum.only_on_phones += held.queued;
        sum.incomplete += held.incomplete;
        sum.drafts += held.drafts;
        sum.phones += usize::from(held.queued + held.incomplete + held.drafts > 0);
        if held.queued > 0 {
            oldest = [oldest, held.oldest_ms].into_iter().flatten().min();
        }
    }
    sum.oldest_at = oldest.map(rfc3339);
    sum.oldest_s = oldest.map(|at| (now_ms - at).max(0) / 1000);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn holdings_are_counted_and_the_oldest_is_that_of_a_phone_with_a_queue() {
        let phones = [
            json!({"drafts": ["a"], "queued": [], "incomplete": [], "oldest_at_ms": 1000}),
            json!({"drafts": [], "queued": ["b", "c"], "incomplete": ["d"], "oldest_at_ms": 5000}),
            json!("nonsense"),
        ];
        let sum = sum_up(phones.iter().map(Held::of), 412, 65_000);
        assert_eq!((sum.received, sum.only_on_phones, sum.incomplete, sum.drafts, sum.phones), (412, 2, 1, 1, 2));
        assert_eq!(sum.oldest_s, Some(60));
    }
}
