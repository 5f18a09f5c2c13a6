"""The flag vectors: each flag just inside, just outside, and with its datum absent; first place, slot and length."""

import cases_flags_more as more
from flags import MINUTE, judge
from geo import away
from visits import HARBIN, HOUR, OTHER_RUN, STATION, T0, VISIT, Cases, base, fix, length, photo, receipt


def cases():
    """All cases."""
    out = Cases()
    out.add("clean", "A visit without any doubt raises nothing", "")
    minimal = {
        "station": {"code": "CQ-0001"},
        "started": base()["started"],
        "finished": base()["finished"],
        "received_at_ms": T0 + HOUR,
    }
    expected = judge(minimal)
    out.found.append(
        {
            "name": "everything-absent",
            "why": "Every optional datum left out: no fix and no fuel receipt, nothing else",
            "input": minimal,
            "expected": expected,
        }
    )
    assert [f["code"] for f in expected] == ["no_fix", "no_fix", "receipt_missing"]
    places(out)
    lengths(out)
    more.receipts(out)
    more.photos(out)
    more.answers(out)
    more.clocks(out)
    more.reports(out)
    return out.found


def places(out):
    east = {"north": 0, "east": 1}
    out.add("place-99", "99 m from the station: inside the inner radius", "", check_in=fix(away(STATION, 99, **east)))
    out.add("place-101", "101 m: doubtful", "place_far", check_in=fix(away(STATION, 101, **east)))
    out.add("place-199", "199 m: still only doubtful", "place_far", check_in=fix(away(STATION, 199, **east)))
    out.add("place-201", "201 m: elsewhere", "place!", check_in=fix(away(STATION, 201, **east)))
    for name, direction in (
        ("north", {"north": 1, "east": 0}),
        ("south", {"north": -1, "east": 0}),
        ("diagonal", {"north": 1, "east": -1}),
    ):
        out.add(
            f"place-{name}-199",
            f"199 m {name}: a degree of longitude is shorter than one of latitude",
            "place_far",
            check_in=fix(away(STATION, 199, **direction)),
        )
        out.add(f"place-{name}-201", f"201 m {name}", "place!", check_in=fix(away(STATION, 201, **direction)))
    north = {"station": {"code": "CQ-0001", "position": {"lat_e7": HARBIN[0], "lon_e7": HARBIN[1]}}}
    out.add(
        "place-harbin-199",
        "199 m east in the far north, where longitude is shorter still",
        "place_far",
        **north,
        check_in=fix(away(HARBIN, 199, **east)),
        check_out=fix(HARBIN),
    )
    out.add(
        "place-harbin-201",
        "201 m there",
        "place!",
        **north,
        check_in=fix(away(HARBIN, 201, **east)),
        check_out=fix(HARBIN),
    )
    out.add("place-check-out", "The check-out is judged alone", "place!", check_out=fix(away(STATION, 201, **east)))
    out.add(
        "place-both",
        "Both places are told",
        "place! place_far",
        check_in=fix(away(STATION, 400, **east)),
        check_out=fix(away(STATION, 150, **east)),
    )
    out.add("place-5km", "Another part of the town", "place!", check_in=fix(away(STATION, 5000, **east)))
    out.add(
        "place-accuracy-helps",
        "250 m with 60 m accuracy is judged at 190 m",
        "place_far",
        check_in=fix(away(STATION, 250, **east), accuracy_cm=6000),
    )
    out.add(
        "place-accuracy-not-enough",
        "262 m with 60 m accuracy is judged at 202 m",
        "place!",
        check_in=fix(away(STATION, 262, **east), accuracy_cm=6000),
    )
    out.add(
        "place-accuracy-worse-than-distance",
        "Accuracy worse than the distance: judged at 0",
        "",
        check_in=fix(away(STATION, 150, **east), accuracy_cm=18000),
    )
    out.add(
        "place-vague-inside",
        "An accuracy of exactly 200 m at the station still counts",
        "",
        check_in=fix(accuracy_cm=20000),
    )
    out.add(
        "place-vague",
        "An accuracy worse than 200 m proves nothing: as good as no fix",
        "no_fix",
        check_in=fix(accuracy_cm=20001),
    )
    out.add(
        "place-vague-but-far",
        "Far away even with a bad accuracy: place is said, not no_fix",
        "place!",
        check_in=fix(away(STATION, 5000, **east), accuracy_cm=30000),
    )
    out.add("no-fix-in", "No position at check-in", "no_fix", check_in=None)
    out.add("no-fix-both", "No position at all", "no_fix no_fix", check_in=None, check_out=None)
    far = fix(away(STATION, 5000, **east))
    out.add(
        "place-station-unknown",
        "A station without a position: nothing to compare with",
        "",
        station={"code": "CQ-0001", "position": None},
        check_in=far,
    )
    wide = {
        "code": "CQ-0001",
        "position": {"lat_e7": STATION[0], "lon_e7": STATION[1]},
        "fence": {"near_m": 300, "far_m": 500},
    }
    out.add(
        "fence-299",
        "The station's own fence: 299 m is inside 300",
        "",
        station=wide,
        check_in=fix(away(STATION, 299, **east)),
    )
    out.add("fence-301", "301 m is not", "place_far", station=wide, check_in=fix(away(STATION, 301, **east)))
    out.add("fence-501", "501 m is outside 500", "place!", station=wide, check_in=fix(away(STATION, 501, **east)))
    out.add("mocked-in", "The phone says its position is a mock", "mocked_fix", check_in=fix(mocked=True))
    out.add(
        "mocked-and-far",
        "A mock that is also far: both",
        "place! mocked_fix",
        check_in=fix(away(STATION, 300, **east), mocked=True),
    )
    out.add("mocked-photo", "A mocked fix of a photo", "mocked_fix", photos=[photo(), photo(2, fix=fix(mocked=True))])
    out.add("mocked-not", "A photo's fix that is no mock is not compared with the station", "", photos=[photo(fix=far)])


