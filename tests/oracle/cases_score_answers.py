"""The score vectors: gates, bands, faulty lines, random audits."""

import random

import checklist as c
from answers import EVERYTHING, perfect
from audits import BONUSES, failed, make
from cases_score_points import RESTROOM, weights

GATE = "restroom.open_to_customers"
BAND_ITEMS = [i for i in c.ITEMS if i["answer"]["type"] in ("measured", "count")]


def gates(add):
    def without(values, **changed):
        return {**{i: None for i in RESTROOM}, GATE: values, **{f"restroom.{k}": v for k, v in changed.items()}}

    add(
        "restroom-locked",
        "Restroom locked: 54 to 58 without an answer are implied misses, answered with 0; the touchpoint "
        "is covered and earns nothing",
        make({}, without(False)),
    )
    add(
        "restroom-locked-absent",
        "The same with the answers absent instead of null",
        {**make({}), "answers": {k: v for k, v in perfect({}).items() if k not in RESTROOM} | {GATE: False}},
    )
    add(
        "restroom-locked-with-answers",
        "Answers that were given stand: smell and sign were judged from outside",
        make({}, without(False, no_odor=1, sign_and_cleaning_log=2)),
    )
    add(
        "restroom-locked-all-answered",
        "Locked, yet all was answered: nothing is implied",
        make({}, {GATE: False, "restroom.supplies_stocked": 1}),
    )
    add(
        "restroom-gate-not-observed",
        "The gate itself was not observed: nothing is implied, 54 to 58 are not observed, the "
        "touchpoint falls below 60 %",
        make({}, without(None)),
    )
    add(
        "restroom-gate-passed",
        "Open restroom: a gated item without an answer is not observed, not missed",
        make({}, {"restroom.no_odor": None}),
    )
    add(
        "restroom-gate-na",
        "No restroom: an answer on the gate is ignored and implies nothing",
        make({"st.has_restroom": False}, {GATE: False}),
    )
    add(
        "restroom-locked-weight-zero",
        "Locked restroom of weight 0: base 10000, but the major items at 0 (implied ones too) block five stars",
        make({}, without(False), weights=weights(restroom=0)),
    )
    add(
        "restroom-locked-bonus",
        "The bonus of the touchpoint is no gated item",
        make({}, {**without(False), BONUSES[2]: True}),
    )
    add(
        "restroom-locked-one-red-line",
        "Locked restroom and a red line elsewhere",
        make({}, {**without(False), **failed("safety.engine_off_enforced")}),
    )


def bands(add):
    show = [i["id"] for i in BAND_ITEMS]
    for position in range(4):
        at, over = {}, {}
        for item in BAND_ITEMS:
            bounds = [b["le"] for b in item["answer"]["bands"]]
            bound = bounds[min(position, len(bounds) - 1)]
            at[item["id"]], over[item["id"]] = bound, bound + 1
        add(
            f"bands-at-bound-{position + 1}",
            f"Every measured and count item exactly at its bound {position + 1} (or its last): bounds are inclusive",
            make(EVERYTHING, at),
            show=show,
        )
        add(
            f"bands-over-bound-{position + 1}",
            f"Every measured and count item one above its bound {position + 1} (or its last): the next band, or 0",
            make(EVERYTHING, over),
            show=show,
        )
    times = [i["id"] for i in BAND_ITEMS if i["answer"]["type"] == "measured"]
    add(
        "never-happened",
        "9999 s is 'never happened', not a long time: 0 points for each measured item",
        make(EVERYTHING, dict.fromkeys(times, c.NEVER)),
        show=times,
    )
    add(
        "almost-never",
        "9998 s is a time above the last bound",
        make(EVERYTHING, dict.fromkeys(times, 9998)),
        show=times,
    )
    add("zero-seconds", "0 is a time like any other, full marks", make(EVERYTHING, dict.fromkeys(times, 0)), show=times)
    graded = [i["id"] for i in c.ITEMS if i["answer"]["type"] == "graded"]
    for grade in (0, 1, 2):
        add(
            f"graded-{grade}",
            f"Every graded item at {grade}: {50 * grade} % of its points",
            make(EVERYTHING, dict.fromkeys(graded, grade)),
            show=graded,
        )
    yes_no = [i["id"] for i in c.ITEMS if i["answer"]["type"] == "pass_fail" and i["severity"] in ("major", "minor")]
    add(
        "pass-fail-all-failed",
        "Every pass/fail item but the red lines failed",
        make(EVERYTHING, dict.fromkeys(yes_no, False)),
        show=yes_no,
    )


