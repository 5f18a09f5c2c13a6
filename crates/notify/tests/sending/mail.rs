//! Letters to a mail server that takes them, refuses them for now or for ever, is slow, or is none.

use crate::smtp_server::{Behaviour, SmtpServer, authority};
use crate::{NOW_MS, issued, order, parcel};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use forecourt_core::text::Lang;
use forecourt_notify::{Event, Kind, MailFault, MailSettings, Mailer, Message, Outcome, Parcel, ReasonCode, Security};
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

const PATIENT: Duration = Duration::from_secs(20);

fn settings(port: u16) -> MailSettings {
    MailSettings {
        host: "localhost".to_owned(),
        port,
        security: Security::None,
        sign_in: None,
        from: "加油站稽查 <forecourt@audit.example.cn>".to_owned(),
        limit: PATIENT,
        authority_pem: None,
    }
}

fn message() -> Message {
    Message::new(&parcel(), Lang::Zh)
}

async fn send(settings: MailSettings) -> Outcome {
    Mailer::new(settings).expect("a mailer").send("wang@station.example.cn", &message(), NOW_MS).await
}

/// A header of a letter, unfolded.
fn header(data: &str, name: &str) -> String {
    let head = data.split("\r\n\r\n").next().expect("a head").replace("\r\n ", " ");
    let line = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned));
    line.unwrap_or_else(|| panic!("no {name} in {head}"))
}

/// The text of encoded words (RFC 2047), base64 of UTF-8 only.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let inner = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
        bytes.extend(STANDARD.decode(inner.unwrap_or_else(|| panic!("not encoded: {word}"))).expect("base64"));
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[tokio::test]
async fn a_letter_is_plain_text_with_the_id_of_its_event() {
    let server = SmtpServer::start(Behaviour::default());
    assert_eq!(send(settings(server.port)).await, Outcome::Delivered);
    assert_eq!(send(settings(server.port)).await, Outcome::Delivered);
    let letters = server.letters();
    let letter = &letters[0];
    assert_eq!(
        (letter.from.as_str(), letter.to.as_slice()),
        ("forecourt@audit.example.cn", &["wang@station.example.cn".to_owned()][..])
    );
    let head = |name: &str| header(&letter.data, name);
    assert_eq!(head("Message-ID"), format!("<{}@audit.example.cn>", Uuid::from_u128(7)));
    assert_eq!(decoded(&head("Subject")), "整改单已下达：江北红旗河沟站");
    assert_eq!(head("Content-Type"), "text/plain; charset=utf-8");
    assert_eq!(head("Content-Transfer-Encoding"), "base64");
    assert_eq!(head("Auto-Submitted"), "auto-generated");
    assert_eq!(head("Date"), "Thu, 26 Nov 2026 04:00:00 +0000");
    assert!(letter.data.is_ascii() && letter.data.lines().all(|line| line.len() <= 78), "{}", letter.data);
    let body = letter.data.split("\r\n\r\n").nth(1).expect("a body").trim_end_matches("\r\n.\r\n").replace("\r\n", "");
    let body = String::from_utf8(STANDARD.decode(body).expect("base64")).expect("UTF-8");
    assert_eq!(body.replace("\r\n", "\n"), message().text());
    // The second try is the same letter.
    assert_eq!(letters[1], letters[0]);
}

