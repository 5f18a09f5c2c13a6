//! People: `/v1/people`. Nobody gives a role or a place that he does not cover himself.

use std::collections::HashMap;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    states::Role,
    tie::Tie,
    violation::{Code, Violation},
};
use forecourt_store::{
    Tx,
    access::Grant,
    devices,
    entity::person,
    people::{self, PersonFilter, Sight},
    sync::{self, Change, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{
        Caller,
        caller::{IfMatch, Key, etag},
        granting,
    },
    body::Input,
    extract::{Asked, At, fault},
    fields,
    paging::{List, Page},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    routes::{me::GrantView, ties},
    state::App,
    times::rfc3339,
};

/// Who sees everybody in his places.
const SEES_EVERYONE: &[Role] = &[Role::Hq, Role::Admin];
/// Who sees the shoppers in his places.
const SEES_SHOPPERS: &[Role] = &[Role::Planner];
/// Who changes people.
pub const WRITE: &[Role] = &[Role::Planner, Role::Admin];
/// Most roles of one person.
pub const MAX_ROLES: usize = 50;

/// A person as planners, head office and administrators see him.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonDetail {
    /// Id.
    pub id: Uuid,
    /// Name to sign in with.
    pub username: String,
    /// Name shown to colleagues.
    pub display_name: String,
    /// Phone number.
    pub phone: Option<String>,
    /// `zh` or `en`.
    pub lang: String,
    /// Roles and where they hold.
    pub roles: Vec<GrantView>,
    /// Whether a password was set; without one he needs a sign-in code.
    pub has_password: bool,
    /// Since when he may only deliver what his phone still holds.
    pub deactivated_at: Option<String>,
    /// When any of his phones was last heard of.
    pub last_contact_at: Option<String>,
    /// Where he never goes as a shopper, and why.
    #[schema(value_type = Vec<Tie>)]
    pub ties: Value,
    /// For `If-Match`.
    pub version: i32,
}

impl PersonDetail {
    fn of(row: person::Model, grants: &[Grant], last_contact: Option<i64>) -> Self {
        Self {
            // As they are stored: what another version knows of them is not lost on the way.
            ties: row.ties.unwrap_or_else(|| json!([])),
            id: row.id,
            username: row.username,
            display_name: row.display_name,
            phone: row.phone,
            lang: row.lang,
            roles: grants.iter().map(GrantView::from).collect(),
            has_password: row.password_hash.is_some(),
            deactivated_at: row.deactivated_at.map(rfc3339),
            last_contact_at: last_contact.map(rfc3339),
            version: row.version,
        }
    }
}

/// Whom the caller sees.
///
/// # Errors
/// 403 for everyone but planners, head office and administrators.
pub fn sight(caller: &Caller) -> Result<Sight> {
    let sight = Sight { everyone: caller.scope(SEES_EVERYONE).ok(), shoppers: caller.scope(SEES_SHOPPERS).ok() };
    if sight.everyone.is_none() && sight.shoppers.is_none() {
        return Err(Problem::new(Kind::Forbidden));
    }
    Ok(sight)
}

/// Which people to list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PersonQuery {
    /// Only holders of this role.
    pub role: Option<Role>,
    /// Only people with this text in a name.
    pub q: Option<String>,
    /// `true`: only active ones, `false`: only deactivated ones.
    pub active: Option<bool>,
}

/// List people
///
/// Head office and administrators see everybody in their scope, planners the shoppers in theirs.
#[utoipa::path(get, path = "/v1/people", tag = "people", params(PersonQuery, Page),
    responses((status = 200, body = List<PersonDetail>), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<PersonQuery>,
    Asked(page): Asked<Page>,
) -> Result<Json<List<PersonDetail>>> {
    let sight = sight(&caller)?;
    let limit = page.limit()?;
    let after = page.after(&app.sealer, "people")?;
    let text = query.q.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > fields::NAME_CHARS) {
        return Err(fault("query:q", Code::TooLong));
    }
    let filter = PersonFilter { role: query.role, text, active: query.active };
    let rows = people::list(app.store.read(), &sight, &filter, after, limit + 1).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let grants = people::grants_of(app.store.read(), &ids).await?;
    let last: HashMap<Uuid, i64> = devices::last_contacts(app.store.read(), &ids).await?;
    let show = |row: person::Model| {
        let (mine, seen) = (grants.get(&row.id), last.get(&row.id));
        PersonDetail::of(row, mine.map_or(&[], Vec::as_slice), seen.copied())
    };
    Ok(Json(List::of(rows, limit, &app.sealer, "people", |row| row.username.clone(), show)?))
}

