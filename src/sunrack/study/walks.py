"""The walk over the blocks of a plan: as a tape, where many blocks are alike; the orbits are solved before, or read from a chart."""

from __future__ import annotations

from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from sunrack.scenario import Scenario
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.study.orbits import KEYS as ORBIT_KEYS
from sunrack.study.orbits import Orbits, cut
from sunrack.study.steps import MARKS, POOL, ROOMS, Misses, measure, mended
from sunrack.study.tape import Tape, record
from sunrack.units import to_si
from sunrack.verdict import Comparison

if TYPE_CHECKING:
    from sunrack.study.plan import Block, Plan

REPEATS = 3  # blocks alike, from which on recording one pays
TAPES = 256  # that are kept, a megabyte or two each: a grid of more choices walks the rest
_YEAR = "year of "  # before the names of what varies among solved orbits


@runtime_checkable
class Shares(Protocol):
    """Draws as the shares of some distributions, which a tape may work out itself, and only those that its results rest on."""

    def shares(self, start: int, stop: int, names: Container[str] | None = None) -> dict[str, Any]:
        """Numbers between 0 and 1 by name for the draws from one to another, all of them or some."""

    def numbers(self, shares: Mapping[str, Any]) -> dict[str, Any]:
        """SI numbers by key from the shares."""


