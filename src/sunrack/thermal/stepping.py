"""Array, coolant and panel one step on: what stores and passes heat, and a linearly implicit step of second order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

PART = (
    1 - 0.5**0.5
)  # of the step taken implicitly: the root of ROS2 that is second order, damps any stiffness and errs least

State = tuple[Any, Any, Any]  # array, coolant, panel [K]


@dataclass(frozen=True)
class Lumps:
    """What stores and passes heat, as bare SI numbers: the array for a square metre, coolant and panel as a whole."""

    thin: Any  # capacity of the array [J/m²/K], of the coolant [J/K], of the panel [J/K]
    wet: Any
    dry: Any
    across: Any  # from coolant to panel [W/K]
    flow: Any  # coolant flow times specific heat [W/K]
    bright: Any  # what the array radiates [W/m²/K⁴], what the panel does [W/K⁴]
    radiating: Any
    seen: Any  # share of a face's view that the array fills


@dataclass(frozen=True)
class Stride:
    """A step's length, and what depends on it and the lumps alone, so that it is worked out once for all orbits."""

    step: Any  # [s]
    implicit: Any  # 4 γ h [s]
    coupled: Any  # γ h G [J/K]
    wet_coupled: Any  # the coolant's and the panel's capacity plus that [J/K]
    dry_coupled: Any
    squared: Any  # (γ h G)²
    lit: Any  # what the panel takes up of the array [W/K⁴]
    twice: tuple[Any, Any, Any]  # 2 C of array, coolant and panel


def stride_of(lumps: Lumps, step: Any) -> Stride:
    """A step of some length [s]."""
    coupled = PART * step * lumps.across
    return Stride(
        step=step,
        implicit=4 * PART * step,
        coupled=coupled,
        wet_coupled=lumps.wet + coupled,
        dry_coupled=lumps.dry + coupled,
        squared=coupled * coupled,
        lit=lumps.radiating * lumps.seen,
        twice=(2 * lumps.thin, 2 * lumps.wet, 2 * lumps.dry),
    )


def stepped(lumps: Lumps, stride: Stride, state: State, gain: Any, load: Any, face: Any) -> tuple[State, Any, Any]:
    """The state after a step of ROS2, and what the panel gave off in its two stages [W]."""
    array, coolant, panel = state
    step, coupled = stride.step, stride.coupled
    # The Jacobian's entries, then two solves with one matrix: the array by itself, coolant and panel together.
    array_third, panel_third = array * array * array, panel * panel * panel
    bright, warm, lit = lumps.bright * array_third, lumps.radiating * panel_third, stride.lit * array_third
    panel_slope, lit_slope = stride.implicit * warm, stride.implicit * lit
    a, c, p = lumps.thin + stride.implicit * bright, stride.wet_coupled, stride.dry_coupled + panel_slope
    determinant = c * p - stride.squared
    passed, net = lumps.across * (coolant - panel), warm * panel - lit * array
    array_1 = (gain - bright * array) / a
    from_array = lit_slope * array_1
    right, below = load - passed, passed + face - net + from_array
    coolant_1, panel_1 = (right * p + coupled * below) / determinant, (below * c + coupled * right) / determinant
    out_1 = net + panel_slope * panel_1 - from_array
    array_x, coolant_x, panel_x = array + step * array_1, coolant + step * coolant_1, panel + step * panel_1
    hot, warm = np.square(np.square(array_x)), np.square(np.square(panel_x))
    passed, net = lumps.across * (coolant_x - panel_x), lumps.radiating * warm - stride.lit * hot
    thin, wet, dry = stride.twice
    array_2 = (gain - lumps.bright * hot - thin * array_1) / a
    from_array = lit_slope * array_2
    right = load - passed - wet * coolant_1
    below = passed + face - net - dry * panel_1 + from_array
    coolant_2, panel_2 = (right * p + coupled * below) / determinant, (below * c + coupled * right) / determinant
    out_2 = net - 2 * out_1 + panel_slope * panel_2 - from_array
    whole, half = 1.5 * step, 0.5 * step
    state = (
        array + whole * array_1 + half * array_2,
        coolant + whole * coolant_1 + half * coolant_2,
        panel + whole * panel_1 + half * panel_2,
    )
    return state, out_1, out_2
