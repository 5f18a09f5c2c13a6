//! What kind of fix an item asks for, and so which evidence of it (§5.4).

use crate::checklist::{AnswerKind, Characteristic, DeadlineClass, Item, PhotoRule, Servqual};
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
    /// Whether only a picture of what was mended shows it; what people do is shown by a record too.
    pub const fn needs_picture(self) -> bool {
        matches!(self, Self::Repair | Self::Price)
    }

    /// The kind of an item, by its tags: a price that is not the one announced is put right within a day; what customers
    /// see or touch, and what is counted or graded by its condition on a photo, is repaired; all else is what people do.
    pub fn of(item: &Item) -> Self {
        let (servqual, characteristic) = (item.servqual, item.characteristic);
        if servqual == Some(Servqual::Reliability) && characteristic == Some(Characteristic::Economy) {
            let price = item.deadline == Some(DeadlineClass::T1);
            return if price { Self::Price } else { Self::Behaviour };
        }
        let condition = match &item.answer {
            AnswerKind::Count(_) => true,
            AnswerKind::Graded(scale) => scale.anchor == "condition",
            AnswerKind::PassFail | AnswerKind::Measured(_) => false,
        };
        let seen = servqual == Some(Servqual::Tangibles) || (condition && item.photo != PhotoRule::Never);
        if seen && characteristic != Some(Characteristic::Civility) { Self::Repair } else { Self::Behaviour }
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
        for id in [
            "approach.brand_sign_visible_intact",
            "entry.pumps_in_service",
            "safety.extinguisher_ready",
            "restroom.no_odor",
        ] {
            assert_eq!(of(id), Fix::Repair, "{id}");
        }
        for id in [
            "fueling.confirm_grade_amount",
            "fueling.cap_and_nozzle_restored",
            "fueling.volume_amount_match",
            "greeting.badge_worn",
            "greeting.uniform_compliant",
            "payment.receipt_complete",
            "restroom.open_to_customers",
            "safety.engine_off_enforced",
        ] {
            assert_eq!(of(id), Fix::Behaviour, "{id}");
        }
        let count = |fix| checklist.items.iter().filter(|item| !item.is_bonus() && Fix::of(item) == fix).count();
        assert_eq!([Fix::Repair, Fix::Behaviour, Fix::Price].map(count).iter().sum::<usize>(), 63);
        let prices = checklist.items.iter().filter(|item| Fix::of(item) == Fix::Price).map(|item| item.id.as_str());
        let wanted = ["approach.price_board_matches_pump", "store.price_labels_match"];
        assert!(prices.eq(wanted));
    }
}
