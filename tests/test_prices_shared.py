"""A satellite that pays for its mass alone, and a maker whose line had begun before the fleet: by hand from printed numbers."""

import numpy as np
import pytest

import sunrack as sr
from sunrack.cost import average_unit_cost
from sunrack.study.engine import evaluate


def test_by_the_kilogram_a_satellite_pays_price_times_mass():
    """Price per kg to low orbit over the share of the payload that reaches this orbit, times allocated mass and spares."""
    case = sr.load({"launch.by_the_kilogram": "yes"})
    c = sr.compare(case)
    mass, spares = c.result("mass.allocated"), case.launch.spares.si
    price = case.launch.price.si / case.launch.orbit_factor.si
    assert c.result("launch.cost_per_satellite") == pytest.approx(price * mass * (1 + spares), rel=1e-12)
    fleet = c.result("launch.fleet_satellites") * (1 + spares)
    assert c.result("launch.fleet_launches") == pytest.approx(fleet / c.result("launch.satellites_by_mass"), rel=1e-12)


def test_whole_launches_never_cost_less_than_by_the_kilogram():
    altitude = np.linspace(500e3, 1200e3, 40)
    whole, shared = (
        evaluate(
            sr.load(),
            {"orbit.altitude": altitude, "launch.price": altitude * 0 + 700},
            words={"launch.by_the_kilogram": word},
        )
        for word in ("no", "yes")
    )
    paid, least = (one.design.launch.cost_per_satellite for one in (whole, shared))
    assert np.all(np.isfinite(least)) and np.all(paid >= least * (1 - 1e-12)) and np.any(paid > 1.02 * least)


def test_what_fits_no_vehicle_pays_no_kilogram_either():
    c = sr.compare({"launch.by_the_kilogram": "yes", "launch.vehicle": "electron"})
    assert c.result("launch.cost_per_satellite") == np.inf and c.result("launch.fleet_launches") == np.inf


def test_another_word_is_refused():
    with pytest.raises(sr.ScenarioError, match="by_the_kilogram"):
        sr.load({"launch.by_the_kilogram": "maybe"})


@pytest.mark.parametrize("before", [0, 1, 30, 10_000])
@pytest.mark.parametrize("learning", [0.75, 0.8, 0.95, 1.0])
def test_the_mean_of_later_units_is_that_of_the_exact_sum(before, learning):
    """Within 3 % of the sum over the units (midpoint integral), the same as for a line's first units."""
    exact = np.mean(np.arange(before + 1, before + 501) ** np.log2(learning))
    assert average_unit_cost.si(1.0, learning, 500, before) == pytest.approx(exact, rel=0.03 if before == 0 else 0.01)


def test_units_built_before_take_the_price_down_the_same_curve():
    """The last of 1,000 after 500 costs what the last of 1,500 costs; the two means add up to the mean of all."""
    first, learning = 20e3, 0.8
    halves = 500 * average_unit_cost.si(first, learning, 500) + 1000 * average_unit_cost.si(first, learning, 1000, 500)
    assert halves == pytest.approx(1500 * average_unit_cost.si(first, learning, 1500), rel=1e-12)
    c = sr.compare({"cost.satellites_built_before": 500})
    units = 500 + c.result("launch.fleet_satellites")
    last = c.scenario.cost.first_unit.si * units ** np.log2(c.scenario.cost.learning.si)
    assert c.result("cost.last_unit_price") == pytest.approx(last, rel=1e-12)
    assert c.result("cost.bus_price") < sr.compare().result("cost.bus_price")
