"""More stories of orders: extensions, the ladder, refusals, deadlines of offices, and histories by chance."""

import random

import orders as o
import workdays as w

ISSUE, SUBMIT, REJECT, PAUSE, RESUME = "issue", "submit", "reject", "pause", "resume"


def extensions(add):
    begun = ("2026-03-09T10:00:00", ISSUE)
    for clock in ("17:59:59", "18:00:00", "18:00:01"):
        ask = (f"2026-03-12T{clock}", "ask", {"more": ["work", 1]})
        add(f"extension-asked-{clock}", "section 5.4: before the due time", "T3", begun, ask)
        ask = ("2026-03-12T10:00:00", "ask", {"more": ["work", 1]})
        add(
            f"extension-granted-{clock}",
            "undecided at the due time is refused",
            "T3",
            begun,
            ask,
            (f"2026-03-12T{clock}", "grant"),
        )
    for kind, more in (
        ("T0", ["ms", 1]),
        ("T1", ["ms", 86400000]),
        ("T1", ["ms", 86400001]),
        ("T3", ["work", 2]),
        ("T3", ["days", 1]),
        ("T7", ["work", 3]),
        ("T7", ["work", 4]),
        ("T7", ["work", 0]),
        ("T30", ["days", 15]),
        ("T30", ["days", 16]),
    ):
        ask = ("2026-03-09T11:00:00", "ask", {"more": more})
        name = f"extension-{kind}-{more[0]}-{more[1]}"
        add(name, "the limits of section 5.4", kind, begun, ask, ("2026-03-09T12:00:00", "grant"))
    forty_five = (("2026-04-01T10:00:00", ISSUE), ("2026-04-20T10:00:00", "ask", {"more": ["days", 15]}))
    add("extension-forty-five", "30 days and 15 are 45", "T30", *forty_five, ("2026-04-21T10:00:00", "grant"))
    asked = ("2026-03-10T10:00:00", "ask", {"more": ["work", 3]})
    add(
        "extension-refused",
        "refused, and asked for once only",
        "T7",
        begun,
        asked,
        ("2026-03-11T10:00:00", "refuse"),
        ("2026-03-12T10:00:00", "ask", {"more": ["work", 1]}),
    )
    add(
        "extension-waits",
        "an appeal makes it wait",
        "T7",
        begun,
        asked,
        ("2026-03-11T10:00:00", PAUSE),
        ("2026-03-12T10:00:00", "grant"),
        ("2026-03-25T10:00:00", RESUME),
        ("2026-03-26T10:00:00", "grant"),
    )
    add(
        "extension-submitted",
        "granted while the verifier looks",
        "T7",
        begun,
        asked,
        ("2026-03-11T10:00:00", SUBMIT),
        ("2026-03-12T10:00:00", "grant"),
        ("2026-03-13T10:00:00", REJECT),
    )
    add(
        "extension-lapsed",
        "a rejection wakes no lapsed request",
        "T3",
        begun,
        ("2026-03-10T10:00:00", "ask", {"more": ["work", 1]}),
        ("2026-03-12T18:00:01", SUBMIT),
        ("2026-03-13T10:00:00", REJECT),
        ("2026-03-13T11:00:00", "grant"),
    )
    add("extension-during-appeal", "not asked for during an appeal", "T7", begun, ("2026-03-10T10:00:00", PAUSE), asked)
    over = (
        ("2026-02-10T10:00:00", ISSUE),
        ("2026-02-11T10:00:00", "ask", {"more": ["work", 1]}),
        ("2026-02-12T10:00:00", "grant"),
    )
    add("extension-made-up-saturday", "to the worked Saturday", "T3", *over)


def ladder(add):
    for kind in ("T0", "T1", "T3", "T7", "T30"):
        begun = ("2026-04-23T16:00:00", ISSUE)
        add(f"ladder-{kind}", "section 5.3, nobody does anything", kind, begun)
        add(f"ladder-{kind}-read", "acknowledged at once", kind, begun, ("2026-04-23T16:00:00", "acknowledge"))
    begun = ("2026-03-09T10:00:00", ISSUE)
    add(
        "ladder-contained",
        "contained in the second in which it was due",
        "T0",
        begun,
        ("2026-03-09T12:00:00", "contain"),
    )
    add("ladder-contained-late", "one second later", "T0", begun, ("2026-03-09T12:00:01", "contain"))
    add("ladder-planned", "a plan stops one rung", "T30", begun, ("2026-03-16T18:00:00", "plan"))
    for until in ("2026-03-12T18:00:00", "2026-03-12T18:00:01", "2026-03-12T18:15:00", "2026-03-12T18:15:01"):
        add(f"ladder-at-{until}", "due after the instant, late after a quarter of an hour", "T3", begun, until=until)
    for kind in ("T0", "T1", "T3", "T7", "T30"):
        add(f"ladder-verifier-{kind}", "the verifier's own rung", kind, begun, ("2026-03-09T11:00:00", SUBMIT))
        drawn = (("2026-03-09T11:00:00", SUBMIT, {"on_site": True}), ("2026-03-09T12:00:00", "verify"))
        add(f"ladder-check-{kind}", "and that of the check on site", kind, begun, *drawn)


def rejected_again(add):
    for kind in ("T0", "T1", "T3", "T7", "T30"):
        steps = [("2026-03-09T10:00:00", ISSUE)]
        for clock in ("11", "12"):
            steps += [(f"2026-03-09T{clock}:00:00", SUBMIT), (f"2026-03-09T{clock}:30:00", REJECT)]
        add(f"rejected-twice-{kind}", "section 5.4: up one level", kind, *steps)


