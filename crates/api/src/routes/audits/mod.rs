//! The desks' door to audits: reading by role, and the verbs of the review. Which verb is allowed to whom and in which
//! state stands in `forecourt_core::review`; here is the one way through it.

pub mod accept;
pub mod claim;
pub mod close_upload;
pub mod correct;
pub mod flags;
pub mod list;
pub mod proposals;
pub mod red_lines;
pub mod release;
pub mod reopen;
pub mod rescore;
pub mod returns;
pub mod revisions;
pub mod score;
pub mod show;
pub mod view;
pub mod void;

use axum::{extract::FromRequestParts, http::request::Parts, response::Response};
use forecourt_core::{
    review::{Effect, Transition, Verb, allowed},
    states::AuditState,
};
use forecourt_store::{
    Tx,
    audits::{
        events::{self, Event},
        read, review,
    },
    entity::audit,
    orders::{draft, findings, safety},
};
use futures::future::BoxFuture;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::{
        Caller,
        caller::{IfMatch, Key},
    },
    case::{Case, Judged, second::Cause, state_of},
    problem::{Kind, Problem, Result},
    repeat::{Reply, once},
    routes::assignments::reissue::Again,
    state::App,
    times::rfc3339,
};

/// How long a claim holds unless it is renewed, ms (decision 19).
pub const CLAIM_MS: i64 = 30 * 60_000;

/// Stands for the system where a row needs a person: nobody has this id.
pub const SYSTEM: Uuid = Uuid::nil();

/// What every verb brings along: who, under which key, having seen which version.
pub struct Door {
    /// The application.
    pub app: App,
    /// Who asks.
    pub caller: Caller,
    /// The key of the intention.
    pub key: Key,
    /// The version that was seen.
    pub seen: IfMatch,
}

impl FromRequestParts<App> for Door {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let key = Key::from_request_parts(parts, app).await?;
        let Ok(seen) = IfMatch::from_request_parts(parts, app).await;
        Ok(Self { app: app.clone(), caller, key, seen })
    }
}

/// A verb under way: the case as it stands inside the transaction.
pub struct Desk<'t> {
    /// The application.
    pub app: App,
    /// The transaction.
    pub tx: &'t Tx,
    /// The case.
    pub case: Case,
    /// Who decides; [`SYSTEM`] when nobody does.
    pub person: Uuid,
    /// Business time, epoch ms.
    pub now: i64,
    /// What the verb does in this state.
    pub transition: &'static Transition,
}

impl Desk<'_> {
    /// Who decides; none when the system does.
    pub fn by(&self) -> Option<Uuid> {
        (self.person != SYSTEM).then_some(self.person)
    }

    /// Writes the audit as it is to be, with its history; answers it as it then is.
    pub async fn save(&self, row: audit::Model, reason: Option<String>, data: Value) -> Result<audit::Model> {
        self.save_as(self.transition.verb.as_str(), row, reason, data).await
    }

    /// The same under another word of history.
    pub async fn save_as(
        &self,
        verb: &str,
        row: audit::Model,
        reason: Option<String>,
        data: Value,
    ) -> Result<audit::Model> {
        let led_to = state_of(&row)?;
        if !self.transition.to.contains(&led_to) {
            let verb = self.transition.verb;
            return Err(Problem::internal(format!("{verb} may not lead from {} to {led_to}", self.case.state)));
        }
        let seen = self.case.audit();
        if !review::change(self.tx, seen, row.clone(), self.now).await? {
            return Err(Problem::new(Kind::StaleVersion));
        }
        let version = seen.version.saturating_add(1);
        let mut data = data;
        if let Some(map) = data.as_object_mut() {
            map.insert("version".into(), json!(version));
            map.insert("state".into(), json!(led_to));
        }
        let event = Event { audit_id: row.id, verb, person_id: self.by(), reason, data: Some(data), at: self.now };
        events::record(&**self.tx, vec![event]).await?;
        Ok(audit::Model { version, updated_at: self.now, ..row })
    }

    /// A failed red line that has no order is passed on as a safety notice (§2.5, §3.6, decision 10). Its orders are settled
    /// before.
    pub async fn tell_of_danger(&self, judged: &Judged) -> Result<()> {
        let checklist = &self.case.published.checklist;
        let failed: Vec<&str> = judged.red_lines.iter().map(|line| checklist.items[line.item].id.as_str()).collect();
        Ok(safety::tell(self.tx, self.case.audit(), &failed, self.now).await?)
    }

    /// Whether the caller holds a live claim.
    pub fn holds_claim(&self) -> bool {
        let audit = self.case.audit();
        audit.claimed_by == Some(self.person) && audit.claimed_until.is_some_and(|until| until > self.now)
    }

    /// Refuses when another person holds a live claim.
    pub fn refuse_if_claimed(&self) -> Result<()> {
        let audit = self.case.audit();
        match (audit.claimed_by, audit.claimed_until) {
            (Some(holder), Some(until)) if holder != self.person && until > self.now => {
                Err(claimed(self.case.state, until))
            }
            _ => Ok(()),
        }
    }
}

/// Somebody else is at it.
pub fn claimed(state: AuditState, until: i64) -> Problem {
    Problem::wrong_state(state)
        .detail("该检查记录正由他人审核", "Somebody else is reviewing this audit")
        .with("claimed_until", rfc3339(until))
}

