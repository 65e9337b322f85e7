"""Money on the ground: power bought or made on site, and what a month of waiting costs by three definitions."""

from __future__ import annotations

import numpy as np

from sunrack.finance import capital_recovery_factor, discount_factor
from sunrack.units import (
    AtLeastOne,
    DollarPerJoule,
    DollarPerSquareMetre,
    DollarPerWatt,
    DollarPerWattSecond,
    PerYear,
    Second,
    Share,
    SignedDollarPerWattSecond,
    SquareMetrePerWatt,
    law,
)


@law
def power_cost(price: DollarPerJoule, pue: AtLeastOne, utilisation: Share = 1.0) -> DollarPerWattSecond:
    """Yearly cost of the electricity that a kilowatt of computers and its cooling draw.

        c = price · PUE · utilisation · hours of the year

    Args:
        price: Price of delivered electricity [USD/J].
        pue: Power of the whole facility over that of the computers [-].
        utilisation: Mean power of the computers over their full power [-].
    Returns:
        Cost per kilowatt of computer power and year [USD/W/s].

    Valid for a price that includes network and demand charges; a year is 8,766 hours here.
    Source: suncatcher-2026, table of launched power price (price × 8760 × PUE).
    """
    return price * pue * utilisation


@law
def generation_price(
    capital: DollarPerWatt,
    spare: AtLeastOne,
    recovery: PerYear,
    load: Share,
    fuel: DollarPerJoule,
    efficiency: Share,
    upkeep: DollarPerJoule,
) -> DollarPerJoule:
    """Price at which a plant beside the data centre makes its power, with nothing sold or bought.

        p = capital · spare · CRF / load + fuel / efficiency + upkeep

    Args:
        capital: Installed cost of the plant [USD/W].
        spare: Installed power over the peak load, for units that are down [-].
        recovery: Capital recovery factor of the plant [1/s].
        load: Mean load over peak load [-].
        fuel: Price of the fuel's heat, by higher heating value [USD/J].
        efficiency: Electricity over heat, by higher heating value [-].
        upkeep: Upkeep per unit of electricity [USD/J].
    Returns:
        Price of electricity [USD/J]; infinite at no load.

    Valid for one plant of identical units; start-up fuel, pipeline and emission charges are left out.
    Source: lazard-lcoe-2025, levelised cost of energy.
    """
    return capital * spare * recovery / np.maximum(load, 0) + fuel / np.maximum(efficiency, 0) + upkeep


@law
def solar_price(
    capital: DollarPerWatt,
    sun: Share,
    storage: Second,
    storage_capital: DollarPerJoule,
    efficiency: Share,
    recovery: PerYear,
    upkeep: DollarPerJoule,
) -> DollarPerJoule:
    """Price of steady power from the Sun and a battery alone, the array sized for the darkest month.

        p = (capital / (sun · efficiency) + storage · storage capital) · CRF + upkeep

    Args:
        capital: Installed cost of the array with its inverters [USD/W].
        sun: Mean output over rated power in the darkest month [-].
        storage: How long the battery carries the load [s].
        storage_capital: Installed cost of the battery by its energy [USD/J].
        efficiency: Share of the array's energy that reaches the load, by the battery or past it [-].
        recovery: Capital recovery factor of both [1/s].
        upkeep: Upkeep per unit of electricity used [USD/J].
    Returns:
        Price of electricity [USD/J]; infinite where there is no Sun.

    Valid for the mean load, nothing sold of the brighter months; a row of dark days longer than the storage stops the
    computers.
    Source: masdar-2025, a plant of this kind.
    """
    return (capital / np.maximum(sun * efficiency, 0) + storage * storage_capital) * recovery + upkeep


@law
def facility_recovery(
    rate: PerYear, life: Second, electrical: Share, electrical_life: Second, cooling: Share, cooling_life: Second
) -> PerYear:
    """Yearly payment on a facility whose parts are paid off over lives of their own.

        k = s_e CRF(r, min(n_e, n)) + s_c CRF(r, min(n_c, n)) + (1 − s_e − s_c) CRF(r, n)

    Args:
        rate: r, cost of capital [1/s].
        life: n, time over which the shell and its fit-out are paid off, and the longest for every part [s].
        electrical: s_e, share of electrical equipment in the capital [-].
        electrical_life: n_e, its life [s].
        cooling: s_c, share of cooling in the capital [-].
        cooling_life: n_c, its life [s].
    Returns:
        Payment over capital [1/s].

    Valid for parts that are replaced at the same price as often as the shell lasts longer.
    Source: brealey-myers-2020, ch. 6 (equivalent annual cost).
    """
    part = capital_recovery_factor.si
    shell = np.where(electrical + cooling > 1 + 1e-12, np.nan, 1 - electrical - cooling)  # parts of one
    return (
        electrical * part(rate, np.minimum(electrical_life, life))
        + cooling * part(rate, np.minimum(cooling_life, life))
        + shell * part(rate, life)
    )


