//! Passwords: argon2id, hashed off the async threads, a bounded number at a time.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{Output, PasswordHash, Salt, SaltString},
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
    /// Memory of hashes that are done: as many as run at once, instead of one left behind by each thread.
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
    /// Verified against when there is no such person, so that the answer takes as long.
    dummy: Arc<str>,
}

impl Passwords {
    /// At most `at_once` hashes are computed at the same time.
    pub fn new(at_once: usize) -> Result<Self> {
        let mut memory = Vec::new();
        let dummy = hash_now("nobody's password", &mut memory)?.into();
        Ok(Self { places: Arc::new(Semaphore::new(at_once)), memory: Arc::new(Mutex::new(vec![memory])), dummy })
    }

    /// The PHC string of a password.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.run(move |memory| hash_now(&password, memory)).await?
    }

    /// Whether it is the password of that hash; without a hash it takes as long and is not.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.dummy.to_string());
        let right = self.run(move |memory| verify_now(&password, &stored, memory)).await?;
        Ok(right && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static) -> Result<T> {
        let place = self.places.clone().acquire_owned().await.map_err(Problem::internal)?;
        let shared = self.memory.clone();
        let hashing = move || {
            // Held until the work is done: it goes on when whoever asked for it has hung up.
            let _place = place;
            let mut memory = shared.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
            let done = work(&mut memory);
            shared.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
            done
        };
        tokio::task::spawn_blocking(hashing).await.map_err(Problem::internal)
    }
}

/// No stored hash asks for more memory, KiB.
const MOST_KIB: u32 = 65_536;
/// Bytes of a hash.
const HASH_BYTES: usize = 32;

fn params() -> argon2::Result<Params> {
    Params::new(19_456, 2, 1, Some(HASH_BYTES))
}

/// The hash in memory that is used again and again.
fn compute(password: &str, salt: &[u8], params: Params, memory: &mut Vec<Block>) -> argon2::Result<[u8; HASH_BYTES]> {
    memory.resize(params.block_count().max(memory.len()), Block::new());
    let mut out = [0u8; HASH_BYTES];
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    hasher.hash_password_into_with_memory(password.as_bytes(), salt, &mut out, memory.as_mut_slice())?;
    Ok(out)
}

fn hash_now(password: &str, memory: &mut Vec<Block>) -> Result<String> {
    let mut bytes = [0u8; 16];
    OsRng.try_fill_bytes(&mut bytes).map_err(Problem::internal)?;
    let salt = SaltString::encode_b64(&bytes).map_err(Problem::internal)?;
    let params = params().map_err(Problem::internal)?;
    let out = compute(password, &bytes, params.clone(), memory).map_err(Problem::internal)?;
    let text = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: params.try_into().map_err(Problem::internal)?,
        salt: Some(salt.as_salt()),
        hash: Some(Output::new(&out).map_err(Problem::internal)?),
    };
    Ok(text.to_string())
}

fn verify_now(password: &str, stored: &str, memory: &mut Vec<Block>) -> bool {
    let Ok(parsed) = PasswordHash::new(stored) else { return false };
    let (Some(salt), Some(expected)) = (parsed.salt, parsed.hash) else { return false };
    let mut buffer = [0u8; Salt::MAX_LENGTH];
    let (Ok(salt), Ok(params)) = (salt.decode_b64(&mut buffer), Params::try_from(&parsed)) else { return false };
    let ours = parsed.algorithm == Algorithm::Argon2id.ident() && params.m_cost() <= MOST_KIB;
    // Outputs compare in constant time.
    ours && compute(password, salt, params, memory).is_ok_and(|out| Output::new(&out).is_ok_and(|out| out == expected))
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
