"""A data centre in one region: its section of the scenario, its result, and `build`, which composes the laws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sunrack.finance import capital_recovery_factor, interest_during_construction
from sunrack.ground.money import generation_price, power_cost, waiting_compute, waiting_shell_built, waiting_uncommitted
from sunrack.ground.schedule import GATES, binding_gate, idle_time, refusals, time_to_power, triangular, zoning_time
from sunrack.ground.zoning import SitePlan
from sunrack.section import Result, choice, option, shown, value
from sunrack.units import magnitude, maximum
from sunrack.values import Value


class Ground(SitePlan):
    """The ground that orbit is compared with: which regions, where their power comes from, how waiting is charged."""

    regions: list[str] = choice("regions", "Regions that orbit is compared with.")
    source: Literal["grid", "on-site-gas", "best"] = option("Where a region's power comes from.")
    delay_cost: Literal["uncommitted", "shell-built", "compute-waiting"] = option("What has been spent while one waits for power.")
    facility_life: Value = value("year", "Time over which building, power and cooling are paid off.", above=0)
    operations: Value = value("%/year", "Staff, upkeep, insurance and taxes a year, as a share of facility capital.", at_least=0)
    build_time: Value = value("month", "Construction of a new building after permission; a region's build_factor scales it.", at_least=0)
    equipment_lead: Value = value("month", "Delivery of electrical equipment, ordered on the first day.", at_least=0)
    commissioning: Value = value("month", "Tests under power, at the end.", at_least=0)
    retry_time: Value = value("month", "Time from a refusal to the next application.", at_least=0)
    most_refusals: Value = value("", "Refusals after which a site is found whatever the odds.", at_least=0)
    gas_capex: Value = value("USD/kW", "Installed cost of a gas plant on site.", at_least=0)
    gas_spare: Value = value("", "Installed power of the plant over its peak load.", at_least=1)
    gas_life: Value = value("year", "Time over which the plant is paid off.", above=0)
    gas_fuel_price: Value = value("USD/GJ", "Price of gas at the plant, by higher heating value.", at_least=0)
    gas_efficiency: Value = value("", "Electricity over heat of the gas, by higher heating value.", above=0, at_most=1)
    gas_upkeep: Value = value("USD/kWh", "Upkeep of the plant per electricity made.", at_least=0)
    gas_lead: Value = value("month", "Delivery and installation of the plant, from the first day.", at_least=0)
    gas_carbon: Value = value("g/kWh", "Carbon dioxide at the stack per electricity made.", at_least=0)
    air_permit: Value = value("month", "Air permit of the plant, from the first day.", at_least=0)
    compute_value: Value = value("USD/hour", "What an hour of one accelerator sells for.", at_least=0)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Site(Result):
    """A data centre in one region, per kilowatt of computer power (not of the meter)."""

    source: Any = shown("", "where its power comes from")
    time_to_power: Any = shown("month", "time to power, median")
    time_to_power_p10: Any = shown("month", "time to power, one in ten is quicker")
    time_to_power_p50: Any = shown("month", "time to power, median")
    time_to_power_p90: Any = shown("month", "time to power, one in ten is slower")
    binding_gate: Any = shown("", "gate that holds the critical path longest, every gate at its median")
    zoning_time: Any = shown("month", "permission, median, refusals included")
    works_time: Any = shown("month", "construction, median")
    supply_time: Any = shown("month", "wait for power and equipment, median")
    idle_time: Any = shown("month", "what is built early stands ready without power, at the medians")
    power_price: Any = shown("USD/kWh", "price of electricity from its source")
    pue: Any = shown("", "facility power over computer power", "-")
    facility_capex: Any = shown("USD/W", "building, power and cooling, without computers")
    facility_per_kw_year: Any = shown("USD/kW/year", "capital payments of the facility, interest during its construction included")
    operations_per_kw_year: Any = shown("USD/kW/year", "staff, upkeep, insurance, taxes")
    power_per_kw_year: Any = shown("USD/kW/year", "electricity, cooling included")
    infrastructure_per_kw_year: Any = shown("USD/kW/year", "facility, operations and electricity, without computers")
    compute_per_kw_year: Any = shown("USD/kW/year", "capital payments of the computers, net of what they fetch at the end")
    revenue_per_kw_year: Any = shown("USD/kW/year", "what the computers earn at the market price")
    margin_per_kw_year: Any = shown("USD/kW/year", "revenue less infrastructure and computers")
    delay_cost_per_kw_month: Any = shown("USD/kW/month", "what a month of waiting costs, by the chosen definition")
    waiting_cost_per_kw: Any = shown("USD/kW", "what the median wait costs: margin deferred all the time, what is spent idle for the idle time")
    water: Any = shown("L/kWh", "water on site per computer energy")
    water_per_kw_year: Any = shown("m³/kW/year", "water on site")
    carbon_per_kw_year: Any = shown("kg/kW/year", "carbon dioxide of the electricity")


def build(
    inputs: Any,
    region: Any,
    *,
    rack_power: Any,
    accelerators: Any,
    compute_price: Any,
    compute_life: Any,
    cost_of_capital: Any,
    utilisation: Any,
) -> Site:
    """A data centre in `region`: time to power, yearly cost, and what waiting costs, per kilowatt of computer power.

    A region whose record says `supply = "on-site-gas"` bears the numbers of such a site, and `source` leaves it so. For the others
    `source` says "grid", "on-site-gas", or "best": the one of lower infrastructure cost plus the median wait at `delay_cost`, spread
    over the facility's life.

    Args:
        inputs: The section `Ground`, and its ranges as `<key>_low` and `<key>_high` where there are any.
        region: A region's values by the names of REGION_FIELDS, their ranges likewise, and the word `supply`.
        rack_power: Power of a rack of computers.
        accelerators: Accelerators in that rack.
        compute_price: Price of that rack.
        compute_life: Life of the computers.
        cost_of_capital: Cost of capital, a year.
        utilisation: Mean power (and sold hours) of the computers over full power, the same as in orbit.
    """
    given = {
        "accelerators": accelerators,
        "rack_power": rack_power,
        "compute_price": compute_price,
        "compute_life": compute_life,
        "cost_of_capital": cost_of_capital,
        "utilisation": utilisation,
    }
    if region.supply == "on-site-gas" or inputs.source == "grid":
        return _site(inputs, region, source=region.supply, **given)
    gas = _site(inputs, _with_gas(inputs, region, cost_of_capital, utilisation), source="on-site-gas", **given)
    if inputs.source == "on-site-gas":
        return gas
    return _better(inputs, cost_of_capital, _site(inputs, region, source="grid", **given), gas)


class _Instead:
    """A namespace with some names replaced."""

    def __init__(self, space: Any, **names: Any) -> None:
        self._space, self.__dict__ = space, {**names, "_space": space}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._space, name)


def _with_gas(inputs: Any, region: Any, cost_of_capital: Any, utilisation: Any) -> Any:
    """The region with a gas plant on site in the place of its grid."""
    price = generation_price(
        inputs.gas_capex,
        inputs.gas_spare,
        capital_recovery_factor(cost_of_capital, inputs.gas_life),
        utilisation,
        inputs.gas_fuel_price,
        inputs.gas_efficiency,
        inputs.gas_upkeep,
    )
    lead, permit = _range(inputs, "gas_lead"), _range(inputs, "air_permit")
    waits = dict(zip(("grid_wait_low", "grid_wait", "grid_wait_high"), lead, strict=True))
    permits = dict(zip(("permit_low", "permit", "permit_high"), permit, strict=True))
    return _Instead(region, power_price=price, carbon=inputs.gas_carbon, **waits, **permits)


def _range(space: Any, key: str) -> tuple[Any, Any, Any]:
    middle = getattr(space, key)
    return getattr(space, f"{key}_low", middle), middle, getattr(space, f"{key}_high", middle)


def _site(
    inputs: Any,
    region: Any,
    *,
    source: str,
    rack_power: Any,
    accelerators: Any,
    compute_price: Any,
    compute_life: Any,
    cost_of_capital: Any,
    utilisation: Any,
) -> Site:
    """The result for one source of power; `region` holds that source's price, carbon and wait."""
    times = _times(inputs, region if hasattr(region, "permit") else _Instead(region, permit=0 * inputs.commissioning), source)
    built = region.capex * (1 + interest_during_construction(cost_of_capital, times["works_time"]))
    facility = built * capital_recovery_factor(cost_of_capital, inputs.facility_life)
    operations = region.capex * inputs.operations
    power = power_cost(region.power_price, region.pue, utilisation)
    infrastructure = facility + operations + power
    compute = compute_price / rack_power * capital_recovery_factor(cost_of_capital, compute_life)
    revenue = inputs.compute_value * accelerators * utilisation / rack_power
    margin = revenue - infrastructure - compute
    delay = deferred = waiting_uncommitted(margin, cost_of_capital, compute_life)
    if inputs.delay_cost == "shell-built":
        delay = waiting_shell_built(margin, cost_of_capital, compute_life, facility, operations)
    elif inputs.delay_cost == "compute-waiting":
        delay = waiting_compute(margin, facility, operations, compute)
    return Site(
        **times,
        source=source,
        power_price=region.power_price,
        pue=region.pue,
        facility_capex=region.capex,
        facility_per_kw_year=facility,
        operations_per_kw_year=operations,
        power_per_kw_year=power,
        infrastructure_per_kw_year=infrastructure,
        compute_per_kw_year=compute,
        revenue_per_kw_year=revenue,
        margin_per_kw_year=margin,
        delay_cost_per_kw_month=delay,
        # nobody pays for an idle shell before there is one: only the time between ready and powered bears more than the deferral
        waiting_cost_per_kw=deferred * times["time_to_power"] + (delay - deferred) * times["idle_time"],
        water=region.water,
        water_per_kw_year=region.water * utilisation,
        carbon_per_kw_year=region.carbon * region.pue * utilisation,
    )


