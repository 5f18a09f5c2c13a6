//! The server is killed at every named point: each commit, fsync and rename. What was promised is still there when it
//! starts again, and what was not is made good by the next try.

use std::{
    collections::VecDeque,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use forecourt_store::{killpoint::Point, photo_keys::audit_prefix};
use forecourt_tests::{
    binary::Start,
    database::Kind,
    desk::Desk,
    line::Cut,
    network::PASSWORD,
    phone::{self, path},
    server::Place,
};

use crate::{
    bench::{BINARY, Bench, KILL_AT, Way, is_killed},
    chapters::{Chapter, Play, Turn},
    ending,
    memory::Task,
    phone::Broken,
};

/// Installations at the same time.
const WORKERS: usize = 3;
/// Deferred work and ticks pass their points within this.
const PATIENCE: Duration = Duration::from_secs(30);
/// A server that is dying is dead within this.
const DYING: Duration = Duration::from_secs(2);

/// How a point is reached.
#[derive(Clone, Copy, Debug)]
enum Means {
    /// The first start on an empty folder.
    FirstStart,
    /// A command of the binary.
    Command(&'static [&'static str]),
    /// The first tick of an installation that was left alone for two weeks.
    Tick,
    /// A chapter of the protocol.
    Plays(Chapter),
    /// A photo that is sent twice, because the first answer was lost.
    Again,
    /// Work on a photo while the storage is gone.
    StorageGone,
    /// Work on a photo that the storage has lost.
    PhotoGone,
    /// A pass of the scheduler of several processes: `scheduler.rs` kills there.
    Pass,
}

