"""Closing rates and the bulletin of a day: domain.md sections 4.6, 4.8, 5.4 and 5.5, decisions 20, 25 to 28.

Written from the documents, with exact fractions, one subject at a time and without any index.
"""

from datetime import date, timedelta
from fractions import Fraction
from math import floor

import workdays as w

CLASSES = ["T0", "T1", "T3", "T7", "T30"]


def half_up(value):
    """The nearest whole number, halves up."""
    return None if value is None else floor(value + Fraction(1, 2))


def share(part, whole):
    """A share in basis points; nothing when there is nothing to divide by."""
    return half_up(Fraction(10000 * part, whole)) if whole else None


def day_of(at_ms):
    """The civil day of an instant."""
    return w.local(at_ms).date().isoformat()


def median(values):
    """The middle value, or the mean of the two."""
    values = sorted(values)
    if not values:
        return None
    middle = len(values) // 2
    if len(values) % 2:
        return Fraction(values[middle])
    return Fraction(values[middle - 1] + values[middle], 2)


def took(spans_ms):
    """How many took up to 1, 3, 7, 14 and 30 days, and longer."""
    bounds = [0] + [days * 86_400_000 for days in (1, 3, 7, 14, 30)]
    counts = [sum(low < ms <= high or (ms == 0 and low == 0) for ms in spans_ms) for low, high in zip(bounds, bounds[1:])]
    return counts + [sum(ms > bounds[-1] for ms in spans_ms)]


def figures(orders, seen, visits, first, last):
    """The figures of one subject from a day to a day, both included."""

    def within(at_ms):
        return at_ms is not None and first <= day_of(at_ms) <= last

    due = [o for o in orders if within(o["due_ms"])]
    on_time = [o for o in due if o["closed_ms"] is not None and not o["late"]]
    late = [o for o in due if o["late"]]
    decided = len(on_time) + len(late)
    closed = [o for o in orders if within(o["closed_ms"])]
    closed_in_time = [o for o in closed if o["due_ms"] is not None and not o["late"]]
    minutes = median([Fraction(o["closed_ms"] - o["issued_ms"], 60000) for o in closed])
    issued = [o for o in orders if within(o["issued_ms"])]
    again = [s for s in seen if first <= s["day"] <= last]
    found = [v for v in visits if first <= v["day"] <= last]
    problems, stations = sum(v["problems"] for v in found), {v["station"] for v in found}
    thanks = sum(o["thanks_to_extension"] for o in on_time)
    closed_late = sum(o["closed_ms"] is not None for o in late)
    return {
        "issued": len(issued),
        "by_system": sum(o["by_system"] for o in issued),
        "due": len(due),
        "undecided": len(due) - decided,
        "on_time": len(on_time),
        "closed_late": closed_late,
        "open_late": len(late) - closed_late,
        "closing_rate_bp": share(len(on_time), decided),
        "thanks_to_extension_bp": share(thanks, decided),
        "closed_late_bp": share(closed_late, decided),
        "closed": len(closed),
        "on_time_rate_bp": share(len(closed_in_time), len(closed)),
        "median_minutes": half_up(minutes),
        "took": took([o["closed_ms"] - o["issued_ms"] for o in closed]),
        "repeat_seen": len(again),
        "repeat_rate_bp": share(sum(s["missed"] for s in again), len(again)),
        "problems": problems,
        "per_visit_hundredths": half_up(Fraction(100 * problems, len(found))) if found else None,
        "per_station_hundredths": half_up(Fraction(100 * problems, len(stations))) if stations else None,
        "video_issues_bp": indicator(half_up(Fraction(100 * problems, len(found))) if found else None, 500, 50),
        "closure_on_time_bp": indicator(share(len(on_time), decided), 8000, 9800),
    }


def indicator(value, floor_, target):
    """The score of an indicator, section 4.6: nothing at the floor, all at the target, in between by the straight line."""
    if value is None:
        return None
    return min(max(half_up(Fraction(10000 * (value - floor_), target - floor_)), 0), 10000)


