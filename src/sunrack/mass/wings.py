"""Booms: what a long wing weighs so that it does not swing too slowly for the attitude control.

A wing's mass by area or by power is that of a whole wing of the size of those that fly, its boom included. A longer
wing needs a stiffer boom, and only what that boom weighs beyond the included one is counted here, so that no boom
counts twice.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.mass.bill import Mass
from sunrack.units import Hertz, Kilogram, KilogramPerSquareMetre, Metre, Ratio, SquareMetre, law

DENSITY, MODULUS, SLENDERNESS = 1600.0, 80e9, 100.0  # kg/m³, Pa, radius over wall: a thin tube of carbon fibre
CANTILEVER = 3.516  # of the first bending of a uniform beam that is held at one end
FLOWN = 0.1, 18.3, 6.0  # Hz, m, m: first frequency, length and breadth of a wing of iROSA's size


@law
def boom_areal_mass(
    frequency: Hertz, length: Metre, breadth: Metre, wing: KilogramPerSquareMetre, factor: Ratio
) -> KilogramPerSquareMetre:
    """Mass of the booms of a wing that is to bend no slower than a frequency.

        σ = k 2 ρ √(π / (E N)) · (2π f / 3.516) √m′ L² / w,  m′ = w σ_wing

    A uniform cantilever of m′ kilograms a metre needs EI = (2π f / 3.516)² m′ L⁴, and a thin tube of radius N times its
    wall weighs 2 ρ √(π EI / (E N)) a metre. With carbon fibre of 1,600 kg/m³ and 80 GPa and N = 100 that is 3.58e-3 k f
    √m′ L² / w in SI.

    Args:
        frequency: f, of the first bending [1/s].
        length: L, of the wing [m].
        breadth: w, of the wing [m].
        wing: σ_wing, of the whole wing by its own figure [kg/m²].
        factor: k, booms with tension of the blanket, joints and canister over a bare tube [-].
    Returns:
        For each square metre of wing [kg/m²].

    Valid for a boom that is light beside its wing; the mass that it adds is not in m′.
    Source: wertz-larson-1999, sec. 11.6 (the beam, recalled); the tube and k are assumptions.
    """
    tube = 2 * DENSITY * np.sqrt(np.pi / (MODULUS * SLENDERNESS))
    stiffness = 2 * np.pi * frequency / CANTILEVER * np.sqrt(wing * breadth) * length * length
    return factor * tube * stiffness / breadth


@law
def included_boom_mass(wing: KilogramPerSquareMetre, factor: Ratio) -> KilogramPerSquareMetre:
    """Mass of the booms that a wing's own figure includes: those of a wing of iROSA's size, 18.3 m by 6 m at 0.1 Hz.

        σ = σ_boom(0.1 Hz, 18.3 m, 6 m)

    Args:
        wing: Of the whole wing by its own figure [kg/m²].
        factor: Booms with tension of the blanket, joints and canister over a bare tube [-].
    Returns:
        For each square metre of wing [kg/m²]: 0.21 of 2.0.

    Valid for figures that were taken from wings of 30 to 50 kW, which are about as long.
    Source: mikulas-2015 (0.1 Hz at 30 to 50 kW); ssi-space-power-1989 (0.1 Hz for the Station's wings, 0.04 Hz flown).
    """
    return boom_areal_mass.si(*FLOWN, wing, factor)


@law
def boom_mass(area: SquareMetre, needed: KilogramPerSquareMetre, included: KilogramPerSquareMetre) -> Kilogram:
    """Mass of booms beyond what the wings' own figure includes.

        m = A max(σ_needed − σ_included, 0)

    Args:
        area: Of all wings [m²].
        needed: Booms for the wing as long as it is [kg/m²].
        included: Booms of the wing for which the figure holds [kg/m²].
    Returns:
        Mass [kg]; infinite where the wings have no size.

    Valid on the safe side for short wings, which are made no lighter.
    Source: assumption (that a whole-wing figure holds for a wing of iROSA's size).
    """
    mass = area * np.maximum(needed - included, 0)
    return np.where(np.isnan(mass), np.inf, mass)


@law
def wing_frequency(frequency: Hertz, needed: KilogramPerSquareMetre, included: KilogramPerSquareMetre) -> Hertz:
    """First bending frequency of the wing as built.

        f = f_required max(1, σ_included / σ_needed)

    Args:
        frequency: That the booms are sized for [1/s].
        needed: Booms for that frequency [kg/m²].
        included: Booms of the wing for which its own figure holds [kg/m²].
    Returns:
        Frequency [1/s].

    Valid as `boom_areal_mass`, where a boom's mass grows as the frequency.
    Source: assumption (elementary from `boom_areal_mass`).
    """
    return frequency * np.maximum(included / needed, 1)


def stiffen(inputs: Mass, *, array_mass: Any, array_area: Any, wing_span: Any, wing_breadth: Any) -> tuple[Any, Any]:
    """Booms beyond those in the wings' own mass [kg], and the wings' first frequency [Hz].

    Args:
        inputs: The scenario's [mass].
        array_mass: Of all wings, by their own figure [kg].
        array_area: Of all wings [m²].
        wing_span, wing_breadth: Of one wing [m].
    """
    wing = {"wing": array_mass / array_area, "factor": inputs.boom_factor}
    needed = boom_areal_mass(frequency=inputs.first_frequency, length=wing_span, breadth=wing_breadth, **wing)
    included = included_boom_mass(**wing)
    return (
        boom_mass(area=array_area, needed=needed, included=included),
        wing_frequency(frequency=inputs.first_frequency, needed=needed, included=included),
    )
