//! Counters and times for `/metrics`, in the Prometheus text format.

use std::sync::{Arc, Mutex};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// Labels of a request: the route's template, never the path (a path holds ids).
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct RequestLabels {
    /// Method.
    pub method: String,
    /// Route template, for example `/v1/audits/{id}`.
    pub route: String,
    /// Status class, for example `2xx`.
    pub status: String,
}

/// One label.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct KindLabel {
    /// Kind of job, or result of a submission.
    pub kind: String,
}

/// All metrics of this process.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Mutex<Registry>>,
    /// Requests by route and status.
    pub requests: Family<RequestLabels, Counter>,
    /// Time to answer in seconds.
    pub seconds: Family<RequestLabels, Histogram>,
    /// Submissions by result: new, repeat, conflict, refused.
    pub submissions: Family<KindLabel, Counter>,
    /// Jobs done by kind.
    pub jobs_done: Family<KindLabel, Counter>,
    /// Failed attempts by kind.
    pub jobs_failed: Family<KindLabel, Counter>,
    /// Dead jobs waiting for a person.
    pub jobs_dead: Gauge,
    /// Jobs that are due or run.
    pub jobs_due: Gauge,
    /// Age of the oldest due job, seconds.
    pub oldest_job_s: Gauge,
    /// Deliveries that wait.
    pub deliveries_waiting: Gauge,
    /// Deliveries that are not tried any more.
    pub deliveries_dead: Gauge,
    /// The year without a calendar that is about to begin; 0: none.
    pub calendar_missing: Gauge,
    /// How far this server's clock was ahead of the database's when it was compared last, seconds.
    pub clock_ahead_s: Gauge,
    /// Open streams of live events.
    pub streams: Gauge,
    /// Age of the oldest row of the audit log that has no place in the chain, seconds.
    pub audit_log_waits_s: Gauge,
}

fn histogram() -> Histogram {
    Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0])
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("forecourt");
        let requests = Family::default();
        let seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        let submissions = Family::default();
        let jobs_done = Family::default();
        let jobs_failed = Family::default();
        let jobs_dead = Gauge::default();
        let jobs_due = Gauge::default();
        let oldest_job_s = Gauge::default();
        let deliveries_waiting = Gauge::default();
        let deliveries_dead = Gauge::default();
        let calendar_missing = Gauge::default();
        let clock_ahead_s = Gauge::default();
        let streams = Gauge::default();
        let audit_log_waits_s = Gauge::default();
        registry.register("requests", "Requests by route and status", Clone::clone(&requests));
        registry.register("request_seconds", "Time to answer", Family::clone(&seconds));
        registry.register("submissions", "Submissions by result", Clone::clone(&submissions));
        registry.register("jobs_done", "Jobs done by kind", Clone::clone(&jobs_done));
        registry.register("jobs_failed", "Failed attempts by kind", Clone::clone(&jobs_failed));
        registry.register("jobs_dead", "Jobs that wait for a person", jobs_dead.clone());
        registry.register("jobs_due", "Jobs that are due or run", jobs_due.clone());
        registry.register("oldest_job_seconds", "Age of the oldest due job", oldest_job_s.clone());
        registry.register("deliveries_waiting", "Deliveries that wait", deliveries_waiting.clone());
        registry.register("deliveries_dead", "Deliveries that are not tried any more", deliveries_dead.clone());
        let missing = "Year without a calendar that is about to begin, or 0";
        registry.register("calendar_missing", missing, calendar_missing.clone());
        let ahead = "How far the clock is ahead of the database's; beyond 60 either way nothing is done by time";
        registry.register("clock_ahead_seconds", ahead, clock_ahead_s.clone());
        registry.register("streams", "Open streams of live events", streams.clone());
        let waits = "Age of the oldest row of the audit log without a place in the chain";
        registry.register("audit_log_waits_seconds", waits, audit_log_waits_s.clone());
        let registry = Arc::new(Mutex::new(registry));
        Self {
            registry,
            requests,
            seconds,
            submissions,
            jobs_done,
            jobs_failed,
            jobs_dead,
            jobs_due,
            oldest_job_s,
            deliveries_waiting,
            deliveries_dead,
            calendar_missing,
            clock_ahead_s,
            streams,
            audit_log_waits_s,
        }
    }
}

impl Metrics {
    /// The Prometheus text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let registry = self.registry.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match encode(&mut out, &registry) {
            Ok(()) => out,
            Err(error) => format!("# {error}\n"),
        }
    }

    /// Counts a submission.
    pub fn submission(&self, kind: &str) {
        self.submissions.get_or_create(&KindLabel { kind: kind.to_owned() }).inc();
    }
}
