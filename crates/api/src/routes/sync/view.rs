//! What a phone is told: its visits, their stations, what was returned, what is gone.

use forecourt_core::{states::PhotoState, text::Text};
use forecourt_store::entity::{assignment, round, station, station_profile};
use serde::Serialize;
use serde_json::{Value, value::RawValue};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{routes::limits::Limits, times::rfc3339};

/// Everything that is new for a phone. Lists are empty when nothing changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sync {
    /// Epoch of this server; on another one the phone drops its cursor and sends again what it holds.
    pub server_epoch: Uuid,
    /// Time of the server, for the phone's offset.
    pub now: String,
    /// Send it back at the next sync.
    pub cursor: String,
    /// The lists hold the full set: what is not in them is gone.
    pub reset: bool,
    /// Assignments that are new or changed.
    pub assignments: Vec<AssignmentForPhone>,
    /// Stations of assignments, new or changed.
    pub stations: Vec<StationForPhone>,
    /// Checklist versions that are new or changed; fetch the content by id and version.
    pub checklists: Vec<ChecklistForPhone>,
    /// Audits that were returned, whole.
    pub returned: Vec<ReturnedForPhone>,
    /// Refused submissions that were judged again: lift the quarantine and repeat the PUT unchanged.
    pub resend: Vec<Resend>,
    /// What is no longer there.
    pub tombstones: Vec<Tombstone>,
    /// To be shown when the shopper is challenged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority_letter: Option<AuthorityLetter>,
    /// Limits of this server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
}

/// A visit to make.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentForPhone {
    /// The assignment.
    pub id: Uuid,
    /// Its station.
    pub station_id: Uuid,
    /// Its round in words.
    pub round: Text,
    /// Checklist to answer.
    pub checklist_id: String,
    /// Its version.
    pub checklist_version: i32,
    /// Time slot, for example `night`.
    pub slot: String,
    /// The visit begins not before.
    pub window_start: String,
    /// The visit ends not after.
    pub window_end: String,
    /// A night visit.
    pub night: bool,
    /// At a self-service pump.
    pub self_service: bool,
    /// What to buy.
    #[schema(value_type = Object)]
    pub purchase: Value,
    /// The scripted question.
    pub question: Text,
    /// Grows with each change.
    pub version: i32,
}

/// A station as the shopper needs it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StationForPhone {
    /// The station.
    pub id: Uuid,
    /// Code, as printed on receipts.
    pub code: String,
    /// Name.
    pub name: Text,
    /// City.
    pub city: Text,
    /// Street address.
    pub address: String,
    /// Latitude, 1e-7 degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat_e7: Option<i64>,
    /// Longitude, 1e-7 degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon_e7: Option<i64>,
    /// Time zone.
    pub tz: String,
    /// Number of the profile in force: name it in the submission.
    pub profile_revision: i32,
    /// `st.*` flags of that profile.
    #[schema(value_type = Object)]
    pub flags: Value,
}

/// A checklist version.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecklistForPhone {
    /// For example `station-69`.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Hash of its content, the ETag of `/v1/checklists/{id}/versions/{version}`.
    pub sha256: String,
    /// No new visit may start on it; one that is open goes on.
    pub withdrawn: bool,
}

/// A returned audit with everything that is needed to answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnedForPhone {
    /// The audit.
    pub audit_id: Uuid,
    /// Its assignment, which is closed and so not among `assignments`.
    pub assignment_id: Uuid,
    /// Its station, which stands among `stations`.
    pub station_id: Uuid,
    /// Code of its station.
    pub station_code: String,
    /// Name of its station.
    pub station_name: Text,
    /// The revision that was returned; the answer carries the next one.
    pub revision: i32,
    /// Number that the answer must carry.
    pub next_revision: i32,
    /// What the reviewer asks, per item or as a whole.
    #[schema(value_type = Vec<Object>)]
    pub remarks: Value,
    /// Answer until then.
    pub due_at: String,
    /// The submission as it was received.
    #[schema(value_type = Object)]
    pub submission: Box<RawValue>,
    /// What the server knows of its photos; verified ones are not sent again.
    pub photos: Vec<PhotoForPhone>,
}

/// A photo of a returned audit.
#[derive(Debug, Serialize, ToSchema)]
pub struct PhotoForPhone {
    /// The photo.
    pub photo_id: Uuid,
    /// What the server knows about its bytes.
    pub state: PhotoState,
}

/// A submission to send again, unchanged.
#[derive(Debug, Serialize, ToSchema)]
pub struct Resend {
    /// The audit.
    pub audit_id: Uuid,
    /// The revision.
    pub revision: i32,
}

/// Something that is gone.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tombstone {
    /// `assignment` or `returned_audit`.
    pub kind: &'static str,
    /// Its id.
    pub id: Uuid,
}

/// The authority letter of the shopper.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthorityLetter {
    /// Name of the holder.
    pub holder: String,
    /// Its text.
    pub text: Text,
}

/// A visit of an open round.
pub fn assignment_view((row, round): (assignment::Model, round::Model)) -> AssignmentForPhone {
    AssignmentForPhone {
        id: row.id,
        station_id: row.station_id,
        round: Text::new(round.name_zh, round.name_en),
        checklist_id: round.checklist_id,
        checklist_version: round.checklist_version,
        slot: row.slot,
        window_start: rfc3339(row.window_start),
        window_end: rfc3339(row.window_end),
        night: row.night,
        self_service: row.self_service,
        purchase: row.purchase,
        question: Text::new(row.question_zh.unwrap_or_default(), row.question_en.unwrap_or_default()),
        version: row.version,
    }
}

/// A station with the profile in force at this instant, epoch ms.
pub fn station_view(row: station::Model, profiles: &[station_profile::Model], now: i64) -> StationForPhone {
    let profile = profiles.iter().rfind(|profile| profile.in_force_from <= now).or(profiles.first());
    StationForPhone {
        id: row.id,
        code: row.code,
        name: Text::new(row.name_zh, row.name_en),
        city: Text::new(row.city_zh, row.city_en),
        address: row.address,
        lat_e7: row.lat_e7,
        lon_e7: row.lon_e7,
        tz: row.tz,
        profile_revision: profile.map_or(0, |profile| profile.revision),
        flags: profile.map_or(Value::Null, |profile| profile.flags.clone()),
    }
}

/// The letter of this shopper; `phone` is whom to ask about it.
pub fn letter(name: &str, phone: Option<&str>) -> AuthorityLetter {
    let (zh, en) =
        phone.map_or_else(Default::default, |phone| (format!("核实电话：{phone}。"), format!(" To verify: {phone}.")));
    AuthorityLetter {
        holder: name.to_owned(),
        text: Text::new(
            format!(
                "兹证明持有人 {name} 受公司委托，对本站进行服务检查。请予配合，不得阻拦、跟踪或记录其个人信息。{zh}"
            ),
            format!(
                "This is to certify that the holder, {name}, visits this station on behalf of the company to check its \
                 service. Please let the visit go on; do not follow the holder or record personal data.{en}"
            ),
        ),
    }
}
