//! How stations stand when their audits are published: overdue orders bar the best grade, and false evidence takes the stars
//! (§3.3, §5.4). What was so at publication stays so in every later judgement of the audit.

use std::collections::HashMap;

use forecourt_core::{
    checklist::{Checklist, Severity},
    day::number_at,
    score::{Conditions, Standing, State, grade},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, prelude::Uuid};
use serde_json::Value;

use crate::{
    Result, StoreError, Tx,
    entity::{audit, audit_score},
    orders::{POLICY, draft::Forms, facts, policy},
};

/// The standing that stands in an audit's row; that of one that is not published yet is of a station without orders.
pub fn of_row(row: &audit::Model) -> Standing {
    Standing { overdue_open: u32::try_from(row.overdue_open).unwrap_or(0), no_stars: row.no_stars }
}

/// Writes into a score why it has fewer stars than its points would give; nothing where nothing bars it.
pub fn note(score: &mut Value, standing: Standing) {
    let Some(map) = score.as_object_mut() else { return };
    map.remove("overdue_open");
    map.remove("no_stars");
    if standing.overdue_open > 0 {
        map.insert("overdue_open".to_owned(), standing.overdue_open.into());
    }
    if standing.no_stars {
        map.insert("no_stars".to_owned(), true.into());
    }
}

/// Settles grade and stars of audits that are being published by how their stations stand now.
pub(super) async fn settle(
    tx: &Tx,
    due: &[audit::Model],
    scores: &mut HashMap<Uuid, audit_score::Model>,
    forms: Forms<'_>,
    now_ms: i64,
) -> Result<()> {
    let stations: Vec<Uuid> = due.iter().map(|row| row.station_id).collect();
    let found = of_stations(tx, &stations, now_ms).await?;
    for row in due {
        let standing = found.get(&row.station_id).copied().unwrap_or_default();
        // It was judged with this one already.
        if standing == of_row(row) {
            continue;
        }
        let Some(form) = forms(&row.checklist_id, row.checklist_version) else { continue };
        let score = scores
            .get_mut(&row.id)
            .ok_or_else(|| StoreError::Corrupt(format!("audit {} was approved without a score", row.id)))?;
        let stars = regrade(&mut score.score, row, (*form).as_ref(), standing);
        put(tx, row.id, standing, stars, score).await?;
    }
    Ok(())
}

/// Brings a score to the grade and the stars that a standing leaves it; the stars.
fn regrade(score: &mut Value, row: &audit::Model, checklist: &Checklist, standing: Standing) -> Option<u32> {
    note(score, standing);
    let conditions = Conditions {
        best: None,
        major_zero: is_major_at_zero(checklist, score),
        overdue: standing.overdue_open > 0,
        no_stars: standing.no_stars,
    };
    let final_bp = row.final_bp.and_then(|bp| u32::try_from(bp).ok())?;
    let (grade, stars) = grade(&checklist.scoring.grades, final_bp, conditions)?;
    if let Some(map) = score.as_object_mut() {
        map.insert("grade".to_owned(), grade.as_str().into());
        map.insert("stars".to_owned(), stars.into());
    }
    Some(stars)
}

async fn put(tx: &Tx, id: Uuid, standing: Standing, stars: Option<u32>, score: &audit_score::Model) -> Result<()> {
    let fields = audit::ActiveModel {
        overdue_open: Set(i32::try_from(standing.overdue_open).unwrap_or(i32::MAX)),
        no_stars: Set(standing.no_stars),
        stars: Set(stars.and_then(|stars| i16::try_from(stars).ok())),
        ..Default::default()
    };
    audit::Entity::update_many().set(fields).filter(audit::Column::Id.eq(id)).exec(&**tx).await?;
    audit_score::Entity::update_many()
        .set(audit_score::ActiveModel { score: Set(score.score.clone()), ..Default::default() })
        .filter(audit_score::Column::AuditId.eq(id))
        .filter(audit_score::Column::ScoreRevision.eq(score.score_revision))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Those of these stations whose standing bars stars.
async fn of_stations(tx: &Tx, stations: &[Uuid], now_ms: i64) -> Result<HashMap<Uuid, Standing>> {
    let mut found: HashMap<Uuid, Standing> = HashMap::new();
    for (station, overdue) in facts::overdue_at(&**tx, stations, now_ms).await? {
        found.entry(station).or_default().overdue_open = u32::try_from(overdue).unwrap_or(u32::MAX);
    }
    // By whole days, as rankings count: the day of the rejection and so many after it.
    let first = number_at(now_ms).saturating_sub(
        i32::try_from(policy(i32::try_from(POLICY).unwrap_or(0))?.false_evidence_star_days).unwrap_or(i32::MAX),
    );
    for (station, at_ms) in facts::false_evidence_at(&**tx, stations).await? {
        if number_at(at_ms) >= first {
            found.entry(station).or_default().no_stars = true;
        }
    }
    Ok(found)
}

/// Whether a major item earned nothing, as a stored score says.
fn is_major_at_zero(checklist: &Checklist, score: &Value) -> bool {
    let lines = score.get("lines").and_then(Value::as_array).into_iter().flatten();
    let at_zero = |line: &Value| line["state"] == State::Answered.as_str() && line["earned"] == 0;
    let mut at_zero = lines.filter(|line| at_zero(line)).filter_map(|line| line.get("item")?.as_str());
    at_zero.any(|id| {
        let mut items = checklist.items.iter();
        items.any(|item| item.id == id && item.severity == Severity::Major && !item.is_bonus())
    })
}
