"""What is live in a workbook: the program of the results whose calculation fits into rows of formulas."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sunrack.scenario import Scenario
from sunrack.study.live import ALTITUDE, CLOCK, YEAR, program_of
from sunrack.trace import Program, Slot
from sunrack.trace.spreadsheet import part_that_fits

MOST_ROWS = 3000  # of one result: one that follows an orbit minute by minute, or searches for a rate, takes more
ALTITUDES = 400e3, 1200e3  # m, between which the formulas know the orbit; wider where the scenario is outside


@dataclass(frozen=True, eq=False)
class Live:
    """The live part of the model.

    Args:
        program: From inputs of the scenario, and numbers that are fixed, to the live results.
        fixed: Numbers that stand for lists which no row holds, by the program's key.
        laws: The law that gives such a number, by key.
        values: The live results in this scenario, by name.
        partly: Results that rest on such numbers.
        altitude: Lowest and highest for which the formulas are good [m].
    """

    program: Program
    fixed: Mapping[str, float]
    laws: Mapping[str, str]
    values: Mapping[str, float]
    partly: frozenset[str]
    altitude: tuple[float, float]

    @property
    def results(self) -> tuple[str, ...]:
        """Names of the live results."""
        return tuple(name for name, _ in self.program.outputs)


@lru_cache(maxsize=2)
def live_model(case: Scenario) -> Live:
    """The live part of a scenario's model."""
    values = case.values()
    here = values[ALTITUDE].si
    altitude = min(ALTITUDES[0], here), max(ALTITUDES[1], here)
    keys = {key for key, value in values.items() if not value.follows} - {CLOCK, YEAR}
    whole = program_of(case, keys, altitude, marks=True)
    cut, cuts = part_that_fits(whole, _varying(whole))
    names = [name for name, count in _counts(cut).items() if count <= MOST_ROWS]
    program = cut.part(names)
    cuts = {slot: key for slot, key in cuts.items() if key in program.keys}
    arrays = {one.key: np.array([values[one.key].si]) for one in whole.inputs}
    probe = replace(whole.part(names), outputs=tuple((key, Slot(slot)) for slot, key in cuts.items()))
    laws = {slot: call.law for call in whole.calls for slot in call.steps}
    fixed = probe.play(arrays) if cuts else {}
    found = program.play({**arrays, **fixed})
    return Live(
        program,
        {key: float(np.ravel(one)[0]) for key, one in fixed.items()},
        {key: laws.get(slot, "") for slot, key in cuts.items()},
        {name: float(np.ravel(one)[0]) for name, one in found.items()},
        _resting(program, {*cuts.values()}),
        altitude,
    )


def _varying(program: Program) -> list[str]:
    """Names of the outputs that are single numbers and hang on an input."""
    sizes = {step.slot: math.prod(step.shape) for step in program.steps if step.kind[1] in "biuf"}
    return [name for name, one in program.outputs if type(one) is Slot and sizes.get(one.number) == 1]


def _counts(program: Program) -> dict[str, int]:
    """How many steps each output rests on."""
    below = {step.slot: step.slots for step in program.steps}
    found: dict[str, int] = {}
    for name, one in program.outputs:
        ahead, seen = [one.number] if type(one) is Slot else [], set[int]()
        while ahead:
            slot = ahead.pop()
            if slot in below and slot not in seen:
                seen.add(slot)
                ahead += below[slot]
        found[name] = len(seen)
    return found


def _resting(program: Program, keys: set[str]) -> frozenset[str]:
    """The outputs that rest on some inputs."""
    found = {one.slot for one in program.inputs if one.key in keys}
    for step in program.steps:
        if any(slot in found for slot in step.slots):
            found.add(step.slot)
    return frozenset(name for name, one in program.outputs if type(one) is Slot and one.number in found)
