"""The axes of a study: values with units, ranges written as text, or names from a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from sunrack.catalogue import near, records
from sunrack.ground import PLANT_FIELDS, REGION_FIELDS, plant_value, region_value
from sunrack.names import Name
from sunrack.rack import out_of_range
from sunrack.reading import to_value
from sunrack.scenario import SECTIONS, Scenario, key_rules
from sunrack.scenario.sections import options
from sunrack.study.ranges import MOST, hours, nearest_count, written
from sunrack.units import Q, UnitError, in_si
from sunrack.units.door import is_bare_number
from sunrack.units.floats import float64
from sunrack.values import Value

REGIONS = "ground.regions"
_FIXED = {
    "finance.currency_year": "every price is converted to its year when the scenario is loaded. Use --set instead"
}


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
        key: A number ("orbit.altitude", "ground.texas.grid_wait"), a choice ("launch.vehicle", "power.eclipse_policy")
            or "ground.regions".
        values: A quantity with an array, a list of values or names, or text: "500 km:1400 km:50",
            "1 USD/kg:1000 USD/kg:20:log", "06:00,10:30". The coordinates are these very numbers, in the unit of the
            first.
    Raises:
        ValueError: With a sentence that says what is wrong and what would be right.
    """
    if not isinstance(key, str):
        raise ValueError(f"{key!r:.40} is not a key. A key is text such as orbit.altitude")
    if allowed := allowed_words(case, key):
        return _words(key, values, allowed)
    numbers = case.values()
    if key not in numbers:
        known = [*numbers, *(f"{room}.{name}" for room, section in SECTIONS.items() for name in section.model_fields)]
        raise ValueError(f'"{key}" is not an input{near(key, known)}')
    if key in _FIXED:
        raise ValueError(f"{key} cannot be swept: {_FIXED[key]}")
    try:
        found = _numbers(key, _listed(values), numbers[key].unit)
    except UnitError as problem:
        raise ValueError(f"{key} {problem}") from None
    if key == "rack.power" and (words := out_of_range(case.rack, float(np.min(found.si)), float(np.max(found.si)))):
        raise ValueError(f"{key} {words}")
    return found


def axes(case: Scenario, over: Mapping[str, Any]) -> list[Axis]:
    """Every axis of a study, and all its mistakes at once.

    Raises:
        ValueError: One sentence a line.
    """
    example = 'for example over={"orbit.altitude": "500 km:1400 km:50"}'
    if not isinstance(over, Mapping):
        raise ValueError(f"over must be a mapping from keys to values, {example}")
    made, problems = [], []
    for key, values in over.items():
        try:
            made.append(axis(case, key, values))
        except ValueError as problem:
            problems.append(str(problem))
    if not over:
        problems.append(f"no input to sweep. Give at least one, {example}")
    if problems:
        raise ValueError("\n".join(problems))
    return made


def allowed_words(case: Scenario, key: str) -> tuple[str, ...]:
    """What a choice may be; empty for a number."""
    if key == REGIONS:
        return tuple(dict.fromkeys([*records("regions"), *case.homes]))
    name = Name.parse(key)
    if name.region or name.room not in SECTIONS or name.key not in SECTIONS[name.room].model_fields:
        return ()
    kind = key_rules(key).get("catalogue")
    return tuple(records(str(kind))) if kind else options(SECTIONS[name.room], name.key)


def _words(key: str, values: Any, allowed: Sequence[str]) -> Axis:
    names = [one.strip() for one in values.split(",")] if isinstance(values, str) else values
    if not isinstance(names, Iterable) or isinstance(names, (bytes, Mapping)) or not getattr(names, "shape", (0,)):
        raise ValueError(f"{key} needs a list of names: {', '.join(allowed)}")
    try:
        names = list(islice(names, len(allowed) + 1))
    except TypeError:  # a quantity of one number says that it can be listed
        raise ValueError(f"{key} needs a list of names: {', '.join(allowed)}") from None
    names = list(allowed) if key == REGIONS and names == ["all"] else names
    for one in names:
        if not isinstance(one, str) or one not in allowed:
            said = f'"{one}"' if isinstance(one, str) else f"{one!r:.40}"
            raise ValueError(f"{key} has no {said}; it is one of {', '.join(allowed)}{near(str(one), allowed)}")
    if not names or len(set(names)) < len(names):
        raise ValueError(f"{key} needs names, each once: {', '.join(allowed)}")
    return Axis(key, np.array(names), "", words=tuple(map(str, names)))


