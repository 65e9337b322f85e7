"""The one door for numbers with units: whatever a user may give becomes SI float64, or is refused in words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from numbers import Real
from typing import Any

import numpy as np
import pint

from sunrack.units.naming import Quantity, UnitError, has_offset, registry, unit_of
from sunrack.units.text import split, wrong_unit

_TOO_SMALL = "is too small to be told from 0 in SI units"
_PLAIN = registry.UnitsContainer()


def in_si(value: Any, unit: str, *, finite: bool = True) -> Any:
    """The SI number, or float64 array of them, of a value that must be of the kind of `unit`.

    Args:
        value: Text with a unit; a quantity of any pint registry or of astropy; an xarray array with `attrs["units"]`; a
            list of these; where `unit` is a plain ratio or count, any kind of real number or array without a unit.
        unit: Any unit of the kind that is wanted: "km" for a length, "K" for a temperature, "delta_K" for a difference of
            temperatures, "deg" for an angle, "dB" for a level, "" for a ratio.
        finite: Refuse nan and infinity too.
    Raises:
        UnitError: No number, no unit, another kind of unit, masked or missing, beyond what a float64 holds.
    """
    if isinstance(value, (list, tuple)) and not _is_plain(value):
        return _stacked([in_si(one, unit, finite=finite) for one in value])
    numbers, written = taken(value)
    if finite and not np.all(np.isfinite(numbers)):
        raise UnitError("must be a finite number" if np.ndim(numbers) == 0 else "must be finite numbers")
    try:
        return _scaled(numbers, *_to_si(written, unit))
    except UnitError as problem:
        if isinstance(value, str) and (dose := _as_dose(value, unit)) is not None:
            return dose
        raise problem from None


def converted(value: Any, unit: str) -> Any:
    """The value as a quantity in `unit`, to the digit as given where it is in that unit already."""
    if isinstance(value, (list, tuple)) and not _is_plain(value):
        return Quantity(_stacked([converted(one, unit).magnitude for one in value]), unit_of(unit))
    numbers, written = taken(value)
    wanted = unit_of(unit)
    if written == wanted._units or (not written and is_bare_number(value)):
        return Quantity(numbers, wanted)
    scale, offset = _to_si(written, unit)
    own_scale, own_offset, _, _ = facts(wanted._units)
    if offset or own_offset:
        return Quantity((_scaled(numbers, scale, offset) - own_offset) / own_scale, wanted)
    return Quantity(_scaled(numbers, scale / own_scale, 0.0), wanted)


def taken(value: Any) -> tuple[Any, Any]:
    """The float64 number or array in a value and the powers of its units, none where it is bare."""
    if type(value) is Quantity:
        return float64(value.magnitude), value._units
    if isinstance(value, str):
        number, text = split(value)
        return number, unit_of(text)._units
    if isinstance(value, pint.Quantity):
        return _foreign(value)
    if hasattr(value, "unit") and hasattr(value, "value"):
        return _of_astropy(value)
    if isinstance(value, (list, tuple)) and not _is_plain(value):
        return _listed(value)
    attributes = getattr(value, "attrs", None)
    text = attributes.get("units", "") if isinstance(attributes, Mapping) else ""
    if not isinstance(text, str):
        raise UnitError("has units in its attributes that are not text")
    return float64(value), unit_of(text)._units


def is_bare_number(value: Any) -> bool:
    """Whether a value carries no unit of any kind, not even that of a plain ratio."""
    attributes = getattr(value, "attrs", None)
    has_units = isinstance(attributes, Mapping) and "units" in attributes
    return not isinstance(value, (str, pint.Quantity)) and not hasattr(value, "unit") and not has_units


def float64(content: Any) -> Any:
    """Numbers of any real kind as float64; text, truth values, times, masked and missing entries are refused."""
    if type(content) is np.ndarray and content.dtype == float and content.ndim:
        return content
    if type(content) in (float, np.float64):
        return content
    if isinstance(content, (bool, np.bool_)) or content is None:
        raise UnitError(f"must be a number, not {content}")
    if (isinstance(content, Real) and not isinstance(content, np.generic)) or type(content).__name__ == "Decimal":
        return _exact(content)
    if getattr(content, "ndim", 1) > 1 and hasattr(content, "columns"):
        raise UnitError("must be a number or a list of numbers, not a table")
    if _missing(content):
        raise UnitError("has masked or missing values; leave them out or fill them")
    return _array(content)


def _exact(content: Any) -> float:
    try:
        number = float(content)
    except (OverflowError, ValueError):
        raise UnitError("must be a number that a computer's float64 can hold") from None
    if (number == 0 and content != 0) or (math.isinf(number) and content not in (math.inf, -math.inf)):
        raise UnitError("must be a number that a computer's float64 can hold")
    return number


def _missing(content: Any) -> bool:
    if isinstance(content, np.ma.MaskedArray):
        return bool(np.ma.is_masked(content))
    if isinstance(content, np.ndarray):
        return False
    if type(content).__module__.startswith("pandas") and hasattr(content, "isna"):
        return bool(np.any(content.isna()))
    nulls = getattr(content, "null_count", 0)
    return bool(nulls() if callable(nulls) else nulls)


def _array(content: Any) -> Any:
    try:
        array = np.ma.getdata(np.asarray(content))
    except (ValueError, TypeError, OverflowError):
        raise UnitError("must be a number or an even list of numbers") from None
    if array.dtype.kind == "O" and array.ndim:
        return _stacked([float64(one) for one in array.ravel()]).reshape(array.shape)
    if array.dtype.kind not in "fiu":
        raise UnitError(f"must be a number with a unit, not {_called(content, array)}")
    with np.errstate(over="ignore"):
        numbers = array.astype(float)
    if array.dtype.itemsize > 8 and not np.array_equal(np.isfinite(array), np.isfinite(numbers)):
        raise UnitError("must be numbers that a computer's float64 can hold")
    return numbers if numbers.ndim else float(numbers)


def _called(content: Any, array: Any) -> str:
    kinds = {
        "b": "truth values",
        "c": "a complex number",
        "U": "text",
        "S": "bytes",
        "M": "a date",
        "m": "a span of time",
    }
    return kinds.get(array.dtype.kind, f"a {type(content).__name__}")


def _is_plain(values: Any) -> bool:
    """Whether a list holds Python's own floats and integers alone, and no truth values."""
    return all(type(one) in (float, int) for one in values)