def lengths(out):
    slot = {"from_ms": T0, "to_ms": T0 + VISIT}
    out.add("slot-exact", "Start and finish exactly at the slot's ends are inside", "", slot=slot)
    out.add("slot-before", "A second before the slot", "slot!", slot={**slot, "from_ms": T0 + 1000})
    out.add("slot-after", "A second after the slot", "slot!", slot={**slot, "to_ms": T0 + VISIT - 1000})
    out.add(
        "slot-both",
        "Neither end inside: both are told",
        "slot! slot!",
        slot={"from_ms": T0 + MINUTE, "to_ms": T0 + VISIT - MINUTE},
    )
    out.add("slot-absent", "No slot known: not judged", "", slot=None)
    wrong = 10 * HOUR
    shifted = {
        "started": {**base()["started"], "wall_ms": T0 - wrong, "server_offset_ms": wrong},
        "finished": {**length(VISIT - wrong), "mono_ms": 500_000 + VISIT, "server_offset_ms": wrong},
        "photos": [photo(taken_at=T0 - wrong + MINUTE)],
    }
    out.add(
        "slot-corrected",
        "A phone ten hours behind that knows its offset: corrected times lie in the slot",
        "",
        slot=slot,
        **shifted,
    )
    one = {**shifted, "finished": {**shifted["finished"], "server_offset_ms": None}}
    out.add(
        "slot-corrected-one-offset", "Only the start knows the server: its offset serves for both", "", slot=slot, **one
    )
    none = {**one, "started": {**one["started"], "server_offset_ms": None}}
    out.add(
        "slot-uncorrected",
        "No offset known: wall time counts, so slot and receipt fail",
        "slot! slot! receipt_time!",
        slot=slot,
        **none,
    )
    for seconds, codes in (
        (479, "visit_too_short!"),
        (480, "visit_short"),
        (899, "visit_short"),
        (900, ""),
        (3600, ""),
        (3601, "visit_long"),
    ):
        out.add(
            f"length-{seconds}",
            f"A visit of {seconds} s: under 8 min hard, under 15 or over 60 min soft",
            codes,
            finished=length(seconds * 1000),
            receipts=[receipt(at_ms=T0 + MINUTE)],
            photos=[photo(taken_at=T0)],
        )
    out.add(
        "length-other-run",
        "The phone restarted: the length comes from the corrected wall clock",
        "visit_short",
        finished=length(14 * MINUTE, run_id=OTHER_RUN, mono_ms=5000),
    )
    out.add(
        "length-other-run-long-enough",
        "Fifteen minutes by the corrected wall clock",
        "",
        finished=length(15 * MINUTE, run_id=OTHER_RUN, mono_ms=5000),
    )
    out.add(
        "length-monotonic",
        "Within one run the monotonic clock tells the length, not the wall",
        "visit_short",
        finished=length(930_000, mono_ms=500_000 + 870_000),
    )
