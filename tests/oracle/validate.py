"""Violations of a submission (the body of `PUT /v1/audits/{id}`) and of a line of `forecourt score`."""

import json

import checklist as c
from shapes import (
    CONTENT_TYPES,
    HASH,
    NOT_NEGATIVE,
    PHOTO_KINDS,
    PHOTO_REASONS,
    RECEIPT_KINDS,
    TEXT_LIMIT,
    Faults,
    among,
    answer_value,
    clock,
    fix,
    flag,
    is_int,
    items,
    members,
    random_id,
    step,
    text,
    up_to,
    uuid,
    whole,
    with_range,
)


class DuplicateKey(Exception):
    """An object names a key twice; carries the key."""


def parse(raw):
    """The value of a JSON text; ValueError when it is none, DuplicateKey when a key stands twice."""

    def pairs(found):
        keys = [k for k, _ in found]
        for key in keys:
            if keys.count(key) > 1:
                raise DuplicateKey(key)
        return dict(found)

    def no_constant(name):
        raise ValueError(name)

    return json.loads(raw, object_pairs_hook=pairs, parse_constant=no_constant)


def submission(data):
    """Sorted violations of a parsed submission."""
    faults = Faults()
    manifest = {
        p["photo_id"] for p in listed(data, "photos") if isinstance(p, dict) and isinstance(p.get("photo_id"), str)
    }

    def known_photo(f, at, value, null=False):
        before = len(f.found)
        uuid(f, at, value, null)
        if len(f.found) == before and value is not None and value not in manifest:
            f.add(at, "unknown_photo")

    def visit_flags(f, at, value):
        if not isinstance(value, dict):
            f.add(at, "wrong_type")
            return
        for name, inner in value.items():
            flag(f, step(at, name), name, inner, c.VISIT_FLAGS)

    def disputed(f, at, value):
        text(f, at, value)
        if isinstance(value, str) and value not in c.STATION_FLAGS:
            f.add(at, "unknown_flag")

    def answers(f, at, value):
        if not isinstance(value, dict):
            f.add(at, "wrong_type")
            return
        for name, inner in value.items():
            if name not in c.BY_ID:
                f.add(step(at, name), "unknown_item")
            else:
                answer(f, step(at, name), inner, c.BY_ID[name])

    def answer(f, at, value, item):
        timer = {"event": text, "wall_ms": whole, "mono_ms": whole, "run_id": uuid}
        optional = {
            "note": up_to(TEXT_LIMIT),
            "photos": lambda f, at, v: items(f, at, v, None, known_photo),
            "photo_reason": among(*PHOTO_REASONS),
            "na_request": lambda f, at, v: members(f, at, v, {"reason": up_to(TEXT_LIMIT)}, {}),
            "timer": lambda f, at, v: items(f, at, v, 100, lambda f, at, v: members(f, at, v, timer, {})),
        }
        required = {"value": lambda f, at, v: answer_value(f, at, v, item, "float_not_allowed")}
        members(f, at, value, required, optional)

    def receipt(f, at, value):
        fields = {
            "kind": among(*RECEIPT_KINDS),
            "at_ms": with_range(null=True),
            "station_code": lambda f, at, v: text(f, at, v, null=True),
            "amount_fen": with_range(*NOT_NEGATIVE, null=True),
            "litres_ml": with_range(*NOT_NEGATIVE, null=True),
            "photo_id": lambda f, at, v: known_photo(f, at, v, null=True),
        }
        members(f, at, value, fields, {})

    seen = set()

    def photo(f, at, value):
        fields = {
            "photo_id": random_id,
            "kind": among(*PHOTO_KINDS),
            "sha256": lambda f, at, v: text(f, at, v, pattern=HASH, code="bad_hash"),
            "bytes": with_range(1, 10_485_760),
            "content_type": among(*CONTENT_TYPES),
            "taken_at": whole,
            "fix": fix,
        }
        name = value.get("photo_id") if members(f, at, value, fields, {}) else None
        if isinstance(name, str):
            if name in seen:
                f.add(step(at, "photo_id"), "duplicate")
            seen.add(name)

    def checklist(f, at, value):
        fine = members(f, at, value, {"id": text, "version": with_range(1, 2**31 - 1)}, {})
        if fine and isinstance(value.get("id"), str) and is_int(value.get("version")):
            if (value["id"], value["version"]) != (c.ID, c.VERSION):
                f.add(at, "unknown_checklist")

    required = {
        "schema": with_range(1, 1),
        "revision": with_range(1, 2**31 - 1),
        "assignment_id": uuid,
        "checklist": checklist,
        "station_profile_revision": with_range(1, 2**31 - 1),
        "started": clock,
        "finished": clock,
        "check_in": fix,
        "check_out": fix,
        "flags": visit_flags,
        "answers": answers,
        "receipts": lambda f, at, v: items(f, at, v, 20, receipt),
        "photos": lambda f, at, v: items(f, at, v, 80, photo),
    }
    optional = {
        "device_id": random_id,
        "profile_dispute": lambda f, at, v: items(f, at, v, None, disputed),
        "narrative": up_to(TEXT_LIMIT),
        "recognised": lambda f, at, v: members(f, at, v, {"at_ms": whole}, {}),
    }
    members(faults, "", data, required, optional)
    return faults.sorted()


