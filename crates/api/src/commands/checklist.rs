//! `forecourt checklist check FILE`.

use std::{path::Path, process::ExitCode};

use forecourt_core::checklist::{Checklist, Fault};

/// Prints every fault with its line, in Chinese and English; exit code 1 when there is one.
pub fn check(file: &Path) -> ExitCode {
    let source = match std::fs::read_to_string(file) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{}: {error}", file.display());
            return ExitCode::from(2);
        }
    };
    match Checklist::parse(&source) {
        Ok(checklist) => {
            let items = checklist.items.len();
            println!("{}: {} v{}, {items} items, no faults", file.display(), checklist.id, checklist.version);
            ExitCode::SUCCESS
        }
        Err(faults) => {
            tell(file, &faults);
            ExitCode::FAILURE
        }
    }
}

/// Prints every fault with its line, in Chinese and English.
pub fn tell(file: &Path, faults: &[Fault]) {
    for fault in faults {
        println!("{}:{}: {}: {} / {}", file.display(), fault.line, fault.code, fault.message.en, fault.message.zh);
    }
    eprintln!("{} faults", faults.len());
}
