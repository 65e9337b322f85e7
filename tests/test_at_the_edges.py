"""What laws and words do at their edges: nothing, exactly one, just beyond; each by hand or by another way of computing it."""

import re

import numpy as np
import pytest
from scipy.integrate import quad

import sunrack as sr
from sunrack import cost, rack
from sunrack.attitude.views import _COS, _SIN, _edge
from sunrack.constants import STEFAN_BOLTZMANN
from sunrack.link.services import Limit, verdict
from sunrack.units import bare
from sunrack.verdict import compare_bare

MONTH = 2_629_800.0
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e\d+)?")


@pytest.fixture(scope="module")
def far():
    """Beyond every table of radiation, with two regions and a price at which orbit earns."""
    changes = {"orbit.altitude": "2100 km", "ground.compute_value": "60 USD/hour"}
    return sr.compare(sr.load().but({**changes, "ground.regions": ["texas", "ireland"]}))


# ------------------------------------------------------------------------ laws


def test_the_range_that_a_law_declares_is_the_one_that_its_docstring_tells():
    declared = {name: law for name, law in sr.LAWS.items() if law.validities}
    assert len(declared) > 5
    for name, law in declared.items():
        told = {float(one.replace(",", "")) for one in NUMBER.findall(law.validity)}
        for one in law.validities:
            assert {end for end in (one.low, one.high) if end is not None} <= told, f"{name}: {one}"


def test_a_satellite_that_fits_but_for_rounding_fits():
    whole = sr.LAWS["launch.fit.whole_satellites"].si
    assert whole(1 - 1e-12, 7.0) == 1 and whole(7.0, 1 - 1e-12) == 1
    assert whole(0.999, 7.0) == 0 and whole(3.9, 2.2) == 2


def test_lots_that_hold_nothing_never_hold_a_total():
    lots = sr.LAWS["launch.fit.lots"].si
    assert lots(5.0, 0.0) == np.inf and lots(5.0, 2.0) == 3 and lots(4.0, 2.0) == 2


def test_ten_decibels_of_margin_leave_a_tenth_of_the_rate():
    rate = sr.LAWS["link.budget.closing_rate"].si
    full = rate(1e-9, 1.55e-6, 100.0, 0.0)
    assert rate(1e-9, 1.55e-6, 100.0, 10.0) == pytest.approx(full / 10, rel=1e-12)
    assert rate(1e-9, 1.55e-6, 100.0, 3.0) == pytest.approx(full * 10**-0.3, rel=1e-12)


def test_a_ring_passes_every_part_twice_less_twice():
    """By hand, racks that lie far apart: 5 racks take 8 delays a step, and 8 delays of an eighth take as long as the step."""
    share = sr.LAWS["link.cluster.computing_share"].si
    assert share(0.0, 1e9, 5, 1 / 8, 1.0) == pytest.approx(1 / 2, rel=1e-12)
    assert share(1e9, 1e9, 5, 1 / 8, 1.0) == pytest.approx(1 / 3, rel=1e-12)
    assert share(1e9, 1e9, 1, 1 / 8, 1.0) == pytest.approx(1 / 2, rel=1e-12)


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        ((5.0, 1.1), "serves"),
        ((5.0, 1.05), "serves, with nothing over"),
        ((5.0, 0.99), "limited by 1"),
        ((0.5, 0.99), "limited by 0 and 1"),
        ((5.0, 0.0), "does not serve"),
    ],
)
def test_work_is_served_as_its_scarcest_need_is(margins, said):
    """Rates need no more than what there is; a tenth more is something over."""
    limits = [
        Limit(name=str(place), needs=1.0, has=one, unit="bit/s", margin=one, tier="primary")
        for place, one in enumerate(margins)
    ]
    assert verdict(tuple(limits)) == said


@pytest.mark.parametrize(
    "ends", [(330.0, 250.0, 240.0), (300.0, 245.0, 244.0), (300 + 2.0**-12, 300.0, 200.0), (280.0, 320.0, 3.0)]
)
def test_independent_a_radiator_along_its_coolant_is_the_integral_over_its_temperatures(ends):
    """By adaptive quadrature of 1 / (T⁴ − T_s⁴): wide ranges close to the sink, narrow ones and a sink near 0 K."""
    inlet, outlet, sink = ends
    integral = quad(lambda one: 1 / (one**4 - sink**4), outlet, inlet, epsabs=0, epsrel=1e-12)[0]
    area = 1e5 / (2 * 0.9 * STEFAN_BOLTZMANN * (inlet - outlet)) * integral
    law = sr.LAWS["thermal.radiator.radiator_area_along_coolant"].si
    assert law(1e5, inlet, outlet, sink, 0.9) == pytest.approx(area, rel=1e-12)


