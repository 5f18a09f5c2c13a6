//! EXIF: time and place of a photo, read from pictures and written into drawn ones.

use exif::{Exif, In, Rational, Reader, Tag, Value};

use crate::ExifFix;

/// China has used one offset without summer time since 1991; a phone that writes no offset is taken to be there.
const SHANGHAI_OFFSET_MIN: i64 = 480;
const DEGREE_E7: i128 = 10_000_000;

/// What a block of EXIF says about time and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Epoch milliseconds UTC: the time of exposure by the phone's clock, which is what a visit is compared with; without
    /// one the time of the satellites.
    pub at_ms: Option<i64>,
    /// Where the picture was taken.
    pub fix: Option<ExifFix>,
    /// How the picture must be turned to stand upright, 1 to 8; 1 if nothing is said.
    pub orientation: u16,
}

impl Default for Reading {
    fn default() -> Self {
        Reading { at_ms: None, fix: None, orientation: 1 }
    }
}

/// Reads a raw TIFF block as it lies in EXIF. Broken blocks give what could be read, never an error.
pub fn read(tiff: Vec<u8>) -> Reading {
    let mut reader = Reader::new();
    let parsed = reader.continue_on_error(true).read_raw(tiff).or_else(|e| e.distill_partial_result(|_| {}));
    match parsed {
        Ok(exif) => Reading {
            at_ms: exposure_time(&exif).or_else(|| gps_time(&exif)),
            fix: place(&exif),
            orientation: orientation(&exif),
        },
        Err(_) => Reading::default(),
    }
}

fn orientation(exif: &Exif) -> u16 {
    let value = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    value.and_then(|v| u16::try_from(v).ok()).filter(|v| (1..=8).contains(v)).unwrap_or(1)
}

fn ascii(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(texts) => texts.first().map(Vec::as_slice),
        _ => None,
    }
}

fn rationals(exif: &Exif, tag: Tag) -> Option<&[Rational]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(parts) => Some(parts),
        _ => None,
    }
}

/// Time of exposure: local text plus the offset if the phone wrote one.
fn exposure_time(exif: &Exif) -> Option<i64> {
    let [text, offset] =
        [(Tag::DateTimeOriginal, Tag::OffsetTimeOriginal), (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized)]
            .into_iter()
            .find_map(|(time, offset)| Some([ascii(exif, time)?, ascii(exif, offset).unwrap_or_default()]))?;
    let mut at = exif::DateTime::from_ascii(text).ok()?;
    let offset_min = match at.parse_offset(offset) {
        Ok(()) => i64::from(at.offset?),
        Err(_) => SHANGHAI_OFFSET_MIN,
    };
    if offset_min.abs() > 14 * 60 {
        return None;
    }
    let clock = [at.hour, at.minute, at.second].map(i64::from);
    Some(
        epoch_s([i64::from(at.year), i64::from(at.month), i64::from(at.day)], clock)?.checked_sub(offset_min * 60)?
            * 1000,
    )
}

/// Time of the satellites, UTC.
fn gps_time(exif: &Exif) -> Option<i64> {
    let date = ascii(exif, Tag::GPSDateStamp)?;
    let number = |from: usize, to: usize| std::str::from_utf8(date.get(from..to)?).ok()?.parse::<i64>().ok();
    let [h, m, s] = rationals(exif, Tag::GPSTimeStamp)? else { return None };
    let whole = |r: &Rational| (r.denom != 0).then(|| i64::from(r.num / r.denom));
    epoch_s([number(0, 4)?, number(5, 7)?, number(8, 10)?], [whole(h)?, whole(m)?, whole(s)?]).map(|s| s * 1000)
}

/// Seconds since 1970 of a civil date and time; `None` for dates that do not exist or lie before 1990.
fn epoch_s([y, m, d]: [i64; 3], [hour, minute, second]: [i64; 3]) -> Option<i64> {
    let leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    let days_in = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let longest = *days_in.get(usize::try_from(m - 1).ok()?)?;
    if !(1990..=9999).contains(&y) || !(1..=longest).contains(&d) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some(((days(y, m, d) * 24 + hour) * 60 + minute) * 60 + second)
}

/// Days since 1970-01-01 in the Gregorian calendar; years start in March so that leap days come last.
fn days(y: i64, m: i64, d: i64) -> i64 {
    let y = if m <= 2 { y - 1 } else { y };
    let day_of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    y * 365 + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + day_of_year - 719_468
}