@dataclass(frozen=True, eq=False)
class Walks:
    """The walk over a plan's blocks, and what is kept from one to the next."""

    plan: Plan
    _tapes: dict[Any, Tape | None] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {"_tapes": {}}  # each process records its own

    def run(self, block: Block) -> dict[str, Any]:
        """Every output of a block."""
        kind = block.words, block.shape
        if kind not in self._tapes:
            self._tapes[kind], outputs = self.recorded(block)
        elif (tape := self._tapes[kind]) is None:
            outputs = self.walked(block.words, self.varied(block), marks=self._steps)
        else:
            outputs = tape.play(self.varied(block, tape.inputs))
        if not self._steps:
            return outputs
        solved = partial(self.walked, block.words, exact=True)
        return mended(outputs, partial(self.varied, block), block.shape, self.misses.tolerance, solved)

    def recorded(self, block: Block) -> tuple[Tape | None, dict[str, Any]]:
        """The walk as a tape for all blocks of this one's kind, None where these are few or it cannot be recorded; and this one's outputs."""
        walk, varied = partial(self.walked, block.words, marks=self._steps), self.varied(block)
        if self.plan.alike(block) >= REPEATS and sum(tape is not None for tape in list(self._tapes.values())) < TAPES:
            with suppress(
                TypeError, AttributeError
            ):  # Unrecordable is one; of what else is wrong the walk itself tells
                return record(walk, varied)
        return None, walk(varied)

    def walked(
        self,
        words: tuple[tuple[str, str], ...],
        varied: Mapping[str, Any],
        exact: bool = False,
        marks: bool = False,
    ) -> dict[str, Any]:
        """Every output for some choices and what varies in a block; with `exact` every orbit is solved, with `marks` the MARKS stand beside."""
        case, region, draws = self.plan.chosen(words), dict(words).get(REGIONS), self.plan.draws
        over = {name: one for name, one in varied.items() if not name.startswith(_YEAR)}
        over = draws.numbers(over) if isinstance(draws, Shares) else over
        orbit = {} if exact else self._orbit(case, over, varied)
        c = evaluate(case, over, words={REGIONS: [region] if region else self._regions}, orbit=orbit)
        found = self._results(c, region)
        found |= {key: (over[key] - offset) / scale for key, (scale, offset) in self._scales.items()}
        outputs = {name: found[name] for name in self.plan.outputs}
        if marks:
            ride = c.design.launch
            beside = ride.satellites_by_mass, ride.satellites_by_volume, c.design.orbit.longest_eclipse
            outputs |= dict(zip(MARKS, beside, strict=True))
        return outputs

    @cached_property
    def _steps(self) -> bool:
        """Whether a step could move a result that is read from a chart."""
        moved = any(name.partition(".")[0] in ROOMS for name in self.plan.results)
        return moved and self.orbits.chart(self.plan.case) is not None

    @cached_property
    def misses(self) -> Misses:
        """What the chart misses, measured on designs of the study itself; nothing where every orbit is solved."""
        plan = self.plan
        if self.orbits.chart(plan.case) is None:
            return Misses({}, 0.0)
        count = min(POOL, plan.size)
        if plan.draws:
            pool = self._drawn(0, count)
        else:
            places = np.linspace(0, plan.size - 1, count).astype(np.intp)
            pool = {axis.key: axis.si[places] for axis in plan.axes}
        return measure(pool, *(partial(self.walked, (), exact=exact, marks=True) for exact in (False, True)))

    def varied(self, block: Block, names: Container[str] | None = None) -> dict[str, Any]:
        """Arrays that differ from block to block, by name, or some of them: along a grid each in its own dimension, its orbits' years with them."""
        if self.plan.draws:
            return self._drawn(block.place[0].start, block.place[0].stop, names)
        varied = self.plan.along(block.place)
        if (year := self.orbits.year(self.plan.chosen(block.words))) is not None:
            varied |= {f"{_YEAR}{name}": content for name, content in cut(year, block.place).items()}
        return varied

    def _drawn(self, start: int, stop: int, names: Container[str] | None = None) -> dict[str, Any]:
        draws = self.plan.draws
        if isinstance(draws, Shares):
            return draws.shares(start, stop, names)
        return dict(draws(start, stop)) if draws else {}

    @cached_property
    def orbits(self) -> Orbits:
        """What is known of the orbits beforehand."""
        plan = self.plan
        if plan.draws:
            varied: dict[str, Any] = dict(plan.spans)
        elif plan.paired:
            varied = {axis.key: (float(axis.si.min()), float(axis.si.max())) for axis in plan.axes}
        else:
            varied = plan.along((slice(None),) * len(plan.axes))
        return Orbits(
            {key: one for key, one in varied.items() if key in ORBIT_KEYS}, plan.scattered, plan.size, plan.exact
        )

    def _orbit(self, case: Scenario, over: Mapping[str, Any], varied: Mapping[str, Any]) -> dict[str, Any]:
        """The years of some designs, solved before or read from a chart, as the walk takes them; empty where it is to solve them itself."""
        if (charted := self.orbits.chart(case)) is not None:
            altitude, clock = (over.get(key, np.float64(case.values()[key].si)) for key in ORBIT_KEYS[:2])
            solved, seen = charted.at(altitude, clock)
            return {"solved": solved, "seen": seen}
        if (year := self.orbits.year(case)) is None:
            return {}
        return {
            "solved": replace(
                year, **{name.removeprefix(_YEAR): one for name, one in varied.items() if name.startswith(_YEAR)}
            )
        }

    def _results(self, c: Comparison, region: str | None) -> dict[str, Any]:
        names = self.plan.results
        parts: dict[str, Any] = {}
        for room in {name.split(".")[0] for name in names if name.count(".") > 1} & set(vars(c.design)):
            parts |= getattr(c.design, room).to_dict(f"{room}.")
        whole = {name: placed(name, region) for name in names}
        return {name: parts[full]["value"] if full in parts else c.result(full) for name, full in whole.items()}

    @cached_property
    def _scales(self) -> dict[str, tuple[float, float]]:
        return {key: to_si(self.plan.unit(key))[:2] for key in self.plan.inputs}

    @cached_property
    def _regions(self) -> list[str]:
        """Regions that an output asks for: the others are not built."""
        named = [name for name in self.plan.results if name.startswith(("ground.", "compare."))]
        return [region for region in self.plan.case.sites if any(name.split(".")[1] == region for name in named)]


def placed(name: str, region: str | None) -> str:
    """A result's full name: "compare.cost_ratio" in a region is "compare.texas.cost_ratio"."""
    room, _, rest = name.partition(".")
    return f"{room}.{region}.{rest}" if region and room in ("compare", "ground") and "." not in rest else name
