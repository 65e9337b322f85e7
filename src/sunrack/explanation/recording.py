"""The walk of a scenario, recorded once for its explanations: every input varies, and values have names and units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np

from sunrack.comparison import Comparison
from sunrack.explanation.units import NUMBERS, Kinds
from sunrack.known import Known
from sunrack.orbit.sun_synchronous import sun_synchronous_inclination
from sunrack.orbit.year import Year, solve_year
from sunrack.scenario import Scenario
from sunrack.section import Result
from sunrack.study.engine import evaluate
from sunrack.trace import OPERATIONS, Call, Program, Recorded, Slot, note, record
from sunrack.trace.explanation import Graph
from sunrack.trace.locals import Local, local_names
from sunrack.trace.marks import FUNCTIONS
from sunrack.units import Quantity, unit_of
from sunrack.verdict import compare

SOLVED = "solved."  # before the fields of the orbit's year among the inputs of the program
_NUDGE = 1.01  # from the recorded design to the one that the program is tried on
_SOLVER = "orbit.year.solve_year"
_SPELLINGS = {"**2": "²", "**3": "³", "*": "·", "yr": "year", "USD/h": "USD/hour"}  # pint's and ours
_ORBIT = ("orbit.altitude", "orbit.local_time", "orbit.year")
FUNCTIONS[_SOLVER] = solve_year


@dataclass(frozen=True, eq=False)
class Recording:
    """A recorded walk of one design.

    Args:
        case: The scenario.
        program: Every result from every number of the scenario and the orbit's year, with its marks.
        arrays: What it was recorded with, by key.
        results: Every result by name, as `Comparison.to_dict` gives it.
    """

    case: Scenario
    program: Program
    arrays: Mapping[str, Any]
    results: Mapping[str, Mapping[str, Any]]
    _graphs: dict[str, Graph] = field(default_factory=dict)

    @cached_property
    def values(self) -> dict[int, Any]:
        """The value of every slot. Step by step: each is wanted once, and a compiled function pays from the second."""
        found: dict[int, Any] = {one.slot: self.arrays[one.key] for one in self.program.inputs}
        found |= {one.slot: one.value for one in self.program.constants}
        with np.errstate(all="ignore"):
            for step in self.program.steps:
                takes = [found[one.number] if type(one) is Slot else one for one in step.takes]
                found[step.slot] = OPERATIONS[step.op].function(*takes, **dict(step.named))
        return found

    @cached_property
    def kinds(self) -> Kinds:
        """What each slot is, and so in which unit it can be shown."""
        return Kinds(self.program, self.case.values())

    @cached_property
    def opaque(self) -> dict[int, Call]:
        """What solved the orbit's year, which is no plain arithmetic: a call for each field that the program takes."""
        slots = {one.key: Slot(one.slot) for one in self.program.inputs}
        inclination = next(
            call.answer
            for call in self.program.calls
            if call.law == "orbit.sun_synchronous.sun_synchronous_inclination"
        )
        names = {key: slots[key] for key in _ORBIT if key in slots}
        args = (
            ("altitude", names["orbit.altitude"]),
            ("inclination", inclination),
            ("local_time", names["orbit.local_time"]),
            ("year", names.get("orbit.year", self.case.orbit.year.si)),
            ("shadow", self.case.orbit.shadow),
        )
        return {
            slot.number: Call(_SOLVER, args, slot, None, (), "orbit.path._year", key.removeprefix(SOLVED))
            for key, slot in slots.items()
            if key.startswith(SOLVED)
        }

    def graph(self, region: str) -> Graph:
        """The named values of the walk; those of a region come first where a value has several names."""
        if region not in self._graphs:
            context = (f"ground.{region}.", f"compare.{region}.") if region else ()
            self._graphs[region] = Graph(self.program, self.values, self.opaque, context)
        return self._graphs[region]

    def arrays_with(self, key: str, factor: float) -> dict[str, Any]:
        """The inputs with one of them some times as large, and the orbit's year that goes with it."""
        moved = {**self.arrays, key: self.arrays[key] * factor}
        return moved | year_of(self.case, moved) if key in _ORBIT else moved


def year_of(case: Scenario, arrays: Mapping[str, Any]) -> dict[str, Any]:
    """The orbit's year as inputs of the program."""
    altitude, clock, year = (arrays[key] for key in _ORBIT)
    solved = solve_year(altitude, sun_synchronous_inclination.si(altitude), clock, year, case.orbit.shadow)
    found = {f"{SOLVED}{one.name}": getattr(solved, one.name) for one in fields(Year)}
    return {key: np.asarray(one) for key, one in found.items() if one is not None}


