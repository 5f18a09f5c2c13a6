//! `GET /v1/exports/{id}/file`: the bytes, from wherever a download broke off.

use std::ops::RangeInclusive;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use forecourt_core::export::ExportState;
use forecourt_store::{exports as store, objects::ObjectError, photo_keys::export_key};
use uuid::Uuid;

use super::exports::files;
use crate::{
    auth::Caller,
    exports::Wish,
    extract::At,
    problem::{Kind, Problem, ProblemDocument, Result},
    state::App,
};

/// Fetch a file
///
/// Ranges of bytes are answered, so that a download goes on where it broke off; the ETag is the SHA-256 of the whole file.
/// Whoever has lost a role or a place that it was made with finds nothing.
#[utoipa::path(get, path = "/v1/exports/{id}/file", tag = "exports",
    params(("id" = Uuid, Path), ("Range" = Option<String>, Header), ("If-Range" = Option<String>, Header)),
    responses((status = 200, description = "The bytes", content((Vec<u8> = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (Vec<u8> = "application/vnd.apache.parquet"), (Vec<u8> = "application/pdf"))),
        (status = 206, description = "A part of them", content((Vec<u8> = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (Vec<u8> = "application/vnd.apache.parquet"), (Vec<u8> = "application/pdf"))),
        (status = 401, body = ProblemDocument), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument),
        (status = 416, body = ProblemDocument), (status = 503, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>, headers: HeaderMap) -> Result<Response> {
    let row = store::find(app.store.read(), caller.person_id, id).await?.ok_or_else(Problem::not_found)?;
    if !Wish::of(&row)?.may_have(&app, &caller).await? {
        return Err(Problem::not_found());
    }
    match ExportState::parse(&row.state) {
        Some(ExportState::Ready) => {}
        Some(ExportState::Queued | ExportState::Running) => return Err(Problem::wrong_state(&row.state)),
        _ => return Err(Problem::not_found()),
    }
    let file = files(&row)?.pop().ok_or_else(|| Problem::internal(format!("export {id} has no file")))?;
    let etag = format!("\"{}\"", file.sha256);
    let range = match asked(&headers, &etag, file.bytes) {
        Wanted::Everything => None,
        Wanted::Part(range) => Some(range),
        Wanted::Nothing => {
            let mut response = Problem::new(Kind::RangeNotSatisfiable).into_response();
            let length = format!("bytes */{}", file.bytes).parse().map_err(Problem::internal)?;
            response.headers_mut().insert(header::CONTENT_RANGE, length);
            return Ok(response);
        }
    };
    let key = export_key(id, row.sha256.as_deref().unwrap_or_default());
    let found = match &range {
        Some(range) => app.objects.get_range(&key, range.clone()).await,
        None => app.objects.get(&key).await,
    };
    let object = match found {
        Ok(object) => object,
        // Taken back a moment ago.
        Err(ObjectError::NotFound) => return Err(Problem::not_found()),
        Err(error) => return Err(Problem::unavailable(Kind::StorageUnavailable, error)),
    };
    let mut answer = Body::from_stream(object.body).into_response();
    let length = range.as_ref().map_or(file.bytes, |range| range.end() - range.start() + 1);
    let mut set = |name, text: String| {
        HeaderValue::from_str(&text).map(|value| answer.headers_mut().insert(name, value)).map(drop)
    };
    let content_range = range.as_ref().map(|range| format!("bytes {}-{}/{}", range.start(), range.end(), file.bytes));
    let all = [
        (header::CONTENT_TYPE, Some(file.content_type)),
        (header::CONTENT_LENGTH, Some(length.to_string())),
        (header::CONTENT_DISPOSITION, Some(format!("attachment; filename=\"{}\"", file.name))),
        (header::ETAG, Some(etag)),
        (header::ACCEPT_RANGES, Some("bytes".to_owned())),
        (header::CONTENT_RANGE, content_range),
        (header::CACHE_CONTROL, Some("private, no-store".to_owned())),
        // Compressed on the way it would have other ranges and another hash.
        (header::CONTENT_ENCODING, Some("identity".to_owned())),
        (header::CONTENT_SECURITY_POLICY, Some("sandbox; default-src 'none'".to_owned())),
    ];
    for (name, text) in all {
        text.map(|text| set(name, text)).transpose().map_err(Problem::internal)?;
    }
    *answer.status_mut() = if range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    Ok(answer)
}

/// Which bytes are wanted.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Everything,
    Part(RangeInclusive<u64>),
    Nothing,
}

/// Reads `Range` (RFC 9110 §14.2). What cannot be read, several ranges, and a range of another file mean all of it.
fn asked(headers: &HeaderMap, etag: &str, length: u64) -> Wanted {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let Some(range) = text(header::RANGE).and_then(|range| range.trim().strip_prefix("bytes=")) else {
        return Wanted::Everything;
    };
    if headers.contains_key(header::IF_RANGE) && text(header::IF_RANGE) != Some(etag) {
        return Wanted::Everything;
    }
    let Some((first, last)) = range.split_once('-') else { return Wanted::Everything };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            Some(0) => Wanted::Nothing,
            Some(count) if length > 0 => Wanted::Part(length.saturating_sub(count)..=length - 1),
            Some(_) => Wanted::Nothing,
            None => Wanted::Everything,
        },
        (first, last) => match (number(first), last.is_empty(), number(last)) {
            (Some(first), ..) if first >= length => Wanted::Nothing,
            (Some(first), true, _) => Wanted::Part(first..=length - 1),
            (Some(first), false, Some(last)) if first <= last => Wanted::Part(first..=last.min(length - 1)),
            _ => Wanted::Everything,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(range: &str, if_range: Option<&str>) -> Wanted {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().unwrap());
        if let Some(etag) = if_range {
            headers.insert(header::IF_RANGE, etag.parse().unwrap());
        }
        asked(&headers, "\"a\"", 100)
    }

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        assert_eq!(of("bytes=0-", None), Wanted::Part(0..=99));
        assert_eq!(of("bytes=10-19", None), Wanted::Part(10..=19));
        assert_eq!(of("bytes=90-200", None), Wanted::Part(90..=99));
        assert_eq!(of("bytes=-7", None), Wanted::Part(93..=99));
        assert_eq!(of("bytes=-700", None), Wanted::Part(0..=99));
        assert_eq!([of("bytes=100-", None), of("bytes=-0", None)], [Wanted::Nothing, Wanted::Nothing]);
        for odd in ["bytes=9-3", "bytes=x-", "bytes=1-2,4-5", "lines=1-2", "bytes=7"] {
            assert_eq!(of(odd, None), Wanted::Everything, "{odd}");
        }
        assert_eq!(of("bytes=5-", Some("\"a\"")), Wanted::Part(5..=99));
        assert_eq!(of("bytes=5-", Some("\"b\"")), Wanted::Everything);
    }
}
