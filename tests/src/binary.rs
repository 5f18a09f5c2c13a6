//! The product as a process of its own: the real binary, started, killed and started again on the same data.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{ExitStatus, Output, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::{
    io::AsyncWriteExt,
    process::{Child, Command},
};

use crate::{desk::provider, server::Place};

/// A start or a page that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often a process is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// How to start the binary on a place.
#[derive(Clone, Debug)]
pub struct Start {
    program: PathBuf,
    variables: Vec<(String, String)>,
    scheme: &'static str,
}

impl Start {
    /// On this data folder and database, with no other setting.
    pub fn new(program: &Path, place: &Place) -> Self {
        let start = Self { program: program.to_owned(), variables: Vec::new(), scheme: "http" };
        let start = start.with("FORECOURT_DATA_DIR", place.data.path().display());
        match place.database.url() {
            Some(url) => start.with("FORECOURT_DATABASE_URL", url),
            None => start,
        }
    }

    /// The same with one more variable of the environment.
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.variables.push((name.to_owned(), value.to_string()));
        self
    }

    /// The same over TLS.
    pub fn with_tls(self, certificate: &Path, key: &Path) -> Self {
        let start = self.with("FORECOURT_TLS_CERT", certificate.display()).with("FORECOURT_TLS_KEY", key.display());
        Self { scheme: "https", ..start }
    }

    /// The command line of these words. Settings of whoever runs the tests do not count.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("FORECOURT_") {
                command.env_remove(name);
            }
        }
        command.args(words).env("FORECOURT_LISTEN", "127.0.0.1:0").env("FORECOURT_LOG_FORMAT", "json");
        command.env("RUST_LOG", "error,forecourt_api::commands::server=info");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).kill_on_drop(true);
        command
    }

    /// Serves on a free port and waits until it is ready.
    pub async fn serve(&self) -> Binary {
        match self.serve_or_end().await {
            Ok(server) => server,
            Err(status) => panic!("the server did not start: {status}"),
        }
    }

    /// The same, where the server may end before it is ready: how it ended then.
    pub async fn serve_or_end(&self) -> Result<Binary, ExitStatus> {
        let child = self.command(&["serve"]).stderr(Stdio::piped()).spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{}: {error}: build it first", self.program.display()));
        let said = Arc::new(Mutex::new(Said::default()));
        listen(child.stderr.take().expect("a pipe"), said.clone());
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = child.try_wait().expect("a child") {
                return Err(status);
            }
            let address = lock(&said).address;
            if let Some(address) = address {
                let server = Binary { base: format!("{}://{address}", self.scheme), address, child, said };
                return server.ready(deadline).await;
            }
            assert!(Instant::now() < deadline, "no address within two minutes: {}", lock(&said).lines.join("\n"));
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Runs another command of the binary to its end.
    pub async fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().await.expect("the command starts")
    }

    /// The same with this as its standard input.
    pub async fn run_on(&self, words: &[&str], input: &str) -> Output {
        let mut command = self.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        let written = async {
            pipe.write_all(input.as_bytes()).await.expect("it reads");
            drop(pipe);
        };
        let (output, ()) = tokio::join!(child.wait_with_output(), written);
        output.expect("it ends")
    }

    /// Begins a command that does not end by itself; dropped it is killed.
    pub fn begin(&self, words: &[&str]) -> Child {
        let mut command = self.command(words);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command starts")
    }
}

/// What the process wrote to its log.
#[derive(Default)]
struct Said {
    address: Option<SocketAddr>,
    lines: Vec<String>,
}

fn lock(said: &Mutex<Said>) -> std::sync::MutexGuard<'_, Said> {
    said.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads the log to its end on a thread of its own, so that the process never waits for us.
fn listen(log: tokio::process::ChildStderr, said: Arc<Mutex<Said>>) {
    let log = std::fs::File::from(log.into_owned_fd().expect("a pipe"));
    std::thread::spawn(move || {
        for line in BufReader::new(log).lines().map_while(Result::ok) {
            let read: Value = serde_json::from_str(&line).unwrap_or_default();
            let mut said = lock(&said);
            if said.address.is_none() {
                said.address = read["fields"]["address"].as_str().and_then(|text| text.parse().ok());
            }
            if read["level"] != "INFO" {
                said.lines.push(line);
            }
        }
    });
}

/// The real binary, serving. Dropped it is killed.
pub struct Binary {
    /// Where it listens.
    pub address: SocketAddr,
    /// `http://…` without a slash at the end.
    pub base: String,
    child: Child,
    said: Arc<Mutex<Said>>,
}

impl Binary {
    async fn ready(mut self, deadline: Instant) -> Result<Self, ExitStatus> {
        let client = trusting();
        loop {
            if let Some(status) = self.ended() {
                return Err(status);
            }
            if page(&client, &format!("{}/readyz", self.base)).await.contains("database ok") {
                return Ok(self);
            }
            assert!(Instant::now() < deadline, "not ready within two minutes: {}", self.log());
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Waits until a page says so, two minutes at the most.
    pub async fn until(&self, what: &str, path: &str, says: impl Fn(&str) -> bool) {
        let (client, deadline) = (trusting(), Instant::now() + PATIENCE);
        while !says(&page(&client, &format!("{}{path}", self.base)).await) {
            assert!(Instant::now() < deadline, "not {what} within two minutes: {}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a child")
    }

    /// Waits until it ends by itself, for so long at the most.
    pub async fn end_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        tokio::time::timeout(patience, self.child.wait()).await.ok().map(|status| status.expect("a child"))
    }

    /// Its process; 0 when it has ended.
    pub fn pid(&self) -> u32 {
        self.child.id().unwrap_or(0)
    }

    /// Errors and warnings that it has logged.
    pub fn log(&self) -> String {
        lock(&self.said).lines.join("\n")
    }

    /// Waits until it has logged a warning or an error with this text, two minutes at the most; that line.
    pub async fn says(&self, text: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(line) = lock(&self.said).lines.iter().find(|line| line.contains(text)) {
                return line.clone();
            }
            assert!(Instant::now() < deadline, "never said {text:?}: {}", self.log());
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Sends it a signal, `TERM` for example.
    pub async fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.pid().to_string()]).status().await.expect("kill");
        assert!(sent.success(), "the signal was not sent");
    }

    /// Asks it to end and waits until it has.
    pub async fn stop(mut self) -> ExitStatus {
        if self.ended().is_none() {
            self.signal("TERM").await;
        }
        self.end_within(PATIENCE).await.expect("it ends within two minutes")
    }
}

/// A client that asks for no certificate: of interest is only what the page says.
fn trusting() -> reqwest::Client {
    provider();
    reqwest::Client::builder().no_proxy().tls_danger_accept_invalid_certs(true).build().expect("an HTTP client")
}

/// A page as text; empty when there is no answer.
async fn page(client: &reqwest::Client, address: &str) -> String {
    match client.get(address).send().await {
        Ok(answer) => answer.text().await.unwrap_or_default(),
        Err(_) => String::new(),
    }
}
