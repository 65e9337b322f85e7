"""The verdict of one comparison in a few sentences: which side sells the cheaper GPU-hour, which serves sooner, and
what decides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack import cost, leading
from sunrack.catalogue import the_place
from sunrack.checks import failing, undefined
from sunrack.markup import Shown
from sunrack.section import plain


@dataclass(frozen=True, repr=False)
class Verdict(Shown):
    """`winner` is orbit, ground or split (by region); `binding` is the check that fails, or the largest cost but the
    rack; `sentences` says both in numbers: first the cost, then the time and what decides."""

    winner: str
    binding: str
    sentences: tuple[str, str]

    def __str__(self) -> str:
        return " ".join(self.sentences)


def judge(c: Any) -> Verdict:
    """The verdict of one `Comparison` (not of arrays)."""
    ratios = {name: _in(one.cost_ratio, "") for name, one in c.against.items()}
    failed = [one for one in c.checks if not one.passed]
    wins = [name for name, ratio in ratios.items() if ratio < 1 and not failed]
    winner = "orbit" if len(wins) == len(ratios) else "split" if wins else "ground"
    answer = {"orbit": "Yes.", "ground": "No.", "split": f"Yes in {len(wins)} of {len(ratios)} regions."}[winner]
    largest = _largest(c)
    binding = failed[0].title if failed else PARTS.get(largest, largest)
    first = f"{answer} {_prices(c, ratios[c.answer_region])}"
    second = f"{_times(c)} {_hindrance(c, largest, ratios[c.answer_region])}"
    return Verdict(winner, binding, (first, second))


# Parts of the capital as sentences name them, where the name of the result is not the word.
PARTS = {
    "bus": "satellite bus",
    "imposed": "satellite",
    "array": "solar array",
    "nonrecurring": "development",
    "terminals": "laser terminals",
    "spares": "spare satellites",
    "stations": "ground stations",
}


def _largest(c: Any) -> str:
    """The largest part of the capital but the rack."""
    parts = _parts(c)
    return max((name for name in parts if name != "rack"), key=lambda name: np.nan_to_num(_in(parts[name], "USD")))


def _parts(c: Any) -> dict[str, Any]:
    return {**cost.grouped(c.design.cost.parts), "launch": c.design.cost.launch}


def _prices(c: Any, ratio: float) -> str:
    """What a GPU-hour costs on both sides, and why it is this region."""
    where, orbit = the_place(c.answer_region), _in(c.design.cost.per_gpu_hour, "USD/hour")
    rival = f"{number_of(_in(c.ground[c.answer_region].per_gpu_hour, 'USD/hour'), ',.2f')} USD"
    if not np.isfinite(orbit):
        said = "The satellite is infeasible as designed and has no finite cost."
        return f"{said} A GPU-hour in {where}, {_among(c)}, costs {rival}.{_cheaper(c)}"
    sums = f"{orbit:,.2f} USD against {rival}"
    if not np.isfinite(ratio):
        return f"A GPU-hour costs {sums} in {where}, {_among(c)}.{_cheaper(c)}"
    return f"A GPU-hour costs {ratio:.3g} times as much in orbit as in {where}, {_among(c)}: {sums}.{_cheaper(c)}"


def _among(c: Any) -> str:
    """What the region is among those compared."""
    if c.asked:
        return "the selected region"
    if len(c.ground) == 1:
        return "the only region compared"
    if c.answer_region == leading.by_cost(c.ground)[0]:
        return f"the cheapest of {len(c.ground)} regions"
    guessed = c.answer_region not in c.weak and any(name not in c.refused for name in _passed(c))
    left = len({*c.ground} - {*c.refused, *(c.weak if guessed else ())})
    among = f"the cheapest of the {left}" if left > 1 else "the only one"
    sourced = " and whose price, wait and capital cost are well sourced" if guessed else ""
    return f"{among} of {len(c.ground)} regions whose known rules permit the site{sourced}"


def _cheaper(c: Any) -> str:
    """Why regions that cost less are not the one that is compared."""
    if c.answer_region in c.refused:
        return f" No jurisdiction of {the_place(c.answer_region)} with known rules permits this site."
    if c.asked:
        return ""
    said = ""
    for words, names in (
        ("no jurisdiction there with known rules permits the site", [one for one in _passed(c) if one in c.refused]),
        (
            "the price, wait or capital cost there is an assumption or weakly sourced",
            [one for one in _passed(c) if one not in c.refused],
        ),
    ):
        cheap = " and ".join(
            f"{the_place(one)} ({_in(c.ground[one].per_gpu_hour, 'USD/hour'):,.2f} USD)" for one in names
        )
        said += f" Cheaper but excluded: {cheap}; {words}." if names else ""
    return said


def _passed(c: Any) -> list[str]:
    """The regions that are cheaper than the one that the verdict is about."""
    order = leading.by_cost(c.ground)
    return order[: order.index(c.answer_region)]


def _times(c: Any) -> str:
    """When either side would serve."""
    months = {name: _in(one.time_to_power, "month") for name, one in c.ground.items()}
    quickest, slowest = c.fastest, max(months, key=lambda name: months[name])
    begin, half = _in(c.time_to_first_token, "month"), _in(c.time_to_half_fleet, "month")
    orbit = "The fleet in orbit is never deployed."
    if np.isfinite(half):
        orbit = f"Orbit enters service after {begin:,.0f} months; half the fleet is in service after {half:,.0f}."
    if not np.isfinite(months[quickest]):
        return f"{orbit} No site on the ground ever enters service."
    site = f"The median time to power on the ground is {months[quickest]:,.0f} months in {the_place(quickest)}"
    if slowest == quickest:
        return f"{orbit} {site}."
    return f"{orbit} {site} and {number_of(months[slowest], ',.0f', 'infinite')} in {the_place(slowest)}."


def _hindrance(c: Any, largest: str, ratio: float) -> str:
    """What decides the answer, or how long orbit stays the cheaper."""
    if fails := failing(c.checks):
        return f"The design {fails}."
    even = _in(c.against[c.answer_region].breakeven_launch_price, "USD/kg")
    if not np.isfinite(even):
        lost = undefined(c.to_dict()) or "the cost of a GPU-hour"
        return f"The result {lost} is undefined, so there is no break-even price."
    parts = _parts(c)
    share, rack = (_in(parts[name], "USD") / _in(c.design.cost.capital, "USD") for name in (largest, "rack"))
    more = f"more than to anything else{' but the rack' if rack > share else ''}"
    cost = f"{100 * share:.0f} % of the capital in orbit goes to the {PARTS.get(largest, largest)}, {more}."
    if ratio < 1:
        return f"{cost} Orbit remains cheaper while launch costs less than {even:,.0f} USD/kg."
    if even < 0:
        return f"{cost} Even free launch would not make orbit cheaper."
    return f"{cost} Orbit breaks even at a launch price of {even:,.0f} USD/kg."


def number_of(amount: float, form: str, instead: str = "no finite number of") -> str:
    """A number as `form` writes it, or words in its place where it is not finite."""
    return f"{amount:{form}}" if np.isfinite(amount) else instead


def _in(quantity: Any, unit: str) -> float:
    return float(np.mean(plain(quantity, unit)))
