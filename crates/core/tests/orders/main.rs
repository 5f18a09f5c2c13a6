//! Rectification orders: the policy's file, clocks, states, ladder, drafts and what they set off.

mod clocks;
mod drafts;
mod histories;
mod ladder;
mod model;
mod policy;
mod states;
#[path = "../support/mod.rs"]
mod support;
mod vectors;
mod world;
