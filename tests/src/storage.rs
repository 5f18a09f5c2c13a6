//! A storage elsewhere that the test can break: an embedded store on a port of its own, behind a line.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
};
use forecourt_api::config::Settings;
use forecourt_store::objects::{EMBEDDED_BUCKET, Keys, ObjectStore};
use futures::StreamExt;
use tempfile::TempDir;
use tokio::sync::watch;
use uuid::Uuid;

use crate::{folder, line::Line};

/// How the storage behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// As it should.
    Well,
    /// It takes requests and does not answer until its mood changes.
    Slow,
    /// It answers uploads with success and keeps nothing.
    Losing,
    /// It has no room for uploads.
    Full,
    /// It does not answer about this photo until its mood changes.
    Stuck(Uuid),
    /// It says that nobody may have this photo.
    Refusing(Uuid),
}

/// An S3-compatible storage outside of the product.
pub struct Storage {
    /// What lies in it.
    pub objects: ObjectStore,
    /// The line to it.
    pub line: Line,
    mood: watch::Sender<Mood>,
    uploads: Uploads,
    target: std::net::SocketAddr,
    _folder: TempDir,
}

/// Paths of the uploads that it was sent, in their order.
type Uploads = Arc<Mutex<Vec<String>>>;

/// The keys of every such storage.
pub fn keys() -> Keys {
    Keys { access_key: "outside".to_owned(), secret_key: "outside-secret".to_owned() }
}

impl Storage {
    /// An empty one that works.
    pub async fn start() -> Self {
        let folder = folder::temporary();
        let objects = ObjectStore::embedded(folder.path(), keys()).expect("a store");
        let service = objects.embedded_http_service().expect("a service");
        let (mood, moods) = watch::channel(Mood::Well);
        let uploads = Uploads::default();
        let counter = uploads.clone();
        let app = Router::new().fallback(move |request: Request| {
            let (service, moods, counter) = (service.clone(), moods.clone(), counter.clone());
            async move { answer(service, moods, &counter, request).await }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let target = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { objects, line: Line::to(target).await, mood, uploads, target, _folder: folder }
    }

    /// Makes a server use it.
    pub fn use_in(&self, settings: &mut Settings) {
        settings.s3.endpoint = Some(self.line.base());
        settings.s3.region = "local".to_owned();
        settings.s3.bucket = Some(EMBEDDED_BUCKET.to_owned());
        settings.s3.access_key = Some(keys().access_key);
        settings.s3.secret_key = Some(keys().secret_key);
    }

    /// Where it listens itself, behind the line.
    pub fn address(&self) -> std::net::SocketAddr {
        self.target
    }

    /// Changes its mood; requests that wait go on.
    pub fn mood(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }

    /// It cannot be reached at all.
    pub async fn down(&mut self) {
        self.line.down().await;
    }

    /// It can be reached again.
    pub async fn up(&mut self) {
        self.line.up(self.target).await;
    }

    /// Uploads that it was sent.
    pub fn uploads(&self) -> usize {
        self.uploads_of("")
    }

    /// Uploads that it was sent, with this in their path; they count as soon as they begin.
    pub fn uploads_of(&self, part: &str) -> usize {
        let paths = self.uploads.lock().unwrap_or_else(PoisonError::into_inner);
        paths.iter().filter(|path| path.contains(part)).count()
    }
}

async fn answer(
    service: forecourt_store::objects::EmbeddedHttp,
    mut moods: watch::Receiver<Mood>,
    uploads: &Uploads,
    request: Request,
) -> Response {
    let path = request.uri().path().to_owned();
    if request.method() == Method::PUT {
        uploads.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
    }
    let answers = |mood: &Mood| match mood {
        Mood::Slow => false,
        Mood::Stuck(photo) => !path.contains(&photo.to_string()),
        Mood::Well | Mood::Losing | Mood::Full | Mood::Refusing(_) => true,
    };
    let mood = *moods.wait_for(answers).await.expect("the storage lives");
    if matches!(mood, Mood::Losing | Mood::Full) && request.method() == Method::PUT {
        // Read to its end, and nothing of it held.
        request.into_body().into_data_stream().for_each(|_| std::future::ready(())).await;
        let lost = mood == Mood::Losing;
        let status = if lost { StatusCode::OK } else { StatusCode::INSUFFICIENT_STORAGE };
        return (status, [("etag", "\"lost\"")]).into_response();
    }
    if matches!(mood, Mood::Refusing(photo) if path.contains(&photo.to_string())) {
        return StatusCode::FORBIDDEN.into_response();
    }
    match tower::ServiceExt::oneshot(service, request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}
