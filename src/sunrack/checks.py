"""The physical checks of a design: requirement, value, limit, margin, pass or fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sunrack import launch, rack
from sunrack import mass as mass_room
from sunrack.drawing import Table, number, percent
from sunrack.orbit.dose import BEYOND
from sunrack.requirement import DIFFERENCES, Check, at_least, at_most
from sunrack.scenario import Inputs
from sunrack.section import plain
from sunrack.thermal import spare_odds
from sunrack.units import inside, maximum
from sunrack.walk import Design, through_orbit

_DOSE = "dose below known harm"
APART = 10.0  # a wing's first frequency over the bandwidth of the attitude control, so that neither excites the other
LEAST_POWER = 0.1  # share of a new cell's: with less, no fit of its ageing means anything
ODDS = 0.95  # of enough spare area: what the Space Station's radiators were designed for (nasa-lewis-1993)


@inside()
def check(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """Every physical check of a design, or of arrays of designs.

    Args:
        case: The inputs that it was made from.
        flown: The design, of quantities or, with the door open, of bare SI numbers.
    """
    orbit, power, thermal, link, mass, ride = (
        flown.orbit,
        flown.power,
        flown.thermal,
        flown.link,
        flown.mass,
        flown.launch,
    )
    # worn, with one string failed, on its way out
    usable = case.power.battery_efficiency**0.5 * (1 - case.power.battery_fade) * (1 - 1 / case.power.battery_strings)
    stored = power.battery_energy * usable
    cold = through_orbit(case, flown, cold=True)
    coldest = case.thermal.coolant_supply - case.thermal.approach
    dose = orbit.dose * case.finance.satellite_life
    late = plain(orbit.passive_lifetime, "year") - plain(orbit.disposal_limit, "year")  # of what dies on station
    found = (
        at_most(
            "orbit exists",
            "altitude has a sun-synchronous inclination",
            orbit.altitude,
            orbit.highest_altitude,
            "km",
            slug="sun_synchronous_orbit",
            title="Sun-synchronous orbit possible",
        ),
        at_least(
            "cells outlast the life",
            "share of their power left; the table of fluence ends at 2,000 km",
            power.degradation_factor,
            LEAST_POWER,
            "",
            slug="cell_life",
            title="Solar cells outlast the mission",
        ),
        at_least(
            "heat closes",
            "coldest panel is warmer than its sink",
            coldest,
            thermal.sink_temperature,
            "K",
            strict=True,
            slug="radiator_above_sink",
            title="Radiator above sink temperature",
        ),
        at_most(
            "mass closes",
            "share of dry mass that follows the total",
            mass.dependent_share,
            1.0,
            "",
            slug="mass_converges",
            title="Mass budget converges",
        ),
        at_most(
            "mass fits vehicle",
            "one satellite, with margin, on one launch",
            mass.allocated,
            ride.payload_to_orbit,
            "kg",
            slug="mass_within_payload",
            title="Mass within payload capacity",
        ),
        at_least(
            "volume fits fairing",
            "satellites a launch by stowed volume",
            ride.satellites_by_volume,
            1.0,
            "",
            slug="volume_within_fairing",
            title="Volume within fairing",
        ),
        at_most(
            "rack fits fairing",
            "diagonal of its smallest face",
            rack.smallest_diagonal(case.rack.height, case.rack.width, case.rack.depth),
            case.launch.fairing_diameter,
            "m",
            slug="rack_within_fairing",
            title="Rack within fairing",
        ),
        at_most(
            "wing fits fairing",
            "width of the folded blanket against the fairing's length",
            case.power.blanket_width,
            launch.fairing_length(case.launch.fairing_volume, case.launch.fairing_diameter),
            "m",
            slug="wing_within_fairing",
            title="Folded wing within fairing",
        ),
        at_least(
            "coolant warms in rack",
            "return above supply",
            case.thermal.coolant_return,
            case.thermal.coolant_supply,
            "K",
            strict=True,
            slug="coolant_return_above_supply",
            title="Coolant return above supply",
        ),
        at_most(
            "coolant suits rack",
            "supply within what rack and accelerators accept",
            case.thermal.coolant_supply,
            flown.rack.coolant_limit,
            "K",
            slug="coolant_within_rack_limit",
            title="Coolant supply within rack limit",
        ),
        at_least(
            "coolant flow suits rack",
            "volume of coolant for its heat, against what the rack asks for",
            thermal.coolant_flow_per_heat,
            case.rack.coolant_flow_limit,
            "L/min/kW",
            slug="coolant_flow",
            title="Coolant flow covers the rack's heat",
        ),
        at_most(
            "coolant stays cool",
            "return below the hottest usable",
            case.thermal.coolant_return,
            case.thermal.coolant_maximum,
            "K",
            slug="coolant_below_maximum",
            title="Coolant below maximum temperature",
        ),
        at_least(
            "coolant stays liquid",
            "coldest at the rack: new coating, cold season, eclipse",
            cold.coolant_coldest,
            case.thermal.coolant_minimum,
            "K",
            slug="coolant_above_minimum",
            title="Coolant above minimum temperature",
        ),
        at_least(
            "power closes in eclipse",
            "worn battery with a failed string, emptied, against the longest eclipse",
            stored,
            power.load_eclipse * orbit.longest_eclipse,
            "kWh",
            slug="battery_covers_eclipse",
            title="Battery covers the longest eclipse",
        ),
        at_most(
            "battery keeps its rate",
            "discharge in eclipse against the fastest that the pack may give",
            power.battery_rate,
            case.power.battery_rate_limit,
            "1/hour",
            slug="battery_rate",
            title="Battery discharge rate within limit",
        ),
        at_most(
            "battery lasts its cycles",
            "depth of discharge used against that which lasts the count of eclipses",
            power.depth_of_discharge,
            power.depth_allowed,
            "",
            slug="battery_cycles",
            title="Battery depth of discharge within cycle life",
        ),
        at_least(
            "spare area lasts",
            "odds that it covers the punctures of the satellite's life",
            _odds(case, thermal.radiator_area),
            ODDS,
            "",
            slug="radiator_spare",
            title="Radiator area margin covers punctures",
        ),
        *_safe_mode(case, flown, stored),
        at_least(
            "laser link closes",
            "margin at the chosen range",
            link.isl_margin,
            case.link.required_margin,
            "",
            "dB",
            slug="laser_link_margin",
            title="Optical link margin",
        ),
        at_least(
            "link serves the work",
            "rate of what is served least",
            link.workload_margin * link.workload_need,
            link.workload_need,
            "Gbit/s",
            slug="data_rate",
            title="Data rate covers the workload",
        ),
        at_most(
            "latency serves the work",
            "relayed round trip against what is left for it",
            link.relay_round_trip,
            case.link.workload_latency,
            "ms",
            slug="round_trip",
            title="Round trip within the workload's limit",
        ),
        at_most(
            _DOSE,
            "over the satellite's life, behind its shield",
            dose,
            case.rack.dose_limit,
            "rad_Si",
            slug="dose",
            title="Ionising dose within tolerance",
        ),
        at_most(
            "thrust beats drag",
            "drag at drop-off or on the orbit, and what dumps momentum",
            maximum(orbit.drop_off_drag, orbit.drag) + flown.torques.dump_force,
            case.mass.thrust,
            "N",
            slug="thrust_exceeds_drag",
            title="Thrust exceeds drag",
        ),
        at_most(
            "wheels turn fast enough",
            "peak torque to follow or hold, with lean, sunlight and air, against one wheel's",
            flown.torques.worst,
            case.mass.wheel_torque,
            "N·m",
            slug="wheel_torque",
            title="Wheel torque covers the peak",
        ),
        at_least(
            "wings are stiff enough",
            "first frequency against ten times the bandwidth of the attitude control",
            mass.wing_frequency,
            APART * case.mass.control_bandwidth,
            "Hz",
            slug="wing_frequency",
            title="Wing frequency above the control bandwidth",
        ),
        at_most(
            "fleet stands in time",
            "time to launch it against a satellite's life",
            ride.fleet_time,
            case.finance.satellite_life,
            "month",
            slug="deployment_time",
            title="Deployment within satellite life",
        ),
        at_most(
            "disposal within 5 years",
            "decay after lowering, in a quiet Sun",
            orbit.disposal_time,
            orbit.disposal_limit,
            "year",
            slug="disposal_time",
            title="Disposal within the time limit",
        ),
        at_least(
            "disposal likely enough",
            "share that comes down in time; the dead on station fall by drag alone",
            1 - np.where(late <= 0, 0.0, 1.0) * plain(ride.dead_on_station, ""),
            case.orbit.disposal_success,
            "",
            slug="disposal_probability",
            title="Probability of disposal in time",
        ),
        at_most(
            "casualty risk within limit",
            "casualties to be expected of one satellite's fall",
            mass_room.casualty_expectation(
                mass=mass.dry,
                per_mass=case.mass.casualties_per_mass,
                uncontrolled=ride.dead_on_station if mass_room.is_controlled(case.mass) else 1.0,
            ),
            case.mass.casualty_limit,
            "",
            slug="casualty_risk",
            title="Re-entry casualty expectation within limit",
        ),
    )
    return tuple(one if _finite(one) else replace(one, reason=_reason(one, flown)) for one in found)


def _odds(case: Any, area: Any) -> Any:
    section = case.thermal
    expected = {"rate": section.puncture_rate, "life": case.finance.satellite_life, "sections": section.valved_sections}
    return spare_odds(area=area, spare=section.puncture_margin, **expected)


def _safe_mode(case: Any, flown: Design, stored: Any) -> tuple[Check, ...]:
    """Rack and thrusters off, heaters on: in sunlight, through an eclipse, and with the attitude lost."""
    orbit, cooling, load = flown.orbit, flown.thermal, flown.ledger.load_safe + flown.thermal.heater_power
    dark, storage = orbit.longest_eclipse, case.power.battery_efficiency * case.power.conversion_efficiency
    charge = load * dark / ((orbit.period - dark) * storage)
    return (
        at_least(
            "safe mode stays warm",
            "coldest of coolant and rack with the rack off",
            cooling.safe_temperature,
            cooling.safe_limit,
            "K",
            slug="safe_mode_temperature",
            title="Safe mode keeps the loop warm",
        ),
        at_most(
            "safe mode has power",
            "heaters and charging, against the array in the Sun",
            load + charge,
            flown.power.array_power_eol * case.power.line_efficiency,
            "kW",
            slug="safe_mode_power",
            title="Safe mode has power",
        ),
        at_least(
            "safe mode rides eclipse",
            "worn battery, emptied, against heaters through the longest eclipse",
            stored,
            load * dark,
            "kWh",
            slug="safe_mode_eclipse",
            title="Safe mode rides through eclipse",
        ),
        at_least(
            "battery lasts recovery",
            "worn battery with heaters on, against the time until the array faces the Sun",
            stored / load,
            case.thermal.recovery_time,
            "min",
            slug="recovery_time",
            title="Battery lasts until recovery",
        ),
    )


def _finite(one: Check) -> bool:
    """Whether nothing has to be explained: a study explains nothing."""
    single = isinstance(one.value, float) and isinstance(one.limit, float)
    return not single or bool(np.isfinite(one.value) and np.isfinite(one.limit))


def _reason(one: Check, flown: Design) -> str:
    """Why a check has no number: what it measures is infinite, or rests on a result that cannot be computed."""
    if not np.any(np.isnan([one.value, one.limit])):
        whole, fits = np.isfinite(plain(flown.mass.dry, "kg")), plain(flown.launch.satellites_per_launch, "") >= 1
        return "infinite" + (_OPEN if not whole else _TOO_LARGE if not fits else "")
    if one.name == _DOSE and np.isfinite(plain(flown.orbit.inclination, "deg")):
        return f"not known, since the dose table ends at {BEYOND / 1e3:,.0f} km"
    first = undefined(flown.to_dict())
    return f"cannot be computed{f', since {first} is undefined' if first else ''}"


_OPEN, _TOO_LARGE = ", since the mass budget does not close", ", since no satellite fits the vehicle"
_ROOTS = ("orbit.inclination", "power.cell_temperature", "thermal.sink_temperature")  # what most others follow from


def undefined(results: Mapping[str, Mapping[str, Any]]) -> str:
    """The first result of a design that is not a number, those that most others follow from first; "" where all are."""
    lost = [name for name, row in results.items() if isinstance(row["value"], float) and np.isnan(row["value"])]
    return next((name for name in (*_ROOTS, *lost) if name in lost), "")


def failing(checks: tuple[Check, ...]) -> str:
    """The first check that fails, in words and numbers, and how many more: 'fails "mass fits vehicle" (24,000 against at most 17,000 kg) and 1 more'."""
    failed = [one for one in checks if not one.passed]
    if not failed:
        return ""
    one, others = failed[0], f" and {len(failed) - 1} more" if len(failed) > 1 else ""
    if np.isnan(one.value) or np.isnan(one.limit):
        return f'fails "{one.name}" ({one.reason}){others}'
    has, needs = f"{_said(one.value)} against", f"{one.sense} {_said(one.limit)} {one.unit}".rstrip()
    return f'fails "{one.name}" ({has} {needs}){others}'


def _said(amount: float) -> str:
    if not np.isfinite(amount):
        return number(amount)
    return f"{amount:,.0f}" if abs(amount) >= 100 else f"{amount:.3g}"


def table(checks: tuple[Check, ...]) -> Table:
    """The checks as a table: what each has, needs, and has left."""
    rows = []
    for one in checks:
        margin = f"{number(one.margin)} {one.unit}" if one.unit in DIFFERENCES else percent(one.margin)
        rows.append(
            [
                one.name,
                "beyond its table" if one.reason.startswith("not known") else _with_unit(one.value, one.unit),
                f"{one.sense} {_with_unit(one.limit, one.unit)}",
                margin if np.isfinite(one.margin) else "-",
                "pass" if one.passed else "FAIL",
            ]
        )
    return Table(["check", "has", "needs", "margin", ""], rows, "lllrl")


def reasons(checks: tuple[Check, ...]) -> str:
    """Why some checks have no number, in a sentence for each reason; empty where all have one."""
    why: dict[str, list[str]] = {}
    for one in checks:
        if one.reason:
            why.setdefault(one.reason, []).append(one.name)
    return " ".join(f"{reason[:1].upper()}{reason[1:]}: {', '.join(names)}." for reason, names in why.items())


def _with_unit(amount: float, unit: str) -> str:
    return f"{number(amount)} {unit}".rstrip() if np.isfinite(amount) else number(amount)
