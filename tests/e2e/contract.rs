//! Documents that are rendered from the code. `FORECOURT_UPDATE=1 cargo test -p forecourt-tests contract` writes them.

use std::path::Path;

/// Compares a committed file with what the code renders, or writes it.
fn committed(name: &str, rendered: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    if std::env::var_os("FORECOURT_UPDATE").is_some() {
        std::fs::write(&path, rendered).expect("docs can be written");
        return;
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    if written == rendered {
        return;
    }
    let differs = written.lines().zip(rendered.lines()).position(|(old, new)| old != new);
    let line = differs.unwrap_or_else(|| written.lines().count().min(rendered.lines().count()));
    panic!(
        "docs/{name} is stale from line {}:\n- {}\n+ {}\nwrite it with: FORECOURT_UPDATE=1 cargo test -p forecourt-tests contract",
        line + 1,
        written.lines().nth(line).unwrap_or_default(),
        rendered.lines().nth(line).unwrap_or_default(),
    );
}

#[test]
fn the_openapi_document_is_committed() {
    let document = serde_json::to_string_pretty(&*forecourt_tests::contract::DOCUMENT).expect("JSON");
    committed("openapi.json", &(document + "\n"));
}

/// The places of references that lead nowhere.
fn dangling(value: &serde_json::Value, whole: &serde_json::Value) -> Vec<String> {
    let inner: Vec<&serde_json::Value> = match value {
        serde_json::Value::Object(fields) => fields.values().collect(),
        serde_json::Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    let own = value.get("$ref").and_then(serde_json::Value::as_str).and_then(|to| to.strip_prefix('#'));
    let own = own.filter(|to| whole.pointer(to).is_none()).map(str::to_owned);
    own.into_iter().chain(inner.into_iter().flat_map(|value| dangling(value, whole))).collect()
}

#[test]
fn every_reference_in_the_openapi_document_leads_somewhere() {
    let document = serde_json::to_value(&*forecourt_tests::contract::DOCUMENT).expect("JSON");
    assert_eq!(dangling(&document, &document), Vec::<String>::new());
}

#[test]
fn the_table_of_transitions_is_committed() {
    committed("TRANSITIONS.md", &forecourt_core::transitions::render_document());
}
