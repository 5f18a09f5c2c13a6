//! `POST /v1/audits/{id}/accept`: the review found it good (decisions 19 to 21).

use axum::response::Response;
use forecourt_core::{
    day,
    review::Verb,
    score::Miss,
    states::{AuditState, PhotoState},
    submission::PhotoKind,
    violation::{Code, Violation, pointer},
};
use forecourt_store::{
    audits::{
        events, read,
        review::{self, Release},
    },
    entity::{audit, photo},
    jobs,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{AuditDone, Desk, Door, act, refresh, same_person};
use crate::{
    body::Input,
    case::{
        Judged, at_approval,
        decisions::{kind, to_json},
        record,
        second::{self, Cause},
    },
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::Reply,
    routes::assignments::reissue::{self, Again},
};

/// The word of history for an acceptance of what may not be scored.
const INCOMPLETE: &str = "incomplete";
/// Full width and height of a picture in the units of a box.
const WHOLE: u32 = 10_000;

/// How a first or second review ends well.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// Photos that the station may see. Absent: every verified scene; in a second review, what the first released; after an
    /// acceptance that was taken back, what it released and what came since.
    #[serde(default)]
    #[validate(length(max = 80), nested)]
    pub released_photos: Option<Vec<Released>>,
    /// What the station reads about a missed item; an empty note takes an earlier one back.
    #[serde(default)]
    #[validate(length(max = 512), nested)]
    pub station_notes: Vec<Note>,
    /// Answers that count although their evidence is missing.
    #[serde(default)]
    #[validate(length(max = 512), nested)]
    pub keep: Vec<Keep>,
    /// Second review only: more visit-caused N/A than allowed is accepted.
    #[serde(default)]
    pub visit_na_accepted: bool,
}

/// A photo for the station.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Released {
    /// A verified photo of kind `scene`.
    pub photo_id: Uuid,
    /// What is made unrecognisable in the station's copy.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    pub boxes: Vec<BlackBox>,
}

/// A box in ten thousandths of the picture's width and height, from the upper left corner.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlackBox {
    /// Left edge.
    #[validate(range(max = 10_000))]
    pub x: u32,
    /// Upper edge.
    #[validate(range(max = 10_000))]
    pub y: u32,
    /// Width.
    #[validate(range(min = 1, max = 10_000))]
    pub w: u32,
    /// Height.
    #[validate(range(min = 1, max = 10_000))]
    pub h: u32,
}

/// A note for the station.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The item.
    pub item: String,
    /// The reviewer's words.
    #[validate(length(max = 4000))]
    pub note: String,
}

/// An answer that is kept without its evidence.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// The item.
    pub item: String,
    /// Why.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
}

