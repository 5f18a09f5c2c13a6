"""Inputs of validation cases: a small and a full submission and short ways to break one."""

import checklist as c
from answers import perfect

T0 = 1_773_108_000_000  # 2026-03-10 10:00 in Shanghai
RUN = "5c1fd0a2-4b1e-4b7c-9a53-0d3f6f0b6a01"
PHOTOS = [f"0b6a5e0c-7f1d-4c55-8d8e-{n:012x}" for n in range(1, 102)]
SIGN, RECEIPT, BOARD = PHOTOS[0], PHOTOS[1], PHOTOS[2]


def position(**changed):
    """A fix near the station."""
    return {"lat_e7": 295_630_000, "lon_e7": 1_065_510_000, "accuracy_cm": 800, "mocked": False, "at_ms": T0, **changed}


def photo(photo_id=SIGN, **changed):
    """A manifest entry."""
    return {
        "photo_id": photo_id,
        "kind": "scene",
        "sha256": photo_id.replace("-", "") * 2,
        "bytes": 312_744,
        "content_type": "image/jpeg",
        "taken_at": T0 + 60_000,
        "fix": None,
        **changed,
    }


def receipt(**changed):
    """A fuel receipt."""
    return {
        "kind": "fuel",
        "at_ms": T0 + 300_000,
        "station_code": "CQ-0001",
        "amount_fen": 15_000,
        "litres_ml": 20_100,
        "photo_id": RECEIPT,
        **changed,
    }


def timer(n):
    """One timer event."""
    return {"event": "mark", "wall_ms": T0 + n, "mono_ms": 1_000 + n, "run_id": RUN}


def base():
    """A small submission without fault."""
    return {
        "schema": 1,
        "revision": 1,
        "assignment_id": "9e107d9d-372b-4b68-9c5e-2f6b3a1c0d11",
        "checklist": {"id": c.ID, "version": c.VERSION},
        "station_profile_revision": 1,
        "started": {"wall_ms": T0, "mono_ms": 1_000, "run_id": RUN, "server_offset_ms": 120},
        "finished": {"wall_ms": T0 + 1_500_000, "mono_ms": 1_501_000, "run_id": RUN, "server_offset_ms": None},
        "check_in": position(),
        "check_out": None,
        "flags": {"v.night": False, "v.queue_len": 2},
        "answers": {"approach.brand_sign_visible_intact": {"value": 2, "photos": [SIGN]}},
        "receipts": [receipt()],
        "photos": [photo(), photo(RECEIPT, kind="receipt")],
    }


def full():
    """A submission that uses every field."""
    data = base()
    data |= {
        "device_id": "2f1a7c1e-93d5-4a55-8f0a-5d4a1d3f7b10",
        "profile_dispute": ["st.has_store", "st.has_car_wash"],
        "narrative": "员工很忙,但态度友好。",
        "recognised": {"at_ms": T0 + 900_000},
        "check_out": position(at_ms=T0 + 1_500_000, mocked=True),
    }
    data["flags"] = {f: (4 if f == "v.queue_len" else f == "v.night") for f in c.VISIT_FLAGS}
    data["answers"] = {i: {"value": v} for i, v in perfect({"v.night": True}).items()}
    data["answers"]["payment.receipt_complete"] = {
        "value": 1,
        "note": "小票缺枪号",
        "photos": [RECEIPT, SIGN],
        "photo_reason": "forbidden",
        "na_request": {"reason": "打印机停用"},
        "timer": [{"event": "asked", "wall_ms": T0 + 1, "mono_ms": 1_001, "run_id": RUN}],
    }
    data["answers"]["entry.guidance_within_10s"] = {"value": 9999, "timer": []}
    data["answers"]["store.entry_greeting"] = {"value": None, "note": "没有进店"}
    data["photos"].append(
        photo(BOARD, kind="document", content_type="application/pdf", bytes=10_485_760, fix=position())
    )
    data["photos"].append(photo(PHOTOS[3], kind="screen", content_type="image/webp", bytes=1))
    data["photos"].append(photo(PHOTOS[4], content_type="image/png"))
    data["receipts"] += [
        receipt(kind="store", photo_id=None, at_ms=None),
        receipt(kind="invoice", station_code=None, amount_fen=None, litres_ml=None),
    ]
    return data


def put(*path):
    """A change: all but the last name the place, the last is the value."""

    def change(data):
        *way, key, value = path
        for name in way:
            data = data[name]
        data[key] = value

    return change


def drop(*path):
    """A change: takes a member away."""

    def change(data):
        *way, key = path
        for name in way:
            data = data[name]
        del data[key]

    return change
