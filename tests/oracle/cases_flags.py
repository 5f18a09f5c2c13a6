"""The flag vectors: each flag just inside, just outside, and with its datum absent."""

import copy

import checklist as c
from flags import CLOCK_TOLERANCE, MINUTE, SAME_ANSWERS, judge
from geo import away

T0 = 1_773_108_000_000  # 2026-03-10 10:00:00 in Shanghai
STATION = (295_630_000, 1_065_510_000)
HARBIN = (458_038_000, 1_265_350_000)
RUN, OTHER_RUN = "5c1fd0a2-4b1e-4b7c-9a53-0d3f6f0b6a01", "5c1fd0a2-4b1e-4b7c-9a53-0d3f6f0b6a02"
ELSEWHERE = "77777777-4b1e-4b7c-9a53-0d3f6f0b6a77"
VISIT = 20 * MINUTE
HOUR = 60 * MINUTE
IDS = [i["id"] for i in c.ITEMS]


def fix(point=STATION, **changed):
    """A good fix at the station."""
    return {"lat_e7": point[0], "lon_e7": point[1], "accuracy_cm": 0, "mocked": False, "at_ms": T0, **changed}


def photo(n=1, **changed):
    """A photo of the visit that nobody doubts."""
    return {"photo_id": f"0b6a5e0c-7f1d-4c55-8d8e-{n:012x}", "kind": "scene", "taken_at": T0 + 5 * MINUTE, "fix": None,
            "exif_at_ms": None, "identical_in": None, "similar_in": None, **changed}


def receipt(**changed):
    """A fuel receipt that nobody doubts."""
    return {"kind": "fuel", "at_ms": T0 + 8 * MINUTE, "station_code": "CQ-0001", "amount_fen": 15000, "litres_ml": 20100,
            "photo_id": None, **changed}


def base():
    """A visit of twenty minutes without any doubt."""
    return {
        "station": {"code": "CQ-0001", "position": {"lat_e7": STATION[0], "lon_e7": STATION[1]}, "fence": None},
        "slot": {"from_ms": T0 - 30 * MINUTE, "to_ms": T0 + 390 * MINUTE},
        "started": {"wall_ms": T0, "mono_ms": 500_000, "run_id": RUN, "server_offset_ms": 0},
        "finished": {"wall_ms": T0 + VISIT, "mono_ms": 500_000 + VISIT, "run_id": RUN, "server_offset_ms": 0},
        "check_in": fix(),
        "check_out": fix(at_ms=T0 + VISIT),
        "received_at_ms": T0 + 2 * HOUR,
        "receipts": [receipt()],
        "photos": [photo()],
        "answers": {"entry.guidance_within_10s": {"value": 6, "timer": []}},
        "narrative": "员工热情,现场整洁,加油和开票都很快,没有遇到问题。",
        "narrative_same_in": None,
    }


class Cases:
    """Collects cases; each says which flags its author expects, so that the oracle is checked by eye too."""

    def __init__(self):
        self.found = []

    def add(self, name, why, codes, **changed):
        """One case: the base with top-level members replaced."""
        data = {**copy.deepcopy(base()), **changed}
        expected = judge(data)
        got = [f"{f['code']}!" if f["severity"] == "hard" else f["code"] for f in expected]
        assert got == codes.split(), f"{name}: {got}, meant {codes.split()}"
        self.found.append({"name": name, "why": why, "input": data, "expected": expected})


def length(ms, **changed):
    """`finished` that much after the start."""
    return {**base()["finished"], "wall_ms": T0 + ms, "mono_ms": 500_000 + ms, **changed}


def cases():
    """All cases."""
    out = Cases()
    out.add("clean", "A visit without any doubt raises nothing", "")
    minimal = {"station": {"code": "CQ-0001"}, "started": base()["started"], "finished": base()["finished"], "received_at_ms": T0 + HOUR}
    expected = judge(minimal)
    out.found.append({"name": "everything-absent", "why": "Every optional datum left out: no fix and no fuel receipt, nothing else",
                      "input": minimal, "expected": expected})
    assert [f["code"] for f in expected] == ["no_fix", "no_fix", "receipt_missing"]
    places(out)
    lengths(out)
    receipts(out)
    photos(out)
    answers(out)
    clocks(out)
    reports(out)
    return out.found


