//! The connection breaks at every point. The points are enumerated by program: each chapter is played once over a whole
//! line, and what went over it says where it can be cut.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use forecourt_tests::{
    database::Kind,
    line::{Cut, Line, Passed},
};

use crate::{
    bench::{Bench, Way},
    chapters::{Chapter, Play, Turn},
    ending,
    memory::{LOOK, Task, url},
    phone::Broken,
};

/// Bodies are cut at every so many bytes.
const STEP: usize = 4096;
/// Plays at the same time, each on an installation of its own.
const WORKERS: usize = 3;

/// Where to cut: which request of a chapter, by its name and how often the name came before, and at which byte.
#[derive(Clone, Debug)]
pub struct Point {
    chapter: Chapter,
    name: String,
    nth: usize,
    cut: Cut,
}

/// What went over the line, by request: (name, how often it came before).
type Measured = Vec<((String, usize), Passed)>;

/// Plays a chapter to its end, cutting at the point if there is one; answers what went over the line.
async fn play(bench: &mut Bench, chapter: Chapter, point: Option<&Point>) -> Measured {
    let mut play = Play::prepare(chapter, bench).await;
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    let (mut measured, mut looks, mut is_cut) = (Vec::new(), 0, false);
    loop {
        let Some(task) = play.phone.next() else {
            match play.office(bench).await {
                Ok(Turn::Over) => break,
                Ok(Turn::Done) => {}
                // The office's line is whole: a version that it had seen was an old one, and it looks again.
                Err(Broken) => looks += 1,
            }
            assert!(looks < 10, "the server does not answer: {}", bench.log());
            continue;
        };
        let name = task.name(&play.phone.memory);
        let nth = *count.get(&name).unwrap_or(&0);
        let aimed = point.filter(|point| !is_cut && (&point.name, point.nth) == (&name, nth));
        if let Some(point) = aimed {
            line_of(bench, &task).cut_next(point.cut);
            is_cut = true;
        }
        let outcome = play.phone.perform(&task).await;
        assert!(aimed.is_none() || outcome == Err(Broken), "{point:?}: the answer came all the same");
        measured.push(((name.clone(), nth), line_of(bench, &task).passed()));
        match outcome {
            // The same request comes again: it is not counted twice.
            Err(Broken) => play.phone = play.phone.restarted(),
            Ok(()) => *count.entry(name).or_default() += 1,
        }
    }
    assert!(point.is_none() || is_cut, "{point:?} was not reached");
    ending::check(bench, &play).await;
    measured
}

/// The line that a request goes over.
fn line_of<'b>(bench: &'b Bench, task: &Task) -> &'b Line {
    match (task, &bench.elsewhere) {
        (Task::Upload(_, line), Some(elsewhere)) if url(line).starts_with(&elsewhere.outer.base()) => &elsewhere.outer,
        _ => &bench.line,
    }
}

/// Every point of a request that was this large: before it is connected, after the head, at every 4 KiB of the body,
/// after the body, before the answer, at every 4 KiB of the answer, before its last byte. A request of a kind that was as
/// large before needs no steps again.
fn cuts(passed: Passed, before: Passed) -> Vec<Cut> {
    let steps = |from: usize, to: usize, before: usize| if to > before { from..to } else { from..from + 1 };
    let request = steps(passed.head, passed.request, before.request).step_by(STEP).map(Cut::Request);
    let answer = steps(0, passed.answer, before.answer).step_by(STEP).map(Cut::Answer);
    let ends = [Cut::Connect, Cut::Request(usize::MAX), Cut::Answer(passed.answer / 2), Cut::Answer(usize::MAX)];
    ends.into_iter().chain(request).chain(answer).collect()
}

/// Plays chapters uncut and lists every point of them.
async fn enumerate(bench: &mut Bench, chapters: &[Chapter]) -> Vec<Point> {
    let mut points = Vec::new();
    let mut known: BTreeMap<String, Passed> = BTreeMap::new();
    for chapter in chapters {
        for ((name, nth), passed) in play(bench, *chapter, None).await.into_iter().filter(|((name, _), _)| name != LOOK)
        {
            let before = known.entry(name.clone()).or_default();
            let all = cuts(passed, *before);
            before.request = before.request.max(passed.request);
            before.answer = before.answer.max(passed.answer);
            println!("{chapter:?}: {name} #{nth}: {passed:?}, {} points", all.len());
            points.extend(all.into_iter().map(|cut| Point { chapter: *chapter, name: name.clone(), nth, cut }));
        }
    }
    points
}

/// Plays every point of these chapters; answers the names of the requests that were cut.
pub async fn play_all(kind: Kind, way: Way, chapters: &[Chapter]) -> Vec<String> {
    let mut first = Bench::awake(kind, way).await;
    let points = Arc::new(enumerate(&mut first, chapters).await);
    let next = Arc::new(AtomicUsize::new(0));
    let names = Arc::new(Mutex::new(Vec::new()));
    let mut benches = vec![first];
    while benches.len() < WORKERS.min(points.len()) {
        benches.push(Bench::awake(kind, way).await);
    }
    let mut workers = tokio::task::JoinSet::new();
    for mut bench in benches {
        let (points, next, names) = (points.clone(), next.clone(), names.clone());
        workers.spawn(async move {
            while let Some(point) = points.get(next.fetch_add(1, Ordering::SeqCst)) {
                play(&mut bench, point.chapter, Some(point)).await;
                names.lock().unwrap_or_else(PoisonError::into_inner).push(point.name.clone());
            }
            ending::close(bench, 0).await;
        });
    }
    while let Some(done) = workers.join_next().await {
        done.expect("a worker ends");
    }
    println!("{kind:?} {way:?}: {} points of {chapters:?} played", points.len());
    let names = names.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert_eq!(names.len(), points.len());
    names
}
