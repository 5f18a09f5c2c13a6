//! Figures of the embedded S3 store: presigned PUTs of 300 kB over TCP with every fsync, and the calls at the door.
//!
//! `cargo bench -p forecourt-store --bench objects` (add `--profile dev` for the development build). The load comes from
//! a second process, so that the CPU time printed is the server's alone; both share the machine. The floor is the same
//! file work (write, fsync, rename, fsync of the directory) without HTTP, signature and hash.

use axum::Router;
use axum::routing::any_service;
use forecourt_store::objects::{Digest, EMBEDDED_BUCKET, Keys, ObjectStore, Upload};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PHOTO: usize = 300_000;
const BASE: &str = "FORECOURT_BENCH_BASE";
const TTL: Duration = Duration::from_secs(3600);

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> Outcome<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    match std::env::var(BASE) {
        Ok(base) => load(&base, &runtime),
        Err(_) => runtime.block_on(server()),
    }
}

fn keys() -> Keys {
    Keys { access_key: "bench".to_owned(), secret_key: "bench-secret".to_owned() }
}

async fn server() -> Outcome<()> {
    let dir = tempfile::tempdir()?;
    let store = ObjectStore::embedded(dir.path(), keys())?;
    let service = store.embedded_http_service().ok_or("the store is embedded")?;
    let app = Router::new().route(&format!("/{EMBEDDED_BUCKET}/{{*key}}"), any_service(service));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, app).await });
    for connections in [1, 8, 32] {
        let floor = tokio::task::spawn_blocking(move || floor(connections)).await??;
        let base = base.clone();
        tokio::task::spawn_blocking(move || uploads(&base, connections, 600, "new", floor)).await??;
    }
    let again = base.clone();
    tokio::task::spawn_blocking(move || uploads(&again, 32, 600, "same again", 0.0)).await??;
    door(&store, &base).await?;
    println!("peak memory {} MiB", peak_memory_kib() / 1024);
    Ok(())
}

