"""Money over time, against tables and the sum of its own cash flows."""

import numpy as np
import pytest
from conftest import case
from hypothesis import given
from hypothesis import strategies as st

from sunrack.constants import YEAR
from sunrack.finance import (
    capital_recovery_factor,
    discount_factor,
    interest_during_construction,
    loss_adjusted_life,
    net_of_residual,
    net_present_value,
    working_share,
    worth,
)
from sunrack.units import Q

rates, lives = st.floats(0, 0.5, allow_subnormal=False), st.integers(1, 40)


@pytest.mark.parametrize(
    ("rate", "life", "expected"), [(8, 5, 0.25046), (8, 20, 0.10185), (10, 15, 0.13147), (5, 30, 0.06505), (0, 5, 0.2)]
)
def test_capital_recovery_published_table(rate, life, expected):
    """Published: compound interest tables of any engineering-economy text, to their five digits."""
    assert capital_recovery_factor(rate=Q(rate, "%/year"), life=Q(life, "year")).to(
        "1/year"
    ).magnitude == pytest.approx(expected, abs=6e-6)


@given(rates, lives)
def test_annuity_equals_the_sum_of_its_discounted_payments(rate, life):
    """Independent: the closed form against a loop over the years."""
    payments = sum(1 / (1 + rate) ** year for year in range(1, life + 1))
    assert capital_recovery_factor(rate=Q(rate, "1/year"), life=Q(life, "year")).to(
        "1/year"
    ).magnitude == pytest.approx(1 / payments, rel=1e-9)


@given(rates, lives, st.floats(0, 10, allow_subnormal=False))
def test_present_value_equals_the_sum_of_its_flows(rate, life, delay):
    """Independent: outlay and flows discounted one by one."""
    expected = sum(7.0 / (1 + rate) ** (delay + year) for year in range(1, life + 1)) - 20.0 / (1 + rate) ** delay
    found = net_present_value(
        flow=Q("7 USD/year"), rate=Q(rate, "1/year"), life=Q(life, "year"), delay=Q(delay, "year"), outlay=Q("20 USD")
    )
    assert found.to("USD").magnitude == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_discounting_by_hand():
    assert discount_factor(rate=Q("10 %/year"), time=Q("2 year")).magnitude == pytest.approx(1 / 1.21)


def test_lifetime_penalty_published():
    """Published: Turyshev 2026, lifetime penalty λT/(1 − e^(−λT)), to its rounding."""
    truth = case("TUR-PI")
    life = Q(truth["inputs"]["T_yr"], "year")
    for loss, expected in zip(truth["inputs"]["lambda_per_yr"], truth["outputs"]["Pi_life"], strict=True):
        delivered = loss_adjusted_life(loss=Q(loss, "1/year"), life=life)
        assert (life / delivered).to("").magnitude == pytest.approx(expected, abs=truth["tolerance"]["abs"])


def test_no_loss_loses_nothing():
    assert loss_adjusted_life(loss=Q("0/year"), life=Q("5 year")).to("year").magnitude == pytest.approx(5, rel=1e-15)


@given(st.floats(0, 0.2, allow_subnormal=False), st.floats(0, 5, allow_subnormal=False))
def test_interest_before_service_is_near_compound_interest_paid_month_by_month(rate, years):
    """Independent: even payments compounded to the day of service; within the 0.7 % that the docstring states, and never above."""
    steps = (np.arange(240) + 0.5) / 240 * years
    compounded = np.mean((1 + rate) ** steps)
    simple = 1 + interest_during_construction(rate=Q(rate, "1/year"), time=Q(years, "year")).magnitude
    assert simple == pytest.approx(compounded, rel=0.007) if rate * years <= 0.25 else simple < compounded


@given(rates, lives, st.floats(0, 1, allow_subnormal=False))
def test_resale_at_the_end_takes_its_present_value_off(rate, life, residual):
    """Independent: the sinking fund: a yearly payment that saves the residual value by the end is what the annuity falls by."""
    crf = capital_recovery_factor(rate=Q(rate, "1/year"), life=Q(life, "year")).to("1/year").magnitude
    net = net_of_residual(rate=Q(rate, "1/year"), life=Q(life, "year"), residual=residual).magnitude
    saved = sum((1 + rate) ** year for year in range(life))
    assert crf * net == pytest.approx(crf - residual / saved, rel=1e-9, abs=1e-12)


def test_spares_by_hand():
    """By hand: 0.1 of spares at 0.05 a year last two years of five, then three years decay; enough of them lose nothing."""
    years = [
        5 * working_share(loss=Q("0.05/year"), life=Q("5 year"), spares=share).magnitude for share in (0.0, 0.1, 1.0)
    ]
    assert years == pytest.approx([(1 - np.exp(-0.25)) / 0.05, 2 + (1 - np.exp(-0.15)) / 0.05, 5])
    assert working_share.si(0.0, 5.0, 0.0) == 1 and working_share.si(0.0, 5.0, 0.2) == 1


def test_arrays():
    found = capital_recovery_factor(rate=Q([[0.0], [8.0]], "%/year"), life=Q([5.0, 10.0], "year"))
    assert found.shape == (2, 2) and np.all(np.diff(found.magnitude, axis=1) < 0)


@given(
    st.floats(-1e6, 1e6, allow_subnormal=False),
    st.floats(0, 0.3, allow_subnormal=False),
    st.floats(0.5, 30),
    st.floats(0, 50, allow_subnormal=False),
    st.floats(0, 50, allow_subnormal=False),
)
def test_property_delay_is_never_a_merit(margin, rate, life, delay, more):
    """Property: worth never rises with delay, keeps the sign of the margin, and without delay is its present value."""
    now, later, latest = (
        worth.si(margin, rate / YEAR, life * YEAR, wait * YEAR) for wait in (0.0, delay, delay + more)
    )
    assert (
        latest <= later * (1 + 1e-12 * np.sign(later))
        and later <= now * (1 + 1e-12 * np.sign(now))
        and np.sign(latest) == np.sign(margin)
    )
    assert now == pytest.approx(net_present_value.si(margin, rate / YEAR, life * YEAR), rel=1e-12)


def test_spares_that_wait_fail_too():
    """Independent: a population followed in steps of a ten-thousandth of a year; as often as the others, a spare is worth its place and no
    more; never failing, it lasts as before."""
    rate, life, spares, step = 0.08, 5.0, 0.2, 1e-4
    for idle in (0.0, 0.5, 1.0):
        left, working, worked = spares, 1.0, 0.0
        for _ in range(round(life / step)):
            lost = working * rate * step
            left -= left * idle * rate * step
            working, left = (working, left - lost) if left > lost else (working - lost, 0.0)
            worked += working * step
        assert working_share.si(rate, life, spares, idle) == pytest.approx(worked / life, rel=1e-4)
    assert working_share.si(0.0, life, spares, 0.5) == 1
