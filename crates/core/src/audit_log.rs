//! The audit log as a chain that can be proven offline (decision 31): its canonical form, its hashes, and the check that
//! names the first break.
//!
//! A row names ids and salted digests only, so that what it says of people can be erased beside it and the chain holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::canonical;

/// The hash before the first row.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One row of the chain, as it is exported: one JSON object a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Place in the chain, from 1.
    pub seq: i64,
    /// Hash of the row before, 64 hexadecimal digits; of the first row [`GENESIS`].
    pub prev_hash: String,
    /// Id of the row.
    pub id: Uuid,
    /// When the request came, epoch ms.
    pub at_ms: i64,
    /// Who asked; null when nobody was signed in.
    pub person_id: Option<Uuid>,
    /// Method and path template, for example `POST /v1/audits/{audit_id}/accept`.
    pub operation: String,
    /// The path as it was asked for.
    pub path: String,
    /// Kind of what was written to: the word of its collection.
    pub subject_kind: String,
    /// Its id.
    pub subject_id: Option<String>,
    /// The request.
    pub request_id: Uuid,
    /// Name of the transaction that wrote.
    pub transaction: String,
    /// SHA-256 over salt and content of the request, 64 hexadecimal digits; null when it had none, or only secrets.
    pub values_sha256: Option<String>,
    /// SHA-256 over the RFC 8785 form of all other members, 64 hexadecimal digits.
    pub hash: String,
}

impl Entry {
    /// The hash that the row must have by its other members; none of a row that no hash could hold, since a number in it
    /// lies beyond 2^53.
    pub fn computed_hash(&self) -> Option<String> {
        let mut value = serde_json::to_value(self).unwrap_or(Value::Null);
        if let Some(map) = value.as_object_mut() {
            map.remove("hash");
        }
        canonical::to_canonical(&value).ok().map(|text| hex::encode(Sha256::digest(text)))
    }

    /// The row with its place in the chain; none when no hash could hold it.
    pub fn linked(self, seq: i64, prev_hash: &str) -> Option<Self> {
        let linked = Self { seq, prev_hash: prev_hash.to_owned(), ..self };
        let hash = linked.computed_hash()?;
        Some(Self { hash, ..linked })
    }
}

/// The end of the chain at an instant, as it is sealed and kept outside of the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The day in Shanghai that it closes, `YYYY-MM-DD`.
    pub day: String,
    /// The last row.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
    /// When it was sealed, epoch ms.
    pub sealed_at_ms: i64,
    /// Which key sealed it: the first 16 hexadecimal digits of the SHA-256 of the key's SHA-256.
    pub key_id: String,
    /// HMAC-SHA-256 over the RFC 8785 form of all other members.
    pub seal: String,
}

impl Head {
    /// What the seal is taken over.
    pub fn sealed_text(&self) -> Vec<u8> {
        let mut value = serde_json::to_value(self).unwrap_or(Value::Null);
        if let Some(map) = value.as_object_mut() {
            map.remove("seal");
        }
        canonical::to_canonical(&value).unwrap_or_default()
    }
}

/// What is wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The line is no row.
    #[error("the line is no row of an audit log")]
    Unreadable,
    /// A row is missing, stands twice or in another place.
    #[error("row {expected} is missing here: rows were removed, added or put in another order")]
    Order {
        /// The row that should stand here.
        expected: i64,
    },
    /// The row names another row before it than the one that is there.
    #[error("the row does not follow the one before it")]
    Link,
    /// The row was changed after it was written.
    #[error("the row was changed: its content does not fit its hash")]
    Content,
    /// A kept head has another hash for this row: the chain was written anew.
    #[error("the chain was written anew: the kept head of {day} has another hash for this row")]
    Rewritten {
        /// Day of the head.
        day: String,
    },
    /// A kept head names a row behind the end.
    #[error("the chain ends too early: the kept head of {day} names row {seq}")]
    Truncated {
        /// Day of the head.
        day: String,
        /// Its row.
        seq: i64,
    },
}

/// The first break of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// Line of the export, from 1; the one behind the last for what is missing there.
    pub line: u64,
    /// The row that the line names, if it can be read.
    pub seq: Option<i64>,
    /// What is wrong.
    pub fault: Fault,
}

