"""Numbers with units, read and written: one pint registry, `read("650 km")`, `Q`."""

from __future__ import annotations

import copyreg
import difflib
import math
import re
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import pint

with as_file(files("sunrack.seeds") / "units.txt") as _definitions:
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(str(_definitions), autoconvert_offset_to_baseunit=False)
registry.formatter.default_format = "~P"
Quantity: Any = registry.Quantity


class UnitError(ValueError):
    """A number without its unit, with a wrong one, or text that is no number and unit."""


_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?"
_READ = re.compile(rf"\s*({_NUMBER})\s*(.*?)\s*")
_NAME = re.compile(r"[^\W\d]\w*", re.UNICODE)
_UNIT = re.compile(r"(?:[^\W\d]\w*|\*\*?|/|[()]|\s+|-?[1-9](?:\.5)?)*", re.UNICODE)
_MISREAD = {
    "$": 'dollars are written USD, for example "5 USD/kg"',
    "€": "money is in USD",
    "ton": '"ton" is ambiguous: write t (1000 kg), short_ton or long_ton',
    "tons": '"tons" is ambiguous: write t (1000 kg), short_ton or long_ton',
    "C": 'write degC for a temperature ("45 degC")',
    "F": 'write degF for a temperature ("113 degF")',
    "deg_C": 'write degC for a temperature ("45 degC")',
    "kw": "write kW",
    "KW": "write kW",
    "mw": "write MW",
    "Kg": "write kg",
    "KG": "write kg",
    "KM": "write km",
    "Km": "write km",
}


def tidy(unit: str) -> str:
    """The unit expression in plain letters: `m²` → `m**2`, `%` → `percent`, `·` → `*`."""
    for old, new in (
        ("°C", "degC"),
        ("°F", "degF"),
        ("²", "**2"),
        ("³", "**3"),
        ("⁻¹", "**-1"),
        ("⁴", "**4"),
        ("^", "**"),
        ("·", "*"),
        ("%", "percent"),
    ):
        unit = unit.replace(old, new)
    unit = re.sub(r"\bper\b", "/", unit).strip()
    return f"1{unit}" if unit.startswith("/") else unit


@cache
def unit_of(text: str) -> Any:
    """The pint unit written in `text`, or a `UnitError` that tells what is not known and what is near.

    Source: the vocabulary in seeds/units.txt.
    """
    plain = tidy(text)
    for sign in "$€":
        if sign in plain:
            raise UnitError(_MISREAD[sign])
    names = _NAME.findall(plain)
    for name in names:
        if name in _MISREAD:
            raise UnitError(_MISREAD[name])
        if name.startswith("_") or name not in registry:
            near = difflib.get_close_matches(name, _known_names(), n=1, cutoff=0.6 if len(name) > 2 else 0.9)
            raise UnitError(f'"{name}" is not a known unit' + (f'; did you mean "{near[0]}"?' if near else ""))
    if len(plain) > 80 or not _UNIT.fullmatch(plain) or re.search(r"\*\*\s*[^-\d\s]|\*\*\s*-?\d\.?\d*\s*\*\*", plain):
        raise UnitError(f'"{text[:40]}" is not a unit')
    try:
        unit = registry.Unit(plain)
    except Exception as problem:  # pint and its tokenizer raise many kinds; every one means the same to a user
        raise UnitError(f'"{text[:40]}" is not a unit') from problem
    if len(names) > 1 and any(name in ("degC", "degF", "celsius", "fahrenheit") for name in names):
        raise UnitError(f'"{text}" holds a temperature scale inside a compound unit; write K, for example "W/K"')
    return unit


@cache
def _known_names() -> list[str]:
    return [name for name in registry._units if len(name) > 1]