/// Plays `connections` phones in another process and prints what they and we needed.
fn uploads(base: &str, connections: usize, photos: usize, what: &str, floor: f64) -> Outcome<()> {
    let mut child = Command::new(std::env::current_exe()?)
        .env(BASE, base)
        .args([connections.to_string(), photos.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut lines = BufReader::new(child.stdout.take().ok_or("stdout")?).lines();
    lines.next().ok_or("ready")??;
    let before = cpu_ms();
    child.stdin.take().ok_or("stdin")?.write_all(b"go\n")?;
    let answer = lines.next().ok_or("an answer")??;
    let cpu = cpu_ms() - before;
    let figures: Vec<f64> = answer.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    child.wait()?;
    let rate = photos as f64 / figures[0];
    print!(
        "PUT {what:10} {connections:2} connections: {rate:6.0}/s {:5.0} MB/s, p50 {:.1} ms, p99 {:.1} ms, {:.2} ms CPU each",
        rate * PHOTO as f64 / 1e6,
        figures[1],
        figures[2],
        cpu as f64 / photos as f64
    );
    println!(
        "{}",
        if floor > 0.0 { format!(", floor {floor:.0}/s ({:.0} %)", rate / floor * 100.0) } else { String::new() }
    );
    Ok(())
}

/// The other process: phones that upload, on connections that stay open.
fn load(base: &str, runtime: &tokio::runtime::Runtime) -> Outcome<()> {
    let arguments: Vec<usize> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let &[connections, photos] = &arguments[..] else { return Err("connections photos".into()) };
    let dir = tempfile::tempdir()?;
    let signer = ObjectStore::embedded(dir.path(), keys())?;
    let mut work = Vec::new();
    for number in 0..photos {
        let bytes = photo(number as u64);
        let key = format!("photos/{connections}/{number}");
        let digest = Digest::of(&bytes);
        let upload = signer.presign_put(&key, PHOTO as u64, digest, "image/jpeg", TTL, base);
        work.push((runtime.block_on(upload)?, bytes));
    }
    println!("ready");
    std::io::stdin().read_line(&mut String::new())?;
    let start = Instant::now();
    let phones: Vec<_> = work.chunks(photos / connections).map(<[_]>::to_vec).collect();
    let phones: Vec<_> = phones.into_iter().map(|work| std::thread::spawn(move || phone(&work))).collect();
    let mut times = Vec::new();
    for phone in phones {
        times.extend(phone.join().map_err(|_| "a phone failed")??);
    }
    let seconds = start.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1000.0;
    println!("{seconds} {} {}", at(50), at(99));
    Ok(())
}

fn phone(work: &[(Upload, Vec<u8>)]) -> Outcome<Vec<Duration>> {
    let Some((first, _)) = work.first() else { return Ok(Vec::new()) };
    let host = first.url.split('/').nth(2).ok_or("host")?;
    let mut stream = TcpStream::connect(host)?;
    stream.set_nodelay(true)?;
    let mut times = Vec::new();
    for (upload, bytes) in work {
        let path = &upload.url[upload.url.find(host).ok_or("host")? + host.len()..];
        let mut head = format!("PUT {path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {}\r\n", bytes.len());
        for (name, value) in &upload.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        let start = Instant::now();
        stream.write_all(head.as_bytes())?;
        stream.write_all(bytes)?;
        let mut answer = Vec::new();
        let mut byte = [0u8; 1];
        while !answer.ends_with(b"\r\n\r\n") {
            stream.read_exact(&mut byte)?;
            answer.push(byte[0]);
        }
        times.push(start.elapsed());
        if !answer.starts_with(b"HTTP/1.1 200") {
            return Err(String::from_utf8_lossy(&answer).into_owned().into());
        }
    }
    Ok(times)
}

fn photo(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut bytes = Vec::with_capacity(PHOTO + 8);
    bytes.extend_from_slice(&[0xff, 0xd8, 0xff, 0xe0]);
    while bytes.len() < PHOTO {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(PHOTO);
    bytes
}

/// Photos a second that the disk takes when nothing but the file work is done.
fn floor(threads: usize) -> Outcome<f64> {
    let dir = tempfile::tempdir()?;
    let each = 400 / threads;
    for shard in 0..threads {
        std::fs::create_dir(dir.path().join(shard.to_string()))?;
    }
    let start = Instant::now();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|thread| {
                let root = dir.path();
                scope.spawn(move || (0..each).try_for_each(|n| floor_one(root, thread, n)))
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a worker failed")?.map_err(Into::into))
    })
    .map_err(|error: Box<dyn std::error::Error + Send + Sync>| error)?;
    Ok((each * threads) as f64 / start.elapsed().as_secs_f64())
}

fn floor_one(root: &Path, thread: usize, n: usize) -> std::io::Result<()> {
    let bytes = photo(n as u64);
    let shard = root.join(thread.to_string());
    let temp = root.join(format!("{thread}-{n}"));
    let mut file = std::fs::File::create(&temp)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    std::fs::rename(&temp, shard.join(n.to_string()))?;
    std::fs::File::open(&shard)?.sync_all()
}

/// What a receipt costs per photo: an address and a look.
async fn door(store: &ObjectStore, base: &str) -> Outcome<()> {
    const TIMES: u32 = 2000;
    let digest = Digest::of(b"x");
    let start = (Instant::now(), cpu_ms());
    for n in 0..TIMES {
        store.presign_put(&format!("photos/{n}"), 300_000, digest, "image/jpeg", TTL, base).await?;
    }
    told("presign_put", start, TIMES);
    for (name, key) in [("head, there", "photos/32/0"), ("head, absent", "photos/none")] {
        let start = (Instant::now(), cpu_ms());
        for _ in 0..TIMES {
            store.head(key).await?;
        }
        told(name, start, TIMES);
    }
    let start = (Instant::now(), cpu_ms());
    for n in 0..500 {
        store.get(&format!("photos/32/{n}")).await?.body.digest().await?;
    }
    told("get and hash", start, 500);
    Ok(())
}

fn told(name: &str, (start, cpu): (Instant, u64), times: u32) {
    let wall = start.elapsed().as_micros() / u128::from(times);
    println!("{name:12}: {wall} µs, {} µs CPU", (cpu_ms() - cpu) * 1000 / u64::from(times));
}

/// User and system time of this process in ms.
fn cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    (ticks(11) + ticks(12)) * 10
}

fn peak_memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|text| text.parse().ok()).unwrap_or(0)
}
