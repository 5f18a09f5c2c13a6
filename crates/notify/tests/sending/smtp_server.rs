//! A mail server on loopback that speaks SMTP, with or without STARTTLS, and answers each command as it is told.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver as Channel, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// How it behaves.
#[derive(Clone, Default)]
pub struct Behaviour {
    /// Offers STARTTLS and takes letters only behind it.
    pub starttls: Option<Arc<ServerConfig>>,
    /// Speaks TLS from the first byte.
    pub tls: Option<Arc<ServerConfig>>,
    /// Asks for this name and password.
    pub sign_in: Option<(&'static str, &'static str)>,
    /// Instead of the usual answer to a command (`hello` for the greeting, `end` for the end of the letter).
    pub instead: Option<(&'static str, &'static str)>,
    /// Somebody in between puts this answer into the line behind the server's answer to STARTTLS.
    pub injected: Option<&'static str>,
    /// Says nothing more from this command on, for as long as it lives.
    pub silent_at: Option<&'static str>,
}

/// A letter that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub from: String,
    pub to: Vec<String>,
    pub data: String,
    pub sealed: bool,
}

/// A server; it ends with the test.
pub struct SmtpServer {
    pub port: u16,
    letters: Arc<Mutex<Vec<Letter>>>,
    commands: Arc<Mutex<Vec<String>>>,
    _alive: Sender<()>,
}

impl SmtpServer {
    pub fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (letters, commands) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
        let (alive, ended) = channel();
        let ended = Arc::new(Mutex::new(ended));
        let (taken, heard) = (Arc::clone(&letters), Arc::clone(&commands));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let talk = Talk {
                    behaviour: behaviour.clone(),
                    letters: Arc::clone(&taken),
                    commands: Arc::clone(&heard),
                    ended: Arc::clone(&ended),
                };
                thread::spawn(move || talk.serve(stream));
            }
        });
        Self { port, letters, commands, _alive: alive }
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().expect("not poisoned").clone()
    }

    /// Every command that it heard, in upper case, without its arguments.
    pub fn commands(&self) -> Vec<String> {
        self.commands.lock().expect("not poisoned").clone()
    }
}

struct Talk {
    behaviour: Behaviour,
    letters: Arc<Mutex<Vec<Letter>>>,
    commands: Arc<Mutex<Vec<String>>>,
    ended: Arc<Mutex<Channel<()>>>,
}

/// Why a talk ends early: the client left, or TLS begins.
enum End {
    Left,
    StartTls,
}

impl From<io::Error> for End {
    fn from(_: io::Error) -> Self {
        Self::Left
    }
}

impl Talk {
    fn serve(&self, stream: TcpStream) {
        let seal = |config: &Arc<ServerConfig>, stream: TcpStream| {
            StreamOwned::new(ServerConnection::new(Arc::clone(config)).expect("a TLS connection"), stream)
        };
        if let Some(config) = &self.behaviour.tls {
            // The client may leave in the middle: that is for its own test to judge.
            let _ = self.talk(&mut seal(config, stream), true, true);
            return;
        }
        let again = stream.try_clone().expect("the same connection");
        let mut stream = stream;
        if let (Err(End::StartTls), Some(config)) = (self.talk(&mut stream, false, true), &self.behaviour.starttls) {
            let _ = self.talk(&mut seal(config, again), true, false);
        }
    }

    /// Says a line, or what is said instead, or nothing for ever.
    fn say(&self, stream: &mut impl Write, command: &str, usual: &str) -> Result<bool, End> {
        if self.behaviour.silent_at == Some(command) {
            // It ends with an error when the server is dropped: nothing is ever sent.
            assert!(self.ended.lock().expect("not poisoned").recv().is_err());
            return Err(End::Left);
        }
        let line = match self.behaviour.instead {
            Some((at, line)) if at == command => line,
            _ => usual,
        };
        stream.write_all(format!("{line}\r\n").as_bytes())?;
        stream.flush()?;
        Ok(line == usual)
    }

    /// What follows DATA, if it is taken.
    fn data(&self, stream: &mut (impl Read + Write)) -> Result<Option<String>, End> {
        let mut data = String::new();
        while !data.ends_with("\r\n.\r\n") {
            data.push_str(&line_of(stream)?);
            data.push_str("\r\n");
        }
        Ok(self.say(stream, "end", "250 taken")?.then_some(data))
    }

    fn talk(&self, stream: &mut (impl Read + Write), sealed: bool, greets: bool) -> Result<(), End> {
        if greets {
            self.say(stream, "hello", "220 mail.example ESMTP")?;
        }
        let (mut from, mut to) = (String::new(), Vec::new());
        loop {
            let line = line_of(stream)?;
            let command = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            self.commands.lock().expect("not poisoned").push(command.clone());
            match command.as_str() {
                "EHLO" => {
                    let starttls = if self.behaviour.starttls.is_some() && !sealed { "250-STARTTLS\r\n" } else { "" };
                    let sign_in = if self.behaviour.sign_in.is_some() { "250-AUTH PLAIN\r\n" } else { "" };
                    self.say(stream, "EHLO", &format!("250-mail.example\r\n{starttls}{sign_in}250 8BITMIME"))?;
                }
                "STARTTLS" => {
                    if let Some(injected) = self.behaviour.injected {
                        stream.write_all(format!("220 go ahead\r\n{injected}\r\n").as_bytes())?;
                        return Err(End::StartTls);
                    }
                    if self.say(stream, "STARTTLS", "220 go ahead")? {
                        return Err(End::StartTls);
                    }
                }
                "AUTH" => {
                    let (name, word) = self.behaviour.sign_in.unwrap_or_default();
                    let wanted = STANDARD.encode(format!("\0{name}\0{word}"));
                    let right = line.ends_with(&wanted);
                    self.say(stream, "AUTH", if right { "235 welcome" } else { "535 5.7.8 wrong password" })?;
                }
                "MAIL" => {
                    from = inside(&line);
                    self.say(stream, "MAIL", "250 ok")?;
                }
                "RCPT" => {
                    to.push(inside(&line));
                    self.say(stream, "RCPT", "250 ok")?;
                }
                "DATA" => {
                    if !self.say(stream, "DATA", "354 go on")? {
                        continue;
                    }
                    if let Some(data) = self.data(stream)? {
                        let letter = Letter { from: from.clone(), to: std::mem::take(&mut to), data, sealed };
                        self.letters.lock().expect("not poisoned").push(letter);
                    }
                }
                "QUIT" => {
                    self.say(stream, "QUIT", "221 bye")?;
                    return Ok(());
                }
                _ => {
                    self.say(stream, &command, "250 ok")?;
                }
            }
        }
    }
}

/// The argument between angle brackets.
fn inside(text: &str) -> String {
    let start = text.split_once('<').map_or("", |(_, rest)| rest);
    start.split('>').next().unwrap_or_default().to_owned()
}

fn line_of(stream: &mut impl Read) -> Result<String, End> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    while !line.ends_with(b"\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Err(End::Left);
        }
        line.push(byte[0]);
    }
    line.truncate(line.len() - 2);
    String::from_utf8(line).map_err(|_| End::Left)
}

/// An authority for `localhost`: its certificate in PEM, and what a server needs.
pub fn authority() -> (Vec<u8>, Arc<ServerConfig>) {
    let key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = params.self_signed(&key).expect("a root");
    let issuer = Issuer::new(params, key);
    let own = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let certificate = params.signed_by(&own, &issuer).expect("a certificate");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(own.serialize_der().into()))
        .expect("a server's TLS");
    (root.pem().into_bytes(), Arc::new(config))
}
