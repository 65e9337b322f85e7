"""Sections on request: capacity, local effects, share, option, dated claims. By hand, by drawing, against other results."""

import json

import numpy as np
import pytest

import sunrack as sr
from sunrack.catalogue import records, sources
from sunrack.choice import share_that_moves, worth_of_choice
from sunrack.cli.reports import _ASKED
from sunrack.findings import ON_REQUEST
from sunrack.findings.dated import changes
from sunrack.findings.world import UNITS, given
from sunrack.report import SECTIONS
from sunrack.units import Q


@pytest.fixture(scope="module")
def c():
    return sr.compare()


@pytest.mark.slow
@pytest.mark.parametrize("section", [one for one in ON_REQUEST if one != "optimum"])  # tests/test_optimum.py has it
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"orbit.altitude": "9000 km"},
        {"launch.fleet_power": "0.1 MW"},
        {"ground.regions": ["india"], "rack.racks": 4},
    ],
    ids=str,
)
def test_every_section_on_request_can_be_asked_for_and_is_strict_json(section, changes):
    """Also where the design cannot be built, in a rented hall, with several racks, and against another region."""
    page = sr.report(sr.load().but(changes), sections=[section])
    text, content = str(page), page.to_dict()
    assert all(len(line) <= 80 for line in text.splitlines()) and "nan" not in text.split()
    assert list(content["findings"]) == ["first_page", section]
    json.dumps(content, allow_nan=False)


def test_sections_on_request_are_not_in_the_whole_report(c):
    assert ON_REQUEST == _ASKED, "the command names them without importing the findings"
    assert set(ON_REQUEST) < set(SECTIONS)
    assert not set(ON_REQUEST) & set(sr.report(c).to_dict()["findings"])
    with pytest.raises(KeyError, match='Did you mean "capacity"'):
        sr.findings(c, "capacty")


def test_every_figure_of_the_world_has_a_source_and_is_read():
    assert set(records("world")) == set(UNITS)
    for name in UNITS:
        one = given(name)
        assert one.low <= one.value <= one.high and one.tier in ("primary", "secondary", "weak", "guess")
    assert all(row["source"] in sources() for row in records("dated").values())


def test_capacity_is_that_of_a_fleet_of_that_power(c):
    """Independent: each fleet as a scenario of its own, and the ratios by hand."""
    found = sr.findings(c, "capacity")
    for place, power in enumerate(found.powers):
        own = sr.compare(sr.load().but({"launch.fleet_power": Q(power, "GW")}), against=found.region)
        rows = {one.name: one for one in found.needs}
        assert rows["mass launched"].needs[place] == pytest.approx(own.result("launch.fleet_mass"))
        launches = own.result("launch.fleet_launches") + own.result("launch.fleet_relaunches")
        assert rows["launches"].over[place] == pytest.approx(launches / 321)
        assert found.cost_ratio[place] == pytest.approx(own.result(f"compare.{found.region}.cost_ratio"))
        wafers = own.result("launch.fleet_satellites") * 72 / 13
        assert rows["packaging wafers"].over[place] == pytest.approx(wafers / (130_000 * 12), rel=1e-3)
        assert rows["accelerators"].over[place] == pytest.approx(power / 25)
        assert rows["traffic to the ground"].needs[place] == pytest.approx(
            own.result("launch.fleet_satellites") * own.result("link.workload_need") / 1000
        )
        ring = 2 * np.pi * (6378.137 + own.result("orbit.altitude"))
        assert found.spacing[place] == pytest.approx(ring / found.satellites[place])


def test_local_effects_by_hand(c):
    """Texas: 0.6 jobs a megawatt, 0.1 MUSD of tax of 2025, 1 acre, for 100 kW and 72 accelerators that sell their hours."""
    found = sr.findings(c, "local")
    site = next(one for one in found.sites if one.region == "texas")
    sold = 8766 * c.result("ground.texas.delivered_fraction")  # hours a year and accelerator
    each = 100 / 72  # kW
    assert site.work == pytest.approx(1000 * 0.6e-3 * each * 1800 * 60 / sold)
    assert site.work_low == pytest.approx(site.work / 2)
    tax = given("local-tax", 2026).value * 1e6
    assert site.tax == pytest.approx(1000 * tax / 1000 * each / sold)
    assert site.land == pytest.approx(4046.8564224 / 1000 * each, rel=1e-6)
    assert site.water == pytest.approx(1000 * c.result("ground.texas.water_per_kw_year") * each / sold)
    orbit, price = found.orbit, c.design.cost
    hours = price.gpu_hours_per_year.to("hour/year").magnitude
    dry = (c.result("mass.wet") - c.result("mass.propellant")) * c.result("launch.flown_per_satellite")
    assert orbit.burnt == pytest.approx(1000 * dry / (hours * 5))
    assert orbit.launch_carbon == pytest.approx(1000 * c.result("carbon.launch_per_kw_year") * 100 / hours)
    rented = sr.findings(sr.compare(sr.load().but({"launch.fleet_power": "0.1 MW"})), "local").sites[0]
    assert rented.rents and rented.land == 0


