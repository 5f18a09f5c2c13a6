//! Named places where a test can kill the process, so that durability is shown and not assumed.
//!
//! `FORECOURT_TEST_KILL_AT=name[:n]` sends SIGKILL to this process at the n-th time (default 1) that the named point
//! is passed. Only builds with `debug_assertions` look at it; in a release build [`hit`] is empty.

/// Declares the points: to add one, add one line.
macro_rules! points {
    ($($variant:ident => $name:literal),* $(,)?) => {
        /// A named place around a commit, fsync or rename.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Point {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Point {
            /// Every point, in the order of its declaration.
            pub const ALL: &'static [Point] = &[$(Point::$variant),*];

            /// The name that `FORECOURT_TEST_KILL_AT` uses.
            pub const fn name(self) -> &'static str {
                match self { $(Point::$variant => $name,)* }
            }
        }
    };
}

points! {
    ObjectOpenBeforeFsync => "object.open.before_fsync",
    ObjectOpenAfterFsync => "object.open.after_fsync",
    ObjectWriteBeforeFsync => "object.write.before_fsync",
    ObjectWriteAfterFsync => "object.write.after_fsync",
    ObjectRenameBefore => "object.rename.before",
    ObjectRenameAfter => "object.rename.after",
    ObjectDirFsyncBefore => "object.dir_fsync.before",
    ObjectDirFsyncAfter => "object.dir_fsync.after",
    ObjectRepeatDirFsyncBefore => "object.repeat.dir_fsync.before",
    ObjectRepeatDirFsyncAfter => "object.repeat.dir_fsync.after",
    ObjectDeleteBefore => "object.delete.before",
    ObjectDeleteAfter => "object.delete.after",
    ObjectDeleteDirFsyncAfter => "object.delete.dir_fsync.after",
    MigrateCommitBefore => "migrate.commit.before",
    MigrateCommitAfter => "migrate.commit.after",
    ServerEpochCommitBefore => "server_epoch.commit.before",
    ServerEpochCommitAfter => "server_epoch.commit.after",
    SecretCommitBefore => "secret.commit.before",
    SecretCommitAfter => "secret.commit.after",
    PublishChecklistCommitBefore => "publish_checklist.commit.before",
    PublishChecklistCommitAfter => "publish_checklist.commit.after",
    CreateAdminCommitBefore => "create_admin.commit.before",
    CreateAdminCommitAfter => "create_admin.commit.after",
    NewEpochCommitBefore => "new_epoch.commit.before",
    NewEpochCommitAfter => "new_epoch.commit.after",
    RedeemCodeCommitBefore => "redeem_code.commit.before",
    RedeemCodeCommitAfter => "redeem_code.commit.after",
    SignInCommitBefore => "sign_in.commit.before",
    SignInCommitAfter => "sign_in.commit.after",
    EndSessionCommitBefore => "end_session.commit.before",
    EndSessionCommitAfter => "end_session.commit.after",
    AuditPutCommitBefore => "audit_put.commit.before",
    AuditPutCommitAfter => "audit_put.commit.after",
    AuditNextCommitBefore => "audit_next.commit.before",
    AuditNextCommitAfter => "audit_next.commit.after",
    KeepRefusedCommitBefore => "keep_refused.commit.before",
    KeepRefusedCommitAfter => "keep_refused.commit.after",
    JudgeRefusedCommitBefore => "judge_refused.commit.before",
    JudgeRefusedCommitAfter => "judge_refused.commit.after",
    PhotosSeenCommitBefore => "photos_seen.commit.before",
    PhotosSeenCommitAfter => "photos_seen.commit.after",
    PhotoLostCommitBefore => "photo_lost.commit.before",
    PhotoLostCommitAfter => "photo_lost.commit.after",
    HoldingsCommitBefore => "holdings.commit.before",
    HoldingsCommitAfter => "holdings.commit.after",
    AssignmentReportCommitBefore => "assignment_report.commit.before",
    AssignmentReportCommitAfter => "assignment_report.commit.after",
    AuditReturnCommitBefore => "audit_return.commit.before",
    AuditReturnCommitAfter => "audit_return.commit.after",
    ReturnDeliveredCommitBefore => "return_delivered.commit.before",
    ReturnDeliveredCommitAfter => "return_delivered.commit.after",
    ReturnEndedCommitBefore => "return_ended.commit.before",
    ReturnEndedCommitAfter => "return_ended.commit.after",
    LeaseJobsCommitBefore => "lease_jobs.commit.before",
    LeaseJobsCommitAfter => "lease_jobs.commit.after",
    JobDoneCommitBefore => "job_done.commit.before",
    JobDoneCommitAfter => "job_done.commit.after",
    JobAgainCommitBefore => "job_again.commit.before",
    JobAgainCommitAfter => "job_again.commit.after",
    JobWaitsCommitBefore => "job_waits.commit.before",
    JobWaitsCommitAfter => "job_waits.commit.after",
    JobFailedCommitBefore => "job_failed.commit.before",
    JobFailedCommitAfter => "job_failed.commit.after",
    PhotoIndexedCommitBefore => "photo_indexed.commit.before",
    PhotoIndexedCommitAfter => "photo_indexed.commit.after",
    PhotoExaminedCommitBefore => "photo_examined.commit.before",
    PhotoExaminedCommitAfter => "photo_examined.commit.after",
    EvidenceCommitBefore => "evidence.commit.before",
    EvidenceCommitAfter => "evidence.commit.after",
    JudgeAuditCommitBefore => "judge_audit.commit.before",
    JudgeAuditCommitAfter => "judge_audit.commit.after",
    LookForPhotosCommitBefore => "look_for_photos.commit.before",
    LookForPhotosCommitAfter => "look_for_photos.commit.after",
    PublishAtOnceCommitBefore => "publish_at_once.commit.before",
    PublishAtOnceCommitAfter => "publish_at_once.commit.after",
    PublishCommitBefore => "publish.commit.before",
    PublishCommitAfter => "publish.commit.after",
    FinaliseCommitBefore => "finalise.commit.before",
    FinaliseCommitAfter => "finalise.commit.after",
    FinalisedDayCommitBefore => "finalised_day.commit.before",
    FinalisedDayCommitAfter => "finalised_day.commit.after",
    ForgetKeysCommitBefore => "forget_keys.commit.before",
    ForgetKeysCommitAfter => "forget_keys.commit.after",
    ForgetChangesCommitBefore => "forget_changes.commit.before",
    ForgetChangesCommitAfter => "forget_changes.commit.after",
    RecordRungsCommitBefore => "record_rungs.commit.before",
    RecordRungsCommitAfter => "record_rungs.commit.after",
    MakeDigestCommitBefore => "make_digest.commit.before",
    MakeDigestCommitAfter => "make_digest.commit.after",
    QueueDeliveriesCommitBefore => "queue_deliveries.commit.before",
    QueueDeliveriesCommitAfter => "queue_deliveries.commit.after",
    DeliveryBeginsCommitBefore => "delivery_begins.commit.before",
    DeliveryBeginsCommitAfter => "delivery_begins.commit.after",
    DeliveryEndedCommitBefore => "delivery_ended.commit.before",
    DeliveryEndedCommitAfter => "delivery_ended.commit.after",
}

