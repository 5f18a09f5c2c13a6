//! A database for each test: a SQLite file, or one cloned from a template in a PostgreSQL server of our own.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use forecourt_store::{Pool, Store};

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file in the data folder.
    Sqlite,
    /// A database in PostgreSQL.
    Postgres,
}

impl Kind {
    /// Whether this machine can run it. Without PostgreSQL's programs the tests fail under CI, and say so loudly
    /// elsewhere.
    pub fn runs(self) -> bool {
        self == Self::Sqlite || postgres().is_some()
    }
}

/// One test's database; a PostgreSQL one is dropped with it.
pub struct Database {
    kind: Kind,
    name: Option<String>,
}

impl Database {
    /// An empty, migrated database. The SQLite file is made by the server that opens it.
    pub async fn fresh(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self { kind, name: None },
            Kind::Postgres => Self { kind, name: Some(server().empty().await) },
        }
    }

    /// A copy of another one, which nobody may have open. The SQLite file is copied with its data folder.
    pub fn copy(&self) -> Self {
        Self { kind: self.kind, name: self.name.as_deref().map(|name| server().copy(name)) }
    }

    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its name in PostgreSQL; empty for a SQLite file.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    /// Its address; none: the SQLite file in the data folder.
    pub fn url(&self) -> Option<String> {
        self.name.as_deref().map(|name| server().url(name))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            server().sql(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// A PostgreSQL server of this test process, on a unix socket only.
pub struct Postgres {
    folder: PathBuf,
    programs: PathBuf,
    template: tokio::sync::OnceCell<()>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);
static DURABLE: AtomicBool = AtomicBool::new(false);

/// For tests that show durability (decision 39): PostgreSQL keeps what it commits. To be called before its first use;
/// prints what the server says and refuses one that does not. Without PostgreSQL's programs as [`Kind::runs`].
pub fn runs_durably() -> bool {
    DURABLE.store(true, Ordering::SeqCst);
    let Some(server) = postgres() else { return false };
    let settings = server.show(&["fsync", "synchronous_commit"]);
    println!("SHOW fsync, synchronous_commit: {}", settings.join(", "));
    assert!(settings.iter().all(|value| value == "on"), "durability is off");
    true
}

fn fsync() -> String {
    if DURABLE.load(Ordering::SeqCst) {
        return "on".into();
    }
    std::env::var("FORECOURT_TEST_PG_FSYNC").unwrap_or_else(|_| "off".into())
}

/// The server of this process, started at first use; `None` when the machine has no PostgreSQL.
pub fn postgres() -> Option<&'static Postgres> {
    static SERVER: OnceLock<Option<Postgres>> = OnceLock::new();
    SERVER
        .get_or_init(|| match find_programs() {
            Some(programs) => Some(Postgres::start(programs, &fsync())),
            None if std::env::var_os("CI").is_some() => {
                panic!("PostgreSQL's programs are missing: run scripts/install-debian")
            }
            None => {
                eprintln!("!!! PostgreSQL's programs are missing: tests run on SQLite only !!!");
                None
            }
        })
        .as_ref()
}

fn server() -> &'static Postgres {
    postgres().expect("PostgreSQL")
}

/// The newest PostgreSQL of this machine.
pub fn find_programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    found.sort();
    found.pop()
}

