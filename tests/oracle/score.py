"""Scoring of one audit in exact fractions: domain.md section 3, decisions 6 to 10, 16 and 17."""

from fractions import Fraction
from math import floor

import checklist as c

FULL, PARTIAL, NONE = "full", "partial", "none"


def half_up(value):
    """The nearest whole number, halves upwards, of an exact fraction that is not negative."""
    assert value >= 0
    return floor(Fraction(value) + Fraction(1, 2))


def share(value, answer):
    """(share of the points as a fraction, rule) of a value the checklist accepts."""
    if answer["type"] == "pass_fail":
        return (Fraction(1), "pass") if value else (Fraction(0), "fail")
    if answer["type"] == "graded":
        return Fraction(value, answer["max_grade"]), f"grade:{value}/{answer['max_grade']}"
    if answer["type"] == "measured" and value == c.NEVER:
        return Fraction(0), "never_happened"
    for band in answer["bands"]:
        if value <= band["le"]:
            return Fraction(band["pct"], 100), f"band:{band['le']}:{band['pct']}"
    return Fraction(answer["else_pct"], 100), "over_bands"


def miss_of(earned, points):
    """Section 2.1: below 80 % of the points is a miss, 0 a full one."""
    if points == 0 or Fraction(earned, points) >= Fraction(4, 5):
        return NONE
    return FULL if earned == 0 else PARTIAL


def wanted(item, value, miss):
    """Whether section 2.1 "Photo" asks for evidence of this answer."""
    if c.is_bonus(item):
        return item["photo"] == "always" and value is True
    return item["photo"] == "always" or miss != NONE


def evidence_of(item, value, miss, review):
    """The evidence state of an answer that needs some. Decision 10; without `evidence` all of it is assumed."""
    if "evidence" not in review:
        return "assumed"
    seen = {"photo": True, "photo_reason": False, "remark_chars": 100, **review["evidence"].get(item["id"], {})}
    if item["photo"] == "never":
        return "remark" if seen["remark_chars"] >= 20 else "missing"
    if seen["photo"]:
        return "met"
    if item["severity"] == "critical" and value is False and seen["remark_chars"] < 20:
        return "missing"
    return "photo_reason" if seen["photo_reason"] else "missing"


def lines_of(flags, answers, review):
    """All score lines in order; a gate stands before what it gates."""
    lines = {}
    for item in c.ITEMS:
        lines[item["id"]] = line_of(item, flags, answers, review, lines)
    return list(lines.values())


def line_of(item, flags, answers, review, earlier):
    """The score line of one item."""
    name, critical = item["id"], item["severity"] == "critical"
    value = answers.get(name)
    line = {"n": item["n"], "item": name, "state": "answered", "value": value, "nominal": item["points"]}

    def end(state, earned, miss, rule, evidence="none_required"):
        return {**line, "state": state, "earned": earned, "miss": miss, "rule": rule, "evidence": evidence}

    if c.is_na(item, flags):
        line["value"] = None
        return end("na", 0, NONE, "na:" + item["na_when"])
    if name in review.get("extra_na", ()) and not critical:
        line["value"] = None
        return end("na", 0, NONE, "na:requested")
    gate = c.GATED.get(name)
    if value is None and gate is not None and earlier[gate]["rule"] == "fail":
        return end("answered", 0, FULL, "implied_by:" + gate)
    if value is None:
        return end("not_observed", 0, NONE, "not_observed")

    part, rule = share(value, item["answer"])
    earned = part * item["points"]
    assert earned.denominator == 1, "an item earns whole points"
    earned = int(earned)
    miss = miss_of(earned, item["points"])
    evidence = evidence_of(item, value, miss, review) if wanted(item, value, miss) else "none_required"
    refused = evidence == "missing" and name not in review.get("kept", ())
    if c.is_bonus(item):
        rule = "bonus_not_claimed" if not value else "bonus_not_accepted" if refused else "bonus_claimed"
    elif critical and value is False:
        rule = "red_line"
        if name in review.get("not_proven", ()):
            earned, miss, rule = item["points"], NONE, "not_proven"
    elif refused and not critical:
        return end("not_observed", 0, NONE, "not_observed", evidence)
    return end("answered", earned, miss, rule, evidence)


def grade_of(bp):
    """(grade, stars) by the thresholds alone."""
    for least, grade, stars in c.GRADES:
        if bp >= least:
            return grade, stars
    return "fail", 0


