//! The one door: each destination gets its own form, over TLS where it is asked for.

use crate::http_server::{Answer, Receiver};
use crate::smtp_server::{Behaviour, SmtpServer, authority};
use crate::{NOW_MS, client, parcel};
use forecourt_core::text::Lang;
use forecourt_notify::{
    Destination, Http, MailSettings, Mailer, NetSettings, Outcome, Reach, ReasonCode, Robot, Secret, Security, Sender,
    Vendor, Webhook,
};
use rustls::{ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

const PATIENT: Duration = Duration::from_secs(20);

fn hook(url: reqwest::Url) -> Destination {
    Destination::Webhook(Webhook { url, secrets: vec![Secret::of([3; 32]).0] })
}

#[tokio::test]
async fn each_destination_is_sent_its_own_form() {
    let server = SmtpServer::start(Behaviour::default());
    let mailer = Mailer::new(MailSettings {
        host: "localhost".to_owned(),
        port: server.port,
        security: Security::None,
        sign_in: None,
        from: "forecourt@audit.example.cn".to_owned(),
        limit: PATIENT,
        authority_pem: None,
    });
    let sender = Sender { http: client(PATIENT), mailer: Some(mailer.unwrap()) };
    let receiver = Receiver::start(Answer::of("200 OK", &[], r#"{"errcode":0,"code":0}"#));
    let robot = |vendor| {
        let robot = Robot { vendor, url: receiver.url("/robot"), secret: None, keyword: None };
        Destination::Robot { robot, lang: Lang::Zh }
    };
    let mail = Destination::Mail { to: "wang@example.cn".to_owned(), lang: Lang::En };
    let all = [
        hook(receiver.url("/hook")),
        robot(Vendor::WeCom),
        robot(Vendor::DingTalk),
        robot(Vendor::Feishu),
        mail.clone(),
    ];
    for destination in &all {
        assert_eq!(sender.send(destination, &parcel(), NOW_MS).await, Outcome::Delivered);
    }
    let bodies: Vec<serde_json::Value> = receiver.requests().iter().map(|request| request.json()).collect();
    let forms: Vec<bool> = vec![
        bodies[0]["type"] == "order.issued",
        bodies[1]["text"]["content"].is_string(),
        bodies[2]["at"].is_object(),
        bodies[3]["content"]["text"].is_string(),
    ];
    assert_eq!(forms, [true; 4]);
    assert_eq!(server.letters().len(), 1);
    // Without a mail server a letter waits until there is one.
    let none = Sender { mailer: None, ..sender };
    let outcome = none.send(&mail, &parcel(), NOW_MS).await;
    let Outcome::TryAgain { reason, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(reason.code, ReasonCode::NoMailServer);
}

#[test]
fn a_destination_is_checked_when_it_is_set_up() {
    let http = Http::new(NetSettings::default()).unwrap();
    let sender = Sender { http, mailer: None };
    let robot = |url: &str| {
        let robot = Robot { vendor: Vendor::WeCom, url: url.parse().unwrap(), secret: None, keyword: None };
        Destination::Robot { robot, lang: Lang::Zh }
    };
    let mail = |to: &str| Destination::Mail { to: to.to_owned(), lang: Lang::Zh };
    let unsigned = Webhook { url: "https://example.cn/".parse().unwrap(), secrets: Vec::new() };
    for (destination, code) in [
        (hook("https://example.cn/hook".parse().unwrap()), None),
        (robot("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"), None),
        (mail("wang@example.cn"), None),
        (hook("http://example.cn/hook".parse().unwrap()), Some(ReasonCode::BadAddress)),
        (hook("https://10.0.0.1/".parse().unwrap()), Some(ReasonCode::AddressRefused)),
        (robot("https://[::1]/"), Some(ReasonCode::AddressRefused)),
        (Destination::Webhook(unsigned), Some(ReasonCode::SetupRefused)),
        (mail("wang"), Some(ReasonCode::BadRecipient)),
    ] {
        assert_eq!(sender.check(&destination).err().map(|reason| reason.code), code);
    }
}

#[tokio::test]
async fn https_needs_a_certificate_that_somebody_vouches_for() {
    let (pem, config) = authority();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("a TLS connection");
            let mut stream = BufReader::new(StreamOwned::new(connection, stream.expect("a connection")));
            // A client that does not trust the certificate leaves here.
            let (mut line, mut length) = (String::new(), 0);
            while stream.read_line(&mut line).is_ok_and(|read| read > 2) {
                if let Some(value) = line.to_lowercase().strip_prefix("content-length: ") {
                    length = value.trim().parse().expect("a length");
                }
                line.clear();
            }
            let mut body = vec![0; length];
            if length > 0 && stream.read_exact(&mut body).is_ok() {
                let stream = stream.get_mut();
                let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
                stream.write_all(answer).and_then(|()| stream.flush()).expect("the client reads it");
            }
        }
    });
    let url: reqwest::Url = format!("https://localhost:{port}/hook").parse().unwrap();
    let with = |authority_pem| Sender {
        http: Http::new(NetSettings { reach: Reach::Private, limit: PATIENT, authority_pem, lookup: None }).unwrap(),
        mailer: None,
    };
    assert_eq!(with(Some(pem)).send(&hook(url.clone()), &parcel(), NOW_MS).await, Outcome::Delivered);
    let outcome = with(None).send(&hook(url), &parcel(), NOW_MS).await;
    let Outcome::TryAgain { reason, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(reason.code, ReasonCode::Unreachable);
    let bad =
        NetSettings { authority_pem: Some(b"-----BEGIN CERTIFICATE-----\nno\n".to_vec()), ..NetSettings::default() };
    assert!(Http::new(bad).is_err());
}
