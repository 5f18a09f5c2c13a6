//! Erases what has been kept for its time (issue 4, "Retention"). Scores, digests and copies without metadata stay.

use forecourt_core::{
    day::DAY_MS,
    retention::{self, Kind},
    states::PhotoState,
};
use forecourt_store::{
    access::Scope,
    audit_log::{self, Act},
    audits::{
        events::{self, Event},
        read,
    },
    entity::{evidence, photo, report_photo},
    erasing, evidence as store_evidence, evidence_parts,
    jobs::Leased,
    objects::ObjectError,
    photo_keys::Expected,
    retention::{self as store, Of},
};
use serde_json::json;
use uuid::Uuid;

use super::{JobError, end, finish};
use crate::{
    problem::{Problem, Result},
    state::App,
};

/// Word of history, and of the audit log.
const VERB: &str = "originals-erased";
/// Files or people of one step.
const STEP: u64 = 100;
/// Steps of one tick: the rest waits for the next.
const STEPS: u32 = 10;

/// Before when something of this kind has to have ended, epoch ms; `None` when there is no policy.
pub async fn before(app: &App, kind: Kind, now_ms: i64) -> Result<Option<i64>> {
    let Some(policy) = retention::builtin() else { return Ok(None) };
    let days = policy.days(kind, &app.store.retention_periods().await?);
    Ok(Some(now_ms.saturating_sub(i64::from(days) * DAY_MS)))
}

/// Asks for what is over of audits by the policy in force, and erases what is over of files and people.
pub async fn ask(app: &App, now_ms: i64) -> Result<()> {
    let run_at = app.clock.work_ms();
    for (kind, of) in [(Kind::Originals, Of::Originals), (Kind::Positions, Of::Positions)] {
        if let Some(before) = before(app, kind, now_ms).await? {
            app.store.ask_to_erase(of, before, run_at).await?;
        }
    }
    if app.store.retention_hour(now_ms).await? {
        return Ok(());
    }
    let mut is_rest = false;
    for kind in [Kind::UnusedEvidence, Kind::Evidence, Kind::People, Kind::Positions, Kind::Originals] {
        let Some(before) = before(app, kind, now_ms).await? else { continue };
        let mut steps = 0;
        while step(app, kind, before, now_ms).await? {
            steps += 1;
            if steps == STEPS {
                is_rest = true;
                break;
            }
        }
    }
    if !is_rest {
        app.store.retention_done(now_ms).await?;
    }
    Ok(())
}

/// Erases some of a kind; whether there may be more.
async fn step(app: &App, kind: Kind, before: i64, now_ms: i64) -> Result<bool> {
    let db = app.store.read();
    let (count, done) = match kind {
        Kind::UnusedEvidence => {
            let rows = erasing::unused(db, before, STEP).await?;
            (rows.len(), files(app, &rows, true, now_ms).await?)
        }
        Kind::Evidence => {
            let rows = erasing::outdated(db, before, STEP).await?;
            (rows.len(), files(app, &rows, false, now_ms).await?)
        }
        Kind::Positions => {
            let ids = erasing::reports_with_positions(db, before, STEP).await?;
            (ids.len(), report_positions(app, &ids, now_ms).await?)
        }
        Kind::Originals => {
            let rows = erasing::report_originals(db, before, STEP).await?;
            (rows.len(), report_originals(app, &rows, now_ms).await?)
        }
        Kind::People => {
            let ids = erasing::people(db, before, STEP).await?;
            (ids.len(), people(app, &ids, before, now_ms).await?)
        }
    };
    Ok(done > 0 && count as u64 == STEP)
}