/// Shanghai time as EXIF writes it, `2026:11:22 09:30:00`: always 19 letters.
pub fn local_text(at_ms: i64) -> String {
    // outside of these years the text would grow; no photo lies there
    let s = at_ms.div_euclid(1000).saturating_add(SHANGHAI_OFFSET_MIN * 60).clamp(0, 253_402_300_799);
    let (day, clock) = (s.div_euclid(86_400), s.rem_euclid(86_400));
    let (mut y, mut m) = (1970 + day / 366, 12);
    while days(y + 1, 1, 1) <= day {
        y += 1;
    }
    while days(y, m, 1) > day {
        m -= 1;
    }
    let d = day - days(y, m, 1) + 1;
    format!("{y:04}:{m:02}:{d:02} {:02}:{:02}:{:02}", clock / 3600, clock / 60 % 60, clock % 60)
}

/// Position in 1e-7 degrees, rounded half away from zero; zero/zero is what phones write without a fix.
fn place(exif: &Exif) -> Option<ExifFix> {
    let coordinate = |value: Tag, reference: Tag, negative: u8, limit: i64| {
        let parts = rationals(exif, value)?;
        let magnitude = degrees_e7(parts)?;
        let sign = if ascii(exif, reference)?.first()?.eq_ignore_ascii_case(&negative) { -1 } else { 1 };
        (magnitude <= limit).then_some(sign * magnitude)
    };
    let lat_e7 = coordinate(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S', 900_000_000)?;
    let lon_e7 = coordinate(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W', 1_800_000_000)?;
    (lat_e7 != 0 || lon_e7 != 0).then_some(ExifFix { lat_e7, lon_e7 })
}

/// Degrees, minutes, seconds as rationals; exact up to one rounding at the end.
fn degrees_e7(parts: &[Rational]) -> Option<i64> {
    let (mut num, mut den) = (0_i128, 1_i128);
    for (part, sixties) in parts.iter().zip([1_i128, 60, 3600]) {
        let (n, d) = (i128::from(part.num), i128::from(part.denom) * sixties);
        if d == 0 {
            return None;
        }
        // three terms of 32 bits, two of them times 60 and 3600, stay below 2^116
        (num, den) = (num * d + n * den, den * d);
    }
    if parts.is_empty() || num > den * 180 {
        return None;
    }
    // no phone writes denominators so large that this fails; damaged blocks do
    i64::try_from(num.checked_mul(DEGREE_E7)?.checked_add(den / 2)? / den).ok()
}

/// What to write into a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Maker of the camera, ASCII.
    pub make: String,
    /// Model of the camera, ASCII.
    pub model: String,
    /// Orientation 1 to 8.
    pub orientation: u16,
    /// Time of exposure, epoch milliseconds UTC, written as Shanghai time with offset.
    pub at_ms: Option<i64>,
    /// Latitude and longitude in 1e-7 degrees.
    pub place: Option<(i64, i64)>,
    /// Write the time of the satellites as well.
    pub gps_time: bool,
}

/// One entry of an image file directory before its offset is known.
struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    data: Vec<u8>,
}

impl Entry {
    fn text(tag: u16, text: &str) -> Self {
        let data: Vec<u8> = text.bytes().filter(u8::is_ascii).chain([0]).collect();
        Entry { tag, kind: 2, count: data.len() as u32, data }
    }

    fn short(tag: u16, value: u16) -> Self {
        Entry { tag, kind: 3, count: 1, data: value.to_le_bytes().to_vec() }
    }

    fn long(tag: u16, value: u32) -> Self {
        Entry { tag, kind: 4, count: 1, data: value.to_le_bytes().to_vec() }
    }

    fn rationals(tag: u16, parts: &[(u32, u32)]) -> Self {
        let data = parts.iter().flat_map(|(n, d)| [n.to_le_bytes(), d.to_le_bytes()]).flatten().collect();
        Entry { tag, kind: 5, count: parts.len() as u32, data }
    }
}

