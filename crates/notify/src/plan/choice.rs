//! What a person wants to hear: per kind of event on, off, or once a day.

use crate::event::Event;
use crate::kind::{Kind, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// How a person hears of a kind of event.
    Choice {
        /// When it happens.
        On = "on",
        /// Not at all; the inbox of the web still shows it.
        Off = "off",
        /// Once a day, with others.
        Digest = "digest",
    }
}

/// The choices of a person; what he never chose is *on*.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choices(pub BTreeMap<Kind, Choice>);

impl Choices {
    /// How a person hears of an event. A T0 that asks him to act is always told: a spill is nobody's choice (decision 30).
    pub fn of(&self, event: &Event) -> Choice {
        if event.is_urgent() {
            return Choice::On;
        }
        self.0.get(&event.kind()).copied().unwrap_or(Choice::On)
    }
}
