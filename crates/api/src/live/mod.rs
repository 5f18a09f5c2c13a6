//! Streams of events to desks: something changed, read it again. One task of an instance reads the signals of all instances
//! and hands each to whoever it reaches. A stream ends with its session, at shutdown, or when its reader is too slow: nobody
//! who writes ever waits for it.

mod reach;
mod watch;

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use forecourt_core::states::Role;
use forecourt_store::{access::Grant, signals::Subject, sync::Position};
use futures::{Stream, StreamExt};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use uuid::Uuid;

use self::reach::{Heard, hears};
use crate::{
    auth::Caller,
    problem::{Kind, Problem, Result},
    state::App,
};

/// Streams of a person on one instance: a browser has a few windows.
pub const PER_PERSON: usize = 8;
/// Streams of one instance.
const IN_ALL: usize = 4000;
/// Events that wait for a reader before he is too slow.
const WAITING: usize = 128;
/// More at once are told as "read everything again".
const AT_ONCE: usize = 40;
/// How long signals are kept: longer than any reader of them needs, ms.
const KEPT_MS: i64 = 600_000;

/// What a stream says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It listens: what changes from now on is told.
    Ready,
    /// Something may have been missed: read everything again.
    Reset,
    /// So many lines of the inbox are unread.
    Inbox(u64),
    /// This changed; with its version, where a desk needs it.
    Changed(Subject, Option<Uuid>, Option<i32>),
}

/// Every stream of this instance.
#[derive(Default)]
pub struct Live {
    hub: Mutex<Hub>,
    /// Where the readers of all instances surely stand, and since when, real ms.
    passed: Mutex<Option<(i64, Position)>>,
}

#[derive(Default)]
struct Hub {
    next: u64,
    listeners: HashMap<u64, Listener>,
    is_watched: bool,
    is_closed: bool,
}

struct Listener {
    session_id: Uuid,
    person_id: Uuid,
    grants: Vec<Grant>,
    line: mpsc::Sender<Told>,
}

/// The place of a stream; when it is dropped, nobody listens any more.
struct Seat {
    app: App,
    number: u64,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.app.live.hub().listeners.remove(&self.number);
    }
}

/// Whether these grants give anything to hear beside one's own inbox.
fn is_desk(grants: &[Grant]) -> bool {
    grants.iter().any(|grant| grant.role != Role::Shopper)
}

impl Live {
    fn hub(&self) -> MutexGuard<'_, Hub> {
        // What a panic elsewhere left is whole.
        self.hub.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to listen for a caller; `again`: he listened before and may have missed something.
    ///
    /// # Errors
    /// 403 for whoever is at no desk, 429 beyond the streams of a person, 503 beyond those of an instance or at its end.
    pub async fn listen(&self, app: &App, caller: &Caller, again: bool) -> Result<impl Stream<Item = Told> + use<>> {
        if !is_desk(caller.grants()) {
            return Err(Problem::new(Kind::Forbidden));
        }
        let (line, told) = mpsc::channel(WAITING);
        // A new channel has room for one.
        let _ = line.try_send(if again { Told::Reset } else { Told::Ready });
        // Before he is told "ready": what commits from here on is behind it.
        let position = app.store.signals_now().await?;
        let (number, is_watched) = {
            let mut hub = self.hub();
            let own = hub.listeners.values().filter(|one| one.person_id == caller.person_id).count();
            if hub.is_closed || hub.listeners.len() >= IN_ALL {
                return Err(Problem::new(Kind::Overloaded).retry_after(10));
            }
            if own >= PER_PERSON {
                return Err(Problem::new(Kind::SlowDown).retry_after(60));
            }
            let number = hub.next;
            hub.next += 1;
            let (session_id, person_id) = (caller.session_id, caller.person_id);
            let grants = caller.grants().to_vec();
            hub.listeners.insert(number, Listener { session_id, person_id, grants, line });
            (number, std::mem::replace(&mut hub.is_watched, true))
        };
        if !is_watched {
            tokio::spawn(watch::run(app.clone(), position));
        }
        let seat = Seat { app: app.clone(), number };
        Ok(ReceiverStream::new(told).map(move |event| {
            let _keeps_the_seat = &seat;
            event
        }))
    }

    /// Ends every stream; nobody begins another one.
    pub fn close(&self) {
        let mut hub = self.hub();
        hub.is_closed = true;
        hub.listeners.clear();
    }

