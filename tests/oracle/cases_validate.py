"""The validation vectors: whole submissions, each good or with known faults.

`raw` holds the text where the bytes matter.
"""

import copy
import json

from submissions import BOARD, PHOTOS, RECEIPT, RUN, SIGN, T0, base, drop, full, photo, position, put, receipt, timer
from validate import submission, submission_text


def cases():
    """All cases."""
    out = []

    def good(name, why, data):
        out.append({"name": name, "why": why, "input": data, "expected": submission(data)})
        assert not out[-1]["expected"], out[-1]

    def bad(name, why, *changes):
        data = base()
        for change in changes:
            change(data)
        out.append({"name": name, "why": why, "input": data, "expected": submission(data)})
        assert out[-1]["expected"], name

    def raw(name, why, text):
        out.append({"name": name, "why": why, "raw": text, "expected": submission_text(text)})

    good("minimal", "One answer, one receipt, two photos", base())
    good("full", "Every field that exists, every item answered", full())
    fine(good)
    structure(bad)
    answers(bad)
    lists(bad)
    texts(raw)
    several(bad)
    return out


def fine(good):
    def with_changes(*changes):
        data = base()
        for change in changes:
            change(data)
        return data

    good(
        "sparse",
        "No answer, receipt or photo: a gap is for coverage and flags, not for validation",
        with_changes(put("answers", {}), put("receipts", []), put("photos", []), put("flags", {})),
    )
    good(
        "null-value",
        "Null is 'not observed'",
        with_changes(put("answers", {"entry.guidance_gesture": {"value": None}})),
    )
    good("no-fix", "No position: a flag, no violation", with_changes(put("check_in", None)))
    good(
        "answer-on-na-item",
        "An answer on an N/A item is kept, not scored, no error (decision 6)",
        with_changes(put("answers", {"approach.night_sign_lit": {"value": 1}})),
    )
    good(
        "photo-serves-two",
        "One photo may serve several items (decision 4)",
        with_changes(put("answers", "entry.pumps_in_service", {"value": 0, "photos": [SIGN]})),
    )
    good("photo-unreferred", "A photo in the manifest that nothing refers to", with_changes(put("answers", {})))
    good(
        "limits-reached-text",
        "Exactly 4000 characters, counted as characters and not as bytes",
        with_changes(
            put("narrative", "油" * 4000), put("answers", "entry.guidance_gesture", {"value": 2, "note": "站" * 4000})
        ),
    )
    good("limits-reached-photos", "Exactly 80 photos", with_changes(put("photos", [photo(p) for p in PHOTOS[:80]])))
    good("limits-reached-receipts", "Exactly 20 receipts", with_changes(put("receipts", [receipt()] * 20)))
    good(
        "limits-reached-timer",
        "Exactly 100 timer events",
        with_changes(
            put("answers", "entry.guidance_within_10s", {"value": 4, "timer": [timer(n) for n in range(100)]})
        ),
    )
    good(
        "values-at-bounds",
        "The highest and lowest values that exist",
        with_changes(
            put(
                "answers",
                {
                    "entry.guidance_within_10s": {"value": 9999},
                    "entry.queue_wait_to_pump": {"value": 0},
                    "payment.receipt_complete": {"value": 0},
                    "approach.brand_sign_visible_intact": {"value": 2},
                    "store.price_labels_match": {"value": 3},
                    "store.shelf_availability": {"value": 999},
                },
            ),
            put("flags", "v.queue_len", 999),
        ),
    )
    good(
        "edge-of-the-world",
        "The highest and lowest positions",
        with_changes(
            put("check_in", position(lat_e7=900_000_000, lon_e7=-1_800_000_000, accuracy_cm=0)),
            put("check_out", position(lat_e7=-900_000_000, lon_e7=1_800_000_000)),
        ),
    )
    good(
        "clock-offset",
        "A phone whose clock is far behind has a large offset",
        with_changes(put("started", "server_offset_ms", -86_400_000), put("finished", "server_offset_ms", 86_400_000)),
    )


