//! `/v1/evidence/{id}`: files that stations and offices hand in, with a receipt as photos have (decision 29).

use axum::{Json, extract::State, http::HeaderMap, response::Response};
use forecourt_core::{
    day::DAY_MS,
    states::{PhotoState, Role},
    violation::{Code, Violation},
};
use forecourt_store::{
    Tx,
    entity::evidence,
    evidence as store,
    photo_keys::{Expected, evidence_key},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    evidence_parts::{self as parts, Part},
    hindrances::FixInput,
    photos::streamed,
    regional_projects,
};
use crate::{
    auth::Caller,
    body::Input,
    client_address::public_base,
    extract::At,
    intake::{
        photos::{Owner, PATIENCE, arrivals, goes_to_incoming},
        receipt::{ReceiptPhoto, UploadTarget},
    },
    problem::{Kind, Problem, ProblemDocument, Result},
    state::App,
    times::parse_rfc3339,
};

/// Who hands in evidence.
const SENDERS: &[Role] = &[Role::Station, Role::Region, Role::Hq];
/// Who sees what others handed in.
const READERS: &[Role] = &[
    Role::Station,
    Role::Region,
    Role::Reviewer,
    Role::AppealL1,
    Role::AppealL2,
    Role::Hq,
    Role::Admin,
    Role::Auditor,
];
/// Binds evidence to what refers to it; each piece has to be the person's, proven, and nobody else's. `place` is where its id
/// stands in the body.
pub async fn bind(
    tx: &Tx,
    person: Uuid,
    subject: &store::Subject,
    files: &[(Uuid, String)],
    place: impl Fn(usize) -> String,
    now_ms: i64,
) -> Result<()> {
    let refused = store::bind(tx, person, subject, files, now_ms).await?;
    let faults: Vec<Violation> = files
        .iter()
        .enumerate()
        .filter(|(_, (id, _))| refused.contains(id))
        .map(|(index, _)| Violation::new(place(index), Code::BadValue))
        .collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::invalid(faults).detail(
        "证据须由本人上传、已核验，且未用于其他单据",
        "Evidence has to be your own, verified, and not used elsewhere",
    ))
}

/// Longest picture, bytes.
pub const PICTURE_BYTES: i64 = 10 << 20;
/// Longest document, bytes.
pub const DOCUMENT_BYTES: i64 = 20 << 20;
/// Files that a person may announce within a day without using them.
const LOOSE: u64 = 200;
/// Bytes of these files.
const LOOSE_BYTES: i64 = 1 << 30;

/// A file that is handed in.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Announced {
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// Its length.
    #[validate(range(min = 1))]
    pub bytes: i64,
    /// `image/jpeg`, `image/png` or `image/webp` up to 10 MiB, `application/pdf` up to 20 MiB, `video/mp4` up to 200 MiB in
    /// parts; the bytes have to be that.
    pub content_type: String,
    /// When the app's camera took it, RFC 3339 by the clock of the device; absent of what was chosen from files.
    #[validate(length(max = 40))]
    pub taken_at: Option<String>,
    /// Where that was; kept until it is used, and as a distance from the station after that.
    #[validate(nested)]
    pub fix: Option<FixInput>,
    /// The parts of a clip in their order, each up to 8 MiB; together they are the whole.
    #[validate(nested)]
    pub parts: Option<Vec<Part>>,
}

/// What the server holds of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceReceipt {
    /// Its id.
    pub id: Uuid,
    /// Its SHA-256.
    pub sha256: String,
    /// Its length.
    pub bytes: i64,
    /// What it is said to be.
    pub content_type: String,
    /// `missing`, `stored` (being looked at), `verified`, or `rejected` (other bytes, or not what it is said to be).
    pub state: PhotoState,
    /// The order, appeal or project that refers to it.
    pub subject_id: Option<Uuid>,
    /// Where to send it; present while it is missing or was rejected, and has no parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload: Option<UploadTarget>,
    /// The parts of a clip, each with its own state and address: what has arrived is not sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<ReceiptPhoto>>,
}

fn check(wish: &Announced) -> Result<[u8; 32]> {
    let mut faults = Vec::new();
    if wish.taken_at.as_deref().is_some_and(|at| parse_rfc3339(at).is_none()) {
        faults.push(Violation::new("/taken_at", Code::BadValue));
    }
    let mut digest = [0u8; 32];
    if hex::decode_to_slice(&wish.sha256, &mut digest).is_err() || wish.sha256 != wish.sha256.to_ascii_lowercase() {
        faults.push(Violation::new("/sha256", Code::BadValue));
    }
    let most = match wish.content_type.as_str() {
        "image/jpeg" | "image/png" | "image/webp" => PICTURE_BYTES,
        "application/pdf" => DOCUMENT_BYTES,
        parts::CLIP => parts::CLIP_BYTES,
        _ => {
            faults.push(Violation::new("/content_type", Code::BadValue));
            DOCUMENT_BYTES
        }
    };
    if wish.bytes > most {
        faults.push(Violation::new("/bytes", Code::OutOfRange));
    }
    parts::check(wish, &mut faults);
    if faults.is_empty() { Ok(digest) } else { Err(Problem::invalid(faults)) }
}

