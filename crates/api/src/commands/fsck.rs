//! `forecourt fsck`: does every photo have its object (pains.md A5).

use std::{
    io::{self, Write},
    process::ExitCode,
};

use forecourt_store::fsck::{
    self, Fault, Finding, Options, Summary,
    kept::{FINDINGS, Kept, keep},
};
use serde_json::json;

use crate::{clock::Clock, config::Settings, state::StartError, storage};

/// Photos or their copies are missing or wrong.
const FAULTS: u8 = 1;
/// It could not be looked at everything.
const UNFINISHED: u8 = 2;

/// Prints every finding as it is found, a line each, and the figures at the end. Changes nothing but the outcome that the desk
/// shows.
///
/// Exit code 0: every photo has its object (orphans alone are no fault); 1: faults; 2: not finished.
pub async fn run(settings: Settings, quick: bool, as_json: bool) -> Result<ExitCode, StartError> {
    match walk(&settings, quick, as_json).await {
        Ok(summary) if summary.faults == 0 => Ok(ExitCode::SUCCESS),
        Ok(_) => Ok(ExitCode::from(FAULTS)),
        Err(error) => {
            eprintln!("forecourt: 检查未完成 / fsck could not be finished: {error}");
            Ok(ExitCode::from(UNFINISHED))
        }
    }
}

async fn walk(settings: &Settings, quick: bool, as_json: bool) -> Result<Summary, StartError> {
    let store = super::store(settings).await?;
    let objects = storage::open(settings, &store).await?;
    let options = Options { quick, now_ms: Clock::default().real_ms() };
    let mut out = io::stdout().lock();
    let mut written = Ok(());
    let mut findings = Vec::new();
    let tell = |finding: &Finding| {
        if findings.len() < FINDINGS {
            findings.push(finding.clone());
        }
        let line = if as_json { json!(finding).to_string() } else { text(finding) };
        if written.is_ok() {
            written = writeln!(out, "{line}");
        }
    };
    let summary = fsck::run(&store, &objects, options, tell).await;
    let summary = summary.map_err(|error| StartError::Objects(error.to_string()))?;
    let end = if as_json { json!({ "summary": summary }).to_string() } else { figures(&summary) };
    written.and_then(|()| writeln!(out, "{end}")).map_err(|error| StartError::Io("standard output".into(), error))?;
    // A database that only lets itself be read changes nothing about what was found.
    if let Err(error) = keep(&store, &Kept::new(Clock::default().real_ms(), quick, summary, &findings)).await {
        eprintln!("forecourt: 结果未能保存供页面查看 / the outcome could not be kept for the desk: {error}");
    }
    Ok(summary)
}

fn text(finding: &Finding) -> String {
    let mut line = format!("{} {}  {}", finding.finding.as_str(), zh(finding.finding), finding.key);
    if let (Some(photo), Some(audit)) = (finding.photo_id, finding.audit_id) {
        line.push_str(&format!("  photo {photo}  audit {audit}"));
    }
    if !finding.detail.is_empty() {
        line.push_str(&format!("  {}", finding.detail));
    }
    line
}

const fn zh(fault: Fault) -> &'static str {
    match fault {
        Fault::Missing => "缺失",
        Fault::WrongSize => "长度不符",
        Fault::WrongBytes => "内容不符",
        Fault::Unreadable => "无法读取",
        Fault::DerivedMissing => "缺少缩略图或预览图",
        Fault::StationCopyMissing => "缺少油站副本",
        Fault::Orphan => "无主对象",
    }
}

fn figures(summary: &Summary) -> String {
    let Summary { photos, objects, bytes_read, faults, orphans } = summary;
    format!(
        "照片 {photos}，对象 {objects}，已读 {bytes_read} 字节，故障 {faults}，无主对象 {orphans}\n\
         {photos} photos, {objects} objects, {bytes_read} bytes read, {faults} faults, {orphans} orphans"
    )
}
