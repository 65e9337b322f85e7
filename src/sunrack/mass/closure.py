"""Laws of the closure: propellant for a Δv, and the dry mass whose structure and tanks depend on itself."""

from __future__ import annotations

import numpy as np

from sunrack.constants import STANDARD_GRAVITY
from sunrack.units import (
    Kilogram,
    KilogramPerCubicMetre,
    Metre,
    MetrePerSecond,
    Newton,
    Ratio,
    Second,
    SquareMetre,
    law,
)


@law
def propellant_ratio(delta_v: MetrePerSecond, specific_impulse: Second) -> Ratio:
    """Propellant per mass that is left after a change of speed.

        m_p / m = e^(Δv / (I_sp g₀)) − 1

    Args:
        delta_v: Change of speed [m/s].
        specific_impulse: Specific impulse of the thruster [s].
    Returns:
        Propellant over final mass [-].

    Source: wertz-larson-1999, eq. 17-7 (Tsiolkovsky).
    """
    return np.expm1(delta_v / (specific_impulse * STANDARD_GRAVITY))


@law
def propellant_mass(dry_mass: Kilogram, delta_v: MetrePerSecond, specific_impulse: Second) -> Kilogram:
    """Propellant that changes the speed of a dry mass.

        m_p = m (e^(Δv / (I_sp g₀)) − 1)

    Args:
        dry_mass: Mass left when the propellant is gone [kg].
        delta_v: Change of speed [m/s].
        specific_impulse: Specific impulse of the thruster [s].
    Returns:
        Propellant [kg].

    Source: wertz-larson-1999, eq. 17-7 (Tsiolkovsky).
    """
    return dry_mass * propellant_ratio.si(delta_v, specific_impulse)


@law
def impulse_propellant(force: Newton, time: Second, specific_impulse: Second) -> Kilogram:
    """Propellant that holds a steady force for a time.

        m_p = F t / (I_sp g₀)

    Args:
        force: Mean force to balance, such as drag [N].
        time: How long [s].
        specific_impulse: Specific impulse of the thruster [s].
    Returns:
        Propellant [kg].

    Source: wertz-larson-1999, ch. 17.
    """
    return force * time / (specific_impulse * STANDARD_GRAVITY)


@law
def shield_mass(area: SquareMetre, thickness: Metre, density: KilogramPerCubicMetre) -> Kilogram:
    """Mass of a shield around a box.

        m = A t ρ

    Args:
        area: Shielded surface [m²].
        thickness: Thickness of the shield [m].
        density: Density of the shield [kg/m³].
    Returns:
        Mass [kg].

    Source: wertz-larson-1999, ch. 8.
    """
    return area * thickness * density


@law
def closed_dry_mass(
    fixed: Kilogram,
    fixed_grown: Kilogram,
    share: Ratio,
    share_grown: Ratio,
    tank: Ratio,
    tank_growth: Ratio,
    propellant: Ratio,
    propellant_fixed: Kilogram,
    thrusters: Ratio = 0.0,
    thruster_growth: Ratio = 0.0,
) -> Kilogram:
    """Predicted dry mass when structure and the like are shares of the dry mass, and tanks a share of the propellant.

        D_b = B + t p + e D_p + K D_b        (best estimate; t the tank share, K the sum of the shares)
        D_p = P + (1 + g_t) t p + (1 + g_e) e D_p + K_g D_b        (predicted: every line with its growth)
        p   = α D_p + γ        (propellant, carried by the predicted mass)

    Three linear equations, solved for D_p in closed form.

    Args:
        fixed: B, best estimate of all lines that do not depend on the total [kg].
        fixed_grown: P, the same lines with their growth [kg].
        share: K, the lines that are a share of the dry mass [-].
        share_grown: K_g, those shares with their growth [-].
        tank: t, tank mass per propellant [-].
        tank_growth: g_t, growth of the tank [-].
        propellant: α, propellant per dry mass [-].
        propellant_fixed: γ, propellant that does not depend on the dry mass [kg].
        thrusters: e, thrusters of the last burn per predicted dry mass [-].
        thruster_growth: g_e, growth of these [-].
    Returns:
        Predicted dry mass; infinite where the mass does not close [kg].

    Source: wertz-larson-1999, ch. 10 (mass budget); aiaa-s120a (growth by line).
    """
    free = 1 - share
    carried = tank * propellant + thrusters
    lifted = (
        1 - (1 + tank_growth) * tank * propellant - (1 + thruster_growth) * thrusters - share_grown * carried / free
    )
    start = (
        fixed_grown
        + (1 + tank_growth) * tank * propellant_fixed
        + share_grown * (fixed + tank * propellant_fixed) / free
    )
    return np.where((free > 0) & (lifted > 0), start / lifted, np.inf)


@law
def unless_open(closed: Kilogram, mass: Kilogram) -> Kilogram:
    """A mass of the bill, infinite where the mass budget does not close.

        m, and ∞ where D_p = ∞

    Args:
        closed: D_p, predicted dry mass from the closure [kg].
        mass: m, what the bill adds up to where it closes [kg].
    Returns:
        That mass; infinite where the closure is [kg].

    Source: wertz-larson-1999, ch. 10 (mass budget).
    """
    return np.where(np.isinf(closed), np.inf, mass)


@law
def imposed_scale(total: Kilogram, closed: Kilogram) -> Ratio:
    """Factor that brings every line of the bill to a dry mass that is given.

        f = D / D_p

    Args:
        total: D, the dry mass that is given, growth included [kg].
        closed: D_p, predicted dry mass from the closure [kg].
    Returns:
        Factor [-]; zero where the mass budget does not close.

    Valid for the sum alone: what was sized before, such as areas and torques, keeps its size.
    Source: wertz-larson-1999, ch. 10 (mass budget).
    """
    return total / closed


@law
def residual(closed: Kilogram, lines: Kilogram) -> Kilogram:
    """What the closed form leaves over against the sum of the lines, to a tenth of a gram (below that it is rounding).

        r = D_p − Σ m_i

    Args:
        closed: Predicted dry mass from the closure [kg].
        lines: Sum of the predicted dry lines [kg].
    Returns:
        Residual [kg].

    Source: wertz-larson-1999, ch. 10 (mass budget).
    """
    return np.round(closed - lines, 4) + 0.0
