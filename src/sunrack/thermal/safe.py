"""Safe mode: how cold the loop gets when the rack is off, how soon, and the heat that holds it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.catalogue import by_word
from sunrack.constants import STEFAN_BOLTZMANN
from sunrack.thermal.environment import net_flux
from sunrack.thermal.inputs import Thermal
from sunrack.thermal.transient import cooling_time
from sunrack.units import (
    Kelvin,
    Kilogram,
    KilogramPerWatt,
    Ratio,
    Share,
    SquareMetre,
    Watt,
    WattPerSquareMetre,
    law,
    maximum,
    minimum,
)

FITTED = {"heaters": (1.0, 0.0), "valve": (0.0, 1.0), "none": (0.0, 0.0)}  # heaters and valve of each word


@law
def settling_temperature(
    heat: Watt,
    area: SquareMetre,
    earth_view: Share,
    earth_infrared: WattPerSquareMetre,
    emissivity: Share,
    faces: Ratio = 2.0,
) -> Kelvin:
    """Temperature at which a radiator settles with little heat, when the Earth is all that it sees.

        T = (F E / σ + Q / (A n ε σ))^¼

    Args:
        heat: That it still rejects [W].
        area: Planform [m²].
        earth_view: View factor of a face to the Earth [-].
        earth_infrared: Leaving the Earth [W/m²].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        faces: How many faces of a panel radiate [-].
    Returns:
        Temperature [K].

    Valid without Sun on the panel, direct or reflected: the cold case.
    Source: gilmore-2002, ch. 6.
    """
    return np.sqrt(np.sqrt((earth_view * earth_infrared + heat / (area * faces * emissivity)) / STEFAN_BOLTZMANN))


@law
def holding_power(
    held: Kelvin, sink: Kelvin, emissivity: Share, area: SquareMetre, faces: Ratio = 2.0, fitted: Ratio = 1.0
) -> Watt:
    """Power of the heaters that hold a radiator at a temperature.

        Q = A n ε σ (T⁴ − T_s⁴), and none where the sink is warmer

    Args:
        held: Temperature to hold [K].
        sink: Sink temperature; heat that still comes is counted as a warmer sink [K].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        area: Planform [m²].
        faces: How many faces of a panel radiate [-].
        fitted: 0 for a satellite without heaters [-].
    Returns:
        Heater power [W].

    Valid for a panel as warm everywhere as its coolant, which errs to the safe side.
    Source: gilmore-2002, ch. 6.
    """
    return np.where(fitted > 0, area * np.maximum(net_flux.si(held, sink, emissivity, faces), 0), 0)[()]


@law
def bypass_mass(
    heaters: Watt, heater_mass: KilogramPerWatt, heat: Watt, valve_mass: KilogramPerWatt, fitted: Ratio
) -> Kilogram:
    """Mass of what keeps the loop warm in safe mode: heaters, or a valve and a heat exchanger for the heat of the loop.

        m = m_h Q_heaters + m_v Q_loop (where a valve is fitted)

    Args:
        heaters: Power of the heaters [W].
        heater_mass: Heaters, their switches and wires for each watt [kg/W].
        heat: That the loop carries at full load [W].
        valve_mass: Valve, pipes and heat exchanger for each watt that the loop carries [kg/W].
        fitted: 1 where a valve is fitted, else 0 [-].
    Returns:
        Mass [kg].

    Source: ungar-2008, for the kind of bypass (the masses are the scenario's).
    """
    return heaters * heater_mass + np.where(fitted > 0, heat * valve_mass, 0)


def survive(
    inputs: Thermal,
    *,
    area: Any,
    panel: Any,
    coolant: Any,
    earth_view: Any,
    faces: Any,
    heat: Any,
    safe_heat: Any,
    cold_limit: Any,
) -> dict[str, Any]:
    """What becomes of the loop in safe mode: a new coating, all spare area at work, a cold Earth, no Sun on the panel.

    Args:
        inputs: The section [thermal].
        area: Planform built [m²].
        panel: Mean temperature of the panel when the rack stops [K].
        coolant: In the loop [kg].
        earth_view: View factor of a radiating face to the Earth [-].
        faces: That radiate [-].
        heat: That the loop carries at full load [W].
        safe_heat: Heat into the loop in safe mode, heaters apart [W].
        cold_limit: Coldest that the rack may be while it is off [K].
    Returns:
        Fields of `Cooling`.
    Raises:
        Unknown: Another word for the bypass, with the nearest.
    """
    heaters, valve = by_word(FITTED, inputs.bypass, "bypass")
    faces_of = {"emissivity": inputs.emissivity * inputs.fin_efficiency, "faces": faces}
    sink = settling_temperature(
        heat=safe_heat,
        area=area,
        earth_view=earth_view,
        earth_infrared=minimum(inputs.earth_infrared, inputs.earth_infrared_cold),
        **faces_of,
    )
    # With a valve the coolant of the radiator alone gets cold; without one it takes the rack with it.
    coldest = inputs.coolant_minimum
    limit = coldest if valve else maximum(coldest, cold_limit)
    held = limit + inputs.heater_margin
    power = holding_power(held=held, sink=sink, area=area, fitted=heaters, **faces_of)
    dry, wet = inputs.areal_mass * inputs.panel_heat_capacity, coolant * inputs.coolant_heat_capacity / area
    start = (dry * panel + wet * (inputs.coolant_supply + inputs.coolant_return) / 2) / (dry + wet)
    return {
        "safe_limit": limit,
        "safe_sink_temperature": sink,
        "safe_temperature": maximum(sink, held) if heaters else sink,
        "time_to_freeze": cooling_time(
            start=maximum(start, coldest),
            end=coldest,
            sink=sink,
            heat_capacity=dry + wet,
            **faces_of,
        ),
        "heater_power": power,
        "bypass_mass": bypass_mass(
            heaters=power, heater_mass=inputs.heater_mass, heat=heat, valve_mass=inputs.valve_mass, fitted=valve
        ),
    }