/// A chain that was found whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Rows.
    pub rows: i64,
    /// Hash of the last one.
    pub hash: String,
    /// Kept heads that were found again.
    pub heads: usize,
}

/// Proves a chain line by line, in constant memory.
#[derive(Debug)]
pub struct Checker {
    seq: i64,
    hash: String,
    line: u64,
    heads: BTreeMap<i64, Vec<Head>>,
    found: usize,
}

impl Checker {
    /// A checker that also looks for these kept heads.
    pub fn new(kept: impl IntoIterator<Item = Head>) -> Self {
        let mut heads: BTreeMap<i64, Vec<Head>> = BTreeMap::new();
        for head in kept {
            heads.entry(head.seq).or_default().push(head);
        }
        Self { seq: 0, hash: GENESIS.to_owned(), line: 0, heads, found: 0 }
    }

    /// Takes the next line of the export.
    ///
    /// # Errors
    /// The break, when this line is it.
    pub fn take(&mut self, line: &[u8]) -> Result<(), Break> {
        self.line += 1;
        let Ok(entry) = serde_json::from_slice::<Entry>(line) else {
            return Err(Break { line: self.line, seq: None, fault: Fault::Unreadable });
        };
        let broken = |fault| Err(Break { line: self.line, seq: Some(entry.seq), fault });
        let expected = self.seq + 1;
        if entry.seq != expected {
            return broken(Fault::Order { expected });
        }
        if entry.prev_hash != self.hash {
            return broken(Fault::Link);
        }
        if entry.computed_hash().as_ref() != Some(&entry.hash) {
            return broken(Fault::Content);
        }
        for head in self.heads.remove(&entry.seq).unwrap_or_default() {
            if head.hash != entry.hash {
                return broken(Fault::Rewritten { day: head.day });
            }
            self.found += 1;
        }
        self.seq = entry.seq;
        self.hash = entry.hash;
        Ok(())
    }