def test_a_radiator_whose_coolant_hardly_cools_is_one_of_one_temperature():
    """Property: where the closed form would subtract equal numbers nothing is lost."""
    one = sr.LAWS["thermal.radiator.radiator_area"].si(1e5, 300.0, 200.0, 0.9)
    along = sr.LAWS["thermal.radiator.radiator_area_along_coolant"].si
    for range_ in (0.0, 1e-12, 1e-9, 1e-7):
        assert along(1e5, 300.0 + range_, 300.0, 200.0, 0.9) == pytest.approx(one, rel=1e-8)


def test_air_is_thinner_in_quiet_years_and_its_logarithm_linear_between_those_of_the_table():
    """By hand: half-way between two fluxes of the table the density is the geometric mean of theirs; at the ends it is the table's."""
    density = sr.LAWS["orbit.drag.air_density"].si
    for low, high in ((70.0, 150.0), (150.0, 230.0)):
        ends = density(500e3, low), density(500e3, high)
        assert ends[0] < ends[1]
        assert density(500e3, (low + high) / 2) == pytest.approx(np.sqrt(ends[0] * ends[1]), rel=1e-12)
        assert density(np.array([500e3]), np.array([low])) == pytest.approx(ends[0], rel=1e-12)


def test_the_smallest_sine_of_the_year_is_that_of_the_orbits_smallest_angle():
    c = sr.compare(sr.load().but({"orbit.local_time": "09:00", "ground.regions": ["texas"]}))
    sine = np.sin(c["orbit.minimum_beta"].to("rad").magnitude)
    assert 0 < sine < 0.7  # so that it is not its cosine
    law = sr.LAWS["orbit.year.smallest_beta"].si
    assert law(c["orbit.altitude"].to("m").magnitude, 9 * 3600.0, 2027.0) == pytest.approx(sine, rel=1e-6)


def test_a_price_one_spread_lower_wins_the_buyers_within_one_deviation():
    """By hand: Φ(1) = 0.8413447 and Φ(−2) = 0.0227501, whatever the spread."""
    moves = sr.LAWS["choice.share_that_moves"].si
    for spread in (0.2, 0.5, 2.0):
        assert moves(np.exp(-spread), spread) == pytest.approx(0.8413447460685429, rel=1e-6)
        assert moves(np.exp(2 * spread), spread) == pytest.approx(0.02275013194817921, rel=1e-6)


@pytest.mark.parametrize("beta", [0.2, 1.1, -0.8])
@pytest.mark.parametrize("upright", [0.0, 0.35, 1.0])
def test_independent_the_normal_of_a_radiator_edge_on_to_the_sun_is_a_unit_vector_across_the_sun_line(beta, upright):
    """By vectors in radius, velocity and orbit normal: what is wanted, without its part along the Sun, of length 1."""
    up, ahead = _edge(np.float64(beta), np.float64(upright))
    wanted = np.array([upright, 1 - upright, 0.0])
    for place, (cosine, sine) in enumerate(zip(_COS, _SIN, strict=True)):
        sun = np.array([np.cos(beta) * cosine, -np.cos(beta) * sine, np.sin(beta)])
        normal = wanted - (wanted @ sun) * sun
        normal /= np.linalg.norm(normal)
        assert (up[place], ahead[place]) == pytest.approx(normal[:2], rel=1e-9, abs=1e-12)


def test_without_a_last_burn_there_is_no_thrust():
    case = sr.load().but({"mass.controlled_entry": "no", "ground.regions": ["texas"]})
    assert sr.compare(case, checked=True)["mass.entry_thrust"].to("N").magnitude == 0
    assert compare_bare(case).result("mass.entry_thrust") == 0


# ----------------------------------------------------------------------- times


