//! What kind of fix an item asks for, and so which evidence of it (§5.4).

use crate::checklist::{Characteristic, Item, Servqual};
use crate::states::words;
use serde::{Deserialize, Serialize};

words! {
    /// What is mended, and what shows it beside a picture before and one after.
    Fix {
        /// Something is repaired: a work order or an invoice.
        Repair = "repair",
        /// Somebody does otherwise: a signed training record, and a drill clip of the very step.
        Behaviour = "behaviour",
        /// A price is put right: a photo of sign and pump, or of shelf and till, in one frame.
        Price = "price",
    }
}

impl Fix {
    /// The kind of an item, by its tags: what customers see or touch is repaired, what is economy and reliable at the sign
    /// or the shelf is a price, all else is what people do.
    pub fn of(item: &Item) -> Self {
        match (item.servqual, item.characteristic) {
            (Some(Servqual::Tangibles), _) => Self::Repair,
            (Some(Servqual::Reliability), Some(Characteristic::Economy)) if !item.is_critical() => Self::Price,
            (Some(Servqual::Reliability), Some(Characteristic::Functionality)) => Self::Repair,
            _ => Self::Behaviour,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::builtin;

    #[test]
    fn tags_say_what_is_mended() {
        let checklist = builtin().get("station-69", 1).unwrap();
        let of = |id: &str| Fix::of(&checklist.items[checklist.item_index(id).unwrap()]);
        assert_eq!(of("approach.brand_sign_visible_intact"), Fix::Repair);
        assert_eq!(of("approach.price_board_matches_pump"), Fix::Price);
        assert_eq!(of("safety.engine_off_enforced"), Fix::Behaviour);
        assert_eq!(of("fueling.volume_amount_match"), Fix::Behaviour, "no price of a sign");
        let count = |fix| checklist.items.iter().filter(|item| !item.is_bonus() && Fix::of(item) == fix).count();
        let counts = [Fix::Repair, Fix::Behaviour, Fix::Price].map(count);
        assert_eq!(counts.iter().sum::<usize>(), 63);
        assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
    }
}
