"""The ranking vectors."""

from ranking import rank


def audit(station, final, day=1, red=0, restroom=9000, kind="full", **more):
    """One published audit."""
    return {
        "station": station,
        "class": kind,
        "visit_day": f"2026-03-{day:02}",
        "final_bp": final,
        "red_lines": red,
        "restroom_bp": restroom,
        **more,
    }


def cases():
    """All cases."""
    out = []

    def add(name, why, audits, overdue=None, least=1, **more):
        data = {"audits": audits, "overdue": overdue or {}, "min_audits": least, **more}
        out.append({"name": name, "why": why, "input": data, "expected": rank(data)})

    add("by-score", "Higher score first", [audit("S2", 8000), audit("S1", 9000), audit("S3", 8500)])
    add("empty", "No audits, no rows", [])
    add(
        "tie-first-four",
        "Equal on score, red lines, overdue and restroom: equal rank, the next is skipped (1,1,3), by code",
        [audit("S3", 8000), audit("S2", 9000), audit("S1", 9000)],
    )
    add("tie-three", "Three equal: 1,1,1,4", [audit(s, 8800) for s in ("S4", "S2", "S3")] + [audit("S1", 8700)])
    add(
        "tie-in-the-middle",
        "A tie below the first: 1,2,2,4",
        [audit("S1", 9000), audit("S2", 8000), audit("S3", 8000), audit("S4", 7000)],
    )
    add(
        "tie-red-lines",
        "Equal score: fewer critical misses first",
        [audit("S1", 5999, red=1), audit("S2", 5999), audit("S3", 5000)],
    )
    add(
        "tie-red-lines-summed",
        "Critical misses are counted over the period, not per audit",
        [audit("S1", 3999, 1, red=2), audit("S1", 5999, 2, red=1), audit("S2", 3999, 1, red=2), audit("S2", 5999, 2)],
    )
    add(
        "tie-overdue",
        "Equal score and red lines: fewer open overdue orders first",
        [audit("S1", 9000), audit("S2", 9000), audit("S3", 9000)],
        {"S1": 2, "S2": 1},
    )
    add(
        "tie-restroom",
        "Then the higher restroom touchpoint",
        [audit("S1", 9000, restroom=8000), audit("S2", 9000, restroom=8001)],
    )
    add(
        "tie-restroom-mean",
        "The restroom of a period is the mean of its audits",
        [
            audit("S1", 9000, 1, restroom=10000),
            audit("S1", 9000, 2, restroom=6000),
            audit("S2", 9000, 1, restroom=8100),
            audit("S2", 9000, 2, restroom=8100),
        ],
    )
    add(
        "tie-restroom-none",
        "A station without a restroom score comes after one with any",
        [audit("S1", 9000, restroom=None), audit("S2", 9000, restroom=0)],
    )
    add(
        "tie-restroom-both-none",
        "Two stations without a restroom score are equal there",
        [audit("S2", 9000, restroom=None), audit("S1", 9000, restroom=None)],
    )
    add(
        "tie-restroom-partly-none",
        "Audits without a restroom score do not enter its mean",
        [
            audit("S1", 9000, 1, restroom=None),
            audit("S1", 9000, 2, restroom=9100),
            audit("S2", 9000, 1),
            audit("S2", 9000, 2),
        ],
    )
    add(
        "tie-order-of-keys",
        "Red lines come before overdue orders, these before the restroom",
        [audit("S1", 5000, red=1, restroom=10000), audit("S2", 5000, restroom=5000), audit("S3", 5000, restroom=9000)],
        {"S2": 3, "S3": 4},
    )
    add(
        "code-only-orders",
        "The code orders equal rows and does not separate their ranks",
        [audit("CQ-0010", 9000), audit("CQ-0002", 9000), audit("BJ-0009", 9000)],
    )
    add(
        "mean-half-up",
        "Means round halves up: 8999 and 9000 give 9000 and four stars",
        [audit("S1", 8999, 1), audit("S1", 9000, 2)],
    )
    add(
        "mean-half-down",
        "A third is rounded down: 8999, 8999, 9000 give 8999 and three stars",
        [audit("S1", 8999, 1), audit("S1", 8999, 2), audit("S1", 9000, 3)],
    )
    add(
        "mean-two-thirds",
        "Two thirds are rounded up",
        [audit("S1", 8999, 1), audit("S1", 9000, 2), audit("S1", 9000, 3)],
    )
    add(
        "mean-makes-tie",
        "Ranks look at the rounded score: 8999.5 and 9000 are equal",
        [audit("S1", 8999, 1), audit("S1", 9000, 2), audit("S2", 9000, 1), audit("S2", 9000, 2)],
    )
    add(
        "classes",
        "Full stations and small sites are ranked each in their own class",
        [audit("S1", 8000), audit("S2", 9000), audit("K1", 9500, kind="small"), audit("K2", 7000, kind="small")],
    )
    add(
        "classes-tie-across",
        "Equal scores in different classes are no tie",
        [audit("S1", 9000), audit("K1", 9000, kind="small")],
    )
    add(
        "minimum-below",
        "Below the minimum: listed after the ranked, no rank, score and stars shown",
        [audit("S1", 9900), audit("S2", 8000, 1), audit("S2", 8000, 2)],
        least=2,
    )
    add(
        "minimum-exact",
        "The minimum itself is enough",
        [audit("S1", 9900, 1), audit("S1", 9700, 2), audit("S2", 8000, 1), audit("S2", 8000, 2)],
        least=2,
    )
    add(
        "minimum-unranked-by-code",
        "Unranked stations stand by code, not by score, and use up no rank",
        [
            audit("S9", 9900),
            audit("S1", 7000),
            audit("S5", 8000, 1),
            audit("S5", 8000, 2),
            audit("S6", 7000, 1),
            audit("S6", 7000, 2),
        ],
        least=2,
    )
    add("minimum-all-below", "Nobody has enough audits", [audit("S2", 9000), audit("S1", 8000)], least=3)
    add(
        "minimum-per-class",
        "Each class lists its own unranked",
        [
            audit("S1", 9000),
            audit("K1", 9000, 1, kind="small"),
            audit("K1", 9000, 2, kind="small"),
            audit("K2", 9500, kind="small"),
        ],
        least=2,
    )
    add(
        "movement",
        "Movement is the previous rank less this one: positive has risen",
        [audit("S1", 9000), audit("S2", 8000), audit("S3", 7000)],
        previous={"S1": 3, "S2": 2, "S3": 1},
    )
    add(
        "movement-new",
        "A station that was not ranked before has no movement",
        [audit("S1", 9000), audit("S2", 8000)],
        previous={"S2": 1},
    )
    add(
        "movement-unranked-now",
        "A station that is not ranked now has none either",
        [audit("S1", 9000, 1), audit("S1", 9000, 2), audit("S2", 8000)],
        least=2,
        previous={"S1": 1, "S2": 2},
    )
    add(
        "movement-tie",
        "Movement with equal ranks",
        [audit("S1", 9000), audit("S2", 9000), audit("S3", 8000)],
        previous={"S1": 1, "S2": 2, "S3": 3},
    )
    add("movement-none", "Without a previous edition nobody has movement", [audit("S1", 9000), audit("S2", 8000)])
    add(
        "stars-thresholds",
        "Stars of a period by the same bounds",
        [audit(f"S{bp}", bp) for bp in (10000, 9500, 9499, 9000, 8999, 8000, 7999, 7000, 6999, 6000, 5999, 0)],
    )
    add(
        "stars-overdue",
        "An open overdue order blocks five stars, nothing else",
        [audit("S1", 9600), audit("S2", 9100)],
        {"S1": 1, "S2": 1},
    )
    high = [audit("S1", 10000, 1), audit("S1", 10000, 2), audit("S1", 9999, 3), audit("S1", 5999, 4, red=1)]
    add(
        "red-line-cap",
        "A red line in the period: at most two stars however high the mean; the score itself is not cut",
        high,
    )
    add(
        "red-line-cap-lifted",
        "A remedial visit of exactly 8000 without a red line lifts the cap",
        [*high, audit("S1", 8000, 9, remedial=True)],
    )
    add("red-line-cap-remedial-7999", "A remedial visit of 7999 does not", [*high, audit("S1", 7999, 9, remedial=True)])
    add(
        "red-line-cap-remedial-red",
        "A remedial visit with a red line of its own does not",
        [*high, audit("S1", 5999, 9, red=1, remedial=True)],
    )
    add("red-line-cap-ordinary-visit", "An ordinary visit of 10000 does not", [*high, audit("S1", 10000, 9)])
    add(
        "red-line-cap-low-mean",
        "The cap lowers nobody who is below it",
        [audit("S1", 5999, 1, red=1), audit("S1", 6400, 2)],
    )
    add(
        "remedial-counts",
        "A remedial visit enters mean and number like any visit",
        [audit("S1", 6000, 1), audit("S1", 9000, 20, remedial=True), audit("S2", 7500)],
        least=1,
    )
    add("extremes", "0 and 10000", [audit("S1", 0, red=3), audit("S2", 10000, restroom=10000)])
    false_evidence(add)
    return out


