"""Compares the published files (`checklists/`) with the documents' data, field by field."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import checklist as c
import workdays

ROOT = Path(__file__).resolve().parent.parent.parent / "checklists"
SAME = ("n", "id", "touchpoint", "zh", "en", "points", "severity", "photo", "servqual", "characteristic", "kano")
OPTIONAL = ("na_when", "deadline", "gated_by")


def differences():
    """What differs, one line each."""
    return [*checklist_differences(), *calendar_differences()]


def checklist_differences():
    """`station-69/v1.toml` against items.jsonl and section 2.2."""
    data = tomllib.loads((ROOT / c.ID / f"v{c.VERSION}.toml").read_text(encoding="utf-8"))
    items = data["items"]
    if [i["id"] for i in items] != [i["id"] for i in c.ITEMS]:
        yield "the items are others or stand in another order"
        return
    for ours, theirs in zip(c.ITEMS, items, strict=True):
        for key in SAME:
            if ours[key] != theirs.get(key, 0 if key == "points" else None):
                yield f"{ours['id']}: {key} is {theirs.get(key)!r}, the document says {ours[key]!r}"
        for key in OPTIONAL:
            if ours.get(key) != theirs.get(key):
                yield f"{ours['id']}: {key} is {theirs.get(key)!r}, the document says {ours.get(key)!r}"
        if ours["bonus_bp"] != theirs.get("bonus_bp", 0):
            yield f"{ours['id']}: bonus_bp is {theirs.get('bonus_bp')}"
        answer = {k: v for k, v in theirs["answer"].items() if k in ("type", "anchor", "bands", "else_pct")}
        wanted = {k: v for k, v in ours["answer"].items() if k in ("type", "anchor", "bands", "else_pct")}
        if answer != wanted:
            yield f"{ours['id']}: answer is {answer}, the document says {wanted}"
        if "max" in theirs["answer"] and theirs["answer"]["max"] != c.highest(ours):
            yield f"{ours['id']}: max is {theirs['answer']['max']}, the oracle takes {c.highest(ours)}"
    touchpoints = {t["id"]: (t["points"], t["weight_bp"]) for t in data["touchpoints"]}
    if touchpoints != c.TOUCHPOINTS or list(touchpoints) != list(c.TOUCHPOINTS):
        yield f"touchpoints are {touchpoints}"
    flags = {f["id"]: f["default"] for f in data["station_flags"] + data["visit_flags"]}
    if flags != c.complete_flags({}):
        yield f"flags are {flags}"
    reference = {f["id"]: f["reference"] for f in data["visit_flags"]}
    if reference != {f: "actual" if f in c.KEEP_ACTUAL else v for f, v in c.REFERENCE.items()}:
        yield f"reference flags are {reference}"
    grades = [(g["min_bp"], g["grade"], g["stars"]) for g in data["scoring"]["grades"]]
    if grades != [*c.GRADES, (0, "fail", 0)]:
        yield f"grades are {grades}"


def calendar_differences():
    """Each calendar file the oracle knows against section 5.2."""
    for year, ours in workdays.YEARS.items():
        data = tomllib.loads((ROOT / "calendars" / f"cn-{year}.toml").read_text(encoding="utf-8"))
        off, work = set(), set()
        for holiday in data["holiday"]:
            first, last = (date.fromisoformat(str(holiday[k])) for k in ("from", "to"))
            off |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
            work |= {date.fromisoformat(str(d)) for d in holiday["make_up"]}
        if off != ours["off"] or work != ours["work"]:
            yield f"calendar {year}: {sorted((off ^ ours['off']) | (work ^ ours['work']))}"
