//! How far a demo has come: kept beside its data, since work that people do in it must not look like steps of the story.

use forecourt_store::{StoreError, meta};

use super::{
    client::{DemoError, Result},
    drive::Demo,
    plan::midnight,
};

/// Fact: what was reached, `day events at_ms`.
const REACHED_FACT: &str = "demo_reached";
/// Fact: set when the demo has been filled.
const COMPLETE_FACT: &str = "demo_complete";

/// The last step that is done. What follows is played at its own instant, whenever that is: an order that is issued a day
/// earlier at the second try would be due a day earlier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Day, from the first simulated day.
    pub day: i64,
    /// Events of that day that are done.
    pub events: usize,
    /// Instant of the last of them, epoch ms.
    pub at_ms: i64,
}

fn failed(error: StoreError) -> DemoError {
    DemoError::Other(error.to_string())
}

impl Reached {
    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        Some(Self {
            day: words.next()?.parse().ok()?,
            events: words.next()?.parse().ok()?,
            at_ms: words.next()?.parse().ok()?,
        })
    }
}

impl Demo {
    /// What an earlier run has reached; the beginning where there was none.
    pub async fn reached(&self) -> Result<Reached> {
        let fact = meta::get(self.app.store.read(), REACHED_FACT).await.map_err(failed)?;
        let Some(text) = fact else { return Ok(Reached::default()) };
        Reached::parse(&text).ok_or_else(|| DemoError::Other(format!("the fact {REACHED_FACT} cannot be read: {text}")))
    }

    /// Remembers it.
    pub async fn remember(&self, reached: Reached) -> Result<()> {
        let Reached { day, events, at_ms } = reached;
        self.put(REACHED_FACT, &format!("{day} {events} {at_ms}")).await
    }

    /// The simulated instant at which this start goes on, before its first event, epoch ms.
    pub async fn goes_on_at(&self) -> Result<i64> {
        Ok(self.reached().await?.at_ms.max(midnight(self.epoch_day, 0)))
    }

    /// Whether an earlier run has finished.
    pub async fn is_complete(&self) -> Result<bool> {
        Ok(meta::get(self.app.store.read(), COMPLETE_FACT).await.map_err(failed)?.is_some())
    }

    /// Remembers that it has.
    pub async fn remember_complete(&self) -> Result<()> {
        self.put(COMPLETE_FACT, "1").await
    }

    async fn put(&self, fact: &str, value: &str) -> Result<()> {
        let tx = self.app.store.begin("demo").await.map_err(failed)?;
        meta::set(&*tx, fact, value).await.map_err(failed)?;
        tx.commit().await.map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_read_again() {
        let reached = Reached { day: 13, events: 7, at_ms: 1_780_000_000_000 };
        assert_eq!(Reached::parse("13 7 1780000000000"), Some(reached));
        for broken in ["", "13", "13 7", "13 x 1"] {
            assert_eq!(Reached::parse(broken), None, "{broken:?}");
        }
    }
}
