"""The search for where orbit equals the ground: values to try, brackets of a change of sign, and their narrowing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.catalogue import near
from sunrack.rack import power_range
from sunrack.scenario import SECTIONS, Scenario, key_rules
from sunrack.units import to_si
from sunrack.values import Value

_ROUNDS, _POINTS = 9, 33  # each round narrows a bracket 32 times: 32^9 is beyond the last digit of a float


@dataclass(frozen=True)
class Brackets:
    """Two neighbouring values for each row of a table, between which a gap changes its sign.

    Args:
        found: Whether the row has such values.
        place: Place of the lower value among those tried.
        low, high: The two values.
        below: Whether the gap is negative below the change of sign.
    """

    found: Any
    place: Any
    low: Any
    high: Any
    below: Any


def brackets(tried: Any, gap: Any, now: float) -> Brackets:
    """In each row of gaps, the two values about the change of sign that lies nearest to the present value.

    Args:
        tried: Values in rising order, shape (values,).
        gap: Orbit less ground at each, shape (rows, values); not finite where the design is infeasible.
        now: The present value.
    """
    able, sign = np.isfinite(gap), np.where(np.isfinite(gap), np.sign(gap), 0)
    turns = able[:, :-1] & able[:, 1:] & (sign[:, :-1] * sign[:, 1:] <= 0) & (sign[:, :-1] != sign[:, 1:])
    away = np.where(turns, np.abs(0.5 * (tried[:-1] + tried[1:]) - now), np.inf)
    place, rows = np.argmin(away, axis=1), np.arange(len(gap))
    below = (gap[rows, place] < 0) | (gap[rows, place + 1] > 0)
    return Brackets(turns[rows, place], place, tried[place], tried[place + 1], below)


def narrowed(start: Brackets, gap_at: Callable[[Any], Any]) -> tuple[Any, Any]:
    """The two ends of every bracket, narrowed until they are neighbouring floats.

    Args:
        start: The brackets.
        gap_at: Gives the gap at values of shape (rows, points).
    """
    low, high, rows = start.low, start.high, np.arange(len(start.low))
    for _ in range(_ROUNDS):
        inner = np.linspace(low, high, _POINTS, axis=1)
        gap = gap_at(inner)
        after = np.argmax(np.where(start.below[:, None], gap >= 0, gap <= 0), axis=1)
        low, high = inner[rows, np.maximum(after - 1, 0)], inner[rows, after]
    return low, high


def trials(case: Scenario, key: str) -> Any:
    """Values to try: the key's bounds and range, and from a thousandth to a thousand times the present value."""
    value, (least, most) = case.values()[key], bounds(key, case)
    scale = abs(value.si) or max(abs(value.low or 0), abs(value.high or 0)) or 1.0
    wide = scale * np.concatenate([np.geomspace(1e-3, 1e3, 121), np.linspace(0.5, 1.5, 41), [0.0]])
    if value.si < 0:
        wide = -wide
    ends = [one for one in (value.low, value.high, value.si, least, most) if one is not None and np.isfinite(one)]
    tried = np.concatenate([wide, ends])
    return np.unique(tried[(tried >= _or(least, -np.inf)) & (tried <= _or(most, np.inf))])


def bounds(key: str, case: Scenario) -> tuple[float | None, float | None]:
    """The least and the most that a key allows in a scenario, in SI; a bound that a value must exceed is exceeded by a
    hair."""
    if key == "rack.power":
        return power_range(case.rack)
    if not (rules := key_rules(key)):  # of a region or plant
        return 0.0, 1.0 if key.endswith("contested") else None
    scale, offset, _ = to_si(rules["unit"])
    limits = rules["bounds"]
    above = None if limits["above"] is None else limits["above"] + 1e-9
    least, most = limits["at_least"] if above is None else above, limits["at_most"]
    return tuple(None if one is None else scale * one + offset for one in (least, most))  # type: ignore[return-value]


def whole(key: str) -> bool:
    """Whether a key is a whole number."""
    rules = key_rules(key)
    return bool(rules and rules["bounds"]["whole"])


def unmovable(key: str, values: dict[str, Value]) -> str:
    """Why no value of a key is searched for, in words; empty where one can be."""
    if key not in values:
        room, _, name = key.partition(".")
        own = SECTIONS[room].model_fields if room in SECTIONS else {}
        if name in own or (room == "ground" and name.rpartition(".")[2] in ("base", "supply", "source")):
            return f'"{key}" is not a numeric input but a choice. Use sunrack sweep'
        return f'"{key}" is not a numeric input{near(key, values) or ", such as launch.price. Results are no inputs"}'
    return f"{key} is a whole number and has no break-even and no slope. Use sunrack sweep" if whole(key) else ""


def _or(bound: float | None, other: float) -> float:
    return other if bound is None else bound
