//! A demo as a process of its own: started, listened to, killed.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

/// The first simulated day of every demo here: Monday 2026-06-01. June holds the first round, July nothing of it.
const FIRST_DAY: i64 = 20_605;
/// A demo that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(300);

/// A demo under way.
pub struct Demo {
    child: Child,
    lines: Receiver<String>,
    heard: Vec<String>,
}

impl Demo {
    /// Starts one on this folder; without one it lives in a folder that goes with it. It ends when this process does.
    pub fn start(folder: Option<&Path>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_play-demo"));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("FORECOURT_")) {
            command.env_remove(name);
        }
        command.args(["--listen=127.0.0.1:0", &format!("--first-day={FIRST_DAY}")]);
        command.args(folder.map(|folder| format!("--keep-in={}", folder.display())));
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the demo starts");
        let (sender, lines) = channel();
        listen(child.stdout.take().expect("a pipe"), sender.clone());
        listen(child.stderr.take().expect("a pipe"), sender);
        Self { child, lines, heard: Vec::new() }
    }

    /// Waits for a line with this text and answers it.
    pub fn until(&mut self, text: &str) -> String {
        loop {
            let Ok(line) = self.lines.recv_timeout(PATIENCE) else {
                panic!("it never said {text:?}:\n{}", self.heard.join("\n"))
            };
            self.heard.push(line.clone());
            assert!(!line.contains("stopped filling"), "{}", self.heard.join("\n"));
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Waits for its welcome and answers the address in it.
    pub fn welcome(&mut self) -> String {
        let line = self.until("Forecourt demo");
        line.split_whitespace().last().expect("an address").to_owned()
    }

    /// Waits until its network is complete and answers its address.
    pub fn complete(&mut self) -> String {
        let base = self.welcome();
        self.until("the network is complete");
        base
    }

    /// What it has said so far, as one text.
    pub fn heard(&self) -> String {
        self.heard.join("\n")
    }

    /// Ends it as a power cut does: it learns nothing of it.
    pub fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it has ended");
    }
}

/// Reads on a thread of its own, so that the demo never waits for us.
fn listen(pipe: impl Read + Send + 'static, sender: Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            // When nobody listens any more it still has to be read.
            let _ = sender.send(line);
        }
    });
}