def places(out):
    east = {"north": 0, "east": 1}
    out.add("place-99", "99 m from the station: inside the inner radius", "", check_in=fix(away(STATION, 99, **east)))
    out.add("place-101", "101 m: doubtful", "place_far", check_in=fix(away(STATION, 101, **east)))
    out.add("place-199", "199 m: still only doubtful", "place_far", check_in=fix(away(STATION, 199, **east)))
    out.add("place-201", "201 m: elsewhere", "place!", check_in=fix(away(STATION, 201, **east)))
    for name, direction in (("north", {"north": 1, "east": 0}), ("south", {"north": -1, "east": 0}), ("diagonal", {"north": 1, "east": -1})):
        out.add(f"place-{name}-199", f"199 m {name}: a degree of longitude is shorter than one of latitude", "place_far",
                check_in=fix(away(STATION, 199, **direction)))
        out.add(f"place-{name}-201", f"201 m {name}", "place!", check_in=fix(away(STATION, 201, **direction)))
    north = {"station": {"code": "CQ-0001", "position": {"lat_e7": HARBIN[0], "lon_e7": HARBIN[1]}}}
    out.add("place-harbin-199", "199 m east in the far north, where longitude is shorter still", "place_far", **north,
            check_in=fix(away(HARBIN, 199, **east)), check_out=fix(HARBIN))
    out.add("place-harbin-201", "201 m there", "place!", **north, check_in=fix(away(HARBIN, 201, **east)), check_out=fix(HARBIN))
    out.add("place-check-out", "The check-out is judged alone", "place!", check_out=fix(away(STATION, 201, **east)))
    out.add("place-both", "Both places are told", "place! place_far", check_in=fix(away(STATION, 400, **east)), check_out=fix(away(STATION, 150, **east)))
    out.add("place-5km", "Another part of the town", "place!", check_in=fix(away(STATION, 5000, **east)))
    out.add("place-accuracy-helps", "250 m with 60 m accuracy is judged at 190 m", "place_far",
            check_in=fix(away(STATION, 250, **east), accuracy_cm=6000))
    out.add("place-accuracy-not-enough", "262 m with 60 m accuracy is judged at 202 m", "place!",
            check_in=fix(away(STATION, 262, **east), accuracy_cm=6000))
    out.add("place-accuracy-worse-than-distance", "Accuracy worse than the distance: judged at 0", "",
            check_in=fix(away(STATION, 150, **east), accuracy_cm=18000))
    out.add("place-vague-inside", "An accuracy of exactly 200 m at the station still counts", "", check_in=fix(accuracy_cm=20000))
    out.add("place-vague", "An accuracy worse than 200 m proves nothing: as good as no fix", "no_fix", check_in=fix(accuracy_cm=20001))
    out.add("place-vague-but-far", "Far away even with a bad accuracy: place is said, not no_fix", "place!",
            check_in=fix(away(STATION, 5000, **east), accuracy_cm=30000))
    out.add("no-fix-in", "No position at check-in", "no_fix", check_in=None)
    out.add("no-fix-both", "No position at all", "no_fix no_fix", check_in=None, check_out=None)
    far = fix(away(STATION, 5000, **east))
    out.add("place-station-unknown", "A station without a position: nothing to compare with", "", station={"code": "CQ-0001", "position": None}, check_in=far)
    wide = {"code": "CQ-0001", "position": {"lat_e7": STATION[0], "lon_e7": STATION[1]}, "fence": {"near_m": 300, "far_m": 500}}
    out.add("fence-299", "The station's own fence: 299 m is inside 300", "", station=wide, check_in=fix(away(STATION, 299, **east)))
    out.add("fence-301", "301 m is not", "place_far", station=wide, check_in=fix(away(STATION, 301, **east)))
    out.add("fence-501", "501 m is outside 500", "place!", station=wide, check_in=fix(away(STATION, 501, **east)))
    out.add("mocked-in", "The phone says its position is a mock", "mocked_fix", check_in=fix(mocked=True))
    out.add("mocked-and-far", "A mock that is also far: both", "place! mocked_fix", check_in=fix(away(STATION, 300, **east), mocked=True))
    out.add("mocked-photo", "A mocked fix of a photo", "mocked_fix", photos=[photo(), photo(2, fix=fix(mocked=True))])
    out.add("mocked-not", "A photo's fix that is no mock is not compared with the station", "", photos=[photo(fix=far)])


