"""Units at the door: one pint registry, `read("650 km")`, and the `@law` decorator.

Inside a law everything is SI and bare. At its door quantities with any compatible unit come in and quantities go out;
a number without a unit, or with the wrong one, is refused in words. A study opens the door with `bare()` after the
same walk has passed once with quantities.
"""

from __future__ import annotations

import difflib
import inspect
import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Any, cast

import numpy as np
import pint

with as_file(files("sunrack.seeds") / "units.txt") as _definitions:
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(str(_definitions), autoconvert_offset_to_baseunit=False)
registry.formatter.default_format = "~P"
Quantity: Any = registry.Quantity


class UnitError(ValueError):
    """A number without its unit, with a wrong one, or text that is no number and unit."""


# The vocabulary of laws: SI in, SI out. The third word, where there is one, is the unit an answer is shown in.
Ratio = Annotated[Any, ""]
Metre = Annotated[Any, "m"]
SquareMetre = Annotated[Any, "m²"]
CubicMetre = Annotated[Any, "m³"]
Second = Annotated[Any, "s"]
Hertz = Annotated[Any, "1/s"]
PerYear = Annotated[Any, "1/s", "1/year"]
Radian = Annotated[Any, "rad"]
Kilogram = Annotated[Any, "kg"]
KilogramPerSquareMetre = Annotated[Any, "kg/m²"]
KilogramPerWatt = Annotated[Any, "kg/W", "kg/kW"]
KilogramPerCubicMetre = Annotated[Any, "kg/m³"]
KilogramPerSecond = Annotated[Any, "kg/s"]
MetrePerSecond = Annotated[Any, "m/s"]
RadianPerSecond = Annotated[Any, "rad/s", "deg/year"]
MetrePerSecondSquared = Annotated[Any, "m/s²", "m/s/year"]
SecondPerSecond = Annotated[Any, "", "min/year"]
GrayPerSecond = Annotated[Any, "Gy/s", "rad_Si/year"]
Newton = Annotated[Any, "N"]
Watt = Annotated[Any, "W"]
WattPerSquareMetre = Annotated[Any, "W/m²"]
JoulePerSquareMetreKelvin = Annotated[Any, "J/m²/K"]
WattPerKilogram = Annotated[Any, "W/kg"]
Joule = Annotated[Any, "J"]
JoulePerKilogram = Annotated[Any, "J/kg"]
JoulePerKilogramKelvin = Annotated[Any, "J/kg/K"]
Kelvin = Annotated[Any, "K"]
PerKelvin = Annotated[Any, "1/K"]
BitPerSecond = Annotated[Any, "bit/s"]
Dollar = Annotated[Any, "USD"]
DollarPerKilogram = Annotated[Any, "USD/kg"]
DollarPerWatt = Annotated[Any, "USD/W"]
DollarPerJoule = Annotated[Any, "USD/J", "USD/kWh"]
DollarPerSecond = Annotated[Any, "USD/s", "USD/year"]
DollarPerHour = Annotated[Any, "USD/s", "USD/hour"]
DollarPerWattSecond = Annotated[Any, "USD/W/s", "USD/kW/year"]

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
    for old, new in (("°C", "degC"), ("°F", "degF"), ("²", "**2"), ("³", "**3"), ("⁻¹", "**-1"), ("⁴", "**4"), ("^", "**"), ("·", "*"), ("%", "percent")):
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
            near = difflib.get_close_matches(name, _known_names(), n=1, cutoff=0.6)
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
    typical = {"km": "650", "K": "318", "kW": "100", "W": "500", "kg": "1360", "1/year": "0.08", "USD/kg": "500", "min": "20"}
    return f"{typical.get(unit, '1')} {unit}".strip() if unit else "0.9"


# --------------------------------------------------------------------------- laws

_open: ContextVar[bool] = ContextVar("sunrack_bare", default=False)
LAWS: dict[str, Law] = {}


