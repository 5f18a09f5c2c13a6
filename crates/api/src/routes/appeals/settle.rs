//! What a decision does: to the appeal, to the score, to the audit. A panel's decision and the silence of level 2 both
//! come here.

use forecourt_core::{
    appeal::{self as appeal_table, AppealOutcome, AppealState, AppealStep, AppealVerb, best_answer},
    review::{Verb, allowed},
    score::{Line, State},
    violation::{Code, Violation},
};
use forecourt_store::{
    Tx,
    appeal_telling::{self, AppealNews},
    appeals::{self, STAGE, Step, state_of},
    entity::{appeal, audit, audit_judgement},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    orders::{self, Told},
    wrong_state,
};
use crate::{
    case::{
        Case, Judged,
        changes::{self, Change as Wish},
        decisions::{kind, to_json},
        record,
    },
    jobs::publish,
    problem::{Kind, Problem, Result},
    routes::audits::{
        Desk, SYSTEM,
        rescore::{Change, rescore},
    },
    state::App,
};

/// What is decided.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// What holds.
    pub outcome: AppealOutcome,
    /// With `upheld`: the answer, when it is not the best one.
    pub value: Option<Value>,
    /// In the words of the panel.
    pub reason: Option<String>,
    /// It may leave too little of the audit to count.
    pub accept_incomplete: bool,
}

/// An appeal that is being decided, inside its transaction.
pub struct Settling<'t> {
    /// The application.
    pub app: App,
    /// The transaction.
    pub tx: &'t Tx,
    /// The appeal as it is.
    pub row: appeal::Model,
    /// Its audit.
    pub audit: audit::Model,
    /// Which step it is, and who makes it; nobody: the system.
    pub by: (AppealStep, Option<Uuid>),
    /// The station's live rank before.
    pub rank: Option<i32>,
}

/// A decision that changes the score: what was judged, and what it comes to.
struct Turn {
    case: Case,
    rows: Vec<audit_judgement::Model>,
    judged: Judged,
    item: usize,
}

/// Decides an appeal; answers it as it then is.
pub async fn settle(settling: Settling<'_>, verdict: Verdict) -> Result<appeal::Model> {
    let now = settling.app.clock.now_ms();
    let state = state_of(&settling.row)?;
    let level = state.level().ok_or_else(|| wrong_state(&settling.row))?;
    let turn = turn(&settling, &verdict, now).await?;
    refuse_incomplete(&settling, &verdict, turn.as_ref())?;
    // Level 1 is not the last word while points of the item are still lost and the audit counts.
    let lost = turn.as_ref().map_or(verdict.outcome == AppealOutcome::Rejected, |turn| {
        turn.judged.score.summary.is_valid() && is_lost(&turn.judged.score.lines[turn.item])
    });
    let next = if level == 1 && lost { AppealState::Decided1 } else { AppealState::Closed };
    let verb = if settling.by.1.is_some() { AppealVerb::Decide } else { AppealVerb::Silence };
    if !appeal_table::allowed(verb, state).is_some_and(|rule| rule.to.contains(&next)) {
        return Err(wrong_state(&settling.row));
    }
    let row = decided(&settling, &verdict, turn.as_ref(), next, now);
    if !appeals::change(settling.tx, &settling.row, row.clone()).await? {
        return Err(Problem::new(Kind::StaleVersion));
    }
    let step = Step {
        kind: settling.by.0,
        level,
        person_id: settling.by.1,
        at: now,
        reason: verdict.reason.clone(),
        evidence: Vec::new(),
        outcome: Some(verdict.outcome),
        value: verdict.value.clone(),
    };
    appeals::add_step(settling.tx, row.id, step).await?;
    let closes = next == AppealState::Closed;
    match turn {
        Some(turn) => carry_out(&settling, &verdict, turn, closes, now).await?,
        None if closes => close(settling.tx, settling.audit.id, now).await?,
        None => {}
    }
    appeal_telling::tell(settling.tx, &row, AppealNews::Decided, now).await?;
    if closes {
        orders::tell(settling.tx, &row, Told::Ended { at_ms: now }, now).await?;
        publish::look_again(settling.tx).await?;
    }
    Ok(appeal::Model { version: settling.row.version + 1, ..row })
}

/// A panel whose decision would leave too little of the audit to count (§3.6) has to say that it wants that: the audit's other
/// findings and appeals go with it, and the visit is made again.
fn refuse_incomplete(settling: &Settling<'_>, verdict: &Verdict, turn: Option<&Turn>) -> Result<()> {
    let counts = turn.is_none_or(|turn| turn.judged.score.summary.is_valid());
    if counts || verdict.accept_incomplete || settling.by.1.is_none() {
        return Ok(());
    }
    Err(Problem::invalid(vec![Violation::new("/accept_incomplete", Code::Missing)]).detail(
        "该裁决将使整份检查因有效项不足而作废并重新安排，须确认。",
        "This decision leaves too little of the audit to count: its visit is made again. Confirm that.",
    ))
}

/// Counts an appeal out of its audit, whose score it did not change.
pub async fn close(tx: &Tx, audit_id: Uuid, now: i64) -> Result<()> {
    if appeals::count(tx, audit_id, -1, now).await? { Ok(()) } else { Err(Problem::new(Kind::StaleVersion)) }
}