/// Erases files: first nothing may refer to them any more, then their objects go. What dies in between is done once more.
/// Unused ones lose their rows, too. Answers how many.
async fn files(app: &App, rows: &[evidence::Model], unused: bool, now_ms: i64) -> Result<u64> {
    if rows.is_empty() {
        return Ok(0);
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    if unused {
        let tx = app.store.begin("unused_evidence_marked").await?;
        erasing::mark(&tx, &ids, true, now_ms).await?;
        tx.commit().await?;
    }
    let mut gone = Vec::new();
    for row in rows {
        // Somebody may have used it meanwhile.
        if unused && store_evidence::find(app.store.read(), row.id).await?.is_none_or(|row| row.erased_at.is_none()) {
            continue;
        }
        match objects(app, row).await {
            Ok(()) => gone.push(row.id),
            // One that the storage does not let go of holds up no other.
            Err(error) => tracing::warn!(evidence = %row.id, %error, "evidence is not erased yet"),
        }
    }
    let kind = if unused { Kind::UnusedEvidence } else { Kind::Evidence };
    let act =
        Act::new(format!("JOB {kind}-erased"), String::new(), ("evidence".to_owned(), None), Uuid::new_v4(), now_ms);
    audit_log::within(act, async {
        let tx = app.store.begin("evidence_erased").await?;
        let done =
            if unused { erasing::forget(&tx, &gone).await? } else { erasing::mark(&tx, &gone, false, now_ms).await? };
        if done == 0 {
            tx.rollback().await?;
            return Ok(0);
        }
        erasing::count(&tx, kind, done, now_ms).await?;
        tx.commit().await?;
        Ok(done)
    })
    .await
}

/// Deletes the objects of a file, of its parts too.
async fn objects(app: &App, row: &evidence::Model) -> std::result::Result<(), JobError> {
    let parts = evidence_parts::of(app.store.read(), row.id).await?;
    for place in parts.iter().map(Expected::from).chain([Expected::from(row)]) {
        both_keys(app, &place).await?;
    }
    Ok(())
}

/// Deletes an object wherever it may lie.
async fn both_keys(app: &App, place: &Expected) -> std::result::Result<(), ObjectError> {
    app.objects.delete(&place.original).await?;
    app.objects.delete(&format!("incoming/{}", place.original)).await
}

/// Erases where somebody was who declined a visit or could not make it: such a visit has no audit that ends. Answers how many.
async fn report_positions(app: &App, ids: &[Uuid], now_ms: i64) -> Result<u64> {
    if ids.is_empty() {
        return Ok(0);
    }
    let subject = ("assignments".to_owned(), None);
    let act = Act::new("JOB positions-erased".to_owned(), String::new(), subject, Uuid::new_v4(), now_ms);
    audit_log::within(act, async {
        let tx = app.store.begin("report_positions_erased").await?;
        let done = erasing::erase_report_positions(&tx, ids).await?;
        erasing::count(&tx, Kind::Positions, done, now_ms).await?;
        tx.commit().await?;
        Ok(done)
    })
    .await
}

/// Erases the originals of photos of reports; copies without metadata stay. The objects go first: what dies in between is
/// done once more. Answers how many.
async fn report_originals(app: &App, rows: &[report_photo::Model], now_ms: i64) -> Result<u64> {
    let mut gone = Vec::new();
    for row in rows {
        match both_keys(app, &Expected::from(row)).await {
            Ok(()) => gone.push(row.id),
            Err(error) => tracing::warn!(photo = %row.id, %error, "the original of a report's photo is not erased yet"),
        }
    }
    if gone.is_empty() {
        return Ok(0);
    }
    let subject = ("assignments".to_owned(), None);
    let act = Act::new(format!("JOB {VERB}"), String::new(), subject, Uuid::new_v4(), now_ms);
    audit_log::within(act, async {
        let tx = app.store.begin("report_originals_erased").await?;
        let done = erasing::report_originals_erased(&tx, &gone, now_ms).await?;
        erasing::count(&tx, Kind::Originals, done, now_ms).await?;
        tx.commit().await?;
        Ok(done)
    })
    .await
}

/// Erases who these people were, each in a transaction with a row of its own in the audit log; answers how many.
async fn people(app: &App, ids: &[Uuid], before: i64, now_ms: i64) -> Result<u64> {
    let mut erased = 0;
    for id in ids {
        let subject = ("people".to_owned(), Some(id.to_string()));
        let act = Act::new("JOB people-erased".to_owned(), String::new(), subject, Uuid::new_v4(), now_ms);
        erased += audit_log::within(act, async {
            let tx = app.store.begin("person_erased").await?;
            if !erasing::erase_person(&tx, *id, before, now_ms).await? {
                tx.rollback().await?;
                return Ok::<u64, Problem>(0);
            }
            erasing::count(&tx, Kind::People, 1, now_ms).await?;
            tx.commit().await?;
            Ok(1)
        })
        .await?;
    }
    Ok(erased)
}

/// Takes the positions out of what was submitted of one audit; digests and scores stay.
pub async fn positions(app: &App, audit_id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let found = read::find(app.store.read(), &Scope::everything(), audit_id).await?;
    let Some(audit) = found.filter(store::has_ended) else { return end(app, leased).await };
    let now = app.clock.now_ms();
    let subject = ("audits".to_owned(), Some(audit_id.to_string()));
    let act = Act::new("JOB positions-erased".to_owned(), String::new(), subject, leased.job.id, now);
    audit_log::within(act, async {
        let tx = app.store.begin("positions_erased").await?;
        let texts = erasing::erase_positions(&tx, &audit, now).await?;
        if texts == 0 {
            tx.rollback().await?;
            return end(app, leased).await;
        }
        let data = Some(json!({"revisions": texts}));
        let event = Event { audit_id, verb: "positions-erased", person_id: None, reason: None, data, at: now };
        events::record(&*tx, vec![event]).await?;
        erasing::count(&tx, Kind::Positions, 1, now).await?;
        finish(tx, leased).await
    })
    .await
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
        PhotoState::parse(&row.state).is_some_and(|state| PhotoState::HELD.contains(&state)) && row.erased_at.is_none()
    };
    let photos: Vec<photo::Model> = read::photos(db, audit_id).await?.into_iter().filter(held).collect();
    if photos.is_empty() {
        return end(app, leased).await;
    }
    for row in &photos {
        both_keys(app, &Expected::from(row)).await?;
    }
    let now = app.clock.now_ms();
    let subject = ("audits".to_owned(), Some(audit_id.to_string()));
    let act = Act::new(format!("JOB {VERB}"), String::new(), subject, leased.job.id, now);
    audit_log::within(act, async {
        let tx = app.store.begin("originals_erased").await?;
        let ids: Vec<Uuid> = photos.iter().map(|row| row.id).collect();
        let erased = store::originals_erased(&tx, &ids, now).await?;
        erasing::count(&tx, Kind::Originals, erased, now).await?;
        let data = Some(json!({"photos": erased}));
        events::record(&*tx, vec![Event { audit_id, verb: VERB, person_id: None, reason: None, data, at: now }])
            .await?;
        finish(tx, leased).await
    })
    .await
}
