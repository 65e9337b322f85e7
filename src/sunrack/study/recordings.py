"""Recorded programs of a plan: where many blocks are alike, the walk is recorded once and played for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from math import prod
from threading import Lock
from typing import Any, Protocol

import numpy as np

from sunrack.study.plan import Block, Plan, Words
from sunrack.trace import Program, Trial, Unrecordable, record

REPEATS = 3  # blocks of one kind, below which recording never pays
# Points in blocks of one kind, from which on recording pays. It takes 0.1 s more than walking the first block, and
# playing saves 1.5 µs a point: with the first block it pays from 100,000 points on one core. On two cores it is over
# twice as many, since one core records while the other waits.
RECORD_FROM = 262_144
PROGRAMS = 256  # that are kept, a megabyte or two each: a grid of more choices walks the rest
TRIED = 16, 3  # designs of a block that a program is tried on: side by side, and along each axis of a grid

Outputs = dict[str, Any]


class BlockInputs(Protocol):
    """Gives the arrays that differ from block to block, by name, or some of them."""

    def __call__(self, block: Block, names: Any = None) -> dict[str, Any]:
        """The arrays of a block."""


@dataclass(frozen=True, eq=False)
class Recordings:
    """The recorded programs of a plan, one for each kind of blocks: those of one shape and of the same choices.

    Args:
        plan: The plan.
        evaluate: Every output for some choices and the inputs of a block.
        inputs: The inputs of a block.
    """

    plan: Plan
    evaluate: Callable[[Words, Mapping[str, Any]], Outputs]
    inputs: BlockInputs
    _programs: dict[Any, Program | None] = field(default_factory=dict)
    _locks: dict[Any, Lock] = field(default_factory=dict)
    _refused: dict[Any, str] = field(default_factory=dict)  # why a kind of blocks is not recorded
    _tried: dict[Any, Outputs] = field(default_factory=dict)  # outputs of the block that a program was tried on

    def outputs(self, block: Block) -> Outputs:
        """Every output of a block, played from a recording where that pays."""
        if not self._pays(block):
            return self.evaluate(block.words, self.inputs(block))
        kind = block.words, block.shape
        with self._locks.setdefault(kind, Lock()):  # threads that start together record a kind once
            if kind not in self._programs:
                self._programs[kind], first = self.record_block(block)
                return first
        program = self._programs[kind]
        if program is None:
            return self.evaluate(block.words, self.inputs(block))
        if (tried := self._tried.pop(_key(block), None)) is not None:
            return tried
        return program.play(self.inputs(block, program.keys))

    def record_block(self, block: Block) -> tuple[Program | None, Outputs]:
        """The program for all blocks of this one's kind, None where it cannot be recorded; and this block's outputs."""
        walk = partial(self.evaluate, block.words)
        inputs, kind = self.inputs(block), (block.words, block.shape)
        if sum(program is not None for program in list(self._programs.values())) >= PROGRAMS:
            self._refused[kind] = f"Only {PROGRAMS} kinds of blocks are recorded, and the study has more."
        else:
            try:
                return record(walk, inputs, self._trial(block))
            except Unrecordable as problem:
                self._refused[kind] = f"The walk cannot be recorded: {problem}."
        return None, walk(inputs)

    @property
    def attributes(self) -> dict[str, Any]:
        """Whether the blocks that ran in this process were played from a recording, and if not, why."""
        if not self._refused and any(one is not None for one in list(self._programs.values())):
            return {"recorded": True}
        few = (
            f"A recording pays from {RECORD_FROM:,} points in blocks of one shape and choice, and the study has fewer."
        )
        return {"recorded": False, "why_not_recorded": next(iter(self._refused.values()), few)}

    def _pays(self, block: Block) -> bool:
        """Whether so many blocks are like this one that recording costs less than it saves."""
        count = self.plan.blocks_like(block)
        return count >= REPEATS and count * prod(block.shape) >= RECORD_FROM

    def _trial(self, block: Block) -> Trial:
        """A block of the same shape elsewhere in the study, and a few of its designs."""
        most = TRIED[0] if self.plan.scattered else TRIED[1]
        choices = [bool(axis.words) for axis in self.plan.axes] or [False]
        parts = zip(block.place, self.plan.shape, choices, strict=False)  # paired axes have one dimension
        other = replace(block, place=tuple(_neighbour(*one) for one in parts))
        first = tuple(slice(part.start, min(part.stop, part.start + most)) for part in other.place)
        counts = [part.stop - part.start for part in first]

        def cut(output: Any) -> Any:
            sides = np.ndim(output)
            return output[tuple(slice(count) for count in counts[len(counts) - sides :])] if sides else output

        def keep(outputs: Outputs) -> None:
            self._tried.clear()  # one block is held at most
            self._tried[_key(other)] = outputs

        return Trial(self.inputs(other), self.inputs(replace(other, place=first)), cut, keep)


def _neighbour(part: slice, size: int, is_choice: bool) -> slice:
    """A part of the same length behind or before this one, if there is room; of a choice the same part."""
    length = part.stop - part.start
    shift = 0 if is_choice else min(length, size - part.stop) or -min(length, part.start)
    return slice(part.start + shift, part.stop + shift)


def _key(block: Block) -> Any:
    """A block's choices and place; a slice has no hash."""
    return block.words, tuple((part.start, part.stop) for part in block.place)
