//! Placeholder until the figures below are written.
fn main() {}
