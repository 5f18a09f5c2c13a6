"""The score vectors: what reviewers and evidence change (decisions 6 and 10)."""

from audits import claimed, failed, make


def evidence(add):
    """Decision 10. An item that `evidence` does not name has its photo and a long remark."""
    none, reason = {"photo": False}, {"photo": False, "photo_reason": True}

    def judged(missing, **more):
        return {"evidence": missing, **more}

    lost = {"fueling.no_spill_drip": 1, "greeting.badge_worn": False}
    add(
        "evidence-met",
        "All evidence is there: the lines say so, never items by their remark",
        make({}, {**lost, **claimed(2)}),
        review=judged({}),
        all_lines=True,
    )
    add(
        "evidence-photo-missing",
        "A photo that the rule asks for is missing: a base item that is not critical is not observed",
        make({}, lost),
        review=judged({"approach.brand_sign_visible_intact": none, "fueling.no_spill_drip": none}),
        show=["approach.brand_sign_visible_intact", "fueling.no_spill_drip", "greeting.badge_worn"],
    )
    add(
        "evidence-on-fail-not-needed",
        "No miss, so an on_fail item needs no photo",
        make({}),
        review=judged({"fueling.no_spill_drip": none}),
        show=["fueling.no_spill_drip"],
    )
    add(
        "evidence-80-percent-needs-none",
        "80 % is no miss: no photo is needed",
        make({}, {"entry.queue_wait_to_pump": 180}),
        review=judged({"entry.queue_wait_to_pump": none}),
        show=["entry.queue_wait_to_pump"],
    )
    add(
        "evidence-partial-miss-needs-one",
        "60 % is a miss: the photo is needed",
        make({}, {"entry.queue_wait_to_pump": 181}),
        review=judged({"entry.queue_wait_to_pump": none}),
        show=["entry.queue_wait_to_pump"],
    )
    add(
        "evidence-photo-reason",
        "A reason stands in for the photo: the answer counts",
        make({}, lost),
        review=judged({"fueling.no_spill_drip": reason, "restroom.clean_surfaces": reason}),
        show=["fueling.no_spill_drip", "restroom.clean_surfaces"],
    )
    for chars in (19, 20):
        add(
            f"evidence-remark-{chars}",
            "A never item is evidenced on a miss by a remark of at least 20 characters",
            make({}, lost),
            review=judged({"greeting.badge_worn": {"photo": False, "remark_chars": chars}}),
            show=["greeting.badge_worn"],
        )
    add(
        "evidence-kept",
        "The reviewer keeps an answer without evidence",
        make({}, lost),
        review=judged({"fueling.no_spill_drip": none}, kept=["fueling.no_spill_drip"]),
        show=["fueling.no_spill_drip"],
    )
    two = {"store.car_side_pickup_or_fresh": True, "fueling.windscreen_offer": True, "store.entry_greeting": False}
    add(
        "bonus-not-accepted",
        "A claimed bonus without its photo is not accepted and adds nothing; one that asks for none does",
        make({}, two),
        review=judged(
            {"store.car_side_pickup_or_fresh": none, "fueling.windscreen_offer": {"photo": False, "remark_chars": 0}}
        ),
    )
    add(
        "bonus-kept",
        "Unless the reviewer keeps it",
        make({}, two),
        review=judged({"store.car_side_pickup_or_fresh": none}, kept=["store.car_side_pickup_or_fresh"]),
    )
    add(
        "bonus-photo-reason",
        "A reason evidences a bonus too",
        make({}, two),
        review=judged({"store.car_side_pickup_or_fresh": reason}),
    )
    locked = {
        i: None
        for i in (
            "restroom.clean_surfaces",
            "restroom.no_odor",
            "restroom.supplies_stocked",
            "restroom.fixtures_working",
            "restroom.sign_and_cleaning_log",
        )
    }
    gate = "restroom.open_to_customers"
    add(
        "evidence-gate-missing",
        "A locked restroom without a photo of the door is not observed, so it implies no misses",
        make({}, {**locked, gate: False}),
        review=judged({gate: none}),
        show=[gate, *locked],
    )
    add(
        "evidence-gate-kept",
        "The reviewer keeps the failed gate: it implies the misses again, which need no evidence of their own",
        make({}, {**locked, gate: False}),
        review=judged(dict.fromkeys([gate, *locked], none), kept=[gate]),
        show=[gate, *locked],
    )
    add(
        "na-requested-gate",
        "A gate that is N/A on request implies nothing",
        make({}, {**locked, gate: False}),
        review={"extra_na": [gate]},
        show=[gate, *locked],
    )
    red = "payment.invoice_not_refused"
    add(
        "red-line-photo-missing",
        "A failed red line without photo counts as failed until two reviewers have spoken",
        make({}, failed(red)),
        review=judged({red: none}),
    )
    for chars in (19, 20):
        add(
            f"red-line-reason-remark-{chars}",
            "A failed red line is evidenced by a reason only with a remark of 20 characters",
            make({}, failed(red)),
            review=judged({red: {**reason, "remark_chars": chars}}),
        )
    add(
        "red-line-pass-without-photo",
        "A passed red line without its photo stays passed",
        make({}),
        review=judged({"fueling.correct_grade_dispensed": none}),
        show=["fueling.correct_grade_dispensed"],
    )
    add(
        "evidence-decides-coverage",
        "Enough missing photos push a touchpoint below 60 %: incomplete",
        make({}),
        review=judged({"restroom.open_to_customers": none, "restroom.clean_surfaces": none}),
        show=["restroom.open_to_customers", "restroom.clean_surfaces"],
    )


def requested(add):
    """Decision 6: a reviewer may set N/A on request, never for a red line; those points count as visit-caused."""
    add(
        "na-requested",
        "N/A granted on request: the points leave like any N/A and count as visit-caused",
        make({}, {"store.entry_greeting": False}),
        review={"extra_na": ["store.entry_greeting"]},
    )
    add(
        "na-requested-red-line",
        "Never for a red line: it stays failed",
        make({}, failed("store.no_expired_goods")),
        review={"extra_na": ["store.no_expired_goods"]},
    )
    add(
        "na-requested-already-na",
        "An item that is N/A anyway is not counted twice",
        make({}),
        review={"extra_na": ["approach.night_sign_lit"]},
    )
    greeting = ["greeting.verbal_greeting", "entry.guidance_within_10s", "greeting.first_contact_within_30s"]
    add(
        "visit-na-150",
        "78 points by flags and 72 on request: exactly 150 is allowed",
        make({}),
        review={"extra_na": [*greeting, "greeting.uniform_compliant"]},
        show=greeting,
    )
    add(
        "visit-na-151-requested",
        "78 and 73: one over the limit",
        make({}),
        review={"extra_na": [*greeting, "entry.pumps_in_service"]},
        show=greeting,
    )
