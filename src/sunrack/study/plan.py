"""What a study computes, as data: axes or draws, the outputs, and the blocks that its points are cut into."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sunrack.names import Name
from sunrack.scenario import Scenario
from sunrack.study.axes import REGIONS, Axis

POINTS = 32_768  # of a block whose designs all differ: its arrays stay in a second-level cache
MOST_POINTS = 10**12  # of a study
GRID_POINTS = 262_144  # of a block of a grid, most of whose arrays span few of its axes


Words = tuple[tuple[str, str], ...]  # choices as (key, word): (("launch.vehicle", "falcon-9"),)


@dataclass(frozen=True)
class Block:
    """One part of a study: its place along the dimensions, and the choices that hold in it."""

    number: int
    place: tuple[slice, ...]
    words: Words

    @property
    def shape(self) -> tuple[int, ...]:
        """Points along each axis."""
        return tuple(part.stop - part.start for part in self.place)


@dataclass(frozen=True, eq=False)
class Plan:
    """A study laid out in blocks, each of which a `Runner` evaluates on its own.

    Args:
        case: The scenario that every point starts from.
        outputs: Names of results, as in `Comparison.to_dict`; along an axis of regions, "compare.cost_ratio".
        axes: What is varied: together a grid or, with `paired`, all along one dimension.
        draws: Instead of axes, along one dimension: gives SI numbers by key for the draws from `start` to `stop`.
        count: How many draws.
        spans: Lowest and highest value of each drawn key [SI].
        inputs: Drawn keys that are shown beside the results; `outputs` contains them too.
        said: What else identifies the draws, such as their seed.
        paired: Whether all axes run along one dimension.
        exact: Solve every orbit. Otherwise orbits are read from a chart where that is faster.
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
        """The blocks of a part of the study, in order; the part begins where a block begins."""
        parts = [
            [slice(start, min(start + step, one.stop)) for start in range(one.start, one.stop, step)]
            for one, step in zip(place, self.steps, strict=True)
        ]
        return (Block(number, part, self._words(part)) for number, part in enumerate(itertools.product(*parts)))

    def _words(self, place: tuple[slice, ...]) -> Words:
        if self.scattered:
            return ()
        return tuple(
            (axis.key, axis.words[part.start]) for axis, part in zip(self.axes, place, strict=True) if axis.words
        )

    @cached_property
    def results(self) -> tuple[str, ...]:
        """The outputs that are results and not inputs."""
        return tuple(name for name in self.outputs if name not in self.inputs)

    def unit(self, key: str) -> str:
        """The unit in which an input is shown; luck is not a value of the scenario and has none."""
        return value.unit if (value := self.case.values().get(key)) else ""

    def blocks_like(self, block: Block) -> int:
        """How many blocks have the shape and the choices of this one, which is counted too."""
        choices = [bool(axis.words) for axis in self.axes] if not self.scattered else [False]
        sides = zip(self.shape, self.steps, block.shape, choices, strict=True)
        return math.prod(size // step if part == step else 1 for size, step, part, chosen in sides if not chosen)

    def axis_values(self, place: tuple[slice, ...]) -> dict[str, Any]:
        """SI numbers of the axes by key in one part of the study, each along its own dimension."""
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

    def scenario_with(self, words: Words) -> Scenario:
        """The scenario with some choices made."""
        if words not in self._cases:
            varied = [Name.parse(axis.key).region for axis in self.axes]  # their regions stay beside the chosen one
            others = [region for region in varied if region in self.case.sites]
            changes = {key: list(dict.fromkeys([word, *others])) if key == REGIONS else word for key, word in words}
            self._cases[words] = self.case.but(changes) if changes else self.case
        return self._cases[words]


def even(size: int, most: int) -> int:
    """The length of even parts of a size, as few as parts of at most `most` allow."""
    return -(-size // -(-size // most))
