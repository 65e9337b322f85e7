"""The report's section on heat: the radiator, its temperatures, other options, and published claims."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sunrack.catalogue import title
from sunrack.drawing import Block, Heading, Table, Text, amount, celsius, number, percent
from sunrack.findings import Findings
from sunrack.findings.base import Option
from sunrack.findings.heat import Claims, Course, Courses, Spare, Stopped, Swing, Trades
from sunrack.section import plain


def heat(f: Findings) -> list[Block]:
    """Radiator, sink, coolant, and their temperatures through the orbit."""
    found, cooling, case = f.heat, f.comparison.design.thermal, f.comparison.scenario
    supply, returned = (celsius(one.si) for one in (case.thermal.coolant_supply, case.thermal.coolant_return))
    area = plain(cooling.radiator_area, "m²")
    said = (
        f"The radiator rejects {amount(cooling.heat, 'kW')} with {number(area)} m² of panel. It rejects"
        f" {amount(cooling.net_flux, 'W/m²')} of planform, area margin included."
    )
    rows = [
        ["Heat load", amount(cooling.heat, "kW")],
        ["Mean panel temperature", _both(cooling.radiator_temperature)],
        ["Effective sink temperature", _both(cooling.sink_temperature)],
        ["Attitude", f"radiator faces {case.attitude.radiator}"],
        ["View factor to Earth", f"{percent(cooling.earth_view_factor)} of each face"],
        ["Area", f"{number(area)} m² planform, {amount(cooling.emitting_area, 'm²')} emitting"],
        ["Coolant", title("coolants", case.thermal.coolant)],
        ["Rack supply and return", f"{supply} and {returned}"],
    ]
    more: list[Block] = []
    if found.swing:
        more += [swing(found.swing)]
    if found.stopped and found.swing:
        more += [Text(f"Safe mode: {stopped(found.stopped, found.swing.coolant_minimum)}")]
    if found.spare:
        more += [Text(f"Punctures: {spare(found.spare)}")]
    note = f"{_air(found.air_share)}The radiator is sized for the full heat load."
    trades = [*options(found.trades), *claims(f, found.claims)] if found.trades and found.claims else []
    head = ["Sizing case: steady state, end of life (EOL)", "Value"]
    return [Heading("Thermal"), Text(said), Table(head, rows, wrap=[1]), *more, Text(note), *trades]


def _air(share: float) -> str:
    """What becomes of the heat that goes to air in the rack of today; nothing where none does."""
    if share <= 0:
        return ""
    return (
        f"Air cooling: {percent(share)} of the rack's heat goes to air today. These parts (network cards, storage) need"
        " a redesign for vacuum. "
    )


def _both(temperature: Any) -> str:
    """A temperature in K and in °C."""
    return f"{amount(temperature, 'K')} ({celsius(temperature)})"


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
    """How long the area margin lasts against punctures."""
    more = "" if found.odds >= 0.95 else f" or more than {found.sections:.0f} isolable loop sections"
    return (
        f"an area margin of {percent(found.margin)} covers the punctures by micrometeoroids and debris over the"
        f" satellite's life with a probability of {number(found.odds)}. A probability of 0.95 needs a margin of"
        f" {percent(found.needed)}{more}."
    )


def swing(found: Swing) -> Table:
    """Coolant and array through the longest eclipse, hot case and cold case."""
    low, high, limit = found.coolant_coldest, found.coolant_hottest, found.coolant_minimum
    margin = f"{number(low - limit)} K" if low >= limit else f"{number(low - limit)} K (FAIL)"
    rows = [
        ["Coolant (cold case: BOL; hot case: EOL)", celsius(low), celsius(high), celsius(limit), margin],
        ["Solar array", celsius(found.array_coldest), celsius(found.array_hottest), "-", "not checked"],
    ]
    head = ["Temperatures in the longest eclipse", "Minimum", "Maximum", "Lower limit", "Margin"]
    return Table(head, rows, "lrrrr", wrap=[0])


def stopped(found: Stopped, minimum: float) -> str:
    """How soon the loop is too cold when the rack is off, and what keeps it warm.

    Args:
        found: What becomes of the loop.
        minimum: Coldest usable coolant [K].
    """
    if found.cold_already:
        return f"the coolant is below its minimum ({celsius(minimum)}) even with the rack on."
    if found.time is None:
        held = f" Heaters hold the rack above {celsius(found.limit)}." if found.bypass == "heaters" else ""
        return f"with the rack off the coolant settles near {celsius(found.sink)}, above its minimum.{held}"
    fitted = {
        "heaters": f"They are included in the mass budget (bypass, {number(found.mass)} kg).",
        "valve": "A valve routes the coolant past the radiator, which itself becomes too cold.",
        "none": "None are fitted.",
    }
    return (
        f"with the rack off and no heaters the coolant would reach its minimum of {celsius(minimum)} after"
        f" {number(found.time)} min. Holding the loop above {celsius(found.limit)} takes"
        f" {number(found.heater_power)} kW of heaters. {fitted[found.bypass]}"
    )


_FACES = {"ram-wake": "two faces", "zenith-nadir": "two faces", "anti-sun": "one face"}


def _named(one: Option, trades: Trades) -> str:
    """An option as the table calls it."""
    if one.name in _FACES:
        return f"{one.name.capitalize()}, {_FACES[one.name]}" + (" (selected)" if one.chosen else "")
    if one.name == "heat-pump":
        return f"Heat pump, lift {one.rise:.0f} K"
    if one.name == "coolant-at-limit":
        return f"Coolant supply at the rack's limit, {celsius(trades.coolant_limit)}"
    return f"Coolant {one.rise:.0f} K hotter{'' if one.accepted else ' (no rack in the catalogue accepts this)'}"


def options(found: Trades) -> list[Block]:
    """The other attitudes, hotter coolant, a heat pump; the best named."""
    names = [_named(one, found) for one in found.options]
    rows = [
        [name, number(one.radiator_area), number(one.array_area), number(one.wet_mass, 4), number(one.per_gpu_hour, 4)]
        for name, one in zip(names, found.options, strict=True)
    ]
    head = ["Option", "Radiator, m²", "Array, m²", "Wet mass, kg", "USD/GPU-hour"]
    if found.lightest is None or found.cheapest is None:
        return [Table(head, rows, "lrrrr", wrap=[0])]
    said = (
        f"Lightest option within the rack's limits: {names[found.lightest]}. Cheapest option within the rack's limits:"
        f" {names[found.cheapest]}. A heat pump at {percent(found.carnot_share)} of the Carnot COP, its own mass and"
        " price not included, "
    )
    said += (
        "would reduce mass or cost."
        if found.heat_pump_pays
        else "reduces neither mass nor cost: the extra solar array weighs more than the radiator it saves."
    )
    return [Table(head, rows, "lrrrr", wrap=[0]), Text(said)]


def claims(f: Findings, found: Claims) -> list[Block]:
    """What the seed documents claim of wings and radiator, and what each would mean for this rack."""
    supply, cooling = f.comparison.design.power, f.comparison.design.thermal
    rows = [
        [
            "Wings of about 500 ft per side",
            (
                f"Span per side {amount(supply.wing_span_per_side, 'ft')}, {f.comparison.scenario.power.blanket_width}"
                f" wide. A span of 500 ft would need a width of {number(found.wing_width)} m for the same area. At the"
                f" same width it would produce {number(found.wing_power)} kW at BOL;"
                f" {amount(supply.array_power_bol, 'kW')} are enough."
            ),
        ],
        [
            "Radiator of hundreds of feet",
            (
                f"Radiator {amount(cooling.radiator_area, 'm²')}, or {number(found.radiator_width)} m wide if it is 200"
                f" ft long. With one face in use, as claimed, {number(found.one_face_area)} m²."
            ),
        ],
        [
            "Radiator always faces deep space",
            (
                f"Behind the array the Earth fills {percent(found.earth_view)} of its view on the worst-case day. The"
                f" effective sink temperature is {number(found.one_face_sink)} K, not 3 K."
            ),
        ],
    ]
    return [
        Text("Published claims about such satellites (baker-2026), and the results of this design:"),
        Table(["Published claim", "This design"], rows, wrap=[0, 1]),
    ]
