"""The numpy back end: a program as one function without a loop or a branch.

The text of the function has one call per line, which holds the interpreter's lock for less time than a loop over steps
would; this counts among threads. The text is made of the program's slots and the `repr` of plain values alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sunrack.trace.operations import OPERATIONS
from sunrack.trace.parts import Argument, Constant, Input, Slot, Step


def text_of(inputs: Sequence[Input], steps: Sequence[Step], outputs: Sequence[tuple[str, Argument]]) -> str:
    """The text of the function `play(arrays)`: each step once, in order; a value is let go after its last use."""
    wanted = {one.number for _, one in outputs if type(one) is Slot}
    last = {slot: place for place, step in enumerate(steps) for slot in step.slots if slot not in wanted}
    varied = {one.slot for one in inputs} | {step.slot for step in steps}  # a constant is kept for the next play
    gone: list[list[int]] = [[] for _ in steps]
    for slot, place in last.items():
        if slot in varied:
            gone[place].append(slot)
    spent = _spent(steps)
    lines = [f"v{one.slot} = arrays[{one.key!r}]" for one in inputs]
    for step, done in zip(steps, gone, strict=True):
        words = [*map(_word, step.takes), *(f"{name}={content!r}" for name, content in step.named)]
        words += [f"out=v{slot}" for slot in done if step.slot in spent and spent.get(slot) == step.shape][:1]
        lines += [f"v{step.slot} = {_function(step.op)}({', '.join(words)})"]
        lines += [f"del {', '.join(f'v{slot}' for slot in done)}"] if done else []
    answers = ", ".join(f"{name!r}: {_word(one)}" for name, one in outputs)
    return "\n    ".join(["def play(arrays):", *lines, f"return {{{answers}}}\n"])


def compiled(
    inputs: Sequence[Input],
    constants: Sequence[Constant],
    steps: Sequence[Step],
    outputs: Sequence[tuple[str, Argument]],
) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """The function that plays a program: from arrays by key to outputs by name."""
    known: dict[str, Any] = {f"v{one.slot}": one.value for one in constants}
    known |= {_function(op): OPERATIONS[op].function for op in {step.op for step in steps}}
    exec(compile(text_of(inputs, steps, outputs), "<program>", "exec"), known)
    play: Callable[[Mapping[str, Any]], dict[str, Any]] = known["play"]
    return play


def _spent(steps: Sequence[Step]) -> dict[int, tuple[int, ...]]:
    """The arrays, with their shapes, that an elementwise step may write its answer into once nobody needs them: each
    was made by such a step, so that it is no view, and is taken by such steps alone, so that no view of it exists."""
    viewed = {slot for step in steps if not OPERATIONS[step.op].elementwise for slot in step.slots}
    return {
        step.slot: step.shape
        for step in steps
        if OPERATIONS[step.op].elementwise and step.kind == "<f8" and step.shape and step.slot not in viewed
    }


def _word(one: Argument) -> str:
    return f"v{one.number}" if type(one) is Slot else repr(one)


def _function(op: str) -> str:
    return "op_" + op.replace(".", "_")
