//! A simulated phone: it submits, uploads what is missing, and repeats until the receipt is complete.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    answer::Answer,
    desk::Desk,
    network::id,
    visit::{Photo, Visit},
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

    /// The `PUT` of a submission.
    pub fn submit(&self, visit: &Visit) -> RequestBuilder {
        self.desk.request(Method::PUT, &path(visit)).json(&visit.submission())
    }

    /// One `PUT` of the submission.
    pub async fn put(&self, visit: &Visit) -> Answer {
        self.desk.send(self.submit(visit)).await
    }

    /// One `PUT` of anything under the visit's id.
    pub async fn put_raw(&self, visit: &Visit, body: &Value) -> Answer {
        self.desk.put(&path(visit), body).await
    }

    /// The upload of one photo to the address in the receipt; `None` when the receipt asks for none.
    pub fn upload_request(&self, line: &Value, bytes: Vec<u8>) -> Option<RequestBuilder> {
        let upload = line.get("upload")?;
        let request = self.desk.http.request(Method::PUT, upload["url"].as_str().expect("an address")).body(bytes);
        let headers = upload["headers"].as_object().expect("headers");
        Some(headers.iter().fold(request, |request, (name, value)| request.header(name, value.as_str().expect("text"))))
    }

    /// Uploads one photo.
    pub async fn upload_one(&self, line: &Value, bytes: Vec<u8>) -> Answer {
        self.desk.send(self.upload_request(line, bytes).expect("an address")).await
    }

    /// Uploads every photo that the receipt asks for.
    pub async fn upload(&self, visit: &Visit, receipt: &Value) {
        for line in receipt["photos"].as_array().into_iter().flatten() {
            if line["upload"].is_object() {
                let answer = self.upload_one(line, visit.bytes_of(line).to_vec()).await;
                assert!(answer.status.is_success(), "{} {}", answer.status, answer.text());
            }
        }
    }

    /// Reports what came in the way of a visit, with photos that are only announced; the id of the report.
    pub async fn report(&self, assignment: Uuid, verb: &str, body: &Value, photos: &[Photo]) -> Uuid {
        let announced = photos
            .iter()
            .map(|photo| json!({"photo_id": photo.id, "sha256": photo.sha256(), "bytes": photo.bytes.len()}));
        let mut body = body.clone();
        body["photos"] = announced.collect();
        id(&self.desk.post(&format!("/v1/assignments/{assignment}/{verb}"), body).await.expect(200))
    }

    /// The receipt of a report.
    pub async fn report_receipt(&self, assignment: Uuid, report: Uuid) -> Value {
        self.desk.get(&format!("/v1/assignments/{assignment}/reports/{report}")).await.expect(200)
    }

    /// Sends what the receipt of a report asks for.
    pub async fn upload_report(&self, receipt: &Value, photos: &[Photo]) {
        for line in receipt["photos"].as_array().into_iter().flatten().filter(|line| line["upload"].is_object()) {
            let photo = photos.iter().find(|photo| line["photo_id"] == photo.id.to_string()).expect("a photo of it");
            let answer = self.upload_one(line, photo.bytes.clone()).await;
            assert!(answer.status.is_success(), "{} {}", answer.status, answer.text());
        }
    }

    /// Submits, uploads everything once, submits again; answers the last receipt.
    pub async fn deliver(&self, visit: &Visit) -> Value {
        let receipt = self.put(visit).await.expect(200);
        self.upload(visit, &receipt).await;
        self.put(visit).await.expect(200)
    }
}

/// The address of a visit's audit.
pub fn path(visit: &Visit) -> String {
    format!("/v1/audits/{}", visit.audit_id)
}

/// A receipt without what may change from one repeat to the next: upload addresses are signed anew.
pub fn lasting(receipt: &Value) -> Value {
    let mut receipt = receipt.clone();
    for line in receipt["photos"].as_array_mut().into_iter().flatten() {
        if let Some(line) = line.as_object_mut() {
            line.remove("upload");
        }
    }
    receipt
}