def faults(add):
    def fault(name, why, change):
        data = make({})
        change(data)
        add("fault-" + name, why, data)

    fault("unknown-item", "An item the checklist does not know", lambda d: d["answers"].update({"store.parking": True}))
    fault("unknown-flag", "A flag that does not exist", lambda d: d["flags"].update({"v.raining": True}))
    fault("unknown-field", "A top-level field that does not exist", lambda d: d.update(shop="A1"))
    fault("unknown-checklist", "Another checklist", lambda d: d.update(checklist="station-70"))
    fault("unknown-version", "A version that does not exist", lambda d: d.update(version=2))
    fault("checklist-number", "The checklist's name is a text", lambda d: d.update(checklist=69))
    fault("version-text", "The version is a number", lambda d: d.update(version="1"))
    fault(
        "unknown-checklist-hides-answers",
        "Without a known checklist nobody can say what is wrong with an answer, only with the line",
        lambda d: (d.update(checklist="station-70", shop="A1"), d["answers"].update({"store.parking": True})),
    )
    fault("missing-checklist", "A line names its checklist", lambda d: d.pop("checklist"))
    fault("missing-version", "And its version", lambda d: d.pop("version"))
    fault("flags-list", "Flags are an object", lambda d: d.update(flags=["v.night"]))
    fault("answers-list", "Answers are an object", lambda d: d.update(answers=[]))
    fault(
        "weights-text",
        "A weight is a number",
        lambda d: d.update(weights={**{t: w for t, (_, w) in c.TOUCHPOINTS.items()}, "store": "800"}),
    )
    fault(
        "weights-fraction",
        "A whole one",
        lambda d: d.update(weights={**{t: w for t, (_, w) in c.TOUCHPOINTS.items()}, "store": 800.5}),
    )
    fault("overdue-text", "overdue_open is yes, no or a number", lambda d: d.update(overdue_open="1"))
    fault("overdue-negative", "Not below 0", lambda d: d.update(overdue_open=-1))
    fault("accepted-number", "visit_na_accepted is yes or no", lambda d: d.update(visit_na_accepted=1))
    fault(
        "pass-fail-number",
        "A number where yes or no belongs",
        lambda d: d["answers"].update({"approach.price_board_matches_pump": 1}),
    )
    fault(
        "graded-boolean", "Yes where a grade belongs", lambda d: d["answers"].update({"payment.receipt_complete": True})
    )
    fault("graded-3", "A grade above the highest", lambda d: d["answers"].update({"payment.receipt_complete": 3}))
    fault("graded-negative", "A negative grade", lambda d: d["answers"].update({"payment.receipt_complete": -1}))
    fault("measured-10000", "A time above 9999", lambda d: d["answers"].update({"entry.guidance_within_10s": 10000}))
    fault("measured-negative", "A negative time", lambda d: d["answers"].update({"entry.guidance_within_10s": -1}))
    fault(
        "measured-fraction",
        "A fraction of a second: the phone drops it, the server does not guess",
        lambda d: d["answers"].update({"entry.guidance_within_10s": 9.5}),
    )
    fault("measured-text", "A time as text", lambda d: d["answers"].update({"entry.guidance_within_10s": "9"}))
    fault("count-negative", "A negative count", lambda d: d["answers"].update({"store.shelf_availability": -1}))
    fault(
        "count-1000",
        "A count above what the checklist allows",
        lambda d: d["answers"].update({"store.shelf_availability": 1000}),
    )
    fault("count-4-of-3", "Four of three", lambda d: d["answers"].update({"restroom.supplies_stocked": 4}))
    fault(
        "na-item-wrong-type",
        "Also an answer that would be ignored must be of its type",
        lambda d: (d["flags"].update({"st.has_store": False}), d["answers"].update({"store.entry_greeting": 2})),
    )
    fault("flag-wrong-type", "A flag that is neither yes nor no", lambda d: d["flags"].update({"v.night": 1}))
    fault("queue-wrong-type", "The queue is a number", lambda d: d["flags"].update({"v.queue_len": True}))
    fault("queue-negative", "The queue cannot be negative", lambda d: d["flags"].update({"v.queue_len": -1}))
    default = {t: w for t, (_, w) in c.TOUCHPOINTS.items()}
    fault("weights-sum-9999", "Weights that sum to 9999", lambda d: d.update(weights={**default, "store": 799}))
    fault("weights-sum-10001", "Weights that sum to 10001", lambda d: d.update(weights={**default, "store": 801}))
    fault(
        "weights-incomplete",
        "Weights that leave a touchpoint out, though they sum to 10000",
        lambda d: d.update(weights={t: w for t, w in {**default, "approach": 1600}.items() if t != "store"}),
    )
    fault(
        "weights-unknown",
        "A weight for a touchpoint that does not exist",
        lambda d: d.update(weights={**default, "shop": 0}),
    )
    fault(
        "weights-negative",
        "A negative weight, though the sum is right",
        lambda d: d.update(weights={**default, "store": -1, "approach": 1601}),
    )
    fault(
        "several",
        "All faults of a line are told at once",
        lambda d: (
            d["answers"].update({"store.parking": True, "payment.receipt_complete": 5, "greeting.badge_worn": "yes"}),
            d["flags"].update({"st.has_roof": True}),
            d.update(weights={**default, "store": 0}),
        ),
    )


