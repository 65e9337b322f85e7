"""What a study computes, and in which pieces: axes or draws in, blocks of points out, each block on its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from sunrack.catalogue import near
from sunrack.scenario import Scenario
from sunrack.study.axes import REGIONS, Axis
from sunrack.study.engine import evaluate
from sunrack.study.orbits import Chart, chart, solve
from sunrack.units import to_si
from sunrack.verdict import Comparison, compare

POINTS = 32_768  # of a block whose designs all differ: its arrays stay in a second-level cache
GRID_POINTS = 262_144  # of a block of a grid, most of whose arrays span few of its axes
ORBIT_KEYS = ("orbit.altitude", "orbit.local_time", "orbit.year")
SOLVED_AT_ONCE = 4096  # orbits of a grid that are solved ahead, once for the whole study


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
        case, over, region = self.chosen(block.words), self._over(block), dict(block.words).get(REGIONS)
        regions = [region] if region else self._regions
        found = self._results(evaluate(case, over, words={REGIONS: regions}, orbit=self._orbit(case, block, over)), region)
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

    def _over(self, block: Block) -> dict[str, Any]:
        """SI numbers by key for a block, each along its own dimension only."""
        if self.draws:
            return dict(self.draws(block.place[0].start, block.place[0].stop))
        if self.paired:
            return {axis.key: axis.si[block.place[0]] for axis in self.axes}
        over, sides = {}, len(self.axes)
        for dim, (axis, part) in enumerate(zip(self.axes, block.place, strict=True)):
            if not axis.words:
                over[axis.key] = axis.si[part].reshape(*(-1 if one == dim else 1 for one in range(sides)))
        return over

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
    def _years(self) -> dict[Any, Any]:
        return {}

    def _orbit(self, case: Scenario, block: Block, over: Mapping[str, Any]) -> dict[str, Any]:
        """What is known of the block's orbits beforehand: years solved once, or read from a chart."""
        kind = (case.orbit.shadow, case.attitude.radiator)
        varied = [key for key in ORBIT_KEYS if key in over]
        if self.scattered and varied:
            charted = self._chart(case, kind)
            if charted is None:
                return {}
            place = (over.get(key, case.values()[key].si) for key in ORBIT_KEYS[:2])
            solved, seen = charted.at(*place)
            return {"solved": solved, "seen": seen}
        if kind[0] not in self._years:
            spans = self._over(Block(0, tuple(slice(0, size) for size in self.shape), block.words)) if varied else {}
            orbits = [spans.get(key, case.values()[key].si) for key in ORBIT_KEYS]
            few = np.prod([np.size(one) for one in orbits]) <= SOLVED_AT_ONCE
            self._years[kind[0]] = solve(orbits[0], orbits[1], orbits[2], kind[0]) if few else None
        year = self._years[kind[0]]
        return {} if year is None else {"solved": _part(year, block.place)}

    def _chart(self, case: Scenario, kind: tuple[str, str]) -> Chart | None:
        if kind not in self._years:
            ends = [self._span(case, key) for key in ORBIT_KEYS]
            free = not self.exact and ends[2][0] == ends[2][1]
            self._years[kind] = chart(ends[0], ends[1], ends[2][0], *kind, nodes=max(64, self.size // 4)) if free else None
        found: Chart | None = self._years[kind]
        return found

    def _span(self, case: Scenario, key: str) -> tuple[float, float]:
        if key in self.spans:
            return self.spans[key]
        for axis in self.axes:
            if axis.key == key:
                return float(axis.si.min()), float(axis.si.max())
        value = case.values()[key].si
        return value, value

    @property
    def orbit_errors(self) -> dict[str, float]:
        """Largest error of the charts that orbits were read from, by quantity; empty where every orbit was solved."""
        found: dict[str, float] = {}
        for made in self._years.values():
            if isinstance(made, Chart):
                found = {name: max(found.get(name, 0.0), error) for name, error in made.error.items()}
        return found


def even(size: int, most: int) -> int:
    """The step, no longer than the most, that cuts a size into the same number of parts as the most would, as even as can be."""
    return -(-size // -(-size // most))


def _placed(name: str, region: str | None) -> str:
    """A result's full name: "compare.cost_ratio" in a region is "compare.texas.cost_ratio"."""
    room, _, rest = name.partition(".")
    return f"{room}.{region}.{rest}" if region and room in ("compare", "ground") and "." not in rest else name


def _part(year: Any, place: tuple[slice, ...]) -> Any:
    """A solved grid of orbits where a block lies; axes of one orbit stay whole."""
    from dataclasses import fields, replace

    sides = np.ndim(year.mean_fraction)
    if not sides:
        return year

    def cut(content: Any) -> Any:
        shape = np.shape(content)
        if len(shape) < sides:
            return content
        return content[tuple(slice(None) if size == 1 else part for size, part in zip(shape[:sides], place, strict=True))]

    return replace(year, **{one.name: cut(getattr(year, one.name)) for one in fields(year)})


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


