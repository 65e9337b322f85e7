"""A number and its unit as text: read strictly, and told in one sentence where they are wrong."""

from __future__ import annotations

import math
import re


class UnitError(ValueError):
    """A number without its unit, with a wrong one, or text that is no number and unit."""


_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_READ = re.compile(rf"\s*({_NUMBER})(.*)", re.DOTALL)
_GROUPS = re.compile(r"\s*[+-]?[0-9]{1,3}(?:([,'’ \u00a0\u2009\u202f_])[0-9]{3})(?:\1[0-9]{3})*(?![0-9])")
_COMMA = re.compile(r"\s*[+-]?[0-9]*,[0-9]")
_NO_UNIT = re.compile(r"[0-9.,*^_'’-]|/\s*[0-9]")


def split(text: str) -> tuple[float, str]:
    """Number and unit of a text such as "650 km": a strict form, read before pint sees it.

    Args:
        text: A finite decimal number with a point, then a unit expression or nothing.
    Raises:
        UnitError: Not of that form (a decimal comma, nan, an expression, no number).
    """
    if len(text) > 200:
        raise UnitError("is too long for a number and a unit")
    found = _READ.fullmatch(text)
    unit = found[2].strip() if found else ""
    unit = "" if unit == "-" else unit  # a plain number is printed so
    start = unit.removeprefix("1/").removeprefix("1 /") if unit[:1] == "1" else unit
    if not found or (start and (_NO_UNIT.match(start) or start[0].isnumeric())):
        raise UnitError(_refusal(text))
    number = float(found[1])
    if not math.isfinite(number):
        raise UnitError("must be a finite number")
    if number == 0 and re.search("[1-9]", re.split("[eE]", found[1])[0]):
        raise UnitError(f'"{text[:40]}" is too small to be distinguished from 0')
    return number, unit


def _refusal(text: str) -> str:
    """What is wrong with a text that is no number and a unit, and what would be right."""
    if (groups := _GROUPS.match(text)) and not groups[0].lstrip(" +-").startswith("0"):
        plain = groups[0].replace(groups[1], "") + text[groups.end() :]
        return f'has digits in groups. Write "{_money(plain)}"'
    if _COMMA.match(text):
        if text.count(",") > 1:
            return "has commas. Write a decimal point and no groups of digits"
        return f'has a decimal comma. Write a decimal point: "{_money(text.replace(",", "."))}"'
    if re.match(r"\s*[+-]?(nan|inf(inity)?)\b", text, re.IGNORECASE):
        return "must be a finite number"
    return f'"{text[:40]}" is not a number and a unit'


def _money(text: str) -> str:
    return text.strip().replace("$", "USD")[:60]


def wrong_unit(has: str, needs: str) -> str:
    """The one sentence for a wrong kind of unit."""
    if not has:
        return f'needs a unit, for example "{example(needs)}"'
    return f'has the unit {has}; needs one like {needs or "a plain ratio"}, for example "{example(needs)}"'


def example(unit: str) -> str:
    """A plausible value in `unit` for error messages."""
    typical = {
        "km": "650",
        "K": "318",
        "delta_K": "5",
        "kW": "100",
        "W": "500",
        "kg": "1360",
        "1/year": "0.08",
        "USD/kg": "500",
        "min": "20",
    }
    return f"{typical.get(unit, '1')} {unit}".strip() if unit else "0.9"