/// Show a person
#[utoipa::path(get, path = "/v1/people/{id}", tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, body = PersonDetail), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let sight = sight(&caller)?;
    let db = app.store.read();
    let row = people::find(db, &sight, id).await?.ok_or_else(Problem::not_found)?;
    let grants = people::grants(db, id).await?;
    let last = devices::last_contacts(db, &[id]).await?;
    Ok((etag(row.version), Json(PersonDetail::of(row, &grants, last.get(&id).copied()))).into_response())
}

/// A new person.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// Name to sign in with; unique; up to 40 letters, digits, `.`, `_`, `-`, `@`.
    #[validate(custom(function = fields::username))]
    pub username: String,
    /// Name shown to colleagues.
    #[validate(custom(function = fields::name))]
    pub display_name: String,
    /// Phone number.
    #[validate(custom(function = fields::phone))]
    pub phone: Option<String>,
    /// `zh` (default) or `en`.
    #[validate(custom(function = fields::lang))]
    pub lang: Option<String>,
    /// Roles and where they hold: planners give `shopper` within their scope, administrators any role within theirs.
    /// `station` names a station, `region` a unit; nobody holds `shopper` or `reviewer` with `station` or `region`.
    #[validate(nested, length(min = 1, max = 50))]
    pub roles: Vec<GrantView>,
}

