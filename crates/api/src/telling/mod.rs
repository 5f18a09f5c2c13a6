//! Telling people outside of the app (decision 30): events of the outbox become deliveries, and deliveries are sent. What a
//! message says and when it may go out is decided in `forecourt_notify`.

pub mod event;
mod link;
pub mod queue;
pub mod send;
pub mod settings;

use forecourt_core::text::Lang;
use forecourt_notify::{
    Destination, Robot, Secret, Vendor, Webhook,
    plan::{self, BackOff, QuietHours},
};
use forecourt_store::entity::destination;
use reqwest::Url;

/// The channel of a receiver of webhooks.
pub const WEBHOOK: &str = "webhook";
/// The channel of mailboxes.
pub const MAIL: &str = "mail";
/// How long a secret that was replaced signs beside the new one, ms.
pub const OLD_SECRET_MS: i64 = 24 * 3_600_000;

/// The language of a stored word.
pub fn lang_of(word: &str) -> Lang {
    if word == "en" { Lang::En } else { Lang::Zh }
}

/// Where a row leads; `None` when it cannot be read. `now_ms`: real time, since a replaced secret ends.
pub fn destination_of(row: &destination::Model, now_ms: i64) -> Option<Destination> {
    let url = Url::parse(&row.url).ok()?;
    if row.kind == WEBHOOK {
        let old = row.old_secret.as_ref().filter(|_| row.old_until.is_some_and(|until| until > now_ms));
        let secrets = row.secret.iter().chain(old).map(|text| Secret::parse(text).ok()).collect::<Option<Vec<_>>>()?;
        return Some(Destination::Webhook(Webhook { url, secrets }));
    }
    let vendor = Vendor::parse(&row.kind)?;
    let robot = Robot { vendor, url, secret: row.secret.clone(), keyword: row.keyword.clone() };
    Some(Destination::Robot { robot, lang: lang_of(&row.lang) })
}

/// The rules of a channel and its schedule of further tries; `None` for a word that is no channel.
pub fn rules_of(channel: &str) -> Option<(plan::Channel<'static>, BackOff)> {
    Some(match channel {
        MAIL => (plan::Channel::mail(QuietHours::NIGHT), plan::MAIL),
        WEBHOOK => (plan::Channel::webhook(), plan::WEB),
        other => (plan::Channel::robot(Vendor::parse(other)?, QuietHours::NIGHT), plan::WEB),
    })
}