@law
def land_rent(price: DollarPerSquareMetre, land: SquareMetrePerWatt, rate: PerYear) -> DollarPerWattSecond:
    """What the land of a campus costs a year, where it is worth the same at the end.

        c = p a r

    Args:
        price: p, price of land [USD/m²].
        land: a, land of the campus per power of its computers [m²/W].
        rate: r, cost of capital [1/s].
    Returns:
        Cost per power of the computers and year [USD/W/s].

    Valid for land that neither gains nor loses; its taxes are among the facility's operations.
    Source: brealey-myers-2020, ch. 2 (perpetuity).
    """
    return price * land * rate


@law
def waiting_uncommitted(margin: SignedDollarPerWattSecond, rate: PerYear, life: Second) -> DollarPerWattSecond:
    """What waiting costs while nothing is spent: every later dollar of margin comes later, and none is lost.

        w = r · NPV = r · max(m, 0) / CRF(r, n)

    Args:
        margin: Revenue less all costs and capital payments, per kilowatt of computers [USD/W/s].
        rate: Cost of capital [1/s].
        life: Life of the computers, over which the margin is earned [s].
    Returns:
        Cost of waiting, per unit of time [USD/W/s]; nothing where there is no margin to wait for.

    Valid for prices that do not fall while one waits; if they do, waiting costs more.
    Source: dixit-pindyck-1994, ch. 2 (value of a project that starts later).
    """
    return rate * np.maximum(margin, 0) / capital_recovery_factor.si(rate, life)


@law
def waiting_shell_built(
    margin: SignedDollarPerWattSecond,
    rate: PerYear,
    life: Second,
    facility: DollarPerWattSecond,
    operations: DollarPerWattSecond,
) -> DollarPerWattSecond:
    """What waiting costs when the building stands empty: its capital payments and its staff run on, and the margin
    comes later.

        w = w_uncommitted + facility + operations

    Args:
        margin: Revenue less all costs and capital payments, per kilowatt of computers [USD/W/s].
        rate: Cost of capital [1/s].
        life: Life of the computers [s].
        facility: Capital payments of the facility [USD/W/s].
        operations: Staff, upkeep, insurance of the facility [USD/W/s].
    Returns:
        Cost of waiting, per unit of time [USD/W/s].

    Valid for a building that earns as long after the wait as it would have without it, and whose payments do not wait.
    Source: dixit-pindyck-1994, ch. 2.
    """
    return waiting_uncommitted.si(margin, rate, life) + facility + operations


@law
def waiting_compute(
    margin: SignedDollarPerWattSecond,
    facility: DollarPerWattSecond,
    operations: DollarPerWattSecond,
    compute: DollarPerWattSecond,
) -> DollarPerWattSecond:
    """What waiting costs when the computers stand ready: all payments run on, and the month of margin is lost for good.

        w = max(m, 0) + facility + operations + compute, which is revenue less power where m > 0

    Args:
        margin: Revenue less all costs and capital payments, per kilowatt of computers [USD/W/s].
        facility: Capital payments of the facility [USD/W/s].
        operations: Staff, upkeep, insurance of the facility [USD/W/s].
        compute: Capital payments of the computers [USD/W/s].
    Returns:
        Cost of waiting, per unit of time [USD/W/s].

    Valid because computers age by the calendar, at work or not: a month waited is a month of their life lost.
    Source: dixit-pindyck-1994, ch. 2.
    """
    return np.maximum(margin, 0) + facility + operations + compute


@law
def waiting_cost(
    margin: SignedDollarPerWattSecond,
    rate: PerYear,
    life: Second,
    wait: Second,
    idle: Second,
    spent: DollarPerWattSecond,
    aged: Second,
) -> DollarPerWatt:
    """Present value of what a wait costs: margin that comes later or is lost, and what is spent while the site is idle.

        w = m⁺ (a(n) − a(n − aged) (1 + r)⁻ᵗ) + s a(idle) (1 + r)^(idle − t),  a(n) = 1 / CRF(r, n)

    Args:
        margin: m, revenue less all costs and capital payments, per kilowatt of computers; m⁺ = max(m, 0) [USD/W/s].
        rate: r, cost of capital [1/s].
        life: n, life of the computers, over which the margin is earned [s].
        wait: t, from today to power [s].
        idle: The last part of the wait, in which what is built stands idle [s].
        spent: s, payments that run while it does [USD/W/s].
        aged: Part of their life that the computers lose while they wait: `idle` where they stand ready, else 0 [s].
    Returns:
        Present value of the cost of waiting [USD/W]; nothing for a wait of no length.

    Valid for yearly payments in arrears; a margin below zero does not shrink by waiting (see finance.worth).
    Source: brealey-myers-2020, ch. 2 (annuities); dixit-pindyck-1994, ch. 2.
    """
    gain = np.maximum(margin, 0)
    full = gain / capital_recovery_factor.si(rate, life)
    left = gain / capital_recovery_factor.si(rate, np.maximum(life - aged, 0)) * discount_factor.si(rate, wait)
    return full - left + spent / capital_recovery_factor.si(rate, idle) * discount_factor.si(rate, wait - idle)
