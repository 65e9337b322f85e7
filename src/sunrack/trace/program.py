"""A recorded walk as plain data: inputs, constants, steps, outputs, and where asked for calls of laws and names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from sunrack.trace.numpy import compiled
from sunrack.trace.parts import Argument, Call, Constant, Input, Name, Slot, Step


@dataclass(frozen=True, eq=False)
class Program:
    """Steps from inputs by key to outputs by name. It holds for arrays of the shapes that it was recorded with.

    Args:
        inputs: What varies.
        constants: What does not.
        steps: Each takes only from inputs, constants and steps before it.
        outputs: A slot or a plain value by name.
        calls, names: Marks for readers; empty unless they were asked for.
    """

    inputs: tuple[Input, ...]
    constants: tuple[Constant, ...]
    steps: tuple[Step, ...]
    outputs: tuple[tuple[str, Argument], ...]
    calls: tuple[Call, ...] = ()
    names: tuple[Name, ...] = ()

    def __len__(self) -> int:
        return len(self.steps)

    def __getstate__(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}  # the compiled function is made again

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Keys of the inputs."""
        return tuple(one.key for one in self.inputs)

    def part(self, outputs: Iterable[str] | None = None, cuts: Mapping[int, str] | None = None) -> Program:
        """The program of some outputs: only the inputs, constants and steps that they rest on.

        Args:
            outputs: Their names; all if left out.
            cuts: Keys by slot: there the part begins, and the slot is an input of that key.
        Raises:
            ValueError: A name that is no output, or a cut that is no step.
        """
        known, cuts = dict(self.outputs), dict(cuts or {})
        chosen = list(known if outputs is None else outputs)
        if strange := [name for name in chosen if name not in known]:
            raise ValueError(f'"{strange[0]}" is not an output of this program')
        made = {step.slot: step for step in self.steps}
        if loose := [slot for slot in cuts if slot not in made]:
            raise ValueError(f"slot {loose[0]} is not a step of this program, so it cannot be cut there")
        whole = {step.slot: step for step in self.steps if step.slot not in cuts}
        steps = _as_late_as_may_be(whole, [one.number for name in chosen if type(one := known[name]) is Slot])
        used = {slot for step in steps for slot in step.slots}
        used |= {step.slot for step in steps} | {one.number for name in chosen if type(one := known[name]) is Slot}
        starts = (Input(slot, key, "", made[slot].shape, made[slot].kind) for slot, key in cuts.items())
        return Program(
            tuple(one for one in (*self.inputs, *starts) if one.slot in used),
            tuple(one for one in self.constants if one.slot in used),
            tuple(steps),
            tuple((name, known[name]) for name in chosen),
            _within(self.calls, {step.slot for step in steps}),
            tuple(one for one in self.names if one.slot in used),
        )

    def play(self, arrays: Mapping[str, Any]) -> dict[str, Any]:
        """The outputs for other arrays: one for each of `keys`, of the shape that was recorded.

        Raises:
            ValueError: An array is missing, or has another shape or kind than the recorded one.
        """
        for one in self.inputs:
            if one.key not in arrays:
                raise ValueError(f"the program needs an array for {one.key}")
            array = arrays[one.key]
            if array.shape != one.shape or array.dtype.str != one.kind:
                raise ValueError(
                    f"{one.key} has the shape {array.shape} of kind {array.dtype.str}; the program was recorded with"
                    f" {one.shape} of kind {one.kind}"
                )
        with np.errstate(all="ignore"):
            return self._function(arrays)

    @cached_property
    def _function(self) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
        return compiled(self.inputs, self.constants, self.steps, self.outputs)


def _as_late_as_may_be(made: Mapping[int, Step], wanted: list[int]) -> list[Step]:
    """The steps that some slots rest on, in an order that holds few arrays at a time.

    Each stands behind the steps it takes from, and close before those that take from it.
    """
    order: list[Step] = []
    seen: set[int] = set()
    ahead = [(slot, False) for slot in reversed(wanted)]
    while ahead:
        slot, ready = ahead.pop()
        if ready:
            order.append(made[slot])
        elif slot in made and slot not in seen:
            seen.add(slot)
            ahead.append((slot, True))
            ahead += [(one, False) for one in reversed(made[slot].slots)]
    return order


def _within(calls: tuple[Call, ...], used: set[int]) -> tuple[Call, ...]:
    """The calls that did some of these steps or gave their answers, each with its nearest caller among them."""
    kept: dict[int, int] = {}
    found: list[Call] = []
    for place, call in enumerate(calls):
        steps = tuple(slot for slot in call.steps if slot in used)
        if not steps and not (type(call.answer) is Slot and call.answer.number in used):
            continue
        parent = call.parent
        while parent is not None and parent not in kept:
            parent = calls[parent].parent
        kept[place] = len(found)
        found.append(replace(call, parent=None if parent is None else kept[parent], steps=steps))
    return tuple(found)
