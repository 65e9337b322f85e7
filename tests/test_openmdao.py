"""The component of OpenMDAO: its example optimises, and agrees with `optimize`."""

import warnings

import numpy as np
import pytest

import sunrack as sr

om = pytest.importorskip("openmdao.api", reason="OpenMDAO is not installed: pip install 'sunrack[openmdao]'")

from sunrack.openmdao import SunrackComp  # noqa: E402

KEYS = ["thermal.coolant_return", "rack.spares", "orbit.shield_thickness"]


@pytest.fixture
def quiet():
    """OpenMDAO warns of constraints that a design does not move, and of its own files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.fixture
def case():
    """Without jumps: a share of a launch is paid by mass."""
    return sr.load().but({"launch.by_the_kilogram": "yes"})


def problem(**options):
    made = om.Problem(reports=False)
    part = made.model.add_subsystem("design", SunrackComp(**options), promotes=["*"])
    return made, part


@pytest.mark.slow
def test_an_optimum_found_by_openmdao_is_that_of_optimize(case, quiet, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made, part = problem(scenario=case, keys=KEYS)
    made.model.add_design_var("thermal:coolant_return", lower=318.15, upper=333.15, ref=330)
    made.model.add_design_var("rack:spares", lower=0, upper=0.25)
    made.model.add_design_var("orbit:shield_thickness", lower=5, upper=20, ref=10)
    made.model.add_objective("cost:per_gpu_hour", ref=25)
    for name, least in part.constraints().items():
        made.model.add_constraint(name, lower=least)
    made.driver = om.ScipyOptimizeDriver(optimizer="SLSQP", tol=1e-8, disp=False)
    made.setup()
    made.run_driver()
    over = {
        "thermal.coolant_return": "45 degC:60 degC",
        "rack.spares": "0:0.25",
        "orbit.shield_thickness": "5 mm:20 mm",
    }
    best = sr.optimize(case, over)
    assert float(made["cost:per_gpu_hour"][0]) == pytest.approx(best.value, rel=1e-3)
    assert float(made["rack:spares"][0]) == pytest.approx(best.scenario.rack.spares.si, abs=0.01)


def test_a_run_gives_the_results_of_compare_in_their_units(quiet):
    made, _ = problem(
        keys=["orbit.altitude"],
        words=["power.eclipse_policy"],
        results=["mass.wet", "compare.cost_ratio"],
        against="texas",
    )
    made.setup()
    made["orbit:altitude"] = 700.0
    made.set_val("power:eclipse_policy", "sleep")
    made.run_model()
    c = sr.compare(sr.load().but({"orbit.altitude": "700 km", "power.eclipse_policy": "sleep"}), against="texas")
    assert float(made.get_val("mass:wet", units="lbm")[0]) == pytest.approx(c["mass.wet"].to("lb").magnitude)
    assert float(made["compare:texas:cost_ratio"][0]) == pytest.approx(float(c["compare.texas.cost_ratio"].magnitude))
    checks = {one.slug: float(one.margin) for one in c.bare.checks}
    assert float(made["checks:dose:margin"][0]) == pytest.approx(checks["dose"])


def test_partials_are_those_of_differences(quiet):
    made, _ = problem(
        keys=["thermal.coolant_supply", "rack.spares"], results=["cost.per_gpu_hour", "mass.wet"], checks=False
    )
    made.setup()
    made.run_model()
    found = made.check_partials(method="fd", step=1e-4, form="central", out_stream=None)["design"]
    truth = sr.partials(of=["cost.per_gpu_hour", "mass.wet"], wrt=["thermal.coolant_supply"])
    for of in ("cost.per_gpu_hour", "mass.wet"):
        name = of.replace(".", ":")
        ours = found[name, "thermal:coolant_supply"]
        assert np.allclose(ours["J_fwd"], ours["J_fd"], rtol=1e-2)
        assert float(ours["J_fwd"][0][0]) == pytest.approx(truth[of, "thermal.coolant_supply"].magnitude, rel=1e-2)
        assert float(found[name, "rack:spares"]["J_fwd"][0][0]) != 0  # at its bound, on one side


def test_complex_step_is_refused_in_a_sentence(quiet):
    made, _ = problem(keys=["orbit.altitude"])
    made.setup(force_alloc_complex=True)
    made.run_model()
    with pytest.raises(ValueError, match="cannot be differentiated by complex step"):
        made.check_partials(method="cs", out_stream=None)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"keys": ["orbit.altitud"]}, "orbit.altitude"),
        ({"keys": ["rack.racks"]}, "whole number"),
        ({"words": ["orbit.altitude"]}, "not an option"),
        ({"results": ["launch.binding_limit"]}, "text"),
        ({"results": ["mass.wett"]}, "mass.wet"),
    ],
)
def test_what_cannot_be_a_variable_is_refused_in_words(options, words, quiet):
    made, _ = problem(**options)
    with pytest.raises(ValueError, match=words):
        made.setup()
        made.final_setup()
