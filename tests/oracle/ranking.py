"""Ranking of stations over a period: domain.md section 3.5, decision 18.

Rows come class by class (full, then small), in each the ranked ones by place, then the others by code.
"""

from datetime import date
from fractions import Fraction

from score import grade_of, half_up

CLASSES = ("full", "small")


def mean(values):
    """Half-up mean, or None of nothing."""
    values = list(values)
    return half_up(Fraction(sum(values), len(values))) if values else None


def false_evidence(known, code):
    """What false evidence costs a station (5.4): critical findings of the period, and whether its stars are gone.

    The stars are gone on the day of the rejection and on so many days after it; a ranking looks at its own day.
    """
    if not known:
        return 0, False
    as_of = date.fromisoformat(known["as_of"])
    days = [date.fromisoformat(day) for day in known["days"].get(code, [])]
    days = [day for day in days if day <= as_of]
    first, last = date.fromisoformat(known["first"]), date.fromisoformat(known["last"])
    findings = sum(first <= day <= last for day in days)
    return findings, any((as_of - day).days <= known["star_days"] for day in days)


def stars_of(score, audits, overdue, false, barred):
    """Stars of a period: five need no open overdue order; a red line caps at two unless a remedial visit lifts it.

    False evidence is a red line of its month, and leaves none while its days last.
    """
    if barred:
        return 0
    stars = grade_of(score)[1]
    if stars == 5 and overdue > 0:
        stars = 4
    red = false > 0 or any(a["red_lines"] >= 1 for a in audits)
    lifted = any(a.get("remedial") and a["final_bp"] >= 8000 and a["red_lines"] == 0 for a in audits)
    return min(stars, 2) if red and not lifted else stars


def rank(data):
    """The rows of one ranking."""
    overdue, previous = data.get("overdue", {}), data.get("previous") or {}
    stations = {}
    for audit in data["audits"]:
        stations.setdefault((audit["class"], audit["station"]), []).append(audit)
    rows = []
    for wanted in CLASSES:
        rows += rank_class(
            {code: audits for (kind, code), audits in stations.items() if kind == wanted},
            wanted,
            overdue,
            previous,
            data["min_audits"],
            data.get("false_evidence"),
        )
    return {"rows": rows}


def rank_class(stations, kind, overdue, previous, least, known):
    """The rows of one comparison class."""
    found = []
    for code, audits in stations.items():
        score = mean(a["final_bp"] for a in audits)
        restroom = mean(a["restroom_bp"] for a in audits if a["restroom_bp"] is not None)
        late = overdue.get(code, 0)
        toilet = (1, 0) if restroom is None else (0, -restroom)
        false, barred = false_evidence(known, code)
        key = (-score, sum(a["red_lines"] for a in audits) + false, late, toilet)
        row = {
            "class": kind,
            "station": code,
            "rank": None,
            "score_bp": score,
            "audits": len(audits),
            "stars": stars_of(score, audits, late, false, barred),
            "movement": None,
        }
        found.append((len(audits) < least, key, code, row))
    ranked = sorted((f for f in found if not f[0]), key=lambda f: (f[1], f[2]))
    for place, (_, key, code, row) in enumerate(ranked):
        above = ranked[place - 1] if place else None
        row["rank"] = above[3]["rank"] if above and above[1] == key else place + 1
        if code in previous:
            row["movement"] = previous[code] - row["rank"]
    unranked = sorted((f for f in found if f[0]), key=lambda f: f[2])
    return [f[3] for f in ranked + unranked]
