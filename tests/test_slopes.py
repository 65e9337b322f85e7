"""`partials`: derivatives that are known, units, bounds and steps; and shares of variance by groups."""

import math

import numpy as np
import pytest

import sunrack as sr


def test_a_cost_shared_by_all_hours_sold_falls_as_they_grow():
    found = sr.partials(of=["cost.per_gpu_hour"], wrt=["cost.utilisation", "ground.texas.power_price"], against="texas")
    assert found.rows[0].elasticity == pytest.approx(-1, rel=1e-5)
    assert found.rows[1].value == 0


def test_a_derivative_is_that_of_two_comparisons():
    keys = {
        "thermal.coolant_supply": ("K", 0.05),
        "cost.price_level": ("", 0.001),
        "orbit.shield_thickness": ("mm", 0.005),
    }
    found = sr.partials(of=["mass.wet", "cost.per_gpu_hour"], wrt=list(keys))
    for key, (unit, step) in keys.items():
        here = sr.load().values()[key].quantity
        up, down = (
            sr.compare(sr.load().but({key: here + sr.Q(one, unit if unit != "K" else "delta_degC")}))
            for one in (step, -step)
        )
        for name in ("mass.wet", "cost.per_gpu_hour"):
            slope = (up[name].magnitude - down[name].magnitude) / (2 * step)
            assert found[name, key].magnitude == pytest.approx(slope, rel=2e-3, abs=1e-9)


def test_units_are_those_of_the_result_over_the_input():
    found = sr.partials(
        of=["mass.wet", "compare.cost_ratio"], wrt=["launch.price", "rack.spares", "orbit.altitude"], against="texas"
    )
    assert [one.unit for one in found] == ["kg/(USD/kg)", "kg", "kg/km", "1/(USD/kg)", "", "1/km"]
    assert found["mass.wet", "orbit.altitude"].to("g/m").magnitude == pytest.approx(found.rows[2].value)
    frame = found.to_frame()
    assert frame.loc[("mass.wet", "rack.spares"), "unit"] == "kg" and len(frame) == len(found) == 6
    assert "mass.wet" in found._repr_html_() and "mass.wet" in str(found)


def test_at_a_bound_and_at_a_jump_the_slope_is_that_of_the_other_side():
    found = sr.partials(of=["cost.per_gpu_hour"], wrt=["rack.derate", "rack.spares", "launch.fleet_power"])
    derate, spares, fleet = found.rows
    below = sr.compare(sr.load().but({"rack.derate": "0.999"}))["cost.per_gpu_hour"].magnitude
    here = sr.compare()["cost.per_gpu_hour"].magnitude
    assert derate.value == pytest.approx((here - below) / 0.001, rel=1e-6)
    assert spares.value < 0
    assert (
        abs(fleet.elasticity) < 1
    )  # one satellite more for a millionth of the power would be an elasticity of hundreds


def test_every_number_that_can_be_moved_has_a_slope():
    found = sr.partials(of="mass.wet")
    assert len(found) > 250
    assert all(math.isfinite(one.value) for one in found)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"of": "mass.wett"}, "mass.wet"),
        ({"wrt": "orbit.altitud"}, "orbit.altitude"),
        ({"wrt": "rack.racks"}, "whole number"),
        ({"of": "launch.binding_limit"}, "text"),
        ({"of": "compare.cost_ratio", "against": "atlantis"}, "atlantis"),
    ],
)
def test_what_has_no_derivative_is_refused_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        sr.partials(**arguments)


def test_a_sensitivity_has_elasticities_and_shares_by_groups():
    sections = {"launch": "orbit", "cost": "orbit", "power": "orbit", "thermal": "orbit"}
    found = sr.sensitivity("rack-100kw", "mass.wet", n=256, groups=lambda key: sections.get(key.split(".")[0], "rest"))
    assert {one.wrt for one in found.elasticities} >= {"thermal.areal_mass", "mass.structure_fraction"}
    kinds = {one.name: one for one in found.groups}
    assert set(kinds) == {"orbit", "rest"}
    assert sum(one.first for one in kinds.values()) == pytest.approx(1, abs=0.3)
    assert not set(kinds["orbit"].keys) & set(kinds["rest"].keys)
    by_mapping = sr.sensitivity("rack-100kw", "mass.wet", n=256, groups={"mass.structure_fraction": "structure"})
    assert {one.name for one in by_mapping.groups} == {"structure", "others"}
    assert {one.name: one for one in by_mapping.groups}["structure"].total < 1


def test_a_derivative_is_the_same_alone_and_among_all():
    """An input that follows another goes on following it where that one moves, whichever derivatives are asked for."""
    names = ["cost.per_gpu_hour", "mass.wet", "compare.texas.cost_ratio"]
    whole, values = sr.partials(of=names), sr.load().values()
    asked = [key for key, one in values.items() if one.follows]
    asked += ["finance.cost_of_capital", "mass.thrust_per_power", "power.reference_width", "rack.power", "rack.derate"]
    asked += ["rack.width", "rack.height", "launch.satellites_built_before", "mass.thruster_mass_per_thrust"]
    for key in asked:
        alone = sr.partials(of=names, wrt=[key])
        for name in names:
            mine, theirs = whole[name, key].magnitude, alone[name, key].magnitude
            assert mine == pytest.approx(theirs, rel=1e-6, abs=1e-9 * abs(theirs)), (name, key)


def test_independent_a_derivative_among_all_is_that_of_whole_scenarios():
    """The cost of capital by a difference of two comparisons, each with orbit's own following it."""
    ends = [sr.compare(sr.load().but({"finance.cost_of_capital": f"{rate} percent/year"})) for rate in (7.99, 8.01)]
    slope = np.diff([one.result("cost.per_gpu_hour") for one in ends])[0] / 0.02
    assert sr.partials()["cost.per_gpu_hour", "finance.cost_of_capital"].magnitude == pytest.approx(slope, rel=1e-4)