def lengths(out):
    slot = {"from_ms": T0, "to_ms": T0 + VISIT}
    out.add("slot-exact", "Start and finish exactly at the slot's ends are inside", "", slot=slot)
    out.add("slot-before", "A second before the slot", "slot!", slot={**slot, "from_ms": T0 + 1000})
    out.add("slot-after", "A second after the slot", "slot!", slot={**slot, "to_ms": T0 + VISIT - 1000})
    out.add("slot-both", "Neither end inside: both are told", "slot! slot!", slot={"from_ms": T0 + MINUTE, "to_ms": T0 + VISIT - MINUTE})
    out.add("slot-absent", "No slot known: not judged", "", slot=None)
    wrong = 10 * HOUR
    shifted = {"started": {**base()["started"], "wall_ms": T0 - wrong, "server_offset_ms": wrong},
               "finished": {**length(VISIT - wrong), "mono_ms": 500_000 + VISIT, "server_offset_ms": wrong},
               "photos": [photo(taken_at=T0 - wrong + MINUTE)]}
    out.add("slot-corrected", "A phone ten hours behind that knows its offset: corrected times lie in the slot", "", slot=slot, **shifted)
    one = {**shifted, "finished": {**shifted["finished"], "server_offset_ms": None}}
    out.add("slot-corrected-one-offset", "Only the start knows the server: its offset serves for both", "", slot=slot, **one)
    none = {**one, "started": {**one["started"], "server_offset_ms": None}}
    out.add("slot-uncorrected", "No offset known: wall time counts, so slot and receipt fail", "slot! slot! receipt_time!",
            slot=slot, **none)
    for seconds, codes in ((479, "visit_too_short!"), (480, "visit_short"), (899, "visit_short"), (900, ""), (3600, ""), (3601, "visit_long")):
        out.add(f"length-{seconds}", f"A visit of {seconds} s: under 8 min hard, under 15 or over 60 min soft", codes,
                finished=length(seconds * 1000), receipts=[receipt(at_ms=T0 + MINUTE)], photos=[photo(taken_at=T0)])
    out.add("length-other-run", "The phone restarted: the length comes from the corrected wall clock", "visit_short",
            finished=length(14 * MINUTE, run_id=OTHER_RUN, mono_ms=5000))
    out.add("length-other-run-long-enough", "Fifteen minutes by the corrected wall clock", "", finished=length(15 * MINUTE, run_id=OTHER_RUN, mono_ms=5000))
    out.add("length-monotonic", "Within one run the monotonic clock tells the length, not the wall", "visit_short",
            finished=length(930_000, mono_ms=500_000 + 870_000))


def receipts(out):
    out.add("receipt-missing", "No receipt", "receipt_missing!", receipts=[])
    out.add("receipt-only-store", "A store receipt is no fuel receipt", "receipt_missing!", receipts=[receipt(kind="store")])
    out.add("receipt-at-start", "At the start itself", "", receipts=[receipt(at_ms=T0)])
    started = {**base()["started"], "wall_ms": T0 + 30_000, "mono_ms": 530_000}
    out.add("receipt-minute-of-start", "Tills print minutes: the minute of the start counts", "", started=started, receipts=[receipt(at_ms=T0)])
    out.add("receipt-before", "A minute before the visit", "receipt_time!", receipts=[receipt(at_ms=T0 - MINUTE)])
    out.add("receipt-at-end", "At the end itself", "", receipts=[receipt(at_ms=T0 + VISIT)])
    out.add("receipt-after", "A minute after the visit", "receipt_time!", receipts=[receipt(at_ms=T0 + VISIT + MINUTE)])
    out.add("receipt-no-time", "A receipt without a readable time", "", receipts=[receipt(at_ms=None)])
    out.add("receipt-store-after", "A store receipt is judged by time too", "receipt_time!", receipts=[receipt(), receipt(kind="store", at_ms=T0 + HOUR)])
    out.add("receipt-invoice-later", "An electronic invoice may come later", "", receipts=[receipt(), receipt(kind="invoice", at_ms=T0 + HOUR)])
    out.add("receipt-other-station", "From another station", "receipt_station!", receipts=[receipt(station_code="CQ-0002")])
    out.add("receipt-same-station-written-otherwise", "Blanks and case do not matter", "", receipts=[receipt(station_code=" cq-0001 ")])
    out.add("receipt-no-station", "A receipt without a readable station", "", receipts=[receipt(station_code=None)])
    out.add("receipt-invoice-other-station", "An invoice from another station", "receipt_station!", receipts=[receipt(), receipt(kind="invoice", station_code="CQ-0009")])
    out.add("receipt-two-faults", "Wrong time and wrong station", "receipt_time! receipt_station!", receipts=[receipt(at_ms=T0 - HOUR, station_code="CQ-0002")])


