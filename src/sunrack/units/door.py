"""The one door for numbers with units: whatever a user may give becomes SI float64, or is refused in words.

Text and bare numbers pass without pint; it is imported where quantities come, or a unit that is not in the table.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from sunrack.units.floats import NotANumber, float64, is_plain, stacked
from sunrack.units.kinds import PLAIN, Kind, kind_of
from sunrack.units.text import UnitError, example, split, wrong_unit

_CARRIERS = ("unit", "units", "dimensionality")  # of pint, astropy, unyt and others


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
        numbers, kind = _read(value)
    except NotANumber as problem:
        needed = f"must be a number{' with a unit' if kind_of(unit).role != 'plain' else ''}"
        example_of_it = f'{needed}, for example "{example(unit)}"'
        raise UnitError(str(problem).replace("must be a number", example_of_it, 1)) from None
    if finite and not (math.isfinite(numbers) if isinstance(numbers, float) else np.isfinite(numbers).all()):
        raise UnitError("must be a finite number" if isinstance(numbers, float) else "must be finite numbers")
    if refusal := mismatch(kind, unit):
        if isinstance(value, str) and (dose := _as_dose(value, unit)) is not None:
            return dose
        raise UnitError(refusal.replace("{has}", split(value)[1] if isinstance(value, str) else unit_in(value)))
    return scaled(numbers, kind.scale, kind.offset)


def _read(value: Any) -> tuple[Any, Kind]:
    """The float64 number or array in a value, and the kind of its unit."""
    if isinstance(value, str):
        number, text = split(value)
        return number, kind_of(text)
    if type(value) in (float, int, np.ndarray):
        return float64(value), PLAIN
    from sunrack.units.quantities import kind_of_powers, taken

    numbers, powers = taken(value)
    return numbers, kind_of_powers(powers)


def unit_in(value: Any) -> str:
    """The unit in a value as it is printed, "" where it is a plain number."""
    if type(value) in (float, int, np.ndarray) or (isinstance(value, str) and _read(value)[1].role == "plain"):
        return ""
    from sunrack.units.naming import registry
    from sunrack.units.quantities import taken

    return f"{registry.Unit(taken(value)[1]):~P}"


@lru_cache(4096)
def mismatch(kind: Kind, unit: str) -> str:
    """Why a unit of some kind, called "{has}", is not of the kind of `unit`; nothing where it is."""
    wanted = kind_of(unit)
    if kind.base != wanted.base:
        return wrong_unit("" if kind.role == "plain" else "{has}", unit)
    if kind.role == "difference" and wanted.role != "difference":
        return f'has the unit {{has}}, a difference; needs a temperature, for example "{example("K")}"'
    if kind.role == "scale" and wanted.role == "difference":
        return 'has the unit {has}, a temperature; needs a difference, for example "5 delta_degC"'
    return ""


def is_quantity(content: Any) -> bool:
    """Whether something is a quantity of the one registry; nothing is before pint has been imported."""
    naming = sys.modules.get("sunrack.units.naming")
    kind = getattr(naming, "Quantity", None)
    return kind is not None and isinstance(content, kind)


def is_bare_number(value: Any) -> bool:
    """Whether a value carries no unit of any kind, not even that of a plain ratio."""
    if type(value) in (float, int, np.float64, np.ndarray):
        return True
    if isinstance(value, str) or hasattr(value, "dimensionality") or holds_quantity(value):
        return False
    return "units" not in attributes(value) and not any(hasattr(value, name) for name in _CARRIERS)


def holds_quantity(value: Any) -> bool:
    """Whether it is an xarray array around a quantity of pint."""
    return hasattr(value, "attrs") and hasattr(getattr(value, "data", None), "dimensionality")


def attributes(value: Any) -> Mapping[str, Any]:
    """What an xarray array or another one says of itself."""
    found = getattr(value, "attrs", None)
    return found if isinstance(found, Mapping) else {}


def scaled(numbers: Any, scale: float, offset: float) -> Any:
    """scale · number + offset."""
    if scale == 1.0 and offset == 0.0:
        return numbers
    if isinstance(numbers, float):
        return kept(numbers, scale * float(numbers) + offset)
    with np.errstate(all="ignore"):
        after = scale * numbers + offset if offset else scale * numbers
    doubtful = not np.isfinite(after).all() if scale > 1 else not after.all()
    return kept(numbers, after) if doubtful else after


def kept(before: Any, after: Any) -> Any:
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
    from sunrack.units.naming import unit_of

    if "rad_dose" not in unit_of(unit)._units:
        return None
    number, written = split(text)
    renamed = re.sub(r"\b([kM]?)rad\b", r"\1rad_Si", written)
    if renamed == written:
        return None
    kind = kind_of(renamed)
    return None if mismatch(kind, unit) else scaled(number, kind.scale, kind.offset)