/// The appeal as it is after the decision.
fn decided(
    settling: &Settling<'_>,
    verdict: &Verdict,
    turn: Option<&Turn>,
    next: AppealState,
    now: i64,
) -> appeal::Model {
    let row = appeal::Model {
        state: next.as_str().into(),
        since: now,
        due_at: next.due(settling.tx.calendar(), now),
        outcome: Some(verdict.outcome.as_str().into()),
        value: verdict.value.clone(),
        ..settling.row.clone()
    };
    let Some(turn) = turn else { return row };
    let bp = turn.judged.score.summary.final_bp.and_then(|bp| i16::try_from(bp).ok());
    let row = appeal::Model {
        score_after: Some(settling.audit.score_revision.saturating_add(1)),
        bp_after: bp,
        ranked: false,
        rank_after: None,
        ..row
    };
    if settling.row.score_after.is_some() {
        // Level 2 adds to what level 1 changed: what was before is what was before both.
        return row;
    }
    appeal::Model {
        score_before: settling.audit.score_revision,
        bp_before: settling.audit.final_bp,
        rank_before: settling.rank,
        ..row
    }
}

/// What the decision changes; nothing when the answer stands, or when nothing of the item is lost any more.
async fn turn(settling: &Settling<'_>, verdict: &Verdict, now: i64) -> Result<Option<Turn>> {
    if verdict.outcome == AppealOutcome::Rejected {
        return Ok(None);
    }
    let case = Case::load(&settling.app, settling.tx, settling.audit.clone()).await?;
    let checklist = &case.published.checklist;
    let item = checklist.item_index(&settling.row.item);
    let item = item.ok_or_else(|| Problem::internal(format!("appeal {}: no such item", settling.row.id)))?;
    let before = case.judge();
    if verdict.outcome == AppealOutcome::Upheld && !is_lost(&before.score.lines[item]) {
        return Ok(None);
    }
    let rows = judgements(&case, item, verdict, settling.by.1.unwrap_or(SYSTEM), now).map_err(Problem::invalid)?;
    let judged = case.judge_with(case.decisions_with(&rows));
    let line = &judged.score.lines[item];
    if verdict.outcome == AppealOutcome::Upheld && line.earned <= before.score.lines[item].earned {
        return Err(Problem::invalid(vec![Violation::new("/value", Code::BadValue)])
            .detail("成立的申诉必须使该项得分提高", "An appeal that is upheld earns the item more than before"));
    }
    Ok(Some(Turn { rows, judged, item, case }))
}

/// Whether points of an item are lost.
fn is_lost(line: &Line) -> bool {
    line.state == State::Answered && line.earned < line.nominal
}

/// What the decision says, as judgements of the case.
fn judgements(
    case: &Case,
    item: usize,
    verdict: &Verdict,
    person: Uuid,
    now: i64,
) -> Result<Vec<audit_judgement::Model>, Vec<Violation>> {
    let definition = &case.published.checklist.items[item];
    let reason = verdict.reason.clone().unwrap_or_default();
    let at = case.next_instant(now);
    if verdict.outcome == AppealOutcome::NotApplicable {
        if definition.is_critical() {
            return Err(vec![Violation::new("/outcome", Code::BadValue)]);
        }
        return Ok(vec![audit_judgement::Model {
            old_value: Some(json!(case.decisions().extra_na.contains(item))),
            new_value: Some(json!(true)),
            reason,
            stage: STAGE.into(),
            ..case.judgement(kind::APPEAL_NA, &definition.id, person, at)
        }]);
    }
    let stated = match verdict.outcome {
        AppealOutcome::NotObserved => Value::Null,
        _ => verdict.value.clone().unwrap_or_else(|| to_json(best_answer(&definition.answer))),
    };
    let wish = Wish { item: Some(definition.id.clone()), flag: None, na_request: None, value: stated, reason };
    let field = if verdict.outcome == AppealOutcome::NotObserved { "/outcome" } else { "/value" };
    let rows = changes::judgements(case, &[wish], person, at, true).map_err(|faults| {
        let codes = faults.into_iter().map(|fault| Violation::new(field, fault.code));
        codes.collect::<Vec<_>>()
    })?;
    Ok(rows.into_iter().map(|row| audit_judgement::Model { stage: STAGE.into(), ..row }).collect())
}

/// Judges the audit anew; an audit that is incomplete now is visited again.
async fn carry_out(settling: &Settling<'_>, verdict: &Verdict, turn: Turn, closes: bool, now: i64) -> Result<()> {
    let state = turn.case.state;
    let transition = allowed(Verb::DecideAppeal, state).ok_or_else(|| Problem::wrong_state(state))?;
    let mut row = turn.case.audit().clone();
    if closes {
        row.open_appeals = row.open_appeals.saturating_sub(1);
    }
    let mut desk = Desk {
        app: settling.app.clone(),
        tx: settling.tx,
        case: turn.case,
        person: settling.by.1.unwrap_or(SYSTEM),
        now,
        transition,
    };
    let data = json!({"appeal_id": settling.row.id, "item": settling.row.item, "outcome": verdict.outcome});
    let cause = record::reason::APPEAL;
    let change = Change { rows: turn.rows, cause, reason: verdict.reason.clone(), data };
    rescore(&mut desk, row, change).await?;
    Ok(())
}
