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

#[test]
fn the_table_of_transitions_is_committed() {
    committed("TRANSITIONS.md", &forecourt_core::review::render_table());
}
