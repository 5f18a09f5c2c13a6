//! One request for each operation of the OpenAPI document, with ids of one network.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{contract::DOCUMENT, desk::Desk, network::PASSWORD};

/// The ids that stand for the placeholders of paths.
#[derive(Clone, Debug)]
pub struct Ids {
    /// A published audit.
    pub audit: Uuid,
    /// A photo: the id by which the caller may see it.
    pub photo: Uuid,
    /// An appeal of the audit's uniform item, filed with the body below.
    pub appeal: Uuid,
    /// A flag.
    pub flag: Uuid,
    /// A proposal.
    pub proposal: Uuid,
    /// An org unit.
    pub unit: Uuid,
    /// A station.
    pub station: Uuid,
    /// A person.
    pub person: Uuid,
    /// A shopper.
    pub shopper: Uuid,
    /// A phone.
    pub device: Uuid,
    /// A round.
    pub round: Uuid,
    /// Code of a round.
    pub round_code: String,
    /// An assignment.
    pub assignment: Uuid,
    /// A refused submission.
    pub refused: Uuid,
    /// A job.
    pub job: Uuid,
    /// A report about the assignment.
    pub report: Uuid,
    /// A photo of it.
    pub report_photo: Uuid,
    /// A rectification order that was issued.
    pub order: Uuid,
    /// Its extension.
    pub extension: Uuid,
    /// Evidence that the manager handed in.
    pub evidence: Uuid,
    /// A webhook of the unit.
    pub webhook: Uuid,
    /// A delivery to it that waits.
    pub delivery: Uuid,
    /// A re-visit whose result asks for help.
    pub revisit: Uuid,
    /// A project of the station, with a plan.
    pub project: Uuid,
    /// A file that the manager asked for, ready.
    pub export: Uuid,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Call {
    /// `GET /v1/audits/{audit_id}`.
    pub operation: String,
    /// Method.
    pub method: Method,
    /// Path with ids, without a query.
    pub path: String,
    /// JSON, or a CSV file as a text.
    pub body: Option<Value>,
}

impl Call {
    /// As a request of this person. Writes carry a fresh key and a version that nothing has, unless one is given.
    pub fn request(&self, desk: &Desk, query: &str, version: &str) -> reqwest::RequestBuilder {
        let request = desk.request(self.method.clone(), &format!("{}{query}", self.path));
        if self.method == Method::GET {
            return request;
        }
        let request = request.header("idempotency-key", Uuid::new_v4().to_string()).header("if-match", version);
        match &self.body {
            Some(Value::String(csv)) => request.header("content-type", "text/csv").body(csv.clone()),
            Some(body) => request.json(body),
            None => request,
        }
    }
}

/// Every operation of the document.
pub fn all(ids: &Ids) -> Vec<Call> {
    let mut calls = Vec::new();
    for (template, operations) in DOCUMENT["paths"].as_object().expect("paths") {
        for verb in operations.as_object().expect("operations").keys() {
            let Ok(method) = verb.to_ascii_uppercase().parse::<Method>() else { continue };
            let operation = format!("{method} {template}");
            let needs_body = operations[verb]["requestBody"].is_object();
            let body = needs_body.then(|| body(&operation, ids));
            // A new file has a new id, of whoever hands it in.
            // What is taken away would be gone for who comes next.
            let own = Ids { evidence: Uuid::new_v4(), webhook: Uuid::new_v4(), export: Uuid::new_v4(), ..ids.clone() };
            let own_id = ["PUT /v1/evidence/{id}", "DELETE /v1/webhooks/{id}", "DELETE /v1/exports/{id}"]
                .contains(&operation.as_str());
            let ids = if own_id { &own } else { ids };
            calls.push(Call { path: path(template, ids), operation, method, body });
        }
    }
    calls
}

fn path(template: &str, ids: &Ids) -> String {
    let place = |name: &str| -> String {
        let id = match name {
            "{audit_id}" => ids.audit,
            "{photo_id}" => ids.photo,
            "{appeal_id}" => ids.appeal,
            "{flag_id}" => ids.flag,
            "{proposal_id}" => ids.proposal,
            "{device_id}" => ids.device,
            "{report_id}" => ids.report,
            "{extension_id}" => ids.extension,
            "{delivery_id}" => ids.delivery,
            "{item}" => return "safety.engine_off_enforced".into(),
            "{period}" => return "2026-06".into(),
            "{version}" => return "1".into(),
            "{id}" if template.starts_with("/v1/checklists") => return "station-69".into(),
            "{id}" if template.starts_with("/v1/org-units") => ids.unit,
            "{id}" if template.starts_with("/v1/stations") => ids.station,
            "{id}" if template.starts_with("/v1/people") => ids.person,
            "{id}" if template.starts_with("/v1/rounds") => ids.round,
            "{id}" if template.starts_with("/v1/assignments") => ids.assignment,
            "{id}" if template.starts_with("/v1/photos") => ids.photo,
            "{id}" if template.starts_with("/v1/report-photos") => ids.report_photo,
            "{id}" if template.starts_with("/v1/refused") => ids.refused,
            "{id}" if template.starts_with("/v1/jobs") => ids.job,
            "{id}" if template.starts_with("/v1/rectifications") => ids.order,
            "{id}" if template.starts_with("/v1/evidence") => ids.evidence,
            "{id}" if template.starts_with("/v1/webhooks") => ids.webhook,
            "{id}" if template.starts_with("/v1/deliveries") => ids.delivery,
            "{id}" if template.starts_with("/v1/revisits") || template.starts_with("/v1/follow-ups") => ids.revisit,
            "{id}" if template.starts_with("/v1/regional-projects") => ids.project,
            "{id}" if template.starts_with("/v1/exports") => ids.export,
            other => panic!("{template}: which id is {other}?"),
        };
        id.to_string()
    };
    let parts = template.split('/').map(|part| if part.starts_with('{') { place(part) } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("/")
}

/// The appeal of the ids.
pub fn appeal(audit: Uuid) -> Value {
    json!({"audit_id": audit, "item": "greeting.uniform_compliant", "reason": "a reason"})
}

/// The body of a verb of an order.
fn of_order(operation: &str, ids: &Ids) -> Value {
    let evidence = json!([{"id": ids.evidence, "role": "after"}]);
    match operation.rsplit('/').next().unwrap_or_default() {
        "bulk" => json!({"verb": "issue", "items": [{"id": ids.order, "version": 1}]}),
        "calls" => json!({"callee": ids.person, "reached": false}),
        "contain" => json!({"note": "blocked"}),
        "plan" => json!({"plan": "a new sign"}),
        "submit" => json!({"note": "done", "root_cause": "no training", "evidence": evidence}),
        "reject" => json!({"reason": "not clean"}),
        // Never carried out: the reasons of an audit are not an office's.
        "cancel" => json!({"reason": "appeal", "note": "a mistake"}),
        "extensions" => json!({"to": "2026-06-20T10:00:00Z", "cause": "parts", "reason": "parts have to come"}),
        "decide" => json!({"grant": false, "reason": "no"}),
        _ => json!({}),
    }
}

/// The body of a verb of a project.
fn of_project(operation: &str) -> Value {
    match operation.rsplit('/').next().unwrap_or_default() {
        "plan" => {
            json!({"cause_kind": "five_why", "cause": "nobody compares", "measure": "compare at each change of prices",
            "owner": "Li", "target_bp": 9500, "due_on": "2026-07-31"})
        }
        "actions" => json!({"text": "told all shifts"}),
        _ => json!({"outcome": "reopen", "note": "once more"}),
    }
}

/// A body that is right in itself. A new operation needs one here.
fn body(operation: &str, ids: &Ids) -> Value {
    let fresh = format!("X{}", &Uuid::new_v4().simple().to_string()[..8]).to_uppercase();
    let reason = json!({"reason": "a reason"});
    let at_ms = 1_780_281_420_000_i64;
    let window = ("2026-06-20T02:00:00Z", "2026-06-20T06:00:00Z");
    match operation {
        "POST /v1/sessions" => json!({"username": "manager", "password": PASSWORD}),
        "PUT /v1/me/password" => json!({"old_password": "not the one", "new_password": "correct horse battery"}),
        "POST /v1/org-units" => {
            json!({"code": fresh, "level": 3, "parent_id": ids.unit, "name_zh": "区", "name_en": "District"})
        }
        "PATCH /v1/org-units/{id}" => json!({"name_en": "Another"}),
        "POST /v1/org-units/import" => json!(format!("code,level,name_zh,parent\n{fresh},3,区,HZ\n")),
        "POST /v1/stations" => json!({"code": fresh, "org_unit_id": ids.unit, "name_zh": "站", "name_en": "Station",
            "city_zh": "杭州", "city_en": "Hangzhou", "address": "1 Road", "lat_e7": 302_741_500, "lon_e7": 1_201_551_500}),
        "PATCH /v1/stations/{id}" => json!({"name_en": "Another"}),
        "PUT /v1/stations/{id}/profile" => json!({"flags": {"st.has_store": true}}),
        "POST /v1/stations/import" => json!(format!("code,org_unit,name_zh\n{fresh},HZ,站\n")),
        "POST /v1/people" => json!({"username": fresh.to_lowercase(), "display_name": "New",
            "roles": [{"role": "shopper", "org_unit_id": ids.unit}]}),
        "PATCH /v1/people/{id}" => json!({"display_name": "Another"}),
        "POST /v1/people/import" => {
            json!(format!("username,display_name,roles\n{},New,shopper\n", fresh.to_lowercase()))
        }
        "POST /v1/people/{id}/sign-in-code" => json!({}),
        "POST /v1/rounds" => json!({"code": fresh, "name_zh": "轮", "name_en": "Round", "org_unit_id": ids.unit,
            "checklist": {"id": "station-69", "version": 1}, "first_day": "2026-06-01", "last_day": "2026-06-30"}),
        "PATCH /v1/rounds/{id}" => json!({"name_en": "Another"}),
        "POST /v1/assignments/bulk" => json!({"items": [{"id": Uuid::new_v4(), "round_id": ids.round,
            "station_id": ids.station, "shopper_id": ids.shopper, "slot": "day", "window_start": window.0,
            "window_end": window.1}], "override_reason": "a reason"}),
        "POST /v1/assignments/{id}/reassign" => json!({"shopper_id": ids.shopper, "override_reason": "a reason"}),
        "POST /v1/assignments/{id}/issue-again" => json!({"id": Uuid::new_v4(), "shopper_id": ids.shopper,
            "window_start": window.0, "window_end": window.1, "override_reason": "a reason"}),
        "POST /v1/assignments/{id}/impossible" => json!({"reason": "closed", "at_ms": at_ms}),
        "POST /v1/assignments/{id}/recognised" => json!({"at_ms": at_ms}),
        "POST /v1/devices/{device_id}/holdings" => json!({"drafts": [], "queued": [], "incomplete": []}),
        "PUT /v1/me/drafts/{audit_id}" => json!({"assignment_id": ids.assignment, "device_id": Uuid::new_v4(),
            "saved_at": at_ms, "content": {}}),
        "PUT /v1/audits/{audit_id}" => json!({}),
        "PUT /v1/uploads/{photo_id}" => json!({}),
        "POST /v1/audits/{audit_id}/return" => json!({"remarks": [{"text": "why?"}]}),
        "POST /v1/audits/{audit_id}/correct" => {
            json!({"changes": [{"item": "greeting.badge_worn", "value": false, "reason": "a reason"}]})
        }
        "PUT /v1/appeals/{appeal_id}" => appeal(ids.audit),
        "POST /v1/appeals/{appeal_id}/decide" => json!({"outcome": "rejected", "reason": "a reason"}),
        "POST /v1/appeals/{appeal_id}/ask-footage" => reason,
        "POST /v1/publications" => json!({"reason": "a reason", "scope": ids.unit}),
        "POST /v1/periods/{period}/close" => json!({"force": true, "reason": "a reason"}),
        "PUT /v1/org-units/{id}/contacts" => json!({"head": []}),
        "PUT /v1/evidence/{id}" => json!({"sha256": "00".repeat(32), "bytes": 1000, "content_type": "image/jpeg"}),
        "PUT /v1/retention" => json!({"days": {}, "reason": "a reason"}),
        "POST /v1/exports" => {
            json!({"kind": "audits", "format": "csv", "filter": {"period": "2026-06", "org_unit": ids.unit}})
        }
        "POST /v1/inbox/read" => json!({"ids": []}),
        "POST /v1/webhooks" => {
            json!({"kind": "webhook", "name": "Hook", "address": "https://hooks.example.cn/forecourt",
            "org_unit_id": ids.unit, "kinds": ["bulletin.published"]})
        }
        "PATCH /v1/webhooks/{id}" => json!({"name": "Another"}),
        "PUT /v1/me/notifications" => json!({"choices": {"order.closed": "digest"}}),
        "POST /v1/appeals/{appeal_id}/footage" => json!({"reason": "the pumps", "evidence": [ids.evidence]}),
        other if other.contains("/webhooks/") || other.contains("/deliveries/") => json!({}),
        other if other.contains("/rectifications/") => of_order(other, ids),
        other if other.contains("/regional-projects/") => of_project(other),
        "POST /v1/revisits/{id}/end" => reason,
        "POST /v1/follow-ups/{id}/done" => json!({"day": "2026-06-01", "note": "a note"}),
        other if other.contains("/red-lines/") || other.contains("/proposals/") => reason,
        other if other.ends_with("/second-level") => reason,
        other if other.ends_with("/lost") || other.ends_with("/decline") || other.ends_with("/clear") => reason,
        other if other.ends_with("/void") || other.ends_with("/reopen") || other.ends_with("/close-upload") => reason,
        other if other.ends_with("/release") => json!({}),
        other if other.ends_with("/claim") || other.ends_with("/accept") || other.ends_with("/retry") => json!({}),
        other if other.ends_with("/judge") || other.ends_with("/open") || other.ends_with("/close") => json!({}),
        other if other.ends_with("/withdraw") => json!({}),
        other => panic!("{other}: which body?"),
    }
}
