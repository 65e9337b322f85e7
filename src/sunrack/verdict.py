"""Orbit against ground, region by region: the same life, finance and delivered compute; what binds, and what would have to be true."""

from __future__ import annotations

import html
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from sunrack import cost, ground
from sunrack.checks import Check, check, failing, table
from sunrack.drawing import Block, Heading, Text, as_text
from sunrack.finance import (
    interest_during_construction,
    net_of_residual,
    worth,
)
from sunrack.scenario import Scenario, load
from sunrack.section import Result, plain, shown
from sunrack.units import as_quantity, inside, is_bare
from sunrack.walk import Design, walk


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Rival(ground.Site, cost.Compute):
    """One region: its site and the rack's compute there."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Against(Result):
    """Orbit against one region."""

    cost_ratio: Any = shown("", "cost of a GPU-hour in orbit over that on the ground")
    time_saved: Any = shown("month", "median time to power on the ground less time to half the fleet in orbit")
    net_present_value: Any = shown(
        "USD/kW",
        "orbit's worth less the ground's, from today, over the compute life, per kilowatt of rack at full power; waiting (half the fleet's) "
        "puts a gain off and shrinks no loss",
    )
    breakeven_launch_price: Any = shown(
        "USD/kg", "price to low orbit at which the ratio is one; below zero: no crossover, even free launch is too dear"
    )


@dataclass(frozen=True)
class Verdict:
    """`winner` is orbit, ground or split (by region); `binding` what stands most in orbit's way; `sentences` says both, in numbers."""

    winner: str
    binding: str
    sentences: tuple[str, str]

    def __str__(self) -> str:
        return " ".join(self.sentences)


@dataclass(frozen=True)
class Comparison:
    """A design, its rivals on the ground, and the verdict. In a study, where results are arrays, there are no checks."""

    scenario: Scenario
    design: Design
    ground: dict[str, Rival]
    against: dict[str, Against]
    clock: cost.Clock
    time_to_half_fleet: Any
    checks: tuple[Check, ...]

    @property
    def time_to_first_token(self) -> Any:
        """Orbit's median time from today to its first token."""
        return self.clock.time_to_first_token

    @property
    def cheapest(self) -> str:
        """The region where a GPU-hour costs least."""
        return min(self.ground, key=lambda name: _in(self.ground[name].per_gpu_hour, "USD/hour"))

    @property
    def fastest(self) -> str:
        """The region with the shortest median time to power."""
        return min(self.ground, key=lambda name: _in(self.ground[name].time_to_power, "month"))

    @property
    def verdict(self) -> Verdict:
        """Who wins, in two sentences, and what binds."""
        return judge(self)

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """Dotted name → {value, unit} of every result."""
        rows = self.design.to_dict() | self.clock.to_dict("clock.")
        for name, rival in self.ground.items():
            rows |= rival.to_dict(f"ground.{name}.")
        for name, one in self.against.items():
            rows |= one.to_dict(f"compare.{name}.")
        return rows

    def result(self, name: str) -> Any:
        """One result by its dotted name, as `to_dict` gives it: "mass.wet", "compare.texas.cost_ratio"."""
        room, _, rest = name.partition(".")
        if room in ("ground", "compare"):
            region, _, key = rest.rpartition(".")
            return self.ground[region].value(key) if room == "ground" else self.against[region].value(key)
        if rest.startswith("ledger."):
            return self.design.ledger.value(rest.removeprefix("ledger."))
        return (self.clock if room == "clock" else getattr(self.design, room)).value(rest)

    def opening(self) -> list[Block]:
        """The first screen: what was asked, the verdict, the checks."""
        case = self.scenario
        minutes = round(case.orbit.local_time.si / 60)
        asked = (
            f"{case.name}: {case.rack.power} rack in a sun-synchronous orbit at {case.orbit.altitude}, {minutes // 60:02d}:{minutes % 60:02d} "
            f"local time, against the ground, in dollars of {case.finance.currency_year.si:.0f}."
        )
        return [
            Text(asked),
            *[Text(sentence, strong=True) for sentence in self.verdict.sentences],
            Heading("Checks"),
            table(self.checks),
        ]

    def __str__(self) -> str:
        return as_text(self.opening())

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(as_text(self.opening(), 100))}</pre>"


