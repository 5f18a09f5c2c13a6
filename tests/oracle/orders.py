"""Rectification orders: classes, clocks, states, extensions, ladder: domain.md section 5, decisions 19, 25 to 28.

An order is a list of steps. Days that are counted are `date`s, instants whole milliseconds since 1970 UTC.
"""

from datetime import time, timedelta

import workdays as w
from order_time import SIX, Due, Pending, carried, later, longer, office_plus, over, plus, until

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
NINE = time(9)

# Section 5.1, 5.4 and decision 26: (unit, number) each.
CLASSES = {
    "T0": {
        "ack": ("ms", 30 * MINUTE),
        "contain": ("ms", 2 * HOUR),
        "due": ("ms", 24 * HOUR),
        "least": ("ms", 12 * HOUR),
    },
    "T1": {"ack": ("ms", 4 * HOUR), "due": ("ms", 24 * HOUR), "least": ("ms", 12 * HOUR), "more": ("ms", 24 * HOUR)},
    "T3": {"ack": ("work", 1), "due": ("work", 3), "least": ("work", 2), "more": ("work", 1)},
    "T7": {"ack": ("work", 1), "due": ("work", 7), "least": ("work", 4), "more": ("work", 3)},
    "T30": {"plan": ("work", 5), "due": ("days", 30), "least": ("days", 15), "more": ("days", 15)},
}
VERIFY = {"T0": ("ms", 24 * HOUR)}  # all others: two working days

# Section 5.3, from above: (name, what is waited for, how long after it).
LADDER = {
    "T0": [("not_acknowledged", "ack", None), ("time_80", "share", 80), ("not_contained", "contain", None)],
    "T1": [("not_acknowledged", "ack", None), ("time_80", "share", 80)],
    "T3": [("not_acknowledged", "ack", None), ("time_50", "share", 50), ("time_80", "share", 80)],
    "T30": [("plan_missing", "plan", None), ("time_50", "share", 50), ("time_80", "share", 80)],
}
LADDER["T7"] = LADDER["T3"]
AFTER = {
    "T0": [("overdue", None)],
    "T1": [("overdue", None), ("still_open_city", ("ms", 24 * HOUR)), ("still_open_province", ("ms", 72 * HOUR))],
    "T3": [("overdue", None), ("still_open_city", ("work", 3)), ("still_open_province", ("work", 7))],
    "T30": [("overdue", None), ("still_open_province", ("days", 15))],
}
AFTER["T7"] = AFTER["T3"]
LATE = 15 * MINUTE

STATION, OFFICE, SYSTEM = ("station", "region"), ("region", "hq"), ("system",)
# decisions.md, "Orders": verb → (states, who)
VERBS = {
    "issue": (("draft",), OFFICE + SYSTEM),
    "acknowledge": (("issued",), STATION),
    "contain": (("issued", "acknowledged"), STATION),
    "plan": (("issued", "acknowledged"), STATION),
    "submit": (("issued", "acknowledged"), STATION),
    "verify": (("submitted",), OFFICE),
    "close": (("verified",), OFFICE),
    "reject": (("submitted", "verified"), OFFICE),
    "ask": (("issued", "acknowledged"), STATION),
    "grant": (("issued", "acknowledged", "submitted"), OFFICE),
    "refuse": (("issued", "acknowledged", "submitted"), OFFICE),
    "pause": (("draft", "issued", "acknowledged", "submitted", "verified"), SYSTEM),
    "resume": (("draft", "issued", "acknowledged", "submitted", "verified"), SYSTEM),
    "cancel": (("draft", "issued", "acknowledged", "submitted", "verified"), OFFICE + SYSTEM),
}
OF_THE_AUDIT = ("appeal", "not_proven", "audit_void")


class Refused(Exception):
    """A verb that is not accepted; carries the code."""