def photos(out):
    margin = 5 * MINUTE
    out.add("photo-5-before", "Exactly 5 min before the visit", "", photos=[photo(taken_at=T0 - margin)])
    out.add("photo-5-01-before", "A second more", "photo_time", photos=[photo(taken_at=T0 - margin - 1000)])
    out.add("photo-5-after", "Exactly 5 min after the visit", "", photos=[photo(taken_at=T0 + VISIT + margin)])
    out.add("photo-5-01-after", "A second more", "photo_time", photos=[photo(taken_at=T0 + VISIT + margin + 1000)])
    out.add("photo-exif-inside", "EXIF time inside", "", photos=[photo(exif_at_ms=T0)])
    out.add("photo-exif-outside", "The phone says inside, EXIF says a day before", "photo_time", photos=[photo(exif_at_ms=T0 - 24 * HOUR)])
    out.add("photo-both-outside", "Both outside: told once, by the phone's time", "photo_time", photos=[photo(taken_at=T0 - HOUR, exif_at_ms=T0 - 2 * HOUR)])
    out.add("photo-no-exif", "No EXIF time: only the phone's time is judged", "", photos=[photo(exif_at_ms=None)])
    out.add("photo-receipt-outside", "Receipts are judged by time too", "photo_time", photos=[photo(kind="receipt", taken_at=T0 + HOUR)])
    out.add("photo-screen-later", "A screenshot may be taken later", "", photos=[photo(kind="screen", taken_at=T0 + HOUR)])
    out.add("photo-document-later", "A document too", "", photos=[photo(kind="document", taken_at=T0 + HOUR)])
    out.add("photo-none", "No photos", "", photos=[])
    out.add("photo-reused", "Identical bytes in another audit: hard", "photo_reused!", photos=[photo(identical_in=ELSEWHERE)])
    out.add("photo-similar", "Only similar: soft", "photo_similar", photos=[photo(similar_in=ELSEWHERE)])
    out.add("photo-reused-and-similar", "Identical includes similar: told once", "photo_reused!", photos=[photo(identical_in=ELSEWHERE, similar_in=ELSEWHERE)])
    out.add("photo-several", "In the order of the manifest, time before reuse", "photo_similar photo_time photo_reused!",
            photos=[photo(1, similar_in=ELSEWHERE), photo(2, taken_at=T0 - HOUR, identical_in=ELSEWHERE), photo(3)])


def tap(at, mono=None, run=RUN):
    """A tap of the stop-watch."""
    return {"event": "mark", "wall_ms": T0 + at, "mono_ms": 500_000 + (at if mono is None else mono), "run_id": run}


