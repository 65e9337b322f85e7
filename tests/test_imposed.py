"""A published design's mass and price are imposed: the bill and the books still add up, and all that hangs on them follows."""

import math

import numpy as np
import pytest

import sunrack as sr
from sunrack.report import as_markdown
from sunrack.study import evaluate


def numbers(changes, **others):
    return {name: row["value"] for name, row in sr.compare(sr.load().but(changes), **others).to_dict().items()}


def total(rows, start):
    return math.fsum(number for name, number in rows.items() if name.startswith(start))


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("mass", [250.0, 3000.0, 40_000.0])
def test_an_imposed_mass_is_the_sum_of_its_lines_and_carries_its_propellant(mass, checked):
    imposed, own = numbers({"mass.total": f"{mass} kg"}, checked=checked), numbers({})
    assert imposed["mass.dry"] == pytest.approx(mass, rel=1e-12) and imposed["mass.residual"] == 0
    assert total(imposed, "mass.lines.") == pytest.approx(imposed["mass.wet"], rel=1e-12)
    assert total(imposed, "mass.best.") - imposed["mass.propellant"] == pytest.approx(imposed["mass.best_estimate"])
    assert imposed["mass.scale"] == pytest.approx(mass / own["mass.dry"], rel=1e-12) and own["mass.scale"] == 1
    for line in ("rack", "radiator", "structure", "tanks", "entry_thrusters"):
        assert imposed[f"mass.lines.{line}"] == pytest.approx(own[f"mass.lines.{line}"] * imposed["mass.scale"])
    per_dry = (own["mass.propellant"] - imposed["mass.propellant"]) / (own["mass.dry"] - imposed["mass.dry"])
    assert 0.05 < per_dry < 0.08  # a line: what holds the orbit against the air does not hang on the mass


def test_launch_and_money_follow_an_imposed_mass():
    rows = {mass: numbers({"mass.total": f"{mass} kg"}) for mass in (4000, 8000)}
    for name in ("launch.cost_per_satellite", "cost.parts.structure", "cost.per_gpu_hour", "mass.allocated"):
        if name in rows[4000]:
            assert rows[4000][name] < rows[8000][name], name
    assert rows[8000]["cost.parts.structure"] == pytest.approx(2 * rows[4000]["cost.parts.structure"], rel=1e-12)
    for name in ("power.array_area", "thermal.radiator_area", "cost.parts.array", "cost.parts.radiator"):
        assert rows[4000][name] == rows[8000][name]


def test_the_mass_that_comes_out_may_be_imposed_and_changes_nothing():
    own = numbers({})
    again = numbers({"mass.total": f"{own['mass.dry']!r} kg"})
    for name, number in own.items():
        if isinstance(number, float):
            assert again[name] == pytest.approx(number, rel=1e-9, abs=1e-9), name


def test_a_bill_that_does_not_close_stays_open_under_an_imposed_mass():
    rows = numbers({"mass.total": "3000 kg", "mass.structure_fraction": 0.9, "mass.harness_fraction": 0.2})
    assert rows["mass.dry"] == rows["mass.wet"] == rows["cost.per_gpu_hour"] == math.inf


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("changes", [{}, {"launch.spares": 0}, {"launch.spares": 0.2, "rack.spares": 0.1}])
def test_an_imposed_price_is_the_price_of_the_satellite_spares_and_development_in_it(changes, checked):
    rows = numbers({"cost.satellite_per_watt": "22 USD/W", **changes}, checked=checked)
    assert rows["cost.satellite_per_watt"] == pytest.approx(22, rel=1e-12)
    assert rows["cost.without_rack"] == pytest.approx(2.2e6, rel=1e-12)
    assert total(rows, "cost.parts.") == pytest.approx(rows["cost.satellite"], rel=1e-12)
    assert total(rows, "cost.stack.") == pytest.approx(rows["cost.per_gpu_hour"], rel=1e-12)
    assert rows["cost.parts.nonrecurring"] == 0 and "cost.parts.structure" not in rows
    insured = rows["cost.satellite"] + rows["launch.cost_per_satellite"]
    assert rows["cost.insurance"] == pytest.approx(insured * rows["cost.premium"], rel=1e-12)


def test_both_may_be_swept():
    over = {"mass.total": np.linspace(1000, 9000, 5), "cost.satellite_per_watt": np.array([1.0, 0, 5, 50, 500])}
    case = sr.load().but({"mass.total": "3 t", "cost.satellite_per_watt": "22 USD/W"})
    found = evaluate(case, over)
    np.testing.assert_allclose(found.design.mass.dry, over["mass.total"], rtol=1e-12)
    np.testing.assert_allclose(found.design.cost.satellite_per_watt, over["cost.satellite_per_watt"], rtol=1e-12)


@pytest.mark.parametrize(
    "change", ["mass.total=0 kg", "mass.total=-1 kg", "mass.total=5 kW", "cost.satellite_per_watt=-1 USD/W"]
)
def test_nonsense_is_refused(change):
    key, _, number = change.partition("=")
    with pytest.raises(sr.ScenarioError, match=key):
        sr.load().but({key: number})


def test_the_cost_of_capital_in_orbit_follows_unless_it_is_written():
    own, both = numbers({}), numbers({"finance.cost_of_capital": "12 %/year"})
    apart = numbers({"finance.orbit_cost_of_capital": "12 %/year"})
    assert apart["cost.per_gpu_hour"] == both["cost.per_gpu_hour"] > own["cost.per_gpu_hour"]
    assert apart["ground.texas.per_gpu_hour"] == own["ground.texas.per_gpu_hour"] < both["ground.texas.per_gpu_hour"]
    assert apart["cost.interest"] == pytest.approx(1.5 * own["cost.interest"])
    assert sr.load().finance.orbit_cost_of_capital.follows


def test_operations_are_paid_by_the_kilowatt_and_do_not_hang_on_the_satellite():
    own, dear = numbers({"cost.operations": "1000 USD/kW/year"}), numbers({"cost.nonrecurring": "9000 MUSD"})
    assert own["cost.operations_per_year"] == pytest.approx(100e3)
    assert dear["cost.operations_per_year"] == own["cost.operations_per_year"]
    with pytest.raises(sr.ScenarioError, match=r"cost\.operations.*USD/kW/year"):
        sr.load({"cost.operations": "3 %/year"})


def test_the_report_says_what_is_imposed():
    said = {"mass.total": "3 t", "cost.satellite_per_watt": "22 USD/W"}
    text = as_markdown(sr.report(sr.load().but(said), full=True).blocks)
    assert "The dry mass is imposed: 3000 kg. Every line is its sized mass times 0.32" in text
    assert "The satellite's price is imposed: 22 USD/W" in text and "launch and satellite were free" in text
    assert "Satellite bus by subsystem" not in text and "spread over a fleet" not in text
