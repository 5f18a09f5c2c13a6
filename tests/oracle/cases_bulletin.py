"""The bulletin vectors: closing rates just inside and just outside of each day, and random networks."""

import random
from datetime import datetime, timedelta

import bulletin as b
from bulletin import order

DAY = "2026-03-12"
UNITS = {"HQ": None, "P1": "HQ", "P2": "HQ", "C1": "P1", "C2": "P1", "EMPTY": "HQ"}
STATIONS = {"S1": "C1", "S2": "C1", "S3": "C2", "S4": "P1", "S5": "P2"}
ALL = ("network", "depth 1", "depth 2", "stations")


def cases():
    """All cases."""
    out = []

    def add(name, why, orders=(), seen=(), visits=(), day=DAY, groupings=("network",), **more):
        case = {"units": UNITS, "stations": STATIONS, "day": day, "groupings": list(groupings)} | more
        case |= {"orders": list(orders), "seen": list(seen), "visits": list(visits)}
        out.append({"name": name, "why": why, "input": case, "expected": b.bulletin(case)})

    for part in (rates, bounds, open_ones, later, repeats_and_problems, indicators, lists, anything):
        part(add)
    again(out)
    return out


def closed(station="S1", due="2026-03-12T18:00:00", at="2026-03-12T12:00:00", issued="2026-03-09T10:00:00", **facts):
    return order(station, "T3", issued, due, at, **facts)


def still(station="S1", due="2026-03-12T18:00:00", **facts):
    return order(station, "T3", "2026-03-09T10:00:00", due, **facts)


def rates(add):
    add("empty", "Nothing was due: no rate, and every unit that takes part has its line", groupings=ALL)
    add("one-on-time", "One order, closed on time", [closed()])
    add("one-late", "Closed after a late submission", [closed(late=True)])
    add("one-open-late", "Late and open", [still(late=True, overdue_since="2026-03-12T18:00:00")])
    add(
        "closed-the-day-after",
        "On time is the submission: verified later it still counts (decision 26)",
        [closed(at="2026-03-13T09:00:00")],
    )
    add(
        "with-the-verifier",
        "In time and not verified yet: not decided, since the verifier's delay makes no station late (5.4)",
        [still(with_verifier=True), still(with_verifier=True, verifier_late=True), closed()],
    )
    add("submitted-late", "Late with the verifier: decided", [still(with_verifier=True, late=True), closed()])
    add("paused", "An appeal stops the clock: not decided (decision 27)", [still(paused=True), closed("S2")])
    add(
        "paused-and-late",
        "Overdue before the appeal stays so",
        [still(paused=True, late=True, overdue_since="2026-03-12T18:00:00")],
    )
    add("not-due-yet", "Its hour comes later this day", [still(due="2026-03-12T23:59:59"), closed(late=True)])
    add("thanks-to-extension", "Shown beside", [closed(thanks_to_extension=True), closed(), closed(late=True)])
    add("a-third", "3333", [closed(), closed(late=True), closed(late=True)])
    add("two-thirds", "6667", [closed(), closed(), closed(late=True)])
    add("an-eighth", "1250", [closed(), *[closed(late=True)] * 7])
    add("half-up", "1/16 = 625, 3/32 = 937.5 rounds up", [*[closed()] * 3, *[closed(late=True)] * 29])
    add(
        "closed-early",
        "Closed this day, due next week: in the on-time rate of the day, not in its closing rate",
        [closed(due="2026-03-20T18:00:00"), closed(due="2026-03-02T18:00:00", late=True)],
    )


