//! Phones and what they hold: `/v1/devices`.

use axum::{Json, extract::State};
use forecourt_store::{
    devices::{self, Phone},
    plan::coverage,
};
use serde::{Deserialize, Serialize};
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
    pub drafts: i32,
    /// Finished, not yet received by the server.
    pub queued: i32,
    /// Received, photos still on the phone.
    pub incomplete: i32,
    /// When the oldest of them was finished, by the phone.
    pub oldest_at: Option<String>,
}

impl Held {
    /// What a phone said last; `None` if it never did.
    fn of(phone: &Phone) -> Option<Self> {
        phone.holdings_at.map(|_| Self {
            drafts: phone.drafts,
            queued: phone.queued,
            incomplete: phone.incomplete,
            oldest_at: phone.oldest_at.map(rfc3339),
        })
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
    let show = |phone: Phone| DeviceView {
        id: phone.id,
        person_id: phone.person_id,
        holdings: Held::of(&phone),
        display_name: phone.display_name,
        name: phone.name,
        last_contact_at: rfc3339(phone.last_contact_at),
        holdings_at: phone.holdings_at.map(rfc3339),
    };
    Ok(Json(List::of(rows, limit, &app.sealer, "devices", |phone| phone.id, show)?))
}

/// What all phones in sight hold, in one look: "412 audits done, 9 still only on phones, oldest 3 days".
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct HoldingsSummary {
    /// Audits that the server has received in rounds that are open.
    pub received: u64,
    /// Finished audits that are only on phones.
    pub only_on_phones: i64,
    /// Received audits whose photos are still on phones.
    pub incomplete: i64,
    /// Visits under way.
    pub drafts: i64,
    /// Phones that hold something.
    pub phones: i64,
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
    let (held, oldest) = devices::sums(app.store.read(), &sight).await?;
    let received = coverage::received_in_open_rounds(app.store.read(), &scope).await?;
    Ok(Json(HoldingsSummary {
        received,
        only_on_phones: held.queued,
        incomplete: held.incomplete,
        drafts: held.drafts,
        phones: held.phones,
        oldest_at: oldest.map(rfc3339),
        oldest_s: oldest.map(|at| (app.clock.now_ms() - at).max(0) / 1000),
    }))
}
