//! A million rows through `/v1/exports`: how long it takes, how much memory the server has, and the rows counted again.

use std::{io::Cursor, path::Path, time::Duration, time::Instant};

use calamine::{Reader, Xlsx};
use forecourt_tests::{binary::Start, desk::Desk, network::id};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::{Value, json};

use super::{peak, seeded};

/// Of a year until today, so that one period holds them all.
const DAYS: u32 = 300;
const STATIONS: u32 = 3_000;
/// How often it is asked how far a file is.
const LOOK: Duration = Duration::from_millis(200);

/// Writes the table in every format, each by a server of its own.
pub async fn run(binary: &Path, audits: u32) {
    let network = seeded(STATIONS, audits, DAYS).await;
    let hq = network.members.hq.clone();
    let place = network.server.stop().await;
    println!("| format | rows | counted again | bytes | seconds | memory of the server |\n|---|---|---|---|---|---|");
    for format in ["csv", "xlsx", "parquet"] {
        let server = Start::new(binary, &place).serve().await;
        let desk = hq.at(&server.base);
        let year = &forecourt_api::times::rfc3339(desk_now())[..4];
        let wish = json!({"kind": "items", "format": format, "filter": {"period": year}});
        let start = Instant::now();
        let export = id(&desk.post("/v1/exports", wish).await.expect(202));
        let line = ready(&desk, &format!("/v1/exports/{export}")).await;
        let seconds = start.elapsed().as_secs();
        let memory = peak(&server);
        let bytes = desk.get(&format!("/v1/exports/{export}/file")).await.bytes;
        let (rows, length) = (&line["rows"], bytes.len());
        println!("| {format} | {rows} | {} | {length} | {seconds} | {memory} |", counted(format, bytes));
        server.stop().await;
    }
}

/// Now, epoch ms.
pub fn desk_now() -> i64 {
    forecourt_api::clock::Clock::default().real_ms()
}

/// The line of the manifest, once it is there.
pub async fn ready(desk: &Desk, path: &str) -> Value {
    loop {
        let shown = desk.get(path).await.expect(200);
        match shown["state"].as_str() {
            Some("ready") => return shown["files"][0].clone(),
            Some("queued" | "running") => tokio::time::sleep(LOOK).await,
            _ => panic!("{shown}"),
        }
    }
}

/// The rows as somebody else counts them.
fn counted(format: &str, bytes: Vec<u8>) -> usize {
    match format {
        "csv" => csv::Reader::from_reader(bytes.as_slice()).records().filter(Result::is_ok).count(),
        "xlsx" => {
            let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
            let names = book.sheet_names();
            let rows = |name: &String| book.worksheet_range(name).expect("a sheet").height().saturating_sub(1);
            names.iter().map(rows).sum()
        }
        _ => {
            let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("Parquet");
            reader.get_row_iter(None).expect("rows").filter(Result::is_ok).count()
        }
    }
}