def bounds(add):
    for name, due in (
        ("first-instant", "2026-03-12T00:00:00"),
        ("last-second", "2026-03-12T23:59:59"),
        ("just-before", "2026-03-11T23:59:59"),
        ("just-after", "2026-03-13T00:00:00"),
        ("first-of-the-month", "2026-03-01T00:00:00"),
        ("before-the-month", "2026-02-28T23:59:59"),
        ("later-in-the-month", "2026-03-31T18:00:00"),
    ):
        row = closed(due=due, at="2026-02-20T10:00:00", issued="2026-02-09T10:00:00")
        add(f"due-{name}", "Days are those of Shanghai, both ends included", [row])
    add(
        "closed-bounds",
        "Closed within the day or not",
        [closed(at=f"2026-03-{text}") for text in ("11T23:59:59", "12T00:00:00", "12T23:59:59", "13T00:00:00")],
    )
    add(
        "issued-bounds",
        "Issued within the day or not",
        [
            order("S1", "T7", f"2026-03-{text}", "2026-03-30T18:00:00")
            for text in ("11T23:59:59", "12T00:00:00", "12T23:59:59", "13T00:00:00")
        ],
    )
    add("first-of-a-month", "Day and month are one", [closed(due="2026-03-01T18:00:00")], day="2026-03-01")
    row = closed(due="2026-01-01T01:00:00", at="2026-01-01T00:00:00", issued="2025-12-31T01:00:00")
    add("new-year", "The first of January", [row], day="2026-01-01")
    hour, minute = "2026-03-12T10:00:00", "2026-03-12T10:01:00"
    for name, issued in (
        ("one", [hour]),
        ("two", [hour, minute]),
        ("half-a-minute", [hour, "2026-03-12T10:00:29"]),
        ("three", [hour, hour, "2026-03-01T10:00:00"]),
        ("four", ["2026-03-12T09:00:00", hour, minute, "2026-03-01T10:00:00"]),
    ):
        rows = [order("S1", "T1", at, "2026-03-13T10:00:00", "2026-03-12T12:00:30") for at in issued]
        add(f"median-{name}", "Minutes from issue to closing, halves up, the mean of the two in the middle", rows)


    for days in (1, 3, 7, 14, 30):
        until = (datetime(2026, 3, 12, 12) - timedelta(days=days)).isoformat()
        sooner = (datetime(2026, 3, 12, 12, 0, 1) - timedelta(days=days)).isoformat()
        longer = (datetime(2026, 3, 12, 11, 59, 59) - timedelta(days=days)).isoformat()
        rows = [closed(issued=until), closed(issued=sooner), closed(issued=longer), closed(issued=longer)]
        add(f"took-{days}-days", "Exactly so long is within the bin, a second more is in the next", rows)
    add("took-no-time", "Closed in the instant of issue", [closed(issued="2026-03-12T12:00:00")])


def open_ones(add):
    add(
        "pending-calendar",
        "Without a due time it is in no rate; closed it counts as closed, in time for nobody",
        [order("S1", "T7", "2026-03-09T10:00:00", None, at) for at in (None, "2026-03-12T09:00:00")],
    )
    add(
        "overdue-today",
        "Since this day, and since the day before",
        [
            still(late=True, due=f"2026-03-{text}", overdue_since=f"2026-03-{text}")
            for text in ("11T23:59:59", "12T00:00:00", "12T18:00:00")
        ],
    )
    add(
        "grace",
        "After a rejection the ladder may wait while the rate is late already (decision 26)",
        [still(late=True, due="2026-03-11T18:00:00")],
    )
    add(
        "closed-is-not-open",
        "Whatever is left in a closed order is over",
        [closed(late=True, overdue_since="2026-03-12T18:00:00", verifier_late=True, paused=True)],
    )


