"""What a kilogram costs to launch, per kilowatt-year, and how that falls with the mass that has flown."""

from __future__ import annotations

import numpy as np

from sunrack.units import DollarPerKilogram, DollarPerWattSecond, Kilogram, KilogramPerSecond, PerYear, Ratio, Second, Watt, law


@law
def launched_power_price(mass: Kilogram, price: DollarPerKilogram, power: Watt, life: Second) -> DollarPerWattSecond:
    """Launch cost of a satellite spread over the energy of its life.

        p = m c / (P t)

    Args:
        mass: Mass launched [kg].
        price: Launch price per mass [USD/kg].
        power: Power of the satellite [W].
        life: Its life [s].
    Returns:
        Launch cost per power and time [USD/W/s].

    Valid as launch alone, undiscounted: no satellite, no operations.
    Source: aguera-2025, Table 1.
    """
    return mass * price / (power * life)


@law
def learned_price(price: DollarPerKilogram, mass: Kilogram, cumulative_mass: Kilogram, learning_rate: Ratio) -> DollarPerKilogram:
    """Launch price after more mass has flown (Wright's law).

        c' = c (M' / M)^log₂(1 − r)

    Args:
        price: Price when `mass` had flown in all [USD/kg].
        mass: Cumulative mass at that price [kg].
        cumulative_mass: Cumulative mass at which the price is asked [kg].
        learning_rate: Share by which the price falls each time the cumulative mass doubles; 0.2 is 20 % [-].
    Returns:
        Price at the cumulative mass [USD/kg].

    Valid as far as the past repeats itself; a price, unlike a cost, need not follow it.
    Source: aguera-2025, launch price learning.
    """
    return price * (cumulative_mass / mass) ** np.log2(1 - learning_rate)


@law
def mass_to_reach_price(price: DollarPerKilogram, mass: Kilogram, target_price: DollarPerKilogram, learning_rate: Ratio) -> Kilogram:
    """Cumulative mass that must have flown before the price falls to a target (Wright's law, turned round).

        M' = M (c / c')^(1 / −log₂(1 − r))

    Args:
        price: Price when `mass` had flown in all [USD/kg].
        mass: Cumulative mass at that price [kg].
        target_price: Price to reach [USD/kg].
        learning_rate: Share by which the price falls each time the cumulative mass doubles; 0.2 is 20 % [-].
    Returns:
        Cumulative mass, what had already flown included [kg]; infinite where nothing is learned and the target is lower.

    Valid as `learned_price`.
    Source: aguera-2025, launch price learning.
    """
    slope = -np.log2(1 - learning_rate)
    learned = mass * (price / target_price) ** (1 / np.where(slope > 0, slope, 1.0))
    return np.where(slope > 0, learned, np.where(target_price < price, np.inf, mass))


@law
def time_to_launch(mass: Kilogram, flow: KilogramPerSecond, growth: PerYear) -> Second:
    """Time until a mass has flown when the mass launched a year grows steadily: it turns a learning curve into a date.

        t = ln(1 + g M / m) / g, and M / m where g = 0

    Args:
        mass: Mass still to fly [kg].
        flow: Mass launched per time today [kg/s].
        growth: Continuous growth of that flow [1/s].
    Returns:
        Time until then [s]; infinite where a shrinking flow never gets there.

    Valid for smooth growth.
    Source: wright-1936, learning curve; growth integrated here.
    """
    safe = np.where(growth == 0, 1.0, growth)
    grown = np.where(1 + safe * mass / flow > 0, np.log1p(np.maximum(safe * mass / flow, -1 + 1e-300)) / safe, np.inf)
    return np.where(growth == 0, mass / flow, grown)
