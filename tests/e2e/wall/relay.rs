//! A relay in front of the server that lets secrets through at places which only a full collection comes to: the wall's test
//! has to find each of them by itself.

use std::{net::SocketAddr, sync::Arc};

use forecourt_tests::{
    answer::Answer,
    relay::{Passing, Relay},
};
use serde_json::Value;

/// A place where a secret gets out: a method, a path with its query, a language.
pub struct Leak {
    /// What the search calls it.
    pub shows: &'static str,
    /// How the collection calls the place.
    pub place: String,
    method: &'static str,
    path: String,
    lang: Option<&'static str>,
    put: Box<dyn Fn(&mut Answer) + Send + Sync>,
}

impl Leak {
    /// In what one request of the collection is answered in this language.
    pub fn at(
        shows: &'static str,
        (method, path, lang): (&'static str, String, &'static str),
        put: impl Fn(&mut Answer) + Send + Sync + 'static,
    ) -> Self {
        Self { shows, place: path.clone(), method, path, lang: Some(lang), put: Box::new(put) }
    }

    /// In what lies below this path of the storage, where a redirect from `place` leads to.
    pub fn behind(
        shows: &'static str,
        (place, path): (String, &str),
        put: impl Fn(&mut Answer) + Send + Sync + 'static,
    ) -> Self {
        Self { shows, place, method: "GET", path: path.to_owned(), lang: None, put: Box::new(put) }
    }

    /// Whether it speaks of this answer.
    fn is_in(&self, request: &Passing) -> bool {
        let is_there = match self.lang {
            Some(_) => request.path == self.path && request.header("accept-language") == self.lang,
            None => request.path.starts_with(&self.path),
        };
        is_there && request.method.as_str() == self.method
    }
}

/// Puts a member into a JSON object.
pub fn member(name: &'static str, value: Value) -> impl Fn(&mut Answer) + Send + Sync {
    move |answer| {
        if let Ok(Value::Object(mut body)) = serde_json::from_slice::<Value>(&answer.bytes) {
            body.insert(name.to_owned(), value.clone());
            answer.bytes = Value::Object(body).to_string().into_bytes();
        }
    }
}

/// Puts bytes behind the body.
pub fn behind(bytes: Vec<u8>) -> impl Fn(&mut Answer) + Send + Sync {
    move |answer| answer.bytes.extend_from_slice(&bytes)
}

/// Puts a header beside the others.
pub fn header(name: &'static str, value: String) -> impl Fn(&mut Answer) + Send + Sync {
    move |answer| {
        answer.headers.insert(name, value.parse().expect("a header"));
    }
}

/// A relay in front of this server, with these leaks.
pub async fn leaking(server: SocketAddr, leaks: Vec<Leak>) -> Relay {
    let leaks = Arc::new(leaks);
    Relay::start(server, move |carrier, request| {
        let leaks = leaks.clone();
        async move {
            let mut answer = carrier.send(&request).await;
            leaks.iter().filter(|leak| leak.is_in(&request)).for_each(|leak| (leak.put)(&mut answer));
            answer
        }
    })
    .await
}