/// Appends one directory with its data; offsets count from the start of the block.
fn directory(out: &mut Vec<u8>, entries: &[Entry]) {
    let mut at = out.len() + 2 + entries.len() * 12 + 4;
    let mut tail: Vec<u8> = Vec::new();
    out.extend((entries.len() as u16).to_le_bytes());
    for e in entries {
        out.extend(e.tag.to_le_bytes());
        out.extend(e.kind.to_le_bytes());
        out.extend(e.count.to_le_bytes());
        if e.data.len() <= 4 {
            let mut inline = e.data.clone();
            inline.resize(4, 0);
            out.extend(inline);
        } else {
            out.extend((at as u32).to_le_bytes());
            at += e.data.len();
            tail.extend(&e.data);
        }
    }
    out.extend([0; 4]);
    out.extend(tail);
}

/// Writes a little-endian TIFF block: time, place, maker, orientation.
pub fn write(facts: &Facts) -> Vec<u8> {
    let mut sub = vec![Entry { tag: 0x9000, kind: 7, count: 4, data: b"0232".to_vec() }];
    if let Some(at_ms) = facts.at_ms {
        sub.push(Entry::text(0x9003, &local_text(at_ms)));
        sub.push(Entry::text(0x9011, "+08:00"));
    }
    let gps = gps_entries(facts);
    let mut first = vec![
        Entry::text(0x010f, &facts.make),
        Entry::text(0x0110, &facts.model),
        Entry::short(0x0112, facts.orientation),
        Entry::long(0x8769, 0),
    ];
    if !gps.is_empty() {
        first.push(Entry::long(0x8825, 0));
    }
    // the places of the two directories are known once the first one's length is
    let mut probe = vec![0; 8];
    directory(&mut probe, &first);
    let sub_at = probe.len();
    directory(&mut probe, &sub);
    let gps_at = probe.len();
    for e in &mut first {
        match e.tag {
            0x8769 => e.data = (sub_at as u32).to_le_bytes().to_vec(),
            0x8825 => e.data = (gps_at as u32).to_le_bytes().to_vec(),
            _ => {}
        }
    }
    let mut out = b"II\x2a\0\x08\0\0\0".to_vec();
    directory(&mut out, &first);
    directory(&mut out, &sub);
    if !gps.is_empty() {
        directory(&mut out, &gps);
    }
    out
}

fn gps_entries(facts: &Facts) -> Vec<Entry> {
    let mut gps = Vec::new();
    if let Some((lat, lon)) = facts.place {
        gps.push(Entry::text(1, if lat < 0 { "S" } else { "N" }));
        gps.push(Entry::rationals(2, &sexagesimal(lat)));
        gps.push(Entry::text(3, if lon < 0 { "W" } else { "E" }));
        gps.push(Entry::rationals(4, &sexagesimal(lon)));
    }
    if let (true, Some(at_ms)) = (facts.gps_time, facts.at_ms) {
        // shifted so that the local text shows UTC
        let utc = local_text(at_ms - SHANGHAI_OFFSET_MIN * 60_000);
        let part = |at: usize| utc.get(at..at + 2).and_then(|t| t.parse().ok()).unwrap_or(0);
        gps.push(Entry::rationals(7, &[(part(11), 1), (part(14), 1), (part(17), 1)]));
        gps.push(Entry::text(29, utc.get(..10).unwrap_or_default()));
    }
    gps
}

/// Degrees, minutes, and seconds in 1e-7: exact.
fn sexagesimal(e7: i64) -> [(u32, u32); 3] {
    let e7 = e7.unsigned_abs().min(1_800_000_000);
    let (degrees, rest) = (e7 / 10_000_000, e7 % 10_000_000 * 60);
    let (minutes, rest) = (rest / 10_000_000, rest % 10_000_000 * 60);
    [(degrees as u32, 1), (minutes as u32, 1), (rest as u32, 10_000_000)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phones_clock_comes_before_the_satellites() {
        let at_ms = 1_780_281_420_000;
        let facts = Facts {
            at_ms: Some(at_ms),
            place: None,
            make: String::new(),
            model: String::new(),
            orientation: 1,
            gps_time: true,
        };
        let mut block = write(&facts);
        // The satellites say another day.
        let date = block.windows(10).rposition(|ten| ten == b"2026:06:01").expect("their date");
        block[date + 9] = b'3';
        assert_eq!(read(block.clone()).at_ms, Some(at_ms));
        // Without a time of exposure they are all there is.
        let exposure = block.windows(10).position(|ten| ten == b"2026:06:01").expect("its time");
        block[exposure] = b'x';
        assert_eq!(read(block).at_ms, Some(at_ms + 2 * 86_400_000));
    }
}
