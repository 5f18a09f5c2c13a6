//! Settings: every one is an environment variable `FORECOURT_*` and a flag of the same name.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

/// Settings shared by `serve`, `demo` and the commands that need the data.
#[derive(Args, Clone)]
pub struct Settings {
    /// Address to listen on.
    #[arg(long, env = "FORECOURT_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder that holds the SQLite file and the embedded photo store.
    #[arg(long, env = "FORECOURT_DATA_DIR", default_value = "forecourt-data")]
    pub data_dir: PathBuf,
    /// Address under which phones reach this server, for example https://audit.example.cn. Absent: taken from the request.
    #[arg(long, env = "FORECOURT_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// postgres://… or sqlite://…; absent: a SQLite file in the data folder.
    #[arg(long, env = "FORECOURT_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Connections to the database.
    #[arg(long, env = "FORECOURT_DATABASE_CONNECTIONS", default_value_t = 16)]
    pub database_connections: u32,
    /// S3-compatible storage; absent: the embedded store in the data folder.
    #[command(flatten)]
    pub s3: S3,
    /// Certificate chain (PEM); with the key, the server speaks TLS. Reloaded when the file changes.
    #[arg(long, env = "FORECOURT_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key (PEM) of the certificate.
    #[arg(long, env = "FORECOURT_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// `text` or `json`.
    #[arg(long, env = "FORECOURT_LOG_FORMAT", default_value = "text")]
    pub log_format: String,
    /// Whether `serve` applies migrations at start; several instances may.
    #[arg(long, env = "FORECOURT_MIGRATE", default_value_t = true, action = clap::ArgAction::Set)]
    pub migrate: bool,
    /// With SQLite: believe this machine's clock at start although it lies before what was recorded; for one start after a
    /// clock that was ahead was put right.
    #[arg(long, env = "FORECOURT_TRUST_CLOCK", default_value_t = false, action = clap::ArgAction::Set)]
    pub trust_clock: bool,
    /// Requests that may be under way at once; more are told to come back.
    #[arg(long, env = "FORECOURT_MAX_REQUESTS", default_value_t = 512)]
    pub max_requests: usize,
    /// Phone number printed in the authority letter, where a station can verify a shopper.
    #[arg(long, env = "FORECOURT_DUTY_PHONE")]
    pub duty_phone: Option<String>,
    /// Token that opens /metrics from other machines; without it only this machine may read them.
    #[arg(long, env = "FORECOURT_METRICS_TOKEN", hide_env_values = true)]
    pub metrics_token: Option<String>,
    /// File with the key (32 bytes or more) that seals the end of the audit log once a day; keep it outside of the database.
    #[arg(long, env = "FORECOURT_AUDIT_KEY_FILE")]
    pub audit_key_file: Option<PathBuf>,
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed (addresses, comma separated).
    #[arg(long, env = "FORECOURT_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// How people and programs are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// Settings of e-mail, webhooks and robots.
#[derive(Args, Clone)]
pub struct Telling {
    /// Mail server: smtps://name:password@host:465 (TLS), smtp://…:587 (STARTTLS), smtp://host:25?tls=none. Absent: no e-mail.
    #[arg(long, env = "FORECOURT_SMTP_URL", hide_env_values = true, requires = "mail_from")]
    pub smtp_url: Option<String>,
    /// Sender of e-mail, for example `Forecourt <forecourt@example.cn>`.
    #[arg(long, env = "FORECOURT_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// Webhooks may lead into private networks and speak plain http.
    #[arg(long, env = "FORECOURT_WEBHOOKS_PRIVATE", default_value_t = false, action = clap::ArgAction::Set)]
    pub webhooks_private: bool,
    /// Certificates (PEM) of an authority of one's own, for receivers and the mail server.
    #[arg(long, env = "FORECOURT_TELLING_CA")]
    pub telling_ca: Option<PathBuf>,
    /// Longest try to deliver, seconds: 1 to 60.
    #[arg(long, env = "FORECOURT_TELLING_TIMEOUT", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub telling_timeout: u64,
}

/// Settings of an external storage.
#[derive(Args, Clone)]
pub struct S3 {
    /// Address that this server uses, for example https://s3.internal:9000.
    #[arg(long = "s3-endpoint", env = "FORECOURT_S3_ENDPOINT")]
    pub endpoint: Option<String>,
    /// Address that phones use, when it is another one.
    #[arg(long = "s3-public-endpoint", env = "FORECOURT_S3_PUBLIC_ENDPOINT")]
    pub public_endpoint: Option<String>,
    /// Region to sign for.
    #[arg(long = "s3-region", env = "FORECOURT_S3_REGION", default_value = "us-east-1")]
    pub region: String,
    /// Bucket; the embedded store has one of its own.
    #[arg(long = "s3-bucket", env = "FORECOURT_S3_BUCKET")]
    pub bucket: Option<String>,
    /// Access key.
    #[arg(long = "s3-access-key", env = "FORECOURT_S3_ACCESS_KEY", hide_env_values = true)]
    pub access_key: Option<String>,
    /// Secret key.
    #[arg(long = "s3-secret-key", env = "FORECOURT_S3_SECRET_KEY", hide_env_values = true)]
    pub secret_key: Option<String>,
    /// `direct`: phones upload to the storage; `proxied`: through this server, for a storage they cannot reach.
    #[arg(long = "s3-uploads", env = "FORECOURT_S3_UPLOADS", default_value = "direct", value_parser = ["direct", "proxied"])]
    pub uploads: String,
}

impl Settings {
    /// The database address in force.
    pub fn database(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| forecourt_store::sqlite_url(&self.data_dir.join("forecourt.sqlite")))
    }
}

impl std::fmt::Debug for Settings {
    /// Without secrets, so that it may be logged.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("listen", &self.listen)
            .field("data_dir", &self.data_dir)
            .field("public_url", &self.public_url)
            .field("database", &self.database().split(':').next().unwrap_or_default().to_owned())
            .field("s3_endpoint", &self.s3.endpoint)
            .field("uploads", &self.s3.uploads)
            .field("tls", &self.tls_cert.is_some())
            .field("mail", &self.telling.smtp_url.is_some())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_sample_explains_every_setting_and_no_other() {
        let command = Settings::augment_args(clap::Command::new("forecourt"));
        let known: BTreeSet<String> =
            command.get_arguments().filter_map(|arg| Some(arg.get_env()?.to_string_lossy().into_owned())).collect();
        let sample = include_str!("../../../.env.sample");
        let name = |line: &str| Some(line.trim_start_matches("# ").split_once('=')?.0.to_owned());
        let told: BTreeSet<String> =
            sample.lines().filter_map(name).filter(|name| name.starts_with("FORECOURT_")).collect();
        assert_eq!(told, known);
    }
}
