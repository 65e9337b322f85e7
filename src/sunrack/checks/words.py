"""Checks in words: why one has no number, the first that fails, and all of them as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sunrack.checks.names import DOSE
from sunrack.drawing import Table, celsius, number, printed_unit
from sunrack.orbit.dose import BEYOND
from sunrack.requirement import Check
from sunrack.satellite import Design
from sunrack.section import plain


def finite(one: Check) -> bool:
    """Whether nothing has to be explained: a study explains nothing."""
    single = isinstance(one.value, float) and isinstance(one.limit, float)
    return not single or bool(np.isfinite(one.value) and np.isfinite(one.limit))


def reason(one: Check, flown: Design) -> str:
    """Why a check has no number: what it measures is infinite, or rests on a result that cannot be computed."""
    if not np.any(np.isnan([one.value, one.limit])):
        whole, fits = np.isfinite(plain(flown.mass.dry, "kg")), plain(flown.launch.satellites_per_launch, "") >= 1
        return "infinite" + (_OPEN if not whole else _TOO_LARGE if not fits else "")
    if one.slug == DOSE and np.isfinite(plain(flown.orbit.inclination, "deg")):
        return f"not known, because the dose table ends at {BEYOND / 1e3:,.0f} km"
    first = undefined(flown.to_dict())
    return f"cannot be computed{f', because {first} is undefined' if first else ''}"


_OPEN, _TOO_LARGE = ", because the mass budget does not converge", ", because no satellite fits the launch vehicle"
_ROOTS = ("orbit.inclination", "power.cell_temperature", "thermal.sink_temperature")  # what most others follow from


def undefined(results: Mapping[str, Mapping[str, Any]]) -> str:
    """The first result of a design that is not a number, those that most others follow from first; "" where all are."""
    lost = [name for name, row in results.items() if isinstance(row["value"], float) and np.isnan(row["value"])]
    return next((name for name in (*_ROOTS, *lost) if name in lost), "")


def failing(checks: tuple[Check, ...]) -> str:
    """The first check that fails, in words and numbers, and how many more: 'fails the check "Mass within payload
    capacity" (value 24,000 kg, limit 17,000 kg) and 1 other check'."""
    failed = [one for one in checks if not one.passed]
    if not failed:
        return ""
    one, more = failed[0], len(failed) - 1
    others = f" and {more} other check{'s' * (more > 1)}" if more else ""
    if np.isnan(one.value) or np.isnan(one.limit):
        return f'fails the check "{one.title}" ({one.reason}){others}'
    return f'fails the check "{one.title}" (value {told(one.value, one)}, limit {told(one.limit, one)}){others}'


def told(amount: float, one: Check, *, unit: bool = True) -> str:
    """A value or a limit of a check as people write it, with its unit or without; temperatures in °C."""
    if not np.isfinite(amount):
        return number(amount)
    if one.unit == "K":
        return celsius(amount).removesuffix("" if unit else " °C")
    counted = printed_unit(one.unit) or _COUNTED.get(one.slug, "")
    digits = number(amount, 2) if one.slug in _COUNTED else _digits(amount)
    return f"{digits} {counted}" if unit and counted else digits


def told_margin(one: Check) -> str:
    """The margin of a check in the unit of its value, which it leaves out but for a temperature; a dash where there is
    none."""
    if not np.isfinite(one.distance):
        return "-"
    return f"{_digits(one.distance)}{' K' if one.unit == 'K' else ''}"


def _digits(amount: float) -> str:
    """Three digits, but no digit before the point lost and no zeros at the end: 27,338, not 27,300; 60, not 60.0."""
    if abs(amount) >= 1000:
        return f"{amount:,.0f}"
    said = number(amount)
    return said.rstrip("0").rstrip(".") if "." in said and "e" not in said else said


_COUNTED = {"volume_within_fairing": "satellites"}  # what a number without a unit counts
SENSES = {"at least": "min", "at most": "max"}


def table(checks: tuple[Check, ...]) -> Table:
    """The checks as a table: value, limit, margin and result of each."""
    rows = []
    for one in checks:
        rows.append(
            [
                one.title,
                "beyond its table" if one.reason.startswith("not known") else told(one.value, one),
                f"{SENSES[one.sense]} {told(one.limit, one, unit=False)}",
                told_margin(one),
                "PASS" if one.passed else "FAIL",
            ]
        )
    return Table(["Check", "Value", "Limit", "Margin", "Result"], rows, "lrrrl", wrap=[0])


def reasons(checks: tuple[Check, ...], names: int | None = None) -> str:
    """Why some checks have no number, in a sentence for each reason; empty where all have one.

    Args:
        checks: The checks.
        names: How many checks are named for one reason before they are only counted; all are named if left out.
    """
    why: dict[str, list[str]] = {}
    for one in checks:
        if one.reason:
            why.setdefault(one.reason, []).append(one.title)
    said = []
    for reason, titles in why.items():
        few = names is None or len(titles) <= names
        said.append(f"{reason[:1].upper()}{reason[1:]}: {', '.join(titles) if few else f'{len(titles)} checks'}.")
    return " ".join(said)
