"""The cost of a GPU-hour in parts: on both sides they add up, in every mode, buildable or not."""

import math

import numpy as np
import pytest

import sunrack as sr
from sunrack.constants import YEAR
from sunrack.cost.laws import interest_on, unsold_hours_cost
from sunrack.scenario import shipped
from sunrack.study import evaluate

ORBIT = "rack satellite launch insurance ground_segment operations interest hours_lost hours_unsold".split()
GROUND = "rack facility power operations repair interest hours_lost hours_unsold".split()
HOURS = 8766  # of a year


def stack(rows, prefix):
    start = f"{prefix}.stack."
    return {name.removeprefix(start): row["value"] for name, row in rows.items() if name.startswith(start)}


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("name", shipped())
def test_the_parts_add_up_on_both_sides(name, checked):
    c = sr.compare(name, checked=checked)
    rows = c.to_dict()
    assert list(stack(rows, "cost")) == ORBIT and rows["cost.stack.rack"]["unit"] == "USD/hour"
    for prefix in ("cost", *(f"ground.{region}" for region in c.ground)):
        parts = stack(rows, prefix)
        assert math.fsum(parts.values()) == pytest.approx(rows[f"{prefix}.per_gpu_hour"]["value"], rel=1e-12)
        assert all(part >= 0 for part in parts.values()) and (prefix == "cost" or list(parts) == GROUND)


@pytest.mark.parametrize("source", ["grid", "bridge", "best", "fuel-cells"])
def test_the_parts_of_any_design_add_up(source):
    """Property: 200 designs of all ranges at once."""
    case, random = sr.load().but({"ground.source": source}), np.random.default_rng(7)
    over = {key: random.uniform(one.low, one.high, 200) for key, one in case.values().items() if one.low is not None}
    rows = evaluate(case, over).to_dict()
    for prefix in ("cost", *(f"ground.{region}" for region in case.sites)):
        total = sum(np.broadcast_to(one, (200,)) for one in stack(rows, prefix).values())
        np.testing.assert_allclose(total, rows[f"{prefix}.per_gpu_hour"]["value"], rtol=1e-12, err_msg=prefix)


@pytest.mark.parametrize("changes", [
    {"mass.structure_fraction": 0.9, "mass.harness_fraction": 0.2},
    {"launch.vehicle": "electron"},
    {"rack.racks": 100},
])  # fmt: skip
@pytest.mark.parametrize("waiting", ["0 month", "24 month"])
def test_a_design_that_cannot_be_built_has_an_infinite_sum_too(changes, waiting):
    rows = sr.compare(sr.load().but(changes, {"finance.satellite_construction": waiting})).to_dict()
    assert rows["cost.per_gpu_hour"]["value"] == math.inf
    parts = stack(rows, "cost")
    assert sum(parts.values()) == math.inf and parts["rack"] < 10
    assert (parts["interest"] == 0) == (waiting == "0 month")


