"""Working days, day 0, due times and publication instants: domain.md section 5.2, decisions 20, 25 and 28.

Local times are Asia/Shanghai, which is UTC+8 all year; instants are whole milliseconds since 1970 UTC.
"""

from datetime import date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))


def span(first, last=None):
    """All days from first to last, both included, as month-day of 2026."""
    day, end = date.fromisoformat("2026-" + first), date.fromisoformat("2026-" + (last or first))
    return {day + timedelta(days=n) for n in range((end - day).days + 1)}


YEARS = {
    2026: {
        "off": span("01-01", "01-03")
        | span("02-15", "02-23")
        | span("04-04", "04-06")
        | span("05-01", "05-05")
        | span("06-19", "06-21")
        | span("09-25", "09-27")
        | span("10-01", "10-07"),
        "work": span("01-04") | span("02-14") | span("02-28") | span("05-09") | span("09-20") | span("10-10"),
    }
}


class NoData(Exception):
    """The calendar of a year is missing; carries the year."""


def is_working(day, stand_in=False):
    """Whether a day is a working day; without data of its year Monday to Friday stands in, if allowed."""
    year = YEARS.get(day.year)
    if year is None:
        if not stand_in:
            raise NoData(day.year)
        return day.weekday() < 5
    return day in year["work"] or (day.weekday() < 5 and day not in year["off"])


def next_working(day, stand_in=False):
    """The first working day from `day` on, itself included."""
    while not is_working(day, stand_in):
        day += timedelta(days=1)
    return day


def add_working(day, count):
    """`count` working days after `day`, which itself is not counted."""
    for _ in range(count):
        day = next_working(day + timedelta(days=1))
    return day


def local(ms):
    """An instant as local time."""
    return datetime.fromtimestamp(ms // 1000, SHANGHAI) + timedelta(milliseconds=ms % 1000)


def instant(day, at):
    """The instant of a local day and time."""
    return int(datetime.combine(day, at, SHANGHAI).timestamp()) * 1000


def ms(text):
    """The instant of local ISO text, for writing cases."""
    return round(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp() * 1000)


def day_zero(issued):
    """The day from which working days count: after 18:00:00 or on a day off it is the next working day."""
    at = local(issued)
    day = at.date()
    if is_working(day) and at.time() > time(18):
        day += timedelta(days=1)
    return next_working(day)


def due(days, issued):
    """Due instant of a class in working days: day 0 + n, 18:00."""
    return instant(add_working(day_zero(issued), days), time(18))


def due_calendar(days, issued):
    """T30: calendar days from day 0, 18:00, moved to the next working day."""
    return instant(next_working(day_zero(issued) + timedelta(days=days)), time(18))


def published(approved):
    """(instant, whether Monday to Friday stood in): 09:00 of the first working day after the day of approval."""
    start = local(approved).date() + timedelta(days=1)
    day = next_working(start, stand_in=True)
    years = {(start + timedelta(days=n)).year for n in range((day - start).days + 1)}
    return instant(day, time(9)), any(year not in YEARS for year in years)


def due_t1(issued):
    """T1: 24 hours; issued 22:00:00 to 06:59:59 it starts at 07:00."""
    at = local(issued)
    if at.time() >= time(22):
        issued = instant(at.date() + timedelta(days=1), time(7))
    elif at.time() < time(7):
        issued = instant(at.date(), time(7))
    return issued + 24 * 3600_000
