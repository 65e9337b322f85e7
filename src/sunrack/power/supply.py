"""Array and battery together, sized by the day of the year that asks most of a square metre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.power.ageing import fluence_rate, power_after_fluence
from sunrack.power.array import areal_power, array_area, array_power_required, charge_power, degraded, wing_span
from sunrack.power.battery import battery_energy, depth_of_discharge, discharge_rate, usable_share
from sunrack.power.cells import cell_temperature, earth_load, light_on_array, sun_flux
from sunrack.power.days import days_first, on_day, worst_day
from sunrack.power.inputs import Power
from sunrack.power.loads import Ledger, eclipse_share
from sunrack.section import Result, shown

SEASON = 0.034  # sunlight over the year is within this share of its mean (eccentricity 0.0167, doubled)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Supply(Result):
    """What makes and stores power. Each line is the most of any day of the year: what passes through it on the day of
    the longest eclipse; the area and temperature of the array are those of the day that sizes it."""

    load_sunlit: Any = shown("kW", "Taken from the bus in sunlight, charging apart.")
    load_eclipse: Any = shown("kW", "Taken from the battery in eclipse.")
    charge_power: Any = shown("kW", "From the bus into the battery while sunlit, on the day of the longest eclipse.")
    charge_loss: Any = shown("kW", "Lost in charger and battery while sunlit, on the day of the longest eclipse: heat.")
    line_loss: Any = shown("kW", "Lost between array and bus on that day: heat in wings and harness, outside the loop.")
    array_power_eol: Any = shown("kW", "Taken at the array's terminals at end of life, on the day that takes the most.")
    array_power_bol: Any = shown("kW", "At the array's terminals when new, at 1 au.")
    array_area: Any = shown("m²", "Planform of all wings together.")
    array_mass: Any = shown("kg", "All wings.")
    array_cost: Any = shown("USD", "All wings, one satellite.")
    sizing_day: Any = shown("", "Day of the year that sizes the array, counted from 0.", "day")
    sizing_sunlight: Any = shown("W/m²", "Sunlight on that day.")
    degradation_factor: Any = shown("", "Cell power at end of life over new, at one temperature.")
    cell_temperature: Any = shown("K", "Cells in sunlight on the sizing day at end of life.")
    covered_share: Any = shown("", "Of the array's back that a radiator touches, where it lets no heat out.")
    covered_temperature: Any = shown("K", "Cells in sunlight where the back is covered; as the others where none is.")
    back_temperature: Any = shown(
        "K", "The array's back when the Sun is nearest, at end of life: a thin wing is as warm behind as in front."
    )
    wing_span_per_side: Any = shown("m", "Length of one wing.")
    stowed_volume: Any = shown("m³", "All wings, folded.")
    depth_of_discharge: Any = shown("", "Used in the longest eclipse, of nameplate energy.")
    depth_allowed: Any = shown("", "Depth of discharge that the count of eclipses, the fade and a failed string allow.")
    battery_rate: Any = shown("1/hour", "Discharge in eclipse: power over nameplate energy (C-rate).", "1/h")
    battery_energy: Any = shown("kWh", "Nameplate.")
    battery_mass: Any = shown("kg", "Packs.")
    battery_cost: Any = shown("USD", "Packs, one satellite.")
    conversion_mass: Any = shown("kg", "Regulators, converters, distribution, for the most power of any day.")
    compute_fraction: Any = shown("", "Rack energy delivered over always-on, by the eclipse policy.")
    thruster_power: Any = shown("kW", "Electric propulsion, mean on the orbit: it is in the loads.")
    thruster_power_needed: Any = shown("kW", "What the force on the orbit asks for, once all is sized.")


@np.errstate(all="ignore")  # what cannot be built is inf or nan, in silence
def size(
    inputs: Power,
    *,
    ledger: Ledger,
    eclipse_fraction: Any,
    sun_distance: Any,
    day_number: Any,
    sunlit_fraction: Any,
    period: Any,
    longest_eclipse: Any,
    eclipses_in_life: Any,
    life: Any,
    incidence: Any,
    earth_infrared: Any,
    albedo: Any,
    earth_view: Any,
    albedo_view: Any,
    hottest_sun: Any = None,
    altitude: Any = None,
) -> Supply:
    """Array, battery and conversion for a ledger in an orbit.

    Args:
        inputs: The section [power].
        ledger: The loads.
        eclipse_fraction: Eclipsed part of an orbit on each day, last axis the days [-].
        sun_distance: On each day, last axis the days [m].
        day_number: Which day of the year each is, counted from 0.
        sunlit_fraction: Mean of the year [-].
        period: Of the orbit, by which the longest eclipse is timed [s].
        longest_eclipse: Of the year [s].
        eclipses_in_life: Count of battery cycles [-].
        life: Of the satellite [s].
        incidence: Cosine between Sun and array normal [-].
        earth_infrared: Leaving the Earth [W/m²].
        albedo: Of the Earth [-].
        earth_view: View factor of the array's back to the Earth, orbit mean [-].
        albedo_view: The same weighted by how much of the Earth in view is lit [-].
        hottest_sun: Sunlight when the Sun is nearest over that at its mean distance; the most of the days if left out
            [-].
        altitude: Of the orbit, by which cells age; not needed where the inputs have a cell_degradation [m].
    """
    left = _left(inputs, altitude=altitude, life=life)
    storage = inputs.battery_efficiency * inputs.conversion_efficiency  # the charger is a converter too
    around = {
        "incidence": incidence,
        "earth_infrared": earth_infrared,
        "albedo": albedo,
        "earth_view": earth_view,
        "albedo_view": albedo_view,
    }
    flux = sun_flux(sun_distance)
    hottest = np.max(flux, axis=-1) if hottest_sun is None else sun_flux() * hottest_sun
    day = _hardest_day(inputs, ledger, left, storage, around, flux, eclipse_fraction, period)

    temperature, square_metre = _array(inputs, left, around, on_day(flux, day))
    sizing_power = _required(inputs, ledger, storage, period, on_day(eclipse_fraction, day) * period)
    area = array_area(power=sizing_power, areal_power=square_metre)
    # what flows grows with the eclipse, whichever day sizes the array: each line carries the most of any day
    charge = charge_power(
        load_eclipse=ledger.load_eclipse,
        sunlit_time=period - longest_eclipse,
        eclipse_time=longest_eclipse,
        efficiency=storage,
    )
    power_eol = _required(inputs, ledger, storage, period, longest_eclipse)
    power_bol = area * _array(inputs, 1.0, around, sun_flux())[1]
    allowed = depth_of_discharge(
        cycles=eclipses_in_life,
        deep_cycles=inputs.deep_cycles,
        deep_depth=inputs.deep_depth,
        shallow_cycles=inputs.shallow_cycles,
        shallow_depth=inputs.shallow_depth,
        maximum=usable_share(fade=inputs.battery_fade, strings=inputs.battery_strings),
    )
    discharge = {
        "load": ledger.load_eclipse,
        "duration": longest_eclipse,
        "efficiency": inputs.battery_efficiency,
    }
    energy = inputs.battery_energy
    if energy is None:
        energy = battery_energy(depth=allowed, rate_limit=inputs.battery_rate_limit, **discharge)
    rate = discharge_rate(energy=energy, **discharge)
    by_area = inputs.array_areal_mass is not None
    return Supply(
        load_sunlit=ledger.load_sunlit,
        load_eclipse=ledger.load_eclipse,
        charge_power=charge,
        charge_loss=charge * (1 - storage),
        line_loss=power_eol * (1 - inputs.line_efficiency),
        array_power_eol=power_eol,
        array_power_bol=power_bol,
        array_area=area,
        array_mass=area * inputs.array_areal_mass if by_area else power_bol / inputs.array_specific_power,
        array_cost=power_bol * inputs.array_price,
        sizing_day=on_day(day_number, day),
        sizing_sunlight=on_day(flux, day),
        degradation_factor=left,
        cell_temperature=temperature,
        covered_share=0 * inputs.packing,
        covered_temperature=temperature,
        back_temperature=_array(inputs, left, around, hottest)[0],
        wing_span_per_side=wing_span(area=area, blanket_width=inputs.blanket_width),
        stowed_volume=power_bol / inputs.stowed_power_density,
        depth_of_discharge=rate * longest_eclipse,
        depth_allowed=allowed,
        battery_rate=rate,
        battery_energy=energy,
        battery_mass=energy / inputs.battery_specific_energy,
        battery_cost=energy * inputs.battery_price,
        conversion_mass=power_eol * inputs.conversion_mass,
        compute_fraction=sunlit_fraction + (1 - sunlit_fraction) * eclipse_share(inputs),
        thruster_power=ledger.thrusters,
        thruster_power_needed=ledger.thrusters,
    )


def _left(inputs: Power, *, altitude: Any, life: Any) -> Any:
    """Share of its power that a cell keeps to the end of the satellite's life."""
    if inputs.cell_degradation is not None:
        return degraded(rate=inputs.cell_degradation, life=life)
    rate = fluence_rate(altitude=altitude, cover_glass=inputs.cover_glass)
    fluence = rate * life * (inputs.open_back * inputs.radiation_factor * inputs.cell_damage_weight)
    kept = power_after_fluence(fluence=fluence, slope=inputs.cell_damage_slope, reference=inputs.cell_damage_fluence)
    return kept * (1 - inputs.cell_surface_loss)