    /// Ends the chain.
    ///
    /// # Errors
    /// A kept head that names a row which did not come.
    pub fn end(mut self) -> Result<Whole, Break> {
        // A head below 1 is none of ours; it would be missing in any chain.
        if let Some(head) = self.heads.pop_last().and_then(|(_, mut heads)| heads.pop()) {
            let fault = Fault::Truncated { day: head.day, seq: head.seq };
            return Err(Break { line: self.line + 1, seq: None, fault });
        }
        Ok(Whole { rows: self.seq, hash: self.hash, heads: self.found })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(n: u128) -> Vec<Entry> {
        let mut chain: Vec<Entry> = Vec::new();
        for id in 1..=n {
            let entry = Entry {
                seq: 0,
                prev_hash: String::new(),
                id: Uuid::from_u128(id),
                at_ms: 1_780_279_200_000 - i64::try_from(id).unwrap(),
                person_id: (id % 2 == 0).then(|| Uuid::from_u128(7)),
                operation: "POST /v1/audits/{audit_id}/accept".into(),
                path: format!("/v1/audits/{}/accept", Uuid::from_u128(id)),
                subject_kind: "audits".into(),
                subject_id: Some(Uuid::from_u128(id).to_string()),
                request_id: Uuid::from_u128(100 + id),
                transaction: "audit_accept".into(),
                values_sha256: Some(GENESIS.into()),
                hash: String::new(),
            };
            let prev = chain.last().map_or(GENESIS.to_owned(), |last| last.hash.clone());
            chain.push(entry.linked(i64::try_from(id).unwrap(), &prev).unwrap());
        }
        chain
    }

    fn head(entry: &Entry) -> Head {
        Head {
            day: "2026-06-01".into(),
            seq: entry.seq,
            hash: entry.hash.clone(),
            sealed_at_ms: 0,
            key_id: String::new(),
            seal: String::new(),
        }
    }

    fn check(chain: &[Entry], heads: &[Head]) -> Result<Whole, Break> {
        let mut checker = Checker::new(heads.iter().cloned());
        for entry in chain {
            checker.take(serde_json::to_string(entry).unwrap().as_bytes())?;
        }
        checker.end()
    }

    fn fault(chain: &[Entry], heads: &[Head]) -> (u64, Fault) {
        let found = check(chain, heads).unwrap_err();
        (found.line, found.fault)
    }

    #[test]
    fn a_whole_chain_is_proven_with_every_head() {
        let chain = chain(5);
        let whole = check(&chain, &[head(&chain[1]), head(&chain[4]), head(&chain[4])]).unwrap();
        assert_eq!((whole.rows, whole.heads, whole.hash), (5, 3, chain[4].hash.clone()));
        assert_eq!(check(&[], &[]).unwrap().rows, 0);
    }

    #[test]
    fn every_member_of_a_row_is_held_by_its_hash() {
        let chain = chain(3);
        let members = serde_json::to_value(&chain[1]).unwrap();
        for name in members.as_object().unwrap().keys() {
            let mut edited = members.clone();
            edited[name] = match &members[name] {
                Value::Number(number) => Value::from(number.as_i64().unwrap() + 1),
                Value::String(text) => {
                    Value::from(format!("{}{}", if text.starts_with('0') { '1' } else { '0' }, &text[1..]))
                }
                _ => Value::from("00000000-0000-0000-0000-000000000009"),
            };
            let mut checker = Checker::new([]);
            checker.take(serde_json::to_string(&chain[0]).unwrap().as_bytes()).unwrap();
            assert!(checker.take(edited.to_string().as_bytes()).is_err(), "{name} can be changed");
        }
    }

    #[test]
    fn a_row_that_no_hash_can_hold_has_no_place_and_breaks_the_chain() {
        let mut chain = chain(3);
        let beyond = Entry { at_ms: 1 << 60, ..chain[1].clone() };
        assert_eq!(beyond.clone().linked(2, &chain[0].hash), None);
        // Written into the chain all the same, with rows behind it that follow it.
        chain[1] = Entry { hash: String::new(), ..beyond };
        chain[2] = chain[2].clone().linked(3, "").unwrap();
        assert_eq!(fault(&chain, &[]), (2, Fault::Content));
    }

    #[test]
    fn tampering_is_found_where_it_begins() {
        let chain = chain(6);
        let mut edited = chain.clone();
        edited[2].person_id = Some(Uuid::from_u128(8));
        assert_eq!(fault(&edited, &[]), (3, Fault::Content));
        // With a hash of its own the row fits, and the next one no longer does.
        edited[2].hash = edited[2].computed_hash().unwrap();
        assert_eq!(fault(&edited, &[]), (4, Fault::Link));
        let mut deleted = chain.clone();
        deleted.remove(3);
        assert_eq!(fault(&deleted, &[]), (4, Fault::Order { expected: 4 }));
        let mut reordered = chain.clone();
        reordered.swap(1, 2);
        assert_eq!(fault(&reordered, &[]), (2, Fault::Order { expected: 2 }));
        let mut doubled = chain.clone();
        doubled.insert(2, chain[1].clone());
        assert_eq!(fault(&doubled, &[]), (3, Fault::Order { expected: 3 }));
        let mut headless = Checker::new([]);
        assert_eq!(headless.take(b"{\"seq\":1}").unwrap_err().fault, Fault::Unreadable);
    }

    #[test]
    fn truncation_and_a_chain_written_anew_are_found_with_a_kept_head() {
        let chain = chain(6);
        let kept = [head(&chain[1]), head(&chain[4])];
        assert!(check(&chain[..4], &[]).is_ok(), "by itself a shorter chain is whole");
        assert_eq!(fault(&chain[..4], &kept), (5, Fault::Truncated { day: "2026-06-01".into(), seq: 5 }));
        let mut anew: Vec<Entry> = Vec::new();
        for (entry, seq) in chain.iter().filter(|entry| entry.seq != 4).zip(1..) {
            let prev = anew.last().map_or(GENESIS.to_owned(), |last| last.hash.clone());
            anew.push(entry.clone().linked(seq, &prev).unwrap());
        }
        assert!(check(&anew, &[]).is_ok(), "by itself a chain written anew is whole");
        assert_eq!(fault(&anew, &kept), (5, Fault::Rewritten { day: "2026-06-01".into() }));
    }
}
