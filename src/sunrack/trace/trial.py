"""The last guard: played on numbers that were not recorded, a program must give what the function gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.trace.program import Program
from sunrack.trace.recorded import Unrecordable

Function = Callable[[dict[str, Any]], Mapping[str, Any]]
"""What is recorded: from arrays by key to results by name."""

_CLOSE = 1e-9  # relative, of designs that are walked by themselves: sums of other lengths may end in other digits


@dataclass(frozen=True)
class Trial:
    """Other numbers than those recorded, on which a program must give what the function gives.

    Args:
        arrays: By key, of the shapes that were recorded.
        few: Some of the same designs, where the function would take long for all; it then runs on these alone.
        cut: Takes those designs out of an output of all.
        told: Called with what the program gave for all, once that has been found right.
    """

    arrays: Mapping[str, Any]
    few: Mapping[str, Any] | None = None
    cut: Callable[[Any], Any] = lambda output: output
    told: Callable[[dict[str, Any]], None] = lambda outputs: None


def check(program: Program, function: Function, trial: Trial) -> None:
    """Play and walk other numbers, and compare them.

    Raises:
        Unrecordable: The program and the function give different results.
    """
    with np.errstate(all="ignore"):
        walked = function(dict(trial.arrays if trial.few is None else trial.few))
    try:
        played = program.play(trial.arrays)
    except Exception as problem:
        raise Unrecordable(f"played on other numbers it raises {type(problem).__name__}: {problem}") from problem
    if walked.keys() != played.keys():
        raise Unrecordable("the function gives other results for other numbers")
    for name, one in walked.items():
        if not (_same(one, played[name]) if trial.few is None else _close(one, trial.cut(played[name]))):
            raise Unrecordable(f"played on other numbers, {name} is not what the function gives")
    trial.told(played)


def _same(one: Any, other: Any) -> bool:
    """Equal to the last bit, the sign of a zero included; all undefined numbers are one, whose bits say nothing."""
    one, other = (_one_nan(np.asarray(content)) for content in (one, other))
    return bool(one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes())


def _one_nan(content: Any) -> Any:
    return np.where(np.isnan(content), np.nan, content) if content.dtype.kind == "f" else content


def _close(one: Any, other: Any) -> bool:
    one, other = np.asarray(one), np.asarray(other)
    if one.shape != other.shape or one.dtype.kind != other.dtype.kind:
        return False
    if one.dtype.kind != "f":
        return bool(np.array_equal(one, other))
    return bool(np.allclose(one, other, rtol=_CLOSE, atol=0.0, equal_nan=True))
