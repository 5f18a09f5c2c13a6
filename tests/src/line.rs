//! A line between a client and a server that the test can cut.
//!
//! It carries one exchange a connection: clients that are to be cut open a connection for every request.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

/// Where the next connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Nothing is connected.
    Connect,
    /// So many bytes of the request reached the server, the whole of it at the most.
    Request(usize),
    /// The whole request reached the server, and so many bytes of the answer the client, all but the last at the most.
    Answer(usize),
}

/// What went over a connection, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passed {
    /// Head of the request, with the empty line.
    pub head: usize,
    /// The whole request.
    pub request: usize,
    /// The whole answer.
    pub answer: usize,
}

struct State {
    target: SocketAddr,
    cut: Option<Cut>,
    last: Passed,
}

/// A TCP relay: one address in front of another. It passes bytes as they are, `Host` included.
pub struct Line {
    /// Where clients connect.
    pub address: SocketAddr,
    // Kept while the line is down: another process could get the port else.
    listener: Arc<TcpListener>,
    state: Arc<Mutex<State>>,
    task: Option<JoinHandle<()>>,
}

impl Line {
    /// A whole line to this server.
    pub async fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = State { target, cut: None, last: Passed::default() };
        let mut line = Self { address, listener: Arc::new(listener), state: Arc::new(Mutex::new(state)), task: None };
        line.listen();
        line
    }

    /// `http://…` without a slash at the end.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    fn listen(&mut self) {
        let (listener, state) = (self.listener.clone(), self.state.clone());
        self.task = Some(tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let Ok((client, _)) = listener.accept().await else { return };
                let (target, cut) = {
                    let mut state = lock(&state);
                    (state.target, state.cut.take())
                };
                connections.spawn(carry(client, target, cut, state.clone()));
                while connections.try_join_next().is_some() {}
            }
        }));
    }

    /// Cuts the next connection here.
    pub fn cut_next(&self, cut: Cut) {
        lock(&self.state).cut = Some(cut);
    }

    /// Whether the cut that was asked for has happened.
    pub fn is_cut(&self) -> bool {
        lock(&self.state).cut.is_none()
    }

    /// What went over the last connection.
    pub fn passed(&self) -> Passed {
        lock(&self.state).last
    }

    /// The other side is elsewhere from the next connection on.
    pub fn aim(&self, target: SocketAddr) {
        lock(&self.state).target = target;
    }

    /// The other side is gone: connections under way end, new ones end at once.
    pub async fn down(&mut self) {
        self.end().await;
        let listener = self.listener.clone();
        self.task = Some(tokio::spawn(async move { while listener.accept().await.is_ok() {} }));
    }

    /// The other side is back, perhaps elsewhere.
    pub async fn up(&mut self, target: SocketAddr) {
        self.end().await;
        self.aim(target);
        self.listen();
    }

    async fn end(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            // Only when the task is gone are its connections closed.
            let _ = task.await;
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

fn lock(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Carries one connection until one side ends or the cut comes.
async fn carry(mut client: TcpStream, target: SocketAddr, cut: Option<Cut>, state: Arc<Mutex<State>>) {
    lock(&state).last = Passed::default();
    if cut == Some(Cut::Connect) {
        return;
    }
    let Ok(mut server) = TcpStream::connect(target).await else { return };
    let (request_limit, answer_limit) = match cut {
        Some(Cut::Request(bytes)) => (Some(bytes), None),
        Some(Cut::Answer(bytes)) => (None, Some(bytes)),
        _ => (None, None),
    };
    let (mut request, mut answer) = (Flow::default(), Flow::default());
    let (mut from_client, mut from_server) = (vec![0; 4096], vec![0; 4096]);
    loop {
        tokio::select! {
            read = client.read(&mut from_client) => {
                let Ok(count @ 1..) = read else { return };
                let part = request.take(&from_client[..count], request_limit, 0);
                lock(&state).last = Passed { head: request.head, request: request.passed, answer: answer.passed };
                if server.write_all(part).await.is_err() || request.ends(request_limit, 0) { return }
            }
            read = server.read(&mut from_server) => {
                let Ok(count @ 1..) = read else { return };
                let part = answer.take(&from_server[..count], answer_limit, 1);
                lock(&state).last = Passed { head: request.head, request: request.passed, answer: answer.passed };
                // With nothing of the answer allowed through, its arrival still tells that the server has acted.
                if client.write_all(part).await.is_err() || answer.ends(answer_limit, 1) { return }
            }
        }
    }
}

/// One direction of an exchange: how much of it came, and how long it is by its own head.
#[derive(Default)]
struct Flow {
    seen: Vec<u8>,
    /// Length of the head with the empty line; 0 while it has not come whole.
    head: usize,
    /// Length of the whole message; known with the head.
    whole: Option<usize>,
    passed: usize,
}

impl Flow {
    /// Notes what came and answers what may go on.
    fn take<'b>(&mut self, bytes: &'b [u8], limit: Option<usize>, held_back: usize) -> &'b [u8] {
        if self.head == 0 {
            self.seen.extend_from_slice(bytes);
            self.head = self.seen.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |end| end + 4);
            if self.head > 0 {
                self.whole = Some(self.head + body_length(&self.seen[..self.head]));
            }
        }
        let allowed = self.allowed(limit, held_back).saturating_sub(self.passed).min(bytes.len());
        self.passed += allowed;
        &bytes[..allowed]
    }

    fn allowed(&self, limit: Option<usize>, held_back: usize) -> usize {
        match (limit, self.whole) {
            (None, _) => usize::MAX,
            (Some(limit), Some(whole)) => limit.min(whole.saturating_sub(held_back)),
            // Nothing is known yet: what goes on now must not be the end.
            (Some(limit), None) => limit.min(self.seen.len().saturating_sub(held_back)),
        }
    }

    /// Whether all has gone on that may.
    fn ends(&self, limit: Option<usize>, held_back: usize) -> bool {
        let known = self.whole.is_some() || limit == Some(self.passed);
        known && self.passed >= self.allowed(limit, held_back)
    }
}

/// The length of the body that a head announces.
fn body_length(head: &[u8]) -> usize {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let value = text.lines().find_map(|line| line.strip_prefix("content-length:"));
    value.and_then(|value| value.trim().parse().ok()).unwrap_or(0)
}