def structure(bad):
    for field in (
        "schema",
        "revision",
        "assignment_id",
        "checklist",
        "station_profile_revision",
        "started",
        "finished",
        "flags",
        "answers",
        "receipts",
        "photos",
    ):
        bad(f"missing-{field}", f"{field} is required", drop(field))
    bad("missing-checklist-version", "Both parts of the checklist are required", drop("checklist", "version"))
    bad("missing-run-id", "A clock names its run", drop("started", "run_id"))
    bad("missing-in-fix", "A fix is whole or null", drop("check_in", "accuracy_cm"))
    bad("missing-in-photo", "A photo names its hash", drop("photos", 0, "sha256"))
    bad("missing-in-receipt", "A receipt names its kind", drop("receipts", 0, "kind"))
    bad("unknown-field", "A field that does not exist is never dropped in silence", put("weather", "rain"))
    bad("unknown-field-clock", "Also deeper down", put("started", "zone", "CST"))
    bad("unknown-field-fix", "In a fix", put("check_in", "altitude_cm", 100))
    bad("unknown-field-photo", "In a photo", put("photos", 1, "caption", "x"))
    bad("unknown-field-receipt", "In a receipt", put("receipts", 0, "nozzle", 4))
    bad("unknown-field-checklist", "In the checklist's name", put("checklist", "sha", "x"))
    bad("unknown-field-escaped", "Pointers escape ~ and / (RFC 6901)", put("a/b~c", 1))
    bad("wrong-type-revision", "A number as text", put("revision", "1"))
    bad("wrong-type-flags", "An object, not a list", put("flags", []))
    bad("wrong-type-answers", "An object, not a list", put("answers", []))
    bad("wrong-type-photos", "A list, not an object", put("photos", {}))
    bad("wrong-type-receipts", "A list, not null", put("receipts", None))
    bad("wrong-type-fix", "An object, not a pair", put("check_in", [29, 106]))
    bad("wrong-type-mocked", "Yes or no, not a number", put("check_in", "mocked", 0))
    bad("wrong-type-narrative", "A text", put("narrative", 5))
    bad("wrong-type-wall", "Times are numbers here", put("started", "wall_ms", "2026-03-10T02:00:00Z"))
    bad("wrong-type-null-wall", "The phone always knows its own clock", put("finished", "wall_ms", None))
    bad("out-of-range-revision", "Revisions start at 1", put("revision", 0))
    bad("out-of-range-latitude", "Beyond the pole", put("check_in", "lat_e7", 900_000_001))
    bad("out-of-range-longitude", "Beyond the date line", put("check_in", "lon_e7", -1_800_000_001))
    bad("out-of-range-accuracy", "No accuracy below 0", put("check_in", "accuracy_cm", -1))
    bad("not-a-uuid-assignment", "Not a UUID", put("assignment_id", "A-17"))
    bad("not-a-uuid-device", "Not a UUID", put("device_id", ""))
    bad("not-a-uuid-run", "One digit short", put("started", "run_id", RUN[:-1]))
    bad("unknown-checklist-id", "A checklist this server does not have", put("checklist", "id", "station-70"))
    bad("unknown-checklist-version", "A version this server does not have", put("checklist", "version", 2))
    bad("unknown-flag", "A visit flag that does not exist", put("flags", "v.raining", True))
    bad(
        "unknown-flag-station",
        "A station flag is the profile's, a visit cannot set it",
        put("flags", "st.has_store", False),
    )
    bad("wrong-type-flag", "Yes or no, not text", put("flags", "v.night", "yes"))
    bad("wrong-type-queue", "The queue is a number", put("flags", "v.queue_len", True))
    bad("out-of-range-queue", "No queue below 0", put("flags", "v.queue_len", -1))
    bad("out-of-range-queue-1000", "A queue longer than the checklist allows", put("flags", "v.queue_len", 1000))
    bad("unknown-flag-dispute", "A dispute names a station flag", put("profile_dispute", ["st.has_roof"]))
    bad("wrong-type-recognised", "An object with the minute", put("recognised", True))