def answers(out):
    measured = [i["id"] for i in c.ITEMS if i["answer"]["type"] == "measured"]
    length_s = VISIT // 1000

    def timed(first, **more):
        return {**{i: {"value": 100} for i in measured[1:]}, measured[0]: {"value": first}, **more}

    out.add("timings-exactly", "Timings that add up to exactly the visit", "", answers=timed(length_s - 500))
    out.add("timings-over", "One second more", "timings_exceed_visit", answers=timed(length_s - 499))
    out.add("timings-never", "'Never happened' (9999) is no duration", "", answers=timed(9999))
    out.add("timings-absent", "No timing at all", "", answers={})
    graded = [i["id"] for i in c.ITEMS if i["answer"]["type"] == "graded"]
    counts = [i["id"] for i in c.ITEMS if i["answer"]["type"] == "count"]
    yes_no = [i["id"] for i in c.ITEMS if i["answer"]["type"] == "pass_fail" and not c.is_bonus(i)]
    bonus = [i["id"] for i in c.ITEMS if c.is_bonus(i)]

    def same(ids, value):
        return {i: {"value": value} for i in ids}

    out.add("straight-graded", "All 22 grades are 1", "straight_lining", answers=same(graded, 1))
    out.add("straight-graded-8", "Eight grades, all 1", "straight_lining", answers=same(graded[:SAME_ANSWERS], 1))
    out.add("straight-graded-7", "Seven are too few to judge", "", answers=same(graded[:SAME_ANSWERS - 1], 1))
    out.add("straight-graded-one-differs", "One of 22 differs", "", answers={**same(graded, 1), graded[5]: {"value": 2}})
    out.add("straight-graded-best", "All at the highest grade is a good station, not a lazy shopper", "", answers=same(graded, 2))
    out.add("straight-graded-zero", "All at 0", "straight_lining", answers=same(graded, 0))
    out.add("straight-pass", "All passed is never judged (decision 11)", "", answers=same(yes_no, True))
    out.add("straight-fail", "All failed", "straight_lining", answers=same(yes_no, False))
    out.add("straight-fail-and-no-bonus", "Bonus items are not claimed: they do not make a line", "", answers={**same(bonus, False), yes_no[0]: {"value": False}})
    out.add("straight-count", "All counts are 1", "straight_lining", answers=same(counts, 1))
    out.add("straight-count-zero", "All counts are 0: nothing was wrong", "", answers=same(counts, 0))
    out.add("straight-null", "Not observed is no answer", "", answers={**same(graded[:7], 1), **same(graded[7:], None)})
    out.add("straight-two-kinds", "Two kinds, two flags, in the order of the kinds", "straight_lining straight_lining",
            answers={**same(counts, 2), **same(graded, 1)})
    text = base()["narrative"]
    out.add("narrative-copied", "The same narrative stands in another audit", "narrative_copied", narrative_same_in=ELSEWHERE, narrative=text)
    out.add("narrative-20", "Twenty characters are enough to judge", "narrative_copied", narrative_same_in=ELSEWHERE, narrative="甲乙丙丁戊己庚辛壬癸" * 2)
    out.add("narrative-19", "Nineteen are not", "", narrative_same_in=ELSEWHERE, narrative=("甲乙丙丁戊己庚辛壬癸" * 2)[:19])
    out.add("narrative-19-punctuated", "Punctuation and blanks do not count", "", narrative_same_in=ELSEWHERE,
            narrative=",  。".join("甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬"))
    out.add("narrative-absent", "No narrative", "", narrative_same_in=ELSEWHERE, narrative=None)
    out.add("narrative-own", "A narrative that stands nowhere else", "", narrative_same_in=None)