def compare(scenario: Any = None) -> Comparison:
    """Walk a scenario once with units checked, and set it against its regions.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
    Raises:
        ScenarioError: The scenario has problems.
        pint.DimensionalityError: Never for a valid scenario: it would be a fault of ours.
    """
    case = load(scenario)
    with np.errstate(all="ignore"):
        return weigh(case, case.inputs())


@inside()  # as in the walk
def weigh(case: Scenario, inputs: Any) -> Comparison:
    """The comparison on inputs that are quantities, or bare SI numbers where the door is open."""
    flown = walk(inputs)
    finance = inputs.finance
    clock = cost.timed(
        inputs.cost,
        climb=flown.orbit.raise_time,
        success=inputs.launch.success,
        infant_loss=inputs.cost.infant_loss,
        luck=getattr(inputs.cost, "luck", None),  # of a study that draws one outcome for each design
    )
    wait = clock.time_to_first_token + flown.launch.fleet_time / 2
    rack_price = _rack_price(inputs)
    rivals, against = {}, {}
    for name in inputs.ground.regions:
        rival = on_ground(inputs, inputs.sites[name], rack_price)
        ahead = rival.per_gpu_hour - flown.cost.per_gpu_hour
        charged_mass = inputs.launch.payload * flown.launch.fleet_launches / flown.launch.fleet_satellites
        market = inputs.ground.compute_value * inputs.rack.gpus  # what the rack would earn if it never stopped
        orbit_value = worth(
            margin=market * flown.cost.delivered_fraction - flown.cost.all_in_per_kw_year * inputs.rack.power,
            rate=finance.cost_of_capital,
            life=finance.compute_life,
            delay=wait,
        )
        rivals[name] = rival
        against[name] = Against(
            cost_ratio=flown.cost.per_gpu_hour / rival.per_gpu_hour
            if is_bare()
            else as_quantity(flown.cost.per_gpu_hour / rival.per_gpu_hour, ""),
            time_saved=rival.time_to_power - wait,
            net_present_value=(orbit_value - _ground_value(inputs, rival, market)) / inputs.rack.power,
            breakeven_launch_price=flown.launch.price + ahead / (flown.cost.per_launch_dollar * charged_mass),
        )
    return Comparison(case, flown, rivals, against, clock, wait, () if is_bare() else check(inputs, flown))


def on_ground(inputs: Any, region: Any, rack_price: Any = None) -> Rival:
    """The rack at one region of `inputs.sites`: the site and the rack's compute there."""
    rack_price = _rack_price(inputs) if rack_price is None else rack_price
    hours, repair = cost.keep_ground(
        inputs.cost,
        rack_price=inputs.rack.price,
        rack_power=inputs.rack.power,
        gpus=inputs.rack.gpus,
        failure_rate=inputs.rack.failure_rate,
    )
    site = ground.build(
        inputs.ground,
        region,
        rack_power=inputs.rack.power,
        accelerators=inputs.rack.gpus,
        compute_price=rack_price,
        cost_of_capital=inputs.finance.cost_of_capital,
        compute_life=inputs.finance.compute_life,
        utilisation=inputs.cost.utilisation,
        delivered=hours["delivered_fraction"],
        repair=repair,
    )
    compute = cost.book_ground(
        hours=hours,
        repair=repair,
        infrastructure=site.infrastructure_per_kw_year,
        compute=site.compute_per_kw_year,
        rack_power=inputs.rack.power,
        gpus=inputs.rack.gpus,
        throughput=inputs.rack.throughput,
    )
    return Rival(**{one.name: getattr(part, one.name) for part in (site, compute) for one in fields(part)})


