//! The database schema as a list of migrations, for SQLite and PostgreSQL alike.
//!
//! A migration is frozen once it has landed: add a new file, never edit an old one (`scripts/check-frozen` holds this).

pub use sea_orm_migration::{MigratorTrait, prelude::SchemaManager};

pub use m0155_pdca::fill as fill_projects;
pub use m0165_false_evidence::fill as fill_false_evidence;

use sea_orm_migration::MigrationTrait;

mod build;
mod m0001_org;
mod m0002_people;
mod m0003_plan;
mod m0004_audits;
mod m0005_photos;
mod m0006_work;
mod m0050_desks;
mod m0100_work;
mod m0101_refused;
mod m0102_devices;
mod m0103_report_photos;
mod m0104_ended;
mod m0105_drafts;
mod m0110_orders;
mod m0111_telling;
mod m0120_audit_log;
mod m0121_appeals;
mod m0122_retention;
mod m0130_deliveries;
mod m0140_signals;
mod m0141_calendars;
mod m0145_revisits;
mod m0146_evidence_parts;
mod m0147_retention;
mod m0150_exports;
mod m0155_pdca;
mod m0156_revisit_end;
mod m0157_lists;
mod m0160_revisit_cover;
mod m0161_windows;
mod m0162_appeal_put_off;
mod m0163_review_time;
mod m0164_lapsed;
mod m0165_false_evidence;
mod m0166_satisfaction;
mod m0167_evidence_taken;
mod m0168_ties;
mod m0169_lanes;
mod m0170_urgent;
mod m0171_report_originals;
mod m0172_publish_days;
mod m0173_standing;
mod m0174_calendar_past;
mod m0175_follow_up_done;
mod m0176_photos_at_approval;

/// All migrations in order.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_org::Migration),
            Box::new(m0002_people::Migration),
            Box::new(m0003_plan::Migration),
            Box::new(m0004_audits::Migration),
            Box::new(m0005_photos::Migration),
            Box::new(m0006_work::Migration),
            Box::new(m0050_desks::Migration),
            Box::new(m0100_work::Migration),
            Box::new(m0101_refused::Migration),
            Box::new(m0102_devices::Migration),
            Box::new(m0103_report_photos::Migration),
            Box::new(m0104_ended::Migration),
            Box::new(m0105_drafts::Migration),
            Box::new(m0110_orders::Migration),
            Box::new(m0111_telling::Migration),
            Box::new(m0120_audit_log::Migration),
            Box::new(m0121_appeals::Migration),
            Box::new(m0122_retention::Migration),
            Box::new(m0130_deliveries::Migration),
            Box::new(m0140_signals::Migration),
            Box::new(m0141_calendars::Migration),
            Box::new(m0145_revisits::Migration),
            Box::new(m0146_evidence_parts::Migration),
            Box::new(m0147_retention::Migration),
            Box::new(m0150_exports::Migration),
            Box::new(m0155_pdca::Migration),
            Box::new(m0156_revisit_end::Migration),
            Box::new(m0157_lists::Migration),
            Box::new(m0160_revisit_cover::Migration),
            Box::new(m0161_windows::Migration),
            Box::new(m0162_appeal_put_off::Migration),
            Box::new(m0163_review_time::Migration),
            Box::new(m0164_lapsed::Migration),
            Box::new(m0165_false_evidence::Migration),
            Box::new(m0166_satisfaction::Migration),
            Box::new(m0167_evidence_taken::Migration),
            Box::new(m0168_ties::Migration),
            Box::new(m0169_lanes::Migration),
            Box::new(m0170_urgent::Migration),
            Box::new(m0171_report_originals::Migration),
            Box::new(m0172_publish_days::Migration),
            Box::new(m0173_standing::Migration),
            Box::new(m0174_calendar_past::Migration),
            Box::new(m0175_follow_up_done::Migration),
            Box::new(m0176_photos_at_approval::Migration),
        ]
    }
}