def test_independent_laws_of_choice_by_drawing():
    """A million log-normal draws (seeded): who buys, and what choosing saves. Tolerance: three standard errors."""
    draws = np.random.default_rng(4).standard_normal(1_000_000)
    for ratio, spread in ((0.7, 0.3), (1.0, 0.5), (2.0, 0.6), (5.0, 1.0)):
        moves = ratio < np.exp(spread * draws)
        assert share_that_moves.si(ratio, spread) == pytest.approx(np.mean(moves), abs=3 * np.std(moves) / 1000)
        for upper in (spread, 0.2, 1.5):
            saving = np.maximum(1 - ratio * np.exp(np.where(draws < 0, spread, upper) * draws), 0)
            exact = worth_of_choice.si(ratio, spread, upper)
            assert exact == pytest.approx(np.mean(saving), abs=3 * np.std(saving) / 1000)
    assert (
        worth_of_choice.si(0.75, 0.0, 0.0) == pytest.approx(0.25, abs=1e-9) and worth_of_choice.si(3.0, 0.0, 1.0) == 0
    )
    assert share_that_moves.si(1.0, 0.3) == 0.5
    assert np.all(np.diff(worth_of_choice.si(2.0, np.array([0.1, 0.5, 1.0, 2.0]), 1.0)) > 0), (
        "uncertainty is what it is worth"
    )


@pytest.mark.parametrize("name", ["rack-100kw", "rack-100kw-claimed"])
def test_the_odds_of_the_option_have_the_paths_as_their_tenth_median_and_ninetieth_percentiles(name):
    """Independent: draws of two half log-normals through the three paths; the odds to four standard errors."""
    draws = np.random.default_rng(6).standard_normal(4_000_000)
    for one in sr.findings(sr.compare(name), "option").rows:
        ends = np.log((one.central / one.fast, one.slow / one.central)) / 1.2815515655446004
        ratio = one.central * np.exp(np.where(draws < 0, *ends) * draws)
        assert np.quantile(ratio, (0.1, 0.5, 0.9)) == pytest.approx((one.fast, one.central, one.slow), rel=0.01)
        assert one.probability == pytest.approx(np.mean(ratio < 1), abs=4 * np.sqrt(one.probability / 4e6) + 1e-6)


def test_the_option_is_worth_little_where_orbit_is_dear_and_all_of_the_saving_where_it_is_cheap(c):
    found = sr.findings(c, "option")
    w = sr.when(region=found.region)
    for row in found.rows:
        at = list(w.paths["fast"].years).index(row.year)
        assert (row.slow, row.central, row.fast) == pytest.approx(
            [w.paths[name].cost_ratio[at] for name in ("slow", "central", "fast")]
        )
        assert 0 <= row.probability < 0.5 and 0 <= row.worth < found.ground
    assert [row.worth for row in found.rows] == sorted(row.worth for row in found.rows)
    life = (1 - 1.08**-5) / 0.08
    sold = c.result("launch.fleet_satellites") * 72 * 8766 * c.result("ground.texas.delivered_fraction")
    assert found.ground == pytest.approx(c.result("ground.texas.per_gpu_hour") * sold * life / 1e6)


def test_share_follows_price_and_what_the_links_do_not_serve_stays(c):
    found = sr.findings(c, "share")
    for row in found.rows:
        assert all(a >= b for a, b in zip(row.shares, row.shares[1:], strict=False))
        assert row.served == (row.margin >= 1) and (row.served or row.now == row.shares[0] == 0)
    assert found.totals[found.ratios.index(1.0)] <= 0.5 and found.total_now < 1e-6
    assert {row.workload for row in found.rows} == set(records("workloads"))
    pair = [sum(row.served for row in found.rows if row.training is kind) for kind in (False, True)]
    weight = 0.6 * pair[0] / 10 + 0.4 * pair[1] / 3
    assert found.totals[0] == pytest.approx(weight * share_that_moves.si(0.5, 0.3))
    slow = sr.findings(sr.compare(sr.load().but({"link.isl_range": "5000 km"})), "share")
    assert sum(row.served for row in slow.rows) <= sum(row.served for row in found.rows)


def test_dated_claims_move_what_they_say_and_nothing_else(c):
    found = {one.name: one for one in sr.findings(c, "dated").claims}
    ease, soft, hard = (found[name].effects for name in ("watts-ease", "midterms-ease", "midterms-harden"))
    for effects, sooner in ((ease, True), (soft, True), (hard, False)):
        for one in effects:
            assert (one.first_after < one.first_before) is sooner and (one.half_after < one.half_before) is sooner
            assert one.ratio_after == pytest.approx(one.ratio_before), "waiting is not in the price of an hour"
            assert (one.worth_after < one.worth_before) is sooner, "what the ground gains orbit loses"
    written = changes(c.scenario, records("dated")["watts-ease"])
    alone = sr.compare(sr.load().but(written), against="texas")
    texas = next(one for one in ease if one.region == "texas")
    assert texas.first_after == pytest.approx(alone.result("ground.texas.time_to_power"))
    assert written["ground.texas.grid_wait"].to("year").magnitude == pytest.approx(2)
