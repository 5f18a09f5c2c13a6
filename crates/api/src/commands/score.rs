//! `forecourt score [FILE]`: one JSON object a line in, one a line out (decision 17).

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
    process::ExitCode,
};

use forecourt_core::{
    registry,
    score_line::{self, Options},
    text::Lang,
};

/// Scores a file or standard input; exit code 1 when a line had violations, 2 when input or output failed.
pub fn run(file: Option<&Path>) -> ExitCode {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    match score(file, threads) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        // The reader went away (head, less): that is its right.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn score(file: Option<&Path>, threads: usize) -> io::Result<u64> {
    let input: Box<dyn Read + Send> = match file {
        Some(path) if path != Path::new("-") => Box::new(
            File::open(path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?,
        ),
        _ => Box::new(io::stdin()),
    };
    let mut output = BufWriter::with_capacity(1 << 20, io::stdout());
    let options = Options { threads, lang: Lang::Zh };
    let outcome = score_line::run(registry::builtin(), BufReader::with_capacity(1 << 20, input), &mut output, options)?;
    output.flush()?;
    Ok(outcome.refused)
}
