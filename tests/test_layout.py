"""The one drawing of wings and radiator: what a radiator's face sees of the array, by closed form, by rays, and in the walk."""

import numpy as np
import pytest

import sunrack as sr
from sunrack.geometry import perpendicular_view_factor
from sunrack.layout import draw
from sunrack.mass.control import second_moments
from sunrack.study.engine import evaluate
from sunrack.thermal.neighbour import settled_view
from sunrack.units import Q, bare

PANEL, WING = {"depth": 18.35, "width": 9.17}, {"height": 59.24, "breadth": 6.0}


def _by_rays(panel, wing, root, count=400_000):
    """Share of rays from a radiator's face, spread by the cosine law, that meet the wing."""
    random = np.random.default_rng(7)
    away, along = panel["depth"] * random.random(count), panel["width"] * (random.random(count) - 0.5)
    lean, turn = np.arcsin(np.sqrt(random.random(count))), 2 * np.pi * random.random(count)
    with np.errstate(divide="ignore"):
        reach = np.where(np.sin(lean) * np.cos(turn) < 0, -away / (np.sin(lean) * np.cos(turn)), np.inf)
    with np.errstate(invalid="ignore"):
        up, across = reach * np.cos(lean), along + reach * np.sin(lean) * np.sin(turn)
        return np.mean((up > root) & (up < root + wing["height"]) & (np.abs(across) < wing["breadth"] / 2))


@pytest.mark.parametrize(("root", "view"), [(0.2, 0.1152), (1, 0.1025), (3, 0.0779), (6, 0.0538)])
def test_a_radiator_behind_a_wing(root, view):
    """Independent: two derivations that agree, and 400,000 rays (within 2 %, three of their standard errors)."""
    got = perpendicular_view_factor.si(**PANEL, root=root, **WING)
    assert got == pytest.approx(view, abs=6e-5)
    assert got == pytest.approx(_by_rays(PANEL, WING, root), rel=0.02)


def test_wider_wings_and_a_radiator_on_both_sides():
    """Independent: the same two derivations."""
    assert perpendicular_view_factor.si(**PANEL, root=1, height=29.62, breadth=12) == pytest.approx(0.171, abs=5e-4)
    both = perpendicular_view_factor.si(18.35 / 2, 9.17, 1.0, **WING)
    assert both == pytest.approx(0.141, abs=5e-4)


def test_against_the_catalogue_and_reciprocity():
    """Published: two equal squares with one edge in common, 0.2000 (Howell C-14, Incropera's table). Independent: A1 F12 = A2 F21."""
    assert perpendicular_view_factor.si(1.0, 1.0, 0.0, 1.0, 1.0) == pytest.approx(0.20004, abs=5e-6)
    there, back = (perpendicular_view_factor.si(a, b, 0.0, c, d) for a, b, c, d in ((2, 5, 3, 7), (3, 7, 2, 5)))
    assert there * 2 * 5 == pytest.approx(back * 3 * 7, rel=1e-12)
    assert perpendicular_view_factor.si(1e-3, 1.0, 0.0, 1e3, 1e3) == pytest.approx(0.5, abs=1e-3)


def test_no_area_and_no_bound():
    """Property: nothing raises, and a view is never nan."""
    for panel in ((0.0, 0.0), (np.inf, np.inf), (1e-9, 1e-9)):
        assert 0 <= perpendicular_view_factor.si(*panel, 1.0, 59.0, 6.0) <= 0.5
    assert perpendicular_view_factor.si(9.0, 9.0, 1.0, np.inf, np.inf) < 0.5


def test_wings_along_the_faces_are_seen_by_half():
    """Independent: zenith-nadir with wings along the track, by rays at wings that begin 2 m out on either side and are 3 m deep."""
    with bare():
        drawing = draw(
            wings="along-track", radiator="zenith-nadir", mount="behind", root=2.0, span=59.24, breadth=6.0, aspect=2.0
        )
        view = drawing.array_view(PANEL["depth"] * PANEL["width"])
    to_tips = _by_rays(PANEL, {"height": 3.0, "breadth": 2 * 61.24}, 0.0)
    gap = _by_rays(PANEL, {"height": 3.0, "breadth": 4.0}, 0.0)
    assert view == pytest.approx(to_tips - gap, abs=2e-3)


