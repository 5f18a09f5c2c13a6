//! `forecourt demo` for tests: with pictures that cost little, and on fixed days where a test needs them, until its standard
//! input ends. Whoever started it may die in any way: it never stays behind.

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;
use forecourt_api::{
    config::Settings,
    demo::{self, Play},
};
use forecourt_photo::draw;
use tokio::sync::oneshot;

/// What to play.
#[derive(Parser)]
struct Words {
    /// The first simulated day, days since 1970-01-01; absent: as `forecourt demo` has it.
    #[arg(long)]
    first_day: Option<i64>,
    /// Where the data lies; absent: in a folder that is removed at the end.
    #[arg(long)]
    keep_in: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Words { first_day, keep_in, mut settings } = Words::parse();
    let fleeting = forecourt_tests::folder::temporary();
    settings.data_dir = keep_in.unwrap_or_else(|| fleeting.path().to_path_buf());
    let play = Play { first_day, pen: draw::sketch };
    tokio::select! {
        ended = demo::play(settings, false, play) => match ended {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed(&error),
        },
        () = abandoned() => ExitCode::SUCCESS,
    }
}

fn failed(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("play-demo: {error}");
    ExitCode::FAILURE
}

/// Waits until nobody holds the other end of standard input.
async fn abandoned() {
    let (sender, ended) = oneshot::channel();
    std::thread::spawn(move || {
        // An error is an end as well; and when nobody waits any more, there is nobody to tell.
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = sender.send(());
    });
    let _ = ended.await;
}