/// Accept an audit
///
/// From the first review it goes to a second one when it was chosen for that, else it is approved; from the second
/// review, by another person, it is approved. An audit that may not be scored becomes incomplete instead. The caller
/// must have spoken on every failed red line. 409 with the code `examining` and `Retry-After` while a photo is still being
/// examined.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/accept", tag = "review", request_body = Accept,
    params(("audit_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn accept(door: Door, At(audit_id): At<Uuid>, input: Input<Accept>) -> Result<Response> {
    let wish = input.value;
    act(door, Verb::Accept, audit_id, input.sha256, "audit_accept", |desk| Box::pin(decide(desk, wish))).await
}

async fn decide(mut desk: Desk<'_>, wish: Accept) -> Result<Reply> {
    let second = desk.case.state == AuditState::SecondReview;
    if second && desk.case.audit().reviewer_id == Some(desk.person) {
        return Err(same_person());
    }
    // What the machine finds comes before the review's end, not after it (§2.5 no. 1).
    if jobs::is_under_way(&**desk.tx, desk.case.audit().id).await? {
        return Err(Problem::wrong_state(desk.case.state)
            .detail("照片仍在核验，请稍候再提交", "The photos are still being examined; accept in a moment")
            .with("code", "examining")
            .retry_after(2));
    }
    let releases = check(&desk, &wish, second, new_from(&desk).await?)?;
    let rows = judgements(&desk, &wish);
    review::judge(desk.tx, rows.clone()).await?;
    desk.case.rows.judgements.extend(rows);
    let judged = desk.case.judge();
    require_votes(&desk, &judged, second)?;
    check_notes(&desk, &judged, &wish)?;
    if let Some(releases) = &releases {
        review::release(desk.tx, desk.case.audit().id, releases, desk.person, desk.now).await?;
    }
    let notes: Vec<(String, String)> =
        wish.station_notes.iter().map(|note| (note.item.clone(), note.note.trim().to_owned())).collect();
    review::put_notes(desk.tx, desk.case.audit().id, &notes, desk.person, desk.now).await?;
    let mut row = desk.case.audit().clone();
    refresh(&mut desk, &judged, &mut row).await?;
    row.claimed_by = None;
    row.claimed_until = None;
    let causes = if second { Vec::new() } else { second::causes(&desk.case, &judged) };
    if causes.is_empty() { approve(&desk, &judged, row, second).await } else { send_on(&desk, row, causes).await }
}

/// To the second review.
async fn send_on(desk: &Desk<'_>, mut row: audit::Model, causes: Vec<Cause>) -> Result<Reply> {
    row.state = AuditState::SecondReview.as_str().into();
    row.reviewer_id = Some(desk.person);
    let row = desk.save(row, None, json!({"second_review": causes})).await?;
    AuditDone { second_review: causes, ..AuditDone::of(&row)? }.reply()
}

/// To publication, or aside when it may not be scored (§3.6).
async fn approve(desk: &Desk<'_>, judged: &Judged, mut row: audit::Model, second: bool) -> Result<Reply> {
    if second {
        row.second_reviewer_id = Some(desk.person);
    } else {
        row.reviewer_id = Some(desk.person);
    }
    let checklist = &desk.case.published.checklist;
    let not_proven: Vec<&str> = judged
        .red_lines
        .iter()
        .filter(|line| line.is_not_proven())
        .map(|line| checklist.items[line.item].id.as_str())
        .collect();
    // What is not proven is passed on all the same (§2.5 no. 3).
    desk.tell_of_danger(judged).await?;
    let mut data = json!({"not_proven": not_proven});
    if !judged.score.summary.is_valid() {
        row.state = AuditState::Incomplete.as_str().into();
        let reasons: Vec<String> = judged.score.summary.reasons.iter().map(|reason| reason.text(checklist)).collect();
        let again = reissue::again(desk.tx, &desk.app, &row, &desk.case.rows.assignment, desk.now).await?;
        data["reasons"] = json!(reasons);
        if let Again::Issued(id) = again {
            data["reissued_assignment_id"] = json!(id);
        }
        let row = desk.save_as(INCOMPLETE, row, None, data).await?;
        return AuditDone::of(&row)?.with(again).reply();
    }
    let planned = desk.tx.calendar().publication_at(desk.now);
    row.state = AuditState::Approved.as_str().into();
    row.approved_at = Some(desk.now);
    row.photos_absent = Some(at_approval::absent(&desk.case.rows.photos));
    row.publish_day = Some(day::number_of(planned.day));
    record::write(desk.tx, &desk.case, judged, &mut row, record::reason::APPROVAL, desk.by(), desk.now).await?;
    data["score_revision"] = json!(row.score_revision);
    data["stand_in_calendar"] = json!(planned.stand_in);
    let row = desk.save(row, None, data).await?;
    AuditDone::of(&row)?.reply()
}

/// Everything that is wrong with what was asked for; the photos to release.
fn check(desk: &Desk<'_>, wish: &Accept, second: bool, new_from: Option<i32>) -> Result<Option<Vec<Release>>> {
    let checklist = &desk.case.published.checklist;
    let mut faults = Vec::new();
    for (index, note) in wish.station_notes.iter().enumerate() {
        if checklist.item_index(&note.item).is_none() {
            faults.push(Violation::new(format!("/station_notes/{index}/item"), Code::UnknownItem));
        }
    }
    for (index, keep) in wish.keep.iter().enumerate() {
        let code = match checklist.item_index(&keep.item) {
            None => Code::UnknownItem,
            // A red line needs its evidence whatever a reviewer thinks of it.
            Some(item) if checklist.items[item].is_critical() => Code::BadValue,
            Some(_) => continue,
        };
        faults.push(Violation::new(format!("/keep/{index}/item"), code));
    }
    if wish.visit_na_accepted && !second {
        faults.push(Violation::new("/visit_na_accepted", Code::BadValue));
    }
    let releases = match &wish.released_photos {
        Some(named) => Some(releases(desk, named, &mut faults)),
        None => (!second).then(|| by_default(desk, new_from)),
    };
    if faults.is_empty() { Ok(releases) } else { Err(Problem::invalid(faults)) }
}

/// A station reads words about what it missed, about nothing else (decision 21).
fn check_notes(desk: &Desk<'_>, judged: &Judged, wish: &Accept) -> Result<()> {
    let checklist = &desk.case.published.checklist;
    let missed = |item: &str| {
        let index = checklist.item_index(item);
        judged.score.lines.iter().any(|line| Some(line.item) == index && line.miss != Miss::None)
    };
    let notes = wish.station_notes.iter().enumerate();
    let wrong = notes.filter(|(_, note)| !note.note.trim().is_empty() && !missed(&note.item));
    let faults: Vec<Violation> =
        wrong.map(|(index, _)| Violation::new(format!("/station_notes/{index}/item"), Code::BadValue)).collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::invalid(faults).detail("只能对失分项写说明", "A note is about an item that was missed"))
}

