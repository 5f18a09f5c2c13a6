"""The score vectors: examples of section 3.8, red lines, grades, bonus, rounding."""

from fractions import Fraction

import checklist as c
from answers import EVERYTHING, applicable, base_exactly, fine_base, flag_sets, hitting, losing
from audits import (
    BONUSES,
    DAY_NO_STORE,
    EXAMPLE_1,
    EXAMPLE_2,
    EXAMPLE_3,
    EXAMPLE_3_WEIGHTS,
    NIGHT,
    NO_WASH,
    RED_LINES,
    claimed,
    failed,
    make,
    whole,
)


def examples(add):
    add(
        "example-1",
        "Section 3.8 example 1: night, full service, two bonuses; a final of 9488 is excellent, not exemplary",
        make(NIGHT, EXAMPLE_1),
        all_lines=True,
    )
    add(
        "example-2",
        "Section 3.8 example 2: no store, no car wash, day; one red line caps 8988 at 5999 and voids the bonus",
        make(DAY_NO_STORE, EXAMPLE_2),
        all_lines=True,
    )
    add(
        "example-3",
        "Section 3.8 example 3: a client's weights and two items not observed",
        make(NO_WASH, EXAMPLE_3, weights=EXAMPLE_3_WEIGHTS),
        all_lines=True,
    )
    add(
        "example-3-default-weights",
        "Section 3.8 example 3: the same answers with default weights give 9049, the doubled restroom costs 365",
        make(NO_WASH, EXAMPLE_3),
    )
    gaps = {"restroom.open_to_customers": None, "restroom.clean_surfaces": None, "restroom.no_odor": None}
    add(
        "example-3-restroom-gap",
        "Section 3.8 example 3: restroom items 53 to 55 not observed is 40/100 of the touchpoint: incomplete",
        make(NO_WASH, {**EXAMPLE_3, **gaps}, weights=EXAMPLE_3_WEIGHTS),
    )


def red_lines(add):
    parts = base_exactly(9000)
    add(
        "red-line-one-high-base",
        "One red line: a high base is cut to 5999, no star, touchpoint grade forced to fail though its score is high",
        make({}, failed(0)),
    )
    add("red-line-none-same-answers", "The same visit without the red line, to compare", make({}))
    low = losing({}, 380, outside=("safety",))
    add(
        "red-line-one-low-base",
        "One red line and a base already below 5999: the base stands",
        make({}, {**low, **failed("safety.engine_off_enforced")}),
    )
    add(
        "red-line-one-base-5999",
        "One red line, base exactly 5999: cap and base agree",
        whole(fine_base(5999 + 280), failed("fueling.correct_grade_dispensed")),
    )
    add(
        "red-line-one-base-6000",
        "One red line, base exactly 6000: one over the cap is cut",
        whole(fine_base(6000 + 280), failed("fueling.correct_grade_dispensed")),
    )
    add("red-line-two-high-base", "Two red lines: cut to 3999", make({}, failed(0, 1)))
    add("red-line-two-base-3999", "Two red lines, base exactly 3999", whole(fine_base(3999 + 560), failed(1, 2)))
    add(
        "red-line-two-base-4000",
        "Two red lines, base exactly 4000: cut to 3999",
        whole(fine_base(4000 + 560), failed(1, 2)),
    )
    low = losing({}, 560, outside=("safety",))
    add(
        "red-line-two-low-base",
        "Two red lines and a base below 3999: the base stands",
        make({}, {**low, **failed("safety.engine_off_enforced", "safety.no_smoking_or_flame")}),
    )
    add("red-line-three", "Three red lines: final 0 whatever the base", make({}, failed(0, 3, 6)))
    add(
        "red-line-all-nine",
        "All nine red lines: final 0; the base shows only the lost points",
        make({}, failed(*range(9))),
    )
    for position, item in enumerate(RED_LINES):
        add(f"red-line-only-{item}", f"The red line {item} alone caps at 5999", make(EVERYTHING, failed(position)))
    add(
        "red-line-voids-bonus",
        "Bonus claimed, one red line: the raw bonus is shown, nothing of it counts",
        whole(parts, {**claimed(3), **failed(0)}),
    )
    add(
        "red-line-not-proven",
        "Two reviewers did not agree on the miss (decision 10): it counts as pass, no cap, and the line says so",
        make({}, failed("payment.official_payee_only")),
        review={"not_proven": ["payment.official_payee_only"]},
    )
    add(
        "red-line-one-of-two-not-proven",
        "Two misses seen, one proven: k is 1",
        make({}, failed("payment.official_payee_only", "safety.no_smoking_or_flame")),
        review={"not_proven": ["payment.official_payee_only"]},
    )
    add(
        "red-line-not-proven-bonus",
        "A miss that is not proven does not void the bonus",
        make({}, {**claimed(2), **failed("payment.invoice_not_refused"), "store.entry_greeting": False}),
        review={"not_proven": ["payment.invoice_not_refused"]},
    )


