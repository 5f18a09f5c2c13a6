//! `/v1/photos/{id}`: one picture, shaped by who asks (decisions 21, 22, 32 and 37).

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use forecourt_core::states::{PhotoState, Role};
use forecourt_store::{
    audits::pictures,
    entity::photo,
    objects::{GetAs, Media, Object, ObjectError},
};
use futures::{StreamExt, stream};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    auth::Caller,
    client_address::public_base,
    extract::{Asked, At},
    intake::keys,
    problem::{Kind, Problem, ProblemDocument, Result},
    state::App,
};

/// Who sees originals, by the photo's own id.
const DESK: &[Role] = &[Role::Reviewer, Role::AppealL1, Role::AppealL2, Role::Hq, Role::Admin];
/// Who sees the station's copies only, by their own random ids.
const BEHIND_THE_WALL: &[Role] = &[Role::Station, Role::Region, Role::Auditor];
/// How long an address to read a photo works.
const TTL: Duration = Duration::from_secs(300);

/// Which size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// For lists.
    Thumb,
    /// For a screen.
    #[default]
    View,
    /// The bytes that the phone sent.
    Original,
}

/// Query of a photo.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PhotoQuery {
    /// Default `view`. Without derived copies (yet) the original is answered to those who may see it.
    #[serde(default)]
    #[param(inline)]
    pub size: Size,
}

/// Show a photo
///
/// Reviewers, appeal panels, head office and administrators name the photo and get a redirect to an address that works
/// for five minutes (or the bytes, when clients cannot reach the storage). Station roles and auditors name the random id
/// of a released copy and get its bytes, the same for `thumb` and `view`.
#[utoipa::path(get, path = "/v1/photos/{id}", tag = "photos", params(("id" = Uuid, Path), PhotoQuery),
    responses((status = 200, description = "The bytes", body = Vec<u8>, content_type = "image/jpeg"),
        (status = 307, description = "The address of the bytes", headers(("Location" = String))),
        (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 503, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    Asked(query): Asked<PhotoQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    let desk = caller.scope(DESK);
    let behind = caller.scope(BEHIND_THE_WALL);
    if desk.is_err() && behind.is_err() {
        return Err(Problem::new(Kind::Forbidden));
    }
    if let Ok(scope) = desk
        && let Some(photo) = pictures::for_desk(app.store.read(), &scope, id).await?
    {
        return for_desk(&app, &photo, query.size, &headers).await;
    }
    if let Ok(scope) = behind
        && let Some(photo) = pictures::for_station(app.store.read(), &scope, id).await?
    {
        if query.size == Size::Original {
            return Err(Problem::new(Kind::Forbidden));
        }
        return streamed(app.objects.get(&keys::station_copy(photo.audit_id, id)).await).await;
    }
    Err(Problem::not_found())
}

async fn for_desk(app: &App, photo: &photo::Model, size: Size, headers: &HeaderMap) -> Result<Response> {
    let state = PhotoState::parse(&photo.state);
    if !state.is_some_and(|state| PhotoState::HELD.contains(&state)) {
        return Err(Problem::not_found());
    }
    let (key, content_type) = match size {
        Size::Thumb if photo.derived => (keys::derived(photo, "thumb"), "image/jpeg"),
        Size::View if photo.derived => (keys::derived(photo, "view"), "image/jpeg"),
        // Its time is over; copies without metadata stay.
        _ if photo.erased_at.is_some() => return Err(Problem::not_found()),
        // A job may move it at any moment: an address of where it lies now could be dead when it is followed.
        _ if photo.incoming => return streamed(on_its_way(app, photo).await).await,
        // The claim of the phone counts only once the picture was decoded (decision 37).
        _ if state == Some(PhotoState::Verified) => (keys::original(photo), photo.content_type.as_str()),
        _ => (keys::original(photo), "application/octet-stream"),
    };
    hand_out(app, &key, content_type, headers).await
}

/// An object of a type from the closed list: a redirect to an address, or the bytes when clients cannot reach the storage.
pub async fn hand_out(app: &App, key: &str, content_type: &str, headers: &HeaderMap) -> Result<Response> {
    if app.objects.is_proxied() {
        return streamed(app.objects.get(key).await).await;
    }
    let base = public_base(app, headers).ok_or_else(|| Problem::new(Kind::BadRequest))?;
    let get_as = GetAs { content_type, download_name: None };
    let address = app.objects.presign_get(key, TTL, &base, get_as).await.map_err(Problem::internal)?;
    let location = HeaderValue::from_str(&address).map_err(Problem::internal)?;
    let headers = [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::TEMPORARY_REDIRECT, headers).into_response())
}

/// An original that is still to be proven, or is being moved to its final key now: it always lies under one of the two.
async fn on_its_way(app: &App, photo: &photo::Model) -> Result<Object, ObjectError> {
    for key in [keys::original(photo), keys::incoming(photo)] {
        match app.objects.get(&key).await {
            Err(ObjectError::NotFound) => {}
            other => return other,
        }
    }
    // It was moved between the two looks.
    app.objects.get(&keys::original(photo)).await
}

/// The bytes through this server, with nothing that the storage says about them: no ETag, no instant, no name.
pub async fn streamed(found: Result<Object, ObjectError>) -> Result<Response> {
    let Object { info, mut body } = found.map_err(|error| Problem::unavailable(Kind::StorageUnavailable, error))?;
    let mut head: Vec<Bytes> = Vec::new();
    let mut seen = 0;
    // The type is told by the first bytes (decision 37); a piece may be shorter than they are.
    while seen < SNIFF {
        let Some(piece) = body.next().await else { break };
        let piece = piece.map_err(|error| Problem::unavailable(Kind::StorageUnavailable, error))?;
        seen += piece.len();
        head.push(piece);
    }
    let media = Media::of(&head.concat());
    let rest = stream::iter(head.into_iter().map(Ok::<_, ObjectError>)).chain(body);
    Ok((picture_headers(media, info.bytes), Body::from_stream(rest)).into_response())
}

/// Bytes that tell a type.
const SNIFF: usize = 16;

pub(super) fn picture_headers(media: Media, bytes: u64) -> HeaderMap {
    let fixed = HeaderValue::from_static;
    let mut headers = HeaderMap::new();
    let mut set = |name: HeaderName, value: HeaderValue| drop(headers.insert(name, value));
    set(header::CONTENT_TYPE, fixed(media.content_type()));
    set(header::CONTENT_LENGTH, HeaderValue::from(bytes));
    set(header::CACHE_CONTROL, fixed("private, no-store"));
    set(header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    set(header::CONTENT_SECURITY_POLICY, fixed("sandbox; default-src 'none'"));
    if !media.is_image() {
        set(header::CONTENT_DISPOSITION, fixed("attachment"));
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_says_nothing_about_its_object() {
        let headers = picture_headers(Media::of(b"\xff\xd8\xff\xe0............"), 9);
        let mut names: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        let expected =
            ["cache-control", "content-length", "content-security-policy", "content-type", "x-content-type-options"];
        assert_eq!(names, expected);
        assert_eq!(headers["content-type"], "image/jpeg");
    }

    #[test]
    fn what_is_no_picture_is_a_download() {
        let headers = picture_headers(Media::of(b"<html><script>1</script>"), 24);
        assert_eq!(headers["content-type"], "application/octet-stream");
        assert_eq!(headers["content-disposition"], "attachment");
    }
}
