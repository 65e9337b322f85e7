"""When orbit comes even: the laws put back year by year, paths in order, words, mistakes; and the two commands of the ground."""

import json

import numpy as np
import pytest

import sunrack as sr
from sunrack.catalogue import place, records
from sunrack.scenario.files import shipped
from sunrack.study.paths import kinder
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
    """Any year of any path, its prices put into a scenario by hand in their own units: the ratio walked with units checked. The launch price of the central
    path is the law's, and the rates are compounded by hand."""
    w = sr.when(cheap, "texas")
    launch, rates, at = cheap.launch, cheap.years, list(w.paths["central"].years).index(2036)
    price = sr.launch.price_in_year(
        2036, launch.price.quantity, launch.price_year.quantity, launch.cumulative_mass.quantity, launch.mass_year.quantity, launch.yearly_mass.quantity,
        launch.mass_growth.quantity, launch.learning_rate.quantity,
    )  # fmt: skip
    central = w.paths["central"]
    assert central.launch_price[at] == pytest.approx(price.to("USD/kg").magnitude, rel=1e-12)
    assert central.satellites_built[at] == pytest.approx(
        0.2 * sr.compare(cheap).result("launch.fleet_satellites") * (2036 - launch.price_year.si)
    )
    for name, path in w.paths.items():
        assert 2036 in path.years
        end = {"slow": ("high", "low"), "central": ("si", "si"), "fast": ("low", "high")}[name]
        kind = kinder(cheap, "texas", 2045, 2026)["years.rack_growth"]
        dear = {"slow": end[1] if kind == "high" else end[0], "central": "si", "fast": kind}[name]
        year = Q("1 year").to("s").magnitude
        parts = (1 + getattr(rates.parts_growth, end[0]) * year) ** 10
        rack = (1 + getattr(rates.rack_growth, dear) * year) ** 10
        wait = (1 + getattr(cheap.ground.queue_growth, end[1]) * year) ** 10
        assert path.rack_price[at] == pytest.approx(cheap.rack.price.quantity.to("MUSD").magnitude * rack)
        assert path.grid_wait[at] == pytest.approx(
            cheap.sites["texas"]["grid_wait"].quantity.to("year").magnitude * wait, rel=1e-9
        )
        alone = {
            "launch.price": Q(path.launch_price[at], "USD/kg"),
            "cost.satellites_built_before": path.satellites_built[at],
            "power.array_price": cheap.power.array_price.quantity * parts,
            "power.battery_price": cheap.power.battery_price.quantity * parts,
            "link.terminal_price": cheap.link.terminal_price.quantity * parts,
            "rack.price": Q(path.rack_price[at], "MUSD"),
            "finance.cost_of_capital": Q(path.cost_of_capital[at], "percent/year"),
            "ground.texas.grid_wait": Q(path.grid_wait[at], "year"),
        }
        if "finance.orbit_cost_of_capital" in cheap.values():
            alone["finance.orbit_cost_of_capital"] = Q(path.orbit_cost_of_capital[at], "percent/year")
        c = sr.compare(cheap.but(alone), against="texas")
        assert path.cost_ratio[at] == pytest.approx(c.against["texas"].cost_ratio.to("").magnitude, rel=1e-9)


def test_each_price_that_moves_moves_the_ratio_the_way_its_path_says():
    """One rate at a time, all others still: the kinder end is no dearer for orbit, and the satellite follows its maker's units."""
    still = {"launch.learning_rate": 0, "ground.queue_growth": "0 %/year", "years.fleets_per_year": "0 1/year"} | {
        f"years.{key}_growth": "0 %/year" for key in ("parts", "rack", "capital", "premium")
    }
    cheap = sr.load()
    base = sr.when(cheap.but(still), "texas").paths["central"]
    np.testing.assert_allclose(base.cost_ratio, base.cost_ratio[0])
    for key, kind in {
        "launch.learning_rate": 0.3,
        "years.fleets_per_year": "1 1/year",
        "years.parts_growth": "-6 %/year",
        "years.rack_growth": "3 %/year",
    }.items():
        found = sr.when(cheap.but(still | {key: kind}), "texas").paths["central"]
        assert np.all(np.diff(found.cost_ratio) < 0), key
    built = sr.when(cheap.but(still | {"years.fleets_per_year": "1 1/year"}), "texas").paths["central"]
    assert built.satellites_built[-1] == pytest.approx(1000 * (2045 - cheap.launch.price_year.si))
    assert built.satellite_per_watt[-1] < built.satellite_per_watt[0] == base.satellite_per_watt[0]