/// Make a person
///
/// Without a password: make a sign-in code next.
#[utoipa::path(post, path = "/v1/people", tag = "people", request_body = NewPerson, params(("Idempotency-Key" = Uuid, Header)),
    responses((status = 201, body = PersonDetail), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn create(State(app): State<App>, caller: Caller, key: Key, input: Input<NewPerson>) -> Result<Response> {
    caller.require(WRITE)?;
    let now = app.clock.now_ms();
    let mine = caller.grants().to_vec();
    let new = input.value;
    repeat::once(&app, &caller, key, input.sha256, "create_person", move |tx| {
        Box::pin(async move {
            let grants = grants_of(&new.roles);
            check_grants(tx, &mine, &[], &grants).await?;
            let id = Uuid::new_v4();
            let person = people::NewPerson {
                id,
                username: new.username,
                display_name: new.display_name,
                phone: new.phone.filter(|phone| !phone.is_empty()),
                lang: new.lang.unwrap_or_else(|| "zh".into()),
            };
            people::insert(&**tx, person, now).await?;
            people::set_roles(&**tx, id, &grants).await?;
            let row = people::names(&**tx, &[id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
            Reply::created(PersonDetail::of(row, &grants, None))
        })
    })
    .await
}

fn grants_of(views: &[GrantView]) -> Vec<Grant> {
    views
        .iter()
        .map(|view| Grant { role: view.role, org_unit_id: view.org_unit_id, station_id: view.station_id })
        .collect()
}

/// Checks new roles: shapes, sides of the wall, and that every role given or taken is the caller's to give.
async fn check_grants(tx: &Tx, mine: &[Grant], old: &[Grant], new: &[Grant]) -> Result<()> {
    let mut faults = granting::check(new, "/roles");
    let places = granting::places(tx, new).await?;
    for (index, (grant, place)) in new.iter().zip(&places).enumerate() {
        let given = !old.contains(grant);
        match place {
            None => faults.push(Violation::new(format!("/roles/{index}"), Code::BadValue)),
            Some(place) if given && !granting::may_give(mine, grant.role, place) => {
                return Err(not_yours_to_give(index));
            }
            Some(_) => {}
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let taken: Vec<Grant> = old.iter().filter(|grant| !new.contains(grant)).cloned().collect();
    let places = granting::places(tx, &taken).await?;
    let allowed = taken.iter().zip(places).all(|(grant, place)| {
        // A role at a place that is gone belongs to whoever manages the whole network.
        granting::may_give(mine, grant.role, &place.unwrap_or_default())
    });
    if allowed { Ok(()) } else { Err(Problem::new(Kind::Forbidden)) }
}

fn not_yours_to_give(index: usize) -> Problem {
    Problem::new(Kind::Forbidden)
        .with("pointer", format!("/roles/{index}"))
        .detail("您不能授予自己没有的角色或范围。", "You cannot give a role or a scope that you do not cover yourself.")
}

/// The person, if the caller sees him and covers every role he has.
pub async fn managed(tx: &Tx, caller: &Caller, id: Uuid) -> Result<(person::Model, Vec<Grant>)> {
    let row = people::find(&**tx, &sight(caller)?, id).await?.ok_or_else(Problem::not_found)?;
    let grants = people::grants(&**tx, id).await?;
    let places = granting::places(tx, &grants).await?;
    let held: Vec<_> =
        grants.iter().zip(places).map(|(grant, place)| (grant.role, place.unwrap_or_default())).collect();
    if !granting::may_manage(caller.grants(), &held) {
        return Err(Problem::new(Kind::Forbidden)
            .detail("此人的角色超出您的范围。", "This person has roles that you do not cover."));
    }
    Ok((row, grants))
}

/// Changes of a person; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    /// Name shown to colleagues.
    #[validate(custom(function = fields::name))]
    pub display_name: Option<String>,
    /// Phone number; empty to take it away.
    #[validate(custom(function = fields::phone))]
    pub phone: Option<String>,
    /// `zh` or `en`.
    #[validate(custom(function = fields::lang))]
    pub lang: Option<String>,
    /// All roles from now on.
    #[validate(nested, length(max = 50))]
    pub roles: Option<Vec<GrantView>>,
    /// All ties from now on: stations that he never visits as a shopper (§2.4). Visits that are planned already stay.
    #[validate(length(max = 50))]
    pub ties: Option<Vec<Tie>>,
    /// `true`: no new visits; what his phone holds is still taken, for 30 days. `false`: active again.
    pub deactivated: Option<bool>,
}

/// Change a person
///
/// You must cover every role the person has. Deactivating ends nothing that is undelivered (decision 5).
#[utoipa::path(patch, path = "/v1/people/{id}", tag = "people", request_body = PersonChange,
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = PersonDetail), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn patch(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    seen: IfMatch,
    input: Input<PersonChange>,
) -> Result<Response> {
    caller.require(WRITE)?;
    let change = input.value;
    let now = app.clock.now_ms();
    let tx = app.store.begin("patch_person").await?;
    let (mut row, mut grants) = managed(&tx, &caller, id).await?;
    seen.check(row.version)?;
    // What is written of somebody whose data were erased would never be erased again.
    if row.erased_at.is_some() {
        return Err(
            Problem::wrong_state("erased").detail("该人员的个人资料已清除", "What was known of this person was erased")
        );
    }
    if id == caller.person_id && (change.roles.is_some() || change.deactivated == Some(true)) {
        return Err(Problem::new(Kind::Forbidden)
            .detail("不能更改自己的角色或停用自己。", "Nobody changes his own roles or deactivates himself."));
    }
    row.display_name = change.display_name.unwrap_or(row.display_name);
    row.lang = change.lang.unwrap_or(row.lang);
    if let Some(phone) = change.phone {
        row.phone = Some(phone).filter(|phone| !phone.is_empty());
    }
    row.deactivated_at = match change.deactivated {
        Some(true) => Some(row.deactivated_at.unwrap_or(now)),
        Some(false) => None,
        None => row.deactivated_at,
    };
    if let Some(ties) = &change.ties {
        ties::check(&tx, ties).await?;
        row.ties = ties::write(ties)?;
    }
    if let Some(roles) = &change.roles {
        let new = grants_of(roles);
        check_grants(&tx, caller.grants(), &grants, &new).await?;
        people::set_roles(&*tx, id, &new).await?;
        grants = new;
    }
    if !people::update(&*tx, &row, now).await? {
        return Err(Problem::new(Kind::StaleVersion));
    }
    if change.roles.is_some() || change.deactivated.is_some() {
        sync::record(&*tx, &[Change::new(id, Subject::Scope, id, now)]).await?;
    }
    let last = devices::last_contacts(&*tx, &[id]).await?;
    tx.commit().await?;
    row.version += 1;
    Ok((etag(row.version), Json(PersonDetail::of(row, &grants, last.get(&id).copied()))).into_response())
}