class Order:
    """An order that is played step by step."""

    def __init__(self, kind):
        self.kind, self.rule = kind, CLASSES[kind]
        self.unit = self.rule["due"][0]
        self.state, self.round, self.moved = "draft", 0, 0
        self.due = self.rate_due = self.sent = self.paused = self.asked = None
        self.own = None  # the office's own time, in the unit of the class
        self.by = {}  # ack, contain, plan, verify, check: until when
        self.done = set()  # ack, contain, plan
        self.rejected_at = self.issued_at = self.verified_at = None
        self.still = []  # appeals of an order that was overdue before

    def clock(self, now):
        """Where the clock stands."""
        return min(now, self.paused["from"]) if self.paused else now

    def overdue(self, now):
        """Decision 26."""
        if self.state in ("issued", "acknowledged"):
            return over(self.due, self.clock(now))
        if self.state in ("submitted", "verified"):
            return over(self.sent["due"], self.sent["clock"])
        return False

    def step(self, at, act, role, person, **data):
        """One attempt; raises Refused."""
        states, who = VERBS[act]
        audit_cancel = act == "cancel" and self.state == "closed" and role == "system"
        if role not in who:
            raise Refused("role")
        if self.state not in states and not audit_cancel:
            raise Refused("state")
        undecided = self.asked and self.asked["decision"] is None
        if undecided and isinstance(self.due, Due) and self.clock(at) >= self.due.at:
            self.asked["decision"] = "lapsed"
        getattr(self, act)(at, role, person, **data)

    def read(self):
        self.done.add("ack")
        self.state = "acknowledged"

    def issue(self, at, role, person, due_ms=None):
        start = at
        if self.kind == "T1":
            start = w.due_t1(at) - 24 * HOUR
        policy = plus(start, self.rule["due"])
        if due_ms is not None:
            last = longer(policy, self.rule["more"]) if "more" in self.rule else policy
            if due_ms <= at or over(last, due_ms):
                raise Refused("deadline_out_of_range")
        self.due = self.rate_due = policy if due_ms is None else Due(due_ms)
        if due_ms is not None:
            self.own = until(start, due_ms, self.unit)
        self.by = {name: plus(start, self.rule[name]) for name in ("ack", "contain", "plan") if name in self.rule}
        self.state, self.issued_at = "issued", at
        if self.paused:
            self.paused["from"] = at

    def acknowledge(self, at, role, person):
        self.read()

    def contain(self, at, role, person):
        if "contain" not in self.rule:
            raise Refused("not_of_class")
        if "contain" in self.done:
            raise Refused("done")
        self.done.add("contain")
        self.read()

    def plan(self, at, role, person):
        if "plan" not in self.rule:
            raise Refused("not_of_class")
        self.done.add("plan")
        self.read()

    def submit(self, at, role, person, on_site=False):
        self.read()
        self.done.add("contain")
        self.sent = {"at": at, "clock": self.clock(at), "by": person, "on_site": on_site}
        self.sent |= {"due": self.due, "rate_due": self.rate_due}
        self.by["verify"] = office_plus(at, VERIFY.get(self.kind, ("work", 2)))
        self.state = "submitted"

    def judge(self, person, whose):
        if person is not None and person == whose:
            raise Refused("same_person")

    def verify(self, at, role, person):
        self.judge(person, self.sent["by"])
        self.verified_at = at
        if self.sent["on_site"]:
            self.state = "verified"
            if self.kind in VERIFY:  # section 5.4: on site within 24 h, and never before the papers were read
                self.by["check"] = Due(max(at, self.sent["at"] + VERIFY[self.kind][1]))
            else:
                self.by["check"] = office_plus(at, ("work", 2))
        else:
            self.end("closed")

    def close(self, at, role, person):
        self.judge(person, self.sent["by"])
        self.end("closed")

    def end(self, state):
        self.state, self.paused = state, None

    def reject(self, at, role, person):
        sent = self.sent
        self.judge(person, sent["by"])
        self.due = later(carried(sent["due"], sent["clock"], at, self.unit), plus(at, self.rule["least"]))
        too_late = over(sent["rate_due"], sent["clock"])
        if not too_late:
            self.rate_due = carried(sent["rate_due"], sent["clock"], at, self.unit)
        else:
            self.rate_due = sent["rate_due"]
        self.state, self.sent, self.rejected_at = "acknowledged", None, at
        self.round += 1
        self.moved += 1
        self.still = []
        self.by.pop("verify", None), self.by.pop("check", None)
        if self.paused:
            self.paused |= {"from": at, "overdue": False, "rate_over": too_late}

    def ask(self, at, role, person, more):
        if "more" not in self.rule:
            raise Refused("no_extension")
        if self.asked:
            raise Refused("extension_used")
        if self.paused:
            raise Refused("paused")
        unit, most = self.rule["more"]
        if more[0] != unit or not 0 < more[1] <= most:
            raise Refused("extension_span")
        if isinstance(self.due, Due) and at >= self.due.at:
            raise Refused("due_time_came")
        self.asked = {"by": person, "more": tuple(more), "decision": None}

    def grant(self, at, role, person, decision="granted"):
        if not self.asked or self.asked["decision"] in ("granted", "refused"):
            raise Refused("nothing_asked")
        if self.asked["decision"] == "lapsed":
            raise Refused("due_time_came")
        self.judge(person, self.asked["by"])
        if self.paused:
            raise Refused("paused")
        self.asked["decision"] = decision
        if decision == "granted":
            more = self.asked["more"]
            self.due, self.rate_due = longer(self.due, more), longer(self.rate_due, more)
            if self.sent:
                self.sent |= {name: longer(self.sent[name], more) for name in ("due", "rate_due")}
            self.moved += 1
            self.still = []

    def refuse(self, at, role, person):
        self.grant(at, role, person, "refused")

    def pause(self, at, role, person):
        if self.unit == "ms":
            raise Refused("not_of_class")
        if self.paused:
            raise Refused("paused")
        rate_over = over(self.sent["rate_due"], self.sent["clock"]) if self.sent else over(self.rate_due, at)
        self.paused = {"since": at, "from": at, "overdue": self.overdue(at), "rate_over": rate_over}

    def resume(self, at, role, person):
        if not self.paused:
            raise Refused("not_paused")
        pause, self.paused = self.paused, None
        if self.state == "draft":
            return
        if pause["overdue"]:
            self.still.append((pause["from"], at))
        else:
            self.due = carried(self.due, pause["from"], at, self.unit)
            self.moved += 1
            self.still = []
        if not pause["rate_over"]:
            self.rate_due = carried(self.rate_due, pause["from"], at, self.unit)
        begun = {"ack": self.issued_at, "plan": self.issued_at, "check": self.verified_at}
        begun["verify"] = self.sent["at"] if self.sent else None
        for name, since in begun.items():
            if name in self.by and since is not None:
                start = max(since, pause["from"])
                if not over(self.by[name], start):
                    self.by[name] = carried(self.by[name], start, at, "work")
        if self.rejected_at is not None and self.rejected_at >= pause["since"]:
            self.rejected_at = at

    def cancel(self, at, role, person, reason):
        mine = (reason in OF_THE_AUDIT) == (role == "system")
        if not mine or (self.kind == "T0" and reason == "audit_void"):
            raise Refused("reason")
        self.end("cancelled")

    def timers(self):
        """{rung: instant} of all that would be due as the order stands."""
        out = {}
        if self.paused or self.state in ("draft", "closed", "cancelled"):
            return out
        if self.state == "submitted":
            return {f"verifier_late.{self.round}": self.by["verify"]}
        if self.state == "verified":
            return {f"on_site_check_late.{self.round}": self.by["check"]}
        for name, what, pct in LADDER[self.kind]:
            if what == "share":
                out[f"{name}.{self.moved}"] = self.share(pct)
            elif what not in self.done:
                out[f"{name}.0"] = self.by[what]
        if isinstance(self.due, Due):
            for name, span in AFTER[self.kind]:
                out[f"{name}.{self.moved}"] = Due(self.after_due(span))
        if self.round >= 2:
            out[f"rejected_again.{self.round}"] = Due(self.rejected_at)
        return {name: at for name, at in out.items() if at is not None}

    def share(self, pct):
        """In days the morning of the day within which the share ends, counted back from the due day."""
        if isinstance(self.due, Pending):
            return None
        unit, whole = self.rule["due"]
        if self.own is not None:
            whole = self.own
        if self.asked and self.asked["decision"] == "granted":
            whole += self.asked["more"][1]
        left = whole * (100 - pct) // 100
        if unit == "ms":
            return Due(self.due.at - left)
        day = w.local(self.due.at).date()
        while left:
            day -= timedelta(days=1)
            left -= unit == "days" or w.is_working(day, stand_in=True)
        at = w.instant(day, NINE)
        return Due(at) if at < self.due.at else None

    def after_due(self, span):
        """So long after the due time; what is not reached when an appeal begins waits until it ends."""
        at = self.due.at
        if span and span[0] == "ms":
            at += span[1]
        elif span:
            day = w.local(at).date()
            for _ in range(span[1]):
                day += timedelta(days=1)
                day = day if span[0] == "days" else w.next_working(day, stand_in=True)
            at = w.instant(day, SIX)
        for since, until in self.still:
            if at > since:
                first, last = w.local(since).date(), w.local(at).date()
                days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
                calendar_days = span and span[0] == "days"
                left = len(days) if calendar_days else sum(w.is_working(day, stand_in=True) for day in days)
                zero = plus(until, ("work", 0), stand_in=True).at
                if calendar_days:
                    at = zero + max(1, left) * DAY
                else:
                    at = plus(until, ("work", max(1, left)), stand_in=True).at
        return at


