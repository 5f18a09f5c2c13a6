//! The caller himself: `/v1/me`.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use forecourt_core::states::Role;
use forecourt_store::{access::Grant, entity::person};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{Caller, attempt, password},
    body::Input,
    client_address::ClientAddress,
    problem::{ProblemDocument, Result},
    state::App,
};

/// A role and where it holds; both ids absent: the whole network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct GrantView {
    /// What the person may be.
    pub role: Role,
    /// Holds for this unit and all below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org_unit_id: Option<Uuid>,
    /// Holds for this station.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station_id: Option<Uuid>,
}

impl From<&Grant> for GrantView {
    fn from(grant: &Grant) -> Self {
        Self { role: grant.role, org_unit_id: grant.org_unit_id, station_id: grant.station_id }
    }
}

/// The caller as he sees himself.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonView {
    /// The person.
    pub id: Uuid,
    /// Name to sign in with.
    pub username: String,
    /// Name shown to colleagues.
    pub display_name: String,
    /// Roles and where they hold.
    pub roles: Vec<GrantView>,
}

impl PersonView {
    /// A person with his grants.
    pub fn of(person: &person::Model, grants: &[Grant]) -> Self {
        Self {
            id: person.id,
            username: person.username.clone(),
            display_name: person.display_name.clone(),
            roles: grants.iter().map(GrantView::from).collect(),
        }
    }
}

/// Who am I
#[utoipa::path(get, path = "/v1/me", tag = "sign-in", responses((status = 200, body = PersonView), (status = 401, body = ProblemDocument)))]
pub async fn show(caller: Caller) -> Json<PersonView> {
    Json(PersonView {
        id: caller.person_id,
        username: caller.username.clone(),
        display_name: caller.display_name.clone(),
        roles: caller.grants().iter().map(GrantView::from).collect(),
    })
}

/// Change of the own password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The password in force.
    #[validate(length(max = 1000))]
    pub old_password: String,
    /// The new one: at least 8 characters.
    #[validate(length(max = 1000))]
    pub new_password: String,
}

/// Change my password
///
/// Ends every other session of the person. Wrong old passwords slow down as at the sign-in. Repeated after a lost answer
/// it answers 204 again: the new password is in force then.
#[utoipa::path(put, path = "/v1/me/password", tag = "sign-in", request_body = NewPassword,
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 422, body = ProblemDocument),
        (status = 429, body = ProblemDocument)))]
pub async fn put_password(
    State(app): State<App>,
    caller: Caller,
    ClientAddress(address): ClientAddress,
    input: Input<NewPassword>,
) -> Result<Response> {
    password::check(&input.value.new_password, "/new_password")?;
    // A count of its own: whoever found a session open must not slow down its owner's sign-in.
    let name = format!("password of {}", caller.person_id);
    let NewPassword { old_password, new_password } = input.value;
    if is_right(&app, &name, address, caller.person_id, old_password).await?.is_none() {
        // An earlier request may have done it. That is another attempt, with a turn of its own.
        is_right(&app, &name, address, caller.person_id, new_password).await?.ok_or_else(password::refused)?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let hash = app.passwords.hash(new_password).await?;
    app.store.set_password(caller.person_id, hash, Some(caller.session_id), app.clock.now_ms()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Whether it is his password, as one attempt in its turn.
async fn is_right(
    app: &App,
    name: &str,
    address: std::net::IpAddr,
    person_id: Uuid,
    password: String,
) -> Result<Option<()>> {
    attempt::in_turn(app, name, address, async {
        let stored = app.store.password_hash(person_id).await?;
        Ok(app.passwords.verify(password, stored).await?.then_some(()))
    })
    .await
}
