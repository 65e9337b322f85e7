"""A solar cell at its own temperature: light in, electricity and infrared out."""

from __future__ import annotations

import numpy as np

from sunrack.constants import ASTRONOMICAL_UNIT, SOLAR_CONSTANT, STEFAN_BOLTZMANN
from sunrack.units import Cosine, Kelvin, Metre, PerKelvin, Ratio, Share, WattPerSquareMetre, law
from sunrack.units.validity import valid

REFERENCE_TEMPERATURE = 301.15  # K: 28 °C, at which space cells are rated (AIAA S-111A)
# On a convex curve, from a start within a few per cent: each step squares the error, and the fourth is below rounding.
NEWTON_STEPS = 5
SETTLED = (
    1e-5  # the largest last step of a balance that was found, for each kelvin; where there is none the steps wander
)


@law
def sun_flux(distance: Metre = ASTRONOMICAL_UNIT) -> WattPerSquareMetre:
    """Sunlight above the air on a face square to it.

        S = S₀ (1 au / d)²

    Args:
        distance: From the Sun [m].
    Returns:
        Total solar irradiance [W/m²].

    Valid for the total over all wavelengths; the eleven-year cycle moves it by 0.1 %.
    Source: iau-2015, nominal total solar irradiance.
    """
    return SOLAR_CONSTANT * (ASTRONOMICAL_UNIT / distance) ** 2


@law
def light_on_array(flux: WattPerSquareMetre, incidence: Cosine, pointing: Share) -> WattPerSquareMetre:
    """Light that reaches the cells' plane.

        L = S cos θ · k

    Args:
        flux: Sunlight square to the Sun [W/m²].
        incidence: Cosine of the angle between Sun and array normal, from the attitude [-].
        pointing: Share left after pointing error and self-shadowing [-].
    Returns:
        Light for each square metre of array [W/m²].

    Valid below about 50° of incidence, where cells follow the cosine.
    Source: wertz-larson-1999, sec. 11.4.1 (cosine loss).
    """
    return flux * np.maximum(incidence, 0) * pointing


@valid("temperature", "K", 200, 400)
@law
def cell_efficiency(efficiency: Share, temperature_coefficient: PerKelvin, temperature: Kelvin) -> Ratio:
    """Efficiency at a temperature, linear about the 28 °C of a data sheet.

        η(T) = η₂₈ (1 + k (T − 301.15 K)), not below zero

    Args:
        efficiency: At 28 °C [-].
        temperature_coefficient: Relative change for each kelvin; negative [1/K].
        temperature: Of the cell [K].
    Returns:
        Efficiency at that temperature [-].

    Valid from about 200 to 400 K.
    Source: patel-2005, sec. 8.4 (temperature effect).
    """
    return efficiency * np.maximum(1 + temperature_coefficient * (temperature - REFERENCE_TEMPERATURE), 0)


@law
def earth_load(
    earth_infrared: WattPerSquareMetre,
    albedo: Share,
    flux: WattPerSquareMetre,
    earth_view: Share,
    albedo_view: Share,
    absorptivity: Share,
    emissivity: Share,
    back_emissivity: Share,
) -> WattPerSquareMetre:
    """Heat that an array takes up from the Earth, both faces together, for each square metre of planform.

        q = F E (ε_front + ε_back) + α a S F_albedo

    Args:
        earth_infrared: Infrared leaving the Earth [W/m²].
        albedo: Share of sunlight that the Earth reflects [-].
        flux: Sunlight square to the Sun [W/m²].
        earth_view: View factor of the back to the Earth, mean over the orbit; the front's mean is the same [-].
        albedo_view: The back's, weighted by how much of the Earth in view is lit [-].
        absorptivity: For sunlight; the back is taken to be as dark as the front [-].
        emissivity: Infrared, cell side [-].
        back_emissivity: Infrared, back [-].
    Returns:
        Absorbed heat [W/m²].

    Valid for an array that faces the Sun: front and back see equally much of the Earth over an orbit, but lit ground is
    seen by the back; what little the front sees of it near the terminator is left out (below 1 K).
    Source: gilmore-2002, ch. 2 (environments).
    """
    return earth_view * earth_infrared * (emissivity + back_emissivity) + absorptivity * albedo * flux * albedo_view


