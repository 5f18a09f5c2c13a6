"""Automatic flags of one visit: domain.md sections 2.4 and 2.5 no. 1, decision 11, in the order the core documents."""

import checklist as c
from geo import distance_cm

NEAR_M, FAR_M = 100, 200
MINUTE = 60_000
PHOTO_MARGIN = 5 * MINUTE
CLOCK_TOLERANCE = 2 * MINUTE
SAME_ANSWERS = 8
NARRATIVE_CHARACTERS = 20
HARD = ("place", "slot", "visit_too_short", "receipt_missing", "receipt_time", "receipt_station", "photo_reused")


class Visit:
    """The times of a visit: by the wall, corrected, and its length."""

    def __init__(self, data):
        begin, end = data["started"], data["finished"]
        offsets = [begin["server_offset_ms"], end["server_offset_ms"]]
        known = [o for o in offsets if o is not None]
        corrections = [o if o is not None else (known[0] if known else 0) for o in offsets]
        self.from_ms, self.to_ms = begin["wall_ms"] + corrections[0], end["wall_ms"] + corrections[1]
        self.one_run = begin["run_id"] == end["run_id"]
        self.mono = end["mono_ms"] - begin["mono_ms"]
        self.length = self.mono if self.one_run else self.to_ms - self.from_ms
        self.offset_change = offsets[1] - offsets[0] if None not in offsets else None
        self.wall_from, self.wall_to = begin["wall_ms"], end["wall_ms"]


