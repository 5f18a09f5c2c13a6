"""The score vectors: touchpoints, N/A, coverage, gates, bands, weights, faulty lines, random audits."""

import random

import checklist as c
from answers import EVERYTHING, perfect
from cases_score import BONUSES, EXAMPLE_3_WEIGHTS, RED_LINES, failed, make

RESTROOM = [i["id"] for i in c.ITEMS if i["touchpoint"] == "restroom" and not c.is_bonus(i)]
GATE = "restroom.open_to_customers"
BAND_ITEMS = [i for i in c.ITEMS if i["answer"]["type"] in ("measured", "count")]


def weights(**named):
    """Client weights: the named ones, the rest shared so that the sum is 10000."""
    rest = [t for t in c.TOUCHPOINTS if t not in named]
    left = 10000 - sum(named.values())
    out = {t: named.get(t, left // len(rest)) for t in c.TOUCHPOINTS}
    out[rest[0]] += left - (left // len(rest)) * len(rest)
    return out


def touchpoints(add):
    thin = {"st.has_air_water": False, "st.has_car_wash": False}
    add("thin-touchpoint", "Only the kit (10 points) is left of amenities and earns 0: the touchpoint shows 0, the audit "
        "loses 10 points, not the touchpoint's weight", make(thin, {"amenities.kit_complete": 3}))
    add("thin-touchpoint-heavy-weight", "The same with a client weight of 4000 on amenities: one point is worth w/N, so "
        "10 points are a quarter of the weight",
        make(thin, {"amenities.kit_complete": 3}, weights=weights(amenities=4000)))
    safety_0 = weights(safety=0)
    add("weight-zero", "A touchpoint of weight 0 is shown, not counted: its losses leave the base at 10000",
        make({}, {"safety.extinguisher_ready": 1}, weights=safety_0))
    add("weight-zero-red-line", "Its red lines still count: 10000 is capped at 5999",
        make({}, failed("safety.no_petrol_in_plastic"), weights=safety_0))
    add("weight-zero-coverage", "Coverage is unweighted: a touchpoint of weight 0 that was not observed makes the audit "
        "incomplete", make({}, {i: None for i in RESTROOM}, weights=weights(restroom=0)))
    add("weight-all-on-one", "All weight on the restroom: its 86 of 100 is the base",
        make({}, {"restroom.no_odor": 1, "restroom.supplies_stocked": 1}, weights=weights(restroom=10000)))
    only_store = weights(store=10000)
    add("no-weighted-points", "All weight on the store and no store: nothing to divide by, invalid",
        make({"st.has_store": False}, weights=only_store))
    add("no-weighted-points-not-observed", "All weight on a touchpoint where nothing was seen: two reasons, base null",
        make({}, {i: None for i in RESTROOM}, weights=weights(restroom=10000)))
    add("no-weighted-points-red-line-and-bonus", "Without a base no bonus counts and there is no final score; red lines "
        "are still told", make({"st.has_store": False}, {**failed(0), BONUSES[0]: True}, weights=only_store))
    add("client-weights", "A client's weights on a visit with losses everywhere",
        make(EVERYTHING, {"approach.night_sign_lit": 1, "entry.pumps_in_service": 2, "greeting.badge_worn": False,
                          "fueling.dispenser_clean_legible": 1, "safety.estop_and_warning_signs": 1,
                          "payment.methods_available": 1, "store.shelf_availability": 6, "restroom.fixtures_working": 2,
                          "amenities.air_water_usable": 0, "farewell.exit_guided_safely": 0},
             weights=EXAMPLE_3_WEIGHTS))
    add("client-weights-uneven", "Weights without a common measure: exact fractions, one rounding",
        make(EVERYTHING, {"approach.night_canopy_lit": 2, "greeting.posture_and_focus": 1, "payment.invoice_time": 181},
             weights=dict(zip(c.TOUCHPOINTS, (997, 1009, 1013, 991, 983, 977, 1019, 1021, 971, 1019)))))
    add("weights-as-default", "Weights given as the default ones change nothing",
        make({}, {"store.entry_greeting": False}, weights={t: w for t, (_, w) in c.TOUCHPOINTS.items()}))
    add("red-line-touchpoint-grade", "The touchpoint with the red line keeps its score and is graded fail; the others keep "
        "their grades", make({}, {**failed("payment.invoice_not_refused"), "entry.guidance_within_10s": 25}))


def not_applicable(add):
    add("na-amenities-all", "All of amenities N/A: no score for it, null and not 0; the rest decides",
        make({"st.has_air_water": False, "st.kit_committed": False, "st.has_car_wash": False}))
    add("na-store-none", "No store: 80 points leave, the critical store item is N/A by predicate",
        make({"st.has_store": False}, {"entry.nozzle_layout_clear": 1}))
    add("na-store-closed", "Closed store (decision 9): the same six items N/A, and store_closed keeps its value, so they "
        "are not visit-caused", make({"v.store_closed": True}, {"entry.nozzle_layout_clear": 1}))
    add("na-restroom-none", "No restroom: 100 points leave", make({"st.has_restroom": False}, {"payment.receipt_complete": 1}))
    add("na-self-service", "Self-service at a staffed station: eleven items N/A, none of them visit-caused",
        make({"v.self_service": True}, {"greeting.uniform_compliant": 1}))
    add("na-unattended", "Forecourt without staff: also uniform, badge, posture and enquiry are N/A; the red lines stay",
        make({"st.staffed": False}, {"payment.receipt_complete": 1}))
    add("na-day-and-night-day", "By day the two light items are N/A (30 points visit-caused); answers to them are ignored",
        make({}, {"approach.night_sign_lit": 5, "approach.night_canopy_lit": 4}))
    add("na-day-and-night-night", "At night the same answers count", make({"v.night": True},
        {"approach.night_sign_lit": 5, "approach.night_canopy_lit": 4}))
    add("na-queue-two", "A queue of two: lane management is N/A", make({"v.queue_len": 2}))
    add("na-queue-three", "A queue of three: lane management applies",
        make({"v.queue_len": 3}, {"entry.peak_lane_management": False}))
    add("na-cash-paid", "Paid in cash: the payee red line is N/A by predicate, the audit stays valid, 24 points are "
        "visit-caused", make({"v.cash_paid": True}))
    add("na-cash-paid-ignored-red-line", "An answer 'failed' on that N/A red line is ignored: k stays 0",
        make({"v.cash_paid": True}, failed("payment.official_payee_only")))
    add("na-answers-ignored", "Answers on N/A items are listed and not scored; null is no answer",
        make({"st.has_store": False, "st.has_car_wash": False},
             {"store.entry_greeting": False, "store.no_expired_goods": False, "store.shelf_availability": 40,
              "store.clean_and_lit": None, "amenities.car_wash_as_advertised": True}))
    add("na-shopper-delay", "A timing spoilt by the shopper: cycle time N/A, the value is ignored",
        make({"v.shopper_delay": True}, {"fueling.service_cycle_time": 9999}))
    add("na-hours-24h", "Open 24 h and fuel supplied: no hours notice is needed; caused by the station, not by the visit",
        make({"st.is_24h": True}))
    add("na-hours-suspended", "Open 24 h but supply suspended: the notice applies",
        make({"st.is_24h": True, "v.service_suspended": True}, {"approach.hours_notice_true": False}))
    most = {"v.cash_paid": True, "v.self_pay": True, "v.bulk_or_truck": True}
    add("visit-na-149", "149 points N/A because of the visit: within 150 (150 itself cannot be reached in this version)",
        make({**most, "v.queue_len": 3, "v.invoice_self_service": True}))
    add("visit-na-151", "151 points: over the limit and not accepted, no score", make(most))
    add("visit-na-151-not-accepted", "The same, said explicitly", make(most, visit_na_accepted=False))
    add("visit-na-151-accepted", "A second review accepted it: scored", make(most, visit_na_accepted=True))
    add("visit-na-161", "Everything a visit can cause: 161 points", make({**most, "v.invoice_self_service": True}))


def coverage(add):
    def unseen(*items):
        return dict.fromkeys(items)

    gone = gap(150)
    add("coverage-8500", "850 of 1000 points answered: exactly 85 % is enough", make(EVERYTHING, unseen(*gone)))
    gone = gap(151)
    add("coverage-8490", "849 of 1000 points: just under 85 %, incomplete, yet base and touchpoints are told",
        make(EVERYTHING, unseen(*gone)))
    add("touchpoint-60", "Restroom 60 of 100 answered: exactly 60 % is enough",
        make({}, unseen("restroom.clean_surfaces", "restroom.no_odor")))
    entry = ("entry.guidance_within_10s", "entry.guidance_gesture", "entry.nozzle_layout_clear")
    add("touchpoint-60-of-90", "Entry 54 of 90: exactly 60 %", make(EVERYTHING, unseen(*entry)))
    entry = ("entry.queue_wait_to_pump", "entry.pumps_in_service", "entry.nozzle_layout_clear")
    add("touchpoint-under-60", "Entry 52 of 90 is the next below 60 %: incomplete though the audit is above 85 %",
        make(EVERYTHING, unseen(*entry)))
    add("touchpoint-thin-unseen", "The only applicable item of amenities was not seen: 0 of 10, incomplete",
        make({"st.has_air_water": False, "st.has_car_wash": False}, unseen("amenities.kit_complete")))
    add("touchpoint-several", "Several reasons come in the order of the checklist",
        make({}, unseen("entry.queue_wait_to_pump", "entry.pumps_in_service", "entry.guidance_within_10s",
                        "farewell.polite_farewell", "farewell.enquiry_handled", "amenities.kit_complete",
                        "amenities.car_wash_as_advertised", "fueling.correct_grade_dispensed",
                        "greeting.no_conflict_with_customer")))
    for item in RED_LINES:
        add(f"critical-unanswered-{item}", f"The red line {item} without an answer: incomplete whatever the coverage",
            make(EVERYTHING, unseen(item)))
    add("critical-unanswered-base", "Coverage, base and bonus are still told when a red line has no answer",
        make({}, {"safety.engine_off_enforced": None, BONUSES[0]: True, BONUSES[3]: True}))
    add("nothing-observed", "No answer at all: every reason, coverage 0, base null", {**make({}), "answers": {}})
    add("nothing-observed-nulls", "Null is the same as absent", {**make({}), "answers": dict.fromkeys(perfect({}))})
    add("invalid-keeps-red-lines", "An incomplete audit still tells its red lines",
        make({}, {**unseen(*RESTROOM), **failed("safety.no_smoking_or_flame")}))


def gap(points):
    """Items worth exactly `points` to leave out, at most 40 % of each touchpoint, no red line."""
    room = {t: n * 2 // 5 for t, (n, _) in c.TOUCHPOINTS.items()}
    reached = {0: ()}
    for item in c.ITEMS:
        if item["severity"] in ("critical", "bonus"):
            continue
        for so_far, items in sorted(reached.items(), reverse=True):
            used = sum(c.BY_ID[i]["points"] for i in items if c.BY_ID[i]["touchpoint"] == item["touchpoint"])
            total = so_far + item["points"]
            if used + item["points"] <= room[item["touchpoint"]] and total <= points and total not in reached:
                reached[total] = (*items, item["id"])
    return reached[points]


def gates(add):
    def without(values, **changed):
        return {**{i: None for i in RESTROOM}, GATE: values, **{f"restroom.{k}": v for k, v in changed.items()}}

    add("restroom-locked", "Restroom locked: 54 to 58 without an answer are implied misses, answered with 0; the touchpoint "
        "is covered and earns nothing", make({}, without(False)))
    add("restroom-locked-absent", "The same with the answers absent instead of null",
        {**make({}), "answers": {k: v for k, v in perfect({}).items() if k not in RESTROOM} | {GATE: False}})
    add("restroom-locked-with-answers", "Answers that were given stand: smell and sign were judged from outside",
        make({}, without(False, no_odor=1, sign_and_cleaning_log=2)))
    add("restroom-locked-all-answered", "Locked, yet all was answered: nothing is implied",
        make({}, {GATE: False, "restroom.supplies_stocked": 1}))
    add("restroom-gate-not-observed", "The gate itself was not observed: nothing is implied, 54 to 58 are not observed, the "
        "touchpoint falls below 60 %", make({}, without(None)))
    add("restroom-gate-passed", "Open restroom: a gated item without an answer is not observed, not missed",
        make({}, {"restroom.no_odor": None}))
    add("restroom-gate-na", "No restroom: an answer on the gate is ignored and implies nothing",
        make({"st.has_restroom": False}, {GATE: False}))
    add("restroom-locked-weight-zero", "Locked restroom of weight 0: base 10000, but the major items at 0 (implied ones "
        "too) block five stars", make({}, without(False), weights=weights(restroom=0)))
    add("restroom-locked-bonus", "The bonus of the touchpoint is no gated item", make({}, {**without(False), BONUSES[2]: True}))
    add("restroom-locked-one-red-line", "Locked restroom and a red line elsewhere",
        make({}, {**without(False), **failed("safety.engine_off_enforced")}))


def bands(add):
    show = [i["id"] for i in BAND_ITEMS]
    for position in range(4):
        at, over = {}, {}
        for item in BAND_ITEMS:
            bounds = [b["le"] for b in item["answer"]["bands"]]
            bound = bounds[min(position, len(bounds) - 1)]
            at[item["id"]], over[item["id"]] = bound, bound + 1
        add(f"bands-at-bound-{position + 1}", f"Every measured and count item exactly at its bound {position + 1} (or its "
            "last): bounds are inclusive", make(EVERYTHING, at), show=show)
        add(f"bands-over-bound-{position + 1}", f"Every measured and count item one above its bound {position + 1} (or its "
            "last): the next band, or 0", make(EVERYTHING, over), show=show)
    times = [i["id"] for i in BAND_ITEMS if i["answer"]["type"] == "measured"]
    add("never-happened", "9999 s is 'never happened', not a long time: 0 points for each measured item",
        make(EVERYTHING, dict.fromkeys(times, c.NEVER)), show=times)
    add("almost-never", "9998 s is a time above the last bound", make(EVERYTHING, dict.fromkeys(times, 9998)), show=times)
    add("zero-seconds", "0 is a time like any other, full marks", make(EVERYTHING, dict.fromkeys(times, 0)), show=times)
    graded = [i["id"] for i in c.ITEMS if i["answer"]["type"] == "graded"]
    for grade in (0, 1, 2):
        add(f"graded-{grade}", f"Every graded item at {grade}: {50 * grade} % of its points",
            make(EVERYTHING, dict.fromkeys(graded, grade)), show=graded)
    yes_no = [i["id"] for i in c.ITEMS if i["answer"]["type"] == "pass_fail" and i["severity"] in ("major", "minor")]
    add("pass-fail-all-failed", "Every pass/fail item but the red lines failed",
        make(EVERYTHING, dict.fromkeys(yes_no, False)), show=yes_no)


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
    fault("unknown-checklist-hides-answers", "Without a known checklist nobody can say what is wrong with an answer, only with the line",
          lambda d: (d.update(checklist="station-70", shop="A1"), d["answers"].update({"store.parking": True})))
    fault("missing-checklist", "A line names its checklist", lambda d: d.pop("checklist"))
    fault("missing-version", "And its version", lambda d: d.pop("version"))
    fault("flags-list", "Flags are an object", lambda d: d.update(flags=["v.night"]))
    fault("answers-list", "Answers are an object", lambda d: d.update(answers=[]))
    fault("weights-text", "A weight is a number", lambda d: d.update(weights={**{t: w for t, (_, w) in c.TOUCHPOINTS.items()}, "store": "800"}))
    fault("weights-fraction", "A whole one", lambda d: d.update(weights={**{t: w for t, (_, w) in c.TOUCHPOINTS.items()}, "store": 800.5}))
    fault("overdue-text", "overdue_open is yes, no or a number", lambda d: d.update(overdue_open="1"))
    fault("overdue-negative", "Not below 0", lambda d: d.update(overdue_open=-1))
    fault("accepted-number", "visit_na_accepted is yes or no", lambda d: d.update(visit_na_accepted=1))
    fault("pass-fail-number", "A number where yes or no belongs",
          lambda d: d["answers"].update({"approach.price_board_matches_pump": 1}))
    fault("graded-boolean", "Yes where a grade belongs", lambda d: d["answers"].update({"payment.receipt_complete": True}))
    fault("graded-3", "A grade above the highest", lambda d: d["answers"].update({"payment.receipt_complete": 3}))
    fault("graded-negative", "A negative grade", lambda d: d["answers"].update({"payment.receipt_complete": -1}))
    fault("measured-10000", "A time above 9999", lambda d: d["answers"].update({"entry.guidance_within_10s": 10000}))
    fault("measured-negative", "A negative time", lambda d: d["answers"].update({"entry.guidance_within_10s": -1}))
    fault("measured-fraction", "A fraction of a second: the phone drops it, the server does not guess",
          lambda d: d["answers"].update({"entry.guidance_within_10s": 9.5}))
    fault("measured-text", "A time as text", lambda d: d["answers"].update({"entry.guidance_within_10s": "9"}))
    fault("count-negative", "A negative count", lambda d: d["answers"].update({"store.shelf_availability": -1}))
    fault("count-1000", "A count above what the checklist allows", lambda d: d["answers"].update({"store.shelf_availability": 1000}))
    fault("count-4-of-3", "Four of three", lambda d: d["answers"].update({"restroom.supplies_stocked": 4}))
    fault("na-item-wrong-type", "Also an answer that would be ignored must be of its type",
          lambda d: (d["flags"].update({"st.has_store": False}), d["answers"].update({"store.entry_greeting": 2})))
    fault("flag-wrong-type", "A flag that is neither yes nor no", lambda d: d["flags"].update({"v.night": 1}))
    fault("queue-wrong-type", "The queue is a number", lambda d: d["flags"].update({"v.queue_len": True}))
    fault("queue-negative", "The queue cannot be negative", lambda d: d["flags"].update({"v.queue_len": -1}))
    default = {t: w for t, (_, w) in c.TOUCHPOINTS.items()}
    fault("weights-sum-9999", "Weights that sum to 9999", lambda d: d.update(weights={**default, "store": 799}))
    fault("weights-sum-10001", "Weights that sum to 10001", lambda d: d.update(weights={**default, "store": 801}))
    fault("weights-incomplete", "Weights that leave a touchpoint out, though they sum to 10000",
          lambda d: d.update(weights={t: w for t, w in {**default, "approach": 1600}.items() if t != "store"}))
    fault("weights-unknown", "A weight for a touchpoint that does not exist",
          lambda d: d.update(weights={**default, "shop": 0}))
    fault("weights-negative", "A negative weight, though the sum is right",
          lambda d: d.update(weights={**default, "store": -1, "approach": 1601}))
    fault("several", "All faults of a line are told at once",
          lambda d: (d["answers"].update({"store.parking": True, "payment.receipt_complete": 5,
                                          "greeting.badge_worn": "yes"}),
                     d["flags"].update({"st.has_roof": True}), d.update(weights={**default, "store": 0})))


def random_audits(add):
    for seed in range(1, 31):
        rng = random.Random(seed)
        add(f"random-{seed}", f"Random answers and flags (seed {seed}): nothing special, guards the interplay",
            random_input(rng), show=[])


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
