"""The flag vectors: receipts, photos, answers, clocks, late reports."""

import checklist as c
from flags import CLOCK_TOLERANCE, MINUTE, SAME_ANSWERS
from geo import away
from visits import ELSEWHERE, HOUR, OTHER_RUN, STATION, T0, VISIT, base, fix, length, photo, receipt, tap


def receipts(out):
    out.add("receipt-missing", "No receipt", "receipt_missing!", receipts=[])
    out.add(
        "receipt-only-store", "A store receipt is no fuel receipt", "receipt_missing!", receipts=[receipt(kind="store")]
    )
    out.add("receipt-at-start", "At the start itself", "", receipts=[receipt(at_ms=T0)])
    started = {**base()["started"], "wall_ms": T0 + 30_000, "mono_ms": 530_000}
    out.add(
        "receipt-minute-of-start",
        "Tills print minutes: the minute of the start counts",
        "",
        started=started,
        receipts=[receipt(at_ms=T0)],
    )
    out.add("receipt-before", "A minute before the visit", "receipt_time!", receipts=[receipt(at_ms=T0 - MINUTE)])
    out.add("receipt-at-end", "At the end itself", "", receipts=[receipt(at_ms=T0 + VISIT)])
    out.add("receipt-after", "A minute after the visit", "receipt_time!", receipts=[receipt(at_ms=T0 + VISIT + MINUTE)])
    out.add("receipt-no-time", "A receipt without a readable time", "", receipts=[receipt(at_ms=None)])
    out.add(
        "receipt-store-after",
        "A store receipt is judged by time too",
        "receipt_time!",
        receipts=[receipt(), receipt(kind="store", at_ms=T0 + HOUR)],
    )
    out.add(
        "receipt-invoice-later",
        "An electronic invoice may come later",
        "",
        receipts=[receipt(), receipt(kind="invoice", at_ms=T0 + HOUR)],
    )
    out.add(
        "receipt-other-station", "From another station", "receipt_station!", receipts=[receipt(station_code="CQ-0002")]
    )
    out.add(
        "receipt-same-station-written-otherwise",
        "Blanks and case do not matter",
        "",
        receipts=[receipt(station_code=" cq-0001 ")],
    )
    out.add("receipt-no-station", "A receipt without a readable station", "", receipts=[receipt(station_code=None)])
    out.add(
        "receipt-invoice-other-station",
        "An invoice from another station",
        "receipt_station!",
        receipts=[receipt(), receipt(kind="invoice", station_code="CQ-0009")],
    )
    out.add(
        "receipt-two-faults",
        "Wrong time and wrong station",
        "receipt_time! receipt_station!",
        receipts=[receipt(at_ms=T0 - HOUR, station_code="CQ-0002")],
    )


