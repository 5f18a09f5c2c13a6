//! A line between a client and a server that the test can cut.

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
    /// So many bytes of the request reached the server.
    Request(usize),
    /// The whole request reached the server, and so many bytes of the answer the client.
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

#[derive(Default)]
struct State {
    cut: Option<Cut>,
    last: Passed,
}

/// A TCP relay: one address in front of another. It passes bytes as they are, `Host` included.
pub struct Line {
    /// Where clients connect.
    pub address: SocketAddr,
    target: SocketAddr,
    state: Arc<Mutex<State>>,
    task: Option<JoinHandle<()>>,
}

impl Line {
    /// A whole line to this server.
    pub async fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut line = Self { address, target, state: Arc::default(), task: None };
        line.listen(listener);
        line
    }

    /// `http://…` without a slash at the end.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    fn listen(&mut self, listener: TcpListener) {
        let (target, state) = (self.target, self.state.clone());
        self.task = Some(tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let Ok((client, _)) = listener.accept().await else { return };
                let cut = lock(&state).cut.take();
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

    /// The other side is gone: connections under way end, new ones are refused.
    pub async fn down(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            // Only when the task is gone are its socket and its connections closed.
            let _ = task.await;
        }
    }

    /// The other side is back, perhaps elsewhere.
    pub async fn up(&mut self, target: SocketAddr) {
        self.down().await;
        self.target = target;
        let listener = TcpListener::bind(self.address).await.expect("the same port");
        self.listen(listener);
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
        Some(Cut::Request(bytes)) => (bytes, usize::MAX),
        Some(Cut::Answer(bytes)) => (usize::MAX, bytes),
        _ => (usize::MAX, usize::MAX),
    };
    let (mut seen, mut from_client, mut from_server) = (Vec::new(), vec![0; 4096], vec![0; 4096]);
    loop {
        let mut passed = lock(&state).last;
        if passed.request >= request_limit || (passed.answer > 0 && passed.answer >= answer_limit) {
            return;
        }
        tokio::select! {
            read = client.read(&mut from_client) => {
                let Ok(count @ 1..) = read else { return };
                let count = count.min(request_limit - passed.request);
                if passed.head == 0 {
                    seen.extend_from_slice(&from_client[..count]);
                    let end = seen.windows(4).position(|four| four == b"\r\n\r\n");
                    passed.head = end.map_or(0, |end| end + 4);
                }
                passed.request += count;
                lock(&state).last = passed;
                if server.write_all(&from_client[..count]).await.is_err() { return }
            }
            read = server.read(&mut from_server) => {
                let Ok(count @ 1..) = read else { return };
                // With nothing of the answer allowed through, its arrival still tells that the server has acted.
                let allowed = count.min(answer_limit - passed.answer);
                passed.answer += count;
                lock(&state).last = passed;
                if client.write_all(&from_server[..allowed]).await.is_err() { return }
            }
        }
    }
}
