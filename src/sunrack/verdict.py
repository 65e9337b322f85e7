"""Orbit against ground, region by region: the same life, finance and delivered compute; what binds, and what would have
to be true."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache, partial
from typing import Any

from sunrack import cost, ground, launch
from sunrack.answers import Answers
from sunrack.cautions import SunrackWarning, is_user
from sunrack.comparison import Comparison
from sunrack.finance import (
    capital_recovery_factor,
    interest_during_construction,
    net_of_residual,
    worth,
)
from sunrack.known import NOTHING_KNOWN, Known
from sunrack.rivals import Against, Rival
from sunrack.scenario import Inputs, Scenario, load
from sunrack.units import as_quantity, bare, closed, inside, is_bare
from sunrack.units.validity import noting_validity
from sunrack.values import Value
from sunrack.walk import walk


def compare(scenario: Any = None, *, against: str | None = None, checked: bool = False) -> Comparison:
    """Walk a scenario and set it against its regions.

    The walk runs with quantities, every unit checked, once in a process for each set of options, names and keys that
    are written. The results are those of a walk on bare SI numbers, given as quantities in the units that were found.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        against: The region that the verdict is about, of the scenario or any that ships; the cheapest if left out.
        checked: Give the results of a walk with quantities instead, whatever ran before; ten times as slow.
    Raises:
        ScenarioError: The scenario has problems.
        Unknown: There is no such region, with the nearest name; a KeyError and a ValueError.
        SunrackWarning: A warning of each of `Comparison.warnings`, if the caller is not this package itself.
        pint.DimensionalityError: Never for a valid scenario: it would be a fault of ours.
    """
    if checked:
        case = load(scenario)
        case = case if against is None else case.against(against)[0]
        with noting_validity() as beyond:
            found = _with_quantities(case)
        found = replace(found, asked=against, beyond=beyond)
    else:
        found = compare_bare(scenario, against=against)
        found = found if _later.get() else replace(found, units=found.units())
    if is_user(sys._getframe(1)):
        for one in found.warnings:
            warnings.warn(str(one), SunrackWarning, stacklevel=2)
    return found


_later: ContextVar[bool] = ContextVar("sunrack_checked_later", default=False)


@contextmanager
def checked_later() -> Iterator[None]:
    """Inside, `compare` is `compare_bare`: for the command, whose studies would else begin with a walk with units."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)


def compare_bare(scenario: Any = None, *, against: str | None = None) -> Comparison:
    """As `compare`, on bare SI numbers alone: the walk with quantities runs when a quantity is first asked for.

    The command asks for none, so it starts sooner. Tests walk every option word with quantities and find the same.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        against: The region that the verdict is about, of the scenario or any that ships; the cheapest if left out.
    Raises:
        ScenarioError: The scenario has problems.
        Unknown: There is no such region, with the nearest name; a KeyError and a ValueError.
    """
    case = load(scenario)
    if against is not None:
        case, _ = case.against(against)
    with noting_validity() as beyond, bare():
        found = weigh(case, case.inputs(bare=True))
    return replace(found, units=partial(_units, _Form(_form(case), case)), asked=against, beyond=beyond)


def _with_quantities(case: Scenario) -> Comparison:
    with closed():
        found = weigh(case, case.inputs())
        _ = found.checks  # their units are checked too
    return found


@dataclass(frozen=True)
class _Form:
    """What decides which code a walk runs, and in which units: everything in a scenario but its numbers."""

    words: Any
    case: Scenario = field(compare=False)


def _form(case: Scenario) -> Any:
    rooms = (row for name, room in case.sections().items() for row in ((name, key, _kind(one)) for key, one in room))
    tables = {**case.sites, **case.plants}.items()
    written = (row for name, table in tables for row in ((name, key, _kind(one)) for key, one in table.items()))
    supplies = ((name, case.homes[name].supply) for name in case.sites)
    return (*rooms, *written, *supplies)


def _kind(content: Any) -> Any:
    """Of a number its unit; a word, or a tuple of words, as it is."""
    return content.unit if isinstance(content, Value) else tuple(content) if isinstance(content, list) else content


@lru_cache(maxsize=64)
def _units(form: _Form) -> Any:
    """The units of every answer, from a walk with quantities, in which all units were checked."""
    from sunrack.units import units_in

    walked = _with_quantities(form.case)
    return {one.name: units_in(getattr(walked.answers, one.name)) for one in fields(walked.answers)}


