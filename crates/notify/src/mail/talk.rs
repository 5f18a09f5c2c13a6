//! One letter over one connection, command by command: only so can be told whose fault a refusal is.

use crate::outcome::{Outcome, ReasonCode};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use std::time::Duration;

/// How long a server may take to say goodbye; the letter is with it by then.
const GOODBYE: Duration = Duration::from_secs(2);

/// When TLS begins.
#[derive(Clone)]
pub(super) enum Sealed {
    Never,
    AfterStart(TlsParameters),
    Always(TlsParameters),
}

/// A mail server and how it is spoken to.
#[derive(Clone)]
pub(super) struct Server {
    pub host: String,
    pub port: u16,
    pub sealed: Sealed,
    pub sign_in: Option<Credentials>,
    pub hello: ClientId,
}

/// Where in the talk it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Connection, greeting, TLS, sign-in, or our address as the sender: nothing of it is the letter's fault.
    Ours,
    /// The mailbox.
    Recipient,
    /// The letter itself.
    Letter,
}

/// Why a letter was not taken.
enum Fault {
    Told(Stage, Error),
    /// An answer that no server gives to this command.
    OutOfTurn,
}

impl From<(Stage, Error)> for Fault {
    fn from((stage, error): (Stage, Error)) -> Self {
        Self::Told(stage, error)
    }
}

impl Server {
    /// Delivers a letter within a time limit.
    pub async fn deliver(&self, letter: &lettre::Message, limit: Duration) -> Outcome {
        let mut connection = None;
        let talk = self.talk(letter, limit, &mut connection);
        let outcome = match tokio::time::timeout(limit, talk).await {
            // In the middle of a letter a goodbye would be a part of it: the line just ends.
            Err(_) => return Outcome::again(ReasonCode::TimedOut, ""),
            Ok(Ok(())) => Outcome::Delivered,
            Ok(Err(Fault::Told(stage, error))) => verdict(stage, &error),
            Ok(Err(Fault::OutOfTurn)) => Outcome::again(ReasonCode::BadAnswer, "an answer out of turn"),
        };
        if let Some(mut connection) = connection {
            // What became of the letter is known: nothing that happens here changes it.
            let _ = tokio::time::timeout(GOODBYE.min(limit), connection.abort()).await;
        }
        outcome
    }

    async fn talk(
        &self,
        letter: &lettre::Message,
        limit: Duration,
        kept: &mut Option<AsyncSmtpConnection>,
    ) -> Result<(), Fault> {
        let ours = |error| (Stage::Ours, error);
        let first = match &self.sealed {
            Sealed::Always(tls) => Some(tls.clone()),
            Sealed::Never | Sealed::AfterStart(_) => None,
        };
        let at = (self.host.as_str(), self.port);
        let opened = AsyncSmtpConnection::connect_tokio1(at, Some(limit), &self.hello, first, None).await;
        let mut opened = opened.map_err(ours)?;
        if let Sealed::AfterStart(tls) = &self.sealed {
            // Fails where it is not offered: nothing goes out in the open.
            opened.starttls(tls.clone(), &self.hello).await.map_err(ours)?;
        }
        if let Some(sign_in) = &self.sign_in {
            opened.auth(DEFAULT_MECHANISMS, sign_in).await.map_err(ours)?;
        }
        // Only a connection whose TLS stands may be spoken to again: on another lettre panics.
        let connection = kept.insert(opened);
        let envelope = letter.envelope();
        let wide = |address: &lettre::Address| !address.to_string().is_ascii();
        let wide = envelope.from().is_some_and(wide) || envelope.to().iter().any(wide);
        let wide = wide && connection.server_info().supports_feature(Extension::SmtpUtfEight);
        // Where the server does not speak of it, it may still take the address: that is for it to say.
        let options = if wide { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
        let from = envelope.from().cloned();
        let said = connection.command(Mail::new(from, options)).await.map_err(|error| (sender_stage(&error), error));
        took(&said?)?;
        for to in envelope.to() {
            let said = connection.command(Rcpt::new(to.clone(), Vec::new())).await;
            took(&said.map_err(|error| (Stage::Recipient, error))?)?;
        }
        let said = connection.command(Data).await.map_err(|error| (Stage::Letter, error))?;
        if u16::from(said.code()) != GO_ON {
            return Err(Fault::OutOfTurn);
        }
        took(&connection.message(&letter.formatted()).await.map_err(|error| (Stage::Letter, error))?)
    }
}

/// Start mail input.
const GO_ON: u16 = 354;

/// Whether an answer is the one of a server that took what it was told. Another one belongs to another command: somebody put
/// an answer into the line before TLS began, which lettre keeps, and every later one is read one command too late.
fn took(said: &Response) -> Result<(), Fault> {
    if (200..300).contains(&u16::from(said.code())) { Ok(()) } else { Err(Fault::OutOfTurn) }
}

/// 552 to the sender's address speaks of the size of the letter (RFC 1870 §6), everything else of us.
fn sender_stage(error: &Error) -> Stage {
    if error.status().is_some_and(|code| u16::from(code) == 552) { Stage::Letter } else { Stage::Ours }
}

/// What an error means (RFC 5321 §4.2.1, RFC 3463, RFC 4954 §6): 4xx passes, 5xx stays. A 5xx that is about us is no fault
/// of the letter: it waits until somebody corrects the settings. So does a recipient that is refused for reasons of policy
/// (5.7.x), such as a server that does not relay for us.
fn verdict(stage: Stage, error: &Error) -> Outcome {
    let detail = error.to_string();
    if let Some(code) = error.status().map(u16::from) {
        let about_us = stage == Stage::Ours || code == 530 || (stage == Stage::Recipient && detail.contains("5.7."));
        return match (code, stage) {
            (400..=499, _) => Outcome::again(ReasonCode::Status, detail),
            _ if about_us => Outcome::again(ReasonCode::MailServerSetup, detail),
            (_, Stage::Recipient) => Outcome::never_there(ReasonCode::BadRecipient, detail),
            _ => Outcome::never(ReasonCode::MessageRefused, detail),
        };
    }
    if error.is_timeout() {
        return Outcome::again(ReasonCode::TimedOut, "");
    }
    if error.is_tls() || error.is_client() {
        return Outcome::again(ReasonCode::MailServerSetup, detail);
    }
    if error.is_response() {
        return Outcome::again(ReasonCode::BadAnswer, detail);
    }
    Outcome::again(ReasonCode::Unreachable, detail)
}