@law
def cell_temperature(
    light: WattPerSquareMetre,
    efficiency: Share,
    temperature_coefficient: PerKelvin,
    absorptivity: Share,
    emissivity: Share,
    back_emissivity: Share,
    packing: Share = 1.0,
    load: WattPerSquareMetre = 0.0,
) -> Kelvin:
    """Temperature at which an array in sunlight is in balance with what it radiates and delivers.

        (ε_front + ε_back) σ T⁴ + p η₂₈ (1 + k (T − 301.15 K)) L = α L + q

    Args:
        light: On the array's plane [W/m²].
        efficiency: Of the cells as they are (new or aged) at 28 °C [-].
        temperature_coefficient: Relative change for each kelvin; negative [1/K].
        absorptivity: Share of the light absorbed [-].
        emissivity: Infrared, cell side [-].
        back_emissivity: Infrared, back [-].
        packing: Share of the area that is cell [-].
        load: Heat taken up from the Earth, both faces, for each square metre of planform [W/m²].
    Returns:
        Temperature of the whole sheet; not a number where the steps find no balance, since the cells
            would deliver nearly all that they absorb, or more [K].

    Valid for a thin wing (no drop between its faces) in steady state under electric load.
    Source: gilmore-2002, ch. 3 (solar arrays); `array_balance` gives the residual.
    """
    radiated = (emissivity + back_emissivity) * STEFAN_BOLTZMANN
    taken, made = (absorptivity * light + load) / radiated, packing * efficiency * light / radiated
    slope = made * temperature_coefficient
    heat = taken - made + slope * REFERENCE_TEMPERATURE  # T⁴ + slope T = heat
    unloaded = np.sqrt(np.sqrt(taken))
    temperature = np.sqrt(np.sqrt(np.maximum(heat - slope * unloaded, 0)))
    for _ in range(NEWTON_STEPS):
        square, before = temperature * temperature, temperature
        temperature = (3 * square * square + heat) / np.maximum(4 * square * temperature + slope, 1e-30)
    settled = np.abs(temperature - before) <= SETTLED * before
    return np.where(settled, temperature, np.nan)


@law
def array_balance(
    temperature: Kelvin,
    light: WattPerSquareMetre,
    efficiency: Share,
    temperature_coefficient: PerKelvin,
    absorptivity: Share,
    emissivity: Share,
    back_emissivity: Share,
    packing: Share = 1.0,
    load: WattPerSquareMetre = 0.0,
) -> WattPerSquareMetre:
    """What the first law leaves over on an array at a temperature: light and Earth in, infrared and electricity out.

        r = α L + q − p η(T) L − (ε_front + ε_back) σ T⁴

    Args:
        temperature: Of the array [K].
        light: On the array's plane [W/m²].
        efficiency: Of the cells at 28 °C [-].
        temperature_coefficient: Relative change for each kelvin; negative [1/K].
        absorptivity: Share of the light absorbed [-].
        emissivity: Infrared, cell side [-].
        back_emissivity: Infrared, back [-].
        packing: Share of the area that is cell [-].
        load: Heat taken up from the Earth [W/m²].
    Returns:
        Residual for each square metre of planform; zero in balance [W/m²].

    Valid as `cell_temperature` is.
    Source: gilmore-2002, ch. 3.
    """
    electric = packing * cell_efficiency.si(efficiency, temperature_coefficient, temperature) * light
    return absorptivity * light + load - electric - (emissivity + back_emissivity) * STEFAN_BOLTZMANN * temperature**4
