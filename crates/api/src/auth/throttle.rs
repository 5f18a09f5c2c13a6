//! Slows down guessing per name and per address; never locks anyone out (decision 33).
//!
//! An attempt is counted before it is made: many at once are made one after the other like few. One whose turn is soon
//! waits for it, any other is told to come back. A name that has signed in from an address before has a turn of its own
//! there, so that strangers who guess at it elsewhere do not keep its owner out.

use std::{
    collections::{HashMap, HashSet},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Failures are forgotten after this long without another, ms.
const FORGET_MS: i64 = 15 * 60_000;
/// Failures of a name that cost nothing: people mistype.
const FREE_BY_NAME: u32 = 3;
/// Failures of an address that cost nothing: a whole office may share one.
const FREE_BY_ADDRESS: u32 = 50;
/// The longest delay between two attempts, ms.
const MAX_DELAY_MS: i64 = 8_000;
/// An attempt waits at most this long for its turn, ms.
const MAX_WAIT_MS: i64 = 3_000;
/// More names and addresses than this are not remembered (a flood of names must not fill the memory).
const MAX_ENTRIES: usize = 50_000;

/// Recent attempts by name and by address, of this process.
#[derive(Clone, Debug, Default)]
pub struct Throttle {
    known: Arc<Mutex<Known>>,
}

#[derive(Debug, Default)]
struct Known {
    counts: HashMap<String, Count>,
    /// Names with the addresses that they have signed in from.
    at_home: HashSet<String>,
}

/// What is known of one name or address.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    failed: u32,
    pending: u32,
    last_ms: i64,
    /// When the next attempt may be made, ms.
    free_at: i64,
}

impl Count {
    fn is_old(&self, now_ms: i64) -> bool {
        self.pending == 0 && now_ms - self.last_ms >= FORGET_MS
    }

    /// How long the attempt behind this one must wait for it, ms.
    fn delay_ms(&self, free: u32) -> i64 {
        match (self.failed + self.pending).saturating_sub(free) {
            0 => 0,
            over => (250_i64 << over.min(6)).min(MAX_DELAY_MS),
        }
    }
}

impl Throttle {
    /// Takes a turn for an attempt of this name from this address.
    ///
    /// # Errors
    /// The seconds after which to come back, when the turn is too far away.
    pub fn turn(&self, name: &str, address: IpAddr, now_ms: i64) -> Result<Turn, u32> {
        let mut known = self.lock();
        known.make_room(now_ms);
        let address = network(address);
        let home = format!("home:{address} {name}");
        let own = if known.at_home.contains(&home) { home.clone() } else { format!("name:{name}") };
        let keys = [(own, FREE_BY_NAME), (format!("address:{address}"), FREE_BY_ADDRESS)];
        let free_at = keys.iter().filter_map(|(key, _)| known.counts.get(key)).map(|count| count.free_at).max();
        let begin = free_at.unwrap_or(now_ms).max(now_ms);
        let wait_ms = begin - now_ms;
        if wait_ms > MAX_WAIT_MS {
            return Err(u32::try_from((wait_ms - MAX_WAIT_MS + 999) / 1000).unwrap_or(u32::MAX));
        }
        for (key, free) in &keys {
            let count = known.counts.entry(key.clone()).or_default();
            if count.is_old(now_ms) {
                *count = Count::default();
            }
            count.pending += 1;
            count.last_ms = now_ms;
            count.free_at = begin + count.delay_ms(*free);
        }
        let wait = Duration::from_millis(wait_ms.unsigned_abs());
        Ok(Turn { throttle: self.clone(), keys: keys.map(|(key, _)| key), home, wait, open: true })
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Makes room when there is none: what is old goes first, then what never failed often.
    fn make_room(&mut self, now_ms: i64) {
        if self.counts.len() >= MAX_ENTRIES {
            self.counts.retain(|_, count| !count.is_old(now_ms));
        }
        if self.counts.len() >= MAX_ENTRIES {
            self.counts.retain(|_, count| count.pending > 0 || count.failed > FREE_BY_NAME);
        }
        if self.counts.len() >= MAX_ENTRIES {
            self.counts.clear();
        }
        if self.at_home.len() >= MAX_ENTRIES {
            self.at_home.clear();
        }
    }
}

/// The address as far as it tells people apart: whoever has an IPv6 address has the 2^64 beside it, too.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}", address.to_bits() >> 64),
    }
}

/// An attempt that was counted. Dropped without a word it has failed.
#[derive(Debug)]
pub struct Turn {
    throttle: Throttle,
    keys: [String; 2],
    home: String,
    wait: Duration,
    open: bool,
}

