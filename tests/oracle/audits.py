"""Inputs of score cases: the audits of section 3.8 and short ways to change one."""

import checklist as c
from answers import perfect

BONUSES = [i["id"] for i in c.ITEMS if c.is_bonus(i)]
RED_LINES = [i["id"] for i in c.ITEMS if i["severity"] == "critical"]

NIGHT = {"v.night": True}
EXAMPLE_1 = {
    "entry.guidance_within_10s": 12,
    "greeting.smile_eye_contact": 1,
    "fueling.zero_reset_shown": False,
    "payment.checkout_wait": 75,
    "restroom.no_odor": 1,
    "restroom.supplies_stocked": 1,
    "amenities.kit_complete": 1,
    "fueling.windscreen_offer": True,
    "amenities.rest_wifi_charging": True,
}
DAY_NO_STORE = {"st.has_store": False, "st.has_car_wash": False, "v.night": False}
EXAMPLE_2 = {
    "safety.engine_off_enforced": False,
    "greeting.first_contact_within_30s": 45,
    "greeting.uniform_compliant": 1,
    "payment.receipt_complete": 1,
    "restroom.clean_surfaces": 1,
    "farewell.complaint_channel_posted": False,
    "fueling.windscreen_offer": True,
}
NO_WASH = {"st.has_car_wash": False, "v.night": True}
EXAMPLE_3 = {
    "fueling.no_spill_drip": None,
    "store.shelf_availability": None,
    "restroom.clean_surfaces": 0,
    "restroom.no_odor": 0,
    "greeting.verbal_greeting": False,
    "entry.queue_wait_to_pump": 250,
    "store.price_labels_match": 1,
    "farewell.enquiry_handled": 1,
    "farewell.feedback_invited": True,
}
EXAMPLE_3_WEIGHTS = dict(zip(c.TOUCHPOINTS, (600, 800, 1000, 1600, 1600, 1000, 700, 2000, 200, 500)))


def make(flags=None, changed=None, **more):
    """The input of a case: perfect answers under the flags with some changed; None takes an answer away."""
    flags = flags or {}
    return {
        "checklist": c.ID,
        "version": c.VERSION,
        "flags": flags,
        "answers": {**perfect(flags), **(changed or {})},
        **more,
    }


def whole(parts, changed=None, **more):
    """An input from searched parts (flags and answers, or a dict with weights too)."""
    if isinstance(parts, tuple):
        parts = {"flags": parts[0], "answers": parts[1]}
    parts = {**parts, "answers": {**parts["answers"], **(changed or {})}}
    return {"checklist": c.ID, "version": c.VERSION, **parts, **more}


def claimed(count):
    """That many bonus items claimed."""
    return dict.fromkeys(BONUSES[:count], True)


def failed(*items):
    """These red lines (by position or id) failed."""
    return {RED_LINES[i] if isinstance(i, int) else i: False for i in items}