def clocks(out):
    end, limit = base()["finished"], CLOCK_TOLERANCE
    for name, drift, codes in (("at", limit, ""), ("over", limit + 1000, "clock_tampered"), ("back", -limit - 1000, "clock_tampered"), ("back-at", -limit, "")):
        out.add(f"clock-drift-{name}", f"In one run the wall clock advanced by {drift // 1000} s more than the monotonic one", codes,
                finished={**end, "wall_ms": end["wall_ms"] + drift})
        out.add(f"clock-offset-{name}", f"The offset to the server changed by {drift // 1000} s", codes,
                finished={**end, "server_offset_ms": drift})
    out.add("clock-offset-absent", "No offset at the end: no jump to see", "", finished={**end, "server_offset_ms": None})
    out.add("clock-offset-large", "A clock that is wrong all the time is not tampered with", "",
            started={**base()["started"], "wall_ms": T0 - HOUR, "server_offset_ms": HOUR},
            finished={**end, "wall_ms": end["wall_ms"] - HOUR, "server_offset_ms": HOUR}, photos=[photo(taken_at=T0 - HOUR)])
    out.add("clock-backwards-one-run", "The monotonic clock ran backwards within one run", "visit_too_short! timings_exceed_visit clock_tampered clock_tampered",
            finished={**end, "mono_ms": 499_999})
    other = {**end, "run_id": OTHER_RUN, "mono_ms": 10}
    out.add("clock-backwards-over", "Finished before it started, across a restart", "visit_too_short! receipt_time! photo_time timings_exceed_visit clock_tampered",
            finished={**other, "wall_ms": T0 - limit - 1000})
    out.add("clock-backwards-at", "Within the tolerance across a restart", "visit_too_short! receipt_time! photo_time timings_exceed_visit",
            finished={**other, "wall_ms": T0 - limit})
    finish = T0 + VISIT
    out.add("clock-future-at", "Received two minutes before it was finished: tolerated", "", received_at_ms=finish - limit)
    out.add("clock-future-over", "Received earlier still: the clock runs ahead", "clock_tampered", received_at_ms=finish - limit - 1000)

    def taps(*list_of_taps):
        return {"entry.guidance_within_10s": {"value": 6, "timer": list(list_of_taps)}}

    out.add("timer-fine", "Taps in their order", "", answers=taps(tap(1000), tap(7000), tap(7000)))
    out.add("timer-order", "A tap before the one listed before it", "clock_tampered", answers=taps(tap(7000), tap(1000)))
    out.add("timer-order-1ms", "Within one run there is no tolerance", "clock_tampered", answers=taps(tap(7000), tap(7000, 6999)))
    out.add("timer-drift-at", "The wall clock between two taps is off by the tolerance", "", answers=taps(tap(1000), tap(7000 + limit, 7000)))
    out.add("timer-drift-over", "A second more", "clock_tampered", answers=taps(tap(1000), tap(8000 + limit, 7000)))
    out.add("timer-other-run", "Across a restart the wall clock orders the taps", "", answers=taps(tap(1000), tap(7000, 3, OTHER_RUN)))
    out.add("timer-other-run-back-at", "Back by the tolerance", "", answers=taps(tap(7000), tap(7000 - limit, 3, OTHER_RUN)))
    out.add("timer-other-run-back-over", "A second more", "clock_tampered", answers=taps(tap(7000), tap(6000 - limit, 3, OTHER_RUN)))
    out.add("timer-first-only", "One doubt per answer: its first", "clock_tampered", answers=taps(tap(7000), tap(1000), tap(0)))
    two = {"payment.checkout_wait": {"value": 6, "timer": [tap(9000), tap(8000)]}, **taps(tap(7000), tap(1000))}
    out.add("timer-two-answers", "Answers in the order of their ids", "clock_tampered clock_tampered", answers=two)


def reports(out):
    finish = T0 + VISIT
    for name, late, codes in (("12h", 12 * HOUR, ""), ("12h-over", 12 * HOUR + 1000, "late_report"), ("24h", 24 * HOUR, "late_report"),
                              ("24h-over", 24 * HOUR + 1000, "late_report!")):
        out.add(f"late-{name}", f"Received {late // 1000} s after leaving: over 12 h soft, over 24 h hard", codes, received_at_ms=finish + late)
    out.add("late-corrected", "The moment of leaving is corrected by the offset the phone knew", "late_report",
            received_at_ms=finish + 12 * HOUR + 1000 + 60_000, finished={**base()["finished"], "server_offset_ms": 60_000})
    out.add("late-uncorrected", "Without any offset the wall clock counts", "",
            received_at_ms=finish + 12 * HOUR, started={**base()["started"], "server_offset_ms": None},
            finished={**base()["finished"], "server_offset_ms": None})
    out.add("several", "A visit with almost everything wrong, in the order of the list",
            "no_fix place! slot! slot! visit_too_short! receipt_time! receipt_station! photo_time photo_reused! late_report!",
            check_in=None, check_out=fix(away(STATION, 900, 1, 0)), slot={"from_ms": T0 + HOUR, "to_ms": T0 + 2 * HOUR},
            finished=length(4 * MINUTE), receipts=[receipt(at_ms=T0 - HOUR, station_code="X")],
            photos=[photo(taken_at=T0 - HOUR, identical_in=ELSEWHERE)], received_at_ms=T0 + 30 * HOUR)
