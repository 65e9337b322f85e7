"""A satellite's temperatures against time: through the orbit with the longest eclipse, and after the rack's stop."""

from __future__ import annotations

from typing import Any

from sunrack import power, thermal
from sunrack.satellite import Design
from sunrack.scenario import Inputs
from sunrack.units import inside, minimum


@inside()
def through_orbit(case: Inputs, flown: Design, *, cold: bool = False) -> thermal.Swing:
    """Temperatures of coolant, panel and array through the orbit with the longest eclipse, orbit after orbit alike.

    Args:
        case: The inputs that the design was made from.
        flown: The design.
        cold: New coating, all spare area at work, the Sun at its farthest and a cold Earth, in place of old, spent,
            nearest and mean.
    """
    return thermal.follow(**orbit_of(case, flown, cold=cold))


@inside()
def courses(case: Inputs, flown: Design) -> dict[str, thermal.Course]:
    """Temperatures against time, of one design: through the longest eclipse, hot case and cold, and after the rack's
    stop in the cold one.

    Args:
        case: The inputs that the design was made from.
        flown: The design.
    """
    hot, cold = orbit_of(case, flown), orbit_of(case, flown, cold=True)
    off = thermal.safe_course(
        duration=case.thermal.recovery_time,
        safe_heat=flown.ledger.load_safe,
        heater_power=flown.thermal.heater_power,
        held=flown.thermal.safe_temperature,
        **cold,
    )
    return {"eclipse_hot": thermal.orbit_course(**hot), "eclipse_cold": thermal.orbit_course(**cold), "safe_mode": off}


def orbit_of(case: Inputs, flown: Design, *, cold: bool = False) -> dict[str, Any]:
    """What `thermal.follow`, `thermal.orbit_course` and `thermal.safe_course` take: the orbit with the longest eclipse;
    as `through_orbit`."""
    orbit, supply, cooling, facing, loads = flown.orbit, flown.power, flown.thermal, flown.attitude, flown.ledger
    dark, day = orbit.longest_eclipse, orbit.period - orbit.longest_eclipse
    storage = case.power.battery_efficiency * case.power.conversion_efficiency
    charge = loads.load_eclipse * dark / (day * storage)
    sun, area = (2 - orbit.hottest_sun, cooling.radiator_area) if cold else (orbit.hottest_sun, cooling.working_area)
    flux, lit = power.sun_flux() * sun, orbit.period / day  # albedo is a mean over the orbit: all of it comes by day
    infrared_of_earth, albedo = case.thermal.earth_infrared, case.thermal.albedo
    if cold:
        infrared_of_earth = minimum(infrared_of_earth, case.thermal.earth_infrared_cold)
        albedo = minimum(albedo, case.thermal.albedo_cold)
    paint = case.thermal.absorptivity_begin if cold else case.thermal.absorptivity
    sheet = {
        "absorptivity": case.power.cell_absorptivity,
        "emissivity": case.power.cell_emissivity,
        "back_emissivity": case.power.back_emissivity,
    }
    earth = {
        "earth_infrared": infrared_of_earth,
        "earth_view": facing.array_earth_view,
        "flux": flux,
        **sheet,
    }
    by_day, by_night = (
        power.earth_load(albedo=share, albedo_view=facing.array_albedo_view, **earth)
        for share in (albedo * lit, 0 * lit)
    )
    drawn = (loads.load_sunlit + charge) / case.power.line_efficiency / supply.array_area
    light = power.light_on_array(flux=flux, incidence=facing.array_incidence, pointing=case.power.pointing)
    radiating = facing.faces * case.thermal.emissivity * case.thermal.fin_efficiency
    infrared = radiating * facing.earth_view_factor * infrared_of_earth
    seen = albedo * lit * facing.albedo_view + facing.sun_on_face
    flow = cooling.coolant_flow * case.thermal.coolant_heat_capacity
    return {
        "sunlit_time": day,
        "eclipse_time": dark,
        "array_gain": (case.power.cell_absorptivity * light + by_day - drawn, by_night),
        "array_emissivity": case.power.cell_emissivity + case.power.back_emissivity,
        "array_capacity": supply.array_mass / supply.array_area * case.power.array_heat_capacity,
        "heat": (loads.heat_in_loop + charge * (1 - storage), loads.load_eclipse - loads.thrusters),
        "flow_capacity": flow,
        "conductance": (
            cooling.heat
            / ((case.thermal.coolant_supply + case.thermal.coolant_return) / 2 - cooling.radiator_temperature)
        ),
        "coolant_capacity": cooling.coolant_mass * case.thermal.coolant_heat_capacity,
        "panel_gain": (infrared + facing.faces * case.thermal.fin_efficiency * paint * flux * seen, infrared),
        "panel_emissivity": radiating,
        "panel_capacity": area * case.thermal.areal_mass * case.thermal.panel_heat_capacity,
        "panel_area": area,
        "array_view": cooling.array_view,
    }
