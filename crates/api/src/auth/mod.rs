//! Who is asking: sign-in, sessions, roles.

pub mod attempt;
pub mod caller;
pub mod granting;
pub mod password;
pub mod throttle;
pub mod token;

pub use caller::Caller;
