//! What goes out next to one destination, and when.

use super::choice::Choice;
use super::limit::{Limit, free_at};
use super::quiet::QuietHours;
use crate::event::Event;
use crate::kind::DigestKind;
use crate::robot::Vendor;
use forecourt_core::day::{self, DAY_MS, HOUR_MS, MINUTE_MS};
use uuid::Uuid;

/// The rules of one destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Channel<'a> {
    /// What the channel takes.
    pub limits: &'a [Limit],
    /// Messages of each limit that only what is urgent may use.
    pub reserve: u32,
    /// When more than so many are ready they are told as one digest; `None` = each alone, as integrators want their webhooks.
    pub coalesce_over: Option<usize>,
    pub quiet: QuietHours,
    /// The minute of the day in Shanghai of the daily digest, 0 to 1439.
    pub daily_minute: u16,
}

/// Messages of a mailbox: twenty an hour, the rest is put together.
const MAILBOX: &[Limit] = &[Limit { messages: 20, span_ms: HOUR_MS }];
/// 08:00, after the night and before the working day.
const DAILY_MINUTE: u16 = 8 * 60;

impl Channel<'static> {
    /// A person's mailbox.
    pub const fn mail(quiet: QuietHours) -> Self {
        Self { limits: MAILBOX, reserve: 5, coalesce_over: Some(3), quiet, daily_minute: DAILY_MINUTE }
    }

    /// The robot of a group chat, with the limits of its vendor.
    pub const fn robot(vendor: Vendor, quiet: QuietHours) -> Self {
        Self { limits: vendor.limits(), reserve: 4, coalesce_over: Some(3), quiet, daily_minute: DAILY_MINUTE }
    }

    /// A receiver of webhooks: a program, which never sleeps and wants each event.
    pub const fn webhook() -> Self {
        Self { limits: &[], reserve: 0, coalesce_over: None, quiet: QuietHours::NEVER, daily_minute: DAILY_MINUTE }
    }
}

/// A parcel that waits: an event, or a digest that was tried and is tried again as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub id: Uuid,
    /// When it happened, epoch ms.
    pub at_ms: i64,
    /// It asks to act on a T0: it waits for no morning, and goes first.
    pub urgent: bool,
    /// It was recorded late, after downtime.
    pub late: bool,
    /// The person wants it once a day.
    pub daily: bool,
    /// It was tried. It may have arrived, so it goes out alone and under its own id for ever.
    pub tried: bool,
    /// Not before this instant, epoch ms: the back-off after a failed try.
    pub not_before_ms: i64,
}

impl Waiting {
    /// A new event in the queue of a person who chose so; `None` when he does not want to hear of it. `late`: it was
    /// recorded late, after downtime.
    pub fn of(event: &Event, choice: Choice, late: bool) -> Option<Self> {
        if choice == Choice::Off {
            return None;
        }
        Some(Self {
            id: event.id(),
            at_ms: event.at_ms(),
            urgent: event.is_urgent(),
            late,
            daily: choice == Choice::Digest,
            tried: false,
            not_before_ms: event.at_ms(),
        })
    }
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// The queue is empty.
    Nothing,
    /// Look again at this instant, epoch ms, or when something is added.
    Wait { until_ms: i64 },
    /// Send these, oldest first: one alone, or all of them as a digest.
    Send { ids: Vec<Uuid>, digest: Option<DigestKind> },
}

