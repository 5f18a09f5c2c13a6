//! `/v1/me/notifications`: how the caller is told outside of the app.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use forecourt_core::{
    states::Role,
    violation::{Code, Violation, pointer},
};
use forecourt_notify::{
    Destination, Kind as EventKind, Reader,
    plan::{Choice, Choices},
};
use forecourt_store::{
    entity::mailbox,
    orders::contacts,
    telling::{lanes, mailboxes},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::webhooks::view::ReasonView;
use crate::{
    auth::Caller,
    body::Input,
    lang,
    problem::{Problem, ProblemDocument, Result},
    state::App,
    telling::{MAIL, lang_of, queue::choices_of},
};

/// How the caller is told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notifications {
    /// Where he gets e-mail.
    pub email: Option<String>,
    /// `ready`, `no_address`, `stopped`, or `no_mail_server`: then nothing is queued for e-mail.
    pub mail: String,
    /// Why e-mail is stopped, until he gives an address again.
    pub stopped: Option<ReasonView>,
    /// Every kind of event, and what he chose.
    pub kinds: Vec<KindChoice>,
    /// When the night begins in which nothing but a T0 that asks to act is sent, in Shanghai.
    pub quiet_from: String,
    /// When it ends.
    pub quiet_to: String,
    /// When what is told once a day goes out.
    pub daily_at: String,
}

/// A kind of event and how he hears of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindChoice {
    /// The kind, for example `order.issued`.
    pub kind: String,
    /// Its name, in the language of the request.
    pub name: String,
    /// `on`, `off` or `digest`: once a day.
    pub choice: String,
    /// Whether webhooks and robots can be told of it, too; of what stations may not know people alone are.
    pub receivers: bool,
    /// Whether it can reach the caller at all, in his roles or as a contact of an org unit: of others there is nothing to
    /// choose.
    pub reaches: bool,
}

/// What he wants.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNotifications {
    /// Where he gets e-mail; null or absent: nowhere.
    #[validate(length(max = 254))]
    pub email: Option<String>,
    /// By kind: `on`, `off` or `digest`; a kind that is absent is on.
    #[serde(default)]
    pub choices: BTreeMap<String, String>,
}

async fn shown(app: &App, caller: &Caller) -> Result<Notifications> {
    let row = mailboxes::find(app.store.read(), caller.person_id).await?;
    let lane = lanes::find(app.store.read(), caller.person_id).await?;
    let choices = row.as_ref().map(choices_of).unwrap_or_default();
    let email = row.and_then(|row| row.email);
    let stopped = lane.and_then(|lane| lane.stopped).map(|code| ReasonView::of(&code, None));
    let mail = match (&app.sender.mailer, &email, &stopped) {
        (None, ..) => "no_mail_server",
        (_, None, _) => "no_address",
        (.., Some(_)) => "stopped",
        _ => "ready",
    };
    let is_contact = contacts::is_named(app.store.read(), caller.person_id).await?;
    let network = caller.scope(&[Role::Hq, Role::Admin]).is_ok_and(|scope| scope.is_everything());
    let is_one = |reader: Reader| match reader {
        Reader::Station => caller.is(Role::Station),
        Reader::Office => is_contact || caller.is_any(&[Role::Region, Role::Hq, Role::Admin]),
        Reader::Panel1 => caller.is(Role::AppealL1),
        Reader::Panel2 => caller.is(Role::AppealL2),
        Reader::HeadOffice => caller.is(Role::Hq),
        Reader::Network => network,
    };
    let kind = |kind: &EventKind| KindChoice {
        kind: kind.as_str().to_owned(),
        name: kind.name(lang::current()).to_owned(),
        choice: choices.0.get(kind).copied().unwrap_or(Choice::On).as_str().to_owned(),
        receivers: !kind.is_inside(),
        reaches: kind.readers().iter().any(|reader| is_one(*reader)),
    };
    Ok(Notifications {
        mail: mail.to_owned(),
        stopped,
        kinds: EventKind::ALL.iter().map(kind).collect(),
        quiet_from: "22:00".into(),
        quiet_to: "07:00".into(),
        daily_at: "08:00".into(),
        email,
    })
}

/// How am I told
///
/// E-mail, beside the inbox, which gets everything. A T0 that asks to act is sent at once whatever was chosen.
#[utoipa::path(get, path = "/v1/me/notifications", tag = "telling",
    responses((status = 200, body = Notifications), (status = 401, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller) -> Result<Json<Notifications>> {
    Ok(Json(shown(&app, &caller).await?))
}

/// Choose how I am told
///
/// All of it at once. An address that was refused is tried again.
#[utoipa::path(put, path = "/v1/me/notifications", tag = "telling", request_body = NewNotifications,
    responses((status = 200, body = Notifications), (status = 401, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn put(
    State(app): State<App>,
    caller: Caller,
    input: Input<NewNotifications>,
) -> Result<Json<Notifications>> {
    let wish = input.value;
    let email = wish.email.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut faults = Vec::new();
    if let Some(to) = &email {
        let to = Destination::Mail { to: to.clone(), lang: lang_of("zh") };
        if app.sender.check(&to).is_err() {
            faults.push(Violation::new("/email", Code::BadValue));
        }
    }
    let mut choices = Choices::default();
    for (kind, choice) in &wish.choices {
        match (EventKind::parse(kind), Choice::parse(choice)) {
            (None, _) => faults.push(Violation::new(pointer(&["choices", kind]), Code::UnknownField)),
            (_, None) => faults.push(Violation::new(pointer(&["choices", kind]), Code::BadValue)),
            (Some(kind), Some(choice)) => {
                choices.0.insert(kind, choice);
            }
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let now = app.clock.now_ms();
    let tx = app.store.begin("put_notifications").await?;
    let row = mailbox::Model { person_id: caller.person_id, email, choices: json!(choices), updated_at: now };
    mailboxes::put(&tx, row).await?;
    lanes::reopen(&tx, caller.person_id, MAIL, now).await?;
    tx.commit().await?;
    app.lanes.notify_one();
    Ok(Json(shown(&app, &caller).await?))
}