def outside(at, first, last):
    """What a flag says about a time outside a span, or None."""
    if at < first:
        return {"side": "before", "by_s": (first - at) // 1000}
    if at > last:
        return {"side": "after", "by_s": (at - last) // 1000}
    return None


def judge(data):
    """All flags of the input, in order."""
    found = []

    def flag(code, pointer=None, severity=None, **facts):
        usual = "hard" if code in HARD else "soft"
        found.append({"code": code, "severity": severity or usual, "pointer": pointer, "data": facts})

    visit = Visit(data)
    positions(data, flag)
    for name, at in (("/started", visit.from_ms), ("/finished", visit.to_ms)):
        slot = data.get("slot")
        if slot and (off := outside(at, slot["from_ms"], slot["to_ms"])):
            flag("slot", name, **off)
    seconds = visit.length // 1000
    if seconds < 8 * 60:
        flag("visit_too_short", length_s=seconds)
    elif seconds < 15 * 60:
        flag("visit_short", length_s=seconds)
    if visit.length > 60 * MINUTE:
        flag("visit_long", length_s=seconds)
    receipts(data, visit, flag)
    photos(data, visit, flag)
    timings(data, visit, flag)
    straight_lines(data, flag)
    if data.get("narrative_same_in") and words(data.get("narrative") or "") >= NARRATIVE_CHARACTERS:
        flag("narrative_copied", "/narrative", audit_id=data["narrative_same_in"])
    clock(data, visit, flag)
    late = data["received_at_ms"] - visit.to_ms
    if late > 12 * 60 * MINUTE:
        flag("late_report", severity="hard" if late > 24 * 60 * MINUTE else "soft", late_s=late // 1000)
    return found


def words(narrative):
    """Letters and digits of a narrative: blanks and punctuation do not make it longer."""
    return sum(1 for letter in narrative if letter.isalnum())


def positions(data, flag):
    """Fixes against the fence, and mock providers."""
    fence = data["station"].get("fence") or {"near_m": NEAR_M, "far_m": FAR_M}
    station = data["station"].get("position")
    for name in ("check_in", "check_out"):
        fix = data.get(name)
        if fix is None:
            flag("no_fix", "/" + name, reason="absent")
            continue
        judged = -1
        if station:
            distance = distance_cm((station["lat_e7"], station["lon_e7"]), (fix["lat_e7"], fix["lon_e7"]))
            judged = max(0, distance - fix["accuracy_cm"])
        if judged > fence["far_m"] * 100:
            flag("place", "/" + name, distance_cm=distance, accuracy_cm=fix["accuracy_cm"])
        elif judged > fence["near_m"] * 100:
            flag("place_far", "/" + name, distance_cm=distance, accuracy_cm=fix["accuracy_cm"])
        elif fix["accuracy_cm"] > fence["far_m"] * 100:
            flag("no_fix", "/" + name, reason="vague", accuracy_cm=fix["accuracy_cm"])
    fixes = [("/check_in", data.get("check_in")), ("/check_out", data.get("check_out"))]
    fixes += [(f"/photos/{n}/fix", photo.get("fix")) for n, photo in enumerate(data.get("photos", ()))]
    for pointer, fix in fixes:
        if fix and fix["mocked"]:
            flag("mocked_fix", pointer)


def receipts(data, visit, flag):
    """Receipts: one of fuel, inside the visit, from this station."""
    listed = data.get("receipts", ())
    if not any(r["kind"] == "fuel" for r in listed):
        flag("receipt_missing", "/receipts")
    begin = visit.from_ms - visit.from_ms % MINUTE
    code = data["station"]["code"]
    for n, receipt in enumerate(listed):
        if receipt["kind"] != "invoice" and receipt["at_ms"] is not None:
            if off := outside(receipt["at_ms"], begin, visit.to_ms):
                flag("receipt_time", f"/receipts/{n}/at_ms", **off)
        named = receipt["station_code"]
        if named is not None and named.strip().lower() != code.strip().lower():
            flag("receipt_station", f"/receipts/{n}/station_code", expected=code, found=named)


def photos(data, visit, flag):
    """Photos: taken during the visit, not seen in another audit."""
    for n, photo in enumerate(data.get("photos", ())):
        if photo["kind"] in ("scene", "receipt"):
            for source, at in (("phone", photo["taken_at"]), ("exif", photo.get("exif_at_ms"))):
                off = at is not None and outside(at, visit.wall_from - PHOTO_MARGIN, visit.wall_to + PHOTO_MARGIN)
                if off:
                    flag("photo_time", f"/photos/{n}", source=source, **off)
                    break
        if photo.get("identical_in"):
            flag("photo_reused", f"/photos/{n}", audit_id=photo["identical_in"])
        elif photo.get("similar_in"):
            flag("photo_similar", f"/photos/{n}", audit_id=photo["similar_in"])


def answered(data, kind):
    """(item, value) of the answers of one kind, in the checklist's order."""
    answers = data.get("answers", {})
    values = ((i, answers.get(i["id"], {}).get("value")) for i in c.ITEMS if i["answer"]["type"] == kind)
    return [(item, value) for item, value in values if value is not None]


def timings(data, visit, flag):
    """Measured seconds against the length; 'never happened' is no duration."""
    timed = [value for _, value in answered(data, "measured") if value != c.NEVER]
    if timed and sum(timed) * 1000 > visit.length:
        flag("timings_exceed_visit", timed_s=sum(timed), length_s=visit.length // 1000)


def straight_lines(data, flag):
    """All answers of a kind the same and not the best."""
    for kind in ("pass_fail", "graded", "measured", "count"):
        values = [
            v for item, v in answered(data, kind) if not c.is_bonus(item) and not (kind == "measured" and v == c.NEVER)
        ]
        best = {"pass_fail": True, "graded": 2}.get(kind, 0)
        if len(values) >= SAME_ANSWERS and len(set(values)) == 1 and values[0] != best:
            flag("straight_lining", "/answers", kind=kind, value=values[0], answers=len(values))


def clock(data, visit, flag):
    """Signs that somebody set the clock."""

    def doubt(pointer, reason, difference):
        flag("clock_tampered", pointer, reason=reason, difference_ms=difference)

    drift = (visit.wall_to - visit.wall_from) - visit.mono
    if visit.one_run and abs(drift) > CLOCK_TOLERANCE:
        doubt("/finished", "drift", drift)
    if visit.offset_change is not None and abs(visit.offset_change) > CLOCK_TOLERANCE:
        doubt("/finished/server_offset_ms", "offset_jump", visit.offset_change)
    if visit.length < (0 if visit.one_run else -CLOCK_TOLERANCE):
        doubt("/finished", "backwards", visit.length)
    if visit.to_ms - data["received_at_ms"] > CLOCK_TOLERANCE:
        doubt("/finished", "future", visit.to_ms - data["received_at_ms"])
    for item, answer in sorted(data.get("answers", {}).items()):
        taps = answer.get("timer", [])
        for n, (last, this) in enumerate(zip(taps, taps[1:]), start=1):
            found = tap_doubt(last, this)
            if found:
                doubt(f"/answers/{item}/timer/{n}", *found)
                break


def tap_doubt(last, this):
    """(reason, difference) of two neighbouring taps, or None."""
    one_run = last["run_id"] == this["run_id"]
    mono, wall = this["mono_ms"] - last["mono_ms"], this["wall_ms"] - last["wall_ms"]
    if one_run and mono < 0:
        return "timer_order", mono
    if not one_run and wall < -CLOCK_TOLERANCE:
        return "timer_order", wall
    if one_run and abs(wall - mono) > CLOCK_TOLERANCE:
        return "timer_drift", wall - mono
    return None