def test_launches_before_the_price_s_year_teach_nothing_on_any_path():
    """The mass flown until launch.price_year grows alike on all paths: how fast it grew before is in the price already. By hand, for the fast path."""
    case = sr.load()
    launch, year = case.launch, Q("1 year").to("s").magnitude
    start = launch.price_year.si
    usual = launch.mass_growth.si * year
    flow = launch.yearly_mass.quantity.to("t/year").magnitude * np.exp(usual * (start - 2026))
    flown = 7000 + 2500 * np.expm1(usual * (start - 2026)) / usual
    g, learning = launch.mass_growth.high * year, launch.learning_rate.high
    w = sr.when(case)
    late = flown + flow * np.expm1(g * (2040 - start)) / g
    by_hand = launch.price.quantity.to("USD/kg").magnitude * (late / flown) ** np.log2(1 - learning)
    found = w.paths["fast"]
    assert found.launch_price[list(found.years).index(2040)] == pytest.approx(by_hand, rel=1e-9)


def test_cheaper_in_2030_and_2035_is_answered_in_sentences(cheap):
    w = sr.when()
    assert [one.year for one in w.answers] == [2030, 2035]
    for one in w.answers:
        assert str(one).startswith(f"Is orbit cheaper in {one.year}? No: a GPU-hour costs ")
        path = w.paths["central"]
        assert one.ratios["central"] == path.cost_ratio[list(path.years).index(one.year)] and not one.cheaper
    late = sr.when(cheap, "n-virginia").answer(2045)
    assert late.ratios["fast"] < 1 and ("Yes" in str(late) or "Only on the fast path" in str(late))
    with pytest.raises(ValueError, match="not among the years"):
        w.answer(1999)
    assert [one.year for one in sr.when(last=2029).answers] == [2029]


def test_the_ratio_by_year_is_exported_alike_in_every_form(run, tmp_path):
    w = sr.when(last=2031)
    frame, rows = w.to_frame(), list(w.rows())
    assert len(frame) == len(rows) == 3 * len(w.paths["slow"].years) and frame.attrs["units"]["worth"] == "USD/kW"
    told = json.loads(run("when", "--last", "2031", "--region", "texas", "--format", "json").out)[0]
    assert told["paths"]["fast"]["cost_ratio"] == pytest.approx(list(w.paths["fast"].cost_ratio))
    file = tmp_path / "years.csv"
    assert run("when", "--last", "2031", "--region", "texas", "-o", str(file)).code == 0
    lines = file.read_text().splitlines()
    assert len(lines) == 1 + len(rows) and "launch_price [USD/kg]" in lines[0] and lines[1].startswith("texas,slow,")
    assert run("when", "--last", "2031", "--region", "texas", "--format", "csv").out.splitlines() == lines


def test_property_the_year_found_is_the_first_and_faster_is_never_later(cheap):
    for region in cheap.sites:
        w = sr.when(cheap, region)
        for one in w.paths.values():
            assert (one.cost is None) == bool(np.all(one.cost_ratio > 1))
            if one.cost is not None:
                at = one.cost - one.years[0]
                assert one.cost_ratio[at] <= 1 and np.all(one.cost_ratio[:at] > 1)
        slow, central, fast = (year or 9999 for year in w.years["cost"].values())
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
    with pytest.raises(KeyError, match='Did you mean "texas"'):
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
    assert wrong.code == 2 and 'Did you mean "time"' in wrong.err
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
    assert {key: rows[0][key] for key in ("region", "last", "cost", "worth")} == {
        "region": "texas",
        "last": 2045,
        "cost": dict.fromkeys(("slow", "central", "fast")),
        "worth": dict.fromkeys(("slow", "central", "fast")),
    }
    wrong = run("when", "--last", "1999")
    assert wrong.code == 2 and "2026" in wrong.err


def test_report_of_all_regions(run):
    answer = run("report", "--region", "all", "--section", "ground")
    assert answer.code == 0 and all(len(line) <= 80 for line in answer.out.splitlines())
    assert (
        all(place(name).split()[-1] in answer.out for name in records("regions"))
        and f"{len(records('regions'))} regions" in answer.out
    )


def test_a_design_that_cannot_be_built_is_told_once(run):
    told = run("when", "rack-100kw-flown", columns=200)
    assert told.code == 0 and told.out.count("In 2035 there is no cost") == 1 and "infinite" not in told.out
