"""The verdict of one comparison in two sentences: who sells the cheaper GPU-hour, who serves sooner, what stands in the
way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack import cost, leading
from sunrack.checks import failing, undefined
from sunrack.section import plain


@dataclass(frozen=True)
class Verdict:
    """`winner` is orbit, ground or split (by region); `binding` what stands most in orbit's way; `sentences` says both,
    in numbers."""

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
    answer = {"orbit": "Yes", "ground": "No", "split": f"In {len(wins)} of {len(ratios)} regions"}[winner]
    largest = _largest(c)
    binding = failed[0].name if failed else f"{_NAMES.get(largest, largest)} cost"
    first = f"{answer}: {_prices(c, ratios[c.answer_region])}"
    second = f"{_times(c)}; {_hindrance(c, largest, binding, ratios[c.answer_region])}."
    return Verdict(winner, binding, (first, second))


_NAMES = {"bus": "satellite", "imposed": "satellite", "nonrecurring": "development", "terminals": "terminal"}


def _largest(c: Any) -> str:
    """The largest part of the capital but the rack."""
    parts = _parts(c)
    return max((name for name in parts if name != "rack"), key=lambda name: np.nan_to_num(_in(parts[name], "USD")))


def _parts(c: Any) -> dict[str, Any]:
    return {**cost.grouped(c.design.cost.parts), "launch": c.design.cost.launch}


def _prices(c: Any, ratio: float) -> str:
    """What a GPU-hour costs on both sides, and of which regions that is."""
    place, orbit = c.answer_region, _in(c.design.cost.per_gpu_hour, "USD/hour")
    rival = f"{number_of(_in(c.ground[place].per_gpu_hour, 'USD/hour'), '.2f')} USD in {place}"
    if not np.isfinite(orbit):
        said = "this satellite cannot be built and flown as it stands, so it has no cost; a GPU-hour costs"
        return f"{said} {rival}.{_cheaper(c)}"
    among = f"the cheapest of {len(c.ground)} regions" if len(c.ground) > 1 else "the one region asked for"
    if c.asked:
        among = "the region asked for"
    elif place != leading.by_cost(c.ground)[0]:
        guessed = place not in c.weak and any(name not in c.refused for name in _passed(c))
        left = len({*c.ground} - {*c.refused, *(c.weak if guessed else ())})
        among = f"the cheapest of the {left}" if left > 1 else "the only one"
        among += f" of {len(c.ground)} regions whose known rules do not refuse the site"
        among += " and whose price, wait and capital are well sourced" if guessed else ""
    times = f": {ratio:.3g} times as much" if np.isfinite(ratio) else ""
    return f"a GPU-hour costs {orbit:.2f} USD in orbit against {rival}, {among}{times}.{_cheaper(c)}"


def _cheaper(c: Any) -> str:
    """What the rules that refuse the site have to do with the choice of the region."""
    place = c.answer_region
    if place in c.refused:
        return f" Every jurisdiction of {place} whose rules are known refuses this site."
    if c.asked:
        return ""
    said = ""
    for words, names in (
        ("refused by every jurisdiction whose rules are known", [one for one in _passed(c) if one in c.refused]),
        ("on a guess or a weak source", [one for one in _passed(c) if one not in c.refused]),
    ):
        cheap = " and ".join(f"{name} ({_in(c.ground[name].per_gpu_hour, 'USD/hour'):.2f} USD)" for name in names)
        said += f" Cheaper, but {words}: {cheap}." if names else ""
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
    serve = "Orbit would not serve"
    if np.isfinite(half):
        serve = f"Orbit would serve first in {begin:.0f} months and with half its fleet in {half:.0f}"
    if not np.isfinite(months[quickest]):
        return f"{serve}, and neither would the ground" if not np.isfinite(half) else f"{serve}, the ground never"
    span = f" to {number_of(months[slowest], '.0f', 'never')} ({slowest})" if slowest != quickest else ""
    return f"{serve}, the ground in a median of {months[quickest]:.0f} ({quickest}){span}"


def _hindrance(c: Any, largest: str, binding: str, ratio: float) -> str:
    """What stands most in orbit's way, or how long it stays the cheaper."""
    if binds := failing(c.checks):
        return f"the design {binds}"
    even = _in(c.against[c.answer_region].breakeven_launch_price, "USD/kg")
    if not np.isfinite(even):
        return f"{undefined(c.to_dict()) or 'the cost of a GPU-hour'} is undefined, so nothing can be said of the price"
    if ratio < 1:
        cheaper = f"orbit stays the cheaper while launch costs less than {even:,.0f} USD/kg"
        return f"{cheaper}, and its largest part but the rack is {binding}"
    share = _in(_parts(c)[largest], "USD") / _in(c.design.cost.capital, "USD")
    launch = f"launch would have to cost {even:,.0f} USD/kg" if even >= 0 else "even free launch would not close it"
    return f"what binds is {binding}, {share:.0%} of the capital, and {launch}"


def number_of(amount: float, form: str, instead: str = "no finite number of") -> str:
    """A number as `form` writes it, or words in its place where it is not finite."""
    return f"{amount:{form}}" if np.isfinite(amount) else instead


def _in(quantity: Any, unit: str) -> float:
    return float(np.mean(plain(quantity, unit)))
