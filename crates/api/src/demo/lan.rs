//! `forecourt demo --lan`: phones of the same network reach the demo over TLS, which camera and position need
//! (decision 35). A certificate authority of this data folder signs the server's certificate; a small plain page hands
//! the authority out and says how to trust it.

use std::{
    io::Write as _,
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

use axum::{Router, http::header, response::Html, routing::get};
use qrcode::{QrCode, render::unicode::Dense1x2};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use time::{Duration, OffsetDateTime};

use crate::{config::Settings, state::StartError};

/// The demo on the local network, before it listens.
#[derive(Debug)]
pub struct Lan {
    /// Certificate of the authority, PEM.
    pub authority: String,
    ip: IpAddr,
    page_port: u16,
}

/// What phones open.
#[derive(Debug)]
pub struct Doors {
    /// Address of the demo.
    pub address: String,
    page: SocketAddr,
}

/// Makes authority and certificate, and points the settings at them.
///
/// # Errors
/// When a file cannot be written or this machine has no address in a network.
pub fn prepare(settings: &mut Settings) -> Result<Lan, StartError> {
    prepare_for(settings, address_here()?)
}

fn prepare_for(settings: &mut Settings, ip: IpAddr) -> Result<Lan, StartError> {
    if settings.listen.ip().is_loopback() {
        settings.listen.set_ip(Ipv4Addr::UNSPECIFIED.into());
    }
    let folder = settings.data_dir.join("lan");
    std::fs::create_dir_all(&folder).map_err(|error| StartError::Io(folder.display().to_string(), error))?;
    let (authority, issuer) = authority(&folder)?;
    let (certificate, key) = (folder.join("server.pem"), folder.join("server-key.pem"));
    let (chain, secret) = server_certificate(ip, &issuer).map_err(|error| StartError::Settings(error.to_string()))?;
    write(&certificate, &chain)?;
    write(&key, &secret)?;
    (settings.tls_cert, settings.tls_key) = (Some(certificate), Some(key));
    // Beside a free port, and beside the last one, the page takes a free one.
    let page_port = settings.listen.port().checked_add(1).filter(|port| *port > 1).unwrap_or(0);
    Ok(Lan { authority, ip, page_port })
}

impl Lan {
    /// Opens the page that hands the authority out, beside the server that listens here.
    ///
    /// # Errors
    /// When its port is taken.
    pub fn open(&self, listens: SocketAddr) -> Result<Doors, StartError> {
        let address = format!("https://{}", SocketAddr::new(self.ip, listens.port()));
        let port = hand_out(SocketAddr::new(listens.ip(), self.page_port), page(&address), self.authority.clone())?;
        Ok(Doors { address, page: SocketAddr::new(self.ip, port) })
    }
}

impl Doors {
    /// QR code and how to trust the authority.
    pub fn hint(&self) -> String {
        let page = format!("http://{}/", self.page);
        let code = QrCode::new(page.as_bytes()).map(|code| code.render::<Dense1x2>().build()).unwrap_or_default();
        format!(
            "\n{code}\n\
             On a phone in this network, scan the code or open {page}\n\
             手机连接同一网络，扫码或打开上面的地址：\n\
             \x20 1. Install the certificate of this demo 安装本演示的根证书\n\
             \x20    iPhone: Settings › Profile downloaded › Install, then General › About › Certificate Trust Settings › on\n\
             \x20    iPhone：设置 › 已下载描述文件 › 安装，再到 通用 › 关于本机 › 证书信任设置 › 打开\n\
             \x20    Android: Settings › Security › Encryption & credentials › Install a certificate › CA certificate\n\
             \x20    安卓：设置 › 安全 › 加密与凭据 › 安装证书 › CA 证书\n\
             \x20 2. Open {address} 打开该地址\n\
             Remove the certificate from the phone after the demo. 演示结束后请从手机删除该证书。\n\n",
            address = self.address,
        )
    }
}

/// The address by which this machine goes out; nothing is sent.
fn address_here() -> Result<IpAddr, StartError> {
    let found = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        // A documentation address: connecting a datagram socket only looks up the route.
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    match found {
        Ok(address) if !address.ip().is_unspecified() => Ok(address.ip()),
        _ => Err(StartError::Settings("demo --lan: this machine is in no network".into())),
    }
}

fn now() -> OffsetDateTime {
    let ms = crate::clock::Clock::default().real_ms();
    OffsetDateTime::from_unix_timestamp(ms / 1000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// The authority of this data folder: made once, so that phones need to trust it once.
fn authority(folder: &Path) -> Result<(String, Issuer<'static, KeyPair>), StartError> {
    let settings = |error: rcgen::Error| StartError::Settings(error.to_string());
    let (certificate, key) = (folder.join("forecourt-ca.crt"), folder.join("ca-key.pem"));
    let mut params = CertificateParams::new(Vec::new()).map_err(settings)?;
    params.distinguished_name.push(DnType::CommonName, "Forecourt demo (this machine only)");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = now() - Duration::days(1);
    params.not_after = now() + Duration::days(365);
    let known = std::fs::read_to_string(&certificate).ok().zip(std::fs::read_to_string(&key).ok());
    if let Some((pem, secret)) = known {
        let pair = KeyPair::from_pem(&secret).map_err(settings)?;
        return Ok((pem, Issuer::new(params, pair)));
    }
    let pair = KeyPair::generate().map_err(settings)?;
    let pem = params.self_signed(&pair).map_err(settings)?.pem();
    write(&key, &pair.serialize_pem())?;
    write(&certificate, &pem)?;
    Ok((pem, Issuer::new(params, pair)))
}

/// A certificate for this machine's addresses of today, with its key.
fn server_certificate(ip: IpAddr, issuer: &Issuer<'_, KeyPair>) -> Result<(String, String), rcgen::Error> {
    let names = vec![ip.to_string(), Ipv4Addr::LOCALHOST.to_string(), "localhost".to_owned()];
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, "Forecourt demo");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    params.not_before = now() - Duration::days(1);
    params.not_after = now() + Duration::days(180);
    let pair = KeyPair::generate()?;
    let certificate = params.signed_by(&pair, issuer)?;
    Ok((certificate.pem(), pair.serialize_pem()))
}

/// Only the owner may read what lies here: one of the files is the authority's key.
fn write(path: &Path, text: &str) -> Result<(), StartError> {
    let io = |error| StartError::Io(path.display().to_string(), error);
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(path).map_err(io)?;
    file.write_all(text.as_bytes()).map_err(io)
}

/// Serves the authority's certificate without TLS: a phone that does not trust it yet must be able to fetch it. Answers
/// the port.
fn hand_out(at: SocketAddr, page: String, pem: String) -> Result<u16, StartError> {
    let io = |error| StartError::Io(at.to_string(), error);
    let socket = std::net::TcpListener::bind(at).map_err(io)?;
    socket.set_nonblocking(true).map_err(io)?;
    let socket = tokio::net::TcpListener::from_std(socket).map_err(io)?;
    let port = socket.local_addr().map_err(io)?.port();
    let router = Router::new()
        .route("/", get(async move || Html(page)))
        .route("/forecourt-ca.crt", get(async move || ([(header::CONTENT_TYPE, "application/x-x509-ca-cert")], pem)));
    tokio::spawn(async move {
        if let Err(error) = axum::serve(socket, router).await {
            tracing::error!(%error, "the page that hands out the certificate stopped");
        }
    });
    Ok(port)
}

fn page(address: &str) -> String {
    format!(
        "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Forecourt</title>\
         <body style=\"font:18px/1.6 sans-serif;max-width:34em;margin:2em auto;padding:0 1em\">\
         <h1>Forecourt 演示 demo</h1><ol>\
         <li><a href=\"/forecourt-ca.crt\">安装根证书 Install the certificate</a><br>\
         iPhone：安装描述文件后，在 设置 › 通用 › 关于本机 › 证书信任设置 中打开。\
         After installing the profile switch it on in Settings › General › About › Certificate Trust Settings.<br>\
         安卓 Android：设置 › 安全 › 加密与凭据 › 安装证书 › CA 证书 \
         (Settings › Security › Encryption &amp; credentials › Install a certificate › CA certificate)。</li>\
         <li><a href=\"{address}\">打开 Open {address}</a></li></ol>\
         <p>演示结束后请删除该证书。Remove the certificate after the demo.</p></body></html>"
    )
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use clap::Parser;

    use super::*;
    use crate::{clock::Clock, serve, state::App};

    #[derive(Parser)]
    struct Flags {
        #[command(flatten)]
        settings: Settings,
    }

    #[test]
    fn the_authority_is_made_once_and_signs_for_this_machine() {
        let folder = tempfile::tempdir().unwrap();
        let (first, issuer) = authority(folder.path()).unwrap();
        let (again, _) = authority(folder.path()).unwrap();
        assert_eq!(first, again);
        let (chain, key) = server_certificate(Ipv4Addr::new(192, 0, 2, 7).into(), &issuer).unwrap();
        assert!(chain.starts_with("-----BEGIN CERTIFICATE") && key.contains("PRIVATE KEY"));
    }

    fn trusting(authorities: Vec<reqwest::Certificate>) -> reqwest::Client {
        reqwest::Client::builder().no_proxy().tls_certs_only(authorities).build().unwrap()
    }

    #[tokio::test]
    async fn a_phone_fetches_the_authority_trusts_it_and_opens_the_demo() {
        let data = tempfile::tempdir().unwrap();
        let dir = format!("--data-dir={}", data.path().display());
        let mut settings = Flags::parse_from(["forecourt", "--listen=127.0.0.1:0", &dir]).settings;
        let lan = prepare_for(&mut settings, Ipv4Addr::LOCALHOST.into()).unwrap();
        assert!(settings.listen.ip().is_unspecified(), "phones reach it");
        let running = serve::start(App::open(settings, Clock::default()).await.unwrap()).await.unwrap();
        let doors = lan.open(running.address).unwrap();

        let page = format!("http://{}/", doors.page);
        let hint = super::super::welcome(&doors.address, &doors.hint());
        let code = QrCode::new(page.as_bytes()).unwrap().render::<Dense1x2>().build();
        for told in [code.as_str(), &page, &format!("2. Open {}", doors.address)] {
            assert!(hint.contains(told), "{told} is not in {hint}");
        }

        let stranger = trusting(Vec::new());
        let shown = stranger.get(&page).send().await.unwrap().text().await.unwrap();
        assert!(shown.contains(&format!("<a href=\"{}\">", doors.address)), "{shown}");
        let given = stranger.get(format!("{page}forecourt-ca.crt")).send().await.unwrap();
        assert_eq!(given.headers()[header::CONTENT_TYPE], "application/x-x509-ca-cert");
        let given = given.text().await.unwrap();
        assert_eq!(given, lan.authority);

        let demo = format!("{}/healthz", doors.address);
        assert!(stranger.get(&demo).send().await.is_err(), "who does not trust the authority gets no further");
        let phone = trusting(vec![reqwest::Certificate::from_pem(given.as_bytes()).unwrap()]);
        assert_eq!(phone.get(&demo).send().await.unwrap().text().await.unwrap(), "ok\n");
        for key in ["ca-key.pem", "server-key.pem"] {
            let mode = std::fs::metadata(data.path().join("lan").join(key)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{key} is the owner's alone");
        }
        running.stop().await.unwrap();
    }

    #[test]
    fn the_page_lies_at_the_next_port_or_at_a_free_one() {
        let data = tempfile::tempdir().unwrap();
        let dir = format!("--data-dir={}", data.path().display());
        for (port, page) in [(8080, 8081), (65_535, 0), (0, 0)] {
            let mut settings = Flags::parse_from(["forecourt", &format!("--listen=127.0.0.1:{port}"), &dir]).settings;
            assert_eq!(prepare_for(&mut settings, Ipv4Addr::LOCALHOST.into()).unwrap().page_port, page);
        }
    }
}
