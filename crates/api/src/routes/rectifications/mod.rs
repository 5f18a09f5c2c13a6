//! `/v1/rectifications`: rectification orders 整改单 (decisions.md, "Orders"). Who may do what in which state stands in
//! `forecourt_core::order`; here is the one way through it.

pub mod bulk;
pub mod calls;
pub mod extensions;
pub mod list;
mod rules;
pub mod show;
pub mod timeline;
pub mod verbs;
pub mod view;

use axum::response::Response;
use forecourt_core::{
    order::{Act, Actor, OrderVerb, Refusal, may_ever},
    states::Role,
};
use forecourt_store::{
    Tx,
    entity::rectification,
    orders::{
        self, Changed, Deed, contacts,
        read::{self, Sight},
    },
};
use futures::future::BoxFuture;
use serde_json::Value;
use uuid::Uuid;

use super::audits::Door;
use crate::{
    auth::Caller,
    problem::{Kind, Problem, Result},
    repeat::{Reply, once},
    state::App,
};

/// Whoever reads orders with everything in them.
pub const DESK: &[Role] = &[Role::Reviewer, Role::AppealL1, Role::AppealL2, Role::Hq, Role::Admin, Role::Auditor];
/// Whoever reads them behind the identity wall.
pub const STATION_SIDE: &[Role] = &[Role::Station, Role::Region];
/// Whoever acts on orders. The office before the station: it may do more.
const ACTING: &[Role] = &[Role::Hq, Role::Region, Role::Station];
/// Whoever sees what is not issued yet.
const SEES_DRAFTS: &[Role] =
    &[Role::Region, Role::Reviewer, Role::AppealL1, Role::AppealL2, Role::Hq, Role::Admin, Role::Auditor];

/// The roles that ever do this.
pub fn roles_of(verb: OrderVerb) -> Vec<Role> {
    ACTING.iter().copied().filter(|role| may_ever(verb, Some(*role))).collect()
}

/// What a caller sees in these roles.
///
/// # Errors
/// 403 when he has none of them.
pub fn sight(caller: &Caller, roles: &[Role]) -> Result<Sight> {
    let orders = caller.scope(roles)?;
    let drafts: Vec<Role> = roles.iter().copied().filter(|role| SEES_DRAFTS.contains(role)).collect();
    Ok(Sight { orders, drafts: caller.scope(&drafts).unwrap_or_default() })
}

/// A verb under way: the order as it stands inside the transaction, and who acts.
pub struct Bench<'t> {
    /// The application.
    pub app: App,
    /// The transaction.
    pub tx: &'t Tx,
    /// The order.
    pub row: rectification::Model,
    /// Who acts.
    pub person: Uuid,
    /// In which role.
    pub role: Role,
    /// Business time, epoch ms.
    pub now: i64,
}

impl Bench<'_> {
    /// Who acts; `judged` is whose submission or request he judges.
    pub async fn actor(&self, judged: Option<Uuid>) -> Result<Actor> {
        let beneath = match judged {
            None => false,
            Some(other) => contacts::is_beneath(&**self.tx, self.row.station_id, self.person, other).await?,
        };
        Ok(Actor::Person { id: self.person, role: self.role, beneath })
    }

    /// Does it; the order as it is now.
    pub async fn act(&self, act: Act, reason: Option<String>, data: Option<Value>) -> Result<rectification::Model> {
        let judges = matches!(act.verb(), OrderVerb::Verify | OrderVerb::Close | OrderVerb::Reject);
        let actor = self.actor(self.row.submitted_by.filter(|_| judges)).await?;
        self.act_as(actor, act, reason, data).await
    }

    /// The same for an actor who is known.
    pub async fn act_as(
        &self,
        actor: Actor,
        act: Act,
        reason: Option<String>,
        data: Option<Value>,
    ) -> Result<rectification::Model> {
        let deed = Deed { act, actor, at: self.now, told_at: self.now, reason, data };
        match orders::act(self.tx, &self.row, deed).await? {
            Changed::Done(row) => Ok(*row),
            Changed::Refused(refusal) => Err(refused(refusal)),
            Changed::Stale => Err(Problem::new(Kind::StaleVersion)),
        }
    }
}

/// Why it was not done, as a problem; the state is named whenever the state refused.
pub fn refused(refusal: Refusal) -> Problem {
    let text = refusal.text();
    let problem = match refusal.state() {
        Some(state) => Problem::wrong_state(state),
        None => Problem::new(Kind::Forbidden),
    };
    problem.detail(text.zh, text.en).with("code", refusal.code())
}

/// Runs a verb: role and scope, key, version, state; then `decide` (decision 15).
pub async fn act<F>(
    door: Door,
    verb: OrderVerb,
    id: Uuid,
    body_sha256: [u8; 32],
    name: &'static str,
    decide: F,
) -> Result<Response>
where
    F: for<'t> FnOnce(Bench<'t>) -> BoxFuture<'t, Result<Reply>> + Send + 'static,
{
    let Door { app, caller, key, seen } = door;
    let roles = roles_of(verb);
    let sight = sight(&caller, &roles)?;
    read::find(app.store.read(), &sight, id).await?.ok_or_else(Problem::not_found)?;
    let (person, inner, who) = (caller.person_id, app.clone(), caller.clone());
    // At the door: who waits for others' writing is not late for it.
    let now = app.clock.now_ms();
    once(&app, &caller, key, body_sha256, name, move |tx| {
        Box::pin(async move {
            let row = read::find(&**tx, &sight, id).await?.ok_or_else(Problem::not_found)?;
            seen.check(row.version)?;
            let role = role_at(tx, &who, &roles, id).await?.ok_or_else(Problem::not_found)?;
            decide(Bench { app: inner, tx, row, person, role, now }).await
        })
    })
    .await
}

/// The first of these roles in which the caller reaches the order.
pub async fn role_at(tx: &Tx, caller: &Caller, roles: &[Role], id: Uuid) -> Result<Option<Role>> {
    for role in roles {
        if let Ok(sight) = sight(caller, &[*role])
            && read::find(&**tx, &sight, id).await?.is_some()
        {
            return Ok(Some(*role));
        }
    }
    Ok(None)
}
