//! A visit under way that is backed up, looked for, taken over and discarded.

use forecourt_tests::{answer::Answer, desk::Desk};
use reqwest::{Method, RequestBuilder};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

/// What is done with a draft, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Back it up.
    Save,
    /// Look what there is.
    List,
    /// Take it over.
    Read,
    /// Give it up.
    Discard,
}

/// A draft and what comes next; nothing, when it is given up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Backup {
    audit_id: Uuid,
    assignment_id: Uuid,
    /// What is done next.
    pub next: Option<Step>,
}

impl Step {
    /// The request as the OpenAPI document names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Save => "PUT /v1/me/drafts/{audit_id}",
            Self::List => "GET /v1/me/drafts",
            Self::Read => "GET /v1/me/drafts/{audit_id}",
            Self::Discard => "DELETE /v1/me/drafts/{audit_id}",
        }
    }

    const fn after(self) -> Option<Self> {
        match self {
            Self::Save => Some(Self::List),
            Self::List => Some(Self::Read),
            Self::Read => Some(Self::Discard),
            Self::Discard => None,
        }
    }
}

impl Backup {
    /// A visit of this assignment is under way.
    pub fn of(assignment_id: Uuid) -> Self {
        Self { audit_id: Uuid::new_v4(), assignment_id, next: Some(Step::Save) }
    }

    fn body(&self, device_id: Uuid) -> Value {
        json!({"assignment_id": self.assignment_id, "device_id": device_id, "saved_at": 1,
               "content": {"answers": "…".repeat(3000)}})
    }

    /// The request of a step.
    pub fn request(&self, desk: &Desk, step: Step, device_id: Uuid) -> RequestBuilder {
        let own = format!("/v1/me/drafts/{}", self.audit_id);
        match step {
            Step::Save => desk.request(Method::PUT, &own).json(&self.body(device_id)),
            Step::List => desk.request(Method::GET, "/v1/me/drafts"),
            Step::Read => desk.request(Method::GET, &own),
            Step::Discard => desk.request(Method::DELETE, &own),
        }
    }

    /// Takes an answer and goes on.
    pub fn learn(&mut self, step: Step, answer: &Answer, device_id: Uuid) {
        match step {
            Step::Save | Step::Discard => assert_eq!(answer.status, 204, "{}", answer.text()),
            Step::List => {
                let listed = answer.expect(200);
                let rows = listed["drafts"].as_array().expect("drafts").iter();
                let own = rows.filter(|row| row["audit_id"] == json!(self.audit_id)).count();
                assert_eq!(own, 1, "saved twice it is there once");
            }
            Step::Read => assert_eq!(answer.expect(200), self.body(device_id), "whole"),
        }
        self.next = step.after();
    }

    /// In the end it is gone.
    pub async fn is_gone(&self, owner: &Desk) {
        assert_eq!(self.next, None);
        owner.get(&format!("/v1/me/drafts/{}", self.audit_id)).await.problem(404, "not-found");
    }
}
