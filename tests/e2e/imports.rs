//! Files of people and of org units: tried first, every fault at its line and column, written whole or not at all. Files of
//! stations are tried in `desks.rs`.

use forecourt_tests::{
    answer::Answer,
    desk::Desk,
    network::{Network, PASSWORD},
};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PEOPLE: &str = "/v1/people/import";
const UNITS: &str = "/v1/org-units/import";

/// People, each but the first with a fault of his own.
const BAD_PEOPLE: &str = "\
username,display_name,phone,lang,roles
wanted-1,甲,13800000001,zh,shopper@HZ
,乙,,,shopper@HZ
two words,丙,,,shopper@HZ
wanted-1,丁,,,shopper@HZ
wanted-2,,,,shopper@HZ
wanted-3,戊,no number,fr,shopper@HZ
wanted-4,己,,,pilot@HZ
wanted-5,庚,,,shopper@NOWHERE
wanted-6,辛,,,reviewer;region@ZJ
wanted-7,壬,
wanted-8,癸,,,station@HZ-9999
wanted-9,子,,,
";
const FAULTS_OF_PEOPLE: [(u64, &str, &str); 12] = [
    (3, "username", "missing"),
    (4, "username", "bad_value"),
    (5, "username", "duplicate"),
    (6, "display_name", "missing"),
    (7, "phone", "bad_value"),
    (7, "lang", "bad_value"),
    (8, "roles", "bad_value"),
    (9, "roles", "bad_value"),
    (10, "roles", "bad_value"),
    (11, "", "wrong_type"),
    (12, "roles", "bad_value"),
    (13, "roles", "missing"),
];

/// Units, each but the first with a fault of its own.
const BAD_UNITS: &str = "\
code,level,name_zh,name_en,parent
OK,2,好,Good,ZJ
X 1,2,甲,,ZJ
XA,9,乙,,ZJ
XB,two,丙,,ZJ
XC,2,,,ZJ
XD,2,丁,,NOWHERE
XE,1,戊,,HZ
XF,2,己,,
HZ,3,庚,,ZJ
OK,2,辛,,ZJ
XG,2,壬
XH,,癸,,ZJ
";
const FAULTS_OF_UNITS: [(u64, &str, &str); 11] = [
    (3, "code", "bad_value"),
    (4, "level", "out_of_range"),
    (5, "level", "out_of_range"),
    (6, "name_zh", "missing"),
    (7, "parent", "bad_value"),
    (8, "parent", "out_of_range"),
    (9, "parent", "missing"),
    (10, "level", "bad_value"),
    (11, "code", "duplicate"),
    (12, "", "wrong_type"),
    (13, "level", "missing"),
];

/// The same rows as a workbook; what looks like a number is one.
fn workbook(csv: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(csv.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number),
                Err(_) => sheet.write_string(row, column, cell),
            }
            .expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// Tries a file and writes nothing.
async fn tried(desk: &Desk, path: &str, csv: &str) -> Value {
    let report = desk.import(&format!("{path}?dry_run=true"), csv).await.expect(200);
    assert_eq!(report["dry_run"], true);
    report
}

/// (line, column, code) of the faults.
fn faults(report: &Value) -> Vec<(u64, String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let fault = |one: &Value| {
        assert!(!text(&one["message"]).is_empty(), "{one}");
        (one["line"].as_u64().expect("a line"), text(&one["column"]), text(&one["code"]))
    };
    report["errors"].as_array().expect("errors").iter().map(fault).collect()
}

fn owned(faults: &[(u64, &str, &str)]) -> Vec<(u64, String, String)> {
    faults.iter().map(|(line, column, code)| (*line, (*column).to_owned(), (*code).to_owned())).collect()
}

/// A refusal says the same as the trial did.
fn is_refused(answer: &Answer, faults_of: &[(u64, &str, &str)]) {
    let refused = answer.problem(422, "invalid");
    assert_eq!(faults(&refused), owned(faults_of));
    let violations: Vec<(String, String)> =
        faults_of.iter().map(|(line, column, code)| (format!("/{line}/{column}"), (*code).to_owned())).collect();
    assert_eq!(answer.violations(), violations);
}

fn counts(report: &Value) -> [&Value; 4] {
    ["rows", "created", "updated", "unchanged"].map(|name| &report[name])
}