def standing(orders, day):
    """What stands open."""
    still = [o for o in orders if o["closed_ms"] is None]
    overdue = [o for o in still if o["overdue_since_ms"] is not None]
    return {
        "open": len(still),
        "with_verifier": sum(o["with_verifier"] for o in still),
        "paused": sum(o["paused"] for o in still),
        "pending_calendar": sum(o["due_ms"] is None for o in still),
        "overdue": len(overdue),
        "overdue_today": sum(day_of(o["overdue_since_ms"]) == day for o in overdue),
        "verifier_late": sum(o["verifier_late"] for o in still),
    }


def named(orders):
    """The numbers of orders, the worst first."""

    def badness(order):
        since = order["overdue_since_ms"]
        return CLASSES.index(order["class"]), since is None, since or 0, order["station"], order["number"]

    return [o["number"] for o in sorted(orders, key=badness)]


def subjects(case, grouping):
    """[(name, stations)] by code."""
    units, stations = case["units"], case["stations"]
    among = case.get("among")
    taking_part = {code: unit for code, unit in stations.items() if among is None or code in among}
    if grouping == "network":
        return [(None, set(taking_part))]
    if grouping == "stations":
        return [(code, {code}) for code in sorted(taking_part)]

    def above(unit):
        line = [unit]
        while units[line[-1]] is not None:
            line.append(units[line[-1]])
        return line[::-1]

    depth = int(grouping.removeprefix("depth "))
    found = {}
    for code, unit in taking_part.items():
        line = above(unit)
        if len(line) > depth:
            found.setdefault(line[depth], set()).add(code)
    return sorted(found.items())


def bulletin(case):
    """The lines of a case's bulletin for each grouping.

    Figures are of the orders as they are now; what stands open is of `then`, the end of the day, where that differs.
    """
    day = case["day"]
    first = date.fromisoformat(day).replace(day=1).isoformat()
    then = [order | {"number": number} for number, order in enumerate(case.get("then", case["orders"]))]
    out = {}
    for grouping in case["groupings"]:
        out[grouping] = lines = []
        for name, stations in subjects(case, grouping):
            all_rows = {"orders": case["orders"], "seen": case["seen"], "visits": case["visits"]}
            own = {key: [row for row in rows if row["station"] in stations] for key, rows in all_rows.items()}
            stood = [o for o in then if o["station"] in stations]
            still = [o for o in stood if o["closed_ms"] is None]
            lines.append({
                "subject": name,
                "stations": len(stations),
                "day": figures(**own, first=day, last=day),
                "month": figures(**own, first=first, last=day),
                "standing": standing(stood, day),
                "overdue": named([o for o in still if o["overdue_since_ms"] is not None]),
                "verifier_late": named([o for o in still if o["verifier_late"]]),
                "by_system": named([o for o in stood if o["by_system"] and day_of(o["issued_ms"]) == day]),
            })
    return out


def seen_again(closed, looks, within):
    """Section 5.5: missed again within so many days of the closure, or looked at and fine."""
    last = w.local(closed).date() + timedelta(days=within)
    valid = [look for look in looks if look["at_ms"] > closed and w.local(look["at_ms"]).date() <= last]
    missed = [look for look in valid if look["missed"]]
    first = min(missed or valid, key=lambda look: look["at_ms"], default=None)
    return first and {"day": day_of(first["at_ms"]), "missed": first["missed"]}


def at(text):
    """Epoch ms of a local time, or nothing."""
    return None if text is None else w.ms(text)


def order(station, kind, issued, due=None, closed=None, **facts):
    """A row; what is not said is no."""
    row = {"station": station, "class": kind, "issued_ms": at(issued), "due_ms": at(due), "closed_ms": at(closed)}
    for name in ("by_system", "late", "thanks_to_extension", "with_verifier", "verifier_late", "paused"):
        row[name] = bool(facts.pop(name, False))
    row["overdue_since_ms"] = at(facts.pop("overdue_since", None))
    assert not facts, facts
    assert row["closed_ms"] is None or row["closed_ms"] >= row["issued_ms"], row
    return row

