"""An answer on bare SI numbers as quantities: in the unit that a result is shown in, else in the one that the same
answer had when the walk ran with units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

import numpy as np

from sunrack.units.naming import Quantity, unit_of
from sunrack.units.quantities import kind_of_powers


class Shown(NamedTuple):
    """The unit of one number, and how SI numbers become numbers in it."""

    scale: float
    offset: float
    unit: Any


def units_in(answer: Any) -> Any:
    """The units of every quantity in an answer, in the answer's own form; None for what holds no quantity.

    Args:
        answer: A quantity, a frozen dataclass, a mapping or a tuple, one within another.
    """
    if isinstance(answer, Quantity):
        scale, offset, *_ = kind_of_powers(answer._units)
        return Shown(scale, offset, answer.units)
    if is_dataclass(answer):
        return _any({one.name: _field(getattr(answer, one.name), one.metadata.get("unit")) for one in fields(answer)})
    found: Any = None
    if isinstance(answer, Mapping):
        found = {name: units_in(one) for name, one in answer.items()}
    elif isinstance(answer, tuple):
        found = tuple(map(units_in, answer))
    return _any(found)


def _field(answer: Any, unit: str | None) -> Any:
    """As `units_in`; a quantity whose result is shown in a unit is given in that one, not in J kg/Wh."""
    if unit is None or not isinstance(answer, Quantity):
        return units_in(answer)
    return units_in(answer.to(unit_of(unit)))


def _any(found: Any) -> Any:
    """The units, or None where there is none among them."""
    return found if found and any(_parts(found)) else None


def with_units(answer: Any, units: Any) -> Any:
    """The same answer with quantities in place of bare SI numbers.

    Args:
        answer: Of the form of the one that `units_in` read.
        units: From `units_in`.
    Raises:
        KeyError, ValueError: The answer has another form.
    """
    if units is None:
        return answer
    if isinstance(units, Shown):
        number = np.asarray(answer)[()]
        number = number - units.offset if units.offset else number
        return Quantity(number / units.scale if units.scale != 1 else number, units.unit)
    if isinstance(answer, tuple):
        return tuple(with_units(one, unit) for one, unit in zip(answer, units, strict=True))
    if isinstance(answer, Mapping):
        return {name: with_units(one, units[name]) for name, one in answer.items()}
    made = object.__new__(type(answer))  # not made anew: its units are as they should be
    vars(made).update({name: with_units(getattr(answer, name), unit) for name, unit in units.items()})
    return made


def _parts(found: Any) -> Any:
    return found.values() if isinstance(found, dict) else found
