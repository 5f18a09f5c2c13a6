//! One resource, one file: path, request, response, handlers.

pub mod appeals;
pub mod assignments;
pub mod audit_log;
pub mod audits;
pub mod cadence;
pub mod calendar;
pub mod checklist_view;
pub mod checklists;
pub mod contacts;
pub mod coverage;
pub mod deliveries;
pub mod devices;
pub mod drafts;
pub mod events;
pub mod evidence;
pub mod evidence_parts;
pub mod export_file;
pub mod exports;
pub mod follow_ups;
pub mod health;
pub mod hindrances;
pub mod holdings;
pub mod inbox;
pub mod jobs;
pub mod limits;
pub mod me;
pub mod notifications;
pub mod org_units;
pub mod pages;
pub mod people;
pub mod photos;
pub mod policy;
pub mod publications;
pub mod rectifications;
pub mod refused;
pub mod regional_projects;
pub mod report_photos;
pub mod reports;
pub mod retention;
pub mod revisits;
pub mod rounds;
pub mod sessions;
pub mod sign_in_codes;
pub mod station_profiles;
pub mod stations;
pub mod storage_check;
pub mod storage_fsck;
pub mod submit;
pub mod sync;
pub mod ties;
pub mod web;
pub mod webhooks;

/// The body of a verb that needs none: empty, or `{}`.
#[derive(Debug, Default, serde::Deserialize, validator::Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}
