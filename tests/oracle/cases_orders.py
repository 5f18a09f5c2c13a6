"""The order vectors: stories of single orders, their deadlines and their ladder. Times are Asia/Shanghai."""

import cases_orders_more as further
import orders as o
import workdays as w

END = "2026-12-31T23:59:59"
ISSUE, SUBMIT, REJECT, PAUSE, RESUME = "issue", "submit", "reject", "pause", "resume"
USUAL = {
    "issue": "region",
    "verify": "region",
    "close": "region",
    "reject": "region",
    "grant": "region",
    "refuse": "region",
    "pause": "system",
    "resume": "system",
    "cancel": "system",
}


def cases():
    """All cases."""
    out = []

    def add(name, why, kind, *steps, until=END):
        told = []
        for local, act, *more in steps:
            data = dict(more[0]) if more else {}
            by = data.pop("by", USUAL.get(act, "station"))
            told.append({"at_ms": w.ms(local), "act": act, "by": by} | data)
        now = w.ms(until)
        expected = o.play(kind, told, now)
        out.append(
            {"name": name, "why": why, "input": {"class": kind, "steps": told, "now_ms": now}, "expected": expected}
        )

    for part in (issued, midnight, year_end, appeals, rejections, *further.PARTS):
        part(add)
    return out


def issued(add):
    for name, kind, local, why in (
        ("t3-festival", "T3", "2026-02-13T20:00:00", "Section 5.2: day 0 is the worked Saturday"),
        ("t7-national-day", "T7", "2026-09-30T10:00:00", "Section 5.2: Saturday 10-10 counts"),
        ("t30-labour-day", "T30", "2026-04-01T10:00:00", "Section 5.2: 05-01 is off, moved to 05-06"),
        ("t1-night", "T1", "2026-03-10T23:30:00", "Section 5.2: starts at 07:00"),
        ("t0-sunday", "T0", "2026-03-08T02:10:00", "Section 5.2: contained by 04:10, closed by Monday 02:10"),
        ("t3-made-up-saturday", "T3", "2026-02-14T10:00:00", "issued on a worked Saturday, over the festival"),
        ("t3-made-up-saturday-late", "T3", "2026-02-14T18:00:01", "after 18:00:00 of it day 0 is the 24th"),
        ("t3-second-made-up-saturday", "T3", "2026-02-26T10:00:00", "28 February counts"),
        ("t3-made-up-sunday", "T3", "2026-09-18T10:00:00", "Sunday 20 September counts"),
        ("t7-labour-day", "T7", "2026-04-29T17:00:00", "Saturday 9 May counts"),
        ("t3-in-festival", "T3", "2026-02-18T12:00:00", "issued on a day off"),
        ("t30-weekend", "T30", "2026-03-12T10:00:00", "thirty days end on a Saturday: Monday"),
        ("t30-festival", "T30", "2026-01-16T10:00:00", "thirty days end in the festival"),
        ("t1-festival", "T1", "2026-02-17T12:00:00", "24 hours run on holidays too"),
    ):
        add(f"issued-{name}", why, kind, (local, ISSUE))


def midnight(add):
    for clock in ("17:59:59", "18:00:00", "18:00:01", "23:59:59"):
        for kind in ("T3", "T7", "T30"):
            add(f"day-zero-{kind}-{clock}", "18:00:00 itself still counts", kind, (f"2026-03-10T{clock}", ISSUE))
    add("day-zero-T3-00:00:00", "the first instant of a day", "T3", ("2026-03-11T00:00:00", ISSUE))
    add("friday-evening", "Friday 18:00:01: day 0 is Monday", "T3", ("2026-03-13T18:00:01", ISSUE))
    for clock in ("21:59:59", "22:00:00", "23:59:59"):
        add(f"night-{clock}", "night begins at 22:00:00", "T1", (f"2026-03-10T{clock}", ISSUE))
    for clock in ("00:00:00", "06:59:59", "07:00:00"):
        add(f"night-{clock}", "and ends at 06:59:59", "T1", (f"2026-03-11T{clock}", ISSUE))
    for clock in ("17:59:59", "18:00:00", "18:00:01"):
        steps = (("2026-03-09T10:00:00", ISSUE), (f"2026-03-12T{clock}", SUBMIT), ("2026-03-13T09:00:00", "verify"))
        add(f"submitted-{clock}", "decision 26: at or before the due time is on time", "T3", *steps)
        steps = (("2026-03-09T10:00:00", ISSUE), (f"2026-03-10T{clock}", "acknowledge"))
        add(f"acknowledged-{clock}", "the rung is due after its instant", "T3", *steps, until="2026-03-10T18:00:02")