fn verified_scene(photo: &photo::Model) -> bool {
    photo.kind == PhotoKind::Scene.as_str() && photo.state == PhotoState::Verified.as_str()
}

/// The first revision whose photos no verdict has seen yet; none when every photo was judged before.
async fn new_from(desk: &Desk<'_>) -> Result<Option<i32>> {
    let (tx, audit) = (&**desk.tx, desk.case.audit().id);
    match events::last(tx, audit, &[Verb::Accept.as_str(), INCOMPLETE]).await? {
        Some(at) => Ok(read::first_revision_after(tx, audit, at).await?),
        None => Ok(Some(0)),
    }
}

/// Every verified scene that no verdict has seen yet, and what was released before: what somebody boxed or kept back stays
/// so until it is said otherwise.
fn by_default(desk: &Desk<'_>, new_from: Option<i32>) -> Vec<Release> {
    let is_new = |photo: &photo::Model| new_from.is_some_and(|revision| photo.first_revision >= revision);
    let photos = desk.case.rows.photos.iter().filter(|photo| verified_scene(photo));
    let released = photos.filter(|photo| photo.released_at.is_some() || is_new(photo));
    released.map(|photo| Release { photo_id: photo.id, boxes: photo.boxes.clone() }).collect()
}

fn releases(desk: &Desk<'_>, named: &[Released], faults: &mut Vec<Violation>) -> Vec<Release> {
    let mut releases: Vec<Release> = Vec::with_capacity(named.len());
    for (index, wanted) in named.iter().enumerate() {
        let place = format!("/released_photos/{index}/photo_id");
        match desk.case.photo(wanted.photo_id) {
            None => faults.push(Violation::new(place, Code::UnknownPhoto)),
            Some(photo) if !verified_scene(photo) => faults.push(Violation::new(place, Code::BadValue)),
            Some(_) if releases.iter().any(|one| one.photo_id == wanted.photo_id) => {
                faults.push(Violation::new(place, Code::Duplicate));
            }
            Some(_) => releases.push(Release { photo_id: wanted.photo_id, boxes: boxes(&wanted.boxes) }),
        }
        for (number, area) in wanted.boxes.iter().enumerate() {
            if area.x + area.w > WHOLE || area.y + area.h > WHOLE {
                faults.push(Violation::new(format!("/released_photos/{index}/boxes/{number}"), Code::OutOfRange));
            }
        }
    }
    releases
}

fn boxes(areas: &[BlackBox]) -> Option<Value> {
    (!areas.is_empty()).then(|| json!(areas))
}

fn judgements(desk: &Desk<'_>, wish: &Accept) -> Vec<forecourt_store::entity::audit_judgement::Model> {
    let case = &desk.case;
    let decisions = case.decisions();
    let mut at = case.next_instant(desk.now);
    let mut rows = Vec::new();
    for keep in &wish.keep {
        let Some(item) = case.published.checklist.item_index(&keep.item) else { continue };
        rows.push(forecourt_store::entity::audit_judgement::Model {
            old_value: Some(to_json(decisions.answers[item])),
            new_value: Some(json!(true)),
            reason: keep.reason.clone(),
            ..case.judgement(kind::KEEP_EVIDENCE, &keep.item, desk.person, at)
        });
        at += 1;
    }
    if wish.visit_na_accepted {
        rows.push(forecourt_store::entity::audit_judgement::Model {
            new_value: Some(json!(true)),
            ..case.judgement(kind::VISIT_NA, "", desk.person, at)
        });
    }
    rows
}

/// Both reviewers must have spoken on a failed red line before it can be told what it is (decision 10).
fn require_votes(desk: &Desk<'_>, judged: &Judged, second: bool) -> Result<()> {
    let checklist = &desk.case.published.checklist;
    let missing: Vec<Violation> = judged
        .open_red_lines()
        .filter(|line| second || !line.has_voted(desk.person))
        .map(|line| Violation::new(pointer(&["red_lines", &checklist.items[line.item].id]), Code::Missing))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Problem::invalid(missing).detail(
        "请先对未通过的红线项表态（确认或否定）",
        "Confirm or refute the failed red lines first: /red-lines/{item}/confirm or /refute",
    ))
}
