"""The bill of masses: published laws, the closure against iteration, parts against totals."""

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import case
from hypothesis import given
from hypothesis import strategies as st

from sunrack import mass
from sunrack.mass.closure import impulse_propellant
from sunrack.units import Q, bare


def test_rocket_equation_published():
    """Published: Tsiolkovsky, the textbook's 7,800 m/s at 350 s."""
    truth = case("TSIOLKOVSKY")
    given_ = truth["inputs"]
    propellant = mass.propellant_mass(
        dry_mass=Q("1 kg"), delta_v=Q(given_["dv_m_s"], "m/s"), specific_impulse=Q(given_["Isp_s"], "s")
    )
    assert 1 + propellant.to("kg").magnitude == pytest.approx(
        truth["outputs"]["mass_ratio"], rel=truth["tolerance"]["rel"]
    )


def test_small_change_of_speed_is_momentum():
    """Independent: for a small Δv propellant is momentum over exhaust speed."""
    few = mass.propellant_mass(dry_mass=Q("1000 kg"), delta_v=Q("1 m/s"), specific_impulse=Q("2000 s"))
    momentum = impulse_propellant(force=Q("1000 N"), time=Q("1 s"), specific_impulse=Q("2000 s"))
    assert few.to("kg").magnitude == pytest.approx(momentum.to("kg").magnitude, rel=1e-4)


shares = st.floats(0, 0.3, allow_subnormal=False)


@given(
    st.floats(100, 1e4),
    st.floats(0, 0.5, allow_subnormal=False),
    shares,
    st.floats(0, 0.6, allow_subnormal=False),
    st.floats(0, 0.5, allow_subnormal=False),
    st.floats(0, 0.4, allow_subnormal=False),
    st.floats(0, 0.5, allow_subnormal=False),
    st.floats(0, 300, allow_subnormal=False),
)
def test_closure_equals_iteration(fixed, growth, share, share_growth, tank, tank_growth, per_dry, propellant_fixed):
    """Independent: the closed form against adding structure, tank and propellant until nothing changes."""
    closed = mass.closed_dry_mass.si(
        fixed, fixed * (1 + growth), share, share * (1 + share_growth), tank, tank_growth, per_dry, propellant_fixed
    )
    best, predicted = fixed, fixed * (1 + growth)
    for _ in range(400):
        propellant = per_dry * predicted + propellant_fixed
        best = fixed + tank * propellant + share * best
        predicted = fixed * (1 + growth) + (1 + tank_growth) * tank * propellant + share * (1 + share_growth) * best
        if predicted > 1e9:
            break
    if predicted < 1e7:
        assert closed == pytest.approx(predicted, rel=1e-6)


def test_a_mass_that_cannot_close_is_infinite():
    assert mass.closed_dry_mass.si(1000, 1200, 1.2, 1.3, 0.1, 0.2, 0.1, 0) == np.inf


KEYS = {
    "structure_fraction": 0.15, "harness_fraction": 0.04, "avionics_mass": 60.0, "thruster_mass": 50.0,
    "tank_fraction": 0.15, "specific_impulse": 2000.0, "shielded_area": 8.7, "shield_density": 2700.0, "rack_growth": 0.05, "array_growth": 0.2,
    "battery_growth": 0.15, "thermal_growth": 0.25, "electronics_growth": 0.2, "structure_growth": 0.25, "harness_growth": 0.55, "margin": 0.2, "total": None,
}  # fmt: skip


def _bill(**changes):
    given_ = {
        "rack": 1361.0, "array": 1400.0, "battery": 400.0, "conversion": 1000.0, "radiator": 1100.0, "loop": 380.0, "terminals": 40.0, "attitude_control": 240.0,
        "shield_thickness": 0.01, "raise_delta_v": 166.0, "hold_delta_v": 1e-6, "dispose_delta_v": 166.0, "force": 0.003, "life": 1.6e8, "rack_power": 1e5,
    }  # fmt: skip
    keys = KEYS | {key: content for key, content in changes.items() if key in KEYS}
    with bare():
        return mass.size(
            SimpleNamespace(**keys),
            **{**given_, **{key: content for key, content in changes.items() if key not in KEYS}},
        )


@given(
    st.floats(0, 5000, allow_subnormal=False),
    st.floats(0, 0.3, allow_subnormal=False),
    st.floats(0, 1, allow_subnormal=False),
    st.floats(0, 500, allow_subnormal=False),
    st.floats(0, 0.05, allow_subnormal=False),
)
def test_the_bill_adds_up(array, structure, margin, delta_v, force):
    """Property: lines to wet, dry lines to dry, best estimates to the best estimate; the closure leaves nothing over."""
    bill = _bill(array=array, structure_fraction=structure, margin=margin, raise_delta_v=delta_v, force=force)
    assert sum(line.predicted for line in bill.lines) == pytest.approx(bill.wet, rel=1e-12)
    assert sum(line.best for line in bill.lines if line.name != "propellant") == pytest.approx(
        bill.best_estimate, rel=1e-12
    )
    assert abs(bill.residual) < 1e-8 * bill.dry
    assert bill.best_estimate <= bill.dry <= bill.wet <= bill.allocated * (1 + 1e-12)


def test_a_kilogram_appears_once_and_brings_its_own_structure():
    """Independent: adding 1 kg of radiator adds its growth, its share of structure and its propellant, and nothing twice."""
    one, more = _bill(), _bill(radiator=1101.0)
    share = 0.15 + 0.04
    grown = 1.25 + (0.15 * 1.25 + 0.04 * 1.55) / (1 - share)
    assert more.dry - one.dry == pytest.approx(grown, rel=0.03)  # 3 %: the tanks and propellant that it brings
    assert more.line("radiator").best - one.line("radiator").best == 1.0
    assert all(a.best == b.best for a, b in zip(one.lines[:4], more.lines[:4], strict=True))


def test_margin_and_growth_are_told_apart():
    bare_bones = _bill(**{key: 0.0 for key in KEYS if key.endswith("_growth") or key == "margin"})
    assert bare_bones.best_estimate == pytest.approx(bare_bones.dry) and bare_bones.allocated == pytest.approx(
        bare_bones.wet
    )
    assert _bill(margin=0.0).allocated == pytest.approx(_bill(margin=0.0).wet)


def test_seed_rack_published():
    """Published: the seed documents' rack, 3,000 lb and 100 kW."""
    truth = case("SEED-RACK")
    kilograms = Q(truth["inputs"]["rack_lb"], "lb").to("kg")
    assert kilograms.magnitude == pytest.approx(truth["outputs"]["rack_kg"], rel=truth["tolerance"]["rel"])
    assert (kilograms / Q(truth["inputs"]["kW"], "kW")).magnitude == pytest.approx(
        truth["outputs"]["rack_kg_per_kW"], rel=truth["tolerance"]["rel"]
    )
