//! Files behind the identity wall: every export that a station role may ask for, in every format, decoded and searched.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

use calamine::{Data, Reader, Xlsx};
use forecourt_tests::{
    answer::Answer,
    desk::Desk,
    network::{Network, id},
    wall::{Secrets, is_boxed},
};
use lopdf::Object;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::{Value, json};

use super::{
    HOUR_MS,
    planted::{BOX, CLOSED, Planted},
};

/// A file as its reader sees it.
#[derive(Default)]
struct Decoded {
    texts: Vec<String>,
    pictures: Vec<Vec<u8>>,
}

impl Decoded {
    fn of(format: &str, bytes: &[u8]) -> Self {
        match format {
            "csv" => Self { texts: vec![String::from_utf8(bytes.to_vec()).expect("text")], pictures: Vec::new() },
            "xlsx" => Self::workbook(bytes),
            "parquet" => Self::columns(bytes),
            _ => Self::printed(bytes),
        }
    }

    /// The cells of every sheet as a reader shows them, and every part of the archive as it is.
    fn workbook(bytes: &[u8]) -> Self {
        let mut all = Self::default();
        let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
        for (name, range) in book.worksheets() {
            let rows = range.rows().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t"));
            all.texts.push(format!("{name}\n{}", rows.collect::<Vec<_>>().join("\n")));
        }
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        for place in 0..archive.len() {
            let mut part = archive.by_index(place).expect("a part");
            let (name, mut inside) = (part.name().expect("a name").into_owned(), Vec::new());
            part.read_to_end(&mut inside).expect("its bytes");
            if name.starts_with("xl/media/") {
                all.pictures.push(inside);
            } else {
                all.texts.push(format!("{name}\n{}", String::from_utf8_lossy(&inside)));
            }
        }
        all
    }

    /// Every row, and what the file says of itself.
    fn columns(bytes: &[u8]) -> Self {
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes.to_vec())).expect("Parquet");
        let about = reader.metadata().file_metadata();
        let mut texts = vec![format!("{:?} {:?} {:?}", about.schema(), about.key_value_metadata(), about.created_by())];
        texts.extend(reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row").to_string()));
        Self { texts, pictures: Vec::new() }
    }

    /// The text of the pages, as it stands in lines and without its breaks; titles and other words of the document; photos.
    fn printed(bytes: &[u8]) -> Self {
        let document = lopdf::Document::load_mem(bytes).expect("a PDF");
        let pages: Vec<u32> = document.get_pages().keys().copied().collect();
        let text = document.extract_text(&pages).expect("text");
        let mut all = Self { texts: vec![text.split_whitespace().collect(), text], pictures: Vec::new() };
        for object in document.objects.values() {
            words(object, &mut all.texts);
            if let Object::Stream(stream) = object {
                match stream.dict.get(b"Filter").and_then(Object::as_name) {
                    Ok(b"DCTDecode") => all.pictures.push(stream.content.clone()),
                    _ if stream.dict.has_type(b"Metadata") => {
                        all.texts.push(String::from_utf8_lossy(&stream.content).into_owned());
                    }
                    _ => {}
                }
            }
        }
        all
    }

    /// What the search finds in it.
    fn leaks(&self, secrets: &Secrets, answer: &Answer) -> Vec<String> {
        let part = |bytes: Vec<u8>| Answer { bytes, ..answer.clone() };
        let texts = self.texts.iter().map(|text| part(text.clone().into_bytes()));
        // What a document says of itself is looked for in its words; only pictures have to be bare.
        let in_texts = texts.flat_map(|part| secrets.find(&part)).filter(|leak| !leak.ends_with("in a picture"));
        let pictures = self.pictures.iter().map(|picture| part(picture.clone()));
        in_texts.chain(pictures.flat_map(|part| secrets.find(&part))).collect()
    }
}

/// A cell as a reader shows it: an instant as such, not as the number that it is kept as.
fn cell(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
        }
        other => other.to_string(),
    }
}

/// Every text in an object of a PDF.
fn words(object: &Object, found: &mut Vec<String>) {
    match object {
        Object::String(bytes, _) => found.push(match bytes.strip_prefix(b"\xfe\xff") {
            Some(wide) => {
                let units: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                String::from_utf16_lossy(&units)
            }
            None => String::from_utf8_lossy(bytes).into_owned(),
        }),
        Object::Array(list) => list.iter().for_each(|inner| words(inner, found)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, inner)| words(inner, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, inner)| words(inner, found)),
        _ => {}
    }
}

/// Whether the bytes of an answer are searched as they are: those of a PDF are packed, and name Adobe's words.
fn is_searched_as_it_is(answer: &Answer) -> bool {
    !answer.bytes.starts_with(b"%PDF")
}

