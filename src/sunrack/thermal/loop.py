"""The coolant loop: the volume that it moves for its heat, the power of its pump, and its mass by heat and by flow."""

from __future__ import annotations

import numpy as np

from sunrack.units import (
    CubicMetrePerJoule,
    JoulePerKilogramKelvin,
    Kelvin,
    Kilogram,
    KilogramPerCubicMetre,
    KilogramPerWatt,
    KilogramSecondPerCubicMetre,
    Pascal,
    Ratio,
    Second,
    Share,
    Watt,
    law,
)


@law
def coolant_flow_per_heat(
    supply: Kelvin, returned: Kelvin, density: KilogramPerCubicMetre, heat_capacity: JoulePerKilogramKelvin
) -> CubicMetrePerJoule:
    """Volume of coolant that carries a unit of heat in one phase.

        V̇ / Q = 1 / (ρ c_p (T_return − T_supply))

    Args:
        supply: Coolant to the rack [K].
        returned: Coolant from the rack [K].
        density: Of the coolant [kg/m³].
        heat_capacity: Specific heat of the coolant [J/kg/K].
    Returns:
        Volume flow for each watt; infinite where the coolant may not warm [m³/J].

    Valid for a liquid that stays liquid.
    Source: incropera-2007, ch. 8.
    """
    return 1 / (density * heat_capacity * np.maximum(returned - supply, 0))


@law
def pump_share(pressure: Pascal, flow_per_heat: CubicMetrePerJoule, efficiency: Share) -> Ratio:
    """Power of the pump over the heat that its coolant carries.

        P / Q = Δp (V̇ / Q) / η

    Args:
        pressure: That the pump adds, all that the loop takes off again [Pa].
        flow_per_heat: Volume of coolant for each joule [m³/J].
        efficiency: Of pump, motor and drive [-].
    Returns:
        Share of the heat, which joins the heat [-].

    Valid for a liquid of constant density.
    Source: incropera-2007, ch. 8 (pump power is the pressure drop times the volume flow).
    """
    return pressure * flow_per_heat / efficiency


@law
def coolant_mass(
    heat: Watt, flow_per_heat: CubicMetrePerJoule, density: KilogramPerCubicMetre, transit_time: Second
) -> Kilogram:
    """Coolant in a loop.

        m = ρ V̇ t

    Args:
        heat: That the loop carries [W].
        flow_per_heat: Volume of coolant for each joule [m³/J].
        density: Of the coolant [kg/m³].
        transit_time: In which the coolant goes once around the loop [s].
    Returns:
        Mass of the coolant [kg].

    Valid for pipes that are sized for one speed of flow.
    Source: incropera-2007, ch. 8 (conservation of mass).
    """
    return density * heat * flow_per_heat * transit_time


@law
def loop_mass(
    heat: Watt,
    flow_per_heat: CubicMetrePerJoule,
    coolant: Kilogram,
    heat_mass: KilogramPerWatt,
    flow_mass: KilogramSecondPerCubicMetre,
) -> Kilogram:
    """Mass of a pumped loop: a part by the heat, a part by the volume flow, and the coolant.

        m = m_Q Q + m_V V̇ + m_coolant

    Args:
        heat: That the loop carries [W].
        flow_per_heat: Volume of coolant for each joule [m³/J].
        coolant: In the loop [kg].
        heat_mass: Cold plates, exchangers, valves and tanks for each watt [kg/W].
        flow_mass: Pumps and pipes for each unit of volume flow [kg·s/m³].
    Returns:
        Mass of the loop, radiator apart [kg].

    Valid for loops of tens to hundreds of kilowatts.
    Source: nasa-atcs-2021, for pump modules of the Space Station by their flow (the split is ours).
    """
    return heat * heat_mass + heat * flow_per_heat * flow_mass + coolant
