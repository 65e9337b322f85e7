"""Cash by year and rates of return: against polynomial roots, against the model's own annuities, by hand, and at the ends."""

import numpy as np
import pytest

import sunrack as sr
from sunrack.cash import rate_that_earns, share_begun, time_in_service
from sunrack.constants import YEAR
from sunrack.scenario.files import shipped
from sunrack.units import Q, bare

VALUE = "ground.compute_value"


def test_independent_rate_of_return_is_a_root_of_the_cash_of_one_satellite():
    """By numpy's roots: capital with half a construction's interest at first service, then level yearly cash for its five years."""
    for value in (26, 40, 15, 8):
        c = sr.compare(sr.load().but({VALUE: f"{value} USD/hour"}))
        price = c.design.cost
        paid = (price.capital - price.interest).to("USD").magnitude
        sold = price.gpu_hours_per_year.to("hour/year").magnitude
        flow = value * sold - price.operations_per_year.to("USD/year").magnitude
        lead, life = c.scenario.finance.satellite_construction.quantity.to("year").magnitude, 5
        assert price.orbital_life.to("year").magnitude == pytest.approx(life)
        # −I (1 + r t/2) + Σ F v^k = 0 with r = 1/v − 1, times v: coefficients of v^(life + 1) down to v^0
        coefficients = [flow] * life + [-paid * (1 - lead / 2), -paid * lead / 2]
        roots = np.roots(coefficients)
        real = roots[(abs(roots.imag) < 1e-9) & (roots.real > 0)].real
        rates = 100 * (1 / real - 1)
        assert np.min(abs(rates - c.result("cost.internal_rate_of_return"))) < 1e-6, (value, rates)


@pytest.mark.parametrize("name", shipped())
def test_independent_a_side_that_sells_at_its_cost_earns_its_cost_of_capital(name):
    """The rate is found from the parts of the cost, the price from the annuities of the walk: they meet."""
    case = sr.load(name)
    c = sr.compare(case)
    rates = {"cost": getattr(case.finance, "orbit_cost_of_capital", None) or case.finance.cost_of_capital}
    rates |= {f"ground.{region}": case.finance.cost_of_capital for region in c.ground}
    for side, rate in rates.items():
        if not np.isfinite(c.result(f"{side}.per_gpu_hour")):
            continue  # the flown hardware fits no launch
        at_cost = sr.compare(case.but({VALUE: Q(c.result(f"{side}.per_gpu_hour"), "USD/hour")}))
        found = at_cost.result(f"{side}.internal_rate_of_return")
        assert found == pytest.approx(rate.quantity.to("percent/year").magnitude, rel=1e-9), side
    rented = sr.load().but({"launch.fleet_power": "1 MW"})
    price = sr.compare(rented).result("ground.texas.per_gpu_hour")
    again = sr.compare(rented.but({VALUE: Q(price, "USD/hour")}))
    assert again.result("ground.texas.internal_rate_of_return") == pytest.approx(8, rel=1e-9), "a rented hall too"


def test_independent_time_in_service_by_summing_small_steps():
    times = np.linspace(-2, 12, 29) * YEAR
    for first, span in ((1.0, 3.0), (0.0, 0.0), (2.5, 7.0)):
        steps = np.linspace(-3, 12, 150_001) * YEAR
        share = np.clip((steps - first * YEAR) / (span * YEAR), 0, 1) if span else (steps >= first * YEAR) * 1.0
        summed = np.interp(times, steps[1:], np.cumsum(share[1:]) * (steps[1] - steps[0]))
        found = time_in_service.si(times, first * YEAR, span * YEAR)
        np.testing.assert_allclose(found, summed, atol=2e-4 * YEAR)
    begun = share_begun(times, 2 * YEAR, 1 * YEAR, YEAR)
    assert begun[0] == 0 and begun[-1] == 1 and np.all(np.diff(begun) >= 0)
    assert share_begun(1 * YEAR, 2 * YEAR, 0.0, YEAR) == 0 and share_begun(1.5 * YEAR, 2 * YEAR, 0.0, YEAR) == 0.5


