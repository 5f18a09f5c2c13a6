//! aws-sdk-s3's transport for the embedded store: the request goes straight to the protocol service, without a socket.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use http::header::{HOST, HeaderValue};
use s3s::service::S3Service;
use std::fmt;

/// The address that in-process requests are signed for; it is never resolved.
pub const IN_PROCESS_ENDPOINT: &str = "http://embedded.invalid";

/// Marks requests of this process; nobody can send it from outside.
#[derive(Clone, Copy, Debug)]
pub struct OwnClient;

/// Client and connector in one.
#[derive(Clone)]
pub struct InProcess {
    service: S3Service,
}

impl InProcess {
    pub fn new(service: S3Service) -> InProcess {
        InProcess { service }
    }
}

impl fmt::Debug for InProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InProcess")
    }
}

impl HttpClient for InProcess {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for InProcess {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let service = self.service.clone();
        HttpConnectorFuture::new(call(service, request))
    }
}

async fn call(service: S3Service, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
    let mut request = request.try_into_http1x().map_err(|error| ConnectorError::user(error.into()))?;
    // A real transport writes the Host line; the signature covers it.
    if let Some(host) = request.uri().authority().and_then(|a| HeaderValue::from_str(a.as_str()).ok()) {
        request.headers_mut().entry(HOST).or_insert(host);
    }
    request.extensions_mut().insert(OwnClient);
    let request = request.map(s3s::Body::http_body_unsync);
    let response =
        service.call(request).await.map_err(|error| ConnectorError::other(s3s::StdError::from(error), None))?;
    let (parts, body) = response.into_parts();
    let response = http::Response::from_parts(parts, SdkBody::from_body_1_x(body));
    HttpResponse::try_from(response).map_err(|error| ConnectorError::user(error.into()))
}