/// A point that is not listed here does not compile.
const fn means(point: Point) -> Means {
    use Chapter as C;
    use Means::{Again, Command, FirstStart, Pass, PhotoGone, Plays, StorageGone, Tick};
    use Point as P;
    match point {
        P::ObjectOpenBeforeFsync | P::ObjectOpenAfterFsync => FirstStart,
        P::ObjectWriteBeforeFsync | P::ObjectWriteAfterFsync => Plays(C::Audit),
        P::ObjectRenameBefore | P::ObjectRenameAfter => Plays(C::Audit),
        P::ObjectDirFsyncBefore | P::ObjectDirFsyncAfter => Plays(C::Audit),
        P::ObjectRepeatDirFsyncBefore | P::ObjectRepeatDirFsyncAfter => Again,
        P::ObjectDeleteBefore | P::ObjectDeleteAfter | P::ObjectDeleteDirFsyncAfter => Command(&["storage", "check"]),
        P::MigrateCommitBefore | P::MigrateCommitAfter => FirstStart,
        P::ServerEpochCommitBefore | P::ServerEpochCommitAfter => FirstStart,
        P::SecretCommitBefore | P::SecretCommitAfter => FirstStart,
        P::PublishChecklistCommitBefore | P::PublishChecklistCommitAfter => FirstStart,
        P::CreateAdminCommitBefore | P::CreateAdminCommitAfter => Command(&["admin", "create", "root"]),
        P::NewEpochCommitBefore | P::NewEpochCommitAfter => Command(&["new-epoch"]),
        P::RedeemCodeCommitBefore | P::RedeemCodeCommitAfter => Plays(C::SignIn),
        P::SignInCommitBefore | P::SignInCommitAfter => Plays(C::SignIn),
        P::EndSessionCommitBefore | P::EndSessionCommitAfter => Plays(C::SignOut),
        P::AuditPutCommitBefore | P::AuditPutCommitAfter => Plays(C::Audit),
        P::AuditNextCommitBefore | P::AuditNextCommitAfter => Plays(C::Returned),
        P::KeepRefusedCommitBefore | P::KeepRefusedCommitAfter => Plays(C::Refused),
        P::JudgeRefusedCommitBefore | P::JudgeRefusedCommitAfter => Plays(C::Refused),
        P::PhotosSeenCommitBefore | P::PhotosSeenCommitAfter => Plays(C::Audit),
        P::PhotoLostCommitBefore | P::PhotoLostCommitAfter => Plays(C::Lost),
        P::HoldingsCommitBefore | P::HoldingsCommitAfter => Plays(C::Audit),
        P::AssignmentReportCommitBefore | P::AssignmentReportCommitAfter => Plays(C::Reports),
        P::AuditReturnCommitBefore | P::AuditReturnCommitAfter => Plays(C::Returned),
        P::ReturnDeliveredCommitBefore | P::ReturnDeliveredCommitAfter => Plays(C::Returned),
        P::ReturnEndedCommitBefore | P::ReturnEndedCommitAfter => Tick,
        P::LeaseJobsCommitBefore | P::LeaseJobsCommitAfter => Plays(C::Audit),
        P::JobDoneCommitBefore | P::JobDoneCommitAfter => Plays(C::Published),
        P::JobAgainCommitBefore | P::JobAgainCommitAfter => Tick,
        P::JobWaitsCommitBefore | P::JobWaitsCommitAfter => StorageGone,
        P::JobFailedCommitBefore | P::JobFailedCommitAfter => PhotoGone,
        P::PhotoIndexedCommitBefore | P::PhotoIndexedCommitAfter => Plays(C::Audit),
        P::PhotoExaminedCommitBefore | P::PhotoExaminedCommitAfter => Plays(C::Audit),
        P::EvidenceCommitBefore | P::EvidenceCommitAfter => Plays(C::Lost),
        P::JudgeAuditCommitBefore | P::JudgeAuditCommitAfter => Plays(C::Audit),
        P::LookForPhotosCommitBefore | P::LookForPhotosCommitAfter => Tick,
        P::PublishAtOnceCommitBefore | P::PublishAtOnceCommitAfter => Plays(C::Published),
        P::PublishCommitBefore | P::PublishCommitAfter => Plays(C::Published),
        P::FinaliseCommitBefore | P::FinaliseCommitAfter => Tick,
        P::FinalisedDayCommitBefore | P::FinalisedDayCommitAfter => Tick,
        P::ForgetKeysCommitBefore | P::ForgetKeysCommitAfter => Tick,
        P::ForgetChangesCommitBefore | P::ForgetChangesCommitAfter => Tick,
        P::RecordRungsCommitBefore | P::RecordRungsCommitAfter => Pass,
        P::MakeDigestCommitBefore | P::MakeDigestCommitAfter => Pass,
        P::QueueDeliveriesCommitBefore | P::QueueDeliveriesCommitAfter => Pass,
        P::DeliveryBeginsCommitBefore | P::DeliveryBeginsCommitAfter => Pass,
        P::DeliveryEndedCommitBefore | P::DeliveryEndedCommitAfter => Pass,
    }
}

/// The server's own store has fsyncs and renames of ours; everything else is shown on the storage that was told.
fn way_of(point: Point) -> Way {
    if point.name().starts_with("object.") { Way::Own } else { Way::usual() }
}

/// The points that are to be reached: every one, and on a second kind of database every commit, since the photo store is
/// the same one.
fn points(kind: Kind) -> VecDeque<Point> {
    let counts = |point: &Point| {
        let is_here = kind == Kind::Sqlite || point.name().contains(".commit.");
        is_here && !matches!(means(*point), Means::Pass)
    };
    Point::ALL.iter().copied().filter(counts).collect()
}

/// The points that only a scheduler passes.
pub fn points_of_a_pass() -> Vec<Point> {
    Point::ALL.iter().copied().filter(|point| matches!(means(*point), Means::Pass)).collect()
}