def grades(add):
    for bp in (8999, 9000, 7999, 8000, 6999, 7000, 5999, 6000):
        add(
            f"grade-{bp}",
            f"Final exactly {bp}: grades look at the final score itself, lower bounds inclusive",
            whole(fine_base(bp)),
        )
    quiet = {"majors_at_zero": False}
    add("grade-9499", "Final 9499 with every other condition met: excellent", whole(fine_base(9499, **quiet)))
    top = whole(fine_base(9500, **quiet))
    add("grade-9500", "Final exactly 9500, no major item at 0, nothing overdue: exemplary, five stars", top)
    add("grade-9500-overdue", "Final 9500 with one order overdue: excellent, four stars", {**top, "overdue_open": 1})
    add("grade-9500-overdue-true", "overdue_open may be yes or no", {**top, "overdue_open": True})
    add("grade-9500-overdue-zero", "No order overdue, said as a number: five stars", {**top, "overdue_open": 0})
    add("grade-9500-overdue-false", "No order overdue, said as no: five stars", {**top, "overdue_open": False})
    add(
        "grade-9000-overdue",
        "Below 9500 an overdue order changes nothing",
        {**whole(base_exactly(9000, **quiet)), "overdue_open": 2},
    )
    add(
        "five-stars-major-at-zero",
        "A major item (9 points) at 0 keeps 9910 at four stars",
        make(EVERYTHING, {"store.no_hard_sell": False}),
    )
    add(
        "five-stars-major-partial",
        "A major item that is only partly missed does not block five stars",
        make(EVERYTHING, {"greeting.smile_eye_contact": 1}),
    )
    add(
        "five-stars-major-band-20",
        "20 % of a major item is not 0: five stars stand",
        make(EVERYTHING, {"entry.guidance_within_10s": 30}),
    )
    add(
        "five-stars-major-over-bands",
        "A major time above the last bound earns 0 and blocks five stars",
        make(EVERYTHING, {"entry.guidance_within_10s": 31}),
    )
    add(
        "five-stars-minor-at-zero",
        "Minor items at 0 do not block five stars",
        make(EVERYTHING, {"store.entry_greeting": False, "approach.hours_notice_true": False}),
    )
    add(
        "five-stars-major-not-observed",
        "A major item that was not observed is not at 0",
        make(EVERYTHING, {"greeting.smile_eye_contact": None}),
    )
    add(
        "five-stars-major-na",
        "An N/A major item is not at 0, even with an answer of 0 lying there",
        make({"st.has_car_wash": False}, {"amenities.car_wash_as_advertised": False}),
    )
    zero = dict(zip(c.TOUCHPOINTS, (800, 900, 1100, 1600, 1600, 1200, 800, 1000, 0, 1000)))
    add(
        "five-stars-major-at-zero-weight-zero",
        "The five-star condition names major items, not weights: a major item at "
        "0 blocks also where the touchpoint weighs nothing",
        make(EVERYTHING, {"amenities.car_wash_as_advertised": False}, weights=zero),
    )
    add("perfect", "Every applicable point earned: 10000, exemplary", make({}))
    add(
        "perfect-everything-applies",
        "All 1000 points apply and are earned; nothing is N/A",
        make(EVERYTHING),
        all_lines=True,
    )
    add(
        "nothing-earned",
        "Everything observed and at its worst, red lines kept: base is the 228 critical points",
        make(EVERYTHING, losing(EVERYTHING, 772)),
        all_lines=True,
    )


