//! Opening and mounting the photo store.

use axum::{Router, routing::any_service};
use forecourt_store::{
    Store,
    objects::{EMBEDDED_BUCKET, Keys, ObjectStore, S3Settings, Timeouts, UploadWay},
};
use sha2::{Digest, Sha256};

use crate::{
    config::Settings,
    state::{App, StartError},
};

/// The external storage if one is set, else the embedded one in the data folder.
pub async fn open(settings: &Settings, store: &Store) -> Result<ObjectStore, StartError> {
    if let Some(objects) = external(settings)? {
        return Ok(objects);
    }
    let secret_key = hex::encode(store.object_key().await?);
    let keys = Keys { access_key: "forecourt".into(), secret_key };
    let folder = settings.data_dir.join("objects");
    ObjectStore::embedded(&folder, keys).map_err(|error| StartError::Io(folder.display().to_string(), error))
}

/// The external storage, if one is set; nothing is connected yet.
pub fn external(settings: &Settings) -> Result<Option<ObjectStore>, StartError> {
    let s3 = &settings.s3;
    let Some(endpoint) = &s3.endpoint else { return Ok(None) };
    let missing = |name: &str| StartError::Settings(format!("FORECOURT_S3_ENDPOINT is set, {name} is not"));
    Ok(Some(ObjectStore::external(S3Settings {
        endpoint: endpoint.clone(),
        public_endpoint: s3.public_endpoint.clone(),
        region: s3.region.clone(),
        bucket: s3.bucket.clone().ok_or_else(|| missing("FORECOURT_S3_BUCKET"))?,
        keys: Keys {
            access_key: s3.access_key.clone().ok_or_else(|| missing("FORECOURT_S3_ACCESS_KEY"))?,
            secret_key: s3.secret_key.clone().ok_or_else(|| missing("FORECOURT_S3_SECRET_KEY"))?,
        },
        proxied: s3.uploads == "proxied",
        timeouts: Timeouts::default(),
    })))
}

/// Adds the embedded store's routes beside the API, outside of its layers.
pub fn mount(api: Router<App>, app: &App) -> Router<App> {
    match app.objects.embedded_http_service() {
        None => api,
        Some(service) => {
            let base = format!("/{EMBEDDED_BUCKET}");
            Router::new()
                .route(&base, any_service(service.clone()))
                .route(&format!("{base}/"), any_service(service.clone()))
                .route(&format!("{base}/{{*key}}"), any_service(service))
                .merge(api)
        }
    }
}

/// What may be relied on before the storage was checked: our own store refuses wrong bytes, any other has to prove it.
pub fn assumed_way(objects: &ObjectStore) -> UploadWay {
    match (objects.embedded_http_service(), objects.is_proxied()) {
        (Some(_), _) => UploadWay::Direct,
        (None, true) => UploadWay::Proxied,
        (None, false) => UploadWay::Incoming,
    }
}

/// A way as a number, for an atomic.
pub const fn code(way: UploadWay) -> u8 {
    match way {
        UploadWay::Direct => 0,
        UploadWay::Incoming => 1,
        UploadWay::Proxied => 2,
    }
}

/// A way as a word, for logs and answers.
pub const fn word(way: UploadWay) -> &'static str {
    match way {
        UploadWay::Direct => "direct",
        UploadWay::Incoming => "incoming",
        UploadWay::Proxied => "proxied",
    }
}

/// The way of a number.
pub const fn way(code: u8) -> UploadWay {
    match code {
        0 => UploadWay::Direct,
        2 => UploadWay::Proxied,
        _ => UploadWay::Incoming,
    }
}

/// The key that signs proxied upload addresses, drawn from the installation's own.
pub fn upload_key(seal_key: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update(b"forecourt proxied upload").chain_update(seal_key).finalize().into()
}
