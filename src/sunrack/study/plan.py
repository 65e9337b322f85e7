"""What a study computes, and in which pieces: axes or draws in, blocks of points out, each block on its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, Protocol, runtime_checkable

import numpy as np

from sunrack.catalogue import near
from sunrack.scenario import Scenario
from sunrack.study.axes import REGIONS, Axis
from sunrack.study.engine import evaluate
from sunrack.study.orbits import KEYS as ORBIT_KEYS
from sunrack.study.orbits import Orbits, cut
from sunrack.study.tape import Tape, Unrecordable, record
from sunrack.units import to_si
from sunrack.verdict import Comparison, compare

POINTS = 32_768  # of a block whose designs all differ: its arrays stay in a second-level cache
GRID_POINTS = 262_144  # of a block of a grid, most of whose arrays span few of its axes
REPEATS = 3  # blocks alike, from which on recording one pays


_YEAR = "year of "  # before the names of what varies among solved orbits


@runtime_checkable
class Spread(Protocol):
    """Draws as the shares of some distributions, which a tape may work out itself, and only those that its results rest on."""

    def shares(self, start: int, stop: int, names: Container[str] | None = None) -> dict[str, Any]:
        """Numbers between 0 and 1 by name for the draws from one to another, all of them or some."""

    def numbers(self, shares: Mapping[str, Any]) -> dict[str, Any]:
        """SI numbers by key from the shares."""


@dataclass(frozen=True)
class Block:
    """One piece of a study: its place among the study's axes, and the choices that hold in it."""

    number: int
    place: tuple[slice, ...]
    words: tuple[tuple[str, str], ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """Points along each axis."""
        return tuple(part.stop - part.start for part in self.place)


@dataclass(frozen=True, eq=False)
class Plan:
    """A study laid out: `run(block)` gives each output of a block, in the unit shown, whatever was run before it.

    Args:
        case: The scenario all starts from.
        outputs: Names of results, as `Comparison.to_dict` has them; with regions as an axis, "compare.cost_ratio".
        axes: What is varied; together a grid, or, with `paired`, all along one dimension.
        draws: In place of axes along that one dimension: SI numbers by key for the draws from one to another.
        count: How many draws.
        spans: Lowest and highest of each key that the draws vary [SI].
        inputs: Keys that the draws vary, given beside the results; `outputs` has them too.
        said: What else tells these draws from others, such as their seed.
        paired: Whether all axes run along one dimension.
        exact: Solve every orbit, even one for each design; else orbits are read from a chart where that is the faster.
    """

    case: Scenario
    outputs: tuple[str, ...]
    axes: tuple[Axis, ...] = ()
    draws: Callable[[int, int], Mapping[str, Any]] | None = None
    count: int = 0
    spans: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)
    paired: bool = False
    exact: bool = False

    @cached_property
    def dims(self) -> tuple[str, ...]:
        """Names of the dimensions."""
        return ("draw",) if self.draws else ("point",) if self.paired else tuple(axis.key for axis in self.axes)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Points along each dimension."""
        if self.draws:
            return (self.count,)
        return (len(self.axes[0]),) if self.paired else tuple(len(axis) for axis in self.axes)

    @property
    def size(self) -> int:
        """Points in all."""
        return int(np.prod(self.shape))

    @cached_property
    def scattered(self) -> bool:
        """Whether every point is a design of its own, along one dimension."""
        return bool(self.draws) or self.paired

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """Points of a block along each dimension; one of a choice."""
        if self.scattered:
            return (min(POINTS, self.shape[0]),)
        steps, most = [1 if axis.words else len(axis) for axis in self.axes], GRID_POINTS
        for dim in reversed(range(len(steps))):
            steps[dim] = even(steps[dim], max(1, min(steps[dim], most)))
            most //= steps[dim]
        return tuple(steps)

    @cached_property
    def blocks(self) -> list[Block]:
        """Every block, in the order of the points; a block holds one word of each choice."""
        return list(self.within(tuple(slice(0, size) for size in self.shape)))

    def within(self, place: tuple[slice, ...]) -> Iterator[Block]:
        """The blocks of a part of the study that begins where a block does, one after another."""
        parts = [[slice(start, min(start + step, one.stop)) for start in range(one.start, one.stop, step)] for one, step in zip(place, self.steps, strict=True)]
        return (Block(number, part, self._words(part)) for number, part in enumerate(itertools.product(*parts)))

    def _words(self, place: tuple[slice, ...]) -> tuple[tuple[str, str], ...]:
        if self.scattered:
            return ()
        return tuple((axis.key, axis.words[part.start]) for axis, part in zip(self.axes, place, strict=True) if axis.words)

    def run(self, block: Block) -> dict[str, Any]:
        """Every output of a block, in the unit shown; each of the block's shape or a shape that broadcasts to it."""
        kind = block.words, block.shape
        if kind not in self._tapes:
            self._tapes[kind], first = self._recorded(block)
            return first
        tape = self._tapes[kind]
        if tape is None:
            return self._walked(block.words, self._varied(block))
        return tape.play(self._varied(block, tape.inputs))

    @cached_property
    def _tapes(self) -> dict[Any, Tape | None]:
        return {}

    def __getstate__(self) -> dict[str, Any]:
        return {name: one for name, one in vars(self).items() if name != "_tapes"}  # each process records its own

    def _recorded(self, block: Block) -> tuple[Tape | None, dict[str, Any]]:
        """The outputs of a block, and the walk to them as a tape for all blocks of its kind; None where these are few, or it cannot be recorded."""
        walk, varied = partial(self._walked, block.words), self._varied(block)
        alike = [size // part for size, part, axis in zip(self.shape, block.shape, self.axes or (None,), strict=False) if not (axis and axis.words)]
        if np.prod(alike) < REPEATS:
            return None, walk(varied)
        try:
            return record(walk, varied)
        except Unrecordable:
            return None, walk(varied)

    def _varied(self, block: Block, names: Container[str] | None = None) -> dict[str, Any]:
        """Arrays that differ from block to block, by name, or some of them: along a grid each in its own dimension, its orbits' years with them."""
        if self.draws:
            return self._drawn(block, names)
        varied = self._along(block.place)
        if (year := self.orbits.year(self.chosen(block.words))) is not None:
            varied |= {f"{_YEAR}{name}": content for name, content in cut(year, block.place).items()}
        return varied

    def _walked(self, words: tuple[tuple[str, str], ...], varied: Mapping[str, Any]) -> dict[str, Any]:
        """Every output of what varies in a block."""
        case, region = self.chosen(words), dict(words).get(REGIONS)
        over = self._numbers({name: one for name, one in varied.items() if not name.startswith(_YEAR)})
        found = self._results(evaluate(case, over, words={REGIONS: [region] if region else self._regions}, orbit=self._orbit(case, over, varied)), region)
        beside = {key: (over[key] - offset) / scale for key, (scale, offset) in self._scales.items()}
        return {name: beside[name] if name in beside else found[name] for name in self.outputs}

    @cached_property
    def results(self) -> tuple[str, ...]:
        """The outputs that are results, and no inputs beside them."""
        return tuple(name for name in self.outputs if name not in self.inputs)

    def unit(self, key: str) -> str:
        """The unit that an input is shown in; luck, which is no value of the scenario, has none."""
        return value.unit if (value := self.case.values().get(key)) else ""

    @cached_property
    def _scales(self) -> dict[str, tuple[float, float]]:
        return {key: to_si(self.unit(key))[:2] for key in self.inputs}

    def _results(self, c: Comparison, region: str | None) -> dict[str, Any]:
        parts: dict[str, Any] = {}
        for room in {name.split(".")[0] for name in self.results if name.count(".") > 1} & set(vars(c.design)):
            parts |= getattr(c.design, room).to_dict(f"{room}.")
        whole = {name: _placed(name, region) for name in self.results}
        return {name: parts[full]["value"] if full in parts else c.result(full) for name, full in whole.items()}

    def _drawn(self, block: Block, names: Container[str] | None) -> dict[str, Any]:
        """What the draws of a block rest on: shares of the distributions, or numbers as they are."""
        start, stop = block.place[0].start, block.place[0].stop
        if isinstance(self.draws, Spread):
            return self.draws.shares(start, stop, names)
        assert self.draws is not None
        return dict(self.draws(start, stop))

    def _numbers(self, varied: dict[str, Any]) -> dict[str, Any]:
        """SI numbers by key from what varies."""
        return self.draws.numbers(varied) if isinstance(self.draws, Spread) else varied

    def _along(self, place: tuple[slice, ...]) -> dict[str, Any]:
        """SI numbers by key at some place, each along its own dimension only."""
        if self.paired:
            return {axis.key: axis.si[place[0]] for axis in self.axes}
        sides = len(self.axes)
        shaped = {dim: tuple(-1 if one == dim else 1 for one in range(sides)) for dim in range(sides)}
        return {axis.key: axis.si[part].reshape(shaped[dim]) for dim, (axis, part) in enumerate(zip(self.axes, place, strict=True)) if not axis.words}

    @cached_property
    def _cases(self) -> dict[Any, Scenario]:
        return {}

    def chosen(self, words: tuple[tuple[str, str], ...]) -> Scenario:
        """The scenario with some choices made."""
        if words not in self._cases:
            changes = {key: [word] if key == REGIONS else word for key, word in words}
            self._cases[words] = self.case.but(changes) if changes else self.case
        return self._cases[words]

    @cached_property
    def _regions(self) -> list[str]:
        """Regions that an output asks for: the others are not built."""
        named = [name for name in self.results if name.startswith(("ground.", "compare."))]
        return [region for region in self.case.sites if any(name.split(".")[1] == region for name in named)]

    # orbits

    @cached_property
    def orbits(self) -> Orbits:
        """What is known of the orbits beforehand."""
        if self.draws:
            varied: dict[str, Any] = {key: ends for key, ends in self.spans.items() if key in ORBIT_KEYS}
        elif self.paired:
            varied = {axis.key: (float(axis.si.min()), float(axis.si.max())) for axis in self.axes if axis.key in ORBIT_KEYS}
        else:
            varied = {key: one for key, one in self._along((slice(None),) * len(self.axes)).items() if key in ORBIT_KEYS}
        return Orbits(varied, self.scattered, self.size, self.exact)

    def _orbit(self, case: Scenario, over: Mapping[str, Any], varied: Mapping[str, Any]) -> dict[str, Any]:
        """The years of some designs, solved before or read from a chart, as the walk takes them; empty where it is to solve them itself."""
        if (charted := self.orbits.chart(case)) is not None:
            altitude, clock = (over.get(key, np.float64(case.values()[key].si)) for key in ORBIT_KEYS[:2])
            solved, seen = charted.at(altitude, clock)
            return {"solved": solved, "seen": seen}
        if (year := self.orbits.year(case)) is None:
            return {}
        return {"solved": replace(year, **{name.removeprefix(_YEAR): one for name, one in varied.items() if name.startswith(_YEAR)})}

    @property
    def orbit_errors(self) -> dict[str, float]:
        """Largest error of the charts that orbits were read from, by quantity; empty where every orbit was solved."""
        return self.orbits.errors


def even(size: int, most: int) -> int:
    """The step, no longer than the most, that cuts a size into the same number of parts as the most would, as even as can be."""
    return -(-size // -(-size // most))


def _placed(name: str, region: str | None) -> str:
    """A result's full name: "compare.cost_ratio" in a region is "compare.texas.cost_ratio"."""
    room, _, rest = name.partition(".")
    return f"{room}.{region}.{rest}" if region and room in ("compare", "ground") and "." not in rest else name


def check(plan: Plan) -> dict[str, str]:
    """Walk the plan at its nominal point with every option of each choice, one choice at a time, units checked; the unit of every output.

    Raises:
        ValueError: An output that is no number of the results, with the nearest name.
    """
    units = {key: plan.unit(key) for key in plan.inputs}
    choices = [axis for axis in plan.axes if axis.words]
    first = {axis.key: axis.words[0] for axis in choices}
    for words in [first, *(first | {axis.key: word} for axis in choices for word in axis.words[1:])]:
        known, region = compare(plan.chosen(tuple(words.items()))).to_dict(), words.get(REGIONS)
        for name in plan.results:
            row = known.get(_placed(name, region))
            if row is None:
                raise ValueError(f'"{name}" is not a result{near(name, known)}')
            units[name] = str(row["unit"])
    return units


def numbered(outputs: Sequence[str] | None, default: Sequence[str]) -> tuple[str, ...]:
    """Names of the outputs, each once."""
    return tuple(dict.fromkeys(outputs if outputs is not None else default))