async fn codes(desk: &Desk) -> Vec<String> {
    let list = desk.get("/v1/org-units?limit=500").await.expect(200);
    list["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|one| one["code"].as_str().expect("a code").to_owned())
        .collect()
}

async fn found(desk: &Desk, word: &str) -> Vec<Value> {
    desk.get(&format!("/v1/people?q={word}")).await.expect(200)["items"].as_array().expect("items").clone()
}

on_both! {
    async fn a_file_of_people_is_tried_with_every_fault_at_its_row(kind) {
        let net = Network::start(kind).await;
        let report = tried(&net.admin, PEOPLE, BAD_PEOPLE).await;
        assert_eq!(faults(&report), owned(&FAULTS_OF_PEOPLE));
        assert_eq!((&report["rows"], report["codes"].as_array().map_or(0, Vec::len)), (&json!(11), 0), "{report}");
        is_refused(&net.admin.import(PEOPLE, BAD_PEOPLE).await, &FAULTS_OF_PEOPLE);
        assert_eq!(found(&net.admin, "wanted").await, [] as [Value; 0], "not even the first, who had no fault");
        let header = tried(&net.admin, PEOPLE, "username,colour,username\na,b,c\n").await;
        let expected = [(1, "colour", "unknown_field"), (1, "username", "duplicate"), (1, "display_name", "missing"), (1, "roles", "missing")];
        assert_eq!(faults(&header), owned(&expected));
        net.manager.import(PEOPLE, BAD_PEOPLE).await.problem(403, "forbidden");
    }

    async fn a_file_of_people_that_was_tried_does_what_it_said(kind) {
        let net = Network::start(kind).await;
        let good = "username,display_name,phone,lang,roles\nshopper-1,Name of shopper-1,,zh,shopper\nwanted-1,甲,,en,shopper@HZ; planner@ZJ\nreviewer-1,另名,,,reviewer\n";
        let dry = tried(&net.admin, PEOPLE, good).await;
        assert_eq!((counts(&dry), faults(&dry)), ([&json!(3), &json!(1), &json!(1), &json!(1)], Vec::new()), "{dry}");
        assert_eq!(dry["codes"].as_array().map_or(0, Vec::len), 0, "a trial gives nobody a code");
        assert_eq!(found(&net.admin, "wanted").await, [] as [Value; 0]);
        let done = net.admin.import(PEOPLE, good).await.expect(200);
        assert_eq!(counts(&done), counts(&dry));
        let codes = done["codes"].as_array().expect("codes");
        assert_eq!((codes.len(), &codes[0]["username"]), (1, &json!("wanted-1")));
        let nobody = Desk { token: String::new(), ..net.admin.clone() };
        nobody.sign_in_by_code("wanted-1", codes[0]["code"].as_str().expect("a code"), PASSWORD).await;
        let again = tried(&net.admin, PEOPLE, good).await;
        assert_eq!(counts(&again), [&json!(3), &json!(0), &json!(0), &json!(3)]);
    }

    async fn nobody_imports_whom_he_does_not_cover(kind) {
        let net = Network::start(kind).await;
        let roles = json!([{"role": "admin", "org_unit_id": net.units[2]}]);
        let city = net.people("city-admin", roles).await;
        let file = "username,display_name,roles\nwanted-1,甲,shopper@HZ\nwanted-2,乙,shopper@ZJ\nhq,丙,shopper@HZ\ncity-admin,丁,admin@HZ;reviewer@HZ\n";
        let report = tried(&city, PEOPLE, file).await;
        assert_eq!(faults(&report), owned(&[(3, "roles", "bad_value"), (4, "username", "bad_value"), (5, "roles", "bad_value")]));
        let told: Vec<&str> = report["errors"].as_array().expect("errors").iter().filter_map(|one| one["message"].as_str()).collect();
        assert!(told[1].contains("outside of your scope") && told[2].contains("his own roles"), "{told:?}");
        assert_eq!(city.import(PEOPLE, file).await.status, 422);
        assert_eq!(found(&net.admin, "wanted").await, [] as [Value; 0]);
    }

    async fn a_file_of_units_is_tried_with_every_fault_at_its_row(kind) {
        let net = Network::start(kind).await;
        let before = codes(&net.hq).await;
        let report = tried(&net.hq, UNITS, BAD_UNITS).await;
        assert_eq!(faults(&report), owned(&FAULTS_OF_UNITS));
        assert_eq!(report["rows"], 11, "{report}");
        is_refused(&net.hq.import(UNITS, BAD_UNITS).await, &FAULTS_OF_UNITS);
        assert_eq!(codes(&net.hq).await, before, "not even the first, which had no fault");
        let header = tried(&net.hq, UNITS, "code,level,colour\nA,1,b\n").await;
        assert_eq!(faults(&header), owned(&[(1, "colour", "unknown_field"), (1, "name_zh", "missing")]));
        let province = net.people("hq-zj", json!({"role": "hq", "org_unit_id": net.units[1]})).await;
        let others = tried(&province, UNITS, "code,level,name_zh,parent\nHQ,0,总部,\nJS,1,江苏,HQ\n").await;
        assert_eq!(faults(&others), owned(&[(2, "code", "bad_value"), (3, "parent", "bad_value")]));
        net.planner.import(UNITS, BAD_UNITS).await.problem(403, "forbidden");
    }

    async fn a_file_of_units_that_was_tried_does_what_it_said(kind) {
        let net = Network::start(kind).await;
        // Who stands above may follow below; a unit that is there gets another name and another place.
        let good = "code,level,name_zh,name_en,parent\nNJ,2,南京,,JS\nJS,1,江苏,Jiangsu,HQ\nHZ,2,杭州,Hangzhou,JS\nZJ,1,ZJ,ZJ,HQ\n";
        let before = codes(&net.hq).await;
        let dry = tried(&net.hq, UNITS, good).await;
        assert_eq!((counts(&dry), faults(&dry)), ([&json!(4), &json!(2), &json!(1), &json!(1)], Vec::new()), "{dry}");
        assert_eq!(codes(&net.hq).await, before);
        let done = net.hq.import(UNITS, good).await.expect(200);
        assert_eq!((counts(&done), &done["dry_run"]), (counts(&dry), &json!(false)));
        let moved = net.hq.get(&format!("/v1/org-units/{}", net.units[2])).await.expect(200);
        assert_eq!((&moved["name_en"], &moved["level"]), (&json!("Hangzhou"), &json!(2)));
        let above = moved["parent_id"].as_str().expect("a unit above").to_owned();
        assert_eq!(net.hq.get(&format!("/v1/org-units/{above}")).await.expect(200)["code"], "JS");
        assert_eq!(counts(&tried(&net.hq, UNITS, good).await), [&json!(4), &json!(0), &json!(0), &json!(4)]);
        // As spreadsheets in China save it.
        let file = b"code;level;name_zh;parent\r\nSZ;2;\xcb\xd5\xd6\xdd;JS\r\n".to_vec();
        let done = net.hq.import_as(UNITS, "text/csv", file).await.expect(200);
        assert_eq!((&done["encoding"], &done["created"]), (&json!("GB18030"), &json!(1)), "{done}");
        let list = net.hq.get("/v1/org-units?limit=500").await.expect(200);
        let new = list["items"].as_array().expect("items").iter().find(|one| one["code"] == "SZ").expect("the new one").clone();
        assert_eq!(new["name_zh"], "苏州");
    }

    async fn a_workbook_is_tried_and_written_like_text(kind) {
        let net = Network::start(kind).await;
        let report = net.admin.import_as(&format!("{PEOPLE}?dry_run=true"), XLSX, workbook(BAD_PEOPLE)).await.expect(200);
        // A row of a sheet ends where nothing more is said: what is missing is the cell, not the comma.
        let same = FAULTS_OF_PEOPLE.map(|fault| if fault.1.is_empty() { (fault.0, "roles", "missing") } else { fault });
        assert_eq!((faults(&report), &report["encoding"]), (owned(&same), &json!("XLSX")), "{report}");
        let values: Vec<&Value> = report["errors"].as_array().expect("errors").iter().map(|one| &one["value"]).collect();
        assert_eq!(values[..5], [&json!(""), &json!("two words"), &json!("wanted-1"), &json!(""), &json!("no number")]);
        is_refused(&net.admin.import_as(PEOPLE, XLSX, workbook(BAD_PEOPLE)).await, &same);
        assert_eq!(found(&net.admin, "wanted").await, [] as [Value; 0]);
        let good = "username,display_name,phone,lang,roles\nwanted-1,甲,,en,shopper@HZ; planner@ZJ\nreviewer-1,另名,,,reviewer\n";
        // Whatever the sender calls it, the first bytes tell what it is.
        let done = net.admin.import_as(PEOPLE, "text/csv", workbook(good)).await.expect(200);
        assert_eq!(counts(&done), [&json!(2), &json!(1), &json!(1), &json!(0)], "{done}");
        assert_eq!(found(&net.admin, "wanted").await.len(), 1);
        let number = net.hq.import_as(UNITS, XLSX, workbook("code,level,name_zh,parent\n320100,2,南京,ZJ\n")).await.expect(200);
        assert_eq!(number["created"], 1, "{number}");
        assert!(codes(&net.hq).await.contains(&"320100".to_owned()), "a code of digits is no 320100.0");
    }

    async fn a_workbook_that_cannot_be_read_says_why(kind) {
        let net = Network::start(kind).await;
        let dry = format!("{PEOPLE}?dry_run=true");
        net.admin.import_as(&dry, XLSX, b"PK\x03\x04 and nothing".to_vec()).await.problem(400, "bad-request");
        // Of who may not import nothing is read: what holds little may become much.
        net.manager.import_as(&dry, XLSX, b"PK\x03\x04 and nothing".to_vec()).await.problem(403, "forbidden");
        let old = net.admin.import_as(&dry, XLSX, vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).await;
        assert!(old.problem(400, "bad-request")["detail"].as_str().is_some_and(|text| text.contains("XLS")));
        net.admin.import_as(&dry, "application/pdf", workbook("code\n")).await.problem(415, "unsupported-media-type");
        let none = net.admin.import_as(&dry, XLSX, workbook("")).await.expect(200);
        assert_eq!(faults(&none), owned(&[(1, "username", "missing"), (1, "display_name", "missing"), (1, "roles", "missing")]));
    }
}
