"""When either side serves: first, which is less in orbit, and half of the project, which is as much on both sides."""

from __future__ import annotations

import math

from sunrack.catalogue import place
from sunrack.findings.first_page import FirstPage, Months


def waits(found: FirstPage) -> str:
    """Months to first service, orbit first."""
    orbit, *sites = found.months
    said = [f"Orbit, first satellite: {_wait(orbit, 'P10 to P90: ')}; {_half(found)}."]
    label = "" if _finite(orbit) else "P10 to P90: "
    said += [f"{place(one.place)}: {_wait(one, label)}{_half_there(one, found)}." for one in sites]
    if found.later_price_year is not None:
        said.append(f"The launch price is that expected in {found.later_price_year}.")
    return " ".join(said)


def _half_there(one: Months, found: FirstPage) -> str:
    """Half of the project in the region of the answer, to be set beside half of the fleet."""
    half = found.half_ground if one.place == found.region and found.first_power < found.power else None
    return "" if half is None else f"; half: {half:.0f}"


def _half(found: FirstPage) -> str:
    return "the fleet is never deployed" if found.half_fleet is None else f"half the fleet: {found.half_fleet:.0f}"


def _wait(one: Months, label: str) -> str:
    return f"{one.p50:.0f} months ({label}{one.p10:.0f} to {_or_never(one.p90)})" if _finite(one) else "never"


def _finite(one: Months) -> bool:
    return math.isfinite(one.p50)


def _or_never(months: float) -> str:
    return f"{months:.0f}" if math.isfinite(months) else "never"


__all__ = ["waits"]