/// Every file that there is to ask for.
fn wishes(planted: &Planted) -> Vec<(&'static str, Value)> {
    let (unit, station) = (planted.ids.unit, planted.ids.station);
    let month = json!({"period": "2026-06"});
    let mut wishes = vec![
        ("ranking", json!({"period": "2026-05"})),
        ("ranking", json!({"round": CLOSED})),
        ("audits", json!({"round": CLOSED})),
        ("orders", json!({})),
        ("stations", json!({})),
        ("appeals", json!({})),
        ("coverage", json!({"round": CLOSED})),
        ("station_report", json!({"station": station, "period": "2026-06"})),
        ("region_report", json!({"org_unit": unit, "period": "2026-06"})),
        ("month_report", json!({"org_unit": unit, "period": "2026-06"})),
    ];
    wishes.extend(["ranking", "audits", "items", "findings"].map(|kind| (kind, month.clone())));
    wishes.push(("findings", json!({"period": "2026-06", "thumbnails": true})));
    wishes
}

/// Asks for a file in each format; how each ended, with what a reader sees in it.
async fn receive(net: &Network, desk: &Desk, kind: &str, filter: &Value) -> Vec<(String, Answer, Decoded)> {
    let printed = kind.ends_with("_report");
    let formats: &[&str] = match filter["thumbnails"] == true {
        _ if printed => &["pdf"],
        true => &["xlsx"],
        false => &["csv", "xlsx", "parquet"],
    };
    let mut received = Vec::new();
    for format in formats {
        let what = format!("{kind} {filter} as {format} in {}", desk.lang);
        let asked = desk.post("/v1/exports", json!({"kind": kind, "format": format, "filter": filter})).await;
        if asked.status != 202 {
            received.push((what, asked, Decoded::default()));
            continue;
        }
        net.server.work().await;
        let path = format!("/v1/exports/{}", id(&asked.json()));
        let shown = desk.get(&path).await;
        assert_eq!(shown.expect(200)["state"], "ready", "{what}: {}", shown.text());
        let file = desk.get(&format!("{path}/file")).await;
        assert_eq!(file.status, 200, "{what}: {}", file.text());
        let decoded = Decoded::of(format, &file.bytes);
        received.extend([asked, shown].map(|answer| (what.clone(), answer, Decoded::default())));
        received.push((what, file, decoded));
    }
    received
}

on_both! {
    async fn no_file_tells_a_station_who_was_there_and_when(kind) {
        let planted = Planted::make(Network::start(kind).await).await;
        let net = &planted.net;
        net.server.time(net.start_ms + 27 * HOUR_MS);
        let own = BTreeSet::from(["ranking", "audits", "items", "findings", "orders", "stations", "appeals", "station_report"]);
        let offices = own.union(&BTreeSet::from(["region_report"])).copied().collect();
        for (name, desk, may) in [("manager", &net.manager, own), ("region", &net.region, offices)] {
            let (mut leaks, mut kinds, mut pictures) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
            for lang in ["zh", "en"] {
                let desk = Desk { lang, ..desk.clone() };
                for (kind, filter) in wishes(&planted) {
                    for (what, answer, file) in receive(net, &desk, kind, &filter).await {
                        if !file.texts.is_empty() {
                            kinds.insert(kind);
                        }
                        let of_bytes = if is_searched_as_it_is(&answer) { planted.secrets.find(&answer) } else { Vec::new() };
                        for leak in file.leaks(&planted.secrets, &answer).into_iter().chain(of_bytes) {
                            leaks.entry(leak).or_insert_with(|| what.clone());
                        }
                        for picture in &file.pictures {
                            assert!(is_boxed(picture, BOX), "{name}: {what}: what the reviewer hid can be seen");
                            *pictures.entry(kind).or_insert(0) += 1;
                        }
                    }
                }
            }
            assert!(leaks.is_empty(), "{name}: {leaks:#?}");
            assert_eq!(kinds, may, "{name}: every file that he may have was decoded, and no other");
            assert!(pictures["findings"] > 0 && pictures["station_report"] > 0, "{name}: {pictures:?}");
        }
        // The search finds in a file what is there: head office sees who was there.
        for format in ["csv", "xlsx", "parquet"] {
            let asked = net.hq.post("/v1/exports", json!({"kind": "audits", "format": format, "filter": {"period": "2026-06"}})).await;
            net.server.work().await;
            let file = net.hq.get(&format!("/v1/exports/{}/file", id(&asked.expect(202)))).await;
            let found = Decoded::of(format, &file.bytes).leaks(&planted.secrets, &file).join("\n");
            assert!(found.contains("the shopper's name"), "{format}: {found}");
        }
    }
}