def _stacked(parts: list[Any]) -> Any:
    try:
        return np.array(parts, dtype=float)
    except ValueError:
        raise UnitError("must be a number or an even list of numbers") from None


def _listed(values: Any) -> tuple[Any, Any]:
    """Each of a list in the unit of the first."""
    if not values:
        return np.zeros(0), _PLAIN
    parts = [taken(one) for one in values]
    first = parts[0][1]
    if all(powers == first for _, powers in parts):
        return _stacked([numbers for numbers, _ in parts]), first
    text = f"{registry.Unit(first):D}"
    return _stacked([converted(one, text).magnitude for one in values]), first


def _foreign(value: Any) -> tuple[Any, Any]:
    """A quantity of another pint registry: its units by name, or by its base units where a name is not ours."""
    numbers = float64(value.magnitude)
    try:
        return numbers, _named(value._units.items())
    except UnitError as problem:
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
    """Scale and offset to SI of a unit, its base units, and what it says of a temperature: "scale", "difference" or ""."""
    names = list(powers)
    unit = registry.Unit(powers)
    if any(map(has_offset, names)):
        if len(names) > 1 or powers[names[0]] != 1:
            raise UnitError(f'"{unit:~P}" holds a temperature scale inside a compound unit; write K, for example "W/K"')
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
def _to_si(powers: Any, unit: str) -> tuple[float, float]:
    """Scale and offset that take a number from a written unit to SI, if it is of the kind of `unit`."""
    wanted = unit_of(unit)._units
    scale, offset, base, role = facts(powers)
    own_base, own_role = facts(wanted)[2:]
    has = f"{registry.Unit(powers):~P}"
    if base != own_base:
        raise UnitError(wrong_unit(has, unit))
    is_temperature = dict(base) == {"kelvin": 1}
    if is_temperature and role == "difference" and own_role != "difference":
        raise UnitError(f'has the unit {has}, a difference of temperatures; needs a temperature, for example "318 K"')
    if is_temperature and role == "scale" and own_role == "difference":
        raise UnitError(f'has the unit {has}, a temperature; needs a difference, for example "5 K" or "5 delta_degC"')
    return scale, offset


def _scaled(numbers: Any, scale: float, offset: float) -> Any:
    """scale · number + offset, where what was finite must stay so, and what was not 0 as well."""
    if scale == 1.0 and offset == 0.0:
        return numbers
    if isinstance(numbers, float):
        number = scale * float(numbers) + offset
        beyond, lost = math.isinf(number) and math.isfinite(numbers), number == 0 and numbers != 0 and not offset
        if beyond or lost:
            raise UnitError("must be a finite number, also in SI units" if beyond else _TOO_SMALL)
        return number
    with np.errstate(all="ignore"):
        si = scale * numbers + offset if offset else scale * numbers
    if not np.all(np.isfinite(si)) and np.any(np.isfinite(numbers) & ~np.isfinite(si)):
        raise UnitError("must be a finite number, also in SI units")
    if not offset and np.any((si == 0) & (numbers != 0)):
        raise UnitError(_TOO_SMALL)
    return si


def _as_dose(text: str, unit: str) -> Any:
    """Text such as "100 krad" where a dose is wanted: rad is there the unit of dose, as it is printed."""
    if "rad_dose" not in unit_of(unit)._units:
        return None
    number, written = split(text)
    renamed = re.sub(r"\b([kM]?)rad\b", r"\1rad_Si", written)
    return None if renamed == written else _scaled(number, *_to_si(unit_of(renamed)._units, unit))
