"""What a radiator's face takes up, and the temperature of the surroundings that would give it as much."""

from __future__ import annotations

import numpy as np

from sunrack.constants import SOLAR_CONSTANT, STEFAN_BOLTZMANN
from sunrack.units import Kelvin, Ratio, Share, WattPerSquareMetre, law


@law
def absorbed_flux(
    earth_infrared: WattPerSquareMetre,
    albedo: Share,
    earth_view: Share,
    albedo_view: Share,
    sun_on_face: Share,
    sun_flux_ratio: Ratio,
    emissivity: Share,
    absorptivity: Share,
    array_view: Share = 0.0,
    array_temperature: Kelvin = 0.0,
) -> WattPerSquareMetre:
    """Heat that a square metre of radiating face takes up, mean over the faces that radiate.

        q = ε (F E + F_array σ T_array⁴) + α S₀ s (a F_albedo + c)

    Args:
        earth_infrared: Infrared leaving the Earth, E [W/m²].
        albedo: Share of sunlight that the Earth reflects, a [-].
        earth_view: View factor to the Earth, mean over orbit and faces [-].
        albedo_view: The same weighted by how much of the Earth in view is lit [-].
        sun_on_face: Mean of the cosine of the Sun on the face, c [-].
        sun_flux_ratio: Sunlight over its value at 1 au, s [-].
        emissivity: Of the coating in the infrared, which is also its infrared absorptivity [-].
        absorptivity: Of the coating for sunlight, at end of life [-].
        array_view: Share of the face's view filled by the solar array's back [-].
        array_temperature: Of the array's back, taken as black [K].
    Returns:
        Absorbed heat for each square metre of face [W/m²].

    Valid for a mean over an orbit; each face's own load swings about it.
    Source: gilmore-2002, ch. 2 (environments).
    """
    infrared = earth_view * earth_infrared + array_view * STEFAN_BOLTZMANN * np.square(np.square(array_temperature))
    return emissivity * infrared + absorptivity * SOLAR_CONSTANT * sun_flux_ratio * (albedo * albedo_view + sun_on_face)


@law
def sink_temperature(absorbed: WattPerSquareMetre, emissivity: Share) -> Kelvin:
    """Temperature at which a face with no heat of its own would settle.

        T_s = (q / ε σ)^¼

    Args:
        absorbed: Heat taken up by a square metre of face [W/m²].
        emissivity: Of the face in the infrared [-].
    Returns:
        Sink temperature [K].

    Valid for a grey face.
    Source: gilmore-2002, ch. 6 (radiator sizing).
    """
    return np.sqrt(np.sqrt(absorbed / (emissivity * STEFAN_BOLTZMANN)))


@law
def net_flux(panel: Kelvin, sink: Kelvin, emissivity: Share, faces: Ratio = 2.0) -> WattPerSquareMetre:
    """Heat that a square metre of planform rejects.

        q = n ε σ (T⁴ − T_s⁴)

    Args:
        panel: Surface temperature [K].
        sink: Sink temperature [K].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        faces: How many faces of a panel radiate [-].
    Returns:
        Net heat for each square metre of planform; negative where the sink is warmer [W/m²].

    Valid for a grey, isothermal panel that does not see itself.
    Source: gilmore-2002, ch. 6.
    """
    return faces * emissivity * STEFAN_BOLTZMANN * (np.square(np.square(panel)) - np.square(np.square(sink)))
