//! Listening: plain or TLS with certificates that reload, and a graceful end.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use axum_server::{Handle, tls_rustls::RustlsConfig};

use crate::{
    router,
    state::{App, StartError},
};

/// How long requests under way may still take after a signal to stop.
const GRACE: Duration = Duration::from_secs(20);
/// How often the certificate files are looked at, ms.
const CERTIFICATE_CHECK_MS: u64 = 30_000;

/// A server that listens.
pub struct Running {
    /// Where it listens: with port 0 the port that was given.
    pub address: SocketAddr,
    app: App,
    handle: Handle<SocketAddr>,
    task: tokio::task::JoinHandle<std::io::Result<()>>,
}

/// Begins to listen; the socket is open when this returns.
pub async fn start(app: App) -> Result<Running, StartError> {
    let listen = app.settings.listen;
    let io = |error| StartError::Io(listen.to_string(), error);
    let listener = std::net::TcpListener::bind(listen).map_err(io)?;
    listener.set_nonblocking(true).map_err(io)?;
    let address = listener.local_addr().map_err(io)?;
    let handle = Handle::new();
    let service = router::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let task = match (&app.settings.tls_cert, &app.settings.tls_key) {
        (Some(certificate), Some(key)) => {
            let config = tls(certificate.clone(), key.clone()).await?;
            let server = axum_server::from_tcp_rustls(listener, config).map_err(io)?.handle(handle.clone());
            tokio::spawn(server.serve(service))
        }
        _ => {
            let server = axum_server::from_tcp(listener).map_err(io)?.handle(handle.clone());
            tokio::spawn(server.serve(service))
        }
    };
    Ok(Running { address, app, handle, task })
}

impl Running {
    /// Serves until a signal to stop, then lets requests under way finish.
    pub async fn until_stopped(self) -> Result<(), StartError> {
        stop_signal().await;
        tracing::info!("stopping: no new connections, requests under way may finish");
        self.stop().await
    }

    /// Stops gracefully.
    pub async fn stop(self) -> Result<(), StartError> {
        // Streams have no end of their own: nobody would wait for them.
        self.app.live.close();
        self.handle.graceful_shutdown(Some(GRACE));
        let ended = self.task.await.map_err(|error| StartError::Settings(error.to_string()))?;
        ended.map_err(|error| StartError::Io(self.address.to_string(), error))
    }
}

async fn tls(certificate: PathBuf, key: PathBuf) -> Result<RustlsConfig, StartError> {
    // Only fails when a provider is installed already, which is what we want.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let name = certificate.display().to_string();
    // Looked at before they are read: what changes meanwhile is seen as changed.
    let mut seen = changed_at(&certificate, &key);
    let config = RustlsConfig::from_pem_file(&certificate, &key).await.map_err(|error| StartError::Io(name, error))?;
    let watched = config.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(certificate_check()).await;
            let now = changed_at(&certificate, &key);
            if now == seen {
                continue;
            }
            match watched.reload_from_pem_file(&certificate, &key).await {
                Ok(()) => {
                    seen = now;
                    tracing::info!("certificate reloaded");
                }
                // Half-written files are read again at the next look; the old certificate stays in force.
                Err(error) => tracing::error!(%error, "certificate could not be reloaded"),
            }
        }
    });
    Ok(config)
}

/// [`CERTIFICATE_CHECK_MS`]. Builds with `debug_assertions` take another one from `FORECOURT_TEST_CERTIFICATE_CHECK_MS`,
/// so that a test need not wait half a minute.
fn certificate_check() -> Duration {
    #[cfg(debug_assertions)]
    if let Some(ms) = std::env::var("FORECOURT_TEST_CERTIFICATE_CHECK_MS").ok().and_then(|text| text.parse().ok()) {
        return Duration::from_millis(ms);
    }
    Duration::from_millis(CERTIFICATE_CHECK_MS)
}

type Stamp = Option<std::time::SystemTime>;

fn changed_at(certificate: &PathBuf, key: &PathBuf) -> (Stamp, Stamp) {
    let stamp = |path: &PathBuf| std::fs::metadata(path).and_then(|data| data.modified()).ok();
    (stamp(certificate), stamp(key))
}

/// Waits for SIGTERM or Ctrl-C.
pub async fn stop_signal() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::error!(%error, "cannot listen for SIGTERM");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