def test_cash_by_year_holds_all_of_the_money():
    """Sums over the years are the fleet's capital without interest, its life's revenue and its life's running cost."""
    c = sr.compare()
    found = sr.findings(c, "cash")
    orbit, ground = found.sides
    price, satellites = c.design.cost, c.result("launch.fleet_satellites")
    assert sum(orbit.capital) == pytest.approx((price.capital - price.interest).to("MUSD").magnitude * satellites)
    for side, key, life in ((orbit, "cost", price.orbital_life), (ground, "ground.texas", Q("5 year"))):
        years = life.to("year").magnitude
        assert sum(side.revenue) == pytest.approx(c.result(f"{key}.fleet_revenue") * years / 1e6)
        assert sum(side.running) == pytest.approx(c.result(f"{key}.fleet_running_cost") * years / 1e6)
        assert side.net == pytest.approx(
            np.array(side.revenue) + side.resale - np.array(side.capital) - side.running, abs=1e-5
        )
        assert side.cumulative[-1] == pytest.approx(side.total) and side.deepest == pytest.approx(-min(side.cumulative))
    frame = found.to_frame()
    assert list(frame.loc["orbit", "net"]) == list(orbit.net) and list(frame.loc["texas"].index) == list(found.years)
    racks = 1000 * 3.1
    building = 100 * (c.result("ground.texas.facility_capex") + c.result("ground.texas.land_capex"))
    assert sum(ground.capital) == pytest.approx(racks + building, rel=1e-6)
    assert orbit.resale == (0,) * len(found.years) and sum(ground.resale) > racks * 0.04
    early, late = (
        next(y for y, one in zip(found.years, side.revenue, strict=True) if one > 0) for side in (orbit, ground)
    )
    assert early == int(c.result("clock.time_to_first_token") // 12) + 1
    assert late == int(c.result("ground.texas.time_to_power") // 12) + 1


def test_the_ends_are_words_and_not_errors(run):
    worthless = sr.compare(sr.load().but({VALUE: "0 USD/hour"}))
    assert np.isnan(worthless.result("cost.internal_rate_of_return"))
    assert worthless.result("cost.payback_time") == np.inf
    assert "no rate of return" in " ".join(str(sr.report(worthless, sections=["cash"])).split())
    dear = sr.compare(sr.load().but({VALUE: "100000 USD/hour"}))
    assert dear.result("ground.texas.internal_rate_of_return") == np.inf
    unbuildable = run("report", "--section", "cash", "--set", "orbit.altitude=9000 km")
    assert unbuildable.code == 0 and "no cash can be given" in unbuildable.out
    broken = sr.compare(sr.load().but({"orbit.altitude": "9000 km"}))
    assert np.isnan(broken.result("cost.internal_rate_of_return"))
    with bare():
        assert rate_that_earns(lambda rate: 1 + rate * YEAR, np.array([1.08, 1.2])) * YEAR == pytest.approx([0.08, 0.2])


def test_the_rate_of_return_can_be_swept_and_rises_with_the_price_of_an_hour():
    grid = sr.sweep(
        sr.load(), over={VALUE: Q(np.array([2.0, 4.0, 30.0]), "USD/hour")},
        outputs=["cost.internal_rate_of_return", "ground.texas.internal_rate_of_return"],
    )  # fmt: skip
    for name in grid.data_vars:
        rates = grid[name].values
        assert np.all(np.diff(rates[np.isfinite(rates)]) > 0)
    alone = sr.compare(sr.load().but({VALUE: "30 USD/hour"}), checked=True)
    assert grid["cost.internal_rate_of_return"].values[-1] == pytest.approx(
        alone.result("cost.internal_rate_of_return")
    )


def test_tokens_by_workload_cost_what_the_hours_cost():
    found = {one.workload: one for one in sr.findings(sr.compare(), "cash").tokens}
    c = sr.compare()
    chat = found["chat-serving"]
    assert chat.orbit == pytest.approx(c.result("cost.per_million_tokens")), "the rack's own benchmark"
    assert chat.ground == pytest.approx(c.result("ground.texas.per_million_tokens"))
    assert found["agentic-coding"].orbit == pytest.approx(chat.orbit * 395_940 / 899_005)
    assert found["embeddings"].tokens is None and found["embeddings"].orbit is None
