//! The task of an instance that reads signals for its streams. It ends when nobody listens any more.

use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};

use forecourt_store::{
    orders::inbox,
    org,
    signals::{Signal, Subject},
    sync::Position,
};
use uuid::Uuid;

use super::{Hub, Live, is_desk, reach::Heard};
use crate::{auth::caller::grants_of, problem::Result, state::App};

/// How often it looks.
const EVERY: Duration = Duration::from_millis(500);
/// How often it looks whether sessions still live, ms of real time: so long a stream may outlast its session.
const SESSIONS_MS: i64 = 3_000;
/// Signals read at once.
const BATCH: u64 = 2000;
/// After so long without an answer of the database signals may be gone that were never read, ms.
const TOO_LONG_MS: i64 = 300_000;

/// Reads what is behind a position until nobody listens.
pub(super) async fn run(app: App, mut at: Position) {
    let (mut looked, mut checked) = (app.clock.real_ms(), app.clock.real_ms());
    while app.live.is_listened_to() {
        let now = app.clock.real_ms();
        let outcome = async {
            if now - checked >= SESSIONS_MS {
                end_dead_sessions(&app, now).await?;
                checked = now;
            }
            if now - looked > TOO_LONG_MS {
                at = app.store.signals_now().await?;
                app.live.hub().reset();
            }
            read(&app, &mut at).await
        };
        match outcome.await {
            Ok(true) => looked = now,
            Ok(false) => {
                looked = now;
                tokio::time::sleep(EVERY).await;
            }
            Err(error) => {
                tracing::warn!(?error, "signals were not read");
                tokio::time::sleep(EVERY).await;
            }
        }
    }
}

impl Live {
    /// Whether anybody listens; whoever begins after a "no" finds that nobody watches.
    fn is_listened_to(&self) -> bool {
        let mut hub = self.hub();
        hub.is_watched = !hub.listeners.is_empty();
        hub.is_watched
    }

    fn people(&self) -> BTreeSet<Uuid> {
        self.hub().listeners.values().map(|listener| listener.person_id).collect()
    }
}

/// Reads some signals and hands them out; whether there may be more.
async fn read(app: &App, at: &mut Position) -> Result<bool> {
    let (signals, next) = app.store.signals(*at, BATCH).await?;
    if signals.is_empty() {
        *at = next;
        return Ok(false);
    }
    let more = u64::try_from(signals.len()).unwrap_or(u64::MAX) >= BATCH;
    let unread = unread(app, &signals).await?;
    let batch = with_places(app, signals).await?;
    app.live.hub().tell(&batch, &unread);
    *at = next;
    Ok(more)
}

/// What the listeners whose inbox changed have not read.
async fn unread(app: &App, signals: &[Signal]) -> Result<HashMap<Uuid, u64>> {
    let listening = app.live.people();
    let told: BTreeSet<Uuid> =
        signals.iter().filter(|one| one.subject == Subject::Inbox).filter_map(|one| one.id).collect();
    let mut unread = HashMap::new();
    for person in told.intersection(&listening) {
        unread.insert(*person, inbox::unread(app.store.read(), *person).await?);
    }
    Ok(unread)
}

/// The signals with the units above their stations.
async fn with_places(app: &App, signals: Vec<Signal>) -> Result<Vec<Heard>> {
    let stations: BTreeSet<Uuid> = signals.iter().filter_map(|one| one.station_id).collect();
    let units = org::units_of_stations(app.store.read(), &stations.into_iter().collect::<Vec<_>>()).await?;
    let own: BTreeSet<Uuid> = units.values().copied().collect();
    let chains = org::chains(app.store.read(), &own.into_iter().collect::<Vec<_>>()).await?;
    let above = |signal: &Signal| {
        let unit = signal.station_id.and_then(|station| units.get(&station));
        unit.and_then(|unit| chains.get(unit)).cloned().unwrap_or_default()
    };
    Ok(signals.into_iter().map(|signal| Heard { above: above(&signal), signal }).collect())
}

/// Ends streams whose session has ended or whose person is at no desk any more; the others hear by their roles of now.
async fn end_dead_sessions(app: &App, real_ms: i64) -> Result<()> {
    let sessions: BTreeSet<Uuid> = app.live.hub().listeners.values().map(|listener| listener.session_id).collect();
    let sessions: Vec<Uuid> = sessions.into_iter().collect();
    let mut live = HashMap::new();
    for one in app.store.live_sessions(&sessions, real_ms).await? {
        if let Ok(grants) = grants_of(one.grants, one.person.deactivated_at, app.clock.now_ms())
            && is_desk(&grants)
        {
            live.insert(one.session.id, grants);
        }
    }
    app.live.hub().keep(&sessions, &live);
    Ok(())
}

impl Hub {
    /// Keeps streams of live sessions, with their grants; those that began after the look are left as they are.
    fn keep(&mut self, looked_at: &[Uuid], live: &HashMap<Uuid, Vec<forecourt_store::access::Grant>>) {
        self.listeners.retain(|_, listener| match live.get(&listener.session_id) {
            Some(grants) => {
                listener.grants.clone_from(grants);
                true
            }
            None => !looked_at.contains(&listener.session_id),
        });
    }
}
