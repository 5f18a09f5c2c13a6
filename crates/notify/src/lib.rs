//! Telling people (issue 4): an event becomes a short message in Chinese or English, and goes out as e-mail, as a signed
//! webhook, or through the robot of a group chat (WeCom, DingTalk, Feishu).
//!
//! What is recorded exactly once, and what is queued, is the store's; here is what a message says ([`Message`]), when a
//! queue may send what ([`plan`]), and sending itself ([`Sender`]). Time is told, never asked for. Everything is delivered
//! at least once under an id that stays the same (decision 30). Section numbers are those of `domain.md`, decision numbers
//! those of `decisions.md`.

mod event;
mod fields;
mod kind;
mod mail;
mod message;
mod net;
mod outcome;
pub mod plan;
mod readers;
mod robot;
mod send;
mod texts;
mod webhook;

pub use event::{Digest, Event, Parcel, digest_id};
pub use fields::{FieldRule, Shape};
pub use kind::{DigestKind, Kind};
pub use mail::{MailFault, MailSettings, Mailer, Security};
pub use message::Message;
pub use net::{Answer, Failure, Http, HttpFault, Lookup, NetSettings, Reach, is_public};
pub use outcome::{Outcome, Reason, ReasonCode};
pub use readers::Reader;
pub use robot::{Robot, Vendor};
pub use send::{Destination, Sender};
pub use webhook::{BadSecret, Secret, Signed, Webhook};
