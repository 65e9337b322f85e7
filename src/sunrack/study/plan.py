"""What a study computes, and in which pieces: axes or draws in, blocks of points out, each block on its own."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sunrack.catalogue import near, records
from sunrack.scenario import Scenario
from sunrack.study.axes import REGIONS, Axis
from sunrack.study.walks import Walks, placed
from sunrack.verdict import compare

POINTS = 32_768  # of a block whose designs all differ: its arrays stay in a second-level cache
MOST_POINTS = 10**12  # of a study
GRID_POINTS = 262_144  # of a block of a grid, most of whose arrays span few of its axes


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
        return math.prod(self.shape)

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
        parts = [
            [slice(start, min(start + step, one.stop)) for start in range(one.start, one.stop, step)]
            for one, step in zip(place, self.steps, strict=True)
        ]
        return (Block(number, part, self._words(part)) for number, part in enumerate(itertools.product(*parts)))

    def _words(self, place: tuple[slice, ...]) -> tuple[tuple[str, str], ...]:
        if self.scattered:
            return ()
        return tuple(
            (axis.key, axis.words[part.start]) for axis, part in zip(self.axes, place, strict=True) if axis.words
        )

    @cached_property
    def results(self) -> tuple[str, ...]:
        """The outputs that are results, and no inputs beside them."""
        return tuple(name for name in self.outputs if name not in self.inputs)

    def unit(self, key: str) -> str:
        """The unit that an input is shown in; luck, which is no value of the scenario, has none."""
        return value.unit if (value := self.case.values().get(key)) else ""

    def alike(self, block: Block) -> int:
        """How many blocks, this one too, are of its shape and of its choices."""
        choices = [bool(axis.words) for axis in self.axes] if not self.scattered else [False]
        sides = zip(self.shape, self.steps, block.shape, choices, strict=True)
        return math.prod(size // step if part == step else 1 for size, step, part, chosen in sides if not chosen)

    def along(self, place: tuple[slice, ...]) -> dict[str, Any]:
        """SI numbers by key at some place, each along its own dimension only."""
        if self.paired:
            return {axis.key: axis.si[place[0]] for axis in self.axes}
        sides = len(self.axes)
        shaped = {dim: tuple(-1 if one == dim else 1 for one in range(sides)) for dim in range(sides)}
        return {
            axis.key: axis.si[part].reshape(shaped[dim])
            for dim, (axis, part) in enumerate(zip(self.axes, place, strict=True))
            if not axis.words
        }

    @cached_property
    def _cases(self) -> dict[Any, Scenario]:
        return {}

    def chosen(self, words: tuple[tuple[str, str], ...]) -> Scenario:
        """The scenario with some choices made."""
        if words not in self._cases:
            named = [
                axis.key.split(".")[1] for axis in self.axes if axis.key.startswith("ground.")
            ]  # regions that another axis is of
            others = [region for region in named if region in self.case.sites]
            changes = {key: list(dict.fromkeys([word, *others])) if key == REGIONS else word for key, word in words}
            self._cases[words] = self.case.but(changes) if changes else self.case
        return self._cases[words]

    @cached_property
    def walks(self) -> Walks:
        """The walk over its blocks, and what is known of it beforehand."""
        return Walks(self)

    def run(self, block: Block) -> dict[str, Any]:
        """Every output of a block, in the unit shown; each of the block's shape or a shape that broadcasts to it."""
        return self.walks.run(block)

    @property
    def result_errors(self) -> dict[str, float]:
        """Largest relative error of each result that is read from charts of orbits, as measured; empty where every orbit was solved."""
        return dict(self.walks.misses.errors) if self.scattered else {}

    @property
    def orbit_errors(self) -> dict[str, float]:
        """Largest error of the charts that orbits were read from, by quantity; empty where every orbit was solved."""
        return self.walks.orbits.errors


def even(size: int, most: int) -> int:
    """The step, no longer than the most, that cuts a size into the same number of parts as the most would, as even as can be."""
    return -(-size // -(-size // most))


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
            row = known.get(placed(name, region))
            if row is None:
                _, region, *rest = [*name.split("."), ""]
                if rest and region in records("regions") and region not in plan.case.sites:
                    raise ValueError(
                        f'"{name}" is of a region that the scenario does not have; add {region} to its regions'
                    )
                raise ValueError(f'"{name}" is not a result{near(name, known)}')
            units[name] = str(row["unit"])
    return units


def facing(case: Scenario, names: Iterable[str]) -> Scenario:
    """The scenario with every region that ships and that some keys or results name among those it is compared with."""
    for name in names:
        room, _, rest = name.partition(".")
        region, dot, _ = rest.partition(".")
        if dot and room in ("ground", "compare") and region in records("regions"):
            case, _ = case.against(region)
    return case
