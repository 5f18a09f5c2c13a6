//! Time and peak memory of a table of 1,000,000 rows in one format, and the rows counted again by another reader.
//!
//! `cargo run --release -p forecourt-tables --example export_figures -- xlsx` (or `csv`, `parquet`; memory on Linux:
//! VmHWM of the process, read before the file is opened again).

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read},
    path::Path,
    time::Instant,
};

use calamine::{Reader, Xlsx};
use forecourt_core::text::Lang;
use forecourt_render::sheet::{Column, Kind, Sheet};
use forecourt_tables::{Format, TableFile};
use parquet::file::reader::{FileReader, SerializedFileReader};

const ROWS: i64 = 1_000_000;

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown").to_owned()
}

/// The columns of what is asked for most: a row an audit and item.
fn columns() -> Vec<Column> {
    let column = |(name, kind): (&str, Kind)| Column { title: name.into(), name: name.into(), kind };
    let kinds = [
        ("audit", Kind::Text),
        ("code", Kind::Text),
        ("station", Kind::Text),
        ("visit_day", Kind::Day),
        ("no", Kind::Int),
        ("item", Kind::Text),
        ("text", Kind::Text),
        ("touchpoint", Kind::Text),
        ("severity", Kind::Text),
        ("outcome", Kind::Text),
        ("points", Kind::Int),
        ("score", Kind::Hundredths),
    ];
    kinds.into_iter().map(column).collect()
}

fn count(format: Format, path: &Path) -> io::Result<u64> {
    match format {
        Format::Csv => {
            let mut text = Vec::new();
            File::open(path)?.read_to_end(&mut text)?;
            Ok(csv::Reader::from_reader(text.as_slice()).records().filter(Result::is_ok).count() as u64)
        }
        Format::Xlsx => {
            let mut book = Xlsx::new(BufReader::new(File::open(path)?)).map_err(io::Error::other)?;
            let names = book.sheet_names();
            let mut rows = 0;
            for name in names {
                let range = book.worksheet_range(&name).map_err(io::Error::other)?;
                rows += range.height().saturating_sub(1) as u64;
            }
            Ok(rows)
        }
        Format::Parquet => {
            let reader = SerializedFileReader::new(File::open(path)?).map_err(io::Error::other)?;
            Ok(reader.get_row_iter(None).map_err(io::Error::other)?.filter(Result::is_ok).count() as u64)
        }
    }
}

fn main() -> io::Result<()> {
    let format = match std::env::args().nth(1).as_deref() {
        Some("csv") => Format::Csv,
        Some("parquet") => Format::Parquet,
        _ => Format::Xlsx,
    };
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("rows");
    println!("{format:?}, at start: {}", peak());
    let start = Instant::now();
    let out = BufWriter::new(File::create(&path)?);
    let mut file = TableFile::new(format, out, columns(), "rows", Lang::Zh, folder.path())?;
    for number in 0..ROWS {
        let audit = format!("{:08x}-0000-4000-8000-{:012x}", number / 69, number);
        let mut row = file.row();
        row.text(&audit).text("CQ0001").text("渝北新溉路加油站").day(20_000 + (number % 900) as i32);
        row.int(number % 69 + 1).text("restroom-clean").text("卫生间地面干净无积水,无异味").text("卫生间");
        row.text("一般").text("达标").int(2).bp(number % 10_001);
        row.end()?;
    }
    let (written, out) = file.finish()?;
    out.into_inner().map_err(|error| io::Error::other(error.to_string()))?.sync_all()?;
    let bytes = std::fs::metadata(&path)?.len();
    println!("{} rows, {bytes} bytes in {} ms, {}", written.rows, start.elapsed().as_millis(), peak());
    println!("{} rows counted by another reader", count(format, &path)?);
    Ok(())
}
