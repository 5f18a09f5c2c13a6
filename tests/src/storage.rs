//! A storage elsewhere that the test can break: an embedded store on a port of its own, behind a line.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
};
use forecourt_api::config::Settings;
use forecourt_store::objects::{EMBEDDED_BUCKET, Keys, ObjectStore};
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
    /// It does not answer about this photo until its mood changes.
    Stuck(Uuid),
}

/// An S3-compatible storage outside of the product.
pub struct Storage {
    /// What lies in it.
    pub objects: ObjectStore,
    /// The line to it.
    pub line: Line,
    mood: watch::Sender<Mood>,
    uploads: Arc<AtomicU64>,
    target: std::net::SocketAddr,
    _folder: TempDir,
}

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
        let uploads = Arc::new(AtomicU64::new(0));
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
    pub fn uploads(&self) -> u64 {
        self.uploads.load(Ordering::SeqCst)
    }
}

async fn answer(
    service: forecourt_store::objects::EmbeddedHttp,
    mut moods: watch::Receiver<Mood>,
    uploads: &AtomicU64,
    request: Request,
) -> Response {
    if request.method() == Method::PUT {
        uploads.fetch_add(1, Ordering::SeqCst);
    }
    let path = request.uri().path().to_owned();
    let answers = |mood: &Mood| match mood {
        Mood::Slow => false,
        Mood::Stuck(photo) => !path.contains(&photo.to_string()),
        Mood::Well | Mood::Losing => true,
    };
    let mood = *moods.wait_for(answers).await.expect("the storage lives");
    if mood == Mood::Losing && request.method() == Method::PUT {
        let _ = axum::body::to_bytes(request.into_body(), usize::MAX).await;
        return (StatusCode::OK, [("etag", "\"lost\"")]).into_response();
    }
    match tower::ServiceExt::oneshot(service, request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}
