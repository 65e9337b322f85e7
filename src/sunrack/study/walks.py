"""The walk over the blocks of a plan, recorded once where many blocks are alike.

The orbits are solved before, or read from a chart.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from math import prod
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from sunrack.scenario import Scenario
from sunrack.study import steps
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.study.orbits import KEYS as ORBIT_KEYS
from sunrack.study.orbits import Orbits, cut
from sunrack.study.steps import POOL, ROOMS, Misses, measure, mended
from sunrack.trace import Program, Trial, Unrecordable, record
from sunrack.units import to_si
from sunrack.verdict import Comparison

if TYPE_CHECKING:
    from sunrack.study.plan import Block, Plan

REPEATS = 3  # blocks of one kind, below which recording never pays
# Points in blocks of one kind, from which on recording pays. It takes 0.1 s more than walking the first block, and
# playing saves 1.5 µs a point: with the first block it pays from 100,000 points on one core. On two cores it is over
# twice as many, since one core records while the other waits.
RECORD_FROM = 262_144
PROGRAMS = 256  # that are kept, a megabyte or two each: a grid of more choices walks the rest
TRIED = 16, 3  # designs of a block that a program is tried on: side by side, and along each axis of a grid
_YEAR = "year of "  # before the names of what varies among solved orbits


@runtime_checkable
class Shares(Protocol):
    """Draws as the shares of some distributions. A program may work them out itself, and only those that it needs."""

    def shares(self, start: int, stop: int, names: Container[str] | None = None) -> dict[str, Any]:
        """Numbers between 0 and 1 by name for the draws from one to another, all of them or some."""

    def numbers(self, shares: Mapping[str, Any]) -> dict[str, Any]:
        """SI numbers by key from the shares."""


@dataclass(frozen=True, eq=False)
class Walks:
    """The walk over a plan's blocks, and what is kept from one to the next."""

    plan: Plan
    _programs: dict[Any, Program | None] = field(default_factory=dict)
    _locks: dict[Any, Lock] = field(default_factory=dict)
    _refused: dict[Any, str] = field(default_factory=dict)  # why a kind of blocks is not recorded
    _ahead: dict[Any, dict[str, Any]] = field(default_factory=dict)  # outputs of the block that a program was tried on

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {
            "_programs": {},
            "_locks": {},
            "_refused": {},
            "_ahead": {},
        }  # each process records its own

    def run(self, block: Block) -> dict[str, Any]:
        """Every output of a block."""
        outputs = self._found(block)
        if not self._steps:
            return outputs
        solved = partial(self.walked, block.words, exact=True)
        return mended(outputs, partial(self.varied, block), block.shape, self.misses.tolerance, solved)

    def _found(self, block: Block) -> dict[str, Any]:
        """Every output of a block, played from a recording where that pays, and the MARKS where a step could move a result."""
        if not self._pays(block):
            return self.walked(block.words, self.varied(block), marks=self._steps)
        kind = block.words, block.shape
        with self._locks.setdefault(kind, Lock()):  # threads that start together record a kind once
            if kind not in self._programs:
                self._programs[kind], first = self.recorded(block)
                return first
        program = self._programs[kind]
        if program is None:
            return self.walked(block.words, self.varied(block), marks=self._steps)
        if (ahead := self._ahead.pop(_spot(block), None)) is not None:
            return ahead
        return program.play(self.varied(block, program.keys))

    def recorded(self, block: Block) -> tuple[Program | None, dict[str, Any]]:
        """The program for all blocks of this one's kind, None where it cannot be recorded; and this block's outputs."""
        walk = partial(self.walked, block.words, marks=self._steps)
        varied, kind = self.varied(block), (block.words, block.shape)
        if sum(program is not None for program in list(self._programs.values())) >= PROGRAMS:
            self._refused[kind] = f"Only {PROGRAMS} kinds of blocks are recorded, and the study has more."
        else:
            try:
                return record(walk, varied, self._trial(block))
            except Unrecordable as problem:
                self._refused[kind] = f"The walk cannot be recorded: {problem}."
        return None, walk(varied)

    @property
    def said(self) -> dict[str, Any]:
        """Whether the blocks that ran in this process were played from a recording, and if not, why."""
        if not self._refused and any(one is not None for one in list(self._programs.values())):
            return {"recorded": True}
        few = (
            f"A recording pays from {RECORD_FROM:,} points in blocks of one shape and choice, and the study has fewer."
        )
        return {"recorded": False, "why_not_recorded": next(iter(self._refused.values()), few)}

    def _pays(self, block: Block) -> bool:
        """Whether so many blocks are like this one that recording costs less than it saves."""
        alike = self.plan.alike(block)
        return alike >= REPEATS and alike * prod(block.shape) >= RECORD_FROM

    def _trial(self, block: Block) -> Trial:
        """A block of the same shape elsewhere in the study, and a few of its designs."""
        most = TRIED[0] if self.plan.scattered else TRIED[1]
        choices = [bool(axis.words) for axis in self.plan.axes] or [False]
        parts = zip(block.place, self.plan.shape, choices, strict=False)  # paired axes have one dimension
        other = replace(block, place=tuple(_beside(*one) for one in parts))
        few = tuple(slice(part.start, min(part.stop, part.start + most)) for part in other.place)
        counts = [part.stop - part.start for part in few]

        def cut(output: Any) -> Any:
            sides = np.ndim(output)
            return output[tuple(slice(count) for count in counts[len(counts) - sides :])] if sides else output

        def told(outputs: dict[str, Any]) -> None:
            self._ahead.clear()  # one block is held at most
            self._ahead[_spot(other)] = outputs

        return Trial(self.varied(other), self.varied(replace(other, place=few)), cut, told)

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
        return outputs | (steps.marks(c, self.plan.results) if marks else {})

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
        """Arrays that differ from block to block, by name, or some of them.

        In a grid each lies along its own dimension, and the years of its orbits are among them.
        """
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
        """The years of some designs, solved before or read from a chart; empty where the walk solves them itself."""
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


def _beside(part: slice, size: int, chosen: bool) -> slice:
    """A part of the same length behind or before this one, if there is room; of a choice the same part."""
    length = part.stop - part.start
    shift = 0 if chosen else min(length, size - part.stop) or -min(length, part.start)
    return slice(part.start + shift, part.stop + shift)


def _spot(block: Block) -> Any:
    """A block's choices and place; a slice has no hash."""
    return block.words, tuple((part.start, part.stop) for part in block.place)
