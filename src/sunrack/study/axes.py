"""The axes of a study: values with units, ranges written as text, or names from a catalogue; every mistake told in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from sunrack.catalogue import near, records
from sunrack.scenario import SECTIONS, Scenario
from sunrack.units import Quantity, UnitError, split, to_si, unit_of
from sunrack.values import to_value

REGIONS = "ground.regions"
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_CLOCKS = re.compile(r"(\d{1,2}:\d{2}):(\d{1,2}:\d{2}):(\d+)")


@dataclass(frozen=True)
class Axis:
    """One key's values: `si` numbers, or `words` for a choice; `shown` is the coordinate in the user's unit."""

    key: str
    shown: Any
    unit: str
    si: Any = None
    words: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.shown)


def axis(case: Scenario, key: str, values: Any) -> Axis:
    """The axis of one key.

    Args:
        case: The scenario, whose key it is.
        key: A number ("orbit.altitude", "ground.texas.grid_wait"), a choice ("launch.vehicle", "power.eclipse_policy") or "ground.regions".
        values: A quantity with an array, a list of values or names, or text: "500 km:1400 km:50", "1 USD/kg:1000 USD/kg:20:log", "06:00,10:30".
    Raises:
        ValueError: With a sentence that says what is wrong and what would be right.
    """
    if allowed := _names(case, key):
        return _words(key, values, allowed)
    numbers = case.values()
    if key not in numbers:
        known = [*numbers, *(f"{room}.{name}" for room, section in SECTIONS.items() for name in section.model_fields)]
        raise ValueError(f'"{key}" is not a number or a choice of the scenario that can be swept{near(key, known)}')
    unit, extra = numbers[key].unit, _extra(key)
    try:
        si, unit = _numbers(values, unit, extra)
    except UnitError as problem:
        raise ValueError(f"{key} {problem}") from None
    if si.size == 0:
        raise ValueError(f"{key} has no values to sweep")
    scale, offset, _ = to_si(unit)
    return Axis(key, (si - offset) / scale, unit, si)


def axes(case: Scenario, over: Mapping[str, Any]) -> list[Axis]:
    """Every axis of a study, and all its mistakes at once.

    Raises:
        ValueError: One sentence a line.
    """
    made, problems = [], []
    for key, values in over.items():
        try:
            made.append(axis(case, str(key), values))
        except ValueError as problem:
            problems.append(str(problem))
    if not over:
        problems.append('nothing to sweep: name a key, for example over={"orbit.altitude": "500 km:1400 km:50"}')
    if problems:
        raise ValueError("\n".join(problems))
    return made


def _names(case: Scenario, key: str) -> tuple[str, ...]:
    """What a choice may be; empty for a number."""
    if key == REGIONS:
        return tuple(dict.fromkeys([*records("regions"), *case.homes]))
    room, _, name = key.partition(".")
    if room not in SECTIONS or name not in SECTIONS[room].model_fields:
        return ()
    if kind := SECTIONS[room].extra(name).get("catalogue"):
        return tuple(records(str(kind)))
    return tuple(one for one in get_args(SECTIONS[room].model_fields[name].annotation) if isinstance(one, str))


def _words(key: str, values: Any, allowed: Sequence[str]) -> Axis:
    names = [one.strip() for one in values.split(",")] if isinstance(values, str) else list(values)
    names = list(allowed) if key == REGIONS and names == ["all"] else names
    for one in names:
        if one not in allowed:
            raise ValueError(f'{key} has no "{one}"; it is one of {", ".join(allowed)}{near(str(one), allowed)}')
    if not names or len(set(names)) < len(names):
        raise ValueError(f"{key} needs names, each once: {', '.join(allowed)}")
    return Axis(key, np.array(names), "", words=tuple(names))


def _extra(key: str) -> dict[str, Any]:
    room, _, name = key.partition(".")
    return {} if "." in name else SECTIONS[room].extra(name)


def _numbers(values: Any, unit: str, extra: Mapping[str, Any]) -> tuple[Any, str]:
    """SI numbers of an axis, each within the key's bounds, and the unit to show them in."""
    rules: dict[str, Any] = {"clock": extra.get("clock", False), **extra.get("bounds", {})}
    if isinstance(values, str):
        items, spacing = _written(values, bool(rules["clock"]))
        if spacing:
            first, last, count = items[0], items[1], int(items[2])
            ends = [to_value(one, unit, **rules).si for one in (first, last)]
            if spacing == "log" and min(ends) <= 0:
                raise UnitError(f'cannot be spaced by "log" from {first} to {last}: both ends must be more than 0')
            low, high = ends
            return np.geomspace(low, high, count) if spacing == "log" else np.linspace(low, high, count), _unit(
                first, unit
            )
        values = items
    if hasattr(values, "dimensionality"):
        values, written = np.atleast_1d(values.magnitude).ravel(), f"{values.units:~D}"
        scale, offset, _ = to_si(written)
        return _within(
            [Quantity(one, unit_of(written)) for one in _ends(values)], scale * values + offset, unit, rules
        ), written or unit
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiu":
        return _within(_ends(values), values.ravel().astype(float), unit, rules), unit
    items = list(values) if isinstance(values, Iterable) else [values]
    si = np.array([to_value(one, unit, **rules).si for one in items])
    return si, _unit(items[0], unit) if items else unit


def _ends(values: Any) -> list[Any]:
    """Least and greatest: what both allow, all between allow."""
    if not np.all(np.isfinite(values)):
        raise UnitError("must be finite numbers")
    return [np.min(values), np.max(values)] if np.size(values) else []


def _within(ends: Iterable[Any], si: Any, unit: str, rules: Mapping[str, Any]) -> Any:
    """The numbers, once their ends are found to keep the key's unit and bounds."""
    for end in ends:
        to_value(end if hasattr(end, "dimensionality") else float(end), unit, **rules)
    if rules.get("whole") and np.any(si != np.rint(si)):
        raise UnitError("must be whole numbers")
    return si


def _written(text: str, clock: bool) -> tuple[list[str], str]:
    """Items of a list ("a,b") with no spacing, or start, end and count of a range ("a:b:n", "a:b:n:log") with it."""
    items = [one.strip() for one in text.split(",")]
    if clock and all(_CLOCK.fullmatch(one) for one in items):
        return items, ""
    hours = _CLOCKS.fullmatch(text.strip()) if clock else None
    parts = list(hours.groups()) if hours else [one.strip() for one in text.split(":")]
    if len(parts) == 1:
        return items, ""
    spacing = parts.pop() if len(parts) == 4 else "linear"
    if len(parts) != 3 or spacing not in ("linear", "log") or not parts[2].isdigit() or int(parts[2]) < 1:
        raise UnitError(
            f'"{text[:60]}" is not a range; write "first:last:count" or "first:last:count:log", for example "500 km:1400 km:50"'
        )
    if int(parts[2]) > 10_000_000:
        raise UnitError(f"has {parts[2]} values on one axis; at most 10 million")
    return parts, spacing


def _unit(written: Any, unit: str) -> str:
    """The unit that a value is written in: the user's own, to be shown again."""
    if hasattr(written, "dimensionality"):
        return f"{written.units:~D}"
    return (split(written)[1] if isinstance(written, str) and not _CLOCK.fullmatch(written) else "") or unit
