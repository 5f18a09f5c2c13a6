//! Names are resolved once, every address is checked, and only the checked ones are connected to: a name that resolves to
//! something else a moment later (DNS rebinding) gains nothing.

use super::address::Reach;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

/// Addresses of a name, on their way.
pub type Looking = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// How names are looked up.
pub type Lookup = Arc<dyn Fn(String) -> Looking + Send + Sync>;

/// By the system.
pub(crate) fn system() -> Lookup {
    Arc::new(|name: String| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    })
}

/// Every address of a name lies where nobody may send to.
#[derive(Debug, thiserror::Error)]
#[error("{name} leads to an address that is closed")]
pub(crate) struct Closed {
    name: String,
}

/// The resolver of the client.
pub(crate) struct Checked {
    pub reach: Reach,
    pub lookup: Lookup,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let (reach, name) = (self.reach, name.as_str().to_owned());
        let looking = (self.lookup)(name.clone());
        Box::pin(async move {
            let found = looking.await?;
            if found.is_empty() {
                return Err(io::Error::new(io::ErrorKind::NotFound, "the name has no address").into());
            }
            let open: Vec<SocketAddr> =
                found.into_iter().filter(|ip| reach.allows(*ip)).map(|ip| SocketAddr::new(ip, 0)).collect();
            if open.is_empty() {
                return Err(Closed { name }.into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}
