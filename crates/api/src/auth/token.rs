//! Opaque tokens: 32 random bytes; the server keeps only their SHA-256.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};

use crate::problem::{Problem, Result};

/// A fresh token in text.
pub fn fresh() -> Result<String> {
    let mut bytes = [0u8; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(Problem::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Letters and digits of a sign-in code: none that look alike on paper.
const CODE_LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A fresh one-time sign-in code, for example `7KQF-M2XA-99TD` (60 bits).
pub fn fresh_code() -> Result<String> {
    let mut bytes = [0u8; 12];
    OsRng.try_fill_bytes(&mut bytes).map_err(Problem::internal)?;
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(CODE_LETTERS[usize::from(byte & 31)])).collect();
    Ok(letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

/// What the server stores of a token or code. Codes may be typed in lower case and without dashes.
pub fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// A code as it was meant, however it was typed.
pub fn normal_code(typed: &str) -> String {
    let letters: Vec<char> =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// The CSRF token that belongs to a web session; it needs no storage.
pub fn csrf_of(token: &str) -> String {
    hex::encode(hash(&format!("csrf:{token}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_codes_survive_typing() {
        assert_ne!(fresh().unwrap(), fresh().unwrap());
        let code = fresh_code().unwrap();
        assert_eq!(code.len(), 14);
        assert_eq!(normal_code(&code.to_lowercase().replace('-', " ")), code);
        assert_ne!(csrf_of("a"), csrf_of("b"));
    }
}