def test_independent_the_climb_binds_where_it_is_longer_than_the_median_of_the_longest_step():
    """By hand: with one step that lasts, its median is that of its triangle, b − √((b − a)(b − c) / 2)."""
    short = {"value": "1 month", "low": "0.5 month", "high": "2 month"}
    steps = {"build_time": {"value": "30 month", "low": "10 month", "high": "60 month"}}
    steps |= dict.fromkeys(("licence_time", "slot_wait", "recovery_time", "checkout_time"), short)
    inputs = sr.load({"cost": steps}).inputs(bare=True).cost
    median = 60 - np.sqrt((60 - 10) * (60 - 30) / 2)

    def gate(climb):
        with bare():
            return cost.timed(inputs, climb=climb * MONTH, aboard=1.0, success=1.0, infant_loss=0.0).binding_gate

    assert gate(0.99 * median) == "build" and gate(1.01 * median) == "raising"


def test_the_months_that_orbit_is_ahead_for_the_whole_fleet_count_the_fleets_own_time(far):
    for place in ("texas", "ireland"):
        ends = far.result("clock.time_to_first_token") + far["launch.fleet_time"].to("month").magnitude
        ahead = far.result(f"ground.{place}.time_to_all") - ends
        assert far.result(f"compare.{place}.time_saved_all") == pytest.approx(ahead, rel=1e-12)


def test_the_payback_time_is_the_capital_over_what_a_year_leaves(far):
    """By hand, for the fleet: capital without its interest over revenue less running cost."""
    c = sr.compare(sr.load().but({"ground.compute_value": "60 USD/hour", "ground.regions": ["texas"]}))
    left = c["cost.fleet_revenue"] - c["cost.fleet_running_cost"]
    paid = (c["cost.capital"] - c["cost.interest"]) * c.result("launch.fleet_satellites")
    assert c["cost.payback_time"].to("year").magnitude == pytest.approx((paid / left).to("year").magnitude, rel=1e-9)
    poor = sr.compare(sr.load().but({"ground.compute_value": "0.1 USD/hour", "ground.regions": ["texas"]}))
    assert poor.result("cost.payback_time") == np.inf == poor.result("ground.texas.payback_time")


@pytest.mark.parametrize("checked", [False, True])
def test_a_comparison_against_a_region_holds_the_scenarios_regions_and_that_one(checked):
    c = sr.compare(sr.load().but({"ground.regions": ["texas"]}), against="ireland", checked=checked)
    assert list(c.ground) == ["texas", "ireland"] and c.answer_region == "ireland"
    assert c.scenario.name == sr.load().name


# ----------------------------------------------------------------------- words


def test_the_first_power_that_a_rack_cannot_run_at_is_told():
    section = sr.load().rack
    low, high = rack.power_range(section)
    assert 0 < low < high < np.inf and rack.out_of_range(section, None, low, high) == ""
    for beyond in (1.01 * high, 1.9 * high, 0.99 * low):
        assert rack.out_of_range(section, beyond).startswith(f"{beyond / 1e3:.4g} kW"[:3])
    told = rack.out_of_range(section, high, 1.5 * high, 3 * high)
    assert told.startswith(f"{1.5 * high / 1e3:g} kW is not a power of one ")


def test_a_rack_whose_power_nobody_publishes_runs_at_any():
    given = {"rack.model": "groqrack", "rack.power": "80 kW", "rack.mass": "900 kg", "rack.price": "2 MUSD"}
    assert rack.power_range(sr.load().but(given).rack) == (0.0, np.inf)


def test_a_choice_of_the_design_is_not_told_as_an_unusual_value(far):
    """2,100 km is a choice, and outside the cited range; 60 USD an hour is no choice."""
    assert [one.split(":")[0] for one in far.unusual] == ["ground.compute_value"]
    assert any("orbit.altitude" in str(one) for one in far.warnings)


def test_a_dose_beyond_its_table_says_where_the_table_ends(far):
    (dose,) = (one for one in far.checks if "dose" in one.slug)
    assert dose.reason == "not known, because the dose table ends at 2,000 km"


def test_the_first_check_that_fails_is_told_with_its_numbers_or_why_it_has_none():
    broken = sr.compare(sr.load().but({"rack.model": "seed-rack", "launch.payload": "3 t"}))
    failed = [one for one in broken.checks if not one.passed]
    assert np.isfinite(failed[0].value) and "(value " in broken.failing and ", limit " in broken.failing
    others = len(failed) - 1
    assert broken.failing.endswith(f" and {others} other check{'s' * (others > 1)}" if others else ")")
