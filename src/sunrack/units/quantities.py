"""Quantities of every kind: what pint and other libraries give, and the units of pint as a kind. This imports pint."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import pint

from sunrack.units.door import attributes, holds_quantity, in_si, is_bare_number, kept, scaled
from sunrack.units.floats import float64, is_plain, stacked
from sunrack.units.kinds import PLAIN, Kind
from sunrack.units.naming import Quantity, has_offset, registry, unit_of
from sunrack.units.text import UnitError, split

_PLAIN = registry.UnitsContainer()


def converted(value: Any, unit: str) -> Any:
    """The value as a quantity in `unit`, to the digit as given where it is in that unit already."""
    if isinstance(value, (list, tuple)) and not is_plain(value):
        return Quantity(stacked([converted(one, unit).magnitude for one in value]), unit_of(unit))
    numbers, written = taken(value)
    wanted = unit_of(unit)
    scale, offset, *_ = kind_of_powers(wanted._units)
    if written == wanted._units or (not written and is_bare_number(value)):
        scaled(numbers, scale, offset)  # is refused here if it would overflow
        return Quantity(numbers, wanted)
    with np.errstate(all="ignore"):
        return Quantity(kept(numbers, (in_si(value, unit, finite=False) - offset) / scale), wanted)


def taken(value: Any) -> tuple[Any, Any]:
    """The float64 number or array in a value and the powers of its units, none where it is bare."""
    if type(value) is Quantity:
        return float64(value.magnitude), value._units
    if isinstance(value, str):
        number, text = split(value)
        return number, unit_of(text)._units
    if type(value) in (float, int, np.ndarray):
        return float64(value), _PLAIN
    if isinstance(value, pint.Quantity):
        return _foreign(value)
    if type(getattr(value, "quantity", None)) is Quantity:  # a value of a scenario
        return taken(value.quantity)
    if isinstance(value, (list, tuple)) and not is_plain(value):
        return _listed(value)
    if holds_quantity(value):
        return taken(value.data)
    if hasattr(value, "unit") and hasattr(value, "value"):
        return _of_astropy(value)
    if is_bare_number(value):
        return float64(value), _PLAIN
    text = attributes(value).get("units", getattr(value, "dimensionality", getattr(value, "units", None)))
    return float64(np.asarray(value)), unit_of(str(text))._units


def _listed(values: Any) -> tuple[Any, Any]:
    """Each of a list in the unit of the first."""
    if not values:
        return np.zeros(0), _PLAIN
    parts = [taken(one) for one in values]
    first = parts[0][1]
    if all(powers == first for _, powers in parts):
        return stacked([numbers for numbers, _ in parts]), first
    text = f"{registry.Unit(first):D}"
    return stacked([converted(one, text).magnitude for one in values]), first


def _foreign(value: Any) -> tuple[Any, Any]:
    """A quantity of another pint registry: its units by name, or by its base units where a name is not ours."""
    numbers = float64(value.magnitude)
    try:
        return numbers, _named(value._units.items())
    except UnitError as problem:
        definitions = value._REGISTRY._units
        if any(name.startswith("delta_") or not definitions[name].is_multiplicative for name in value._units):
            raise
        try:
            base = type(value)(numbers, value._units).to_base_units()
            return float64(base.magnitude), _named(base._units.items())
        except Exception:  # pint raises many kinds; every one means the same to a user
            raise problem from None


def _named(powers: Iterable[tuple[str, Any]]) -> Any:
    """Powers of units by our names for them."""
    product: dict[str, Any] = {}
    for name, power in powers:
        for own, one in unit_of(name)._units.items():
            whole = int(power) if power == int(power) else float(power)
            product[own] = product.get(own, 0) + one * whole
    return registry.UnitsContainer({name: power for name, power in product.items() if power})


def _of_astropy(value: Any) -> tuple[Any, Any]:
    """A quantity of astropy, by the base units of its unit."""
    names = {"deg_C": "degC", "deg_F": "degF", "%": "percent", "dB": "dB"}
    if hasattr(value, "unmasked") and np.any(value.mask):
        raise UnitError("has masked or missing values; leave them out or fill them")
    numbers = float64(value.value)
    try:
        if text := names.get(str(value.unit)):
            return numbers, unit_of(text)._units
        base = value.unit.decompose()
        powers = _named((one.name, power) for one, power in zip(base.bases, base.powers, strict=True))
        return numbers * float(base.scale), powers
    except UnitError:
        raise
    except Exception as problem:  # units that are functions, and strangers with a value and a unit
        raise UnitError(f"has the unit {value.unit}, which cannot be read; give text or a pint quantity") from problem


@lru_cache(4096)
def kind_of_powers(powers: Any) -> Kind:
    """The kind of a unit of pint, given as its powers.

    Raises:
        UnitError: A temperature scale inside a compound unit, or a unit beyond what a float64 holds.
    """
    names = list(powers)
    if not names:
        return PLAIN
    unit = registry.Unit(powers)
    if any(map(has_offset, names)):
        if len(names) > 1 or powers[names[0]] != 1:
            raise UnitError(f'"{unit:~P}" has a temperature scale inside a compound unit. Write K, for example "W/K"')
        zero = float(Quantity(0.0, unit).to("kelvin").magnitude)
        return Kind((float(Quantity(100.0, unit).to("kelvin").magnitude) - zero) / 100, zero, (("kelvin", 1),), "scale")
    try:
        base = Quantity(1.0, unit).to_base_units()
        scale = float(base.magnitude)
    except (OverflowError, ZeroDivisionError):
        scale = math.inf
    if not 0 < scale < math.inf:
        raise UnitError(f'the unit "{unit:~P}" is beyond what a computer\'s float64 can hold')
    difference = len(names) == 1 and powers[names[0]] == 1 and names[0].startswith("delta_")
    parts = tuple(sorted((name, int(power) if power % 1 == 0 else power) for name, power in base._units.items()))
    return Kind(scale, 0.0, parts, "difference" if difference else "")