def photos(out):
    margin = 5 * MINUTE
    out.add("photo-5-before", "Exactly 5 min before the visit", "", photos=[photo(taken_at=T0 - margin)])
    out.add("photo-5-01-before", "A second more", "photo_time", photos=[photo(taken_at=T0 - margin - 1000)])
    out.add("photo-5-after", "Exactly 5 min after the visit", "", photos=[photo(taken_at=T0 + VISIT + margin)])
    out.add("photo-5-01-after", "A second more", "photo_time", photos=[photo(taken_at=T0 + VISIT + margin + 1000)])
    out.add("photo-exif-inside", "EXIF time inside", "", photos=[photo(exif_at_ms=T0)])
    out.add(
        "photo-exif-outside",
        "The phone says inside, EXIF says a day before",
        "photo_time",
        photos=[photo(exif_at_ms=T0 - 24 * HOUR)],
    )
    out.add(
        "photo-both-outside",
        "Both outside: told once, by the phone's time",
        "photo_time",
        photos=[photo(taken_at=T0 - HOUR, exif_at_ms=T0 - 2 * HOUR)],
    )
    out.add("photo-no-exif", "No EXIF time: only the phone's time is judged", "", photos=[photo(exif_at_ms=None)])
    out.add(
        "photo-receipt-outside",
        "Receipts are judged by time too",
        "photo_time",
        photos=[photo(kind="receipt", taken_at=T0 + HOUR)],
    )
    out.add(
        "photo-screen-later", "A screenshot may be taken later", "", photos=[photo(kind="screen", taken_at=T0 + HOUR)]
    )
    out.add("photo-document-later", "A document too", "", photos=[photo(kind="document", taken_at=T0 + HOUR)])
    out.add("photo-none", "No photos", "", photos=[])
    out.add(
        "photo-reused",
        "Identical bytes in another audit: hard",
        "photo_reused!",
        photos=[photo(identical_in=ELSEWHERE)],
    )
    out.add("photo-similar", "Only similar: soft", "photo_similar", photos=[photo(similar_in=ELSEWHERE)])
    out.add(
        "photo-reused-and-similar",
        "Identical includes similar: told once",
        "photo_reused!",
        photos=[photo(identical_in=ELSEWHERE, similar_in=ELSEWHERE)],
    )
    out.add(
        "photo-several",
        "In the order of the manifest, time before reuse",
        "photo_similar photo_time photo_reused!",
        photos=[photo(1, similar_in=ELSEWHERE), photo(2, taken_at=T0 - HOUR, identical_in=ELSEWHERE), photo(3)],
    )


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
    out.add("straight-graded-7", "Seven are too few to judge", "", answers=same(graded[: SAME_ANSWERS - 1], 1))
    out.add(
        "straight-graded-one-differs", "One of 22 differs", "", answers={**same(graded, 1), graded[5]: {"value": 2}}
    )
    out.add(
        "straight-graded-best",
        "All at the highest grade is a good station, not a lazy shopper",
        "",
        answers=same(graded, 2),
    )
    out.add("straight-graded-zero", "All at 0", "straight_lining", answers=same(graded, 0))
    out.add("straight-pass", "All passed is never judged (decision 11)", "", answers=same(yes_no, True))
    out.add("straight-fail", "All failed", "straight_lining", answers=same(yes_no, False))
    out.add(
        "straight-fail-and-no-bonus",
        "Bonus items are not claimed: they do not make a line",
        "",
        answers={**same(bonus, False), yes_no[0]: {"value": False}},
    )
    out.add("straight-count", "All counts are 1", "straight_lining", answers=same(counts, 1))
    out.add("straight-count-zero", "All counts are 0: nothing was wrong", "", answers=same(counts, 0))
    out.add("straight-null", "Not observed is no answer", "", answers={**same(graded[:7], 1), **same(graded[7:], None)})
    out.add(
        "straight-two-kinds",
        "Two kinds, two flags, in the order of the kinds",
        "straight_lining straight_lining",
        answers={**same(counts, 2), **same(graded, 1)},
    )
    text = base()["narrative"]
    out.add(
        "narrative-copied",
        "The same narrative stands in another audit",
        "narrative_copied",
        narrative_same_in=ELSEWHERE,
        narrative=text,
    )
    out.add(
        "narrative-20",
        "Twenty characters are enough to judge",
        "narrative_copied",
        narrative_same_in=ELSEWHERE,
        narrative="甲乙丙丁戊己庚辛壬癸" * 2,
    )
    out.add(
        "narrative-19", "Nineteen are not", "", narrative_same_in=ELSEWHERE, narrative=("甲乙丙丁戊己庚辛壬癸" * 2)[:19]
    )
    out.add(
        "narrative-19-punctuated",
        "Punctuation and blanks do not count",
        "",
        narrative_same_in=ELSEWHERE,
        narrative=",  。".join("甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬"),
    )
    out.add("narrative-absent", "No narrative", "", narrative_same_in=ELSEWHERE, narrative=None)
    out.add("narrative-own", "A narrative that stands nowhere else", "", narrative_same_in=None)