def later(add):
    waiting = still(with_verifier=True)
    late = still(late=True, overdue_since="2026-03-12T18:00:00")
    for name, why, now, then in (
        ("verified", "Submitted in time on the day and verified the next: in the rate of the day, then with the verifier", closed(at="2026-03-13T09:00:00"), waiting),
        ("rejected", "Rejected the next day and late since: the day had not seen it", still(late=True, overdue_since="2026-03-16T18:00:00"), waiting),
        ("closed-late", "Overdue then, closed since: late for good, and then open", closed(late=True, at="2026-03-14T09:00:00"), late),
        ("extended", "Time that was granted since moves it out of the day (4.8: the current due time)", still(due="2026-03-20T18:00:00"), waiting),
        ("moved-in", "And into the day, where it stood without a due time", still(late=True), still(due=None)),
        ("still-waiting", "Nobody has verified it yet: still not decided", still(with_verifier=True, verifier_late=True), waiting),
    ):
        add(f"later-{name}", why, [now], then=[then])
    add(
        "later-several",
        "Each by what became of it; lists name what stood then",
        [closed("S1", at="2026-03-13T09:00:00"), closed("S2", late=True, at="2026-03-15T09:00:00"), closed("S5")],
        then=[waiting, still("S2", late=True, overdue_since="2026-03-12T18:00:00"), closed("S5")],
        groupings=ALL,
    )


def indicators(add):
    """Indicators 8 and 9 of section 4.6: at their floors and targets, beside them, and half way."""
    for on_time, late in ((4, 1), (79, 21), (49, 1), (89, 11), (81, 19), (1, 0), (0, 1)):
        rows = [*[closed()] * on_time, *[closed(late=True)] * late]
        add(f"indicator-9-{on_time}-of-{on_time + late}", "80 % earns nothing, 98 % all", rows)
    for problems, visits in ((5, 1), (6, 1), (1, 2), (1, 3), (11, 4), (4, 1), (0, 1)):
        found = [{"station": "S1", "day": DAY, "problems": problems if number == 0 else 0} for number in range(visits)]
        add(f"indicator-8-{problems}-in-{visits}", "5 problems a visit earn nothing, half a problem all", visits=found)


def repeats_and_problems(add):
    def look(day, missed, station="S1"):
        return {"station": station, "day": day, "missed": missed}

    def visit(day, problems, station="S1"):
        return {"station": station, "day": day, "problems": problems}

    add(
        "repeats",
        "Repeats by looks, the days' bounds included",
        seen=[
            *(look("2026-03-12", missed, station) for missed, station in ((True, "S1"), (False, "S1"), (False, "S5"))),
            *(look(day, True) for day in ("2026-03-11", "2026-02-28", "2026-03-13")),
            look("2026-03-01", False),
        ],
    )
    add(
        "problems",
        "Per visit and per station; two visits to one station are one station",
        visits=[visit("2026-03-12", 7), visit("2026-03-12", 4, "S2"), visit("2026-03-02", 0), visit("2026-02-01", 9)],
    )
    add("problems-none", "A visit without a problem is a visit", visits=[visit("2026-03-12", 0)])
    add(
        "problems-half-up",
        "1 problem in 8 visits: 12.5 hundredths are 13",
        visits=[visit("2026-03-12", int(number == 0), "S3") for number in range(8)],
    )


def lists(add):
    def overdue(station, kind, since, **facts):
        return order(station, kind, "2026-03-01T10:00:00", since, late=True, overdue_since=since, **facts)

    add(
        "worst-first",
        "Stricter class, longer overdue, code of the station, order of the rows",
        [
            overdue("S2", "T7", "2026-03-10T18:00:00"),
            overdue("S1", "T30", "2026-03-02T18:00:00"),
            overdue("S1", "T7", "2026-03-10T18:00:00"),
            overdue("S1", "T0", "2026-03-12T10:00:00"),
            overdue("S3", "T7", "2026-03-09T18:00:00"),
            overdue("S1", "T7", "2026-03-10T18:00:00"),
        ],
    )
    add(
        "verifier-late",
        "A list of its own; an overdue one first in its class",
        [
            still("S2", with_verifier=True, verifier_late=True),
            still("S1", with_verifier=True, verifier_late=True),
            overdue("S3", "T3", "2026-03-11T18:00:00", with_verifier=True, verifier_late=True),
        ],
    )
    add(
        "by-system",
        "Issued by the system this day, closed or not; not those of other days",
        [
            order("S1", "T3", "2026-03-12T18:00:00", "2026-03-17T18:00:00", by_system=True),
            order("S5", "T1", "2026-03-12T18:00:00", "2026-03-13T18:00:00", "2026-03-12T20:00:00", by_system=True),
            order("S2", "T3", "2026-03-11T18:00:00", "2026-03-16T18:00:00", by_system=True),
            order("S2", "T3", "2026-03-12T09:00:00", "2026-03-17T18:00:00"),
        ],
    )
    add(
        "among",
        "Stations that do not take part are in no line and in no count",
        [closed("S1"), closed("S2", late=True), closed("S5", late=True)],
        among=["S1", "S3"],
        groupings=ALL,
    )


