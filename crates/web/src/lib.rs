//! The web app as it lies in the binary: files of one build of `web/`, compressed at build time.
//!
//! The build needs Node. Without it the list is empty and [`why_empty`] tells why.

#![forbid(unsafe_code)]

/// A file of the web app.
#[derive(Debug)]
pub struct File {
    /// Path from the root, `/assets/index-….js`.
    pub path: &'static str,
    /// Content type.
    pub content_type: &'static str,
    /// Hash of the bytes in hex, for an ETag.
    pub hash: &'static str,
    /// The name holds a hash of the content: it never changes under this name.
    pub immutable: bool,
    /// The bytes.
    pub raw: &'static [u8],
    /// The same in Brotli, when that is shorter.
    pub br: Option<&'static [u8]>,
    /// The same in gzip, when that is shorter.
    pub gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Every file, by path.
pub fn files() -> &'static [File] {
    FILES
}

/// The file under a path.
pub fn file(path: &str) -> Option<&'static File> {
    FILES.binary_search_by(|file| file.path.cmp(path)).ok().map(|place| &FILES[place])
}

/// Why there is no web app in this binary; `None` when there is one.
pub fn why_empty() -> Option<&'static str> {
    WHY_EMPTY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_path() {
        for known in files() {
            assert_eq!(file(known.path).map(|found| found.hash), Some(known.hash));
        }
        assert!(file("/nowhere").is_none());
    }

    #[test]
    fn there_is_an_app_or_a_reason() {
        assert_eq!(file("/index.html").is_some(), why_empty().is_none());
        if std::env::var_os("FORECOURT_REQUIRE_WEB").is_some() {
            assert_eq!(why_empty(), None);
        }
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        let html = files().iter().filter(|file| file.content_type.starts_with("text/html"));
        assert!(html.into_iter().all(|file| !file.immutable));
        assert!(file("/sw.js").is_none_or(|worker| !worker.immutable));
    }
}
