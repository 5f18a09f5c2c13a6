//! Small pictures of missed items for workbooks: the copies that stations see, whoever asks.

use std::collections::HashMap;

use forecourt_photo::Limits;
use forecourt_store::{entity::audit, objects::ObjectError};
use uuid::Uuid;

use crate::{
    intake::keys,
    jobs::JobError,
    routes::audits::{show::for_station, view::station::StationCase},
    state::App,
};

/// Rows that may have pictures in one workbook: they stay in memory until it is written.
pub const MOST: u64 = 2000;
/// Audits whose pictures are gathered at once.
pub const PAGE: u64 = 50;

/// Pictures by audit and item, JPEG.
pub type Pictures = HashMap<(Uuid, String), Vec<u8>>;

/// The bytes of the station's copy of a released photo; `None` while a job still makes it.
pub async fn copy(app: &App, audit_id: Uuid, copy: Uuid) -> Result<Option<Vec<u8>>, ObjectError> {
    let object = match app.objects.get(&keys::station_copy(audit_id, copy)).await {
        Ok(object) => object,
        Err(ObjectError::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    let mut body = object.body;
    while let Some(piece) = futures::StreamExt::next(&mut body).await {
        bytes.extend_from_slice(&piece?);
    }
    Ok(Some(bytes))
}

/// The first released photo of each missed item of these audits, made small.
///
/// # Errors
/// A storage that is down: the job waits for it. A copy that cannot be made small is an error too, since it was made here.
pub async fn of(app: &App, audits: &[audit::Model]) -> Result<Pictures, JobError> {
    let mut found = Pictures::new();
    for row in audits {
        let case: StationCase = for_station(app, row.clone()).await?;
        let mut small: HashMap<Uuid, Vec<u8>> = HashMap::new();
        for line in case.score.lines.iter().filter(|line| line.miss != "none") {
            let Some(photo) = case.photos.iter().find(|photo| photo.items.contains(&line.item)) else { continue };
            if !small.contains_key(&photo.id) {
                let Some(bytes) = copy(app, row.id, photo.id).await? else { continue };
                let made = tokio::task::spawn_blocking(move || forecourt_photo::thumb(&bytes, &Limits::default()));
                let made = made.await.map_err(|error| JobError::Other(error.to_string()))?;
                small.insert(photo.id, made.map_err(|error| JobError::Other(format!("{error:?}")))?);
            }
            if let Some(bytes) = small.get(&photo.id) {
                found.insert((row.id, line.item.clone()), bytes.clone());
            }
        }
    }
    Ok(found)
}