#[tokio::test]
async fn passing_refusals_are_told_from_lasting_ones() {
    for (at, answer, code) in [
        ("hello", "421 4.3.2 shutting down", ReasonCode::Status),
        ("MAIL", "451 4.7.1 greylisted", ReasonCode::Status),
        ("RCPT", "450 4.2.1 mailbox busy", ReasonCode::Status),
        ("RCPT", "452 4.2.2 mailbox full", ReasonCode::Status),
        ("DATA", "451 4.3.0 try later", ReasonCode::Status),
        ("end", "452 4.3.1 no room", ReasonCode::Status),
        ("hello", "554 5.7.1 not from your network", ReasonCode::MailServerSetup),
        ("MAIL", "530 5.7.0 sign in first", ReasonCode::MailServerSetup),
        ("MAIL", "553 5.1.8 sender not allowed", ReasonCode::MailServerSetup),
        ("RCPT", "554 5.7.1 relay access denied", ReasonCode::MailServerSetup),
        ("EHLO", "what?", ReasonCode::BadAnswer),
    ] {
        let server = SmtpServer::start(Behaviour { instead: Some((at, answer)), ..Behaviour::default() });
        let outcome = send(settings(server.port)).await;
        let Outcome::TryAgain { reason, .. } = outcome else { panic!("{answer} at {at}: {outcome:?}") };
        assert_eq!(reason.code, code, "{answer} at {at}: {}", reason.detail);
        assert_eq!(server.letters(), []);
    }
    for (at, answer, code, destination) in [
        ("RCPT", "550 5.1.1 no such user", ReasonCode::BadRecipient, true),
        ("RCPT", "553 5.1.3 bad address", ReasonCode::BadRecipient, true),
        ("RCPT", "552 5.2.2 quota for ever", ReasonCode::BadRecipient, true),
        ("DATA", "554 5.5.1 no valid recipients", ReasonCode::MessageRefused, false),
        ("MAIL", "552 5.3.4 too big", ReasonCode::MessageRefused, false),
        ("end", "554 5.7.1 looks like spam", ReasonCode::MessageRefused, false),
    ] {
        let server = SmtpServer::start(Behaviour { instead: Some((at, answer)), ..Behaviour::default() });
        let outcome = send(settings(server.port)).await;
        let Outcome::Never { reason, destination: found } = outcome else { panic!("{answer} at {at}: {outcome:?}") };
        assert_eq!((reason.code, found), (code, destination), "{answer} at {at}");
        assert!(reason.detail.contains(&answer[10..]), "{} does not say {answer}", reason.detail);
    }
}

#[tokio::test]
async fn a_server_that_falls_silent_costs_no_more_than_the_limit() {
    for at in ["hello", "EHLO", "RCPT", "DATA", "end"] {
        let server = SmtpServer::start(Behaviour { silent_at: Some(at), ..Behaviour::default() });
        let begun = Instant::now();
        let outcome = send(MailSettings { limit: Duration::from_millis(300), ..settings(server.port) }).await;
        let Outcome::TryAgain { reason, .. } = outcome else { panic!("{at}: {outcome:?}") };
        assert_eq!(reason.code, ReasonCode::TimedOut, "{at}");
        assert!(begun.elapsed() < PATIENT / 2);
    }
}

#[tokio::test]
async fn what_was_taken_is_delivered_however_the_talk_ends() {
    for behaviour in [
        Behaviour { silent_at: Some("QUIT"), ..Behaviour::default() },
        Behaviour { instead: Some(("QUIT", "500 what?")), ..Behaviour::default() },
    ] {
        let server = SmtpServer::start(behaviour);
        let outcome = send(settings(server.port)).await;
        assert_eq!((outcome, server.letters().len()), (Outcome::Delivered, 1));
    }
}

