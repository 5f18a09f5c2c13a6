//! What sends, by the settings.

use std::time::Duration;

use forecourt_core::day::MINUTE_MS;
use forecourt_notify::{Http, MailSettings, Mailer, NetSettings, Reach, Security, Sender};
use reqwest::Url;

use crate::{config::Telling, state::StartError};

/// The sender of these settings; nothing is connected yet.
///
/// # Errors
/// What is wrong with them.
pub fn sender(settings: &Telling) -> Result<Sender, StartError> {
    let authority_pem = settings
        .telling_ca
        .as_ref()
        .map(|file| std::fs::read(file).map_err(|error| StartError::Io(file.display().to_string(), error)));
    let authority_pem = authority_pem.transpose()?;
    let limit = Duration::from_secs(settings.telling_timeout);
    let reach = if settings.webhooks_private { Reach::Private } else { Reach::Public };
    let net = NetSettings { reach, limit, authority_pem: authority_pem.clone(), lookup: None };
    let http = Http::new(net).map_err(|error| StartError::Settings(error.to_string()))?;
    let mailer = match (&settings.smtp_url, &settings.mail_from) {
        (Some(url), Some(from)) => {
            let mail = mail_settings(url, from, limit, authority_pem).map_err(|why| {
                // The address holds a password: it is not repeated.
                StartError::Settings(format!("FORECOURT_SMTP_URL: {why}"))
            })?;
            Some(Mailer::new(mail).map_err(|error| StartError::Settings(error.to_string()))?)
        }
        (Some(_), None) => return Err(StartError::Settings("FORECOURT_SMTP_URL needs FORECOURT_MAIL_FROM".into())),
        (None, _) => None,
    };
    Ok(Sender { http, mailer })
}

fn mail_settings(
    text: &str,
    from: &str,
    limit: Duration,
    authority_pem: Option<Vec<u8>>,
) -> Result<MailSettings, &'static str> {
    let url = Url::parse(text).map_err(|_| "not an address")?;
    let open = match url.query() {
        None => false,
        Some("tls=none") => true,
        Some(_) => return Err("the only query is tls=none"),
    };
    let (security, port) = match (url.scheme(), open) {
        ("smtps", false) => (Security::Tls, 465),
        ("smtp", false) => (Security::StartTls, 587),
        ("smtp", true) => (Security::None, 25),
        ("smtps", true) => return Err("smtps:// is TLS"),
        _ => return Err("smtps:// or smtp://"),
    };
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or("no host")?;
    let sign_in = match (url.username(), url.password()) {
        ("", None) => None,
        ("", Some(_)) | (_, None) => return Err("name and password, or neither"),
        (name, Some(password)) => Some((decoded(name)?, decoded(password)?)),
    };
    let port = url.port().unwrap_or(port);
    Ok(MailSettings { host: host.to_owned(), port, security, sign_in, from: from.to_owned(), limit, authority_pem })
}

/// A name or password without its percent encoding.
fn decoded(text: &str) -> Result<String, &'static str> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else { return Err("a broken % code") };
        bytes.push(u8::try_from(high * 16 + low).map_err(|_| "a broken % code")?);
    }
    String::from_utf8(bytes).map_err(|_| "not UTF-8")
}

/// How often who sends looks for what is due, when nobody wakes him.
pub const LOOK: Duration = Duration::from_secs(1);
/// The longest span of a limit: messages before it do not count, ms.
pub const SPAN_MS: i64 = 60 * MINUTE_MS;

#[cfg(test)]
mod tests {
    use super::*;

    type Server = (String, u16, Security, Option<(String, String)>);

    fn read(text: &str) -> Result<Server, &'static str> {
        let read = mail_settings(text, "a@example.cn", Duration::from_secs(1), None)?;
        Ok((read.host, read.port, read.security, read.sign_in))
    }

    #[test]
    fn a_mail_server_is_read_from_its_address() {
        let both = |name: &str, word: &str| Some((name.to_owned(), word.to_owned()));
        let host = || "mail.example.cn".to_owned();
        assert_eq!(read("smtps://mail.example.cn"), Ok((host(), 465, Security::Tls, None)));
        let read_both = read("smtp://a%40example.cn:p%3Aw%E5%AF%86@mail.example.cn:2587");
        assert_eq!(read_both, Ok((host(), 2587, Security::StartTls, both("a@example.cn", "p:w密"))));
        assert_eq!(read("smtp://mail.example.cn?tls=none"), Ok((host(), 25, Security::None, None)));
        for wrong in [
            "mail.example.cn",
            "https://mail.example.cn",
            "smtps://mail.example.cn?tls=none",
            "smtp://mail.example.cn?tls=maybe",
            "smtp://name@mail.example.cn",
            "smtp://name:%zz@mail.example.cn",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
