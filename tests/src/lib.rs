//! What the end-to-end tests are made of: a server of their own, a database of their own, desks and phones that speak
//! to it over the public API only.

pub mod answer;
pub mod binary;
pub mod calls;
pub mod contract;
pub mod crowd;
pub mod database;
pub mod desk;
pub mod desks;
pub mod folder;
pub mod line;
pub mod network;
pub mod phone;
pub mod relay;
pub mod server;
pub mod storage;
pub mod visit;
pub mod wall;
