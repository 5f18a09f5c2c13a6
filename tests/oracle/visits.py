"""Inputs of flag cases: a visit without any doubt and short ways to change it."""

import copy

from flags import MINUTE, judge

T0 = 1_773_108_000_000  # 2026-03-10 10:00:00 in Shanghai
STATION = (295_630_000, 1_065_510_000)
HARBIN = (458_038_000, 1_265_350_000)
RUN, OTHER_RUN = "5c1fd0a2-4b1e-4b7c-9a53-0d3f6f0b6a01", "5c1fd0a2-4b1e-4b7c-9a53-0d3f6f0b6a02"
ELSEWHERE = "77777777-4b1e-4b7c-9a53-0d3f6f0b6a77"
VISIT = 20 * MINUTE
HOUR = 60 * MINUTE


def fix(point=STATION, **changed):
    """A good fix at the station."""
    return {"lat_e7": point[0], "lon_e7": point[1], "accuracy_cm": 0, "mocked": False, "at_ms": T0, **changed}


def photo(n=1, **changed):
    """A photo of the visit that nobody doubts."""
    return {
        "photo_id": f"0b6a5e0c-7f1d-4c55-8d8e-{n:012x}",
        "kind": "scene",
        "taken_at": T0 + 5 * MINUTE,
        "fix": None,
        "exif_at_ms": None,
        "identical_in": None,
        "similar_in": None,
        **changed,
    }


def receipt(**changed):
    """A fuel receipt that nobody doubts."""
    return {
        "kind": "fuel",
        "at_ms": T0 + 8 * MINUTE,
        "station_code": "CQ-0001",
        "amount_fen": 15000,
        "litres_ml": 20100,
        "photo_id": None,
        **changed,
    }


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


def tap(at, mono=None, run=RUN):
    """A tap of the stop-watch."""
    return {"event": "mark", "wall_ms": T0 + at, "mono_ms": 500_000 + (at if mono is None else mono), "run_id": run}
