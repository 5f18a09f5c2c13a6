//! Builds `web/` with npm and Vite and makes a table of its files, compressed, for the library to include.
//!
//! `WEB_DIST=folder` takes a finished build instead. Without Node the table is empty, with a warning; with
//! `FORECOURT_REQUIRE_WEB=1` (CI, releases) that ends the build.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use sha2::{Digest, Sha256};

/// What of `web/` a build depends on.
const SOURCES: [&str; 10] = [
    "src",
    "public",
    "build",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
    ".npmrc",
];

type Outcome<T> = Result<T, String>;

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let web = Path::new(&env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../web");
    println!("cargo:rerun-if-env-changed=WEB_DIST");
    println!("cargo:rerun-if-env-changed=FORECOURT_REQUIRE_WEB");
    println!("cargo:rerun-if-changed=build.rs");
    for source in SOURCES {
        println!("cargo:rerun-if-changed={}", web.join(source).display());
    }
    let built = match env::var_os("WEB_DIST") {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => build(&web, &out.join("dist")),
    };
    let (table, why) = match built.and_then(|dist| table(&dist, &out)) {
        Ok(table) => (table, "None".to_owned()),
        Err(why) if env::var("FORECOURT_REQUIRE_WEB").is_ok_and(|value| value == "1") => {
            panic!("the web app was not built: {why}")
        }
        Err(why) => {
            println!("cargo:warning=the web app is not part of this binary: {why}");
            (String::new(), format!("Some({why:?})"))
        }
    };
    let text = format!("static FILES: &[File] = &[\n{table}];\nconst WHY_EMPTY: Option<&str> = {why};\n");
    fs::write(out.join("files.rs"), text).expect("OUT_DIR can be written");
}

/// Runs `npm ci`, if the installed packages are not those of the lock file, and `vite build`.
fn build(web: &Path, dist: &Path) -> Outcome<PathBuf> {
    let lock = fs::read(web.join("package-lock.json")).map_err(|error| format!("web/package-lock.json: {error}"))?;
    let wanted = hex::encode(Sha256::digest(&lock));
    let stamp = web.join("node_modules/.forecourt-lock");
    if fs::read_to_string(&stamp).ok().as_deref() != Some(wanted.as_str()) {
        run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(web))?;
        fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))?;
    }
    let vite = ["node_modules/vite/bin/vite.js", "build", "--emptyOutDir", "--logLevel", "warn", "--outDir"];
    run(Command::new("node").args(vite).arg(dist).current_dir(web))?;
    Ok(dist.to_owned())
}

fn run(command: &mut Command) -> Outcome<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    // Cargo's own variables must not reach npm's scripts; colours only make the message hard to read.
    let output = command.env("NO_COLOR", "1").env_remove("CARGO_MAKEFLAGS").output();
    let output = output.map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let tail: Vec<&str> = said.lines().rev().filter(|line| !line.trim().is_empty()).take(8).collect();
    Err(format!("{program} ended with {}: {}", output.status, tail.into_iter().rev().collect::<Vec<_>>().join(" / ")))
}

/// Copies the files beside their compressed forms into `out` and lists them, by path.
fn table(dist: &Path, out: &Path) -> Outcome<String> {
    let mut paths = Vec::new();
    collect(dist, "", &mut paths)?;
    if !paths.iter().any(|path| path == "/index.html") {
        return Err(format!("{} holds no index.html", dist.display()));
    }
    paths.sort();
    let store = out.join("files");
    let _ = fs::remove_dir_all(&store);
    fs::create_dir_all(&store).map_err(|error| error.to_string())?;
    let mut rows = String::new();
    for (number, path) in paths.iter().enumerate() {
        let raw = fs::read(dist.join(&path[1..])).map_err(|error| format!("{path}: {error}"))?;
        let (br, gzip) = (brotli(&raw)?, gzip(&raw)?);
        let write = |ending: &str, bytes: &[u8]| -> Outcome<String> {
            let file = store.join(format!("{number}.{ending}"));
            fs::write(&file, bytes).map_err(|error| error.to_string())?;
            Ok(format!("include_bytes!({:?})", file.display().to_string()))
        };
        let shorter = |ending: &str, bytes: &[u8]| -> Outcome<String> {
            if bytes.len() >= raw.len() { Ok("None".into()) } else { Ok(format!("Some({})", write(ending, bytes)?)) }
        };
        rows += &format!(
            "    File {{ path: {path:?}, content_type: {:?}, hash: {:?}, immutable: {}, raw: {}, br: {}, gzip: {} }},\n",
            content_type(path)?,
            &hex::encode(Sha256::digest(&raw))[..32],
            path.starts_with("/assets/"),
            write("raw", &raw)?,
            shorter("br", &br)?,
            shorter("gz", &gzip)?,
        );
    }
    Ok(rows)
}

fn collect(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> Outcome<()> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let entry = entry.map_err(|error| error.to_string())?;
        let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

fn brotli(raw: &[u8]) -> Outcome<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 11, 22);
    writer.write_all(raw).map_err(|error| error.to_string())?;
    drop(writer);
    Ok(out)
}

fn gzip(raw: &[u8]) -> Outcome<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(raw).map_err(|error| error.to_string())?;
    writer.finish().map_err(|error| error.to_string())
}

/// A closed list: a new kind of file has to be thought of.
fn content_type(path: &str) -> Outcome<&'static str> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    Ok(match ending {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => return Err(format!("{path}: no content type is known for it")),
    })
}
