//! A receiver on loopback that answers as it is told, and remembers what it was sent.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver as Channel, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How it answers.
#[derive(Clone)]
pub enum Answer {
    /// These bytes, then the end.
    Bytes(String),
    /// Nothing, for as long as the server lives.
    Never,
    /// These bytes, then nothing more, for as long as the server lives.
    Half(String),
    /// The connection ends without a byte.
    Hangs,
    /// A head, then bytes without end.
    Endless,
    /// These bytes one at a time with pauses of 10 ms.
    Slowly(String),
}

impl Answer {
    /// A whole answer with a status line, headers and a body.
    pub fn of(status: &str, headers: &[&str], body: &str) -> Self {
        let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        Self::Bytes(format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()))
    }
}

/// What it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `POST /path?query HTTP/1.1`.
    pub line: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name} in {:?}", self.headers))
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }
}

/// A receiver; it ends with the test.
pub struct Receiver {
    pub port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
    connections: Arc<Mutex<usize>>,
    /// Connections that hang wait for its end.
    _alive: Sender<()>,
}

impl Receiver {
    /// Answers every request alike.
    pub fn start(answer: Answer) -> Self {
        Self::in_turn(vec![answer])
    }

    /// Answers the first request with the first, and so on; the last answer is kept.
    pub fn in_turn(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (requests, connections) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(0)));
        let (alive, ended) = channel();
        let ended = Arc::new(Mutex::new(ended));
        let (seen, count) = (Arc::clone(&requests), Arc::clone(&connections));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                *count.lock().expect("not poisoned") += 1;
                let (seen, ended, answers) = (Arc::clone(&seen), Arc::clone(&ended), answers.clone());
                thread::spawn(move || serve(stream, &answers, &seen, &ended));
            }
        });
        Self { port, requests, connections, _alive: alive }
    }

    pub fn url(&self, path: &str) -> reqwest::Url {
        format!("http://127.0.0.1:{}{path}", self.port).parse().expect("an address")
    }

    /// What it was sent so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("not poisoned").clone()
    }

    pub fn connections(&self) -> usize {
        *self.connections.lock().expect("not poisoned")
    }
}

fn serve(mut stream: TcpStream, answers: &[Answer], seen: &Mutex<Vec<Request>>, ended: &Mutex<Channel<()>>) {
    let Some(request) = read(&stream) else { return };
    let answer = {
        let mut seen = seen.lock().expect("not poisoned");
        seen.push(request);
        answers[(seen.len() - 1).min(answers.len() - 1)].clone()
    };
    // The other side may leave at any moment: what it does not read is not this server's fault.
    let mut write = |bytes: &[u8]| stream.write_all(bytes).and_then(|()| stream.flush()).is_ok();
    // It ends with an error when the server is dropped: nothing is ever sent.
    let wait = || assert!(ended.lock().expect("not poisoned").recv().is_err());
    match answer {
        Answer::Bytes(text) => drop(write(text.as_bytes())),
        Answer::Hangs => {}
        Answer::Never => wait(),
        Answer::Half(text) => {
            write(text.as_bytes());
            wait();
        }
        Answer::Endless => {
            write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            let chunk = format!("1000\r\n{}\r\n", "x".repeat(4096));
            while write(chunk.as_bytes()) {}
        }
        Answer::Slowly(text) => {
            for byte in text.bytes() {
                if !write(&[byte]) {
                    return;
                }
                thread::sleep(Duration::from_millis(10));
            }
        }
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    // A sender that dies before its head is whole has sent no request.
    let read = |reader: &mut BufReader<_>, text: &mut String| reader.read_line(text).ok().filter(|bytes| *bytes > 0);
    read(&mut reader, &mut line)?;
    let (mut headers, mut length) = (Vec::new(), 0);
    loop {
        let mut text = String::new();
        read(&mut reader, &mut text)?;
        let text = text.trim_end();
        if text.is_empty() {
            break;
        }
        let (name, value) = text.split_once(": ")?;
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        }
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { line: line.trim_end().to_owned(), headers, body })
}
