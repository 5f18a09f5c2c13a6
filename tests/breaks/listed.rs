//! Holds that no commit, fsync or rename is without a name: the sources are read for them.

use std::{collections::BTreeSet, path::Path};

use forecourt_store::killpoint::Point;
use forecourt_tests::desks::OF_DESKS;

/// Notes of an instant (a session that is used, a phone that was heard of, a job that is still held) and the cleaning up
/// of what has ended, and backups of drafts, which the phone repeats: lost, the next one does the same. Leases are ended when a
/// demo starts, at the next start again. Photos of reports are written as those of audits are, whose transactions are points. So is
/// evidence. A file that somebody asked for is written anew until it is ready. What is left of the scheduler's passes comes
/// again until it is committed. What is over is erased by the next pass as well.
const HARMLESS: &[&str] = &[
    "compute_pending",
    "decide_revisit",
    "find_systemic",
    "evidence_examined",
    "evidence_parts_seen",
    "expire_exports",
    "export_begins",
    "export_progress",
    "export_ready",
    "evidence_seen",
    "discard_draft",
    "end_leases",
    "announce_windows",
    "appeal_due_known",
    "appeal_put_off",
    "ask_to_erase",
    "originals_erased",
    "appeal_over",
    "appeal_ranked",
    "chain_audit_log",
    "clock_seen",
    "erase_logged_values",
    "evidence_erased",
    "person_erased",
    "positions_erased",
    "retention_hour",
    "unused_evidence_marked",
    "extend_session",
    "forget_deliveries",
    "forget_drafts",
    "forget_ended",
    "forget_signals",
    "heard_from",
    "keep_fsck",
    "leave_lane",
    "photos_promised",
    "put_draft",
    "renew_lease",
    "report_originals_erased",
    "report_positions_erased",
    "report_photo_examined",
    "report_photos_seen",
    "seal_audit_log",
    "send_bulletin",
    "take_lanes",
    "tell_late_reviews",
    "wake_lanes",
    "warn_of_missing_year",
];

/// Every source file of the server; the demo is not one of its parts.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let mut found = Vec::new();
    for krate in ["crates/store/src", "crates/api/src"] {
        for entry in walkdir::WalkDir::new(root.join(krate)) {
            let path = entry.expect("a readable folder").into_path();
            let name = path.strip_prefix(root).expect("it lies below").display().to_string();
            if name.ends_with(".rs") && !name.starts_with("crates/api/src/demo/") {
                found.push((name, std::fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found
}

/// The first word in quotes behind a call, within its arguments.
fn named_by<'t>(text: &'t str, call: &str) -> Vec<&'t str> {
    let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let name = |(at, _): (usize, &str)| {
        let mut end = (at + 300).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text[at..end].split('"').nth(1).filter(is_word)
    };
    text.match_indices(call).filter_map(name).collect()
}

#[test]
fn every_transaction_has_a_kill_point_or_is_a_desks() {
    let mut found = BTreeSet::new();
    let sources = sources();
    for (_, text) in &sources {
        for call in [".begin(\"", "once(&app", "once(app", "act(door", "act_on(door"] {
            found.extend(named_by(text, call));
        }
    }
    let points: BTreeSet<&str> =
        Point::ALL.iter().filter_map(|point| point.name().split_once(".commit.")).map(|(name, _)| name).collect();
    let others: BTreeSet<&str> = OF_DESKS.iter().map(|(name, _)| *name).chain(HARMLESS.iter().copied()).collect();
    let known: BTreeSet<&str> = points.union(&others).copied().collect();
    let unknown: Vec<&&str> = found.difference(&known).collect();
    assert!(unknown.is_empty(), "transactions without a kill point: {unknown:?}");
    let gone: Vec<&&str> = known.difference(&found).collect();
    assert!(gone.is_empty(), "names of no transaction: {gone:?}");
    assert!(points.is_disjoint(&others));
}

#[test]
fn every_fsync_and_rename_has_a_kill_point() {
    let mut seen = 0;
    for (name, text) in sources() {
        let lines: Vec<&str> = text.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let acts = ["sync_all(", "sync_data(", "sync_dir(", "fs::rename(", ".persist(", "persist_noclobber("];
            // What `sync_dir` does, and the shards that are made before a store is opened, are named where they are called.
            let inner = line.contains("fn ")
                || line.contains("File::open(path)?.sync_all()")
                || line.contains("sync_dir(objects)");
            if inner || !acts.iter().any(|act| line.contains(act)) {
                continue;
            }
            let around = &lines[n.saturating_sub(6)..(n + 7).min(lines.len())];
            assert!(around.iter().any(|line| line.contains("hit(Point::")), "{name}:{}: no kill point", n + 1);
            seen += 1;
        }
    }
    assert!(seen >= 7, "the sources have moved: only {seen} found");
}