def play(kind, steps, now):
    """What an order is at `now`, what its steps were answered, and the rungs that were due."""
    order, answers, told = Order(kind), [], {}
    for number, step in enumerate(steps):
        data = {key: value for key, value in step.items() if key not in ("at_ms", "act", "by", "person", "local")}
        person = step.get("person", {"station": 1, "region": 2, "hq": 3}.get(step["by"]))
        try:
            order.step(step["at_ms"], step["act"], step["by"], person, **data)
            answers.append("ok")
        except Refused as refused:
            answers.append(refused.args[0])
        following = steps[number + 1]["at_ms"] if number + 1 < len(steps) else now
        for name, deadline in order.timers().items():
            due = isinstance(deadline, Due) and step["at_ms"] <= deadline.at < min(following, now)
            if due and name not in told:
                told[name] = deadline.at
    return shown(order, answers, told, now)


def shown(order, answers, told, now):
    """The form of the vectors."""

    def at(deadline):
        return deadline.at if isinstance(deadline, Due) else None

    told_of = (order.due, order.rate_due, order.by.get("ack"), order.by.get("plan"))
    pending = [deadline.year for deadline in told_of if isinstance(deadline, Pending)]
    rate = order.sent and order.sent["rate_due"]
    out = {
        "answers": answers,
        "state": order.state,
        "due": at(order.due),
        "rate_due": at(order.rate_due),
        "overdue": order.overdue(now),
        "on_time": order.sent["clock"] <= rate.at if order.sent and isinstance(rate, Due) else None,
        "pending_year": pending[0] if pending else None,
    }
    out |= {f"{name}_by": at(order.by.get(name)) for name in ("ack", "contain", "plan", "verify", "check")}
    rungs = sorted(told.items(), key=lambda pair: (pair[1], pair[0]))
    out["rungs"] = [{"id": name, "at_ms": due, "late": now - due > LATE} for name, due in rungs]
    return out
