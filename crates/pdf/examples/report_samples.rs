//! Writes each report in both languages into a folder, to be looked at.
//!
//! `cargo run -p forecourt-pdf --example report_samples -- FOLDER`

use std::{fs, path::PathBuf, time::Instant};

use forecourt_core::text::Lang;

#[path = "../tests/samples/mod.rs"]
mod samples;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let start = Instant::now();
        fs::write(folder.join(format!("station-{word}.pdf")), samples::station(lang).pdf(lang)?)?;
        fs::write(folder.join(format!("region-{word}.pdf")), samples::network(lang, true).pdf(lang)?)?;
        fs::write(folder.join(format!("month-{word}.pdf")), samples::network(lang, false).pdf(lang)?)?;
        println!("{word}: three reports in {} ms", start.elapsed().as_millis());
    }
    Ok(())
}
