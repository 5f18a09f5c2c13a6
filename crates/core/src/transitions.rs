//! `docs/TRANSITIONS.md`: every verb of audits, appeals and projects in every state; orders have a document of their own.

use crate::{appeal, order, review};

/// The document as the code renders it.
pub fn render_document() -> String {
    [review::render_table(), appeal::render_table(), order::render_projects()].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_is_the_table() {
        let written = include_str!("../../../docs/TRANSITIONS.md");
        let rendered = render_document();
        assert!(written == rendered, "docs/TRANSITIONS.md is not what the code renders; write:\n{rendered}");
    }
}
