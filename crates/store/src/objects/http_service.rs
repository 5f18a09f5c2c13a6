//! The embedded store as an HTTP service for phones and browsers, with the headers of decision 37.
//!
//! Mount it at the exact paths `/forecourt-objects`, `/forecourt-objects/` and `/forecourt-objects/{*key}` (never
//! nested: that would strip the path and break every signature), without time-out, body-limit and compression layers.

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use s3s::service::S3Service;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The body of every response.
pub type EmbeddedHttpBody = s3s::Body;

/// A refused upload is read to its end, up to this many bytes and that long, so that the refusal reaches the phone
/// instead of a reset connection.
const DRAIN_BYTES: u64 = 16 << 20;
const DRAIN_TIME: Duration = Duration::from_secs(20);

/// `tower::Service` that never fails. Cheap to clone.
#[derive(Clone)]
pub struct EmbeddedHttp {
    service: S3Service,
}

impl EmbeddedHttp {
    pub(super) fn new(service: S3Service) -> EmbeddedHttp {
        EmbeddedHttp { service }
    }

    async fn answer<B>(self, request: Request<B>) -> Response<EmbeddedHttpBody>
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        if !is_served(&request) {
            return finish(plain(StatusCode::METHOD_NOT_ALLOWED));
        }
        let (mut parts, body) = request.into_parts();
        // No cookie is read here: an address alone opens an object.
        parts.headers.remove(header::COOKIE);
        // With `Expect`, the phone waits for our word before it sends anything: nothing to drain.
        let may_drain = !parts.headers.contains_key(header::EXPECT);
        let lent = Lent::new(body);
        let rest = lent.clone();
        let request = Request::from_parts(parts, s3s::Body::http_body_unsync(lent));
        let response = self.service.call(request).await.unwrap_or_else(|error| {
            tracing::error!(?error, "the embedded store could not answer");
            plain(StatusCode::INTERNAL_SERVER_ERROR)
        });
        if may_drain && (response.status().is_client_error() || response.status().is_server_error()) {
            let _ = tokio::time::timeout(DRAIN_TIME, rest.drain()).await;
        }
        finish(response)
    }
}

impl<B> tower::Service<Request<B>> for EmbeddedHttp
where
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<EmbeddedHttpBody>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let this = self.clone();
        Box::pin(async move { Ok(this.answer(request).await) })
    }
}

/// Forms are refused before anything reads them: s3s would collect their files in memory before it knows the sender.
fn is_served<B>(request: &Request<B>) -> bool {
    match *request.method() {
        Method::GET | Method::HEAD | Method::PUT | Method::DELETE => true,
        Method::POST => {
            let form = request.headers().get(header::CONTENT_TYPE).is_some_and(|value| {
                value.as_bytes().get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"multipart"))
            });
            !form
                && request.uri().query().is_some_and(|query| query.split('&').any(|p| p == "delete" || p == "delete="))
        }
        _ => false,
    }
}

fn plain(status: StatusCode) -> Response<EmbeddedHttpBody> {
    let mut response = Response::new(EmbeddedHttpBody::empty());
    *response.status_mut() = status;
    response
}

/// No response of this service may run as a page, whatever someone managed to store.
fn finish(mut response: Response<EmbeddedHttpBody>) -> Response<EmbeddedHttpBody> {
    let headers: &mut HeaderMap = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    headers.remove(header::SET_COOKIE);
    let image = headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"image/"));
    if !image && !headers.contains_key(header::CONTENT_DISPOSITION) {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    response
}

/// A request body that can be read on after the protocol layer has let go of it.
struct Lent<B>(Arc<Mutex<Pin<Box<B>>>>);

impl<B> Clone for Lent<B> {
    fn clone(&self) -> Self {
        Lent(self.0.clone())
    }
}

impl<B> Lent<B>
where
    B: Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    fn new(body: B) -> Lent<B> {
        Lent(Arc::new(Mutex::new(Box::pin(body))))
    }

    /// Reads and forgets what is left.
    async fn drain(mut self) {
        let mut left = DRAIN_BYTES;
        while left > 0 {
            match std::future::poll_fn(|cx| Pin::new(&mut self).poll_frame(cx)).await {
                Some(Ok(frame)) => left = left.saturating_sub(frame.data_ref().map_or(0, |data| data.len() as u64)),
                _ => return,
            }
        }
    }
}

impl<B> Body for Lent<B>
where
    B: Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.as_mut().poll_frame(cx).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}
