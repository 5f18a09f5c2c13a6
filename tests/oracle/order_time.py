"""Spans, deadlines, and how they move: domain.md section 5.2, decisions 20 and 26 to 28."""

from datetime import time, timedelta

import workdays as w

SIX = time(18)


class Pending:
    """A deadline in a year without data."""

    def __init__(self, year):
        self.year = year


class Due:
    """A deadline: the instant, and the day that was counted before it moved to a working day."""

    def __init__(self, at, counted=None):
        self.at, self.counted = at, counted or w.local(at).date()


def plus(start, span, stand_in=False):
    """The end of a span from an instant."""
    unit, n = span
    if unit == "ms":
        return Due(start + n)
    try:
        at = w.local(start)
        first = at.date()
        if w.is_working(first, stand_in) and at.time() > SIX:
            first += timedelta(days=1)
        day = w.next_working(first, stand_in)
        if unit == "days":
            counted = day + timedelta(days=n)
            return Due(w.instant(w.next_working(counted, stand_in), SIX), counted)
        for _ in range(n):
            day = w.next_working(day + timedelta(days=1), stand_in)
        return Due(w.instant(day, SIX))
    except w.NoData as missing:
        return Pending(missing.args[0])


def office_plus(start, span):
    """The same for the office, where Monday to Friday stands in (decision 20)."""
    found = plus(start, span)
    return plus(start, span, stand_in=True) if isinstance(found, Pending) else found


def until(start, due, unit):
    """What an office gave with a deadline of its own: milliseconds, or days after day 0."""
    if unit == "ms":
        return due - start
    zero, last = w.local(plus(start, ("work", 0), stand_in=True).at).date(), w.local(due).date()
    days = [zero + timedelta(days=n) for n in range(1, (last - zero).days + 1)]
    return len(days) if unit == "days" else sum(w.is_working(day, stand_in=True) for day in days)


def carried(old, since, at, unit):
    """Decision 27: what was left at `since`, given again at `at`; never earlier than a date that an office set."""
    if isinstance(old, Pending):
        return old
    if unit == "ms":
        return Due(at + max(0, old.at - since))
    first, last = w.local(since).date(), w.local(old.at).date()
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    try:
        left = len(days) if unit == "days" else sum(w.is_working(day) for day in days)
    except w.NoData as missing:
        return Pending(missing.args[0])
    new = plus(at, (unit, max(1, left)))
    return new if isinstance(new, Pending) or new.at >= old.at else old


def later(a, b):
    """The later of two deadlines; pending if one is."""
    if isinstance(a, Pending) or isinstance(b, Pending):
        return a if isinstance(a, Pending) else b
    return a if a.at >= b.at else b


def longer(old, span):
    """A granted extension: counted from the due time; T30 from the day that was counted, so that 30 + 15 are 45."""
    if isinstance(old, Pending):
        return old
    unit, n = span
    if unit == "ms":
        return Due(old.at + n)
    try:
        if unit == "work":
            return Due(w.instant(w.add_working(w.local(old.at).date(), n), SIX))
        counted = old.counted + timedelta(days=n)
        return Due(w.instant(w.next_working(counted), SIX), counted)
    except w.NoData as missing:
        return Pending(missing.args[0])


def over(deadline, at):
    """Whether it is over; at the instant itself it is not."""
    return isinstance(deadline, Due) and at > deadline.at
