//! Assignments as the desks and as their shoppers see them.

use forecourt_core::states::{AssignmentState, PhotoState};
use forecourt_store::{
    entity::{assignment, assignment_holder, assignment_report, report_photo, station},
    plan::assignments::Around,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Purchase;
use crate::{routes::hindrances::FixInput, times::rfc3339};

/// A station in brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StationBrief {
    /// Id.
    pub id: Uuid,
    /// Code.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
}

impl From<&station::Model> for StationBrief {
    fn from(row: &station::Model) -> Self {
        let (code, name_zh, name_en) = (row.code.clone(), row.name_zh.clone(), row.name_en.clone());
        Self { id: row.id, code, name_zh, name_en }
    }
}

/// Who holds an assignment, or once held it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Holder {
    /// The shopper.
    pub person_id: Uuid,
    /// His name.
    pub display_name: String,
    /// When any of his phones was last heard of: look at it before you reassign, he may have the visit on his phone.
    pub last_contact_at: Option<String>,
    /// Since when he may only deliver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deactivated_at: Option<String>,
    /// Since when he held it; in the list of holders only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Until when; absent for the present holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// What a shopper said about an assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportView {
    /// The report.
    pub id: Uuid,
    /// `decline`, `impossible` or `recognised`.
    pub kind: String,
    /// Who said it.
    pub person_id: Uuid,
    /// Why.
    pub reason: String,
    /// When it happened, by the phone.
    pub at: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Where the phone was.
    #[schema(value_type = Option<FixInput>)]
    pub fix: Option<Value>,
    /// Photos, to be seen at `/v1/report-photos/{id}`.
    pub photos: Vec<ReportPhotoView>,
    /// When the server heard of it.
    pub received_at: String,
}

/// A photo of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportPhotoView {
    /// The photo.
    pub id: Uuid,
    /// What the server knows about its bytes.
    pub state: PhotoState,
}

/// An assignment as the plan's desks see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentView {
    /// Id.
    pub id: Uuid,
    /// Round.
    pub round_id: Uuid,
    /// Station.
    pub station: StationBrief,
    /// Who holds it now.
    pub holder: Holder,
    /// Slot of the checklist.
    pub slot: String,
    /// Beginning of the window.
    pub window_start: String,
    /// End of the window.
    pub window_end: String,
    /// Whether the slot is a night slot.
    pub night: bool,
    /// Whether to use a self-service pump.
    pub self_service: bool,
    /// What to buy.
    #[schema(value_type = Purchase)]
    pub purchase: Value,
    /// Scripted question in Chinese.
    pub question_zh: Option<String>,
    /// Scripted question in English.
    pub question_en: Option<String>,
    /// `issued`, `declined`, `impossible`, `delivered` or `withdrawn`.
    pub state: AssignmentState,
    /// The assignment that this one replaces.
    pub reissue_of: Option<Uuid>,
    /// Why a rule of visits was passed over.
    pub override_reason: Option<String>,
    /// Everyone who ever held it; only when a single one is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holders: Option<Vec<Holder>>,
    /// What shoppers said about it; only when a single one is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reports: Option<Vec<ReportView>>,
    /// For `If-Match`.
    pub version: i32,
}

/// An assignment as its shopper sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnAssignment {
    /// Id.
    pub id: Uuid,
    /// Round.
    pub round_id: Uuid,
    /// Station.
    pub station: StationBrief,
    /// Slot of the checklist.
    pub slot: String,
    /// Beginning of the window.
    pub window_start: String,
    /// End of the window.
    pub window_end: String,
    /// Whether the slot is a night slot.
    pub night: bool,
    /// Whether to use a self-service pump.
    pub self_service: bool,
    /// What to buy.
    #[schema(value_type = Purchase)]
    pub purchase: Value,
    /// Scripted question in Chinese.
    pub question_zh: Option<String>,
    /// Scripted question in English.
    pub question_en: Option<String>,
    /// `issued`, `declined`, `impossible`, `delivered` or `withdrawn`.
    pub state: AssignmentState,
    /// Version.
    pub version: i32,
}