def _rack_price(inputs: Any) -> Any:
    """The rack on the ground as of its first day of service: interest since its payment added, the worth of its resale taken off."""
    finance = inputs.finance
    waiting = interest_during_construction(rate=finance.cost_of_capital, time=finance.rack_installation)
    return inputs.rack.price * (
        waiting
        + net_of_residual(rate=finance.cost_of_capital, life=finance.compute_life, residual=finance.residual_value)
    )


def _ground_value(inputs: Any, rival: Rival, market: Any) -> Any:
    """Worth of the rack on the ground, from today: of a rack served at once, less what the wait costs."""
    margin = market * rival.delivered_fraction - rival.all_in_per_kw_year * inputs.rack.power
    at_once = worth(margin=margin, rate=inputs.finance.cost_of_capital, life=inputs.finance.compute_life)
    return at_once - rival.waiting_cost_per_kw * inputs.rack.power


def judge(c: Comparison) -> Verdict:
    """The verdict of one comparison (not of arrays)."""
    ratios = {name: _in(one.cost_ratio, "") for name, one in c.against.items()}
    failed = [one for one in c.checks if not one.passed]
    wins = [name for name, ratio in ratios.items() if ratio < 1 and not failed]
    winner = "orbit" if len(wins) == len(ratios) else "split" if wins else "ground"
    place, price, best = c.cheapest, c.design.cost, c.ground[c.cheapest]
    parts = {**dict(price.parts), "launch": price.launch}
    largest = max((name for name in parts if name != "rack"), key=lambda name: _in(parts[name], "USD"))
    names = {"bus": "satellite", "nonrecurring": "development", "terminals": "terminal"}
    binding = failed[0].name if failed else f"{names.get(largest, largest)} cost"
    answer = {"orbit": "Yes", "ground": "No", "split": f"In {len(wins)} of {len(ratios)} regions"}[winner]
    orbit, rival = _in(price.per_gpu_hour, "USD/hour"), _in(best.per_gpu_hour, "USD/hour")
    among = f"the cheapest of {len(ratios)} regions" if len(ratios) > 1 else "the one region asked for"
    if np.isfinite(orbit):
        first = f"{answer}: a GPU-hour costs {orbit:.2f} USD in orbit against {rival:.2f} USD in {place}, {among}: "
        first += f"{ratios[place]:.3g} times as much."
    else:
        first = f"{answer}: this satellite cannot be built and flown as it stands, so it has no cost; a GPU-hour costs {rival:.2f} USD in {place}."
    if failed:
        middle = f"the design {failing(c.checks)}"
    else:
        even, share = (
            _in(c.against[place].breakeven_launch_price, "USD/kg"),
            _in(parts[largest], "USD") / _in(price.capital, "USD"),
        )
        if ratios[place] < 1:
            middle = f"orbit stays the cheaper while launch costs less than {even:,.0f} USD/kg, and its largest part but the rack is {binding}"
        else:
            launch = (
                f"launch would have to cost {even:,.0f} USD/kg" if even >= 0 else "even free launch would not close it"
            )
            middle = f"what binds is {binding}, {share:.0%} of the capital, and {launch}"
    months = {name: _in(one.time_to_power, "month") for name, one in c.ground.items()}
    quickest, slowest = c.fastest, max(months, key=lambda name: months[name])
    begin, half = _in(c.time_to_first_token, "month"), _in(c.time_to_half_fleet, "month")
    serve = (
        f"Orbit would serve first in {begin:.0f} months and with half its fleet in {half:.0f}"
        if np.isfinite(half)
        else "Orbit would not serve"
    )
    span = f" to {months[slowest]:.0f} ({slowest})" if slowest != quickest else ""
    second = f"{serve}, the ground in a median of {months[quickest]:.0f} ({quickest}){span}; {middle}."
    return Verdict(winner, binding, (first, second))


def _in(quantity: Any, unit: str) -> float:
    return float(np.mean(plain(quantity, unit)))
