//! Audits: how they come in, and how they are read and changed.

pub mod arrivals;
pub mod codec;
pub mod intake;
pub mod put;
pub mod refused;
pub mod submit;
