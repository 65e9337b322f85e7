"""Array, panel and coolant through one orbit after another: how warm by day, how cold in eclipse, and how fast when the rack is off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.constants import STEFAN_BOLTZMANN
from sunrack.section import Result, plain, shown
from sunrack.thermal.radiator import radiator_area_along_coolant
from sunrack.units import JoulePerSquareMetreKelvin, Kelvin, Quantity, Ratio, Second, Share, law

ORBITS = 3  # the loop settles within a third of an orbit, so the memory of the start is gone; `repeat_residual` tells
STEPS = 24  # of the sunlit and of the eclipsed part, each longer than the last: within 0.2 K of a stiff integrator
SHARES = tuple(float(share) for share in 1.1 ** np.arange(STEPS) / np.sum(1.1 ** np.arange(STEPS)))
PART = (
    1 - 0.5**0.5
)  # of the step taken implicitly: the root of ROS2 that is second order, damps any stiffness and errs least


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Swing(Result):
    """Temperatures through an orbit that repeats. Coolant: hottest as it returns from the rack, coldest as it reaches it."""

    coolant_hottest: Any = shown("K", "Highest at the rack's outlet.")
    coolant_coldest: Any = shown("K", "Lowest at the rack's inlet.")
    panel_hottest: Any = shown("K", "Highest mean of the panel's surface.")
    panel_coldest: Any = shown("K", "Lowest mean of the panel's surface.")
    array_hottest: Any = shown("K", "Array at dusk.")
    array_coldest: Any = shown("K", "Array at the end of eclipse.")
    energy_residual: Any = shown("", "Heat in, less heat out and heat stored, over the last orbit, of heat in.")
    repeat_residual: Any = shown("K", "By how much the last orbit's end misses its start.")


@law
def cooling_time(
    start: Kelvin,
    end: Kelvin,
    sink: Kelvin,
    emissivity: Share,
    heat_capacity: JoulePerSquareMetreKelvin,
    faces: Ratio = 2.0,
) -> Second:
    """Time in which a panel and the coolant in it cool when no heat comes.

        t = c / (n ε σ) ∫ dT / (T⁴ − T_s⁴), from end to start

    Args:
        start: Temperature at first [K].
        end: Temperature at last [K].
        sink: Sink temperature; heat that still comes is counted as a warmer sink, (T_s⁴ + q / n ε σ)^¼ [K].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        heat_capacity: Of panel and coolant for each square metre of planform [J/m²/K].
        faces: How many faces of a panel radiate [-].
    Returns:
        Time; infinite where the sink is no colder than the end, nan where the end is warmer than the start [s].

    Valid for one lump at one temperature: coolant that goes on flowing.
    Source: incropera-2007, ch. 5 (lumped capacitance with radiation; the integral is that of `radiator_area_along_coolant`).
    """
    lost = heat_capacity * np.where(end > start, np.nan, start - end)
    return radiator_area_along_coolant.si(lost, start, end, sink, emissivity, faces)


@np.errstate(all="ignore")  # what cannot be built is inf or nan, in silence
def follow(
    *,
    sunlit_time: Any,
    eclipse_time: Any,
    array_gain: tuple[Any, Any],
    array_emissivity: Any,
    array_capacity: Any,
    heat: tuple[Any, Any],
    flow_capacity: Any,
    conductance: Any,
    coolant_capacity: Any,
    panel_gain: tuple[Any, Any],
    panel_emissivity: Any,
    panel_capacity: Any,
    panel_area: Any,
    array_view: Any,
) -> Swing:
    """Three lumps through orbits alike, in linearly implicit steps of second order, the heat given off kept as a fourth unknown.

        c_a dT_a/dt = q_a − ε_a σ T_a⁴
        C_c dT_c/dt = Q − G (T_c − T_p)
        C_p dT_p/dt = G (T_c − T_p) + A (q_p + ε_p (F σ T_a⁴ − σ T_p⁴))

    Valid for arrays and panels of 400 J/m²/K and more (a square metre of 0.5 kg); below 300 the steps are too long for the Sun on so thin a sheet.

    A pair holds sunlight and eclipse. Quantities, bare SI numbers or arrays of one shape.

    Args:
        sunlit_time, eclipse_time: Parts of the orbit [s].
        array_gain: Taken up by a square metre of array and not turned into electricity [W/m²].
        array_emissivity: Of front and back together [-].
        array_capacity: Of a square metre of array [J/m²/K].
        heat: Into the coolant [W].
        flow_capacity: Coolant flow times specific heat [W/K].
        conductance: From coolant to panel [W/K].
        coolant_capacity: Of the coolant [J/K].
        panel_gain: Taken up by a square metre of planform from Earth and Sun, all faces [W/m²].
        panel_emissivity: Of all faces together, times fin efficiency [-].
        panel_capacity: Of the panel [J/K].
        panel_area: Planform at work [m²].
        array_view: Share of a face's view that the array fills [-].
    """
    units = [
        (array_emissivity, ""),
        (array_capacity, "J/m²/K"),
        (flow_capacity, "W/K"),
        (conductance, "W/K"),
        (coolant_capacity, "J/K"),
    ]
    units += [(panel_emissivity, ""), (panel_capacity, "J/K"), (panel_area, "m²"), (array_view, "")]
    dim, thin, flow, across, wet, panel_dim, dry, area, seen = (_number(content, unit) for content, unit in units)
    bright, radiating = dim * STEFAN_BOLTZMANN, panel_dim * STEFAN_BOLTZMANN * area
    parts = [
        (_number(time, "s"), _number(gain, "W/m²"), _number(load, "W"), _number(face, "W/m²") * area)
        for time, gain, load, face in zip((sunlit_time, eclipse_time), array_gain, heat, panel_gain, strict=True)
    ]
    length = parts[0][0] + parts[1][0]
    mean = [sum(part[0] * part[place] for part in parts) / length for place in (1, 2, 3)]
    array = (mean[0] / bright) ** 0.25
    panel = (seen * array**4 + (mean[1] + mean[2]) / radiating) ** 0.25
    coolant = panel + mean[1] / across
    extremes: list[list[Any]] = []
    for _ in range(ORBITS):
        before, given, taken, extremes = (array, coolant, panel), 0.0, 0.0, []
        for time, gain, load, face in parts:
            for share in SHARES:
                step = time * share
                # The Jacobian's entries, then two solves with one matrix: the array by itself, coolant and panel together.
                array_third, panel_third = array * array * array, panel * panel * panel
                cube, panel_cube, lit = (
                    4 * bright * array_third,
                    4 * radiating * panel_third,
                    4 * radiating * seen * array_third,
                )
                passed, g = across * (coolant - panel), PART * step
                a, c, p = thin + g * cube, wet + g * across, dry + g * (across + panel_cube)
                determinant = c * p - g * across * g * across
                net = radiating * (panel_third * panel - seen * array_third * array)
                array_1 = (gain - bright * array_third * array) / a
                right, below = load - passed, passed + face - net + g * lit * array_1
                coolant_1, panel_1 = (
                    (right * p + g * across * below) / determinant,
                    (below * c + g * across * right) / determinant,
                )
                out_1 = net + g * (panel_cube * panel_1 - lit * array_1)
                array_x, coolant_x, panel_x = array + step * array_1, coolant + step * coolant_1, panel + step * panel_1
                hot, warm = np.square(np.square(array_x)), np.square(np.square(panel_x))
                passed, net = across * (coolant_x - panel_x), radiating * (warm - seen * hot)
                array_2 = (gain - bright * hot - 2 * thin * array_1) / a
                right, below = (
                    load - passed - 2 * wet * coolant_1,
                    passed + face - net - 2 * dry * panel_1 + g * lit * array_2,
                )
                coolant_2, panel_2 = (
                    (right * p + g * across * below) / determinant,
                    (below * c + g * across * right) / determinant,
                )
                out_2 = net - 2 * out_1 + g * (panel_cube * panel_2 - lit * array_2)
                array, coolant, panel = (
                    array + step * (1.5 * array_1 + 0.5 * array_2),
                    coolant + step * (1.5 * coolant_1 + 0.5 * coolant_2),
                    panel + step * (1.5 * panel_1 + 0.5 * panel_2),
                )
                given, taken = given + step * (1.5 * out_1 + 0.5 * out_2), taken + step * (load + face)
                extremes.append(
                    [coolant + load / (2 * flow), coolant - across * (coolant - panel) / (2 * flow), panel, array]
                )
    stored = wet * (coolant - before[1]) + dry * (panel - before[2])
    returned, supplied, surface, sheet = (np.stack(np.broadcast_arrays(*one)) for one in zip(*extremes, strict=True))
    checked = isinstance(heat[0], Quantity)
    moved = [np.abs(now - then) for now, then in zip((array, coolant, panel), before, strict=True)]
    missed = np.maximum(np.maximum(moved[0], moved[1]), moved[2])
    ends = [
        (returned, np.max),
        (supplied, np.min),
        *((one, end) for one in (surface, sheet) for end in (np.max, np.min)),
    ]
    answers = [*(end(one, axis=0) for one, end in ends), missed]
    kelvins = [Quantity(one[()], "K") if checked else one[()] for one in answers]
    return Swing(
        coolant_hottest=kelvins[0],
        coolant_coldest=kelvins[1],
        panel_hottest=kelvins[2],
        panel_coldest=kelvins[3],
        array_hottest=kelvins[4],
        array_coldest=kelvins[5],
        energy_residual=(taken - given - stored) / taken,
        repeat_residual=kelvins[6],
    )


def _number(content: Any, unit: str) -> Any:
    """Bare SI with its dimension checked; never a Python float, which would raise where numpy gives inf."""
    number = plain(content, unit)
    return np.float64(number) if isinstance(number, float) else number
