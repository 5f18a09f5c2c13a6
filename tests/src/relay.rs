//! A relay in front of a server that sees every request whole, and every answer before its client does.

use std::net::SocketAddr;

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, Method},
    response::Response,
};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{answer::Answer, desk};

/// A request on its way.
#[derive(Clone, Debug)]
pub struct Passing {
    /// Method.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// Headers, `Host` included.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Passing {
    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// Brings requests to the server, as often as it is asked to.
#[derive(Clone)]
pub struct Carrier {
    http: reqwest::Client,
    server: SocketAddr,
}

impl Carrier {
    /// Hands a request on as it is; the whole answer, of a stream its first event.
    pub async fn send(&self, passing: &Passing) -> Answer {
        let address = format!("http://{}{}", self.server, passing.path);
        let request = self.http.request(passing.method.clone(), address).headers(passing.headers.clone());
        let answer = request.body(passing.body.clone()).send().await.expect("an answer");
        let mut answer = Answer::read(answer).await.expect("a whole answer");
        for name in ["content-length", "content-encoding", "transfer-encoding"] {
            answer.headers.remove(name);
        }
        answer
    }
}

/// The relay. Dropped it is gone.
pub struct Relay {
    /// Where it listens.
    pub base: String,
    task: JoinHandle<()>,
}

impl Relay {
    /// In front of this server; `pass` answers each request.
    pub async fn start<F, A>(server: SocketAddr, pass: F) -> Self
    where
        F: Fn(Carrier, Passing) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send,
    {
        let carrier = Carrier { http: desk::client(), server };
        let app = Router::new().fallback(move |request: Request| {
            let (carrier, pass) = (carrier.clone(), pass.clone());
            async move { respond(pass(carrier, whole(request).await).await) }
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let task = tokio::spawn(async move { axum::serve(listener, app).await.expect("it serves") });
        Self { base, task }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn whole(request: Request) -> Passing {
    let (head, body) = request.into_parts();
    let mut headers = head.headers;
    // The carrier asks for what it can unpack, and says how long what it sends is.
    headers.remove("accept-encoding");
    headers.remove("content-length");
    let body = to_bytes(body, usize::MAX).await.expect("a whole request");
    Passing { method: head.method, path: head.uri.to_string(), headers, body }
}

fn respond(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.bytes));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    response
}
