"""Orbit against ground, region by region: the same life, finance and delivered compute; what binds, and what would have to be true."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from sunrack import cost, ground, leading
from sunrack.catalogue import Unknown, near
from sunrack.checks import Check, check, failing, reasons, table
from sunrack.drawing import Block, Heading, Text, as_html, as_text
from sunrack.finance import (
    interest_during_construction,
    net_of_residual,
    worth,
)
from sunrack.scenario import Scenario, load
from sunrack.section import Result, plain, shown
from sunrack.sentences import Verdict, judge
from sunrack.units import Quantity, as_quantity, inside, is_bare, unit_of
from sunrack.unusual import unusual
from sunrack.walk import Design, walk


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Rival(ground.Site, cost.Compute):
    """One region: its site and the rack's compute there."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Against(Result):
    """Orbit against one region."""

    cost_ratio: Any = shown("", "cost of a GPU-hour in orbit over that on the ground")
    time_saved: Any = shown(
        "month", "like for like: time to half of the project on the ground less time to half of the fleet in orbit"
    )
    time_saved_first: Any = shown("month", "time to first service on the ground less time to first service in orbit")
    time_saved_all: Any = shown(
        "month", "time to all of the project on the ground less time to all of the fleet in orbit"
    )
    net_present_value: Any = shown(
        "USD/kW",
        "orbit's worth less the ground's, from today, over the compute life, per kilowatt of rack at full power; waiting (to half, on both sides) "
        "puts a gain off and shrinks no loss",
    )
    breakeven_launch_price: Any = shown(
        "USD/kg", "price to low orbit at which the ratio is one; below zero: no crossover, even free launch is too dear"
    )


@dataclass(frozen=True, repr=False)
class Comparison:
    """A design, its rivals on the ground, and the verdict. In a study, where results are arrays, there are no checks."""

    scenario: Scenario
    design: Design
    ground: dict[str, Rival]
    against: dict[str, Against]
    clock: cost.Clock
    time_to_half_fleet: Any
    checks: tuple[Check, ...]
    asked: str | None = None

    @property
    def time_to_first_token(self) -> Any:
        """Orbit's median time from today to its first token."""
        return self.clock.time_to_first_token

    @cached_property
    def refused(self) -> tuple[str, ...]:
        """The regions where every jurisdiction whose rules are known refuses a campus of the fleet's power."""
        return leading.refused(self.scenario, self.ground)

    @cached_property
    def weak(self) -> tuple[str, ...]:
        """The regions whose price, wait or capital rests on a guess or on a weak source."""
        return tuple(name for name in self.ground if leading.weak(self.scenario, name))

    @property
    def cheapest(self) -> str:
        """The region where a GPU-hour costs least, of those that neither refuse the campus nor rest on guesses, if any."""
        return leading.cheapest(self.ground, self.refused, self.weak)

    @property
    def answer_region(self) -> str:
        """The region that the verdict is about: the one that was asked for, or the cheapest."""
        return self.asked or self.cheapest

    @property
    def failing(self) -> str:
        """The first check that fails, in words and numbers, and how many more; nothing where all pass."""
        return failing(self.checks)

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
        """One result by its dotted name, as `to_dict` gives it: "mass.wet", "compare.texas.cost_ratio".

        Raises:
            Unknown: No such result, with the nearest name; a KeyError and a ValueError.
        """
        try:
            owner, key = self._owner(name)
            return owner.value(key)
        except (KeyError, AttributeError, TypeError):
            known = self.to_dict()
            raise Unknown(f'"{name}" is not a result{near(name, known)}') from None

    def _owner(self, name: str) -> tuple[Any, str]:
        """The part of the comparison that holds a result, and the result's name in it."""
        room, _, rest = name.partition(".")
        if room in ("ground", "compare"):
            region, _, key = rest.rpartition(".")
            return (self.ground if room == "ground" else self.against)[region], key
        if room == "power" and rest.startswith("ledger."):
            return self.design.ledger, rest.removeprefix("ledger.")
        return self.clock if room == "clock" else getattr(self.design, room), rest

    def __getitem__(self, name: str) -> Any:
        """One result by its dotted name as a quantity in the unit shown, or as text: c["mass.wet"].

        Raises:
            Unknown: No such result, with the nearest name; a KeyError and a ValueError.
        """
        content = self.result(name)
        owner, key = self._owner(name)
        unit = owner.unit(key)
        return content if np.asarray(content).dtype.kind in "US" else Quantity(content, unit_of(unit))

    def to_frame(self) -> Any:
        """Every result as a pandas DataFrame: its name as the index, its value and its unit as columns."""
        from pandas import DataFrame

        frame = DataFrame.from_dict(self.to_dict(), orient="index", columns=["value", "unit"])
        return frame.rename_axis("result")

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
            *([Text(f"Unusual: {'; '.join(lines)}.")] if (lines := unusual(case)) else []),
            Heading("Checks"),
            table(self.checks),
            *([Text(why)] if (why := reasons(self.checks)) else []),
        ]

    def __str__(self) -> str:
        return as_text(self.opening())

    def __repr__(self) -> str:
        return f"<Comparison {self.scenario.name}: {self.verdict.sentences[0]}>"

    def _repr_html_(self) -> str:
        return as_html(self.opening())


def compare(scenario: Any = None, *, against: str | None = None) -> Comparison:
    """Walk a scenario once with units checked, and set it against its regions.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        against: The region that the verdict is about, of the scenario or any that ships; the cheapest if left out.
    Raises:
        ScenarioError: The scenario has problems.
        Unknown: There is no such region, with the nearest name; a KeyError and a ValueError.
        pint.DimensionalityError: Never for a valid scenario: it would be a fault of ours.
    """
    case = load(scenario)
    if against is not None:
        case, _ = case.against(against)
    with np.errstate(all="ignore"):
        return replace(weigh(case, case.inputs()), asked=against)


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
            time_saved=rival.time_to_half - wait,
            time_saved_first=rival.time_to_power - clock.time_to_first_token,
            time_saved_all=rival.time_to_all - clock.time_to_first_token - flown.launch.fleet_time,
            net_present_value=(orbit_value - _ground_value(inputs, rival, market)) / inputs.rack.power,
            breakeven_launch_price=flown.launch.price + ahead / (flown.cost.per_launch_dollar * charged_mass),
        )
    return Comparison(case, flown, rivals, against, clock, wait, () if is_bare() else check(inputs, flown))


def on_ground(inputs: Any, region: Any, rack_price: Any = None) -> Rival:
    """The rack at one region of `inputs.sites`: the site and the rack's compute there."""
    landed = 1 + region.import_duty
    rack_price = landed * (_rack_price(inputs) if rack_price is None else rack_price)
    hours, repair = cost.keep_ground(
        inputs.cost,
        rack_price=landed * inputs.rack.price,
        rack_power=inputs.rack.power,
        gpus=inputs.rack.gpus,
        failure_rate=inputs.rack.failure_rate,
        warranty_share=inputs.ground.warranty_share,
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
        project_power=inputs.launch.fleet_power,
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


def _in(quantity: Any, unit: str) -> float:
    return float(np.mean(plain(quantity, unit)))