def _times(inputs: Any, region: Any, source: str) -> dict[str, Any]:
    """Quantiles of the time to power, and the gates at their medians."""
    gates = {
        "zoning": _range(region, "zoning"),
        "construction": tuple(region.build_factor * time for time in _range(inputs, "build_time")),
        "equipment": _range(inputs, "equipment_lead"),
        "supply": _range(region, "grid_wait"),
        "permit": _range(region, "permit"),
    }
    ends = {f"{gate}{end}": time for gate, times in gates.items() for end, time in zip(("_low", "", "_high"), times, strict=True)}
    others = {
        "refusal": region.refusal,
        "most_refusals": inputs.most_refusals,
        "retry": inputs.retry_time,
        "commissioning": inputs.commissioning,
    }
    axes = max(np.ndim(one) for one in (*ends.values(), *others.values()))
    p10, p50, p90 = time_to_power(np.reshape((0.1, 0.5, 0.9), (3,) + (1,) * axes), **ends, **others)
    middle = {gate: triangular(0.5, *times) for gate, times in gates.items()}
    site = zoning_time(middle["zoning"], middle["zoning"], refusals(0.5, region.refusal, inputs.most_refusals), inputs.retry_time)
    gate = binding_gate(**{**middle, "zoning": site})
    works, waits = middle["construction"], maximum(middle["equipment"], maximum(middle["supply"], middle["permit"]))
    supply = "grid connection" if source == "grid" else "on-site plant"
    names = np.array([supply if name == "supply" else name for name in GATES])
    return {
        "time_to_power": p50,
        "time_to_power_p10": p10,
        "time_to_power_p50": p50,
        "time_to_power_p90": p90,
        "binding_gate": _words(names[np.asarray(magnitude(gate, ""), dtype=int)]),
        "zoning_time": site,
        "works_time": works,
        "supply_time": waits,
        "idle_time": idle_time(site, works, waits),
    }


def _better(inputs: Any, cost_of_capital: Any, grid: Site, gas: Site) -> Site:
    """Of two sources the one whose infrastructure and waiting, spread over the facility's life, cost less."""
    spread = capital_recovery_factor(cost_of_capital, inputs.facility_life)
    grid_total, gas_total = (one.infrastructure_per_kw_year + one.waiting_cost_per_kw * spread for one in (grid, gas))
    take_gas = gas_total < grid_total
    return Site(**{name: _pick(take_gas, getattr(gas, name), getattr(grid, name)) for name in Site.__dataclass_fields__})


def _pick(condition: Any, one: Any, other: Any) -> Any:
    if isinstance(one, str) or getattr(one, "dtype", np.dtype(float)).kind in "US":
        return _words(np.where(condition, one, other))
    return np.where(condition, one, other)[()]


def _words(array: Any) -> Any:
    return str(array) if np.ndim(array) == 0 else array
