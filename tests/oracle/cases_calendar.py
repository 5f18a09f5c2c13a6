"""The calendar vectors; times in the inputs are epoch milliseconds, `local` repeats them as Asia/Shanghai."""

from datetime import date, timedelta

import workdays as w


def cases():
    """All cases."""
    out = []

    def add(name, why, data, expected):
        out.append({"name": name, "why": why, "input": data, "expected": expected})

    count = sum(w.is_working(date(2026, 1, 1) + timedelta(days=n)) for n in range(365))
    assert count == 248
    add("count-2026", "Section 5.2 says 248", {"op": "count", "year": 2026}, {"working_days": count})

    for day, why in (
        ("2026-01-01", "New Year"),
        ("2026-01-02", "Friday on the holiday list"),
        ("2026-01-03", "Saturday on the list"),
        ("2026-01-04", "Sunday worked"),
        ("2026-01-05", "Monday"),
        ("2026-02-14", "Saturday worked"),
        ("2026-02-15", "first day of Spring Festival"),
        ("2026-02-23", "last day of Spring Festival"),
        ("2026-02-24", "first day after"),
        ("2026-02-28", "Saturday worked"),
        ("2026-03-07", "ordinary Saturday"),
        ("2026-03-08", "ordinary Sunday"),
        ("2026-04-06", "Monday on the list"),
        ("2026-05-09", "Saturday worked"),
        ("2026-06-19", "Friday on the list"),
        ("2026-09-20", "Sunday worked"),
        ("2026-10-07", "last day of National Day"),
        ("2026-10-10", "Saturday worked"),
        ("2026-12-31", "Thursday, last day with data"),
    ):
        add(f"working-{day}", why, {"op": "is_working", "day": day}, {"working": w.is_working(date.fromisoformat(day))})
    for day in ("2025-12-31", "2027-01-01"):
        add(f"working-{day}", "A year without data is not guessed", {"op": "is_working", "day": day}, missing(day))

    for day, n, why in (
        ("2026-03-09", 1, "Monday to Tuesday"),
        ("2026-03-13", 1, "Friday to Monday"),
        ("2026-03-09", 0, "none added: the day itself"),
        ("2026-02-13", 1, "to the worked Saturday"),
        ("2026-02-14", 1, "over Spring Festival"),
        ("2026-02-14", 3, "the T3 check"),
        ("2026-09-30", 7, "the T7 check, Saturday 10-10 counts"),
        ("2026-02-20", 1, "from a day off"),
        ("2026-12-30", 1, "to the last day with data"),
    ):
        add(
            f"add-{day}-{n}",
            why,
            {"op": "add_working", "day": day, "n": n},
            {"day": w.add_working(date.fromisoformat(day), n).isoformat()},
        )
    add(
        "add-2026-12-31-1",
        "Into a year without data: refused",
        {"op": "add_working", "day": "2026-12-31", "n": 1},
        missing("2027-01-01"),
    )

    def at(name, why, op, local, call, **more):
        ms = w.ms(local)
        try:
            expected = call(ms)
        except w.NoData as gap:
            expected = {"missing_year": gap.args[0]}
        add(name, why, {"op": op, f"{ISSUE[op]}_ms": ms, "local": local, **more}, expected)

    for local, why in (
        ("2026-03-10T10:00:00", "a working day before 18:00"),
        ("2026-03-10T18:00:00", "18:00:00 itself still counts"),
        ("2026-03-10T18:00:00.001", "a millisecond later is after 18:00:00"),
        ("2026-03-10T18:00:01", "a second later is the next day"),
        ("2026-03-10T23:59:59", "late evening"),
        ("2026-03-11T00:00:00", "midnight belongs to the new day"),
        ("2026-03-13T18:00:01", "Friday evening to Monday"),
        ("2026-03-14T09:00:00", "Saturday to Monday"),
        ("2026-02-13T20:00:00", "Friday evening to the worked Saturday"),
        ("2026-02-14T18:00:01", "the worked Saturday, late: after the festival"),
        ("2026-02-16T12:00:00", "inside the festival"),
        ("2026-01-04T08:00:00", "the worked Sunday"),
        ("2026-12-31T18:00:00", "last instant that needs no other year"),
        ("2026-12-31T18:00:01", "needs 2027"),
        ("2026-03-10T00:30:00", "00:30 in Shanghai is the day before in UTC"),
    ):
        at(f"day-zero-{local}", why, "day_zero", local, lambda ms: {"day": w.day_zero(ms).isoformat()})

    for days, local, why in (
        (3, "2026-02-13T20:00:00", "Section 5.2: T3 issued Friday evening before Spring Festival"),
        (7, "2026-09-30T10:00:00", "Section 5.2: T7 over National Day"),
        (3, "2026-03-09T10:00:00", "T3 inside a week"),
        (3, "2026-03-12T18:00:00", "T3 over a weekend, issued at 18:00:00"),
        (3, "2026-03-12T18:00:01", "T3 over a weekend, issued a second later"),
        (7, "2026-03-14T10:00:00", "T7 issued on a Saturday"),
        (1, "2026-03-13T17:00:00", "one working day: acknowledgement"),
        (7, "2026-12-28T10:00:00", "T7 reaching into 2027: refused"),
    ):
        at(
            f"due-{days}-{local}",
            why,
            "due_working",
            local,
            lambda ms, days=days: {"due_ms": w.due(days, ms)},
            days=days,
        )
    for local, why in (
        ("2026-04-01T10:00:00", "Section 5.2: T30 falls on 1 May and moves to the 6th"),
        ("2026-03-02T10:00:00", "T30 on a working day stays"),
        ("2026-03-06T18:00:01", "day 0 moves first, then thirty days"),
        ("2026-01-05T09:00:00", "T30 in February"),
        ("2026-12-10T09:00:00", "T30 into a year without data: refused"),
    ):
        at(f"due-t30-{local}", why, "due_calendar", local, lambda ms: {"due_ms": w.due_calendar(30, ms)}, days=30)
    for local, why in (
        ("2026-03-10T23:30:00", "Section 5.2: T1 issued at night starts at 07:00"),
        ("2026-03-10T22:00:00", "22:00:00 is night"),
        ("2026-03-10T21:59:59", "21:59:59 is not"),
        ("2026-03-11T06:59:59", "06:59:59 is night"),
        ("2026-03-11T07:00:00", "07:00:00 is not"),
    ):
        at(f"due-t1-{local}", why, "due_t1", local, lambda ms: {"due_ms": w.due_t1(ms)})
    at(
        "due-t0",
        "Section 5.2: T0 runs by the wall clock, Sunday 02:10",
        "due_t0",
        "2026-03-08T02:10:00",
        lambda ms: {"contain_ms": ms + 2 * 3600_000, "due_ms": ms + 24 * 3600_000},
    )

    for local, why in (
        ("2026-03-10T16:00:00", "Tuesday: published on Wednesday at 09:00"),
        ("2026-03-10T00:00:00", "first instant of a day: the next day"),
        ("2026-03-10T23:59:59", "last second of a day: the next day"),
        ("2026-03-10T08:00:00", "approved before 09:00 on a working day: still the first working day after it"),
        ("2026-03-13T16:00:00", "Friday: on Monday"),
        ("2026-03-14T12:00:00", "Saturday: on Monday"),
        ("2026-02-13T12:00:00", "Friday before the worked Saturday: on that Saturday"),
        ("2026-02-14T12:00:00", "worked Saturday: after the festival"),
        ("2026-01-03T12:00:00", "Saturday before the worked Sunday: on that Sunday"),
        ("2026-09-30T19:00:00", "over National Day; 18:00 plays no part here"),
        ("2026-12-30T12:00:00", "the last day with data"),
        ("2026-12-31T12:00:00", "no data for 2027: Monday to Friday stands in, marked"),
        ("2027-01-01T12:00:00", "no data: Friday to Monday, marked"),
        ("2027-02-10T12:00:00", "no data: the festival of 2027 is not known, marked"),
        ("2025-12-31T12:00:00", "approved in a year without data, published in one with data: not marked"),
        ("2025-12-26T12:00:00", "no data for 2025: Friday to Monday, marked"),
    ):

        def publish(ms):
            instant, stood_in = w.published(ms)
            return {"at_ms": instant, "local": w.local(instant).strftime("%Y-%m-%dT%H:%M:%S"), "stand_in": stood_in}

        at(f"publish-{local}", why, "publication", local, publish)
    return out


ISSUE = {
    "day_zero": "issued",
    "due_working": "issued",
    "due_calendar": "issued",
    "due_t1": "issued",
    "due_t0": "issued",
    "publication": "approved",
}


def missing(day):
    """What a refusal looks like."""
    return {"missing_year": int(day[:4])}