@cache
def to_si(unit: str) -> tuple[float, float, Any]:
    """Scale, offset and dimension that take a number in `unit` to SI base units: si = scale · number + offset."""
    written = unit_of(unit)
    if unit.strip() in ("degC", "degF", "°C", "°F", "celsius", "fahrenheit"):
        zero = float(Quantity(0.0, written).to("kelvin").magnitude)
        return (float(Quantity(100.0, written).to("kelvin").magnitude) - zero) / 100, zero, written.dimensionality
    return float(Quantity(1.0, written).to_base_units().magnitude), 0.0, written.dimensionality


def split(text: str) -> tuple[float, str]:
    """Number and unit of a text such as "650 km": a strict form, read before pint sees it.

    Args:
        text: A finite decimal number with a point, then a unit expression or nothing.
    Raises:
        UnitError: Not of that form (a decimal comma, nan, an expression, no number).
    """
    if len(text) > 200:
        raise UnitError("is too long for a number and a unit")
    if re.match(rf"\s*{_NUMBER},\d", text):
        raise UnitError(f'has a comma; write a decimal point, for example "{text.strip().replace(",", ".", 1)}"')
    if re.match(r"\s*[+-]?(nan|inf)", text, re.IGNORECASE):
        raise UnitError("must be a finite number")
    match = _READ.fullmatch(text)
    if not match or re.match(r"[\d.,*(^]|/\s*\d", match[2].removeprefix("1/").removeprefix("1 /")):
        raise UnitError(f'"{text[:40]}" is not a number and a unit')
    number = float(match[1])
    if not math.isfinite(number):
        raise UnitError("must be a finite number")
    return number, match[2]


def read(text: str, unit: str | None = None) -> Any:
    """The quantity written in `text`; with `unit`, converted to it.

    >>> read("650 km")
    <Quantity(650.0, 'kilometer')>
    """
    number, written = split(text)
    quantity = Quantity(number, unit_of(written))
    return quantity if unit is None else as_quantity(quantity, unit)


def Q(value: Any, unit: str | None = None) -> Any:
    """A quantity of the one registry: `Q("650 km")`, `Q(650, "km")`, `Q([500, 650], "km")`.

    Args:
        value: Text with a unit, a number or array, or a quantity (of any pint registry).
        unit: Unit of a bare number, or the unit to convert to.
    Raises:
        UnitError: Unknown, missing or incompatible unit.
    """
    if isinstance(value, str):
        return read(value, unit)
    if isinstance(value, pint.Quantity) or hasattr(value, "dimensionality"):
        if not isinstance(value, Quantity):
            value = Quantity(value.magnitude, unit_of(f"{value.units:D}"))
        return value if unit is None else as_quantity(value, unit)
    bare = np.asarray(value, dtype=float)
    return Quantity(bare if bare.ndim else float(bare), unit_of(unit or ""))


def as_quantity(quantity: Any, unit: str) -> Any:
    """`quantity` in `unit`, or a `UnitError` that names both."""
    if not quantity.is_compatible_with(unit_of(unit)):
        raise UnitError(wrong_unit(f"{quantity.units:~P}", unit))
    return quantity.to(unit_of(unit))


def wrong_unit(has: str, needs: str) -> str:
    """The one sentence for a wrong dimension."""
    if not has:
        return f'needs a unit, for example "{example(needs)}"'
    return f'has the unit {has}; needs one like {needs or "a plain ratio"}, for example "{example(needs)}"'


def example(unit: str) -> str:
    """A plausible value in `unit` for error messages."""
    typical = {
        "km": "650",
        "K": "318",
        "kW": "100",
        "W": "500",
        "kg": "1360",
        "1/year": "0.08",
        "USD/kg": "500",
        "min": "20",
    }
    return f"{typical.get(unit, '1')} {unit}".strip() if unit else "0.9"


# --------------------------------------------------------------------------- laws


def _restore(magnitude: Any, unit: str) -> Any:
    return Quantity(magnitude, unit_of(unit))


# pint restores a pickle into the application's registry, which need not know our units and is not ours to set
copyreg.pickle(Quantity, lambda quantity: (_restore, (quantity.magnitude, f"{quantity.units:D}")))
copyreg.pickle(registry.Unit, lambda unit: (unit_of, (f"{unit:D}",)))
