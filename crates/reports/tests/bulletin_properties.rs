//! What must hold of closing rates and bulletins for any rows.

use forecourt_core::checklist::DeadlineClass;
use forecourt_core::day::HOUR_MS;
use forecourt_reports::bulletin::bulletin;
use forecourt_reports::closing::{Days, Figures, Orders, figures};
use forecourt_reports::touchpoints::Grouping;
use forecourt_reports::{Network, OrderFact, Period, ReportError, SeenAgain, VisitFact};
use proptest::prelude::*;

mod common;

use common::network;

const CODES: [(&str, u8); 6] = [("d", 0), ("a", 0), ("h", 0), ("c", 1), ("b", 0), ("g", 1)];
const GROUPINGS: [Grouping; 4] =
    [Grouping::Network, Grouping::Units { depth: 0 }, Grouping::Units { depth: 1 }, Grouping::Stations];

/// Days around the first of a month: 2026-03-01 is day 20513.
const FIRST: i32 = 20_500;
const LAST: i32 = 20_530;

fn instant() -> impl Strategy<Value = i64> {
    (i64::from(FIRST) * 24..i64::from(LAST) * 24).prop_map(|hour| hour * HOUR_MS)
}

fn order() -> impl Strategy<Value = OrderFact> {
    let class = prop::sample::select(DeadlineClass::ALL.to_vec());
    let instants = (instant(), prop::option::of(instant()), prop::option::of(instant()));
    (0..6_u32, class, instants, any::<[bool; 6]>()).prop_map(|(station, class, (issued_ms, due_ms, closed_ms), yes)| {
        let [late, by_system, thanks, with_verifier, verifier_late, paused] = yes;
        let late = late && due_ms.is_some();
        let open = closed_ms.is_none();
        OrderFact {
            station,
            class,
            issued_ms,
            by_system,
            due_ms,
            late,
            closed_ms,
            thanks_to_extension: thanks && !open && !late,
            overdue_since_ms: due_ms.filter(|_| late && open),
            with_verifier: with_verifier && open,
            verifier_late: verifier_late && with_verifier && open,
            paused: paused && open,
        }
    })
}

#[derive(Debug, Clone)]
struct Rows {
    orders: Vec<OrderFact>,
    seen: Vec<SeenAgain>,
    visits: Vec<VisitFact>,
}

fn rows() -> impl Strategy<Value = Rows> {
    let seen =
        (0..6_u32, FIRST..LAST, any::<bool>()).prop_map(|(station, day, missed)| SeenAgain { station, day, missed });
    let visit =
        (0..6_u32, FIRST..LAST, any::<u16>()).prop_map(|(station, day, problems)| VisitFact { station, day, problems });
    let lists = (
        prop::collection::vec(order(), 0..60),
        prop::collection::vec(seen, 0..30),
        prop::collection::vec(visit, 0..30),
    );
    lists.prop_map(|(orders, seen, visits)| Rows { orders, seen, visits })
}

impl Rows {
    fn of<'a>(&'a self, network: &'a Network) -> Orders<'a> {
        Orders { network, orders: &self.orders, seen: &self.seen, visits: &self.visits, among: None }
    }
}

/// The counts that add up over parts of the network and over days.
fn counts(all: &[Figures]) -> [u64; 13] {
    let mut sum = [0; 13];
    for one in all {
        let (due, closed) = (one.due, one.closed);
        let own = [
            one.issued,
            one.by_system,
            due.due,
            due.undecided,
            due.on_time,
            due.thanks_to_extension,
            due.closed_late,
            due.open_late,
            closed.closed,
            closed.on_time,
            one.repeats.seen,
            one.repeats.missed,
        ];
        sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += u64::from(own));
        sum[12] += one.problems.problems;
    }
    sum
}

fn all(rows: &Orders<'_>, grouping: Grouping, days: Days) -> Vec<Figures> {
    figures(rows, grouping, days).expect("figures").into_iter().map(|row| row.figures).collect()
}