def refusals(add):
    begun = ("2026-03-09T10:00:00", ISSUE)
    add(
        "refused-twice",
        "what was done is not done again",
        "T3",
        begun,
        begun,
        ("2026-03-09T11:00:00", "acknowledge"),
        ("2026-03-09T11:00:00", "acknowledge"),
    )
    add(
        "refused-person",
        "nobody verifies himself",
        "T3",
        begun,
        ("2026-03-09T11:00:00", SUBMIT, {"by": "region", "person": 7}),
        ("2026-03-09T12:00:00", "verify", {"by": "region", "person": 7}),
        ("2026-03-09T12:00:00", "verify", {"by": "hq"}),
    )
    add(
        "refused-role",
        "a station does not verify, head office does not submit",
        "T3",
        begun,
        ("2026-03-09T11:00:00", SUBMIT, {"by": "hq"}),
        ("2026-03-09T11:00:00", SUBMIT),
        ("2026-03-09T12:00:00", "verify", {"by": "station"}),
    )
    add(
        "refused-class",
        "T3 is not contained and has no plan",
        "T3",
        begun,
        ("2026-03-09T11:00:00", "contain"),
        ("2026-03-09T11:00:00", "plan"),
    )
    for reason in ("appeal", "not_proven", "audit_void", "issued_in_error", "station_closed"):
        for kind in ("T0", "T3"):
            cancel = [("2026-03-09T11:00:00", "cancel", {"by": by, "reason": reason}) for by in ("region", "system")]
            add(f"cancelled-{kind}-{reason}", "decisions 19 and 25", kind, begun, *cancel)


def offices(add):
    own = {"due_ms": w.ms("2026-03-11T12:00:00")}
    add("own-deadline", "the office's own, earlier than the policy's", "T3", ("2026-03-09T10:00:00", ISSUE, own))
    appeal = (("2026-03-10T10:00:00", PAUSE), ("2026-03-10T11:00:00", RESUME))
    add("own-deadline-appeal", "to 18:00 after an appeal", "T3", ("2026-03-09T10:00:00", ISSUE, own), *appeal)
    for local in ("2026-03-09T10:00:00", "2026-03-13T18:00:00", "2026-03-13T18:00:01"):
        own = {"due_ms": w.ms(local)}
        add(
            f"own-deadline-{local}",
            "after the issue, up to policy and extension",
            "T3",
            ("2026-03-09T10:00:00", ISSUE, own),
        )
    for kind, given in (
        ("T0", ("2026-03-09T15:00:00", "2026-03-10T10:00:00")),
        ("T1", ("2026-03-09T20:00:00", "2026-03-10T22:00:00")),
        ("T3", ("2026-03-09T18:00:00", "2026-03-10T08:00:00", "2026-03-13T18:00:00")),
        ("T7", ("2026-03-11T18:00:00", "2026-03-23T18:00:00")),
        ("T30", ("2026-03-19T18:00:00", "2026-04-22T12:00:00")),
    ):
        for local in given:
            issue = ("2026-03-09T10:00:00", ISSUE, {"due_ms": w.ms(local)})
            why = "section 5.3: shares of the time that the office gave"
            add(f"own-time-{kind}-{local}", why, kind, issue)
            add(f"own-time-appeal-{kind}-{local}", why, kind, issue, *appeal)
    late = ("2026-03-09T18:30:00", ISSUE, {"due_ms": w.ms("2026-03-12T18:00:00")})
    add("own-time-evening", "day 0 is the next working day", "T3", late)
    granted = (("2026-03-09T11:00:00", "ask", {"more": ["work", 1]}), ("2026-03-09T12:00:00", "grant"))
    add("own-time-extended", "and what was granted", "T3", ("2026-03-09T10:00:00", ISSUE, own), *granted)


def on_site(add):
    begun = ("2026-03-09T10:00:00", ISSUE)
    sent = ("2026-03-09T12:00:00", SUBMIT, {"on_site": True})
    for local in ("2026-03-09T12:00:01", "2026-03-10T11:50:00", "2026-03-10T12:00:00", "2026-03-11T09:00:00"):
        add(
            f"red-line-seen-{local}",
            "section 5.4: on site within 24 h of the submission, whenever its papers were read",
            "T0",
            begun,
            sent,
            (local, "verify"),
        )


def chance(add):
    """Histories by chance, the same each time."""
    dice = random.Random(4)
    acts = [
        "acknowledge",
        "contain",
        "plan",
        SUBMIT,
        SUBMIT,
        "verify",
        "close",
        REJECT,
        REJECT,
        "ask",
        "grant",
        PAUSE,
        RESUME,
    ]
    for number in range(150):
        kind = dice.choice(["T0", "T1", "T3", "T3", "T7", "T7", "T30"])
        at = w.ms("2026-01-05T00:00:00") + dice.randrange(355 * 24 * 3600) * 1000
        steps = [(at, ISSUE, {})]
        for _ in range(dice.randrange(1, 14)):
            at += dice.choice([0, dice.randrange(6 * 3600), dice.randrange(4 * 86400)]) * 1000
            if dice.random() < 0.2:
                at = max(at, w.instant(w.local(at).date(), o.SIX) + dice.choice([-1000, 0, 1000]))
            act = dice.choice(acts)
            data = {"on_site": dice.random() < 0.5} if act == SUBMIT else {}
            if act == "ask":
                unit, most = o.CLASSES[kind].get("more", ("ms", 1))
                data = {"more": [unit, dice.randrange(most + 1) + 1]}
            steps.append((at, act, data))
        named = [(w.local(at).strftime("%Y-%m-%dT%H:%M:%S"), act, data) for at, act, data in steps]
        add(f"chance-{number}", "by chance", kind, *named, until=w.local(at + 40 * o.DAY).strftime("%Y-%m-%dT%H:%M:%S"))


PARTS = (extensions, ladder, rejected_again, refusals, offices, on_site, chance)
