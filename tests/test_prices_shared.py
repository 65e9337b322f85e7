"""A satellite that pays for its mass alone, and a maker whose line had begun before the fleet: by hand from printed numbers."""

import numpy as np
import pytest

import sunrack as sr
from sunrack.cost import LINES, average_unit_cost, line_price
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


def test_by_the_kilogram_the_break_even_price_is_where_both_sides_cost_the_same_also_where_volume_binds():
    """At the break-even launch price orbit's GPU-hour costs what the ground's does; below 0 it lies on the same line."""
    case = sr.load({"launch.by_the_kilogram": "yes", "launch.fairing_volume": "60 m³"})
    for changes in ({}, {"cost.structure_price": "500 USD/kg", "launch.spares": 0.2}):
        c = sr.compare(case.but({"ground.regions": ["texas"], **changes}))
        assert c.result("launch.binding_limit") == "volume"
        price, even = case.launch.price.si, c.against["texas"].breakeven_launch_price.to("USD/kg").magnitude
        moved = evaluate(c.scenario, {"launch.price": [price, 2 * price]})
        low, high = moved.design.cost.per_gpu_hour
        ground = np.ravel(moved.ground["texas"].per_gpu_hour)[0]
        assert even == pytest.approx(price + (ground - low) / (high - low) * price, rel=1e-9)


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
    """The two means add up to the mean of all; the last of a line costs what its place on the curve says, however it is counted."""
    first, learning = 20e3, 0.8
    halves = 500 * average_unit_cost.si(first, learning, 500) + 1000 * average_unit_cost.si(first, learning, 1000, 500)
    assert halves == pytest.approx(1500 * average_unit_cost.si(first, learning, 1500), rel=1e-12)
    c = sr.compare({"launch.satellites_built_before": 500})
    bent, built = np.log2(c.scenario.cost.learning.si), c.result("cost.units_built")
    exact = np.arange(501, 500 + round(built) + 1) ** bent
    assert c.result("cost.last_unit_price") / c.result("cost.bus_price") == pytest.approx(
        exact[-1] / exact.mean(), rel=1e-3
    )
    known = np.arange(1, c.scenario.cost.priced_units.si + 1) ** bent
    assert c.result("cost.learned") == pytest.approx(exact.mean() / known.mean(), rel=2e-3)
    assert c.result("cost.bus_price") < sr.compare().result("cost.bus_price")


def test_spares_and_what_is_lost_are_units_of_the_line():
    case = sr.load().but({"launch.spares": 0.2, "launch.success": 0.9, "cost.infant_loss": 0.1})
    c = sr.compare(case)
    fleet = c.result("launch.fleet_satellites") + c.result("launch.fleet_spares") + c.result("launch.fleet_losses")
    assert c.result("cost.units_built") == pytest.approx(fleet, rel=1e-12) == pytest.approx(1000 * 1.2 / 0.81)


def test_a_satellite_of_two_racks_counts_as_two_on_the_curve():
    """The same fleet on half as many satellites buys its kilograms at the same price: its wings and boxes are as many."""
    one, two = (sr.compare({"rack.racks": racks}) for racks in (1, 2))
    assert two.result("launch.fleet_satellites") == one.result("launch.fleet_satellites") / 2
    assert two.result("cost.learned") == pytest.approx(one.result("cost.learned"), rel=1e-12)


def test_each_line_is_bought_at_its_own_price():
    """Twice one price is twice that part and no other but what is a share of it; the level moves all five."""
    own = sr.compare().to_dict()
    for name in LINES:
        unit = "USD/m²" if name == "radiator" else "USD/kg"
        price = getattr(sr.load().cost, f"{name}_price").quantity.to(unit).magnitude
        twice = sr.compare({f"cost.{name}_price": f"{2 * price} {unit}"}).to_dict()
        for other in LINES:
            ratio = twice[f"cost.parts.{other}"]["value"] / own[f"cost.parts.{other}"]["value"]
            assert ratio == pytest.approx(2 if other == name else 1, rel=1e-9)
    level = sr.compare({"cost.price_level": 2}).to_dict()
    for name in LINES:
        assert level[f"cost.parts.{name}"]["value"] == pytest.approx(2 * own[f"cost.parts.{name}"]["value"])


def test_every_line_of_the_bill_is_bought_once():
    """By hand: kilograms of the bill at the written prices and the radiator by its area make the five parts."""
    case = sr.load()
    rows = {key: row["value"] for key, row in sr.compare(case).to_dict().items()}
    bought = dict.fromkeys(LINES, 0.0)
    for key, mass in rows.items():
        if key.startswith("mass.lines.") and (name := line_price(key.removeprefix("mass.lines."))):
            amount = rows["thermal.radiator_area"] if name == "radiator" else mass
            bought[name] += amount * getattr(case.cost, f"{name}_price").si * rows["cost.learned"]
    for name, money in bought.items():
        assert rows[f"cost.parts.{name}"] == pytest.approx(money, rel=1e-12), name
    by_mass = sum(money for name, money in bought.items() if name != "radiator")
    assert rows["cost.bus_price"] == pytest.approx(by_mass / rows["mass.priced_by_mass"], rel=1e-12)


def test_units_built_before_have_one_value_in_two_rooms():
    """Those of the prices follow those of the launch section unless they are written."""
    launched, priced = (sr.compare({f"{room}.satellites_built_before": 8000}) for room in ("launch", "cost"))
    assert launched.result("cost.learned") == priced.result("cost.learned") < 0.6
    both = sr.compare({"launch.satellites_built_before": 8000, "cost.satellites_built_before": 0})
    assert both.result("cost.learned") == sr.compare().result("cost.learned")
