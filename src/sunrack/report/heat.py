"""The report's pages on heat: the radiator and its swings, eclipse policies, what else could be done, and what is claimed."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.section import plain
from sunrack.study import evaluate
from sunrack.thermal import (
    cooling_time,
    effective_temperature,
    heat_pump_power,
    net_flux,
    sink_temperature,
    spare_needed,
    spare_odds,
)
from sunrack.units import Q, bare
from sunrack.verdict import Comparison
from sunrack.walk import Design, through_orbit

NO_GROUND: dict[str, Any] = {"ground.regions": []}
WARMER = 20.0  # K: coolant as no rack of today accepts it
LIFTS = (5.0, 10.0, 20.0, 40.0)  # K
CARNOT_SHARE = 0.5  # of a heat pump; machines reach 0.3 to 0.6 (moran-shapiro-2006)
CLAIMED_WING = Q("500 ft")  # a side, baker-2026
CLAIMED_RADIATOR = Q("200 ft")  # the least that "hundreds of feet" can mean, baker-2026


def celsius(kelvin: Any) -> str:
    """A temperature as people say it."""
    return f"{number(plain(kelvin, 'K') - 273.15)} degC"


def heat(c: Comparison) -> list[Block]:
    """Radiator, sink, coolant, and their swings."""
    cooling, case = c.design.thermal, c.scenario
    rows = [
        ["heat to reject", amount(cooling.heat, "kW")],
        ["radiator", f"{amount(cooling.radiator_area, 'm²')} planform, {amount(cooling.emitting_area, 'm²')} emitting"],
        ["net flux", f"{amount(cooling.net_flux, 'W/m²')} of planform, spare area included"],
        [
            "temperatures",
            f"panel {amount(cooling.radiator_temperature, 'K')}, sink {amount(cooling.sink_temperature, 'K')} at end of life",
        ],
        [
            "coolant",
            f"{case.thermal.coolant} to the rack at {celsius(case.thermal.coolant_supply.si)}, back at {celsius(case.thermal.coolant_return.si)}",
        ],
        [
            "Earth in view",
            f"{percent(cooling.earth_view_factor)} of each face ({case.attitude.radiator}): not deep space alone",
        ],
    ]
    if np.isfinite(plain(cooling.radiator_area, "m²")):
        rows += [["spare area", spare(c)], ["longest eclipse", swing(c)], ["rack off", stopped(c)]]
    air = 1 - case.rack.liquid_fraction.si
    note = f"Of the rack's heat {percent(air)} goes to air: network cards and storage cannot fly as they are. The radiator is sized for all of it."
    more = [*options(c), *claims(c)] if np.isfinite(plain(c.design.mass.wet, "kg")) else []
    return [Heading("Heat"), Table(["", ""], rows, wrap=[1]), Text(note), *more]


def spare(c: Comparison) -> str:
    """How long the spare area lasts against punctures."""
    thermal, cooling = c.scenario.thermal, c.design.thermal
    expected = {
        "rate": thermal.puncture_rate.quantity,
        "life": c.scenario.finance.satellite_life.quantity,
        "sections": thermal.valved_sections.quantity,
    }
    odds = spare_odds(area=cooling.radiator_area, spare=thermal.puncture_margin.quantity, **expected)
    needed = spare_needed(area=cooling.working_area, **expected)
    return (
        f"{percent(thermal.puncture_margin.quantity)}, enough for punctures with odds of {percent(odds)}; odds of 95 % take {percent(needed)}, "
        f"or more than {thermal.valved_sections.si:.0f} valved sections"
    )


def swing(c: Comparison) -> str:
    """Coolant and array through the longest eclipse, hot case and cold."""
    inputs = c.scenario.inputs()
    hot, cold = through_orbit(inputs, c.design), through_orbit(inputs, c.design, cold=True)
    low, high = plain(cold.coolant_coldest, "K"), plain(hot.coolant_hottest, "K")
    limit = plain(inputs.thermal.coolant_minimum, "K")
    fit = (
        f"{number(low - limit)} K above the coldest usable"
        if low >= limit
        else f"{number(limit - low)} K BELOW the coldest usable"
    )
    return f"coolant {celsius(low)} (new and cold, {fit}) to {celsius(high)} (old and hot); array {celsius(hot.array_coldest)} to {celsius(hot.array_hottest)}"


def stopped(c: Comparison) -> str:
    """How soon the coolant is too cold when the rack is off, and what would keep it warm."""
    case, cooling, facing = c.scenario.inputs().thermal, c.design.thermal, c.design.attitude
    earth = sink_temperature(
        absorbed=case.emissivity * facing.earth_view_factor * case.earth_infrared, emissivity=case.emissivity
    )
    panel = {"emissivity": case.emissivity * case.fin_efficiency, "faces": facing.faces}
    sink = effective_temperature(flux=c.design.ledger.load_safe / cooling.radiator_area, sink=earth, **panel)
    wet = cooling.loop_mass * case.coolant_share * case.coolant_heat_capacity / cooling.radiator_area
    stored = case.areal_mass * case.panel_heat_capacity + wet
    time = cooling_time(
        start=cooling.radiator_temperature, end=case.coolant_minimum, sink=sink, heat_capacity=stored, **panel
    )
    warm = net_flux(panel=case.coolant_minimum, sink=sink, **panel) * cooling.radiator_area
    if plain(cooling.radiator_temperature, "K") <= plain(case.coolant_minimum, "K"):
        return f"colder than the coolant stands ({celsius(case.coolant_minimum)}) even with it on"
    if not np.isfinite(plain(time, "min")):
        return f"the coolant settles near {celsius(sink)}, which it stands"
    return (
        f"as cold as it may be ({celsius(case.coolant_minimum)}) after {amount(time, 'min')} in safe mode; holding it there takes {amount(warm, 'kW')} "
        "of heaters: the loop needs a bypass, or a coolant that stays liquid"
    )


def policies(c: Comparison) -> list[Block]:
    """Ride, throttle, sleep: array, battery, compute, cost and coldest coolant of each; the cheapest named."""
    rows, prices, frozen, chosen = [], {}, {}, c.scenario.power.eclipse_policy
    limit, inputs = c.scenario.thermal.coolant_minimum.si, c.scenario.inputs(bare=True)
    for policy in ("ride", "throttle", "sleep"):
        rival = evaluate(c.scenario, words={"power.eclipse_policy": policy} | NO_GROUND).design
        prices[policy] = plain(rival.cost.per_gpu_hour, "USD/hour")
        with bare():
            coldest = plain(through_orbit(inputs, rival, cold=True).coolant_coldest, "K")
        if coldest < limit:
            frozen[policy] = coldest
        cells = [number(plain(rival.power.array_area, "m²")), number(plain(rival.power.battery_energy, "kWh"))]
        cells += [
            number(plain(rival.mass.wet, "kg"), 4),
            number(100 * plain(rival.power.compute_fraction, ""), 4),
            number(prices[policy], 4),
        ]
        rows.append([policy + (" (chosen)" if policy == chosen else ""), *cells, number(coldest - 273.15)])
    finite = {policy: price for policy, price in prices.items() if np.isfinite(price) and policy not in frozen}
    cheapest = min(finite, key=lambda one: finite[one]) if finite else "none"
    said = f"Cheapest by the GPU-hour of those that close: {cheapest}."
    if frozen:
        said += (
            f" With {' and with '.join(frozen)} the coolant falls in eclipse below the {celsius(limit)} that it stands: "
            "that takes a bypass, louvres, or another coolant."
        )
    return [
        Table(
            ["in eclipse", "array m²", "battery kWh", "wet kg", "compute %", "USD/GPU-h", "cold °C"], rows, "lrrrrrr"
        ),
        Text(said),
    ]


def options(c: Comparison) -> list[Block]:
    """The other attitudes, hotter coolant, a heat pump, each walked anew; the winners named."""
    case, chosen = c.scenario, c.scenario.attitude.radiator
    faces = {"ram-wake": "two faces", "zenith-nadir": "two faces", "anti-sun": "one face"}
    rivals: dict[str, Design] = {f"{chosen}, {faces[chosen]} (chosen)": c.design}
    for word in faces:
        if word != chosen:
            rivals[f"{word}, {faces[word]}"] = evaluate(case, words={"attitude.radiator": word} | NO_GROUND).design
    spread, places = _hotter(c)
    many = evaluate(case, spread, words=NO_GROUND).design
    found = {name: _numbers(one) for name, one in rivals.items()}
    table = np.stack(_numbers(many, len(places)), axis=-1)
    found |= {name: tuple(row) for name, row in zip(places, table, strict=True)}
    rows = [
        [name, number(radiator), number(array), number(wet, 4), number(price, 4)]
        for name, (radiator, array, wet, price) in found.items()
    ]
    able = {name: row for name, row in found.items() if "no rack" not in name and np.isfinite(row[2:]).all()}
    if not able:
        return [Table(["with", "radiator m²", "array m²", "wet kg", "USD/GPU-h"], rows, "lrrrr")]
    lightest, cheapest = min(able, key=lambda name: able[name][2]), min(able, key=lambda name: able[name][3])
    own = _numbers(c.design)
    pays = [name for name, row in able.items() if name.startswith("heat pump") and (row[2] < own[2] or row[3] < own[3])]
    said = f"Lightest of what racks accept: {lightest}. Cheapest: {cheapest}. "
    share = f"at {percent(CARNOT_SHARE)} of Carnot's performance"
    said += (
        f"A heat pump {share} would pay if it were weightless and free but for its power."
        if pays
        else f"A heat pump {share} does not pay, even counted as weightless and free: its power takes more array than it saves radiator."
    )
    return [Table(["with", "radiator m²", "array m²", "wet kg", "USD/GPU-h"], rows, "lrrrr", wrap=[0]), Text(said)]


def _hotter(c: Comparison) -> tuple[dict[str, Any], list[str]]:
    """SI arrays for a walk with hotter coolant, or a heat pump that works between the rack's loop and a hotter radiator's."""
    section, limit = c.scenario.thermal, c.scenario.rack.coolant_supply_limit.si
    supply, returned, pump = section.coolant_supply.si, section.coolant_return.si, section.pump_fraction.si
    refused = ": no rack accepts it" if supply + WARMER > limit else ""
    warmer = {
        f"coolant at the rack's limit, {celsius(limit)}": limit - supply,
        f"coolant {WARMER:.0f} K hotter{refused}": WARMER,
    }
    rises = np.array([*warmer.values(), *LIFTS])
    work = heat_pump_power.si(
        1.0, supply, supply + np.array(LIFTS), CARNOT_SHARE
    )  # for each watt taken up; the loop counts by heat given off
    shares = np.concatenate([np.zeros(len(warmer)), work / (1 + work)])
    over = {
        "thermal.coolant_supply": supply + rises,
        "thermal.coolant_return": returned + rises,
        "thermal.pump_fraction": pump + shares,
    }
    return over, [*warmer, *(f"heat pump, lift {lift:.0f} K" for lift in LIFTS)]


def _numbers(one: Design, count: int = 0) -> tuple[Any, ...]:
    found = (
        plain(one.thermal.radiator_area, "m²"),
        plain(one.power.array_area, "m²"),
        plain(one.mass.wet, "kg"),
        plain(one.cost.per_gpu_hour, "USD/hour"),
    )
    return tuple(np.broadcast_to(content, count) for content in found) if count else found


def claims(c: Comparison) -> list[Block]:
    """What the seed documents claim of wings and radiator, and what each would mean for this rack."""
    supply, cooling, case = c.design.power, c.design.thermal, c.scenario
    behind = evaluate(case, words={"attitude.radiator": "anti-sun"} | NO_GROUND).design
    width = supply.array_area / (2 * CLAIMED_WING)
    power = supply.array_power_bol * (CLAIMED_WING / supply.wing_span_per_side)
    rows = [
        [
            "wings around 500 ft a side",
            f"ours {amount(supply.wing_span_per_side, 'ft')}, {case.power.blanket_width} wide. Wings of 500 ft would be {amount(width, 'm')} wide for our "
            f"area; as wide as ours they would make {amount(power, 'kW')} when new, where {amount(supply.array_power_bol, 'kW')} will do",
        ],
        [
            "radiator hundreds of feet long",
            f"ours {amount(cooling.radiator_area, 'm²')}, so {amount(cooling.radiator_area / CLAIMED_RADIATOR, 'm')} wide if 200 ft long; with one face "
            f"in use, as said, {number(plain(behind.thermal.radiator_area, 'm²'))} m²",
        ],
        [
            "always points to deep space",
            f"behind the array it has the Earth in {percent(c.design.attitude.array_earth_view)} of its view on the day of most eclipse, and its "
            f"surroundings count as {number(plain(behind.thermal.sink_temperature, 'K'))} K, not 3 K",
        ],
    ]
    return [
        Text("What is claimed of such satellites (baker-2026), beside these numbers:"),
        Table(["claim", "for this rack"], rows, wrap=[0, 1]),
    ]
