//! One resource, one file: path, request, response, handlers.

pub mod health;
pub mod hindrances;
pub mod holdings;
pub mod limits;
pub mod me;
pub mod pages;
pub mod refused;
pub mod sessions;
pub mod submit;
pub mod sync;
