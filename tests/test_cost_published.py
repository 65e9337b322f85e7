"""Money against what others have published: cost of ownership of a data centre on the ground, the learning of launch prices."""

import pytest
from conftest import case

import sunrack as sr
from sunrack import launch
from sunrack.finance import capital_recovery_factor

YEAR = 365.25 * 86400
EPOCH = {3: 12.0, 5: 8.5, 7: 7.0}  # MUSD a megawatt of computers and year by life of the computers: epoch-2026, primary


@pytest.mark.parametrize("region", ["texas", "n-virginia"])
@pytest.mark.parametrize(("years", "published"), EPOCH.items())
def test_cost_of_ownership_on_the_ground(region, years, published):
    """Published: Epoch AI, 14 May 2026, a gigawatt of GB200 owned by its operator in the US: 12, 8.5 and 7 MUSD a megawatt-year at 3, 5
    and 7 years of computers, rounded by them. Within 20 %, with our defaults and the rack of the data sheet; ours is the higher: we
    replace what fails (0.8 MUSD), take 8 % where their figures imply about 6.8, and bear interest while it is built.
    """
    rival = sr.compare(
        sr.load("rack-gb200").but({"finance.compute_life": f"{years} year", "ground.regions": [region]})
    ).ground[region]
    ours = rival.all_in_per_kw_year.to("MUSD/MW/year").magnitude
    assert ours == pytest.approx(published, rel=0.20)
    without_repair = ours - rival.repair_per_kw_year.to("MUSD/MW/year").magnitude
    assert without_repair == pytest.approx(published, rel=0.10)


@pytest.mark.parametrize(("years", "published"), EPOCH.items())
def test_the_same_finance_on_the_inputs_published(years, published):
    """Published: the same source's own inputs (computers 25.5 and facility 12.5 USD/W over 14 years, 0.9 to run) through our annuities at 8 %.
    5 %: they print two digits and no rate; 6.8 % would meet all three.
    """
    at_8, at_6_8 = (
        25.5 * capital_recovery_factor.si(rate, years * YEAR) * YEAR
        + 12.5 * capital_recovery_factor.si(rate, 14 * YEAR) * YEAR
        + 0.9
        for rate in (0.08 / YEAR, 0.068 / YEAR)
    )
    assert at_8 == pytest.approx(published, rel=0.05)
    assert at_6_8 == pytest.approx(published, rel=0.006)


def test_capital_of_a_gigawatt():
    """Published: 38 billion USD a gigawatt of GB200 (Epoch AI, 2026), with 33 to 44 from others (banks, press: weak); 5 % of the first."""
    c = sr.compare(sr.load("rack-gb200").but({"ground.regions": ["n-virginia"]}))
    computers = (c.scenario.rack.price.quantity / c.scenario.rack.power.quantity).to("USD/W").magnitude
    assert computers + c.ground["n-virginia"].facility_capex.to("USD/W").magnitude == pytest.approx(38, rel=0.05)


def test_launch_price_after_the_mass_that_is_published():
    """Published: Suncatcher, arXiv:2511.19468: 104,000 t more bring 1,800 to 300 USD/kg at 20 % a doubling. 1 %: their tonnes are rounded to 1 %."""
    truth = case("SUN-LEARN-300")
    given, more = truth["inputs"], truth["outputs"]["additional_mass_t"]
    price = launch.learned_price.si(given["p0_usd_kg"], given["m0_t"], given["m0_t"] + more, given["learning_rate"])
    assert price == pytest.approx(given["p_target"], rel=0.01)