impl Turn {
    /// How long to wait before the attempt is made.
    pub fn wait(&self) -> Duration {
        self.wait
    }

    /// The attempt was right: the failures of the name are forgotten, those of the address stay.
    pub fn succeeded(mut self, now_ms: i64) {
        self.open = false;
        let mut known = self.throttle.lock();
        known.at_home.insert(self.home.clone());
        let [own, address] = &self.keys;
        if let Some(count) = known.counts.get_mut(own) {
            *count = Count { pending: count.pending.saturating_sub(1), last_ms: now_ms, ..Count::default() };
        }
        if let Some(count) = known.counts.get_mut(address) {
            count.pending = count.pending.saturating_sub(1);
        }
    }
}

impl Turn {
    /// Nothing was attempted, through no fault of the caller.
    pub fn given_back(mut self) {
        self.open = false;
        self.settle(0);
    }

    fn settle(&self, failed: u32) {
        let mut known = self.throttle.lock();
        for key in &self.keys {
            if let Some(count) = known.counts.get_mut(key) {
                count.pending = count.pending.saturating_sub(1);
                count.failed = count.failed.saturating_add(failed);
            }
        }
    }
}

impl Drop for Turn {
    /// Whoever hangs up before the answer has guessed all the same.
    fn drop(&mut self) {
        if self.open {
            self.settle(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    /// The waits of attempts that all come at once, ms; the seconds of those that are told to come back.
    fn at_once(throttle: &Throttle, attempts: usize, now_ms: i64) -> (Vec<u128>, Vec<u32>, Vec<Turn>) {
        let mut turns = Vec::new();
        let mut later = Vec::new();
        for _ in 0..attempts {
            match throttle.turn("n", HERE, now_ms) {
                Ok(turn) => turns.push(turn),
                Err(seconds) => later.push(seconds),
            }
        }
        (turns.iter().map(|turn| turn.wait().as_millis()).collect(), later, turns)
    }

    #[test]
    fn many_attempts_at_once_are_made_like_few() {
        let (waits, later, _turns) = at_once(&Throttle::default(), 500, 0);
        assert_eq!(waits, [0, 0, 0, 0, 500, 1500]);
        assert_eq!((later.len(), later[0]), (494, 1), "the seventh would begin after 3.5 s");
    }

    #[test]
    fn the_delay_grows_to_its_limit_and_is_forgotten() {
        let throttle = Throttle::default();
        let mut now = 0;
        for _ in 0..20 {
            now += MAX_DELAY_MS;
            drop(throttle.turn("n", HERE, now).unwrap());
        }
        let limit = u32::try_from((MAX_DELAY_MS - MAX_WAIT_MS) / 1000).unwrap();
        assert_eq!(throttle.turn("n", HERE, now).unwrap_err(), limit, "never longer");
        assert_eq!(throttle.turn("other", HERE, now).unwrap().wait(), Duration::ZERO, "another name");
        let (waits, ..) = at_once(&throttle, 4, now + FORGET_MS);
        assert_eq!(waits, [0, 0, 0, 0]);
    }

    #[test]
    fn whoever_succeeds_begins_anew_and_strangers_do_not_keep_him_out() {
        let throttle = Throttle::default();
        throttle.turn("n", HERE, 0).unwrap().succeeded(0);
        for now in 0..40 {
            drop(throttle.turn("n", THERE, now * MAX_DELAY_MS).unwrap());
        }
        let now = 39 * MAX_DELAY_MS;
        assert!(throttle.turn("n", THERE, now).is_err());
        assert_eq!(throttle.turn("n", HERE, now).unwrap().wait(), Duration::ZERO);
    }

    #[test]
    fn an_address_that_tries_many_names_is_slowed_down() {
        let throttle = Throttle::default();
        for n in 0..60 {
            drop(throttle.turn(&format!("n{n}"), HERE, n * MAX_DELAY_MS).unwrap());
        }
        let now = 59 * MAX_DELAY_MS;
        assert!(throttle.turn("fresh", HERE, now).is_err());
        assert!(throttle.turn("fresh", THERE, now).is_ok());
    }

    #[test]
    fn what_was_not_attempted_does_not_count() {
        let throttle = Throttle::default();
        for _ in 0..20 {
            throttle.turn("n", HERE, 0).unwrap().given_back();
        }
        assert_eq!(throttle.turn("n", HERE, 0).unwrap().wait(), Duration::ZERO);
    }
}