    /// How many listen.
    pub fn count(&self) -> usize {
        self.hub().listeners.len()
    }

    /// Forgets signals that were there ten minutes ago.
    pub async fn forget_old(&self, app: &App) -> Result<()> {
        let now = app.clock.real_ms();
        let passed = *self.passed.lock().unwrap_or_else(PoisonError::into_inner);
        match passed {
            Some((since, _)) if now - since < KEPT_MS => return Ok(()),
            Some((_, position)) => {
                app.store.forget_signals(position).await?;
            }
            None => {}
        }
        let position = app.store.signals_now().await?;
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, position));
        Ok(())
    }
}

impl Hub {
    /// Hands a batch to whoever it reaches. A reader whose line is full is dropped: he comes again and reads everything.
    fn tell(&mut self, batch: &[Heard], unread: &HashMap<Uuid, u64>) {
        self.listeners.retain(|_, listener| {
            let mut events: Vec<Told> = Vec::new();
            for heard in batch.iter().filter(|heard| hears(listener.person_id, &listener.grants, heard)) {
                let event = heard.told(unread.get(&listener.person_id).copied());
                events.retain(|earlier| !is_same(earlier, &event));
                events.push(event);
                if events.len() > AT_ONCE {
                    events = vec![Told::Reset];
                    break;
                }
            }
            events.into_iter().all(|event| listener.line.try_send(event).is_ok())
        });
    }

    /// Tells everybody to read everything again.
    fn reset(&mut self) {
        self.listeners.retain(|_, listener| listener.line.try_send(Told::Reset).is_ok());
    }
}

/// Whether the later one makes the earlier one needless.
fn is_same(earlier: &Told, later: &Told) -> bool {
    match (earlier, later) {
        (Told::Inbox(_), Told::Inbox(_)) => true,
        (Told::Changed(subject, id, _), Told::Changed(other, other_id, _)) => subject == other && id == other_id,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use forecourt_store::signals::{Reach, Signal};

    use super::*;

    fn listener(number: u128) -> (Listener, mpsc::Receiver<Told>) {
        let (line, told) = mpsc::channel(WAITING);
        let grants = vec![Grant { role: Role::Hq, org_unit_id: None, station_id: None }];
        (Listener { session_id: Uuid::nil(), person_id: Uuid::from_u128(number), grants, line }, told)
    }

    fn order(number: usize, version: i32) -> Heard {
        let id = Some(Uuid::from_u128(u128::try_from(number).unwrap()));
        let station_id = Some(Uuid::from_u128(7));
        let reach = Reach::Station;
        Heard { signal: Signal { subject: Subject::Order, id, version, station_id, reach }, above: Vec::new() }
    }

    #[test]
    fn a_slow_reader_is_dropped_and_holds_up_nobody() {
        let mut hub = Hub::default();
        let ((slow, mut unread_line), (quick, mut line)) = (listener(1), listener(2));
        hub.listeners.insert(1, slow);
        hub.listeners.insert(2, quick);
        for number in 0..=WAITING {
            hub.tell(&[order(number, 1)], &HashMap::new());
            assert!(line.try_recv().is_ok());
        }
        assert!(!hub.listeners.contains_key(&1), "his line was full");
        assert!(hub.listeners.contains_key(&2));
        let mut kept = 0;
        while unread_line.try_recv().is_ok() {
            kept += 1;
        }
        assert_eq!(kept, WAITING, "what he has not read is bounded");
        assert_eq!(unread_line.try_recv(), Err(mpsc::error::TryRecvError::Disconnected));
    }

    #[test]
    fn a_thing_is_told_once_in_a_batch_and_many_are_told_as_one() {
        let mut hub = Hub::default();
        let (one, mut line) = listener(1);
        hub.listeners.insert(1, one);
        hub.tell(&[order(1, 1), order(2, 1), order(1, 2)], &HashMap::new());
        let changed = |id, version| Told::Changed(Subject::Order, Some(Uuid::from_u128(id)), Some(version));
        assert_eq!(line.try_recv(), Ok(changed(2, 1)));
        assert_eq!(line.try_recv(), Ok(changed(1, 2)));
        assert!(line.try_recv().is_err());
        let many: Vec<Heard> = (0..=AT_ONCE).map(|number| order(number, 1)).collect();
        hub.tell(&many, &HashMap::new());
        assert_eq!(line.try_recv(), Ok(Told::Reset));
        assert!(line.try_recv().is_err());
    }
}
