//! One door for everything that goes out.

use crate::event::Parcel;
use crate::mail::Mailer;
use crate::message::Message;
use crate::net::Http;
use crate::outcome::{Outcome, Reason, ReasonCode};
use crate::robot::Robot;
use crate::webhook::Webhook;
use forecourt_core::text::Lang;

/// Where something goes.
#[derive(Clone)]
pub enum Destination {
    /// A person's mailbox.
    Mail { to: String, lang: Lang },
    /// A receiver of signed webhooks.
    Webhook(Webhook),
    /// The robot of a group chat.
    Robot { robot: Robot, lang: Lang },
}

/// What sends.
#[derive(Clone)]
pub struct Sender {
    pub http: Http,
    /// `None` when no mail server is set up.
    pub mailer: Option<Mailer>,
}

impl Sender {
    /// Whether a destination can be sent to, as far as it can be told when somebody sets it up; names are looked up later,
    /// at each try.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, destination: &Destination) -> Result<(), Reason> {
        let url = match destination {
            Destination::Mail { to, .. } => {
                let bad = |_| Reason::new(ReasonCode::BadRecipient, "not an address");
                return to.trim().parse::<lettre::Address>().map(drop).map_err(bad);
            }
            Destination::Webhook(webhook) if webhook.secrets.is_empty() => {
                return Err(Reason::new(ReasonCode::SetupRefused, "no secret"));
            }
            Destination::Webhook(webhook) => &webhook.url,
            Destination::Robot { robot, .. } => &robot.url,
        };
        self.http.check(url).map_err(Reason::from)
    }

    /// Tries once to deliver a parcel; `now_ms` is the instant of the try, epoch ms.
    ///
    /// It may have arrived even if this says that it did not: every try carries the same id (decision 30).
    pub async fn send(&self, destination: &Destination, parcel: &Parcel, now_ms: i64) -> Outcome {
        match destination {
            Destination::Mail { to, lang } => match &self.mailer {
                Some(mailer) => mailer.send(to, &Message::new(parcel, *lang), now_ms).await,
                None => Outcome::again(ReasonCode::NoMailServer, ""),
            },
            Destination::Webhook(webhook) => webhook.send(&self.http, parcel, now_ms).await,
            Destination::Robot { robot, lang } => robot.send(&self.http, &Message::new(parcel, *lang), now_ms).await,
        }
    }
}