def year_end(add):
    why = "decision 28: pending_calendar until the year is imported"
    for day in ("28", "29", "31"):
        add(f"year-end-t3-{day}", why, "T3", (f"2026-12-{day}T10:00:00", ISSUE))
    add("year-end-t3-evening", why, "T3", ("2026-12-31T18:00:01", ISSUE))
    add("year-end-t30", why, "T30", ("2026-12-01T10:00:00", ISSUE))
    add("year-end-t30-plan", "the plan's day is known, the due day is not", "T30", ("2026-12-22T10:00:00", ISSUE))
    add(
        "year-end-t1",
        "the wall clock asks no calendar",
        "T1",
        ("2026-12-31T23:30:00", ISSUE),
        until="2027-01-04T12:00:00",
    )
    done = (("2026-12-30T10:00:00", ISSUE), ("2027-01-06T10:00:00", SUBMIT), ("2027-01-07T10:00:00", "verify"))
    add("year-end-closed", "everything goes on; on time is not known", "T3", *done, until="2027-02-01T12:00:00")
    late = ("2026-12-28T10:00:00", ISSUE)
    add("year-end-ladder", "Monday to Friday stands in for the ladder", "T3", late, until="2027-02-01T12:00:00")
    appeal = (late, ("2026-12-30T10:00:00", PAUSE), ("2027-01-06T10:00:00", RESUME))
    add("year-end-appeal", why, "T3", *appeal, until="2027-02-01T12:00:00")
    asked = (late, ("2026-12-29T10:00:00", "ask", {"more": ["work", 1]}), ("2026-12-29T11:00:00", "grant"))
    add("year-end-extension", why, "T3", *asked, until="2027-02-01T12:00:00")
    back = (late, ("2026-12-30T10:00:00", SUBMIT), ("2026-12-31T10:00:00", REJECT))
    add("year-end-rejection", why, "T3", *back, until="2027-02-01T12:00:00")


def appeals(add):
    start = ("2026-02-11T10:00:00", ISSUE)
    for clock in ("17:59:59", "18:00:00", "18:00:01"):
        steps = (start, (f"2026-02-12T{clock}", PAUSE), ("2026-02-20T12:00:00", RESUME))
        add(f"appeal-festival-{clock}", "decision 27: over Spring Festival", "T3", *steps)
        steps = (start, (f"2026-02-14T{clock}", PAUSE), ("2026-02-25T12:00:00", RESUME))
        add(f"appeal-due-day-{clock}", "filed on the due day: in time up to 18:00:00", "T3", *steps)
        steps = (start, ("2026-02-12T10:00:00", PAUSE), (f"2026-02-24T{clock}", RESUME))
        add(f"appeal-resumed-{clock}", "day 0 of the decision", "T3", *steps)
    add("appeal-open", "no reminders while it is open", "T3", start, ("2026-02-11T11:00:00", PAUSE))
    add(
        "appeal-same-day",
        "filed and withdrawn",
        "T7",
        start,
        ("2026-02-11T11:00:00", PAUSE),
        ("2026-02-11T12:00:00", RESUME),
    )
    twice = (("2026-03-10T10:00:00", PAUSE), ("2026-03-12T10:00:00", RESUME))
    twice += (("2026-03-16T10:00:00", PAUSE), ("2026-03-18T10:00:00", RESUME))
    add("appeal-twice", "a correction opened a new window", "T7", ("2026-03-09T10:00:00", ISSUE), *twice)
    for kind in ("T3", "T30"):
        late = (("2026-03-02T10:00:00", ISSUE), ("2026-04-08T10:00:00", PAUSE), ("2026-04-20T10:00:00", RESUME))
        add(f"appeal-overdue-{kind}", "overdue stays overdue, its ladder stands still", kind, *late)
    thirty = (("2026-04-01T10:00:00", ISSUE), ("2026-04-10T10:00:00", PAUSE), ("2026-04-20T10:00:00", RESUME))
    add("appeal-t30", "calendar days are left", "T30", *thirty)
    add("appeal-t30-plan", "the plan's time stands too", "T30", thirty[0], ("2026-04-03T10:00:00", PAUSE), thirty[2])
    begun = ("2026-03-09T10:00:00", ISSUE)
    sent = (begun, ("2026-03-11T10:00:00", PAUSE), ("2026-03-20T10:00:00", SUBMIT))
    add("appeal-submitted", "the station may submit, and the clock stood", "T3", *sent, ("2026-03-24T10:00:00", RESUME))
    add("appeal-verified", "verified while the appeal is open", "T3", *sent, ("2026-03-23T10:00:00", "verify"))
    back = (*sent, ("2026-03-23T10:00:00", REJECT), ("2026-03-25T10:00:00", RESUME))
    add("appeal-rejected", "rejected while it is open: its time begins when it ends", "T3", *back)
    filed = (begun, ("2026-03-10T10:00:00", SUBMIT), ("2026-03-11T10:00:00", PAUSE), ("2026-03-16T10:00:00", RESUME))
    add("appeal-after-submission", "the verifier's clock stands too", "T3", *filed)
    draft = (
        ("2026-03-09T09:30:00", PAUSE),
        ("2026-03-10T18:00:00", ISSUE, {"by": "system"}),
        ("2026-03-17T10:00:00", RESUME),
    )
    add("appeal-before-issue", "issued by the system during an appeal", "T3", *draft)
    for kind in ("T0", "T1"):
        add(
            f"appeal-{kind}",
            "runs on, and is cancelled when upheld",
            kind,
            begun,
            ("2026-03-09T11:00:00", PAUSE),
            ("2026-03-12T11:00:00", "cancel", {"reason": "appeal"}),
        )
    done = (begun, ("2026-03-10T10:00:00", SUBMIT), ("2026-03-11T10:00:00", "verify"))
    add(
        "appeal-closed",
        "upheld after it was closed",
        "T1",
        *done,
        ("2026-03-19T10:00:00", "cancel", {"reason": "appeal"}),
    )


