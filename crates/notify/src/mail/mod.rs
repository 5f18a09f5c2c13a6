//! E-mail over SMTP: plain text in UTF-8, one recipient a letter, the id of the event in its Message-ID.

mod talk;

use crate::message::Message;
use crate::outcome::{Outcome, ReasonCode};
use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::{self, extension::ClientId};
use std::time::{Duration, SystemTime};
use talk::{Sealed, Server};

/// How the connection is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte, usually port 465.
    Tls,
    /// Plain first, then TLS or nothing, usually port 587.
    StartTls,
    /// Not at all: for a server on the same machine or in the same rack.
    None,
}

/// A mail server.
#[derive(Clone)]
pub struct MailSettings {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// Name and password.
    pub sign_in: Option<(String, String)>,
    /// `Forecourt <forecourt@example.cn>`.
    pub from: String,
    /// For a letter, from the connection to the last answer.
    pub limit: Duration,
    /// Certificates of an authority of one's own, PEM, beside those of the system.
    pub authority_pem: Option<Vec<u8>>,
}

/// The settings of the mail server are wrong.
#[derive(Debug, thiserror::Error)]
pub enum MailFault {
    /// The sender is not a mailbox.
    #[error("{0:?} is not a mailbox")]
    From(String),
    /// A password would go over an open line.
    #[error("name and password need TLS or STARTTLS")]
    OpenPassword,
    /// Certificates that are not PEM, or a host that is no name.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] smtp::Error),
}

/// What sends letters; cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    server: Server,
    from: Mailbox,
    limit: Duration,
}

impl Mailer {
    /// A mailer by its settings; nothing is connected yet.
    ///
    /// # Errors
    /// [`MailFault`].
    pub fn new(settings: MailSettings) -> Result<Self, MailFault> {
        // Somebody else was first: then it is ring already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let from: Mailbox = settings.from.parse().map_err(|_| MailFault::From(settings.from.clone()))?;
        if settings.security == Security::None && settings.sign_in.is_some() {
            return Err(MailFault::OpenPassword);
        }
        let sealed = match settings.security {
            Security::None => Sealed::Never,
            Security::StartTls => Sealed::AfterStart(tls_of(&settings)?),
            Security::Tls => Sealed::Always(tls_of(&settings)?),
        };
        let server = Server {
            host: settings.host,
            port: settings.port,
            sealed,
            sign_in: settings.sign_in.map(|(name, password)| Credentials::new(name, password)),
            hello: ClientId::Domain(from.email.domain().to_owned()),
        };
        Ok(Self { server, from, limit: settings.limit })
    }

    /// The letter as it is sent. The same message makes the same Message-ID.
    ///
    /// # Errors
    /// The recipient is not an address.
    pub fn letter(&self, to: &str, message: &Message, now_ms: i64) -> Result<lettre::Message, Outcome> {
        let bad = |detail: &str| Outcome::never_there(ReasonCode::BadRecipient, detail);
        let to: Address = to.trim().parse().map_err(|_| bad("not an address"))?;
        let date = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(now_ms).unwrap_or_default());
        // Base64 whatever the letters are: no line is too long for any server, and no body is changed on its way.
        let body = Body::new_with_encoding(message.text(), ContentTransferEncoding::Base64)
            .map_err(|_| Outcome::never(ReasonCode::MessageRefused, "the text cannot be encoded"))?;
        lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(message.subject.clone())
            .message_id(Some(format!("<{}@{}>", message.id, self.from.email.domain())))
            .date(date)
            .header(AutoSubmitted)
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(body))
            .map_err(|error| Outcome::never(ReasonCode::MessageRefused, error.to_string()))
    }

    /// Sends a message to one mailbox, once.
    pub async fn send(&self, to: &str, message: &Message, now_ms: i64) -> Outcome {
        let letter = match self.letter(to, message, now_ms) {
            Ok(letter) => letter,
            Err(outcome) => return outcome,
        };
        self.server.deliver(&letter, self.limit).await
    }
}

fn tls_of(settings: &MailSettings) -> Result<TlsParameters, smtp::Error> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.authority_pem {
        builder = builder.add_root_certificate(Certificate::from_pem(pem)?);
    }
    builder.build_rustls()
}

/// `Auto-Submitted: auto-generated` (RFC 3834): no absence notes in answer.
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
