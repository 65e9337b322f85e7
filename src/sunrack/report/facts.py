"""The short answers of the first page: uncertainty, vendor claims, floor, capital, time, break-even."""

from __future__ import annotations

import math

from sunrack.catalogue import place, the_place
from sunrack.drawing import number
from sunrack.findings.first_page import FirstPage, Months, Range


def facts(found: FirstPage) -> list[list[str]]:
    """Short answers by their names."""
    rows = []
    if found.failed and found.ratio is not None:
        said = f"{failing(found)} (sunrack report --section checks)."
        rows.append(["Infeasible", f"{said} Costs are shown as if it could be built and flown."])
    rows += [["Uncertainty", _range(found.range)]] if found.ratio is not None else []
    if found.claimed_ratio is not None:
        size = "" if found.claimed_power is None else f" at {megawatts(found.claimed_power)}"
        said = f"{_times(found.claimed_ratio)} if every claim holds{size} ({found.claimed})."
        rows.append(["Vendor claims", said])
    if found.floor is not None:
        words = f"{_times(found.floor)} if launch and satellite were free (the rack and its insurance remain)."
        rows.append(["Floor", words])
    rows += [["Capital", _capital(found)], ["First service", _months(found)]]
    if found.breakeven_price is not None:
        said = f"Orbit covers its costs if a GPU-hour sells for {found.breakeven_price:,.2f} USD."
        rows.append(["Break-even", f"{said} The assumed market price is {found.market_price:,.2f} USD."])
    return rows


def _times(ratio: float) -> str:
    return f"{number(ratio)} times"


def _range(found: Range) -> str:
    """P10 to P90, and where the base case lies in the draws."""
    if found.p10 is None:
        return (
            f"Not available: the design has no finite cost in {100 * found.infeasible:.0f} % of {found.draws:,} draws."
        )
    p90 = "infinite" if found.p90 is None else number(found.p90)
    middle = "" if found.p50 is None else f", median {number(found.p50)}"
    often = f"{number(100 * found.cheaper, 2)} %" if found.cheaper else "none"
    said = f"{number(found.p10)} to {p90} times (P10 to P90){middle}."
    said += f" Orbit is cheaper in {often} of {found.draws:,} draws."
    base = found.base_percentile
    if base is not None:
        where = (
            "below P10 (optimistic)"
            if base < 0.1
            else "above P90 (pessimistic)"
            if base > 0.9
            else f"at P{100 * base:.0f}"
        )
        said += f" The base case lies {where}."
    if found.infeasible >= 0.01:
        said += f" In {100 * found.infeasible:.0f} % of the draws the design is infeasible."
    return said


def _capital(found: FirstPage) -> str:
    ground = f"{money(found.ground_capital)} in {the_place(found.region)}"
    if found.orbit_capital is None:
        return f"{ground} for {megawatts(found.power)}. Orbit has no finite cost as designed."
    return f"{money(found.orbit_capital)} for {megawatts(found.power)} in orbit, {ground}."


def money(millions: float) -> str:
    """Millions of US dollars in words."""
    if millions >= 1000:
        return f"{number(millions / 1000)} billion USD"
    return f"{number(millions)} million USD"


def _months(found: FirstPage) -> str:
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
    return "" if half is None else f"; half: {half:,.0f}"


def _half(found: FirstPage) -> str:
    return "the fleet is never deployed" if found.half_fleet is None else f"half the fleet: {found.half_fleet:,.0f}"


def _wait(one: Months, label: str) -> str:
    return f"{one.p50:,.0f} months ({label}{one.p10:,.0f} to {_or_never(one.p90)})" if _finite(one) else "never"


def _finite(one: Months) -> bool:
    return math.isfinite(one.p50)


def _or_never(months: float) -> str:
    return f"{months:,.0f}" if math.isfinite(months) else "never"


def failing(found: FirstPage) -> str:
    """How many checks fail."""
    return f"{len(found.failed)} of {found.checks} checks fail"


def megawatts(power: float) -> str:
    """A power in MW, in full: 0.12 MW, 100.08 MW, 1,000,000 MW."""
    return f"{float(f'{power:.6g}'):,.10g} MW" if power < 1 else f"{round(power, 2):,.15g} MW"