def listed(data, name):
    """The array of that name, or nothing."""
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, list) else []


def submission_text(raw):
    """Sorted violations of a submission as bytes on the wire."""
    try:
        return submission(parse(raw))
    except DuplicateKey as twice:
        return [{"pointer": step("", twice.args[0]), "code": "duplicate_key"}]
    except ValueError:
        return [{"pointer": "", "code": "invalid_json"}]


def score_line(data):
    """Sorted violations of one line of `forecourt score` (decision 17); a fraction is a wrong type there.

    What depends on the checklist (flags, answers, weights) is only looked at when the line names a known one.
    """
    faults = Faults()
    known = isinstance(data, dict) and data.get("checklist") == c.ID and repr(data.get("version")) == str(c.VERSION)

    def flags(f, at, value):
        for name, inner in entries(f, at, value):
            flag(f, step(at, name), name, inner, (*c.STATION_FLAGS, *c.VISIT_FLAGS), "wrong_type")

    def answers(f, at, value):
        for name, inner in entries(f, at, value):
            if name not in c.BY_ID:
                f.add(step(at, name), "unknown_item")
            else:
                answer_value(f, step(at, name), inner, c.BY_ID[name], "wrong_type")

    def weights(f, at, value):
        before = len(f.found)
        for name, inner in entries(f, at, value):
            if name not in c.TOUCHPOINTS:
                f.add(step(at, name), "unknown_field")
            elif isinstance(inner, float):
                f.add(step(at, name), "wrong_type")
            else:
                whole(f, step(at, name), inner, (0, 10000))
        if not isinstance(value, dict) or not known:
            return
        if any(name not in value for name in c.TOUCHPOINTS):
            f.add(at, "weights_incomplete")
        elif len(f.found) == before and sum(value.values()) != 10000:
            f.add(at, "weights_sum")

    def entries(f, at, value):
        if not isinstance(value, dict):
            f.add(at, "wrong_type")
            return ()
        return value.items() if known else ()

    def checklist(f, at, value):
        if not isinstance(value, str):
            f.add(at, "wrong_type")
        elif value != c.ID:
            f.add(at, "unknown_checklist")

    def version(f, at, value):
        if not is_int(value):
            f.add(at, "wrong_type")
        elif value != c.VERSION and data.get("checklist") == c.ID:
            f.add(at, "unknown_checklist")

    def overdue(f, at, value):
        if isinstance(value, float):
            f.add(at, "wrong_type")
        elif not isinstance(value, bool):
            whole(f, at, value, NOT_NEGATIVE)

    def accepted(f, at, value):
        if not isinstance(value, bool):
            f.add(at, "wrong_type")

    required = {"checklist": checklist, "version": version, "answers": answers}
    optional = {"flags": flags, "weights": weights, "overdue_open": overdue, "visit_na_accepted": accepted}
    members(faults, "", data, required, optional)
    return faults.sorted()
