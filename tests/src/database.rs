//! A database for each test: a SQLite file, or one cloned from a template in a PostgreSQL server of our own.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
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
    /// Every kind that this machine can run. Without PostgreSQL's programs the tests fail under CI, and say so
    /// loudly elsewhere.
    pub fn all() -> Vec<Kind> {
        if postgres().is_some() { vec![Kind::Sqlite, Kind::Postgres] } else { vec![Kind::Sqlite] }
    }
}

/// One test's database.
pub struct Database {
    url: Option<String>,
}

impl Database {
    /// An empty, migrated database.
    pub async fn fresh(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self { url: None },
            Kind::Postgres => Self { url: Some(postgres().expect("PostgreSQL").database().await) },
        }
    }

    /// Its address; none: the SQLite file in the data folder.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

/// A PostgreSQL server of this test process, on a unix socket only.
pub struct Postgres {
    folder: PathBuf,
    programs: PathBuf,
    template: tokio::sync::OnceCell<()>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The server of this process, started at first use; `None` when the machine has no PostgreSQL.
pub fn postgres() -> Option<&'static Postgres> {
    static SERVER: OnceLock<Option<Postgres>> = OnceLock::new();
    SERVER
        .get_or_init(|| match find_programs() {
            Some(programs) => Some(Postgres::start(programs, "off")),
            None if std::env::var_os("CI").is_some() => panic!("PostgreSQL's programs are missing: run scripts/install-debian"),
            None => {
                eprintln!("!!! PostgreSQL's programs are missing: tests run on SQLite only !!!");
                None
            }
        })
        .as_ref()
}

fn find_programs() -> Option<PathBuf> {
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
        let folder = std::env::temp_dir().join(format!("forecourt-pg-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        std::fs::create_dir_all(&folder).expect("a folder for PostgreSQL");
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&folder));
        }
        let server = Self { folder, programs, template: tokio::sync::OnceCell::new() };
        let data = server.folder.join("data");
        run(server.program("initdb").args(["-A", "trust", "-U", "postgres", "-N", "-E", "UTF8", "--locale=C.UTF-8", "-D"]).arg(&data));
        // The server ends with this process, however it ends: see `leave_watch`.
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories={} -c fsync={fsync} -c max_connections=300 -c shared_buffers=64MB",
            server.folder.display()
        );
        run(server.program("pg_ctl").args(["-w", "-D"]).arg(&data).args(["-l"]).arg(server.folder.join("log")).args(["-o", &options, "start"]));
        server.leave_watch();
        server
    }

    /// A shell that waits for this process to end and then stops the server and removes its folder.
    fn leave_watch(&self) {
        let script = format!(
            "while kill -0 {} 2>/dev/null; do sleep 1; done; {} -D {}/data -m immediate stop >/dev/null 2>&1; rm -rf {}",
            std::process::id(),
            self.programs.join("pg_ctl").display(),
            self.folder.display(),
            self.folder.display()
        );
        let mut watch = self.as_postgres("sh");
        watch.args(["-c", &script]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        watch.spawn().expect("a shell");
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
    pub async fn database(&self) -> String {
        self.template
            .get_or_init(|| async {
                self.sql("CREATE DATABASE template_forecourt");
                let store = Store::connect(&self.url("template_forecourt"), Pool::default()).await.expect("PostgreSQL answers");
                store.migrate().await.expect("the schema applies");
                store.close().await.expect("connections close");
            })
            .await;
        let name = format!("t{}", COUNT.fetch_add(1, Ordering::Relaxed));
        self.sql(&format!("CREATE DATABASE {name} TEMPLATE template_forecourt"));
        self.url(&name)
    }

    fn sql(&self, statement: &str) {
        run(self.program("psql").args(["-q", "-U", "postgres", "-h"]).arg(&self.folder).args(["-d", "postgres", "-c", statement]));
    }

    /// Where its socket lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id");
    output.stdout.starts_with(b"0")
}

fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).stderr(Stdio::piped()).output().expect("the program starts");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
