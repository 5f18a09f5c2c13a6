//! The HTTP API of Forecourt and the commands of its one binary.

pub mod auth;
pub mod body;
pub mod checklists;
pub mod client_address;
pub mod clock;
pub mod commands;
pub mod config;
pub mod docs;
pub mod extract;
pub mod fields;
pub mod import;
pub mod intake;
pub mod lang;
pub mod metrics;
pub mod openapi;
pub mod paging;
pub mod problem;
pub mod repeat;
pub mod router;
pub mod routes;
pub mod serve;
pub mod state;
pub mod storage;
pub mod times;