@pytest.mark.parametrize("radiator", ["ram-wake", "zenith-nadir", "anti-sun"])
@pytest.mark.parametrize("mount", ["both-sides", "behind"])
def test_the_walk_s_view_is_that_of_its_own_radiator(radiator, mount):
    """Independent: the closed form for the radiator as built, within 1 %; the residual that is reported is that difference."""
    case = sr.load().but({"attitude.radiator": radiator, "attitude.radiator_mount": mount})
    d = sr.design(case)
    drawing = draw(
        wings="along-track",
        radiator=radiator,
        mount=mount,
        root=case.mass.wing_root.quantity,
        span=d.power.wing_span_per_side,
        breadth=case.power.blanket_width.quantity,
        aspect=case.mass.radiator_aspect.quantity,
    )
    exact = drawing.array_view(d.thermal.radiator_area).magnitude
    assert d.thermal.array_view.magnitude == pytest.approx(exact, rel=0.01, abs=1e-12)
    assert d.thermal.array_view_residual.magnitude == pytest.approx(exact - d.thermal.array_view.magnitude, abs=2e-9)
    assert (exact == 0) == (radiator == "anti-sun")


def test_the_residual_is_small_over_all_ranges():
    """Property: designs drawn over the ranges of all inputs that shape array and radiator."""
    case, random = sr.load(), np.random.default_rng(3)
    keys = ("power.", "thermal.", "mass.radiator", "mass.wing_root", "orbit.altitude")
    ranged = {k: v for k, v in case.values().items() if k.startswith(keys) and v.low is not None and v.low < v.high}
    over = {key: random.uniform(one.low, one.high, 500) for key, one in ranged.items()}
    d = evaluate(case, over, words={"ground.regions": []}).design
    assert np.abs(d.thermal.array_view_residual / d.thermal.array_view).max() < 0.01


def test_settling_on_a_view():
    """Independent: a falling view against bisection, to 1e-3; a radiator that no view lets close, and one that sees nothing."""
    for strength in (0.05, 0.15, 0.3):
        got = settled_view(lambda area, s=strength: s * (100 / area) ** 0.3, lambda v: 150 / (1 - 1.6 * v))
        low, high = 0.0, 0.5
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if strength * (100 * (1 - 1.6 * middle) / 150) ** 0.3 > middle else (low, middle)
        assert got == pytest.approx(low, abs=1e-3)
    assert settled_view(lambda area: 0.0 * area, lambda v: 150.0) == 0
    assert settled_view(lambda area: np.where(np.isfinite(area), 0.2, 0.0), lambda v: np.inf) == 0


def test_moments_with_the_wings_off_the_body():
    """Independent: wings as a hundred thousand points; 1e-6."""
    drawing = draw(wings="along-track", radiator="ram-wake", root=2.0, span=59.0, breadth=6.0, aspect=1.1)
    with bare():
        spread = second_moments(drawing, array=1422.0, panel=0.0, area=180.0, balance=0.0)
    points = 2 + 59 * (np.arange(100_000) + 0.5) / 100_000
    assert spread[2] == pytest.approx(1422 * np.mean(points**2), rel=1e-6)


def test_covered_back():
    """Independent: cells whose back a radiator covers are at about 372 K; 45 % of the back so covered takes 7 to 8 % more array."""
    flat = sr.load().but({"power.cell_absorptivity": 0.75, "power.cell_emissivity": 0.82})  # old cells, without texture
    d, open_back = sr.design(flat.but({"attitude.radiator": "anti-sun"})), sr.design(flat)
    assert d.power.covered_temperature.to("K").magnitude == pytest.approx(372, abs=3)
    more = (d.power.array_area / open_back.power.array_area).magnitude - 1
    share = d.power.covered_share.magnitude
    assert 0.40 < share < 0.50 and 0.07 < more * 0.45 / share < 0.08
    assert open_back.power.covered_share.magnitude == 0
    assert (d.power.array_mass / open_back.power.array_mass).magnitude == pytest.approx(1 + more)
    whole = sr.power.covered_array_area(
        area="700 m²", covered="1e6 m²", open_power="300 W/m²", covered_power="240 W/m²"
    )
    assert whole.to("m²").magnitude == pytest.approx(700 / 0.8), "no more than all of it is covered"
    assert Q(0, "m²") == sr.design().power.covered_share * Q(1, "m²")