/// Kills the server at every point, each on a sound installation; prints the points as they are reached.
pub async fn kill_everywhere(kind: Kind) {
    let queue = points(kind);
    let expected = queue.len();
    println!("{kind:?}: {}", queue.iter().map(|point| point.name()).collect::<Vec<_>>().join(", "));
    let queue = Arc::new(Mutex::new(queue));
    let reached = Arc::new(Mutex::new(Vec::new()));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..WORKERS {
        let (queue, reached) = (queue.clone(), reached.clone());
        workers.spawn(async move {
            let mut benches: Vec<(Way, Bench)> = Vec::new();
            loop {
                let Some(point) = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front() else { break };
                let begin = Instant::now();
                kill_at(kind, point, &mut benches).await;
                let ms = begin.elapsed().as_millis();
                println!("{kind:?}: killed at {}, reached by {:?}, sound again, {ms} ms", point.name(), means(point));
                reached.lock().unwrap_or_else(PoisonError::into_inner).push(point);
            }
            for (_, bench) in benches {
                ending::close(bench, 0).await;
            }
        });
    }
    while let Some(done) = workers.join_next().await {
        done.expect("a worker ends");
    }
    let reached = reached.lock().unwrap_or_else(PoisonError::into_inner).len();
    println!("{kind:?}: {reached} of {expected} points reached");
    assert_eq!(reached, expected);
}

async fn kill_at(kind: Kind, point: Point, benches: &mut Vec<(Way, Bench)>) {
    match means(point) {
        Means::FirstStart => first_start(kind, point).await,
        Means::Command(words) => command(kind, point, words).await,
        Means::Tick => tick(kind, point).await,
        Means::Pass => panic!("{}: killed by the scheduler's own test", point.name()),
        Means::StorageGone | Means::PhotoGone => {
            let way = if Way::usual() == Way::Own { Way::Direct } else { Way::usual() };
            let mut bench = Bench::awake(kind, way).await;
            by_play(&mut bench, point, Chapter::Published).await;
            ending::close(bench, 0).await;
        }
        Means::Plays(_) | Means::Again => {
            let way = way_of(point);
            if benches.iter().all(|(known, _)| *known != way) {
                benches.push((way, Bench::awake(kind, way).await));
            }
            let chapter = if let Means::Plays(chapter) = means(point) { chapter } else { Chapter::Audit };
            let (_, bench) = benches.iter_mut().find(|(known, _)| *known == way).expect("a bench");
            by_play(bench, point, chapter).await;
        }
    }
}

/// Plays a chapter until the server is killed, starts it again and plays on to the end.
async fn by_play(bench: &mut Bench, point: Point, chapter: Chapter) {
    let name = point.name();
    let mut play = Play::prepare(chapter, bench).await;
    if chapter == Chapter::Published {
        play.approve(bench).await;
    }
    let mut status = bench.arm(name).await;
    let originals = play.visit.as_ref().map(|visit| audit_prefix(visit.audit_id)).unwrap_or_default();
    match (means(point), &mut bench.elsewhere) {
        (Means::StorageGone, Some(elsewhere)) => elsewhere.down().await,
        (Means::PhotoGone, Some(elsewhere)) => elsewhere.lose(&originals).await,
        _ => {}
    }
    let mut lose_answer = matches!(means(point), Means::Again);
    while status.is_none() {
        if lose_answer && matches!(play.phone.next(), Some(Task::Upload(..))) {
            bench.line.cut_next(Cut::Answer(0));
            lose_answer = false;
        }
        match play.step(bench).await {
            Ok(Turn::Done) => {}
            Ok(Turn::Over) => {
                status = bench.end_within(PATIENCE).await;
                assert!(status.is_some(), "{name} was not reached by {:?}: {}", means(point), bench.log());
            }
            Err(Broken) => {
                play.phone = play.phone.restarted();
                status = bench.end_within(DYING).await;
            }
        }
    }
    assert!(status.is_some_and(is_killed), "{name}: {status:?}");
    if let Some(elsewhere) = &mut bench.elsewhere {
        elsewhere.up().await;
        elsewhere.find_again(&originals).await;
    }
    bench.wake().await;
    let mut broken = 0;
    loop {
        match play.step(bench).await {
            Ok(Turn::Done) => {}
            Ok(Turn::Over) => break,
            // A desk's version was an old one: it looks again.
            Err(Broken) => broken += 1,
        }
        assert!(broken < 10, "{name}: the server does not answer: {}", bench.log());
    }
    ending::check(bench, &play).await;
}