def clocks(out):
    end, limit = base()["finished"], CLOCK_TOLERANCE
    for name, drift, codes in (
        ("at", limit, ""),
        ("over", limit + 1000, "clock_tampered"),
        ("back", -limit - 1000, "clock_tampered"),
        ("back-at", -limit, ""),
    ):
        out.add(
            f"clock-drift-{name}",
            f"In one run the wall clock advanced by {drift // 1000} s more than the monotonic one",
            codes,
            finished={**end, "wall_ms": end["wall_ms"] + drift},
        )
        out.add(
            f"clock-offset-{name}",
            f"The offset to the server changed by {drift // 1000} s",
            codes,
            finished={**end, "server_offset_ms": drift},
        )
    out.add(
        "clock-offset-absent", "No offset at the end: no jump to see", "", finished={**end, "server_offset_ms": None}
    )
    out.add(
        "clock-offset-large",
        "A clock that is wrong all the time is not tampered with",
        "",
        started={**base()["started"], "wall_ms": T0 - HOUR, "server_offset_ms": HOUR},
        finished={**end, "wall_ms": end["wall_ms"] - HOUR, "server_offset_ms": HOUR},
        photos=[photo(taken_at=T0 - HOUR)],
    )
    out.add(
        "clock-backwards-one-run",
        "The monotonic clock ran backwards within one run",
        "visit_too_short! timings_exceed_visit clock_tampered clock_tampered",
        finished={**end, "mono_ms": 499_999},
    )
    other = {**end, "run_id": OTHER_RUN, "mono_ms": 10}
    out.add(
        "clock-backwards-over",
        "Finished before it started, across a restart",
        "visit_too_short! receipt_time! photo_time timings_exceed_visit clock_tampered",
        finished={**other, "wall_ms": T0 - limit - 1000},
    )
    out.add(
        "clock-backwards-at",
        "Within the tolerance across a restart",
        "visit_too_short! receipt_time! photo_time timings_exceed_visit",
        finished={**other, "wall_ms": T0 - limit},
    )
    finish = T0 + VISIT
    out.add(
        "clock-future-at", "Received two minutes before it was finished: tolerated", "", received_at_ms=finish - limit
    )
    out.add(
        "clock-future-over",
        "Received earlier still: the clock runs ahead",
        "clock_tampered",
        received_at_ms=finish - limit - 1000,
    )

    def taps(*list_of_taps):
        return {"entry.guidance_within_10s": {"value": 6, "timer": list(list_of_taps)}}

    out.add("timer-fine", "Taps in their order", "", answers=taps(tap(1000), tap(7000), tap(7000)))
    out.add(
        "timer-order", "A tap before the one listed before it", "clock_tampered", answers=taps(tap(7000), tap(1000))
    )
    out.add(
        "timer-order-1ms",
        "Within one run there is no tolerance",
        "clock_tampered",
        answers=taps(tap(7000), tap(7000, 6999)),
    )
    out.add(
        "timer-drift-at",
        "The wall clock between two taps is off by the tolerance",
        "",
        answers=taps(tap(1000), tap(7000 + limit, 7000)),
    )
    out.add("timer-drift-over", "A second more", "clock_tampered", answers=taps(tap(1000), tap(8000 + limit, 7000)))
    out.add(
        "timer-other-run",
        "Across a restart the wall clock orders the taps",
        "",
        answers=taps(tap(1000), tap(7000, 3, OTHER_RUN)),
    )
    out.add(
        "timer-other-run-back-at", "Back by the tolerance", "", answers=taps(tap(7000), tap(7000 - limit, 3, OTHER_RUN))
    )
    out.add(
        "timer-other-run-back-over",
        "A second more",
        "clock_tampered",
        answers=taps(tap(7000), tap(6000 - limit, 3, OTHER_RUN)),
    )
    out.add(
        "timer-first-only",
        "One doubt per answer: its first",
        "clock_tampered",
        answers=taps(tap(7000), tap(1000), tap(0)),
    )
    two = {"payment.checkout_wait": {"value": 6, "timer": [tap(9000), tap(8000)]}, **taps(tap(7000), tap(1000))}
    out.add("timer-two-answers", "Answers in the order of their ids", "clock_tampered clock_tampered", answers=two)


def reports(out):
    finish = T0 + VISIT
    for name, late, codes in (
        ("12h", 12 * HOUR, ""),
        ("12h-over", 12 * HOUR + 1000, "late_report"),
        ("24h", 24 * HOUR, "late_report"),
        ("24h-over", 24 * HOUR + 1000, "late_report!"),
    ):
        out.add(
            f"late-{name}",
            f"Received {late // 1000} s after leaving: over 12 h soft, over 24 h hard",
            codes,
            received_at_ms=finish + late,
        )
    out.add(
        "late-corrected",
        "The moment of leaving is corrected by the offset the phone knew",
        "late_report",
        received_at_ms=finish + 12 * HOUR + 1000 + 60_000,
        finished={**base()["finished"], "server_offset_ms": 60_000},
    )
    out.add(
        "late-uncorrected",
        "Without any offset the wall clock counts",
        "",
        received_at_ms=finish + 12 * HOUR,
        started={**base()["started"], "server_offset_ms": None},
        finished={**base()["finished"], "server_offset_ms": None},
    )
    out.add(
        "several",
        "A visit with almost everything wrong, in the order of the list",
        "no_fix place! slot! slot! visit_too_short! receipt_time! receipt_station! photo_time photo_reused! late_report!",
        check_in=None,
        check_out=fix(away(STATION, 900, 1, 0)),
        slot={"from_ms": T0 + HOUR, "to_ms": T0 + 2 * HOUR},
        finished=length(4 * MINUTE),
        receipts=[receipt(at_ms=T0 - HOUR, station_code="X")],
        photos=[photo(taken_at=T0 - HOUR, identical_in=ELSEWHERE)],
        received_at_ms=T0 + 30 * HOUR,
    )
