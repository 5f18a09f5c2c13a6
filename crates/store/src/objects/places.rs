//! How many uploads are taken at the same time: each holds a file, a buffer and a connection.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Uploads at the same time. Whoever comes then is told to come back.
pub const UPLOADS: usize = 512;
/// Uploads of one key at the same time: whoever has one address takes at most a quarter of the places.
pub const OF_ONE_KEY: usize = UPLOADS / 4;

/// The places that are taken, by key. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Places(Arc<Mutex<Taken>>);

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_key: HashMap<String, usize>,
}

/// A place of one upload; it is given back when this is dropped.
#[derive(Debug)]
pub struct Place {
    places: Places,
    key: String,
}

impl Places {
    /// A place for an upload of this key; `None` when there is none.
    pub fn take(&self, key: &str) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.all >= UPLOADS || taken.by_key.get(key).is_some_and(|count| *count >= OF_ONE_KEY) {
            return None;
        }
        taken.all += 1;
        *taken.by_key.entry(key.to_owned()).or_default() += 1;
        Some(Place { places: self.clone(), key: key.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        if let Some(count) = taken.by_key.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                taken.by_key.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OF_ONE_KEY, Places, UPLOADS};

    #[test]
    fn one_address_does_not_take_all_places() {
        let places = Places::default();
        let of_one: Vec<_> = (0..OF_ONE_KEY).map(|_| places.take("one").expect("a place")).collect();
        assert!(places.take("one").is_none());
        let others: Vec<_> = (OF_ONE_KEY..UPLOADS).map(|n| places.take(&n.to_string()).expect("a place")).collect();
        assert!(places.take("last").is_none(), "there is an end");
        drop(of_one);
        assert!(places.take("one").is_some() && places.take("last").is_some());
        drop(others);
        assert!(places.0.lock().expect("no panic").by_key.is_empty(), "nothing is kept");
    }
}