#[tokio::test]
async fn no_server_is_tried_again() {
    // Nobody listens on port 1.
    let outcome = send(settings(1)).await;
    let Outcome::TryAgain { reason, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(reason.code, ReasonCode::Unreachable);
}

#[tokio::test]
async fn starttls_and_tls_carry_the_letter_and_the_password() {
    let (pem, config) = authority();
    for security in [Security::StartTls, Security::Tls] {
        let behaviour = match security {
            Security::StartTls => Behaviour { starttls: Some(config.clone()), ..Behaviour::default() },
            _ => Behaviour { tls: Some(config.clone()), ..Behaviour::default() },
        };
        let server = SmtpServer::start(Behaviour { sign_in: Some(("audit", "word")), ..behaviour });
        let with = |word: &str| MailSettings {
            security,
            sign_in: Some(("audit".to_owned(), word.to_owned())),
            authority_pem: Some(pem.clone()),
            ..settings(server.port)
        };
        assert_eq!(send(with("word")).await, Outcome::Delivered, "{security:?}");
        assert!(server.letters()[0].sealed);
        // A wrong password is the installation's fault: the letter waits for it.
        let outcome = send(with("other")).await;
        let Outcome::TryAgain { reason, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!(reason.code, ReasonCode::MailServerSetup);
        assert!(!reason.detail.contains("other"));
        assert_eq!(server.letters().len(), 1);
    }
}

#[tokio::test]
async fn a_server_without_tls_or_of_somebody_else_gets_nothing() {
    let (pem, config) = authority();
    // It offers no STARTTLS, as after somebody in between took the offer away.
    let plain = SmtpServer::start(Behaviour::default());
    let outcome =
        send(MailSettings { security: Security::StartTls, authority_pem: Some(pem), ..settings(plain.port) }).await;
    assert!(matches!(outcome, Outcome::TryAgain { .. }), "{outcome:?}");
    // Its certificate is of an authority that nobody knows.
    let other = SmtpServer::start(Behaviour { starttls: Some(config), ..Behaviour::default() });
    let outcome = send(MailSettings { security: Security::StartTls, ..settings(other.port) }).await;
    assert!(matches!(outcome, Outcome::TryAgain { .. }), "{outcome:?}");
    for server in [&plain, &other] {
        assert!(
            !server.commands().iter().any(|command| command == "MAIL" || command == "AUTH"),
            "{:?}",
            server.commands()
        );
    }
}

#[tokio::test]
async fn an_answer_put_in_before_tls_makes_no_delivery() {
    let (pem, config) = authority();
    for instead in [None, Some(("RCPT", "550 5.1.1 no such user")), Some(("end", "554 5.7.1 looks like spam"))] {
        let behaviour =
            Behaviour { starttls: Some(config.clone()), injected: Some("250 mail.example"), ..Behaviour::default() };
        let server = SmtpServer::start(Behaviour { instead, ..behaviour });
        let sealed =
            MailSettings { security: Security::StartTls, authority_pem: Some(pem.clone()), ..settings(server.port) };
        let outcome = send(sealed).await;
        assert!(matches!(&outcome, Outcome::TryAgain { .. } | Outcome::Never { .. }), "{instead:?}: {outcome:?}");
        assert_eq!(server.letters(), [], "{instead:?}");
    }
}

#[tokio::test]
async fn a_bad_recipient_is_never_tried() {
    let server = SmtpServer::start(Behaviour::default());
    let mailer = Mailer::new(settings(server.port)).unwrap();
    for to in ["", "nobody", "a@b@c", "a@example.cn\r\nBcc: all@example.cn", "a@example.cn, b@example.cn"] {
        let outcome = mailer.send(to, &message(), NOW_MS).await;
        assert!(matches!(&outcome, Outcome::Never { destination: true, .. }), "{to}: {outcome:?}");
    }
    assert_eq!(server.commands(), Vec::<String>::new());
}

#[test]
fn no_value_of_an_event_reaches_the_head() {
    let payload = order(json!({"station": "x\r\nBcc: all@example.cn\r\n\r\nbody"}));
    let event = Event::new(Uuid::nil(), Kind::OrderIssued, NOW_MS, payload).unwrap();
    let mailer = Mailer::new(settings(25)).unwrap();
    for lang in [Lang::Zh, Lang::En] {
        let message = Message::new(&Parcel::One(event.clone()), lang);
        let letter = mailer.letter("wang@example.cn", &message, NOW_MS).unwrap().formatted();
        let letter = String::from_utf8(letter).unwrap();
        let head = letter.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    }
    let subject = |message: Message| message.subject;
    assert_eq!(subject(Message::new(&Parcel::One(issued(1)), Lang::En)), "Rectification order: 江北红旗河沟站");
}

#[test]
fn faults_of_the_settings_are_told() {
    let from = MailSettings { from: "nobody".to_owned(), ..settings(25) };
    assert!(matches!(Mailer::new(from), Err(MailFault::From(_))));
    let open = MailSettings { sign_in: Some(("a".to_owned(), "b".to_owned())), ..settings(25) };
    assert!(matches!(Mailer::new(open), Err(MailFault::OpenPassword)));
    let pem = MailSettings {
        security: Security::Tls,
        authority_pem: Some(b"-----BEGIN CERTIFICATE-----\nno\n".to_vec()),
        ..settings(25)
    };
    assert!(matches!(Mailer::new(pem), Err(MailFault::Tls(_))));
}