def _required(inputs: Power, ledger: Ledger, storage: Any, period: Any, eclipse_time: Any) -> Any:
    """Power at the array's terminals for an orbit with such an eclipse."""
    return array_power_required(
        load_sunlit=ledger.load_sunlit,
        load_eclipse=ledger.load_eclipse,
        sunlit_time=period - eclipse_time,
        eclipse_time=eclipse_time,
        sunlit_efficiency=inputs.line_efficiency,
        eclipse_efficiency=inputs.line_efficiency * storage,
    )


def _hardest_day(
    inputs: Power,
    ledger: Ledger,
    left: Any,
    storage: Any,
    around: dict[str, Any],
    flux: Any,
    eclipse_fraction: Any,
    period: Any,
) -> Any:
    """Index of the day that asks for the largest array. Over the ±3.4 % of the year a square metre's power is taken
    from the parabola through three exact points, true to 1e-6; the day it picks is then solved exactly."""
    middle = sun_flux()
    low, mean, high = (_array(inputs, left, around, middle * (1 + SEASON * step))[1] for step in (-1, 0, 1))
    designs = (
        ledger.load_sunlit,
        ledger.load_eclipse,
        inputs.line_efficiency,
        storage,
        period,
        low,
        eclipse_fraction[..., 0],
        flux[..., 0],
    )
    eclipsed, place = days_first(eclipse_fraction, *designs), days_first((flux / middle - 1) / SEASON, *designs)
    required = _required(inputs, ledger, storage, period, eclipsed * period)
    return worst_day(
        array_area(power=required, areal_power=mean + place * ((high - low) / 2 + place * ((high + low) / 2 - mean)))
    )


def _array(inputs: Power, left: Any, around: dict[str, Any], flux: Any) -> tuple[Any, Any]:
    """Temperature and power of a square metre of array under a flux, its cells keeping the share `left` of their
    power."""
    light = light_on_array(flux=flux, incidence=around["incidence"], pointing=inputs.pointing)
    surface = {
        "absorptivity": inputs.cell_absorptivity,
        "emissivity": inputs.cell_emissivity,
        "back_emissivity": inputs.back_emissivity,
    }
    load = earth_load(
        flux=flux, **{name: content for name, content in around.items() if name != "incidence"}, **surface
    )
    cells = {
        "light": light,
        "efficiency": inputs.cell_efficiency * left,
        "temperature_coefficient": inputs.cell_temperature_coefficient,
        "packing": inputs.packing,
    }
    temperature = cell_temperature(load=load, **cells, **surface)
    return temperature, areal_power(temperature=temperature, **cells)
