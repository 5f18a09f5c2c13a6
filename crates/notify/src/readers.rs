//! Whom each kind of event can reach, as those who record the events address them: where nobody of a level is named it goes
//! up the org tree, so that an office may hear of whatever its stations hear of.

use crate::kind::Kind;

/// Somebody who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Who holds the role of a station.
    Station,
    /// Who is, or may be, a contact of an org unit (decision 32).
    Office,
    /// Level 1 of appeals.
    Panel1,
    /// Level 2 of appeals.
    Panel2,
    /// Head office, of any part of the network.
    HeadOffice,
    /// Head office and administrators of the whole network.
    Network,
}

impl Kind {
    /// Whom it can reach.
    pub const fn readers(self) -> &'static [Reader] {
        use Reader::{HeadOffice, Network, Office, Panel1, Panel2, Station};
        match self {
            Self::OrderIssued
            | Self::Reminder
            | Self::Rejected
            | Self::Verified
            | Self::Closed
            | Self::Paused
            | Self::Resumed
            | Self::DueKnown
            | Self::Cancelled
            | Self::ExtensionDecided
            | Self::AppealWindow
            | Self::WindowKnown
            | Self::FootageAsked
            | Self::AppealDecided
            | Self::Published
            | Self::SafetyNotice => &[Station, Office],
            Self::AppealWentUp => &[Station, Office, Panel2],
            Self::AppealDueKnown => &[Station, Office, Panel1, Panel2],
            Self::AppealFiled => &[Panel1],
            Self::FootageGiven => &[Panel1, Panel2],
            Self::Submitted
            | Self::SeenAgain
            | Self::NotAcknowledged
            | Self::Overdue
            | Self::Escalated
            | Self::ExtensionAsked
            | Self::T0NotAcknowledged
            | Self::Bulletin
            | Self::FollowUp => &[Office],
            Self::ReviewOverdue => &[HeadOffice],
            Self::CalendarMissing => &[Network],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forecourt_core::order::{self, Level};

    #[test]
    fn a_rung_that_names_the_station_reaches_it() {
        let mut reached = 0;
        for rung in (1..).map_while(order::builtin).flat_map(|policy| &policy.ladder) {
            let names_it = rung.tell.iter().any(|wanted| wanted.level == Level::Station);
            let readers = Kind::of_rung(rung).readers();
            assert!(!names_it || readers.contains(&Reader::Station), "{rung:?}");
            assert!(readers.contains(&Reader::Office), "{rung:?}");
            reached += usize::from(names_it);
        }
        assert!(reached > 0);
    }
}