def _listed(values: Any) -> Any:
    """The values as text, as one array or quantity, or as a list of single values."""
    if isinstance(values, Value):
        return [values.quantity]
    if isinstance(values, (Mapping, set, frozenset, bytes)) and not hasattr(values, "dtype"):
        raise UnitError(f"has its values in a {type(values).__name__}. Give a list")
    plain = getattr(getattr(values, "dtype", None), "kind", "O") in "OUS" and not hasattr(values, "unit")
    if isinstance(values, str) or hasattr(values, "magnitude") or not plain or not isinstance(values, Iterable):
        return values
    if np.ndim(getattr(values, "values", 0)) > 1:
        raise UnitError("must be a list of values, not a table")
    items = list(islice(values, MOST + 1))
    if len(items) > MOST:
        raise UnitError(f"has too many values for one axis (at most {MOST:,})")
    return [one.quantity if isinstance(one, Value) else one for one in items]


def _numbers(key: str, values: Any, unit: str) -> Axis:
    """The axis of a number, each value within the key's bounds."""
    rules = _rules(key)
    if rules.pop("clock", False) and (times := hours(values)) is not None:
        axis = Axis(key, times / 3600, "hour", times)
    else:
        numbers, written_in = written(values, unit) if isinstance(values, str) else _taken(values, unit)
        numbers = np.atleast_1d(numbers)
        si = in_si(numbers if written_in is None else Q(numbers, written_in), unit)
        axis = Axis(key, numbers, written_in or "", np.atleast_1d(si))
    if len(axis) == 0:
        raise UnitError("has no values to sweep")
    if rules.get("whole") and np.any(axis.si != np.rint(axis.si)):
        raise UnitError(f"must be whole numbers{nearest_count(values)}")
    for end in (np.min(axis.shown), np.max(axis.shown)):  # what both allow, all between allow
        _within(key, float(end) if not axis.unit else Q(float(end), axis.unit), unit, rules)
    return axis


def _taken(values: Any, unit: str) -> tuple[Any, str | None]:
    """Numbers as they are given and their unit, that of the first; None where they bear none."""
    if isinstance(values, list) and not values:
        return np.zeros(0), unit
    si = in_si(values, unit)  # refuses in words what is no such number, before any of it is converted
    from sunrack.units import registry
    from sunrack.units.quantities import taken

    numbers, powers = taken(values)
    if np.ndim(numbers) > 1:
        raise UnitError("must be a list of values, not a table")
    with suppress(UnitError, AttributeError):  # a quantity of astropy is read in base units, and shown in its own
        own = Q(float64(values.value), str(values.unit))
        if np.allclose(in_si(own, unit), si, rtol=1e-12, atol=0):
            return own.magnitude, str(values.unit)
    bare = all(map(is_bare_number, values)) if isinstance(values, list) else is_bare_number(values)
    return numbers, None if bare else f"{registry.Unit(powers):~D}"


def _rules(key: str) -> dict[str, Any]:
    """What `to_value` is told of a key of a section; nothing for a key of a region or a plant."""
    rules = key_rules(key)
    return {"clock": rules["clock"], **rules["bounds"]} if rules else {}


def _within(key: str, end: Any, unit: str, rules: Mapping[str, Any]) -> None:
    """Refuse a value that the scenario would refuse for this key."""
    name = Name.parse(key)
    if not name.region:
        to_value(end, unit, **rules)
    elif name.key in REGION_FIELDS:
        region_value(end, name.key)
    elif name.key in PLANT_FIELDS:
        plant_value(end, name.key)