@contextmanager
def bare() -> Iterator[None]:
    """Open the door of every law: inside, laws take and give bare SI numbers. Only a study that has passed once with
    quantities does this."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def is_bare() -> bool:
    """Whether the door is open: bare SI numbers are in use."""
    return _open.get()


class Law:
    """One equation with its units. Call it with quantities; `.si` is the same law on bare SI floats or arrays."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.name = f"{function.__module__.removeprefix('sunrack.')}.{function.__name__}"
        self.__name__, self.__doc__, self.__module__ = function.__name__, function.__doc__, function.__module__
        self.__wrapped__ = function
        self._parameters: dict[str, tuple[str, Any]] | None = None
        LAWS[self.name] = self

    def __repr__(self) -> str:
        return f"<law {self.name}{inspect.signature(self.function)}>"

    def si(self, *args: Any, **kwargs: Any) -> Any:
        """The bare law: SI floats or arrays in, SI out; what cannot be built is inf or nan, never an exception."""
        floats = [np.float64(a) if type(a) in (float, int) else a for a in args]
        named = {k: np.float64(v) if type(v) in (float, int) else v for k, v in kwargs.items()}
        with np.errstate(all="ignore"):
            return self.function(*floats, **named)

    @property
    def parameters(self) -> dict[str, tuple[str, Any]]:
        """Each argument's SI unit, as text and as pint's unit; the answer's under "return"."""
        if self._parameters is None:
            code, words = self.function.__code__, self.function.__globals__
            self._order = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
            # the annotations are words of the vocabulary: looked up, not evaluated, since typing takes 50 times as long
            words = {name: words[word] if isinstance(word, str) else word for name, word in self.function.__annotations__.items()}
            hints = {name: word.__metadata__ for name, word in words.items()}
            self._shown = unit_of(hints["return"][1]) if len(hints["return"]) > 1 else None
            self._parameters = {name: (hint[0], unit_of(hint[0])) for name, hint in hints.items()}
        return self._parameters

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The law with its door: quantities in, a quantity out; bare SI where a study has opened it."""
        if _open.get():
            return self.si(*args, **kwargs)
        units = self.parameters
        if len(args) > len(self._order):
            raise TypeError(f"{self.name} takes {len(self._order)} arguments, not {len(args)}")
        given = dict(zip(self._order, args, strict=False))
        if twice := given.keys() & kwargs.keys():
            raise TypeError(f"{self.name}: {sorted(twice)[0]} is given twice")
        given |= kwargs
        unknown = given.keys() - set(self._order)
        if unknown:
            name = sorted(unknown)[0]
            near = difflib.get_close_matches(name, self._order, n=1)
            raise TypeError(f"{self.name} has no argument {name}" + (f"; did you mean {near[0]}?" if near else ""))
        answer = self.si(**{name: self._enter(name, value, *units[name]) for name, value in given.items()})
        quantity = Quantity(answer, units["return"][1])
        return quantity if self._shown is None else quantity.to(self._shown)

    def _enter(self, name: str, value: Any, text: str, unit: Any) -> Any:
        if isinstance(value, str):
            try:
                value = read(value)
            except UnitError as problem:
                raise UnitError(f"{self.name}: {name} {problem}") from None
        if isinstance(value, Quantity):
            if value._units == unit._units:
                return value.magnitude
            factor = _factor(value._units, unit)
            if factor is not None and not (text == "rad" and value.unitless):
                return value.to(unit).magnitude if factor == 0.0 else value.magnitude * factor
            raise UnitError(f"{self.name}: {name} {wrong_unit(f'{value.units:~P}', text)}")
        if hasattr(value, "dimensionality"):
            return self._enter(name, Q(value), text, unit)
        if text == "":
            return value
        raise UnitError(f"{self.name}: {name} is bare; it needs a unit, for example Q({example(text).split()[0]}, {text!r})")


_FACTORS: dict[tuple[Any, Any], float | None] = {}


def _factor(written: Any, unit: Any) -> float | None:
    """What takes a number from one unit to another: looked up, since pint takes 30 µs for it; 0 for scales with an offset,
    None where the dimensions differ."""
    key = (written, unit._units)
    if key not in _FACTORS:
        source = registry.Unit(written)
        if source.dimensionality != unit.dimensionality:
            _FACTORS[key] = None
        elif any(name.startswith("degree_") and name != "degree" for name in written):
            _FACTORS[key] = 0.0
        else:
            _FACTORS[key] = float(Quantity(1.0, source).to(unit).magnitude)
    return _FACTORS[key]


def law(function: Callable[..., Any]) -> Law:
    """Make a function of annotated SI numbers a law: units at its door, `.si` behind it, its name in the list."""
    return Law(function)


def magnitude(value: Any, si: str) -> Any:
    """A quantity's bare number in the SI unit `si`; a bare number is taken to be that already."""
    return value.to(unit_of(si)).magnitude if isinstance(value, Quantity) else value


def minimum(a: Any, b: Any) -> Any:
    """Elementwise smaller of two values of one dimension, in both modes."""
    return cast(Any, np.minimum(a, b))


def maximum(a: Any, b: Any) -> Any:
    """Elementwise larger of two values of one dimension, in both modes."""
    return cast(Any, np.maximum(a, b))
