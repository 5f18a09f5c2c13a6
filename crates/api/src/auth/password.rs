//! Passwords: argon2id, hashed off the async threads, a bounded number at a time.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString},
};
use rand::{TryRngCore, rngs::OsRng};
use tokio::sync::Semaphore;

use crate::problem::{Kind, Problem, Result};

/// Shortest password that is accepted.
pub const MIN_CHARS: usize = 8;

/// Hashes and verifies passwords; 19 MiB and two passes each (OWASP), so only a few run at once.
#[derive(Clone, Debug)]
pub struct Passwords {
    places: Arc<Semaphore>,
    /// Verified against when there is no such person, so that the answer takes as long.
    dummy: Arc<str>,
}

impl Passwords {
    /// At most `at_once` hashes are computed at the same time.
    pub fn new(at_once: usize) -> Result<Self> {
        Ok(Self { places: Arc::new(Semaphore::new(at_once)), dummy: hash_now("nobody's password")?.into() })
    }

    /// The PHC string of a password.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.run(move || hash_now(&password)).await?
    }

    /// Whether it is the password of that hash; without a hash it takes as long and is not.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.dummy.to_string());
        let right = self.run(move || verify_now(&password, &stored)).await?;
        Ok(right && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _place = self.places.acquire().await.map_err(Problem::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(Problem::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_now(password: &str) -> Result<String> {
    let mut salt = [0u8; 16];
    OsRng.try_fill_bytes(&mut salt).map_err(Problem::internal)?;
    let salt = SaltString::encode_b64(&salt).map_err(Problem::internal)?;
    Ok(hasher()?.hash_password(password.as_bytes(), &salt).map_err(Problem::internal)?.to_string())
}

fn verify_now(password: &str, stored: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(stored) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
}

/// Refuses a password that is too short or too long.
pub fn check(password: &str, pointer: &str) -> Result<()> {
    use forecourt_core::violation::{Code, Violation};
    let chars = password.chars().count();
    let code = match chars {
        _ if chars < MIN_CHARS => Code::OutOfRange,
        _ if chars > 200 => Code::TooLong,
        _ => return Ok(()),
    };
    Err(Problem::invalid(vec![Violation::new(pointer, code)])
        .detail(format!("密码至少 {MIN_CHARS} 个字符"), format!("A password has at least {MIN_CHARS} characters")))
}

/// The answer to every failed sign-in, whatever was wrong.
pub fn refused() -> Problem {
    Problem::new(Kind::WrongCredentials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_only_its_own_hash() {
        let passwords = Passwords::new(2).unwrap();
        let hash = passwords.hash("forecourt".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("forecourt".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("Forecourt".into(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("nobody's password".into(), None).await.unwrap());
    }
}
