"""An array with something on its back: cells there are hotter, and more array makes up for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sunrack.power.array import areal_power, wing_span
from sunrack.power.cells import cell_temperature, earth_load, light_on_array
from sunrack.power.inputs import Power
from sunrack.power.supply import Supply
from sunrack.units import SquareMetre, WattPerSquareMetre, law, minimum


@law
def covered_array_area(
    area: SquareMetre, covered: SquareMetre, open_power: WattPerSquareMetre, covered_power: WattPerSquareMetre
) -> SquareMetre:
    """Array that gives with a part of its back covered what it gave with its whole back free.

        A' p − C (p − p_c) = A p,  C no more than A'

    Args:
        area: With its whole back free, A [m²].
        covered: Of the back, C [m²].
        open_power: Of a square metre whose back is free, p [W/m²].
        covered_power: Of a square metre whose back is covered, p_c [W/m²].
    Returns:
        Area of all wings together, A' [m²].

    Valid on the safe side: a covered back gives off nothing, while a gap would let it.
    Source: wertz-larson-1999, eq. 11-9.
    """
    share = covered_power / open_power
    return np.minimum(area + covered * (1 - share), area / share)


def cover(
    inputs: Power,
    supply: Supply,
    *,
    covered: Any,
    incidence: Any,
    earth_infrared: Any,
    albedo: Any,
    earth_view: Any,
    albedo_view: Any,
) -> Supply:
    """The supply with something on the array's back, which touches it and lets none of its heat out, sized on the same
    day.

    Args:
        inputs: The section [power].
        supply: With the array's whole back free.
        covered: Of the array's back [m²].
        incidence, earth_infrared, albedo, earth_view, albedo_view: As in `size`.
    """
    flux = supply.sizing_sunlight
    cells = {
        "light": light_on_array(flux=flux, incidence=incidence, pointing=inputs.pointing),
        "efficiency": inputs.cell_efficiency * supply.degradation_factor,
        "temperature_coefficient": inputs.cell_temperature_coefficient,
        "packing": inputs.packing,
    }
    surface = {"absorptivity": inputs.cell_absorptivity, "emissivity": inputs.cell_emissivity}
    earth = {"earth_infrared": earth_infrared, "albedo": albedo, "flux": flux, "earth_view": earth_view}
    made = []
    for back, seen in ((inputs.back_emissivity, albedo_view), (0 * inputs.back_emissivity, 0 * albedo_view)):
        load = earth_load(**earth, albedo_view=seen, **surface, back_emissivity=back)
        warm = cell_temperature(load=load, **cells, **surface, back_emissivity=back)
        made.append((warm, areal_power(temperature=warm, **cells)))
    (_, free), (hottest, hot) = made
    area = covered_array_area(area=supply.array_area, covered=covered, open_power=free, covered_power=hot)
    more = area / supply.array_area
    return replace(
        supply,
        array_power_bol=supply.array_power_bol * more,
        array_area=area,
        array_mass=supply.array_mass * more,
        array_cost=supply.array_cost * more,
        covered_share=minimum(covered / area, 1.0),
        covered_temperature=hottest,
        wing_span_per_side=wing_span(area=area, blanket_width=inputs.blanket_width),
        stowed_volume=supply.stowed_volume * more,
    )
