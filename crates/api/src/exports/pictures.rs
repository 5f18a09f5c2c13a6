//! Workbooks of missed items with small pictures: the copies that stations see, whoever asks.

use std::{collections::HashMap, sync::Arc};

use forecourt_core::export::ExportKind;
use forecourt_photo::Limits;
use forecourt_store::{
    Tx,
    access::Scope,
    audits::read,
    exports::published::{self as rows, Which as Rows},
    objects::ObjectError,
};
use futures::{StreamExt, TryStreamExt, stream};
use uuid::Uuid;

use super::{
    Wish,
    published::{self, Missed},
    published_rows::Around,
    writer::{Stop, Writer, Written},
};
use crate::{
    case::Case, intake::keys, jobs::JobError, problem::Result as Answer, routes::audits::view::station, state::App,
};

/// Rows that may have pictures in one workbook: they stay in memory until it is written.
pub const MOST: u64 = 2000;
/// Audits whose pictures are gathered at once.
const PAGE: u64 = 50;
/// Pictures that are fetched at once.
const AT_ONCE: usize = 4;

/// What stands in the cell of a missed item that has a released photo.
pub enum Picture {
    /// A small JPEG.
    Jpeg(Arc<Vec<u8>>),
    /// A job still makes it.
    NotMade,
}

/// Pictures by audit and item.
pub type Pictures = HashMap<(Uuid, String), Picture>;

/// The released photo of a missed item: audit, item, id of the station's copy.
type Shown = (Uuid, String, Uuid);

/// Writes the workbook. Everything but the bytes comes out of one state of the database, which is let go before they are
/// fetched.
pub async fn write(
    app: &App,
    id: Uuid,
    wish: &Wish,
    (scope, which): (&Scope, &Rows),
    around: Around,
) -> Result<Written, Stop> {
    let tx = app.store.snapshot("export_pictures").await?;
    let total = rows::count_findings(&*tx, scope, which).await?;
    if total > MOST {
        return Err(JobError::Other(format!("{total} rows with pictures, {MOST} are the most")).into());
    }
    let (mut pages, mut after) = (Vec::new(), None);
    loop {
        let page = rows::page(&*tx, scope, which, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(which.place(last));
        let missed = published::missed(app, &tx, page).await?;
        let shown = shown(app, &tx, &missed).await?;
        pages.push((missed, shown));
    }
    tx.rollback().await?;
    let around = Arc::new(around);
    let mut writer = Writer::begin(app, id, wish, around.columns(ExportKind::Findings), total).await?;
    for (missed, shown) in pages {
        let small = fetched(app, shown).await?;
        published::put(&mut writer, &around, missed, small).await?;
    }
    writer.finish().await
}

/// The first released photo of each missed item.
async fn shown(app: &App, tx: &Tx, missed: &Missed) -> Answer<Vec<Shown>> {
    let mut found = Vec::new();
    for one in &missed.page {
        let items = missed.findings.iter().filter(|row| row.audit_id == one.row.id).map(|row| &row.item);
        let case = Case::of(app, read::case_rows(&**tx, one.row.clone()).await?).await?;
        let photos = station::photos(&case.rows.photos, &case.submission);
        for item in items {
            let photo = photos.iter().find(|photo| photo.items.contains(item));
            found.extend(photo.map(|photo| (one.row.id, item.clone(), photo.id)));
        }
    }
    Ok(found)
}

/// The pictures of a page, each copy once.
async fn fetched(app: &App, shown: Vec<Shown>) -> Result<Pictures, JobError> {
    let copies: HashMap<Uuid, Uuid> = shown.iter().map(|(audit, _, copy)| (*copy, *audit)).collect();
    let fetch = |(id, audit)| async move { Ok::<_, JobError>((id, small(app, audit, id).await?)) };
    let made: HashMap<Uuid, Option<Arc<Vec<u8>>>> =
        stream::iter(copies).map(fetch).buffer_unordered(AT_ONCE).try_collect().await?;
    let picture = |copy: &Uuid| made.get(copy).cloned().flatten().map_or(Picture::NotMade, Picture::Jpeg);
    Ok(shown.into_iter().map(|(audit, item, copy)| ((audit, item), picture(&copy))).collect())
}

async fn small(app: &App, audit: Uuid, id: Uuid) -> Result<Option<Arc<Vec<u8>>>, JobError> {
    let Some(bytes) = copy(app, audit, id).await? else { return Ok(None) };
    let made = tokio::task::spawn_blocking(move || forecourt_photo::thumb(&bytes, &Limits::default())).await;
    let made = made.map_err(|error| JobError::Other(error.to_string()))?;
    // It was made here: that it cannot be read is a fault of ours.
    made.map(|bytes| Some(Arc::new(bytes))).map_err(|error| JobError::Other(format!("copy {id}: {error:?}")))
}

/// The bytes of the station's copy of a released photo; `None` while a job still makes it.
pub async fn copy(app: &App, audit_id: Uuid, copy: Uuid) -> Result<Option<Vec<u8>>, ObjectError> {
    let object = match app.objects.get(&keys::station_copy(audit_id, copy)).await {
        Ok(object) => object,
        Err(ObjectError::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    let mut body = object.body;
    while let Some(piece) = body.next().await {
        bytes.extend_from_slice(&piece?);
    }
    Ok(Some(bytes))
}