/// Hand in evidence
///
/// Announces a file and answers its receipt; upload it to the address, then repeat the request until it is `verified`.
/// An id belongs to one person, one SHA-256 and one length for ever; time and place are those of the first announcement. A clip is announced with its parts, each of which has
/// its own address and is sent by itself, as often as it takes.
#[utoipa::path(put, path = "/v1/evidence/{id}", tag = "orders", request_body = Announced, params(("id" = Uuid, Path)),
    responses((status = 200, body = EvidenceReceipt), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument),
        (status = 429, body = ProblemDocument)))]
pub async fn put(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    headers: HeaderMap,
    input: Input<Announced>,
) -> Result<Json<EvidenceReceipt>> {
    caller.require(SENDERS)?;
    let wish = input.value;
    let digest = check(&wish)?;
    if id.get_version_num() != 4 {
        return Err(Problem::invalid(vec![Violation::new("path:id", Code::NotAUuid)]));
    }
    let base = public_base(&app, &headers)
        .ok_or_else(|| Problem::invalid(vec![Violation::new("header:Host", Code::Missing)]))?;
    let row = announced(&app, caller.person_id, id, &wish, digest).await?;
    let row = look(&app, row).await?;
    Ok(Json(receipt(&app, row, &base).await?))
}

/// The row of a file, made when it is new.
async fn announced(
    app: &App,
    person_id: Uuid,
    id: Uuid,
    wish: &Announced,
    digest: [u8; 32],
) -> Result<evidence::Model> {
    let now = app.clock.now_ms();
    let tx = app.store.begin("put_evidence").await?;
    if let Some(row) = store::find(&*tx, id).await? {
        // Somebody else's id is taken, and tells nothing.
        if row.person_id != person_id {
            return Err(Problem::not_found());
        }
        let same = row.erased_at.is_none()
            && row.sha256 == digest
            && row.bytes == wish.bytes
            && row.content_type == wish.content_type
            && parts::are_same(&tx, id, wish).await?;
        return if same { Ok(row) } else { Err(Problem::new(Kind::AlreadyExists)) };
    }
    let (files, bytes) = store::loose(&*tx, person_id, now - DAY_MS).await?;
    if files >= LOOSE || bytes.saturating_add(wish.bytes) > LOOSE_BYTES {
        return Err(Problem::new(Kind::SlowDown).retry_after(3600));
    }
    let row = evidence::Model {
        id,
        person_id,
        state: PhotoState::Missing.as_str().into(),
        sha256: digest.to_vec(),
        bytes: wish.bytes,
        content_type: wish.content_type.clone(),
        incoming: goes_to_incoming(app),
        station_id: None,
        subject_id: None,
        subject: None,
        role: None,
        created_at: now,
        updated_at: now,
        hidden: None,
        erased_at: None,
        taken_at: wish.taken_at.as_deref().and_then(parse_rfc3339),
        fix: wish.fix.as_ref().map(serde_json::to_value).transpose().map_err(Problem::internal)?,
        place: None,
    };
    store::put(&tx, row.clone()).await?;
    parts::put(app, &tx, &row, wish).await?;
    tx.commit().await?;
    Ok(row)
}

/// Asks the storage for what has not come yet; a storage that does not answer in time changes nothing.
async fn look(app: &App, row: evidence::Model) -> Result<evidence::Model> {
    if !matches!(PhotoState::parse(&row.state), Some(PhotoState::Missing | PhotoState::Rejected)) {
        return Ok(row);
    }
    if row.content_type == parts::CLIP {
        parts::look(app, row.id).await?;
        return Ok(store::find(app.store.read(), row.id).await?.unwrap_or(row));
    }
    let Some(arrival) = arrivals(app, vec![(row.id, Expected::from(&row))], PATIENCE).await.pop() else {
        return Ok(row);
    };
    app.store.evidence_seen(arrival, app.clock.now_ms()).await?;
    app.work.notify_one();
    Ok(store::find(app.store.read(), row.id).await?.unwrap_or(row))
}

async fn receipt(app: &App, row: evidence::Model, base: &str) -> Result<EvidenceReceipt> {
    let mut line = ReceiptPhoto::of(app, &Expected::from(&row), &row.state, Owner::Evidence, base).await?;
    let parts = if row.content_type == parts::CLIP {
        line.upload = None;
        Some(parts::receipt(app, row.id, base).await?)
    } else {
        None
    };
    Ok(EvidenceReceipt {
        id: row.id,
        sha256: line.sha256,
        bytes: row.bytes,
        content_type: row.content_type,
        state: line.state,
        subject_id: row.subject_id,
        upload: line.upload,
        parts,
    })
}

/// Show evidence
///
/// The bytes, for whoever handed it in and for those in whose scope the station or the project lies. What is no picture is a download.
/// Who sees no originals sees a clip without what it says of place and device.
#[utoipa::path(get, path = "/v1/evidence/{id}", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The bytes", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"), (Vec<u8> = "application/pdf"), (Vec<u8> = "video/mp4"))),
        (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 503, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let scope = caller.scope(READERS)?;
    let projects = caller.scope(regional_projects::READ).unwrap_or_default();
    let row = store::in_scope(app.store.read(), &scope, &projects, caller.person_id, id).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    if row.state != PhotoState::Verified.as_str() || row.erased_at.is_some() {
        return Err(Problem::not_found());
    }
    if row.content_type == parts::CLIP {
        return parts::show(&app, &row, caller.is_any(parts::SEE_ORIGINALS)).await;
    }
    streamed(app.objects.get(&evidence_key(&row)).await).await
}