def false_evidence(add):
    """Section 5.4: a critical finding of the month, and no stars for 90 days."""

    def rejected(first="2026-03-01", last="2026-03-31", as_of=None, **days):
        return {"days": days, "first": first, "last": last, "as_of": as_of or last, "star_days": 90}

    two = [audit("S1", 9900), audit("S2", 9900)]
    for name, why, known in (
        ("in-the-month", "Equal else: behind, as with a critical finding, and without stars", rejected(S1=["2026-03-05"])),
        ("month-before", "Of an earlier month: no finding of this one, the stars are gone all the same", rejected(S1=["2026-02-10"])),
        ("first-day", "The first day of the month is of the month", rejected(S1=["2026-03-01"])),
        ("day-before", "The day before is not", rejected(S1=["2026-02-28"])),
        ("ninetieth-day", "The ninetieth day after is still without", rejected(S1=["2025-12-31"])),
        ("day-after", "The next is not: the stars are back", rejected(S1=["2025-12-30"])),
        ("later", "What is rejected after the month is not of it", rejected(S1=["2026-04-01"])),
        ("running", "As of the tenth, what comes on the eleventh is unknown", rejected(as_of="2026-03-10", S1=["2026-03-11"], S2=["2026-03-10"])),
        ("twice", "Each counts: two findings stand behind one", rejected(S1=["2026-03-05", "2026-03-05"], S2=["2026-03-20"])),
        ("year", "Of a year: stars are back after the days, the finding holds them at two", rejected(first="2026-01-01", last="2026-12-31", S1=["2026-03-05"])),
        ("nobody-else", "Of a station that has no audits", rejected(S9=["2026-03-05"])),
    ):
        add(f"false-evidence-{name}", why, two, false_evidence=known)
    add(
        "false-evidence-before-overdue",
        "It comes before overdue orders, as critical findings do",
        two,
        {"S2": 3},
        false_evidence=rejected(S1=["2026-03-05"]),
    )
    add(
        "false-evidence-remedial",
        "Where a remedial visit lifts the cap of the finding, the stars are gone while the days last",
        [audit("S1", 9900, 1), audit("S1", 9900, 20, remedial=True)],
        false_evidence=rejected(S1=["2026-03-05"]),
    )
    add(
        "false-evidence-remedial-year",
        "And are back when they are over",
        [audit("S1", 9900, 1), audit("S1", 9900, 20, remedial=True)],
        false_evidence=rejected(first="2026-01-01", last="2026-12-31", S1=["2026-03-05"]),
    )
    add(
        "false-evidence-low",
        "Who has none loses none",
        [audit("S1", 5000)],
        false_evidence=rejected(S1=["2026-03-05"]),
    )