@inside()  # as in the walk
def weigh(
    case: Scenario, inputs: Inputs, known: Known = NOTHING_KNOWN, regions: Sequence[str] | None = None
) -> Comparison:
    """The comparison on inputs that are quantities, or bare SI numbers where the door is open.

    Args:
        case: The scenario.
        inputs: Its inputs, or those of a study.
        known: What a study knows before; nothing if left out.
        regions: Those that are compared, none at all among them; the inputs' own if left out.
    """
    flown = walk(inputs, known)
    finance = inputs.finance
    clock = cost.timed(
        inputs.cost,
        climb=flown.orbit.raise_time,
        aboard=flown.launch.satellites_per_launch,
        success=inputs.launch.success,
        infant_loss=inputs.cost.infant_loss,
        luck=known.luck.get("clock.luck"),
    )
    wait = clock.time_to_first_token + flown.launch.fleet_time / 2
    rack_price = _rack_price(inputs)
    rivals, against = {}, {}
    for name in inputs.ground.regions if regions is None else regions:
        rival = on_ground(inputs, inputs.sites[name], rack_price, known.luck.get(f"ground.{name}.luck"))
        ahead = rival.per_gpu_hour - flown.cost.per_gpu_hour
        market = inputs.ground.compute_value * inputs.rack.gpus  # what the rack would earn if it never stopped
        orbit_value = worth(
            margin=market * flown.cost.delivered_fraction - flown.cost.all_in_per_kw_year * inputs.rack.power,
            rate=finance.orbit_cost_of_capital,
            life=finance.compute_life,
            delay=wait,
        )
        rivals[name] = rival
        against[name] = Against(
            cost_ratio=(
                flown.cost.per_gpu_hour / rival.per_gpu_hour
                if is_bare()
                else as_quantity(flown.cost.per_gpu_hour / rival.per_gpu_hour, "")
            ),
            time_saved=rival.time_to_half - wait,
            time_saved_first=rival.time_to_power - clock.time_to_first_token,
            time_saved_all=rival.time_to_all - clock.time_to_first_token - flown.launch.fleet_time,
            net_present_value=(orbit_value - _ground_value(inputs, rival, market)) / inputs.rack.power,
            breakeven_launch_price=flown.launch.price
            + ahead / (flown.cost.per_launch_dollar * flown.launch.paid_payload),
        )
    found = Answers(design=flown, ground=rivals, against=against, clock=clock, time_to_half_fleet=wait)
    return Comparison(case, inputs, found)


def on_ground(inputs: Inputs, region: ground.Region, rack_price: Any = None, luck: Any = None) -> Rival:
    """The rack at one region of `inputs.sites`: the site and the rack's compute there."""
    price, interest = _rack_price(inputs) if rack_price is None else rack_price
    landed = 1 + region.import_duty
    price, interest = landed * price, landed * interest
    rack, finance = inputs.rack, inputs.finance
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
        compute_price=price,
        cost_of_capital=inputs.finance.cost_of_capital,
        compute_life=inputs.finance.compute_life,
        utilisation=inputs.cost.utilisation,
        delivered=hours["delivered_fraction"],
        repair=repair,
        plants=inputs.plants,
        luck=luck,
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
    recovery = capital_recovery_factor(rate=finance.cost_of_capital, life=finance.compute_life)
    racks = launch.lots(inputs.launch.fleet_power / rack.power, 1)
    return Rival(
        **{one.name: getattr(part, one.name) for part in (site, compute) for one in fields(part)},
        rack_interest_per_kw_year=interest / rack.power * recovery,
        power_per_gpu=rack.power / rack.gpus,
        fleet_capital=racks * (landed * rack.price + interest + site.facility_capital * rack.power),
    )


def _rack_price(inputs: Inputs) -> tuple[Any, Any]:
    """The rack on the ground as of its first day of service, the worth of its resale taken off; the interest in that
    price."""
    finance = inputs.finance
    waiting = interest_during_construction(rate=finance.cost_of_capital, time=finance.rack_installation)
    net = net_of_residual(rate=finance.cost_of_capital, life=finance.compute_life, residual=finance.residual_value)
    return inputs.rack.price * (waiting + net), inputs.rack.price * waiting


def _ground_value(inputs: Inputs, rival: Rival, market: Any) -> Any:
    """Worth of the rack on the ground, from today: of a rack served at once, less what the wait costs."""
    margin = market * rival.delivered_fraction - rival.all_in_per_kw_year * inputs.rack.power
    at_once = worth(margin=margin, rate=inputs.finance.cost_of_capital, life=inputs.finance.compute_life)
    return at_once - rival.waiting_cost_per_kw * inputs.rack.power


__all__ = ["Against", "Comparison", "Rival", "checked_later", "compare", "compare_bare", "on_ground", "weigh"]
