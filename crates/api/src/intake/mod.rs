//! How an audit comes in from a phone: validate, judge, store in one transaction, answer with a receipt.

pub mod accept;
pub mod checks;
pub mod judge;
pub mod keys;
pub mod photos;
pub mod receipt;
pub mod refused;
pub mod rows;
