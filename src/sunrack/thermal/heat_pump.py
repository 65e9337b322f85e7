"""Raising the radiator's temperature with a heat pump: radiator saved against power added."""

from __future__ import annotations

import numpy as np

from sunrack.thermal.radiator import radiator_area
from sunrack.units import Kelvin, KilogramPerSquareMetre, KilogramPerWatt, Ratio, Share, Watt, law

LIFTS = (
    1 + np.arange(401) / 200
)  # hot over cold temperature, 1 to 3 in steps of 0.005: a scan that no second minimum misleads


@law
def heat_pump_power(heat: Watt, cold: Kelvin, hot: Kelvin, carnot_share: Share) -> Watt:
    """Power that lifts heat from a cold side to a hot side.

        W = Q (T_h − T_c) / (k T_c)

    Args:
        heat: Taken up at the cold side [W].
        cold: Temperature at which it is taken up [K].
        hot: Temperature at which it is given off [K].
        carnot_share: Performance over Carnot's; machines reach 0.3 to 0.6 [-].
    Returns:
        Work, which joins the heat to reject; none where the hot side is no hotter [W].

    Valid for a steady cycle.
    Source: moran-shapiro-2006, ch. 5 and 10.
    """
    return heat * np.maximum(hot - cold, 0) / (carnot_share * cold)


@law
def best_lift(
    cold: Kelvin,
    sink: Kelvin,
    emissivity: Share,
    areal_mass: KilogramPerSquareMetre,
    power_mass: KilogramPerWatt,
    carnot_share: Share,
    faces: Ratio = 2.0,
) -> Ratio:
    """Hot over cold temperature at which radiator plus the power that the heat pump takes are lightest.

        minimise over r:  m_A (1 + w) / (n ε σ (r⁴ T_c⁴ − T_s⁴)) + m_P w,  w = (r − 1) / k

    Args:
        cold: Radiator temperature without a heat pump [K].
        sink: Sink temperature [K].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        areal_mass: Radiator for each square metre of planform [kg/m²].
        power_mass: Array, conversion and heat pump for each watt that it takes [kg/W].
        carnot_share: Performance over Carnot's [-].
        faces: How many faces of a panel radiate [-].
    Returns:
        The lightest ratio, to 0.005, between 1 (no heat pump pays) and 3 [-].

    Valid for a heat pump whose own mass goes with its power.
    Source: moran-shapiro-2006, ch. 10, with gilmore-2002, ch. 6 (the minimum is ours).
    """
    cold, sink, emissivity, areal_mass, power_mass, share, faces = (
        np.asarray(one)[..., None] for one in (cold, sink, emissivity, areal_mass, power_mass, carnot_share, faces)
    )
    work = heat_pump_power.si(1.0, cold, LIFTS * cold, share)
    mass = areal_mass * radiator_area.si(1 + work, LIFTS * cold, sink, emissivity, faces) + power_mass * work
    return LIFTS[np.argmin(mass, axis=-1)]
