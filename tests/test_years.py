"""When orbit comes even: the laws put back year by year, paths in order, words, mistakes; and the two commands of the ground."""

import json

import numpy as np
import pytest

import sunrack as sr
from sunrack.catalogue import place, records
from sunrack.scenario.files import shipped
from sunrack.units import Q


@pytest.fixture(scope="module")
def cheap():
    """A satellite so cheap that its launch decides."""
    return sr.load("rack-100kw-claimed").but(
        {
            "cost.price_level": 0.0005,
            "cost.operations": "10 USD/kW/year",
            "rack.failure_rate": "0.5 %/year",
            "power.array_price": "0.2 USD/W",
            "link.terminal_price": "20 kUSD",
        }
    )


def test_independent_one_year_walked_alone(cheap):
    """The central path of 2036, put into a scenario by hand: launch price by the law of the launch room, the wait grown ten times, the ratio walked
    with units checked."""
    found = sr.when(cheap, "texas").paths["central"]
    launch, at = cheap.launch, list(found.years).index(2036)
    price = sr.launch.price_in_year(
        2036, launch.price.quantity, launch.price_year.quantity, launch.cumulative_mass.quantity, launch.mass_year.quantity, launch.yearly_mass.quantity,
        launch.mass_growth.quantity, launch.learning_rate.quantity,
    )  # fmt: skip
    assert found.launch_price[at] == pytest.approx(price.to("USD/kg").magnitude, rel=1e-12)
    wait = cheap.sites["texas"]["grid_wait"].quantity * 1.03**10
    assert found.grid_wait[at] == pytest.approx(wait.to("year").magnitude, rel=1e-9)
    alone = sr.compare(cheap.but({"launch.price": price})).against["texas"]
    assert found.cost_ratio[at] == pytest.approx(alone.cost_ratio.to("").magnitude, rel=1e-9)


def test_property_the_year_found_is_the_first_and_faster_is_never_later(cheap):
    for region in cheap.sites:
        w = sr.when(cheap, region)
        for one in w.paths.values():
            assert (one.cost is None) == bool(np.all(one.cost_ratio > 1))
            if one.cost is not None:
                at = one.cost - one.years[0]
                assert one.cost_ratio[at] <= 1 and np.all(one.cost_ratio[:at] > 1)
        for years in w.years.values():
            slow, central, fast = (year or 9999 for year in years.values())
            assert fast <= central <= slow
        cost = w.years["cost"]
        assert str(w).startswith(str(cost["central"] or ("after" if cost["fast"] else "none")))
    assert (
        sr.when(cheap, "n-virginia").years["cost"]["fast"] and sr.when(cheap, "n-virginia").years["worth"]["central"]
    ), "there are years to find"


@pytest.mark.parametrize("name", shipped())
def test_property_the_paths_stay_in_order_and_nothing_is_sold_before_its_year(name):
    """Slow is no cheaper than central, central no cheaper than fast, year by year; until the price's year all three ask that price."""
    case = sr.load(name)
    w = sr.when(case, last=2060)
    slow, central, fast = (w.paths[one].launch_price for one in ("slow", "central", "fast"))
    assert np.all(slow >= central) and np.all(central >= fast) and fast[-1] < central[-1] < slow[-1]
    early = w.paths["fast"].years <= case.launch.price_year.si
    for path in (slow, central, fast):
        np.testing.assert_allclose(path[early], case.launch.price.quantity.to("USD/kg").magnitude, rtol=1e-12)
        assert np.all(np.diff(path) <= 0)


def test_none_is_an_answer_and_so_is_an_unbuildable_design():
    w = sr.when()
    assert (
        w.region == "texas"
        and w.years["cost"] == dict.fromkeys(("slow", "central", "fast"))
        and "none by 2045" in str(w)
    )
    assert str(sr.when(sr.load().but({"orbit.altitude": "9000 km"}), last=2030)) == "none by 2030"


def test_a_longer_queue_helps_orbit_alone(cheap):
    """Property: the wait moves worth and leaves the cost of a GPU-hour."""
    still, grown = (
        sr.when(cheap.but({"ground.queue_growth": Q(rate, "%/year")}), "texas").paths["central"] for rate in (0, 8)
    )
    np.testing.assert_allclose(still.cost_ratio, grown.cost_ratio)
    assert grown.worth[-1] > still.worth[-1] and still.grid_wait[-1] == still.grid_wait[0]


def test_mistakes_are_told():
    with pytest.raises(KeyError, match='did you mean "texas"'):
        sr.when(region="texs")
    with pytest.raises(ValueError, match="before 2026"):
        sr.when(last=2020)


def test_regions_command(run):
    answer = run("regions")
    lines = answer.out.splitlines()
    assert (
        answer.code == 0
        and all(len(line) <= 80 for line in lines)
        and all(place(name).split()[-1] in answer.out for name in records("regions"))
    )
    for by, first in (("cost", "per_gpu_hour"), ("time", "time_to_power"), ("worth", "net_present_value")):
        rows = json.loads(run("regions", "--by", by, "--format", "json").out)
        assert len(rows) == len(records("regions")) and [row["place"] for row in rows] == list(range(1, len(rows) + 1))
        assert [row[first] for row in rows] == sorted(row[first] for row in rows)
    assert [row["region"] for row in json.loads(run("regions", "--region", "texas", "--format", "json").out)] == [
        "texas"
    ]
    wrong = run("regions", "--by", "tme")
    assert wrong.code == 2 and 'did you mean "time"' in wrong.err
    best = run("regions", "--set", "ground.source=best")
    assert "Engines, then grid" in " ".join(best.out.split()) and all(len(line) <= 80 for line in best.out.splitlines())


def test_regions_of_the_ranking_are_those_of_the_comparison(run):
    row = next(row for row in json.loads(run("regions", "--format", "json").out) if row["region"] == "texas")
    c = sr.compare()
    assert row["per_gpu_hour"] == c.result("ground.texas.per_gpu_hour") and row["net_present_value"] == c.result(
        "compare.texas.net_present_value"
    )


def test_when_command(run):
    answer = run("when")
    assert answer.code == 0 and "none" in answer.out and all(len(line) <= 80 for line in answer.out.splitlines())
    rows = json.loads(run("when", "--region", "texas", "--format", "json").out)
    assert rows == [
        {
            "region": "texas",
            "last": 2045,
            "cost": dict.fromkeys(("slow", "central", "fast")),
            "worth": dict.fromkeys(("slow", "central", "fast")),
        }
    ]
    wrong = run("when", "--last", "1999")
    assert wrong.code == 2 and "2026" in wrong.err


def test_report_of_all_regions(run):
    answer = run("report", "--region", "all", "--section", "ground")
    assert answer.code == 0 and all(len(line) <= 80 for line in answer.out.splitlines())
    assert all(place(name).split()[-1] in answer.out for name in records("regions")) and "17 regions" in answer.out
