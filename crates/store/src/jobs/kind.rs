//! The kinds of work.

/// Look for uploaded photos of an audit (subject: audit).
pub const FIND_PHOTOS: &str = "find_photos";
/// Read, hash, decode and derive one photo (subject: photo).
pub const EXAMINE_PHOTO: &str = "examine_photo";
/// Read, hash and derive one photo of a report (subject: its photo).
pub const EXAMINE_REPORT_PHOTO: &str = "examine_report_photo";
/// Read, hash and look at one piece of evidence (subject: its id).
pub const EXAMINE_EVIDENCE: &str = "examine_evidence";
/// Make the copy of a released photo that stations see (subject: photo).
pub const STATION_COPY: &str = "station_copy";
/// Look for equal narratives among audits that came together (subject: the first of them, payload: all).
pub const COMPARE_NARRATIVES: &str = "compare_narratives";
/// Judge the flags again (subject: audit).
pub const JUDGE_AUDIT: &str = "judge_audit";
/// Write a file that somebody asked for (subject: the export). Taken by a runner of its own: it may take minutes.
pub const WRITE_EXPORT: &str = "write_export";
/// Remove a file whose time is over (subject: the export).
pub const REMOVE_EXPORT: &str = "remove_export";
/// Erase the originals of an audit whose time is over (subject: audit).
pub const ERASE_ORIGINALS: &str = "erase_originals";
/// Erase the positions in what was submitted of an audit whose time is over (subject: audit).
pub const ERASE_POSITIONS: &str = "erase_positions";
/// Decide whether a station is visited once more, and what a re-visit brought (subject: audit).
pub const DECIDE_REVISIT: &str = "decide_revisit";
/// Look for what many stations of a region miss (subject: round).
pub const FIND_SYSTEMIC: &str = "find_systemic";

/// Who waits for a job: what a person waits for never stands behind what is done in its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Somebody waits for it: a phone for its receipt, a reviewer for the photos.
    Prompt = 0,
    /// It comes by the thousand, with a publication or with the end of a time.
    Later = 1,
    /// It takes minutes: one at a time, by a runner of its own.
    Long = 2,
}

impl Lane {
    /// The lane of a kind.
    pub fn of(kind: &str) -> Self {
        match kind {
            STATION_COPY | REMOVE_EXPORT | ERASE_ORIGINALS | ERASE_POSITIONS | DECIDE_REVISIT | FIND_SYSTEMIC => {
                Self::Later
            }
            WRITE_EXPORT => Self::Long,
            _ => Self::Prompt,
        }
    }
}