def answers(bad):
    def answer(item, body):
        return put("answers", item, body)

    bad("unknown-item", "An item the checklist does not know", answer("store.parking", {"value": True}))
    bad(
        "missing-value",
        "An answer without a value; not observed is null",
        answer("entry.guidance_gesture", {"note": "x"}),
    )
    bad("answer-bare", "A bare value is no answer", answer("entry.guidance_gesture", 2))
    bad(
        "unknown-field-answer",
        "A field an answer does not have",
        answer("entry.guidance_gesture", {"value": 2, "score": 8}),
    )
    for name, item, value in (
        ("pass-fail-number", "greeting.badge_worn", 1),
        ("pass-fail-text", "greeting.badge_worn", "yes"),
        ("graded-boolean", "payment.receipt_complete", True),
        ("measured-text", "entry.guidance_within_10s", "9"),
        ("measured-boolean", "entry.guidance_within_10s", False),
        ("count-list", "store.shelf_availability", [1]),
        ("bonus-number", "fueling.windscreen_offer", 1),
    ):
        bad(f"wrong-type-{name}", "A value of another type than the item's", answer(item, {"value": value}))
    for name, item, value in (
        ("graded-3", "payment.receipt_complete", 3),
        ("graded-negative", "payment.receipt_complete", -1),
        ("measured-10000", "entry.guidance_within_10s", 10_000),
        ("measured-negative", "payment.invoice_time", -1),
        ("count-negative", "restroom.fixtures_working", -1),
        ("count-1000", "restroom.fixtures_working", 1000),
        ("count-4-of-3", "store.price_labels_match", 4),
    ):
        bad(f"out-of-range-{name}", "A value outside what the item allows", answer(item, {"value": value}))
    bad("too-long-note", "4001 characters", answer("entry.guidance_gesture", {"value": 0, "note": "x" * 4001}))
    bad("too-long-narrative", "4001 characters", put("narrative", "x" * 4001))
    bad(
        "bad-value-photo-reason",
        "Not one of the four reasons",
        answer("restroom.clean_surfaces", {"value": 1, "photo_reason": "shy"}),
    )
    bad(
        "wrong-type-photo-reason",
        "A reason is a text",
        answer("restroom.clean_surfaces", {"value": 1, "photo_reason": 1}),
    )
    bad(
        "unknown-photo",
        "A photo that the manifest does not list",
        answer("restroom.clean_surfaces", {"value": 1, "photos": [SIGN, BOARD]}),
    )
    bad("not-a-uuid-photo", "No photo id", answer("restroom.clean_surfaces", {"value": 1, "photos": ["1.jpg"]}))
    bad(
        "na-request-without-reason",
        "A request for N/A gives its reason",
        answer("restroom.clean_surfaces", {"value": None, "na_request": {}}),
    )
    bad(
        "timer-missing",
        "A timer event is whole",
        answer("payment.invoice_time", {"value": 3, "timer": [{"event": "a", "wall_ms": T0, "run_id": RUN}]}),
    )
    bad(
        "timer-not-a-uuid",
        "Its run is a UUID",
        answer("payment.invoice_time", {"value": 3, "timer": [{**timer(0), "run_id": "x"}]}),
    )
    bad(
        "too-many-timer",
        "101 timer events",
        answer("payment.invoice_time", {"value": 3, "timer": [timer(n) for n in range(101)]}),
    )


