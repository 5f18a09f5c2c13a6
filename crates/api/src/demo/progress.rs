//! What the person before the terminal sees while the demo fills its network.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on a terminal, plain lines elsewhere; both on standard error.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    plain: bool,
    total: u64,
}

impl Progress {
    /// Of so many audits.
    pub fn new(total: u64) -> Self {
        let plain = !std::io::stderr().is_terminal();
        let target = if plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} audits 检查记录  {elapsed}  {msg}") {
            bar.set_style(style);
        }
        Self { bar, plain, total }
    }

    /// What is going on.
    pub fn say(&self, text: &str) {
        if self.plain {
            eprintln!("demo: {text}");
        } else {
            self.bar.set_message(text.to_owned());
            self.bar.tick();
        }
    }

    /// One more audit.
    pub fn step(&self) {
        self.bar.inc(1);
        let done = self.bar.position();
        if self.plain && (done.is_multiple_of(25) || done == self.total) {
            eprintln!("demo: {done} of {} audits", self.total);
        }
    }

    /// Audits so far.
    pub fn done(&self) -> u64 {
        self.bar.position()
    }

    /// Shows text without tearing the bar.
    pub fn print(&self, text: &str) {
        self.bar.suspend(|| println!("{text}"));
    }

    /// The end.
    pub fn finish(&self, text: &str) {
        self.bar.finish_and_clear();
        eprintln!("demo: {text}");
    }
}
