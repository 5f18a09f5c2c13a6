"""The N/A vectors: which items do not apply under which flags, and how many of their points the visit caused."""

import checklist as c


def na(flags):
    """What the flags make N/A."""
    full = c.complete_flags(flags)
    return {
        "na": [i["id"] for i in c.ITEMS if c.is_na(i, full)],
        "na_points": sum(i["points"] for i in c.ITEMS if c.is_na(i, full)),
        "visit_caused": [i["id"] for i in c.ITEMS if c.visit_caused(i, full)],
        "visit_na_points": sum(i["points"] for i in c.ITEMS if c.visit_caused(i, full)),
        "profile_points": c.profile_points(flags),
    }


def cases():
    """All cases."""
    out = []

    def add(name, why, flags):
        out.append({"name": name, "why": why, "input": {"flags": flags}, "expected": na(flags)})

    add(
        "defaults",
        "No flag given: the station has everything, by day, no queue; four items N/A for the visit, one for the station",
        {},
    )
    every = {
        "st.is_24h": False,
        "v.night": True,
        "v.queue_len": 3,
        "v.phone_use_seen": True,
        "v.tanker_unloading": True,
    }
    add("nothing", "Everything applies", every)
    for name in c.STATION_FLAGS:
        for value in (True, False):
            add(
                f"{name}-{'yes' if value else 'no'}",
                f"Only {name} differs from a visit where everything applies",
                {**every, name: value},
            )
    for name in c.VISIT_FLAGS:
        if name != "v.queue_len":
            for value in (True, False):
                add(
                    f"{name}-{'yes' if value else 'no'}",
                    f"Only {name} differs from a visit where everything applies",
                    {**every, name: value},
                )
    for length in (0, 1, 2, 3, 4, 30):
        add(f"queue-{length}", "Lane management applies from a queue of three", {**every, "v.queue_len": length})
    for always in (True, False):
        for suspended in (True, False):
            add(
                f"hours-24h-{always}-suspended-{suspended}".lower(),
                "Hours notice: N/A only for 24 h without suspended supply; "
                "reference flags say 'not suspended', so it is never visit-caused",
                {**every, "st.is_24h": always, "v.service_suspended": suspended},
            )
    for staffed in (True, False):
        for self_service in (True, False):
            add(
                f"staffed-{staffed}-self-service-{self_service}".lower(),
                "Attended items need staff and an attended pump; "
                "self_service keeps its value in the reference, so nothing here is visit-caused",
                {**every, "st.staffed": staffed, "v.self_service": self_service},
            )
    for store in (True, False):
        for closed in (True, False):
            add(
                f"store-{store}-closed-{closed}".lower(),
                "Store items: N/A without a store or with a closed one (decision 9); "
                "store_closed keeps its value in the reference",
                {**every, "st.has_store": store, "v.store_closed": closed},
            )
    for bulk in (True, False):
        for delay in (True, False):
            add(
                f"bulk-{bulk}-delay-{delay}".lower(),
                "Cycle time: N/A for a truck or a delay by the shopper, both visit-caused",
                {**every, "v.bulk_or_truck": bulk, "v.shopper_delay": delay},
            )
    add(
        "all-visit-causes",
        "Everything that a visit can cause: 161 points",
        {
            "v.cash_paid": True,
            "v.self_pay": True,
            "v.invoice_self_service": True,
            "v.bulk_or_truck": True,
            "v.shopper_delay": True,
        },
    )
    add(
        "visit-151",
        "One point above the limit of 150",
        {"v.cash_paid": True, "v.self_pay": True, "v.bulk_or_truck": True},
    )
    add(
        "visit-149",
        "The highest sum below the limit",
        {
            "v.cash_paid": True,
            "v.self_pay": True,
            "v.bulk_or_truck": True,
            "v.invoice_self_service": True,
            "v.queue_len": 3,
        },
    )
    add("bare-station", "A station with nothing but pumps, unattended", {f: f == "st.is_24h" for f in c.STATION_FLAGS})
    add(
        "bare-self-service-night",
        "Self-service by night at a small site, everything else as the visit finds it",
        {"st.has_store": False, "st.has_car_wash": False, "v.self_service": True, "v.night": True, "v.self_pay": True},
    )
    small = {"st.staffed": False, "st.has_store": False}
    add(
        "class-full",
        "A site without staff and store has 682 points by its profile: ranked with the full stations",
        small,
    )
    add(
        "class-small",
        "Without a restroom too it has 582, below 600: ranked with the small sites",
        {**small, "st.has_restroom": False},
    )
    add(
        "class-not-by-visit",
        "Self-service and a closed store are the visit's: the profile still has 1000 points",
        {"st.is_24h": False, "v.self_service": True, "v.store_closed": True},
    )
    add("example-1", "Section 3.8 example 1: 54 points N/A, 48 of them visit-caused", {"v.night": True})
    add(
        "example-2",
        "Section 3.8 example 2: 180 points N/A, 78 of them visit-caused",
        {"st.has_store": False, "st.has_car_wash": False},
    )
    add("example-3", "Section 3.8 example 3: 70 points N/A", {"st.has_car_wash": False, "v.night": True})
    return out
