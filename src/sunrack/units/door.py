"""The one door for numbers with units: whatever a user may give becomes SI float64, or is refused in words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pint

from sunrack.units.floats import NotANumber, float64, is_plain, stacked
from sunrack.units.naming import Quantity, UnitError, has_offset, registry, unit_of
from sunrack.units.text import example, split, wrong_unit

_CARRIERS = ("unit", "units", "dimensionality")  # of astropy, unyt and others
_PLAIN = registry.UnitsContainer()


def in_si(value: Any, unit: str, *, finite: bool = True) -> Any:
    """The SI number, or float64 array of them, of a value that must be of the kind of `unit`.

    Args:
        value: Text with a unit; a quantity of any pint registry or of astropy; an xarray array with `attrs["units"]`; a
            list of these; where `unit` is a plain ratio or count, any kind of real number or array without a unit.
        unit: Any unit of the kind that is wanted: "km" for a length, "K" for a temperature, "delta_K" for a difference
            of temperatures, "deg" for an angle, "dB" for a level, "" for a ratio.
        finite: Refuse nan and infinity too.
    Raises:
        UnitError: No number, no unit, another kind of unit, masked or missing, beyond what a float64 holds.
    """
    if isinstance(value, (list, tuple)) and not is_plain(value):
        return stacked([in_si(one, unit, finite=finite) for one in value])
    try:
        numbers, written = taken(value)
    except NotANumber as problem:
        needed = f'must be a number{" with a unit" if unit_of(unit)._units else ""}, for example "{example(unit)}"'
        raise UnitError(str(problem).replace("must be a number", needed, 1)) from None
    if finite and not (math.isfinite(numbers) if isinstance(numbers, float) else np.isfinite(numbers).all()):
        raise UnitError("must be a finite number" if isinstance(numbers, float) else "must be finite numbers")
    scale, offset, refusal = _to_si(written, unit)
    if refusal and isinstance(value, str):
        dose = _as_dose(value, unit)
        if dose is not None:
            return dose
        raise UnitError(refusal.replace("{has}", split(value)[1]))
    if refusal:
        raise UnitError(refusal.replace("{has}", f"{registry.Unit(written):~P}"))
    return scaled(numbers, scale, offset)


def converted(value: Any, unit: str) -> Any:
    """The value as a quantity in `unit`, to the digit as given where it is in that unit already."""
    if isinstance(value, (list, tuple)) and not is_plain(value):
        return Quantity(stacked([converted(one, unit).magnitude for one in value]), unit_of(unit))
    numbers, written = taken(value)
    wanted = unit_of(unit)
    scale, offset, _, _ = facts(wanted._units)
    if written == wanted._units or (not written and is_bare_number(value)):
        scaled(numbers, scale, offset)  # is refused here if it would overflow
        return Quantity(numbers, wanted)
    with np.errstate(all="ignore"):
        return Quantity(_kept(numbers, (in_si(value, unit, finite=False) - offset) / scale), wanted)


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
    if _holds_quantity(value):
        return taken(value.data)
    if hasattr(value, "unit") and hasattr(value, "value"):
        return _of_astropy(value)
    if is_bare_number(value):
        return float64(value), _PLAIN
    text = _attributes(value).get("units", getattr(value, "dimensionality", getattr(value, "units", None)))
    return float64(np.asarray(value)), unit_of(str(text))._units


def is_bare_number(value: Any) -> bool:
    """Whether a value carries no unit of any kind, not even that of a plain ratio."""
    if type(value) in (float, int, np.float64, np.ndarray):
        return True
    if isinstance(value, (str, pint.Quantity)) or _holds_quantity(value):
        return False
    return "units" not in _attributes(value) and not any(hasattr(value, name) for name in _CARRIERS)


def _holds_quantity(value: Any) -> bool:
    """Whether it is an xarray array around a quantity."""
    return hasattr(value, "attrs") and isinstance(getattr(value, "data", None), pint.Quantity)


def _attributes(value: Any) -> Mapping[str, Any]:
    attributes = getattr(value, "attrs", None)
    return attributes if isinstance(attributes, Mapping) else {}


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
def facts(powers: Any) -> tuple[float, float, Any, str]:
    """Scale and offset to SI of a unit, its base units, and what it says of a temperature: "scale", "difference" or
    ""."""
    names = list(powers)
    unit = registry.Unit(powers)
    if any(map(has_offset, names)):
        if len(names) > 1 or powers[names[0]] != 1:
            raise UnitError(f'"{unit:~P}" has a temperature scale inside a compound unit. Write K, for example "W/K"')
        zero = float(Quantity(0.0, unit).to("kelvin").magnitude)
        return (float(Quantity(100.0, unit).to("kelvin").magnitude) - zero) / 100, zero, unit_of("K")._units, "scale"
    try:
        base = Quantity(1.0, unit).to_base_units()
        scale = float(base.magnitude)
    except (OverflowError, ZeroDivisionError):
        scale = math.inf
    if not 0 < scale < math.inf:
        raise UnitError(f'the unit "{unit:~P}" is beyond what a computer\'s float64 can hold')
    difference = len(names) == 1 and powers[names[0]] == 1 and names[0].startswith("delta_")
    return scale, 0.0, base._units, "difference" if difference else ""


@lru_cache(4096)
def _to_si(powers: Any, unit: str) -> tuple[float, float, str]:
    """Scale and offset that take a number in a written unit to SI; a refusal where it is not of the kind of `unit`."""
    scale, offset, base, role = facts(powers)
    _, _, own_base, own_role = facts(unit_of(unit)._units)
    if base != own_base:
        return scale, offset, wrong_unit("{has}" if powers else "", unit)
    if role == "difference" and own_role != "difference":
        return scale, offset, f'has the unit {{has}}, a difference; needs a temperature, for example "{example("K")}"'
    if role == "scale" and own_role == "difference":
        return scale, offset, 'has the unit {has}, a temperature; needs a difference, for example "5 delta_degC"'
    return scale, offset, ""


def scaled(numbers: Any, scale: float, offset: float) -> Any:
    """scale · number + offset."""
    if scale == 1.0 and offset == 0.0:
        return numbers
    if isinstance(numbers, float):
        return _kept(numbers, scale * float(numbers) + offset)
    with np.errstate(all="ignore"):
        after = scale * numbers + offset if offset else scale * numbers
    doubtful = not np.isfinite(after).all() if scale > 1 else not after.all()
    return _kept(numbers, after) if doubtful else after


def _kept(before: Any, after: Any) -> Any:
    """Numbers after a change of unit, where what was finite is so still, and what was not 0 as well."""
    if isinstance(after, float) and math.isfinite(after) and after:
        return after
    if not np.all(np.isfinite(after)) and np.any(np.isfinite(before) & ~np.isfinite(after)):
        raise UnitError("must be a finite number, also in SI units")
    if not np.all(after) and np.any((after == 0) & (before != 0) & (np.abs(before) < 1e-100)):
        raise UnitError("is too small to be distinguished from 0 in SI units")
    return after


def _as_dose(text: str, unit: str) -> Any:
    """Text such as "100 krad" where a dose is wanted: rad is there the unit of dose, as it is printed."""
    if "rad_dose" not in unit_of(unit)._units:
        return None
    number, written = split(text)
    renamed = re.sub(r"\b([kM]?)rad\b", r"\1rad_Si", written)
    if renamed == written:
        return None
    scale, offset, refusal = _to_si(unit_of(renamed)._units, unit)
    return None if refusal else scaled(number, scale, offset)
