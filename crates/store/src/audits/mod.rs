//! Audits: how they come in, and how they are read and changed.

pub mod arrivals;
pub mod codec;
pub mod counting;
pub mod due;
pub mod events;
pub mod examined;
pub mod flags;
pub mod intake;
pub mod overdue;
pub mod pictures;
pub mod publish;
pub mod put;
pub mod read;
pub mod refused;
pub mod review;
pub mod standing;
pub mod submit;
