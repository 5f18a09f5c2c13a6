//! What the office sees of a station, and what station and region see.

use forecourt_store::entity::{station, station_profile};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    routes::station_profiles::{OwnProfile, ProfileView},
    times::rfc3339,
};

/// A station as the office knows it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StationView {
    /// Id.
    pub id: Uuid,
    /// Unique code, as printed on receipts.
    pub code: String,
    /// The unit it belongs to.
    pub org_unit_id: Uuid,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// City in Chinese.
    pub city_zh: String,
    /// City in English.
    pub city_en: String,
    /// Address.
    pub address: String,
    /// Latitude in 1e-7 degrees.
    pub lat_e7: Option<i64>,
    /// Longitude in 1e-7 degrees.
    pub lon_e7: Option<i64>,
    /// Time zone.
    pub tz: String,
    /// Since when it is closed for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// The profile in force.
    pub profile: Option<ProfileView>,
    /// For `If-Match`.
    pub version: i32,
}

/// A station as station and region see it: no instants of anybody's work on it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnStation {
    /// Id.
    pub id: Uuid,
    /// Unique code.
    pub code: String,
    /// The unit it belongs to.
    pub org_unit_id: Uuid,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// City in Chinese.
    pub city_zh: String,
    /// City in English.
    pub city_en: String,
    /// Address.
    pub address: String,
    /// Latitude in 1e-7 degrees.
    pub lat_e7: Option<i64>,
    /// Longitude in 1e-7 degrees.
    pub lon_e7: Option<i64>,
    /// Time zone.
    pub tz: String,
    /// The profile in force.
    pub profile: Option<OwnProfile>,
}

/// A station in the view of the caller's role.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum AnyStation {
    /// For the office.
    Desk(Box<StationView>),
    /// For station and region.
    Own(Box<OwnStation>),
}

impl StationView {
    /// A station with the profile in force.
    pub fn of(row: station::Model, profile: Option<&station_profile::Model>) -> Self {
        Self {
            id: row.id,
            code: row.code,
            org_unit_id: row.org_unit_id,
            name_zh: row.name_zh,
            name_en: row.name_en,
            city_zh: row.city_zh,
            city_en: row.city_en,
            address: row.address,
            lat_e7: row.lat_e7,
            lon_e7: row.lon_e7,
            tz: row.tz,
            closed_at: row.closed_at.map(rfc3339),
            profile: profile.map(ProfileView::of),
            version: row.version,
        }
    }
}

impl OwnStation {
    /// A station with the profile in force.
    pub fn of(row: station::Model, profile: Option<&station_profile::Model>) -> Self {
        Self {
            id: row.id,
            code: row.code,
            org_unit_id: row.org_unit_id,
            name_zh: row.name_zh,
            name_en: row.name_en,
            city_zh: row.city_zh,
            city_en: row.city_en,
            address: row.address,
            lat_e7: row.lat_e7,
            lon_e7: row.lon_e7,
            tz: row.tz,
            profile: profile.map(OwnProfile::of),
        }
    }
}
