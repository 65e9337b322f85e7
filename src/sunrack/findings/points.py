"""The designs that differ from the scenario's by numbers alone: every group of them, so that one walk over arrays
serves all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sunrack.cost import LINES, grouped
from sunrack.scenario import chosen_values
from sunrack.section import plain
from sunrack.thermal import coolant_flow_per_heat, heat_pump_power
from sunrack.values import Value
from sunrack.verdict import Comparison

Values = Mapping[str, Value]  # every number of the scenario by key
Points = Mapping[str, Any]  # SI numbers by key; all keys of a group have the same count

WARMER = 20.0  # K: coolant as no rack of today accepts it
LIFTS = (5.0, 10.0, 20.0, 40.0)  # K
CARNOT_SHARE = 0.5  # of a heat pump; machines reach 0.3 to 0.6 (moran-shapiro-2006)
FLOWN = "falcon-9"
CARBON = ("launch.carbon", "launch.carbon_upstream", "mass.satellite_carbon", "mass.rack_carbon")
# By part of the satellite's capital, the key that is its own price.
OWN_PRICE = {
    "rack": "rack.price",
    **{line: f"cost.{line}_price" for line in LINES},
    "imposed": "cost.satellite_per_watt",
    "array": "power.array_price",
    "battery": "power.battery_price",
    "terminals": "link.terminal_price",
    "integration": "cost.integration",
    "nonrecurring": "cost.nonrecurring",
    "spares": "launch.spares",
    "launch": "launch.price",
    "insurance": "launch.success",
    "stations": "cost.ground_segment",
    "interest": "finance.satellite_construction",
}
# The parts that are free when that price is zero; the lines of the satellite are free together.
_OTHERS = ("imposed", "launch", "array", "battery", "terminals", "integration", "nonrecurring", "spares")
_FREE = {"bus": "cost.price_level", **{part: OWN_PRICE[part] for part in _OTHERS}}


def warmer(c: Comparison, values: Values) -> Points:
    """Coolant at the rack's limit, coolant that is warmer by `WARMER`, and a heat pump between the rack and a warmer
    radiator by `LIFTS`."""
    section, limit = c.scenario.thermal, plain(c.design.rack.coolant_limit, "K")
    supply, returned, pressure = section.coolant_supply.si, section.coolant_return.si, section.coolant_pressure.si
    rises = np.array([limit - supply, WARMER, *LIFTS])
    # For each watt that is taken up; the loop counts by the heat that it gives off. A higher pressure of the pump
    # stands for the power of the heat pump.
    flow = coolant_flow_per_heat.si(supply, returned, section.coolant_density.si, section.coolant_heat_capacity.si)
    work = heat_pump_power.si(1.0, supply, supply + np.array(LIFTS), CARNOT_SHARE)
    shares = np.concatenate([[0.0, 0.0], work / (1 + work)])
    return {
        "thermal.coolant_supply": supply + rises,
        "thermal.coolant_return": returned + rises,
        "thermal.coolant_pressure": pressure + shares * section.pump_efficiency.si / float(flow),
    }


def flown(c: Comparison, values: Values) -> Points:
    """The vehicle that has flown, then the scenario's vehicle with the success of the other."""
    vehicle = chosen_values("launch", {"vehicle": FLOWN})
    return {key: [number, number if key == "launch.success" else values[key].si] for key, number in vehicle.items()}


def ranged(values: Values) -> dict[str, Value]:
    """The parts of the capital whose own price has a range: part → that price."""
    return {
        part: values[key]
        for part, key in OWN_PRICE.items()
        if key in values and values[key].low is not None and values[key].high is not None
    }


def ranges(c: Comparison, values: Values) -> Points:
    """Each price of `ranged` at its low and at its high, all else as it is."""
    parts = ranged(values)
    points = {OWN_PRICE[part]: np.full(2 * len(parts), value.si) for part, value in parts.items()}
    for place, (part, value) in enumerate(parts.items()):
        points[OWN_PRICE[part]][2 * place : 2 * place + 2] = value.low, value.high
    return points


def carbon(c: Comparison, values: Values) -> Points:
    """The four carbon figures all at their low, then all at their high."""
    return {
        key: [values[key].si if end is None else end for end in (values[key].low, values[key].high)] for key in CARBON
    }


def largest(c: Comparison) -> list[str]:
    """The five largest parts of the satellite's capital that can be free, the largest first."""
    price = c.design.cost
    parts = grouped((*price.parts, ("launch", price.launch)))
    money = {name: plain(one, "USD") for name, one in parts.items() if name in _FREE}
    return sorted(money, key=lambda name: -money[name])[:5]


def free(c: Comparison, values: Values) -> Points:
    """The two largest parts of the satellite free, then the five largest."""
    parts = largest(c)
    return {_FREE[part]: [0.0 if part in parts[:2] else values[_FREE[part]].si, 0.0] for part in parts}


def floor(c: Comparison, values: Values) -> Points:
    """Launch and satellite free: the rack, its insurance, operations and the ground segment remain."""
    return {key: [0.0] for part, key in _FREE.items() if part != "spares" and key in values}


GROUPS: dict[str, Callable[[Comparison, Values], Points]] = {
    "warmer": warmer,
    "flown": flown,
    "ranges": ranges,
    "carbon": carbon,
    "free": free,
    "floor": floor,
}


def together(c: Comparison, values: Values) -> tuple[dict[str, Any], dict[str, slice]]:
    """All groups one after another, as arrays by key for one walk, and the place of each group in them."""
    groups = {name: make(c, values) for name, make in GROUPS.items()}
    places, start = {}, 0
    for name, points in groups.items():
        count = max((len(one) for one in points.values()), default=0)
        places[name] = slice(start, start + count)
        start += count
    over: dict[str, Any] = {}
    for name, points in groups.items():
        for key, numbers in points.items():
            over.setdefault(key, np.full(start, values[key].si))[places[name]] = numbers
    return over, places
