"""The report's page on heat: the radiator and its swings, what else could be done, and what is claimed."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.findings import Findings
from sunrack.findings.base import Option
from sunrack.findings.heat import Claims, Course, Courses, Spare, Stopped, Swing, Trades
from sunrack.section import plain


def celsius(kelvin: Any) -> str:
    """A temperature as people say it; a bare number is in kelvin."""
    return f"{number(plain(kelvin, 'K') - 273.15)} degC"


def heat(f: Findings) -> list[Block]:
    """Radiator, sink, coolant, and their swings."""
    found, cooling, case = f.heat, f.comparison.design.thermal, f.comparison.scenario
    supply, returned = (celsius(one.si) for one in (case.thermal.coolant_supply, case.thermal.coolant_return))
    panel, sink = amount(cooling.radiator_temperature, "K"), amount(cooling.sink_temperature, "K")
    rows = [
        ["heat to reject", amount(cooling.heat, "kW")],
        ["radiator", f"{amount(cooling.radiator_area, 'm²')} planform, {amount(cooling.emitting_area, 'm²')} emitting"],
        ["net flux", f"{amount(cooling.net_flux, 'W/m²')} of planform, spare area included"],
        ["temperatures", f"panel {panel}, sink {sink} at end of life"],
        ["coolant", f"{case.thermal.coolant} to the rack at {supply}, back at {returned}"],
        [
            "Earth in view",
            f"{percent(cooling.earth_view_factor)} of each face ({case.attitude.radiator}): not deep space alone",
        ],
    ]
    if found.spare and found.swing and found.stopped:
        rows += [
            ["spare area", spare(found.spare)],
            ["longest eclipse", swing(found.swing)],
            ["rack off", stopped(found.stopped, found.swing.coolant_minimum)],
        ]
    note = (
        f"Of the rack's heat {percent(found.air_share)} goes to air: network cards and storage cannot fly as they are. "
        "The radiator is sized for all of it."
    )
    more = [*options(found.trades), *claims(f, found.claims)] if found.trades and found.claims else []
    return [Heading("Heat"), Table(["", ""], rows, wrap=[1]), Text(note), *more]


def courses_as_csv(f: Findings) -> str:
    """Temperatures against time as rows under their names; the names alone where the heat does not close."""
    names = [f"{one.name}_{one.metadata['unit']}" for one in fields(Course)]
    courses = [(one.name, getattr(f.heat.courses, one.name)) for one in fields(Courses) if f.heat.courses]
    rows = [
        ",".join([name, *(f"{number:.6g}" for number in moment)])
        for name, course in courses
        for moment in zip(*(getattr(course, one.name) for one in fields(Course)), strict=True)
    ]
    return "\n".join([",".join(["course", *names]), *rows]) + "\n"


def spare(found: Spare) -> str:
    """How long the spare area lasts against punctures."""
    more = "" if found.odds >= 0.95 else f", or more than {found.sections:.0f} valved sections"
    return (
        f"{percent(found.margin)}: enough for the punctures of its life with a probability of {number(found.odds)}; "
        f"a probability of 0.95 takes {percent(found.needed)}{more}"
    )


def swing(found: Swing) -> str:
    """Coolant and array through the longest eclipse, hot case and cold."""
    low, high, limit = found.coolant_coldest, found.coolant_hottest, found.coolant_minimum
    fit = (
        f"{number(low - limit)} K above the coldest usable"
        if low >= limit
        else f"{number(limit - low)} K BELOW the coldest usable"
    )
    return (
        f"coolant {celsius(low)} (new and cold, {fit}) to {celsius(high)} (old and hot); "
        f"array {celsius(found.array_coldest)} to {celsius(found.array_hottest)}"
    )


def stopped(found: Stopped, minimum: float) -> str:
    """How soon the loop is too cold when the rack is off, and what keeps it warm.

    Args:
        found: What becomes of it.
        minimum: Coldest usable coolant [K].
    """
    if found.cold_already:
        return f"colder than the coolant stands ({celsius(minimum)}) even with it on"
    if found.time is None:
        held = f"; heaters hold the rack above {celsius(found.limit)}" if found.bypass == "heaters" else ""
        return f"the coolant settles near {celsius(found.sink)}, which it stands{held}"
    fitted = {
        "heaters": f"which are in the bill of masses (bypass, {number(found.mass)} kg)",
        "valve": "but a valve takes the coolant round the radiator, which itself gets too cold",
        "none": "but none are fitted",
    }
    return (
        f"the coolant is as cold as it may be ({celsius(minimum)}) after {number(found.time)} min in safe mode; "
        f"holding the loop above {celsius(found.limit)} takes {number(found.heater_power)} kW of heaters, "
        f"{fitted[found.bypass]}"
    )


_FACES = {"ram-wake": "two faces", "zenith-nadir": "two faces", "anti-sun": "one face"}


def _named(one: Option, trades: Trades) -> str:
    """An option as the table calls it."""
    if one.name in _FACES:
        return f"{one.name}, {_FACES[one.name]}" + (" (chosen)" if one.chosen else "")
    if one.name == "heat-pump":
        return f"heat pump, lift {one.rise:.0f} K"
    if one.name == "coolant-at-limit":
        return f"coolant at the rack's limit, {celsius(trades.coolant_limit)}"
    return f"coolant {one.rise:.0f} K hotter{'' if one.accepted else ': no rack accepts it'}"


def options(found: Trades) -> list[Block]:
    """The other attitudes, hotter coolant, a heat pump; the winners named."""
    names = [_named(one, found) for one in found.options]
    rows = [
        [name, number(one.radiator_area), number(one.array_area), number(one.wet_mass, 4), number(one.per_gpu_hour, 4)]
        for name, one in zip(names, found.options, strict=True)
    ]
    head = ["with", "radiator m²", "array m²", "wet kg", "USD/GPU-h"]
    if found.lightest is None or found.cheapest is None:
        return [Table(head, rows, "lrrrr")]
    said = f"Lightest of what racks accept: {names[found.lightest]}. Cheapest: {names[found.cheapest]}. "
    share = f"at {percent(found.carnot_share)} of Carnot's performance"
    said += (
        f"A heat pump {share} would pay if it were weightless and free but for its power."
        if found.heat_pump_pays
        else (
            f"A heat pump {share} does not pay, even counted as weightless and free: its power takes more array than "
            "it saves radiator."
        )
    )
    return [Table(head, rows, "lrrrr", wrap=[0]), Text(said)]


def claims(f: Findings, found: Claims) -> list[Block]:
    """What the seed documents claim of wings and radiator, and what each would mean for this rack."""
    supply, cooling = f.comparison.design.power, f.comparison.design.thermal
    rows = [
        [
            "wings around 500 ft a side",
            (
                f"ours {amount(supply.wing_span_per_side, 'ft')}, {f.comparison.scenario.power.blanket_width} wide."
                f" Wings of 500 ft would be {number(found.wing_width)} m wide for our area; as wide as ours they would"
                f" make {number(found.wing_power)} kW when new, where {amount(supply.array_power_bol, 'kW')} will do"
            ),
        ],
        [
            "radiator hundreds of feet long",
            (
                f"ours {amount(cooling.radiator_area, 'm²')}, so {number(found.radiator_width)} m wide if 200 ft long;"
                f" with one face in use, as said, {number(found.one_face_area)} m²"
            ),
        ],
        [
            "always points to deep space",
            (
                f"behind the array it has the Earth in {percent(found.earth_view)} of its view on the day of most"
                f" eclipse, and its surroundings count as {number(found.one_face_sink)} K, not 3 K"
            ),
        ],
    ]
    return [
        Text("What is claimed of such satellites (baker-2026), beside these numbers:"),
        Table(["claim", "for this rack"], rows, wrap=[0, 1]),
    ]
