"""What a kilogram costs to launch, per kilowatt-year, and how that falls with the mass that has flown."""

from __future__ import annotations

import numpy as np

from sunrack.constants import YEAR
from sunrack.units import (
    DollarPerKilogram,
    DollarPerWattSecond,
    Kilogram,
    KilogramPerSecond,
    Ratio,
    Second,
    ShareBelowOne,
    SignedPerYear,
    SignedSecond,
    Watt,
    Year,
    law,
)


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
def learned_price(
    price: DollarPerKilogram, mass: Kilogram, cumulative_mass: Kilogram, learning_rate: ShareBelowOne
) -> DollarPerKilogram:
    """Launch price after more mass has flown (Wright's law).

        c' = c (M' / M)^log₂(1 − r)

    Args:
        price: Price when `mass` had flown in all [USD/kg].
        mass: Cumulative mass at that price [kg].
        cumulative_mass: Cumulative mass at which the price is asked [kg].
        learning_rate: Share by which the price falls each time the cumulative mass doubles, below 1; 0.2 is 20 % [-].
    Returns:
        Price at the cumulative mass [USD/kg].

    Valid as far as the past repeats itself; a price, unlike a cost, need not follow it.
    Source: aguera-2025, launch price learning.
    """
    flown = np.where((mass > 0) & (cumulative_mass > 0), cumulative_mass / mass, np.nan)
    return price * flown ** np.log2(1 - learning_rate)


@law
def mass_to_reach_price(
    price: DollarPerKilogram, mass: Kilogram, target_price: DollarPerKilogram, learning_rate: ShareBelowOne
) -> Kilogram:
    """Cumulative mass that must have flown before the price falls to a target (Wright's law, turned round).

        M' = M (c / c')^(1 / −log₂(1 − r))

    Args:
        price: Price when `mass` had flown in all [USD/kg].
        mass: Cumulative mass at that price [kg].
        target_price: Price to reach [USD/kg].
        learning_rate: Share by which the price falls each time the cumulative mass doubles, below 1; 0.2 is 20 % [-].
    Returns:
        Cumulative mass, what had already flown included [kg]; infinite where nothing is learned and the target is
        lower.

    Valid as `learned_price`.
    Source: aguera-2025, launch price learning.
    """
    slope = -np.log2(1 - learning_rate)
    learned = mass * (price / target_price) ** (1 / np.where(slope > 0, slope, 1.0))
    return np.where(slope > 0, learned, np.where(target_price < price, np.inf, mass))


@law
def time_to_launch(mass: Kilogram, flow: KilogramPerSecond, growth: SignedPerYear) -> Second:
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


@law
def cumulative_mass(mass: Kilogram, flow: KilogramPerSecond, growth: SignedPerYear, time: SignedSecond) -> Kilogram:
    """Mass that has flown by a time when the mass launched a year grows steadily: `time_to_launch`, turned round.

        M' = M + m (e^(g t) − 1) / g, and M + m t where g = 0

    Args:
        mass: Mass that has flown by the start [kg].
        flow: Mass launched per time at the start [kg/s].
        growth: Continuous growth of that flow [1/s].
        time: Since the start; below zero is before it [s].
    Returns:
        Mass that has flown by then [kg]; never below zero.

    Valid for smooth growth.
    Source: wright-1936, learning curve; growth integrated here.
    """
    safe = np.where(growth == 0, 1.0, growth)
    flown = np.where(growth == 0, time, np.expm1(safe * time) / safe)
    return np.maximum(mass + flow * flown, 0.0)


@law
def price_in_year(
    year: Year,
    price: DollarPerKilogram,
    price_year: Year,
    mass: Kilogram,
    mass_year: Year,
    flow: KilogramPerSecond,
    growth: SignedPerYear,
    learning_rate: ShareBelowOne,
) -> DollarPerKilogram:
    """Launch price in a year, when it falls with the mass that has flown and that mass grows steadily.

        c' = c (M(y) / M(y₀))^log₂(1 − r)

    Args:
        year: y, in which the price is asked; 2030.5 is the middle of 2030 [-].
        price: c, price in `price_year` [USD/kg].
        price_year: y₀ [-].
        mass: Mass that had flown at the start of `mass_year` [kg].
        mass_year: Calendar year of that mass [-].
        flow: Mass launched per time in it [kg/s].
        growth: Continuous growth of that flow [1/s].
        learning_rate: r, share by which the price falls each time the mass doubles, below 1 [-].
    Returns:
        Price in that year [USD/kg]; infinite where nothing had flown yet, no number where nothing had by y₀.

    Valid as `learned_price` and `cumulative_mass`. Before y₀ it is the same curve run back, a price at which nobody
    sold the vehicle.
    Source: aguera-2025, launch price learning; growth integrated here.
    """
    then = cumulative_mass.si(mass, flow, growth, (price_year - mass_year) * YEAR)
    return learned_price.si(
        price,
        np.where(then > 0, then, np.nan),
        cumulative_mass.si(mass, flow, growth, (year - mass_year) * YEAR),
        learning_rate,
    )


@law
def year_of_price(
    target_price: DollarPerKilogram,
    price: DollarPerKilogram,
    price_year: Year,
    mass: Kilogram,
    mass_year: Year,
    flow: KilogramPerSecond,
    growth: SignedPerYear,
    learning_rate: ShareBelowOne,
) -> Ratio:
    """Year in which the launch price has fallen to a target: `price_in_year`, turned round.

        y = y_m + t(M(y₀) (c / c')^(1 / −log₂(1 − r)) − M)

    Args:
        target_price: c', the price to reach [USD/kg].
        price: c, price in `price_year` [USD/kg].
        price_year: y₀ [-].
        mass: M, what had flown at the start of `mass_year` [kg].
        mass_year: y_m, calendar year of that mass [-].
        flow: Mass launched per time in it [kg/s].
        growth: Continuous growth of that flow [1/s].
        learning_rate: r, share by which the price falls each time the mass doubles, below 1 [-].
    Returns:
        Calendar year with its fraction [-]; infinite where the price never falls so far, before `price_year` where it
        is dearer than `price`.

    Valid as `learned_price` and `time_to_launch`.
    Source: aguera-2025, launch price learning; growth integrated here.
    """
    then = cumulative_mass.si(mass, flow, growth, (price_year - mass_year) * YEAR)
    needed = mass_to_reach_price.si(price, then, target_price, learning_rate)
    return mass_year + time_to_launch.si(needed - mass, flow, growth) / YEAR
