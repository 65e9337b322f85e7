"""Booms of long wings: the shared figures, a cantilever by finite differences, and no boom that counts twice."""

import numpy as np
import pytest

import sunrack as sr
from sunrack import mass
from sunrack.mass import wings
from sunrack.units import Q


@pytest.mark.parametrize(("length", "breadth", "total"), [(59.24, 6.0, 2.88), (29.62, 12.0, 1.98), (18.3, 6.0, 1.89)])
def test_areal_mass_of_wings_at_a_twentieth_of_a_hertz(length, breadth, total):
    """Independent: 1.79 + 3.58e-3 k f √m′ L²/w with k = 3, as derived twice; 0.3 %."""
    boom = wings.boom_areal_mass.si(0.05, length, breadth, 2.0, 3.0)
    assert boom == pytest.approx(3.58e-3 * 3 * 0.05 * np.sqrt(2.0 * breadth) * length**2 / breadth, rel=2e-3)
    assert 1.79 + boom == pytest.approx(total, rel=3e-3)


def test_anchored_at_a_flown_size():
    """Independent: at iROSA's size and 0.1 Hz the wing weighs its own 2.0 kg/m², of which 0.21 is boom."""
    assert wings.included_boom_mass.si(2.0, 3.0) == pytest.approx(0.21, abs=0.005)
    assert wings.boom_mass.si(711.0, 1.09, wings.included_boom_mass.si(2.0, 3.0)) == pytest.approx(626, rel=0.01)
    assert wings.boom_mass.si(711.0, 0.1, 0.2) == 0


def test_the_boom_bends_at_its_frequency():
    """Independent: the tube that the law weighs, as a cantilever of 400 finite elements by differences, has that first frequency."""
    length, line, frequency = 59.24, 12.0, 0.05
    linear = wings.boom_areal_mass.si(frequency, length, 6.0, 2.0, 1.0) * 6.0  # kg/m of bare tube
    radius = np.sqrt(linear * wings.SLENDERNESS / (2 * np.pi * wings.DENSITY))
    stiffness = wings.MODULUS * np.pi * radius**4 / wings.SLENDERNESS
    count = 200
    step = length / count
    # deflection at 1..count, clamped at 0, free at the tip: energy of the curvature
    curve = np.zeros((count, count + 2))
    for row in range(count):
        curve[row, row : row + 3] = [1, -2, 1]
    bend = curve[:, 2:] + 0
    bend[0, 0] += 1  # the mirrored point before the clamp
    weight = np.ones(count)
    weight[0] = 0.5
    matrix = stiffness / step**4 * (bend.T * weight) @ bend
    matrix = matrix / line
    first = np.sqrt(np.linalg.eigvalsh(matrix).min()) / (2 * np.pi)
    assert first == pytest.approx(frequency, rel=0.02)


@pytest.mark.parametrize("wing", ["flexible-silicon", "irosa", "rosa-state-of-the-art"])
def test_whole_wing_figures_do_not_count_booms_twice(wing):
    """Property: by area or by power, a wing of a flown size takes no boom beyond its figure, and the line is in the bill once."""
    long = sr.design({"power": {"wing": wing, "blanket_width": "6 m"}})
    short = sr.design({"power": {"wing": wing, "blanket_width": "12 m"}})
    assert long.mass.boom.to("kg").magnitude > 0
    assert short.mass.boom.to("kg").magnitude < 0.2 * long.mass.boom.to("kg").magnitude
    assert long.mass.line("boom").best == long.mass.boom
    assert long.mass.wing_frequency.to("Hz").magnitude == pytest.approx(0.05)
    assert short.mass.wing_frequency >= Q("0.05 Hz")


def test_a_stiffer_or_longer_wing_weighs_more():
    """Property: frequency, factor and span raise the mass; what has no size takes boom without bound."""
    narrow = sr.load().but({"power.blanket_width": "6 m"})
    found = [sr.design(narrow.but({"mass.first_frequency": f"{f} Hz"})).mass.boom for f in (0.02, 0.05, 0.1)]
    assert found[0] < found[1] < found[2]
    assert wings.boom_mass.si(np.inf, np.nan, 0.2) == np.inf


def test_a_bill_without_booms():
    """Property: `mass.size` takes no boom where none is named."""
    case = sr.load()
    d = sr.design(case)
    names = ("rack", "array", "battery", "conversion", "radiator", "loop", "terminals", "attitude_control")
    given = {name: d.mass.line(name).best for name in names}
    bill = mass.size(
        case.inputs().mass, **given, shield_thickness=Q("10 mm"), raise_delta_v=Q("150 m/s"), hold_delta_v=Q("0 m/s/year"),
        dispose_delta_v=Q("150 m/s"), force=Q("1 mN"), life=Q("5 year"), rack_power=Q("100 kW"),
    )  # fmt: skip
    assert bill.boom == Q("0 kg") and bill.dry < d.mass.dry