def rejections(add):
    for kind, first in (("T3", "2026-03-09"), ("T7", "2026-03-09"), ("T30", "2026-03-09")):
        begun = (f"{first}T10:00:00", ISSUE)
        for name, sent, answered in (
            ("early", "2026-03-10T10:00:00", "2026-03-11T10:00:00"),
            ("same-day", "2026-03-10T10:00:00", "2026-03-10T11:00:00"),
            ("evening", "2026-03-10T10:00:00", "2026-03-10T18:00:01"),
            ("friday-evening", "2026-03-12T18:00:00", "2026-03-13T18:00:01"),
            ("slow-verifier", "2026-03-12T17:00:00", "2026-03-30T10:00:00"),
        ):
            add(f"rejected-{kind}-{name}", "decision 26", kind, begun, (sent, SUBMIT), (answered, REJECT))
    last = (("2026-03-09T10:00:00", ISSUE), ("2026-03-18T18:00:00", SUBMIT), ("2026-03-20T10:00:00", REJECT))
    add(
        "rejected-little-left",
        "half of the class, which the rate does not have",
        "T7",
        *last,
        ("2026-03-25T10:00:00", SUBMIT),
        ("2026-03-26T10:00:00", "verify"),
    )
    late = (("2026-03-09T10:00:00", ISSUE), ("2026-03-12T18:00:01", SUBMIT), ("2026-03-13T10:00:00", REJECT))
    add(
        "rejected-late",
        "late once, late for good",
        "T3",
        *late,
        ("2026-03-13T11:00:00", SUBMIT),
        ("2026-03-13T12:00:00", "verify"),
    )
    over = (("2026-02-10T10:00:00", ISSUE), ("2026-02-13T10:00:00", SUBMIT), ("2026-02-14T18:00:01", REJECT))
    add("rejected-over-festival", "day 0 of the rejection is the 24th", "T3", *over)
    for kind in ("T0", "T1"):
        begun = ("2026-03-10T10:00:00", ISSUE)
        add(
            f"rejected-{kind}-early",
            "the time left",
            kind,
            begun,
            ("2026-03-10T12:00:00", SUBMIT),
            ("2026-03-10T14:00:00", REJECT),
        )
        add(
            f"rejected-{kind}-late",
            "at least 12 hours",
            kind,
            begun,
            ("2026-03-11T09:00:00", SUBMIT),
            ("2026-03-11T10:30:00", REJECT),
        )
        add(
            f"rejected-{kind}-overdue",
            "was late",
            kind,
            begun,
            ("2026-03-11T10:00:01", SUBMIT),
            ("2026-03-11T11:00:00", REJECT),
        )
    again = []
    for day in ("10", "11", "12"):
        again += [(f"2026-03-{day}T10:00:00", SUBMIT), (f"2026-03-{day}T15:00:00", REJECT)]
    add("rejected-three-times", "up one level from the second on", "T7", ("2026-03-09T10:00:00", ISSUE), *again)
    site = (
        ("2026-03-09T10:00:00", ISSUE),
        ("2026-03-10T10:00:00", SUBMIT, {"on_site": True}),
        ("2026-03-11T10:00:00", "verify"),
    )
    add("rejected-on-site", "the check on site found it not fixed", "T3", *site, ("2026-03-13T10:00:00", REJECT))
    add("checked-on-site", "closed by the check", "T3", *site, ("2026-03-13T18:00:00", "close"))
    add("checked-on-site-late", "the check is late, not the station", "T3", *site, ("2026-03-13T18:00:01", "close"))
