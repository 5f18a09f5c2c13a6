"""The checklist `station-69` version 1 as the documents give it: items, touchpoints, predicates, thresholds.

Written from the design documents only (domain.md sections 2 and 3), never from the Rust code. `items.jsonl` lies
beside this file as data.
"""

import json
import re
from pathlib import Path

ID = "station-69"
VERSION = 1

# Touchpoint -> (nominal points N_t, default weight in basis points), in order. Section 2.2.
TOUCHPOINTS = {
    "approach": (80, 800),
    "entry": (90, 900),
    "greeting": (110, 1100),
    "fueling": (160, 1600),
    "safety": (160, 1600),
    "payment": (120, 1200),
    "store": (80, 800),
    "restroom": (100, 1000),
    "amenities": (40, 400),
    "farewell": (60, 600),
}

STATION_FLAGS = (
    "st.has_store",
    "st.has_restroom",
    "st.has_car_wash",
    "st.has_air_water",
    "st.has_membership",
    "st.kit_committed",
    "st.is_24h",
    "st.staffed",
)

# Every visit flag but the queue length is yes or no. Section 2.1 and decision 9 (store_closed).
VISIT_FLAGS = (
    "v.night",
    "v.self_service",
    "v.queue_len",
    "v.tanker_unloading",
    "v.phone_use_seen",
    "v.cash_paid",
    "v.self_pay",
    "v.invoice_self_service",
    "v.service_suspended",
    "v.bulk_or_truck",
    "v.shopper_delay",
    "v.store_closed",
)

# Decision 7: what the visit flags are taken to be when we ask whether N/A was caused by the visit.
REFERENCE = {flag: False for flag in VISIT_FLAGS}
REFERENCE.update({"v.night": True, "v.tanker_unloading": True, "v.phone_use_seen": True, "v.queue_len": 3})
KEEP_ACTUAL = ("v.self_service", "v.store_closed")

# Bounds that the documents leave to the checklist's data: "of 3" cannot be more than three.
COUNT_MAX = {"store.price_labels_match": 3, "restroom.supplies_stocked": 3}
OTHER_COUNT_MAX = QUEUE_MAX = 999

NEVER = 9999  # seconds: the event never happened. Section 3.4.

GRADES = ((9500, "exemplary", 5), (9000, "excellent", 4), (8000, "good", 3), (7000, "pass", 2), (6000, "fail", 1))


def load():
    """All items in order, as the data file holds them."""
    text = (Path(__file__).parent / "items.jsonl").read_text(encoding="utf-8")
    items = [json.loads(line) for line in text.splitlines() if line.strip()]
    assert len(items) == 69 and [i["n"] for i in items] == list(range(1, 70))
    for name, (nominal, _) in TOUCHPOINTS.items():
        assert sum(i["points"] for i in items if i["touchpoint"] == name) == nominal, name
    assert sum(w for _, w in TOUCHPOINTS.values()) == 10000
    return items


ITEMS = load()
BY_ID = {i["id"]: i for i in ITEMS}
GATED = {i["id"]: i["gated_by"] for i in ITEMS if "gated_by" in i}


def highest(item):
    """The highest number an item takes."""
    kind = item["answer"]["type"]
    return {"graded": 2, "measured": NEVER}.get(kind, COUNT_MAX.get(item["id"], OTHER_COUNT_MAX))


def is_bonus(item):
    """A bonus item stands outside points and coverage."""
    return item["severity"] == "bonus"


def complete_flags(flags):
    """The flags with defaults: absent `st.*` is true, absent `v.*` false, the queue 0. Decision 17."""
    full = {flag: True for flag in STATION_FLAGS}
    full.update({flag: 0 if flag == "v.queue_len" else False for flag in VISIT_FLAGS})
    full.update(flags)
    return full


def holds(predicate, flags):
    """Whether an N/A predicate (`||`, `&&`, `!`, `flag<number>`) is true under complete flags."""

    def atom(text):
        text = text.strip()
        if text.startswith("!"):
            return not atom(text[1:])
        compared = re.fullmatch(r"([a-z_.0-9]+)\s*<\s*(\d+)", text)
        if compared:
            return flags[compared.group(1)] < int(compared.group(2))
        return flags[text] is True

    return any(all(atom(a) for a in part.split("&&")) for part in predicate.split("||"))


def is_na(item, flags):
    """Whether the item is not applicable under complete flags."""
    return item["na_when"] is not None and holds(item["na_when"], flags)


def visit_caused(item, flags):
    """Whether an item is N/A only because of the visit. Section 3.6, decision 7."""
    reference = dict(flags)
    reference.update({f: v for f, v in REFERENCE.items() if f not in KEEP_ACTUAL})
    return is_na(item, flags) and not is_na(item, reference)


def profile_points(flags):
    """Points that apply by the profile: visit flags at their reference, the actual ones at no. Section 3.5."""
    profile = {**complete_flags(flags), **REFERENCE}
    return sum(i["points"] for i in ITEMS if not is_na(i, profile))