def random_audits(add):
    for seed in range(1, 31):
        rng = random.Random(seed)
        add(
            f"random-{seed}",
            f"Random answers and flags (seed {seed}): nothing special, guards the interplay",
            random_input(rng),
            show=[],
        )


def random_input(rng):
    """A line with random flags, answers, gaps, answers on N/A items and sometimes weights."""
    flags = {f: rng.random() < 0.8 for f in c.STATION_FLAGS if rng.random() < 0.7}
    flags |= {f: rng.random() < 0.3 for f in c.VISIT_FLAGS if f != "v.queue_len" and rng.random() < 0.7}
    if rng.random() < 0.7:
        flags["v.queue_len"] = rng.randrange(6)
    gaps, good = rng.choice((0.0, 0.03, 0.1)), rng.choice((0.6, 0.85, 0.95))
    answers = {}
    for item in c.ITEMS:
        if rng.random() < gaps:
            continue
        kind = item["answer"]["type"]
        if kind == "pass_fail":
            answers[item["id"]] = rng.random() < (0.985 if item["severity"] == "critical" else good)
        elif kind == "graded":
            answers[item["id"]] = 2 if rng.random() < good else rng.randrange(2)
        else:
            last = item["answer"]["bands"][-1]["le"]
            answers[item["id"]] = 0 if rng.random() < good else rng.randrange(last + 2)
            if kind == "measured" and rng.random() < 0.02:
                answers[item["id"]] = c.NEVER
    data = {"checklist": c.ID, "version": c.VERSION, "flags": flags, "answers": answers}
    if rng.random() < 0.4:
        cuts = sorted(rng.randrange(10001) for _ in range(9))
        data["weights"] = {t: b - a for t, a, b in zip(c.TOUCHPOINTS, [0, *cuts], [*cuts, 10000])}
    if rng.random() < 0.2:
        data["overdue_open"] = rng.randrange(3)
    if rng.random() < 0.5:
        data["visit_na_accepted"] = rng.random() < 0.7
    return data
