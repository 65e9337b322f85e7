"""Heat: the spare area, the swing through an orbit, a stopped rack, what else could be done, and what is claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sunrack.findings.base import Finding, Option
from sunrack.findings.points import CARNOT_SHARE, LIFTS, WARMER
from sunrack.section import plain, shown
from sunrack.swing import courses, through_orbit
from sunrack.thermal import holding_power, spare_needed, spare_odds
from sunrack.units import in_si

if TYPE_CHECKING:
    from sunrack.findings import Findings

CLAIMED_WING = in_si("500 ft", "m")  # a side, baker-2026
CLAIMED_RADIATOR = in_si("200 ft", "m")  # the least that "hundreds of feet" can mean, baker-2026


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Spare(Finding):
    """How long the spare area of the radiator lasts against punctures."""

    margin: float = shown("", "spare area, of the working area")
    odds: float = shown("", "odds that it is enough for the satellite's life")
    needed: float = shown("", "spare area that is enough with odds of 95 %")
    sections: float = shown("", "valved sections of the radiator")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Swing(Finding):
    """Temperatures through the orbit with the longest eclipse: coldest when new and in the cold season, hottest when
    old and in the hot one."""

    coolant_coldest: float = shown("K", "coldest coolant at the rack, new and cold")
    coolant_hottest: float = shown("K", "hottest coolant from the rack, old and hot")
    array_coldest: float = shown("K", "coldest array, new and cold")
    array_hottest: float = shown("K", "hottest array, old and hot")
    coolant_minimum: float = shown("K", "coldest usable coolant")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Stopped(Finding):
    """What becomes of the loop when the rack is off, in the cold case. `time` is None where the coolant stays warm
    enough."""

    cold_already: bool  # whether it is too cold even with the rack on
    bypass: str  # what is fitted against it: heaters, a valve, or none
    limit: float = shown("K", "coldest that coolant and rack may be")
    sink: float = shown("K", "temperature at which the radiator settles in safe mode")
    time: float | None = shown("min", "time until the coolant is as cold as it may be")
    heater_power: float = shown("kW", "heat that holds it a few kelvin above, fitted or not")
    mass: float = shown("kg", "predicted mass of what is fitted")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Course(Finding):
    """Temperatures against time: lists of one length."""

    time: tuple[float, ...] = shown("min", "from the start")
    coolant_return: tuple[float, ...] = shown("K", "coolant from the rack")
    coolant_supply: tuple[float, ...] = shown("K", "coolant to the rack")
    panel: tuple[float, ...] = shown("K", "mean of the radiator's surface")
    array: tuple[float, ...] = shown("K", "array")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Courses(Finding):
    """Temperatures against time: through the orbit with the longest eclipse, from the end of one eclipse to the end of
    the next, and from the moment at which the rack stops until the array faces the Sun again."""

    eclipse_hot: Course  # old coating, spare area spent, nearest Sun
    eclipse_cold: Course  # new coating, all area at work, farthest Sun, cold Earth
    safe_mode: Course  # the cold case, from the end of the eclipse and in darkness


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Claims(Finding):
    """What seed documents claim of wings and radiator, and what it would mean for this rack."""

    wing_width: float = shown("m", "width of wings of 500 ft a side with our area")
    wing_power: float = shown("kW", "power when new of wings of 500 ft a side as wide as ours")
    radiator_width: float = shown("m", "width of a radiator of our area that is 200 ft long")
    one_face_area: float = shown("m²", "area of a radiator behind the array, with one face in use")
    one_face_sink: float = shown("K", "sink temperature of that radiator")
    earth_view: float = shown("", "share of its view that the Earth fills on the day of most eclipse")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Trades(Finding):
    """The other attitudes of the radiator, warmer coolant and heat pumps; the lightest and the cheapest by their place
    in `options`."""

    options: tuple[Option, ...]
    lightest: int | None
    cheapest: int | None
    coolant_limit: float = shown("K", "warmest coolant that the rack accepts")
    carnot_share: float = shown("", "performance of the heat pumps, of Carnot's")
    heat_pump_pays: bool


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Heat(Finding):
    """The section: parts that need a radiator are None where the heat does not close, trades and claims where the mass
    does not."""

    air_share: float = shown("", "share of the rack's heat that goes to air")
    spare: Spare | None
    swing: Swing | None
    stopped: Stopped | None
    courses: Courses | None
    trades: Trades | None
    claims: Claims | None


def find(f: Findings) -> Heat:
    """The section of one comparison."""
    here = f.bench.here
    closes = bool(np.isfinite(here.thermal.radiator_area))
    sized = bool(np.isfinite(here.mass.wet))
    return Heat(
        air_share=plain(1 - f.bench.inputs.rack.liquid_fraction, ""),
        spare=_spare(f) if closes else None,
        swing=_swing(f) if closes else None,
        stopped=_stopped(f) if closes else None,
        courses=_courses(f) if closes else None,
        trades=_trades(f) if sized else None,
        claims=_claims(f) if sized else None,
    )


def _spare(f: Findings) -> Spare:
    inputs, cooling = f.bench.inputs, f.bench.here.thermal
    expected = {
        "rate": inputs.thermal.puncture_rate,
        "life": inputs.finance.satellite_life,
        "sections": inputs.thermal.valved_sections,
    }
    margin = inputs.thermal.puncture_margin
    return Spare(
        margin=plain(margin, ""),
        odds=plain(spare_odds(area=cooling.radiator_area, spare=margin, **expected), ""),
        needed=plain(spare_needed(area=cooling.working_area, **expected), ""),
        sections=plain(inputs.thermal.valved_sections, ""),
    )


def _swing(f: Findings) -> Swing:
    inputs, here = f.bench.inputs, f.bench.here
    hot, cold = through_orbit(inputs, here), through_orbit(inputs, here, cold=True)
    return Swing(
        coolant_coldest=plain(cold.coolant_coldest, "K"),
        coolant_hottest=plain(hot.coolant_hottest, "K"),
        array_coldest=plain(cold.array_coldest, "K"),
        array_hottest=plain(hot.array_hottest, "K"),
        coolant_minimum=plain(inputs.thermal.coolant_minimum, "K"),
    )


def _stopped(f: Findings) -> Stopped:
    case, here = f.bench.inputs.thermal, f.bench.here
    cooling = here.thermal
    warm = holding_power(
        held=cooling.safe_limit + case.heater_margin,
        sink=cooling.safe_sink_temperature,
        emissivity=case.emissivity * case.fin_efficiency,
        area=cooling.radiator_area,
        faces=here.attitude.faces,
    )
    return Stopped(
        cold_already=bool(cooling.radiator_temperature <= case.coolant_minimum),
        bypass=case.bypass,
        limit=plain(cooling.safe_limit, "K"),
        sink=plain(cooling.safe_sink_temperature, "K"),
        time=plain(cooling.time_to_freeze, "min") if np.isfinite(cooling.time_to_freeze) else None,
        heater_power=plain(warm, "kW"),
        mass=plain(here.mass.bypass, "kg"),
    )


def _courses(f: Findings) -> Courses:
    found = courses(f.bench.inputs, f.bench.here)
    lists = {
        name: Course(**{key: tuple(map(float, row["value"])) for key, row in course.to_dict().items()})
        for name, course in found.items()
    }
    return Courses(**lists)


def _trades(f: Findings) -> Trades:
    """Each walked anew; a heat pump counts as weightless and free but for its power."""
    radiators = f.attitude.radiators
    options = (*radiators, *_warmer(f))
    able = [place for place, one in enumerate(options) if one.buildable]
    own = radiators[0]
    return Trades(
        options=options,
        lightest=min(able, key=lambda place: options[place].wet_mass) if able else None,
        cheapest=min(able, key=lambda place: options[place].per_gpu_hour) if able else None,
        coolant_limit=plain(f.bench.here.rack.coolant_limit, "K"),
        carnot_share=CARNOT_SHARE,
        heat_pump_pays=any(
            one.name == "heat-pump" and (one.wet_mass < own.wet_mass or one.per_gpu_hour < own.per_gpu_hour)
            for one in options
            if one.buildable
        ),
    )


def _warmer(f: Findings) -> tuple[Option, ...]:
    section, limit = f.bench.inputs.thermal, f.bench.here.rack.coolant_limit
    supply = section.coolant_supply
    rises = [("coolant-at-limit", float(limit - supply)), ("coolant-warmer", WARMER)]
    rises += [("heat-pump", lift) for lift in LIFTS]
    found = f.bench.group("warmer")
    columns = (
        found.column("rack.mass", "kg"),
        found.column("thermal.radiator_area", "m²"),
        found.column("power.array_area", "m²"),
        found.column("mass.wet", "kg"),
        found.column("cost.per_gpu_hour", "USD/hour"),
    )
    return tuple(
        Option(
            name=name,
            rise=rise,
            accepted=name != "coolant-warmer" or bool(supply + rise <= limit),
            rack_mass=float(columns[0][place]),
            radiator_area=float(columns[1][place]),
            array_area=float(columns[2][place]),
            wet_mass=float(columns[3][place]),
            per_gpu_hour=float(columns[4][place]),
        )
        for place, (name, rise) in enumerate(rises)
    )


def _claims(f: Findings) -> Claims:
    supply, cooling = f.bench.here.power, f.bench.here.thermal
    behind = f.bench.design({"attitude.radiator": "anti-sun"})
    wing, radiator = plain(CLAIMED_WING, "m"), plain(CLAIMED_RADIATOR, "m")
    return Claims(
        wing_width=plain(supply.array_area / (2 * wing), "m"),
        wing_power=plain(supply.array_power_bol * (wing / supply.wing_span_per_side), "kW"),
        radiator_width=plain(cooling.radiator_area / radiator, "m"),
        one_face_area=plain(behind.thermal.radiator_area, "m²"),
        one_face_sink=plain(behind.thermal.sink_temperature, "K"),
        earth_view=plain(f.bench.here.attitude.array_earth_view, ""),
    )