/// A person decides about his own visit, or twice where two are needed.
pub fn same_person() -> Problem {
    Problem::new(Kind::Forbidden).detail("此步骤须由另一人完成", "This step is for another person than you")
}

/// Runs a verb of the table: role and scope, key, version, state, claim; then `decide`.
pub async fn act<F>(
    door: Door,
    verb: Verb,
    audit_id: Uuid,
    body_sha256: [u8; 32],
    name: &'static str,
    decide: F,
) -> Result<Response>
where
    F: for<'t> FnOnce(Desk<'t>) -> BoxFuture<'t, Result<Reply>> + Send + 'static,
{
    let Door { app, caller, key, seen } = door;
    let scope = caller.scope(verb.roles())?;
    read::find(app.store.read(), &scope, audit_id).await?.ok_or_else(Problem::not_found)?;
    let person = caller.person_id;
    let inner = app.clone();
    once(&app, &caller, key, body_sha256, name, move |tx| {
        Box::pin(async move {
            let audit = read::find(&**tx, &scope, audit_id).await?.ok_or_else(Problem::not_found)?;
            seen.check(audit.version)?;
            let state = state_of(&audit)?;
            let transition = allowed(verb, state).ok_or_else(|| Problem::wrong_state(state))?;
            if audit.shopper_id == person {
                return Err(same_person());
            }
            if verb.needs_claim() && transition.effect == Effect::Change && audit.claimed_by != Some(person) {
                return Err(Problem::wrong_state(state).detail("请先领取该检查记录", "Claim the audit first"));
            }
            let case = Case::load(&inner, tx, audit).await?;
            let now = inner.clock.now_ms();
            decide(Desk { app: inner, tx, case, person, now, transition }).await
        })
    })
    .await
}

/// What a verb answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditDone {
    /// The audit.
    pub id: Uuid,
    /// Its version now; the same as the ETag.
    pub version: i32,
    /// Its state now.
    pub state: AuditState,
    /// The score in brief; provisional before approval.
    pub score: view::ScoreBrief,
    /// Why it is reviewed a second time; absent when it is not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub second_review: Vec<Cause>,
    /// Until when the caller holds the audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_until: Option<String>,
    /// The planned day of publication, once it is approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_day: Option<String>,
    /// The proposal that was made, when the verb made one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal_id: Option<Uuid>,
    /// The assignment that was issued once more because the audit is incomplete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reissued_assignment_id: Option<Uuid>,
    /// `issued`, `before`, or `left_to_planner` when no shopper of the round may make the visit again by the rules;
    /// absent unless the audit is incomplete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit_again: Option<VisitAgain>,
}

/// What became of the assignment of an incomplete audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VisitAgain {
    /// It was issued again.
    Issued,
    /// It was issued again before.
    Before,
    /// A planner issues it again: `/v1/assignments?to_issue_again=true`.
    LeftToPlanner,
    /// Another audit of the assignment stands, or a planner has ended it otherwise.
    NotNeeded,
}

impl AuditDone {
    /// An audit as it is after a verb.
    pub fn of(row: &audit::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            version: row.version,
            state: state_of(row)?,
            score: view::ScoreBrief::of(row),
            second_review: Vec::new(),
            claimed_until: row.claimed_until.map(rfc3339),
            publish_day: row.publish_day.map(crate::times::day),
            proposal_id: None,
            reissued_assignment_id: None,
            visit_again: None,
        })
    }

    /// With what became of its assignment.
    pub fn with(self, again: Again) -> Self {
        let (visit_again, id) = match again {
            Again::Issued(id) => (VisitAgain::Issued, Some(id)),
            Again::Before => (VisitAgain::Before, None),
            Again::LeftToPlanner => (VisitAgain::LeftToPlanner, None),
            Again::NotNeeded => (VisitAgain::NotNeeded, None),
        };
        Self { reissued_assignment_id: id, visit_again: Some(visit_again), ..self }
    }

    /// As an answer.
    pub fn reply(self) -> Result<Reply> {
        Reply::ok(self)
    }
}

/// Raises what the photos and the evidence call for, and brings flags and brief of the row up to date.
pub async fn refresh(desk: &mut Desk<'_>, judged: &Judged, row: &mut audit::Model) -> Result<()> {
    let raised = crate::case::evidence::fresh_flags(&desk.case, judged, desk.now);
    review::raise(desk.tx, raised.clone()).await?;
    desk.case.rows.flags.extend(raised);
    (row.hard_flags, row.soft_flags) = desk.case.count_flags();
    crate::case::brief::put(row, &judged.score);
    orders_of_red_lines(desk, judged).await
}

/// A red line that somebody confirmed has its order at once, before anything is published; one that is refuted, not
/// proven, or not failed any more loses it (decision 25).
async fn orders_of_red_lines(desk: &Desk<'_>, judged: &Judged) -> Result<()> {
    let (audit, checklist) = (desk.case.audit(), &desk.case.published.checklist);
    let standing = judged.red_lines.iter().filter(|line| !line.confirmed_by.is_empty() && !line.is_not_proven());
    let found: Vec<_> = standing.map(|line| draft::red_line(checklist, line.item)).collect();
    let items: Vec<&str> = found.iter().map(|one| one.item.as_str()).collect();
    findings::withdraw_red_lines(desk.tx, audit.id, &items, desk.now).await?;
    let forms = |id: &str, version: i32| desk.app.checklists.form(id, version);
    Ok(draft::draft_new(desk.tx, audit, &found, &forms, desk.now).await?)
}
