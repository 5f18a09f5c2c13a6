//! A simulated phone: it submits, uploads what is missing, and repeats until the receipt is complete.

use reqwest::Method;
use serde_json::Value;

use crate::{
    answer::Answer,
    desk::{Desk, client},
    visit::Visit,
};

/// A shopper's phone.
#[derive(Clone)]
pub struct Phone {
    /// The shopper.
    pub desk: Desk,
}

impl Phone {
    /// The phone of a signed-in shopper.
    pub fn of(desk: Desk) -> Self {
        Self { desk }
    }

    /// One `PUT` of the submission.
    pub async fn put(&self, visit: &Visit) -> Answer {
        self.desk.put(&format!("/v1/audits/{}", visit.audit_id), &visit.submission()).await
    }

    /// Uploads every photo that the receipt asks for.
    pub async fn upload(&self, visit: &Visit, receipt: &Value) {
        for line in receipt["photos"].as_array().into_iter().flatten() {
            let Some(url) = line["upload"]["url"].as_str() else { continue };
            let photo = visit.photos.iter().find(|photo| line["photo_id"] == photo.id.to_string()).expect("our photo");
            let answer = upload(url, &line["upload"]["headers"], photo.bytes.clone()).await;
            assert!(answer.status.is_success(), "{} {}", answer.status, answer.text());
        }
    }

    /// The whole loop; answers the last receipt.
    pub async fn deliver(&self, visit: &Visit) -> Value {
        let mut receipt = self.put(visit).await.expect(200);
        for _ in 0..5 {
            if receipt["state"] != "awaiting_photos" {
                return receipt;
            }
            self.upload(visit, &receipt).await;
            receipt = self.put(visit).await.expect(200);
        }
        panic!("still waiting: {receipt}");
    }
}

/// One presigned upload.
pub async fn upload(url: &str, headers: &Value, bytes: Vec<u8>) -> Answer {
    let mut request = client().request(Method::PUT, url).body(bytes);
    for (name, value) in headers.as_object().into_iter().flatten() {
        request = request.header(name, value.as_str().unwrap_or_default());
    }
    Answer::read(request.send().await.expect("an answer")).await.expect("a whole answer")
}
