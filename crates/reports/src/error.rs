//! What can be wrong with the rows a caller hands in.

/// Why a report could not be made: always a fault of the rows, never of the figures.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// A row names a station that the network does not have.
    #[error("station {0} is not in the network")]
    UnknownStation(u32),
    /// A station or unit names an org unit that the network does not have.
    #[error("org unit {0} is not in the network")]
    UnknownUnit(u32),
    /// A station names a comparison class that the network does not have.
    #[error("comparison class {0} is not in the network")]
    UnknownClass(u8),
    /// Two stations or two units share a code, so the order of ties would not be total.
    #[error("code {0} occurs twice")]
    DuplicateCode(String),
    /// The org tree has a cycle or is deeper than 255 levels.
    #[error("org unit {0} is its own ancestor")]
    Cycle(u32),
    /// A score above 10000 bp.
    #[error("{0} is not a score in basis points")]
    ScoreOutOfRange(u16),
    /// More touchpoints than a row can hold, or a touchpoint number outside them.
    #[error("{0} touchpoints do not fit a row of 16")]
    TooManyTouchpoints(usize),
    /// More than 65,535 audits of one station, or scored stations of one unit, in one window.
    #[error("more than 65,535 observations of one subject")]
    TooManyObservations,
    /// A packed column of item outcomes has the wrong length.
    #[error("{found} bytes of outcomes instead of {expected}")]
    OutcomeLength {
        /// Bytes that so many items take.
        expected: usize,
        /// Bytes that were given.
        found: usize,
    },
    /// A packed column holds a code outside the closed list.
    #[error("{0} is not an item outcome")]
    UnknownOutcome(u8),
    /// A text that is not a period.
    #[error("{0:?} is not a period such as 2026-11, 2026-Q4 or 2026")]
    BadPeriod(String),
}
