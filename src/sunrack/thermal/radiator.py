"""Radiator area: at one temperature, and along a coolant that cools as it flows."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.constants import STEFAN_BOLTZMANN
from sunrack.thermal.environment import net_flux
from sunrack.units import (
    JoulePerKilogramKelvin,
    Kelvin,
    KilogramPerSecond,
    Ratio,
    Share,
    SquareMetre,
    Watt,
    WattPerSquareMetre,
    law,
)

SERIES_BELOW = 0.2  # sink/panel under which the series stands in for artanh − arctan: its next term is 7e-13 of it
NARROW = 0.01  # of the height above the sink: a range so narrow that three Gauss points are exact to rounding
GAUSS = (
    (-np.sqrt(0.6), 5 / 18),
    (0.0, 8 / 18),
    (np.sqrt(0.6), 5 / 18),
)  # Gauss-Legendre, 3 points: place in (−1, 1), weight


@law
def radiator_area(heat: Watt, panel: Kelvin, sink: Kelvin, emissivity: Share, faces: Ratio = 2.0) -> SquareMetre:
    """Planform of a flat radiator at one temperature.

        A = Q / (n ε σ (T⁴ − T_s⁴))

    Args:
        heat: To reject [W].
        panel: Surface temperature [K].
        sink: Sink temperature [K].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        faces: How many faces of a panel radiate [-].
    Returns:
        Area of one face; infinite where the panel is no warmer than its sink [m²].

    Valid for a grey, isothermal panel that does not see itself.
    Source: gilmore-2002, ch. 6.
    """
    return heat / np.maximum(net_flux.si(panel, sink, emissivity, faces), 0)


@law
def radiator_area_along_coolant(
    heat: Watt, inlet: Kelvin, outlet: Kelvin, sink: Kelvin, emissivity: Share, faces: Ratio = 2.0
) -> SquareMetre:
    """Planform of a radiator whose coolant cools from inlet to outlet as it gives off the heat.

        A = Q / (n ε σ (T_i − T_o)) ∫ dT / (T⁴ − T_s⁴), where
        ∫ = [artanh(T_s/T) − arctan(T_s/T)] / (2 T_s³), taken at T_o less at T_i

    The limits are exact: one temperature where inlet = outlet, (T_o⁻³ − T_i⁻³)/3 where the sink is at 0 K.

    Args:
        heat: To reject [W].
        inlet: Surface temperature where the coolant enters [K].
        outlet: Surface temperature where it leaves [K].
        sink: Sink temperature [K].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        faces: How many faces of a panel radiate [-].
    Returns:
        Area of one face; infinite where the outlet is no warmer than the sink [m²].

    Valid for steady flow, constant specific heat, a sink alike everywhere, and no heat along the panel.
    Source: incropera-2007, ch. 8 (flow with surface at falling temperature; the integral is elementary).
    """
    mean = np.where(
        np.abs(inlet - outlet) < NARROW * (outlet - sink), _narrow(inlet, outlet, sink), _wide(inlet, outlet, sink)
    )
    return np.where(np.minimum(inlet, outlet) > sink, heat * mean / (faces * emissivity * STEFAN_BOLTZMANN), np.inf)[()]


def _narrow(inlet: Any, outlet: Any, sink: Any) -> Any:
    """Mean of 1/(T⁴ − T_s⁴) over a narrow range of T, where the closed form would subtract equal numbers."""
    middle, half = (inlet + outlet) / 2, (inlet - outlet) / 2
    return sum(weight / (_fourth(middle + place * half) - _fourth(sink)) for place, weight in GAUSS)


def _wide(inlet: Any, outlet: Any, sink: Any) -> Any:
    """The same mean in closed form."""
    cold, hot = (_shape(sink / end) / (end * end * end) for end in (outlet, inlet))
    return (cold - hot) / (2 * (inlet - outlet))


def _shape(x: Any) -> Any:
    """(artanh x − arctan x) / x³, which tends to 2/3 where x does to 0."""
    small, large = _fourth(np.minimum(x, SERIES_BELOW)), np.maximum(x, SERIES_BELOW)
    series = 2 / 3 + small * (2 / 7 + small * (2 / 11 + small * 2 / 15))
    return np.where(x < SERIES_BELOW, series, (np.arctanh(large) - np.arctan(large)) / (large * large * large))


def _fourth(x: Any) -> Any:
    """x⁴ by squaring, eight times as fast as a power."""
    return np.square(np.square(x))


@law
def effective_temperature(flux: WattPerSquareMetre, sink: Kelvin, emissivity: Share, faces: Ratio = 2.0) -> Kelvin:
    """The one temperature at which a panel would reject the same heat from the same area.

        T = (T_s⁴ + q / n ε σ)^¼

    Args:
        flux: Heat rejected by a square metre of planform that works [W/m²].
        sink: Sink temperature [K].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        faces: How many faces of a panel radiate [-].
    Returns:
        Effective mean temperature of the surface [K].

    Valid for a grey panel that does not see itself.
    Source: gilmore-2002, ch. 6.
    """
    return np.sqrt(np.sqrt(_fourth(sink) + flux / (faces * emissivity * STEFAN_BOLTZMANN)))


@law
def coolant_flow(
    heat: Watt, supply: Kelvin, returned: Kelvin, heat_capacity: JoulePerKilogramKelvin
) -> KilogramPerSecond:
    """Coolant that carries a heat in one phase.

        ṁ = Q / (c_p (T_return − T_supply))

    Args:
        heat: To carry [W].
        supply: Coolant to the rack [K].
        returned: Coolant from the rack [K].
        heat_capacity: Specific heat [J/kg/K].
    Returns:
        Mass flow; infinite where the coolant may not warm [kg/s].

    Valid for a liquid that stays liquid.
    Source: incropera-2007, ch. 8.
    """
    return heat / (heat_capacity * np.maximum(returned - supply, 0))
