//! The closed lists that several crates share: audit, photo, assignment and round states, and the roles (decisions 3, 5, 32).

use serde::{Deserialize, Serialize};

/// Defines a closed list of words with its text form, used in the database, in JSON and in the OpenAPI document.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every word of the list, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word itself.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value of a word; `None` when the list does not have it.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        // By hand: the derive does not see a name that comes out of a macro.
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let words = Self::ALL.iter().map(|word| word.as_str());
                let object = utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some(words));
                object.into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// Where an audit stands (decisions.md, "Audit states").
    AuditState {
        AwaitingPhotos = "awaiting_photos",
        Submitted = "submitted",
        InReview = "in_review",
        SecondReview = "second_review",
        Approved = "approved",
        Published = "published",
        Final = "final",
        Returned = "returned",
        Incomplete = "incomplete",
        Void = "void",
    }
}

impl AuditState {
    /// Whether a reviewer still has to look at it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::AwaitingPhotos | Self::Submitted | Self::InReview | Self::SecondReview | Self::Returned)
    }

    /// Whether it has a published score that reports count.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Final)
    }
}

words! {
    /// What the server knows about the bytes of a photo (decision 3).
    PhotoState {
        /// Not seen by the server.
        Missing = "missing",
        /// An object is there, its bytes are not proven.
        Stored = "stored",
        /// Length and SHA-256 are proven.
        Verified = "verified",
        /// The bytes were wrong; send again.
        Rejected = "rejected",
        /// The right bytes, which cannot be decoded within limits.
        Unusable = "unusable",
        /// Declared lost, by the phone or by the office.
        Lost = "lost",
    }
}

impl PhotoState {
    /// Its bytes are here, as long as they are not erased.
    pub const HELD: [Self; 3] = [Self::Stored, Self::Verified, Self::Unusable];

    /// Whether the audit need not wait for this photo any longer.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Verified | Self::Unusable | Self::Lost)
    }
}

words! {
    /// Where an assignment stands.
    AssignmentState {
        Issued = "issued",
        Declined = "declined",
        Impossible = "impossible",
        Delivered = "delivered",
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Where a round stands.
    RoundState {
        Draft = "draft",
        Open = "open",
        Closed = "closed",
    }
}

words! {
    /// What a person may be (decision 32).
    Role {
        Shopper = "shopper",
        Planner = "planner",
        Reviewer = "reviewer",
        Station = "station",
        Region = "region",
        AppealL1 = "appeal_l1",
        AppealL2 = "appeal_l2",
        Hq = "hq",
        Admin = "admin",
        Auditor = "auditor",
    }
}

impl Role {
    /// Station roles live behind the identity wall: they never see a shopper, an original or anything planned.
    pub const fn is_station_side(self) -> bool {
        matches!(self, Self::Station | Self::Region)
    }

    /// Roles that may see who the shopper was.
    pub const fn sees_shoppers(self) -> bool {
        matches!(self, Self::Planner | Self::Reviewer | Self::AppealL1 | Self::AppealL2 | Self::Hq | Self::Admin)
    }

    /// Roles that may see originals, receipts, minutes and the shopper's own words.
    pub const fn sees_originals(self) -> bool {
        matches!(self, Self::Reviewer | Self::AppealL1 | Self::AppealL2 | Self::Hq | Self::Admin)
    }

    /// Roles that may see what is planned or running.
    pub const fn sees_plan(self) -> bool {
        matches!(self, Self::Planner | Self::Hq | Self::Admin)
    }

    /// Whether one person may hold both roles (decision 32: shopper or reviewer never with station or region).
    pub const fn goes_with(self, other: Role) -> bool {
        let inside = matches!(self, Self::Shopper | Self::Reviewer) && other.is_station_side();
        let outside = matches!(other, Self::Shopper | Self::Reviewer) && self.is_station_side();
        !(inside || outside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for state in AuditState::ALL {
            assert_eq!(AuditState::parse(state.as_str()), Some(*state));
        }
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(*role));
        }
        assert_eq!(PhotoState::parse("Missing"), None);
    }

    #[test]
    fn nobody_stands_on_both_sides_of_the_wall() {
        for a in Role::ALL {
            for b in Role::ALL {
                assert_eq!(a.goes_with(*b), b.goes_with(*a));
            }
        }
        assert!(!Role::Reviewer.goes_with(Role::Region));
        assert!(Role::Reviewer.goes_with(Role::Planner));
    }
}