/// A first start that is killed leaves nothing that keeps the second from being one.
async fn first_start(kind: Kind, point: Point) {
    let place = Place::fresh(kind).await;
    let start = Start::new(Path::new(BINARY), &place);
    let status = start.clone().with(KILL_AT, point.name()).serve_or_end().await.err();
    assert!(status.is_some_and(is_killed), "{} was not reached: {status:?}", point.name());
    let server = start.serve().await;
    let made = start.run(&["admin", "create", "root"]).await;
    let text = String::from_utf8_lossy(&made.stdout).into_owned();
    let code = text.lines().find_map(|line| line.strip_prefix("one-time code: ")).expect("a code");
    let root = Desk::nobody(&server.base).sign_in_by_code("root", code, PASSWORD).await;
    assert_eq!(root.get("/v1/me").await.expect(200)["username"], "root");
    let lists = root.get("/v1/checklists").await.expect(200);
    assert_eq!(lists["items"].as_array().map(Vec::len), Some(1), "the checklist is published once");
    server.stop().await;
    let fsck = start.run(&["fsck"]).await;
    assert!(fsck.status.success(), "{}", String::from_utf8_lossy(&fsck.stderr));
}

/// A command that is killed can be given again.
async fn command(kind: Kind, point: Point, words: &[&str]) {
    let mut bench = Bench::asleep(kind, way_of(point)).await;
    let killed = bench.run_armed(words, point.name()).await;
    assert!(is_killed(killed.status), "{} was not reached by {words:?}: {}", point.name(), killed.status);
    let again = bench.run(words).await;
    if point == Point::CreateAdminCommitAfter {
        // He is there, and nobody has seen his code: another administrator gives him one.
        assert!(!again.status.success());
        let other = bench.run(&["admin", "create", "other"]).await;
        assert!(other.status.success(), "{}", String::from_utf8_lossy(&other.stderr));
    } else {
        assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    }
    bench.wake().await;
    let mut play = Play::prepare(Chapter::Audit, &mut bench).await;
    while play.step(&mut bench).await.expect("the server runs") == Turn::Done {}
    ending::check(&bench, &play).await;
    // A check of the storage that is killed leaves at most what it had stored.
    ending::close(bench, 2).await;
}

/// The first tick after two weeks does everything that became due, once.
async fn tick(kind: Kind, point: Point) {
    let mut bench = Bench::asleep(kind, way_of(point)).await;
    let mut status = bench.arm(point.name()).await;
    if status.is_none() {
        status = bench.end_within(PATIENCE).await;
    }
    assert!(status.is_some_and(is_killed), "{} was not reached: {status:?}", point.name());
    bench.wake().await;
    let reviewer = &bench.members.reviewers[2];
    ending::is_in_state(reviewer, &bench.past.published, "final", PATIENCE).await;
    ending::is_in_state(reviewer, &bench.past.returned, "submitted", PATIENCE).await;
    let shown = reviewer.get(&path(&bench.past.returned)).await.expect(200);
    let late = shown["flags"].as_array().into_iter().flatten().filter(|flag| flag["code"] == "answered_late").count();
    assert_eq!(late, 1, "the end of the return is noted once");
    let phone = phone::Phone::of(bench.members.shoppers[0].clone());
    phone.deliver(&bench.past.waiting).await;
    ending::is_in_state(reviewer, &bench.past.waiting, "submitted", PATIENCE).await;
    assert_eq!(bench.members.hq.get("/v1/publications").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    ending::close(bench, 0).await;
}