def test_each_part_by_another_way():
    """Independent: annuities and hours from other results and the scenario's own values, by hand."""
    c = sr.compare(sr.load().but({"ground.regions": ["texas"]}))
    rows = {name: row["value"] for name, row in c.to_dict().items()}
    value = {key: one.si for key, one in c.scenario.values().items()}
    each = rows["rack.full_power"] / rows["rack.gpus"] / HOURS  # of what is told per kilowatt and year
    rate = c.scenario.finance.cost_of_capital.quantity.to("1/year").magnitude
    annuity = rate / (1 - (1 + rate) ** -rows["cost.orbital_life"])
    parts = stack(c.to_dict(), "cost")
    assert parts["launch"] == pytest.approx(rows["cost.launch_only_per_kw_year"] * each, rel=1e-12)
    by_hand = {
        "satellite": rows["cost.without_rack"] * annuity,
        "rack": (rows["cost.satellite"] - rows["cost.without_rack"]) * annuity,
        "insurance": rows["cost.insurance"] * annuity,
        "ground_segment": rows["cost.ground_segment"] * annuity,
        "interest": rows["cost.interest"] * annuity,
        "operations": rows["cost.operations_per_year"],
    }
    for name, yearly in by_hand.items():
        assert parts[name] == pytest.approx(yearly / rows["rack.gpus"] / HOURS, rel=1e-12), name
    bought = rows["cost.all_in_per_kw_year"] * each
    offered = rows["cost.delivered_fraction"] / value["cost.utilisation"]
    assert parts["hours_lost"] == pytest.approx(bought / offered - bought, rel=1e-12)
    site, there = stack(c.to_dict(), "ground.texas"), {name: rows[f"ground.texas.{name}"] for name in (
        "power_per_kw_year", "operations_per_kw_year", "repair_per_kw_year", "facility_capex", "land_capex")}  # fmt: skip
    for name in ("power", "operations", "repair"):
        assert site[name] == pytest.approx(there[f"{name}_per_kw_year"] * each, rel=1e-12)
    campus = c.scenario.ground  # three lives, none longer than the whole; land is rented for ever
    shares = {"electrical": campus.electrical_share.si, "cooling": campus.cooling_share.si}
    shares["facility"] = 1 - sum(shares.values())
    whole = campus.facility_life.si
    lives = {name: min(getattr(campus, f"{name}_life").si, whole) / YEAR for name in shares}
    recovery = sum(share * rate / (1 - (1 + rate) ** -lives[name]) for name, share in shares.items())
    yearly = there["facility_capex"] * recovery + there["land_capex"] * rate
    assert site["facility"] == pytest.approx(1000 * yearly * each, rel=1e-12)


def test_fleet_capital_and_what_a_watt_costs():
    c = sr.compare(sr.load().but({"ground.regions": ["texas"]}))
    rows = {name: row["value"] for name, row in c.to_dict().items()}
    fleet, rack = rows["launch.fleet_satellites"], c.scenario.rack
    assert rows["cost.fleet_capital"] == pytest.approx(fleet * rows["cost.capital"], rel=1e-12)
    assert rows["cost.satellite_per_watt"] == pytest.approx(rows["cost.without_rack"] / rack.power.si, rel=1e-12)
    finance = c.scenario.finance
    waiting = finance.cost_of_capital.si * finance.rack_installation.si / 2
    paid = rack.price.si * (1 + waiting) + rows["ground.texas.facility_capital"] * rack.power.si
    assert rows["ground.texas.fleet_capital"] == pytest.approx(fleet * paid, rel=1e-12)
    assert 7 < rows["cost.fleet_capital"] / rows["ground.texas.fleet_capital"] < 8


def test_at_the_break_even_price_orbit_earns_its_cost_and_no_more():
    """Independent: with that market price, what orbit is worth is nothing, and the ground's worth is all of the difference."""
    case = sr.load().but({"ground.regions": ["texas"]})
    value = sr.compare(case).result("cost.breakeven_compute_value")
    dear = sr.compare(case.but({"ground.compute_value": f"{value!r} USD/hour"}))
    rows = {name: row["value"] for name, row in dear.to_dict().items()}
    earned = value * rows["cost.gpu_hours_per_year"] / rows["rack.full_power"]
    assert earned == pytest.approx(rows["cost.all_in_per_kw_year"], rel=1e-12)
    more = sr.compare(case.but({"ground.compute_value": f"{value * 1.01!r} USD/hour"}))
    assert dear.result("compare.texas.net_present_value") < 0 and more.result("cost.per_gpu_hour") == value


def test_hours_that_nobody_buys():
    assert unsold_hours_cost.si(10.0, 0.8) == pytest.approx(2.5)
    assert unsold_hours_cost.si(math.inf, 1.0) == 0 and unsold_hours_cost.si(10.0, 0.0) == math.inf
    assert interest_on.si(math.inf, 0.0) == 0 and interest_on.si(100.0, 0.05) == pytest.approx(5)
