//! Looks for secrets in whatever a station role receives (decisions 21 to 24): in every spelling, in headers, bodies,
//! tables and pictures.

use base64::{Engine, engine::general_purpose};
use forecourt_api::times::rfc3339;
use serde_json::Value;
use time::{Date, Month, OffsetDateTime, Time};
use uuid::Uuid;

use crate::answer::Answer;

const SHANGHAI_MS: i64 = 8 * 3_600_000;
const MINUTE_MS: i64 = 60_000;

/// What must not be found.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Texts, found in any case.
    words: Vec<(String, String)>,
    /// Whole numbers, found as tokens.
    numbers: Vec<(String, String)>,
    /// First digits of positions.
    digits: Vec<(String, String)>,
    /// Spans of time, first and last ms.
    spans: Vec<(String, i64, i64)>,
    /// Minutes of a clock, `10:37`, with the days on which they are secret.
    clocks: Vec<(String, String)>,
}

impl Secrets {
    /// A name, a note, any text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.words.push((name.to_owned(), text.to_lowercase()));
    }

    /// An id, with and without dashes.
    pub fn id(&mut self, name: &str, id: Uuid) {
        self.text(name, &id.to_string());
        self.text(name, &id.simple().to_string());
    }

    /// An amount in hundredths: `23717` and `237.17`.
    pub fn amount(&mut self, name: &str, hundredths: i64) {
        self.numbers.push((name.to_owned(), hundredths.to_string()));
        self.numbers.push((name.to_owned(), format!("{}.{:02}", hundredths / 100, hundredths % 100)));
    }

    /// A coordinate, 1e-7 degrees: whole numbers to 1e-5 and finer, degrees to five places and more.
    pub fn degrees(&mut self, name: &str, e7: i64) {
        let text = e7.to_string();
        let (whole, fraction) = text.split_at(text.len() - 7);
        self.digits.push((name.to_owned(), text[..text.len() - 2].to_owned()));
        self.words.push((name.to_owned(), format!("{whole}.{}", &fraction[..5])));
    }

    /// Everything between two instants, to the minute, epoch ms.
    pub fn span(&mut self, name: &str, first_ms: i64, last_ms: i64) {
        let floor = first_ms - first_ms.rem_euclid(MINUTE_MS);
        let end = last_ms - last_ms.rem_euclid(MINUTE_MS) + MINUTE_MS - 1;
        self.spans.push((name.to_owned(), floor, end));
    }

    /// One instant: the minute in every form, the clock's too.
    pub fn minute(&mut self, name: &str, at_ms: i64) {
        self.span(name, at_ms, at_ms);
        for shift in [0, SHANGHAI_MS] {
            let clock = rfc3339(at_ms + shift)[11..16].to_owned();
            self.clocks.push((name.to_owned(), clock));
        }
    }

    /// Everything found in an answer, as `name in place`.
    pub fn find(&self, answer: &Answer) -> Vec<String> {
        let mut found = Vec::new();
        for (name, value) in &answer.headers {
            // The clock of the answer itself.
            if name != "date" {
                let bytes = value.as_bytes();
                found.extend(self.search(bytes).into_iter().map(|leak| format!("{leak} in header {name}")));
            }
        }
        found.extend(self.search(&answer.bytes).into_iter().map(|leak| format!("{leak} in the body")));
        if let Ok(json) = serde_json::from_slice::<Value>(&answer.bytes) {
            let mut texts = Vec::new();
            strings(&json, &mut texts);
            for text in texts {
                found.extend(self.search(text.as_bytes()).into_iter().map(|leak| format!("{leak} in a JSON text")));
            }
        }
        found.extend(picture_faults(&answer.bytes));
        found.sort();
        found.dedup();
        found
    }

    fn search(&self, bytes: &[u8]) -> Vec<String> {
        let plain = String::from_utf8_lossy(bytes).into_owned();
        let mut found = self.search_text(&plain);
        if plain.contains('%') {
            found
                .extend(self.search_text(&percent_decoded(&plain)).into_iter().map(|leak| format!("{leak} (percent)")));
        }
        for token in plain.split(|letter: char| !(letter.is_ascii_alphanumeric() || "+/-_=".contains(letter))) {
            if token.len() >= 8 && token.len() < 10_000 {
                for decoded in base64_decoded(token) {
                    found.extend(self.search_text(&decoded).into_iter().map(|leak| format!("{leak} (base64)")));
                }
            }
        }
        found
    }

    fn search_text(&self, text: &str) -> Vec<String> {
        let lower = text.to_lowercase();
        let mut found: Vec<String> =
            self.words.iter().filter(|(_, word)| lower.contains(word)).map(|(name, _)| name.clone()).collect();
        for (start, token) in numbers(text) {
            let named = |list: &[(String, String)], fits: &dyn Fn(&str) -> bool| -> Vec<String> {
                list.iter().filter(|(_, secret)| fits(secret)).map(|(name, _)| name.clone()).collect()
            };
            found.extend(named(&self.numbers, &|secret| token == secret));
            let inside = text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
            if !inside {
                found.extend(named(&self.digits, &|secret| token.replace('.', "").starts_with(secret)));
            }
            let whole = token.split('.').next().unwrap_or_default();
            if let Ok(number) = whole.parse::<i128>() {
                found.extend(self.in_span(&[number, number * 1000, number / 1000, number / 1_000_000], "number"));
            }
        }
        for at in instants(text) {
            let at = i128::from(at);
            found.extend(self.in_span(&[at, at - i128::from(SHANGHAI_MS)], "instant"));
        }
        for (name, clock) in &self.clocks {
            for (place, _) in text.match_indices(clock.as_str()) {
                if !is_other_time(text, place, clock.len()) {
                    found.push(format!("{name} as clock"));
                }
            }
        }
        found.extend(time_ordered(&lower));
        found
    }

    fn in_span(&self, candidates: &[i128], form: &str) -> Vec<String> {
        let hit = |(_, first, last): &&(String, i64, i64)| {
            candidates.iter().any(|at| (i128::from(*first)..=i128::from(*last)).contains(at))
        };
        self.spans.iter().filter(hit).map(|(name, ..)| format!("{name} as {form}")).collect()
    }
}

fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|inner| strings(inner, found)),
        Value::Object(map) => map.iter().for_each(|(name, inner)| {
            found.push(name.clone());
            strings(inner, found);
        }),
        _ => {}
    }
}

/// Runs of digits with at most one point, and where they begin.
fn numbers(text: &str) -> Vec<(usize, &str)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut place = 0;
    while place < bytes.len() {
        if !bytes[place].is_ascii_digit() {
            place += 1;
            continue;
        }
        let start = place;
        let mut point = false;
        while place < bytes.len() {
            let next_digit = bytes.get(place + 1).is_some_and(u8::is_ascii_digit);
            match bytes[place] {
                digit if digit.is_ascii_digit() => {}
                b'.' if !point && next_digit => point = true,
                _ => break,
            }
            place += 1;
        }
        found.push((start, &text[start..place]));
    }
    found
}

/// Every date with a time in the text, read as UTC, epoch ms to the minute: ISO, EXIF, compact, HTTP.
fn instants(text: &str) -> Vec<i64> {
    let digits = |from: usize, len: usize| -> Option<i64> {
        let part = text.get(from..from + len)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let mut found = Vec::new();
    for (start, letter) in text.char_indices() {
        if letter.is_ascii_digit() {
            // 2026-06-01T10:37, 2026-06-01 10:37, 2026:06:01 10:37, 2026/06/01 10:37
            found.extend((|| {
                instant(
                    digits(start, 4)?,
                    digits(start + 5, 2)?,
                    digits(start + 8, 2)?,
                    digits(start + 11, 2)?,
                    digits(start + 14, 2)?,
                )
            })());
            // 20260601T1037, 202606011037
            for gap in [0, 1] {
                found.extend((|| {
                    instant(
                        digits(start, 4)?,
                        digits(start + 4, 2)?,
                        digits(start + 6, 2)?,
                        digits(start + 8 + gap, 2)?,
                        digits(start + 10 + gap, 2)?,
                    )
                })());
            }
        }
    }
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    for (number, month) in (1i64..).zip(MONTHS) {
        // 01 Jun 2026 02:37
        for (place, _) in text.match_indices(month) {
            let day = place.checked_sub(3).and_then(|from| digits(from, 2));
            found.extend((|| {
                instant(digits(place + 4, 4)?, number, day?, digits(place + 9, 2)?, digits(place + 12, 2)?)
            })());
        }
    }
    found
}

fn instant(year: i64, month: i64, day: i64, hour: i64, minute: i64) -> Option<i64> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()?;
    let clock = Time::from_hms(u8::try_from(hour).ok()?, u8::try_from(minute).ok()?, 0).ok()?;
    Some(OffsetDateTime::new_utc(date, clock).unix_timestamp() * 1000)
}

