"""The radiator and its loop, sized at end of life in the hot season."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.section import Result, shown
from sunrack.thermal.environment import absorbed_flux, net_flux, sink_temperature
from sunrack.thermal.inputs import Thermal
from sunrack.thermal.loop import coolant_flow_per_heat, coolant_mass, loop_mass, pump_share
from sunrack.thermal.neighbour import settled_view
from sunrack.thermal.radiator import coolant_flow, effective_temperature, radiator_area, radiator_area_along_coolant
from sunrack.thermal.safe import survive
from sunrack.units import maximum


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Cooling(Result):
    """Radiator and loop. Areas: `radiator_area` is the planform built, spare included; `working_area` is what is left
    when the spare is spent and must still reject all heat; `emitting_area` counts every face of what is built that
    radiates."""

    heat: Any = shown("kW", "Carried by the loop and rejected.")
    earth_view_factor: Any = shown("", "Of a radiating face to the Earth, mean over orbit and faces.")
    array_view: Any = shown("", "Share of a radiating face's view that the solar array fills, mean over faces.")
    array_view_residual: Any = shown("", "What the drawing gives for the radiator as built, less that share.")
    absorbed_flux: Any = shown("W/m²", "Taken up by each square metre of radiating face, end of life, hot season.")
    sink_temperature: Any = shown("K", "Of the surroundings that would give as much.")
    radiator_temperature: Any = shown("K", "Effective mean of the working panel's surface.")
    radiator_area: Any = shown("m²", "Planform built, spare included.")
    working_area: Any = shown("m²", "Planform needed.")
    emitting_area: Any = shown("m²", "Radiating faces of what is built.")
    net_flux: Any = shown("W/m²", "Heat over planform built.")
    radiator_mass: Any = shown("kg", "All planform built.")
    loop_mass: Any = shown("kg", "Pumps, pipes, exchangers, coolant.")
    coolant_mass: Any = shown("kg", "Coolant in the loop, a part of its mass.")
    pump_power: Any = shown("kW", "Of the loop's pump.")
    coolant_flow: Any = shown("kg/s", "Through the rack, one phase.")
    coolant_flow_per_heat: Any = shown("L/min/kW", "Volume of coolant for the heat that it carries.")
    stowed_volume: Any = shown("m³", "Radiator, folded.")
    coolant_margin_low: Any = shown("K", "Cold end of the loop above the coldest at which the coolant flows.")
    coolant_margin_high: Any = shown("K", "Hot end of the loop below the hottest at which the coolant is usable.")
    safe_limit: Any = shown("K", "Coldest that the loop may be in safe mode, for the coolant and for the rack.")
    safe_sink_temperature: Any = shown("K", "Where the loop settles in safe mode without heaters, in the cold case.")
    safe_temperature: Any = shown("K", "Coldest that the loop gets in safe mode, in the cold case.")
    time_to_freeze: Any = shown("min", "From the rack's stop until the coolant is too cold; heaters off, cold case.")
    heater_power: Any = shown("kW", "Of the heaters that hold the loop above that limit; none where none are fitted.")
    bypass_mass: Any = shown("kg", "Heaters, or valve around the radiator.")


@np.errstate(all="ignore")  # what cannot be built is inf or nan, in silence
def size(
    inputs: Thermal,
    *,
    heat: Any,
    earth_view: Any,
    albedo_view: Any,
    sun_on_face: Any,
    faces: Any,
    array_view: Any,
    array_back_temperature: Any,
    sun_flux_ratio: Any,
    pump_power: Any,
    safe_heat: Any = None,
    cold_limit: Any = None,
) -> Cooling:
    """Radiator and loop for a heat in an orbit and attitude.

    Args:
        inputs: The section [thermal].
        heat: All that the loop carries [W].
        earth_view: View factor of a radiating face to the Earth, mean over orbit and faces [-].
        albedo_view: The same weighted by how much of the Earth in view is lit [-].
        sun_on_face: Mean of the cosine of the Sun on a radiating face [-].
        faces: Faces that radiate, 1 or 2 [-].
        array_view: Share of a face's view filled by the array's back [-], or what gives it for a planform [m²].
        array_back_temperature: Of the array's back [K].
        sun_flux_ratio: Sunlight of the hot season over that at 1 au [-].
        pump_power: Of the loop's pump, from the ledger [W].
        safe_heat: Into the loop in safe mode, heaters apart; none if left out [W].
        cold_limit: Coldest that the rack may be while it is off; the coolant's own limit if left out [K].
    """
    radiating = inputs.emissivity * inputs.fin_efficiency
    inlet, outlet = inputs.coolant_return - inputs.approach, inputs.coolant_supply - inputs.approach

    def surroundings(view: Any) -> tuple[Any, Any]:
        """What a face absorbs with the array in a share of its view, and the sink."""
        absorbed = absorbed_flux(
            earth_infrared=inputs.earth_infrared,
            albedo=inputs.albedo,
            earth_view=earth_view,
            albedo_view=albedo_view,
            sun_on_face=sun_on_face,
            sun_flux_ratio=sun_flux_ratio,
            emissivity=inputs.emissivity,
            absorptivity=inputs.absorptivity,
            array_view=view,
            array_temperature=array_back_temperature,
        )
        return absorbed, sink_temperature(absorbed=absorbed, emissivity=inputs.emissivity)

    def about(view: Any) -> Any:
        """The planform built as if the panel had one temperature, from which the view is taken: quicker, and near
        enough."""
        return spare * alone / maximum(1 - view * gain, 0.0)

    spare = 1 + inputs.puncture_margin
    surface = {"emissivity": radiating, "faces": faces}
    alone = radiator_area(heat=heat, panel=(inlet + outlet) / 2, sink=surroundings(0.0)[1], **surface)
    gain = net_flux(panel=array_back_temperature, sink=0 * array_back_temperature, **surface) * alone / heat
    view = settled_view(array_view, about) if callable(array_view) else array_view
    absorbed, sink = surroundings(view)
    working = radiator_area_along_coolant(
        heat=heat, inlet=inlet, outlet=outlet, sink=sink, emissivity=radiating, faces=faces
    )
    built = working * spare
    left = array_view(built) - view if callable(array_view) else 0 * view
    flow = flow_per_heat(inputs)
    coolant = coolant_mass(
        heat=heat, flow_per_heat=flow, density=inputs.coolant_density, transit_time=inputs.transit_time
    )
    panel = effective_temperature(flux=heat / working, sink=sink, emissivity=radiating, faces=faces)
    return Cooling(
        heat=heat,
        earth_view_factor=earth_view,
        array_view=view,
        array_view_residual=np.round(left, 9),
        absorbed_flux=absorbed,
        sink_temperature=sink,
        radiator_temperature=panel,
        radiator_area=built,
        working_area=working,
        emitting_area=faces * built,
        net_flux=heat / built,
        radiator_mass=built * inputs.areal_mass,
        loop_mass=loop_mass(
            heat=heat, flow_per_heat=flow, coolant=coolant, heat_mass=inputs.loop_mass, flow_mass=inputs.flow_mass
        ),
        coolant_mass=coolant,
        pump_power=pump_power,
        coolant_flow=coolant_flow(
            heat=heat,
            supply=inputs.coolant_supply,
            returned=inputs.coolant_return,
            heat_capacity=inputs.coolant_heat_capacity,
        ),
        coolant_flow_per_heat=flow,
        stowed_volume=built / inputs.stowed_density,
        coolant_margin_low=inputs.coolant_supply - inputs.coolant_minimum,
        coolant_margin_high=inputs.coolant_maximum - inputs.coolant_return,
        **survive(
            inputs,
            area=built,
            panel=panel,
            coolant=coolant,
            earth_view=earth_view,
            faces=faces,
            heat=heat,
            safe_heat=0 * heat if safe_heat is None else safe_heat,
            cold_limit=inputs.coolant_minimum if cold_limit is None else cold_limit,
        ),
    )


def flow_per_heat(inputs: Thermal) -> Any:
    """Volume of coolant for each unit of heat, of a section [thermal] [m³/J]."""
    return coolant_flow_per_heat(
        supply=inputs.coolant_supply,
        returned=inputs.coolant_return,
        density=inputs.coolant_density,
        heat_capacity=inputs.coolant_heat_capacity,
    )


def pump_fraction(inputs: Thermal) -> Any:
    """Power of the pump over the heat that it moves, of a section [thermal] [-]."""
    return pump_share(
        pressure=inputs.coolant_pressure, flow_per_heat=flow_per_heat(inputs), efficiency=inputs.pump_efficiency
    )
