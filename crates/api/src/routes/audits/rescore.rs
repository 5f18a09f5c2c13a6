//! What is published changes: the next judged result of an audit with all that follows from it. A confirmed correction and
//! a decided appeal both come here; earlier results stay as they are.

use forecourt_core::{order::CancelReason, states::AuditState};
use forecourt_store::{
    appeal_telling, appeals,
    audits::{publish, read, review},
    entity::{audit, audit_judgement, audit_score},
    jobs, meta, orders as store_orders,
};
use serde_json::{Value, json};

use super::Desk;
use crate::{
    case::record,
    problem::{Kind, Problem, Result},
    routes::{
        appeals::orders::{self, Told},
        assignments::reissue::{self, Again},
    },
};

/// What changes, and in whose words.
pub struct Change {
    /// The judgements that are new.
    pub rows: Vec<audit_judgement::Model>,
    /// Why there is a new result: a word of [`record::reason`].
    pub cause: &'static str,
    /// In the words of who decided.
    pub reason: Option<String>,
    /// What belongs to it in the history.
    pub data: Value,
}

/// A published audit with its new result.
pub struct Rescored {
    /// The audit as it now is.
    pub audit: audit::Model,
    /// What became of its assignment, when it is incomplete now.
    pub again: Option<Again>,
}

/// Judges a published audit anew. `row` is the audit as it is to be beside its score.
pub async fn rescore(desk: &mut Desk<'_>, mut row: audit::Model, change: Change) -> Result<Rescored> {
    let Change { rows, cause, reason, mut data } = change;
    hold(desk).await?;
    review::judge(desk.tx, rows.clone()).await?;
    desk.case.rows.judgements.extend(rows);
    let judged = desk.case.judge();
    let before = read::score(&**desk.tx, row.id, None).await?;
    let after = record::write(desk.tx, &desk.case, &judged, &mut row, cause, desk.by(), desk.now).await?;
    data["score_revision"] = json!(row.score_revision);
    if !judged.score.summary.is_valid() {
        row.state = AuditState::Incomplete.as_str().into();
        withdraw(desk, &mut row).await?;
        desk.tell_of_danger(&judged).await?;
        data["dismissed"] = json!(review::dismiss_open(desk.tx, row.id, desk.now).await?);
        let again = reissue::again(desk.tx, &desk.app, &row, &desk.case.rows.assignment, desk.now).await?;
        return Ok(Rescored { audit: desk.save(row, reason, data).await?, again: Some(again) });
    }
    let findings = publish::findings_of(&after)?;
    publish::replace_findings(desk.tx, &row, &findings, row.publish_day.unwrap_or_default()).await?;
    let reason_of_orders = if cause == record::reason::APPEAL { CancelReason::Appeal } else { CancelReason::NotProven };
    store_orders::findings::withdraw(desk.tx, &row, &findings, reason_of_orders, desk.now).await?;
    let forms = |id: &str, version: i32| desk.app.checklists.form(id, version);
    store_orders::draft::draft_new(desk.tx, &row, &findings, &forms, desk.now).await?;
    desk.tell_of_danger(&judged).await?;
    if before.is_some_and(|before| got_worse(&before, &after)) {
        appeal_telling::tell_windows(desk.tx, &[&row], desk.now).await?;
        // A new appeal window begins (decision 19); the day of publication stays.
        row.state = AuditState::Published.as_str().into();
        row.published_at = Some(desk.now);
        data["new_appeal_window"] = json!(true);
    }
    look_again(desk, &row).await?;
    meta::bump_facts(desk.tx, [row.visit_day]).await?;
    Ok(Rescored { audit: desk.save(row, reason, data).await?, again: None })
}

/// What rests on its score and findings: re-visits, and problems of its region.
async fn look_again(desk: &Desk<'_>, row: &audit::Model) -> Result<()> {
    store_orders::revisits::look_again(desk.tx, &[row.id], desk.now).await?;
    Ok(jobs::enqueue(&**desk.tx, jobs::kind::FIND_SYSTEMIC, row.round_id, None, desk.now).await?)
}

/// Of two that change an audit at once the slower one decides again. The audit is held before its appeals are: always in
/// this order, so that nobody waits for each other.
async fn hold(desk: &Desk<'_>) -> Result<()> {
    let seen = desk.case.audit();
    let held = review::hold(desk.tx, seen.id, Some(seen.version)).await?;
    if held { Ok(()) } else { Err(Problem::new(Kind::StaleVersion)) }
}

/// Takes an audit out of what stations and reports see, and its orders out of every count (a T0 order stays); what is
/// appealed of it is over.
pub async fn withdraw(desk: &Desk<'_>, row: &mut audit::Model) -> Result<()> {
    hold(desk).await?;
    publish::replace_findings(desk.tx, row, &[], 0).await?;
    look_again(desk, row).await?;
    store_orders::findings::withdraw(desk.tx, row, &[], CancelReason::AuditVoid, desk.now).await?;
    for appeal in appeals::withdraw_all(desk.tx, row.id, desk.now).await? {
        orders::tell(desk.tx, &appeal, Told::Ended { at_ms: desk.now }, desk.now).await?;
    }
    row.open_appeals = 0;
    Ok(meta::bump_facts(desk.tx, [row.visit_day]).await?)
}

/// What an item lost in a judged result; 0 when it did not count there, or is not known.
pub fn lost(score: &audit_score::Model, item: &str) -> u32 {
    lines(score).find(|line| line.get("item").and_then(Value::as_str) == Some(item)).map_or(0, lost_by)
}

fn lines(score: &audit_score::Model) -> impl Iterator<Item = &Value> {
    score.score.get("lines").and_then(Value::as_array).into_iter().flatten()
}

fn lost_by(line: &Value) -> u32 {
    let points = |name: &str| line.get(name).and_then(Value::as_u64).unwrap_or(0);
    let counts = line.get("state").and_then(Value::as_str) == Some("answered");
    let lost = if counts { points("nominal").saturating_sub(points("earned")) } else { 0 };
    u32::try_from(lost).unwrap_or(u32::MAX)
}

/// Whether an item loses more than before, also one that did not count before.
fn got_worse(before: &audit_score::Model, after: &audit_score::Model) -> bool {
    lines(before).zip(lines(after)).any(|(before, after)| lost_by(after) > lost_by(before))
}