proptest! {
    #[test]
    fn parts_add_up_to_the_whole(rows in rows(), first in FIRST..LAST, length in 0..31) {
        let network = network(&CODES);
        let (rows, days) = (rows.of(&network), Days { first, last: first + length });
        let whole = counts(&all(&rows, Grouping::Network, days));
        for grouping in GROUPINGS {
            prop_assert_eq!(counts(&all(&rows, grouping, days)), whole, "{:?}", grouping);
        }
        let each_day = (days.first..=days.last).flat_map(|day| all(&rows, Grouping::Network, Days { first: day, last: day }));
        prop_assert_eq!(counts(&each_day.collect::<Vec<_>>()), whole, "the days of a span");
    }

    #[test]
    fn shares_are_shares_and_nothing_due_has_none(rows in rows(), first in FIRST..LAST) {
        let network = network(&CODES);
        for grouping in GROUPINGS {
            for one in all(&rows.of(&network), grouping, Days { first, last: first + 6 }) {
                let due = one.due;
                prop_assert_eq!(due.due, due.undecided + due.on_time + due.closed_late + due.open_late);
                prop_assert!(due.thanks_to_extension <= due.on_time);
                prop_assert_eq!(due.closing_rate_bp().is_none(), due.decided() == 0);
                let rates = [due.closing_rate_bp(), due.thanks_to_extension_bp(), due.closed_late_bp()];
                let others = [one.closed.on_time_rate_bp(), one.repeats.rate_bp()];
                prop_assert!(rates.iter().chain(&others).flatten().all(|bp| *bp <= 10_000));
                prop_assert_eq!(one.closed.median_minutes.is_none(), one.closed.closed == 0);
                prop_assert_eq!(one.closed.took.iter().sum::<u32>(), one.closed.closed);
                prop_assert!(one.problems.stations <= one.problems.visits);
                prop_assert!(one.problems.per_visit_hundredths() <= one.problems.per_station_hundredths());
            }
        }
    }

    #[test]
    fn a_better_order_never_lowers_the_rate(rows in rows(), which in any::<prop::sample::Index>()) {
        prop_assume!(!rows.orders.is_empty());
        let network = network(&CODES);
        let days = Days { first: FIRST, last: LAST };
        let mut better = rows.clone();
        let order = &mut better.orders[which.index(rows.orders.len())];
        order.late = false;
        order.overdue_since_ms = None;
        let rate = |rows: &Rows| all(&rows.of(&network), Grouping::Network, days)[0].due.closing_rate_bp();
        let (before, after) = (rate(&rows), rate(&better));
        // Better may also be: not decided any more, so that nothing was due.
        prop_assert!(after.is_none() || after >= before, "{:?} then {:?}", before, after);
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(rows in rows(), day in FIRST..LAST) {
        let network = network(&CODES);
        let mut turned = rows.clone();
        turned.orders.reverse();
        turned.seen.reverse();
        turned.visits.reverse();
        for grouping in GROUPINGS {
            let lines = |rows: &Rows| bulletin(&rows.of(&network), &rows.orders, grouping, day).unwrap();
            let (one, other) = (lines(&rows), lines(&turned));
            for (one, other) in one.iter().zip(&other) {
                prop_assert_eq!((one.day, one.month, one.standing), (other.day, other.month, other.standing));
                prop_assert_eq!(one.overdue.len(), other.overdue.len());
            }
        }
    }

    #[test]
    fn what_comes_later_moves_figures_and_nothing_that_stood_open(rows in rows(), later in rows(), day in FIRST..LAST) {
        let network = network(&CODES);
        let now = Rows { orders: later.orders, ..rows.clone() };
        for grouping in GROUPINGS {
            let then = bulletin(&rows.of(&network), &rows.orders, grouping, day).unwrap();
            let told = bulletin(&now.of(&network), &rows.orders, grouping, day).unwrap();
            let of_day = figures(&now.of(&network), grouping, Days { first: day, last: day }).unwrap();
            for ((then, told), now) in then.iter().zip(&told).zip(&of_day) {
                prop_assert_eq!((then.standing, &then.overdue, &then.by_system), (told.standing, &told.overdue, &told.by_system));
                prop_assert_eq!(told.day, now.figures);
            }
        }
    }

    #[test]
    fn everybody_who_is_overdue_is_named_once(rows in rows(), day in FIRST..LAST) {
        let network = network(&CODES);
        for grouping in GROUPINGS {
            let lines = bulletin(&rows.of(&network), &rows.orders, grouping, day).unwrap();
            let mut named: Vec<u32> = lines.iter().flat_map(|line| line.overdue.clone()).collect();
            named.sort_unstable();
            let numbered = (0_u32..).zip(&rows.orders);
            let overdue = numbered.filter(|(_, fact)| fact.overdue_since_ms.is_some()).map(|(place, _)| place);
            prop_assert_eq!(named, overdue.collect::<Vec<_>>());
            for line in &lines {
                prop_assert_eq!(line.overdue.len(), line.standing.overdue as usize);
                prop_assert_eq!(line.verifier_late.len(), line.standing.verifier_late as usize);
                prop_assert_eq!(line.by_system.len(), line.day.by_system as usize);
                prop_assert!(line.overdue.is_sorted_by_key(|place| rows.orders[*place as usize].class));
            }
        }
    }
}

#[test]
fn a_row_of_nobody_is_a_fault() {
    let network = network(&CODES);
    let seen = [SeenAgain { station: 6, day: FIRST, missed: true }];
    let rows = Orders { network: &network, orders: &[], seen: &seen, visits: &[], among: None };
    assert_eq!(figures(&rows, Grouping::Network, Days { first: 0, last: 1 }), Err(ReportError::UnknownStation(6)));
    assert_eq!(bulletin(&rows, &[], Grouping::Stations, FIRST).err(), Some(ReportError::UnknownStation(6)));
}

#[test]
fn a_period_is_its_days() {
    let march: Period = "2026-03".parse().unwrap();
    assert_eq!(Days::from(march).bounds_ms(), march.bounds_ms());
    let twice = [u16::MAX; 3].map(|problems| VisitFact { station: 0, day: FIRST, problems });
    let network = network(&CODES);
    let rows = Orders { network: &network, orders: &[], seen: &[], visits: &twice, among: None };
    let problems = all(&rows, Grouping::Network, Days { first: FIRST, last: FIRST })[0].problems;
    assert_eq!(
        (problems.per_visit_hundredths(), problems.per_station_hundredths()),
        (Some(6_553_500), Some(19_660_500))
    );
}
