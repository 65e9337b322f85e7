"""The radiator and its loop, sized at end of life in the hot season."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.section import Result, shown
from sunrack.thermal.environment import absorbed_flux, net_flux, sink_temperature
from sunrack.thermal.inputs import Thermal
from sunrack.thermal.neighbour import settled_view
from sunrack.thermal.radiator import coolant_flow, effective_temperature, radiator_area, radiator_area_along_coolant
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
    pump_power: Any = shown("kW", "Of the loop's pump.")
    coolant_flow: Any = shown("kg/s", "Through the rack, one phase.")
    stowed_volume: Any = shown("m³", "Radiator, folded.")
    coolant_margin_low: Any = shown("K", "Cold end of the loop above the coldest at which the coolant flows.")
    coolant_margin_high: Any = shown("K", "Hot end of the loop below the hottest at which the coolant is usable.")


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
    panel = {"emissivity": radiating, "faces": faces}
    alone = radiator_area(heat=heat, panel=(inlet + outlet) / 2, sink=surroundings(0.0)[1], **panel)
    gain = net_flux(panel=array_back_temperature, sink=0 * array_back_temperature, **panel) * alone / heat
    view = settled_view(array_view, about) if callable(array_view) else array_view
    absorbed, sink = surroundings(view)
    working = radiator_area_along_coolant(
        heat=heat, inlet=inlet, outlet=outlet, sink=sink, emissivity=radiating, faces=faces
    )
    built = working * spare
    left = array_view(built) - view if callable(array_view) else 0 * view
    return Cooling(
        heat=heat,
        earth_view_factor=earth_view,
        array_view=view,
        array_view_residual=np.round(left, 9),
        absorbed_flux=absorbed,
        sink_temperature=sink,
        radiator_temperature=effective_temperature(flux=heat / working, sink=sink, emissivity=radiating, faces=faces),
        radiator_area=built,
        working_area=working,
        emitting_area=faces * built,
        net_flux=heat / built,
        radiator_mass=built * inputs.areal_mass,
        loop_mass=heat * inputs.loop_mass,
        pump_power=pump_power,
        coolant_flow=coolant_flow(
            heat=heat,
            supply=inputs.coolant_supply,
            returned=inputs.coolant_return,
            heat_capacity=inputs.coolant_heat_capacity,
        ),
        stowed_volume=built / inputs.stowed_density,
        coolant_margin_low=inputs.coolant_supply - inputs.coolant_minimum,
        coolant_margin_high=inputs.coolant_maximum - inputs.coolant_return,
    )
