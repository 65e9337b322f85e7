"""The solar array: what it must give on a day, what a square metre gives, and so how large it is."""

from __future__ import annotations

import numpy as np

from sunrack.constants import YEAR
from sunrack.power.cells import cell_efficiency
from sunrack.units import (
    Kelvin,
    Metre,
    PerKelvin,
    Ratio,
    Second,
    Share,
    SharePerYear,
    SquareMetre,
    Watt,
    WattPerSquareMetre,
    law,
)


@law
def array_power_required(
    load_sunlit: Watt,
    load_eclipse: Watt,
    sunlit_time: Second,
    eclipse_time: Second,
    sunlit_efficiency: Share = 0.80,
    eclipse_efficiency: Share = 0.60,
) -> Watt:
    """Power an array must give while sunlit to carry the day and put back what the eclipse takes.

        P = (P_e T_e / X_e + P_d T_d / X_d) / T_d

    Args:
        load_sunlit: Load in sunlight [W].
        load_eclipse: Load in eclipse [W].
        sunlit_time: Sunlit part of the orbit [s].
        eclipse_time: Eclipsed part of the orbit [s].
        sunlit_efficiency: Array to load; 0.80 with peak-power tracking as in the source [-].
        eclipse_efficiency: Array through battery to load; 0.60 likewise [-].
    Returns:
        Array power in sunlight; infinite where there is no sunlight [W].

    Valid for a steady orbit after orbit: what is taken is put back within one orbit.
    Source: wertz-larson-1999, eq. 11-5.
    """
    return load_sunlit / sunlit_efficiency + load_eclipse / eclipse_efficiency * (
        eclipse_time / np.maximum(sunlit_time, 0)
    )


@law
def charge_power(load_eclipse: Watt, sunlit_time: Second, eclipse_time: Second, efficiency: Share) -> Watt:
    """Power that the bus gives to the battery while sunlit, so that the eclipse's energy is back by the next.

        P_c = P_e T_e / (X T_d)

    Args:
        load_eclipse: Load in eclipse [W].
        sunlit_time: Sunlit part of the orbit [s].
        eclipse_time: Eclipsed part of the orbit [s].
        efficiency: Charger times the battery's round trip [-].
    Returns:
        Mean charging power in sunlight [W].

    Valid for a steady orbit after orbit.
    Source: wertz-larson-1999, eq. 11-5 (its first term).
    """
    return load_eclipse * eclipse_time / (efficiency * np.maximum(sunlit_time, 0))


@law
def degraded(rate: SharePerYear, life: Second) -> Ratio:
    """Share of its first power that an array has left after years of radiation.

        L_d = (1 − d)ⁿ

    Args:
        rate: Share lost each year of what is left [1/s].
        life: Time in orbit [s].
    Returns:
        Power left over power new [-].

    Valid for a steady yearly loss: real loss is steeper in the first year and follows the Sun's storms.
    Source: wertz-larson-1999, eq. 11-7.
    """
    return np.maximum(1 - rate * YEAR, 0) ** (life / YEAR)


@law
def areal_power(
    light: WattPerSquareMetre,
    efficiency: Share,
    temperature_coefficient: PerKelvin,
    temperature: Kelvin,
    packing: Share,
) -> WattPerSquareMetre:
    """Electric power of a square metre of wing.

        p = L k η(T)

    Args:
        light: On the array's plane [W/m²].
        efficiency: Of the cells as they are (new or aged) at 28 °C [-].
        temperature_coefficient: Relative change for each kelvin; negative [1/K].
        temperature: Of the cells [K].
        packing: Share of the area that is cell [-].
    Returns:
        Power for each square metre of planform, at the array's terminals [W/m²].

    Valid as `cell_efficiency` is.
    Source: wertz-larson-1999, eq. 11-6.
    """
    return light * packing * cell_efficiency.si(efficiency, temperature_coefficient, temperature)


@law
def array_area(power: Watt, areal_power: WattPerSquareMetre) -> SquareMetre:
    """Planform of the array.

        A = P / p

    Args:
        power: To be given at the array's terminals [W].
        areal_power: Of a square metre [W/m²].
    Returns:
        Area of all wings together; infinite where a square metre gives nothing [m²].

    Valid for wings that do not shade each other.
    Source: wertz-larson-1999, eq. 11-9.
    """
    return power / np.maximum(areal_power, 0)


@law
def width_for(width: Metre, power: Watt) -> Metre:
    """Width of a wing that keeps its shape whatever the power of the racks: its area goes with the power.

        w = w₁₀₀ √(P / 100 kW)

    Args:
        width: w₁₀₀, of a wing of a satellite of 100 kW [m].
        power: P, of all racks as they are run [W].
    Returns:
        Width of one wing [m].

    Valid for wings built alike. A blanket of one width for every power would make the wings of 1 MW 590 m long.
    Source: assumption, similar wings.
    """
    return width * np.sqrt(power / 1e5)


@law
def wing_span(area: SquareMetre, blanket_width: Metre) -> Metre:
    """How far one wing reaches from the body when there is one a side.

        s = A / (2 w)

    Args:
        area: Of both wings together [m²].
        blanket_width: Of one wing [m].
    Returns:
        Length of one wing [m].

    Valid for two equal wings, yoke and boom apart.
    Source: wertz-larson-1999, sec. 11.4.1 (the geometry is ours).
    """
    return area / (2 * blanket_width)
