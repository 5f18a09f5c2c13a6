"""What a submission and a score line may look like, and what is wrong with one: pointers (RFC 6901) and codes.

Written from the formats page of the issue and decisions 2, 4, 6, 10 and 17. One function per shape; every fault is
told at once.
"""

import re

import checklist as c

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
RANDOM_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
HASH = re.compile(r"[0-9a-f]{64}")
TEXT_LIMIT = 4000
ANY_INT = (-(2**63), 2**63 - 1)
NOT_NEGATIVE = (0, 2**63 - 1)
PHOTO_KINDS = ("scene", "receipt", "screen", "document")
RECEIPT_KINDS = ("fuel", "store", "invoice")
CONTENT_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
PHOTO_REASONS = ("occupied", "forbidden", "unsafe", "challenged")


class Faults:
    """Collects violations."""

    def __init__(self):
        self.found = []

    def add(self, pointer, code):
        """Notes one violation."""
        self.found.append({"pointer": pointer, "code": code})

    def sorted(self):
        """By pointer, then code: the order of the answer is not fixed."""
        return sorted(self.found, key=lambda v: (v["pointer"], v["code"]))


def step(pointer, key):
    """One step deeper."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def is_int(value):
    """A whole number; yes and no are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def whole(faults, at, value, limits=ANY_INT, null=False):
    """A whole number within limits."""
    if value is None and null:
        return
    if isinstance(value, float):
        faults.add(at, "float_not_allowed")
    elif not is_int(value):
        faults.add(at, "wrong_type")
    elif not limits[0] <= value <= limits[1]:
        faults.add(at, "out_of_range")


def boolean(faults, at, value):
    """Yes or no."""
    if not isinstance(value, bool):
        faults.add(at, "float_not_allowed" if isinstance(value, float) else "wrong_type")


def text(faults, at, value, limit=None, null=False, pattern=None, code=None, among=None):
    """A text, with a limit in characters, a pattern, or a closed list."""
    if value is None and null:
        return
    if not isinstance(value, str):
        faults.add(at, "float_not_allowed" if isinstance(value, float) else "wrong_type")
    elif limit is not None and len(value) > limit:
        faults.add(at, "too_long")
    elif pattern is not None and not pattern.fullmatch(value):
        faults.add(at, code)
    elif among is not None and value not in among:
        faults.add(at, "bad_value")


def uuid(faults, at, value, null=False):
    """A UUID in lower case."""
    text(faults, at, value, null=null, pattern=UUID, code="not_a_uuid")


def random_id(faults, at, value, null=False):
    """A UUID that the phone minted: version 4, which does not tell when it was made."""
    text(faults, at, value, null=null, pattern=RANDOM_ID, code="not_a_uuid")


def members(faults, at, value, required, optional, null=False):
    """An object: calls a checker per known field, tells unknown and missing ones. True when it is an object."""
    if value is None and null:
        return False
    if not isinstance(value, dict):
        faults.add(at, "wrong_type")
        return False
    for key, inner in value.items():
        check = required.get(key) or optional.get(key)
        if check is None:
            faults.add(step(at, key), "unknown_field")
        else:
            check(faults, step(at, key), inner)
    for key in required:
        if key not in value:
            faults.add(step(at, key), "missing")
    return True


def items(faults, at, value, limit, check):
    """An array with a limit."""
    if not isinstance(value, list):
        faults.add(at, "wrong_type")
        return
    if limit is not None and len(value) > limit:
        faults.add(at, "too_many")
    for index, inner in enumerate(value):
        check(faults, step(at, index), inner)


def with_range(*limits, null=False):
    """A whole-number checker."""
    return lambda f, at, v: whole(f, at, v, limits or ANY_INT, null)


def among(*values, null=False):
    """A closed-list checker."""
    return lambda f, at, v: text(f, at, v, among=values, null=null)


def up_to(limit):
    """A text checker with a limit."""
    return lambda f, at, v: text(f, at, v, limit)


def clock(faults, at, value):
    """When a visit started or finished, as the phone saw it."""
    times = {"wall_ms": whole, "mono_ms": whole, "run_id": uuid, "server_offset_ms": with_range(null=True)}
    members(faults, at, value, times, {})


def fix(faults, at, value):
    """A position or null."""
    fields = {
        "lat_e7": with_range(-900_000_000, 900_000_000),
        "lon_e7": with_range(-1_800_000_000, 1_800_000_000),
        "accuracy_cm": with_range(*NOT_NEGATIVE),
        "mocked": boolean,
        "at_ms": whole,
    }
    members(faults, at, value, fields, {}, null=True)


def answer_value(faults, at, value, item, code_of_fraction):
    """The value of one answer against its item."""
    kind = item["answer"]["type"]
    if value is None:
        return
    if isinstance(value, float):
        faults.add(at, code_of_fraction)
    elif kind == "pass_fail":
        if not isinstance(value, bool):
            faults.add(at, "wrong_type")
    elif not is_int(value):
        faults.add(at, "wrong_type")
    elif not 0 <= value <= c.highest(item):
        faults.add(at, "out_of_range")


def flag(faults, at, name, value, allowed, code_of_fraction="float_not_allowed"):
    """One flag by name."""
    if name not in allowed:
        faults.add(at, "unknown_flag")
    elif isinstance(value, float):
        faults.add(at, code_of_fraction)
    elif name != "v.queue_len":
        boolean(faults, at, value)
    else:
        whole(faults, at, value, (0, c.QUEUE_MAX))