/// Whether a clock in a text is part of a full instant (judged as such) or of a longer number.
fn is_other_time(text: &str, place: usize, len: usize) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    if digit(place.checked_sub(1)) || digit(Some(place + len)) {
        return true;
    }
    // Minutes and seconds of another hour: `09:10:37`.
    if place >= 1 && bytes[place - 1] == b':' && digit(place.checked_sub(2)) {
        return true;
    }
    let before = place.checked_sub(11).and_then(|from| text.get(from..place));
    before.is_some_and(|before| !instants(&format!("{before}00:00")).is_empty())
}

/// Ids that tell when they were made: UUIDs of versions 1, 2, 6 and 7.
fn time_ordered(lower: &str) -> Vec<String> {
    let bytes = lower.as_bytes();
    let mut found = Vec::new();
    for (place, window) in bytes.windows(36).enumerate() {
        let dashes = [8, 13, 18, 23].iter().all(|at| window[*at] == b'-');
        if dashes && b"1267".contains(&window[14]) && Uuid::try_parse_ascii(window).is_ok() {
            found.push(format!("time-ordered id {}", &lower[place..place + 36]));
        }
    }
    found
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut place = 0;
    while place < bytes.len() {
        let code = (bytes[place] == b'%').then(|| text.get(place + 1..place + 3)).flatten();
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                place += 3;
            }
            None => {
                plain.push(bytes[place]);
                place += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

fn base64_decoded(token: &str) -> Vec<String> {
    let bare = token.trim_end_matches('=');
    let engines = [&general_purpose::STANDARD_NO_PAD, &general_purpose::URL_SAFE_NO_PAD];
    let plain = engines.into_iter().filter_map(|engine| engine.decode(bare).ok());
    // Noise decodes too, but not to readable text.
    plain.filter_map(|bytes| String::from_utf8(bytes).ok()).collect()
}

/// Metadata in a picture: a station's copy is a bare picture.
fn picture_faults(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    if bytes.starts_with(b"\xff\xd8") {
        let mut place = 2;
        while let Some([0xff, marker, high, low]) = bytes.get(place..place + 4) {
            let length = usize::from(u16::from_be_bytes([*high, *low]));
            match marker {
                0xda => break,
                0xe1..=0xed | 0xef | 0xfe => found.push(format!("metadata {marker:#x} in a picture")),
                _ => {}
            }
            place += 2 + length;
        }
        let end = bytes.windows(2).rposition(|pair| pair == b"\xff\xd9").map_or(0, |place| place + 2);
        if end != bytes.len() {
            found.push("bytes behind the end of a picture".to_owned());
        }
    }
    for marker in [&b"Exif\0"[..], b"http://ns.adobe.com", b"Photoshop 3.0", b"eXIf", b"tEXt", b"iTXt"] {
        if bytes.windows(marker.len()).any(|window| window == marker) {
            found.push(format!("metadata {} in a picture", String::from_utf8_lossy(marker)));
        }
    }
    found
}

/// Whether a box, in ten thousandths of the picture's width and height, is black and the rest is not. Its edges, where
/// the compression blurs, are not looked at.
pub fn is_boxed(jpeg: &[u8], [x, y, w, h]: [u32; 4]) -> bool {
    const EDGE: u32 = 8;
    let picture = image::load_from_memory(jpeg).expect("a picture").to_rgb8();
    let (width, height) = picture.dimensions();
    let (across, down) = (width * x / 10_000..width * (x + w) / 10_000, height * y / 10_000..height * (y + h) / 10_000);
    let inside = |from: &std::ops::Range<u32>, at: u32| (from.start + EDGE..from.end - EDGE).contains(&at);
    let dark = |pixel: &image::Rgb<u8>| pixel.0.iter().all(|channel| *channel < 24);
    let mut hidden = picture.enumerate_pixels().filter(|(x, y, _)| inside(&across, *x) && inside(&down, *y)).peekable();
    let mut others = picture.enumerate_pixels().filter(|(x, y, _)| !across.contains(x) && !down.contains(y));
    hidden.peek().is_some() && hidden.all(|(.., pixel)| dark(pixel)) && others.any(|(.., pixel)| !dark(pixel))
}

/// A JPEG with an EXIF segment as a phone writes it: description, model, time, position.
pub fn with_exif(jpeg: &[u8], description: &str, at_ms: i64, position_e7: (i64, i64)) -> Vec<u8> {
    let local = rfc3339(at_ms + SHANGHAI_MS);
    let stamp = format!("{}:{}:{} {}", &local[..4], &local[5..7], &local[8..10], &local[11..19]);
    let texts = [(0x010e_u16, description), (0x0110, "Secretphone 9"), (0x0132, stamp.as_str())];
    let mut heap: Vec<u8> = Vec::new();
    let mut entries: Vec<u8> = Vec::new();
    // TIFF header 8, count 2, four entries, next 4.
    let base = 8 + 2 + 12 * 4 + 4;
    let entry = |tag: u16, kind: u16, count: usize, value: usize| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &word(count), &word(value)].concat()
    };
    for (tag, text) in texts {
        entries.extend(entry(tag, 2, text.len() + 1, base + heap.len()));
        heap.extend(text.as_bytes());
        // At least five bytes: shorter ones would stand in the entry.
        heap.push(0);
    }
    let gps = base + heap.len();
    entries.extend(entry(0x8825, 4, 1, gps));
    heap.extend(4u16.to_le_bytes());
    let values = gps + 2 + 12 * 4 + 4;
    heap.extend([entry(1, 2, 2, usize::from(b'N')), entry(2, 5, 3, values)].concat());
    heap.extend([entry(3, 2, 2, usize::from(b'E')), entry(4, 5, 3, values + 24)].concat());
    heap.extend([0; 4]);
    for e7 in [position_e7.0, position_e7.1] {
        let e7 = usize::try_from(e7).expect("a position in China");
        let seconds_e4 = e7 % 10_000_000 * 3600 / 1000;
        for (value, unit) in [(e7 / 10_000_000, 1), (seconds_e4 / 600_000, 1), (seconds_e4 % 600_000, 10_000)] {
            heap.extend([word(value), word(unit)].concat());
        }
    }
    let tiff = [&b"II*\0\x08\0\0\0\x04\0"[..], &entries, &[0; 4], &heap].concat();
    let body = [&b"Exif\0\0"[..], &tiff].concat();
    let length = u16::try_from(body.len() + 2).expect("a small segment").to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &body, &jpeg[2..]].concat()
}

fn word(value: usize) -> [u8; 4] {
    u32::try_from(value).expect("a small number").to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_in_every_form() {
        let minute = 1_780_281_420_000; // 2026-06-01T02:37Z
        for text in [
            "2026-06-01T02:37:13Z",
            "2026:06:01 02:37:13",
            "20260601T0237",
            "202606010237",
            "Mon, 01 Jun 2026 02:37:13 GMT",
        ] {
            assert!(instants(text).contains(&minute), "{text}");
        }
    }

    #[test]
    fn a_clock_of_another_day_is_another_time() {
        let mut secrets = Secrets::default();
        secrets.minute("start", 1_780_281_433_000);
        assert!(secrets.search_text("seen at 10:37, gone").contains(&"start as clock".to_owned()));
        assert!(secrets.search_text("2026-11-22T10:37:00Z").is_empty());
        assert!(secrets.search_text("2026-11-22T09:10:37Z").is_empty());
        assert!(!secrets.search_text("2026-06-01T10:37:00+08:00").is_empty());
    }
}
