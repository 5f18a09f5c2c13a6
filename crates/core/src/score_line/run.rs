//! Scoring a stream of lines on several threads, in order and in bounded memory.

use super::{MAX_LINE_BYTES, score_line};
use crate::registry::Registry;
use crate::text::Lang;
use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Lines are handed to a thread in pieces of about this size.
const PIECE_BYTES: usize = 64 * 1024;
/// Pieces that wait for a thread, and results of it that wait to be written.
const WAITING: usize = 2;

/// How to run.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Threads that score; 0 counts as 1. Reading and writing have their own.
    pub threads: usize,
    /// Language of the messages of violations.
    pub lang: Lang,
}

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    pub scored: u64,
    /// Lines answered with violations.
    pub refused: u64,
}

/// Whole lines and the number of the first of them.
struct Piece {
    first: u64,
    bytes: Vec<u8>,
}

/// Scores every line of `reader` and writes the answers in the order of the lines.
///
/// What is complete is answered at once, so that a program may talk to it line by line. Errors: those of reading and of
/// writing; what was answered before is written.
pub fn run(
    registry: &Registry,
    reader: impl Read + Send,
    writer: &mut impl Write,
    options: Options,
) -> io::Result<Outcome> {
    thread::scope(|scope| {
        let mut to_workers = Vec::new();
        let mut from_workers = Vec::new();
        for _ in 0..options.threads.max(1) {
            let (to_worker, pieces) = sync_channel::<Piece>(WAITING);
            let (results, from_worker) = sync_channel(WAITING);
            scope.spawn(move || work(registry, options.lang, &pieces, &results));
            to_workers.push(to_worker);
            from_workers.push(from_worker);
        }
        let reading = scope.spawn(move || read(reader, &to_workers));
        let written = write(writer, &from_workers);
        // Without receivers the workers and then the reader end, also when writing failed.
        drop(from_workers);
        let read = reading.join().unwrap_or_else(|_| Err(io::Error::other("the reading thread ended early")));
        let outcome = written?;
        read.map(|()| outcome)
    })
}

/// Cuts the input into pieces of whole lines and deals them out in turn.
fn read(mut reader: impl Read, to_workers: &[SyncSender<Piece>]) -> io::Result<()> {
    let mut pending = Vec::with_capacity(2 * PIECE_BYTES);
    let mut number = 1;
    let mut turn = 0;
    // The rest of a line that is too long, of which only the beginning is kept.
    let mut skipping = false;
    loop {
        let start = pending.len();
        pending.resize(start + PIECE_BYTES, 0);
        let read = match reader.read(&mut pending[start..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
            Err(error) => return Err(error),
            Ok(0) => {
                pending.truncate(start);
                deal(to_workers, &mut turn, number, pending);
                return Ok(());
            }
            Ok(read) => read,
        };
        pending.truncate(start + read);
        if skipping {
            match pending[start..].iter().position(|b| *b == b'\n') {
                Some(end) => {
                    pending.drain(start..start + end);
                    skipping = false;
                }
                None => pending.truncate(start),
            }
        }
        match pending[start..].iter().rposition(|b| *b == b'\n') {
            Some(end) => {
                let rest = pending.split_off(start + end + 1);
                let lines = pending.iter().filter(|b| **b == b'\n').count() as u64;
                if !deal(to_workers, &mut turn, number, pending) {
                    return Ok(());
                }
                number += lines;
                pending = rest;
            }
            None if pending.len() > MAX_LINE_BYTES => {
                pending.truncate(MAX_LINE_BYTES + 1);
                skipping = true;
            }
            None => {}
        }
    }
}

/// Hands a piece to the thread whose turn it is; false when nobody wants results any more.
fn deal(to_workers: &[SyncSender<Piece>], turn: &mut usize, first: u64, bytes: Vec<u8>) -> bool {
    let worker = *turn % to_workers.len();
    *turn += 1;
    bytes.is_empty() || to_workers[worker].send(Piece { first, bytes }).is_ok()
}

fn work(registry: &Registry, lang: Lang, pieces: &Receiver<Piece>, results: &SyncSender<(Vec<u8>, Outcome)>) {
    for piece in pieces {
        let mut out = Vec::with_capacity(4 * piece.bytes.len());
        let mut outcome = Outcome::default();
        let bytes = piece.bytes.strip_suffix(b"\n").unwrap_or(&piece.bytes);
        for (number, line) in (piece.first..).zip(bytes.split(|b| *b == b'\n')) {
            if line.trim_ascii().is_empty() {
                continue;
            }
            match score_line(registry, number, line, lang, &mut out) {
                true => outcome.scored += 1,
                false => outcome.refused += 1,
            }
        }
        if results.send((out, outcome)).is_err() {
            return;
        }
    }
}

/// Writes the results in the order in which their pieces were dealt out.
fn write(writer: &mut impl Write, from_workers: &[Receiver<(Vec<u8>, Outcome)>]) -> io::Result<Outcome> {
    let mut total = Outcome::default();
    // The first thread without a further result was the next to get a piece: there were no more.
    for from_worker in from_workers.iter().cycle() {
        let Ok((bytes, outcome)) = from_worker.recv() else { break };
        writer.write_all(&bytes)?;
        writer.flush()?;
        total.scored += outcome.scored;
        total.refused += outcome.refused;
    }
    Ok(total)
}
