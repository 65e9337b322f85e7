"""Whether our ranges hold what is stated of a satellite: every input at the end that brings a result nearest to it."""

from __future__ import annotations

import math

import numpy as np

from sunrack.published.beside import Reach
from sunrack.published.measures import measure
from sunrack.published.records import Analysis
from sunrack.published.runs import flat, scenario_of
from sunrack.scenario import Scenario
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.study.tornado import Driver, ranked, swings
from sunrack.verdict import Comparison

SHOWN = 3  # inputs that are named


def within_ranges(analysis: Analysis, case: Scenario) -> dict[str, Reach]:
    """Of each figure that is one result of ours, how near our ranges come to it; what is stated stays as stated.

    Args:
        analysis: Of a satellite.
        case: Whose ranges they are.
    """
    fixed = {key for group in analysis.groups for part in group.parts for key in flat(part)}
    found = {}
    for one in analysis.answers:
        if one.result is None or one.result.names != (one.result.text.strip(),) or math.isnan(one.low):
            continue
        name = one.result.text.strip()
        stated = scenario_of(case, analysis.region, analysis.groups, "orbit", one.inputs)
        rows = [row for row in swings(stated, name) if row.key not in {*fixed, *flat(one.inputs)}]
        best = _read(evaluate(stated, words={REGIONS: []}), name, one.unit)
        low_wanted = best > one.high
        if low_wanted or best < one.low:
            best = _read(_together(stated, rows, -1.0 if low_wanted else 1.0), name, one.unit)
        reached = best <= one.high if low_wanted else best >= one.low
        keys = tuple(row.key for row in ranked(rows)[:SHOWN])
        found[one.name] = Reach(best=best, keys=keys, reached=bool(reached))
    return found


def _together(case: Scenario, rows: list[Driver], sign: float) -> Comparison:
    """The design with every input at the end that raises a result (sign 1) or lowers it (sign -1), all at once."""
    over = {}
    for row in rows:
        ends = [one for one in (row.value.low, row.value.high) if one is not None]
        gains = np.nan_to_num(sign * np.array([row.at_low, row.at_high]), nan=-np.inf, neginf=-np.inf, posinf=-np.inf)
        if len(ends) == 2 and gains[0] != gains[1]:
            over[row.key] = np.array(ends[int(np.argmax(gains))])
    return evaluate(case, over, words={REGIONS: []})


def _read(c: Comparison, name: str, unit: str) -> float:
    """One result in a unit."""
    return float(measure(*c.row(name)).within(unit))
