"""Building blocks of the vectors: perfect answers, flag sets, and answers that lose an exact number of points."""

from fractions import Fraction
from itertools import combinations

import checklist as c
from score import half_up

# Nothing is N/A: all 1000 points apply.
EVERYTHING = {
    "st.is_24h": False,
    "v.night": True,
    "v.queue_len": 3,
    "v.phone_use_seen": True,
    "v.tanker_unloading": True,
}

# Single flags that take points out, for the searches below; none of them is about a critical item.
REMOVERS = (
    ("st.is_24h", True),
    ("st.has_restroom", False),
    ("st.has_car_wash", False),
    ("st.has_air_water", False),
    ("st.has_membership", False),
    ("st.kit_committed", False),
    ("v.night", False),
    ("v.queue_len", 2),
    ("v.phone_use_seen", False),
    ("v.tanker_unloading", False),
    ("v.invoice_self_service", True),
    ("v.shopper_delay", True),
    ("v.self_pay", True),
)


def best(item):
    """The value that earns everything (bonus: not claimed)."""
    if c.is_bonus(item):
        return False
    return {"pass_fail": True, "graded": 2, "measured": 0, "count": 0}[item["answer"]["type"]]


def perfect(flags=None):
    """Full marks on every item that applies; no bonus claimed."""
    full = c.complete_flags(flags or {})
    return {i["id"]: best(i) for i in c.ITEMS if not c.is_na(i, full)}


def applicable(flags):
    """Points that apply under these flags."""
    full = c.complete_flags(flags)
    return sum(i["points"] for i in c.ITEMS if not c.is_na(i, full))


def options(item):
    """(points lost, value) of every value worth trying, the smallest loss first."""
    answer, points = item["answer"], item["points"]
    if answer["type"] == "pass_fail":
        found = {points: False}
    elif answer["type"] == "graded":
        found = {points * (2 - g) // 2: g for g in (0, 1)}
    else:
        found = {}
        for band in answer["bands"]:
            found.setdefault(points * (100 - band["pct"]) // 100, band["le"])
        found[points] = answer["bands"][-1]["le"] + 1
    return sorted((loss, value) for loss, value in found.items() if loss > 0)


def losing(flags, loss, *, majors_at_zero=True, inside=None, outside=()):
    """{item: value} that loses exactly `loss` points without a critical item, in as few items as possible."""
    full = c.complete_flags(flags)
    reached = {0: {}}
    for item in c.ITEMS:
        if item["severity"] in ("critical", "bonus") or c.is_na(item, full):
            continue
        if item["touchpoint"] in outside or (inside and item["touchpoint"] not in inside):
            continue
        for so_far, chosen in sorted(reached.items(), reverse=True):
            for lost, value in options(item):
                if lost == item["points"] and item["severity"] == "major" and not majors_at_zero:
                    continue
                total = so_far + lost
                if total <= loss and (total not in reached or len(reached[total]) > len(chosen) + 1):
                    reached[total] = {**chosen, item["id"]: value}
    assert loss in reached, f"cannot lose {loss}"
    return reached[loss]


def flag_sets():
    """Flag sets with up to three removers, the fewest first."""
    for size in range(4):
        for chosen in combinations(REMOVERS, size):
            yield {**EVERYTHING, **dict(chosen)}


def hitting(accept, *, lost_below=1000, **how):
    """(flags, answers) with default weights whose exact base score satisfies `accept`; the smallest change wins."""
    for flags in flag_sets():
        points = applicable(flags)
        for loss in range(min(points, lost_below)):
            if accept(Fraction(10000 * (points - loss), points)):
                try:
                    return flags, {**perfect(flags), **losing(flags, loss, **how)}
                except AssertionError:
                    continue
    raise AssertionError("no such score")


def base_exactly(bp, **how):
    """(flags, answers) whose base score is `bp` after rounding."""
    return hitting(lambda exact: half_up(exact) == bp, **how)


def fine_base(target, **how):
    """Input parts (flags, answers, weights) whose exact base score is `target`: a whole number or one decimal.

    Everything applies, so one point of approach is worth w/80 bp; the other touchpoints keep 10 bp a point.
    """
    target = Fraction(target)
    for extra in range(11):
        weights = {name: weight for name, (_, weight) in c.TOUCHPOINTS.items()}
        weights["approach"] += extra
        weights["entry"] -= extra
        for lost in (0, 8, 16):
            rest = 10000 - Fraction(weights["approach"] * lost, 80) - target
            if rest >= 0 and rest % 10 == 0:
                changed = losing(EVERYTHING, lost, inside=("approach",), **how)
                changed |= losing(EVERYTHING, int(rest / 10), outside=("approach", "entry"), **how)
                return {"flags": EVERYTHING, "answers": {**perfect(EVERYTHING), **changed}, "weights": weights}
    raise AssertionError(f"no such score: {target}")