/// An assignment in the view of the caller's role.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum AnyAssignment {
    /// For the plan's desks.
    Desk(Box<AssignmentView>),
    /// For the shopper who holds it.
    Own(Box<OwnAssignment>),
}

/// The words beside the rows of a page.
#[derive(Debug, Default)]
pub struct Words(Around);

impl Words {
    /// The words for rows and people that were read at once.
    pub fn of(around: Around) -> Self {
        Self(around)
    }

    fn station(&self, id: Uuid) -> StationBrief {
        let row = self.0.stations.get(&id);
        let text = |of: fn(&station::Model) -> &String| row.map(of).cloned().unwrap_or_default();
        StationBrief {
            id,
            code: text(|row| &row.code),
            name_zh: text(|row| &row.name_zh),
            name_en: text(|row| &row.name_en),
        }
    }

    fn holder(&self, id: Uuid) -> Holder {
        let person = self.0.people.get(&id);
        Holder {
            person_id: id,
            display_name: person.map(|person| person.display_name.clone()).unwrap_or_default(),
            last_contact_at: self.0.last_contacts.get(&id).copied().map(rfc3339),
            deactivated_at: person.and_then(|person| person.deactivated_at).map(rfc3339),
            since: None,
            until: None,
        }
    }

    /// The row as the desks see it.
    pub fn desk(&self, row: assignment::Model) -> AssignmentView {
        AssignmentView {
            id: row.id,
            round_id: row.round_id,
            station: self.station(row.station_id),
            holder: self.holder(row.shopper_id),
            slot: row.slot,
            window_start: rfc3339(row.window_start),
            window_end: rfc3339(row.window_end),
            night: row.night,
            self_service: row.self_service,
            purchase: row.purchase,
            question_zh: row.question_zh,
            question_en: row.question_en,
            state: state_of(&row.state),
            reissue_of: row.reissue_of,
            override_reason: row.override_reason,
            holders: None,
            reports: None,
            version: row.version,
        }
    }

    /// The row as its shopper sees it.
    pub fn own(&self, row: assignment::Model) -> OwnAssignment {
        OwnAssignment {
            id: row.id,
            round_id: row.round_id,
            station: self.station(row.station_id),
            slot: row.slot,
            window_start: rfc3339(row.window_start),
            window_end: rfc3339(row.window_end),
            night: row.night,
            self_service: row.self_service,
            purchase: row.purchase,
            question_zh: row.question_zh,
            question_en: row.question_en,
            state: state_of(&row.state),
            version: row.version,
        }
    }

    /// Someone who holds or held it, with the time he did.
    pub fn once_holder(&self, row: &assignment_holder::Model) -> Holder {
        Holder { since: Some(rfc3339(row.since)), until: row.until.map(rfc3339), ..self.holder(row.person_id) }
    }
}

/// The column is only ever written from this list.
pub fn state_of(word: &str) -> AssignmentState {
    AssignmentState::parse(word).unwrap_or(AssignmentState::Withdrawn)
}

/// A stored report as a view; `photos` may hold those of others, too.
pub fn report_view(row: assignment_report::Model, photos: &[report_photo::Model]) -> ReportView {
    let own = photos.iter().filter(|photo| photo.report_id == row.id);
    ReportView {
        id: row.id,
        kind: row.kind,
        person_id: row.person_id,
        reason: row.reason,
        at: row.at_ms.map(rfc3339),
        note: row.note,
        fix: row.fix,
        photos: own.map(|photo| ReportPhotoView { id: photo.id, state: photo_state(&photo.state) }).collect(),
        received_at: rfc3339(row.received_at),
    }
}

/// The column is only ever written from this list.
fn photo_state(word: &str) -> PhotoState {
    PhotoState::parse(word).unwrap_or(PhotoState::Missing)
}