impl Postgres {
    /// Makes a cluster and starts it. `fsync` is off in tests and on where durability is shown.
    pub fn start(programs: PathBuf, fsync: &str) -> Self {
        let name = format!("forecourt-pg-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a folder for PostgreSQL");
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&folder));
        }
        let server = Self { folder, programs, template: tokio::sync::OnceCell::new() };
        let data = server.folder.join("data");
        let words = ["-A", "trust", "-U", "postgres", "-N", "-E", "UTF8", "--locale=C.UTF-8", "-D"];
        run(server.program("initdb").args(words).arg(&data));
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories={} -c fsync={fsync} -c max_connections=300 -c shared_buffers=64MB",
            server.folder.display()
        );
        let log = server.folder.join("log");
        run(server.program("pg_ctl").args(["-w", "-D"]).arg(&data).arg("-l").arg(log).args(["-o", &options, "start"]));
        server.leave_watch();
        server
    }

    /// A shell that waits for this process to end, however it ends, then stops the server and removes its folder.
    fn leave_watch(&self) {
        let script = format!(
            "while [ -d /proc/{} ]; do sleep 1; done; {} -D {}/data -m immediate stop >/dev/null 2>&1; rm -rf {}",
            std::process::id(),
            self.programs.join("pg_ctl").display(),
            self.folder.display(),
            self.folder.display()
        );
        let mut watch = self.as_postgres("sh");
        watch.args(["-c", &script]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // It outlives this process on purpose, so nobody waits for it.
        #[expect(clippy::zombie_processes)]
        let _ = watch.spawn().expect("a shell");
    }

    fn program(&self, name: &str) -> Command {
        let mut command = self.as_postgres(&self.programs.join(name).display().to_string());
        command.stdout(Stdio::null());
        command
    }

    /// PostgreSQL does not run as root.
    fn as_postgres(&self, program: &str) -> Command {
        if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--", program]).current_dir("/");
            command
        } else {
            Command::new(program)
        }
    }

    /// The address of a database of this server.
    pub fn url(&self, name: &str) -> String {
        format!("postgres:///{name}?host={}&user=postgres", self.folder.display())
    }

    /// A new database with the schema in it.
    async fn empty(&self) -> String {
        self.template
            .get_or_init(|| async {
                self.sql("CREATE DATABASE template_forecourt");
                let store = Store::connect(&self.url("template_forecourt"), Pool::default()).await;
                let store = store.expect("PostgreSQL answers");
                store.migrate().await.expect("the schema applies");
                store.close().await.expect("connections close");
            })
            .await;
        self.copy("template_forecourt")
    }

    fn copy(&self, of: &str) -> String {
        let name = format!("t{}", COUNT.fetch_add(1, Ordering::Relaxed));
        self.sql(&format!("CREATE DATABASE {name} TEMPLATE {of}"));
        name
    }

    fn sql(&self, statement: &str) {
        let words = ["-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", "postgres", "-c", statement, "-h"];
        run(self.program("psql").args(words).arg(&self.folder));
    }

    /// What `psql` answers to one statement, unaligned.
    pub fn ask(&self, database: &str, statement: &str) -> String {
        let mut psql = self.as_postgres(&self.programs.join("psql").display().to_string());
        psql.args(["-qAt", "-U", "postgres", "-h"]).arg(&self.folder).args(["-d", database, "-c", statement]);
        let output = psql.stdin(Stdio::null()).output().expect("psql");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// What `pgbench` answers: one statement in a transaction of its own, by so many clients for so many seconds.
    pub fn bench(&self, database: &str, statement: &str, clients: usize, seconds: u64) -> String {
        let script = self.folder.join("bench.sql");
        std::fs::write(&script, statement).expect("a script");
        let mut bench = self.as_postgres(&self.programs.join("pgbench").display().to_string());
        bench.args(["-n", "-U", "postgres", "-h"]).arg(&self.folder).arg("-f").arg(&script);
        bench.args(["-c", &clients.to_string(), "-j", "2", "-T", &seconds.to_string(), database]);
        let output = bench.stdin(Stdio::null()).output().expect("pgbench");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Settings as the server has them.
    pub fn show(&self, names: &[&str]) -> Vec<String> {
        names.iter().map(|name| self.ask("postgres", &format!("SHOW {name}"))).collect()
    }

    /// Every process of the server, and whether it is the one that waits for the others.
    pub fn processes(&self) -> Vec<(u32, bool)> {
        let file = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
        let Some(top) = file.lines().next().and_then(|line| line.trim().parse::<u32>().ok()) else { return Vec::new() };
        let children = std::fs::read_to_string(format!("/proc/{top}/task/{top}/children")).unwrap_or_default();
        let pids = children.split_whitespace().filter_map(|pid| pid.parse().ok());
        std::iter::once((top, true)).chain(pids.map(|pid| (pid, false))).collect()
    }

    /// Where its socket lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id");
    output.stdout.starts_with(b"0\n")
}

fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).stderr(Stdio::piped()).output().expect("the program starts");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
