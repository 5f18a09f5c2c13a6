//! Every answer held against the OpenAPI document: status, content type, headers, body.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use reqwest::Method;
use serde_json::{Value, json};

use crate::answer::Answer;

/// The document as the server serves it.
pub static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(forecourt_api::router::document()).expect("the document is JSON"));

/// The schemas, strict: a member that no schema names is a fault.
static COMPONENTS: LazyLock<Value> = LazyLock::new(|| {
    let mut components = DOCUMENT["components"].clone();
    let mut open = vec!["ProblemDocument".to_owned()];
    parts(&components, &mut open);
    for (name, schema) in components["schemas"].as_object_mut().expect("schemas") {
        // A problem has further members by its type (RFC 9457); a part of a larger object stands beside others.
        let named = schema["properties"].is_object() && schema.get("additionalProperties").is_none();
        if named && !open.contains(name) {
            schema["additionalProperties"] = Value::Bool(false);
        }
    }
    components
});

/// Names of schemas that are put together with others into one object.
fn parts(value: &Value, found: &mut Vec<String>) {
    for one in value["allOf"].as_array().into_iter().flatten() {
        found.extend(one["$ref"].as_str().and_then(|name| name.rsplit('/').next()).map(str::to_owned));
    }
    match value {
        Value::Array(list) => list.iter().for_each(|inner| parts(inner, found)),
        Value::Object(map) => map.values().for_each(|inner| parts(inner, found)),
        _ => {}
    }
}

type Compiled = Mutex<HashMap<String, Arc<Validator>>>;
static COMPILED: LazyLock<Compiled> = LazyLock::new(Compiled::default);

/// Panics when the document does not promise this answer.
#[track_caller]
pub fn check(method: &Method, path: &str, answer: &Answer) {
    let name = format!("{method} {path}");
    let Some((template, operation)) = operation(method, path) else {
        let known = DOCUMENT["paths"].as_object().expect("paths").keys().any(|template| fits(template, path));
        let expected = if known { 405 } else { 404 };
        let page = !path.starts_with("/v1");
        assert!(page || answer.status.as_u16() == expected, "{name}: not in the document, answered {}", answer.status);
        return;
    };
    let status = answer.status.as_u16().to_string();
    let response = &operation["responses"][&status];
    assert!(response.is_object(), "{name}: status {status} is not documented: {}", answer.text());
    check_headers(&name, response, answer);
    let Some(content) = response["content"].as_object() else {
        assert!(answer.bytes.is_empty(), "{name} {status}: a body that is not documented: {}", answer.text());
        return;
    };
    let media = answer.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default();
    let described = content.get(media);
    let described = described.unwrap_or_else(|| panic!("{name} {status}: content type {media:?} is not documented"));
    if media.ends_with("json") && described["schema"].is_object() {
        check_body(&format!("{method} {template} {status} {media}"), &described["schema"], answer);
    }
}

fn check_headers(name: &str, response: &Value, answer: &Answer) {
    for (header, described) in response["headers"].as_object().into_iter().flatten() {
        let optional = described["required"] == json!(false);
        assert!(optional || answer.headers.contains_key(header), "{name}: header {header} is missing");
    }
    let needed = match answer.status.as_u16() {
        401 => "www-authenticate",
        405 => "allow",
        429 | 503 => "retry-after",
        _ => return,
    };
    assert!(answer.headers.contains_key(needed), "{name} {}: header {needed} is missing", answer.status);
}

fn check_body(key: &str, schema: &Value, answer: &Answer) {
    let validator = {
        let mut compiled = COMPILED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        compiled.entry(key.to_owned()).or_insert_with(|| Arc::new(compile(key, schema))).clone()
    };
    let body = answer.json();
    let faults: Vec<String> = validator.iter_errors(&body).map(|fault| told(&fault)).collect();
    assert!(faults.is_empty(), "{key}: {}\n{:.2000}", faults.join("\n"), answer.text());
}

/// A fault in a line; for alternatives, what speaks against each.
fn told(fault: &ValidationError<'_>) -> String {
    let alternatives = match fault.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => context,
        _ => return format!("{}: {:.300}", fault.instance_path(), fault.to_string()),
    };
    let each = alternatives.iter().map(|faults| faults.iter().map(told).collect::<Vec<_>>().join("; "));
    format!("{}: none of\n  {}", fault.instance_path(), each.collect::<Vec<_>>().join("\n  "))
}

fn compile(key: &str, schema: &Value) -> Validator {
    let mut root = schema.clone();
    root["components"] = COMPONENTS.clone();
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).should_validate_formats(true);
    options.build(&root).unwrap_or_else(|error| panic!("{key}: the schema does not compile: {error}"))
}

/// The operation of a request, and its path as the document writes it.
pub fn operation(method: &Method, path: &str) -> Option<(&'static str, &'static Value)> {
    let paths = DOCUMENT["paths"].as_object()?;
    let verb = method.as_str().to_ascii_lowercase();
    let fitting = paths.iter().filter(|(template, item)| fits(template, path) && item[&verb].is_object());
    // A path without placeholders goes before one with.
    fitting
        .min_by_key(|(template, _)| template.matches('{').count())
        .map(|(template, item)| (template.as_str(), &item[&verb]))
}

fn fits(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(named), Some(given)) if named == given || (named.starts_with('{') && !given.is_empty()) => {}
            _ => return false,
        }
    }
}
