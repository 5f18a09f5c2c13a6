//! One resource, one file: path, request, response, handlers.

pub mod health;
pub mod limits;
pub mod me;
pub mod pages;
pub mod sessions;
pub mod submit;