def anything(add):
    """Random rows, the same each time."""
    draw = random.Random("bulletin")
    for number in range(12):
        def instant(first=1, last=20):
            return f"2026-03-{draw.randint(first, last):02}T{draw.randint(0, 23):02}:{draw.randint(0, 59):02}:30"

        def row():
            issued, due = instant(1, 10), draw.choice([None, instant(), instant()])
            late = due is not None and draw.random() < 0.4
            facts = {"late": late, "by_system": draw.random() < 0.3}
            if draw.random() < 0.6:
                thanks = not late and draw.random() < 0.3
                facts |= {"thanks_to_extension": thanks, "closed": instant(11)}
                return order(draw.choice(list(STATIONS)), draw.choice(b.CLASSES), issued, due, **facts)
            with_verifier = draw.random() < 0.4
            facts |= {"with_verifier": with_verifier, "verifier_late": with_verifier and draw.random() < 0.5}
            facts |= {"paused": draw.random() < 0.2, "overdue_since": due if late else None}
            return order(draw.choice(list(STATIONS)), draw.choice(b.CLASSES), issued, due, **facts)

        def day():
            return f"2026-03-{draw.randint(1, 14):02}"

        orders = [row() for _ in range(draw.randint(5, 40))]
        drawn = [{"station": draw.choice(list(STATIONS)), "day": day()} for _ in range(20)]
        seen = [row | {"missed": draw.random() < 0.4} for row in drawn[:10]]
        visits = [row | {"problems": draw.randint(0, 9)} for row in drawn[10:]]
        add(f"random-{number}", "Random rows", orders, seen, visits, groupings=ALL)


def again(out):
    """What a later look says about a closed order."""
    closed_at = "2026-03-12T15:00:00"
    for name, why, looks in (
        ("never", "Nobody looked", []),
        ("fine", "Looked at, fine", [("2026-03-20T10:00:00", False)]),
        ("missed", "Missed again", [("2026-03-20T10:00:00", True)]),
        ("before", "A visit before the closing says nothing", [("2026-03-12T14:59:59", True)]),
        ("same-instant", "Nor does one at its instant", [("2026-03-12T15:00:00", True)]),
        ("last-day", "The ninetieth day", [("2026-06-10T23:59:59", True)]),
        ("day-after", "The next is none", [("2026-06-11T00:00:00", True)]),
        (
            "miss-wins",
            "Fine first, missed later: a repeat",
            [("2026-03-20T10:00:00", False), ("2026-05-01T10:00:00", True)],
        ),
        (
            "first-miss",
            "The first miss decides the day",
            [("2026-05-01T10:00:00", True), ("2026-04-01T10:00:00", True), ("2026-03-20T10:00:00", False)],
        ),
        (
            "miss-too-late",
            "A miss after the days: the look within them counts",
            [("2026-03-20T10:00:00", False), ("2026-07-01T10:00:00", True)],
        ),
        ("first-look", "The first of several looks", [("2026-05-01T10:00:00", False), ("2026-04-01T10:00:00", False)]),
    ):
        seen = [{"at_ms": b.at(when), "missed": missed} for when, missed in looks]
        data = {"closed_ms": b.at(closed_at), "looks": seen, "within_days": 90}
        expected = b.seen_again(b.at(closed_at), seen, 90)
        out.append({"name": f"seen-again-{name}", "why": why, "input": data, "expected": {"seen_again": expected}})