@lru_cache(maxsize=4)
def recording(case: Scenario) -> Recording:
    """The recorded walk of a scenario."""
    values = case.values()
    arrays = {key: np.array([one.si]) for key, one in values.items() if not one.follows}  # the walk works these out
    arrays |= year_of(case, arrays)
    trial = {key: one if key.startswith(SOLVED) or key == "orbit.year" else one * _NUDGE for key, one in arrays.items()}
    units = _units_of_locals(case)

    def walked(varied: dict[str, Any]) -> dict[str, Any]:
        recorded = isinstance(varied[_ORBIT[0]], Recorded)
        known = Known(year=Year(**{key.removeprefix(SOLVED): one for key, one in varied.items() if key in solved}))
        over = {key: one for key, one in varied.items() if key not in solved}
        if not recorded:
            return _outputs(evaluate(case, over, known=known))
        with local_names(Recorded) as found:
            c = evaluate(case, over, known=known)
            outputs = _outputs(c)
        _note(c, found, units)
        return outputs

    solved = {key for key in arrays if key.startswith(SOLVED)}
    program, _ = record(walked, arrays, trial, units={key: one.unit for key, one in values.items()}, marks=True)
    return Recording(case, program, arrays, compare(case).to_dict())


def _outputs(c: Comparison) -> dict[str, Any]:
    return {name: row["value"] for name, row in c.to_dict().items()}


def rooms(c: Comparison) -> Iterator[tuple[str, Result]]:
    """Every answer of a comparison with the prefix of its names."""
    found = c.answers
    yield from found.design.rooms()
    yield "clock.", found.clock
    for name, rival in found.ground.items():
        yield f"ground.{name}.", rival
    for name, against in found.against.items():
        yield f"compare.{name}.", against
    for name, side in c.returns.items():
        yield f"{name}.", side


def _note(c: Comparison, found: list[Local], units: Mapping[Any, str]) -> None:
    """Name results, ends of ranges and local variables."""
    for prefix, room in rooms(c):
        for one in fields(room):
            if "unit" in one.metadata:
                said = one.metadata
                note(getattr(room, one.name), prefix + one.name, unit=said["unit"], about=said["about"])
        for name, content, unit in room.parts_shown():
            note(content, prefix + name, unit=unit)
    for key, value in c.scenario.values().items():
        section, _, own = key.partition(".")
        if value.follows:
            note(getattr(getattr(c.inputs, section), own), f"{key} (input)", unit=value.unit, rank="local")
    for check in c.checks:
        for name, row in check.results().items():
            note(row["value"], f"checks.{check.slug}.{name}", unit=row["unit"] if row["unit"] != "dB" else "")
    for place, space in _spaces(c.inputs):
        for key, content in vars(space).items():
            for end in ("low", "high"):
                if key.endswith(f"_{end}"):
                    note(content, f"{place}.{key.removesuffix(f'_{end}')}.{end}", rank=end)
    for local in sorted(found, key=lambda one: (one.is_argument, one.depth)):
        unit = units.get(local.place, "")
        note(local.content, local.text, unit=unit, rank="argument" if local.is_argument else "local")
    for check in c.checks:  # these are numbers in the unit of the check
        for before, content in zip(NUMBERS, (check.value, check.limit), strict=True):
            note(content, f"{before}{check.unit}" if check.unit else before.removesuffix(" in "), rank="argument")


def _spaces(inputs: Any) -> Iterator[tuple[str, Any]]:
    """The inputs that come with the ends of their ranges."""
    yield "cost", inputs.cost
    yield "ground", inputs.ground
    for name, space in (*inputs.sites.items(), *inputs.plants.items()):
        yield f"ground.{name}", space


def _units_of_locals(case: Scenario) -> dict[Any, str]:
    """The unit of each local variable, from a walk with quantities."""
    with local_names(Quantity) as found:
        c = compare(case, checked=True)
        _ = c.checks
    known = dict.fromkeys([*(row["unit"] for row in c.to_dict().values()), *(v.unit for v in case.values().values())])
    by_dimension: dict[str, str] = {}
    for unit in known:
        if unit != "dB":
            by_dimension.setdefault(_dimension(unit), unit)
    return {local.place: _shown_unit(local.content, known, by_dimension) for local in found}


def _shown_unit(content: Any, known: Mapping[str, Any], by_dimension: Mapping[str, str]) -> str:
    """The unit to show a local variable in: its own if results or inputs use it, else theirs of the same dimension."""
    text = f"{content.units:~}".replace(" ", "")
    for written, printed in _SPELLINGS.items():
        text = text.replace(written, printed)
    return text if text in known else by_dimension.get(f"{content.dimensionality}", "")


@cache
def _dimension(unit: str) -> str:
    return f"{unit_of(unit).dimensionality}"


__all__ = ["SOLVED", "Recording", "recording", "rooms"]
