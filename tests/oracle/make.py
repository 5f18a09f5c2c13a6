#!/usr/bin/env python3
"""Writes `tests/vectors/*.json` from the oracle; `--check` fails when a file differs from what would be written.

The oracle is a second, small implementation of the rules, written from the design documents only, with exact fractions
and nothing but the standard library. Run it from anywhere: `python3 tests/oracle/make.py [--check]`.
"""

import json
import sys
from pathlib import Path

import cases_bulletin
import cases_calendar
import cases_flags
import cases_na
import cases_orders
import cases_ranking
import cases_score
import cases_score_answers
import cases_score_points
import cases_score_review
import cases_signatures
import cases_validate
import checklist as c
import coverage
import published
from score import score
from validate import score_line

VECTORS = Path(__file__).resolve().parent.parent / "vectors"


def score_cases():
    """All score cases."""
    out = []

    def add(name, why, data, *, review=None, all_lines=False, show=None):
        case = {"name": name, "why": why, "input": data}
        if review:
            case["review"] = review
        violations = score_line(data)
        if violations:
            case["expected"] = {"violations": violations}
        else:
            case["expected"] = score(data, review)
            lines = case["expected"].pop("lines")
            if show is None:
                wanted = [line for line in lines if all_lines or notable(line, review)]
            else:
                wanted = [line for line in lines if line["item"] in show]
            case["expected"]["lines"] = wanted
        assert bool(violations) == name.startswith("fault-"), (name, violations)
        out.append(case)

    for part in (
        cases_score.examples,
        cases_score.red_lines,
        cases_score.grades,
        cases_score.bonus,
        cases_score.rounding,
        cases_score_review.evidence,
        cases_score_review.requested,
        cases_score_points.touchpoints,
        cases_score_points.not_applicable,
        cases_score_points.coverage,
        cases_score_answers.gates,
        cases_score_answers.bands,
        cases_score_answers.faults,
        cases_score_answers.random_audits,
    ):
        part(add)
    return out


def notable(line, review):
    """Lines worth showing in a case that does not show all: the first losses and what is special."""
    special = (
        "red_line",
        "not_proven",
        "implied_by",
        "never_happened",
        "bonus_claimed",
        "bonus_not_accepted",
        "na:requested",
    )
    return line["rule"].startswith(special) or line["state"] == "not_observed" or line["miss"] != "none"


def files():
    """{file name: cases} of every vector file."""
    return {
        "na": cases_na.cases(),
        "validate": cases_validate.cases(),
        "score": score_cases(),
        "flags": cases_flags.cases(),
        "ranking": cases_ranking.cases(),
        "calendar": cases_calendar.cases(),
        "orders": cases_orders.cases(),
        "bulletin": cases_bulletin.cases(),
        "signatures": cases_signatures.cases(),
    }


def written(kind, cases):
    """The text of a vector file: one case a few lines, so that a change reads well."""
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names), [n for n in names if names.count(n) > 1]
    text = [f'{{"kind":"{kind}","checklist":"{c.ID}","version":{c.VERSION},"cases":[']
    for number, case in enumerate(cases):
        parts = [
            f'"{key}":{json.dumps(value, ensure_ascii=False, separators=(",", ":"))}' for key, value in case.items()
        ]
        text.append("{" + ",\n ".join(parts) + "}" + ("," if number + 1 < len(cases) else ""))
    return "\n".join([*text, "]}"]) + "\n"


def main(arguments):
    """Writes or checks; the exit code."""
    found = files()
    coverage.check(found)
    apart = published.differences()
    for line in apart:
        print(line)
    differing = []
    for kind, cases in found.items():
        path, text = VECTORS / f"{kind}.json", written(kind, cases)
        if "--check" not in arguments:
            VECTORS.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{path.name}: {len(cases)} cases")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            differing.append(path.name)
    extra = sorted(p.name for p in VECTORS.glob("*.json") if p.stem not in found)
    if differing or extra or apart:
        print(
            f"vector files that differ: {', '.join(differing) or 'none'}; unknown files: {', '.join(extra) or 'none'}"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