/// What goes out next. `sent` holds the instants of the messages before, as far back as the longest limit reaches;
/// `closed_until_ms` is until when the destination wants nothing at all.
///
/// It depends on nothing but its arguments: two processes that ask with the same get the same.
pub fn next(channel: &Channel, queue: &[Waiting], sent: &[i64], closed_until_ms: i64, now_ms: i64) -> Next {
    let ordinary: Vec<Limit> = channel.limits.iter().map(|limit| channel.less_reserve(limit)).collect();
    let groups = [
        (Group::Urgent, free_at(channel.limits, sent, now_ms)),
        (Group::Ordinary, free_at(&ordinary, sent, now_ms)),
        (Group::Daily, free_at(&ordinary, sent, now_ms)),
    ];
    let missed = |item: &&Waiting| item.late && !item.tried;
    let mut until_ms: Option<i64> = None;
    for (group, free_ms) in groups {
        let mut ready: Vec<&Waiting> = Vec::new();
        // Never before now, since `free_ms` is not: hours that are quiet now hold back what was ready before them.
        let at = |item: &Waiting| channel.out_of_quiet(item, channel.ready_at(item).max(closed_until_ms).max(free_ms));
        for item in queue.iter().filter(|item| Group::of(item) == group) {
            let at_ms = at(item);
            if at_ms <= now_ms {
                ready.push(item);
            } else {
                until_ms = Some(until_ms.map_or(at_ms, |other| other.min(at_ms)));
            }
        }
        // What was missed comes in one digest, also when something of it is urgent (decision 30).
        if group == Group::Urgent && ready.iter().any(missed) {
            let others = queue.iter().filter(|item| Group::of(item) == Group::Ordinary).filter(missed);
            ready.extend(others.filter(|item| at(item) <= now_ms));
        }
        ready.sort_by_key(|item| (item.at_ms, item.id));
        if !ready.is_empty() {
            return channel.choose(group, &ready);
        }
    }
    until_ms.map_or(Next::Nothing, |until_ms| Next::Wait { until_ms })
}

/// What goes before what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Urgent,
    Ordinary,
    Daily,
}

impl Group {
    fn of(item: &Waiting) -> Self {
        match item {
            Waiting { urgent: true, .. } => Self::Urgent,
            // A daily digest that was tried is already out of the day's order.
            Waiting { daily: true, tried: false, .. } => Self::Daily,
            _ => Self::Ordinary,
        }
    }
}

impl Channel<'_> {
    /// A limit for what is not urgent; at least one message is left of it.
    fn less_reserve(&self, limit: &Limit) -> Limit {
        let least = limit.messages.min(1);
        Limit { messages: limit.messages.saturating_sub(self.reserve).max(least), ..*limit }
    }

    fn ready_at(&self, item: &Waiting) -> i64 {
        let daily = Group::of(item) == Group::Daily;
        item.not_before_ms.max(if daily { self.daily_after(item.at_ms) } else { item.at_ms })
    }

    /// The first minute of the daily digest at or after an instant.
    fn daily_after(&self, at_ms: i64) -> i64 {
        let minute = i64::from(self.daily_minute) * MINUTE_MS;
        at_ms.saturating_add((minute - day::time_of(at_ms)).rem_euclid(DAY_MS))
    }

    /// The instant itself, or the end of the quiet hours in which it lies.
    fn out_of_quiet(&self, item: &Waiting, at_ms: i64) -> i64 {
        let quiet = if item.urgent { None } else { self.quiet.quiet_until(at_ms) };
        quiet.unwrap_or(at_ms)
    }

    /// One alone, or a digest of those that were not tried yet.
    fn choose(&self, group: Group, ready: &[&Waiting]) -> Next {
        let untried: Vec<&Waiting> = ready.iter().copied().filter(|item| !item.tried).collect();
        let late: Vec<&Waiting> = untried.iter().copied().filter(|item| item.late).collect();
        let digest = |kind, items: &[&Waiting]| Next::Send {
            ids: items.iter().map(|item| item.id).collect(),
            digest: Some(kind),
        };
        match self.coalesce_over {
            Some(_) if late.len() > 1 && group != Group::Daily => digest(DigestKind::Downtime, &late),
            Some(_) if group == Group::Daily => digest(DigestKind::Daily, &untried),
            Some(over) if untried.len() > over.max(1) => digest(DigestKind::Many, &untried),
            _ => Next::Send { ids: ready.iter().take(1).map(|item| item.id).collect(), digest: None },
        }
    }
}