impl Point {
    /// The point of that name, if there is one.
    pub fn by_name(name: &str) -> Option<Point> {
        Point::ALL.iter().copied().find(|point| point.name() == name)
    }
}

/// Passes a point: ends the process at once (SIGKILL, nothing is flushed) if the test asked for it.
#[inline]
pub fn hit(point: Point) {
    #[cfg(debug_assertions)]
    armed::hit(point);
    #[cfg(not(debug_assertions))]
    let _ = point;
}

/// Passes the commit of a named transaction, `side` being `before` or `after`. Only the names in the list above are
/// points; the list has every transaction of a first start, of the phone's protocol, of the jobs and of the tick.
#[inline]
pub fn hit_commit(name: &str, side: &str) {
    #[cfg(debug_assertions)]
    if let Some(point) = Point::by_name(&format!("{name}.commit.{side}")) {
        armed::hit(point);
    }
    #[cfg(not(debug_assertions))]
    let _ = (name, side);
}

#[cfg(debug_assertions)]
mod armed {
    use super::Point;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// What the environment asks for: the point and how many passes are left.
    struct Order {
        point: Point,
        left: AtomicU64,
    }

    static ORDER: OnceLock<Option<Order>> = OnceLock::new();

    pub(super) fn hit(point: Point) {
        let order = ORDER.get_or_init(|| {
            let text = std::env::var("FORECOURT_TEST_KILL_AT").ok()?;
            let parsed = parse(&text);
            if parsed.is_none() {
                // A misspelt name would make a kill test pass without killing anything.
                tracing::error!(value = text, "FORECOURT_TEST_KILL_AT names no kill point");
            }
            parsed.map(|(point, nth)| Order { point, left: AtomicU64::new(nth) })
        });
        if let Some(order) = order
            && order.point == point
            && order.left.fetch_sub(1, Ordering::SeqCst) == 1
        {
            die();
        }
    }

    /// `name[:n]`, n from 1.
    pub(super) fn parse(text: &str) -> Option<(Point, u64)> {
        let (name, nth) = match text.split_once(':') {
            Some((name, nth)) => (name, nth.parse().ok().filter(|n| *n > 0)?),
            None => (text, 1),
        };
        Point::by_name(name).map(|point| (point, nth))
    }

    fn die() -> ! {
        let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
        // SIGKILL of oneself is delivered before the call returns; this line only tells the compiler so.
        std::process::abort()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found_again() {
        for point in Point::ALL {
            assert_eq!(Point::by_name(point.name()), Some(*point));
        }
        let names: std::collections::HashSet<_> = Point::ALL.iter().map(|p| p.name()).collect();
        assert_eq!(names.len(), Point::ALL.len());
    }

    #[cfg(debug_assertions)]
    #[test]
    fn the_setting_is_read() {
        assert_eq!(armed::parse("object.rename.after"), Some((Point::ObjectRenameAfter, 1)));
        assert_eq!(armed::parse("object.rename.after:7"), Some((Point::ObjectRenameAfter, 7)));
        assert_eq!(armed::parse("object.rename.after:0"), None);
        assert_eq!(armed::parse("object.rename.after:x"), None);
        assert_eq!(armed::parse("nowhere"), None);
    }
}
