"""Unit expressions as people write them: a small tokenizer and parser, so that no text reaches pint's own."""

from __future__ import annotations

import copyreg
import difflib
import re
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import pint

from sunrack.units.text import UnitError

with as_file(files("sunrack.seeds") / "units.txt") as _definitions:
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(str(_definitions), autoconvert_offset_to_baseunit=False)
registry.formatter.default_format = "~P"
Quantity: Any = registry.Quantity
if TYPE_CHECKING:
    Measured = pint.Quantity[Any]  # what a type checker sees of a quantity of the registry


LARGEST_POWER = 20
LONGEST = 80
_TOKEN = re.compile(r"\s*(?:([^\W\d]\w*)|([0-9]+(?:\.[0-9]+)?)|(\*\*|[*/()+-]))\s*")
_POWER = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[ᐧ·⋅][⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᐧ·⋅", "0123456789+-...")
_PLAIN = {"℃": "degC", "℉": "degF", "°": "deg", "∆": "Δ", "%": "percent", "¢": "cent", "dB(A)": "dB_A"}
_PLAIN |= {"^": "**", "·": "*", "⋅": "*", "∙": "*", "×": "*", "∕": "/", "⁄": "/", "−": "-", "‐": "-", "‑": "-"}
_PLAIN_NUMBERS = ("dimensionless", "count")
_MISREAD = {
    "$": 'dollars are written USD, for example "5 USD/kg"',
    "€": "money is in USD",
    "ton": '"ton" is ambiguous: write t (1000 kg), short_ton or long_ton',
    "tons": '"tons" is ambiguous: write t (1000 kg), short_ton or long_ton',
    "C": 'write degC for a temperature ("45 degC"), 1/hour for a C-rate ("2 1/hour")',
    "F": 'write degF for a temperature ("113 degF")',
    "deg_C": 'write degC for a temperature ("45 degC")',
    "deg_F": 'write degF for a temperature ("113 degF")',
    "dollar": 'dollars are written USD, for example "5 USD/kg"',
    "dollars": 'dollars are written USD, for example "5 USD/kg"',
    "million": 'dollars in millions are written MUSD, for example "1.5 MUSD"',
    "kw": "write kW",
    "KW": "write kW",
    "mw": "write MW",
    "Kg": "write kg",
    "KG": "write kg",
    "KM": "write km",
    "Km": "write km",
}


def tidy(unit: str) -> str:
    """The unit expression in plain letters: `m²` → `m**2`, `%` → `percent`, `·` → `*`, `°` → `deg`."""
    unit = _POWER.sub(lambda found: "**" + found[0].translate(_RAISED), unit)
    for old, new in _PLAIN.items():
        unit = unit.replace(old, new)
    unit = re.sub(r"\bper\b", "/", unit).strip()
    return f"1{unit}" if unit.startswith("/") else "" if unit == "-" else unit


@lru_cache(4096)
def unit_of(text: str) -> Any:
    """The pint unit written in `text`, or a `UnitError` that tells what is not known and what is near.

    Names joined by `*`, `·`, a hyphen or a space, divided by `/` or "per", raised by `**`, `^` or raised digits.

    Source: the vocabulary in seeds/units.txt.
    """
    if len(text) > LONGEST:
        raise UnitError(f'"{text[:40]}" is not a unit: it is too long')
    reader = _Reader(text)
    powers = {name: power for name, power in reader.product().items() if power}
    if reader.tokens:
        raise reader.refusal()
    if any(abs(power) > LARGEST_POWER for power in powers.values()):
        raise UnitError(f'"{text[:40]}" has a power above {LARGEST_POWER}')
    if any(map(has_offset, powers)) and list(powers.values()) != [1]:
        raise UnitError(f'"{text[:40]}" has a temperature scale inside a compound unit. Write K, for example "W/K"')
    return unit_from(powers.items())


def unit_from(powers: Any) -> Any:
    """The pint unit of pairs of a name in full and its power."""
    return registry.Unit(registry.UnitsContainer(dict(powers)))


def has_offset(name: str) -> bool:
    """Whether a unit's full name is a temperature scale that does not begin at absolute zero."""
    return name in registry._units and not registry._units[name].is_multiplicative


class _Reader:
    """Reads the tokens of one unit expression from left to right, each once."""

    def __init__(self, text: str) -> None:
        self.text, plain, place = text, tidy(text), 0
        self.tokens: list[str] = []
        while place < len(plain):
            found = _TOKEN.match(plain, place)
            if not found:
                raise UnitError(_MISREAD[plain[place]]) if plain[place] in "$€" else self.refusal()
            self.tokens.append(found[0].strip())
            place = found.end()
        self.tokens.reverse()

    def refusal(self) -> UnitError:
        return UnitError(f'"{self.text[:40]}" is not a unit')

    def take(self, *wanted: str) -> str:
        """The next token if it is one of those wanted, else nothing."""
        return self.tokens.pop() if self.tokens and self.tokens[-1] in wanted else ""

    def product(self) -> dict[str, float]:
        """Factors up to a closing bracket or the end: each name in full with its power."""
        powers: dict[str, float] = {}
        if self.tokens and self.tokens[-1] == "1":
            self.tokens.pop()
            if self.tokens and self.tokens[-1] != "/":
                raise self.refusal()
        elif self.tokens:
            powers = self.factor()
        divided = False
        while self.tokens and self.tokens[-1] != ")":
            sign = self.take("*", "/", "-")
            if divided and sign in ("", "-"):
                raise UnitError(f'"{self.text[:40]}" is ambiguous after its "/". Write for example W/m²/K or W/(m²*K)')
            divided = divided or sign == "/"
            for name, power in self.factor().items():
                powers[name] = powers.get(name, 0) + (-power if sign == "/" else power)
        return powers

    def factor(self) -> dict[str, float]:
        """One name or bracket with its power."""
        token = self.tokens.pop() if self.tokens else ""
        if token == "(":
            powers = self.product()
            if not self.take(")"):
                raise self.refusal()
        elif token[:1].isalpha() or token[:1] == "_":
            powers = {} if token in _PLAIN_NUMBERS else {_full_name(token): 1}
        else:
            raise self.refusal()
        if self.take("**"):
            raised = self.power()
            powers = {name: power * raised for name, power in powers.items()}
        return powers

    def power(self) -> float:
        bracket, sign = self.take("("), self.take("+", "-")
        number = self.tokens.pop() if self.tokens else ""
        if (
            not number.isascii()
            or not number[:1].isdigit()
            or (bracket and not self.take(")"))
            or (self.tokens and self.tokens[-1] == "**")
        ):
            raise self.refusal()
        power = float(number)
        if power * 2 % 1 or power > LARGEST_POWER:
            raise UnitError(f'"{self.text[:40]}" has the power {number[:9]}. A power is a small whole number')
        return (-1 if sign == "-" else 1) * (int(power) if power == int(power) else power)


# Units that nobody prefixes: "cd" would be a hundredth of a day, and "mmin" a thousandth of a minute.
_UNPREFIXED = frozenset(
    "minute hour day week month turn percent ppm inch foot yard mile nautical_mile "
    "astronomical_unit acre hectare gallon pound ounce short_ton long_ton atmosphere psi cent decibel".split()
)


@lru_cache(4096)
def _full_name(name: str) -> str:
    """The canonical name of a unit, its prefix with it, or a `UnitError` with what is near."""
    if name in _MISREAD:
        raise UnitError(_MISREAD[name])
    found = () if name.startswith("_") else registry.parse_unit_name(name)
    if not found and name.startswith("delta_"):
        found = registry.parse_unit_name("Δ" + name.removeprefix("delta_"))
    if not found:
        raise UnitError(_unknown(name))
    prefix, unit, _ = found[0]
    stem = name.removesuffix("s")
    plural = stem != name and name not in registry._units and found[0] in registry.parse_unit_name(stem)
    if plural and unit != "USD" and (len(stem) == 1 or stem != stem.lower()):
        raise UnitError(f'"{name}" is not a known unit. Write {stem}, or {stem}·s for a product with seconds')
    if prefix and unit in _UNPREFIXED:
        raise UnitError(f'"{name}" is not a known unit: {unit} takes no prefix such as "{name.removesuffix("s")[0]}"')
    if prefix and has_offset(unit):
        raise UnitError(f'"{name}" puts a prefix on a temperature scale. Write degC, degF or K')
    return str(registry.get_name(prefix + unit)) if prefix else str(unit)


def _unknown(name: str) -> str:
    stem = name.rstrip("0123456789")
    if stem != name and stem and registry.parse_unit_name(stem):
        return f'"{name}" is not a known unit; write {stem}**{name.removeprefix(stem)} for a power'
    near = difflib.get_close_matches(name, _known_names(), n=1, cutoff=0.6)
    return f'"{name}" is not a known unit' + (f'. Did you mean "{near[0]}"?' if near else "")


@cache
def _known_names() -> list[str]:
    names = [name for name in registry._units if len(name) > 1]
    return list(dict.fromkeys([*names, "kilometer", "millimeter", "kilowatt", "megawatt", "kilogram"]))


def _restore_unit(powers: tuple[tuple[str, float], ...]) -> Any:
    return unit_from(powers)


def _restore(magnitude: Any, powers: tuple[tuple[str, float], ...]) -> Any:
    return Quantity(magnitude, unit_from(powers))


# pint restores a pickle into the application's registry, which need not know our units and is not ours to set
copyreg.pickle(Quantity, lambda quantity: (_restore, (quantity.magnitude, tuple(quantity._units.items()))))
copyreg.pickle(registry.Unit, lambda unit: (_restore_unit, (tuple(unit._units.items()),)))
