"""Money over time, the same for both sides: annual cash flows at the end of each year, discounted once a year."""

from __future__ import annotations

import numpy as np

from sunrack.constants import YEAR
from sunrack.section import Section, Value, value
from sunrack.units import Dollar, PerYear, Ratio, Second, Share, SignedDollarPerSecond, law
from sunrack.units.validity import valid


class Finance(Section):
    """Cost of capital and lives; each side has its own cost of capital where the scenario writes one."""

    cost_of_capital: Value = value(
        "percent/year", "Cost of capital, real, compounded once a year.", at_least=0, at_most=100
    )
    orbit_cost_of_capital: Value = value(
        "percent/year",
        "The same for what is in orbit. It follows finance.cost_of_capital.",
        at_least=0,
        at_most=100,
        follows=True,
    )
    compute_life: Value = value("year", "Years over which the accelerators earn.", above=0)
    satellite_life: Value = value("year", "Design life of the satellite.", above=0)
    satellite_construction: Value = value(
        "month", "From the first payment for satellite, rack and launch to first service; paid evenly.", at_least=0
    )
    rack_installation: Value = value(
        "month", "From the first payment for a rack on the ground to first service; paid evenly.", at_least=0
    )
    residual_value: Value = value(
        "",
        "Resale value of a rack on the ground at the end of its compute life, as a share of its price.",
        at_least=0,
        at_most=1,
    )
    currency_year: Value = value("", "Year of the dollars in every answer.", whole=True, at_least=1990, at_most=2026)


@law
def capital_recovery_factor(rate: PerYear, life: Second) -> PerYear:
    """Yearly payment that repays one unit of capital over its life, with interest.

        CRF = r / (1 − (1 + r)⁻ⁿ), and 1/n where r = 0

    Args:
        rate: Cost of capital, compounded once a year [1/s].
        life: Time over which the capital is recovered [s].
    Returns:
        Share of the capital to pay at the end of each year [1/s].

    Valid for equal payments at year's end; a life that is no whole number of years is interpolated by the formula.
    Source: brealey-myers-2020, ch. 2 (annuities).
    """
    r, n = rate * YEAR, life / YEAR
    safe = np.where(r == 0, 1.0, r)
    return np.where(r == 0, 1 / n, safe / -np.expm1(-n * np.log1p(safe))) / YEAR


@valid("rate × time", "", None, 0.25, of=lambda rate, time: rate * time)
@law
def interest_during_construction(rate: PerYear, time: Second) -> Ratio:
    """Interest that capital has cost by the day it begins to serve, where it was paid evenly from the first payment on.

        i = r t / 2

    Args:
        rate: Cost of capital [1/s].
        time: From the first payment to first service [s].
    Returns:
        Interest over the capital [-].

    Valid as simple interest: within 0.7 % of the capital of compound interest up to r t = 0.25.
    Source: brealey-myers-2020, ch. 2 (interest on a balance that is half the capital on average).
    """
    return rate * time / 2


@law
def net_of_residual(rate: PerYear, life: Second, residual: Share) -> Ratio:
    """What is left to repay of one unit of capital that fetches something at the end of its life.

        k = 1 − ρ (1 + r)⁻ⁿ

    Args:
        rate: Cost of capital, compounded once a year [1/s].
        life: Time after which it is sold [s].
        residual: ρ, its price then over its price now [-].
    Returns:
        Present value of the outlay, its resale taken off [-].

    Source: brealey-myers-2020, ch. 2 and 6 (salvage value).
    """
    return 1 - residual * discount_factor.si(rate, life)


@law
def discount_factor(rate: PerYear, time: Second) -> Ratio:
    """Today's worth of one dollar at a later time.

        v = (1 + r)⁻ᵗ

    Args:
        rate: Cost of capital, compounded once a year [1/s].
        time: How much later [s].
    Returns:
        Present value of one [-].

    Source: brealey-myers-2020, ch. 2.
    """
    return np.exp(-time / YEAR * np.log1p(rate * YEAR))


@law
def net_present_value(
    flow: SignedDollarPerSecond, rate: PerYear, life: Second, delay: Second = 0.0, outlay: Dollar = 0.0
) -> Dollar:
    """Today's worth of a constant yearly flow that starts after a delay, less what is spent at its start.

        NPV = (A / CRF(r, n) − I) · (1 + r)⁻ᵗ

    Args:
        flow: Net income, paid at the end of each year [USD/s].
        rate: Cost of capital, compounded once a year [1/s].
        life: How long the income lasts [s].
        delay: Wait before the outlay and the first year [s].
        outlay: Capital spent when the wait ends [USD].
    Returns:
        Net present value [USD].

    Source: brealey-myers-2020, ch. 2.
    """
    return (flow / capital_recovery_factor.si(rate, life) - outlay) * discount_factor.si(rate, delay)


@law
def worth(margin: SignedDollarPerSecond, rate: PerYear, life: Second, delay: Second = 0.0) -> Dollar:
    """Today's worth of a yearly margin, all capital paid from it, that starts after a delay: a gain waits, a loss does
    not shrink.

        W = m / CRF(r, n) · (1 + r)⁻ᵗ where m > 0, else m / CRF(r, n)

    Discounting a loss would make it the smaller the later it comes, and delay a merit.

    Args:
        margin: Revenue less all costs and capital payments [USD/s].
        rate: Cost of capital [1/s].
        life: Time over which the margin is counted; what lasts less is bought again [s].
        delay: Wait before the first year [s].
    Returns:
        Worth [USD]; never more for a longer delay.

    Source: dixit-pindyck-1994, ch. 2 for a gain that waits; that a loss is counted as of its start is ours.
    """
    waiting = np.where(margin > 0, discount_factor.si(rate, delay), 1.0)
    return margin / capital_recovery_factor.si(rate, life) * waiting


@law
def loss_adjusted_life(loss: PerYear, life: Second) -> Second:
    """Working years that a population delivers in its life when a constant share fails each year and is not repaired.

        n' = (1 − e^(−λ n)) / λ, and n where λ = 0

    Args:
        loss: Share of what still works that fails for good each year [1/s].
        life: Calendar life [s].
    Returns:
        Delivered life [s]; life over it is Turyshev's lifetime penalty Π.

    Source: turyshev-2026, abstract (Π = λT/(1 − e^(−λT))).
    """
    n, safe = life, np.where(loss == 0, 1.0, loss)
    return np.where(loss == 0, n, -np.expm1(-safe * n) / safe)


@law
def working_share(loss: PerYear, life: Second, spares: Ratio = 0.0, idle: Share = 0.0) -> Ratio:
    """Share of a life that a population works, mean of its members: whole until its spares are used up, then it decays.

        w = (t + (1 − e^(−λ (n − t))) / λ) / n,  t = min(ln(1 + f s) / (f λ), n), and s / λ where f = 0

    Args:
        loss: Share of what works that fails for good each year [1/s].
        life: Calendar life [s].
        spares: s, spares over those that work at first [-].
        idle: f, loss of a spare that waits over that of one that works [-].
    Returns:
        Delivered life over calendar life [-]; without spares one over Turyshev's lifetime penalty.

    Valid for spares that are off until needed and can take any place; they go by ds/dt = −λ (1 + f s).
    Source: turyshev-2026, abstract (lifetime penalty; the spares are ours).
    """
    lasting = np.where(idle == 0, spares, np.log1p(idle * spares) / np.where(idle == 0, 1.0, idle))
    whole = np.where(loss == 0, life, np.minimum(lasting / np.where(loss == 0, 1.0, loss), life))
    return (whole + loss_adjusted_life.si(loss, life - whole)) / life
