//! Which objects there are. Pages come in the order of the files, not of the keys: nobody here needs sorted keys, and
//! sorting ten million of them would need all in memory. The continuation token is the last file name.

use super::disk::{Disk, DiskError, anchor_of, open};
use super::format::Header;
use std::fs;
use std::io;
use std::path::Path;

/// One page of objects.
pub struct Page {
    pub headers: Vec<Header>,
    /// Where the next page starts; `None` at the end.
    pub next: Option<String>,
}

/// Up to `max` objects whose key starts with `prefix`, after the file named `after`. Reads one shard if the prefix holds
/// a whole UUID segment, else all of them. A file that cannot be read is reported in the log and passed over.
pub fn list(disk: &Disk, prefix: &str, after: Option<&str>, max: usize) -> Result<Page, DiskError> {
    let anchor = anchor_of(prefix);
    let mut headers = Vec::new();
    let mut last = None;
    for shard in shards(anchor.as_deref(), after) {
        for name in names(&disk.shard(shard), anchor.as_deref(), after)? {
            if headers.len() == max {
                return Ok(Page { headers, next: last });
            }
            match open(&disk.shard(shard).join(&name)) {
                Ok(found) if found.header.key.starts_with(prefix) => {
                    headers.push(found.header);
                    last = Some(name);
                }
                Ok(_) | Err(DiskError::NotFound) => {}
                Err(error) => tracing::error!(shard, name, %error, "a stored object cannot be read"),
            }
        }
    }
    Ok(Page { headers, next: None })
}

/// The shards that can hold what comes after that file.
fn shards(anchor: Option<&str>, after: Option<&str>) -> impl Iterator<Item = u8> + use<> {
    let number = |text: &str| text.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    let only = anchor.and_then(number);
    let first = only.or_else(|| after.and_then(number)).unwrap_or(0);
    first..=only.unwrap_or(u8::MAX)
}

/// Names in one shard, sorted, that belong to the anchor and come after that file.
fn names(shard: &Path, anchor: Option<&str>, after: Option<&str>) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(shard)? {
        let Ok(name) = entry?.file_name().into_string() else { continue };
        if anchor.is_none_or(|anchor| name.starts_with(anchor)) && after.is_none_or(|after| name.as_str() > after) {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}