def bonus(add):
    parts = fine_base(6999)
    add(
        "bonus-gate-6999",
        "Base 6999: the bonus of 200 is shown and does not count; it cannot buy a pass",
        whole(parts, claimed(6)),
    )
    add("bonus-gate-7000", "Base exactly 7000: the bonus counts", whole(fine_base(7000), claimed(6)))
    add(
        "bonus-gate-half-up",
        "Base 6999.5 is 7000 after the one rounding, so the bonus counts",
        whole(fine_base(Fraction("6999.5")), claimed(1)),
    )
    add(
        "bonus-gate-below-half",
        "Base 6999.4 is 6999: the bonus does not count",
        whole(fine_base(Fraction("6999.4")), claimed(1)),
    )
    parts = fine_base(8000)
    for count in (1, 4, 5, 6):
        add(f"bonus-{count}-claimed", f"{count} of 6 bonuses claimed: min(200, 40 each)", whole(parts, claimed(count)))
    add("bonus-lifts-grade", "A bonus may lift 7960 to 8000: good", whole(fine_base(7960), claimed(1)))
    add("bonus-lifts-not-quite", "7959 and one bonus is 7999: pass", whole(fine_base(7959), claimed(1)))
    quiet = {"majors_at_zero": False}
    add(
        "bonus-lifts-to-five-stars",
        "9420 and two bonuses is 9500: the five-star bound looks at the final score",
        whole(fine_base(9420, **quiet), claimed(2)),
    )
    add("bonus-final-10000", "Base 9900 with 200 is held at 10000", whole(fine_base(9900, **quiet), claimed(5)))
    add("bonus-final-exactly-10000", "Base 9800 with 200 is exactly 10000", whole(fine_base(9800, **quiet), claimed(5)))
    add("bonus-on-perfect", "Base 10000 and a bonus stays 10000", make({}, claimed(1)))
    add(
        "bonus-not-answered",
        "Bonus items without an answer: nothing is lost, coverage does not see them",
        make({}, dict.fromkeys(BONUSES)),
    )
    add(
        "bonus-without-its-place",
        "Bonus items have no predicate: they count also where the touchpoint is all N/A",
        make(
            {"st.has_restroom": False, "st.has_store": False},
            {
                "restroom.accessible_or_family": True,
                "store.car_side_pickup_or_fresh": True,
                "entry.guidance_gesture": 0,
            },
        ),
    )


def rounding(add):
    for target in ("9499.5", "8999.5", "7999.5", "5999.5"):
        add(
            f"half-up-{target}",
            f"Exact base {target} is rounded up once, then graded",
            whole(
                fine_base(Fraction(target), majors_at_zero=False) if target == "9499.5" else fine_base(Fraction(target))
            ),
        )
    for target in ("9499.4", "8999.4"):
        add(f"half-down-{target}", f"Exact base {target} is rounded down", whole(fine_base(Fraction(target))))
    add(
        "half-up-default-weights",
        "A real half with default weights: 10000*E/A ends in exactly .5",
        whole(hitting(lambda exact: exact.denominator == 2)),
    )
    seen = {"fueling.zero_reset_shown": None, "fueling.no_spill_drip": None, "fueling.service_cycle_time": 240}
    add(
        "half-up-touchpoint",
        "Fuelling 124 of 128 is 9687.5: the touchpoint score is 9688; the audit is computed from points, not from it",
        make({}, seen),
    )
    gap = half_coverage()
    add("half-up-coverage", "Coverage that ends in exactly .5 is rounded up", make(gap[0], gap[1]))
    add(
        "one-division",
        "Rounding each touchpoint first and weighing then would give another score: there is one division",
        make(
            {},
            {
                "approach.entrance_exit_markings": 1,
                "entry.nozzle_layout_clear": 1,
                "payment.invoice_time": 120,
                "restroom.no_odor": 1,
                "farewell.exit_guided_safely": 1,
            },
            weights=EXAMPLE_3_WEIGHTS,
        ),
    )


def half_coverage():
    """(flags, changes) such that the coverage is a half: minor graded items are taken away one by one."""
    minors = [i for i in c.ITEMS if i["severity"] == "minor"]
    for flags in flag_sets():
        full, points = c.complete_flags(flags), applicable(flags)
        for first in minors:
            for second in minors:
                gone = {first["id"], second["id"]}
                if any(c.is_na(c.BY_ID[i], full) for i in gone):
                    continue
                left = points - sum(c.BY_ID[i]["points"] for i in gone)
                if Fraction(10000 * left, points).denominator == 2:
                    return flags, dict.fromkeys(sorted(gone))
    raise AssertionError("no half")
