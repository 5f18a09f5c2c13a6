"""The score vectors: touchpoints and weights, N/A, coverage."""

import checklist as c
from answers import EVERYTHING, perfect
from audits import BONUSES, EXAMPLE_3_WEIGHTS, RED_LINES, failed, make

RESTROOM = [i["id"] for i in c.ITEMS if i["touchpoint"] == "restroom" and not c.is_bonus(i)]


def weights(**named):
    """Client weights: the named ones, the rest shared so that the sum is 10000."""
    rest = [t for t in c.TOUCHPOINTS if t not in named]
    left = 10000 - sum(named.values())
    out = {t: named.get(t, left // len(rest)) for t in c.TOUCHPOINTS}
    out[rest[0]] += left - (left // len(rest)) * len(rest)
    return out


def touchpoints(add):
    thin = {"st.has_air_water": False, "st.has_car_wash": False}
    add(
        "thin-touchpoint",
        "Only the kit (10 points) is left of amenities and earns 0: the touchpoint shows 0, the audit "
        "loses 10 points, not the touchpoint's weight",
        make(thin, {"amenities.kit_complete": 3}),
    )
    add(
        "thin-touchpoint-heavy-weight",
        "The same with a client weight of 4000 on amenities: one point is worth w/N, so "
        "10 points are a quarter of the weight",
        make(thin, {"amenities.kit_complete": 3}, weights=weights(amenities=4000)),
    )
    safety_0 = weights(safety=0)
    add(
        "weight-zero",
        "A touchpoint of weight 0 is shown, not counted: its losses leave the base at 10000",
        make({}, {"safety.extinguisher_ready": 1}, weights=safety_0),
    )
    add(
        "weight-zero-red-line",
        "Its red lines still count: 10000 is capped at 5999",
        make({}, failed("safety.no_petrol_in_plastic"), weights=safety_0),
    )
    add(
        "weight-zero-coverage",
        "Coverage is unweighted: a touchpoint of weight 0 that was not observed makes the audit incomplete",
        make({}, {i: None for i in RESTROOM}, weights=weights(restroom=0)),
    )
    add(
        "weight-all-on-one",
        "All weight on the restroom: its 86 of 100 is the base",
        make({}, {"restroom.no_odor": 1, "restroom.supplies_stocked": 1}, weights=weights(restroom=10000)),
    )
    only_store = weights(store=10000)
    add(
        "no-weighted-points",
        "All weight on the store and no store: nothing to divide by, invalid",
        make({"st.has_store": False}, weights=only_store),
    )
    add(
        "no-weighted-points-not-observed",
        "All weight on a touchpoint where nothing was seen: two reasons, base null",
        make({}, {i: None for i in RESTROOM}, weights=weights(restroom=10000)),
    )
    add(
        "no-weighted-points-red-line-and-bonus",
        "Without a base no bonus counts and there is no final score; red lines are still told",
        make({"st.has_store": False}, {**failed(0), BONUSES[0]: True}, weights=only_store),
    )
    add(
        "client-weights",
        "A client's weights on a visit with losses everywhere",
        make(
            EVERYTHING,
            {
                "approach.night_sign_lit": 1,
                "entry.pumps_in_service": 2,
                "greeting.badge_worn": False,
                "fueling.dispenser_clean_legible": 1,
                "safety.estop_and_warning_signs": 1,
                "payment.methods_available": 1,
                "store.shelf_availability": 6,
                "restroom.fixtures_working": 2,
                "amenities.air_water_usable": 0,
                "farewell.exit_guided_safely": 0,
            },
            weights=EXAMPLE_3_WEIGHTS,
        ),
    )
    add(
        "client-weights-uneven",
        "Weights without a common measure: exact fractions, one rounding",
        make(
            EVERYTHING,
            {"approach.night_canopy_lit": 2, "greeting.posture_and_focus": 1, "payment.invoice_time": 181},
            weights=dict(zip(c.TOUCHPOINTS, (997, 1009, 1013, 991, 983, 977, 1019, 1021, 971, 1019))),
        ),
    )
    add(
        "weights-as-default",
        "Weights given as the default ones change nothing",
        make({}, {"store.entry_greeting": False}, weights={t: w for t, (_, w) in c.TOUCHPOINTS.items()}),
    )
    add(
        "red-line-touchpoint-grade",
        "The touchpoint with the red line keeps its score and is graded fail; the others keep their grades",
        make({}, {**failed("payment.invoice_not_refused"), "entry.guidance_within_10s": 25}),
    )


def not_applicable(add):
    add(
        "na-amenities-all",
        "All of amenities N/A: no score for it, null and not 0; the rest decides",
        make({"st.has_air_water": False, "st.kit_committed": False, "st.has_car_wash": False}),
    )
    add(
        "na-store-none",
        "No store: 80 points leave, the critical store item is N/A by predicate",
        make({"st.has_store": False}, {"entry.nozzle_layout_clear": 1}),
    )
    add(
        "na-store-closed",
        "Closed store (decision 9): the same six items N/A, and store_closed keeps its value, so they "
        "are not visit-caused",
        make({"v.store_closed": True}, {"entry.nozzle_layout_clear": 1}),
    )
    add(
        "na-restroom-none",
        "No restroom: 100 points leave",
        make({"st.has_restroom": False}, {"payment.receipt_complete": 1}),
    )
    add(
        "na-self-service",
        "Self-service at a staffed station: eleven items N/A, none of them visit-caused",
        make({"v.self_service": True}, {"greeting.uniform_compliant": 1}),
    )
    add(
        "na-unattended",
        "Forecourt without staff: also uniform, badge, posture and enquiry are N/A; the red lines stay",
        make({"st.staffed": False}, {"payment.receipt_complete": 1}),
    )
    add(
        "na-day-and-night-day",
        "By day the two light items are N/A (30 points visit-caused); answers to them are ignored",
        make({}, {"approach.night_sign_lit": 5, "approach.night_canopy_lit": 4}),
    )
    add(
        "na-day-and-night-night",
        "At night the same answers count",
        make({"v.night": True}, {"approach.night_sign_lit": 5, "approach.night_canopy_lit": 4}),
    )
    add("na-queue-two", "A queue of two: lane management is N/A", make({"v.queue_len": 2}))
    add(
        "na-queue-three",
        "A queue of three: lane management applies",
        make({"v.queue_len": 3}, {"entry.peak_lane_management": False}),
    )
    add(
        "na-cash-paid",
        "Paid in cash: the payee red line is N/A by predicate, the audit stays valid, 24 points are visit-caused",
        make({"v.cash_paid": True}),
    )
    add(
        "na-cash-paid-ignored-red-line",
        "An answer 'failed' on that N/A red line is ignored: k stays 0",
        make({"v.cash_paid": True}, failed("payment.official_payee_only")),
    )
    add(
        "na-answers-ignored",
        "Answers on N/A items are listed and not scored; null is no answer",
        make(
            {"st.has_store": False, "st.has_car_wash": False},
            {
                "store.entry_greeting": False,
                "store.no_expired_goods": False,
                "store.shelf_availability": 40,
                "store.clean_and_lit": None,
                "amenities.car_wash_as_advertised": True,
            },
        ),
    )
    add(
        "na-shopper-delay",
        "A timing spoilt by the shopper: cycle time N/A, the value is ignored",
        make({"v.shopper_delay": True}, {"fueling.service_cycle_time": 9999}),
    )
    add(
        "na-hours-24h",
        "Open 24 h and fuel supplied: no hours notice is needed; caused by the station, not by the visit",
        make({"st.is_24h": True}),
    )
    add(
        "na-hours-suspended",
        "Open 24 h but supply suspended: the notice applies",
        make({"st.is_24h": True, "v.service_suspended": True}, {"approach.hours_notice_true": False}),
    )
    most = {"v.cash_paid": True, "v.self_pay": True, "v.bulk_or_truck": True}
    add(
        "visit-na-149",
        "149 points N/A because of the visit: within 150 (150 itself cannot be reached in this version)",
        make({**most, "v.queue_len": 3, "v.invoice_self_service": True}),
    )
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
    add(
        "coverage-8490",
        "849 of 1000 points: just under 85 %, incomplete, yet base and touchpoints are told",
        make(EVERYTHING, unseen(*gone)),
    )
    add(
        "touchpoint-60",
        "Restroom 60 of 100 answered: exactly 60 % is enough",
        make({}, unseen("restroom.clean_surfaces", "restroom.no_odor")),
    )
    entry = ("entry.guidance_within_10s", "entry.guidance_gesture", "entry.nozzle_layout_clear")
    add("touchpoint-60-of-90", "Entry 54 of 90: exactly 60 %", make(EVERYTHING, unseen(*entry)))
    entry = ("entry.queue_wait_to_pump", "entry.pumps_in_service", "entry.nozzle_layout_clear")
    add(
        "touchpoint-under-60",
        "Entry 52 of 90 is the next below 60 %: incomplete though the audit is above 85 %",
        make(EVERYTHING, unseen(*entry)),
    )
    add(
        "touchpoint-thin-unseen",
        "The only applicable item of amenities was not seen: 0 of 10, incomplete",
        make({"st.has_air_water": False, "st.has_car_wash": False}, unseen("amenities.kit_complete")),
    )
    add(
        "touchpoint-several",
        "Several reasons come in the order of the checklist",
        make(
            {},
            unseen(
                "entry.queue_wait_to_pump",
                "entry.pumps_in_service",
                "entry.guidance_within_10s",
                "farewell.polite_farewell",
                "farewell.enquiry_handled",
                "amenities.kit_complete",
                "amenities.car_wash_as_advertised",
                "fueling.correct_grade_dispensed",
                "greeting.no_conflict_with_customer",
            ),
        ),
    )
    for item in RED_LINES:
        add(
            f"critical-unanswered-{item}",
            f"The red line {item} without an answer: incomplete whatever the coverage",
            make(EVERYTHING, unseen(item)),
        )
    add(
        "critical-unanswered-base",
        "Coverage, base and bonus are still told when a red line has no answer",
        make({}, {"safety.engine_off_enforced": None, BONUSES[0]: True, BONUSES[3]: True}),
    )
    add("nothing-observed", "No answer at all: every reason, coverage 0, base null", {**make({}), "answers": {}})
    add("nothing-observed-nulls", "Null is the same as absent", {**make({}), "answers": dict.fromkeys(perfect({}))})
    add(
        "invalid-keeps-red-lines",
        "An incomplete audit still tells its red lines",
        make({}, {**unseen(*RESTROOM), **failed("safety.no_smoking_or_flame")}),
    )


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
