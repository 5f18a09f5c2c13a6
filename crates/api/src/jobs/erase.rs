//! Erases the originals of an audit whose time is over (issue 4, "Retention"). Scores and copies without metadata stay.

use forecourt_core::{day::DAY_MS, retention, states::PhotoState};
use forecourt_store::{
    access::Scope,
    audit_log::{self, Act},
    audits::{
        events::{self, Event},
        read,
    },
    entity::photo,
    jobs::Leased,
    retention as store,
};
use serde_json::json;
use uuid::Uuid;

use super::{JobError, end, finish};
use crate::{intake::keys, problem::Result, state::App};

/// Word of history, and of the audit log.
const VERB: &str = "originals-erased";

/// Asks for what is over by the policy in force.
pub async fn ask(app: &App, now_ms: i64) -> Result<()> {
    let Some(policy) = retention::builtin() else { return Ok(()) };
    let before = now_ms.saturating_sub(i64::from(policy.originals.days) * DAY_MS);
    app.store.ask_to_erase(before, app.clock.work_ms()).await?;
    Ok(())
}

/// Erases the originals of one audit. The objects go first: a worker that dies in between erases them once more.
pub async fn run(app: &App, audit_id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let db = app.store.read();
    let Some(audit) = read::find(db, &Scope::everything(), audit_id).await? else { return end(app, leased).await };
    // Taken up again meanwhile: somebody looks at it.
    if !store::has_ended(&audit) {
        return end(app, leased).await;
    }
    let held = |row: &photo::Model| {
        let state = PhotoState::parse(&row.state);
        let held = matches!(state, Some(PhotoState::Stored | PhotoState::Verified | PhotoState::Unusable));
        held && row.erased_at.is_none()
    };
    let photos: Vec<photo::Model> = read::photos(db, audit_id).await?.into_iter().filter(held).collect();
    if photos.is_empty() {
        return end(app, leased).await;
    }
    for row in &photos {
        app.objects.delete(&keys::original(row)).await?;
        app.objects.delete(&keys::incoming(row)).await?;
    }
    let now = app.clock.now_ms();
    let subject = ("audits".to_owned(), Some(audit_id.to_string()));
    let act = Act::new(format!("JOB {VERB}"), String::new(), subject, leased.job.id, now);
    audit_log::within(act, async {
        let tx = app.store.begin("originals_erased").await?;
        let ids: Vec<Uuid> = photos.iter().map(|row| row.id).collect();
        let erased = store::originals_erased(&tx, &ids, now).await?;
        let data = Some(json!({"photos": erased}));
        events::record(&*tx, vec![Event { audit_id, verb: VERB, person_id: None, reason: None, data, at: now }])
            .await?;
        finish(tx, leased).await
    })
    .await
}
