"""The model as a program for one design, with the orbit read from a chart so that the altitude can vary too."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import numpy as np

from sunrack.known import Known
from sunrack.scenario import Scenario
from sunrack.study.charts import STEP, chart
from sunrack.study.engine import evaluate
from sunrack.trace import Program, note_rows, record

ALTITUDE, CLOCK, YEAR = "orbit.altitude", "orbit.local_time", "orbit.year"
_NUDGE = 1.01  # from the recorded design to the one that the program is tried on


def program_of(
    case: Scenario,
    keys: Collection[str],
    altitude: tuple[float, float],
    local_time: tuple[float, float] | None = None,
    *,
    marks: bool = False,
) -> Program:
    """Every result of a scenario, and the values and limits of its checks, from some of its inputs.

    Args:
        case: The scenario.
        keys: Of the inputs that vary; the year of the orbit cannot.
        altitude: Lowest and highest for which the program is good [m].
        local_time: Earliest and latest [s]; the scenario's alone if left out.
        marks: Whether to note laws and names, for readers.
    """
    values = case.values()
    here, clock = values[ALTITUDE].si, values[CLOCK].si
    below, above = (STEP * math.ceil(abs(end - here) / STEP) for end in altitude)
    heights = here - below, here + above  # the scenario's own height is a node of the chart
    orbits = chart(heights, local_time or (clock, clock), values[YEAR].si, case.orbit.shadow, case.attitude.radiator)
    if orbits is None:
        raise ValueError(
            f"the orbits from {altitude[0] / 1e3:.0f} to {altitude[1] / 1e3:.0f} km take too large a chart"
        )

    def walked(arrays: dict[str, Any]) -> dict[str, Any]:
        given = {key: arrays.get(key, np.array([values[key].si])) for key in (ALTITUDE, CLOCK)}
        solved, seen = orbits.at(given[ALTITUDE], given[CLOCK])
        c = evaluate(case, {**given, **arrays}, known=Known(year=solved, views=seen))
        rows = c.to_dict()
        if marks:
            note_rows(rows)
        found = {name: row["value"] for name, row in rows.items()}
        for check in c.checks:
            found |= {f"checks.{check.slug}.value": check.value, f"checks.{check.slug}.limit": check.limit}
        return found

    design = {key: np.array([values[key].si]) for key in values if key in keys}
    trial = {key: one * _NUDGE for key, one in design.items()}
    return record(walked, design, trial, units={key: values[key].unit for key in design}, marks=marks)[0]
