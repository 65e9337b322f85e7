"""A plan in pieces: boxes of whole blocks, or parts of a block, numbered in order, each made anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil, prod
from typing import Any

import numpy as np

from sunrack.study.plan import Plan, even
from sunrack.study.runner import Runner
from sunrack.study.store.record import StoreError

POINTS = 2**18  # of a piece: 2 MB for each result
_LETTERS = 40
TEXT = f"<U{_LETTERS}"  # a result in words
_NAME = re.compile(r"\w[\w.\-]*")  # of a result or key: a folder in a .zarr, a column in a .csv
_LONGEST = 200  # bytes of a name, as file systems allow with room to spare


@dataclass(frozen=True)
class Pieces:
    """The pieces of a plan; called with a number, every result of that piece, whole."""

    runner: Runner
    kinds: dict[str, str]  # of each result: "<f8" or TEXT
    most: int = 2**62  # points of a piece, where that is fewer than usual

    @property
    def plan(self) -> Plan:
        """What is run."""
        return self.runner.plan

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """Points of a piece along each dimension: a block's, and as many blocks as fit."""
        steps, points, most = list(self.plan.steps), prod(self.plan.steps), min(self.most, POINTS)
        if self.most < points:
            for dim, step in enumerate(steps):
                steps[dim] = even(step, max(1, step * most // points))
                points = points // step * steps[dim]
        for dim in reversed(range(len(steps))):
            blocks = ceil(self.plan.shape[dim] / steps[dim])
            fit = even(blocks, max(1, min(blocks, most // points)))
            steps[dim], points = min(steps[dim] * fit, self.plan.shape[dim]), points * fit
        return tuple(steps)

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Pieces along each dimension."""
        return tuple(ceil(size / step) for size, step in zip(self.plan.shape, self.steps, strict=True))

    def __len__(self) -> int:
        return prod(self.counts)

    def spot(self, number: int) -> tuple[int, ...]:
        """Where a piece lies among the pieces."""
        return tuple(int(one) for one in np.unravel_index(number, self.counts))

    def place(self, number: int) -> tuple[slice, ...]:
        """Where a piece lies among the points."""
        ends = zip(self.spot(number), self.steps, self.plan.shape, strict=True)
        return tuple(slice(one * step, min((one + 1) * step, size)) for one, step, size in ends)

    def points(self, first: int, end: int) -> int:
        """Points of the pieces from one number up to another."""
        return sum(prod(part.stop - part.start for part in self.place(number)) for number in range(first, end))

    def __call__(self, number: int) -> dict[str, Any]:
        """Every result of a piece."""
        place = self.place(number)
        shape = tuple(part.stop - part.start for part in place)
        found = {name: np.empty(shape, dtype=kind) for name, kind in self.kinds.items()}
        for block in self.plan.within(place):
            inside = tuple(
                slice(one.start - whole.start, one.stop - whole.start)
                for one, whole in zip(block.place, place, strict=True)
            )
            for name, content in self.runner.run(block).items():
                found[name][inside] = content if self.kinds[name] != TEXT else _fitting(name, content)
        return found

    def columns(self, number: int) -> Iterator[tuple[str, Any, Any]]:
        """Each coordinate of a piece as (name, values, place of each point's value), in the order of the points."""
        place, plan = self.place(number), self.plan
        if plan.draws:
            draws = np.arange(place[0].start, place[0].stop)
            yield "draw", draws, np.arange(draws.size)
            return
        shape = tuple(part.stop - part.start for part in place)
        for dim, axis in enumerate(plan.axes):
            at = 0 if plan.paired else dim
            along = np.arange(shape[at]).reshape(*(-1 if one == at else 1 for one in range(len(shape))))
            yield axis.key, axis.shown[place[at]], np.broadcast_to(along, shape).ravel()


def _fitting(name: str, content: Any) -> Any:
    """Words of a result, none of which would be cut short."""
    words = np.asarray(content, dtype=str)
    if words.dtype.itemsize > np.dtype(TEXT).itemsize and np.strings.str_len(words).max() > _LETTERS:
        raise StoreError(f"a word of {name} has more than {_LETTERS} letters and cannot be stored")
    return words


def check_names(plan: Plan, latin: bool = False) -> None:
    """Refuse names that a file or folder cannot have, and words that break a line.

    Args:
        plan: The study.
        latin: Whether names must be of the letters of Latin-1, as in a .nc file.
    Raises:
        StoreError: Which, and what may be in it.
    """
    for name in (*(axis.key for axis in plan.axes), *plan.outputs):
        if not _NAME.fullmatch(name) or len(name.encode()) > _LONGEST:
            raise StoreError(
                f"{name[:200]!r} cannot be stored: "
                f'a name has letters, digits, ".", "-" and "_", and at most {_LONGEST} bytes'
            )
        if latin and not name.isascii() and max(name) > "\xff":
            raise StoreError(
                f'"{name}" cannot be a name in a .nc file, which takes only Latin-1 letters. Name a .zarr file'
            )
    for axis in plan.axes:
        for word in axis.words:
            if not word.isprintable():
                raise StoreError(f"{word[:200]!r}, a value of {axis.key}, cannot be stored: it has a control character")


def first_outputs(runner: Runner) -> dict[str, Any]:
    """The outputs of the first block; running it also solves what all blocks share."""
    plan = runner.plan
    return runner.run(next(plan.within(tuple(slice(0, step) for step in plan.steps))))


def kinds(first: dict[str, Any]) -> dict[str, str]:
    """Numbers or words, by result."""
    return {name: TEXT if np.asarray(content).dtype.kind in "US" else "<f8" for name, content in first.items()}
