"""Checks in words: why one has no number, the first that fails, and all of them as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sunrack.drawing import Table, number, percent
from sunrack.orbit.dose import BEYOND
from sunrack.requirement import DIFFERENCES, Check
from sunrack.satellite import Design
from sunrack.section import plain

DOSE = "dose below known harm"


def finite(one: Check) -> bool:
    """Whether nothing has to be explained: a study explains nothing."""
    single = isinstance(one.value, float) and isinstance(one.limit, float)
    return not single or bool(np.isfinite(one.value) and np.isfinite(one.limit))


def reason(one: Check, flown: Design) -> str:
    """Why a check has no number: what it measures is infinite, or rests on a result that cannot be computed."""
    if not np.any(np.isnan([one.value, one.limit])):
        whole, fits = np.isfinite(plain(flown.mass.dry, "kg")), plain(flown.launch.satellites_per_launch, "") >= 1
        return "infinite" + (_OPEN if not whole else _TOO_LARGE if not fits else "")
    if one.name == DOSE and np.isfinite(plain(flown.orbit.inclination, "deg")):
        return f"not known, since the dose table ends at {BEYOND / 1e3:,.0f} km"
    first = undefined(flown.to_dict())
    return f"cannot be computed{f', since {first} is undefined' if first else ''}"


_OPEN, _TOO_LARGE = ", since the mass budget does not close", ", since no satellite fits the vehicle"
_ROOTS = ("orbit.inclination", "power.cell_temperature", "thermal.sink_temperature")  # what most others follow from


def undefined(results: Mapping[str, Mapping[str, Any]]) -> str:
    """The first result of a design that is not a number, those that most others follow from first; "" where all are."""
    lost = [name for name, row in results.items() if isinstance(row["value"], float) and np.isnan(row["value"])]
    return next((name for name in (*_ROOTS, *lost) if name in lost), "")


def failing(checks: tuple[Check, ...]) -> str:
    """The first check that fails, in words and numbers, and how many more: 'fails "mass fits vehicle" (24,000 against
    at most 17,000 kg) and 1 more'."""
    failed = [one for one in checks if not one.passed]
    if not failed:
        return ""
    one, others = failed[0], f" and {len(failed) - 1} more" if len(failed) > 1 else ""
    if np.isnan(one.value) or np.isnan(one.limit):
        return f'fails "{one.name}" ({one.reason}){others}'
    has, needs = f"{_said(one.value)} against", f"{one.sense} {_said(one.limit)} {one.unit}".rstrip()
    return f'fails "{one.name}" ({has} {needs}){others}'


def _said(amount: float) -> str:
    if not np.isfinite(amount):
        return number(amount)
    return f"{amount:,.0f}" if abs(amount) >= 100 else f"{amount:.3g}"


def table(checks: tuple[Check, ...]) -> Table:
    """The checks as a table: what each has, needs, and has left."""
    rows = []
    for one in checks:
        margin = f"{number(one.margin)} {one.unit}" if one.unit in DIFFERENCES else percent(one.margin)
        rows.append(
            [
                one.name,
                "beyond its table" if one.reason.startswith("not known") else _with_unit(one.value, one.unit),
                f"{one.sense} {_with_unit(one.limit, one.unit)}",
                margin if np.isfinite(one.margin) else "-",
                "pass" if one.passed else "FAIL",
            ]
        )
    return Table(["check", "has", "needs", "margin", ""], rows, "lllrl")


def reasons(checks: tuple[Check, ...]) -> str:
    """Why some checks have no number, in a sentence for each reason; empty where all have one."""
    why: dict[str, list[str]] = {}
    for one in checks:
        if one.reason:
            why.setdefault(one.reason, []).append(one.name)
    return " ".join(f"{reason[:1].upper()}{reason[1:]}: {', '.join(names)}." for reason, names in why.items())


def _with_unit(amount: float, unit: str) -> str:
    return f"{number(amount)} {unit}".rstrip() if np.isfinite(amount) else number(amount)
