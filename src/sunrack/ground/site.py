"""A data centre in one region: its result, and `build`, which composes the laws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sunrack.catalogue import Unknown, by_word
from sunrack.finance import capital_recovery_factor, interest_during_construction
from sunrack.ground.inputs import Ground
from sunrack.ground.money import (
    facility_recovery,
    land_rent,
    power_cost,
    waiting_compute,
    waiting_cost,
    waiting_shell_built,
    waiting_uncommitted,
)
from sunrack.ground.project import Size, size
from sunrack.ground.region import Region
from sunrack.ground.sources import Source, asked, bridged, offered
from sunrack.ground.timing import choose, site_times
from sunrack.section import Result, shown


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Site(Result):
    """A data centre in one region, per kilowatt of computers at full power (not of the meter)."""

    source: Any = shown("", "where its power comes from")
    facility: Any = shown("", "campus of its own, or colocation: room rented in a standing hall")
    time_to_power: Any = shown("month", "time to first service, median")
    time_to_power_p10: Any = shown("month", "time to first service, one in ten is quicker")
    time_to_power_p50: Any = shown("month", "time to first service, median")
    time_to_power_p90: Any = shown("month", "time to first service, one in ten is slower")
    time_to_half: Any = shown("month", "time to half of the project in service, median")
    time_to_all: Any = shown("month", "time to all of the project in service, median")
    binding_gate: Any = shown("", "gate that binds in the largest share of outcomes")
    binding_odds: Any = shown("", "share of outcomes in which it binds")
    zoning_time: Any = shown("month", "permission, median, site control and refusals included")
    works_time: Any = shown("month", "construction, median")
    supply_time: Any = shown("month", "longest wait for power, permits and equipment, median")
    idle_time: Any = shown("month", "what is built early stands ready without power, at the medians")
    power_price: Any = shown("USD/kWh", "price of electricity from its source")
    pue: Any = shown("", "facility power over computer power")
    facility_capex: Any = shown("USD/W", "building, power and cooling, without computers and land; none where rented")
    land_capex: Any = shown("USD/W", "land of the campus; none where rented")
    facility_capital: Any = shown("USD/W", "building, land and interest during construction; none where rented")
    facility_per_kw_year: Any = shown(
        "USD/kW/year", "capital payments of facility and land, interest during construction included; or the rent"
    )
    interest_per_kw_year: Any = shown(
        "USD/kW/year", "part of facility_per_kw_year that is interest during construction"
    )
    operations_per_kw_year: Any = shown("USD/kW/year", "staff, upkeep, insurance, taxes; none beside the rent")
    power_per_kw_year: Any = shown("USD/kW/year", "electricity, cooling included")
    infrastructure_per_kw_year: Any = shown("USD/kW/year", "facility, operations and electricity, without computers")
    compute_per_kw_year: Any = shown(
        "USD/kW/year", "capital payments of the computers, net of what they fetch at the end"
    )
    revenue_per_kw_year: Any = shown("USD/kW/year", "what the computers earn at the market price")
    margin_per_kw_year: Any = shown("USD/kW/year", "revenue less infrastructure, computers and repair")
    delay_cost_per_kw_month: Any = shown("USD/kW/month", "what a month of waiting costs, by the chosen definition")
    waiting_cost_per_kw: Any = shown(
        "USD/kW",
        "present value of what the median wait to half of the project costs: margin that comes later or is lost, and "
        "what is spent while idle",
    )
    water: Any = shown("L/kWh", "water on site per computer energy")
    water_per_kw_year: Any = shown("m³/kW/year", "water on site")
    water_off_per_kw_year: Any = shown("m³/kW/year", "water that the grid's power plants use up")
    carbon_per_kw_year: Any = shown("kg/kW/year", "carbon dioxide of the electricity")


def build(
    inputs: Ground,
    region: Region,
    *,
    rack_power: Any,
    accelerators: Any,
    compute_price: Any,
    compute_life: Any,
    cost_of_capital: Any,
    utilisation: Any,
    delivered: Any,
    repair: Any,
    plants: Mapping[str, Any] | None = None,
    luck: Any = None,
    project_power: Any = None,
) -> Site:
    """A data centre in `region`: time to power, yearly cost, and what waiting costs, per kilowatt of computer power.

    A region whose record says `supply = "on-site-gas"` bears the numbers of such a site, and `source` leaves it so. For
    the others `source` names one source, or "best": of all the one best by `objective`, which is infrastructure cost
    plus the median wait at `delay_cost`, spread over the computers' life, or the median time to power.

    Args:
        inputs: The section `Ground`, its ranges as `<key>_low` and `<key>_high` where there are any.
        region: A region's values by the names of REGION_FIELDS, their ranges likewise, and the word `supply`.
        rack_power: Power of a rack of computers.
        accelerators: Accelerators in that rack.
        compute_price: Price of that rack.
        compute_life: Life of the computers.
        cost_of_capital: Cost of capital, a year.
        utilisation: Mean power of the computers over full power, the same as in orbit.
        delivered: Accelerator-hours sold over those of a rack that never stops.
        repair: Cost of replacing failed accelerators, a year, per rack power.
        plants: Values of the plants that may serve, by name: those that `plants_needed` lists.
        luck: A probability that makes the region's gates one outcome in place of a distribution (see `network`).
        project_power: Power of all the project's computers. Up to `colocation_limit` they rent room; beyond, the months
            are those of a campus so large, whose promised power may be late. Left out: every gate as it is written, one
            hall on time.
    """
    plants = plants or {}
    given = {
        "accelerators": accelerators,
        "rack_power": rack_power,
        "compute_price": compute_price,
        "compute_life": compute_life,
        "cost_of_capital": cost_of_capital,
        "utilisation": utilisation,
        "delivered": delivered,
        "repair": repair,
    }
    project = None if project_power is None else size(inputs, project_power)
    known = offered(inputs, region, plants=plants, cost_of_capital=cost_of_capital, load=utilisation)
    given |= {"project": project, "hall": next(iter(known.values()))}  # a standing hall has the region's own power
    names = asked(inputs, region, plants)
    needed = [name for name in known if name in names or (name == "grid" and "bridge" in names)]
    times = {name: site_times(inputs, region, known[name], project, luck) for name in needed}
    if missing := [name for name in names if name not in known and name != "bridge"]:
        raise Unknown(f'"{missing[0]}" is a plant whose numbers `plants` does not hold')
    sites = {name: _site(inputs, region, known[name], times[name], **given) for name in names if name in known}
    if "bridge" in names:
        plant = by_word(known, inputs.bridge, "plant of the bridge")
        both = bridged(known["grid"], plant)
        when = site_times(inputs, region, both, project, luck)
        both = bridged(
            known["grid"],
            plant,
            years=times["grid"]["time_to_power"] - when["time_to_power"],
            life=inputs.facility_life,
        )
        sites["bridge"] = _site(inputs, region, both, when, **given)
    best, *others = sites.values()
    for other in others:
        best = _better(inputs, capital_recovery_factor(cost_of_capital, compute_life), best, other)
    return best


def _site(
    inputs: Ground,
    region: Region,
    source: Source,
    times: dict[str, Any],
    *,
    rack_power: Any,
    accelerators: Any,
    compute_price: Any,
    compute_life: Any,
    cost_of_capital: Any,
    utilisation: Any,
    delivered: Any,
    repair: Any,
    project: Size | None,
    hall: Source,
) -> Site:
    """The result for one source of power."""
    if project is not None:
        source = _where_rented(project.rents, hall, source)
    own = _facility(inputs, region, times["works_time"], cost_of_capital)
    capital, land, interest, yearly_interest, facility, operations = own
    if project is not None:
        facility = choose(project.rents, inputs.colocation_rent, facility)
        capital, land, interest, yearly_interest, operations = (
            choose(project.rents, 0 * one, one) for one in (capital, land, interest, yearly_interest, operations)
        )
    power = power_cost(source.price, region.pue, utilisation)
    infrastructure = facility + operations + power
    compute = compute_price / rack_power * capital_recovery_factor(cost_of_capital, compute_life)
    revenue = inputs.compute_value * accelerators * delivered / rack_power
    margin = revenue - infrastructure - compute - repair
    delay, spent, aged = _waiting(inputs, margin, cost_of_capital, compute_life, facility, operations, compute)
    return Site(
        **times,
        source=source.name,
        power_price=source.price,
        pue=region.pue,
        facility_capex=capital,
        land_capex=land,
        facility_capital=capital + interest + land,
        facility_per_kw_year=facility,
        interest_per_kw_year=yearly_interest,
        operations_per_kw_year=operations,
        power_per_kw_year=power,
        infrastructure_per_kw_year=infrastructure,
        compute_per_kw_year=compute,
        revenue_per_kw_year=revenue,
        margin_per_kw_year=margin,
        delay_cost_per_kw_month=delay,
        waiting_cost_per_kw=waiting_cost(
            margin,
            cost_of_capital,
            compute_life,
            wait=times["time_to_half"],
            idle=times["idle_time"],
            spent=spent,
            aged=aged * times["idle_time"],
        ),
        water=region.water,
        water_per_kw_year=region.water * utilisation,
        water_off_per_kw_year=inputs.grid_water * source.on_grid * region.pue * utilisation,
        carbon_per_kw_year=source.carbon * region.pue * utilisation,
    )


def _where_rented(rents: Any, hall: Source, own: Source) -> Source:
    """The hall's power where room is rented, else the site's own."""
    picked = {
        name: choose(rents, getattr(hall, name), getattr(own, name)) for name in ("name", "price", "carbon", "on_grid")
    }
    return Source(**picked, waits=own.waits)


def _facility(inputs: Ground, region: Region, works: Any, rate: Any) -> tuple[Any, ...]:
    """Capital, land and interest of a campus of one's own; what that interest, all its payments and its operations cost
    a year."""
    interest = region.capex * interest_during_construction(rate, works)
    recovery = facility_recovery(
        rate,
        inputs.facility_life,
        inputs.electrical_share,
        inputs.electrical_life,
        inputs.cooling_share,
        inputs.cooling_life,
    )
    rent = land_rent(region.land_price, inputs.land_per_power, rate)
    land = region.land_price * inputs.land_per_power
    facility = (region.capex + interest) * recovery + rent
    return region.capex, land, interest, interest * recovery, facility, region.capex * inputs.operations


def _waiting(
    inputs: Ground, margin: Any, rate: Any, life: Any, facility: Any, operations: Any, compute: Any
) -> tuple[Any, Any, float]:
    """By the scenario's definition of waiting: what a month costs, what is spent while idle, and whether the computers
    age meanwhile."""
    idle = 0 * facility
    kinds = {
        "uncommitted": lambda: (waiting_uncommitted(margin, rate, life), idle, 0.0),
        "shell-built": lambda: (
            waiting_shell_built(margin, rate, life, facility, operations),
            facility + operations,
            0.0,
        ),
        "compute-waiting": lambda: (
            waiting_compute(margin, facility, operations, compute),
            facility + operations + compute,
            1.0,
        ),
    }
    return by_word(kinds, inputs.delay_cost, "delay cost")()


def _better(inputs: Ground, spread: Any, one: Site, other: Site) -> Site:
    """Of two sources the better by the objective, the cost of waiting `spread` over years; the first where they are
    equal."""
    if by_word({"time": True, "cost": False}, inputs.objective, "objective"):
        take = other.time_to_power < one.time_to_power
    else:
        take = (
            other.infrastructure_per_kw_year + other.waiting_cost_per_kw * spread
            < one.infrastructure_per_kw_year + one.waiting_cost_per_kw * spread
        )
    return Site(**{name: choose(take, getattr(other, name), getattr(one, name)) for name in Site.__dataclass_fields__})