def touchpoint_of(name, weight, lines):
    """The touchpoint row: points, display score and grade."""
    base = [line for line in lines if c.BY_ID[line["item"]]["touchpoint"] == name]
    applicable = sum(line["nominal"] for line in base if line["state"] != "na")
    answered = sum(line["nominal"] for line in base if line["state"] == "answered")
    earned = sum(line["earned"] for line in base)
    score = half_up(Fraction(10000 * earned, answered)) if answered else None
    grade = None if score is None else grade_of(score)[0]
    if any(line["rule"] == "red_line" for line in base):
        grade = "fail"
    return {
        "id": name,
        "nominal": c.TOUCHPOINTS[name][0],
        "weight_bp": weight,
        "applicable": applicable,
        "answered": answered,
        "earned": earned,
        "score_bp": score,
        "grade": grade,
    }


def final_of(base, bonus, red_lines):
    """(bonus that counted, final) by section 3.3."""
    applied = bonus if base >= 7000 and red_lines == 0 else 0
    caps = {0: min(10000, base + applied), 1: min(base, 5999), 2: min(base, 3999)}
    return applied, caps.get(red_lines, 0)


def reasons_of(coverage, touchpoints, lines, visit_na, accepted, weighted):
    """Why the audit has no score, in the fixed order. Section 3.6."""
    reasons = []
    if coverage is None or coverage < 8500:
        reasons.append("coverage")
    for t in touchpoints:
        if t["applicable"] > 0 and Fraction(t["answered"], t["applicable"]) < Fraction(6000, 10000):
            reasons.append("touchpoint_coverage:" + t["id"])
    for line in lines:
        if c.BY_ID[line["item"]]["severity"] == "critical" and line["state"] == "not_observed":
            reasons.append("critical_unanswered:" + line["item"])
    if visit_na > 150 and not accepted:
        reasons.append("visit_na_over_limit")
    if weighted == 0:
        reasons.append("no_weighted_points")
    return reasons


def score(data, review=None):
    """The whole output of `forecourt score` for a line without faults; `review` holds what reviewers decided."""
    flags = c.complete_flags(data.get("flags", {}))
    answers = data.get("answers", {})
    weights = data.get("weights") or {name: weight for name, (_, weight) in c.TOUCHPOINTS.items()}
    lines = lines_of(flags, answers, review or {})
    touchpoints = [touchpoint_of(name, weights[name], lines) for name in c.TOUCHPOINTS]

    worth = {t["id"]: Fraction(t["weight_bp"], t["nominal"]) for t in touchpoints}
    weighted = sum(worth[t["id"]] * t["answered"] for t in touchpoints)
    won = sum(worth[t["id"]] * t["earned"] for t in touchpoints)
    base = half_up(10000 * won / weighted) if weighted else None

    claimed = sum(1 for line in lines if line["rule"] == "bonus_claimed")
    bonus = min(200, 40 * claimed)
    red_lines = sum(1 for line in lines if line["rule"] == "red_line")
    applied, final = final_of(base, bonus, red_lines) if base is not None else (0, None)

    applicable = sum(t["applicable"] for t in touchpoints)
    answered = sum(t["answered"] for t in touchpoints)
    coverage = half_up(Fraction(10000 * answered, applicable)) if applicable else None
    visit_na = sum(
        i["points"]
        for i, line in zip(c.ITEMS, lines, strict=True)
        if c.visit_caused(i, flags) or line["rule"] == "na:requested"
    )
    reasons = reasons_of(coverage, touchpoints, lines, visit_na, bool(data.get("visit_na_accepted")), weighted)

    grade = stars = None
    if reasons:
        final = None
    else:
        grade, stars = grade_of(final)
        major_at_zero = any(
            c.BY_ID[line["item"]]["severity"] == "major" and line["state"] == "answered" and line["earned"] == 0
            for line in lines
        )
        if stars == 5 and (major_at_zero or data.get("overdue_open")):
            grade, stars = "excellent", 4
    return {
        "base_bp": base,
        "bonus_bp": bonus,
        "bonus_applied_bp": applied,
        "red_lines": red_lines,
        "final_bp": final,
        "grade": grade,
        "stars": stars,
        "coverage_bp": coverage,
        "valid": not reasons,
        "reasons": reasons,
        "visit_na_points": visit_na,
        "touchpoints": touchpoints,
        "lines": lines,
        "ignored": [line["item"] for line in lines if line["state"] == "na" and answers.get(line["item"]) is not None],
    }
