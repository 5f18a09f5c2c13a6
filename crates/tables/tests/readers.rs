//! Files are opened by readers of somebody else, and hold what was written.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{Cursor, Read, Seek, SeekFrom},
};

use calamine::{Data, DataType, Reader, Xlsx};
use forecourt_core::text::Lang;
use forecourt_render::sheet::{Column, Kind, Sheet};
use forecourt_tables::{Format, TableFile, Written};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};

fn columns() -> Vec<Column> {
    let column = |title: &str, name: &str, kind| Column { title: title.into(), name: name.into(), kind };
    vec![
        column("名称", "name", Kind::Text),
        column("次数", "visits", Kind::Int),
        column("得分", "score", Kind::Hundredths),
        column("封顶", "capped", Kind::YesNo),
        column("检查日", "visit_day", Kind::Day),
        column("提交", "submitted_at", Kind::Instant),
        column("得分", "score", Kind::Hundredths),
    ]
}

fn fill<S: Sheet>(sheet: &mut S) {
    for (name, score) in [("渝北新溉路站", Some(8684)), ("=1+1", None), ("+86 \"a\", b\r\n<c>&", Some(-5))] {
        let mut row = sheet.row();
        row.text(name).int(3).bp_or_empty(score).yes_no(Lang::Zh, score.is_some()).day(20_782);
        row.instant_or_empty(score.map(|_| 1_795_629_600_000)).bp(10_000);
        row.end().expect("a row that fits");
    }
}

fn written(format: Format) -> (Written, Cursor<Vec<u8>>) {
    let (out, scratch) = (Cursor::new(Vec::new()), std::env::temp_dir());
    let mut file = TableFile::new(format, out, columns(), "加油站", Lang::Zh, &scratch).expect("a file");
    fill(&mut file);
    let (written, mut out) = file.finish().expect("a whole file");
    out.seek(SeekFrom::Start(0)).expect("in memory");
    (written, out)
}

#[test]
fn a_workbook_holds_numbers_days_and_texts_as_they_are() {
    let (written, out) = written(Format::Xlsx);
    assert_eq!(written, Written { rows: 3, sheets: 1 });
    let mut book = Xlsx::new(out).expect("a workbook");
    let range = book.worksheet_range("加油站").expect("its sheet");
    assert_eq!(range.get_size(), (4, 7));
    let at = |row, column| range.get_value((row, column)).expect("a cell").clone();
    assert_eq!(at(0, 0), Data::String("名称".into()));
    assert_eq!((at(1, 0), at(1, 1)), (Data::String("渝北新溉路站".into()), Data::Float(3.0)));
    assert_eq!((at(1, 2), at(1, 3)), (Data::Float(86.84), Data::String("是".into())));
    // 2026-11-25 and 2026-11-26 02:00 in Shanghai, as spreadsheets count.
    assert_eq!(at(1, 4).get_datetime().map(|day| day.as_f64()), Some(46_351.0));
    let instant = at(1, 5).get_datetime().map(|at| at.as_f64()).expect("an instant");
    assert!((instant - (46_352.0 + 2.0 / 24.0)).abs() < 1e-6, "{instant}");
    // What looks like a formula is a text, unchanged, and no formula.
    assert_eq!((at(2, 0), at(2, 2)), (Data::String("=1+1".into()), Data::Empty));
    assert_eq!(at(3, 0), Data::String("+86 \"a\", b\r\n<c>&".into()));
    assert_eq!(at(3, 2), Data::Float(-0.05));
    assert!(book.worksheet_formula("加油站").expect("its sheet").is_empty());
}

#[test]
fn a_workbook_keeps_its_header_in_sight_and_filters_every_column() {
    let (_, out) = written(Format::Xlsx);
    let mut archive = zip::ZipArchive::new(out).expect("an archive");
    let mut sheet = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").expect("the sheet").read_to_string(&mut sheet).expect("text");
    assert!(sheet.contains("<autoFilter ref=\"A1:G4\"/>"), "{sheet}");
    assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(sheet.contains("<cols><col min=\"1\" max=\"1\" width="), "{sheet}");
}

