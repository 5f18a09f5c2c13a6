//! `/v1/org-units/{id}/contacts`: whom a unit names, for escalations (decision 32).

use axum::{Json, extract::State};
use forecourt_core::{
    order::Contact,
    states::Role,
    violation::{Code, Violation},
};
use forecourt_store::{entity::org_contact, orders::contacts, org, people};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::org_units::WRITE;
use crate::{
    auth::Caller,
    body::Input,
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    state::App,
};

/// Who reads them.
const READ: &[Role] = &[Role::Region, Role::Hq, Role::Admin, Role::Auditor];

/// The contacts of a unit; an empty one passes to the next unit above.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Contacts {
    /// The head.
    pub head: Vec<ContactView>,
    /// On duty.
    pub duty: Vec<ContactView>,
    /// Safety.
    pub safety: Vec<ContactView>,
    /// Engineering.
    pub engineering: Vec<ContactView>,
}

/// A contact.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactView {
    /// The person.
    pub person_id: Uuid,
    /// His name.
    pub name: String,
    /// His telephone, if it is known.
    pub phone: Option<String>,
}

/// The contacts as they are to be.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContacts {
    /// The head.
    #[serde(default)]
    #[validate(length(max = 10, code = "too_many"))]
    pub head: Vec<Uuid>,
    /// On duty.
    #[serde(default)]
    #[validate(length(max = 10, code = "too_many"))]
    pub duty: Vec<Uuid>,
    /// Safety.
    #[serde(default)]
    #[validate(length(max = 10, code = "too_many"))]
    pub safety: Vec<Uuid>,
    /// Engineering.
    #[serde(default)]
    #[validate(length(max = 10, code = "too_many"))]
    pub engineering: Vec<Uuid>,
}

impl NewContacts {
    fn all(&self) -> impl Iterator<Item = (Contact, usize, Uuid)> {
        let lists = [
            (Contact::Head, &self.head),
            (Contact::Duty, &self.duty),
            (Contact::Safety, &self.safety),
            (Contact::Engineering, &self.engineering),
        ];
        lists
            .into_iter()
            .flat_map(|(contact, list)| list.iter().enumerate().map(move |(index, person)| (contact, index, *person)))
    }
}

/// Show the contacts of a unit
#[utoipa::path(get, path = "/v1/org-units/{id}/contacts", tag = "network", params(("id" = Uuid, Path)),
    responses((status = 200, body = Contacts), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Json<Contacts>> {
    let scope = caller.scope(READ)?;
    org::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let rows = contacts::of_units(app.store.read(), &[id]).await?;
    Ok(Json(shown(&app, &rows).await?))
}

async fn shown(app: &App, rows: &[org_contact::Model]) -> Result<Contacts> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.person_id).collect();
    let names = people::names(app.store.read(), &ids).await?;
    let mut all = Contacts::default();
    for row in rows {
        let Some(person) = names.get(&row.person_id) else { continue };
        let (name, phone) = (person.display_name.clone(), person.phone.clone());
        let view = ContactView { person_id: row.person_id, name, phone };
        match Contact::parse(&row.contact) {
            Some(Contact::Head) => all.head.push(view),
            Some(Contact::Duty) => all.duty.push(view),
            Some(Contact::Safety) => all.safety.push(view),
            Some(Contact::Engineering) => all.engineering.push(view),
            None => return Err(Problem::internal(format!("contact {}", row.contact))),
        }
    }
    Ok(all)
}

/// Set the contacts of a unit
///
/// All of them at once. Contacts hold an office (station, region, head office, administrator) and are neither shopper nor
/// reviewer.
#[utoipa::path(put, path = "/v1/org-units/{id}/contacts", tag = "network", request_body = NewContacts, params(("id" = Uuid, Path)),
    responses((status = 200, body = Contacts), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn put(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    input: Input<NewContacts>,
) -> Result<Json<Contacts>> {
    let scope = caller.scope(WRITE)?;
    let wish = input.value;
    let tx = app.store.begin("put_contacts").await?;
    org::find(&*tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
    let people: Vec<Uuid> = wish.all().map(|(.., person)| person).collect();
    let eligible = contacts::eligible(&*tx, &people).await?;
    let mut chosen: Vec<(Contact, Uuid)> = Vec::new();
    let mut faults = Vec::new();
    for (contact, index, person) in wish.all() {
        let place = format!("/{contact}/{index}", contact = contact.as_str());
        if chosen.contains(&(contact, person)) {
            faults.push(Violation::new(place, Code::Duplicate));
        } else if !eligible.contains(&person) {
            faults.push(Violation::new(place, Code::BadValue));
        }
        chosen.push((contact, person));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    contacts::replace(&tx, id, &chosen).await?;
    tx.commit().await?;
    let rows = contacts::of_units(app.store.read(), &[id]).await?;
    Ok(Json(shown(&app, &rows).await?))
}