def lists(bad):
    bad("too-many-photos", "81 photos", put("photos", [photo(p) for p in PHOTOS[:81]]))
    bad("too-many-receipts", "21 receipts", put("receipts", [receipt()] * 21))
    bad("duplicate-photo", "A photo id stands once in the manifest", put("photos", [photo(), photo(RECEIPT), photo()]))
    bad("not-a-uuid-photo-id", "A photo id is a UUID", put("photos", 1, "photo_id", "IMG_0001"), put("receipts", []))
    timely = "0197b2c4-0000-7000-8000-00000000cafe"
    bad("photo-id-that-tells-the-time", "A version 7 UUID", put("photos", 1, "photo_id", timely), put("receipts", []))
    bad("device-id-that-tells-the-time", "A version 7 UUID tells when it was made", put("device_id", timely))
    bad("bad-hash-short", "63 digits", put("photos", 0, "sha256", "a" * 63))
    bad("bad-hash-upper", "Hashes are lower case", put("photos", 0, "sha256", "A" * 64))
    bad("bad-hash-other", "Not hexadecimal", put("photos", 0, "sha256", "g" * 64))
    bad("out-of-range-photo-empty", "A photo of 0 bytes", put("photos", 0, "bytes", 0))
    bad("out-of-range-photo-large", "One byte above 10 MiB", put("photos", 0, "bytes", 10_485_761))
    bad("bad-value-photo-kind", "Not a kind of photo", put("photos", 0, "kind", "selfie"))
    bad("bad-value-content-type", "A type that is not taken", put("photos", 0, "content_type", "image/gif"))
    bad("bad-value-content-type-html", "Never HTML", put("photos", 0, "content_type", "text/html"))
    bad("bad-value-receipt-kind", "Not a kind of receipt", put("receipts", 0, "kind", "parking"))
    bad("unknown-photo-receipt", "A receipt's photo stands in the manifest too", put("receipts", 0, "photo_id", BOARD))
    bad("out-of-range-amount", "No negative amount", put("receipts", 0, "amount_fen", -1))
    bad("out-of-range-litres", "No negative volume", put("receipts", 0, "litres_ml", -1))
    bad("wrong-type-station-code", "A station code is text", put("receipts", 0, "station_code", 17))
    bad("photo-fix-mocked", "A photo's fix follows the same shape", put("photos", 0, "fix", position(mocked="no")))


def texts(raw):
    text = json.dumps(base(), ensure_ascii=False)
    raw("raw-good", "The minimal submission as text", text)
    raw("raw-truncated", "Cut off in the middle", text[:200])
    raw("raw-empty", "Nothing", "")
    raw("raw-trailing", "Something after the value", text + " x")
    raw("raw-nan", "NaN is not JSON", text.replace('"accuracy_cm": 800', '"accuracy_cm": NaN'))
    raw("raw-array", "A list is no submission", "[]")
    raw(
        "raw-float-accuracy",
        "Submissions hold no floating-point numbers (decision 2)",
        text.replace('"accuracy_cm": 800', '"accuracy_cm": 800.5'),
    )
    raw(
        "raw-float-whole",
        "800.0 is written as a float and refused too",
        text.replace('"accuracy_cm": 800', '"accuracy_cm": 800.0'),
    )
    raw("raw-float-exponent", "1e3 as well", text.replace('"mono_ms": 1000', '"mono_ms": 1e3'))
    raw("raw-float-answer", "A fraction as an answer", text.replace('"value": 2', '"value": 1.5'))
    raw(
        "raw-float-and-more",
        "A float beside other faults: still all at once (api.md)",
        text.replace('"accuracy_cm": 800', '"accuracy_cm": 800.5').replace('"revision": 1', '"revision": 0', 1),
    )
    raw("raw-duplicate-key", "A key twice at the top", text[:-1] + ', "schema": 1}')


def several(bad):
    bad(
        "several",
        "All violations at once, each with its pointer",
        put("revision", 0),
        put("weather", "rain"),
        put("assignment_id", "x"),
        put("flags", "v.raining", True),
        put("answers", "store.parking", {"value": 1}),
        put("answers", "greeting.badge_worn", {"value": 3, "photos": [BOARD], "photo_reason": "shy"}),
        put("photos", 0, "bytes", 0),
        put("photos", 0, "sha256", "no"),
        drop("finished"),
    )
    bad(
        "several-in-one-photo",
        "One photo with four faults",
        put("photos", 0, {**photo(), "kind": "x", "sha256": "", "bytes": -1, "content_type": ""}),
    )
    data = copy.deepcopy(base()["answers"])
    data |= {"a.b": {"value": 1}, "c.d": {"value": 2}, "entry.guidance_gesture": {"value": 9}}
    bad("several-answers", "Unknown items beside a bad value", put("answers", data))
    bad("empty-object", "Nothing is there: every required field is named", lambda d: d.clear())