#[test]
fn parquet_has_typed_columns_and_empty_cells() {
    let (written, out) = written(Format::Parquet);
    assert_eq!(written.rows, 3);
    let path = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(path.path(), out.into_inner()).expect("written");
    let reader = SerializedFileReader::new(File::open(path.path()).expect("a file")).expect("Parquet");
    assert_eq!(reader.metadata().file_metadata().num_rows(), 3);
    let rows: Vec<BTreeMap<String, Field>> = reader
        .get_row_iter(None)
        .expect("rows")
        .map(|row| row.expect("a row").into_columns().into_iter().collect())
        .collect();
    let first = &rows[0];
    assert_eq!(first["name"], Field::Str("渝北新溉路站".into()));
    assert_eq!((&first["visits"], &first["capped"]), (&Field::Long(3), &Field::Bool(true)));
    assert_eq!(first["visit_day"], Field::Date(20_782));
    assert_eq!(first["submitted_at"], Field::TimestampMillis(1_795_629_600_000));
    assert_eq!((first["score"].to_string(), first["score_2"].to_string()), ("86.84".into(), "100.00".into()));
    assert_eq!((&rows[1]["score"], &rows[1]["submitted_at"]), (&Field::Null, &Field::Null));
    assert_eq!(rows[1]["name"], Field::Str("=1+1".into()));
    assert_eq!(rows[2]["score"].to_string(), "-0.05");
}

#[test]
fn csv_disarms_formulas() {
    let (written, out) = written(Format::Csv);
    assert_eq!(written.rows, 3);
    let text = String::from_utf8(out.into_inner()).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.strip_prefix('\u{feff}').expect("its mark").as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows[0], vec!["渝北新溉路站", "3", "86.84", "是", "2026-11-25", "2026-11-26 02:00:00", "100.00"]);
    assert_eq!((&rows[1][0], &rows[1][2]), ("'=1+1", ""));
    assert_eq!(&rows[2][0], "'+86 \"a\", b\r\n<c>&");
}

#[test]
fn a_row_that_does_not_fit_is_refused() {
    for format in [Format::Csv, Format::Xlsx, Format::Parquet] {
        let (out, scratch) = (Cursor::new(Vec::new()), std::env::temp_dir());
        let mut file = TableFile::new(format, out, columns(), "x", Lang::En, &scratch).expect("a file");
        let mut row = file.row();
        row.text("short");
        assert!(row.end().is_err(), "{format:?}");
    }
}

#[test]
fn groups_of_rows_are_all_there() {
    let (out, scratch) = (Cursor::new(Vec::new()), std::env::temp_dir());
    let column = Column { title: "n".into(), name: "n".into(), kind: Kind::Int };
    let mut file = TableFile::new(Format::Parquet, out, vec![column], "n", Lang::En, &scratch).expect("a file");
    for number in 0..45_000 {
        let mut row = file.row();
        row.int(number);
        row.end().expect("a row");
    }
    let (written, out) = file.finish().expect("whole");
    let path = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(path.path(), out.into_inner()).expect("written");
    let reader = SerializedFileReader::new(File::open(path.path()).expect("a file")).expect("Parquet");
    assert_eq!((written.rows, reader.metadata().file_metadata().num_rows()), (45_000, 45_000));
    assert_eq!(reader.num_row_groups(), 3);
    let sum: i64 = reader
        .get_row_iter(None)
        .expect("rows")
        .map(|row| match row.expect("a row").into_columns().pop() {
            Some((_, Field::Long(number))) => number,
            other => panic!("{other:?}"),
        })
        .sum();
    assert_eq!(sum, 45_000 * 44_999 / 2);
}
