"""The few doors that no other test goes through: a wrong name of a plant, a broken result, a comparison that is checked later."""

from types import SimpleNamespace

import pytest

import sunrack as sr
from sunrack.catalogue import Unknown
from sunrack.findings.sources import drawn
from sunrack.ground.jurisdictions import moratorium_wait
from sunrack.reading import to_value
from sunrack.study import evaluate
from sunrack.verdict import checked_later, compare


def test_inside_checked_later_no_quantity_is_computed_until_one_is_read():
    with checked_later():
        later = compare()
    assert callable(later.units), "the walk with quantities has not run"
    assert not callable(sr.compare().units)
    assert later["mass.wet"].to("kg").magnitude == pytest.approx(sr.compare()["mass.wet"].to("kg").magnitude, rel=1e-12)


def test_an_error_behind_a_known_result_is_not_reported_as_an_unknown_name(monkeypatch):
    c = sr.compare()
    monkeypatch.setattr(type(c), "_owner", lambda *_: (_ for _ in ()).throw(KeyError("a fault of ours")))
    monkeypatch.setattr(type(c), "to_dict", lambda _: {"mass.wet": {}})
    with pytest.raises(KeyError, match="a fault of ours"):
        c.result("mass.wet")
    with pytest.raises(Unknown, match="Did you mean"):
        c.result("mass.wett")


def test_a_plant_whose_numbers_are_not_given_is_named():
    from test_ground import RACK, build, region, section

    inputs = section(source="on-site-gas")
    inputs.plants = {}
    with pytest.raises(Unknown, match='"on-site-gas" is a plant whose numbers `plants` does not hold'):
        build(inputs, region(), **RACK)


def test_what_cannot_be_drawn_or_compared_is_none_and_a_result_is_asked_for_by_its_name():
    lost = sr.findings(sr.compare(sr.load().but({"orbit.altitude": "6500 km", "ground.regions": ["texas"]})))
    assert lost.figures.sizes is lost.figures.year is lost.figures.heat is None
    c = sr.compare()
    assert "mass.wet" in c and list(c) == c.keys() == list(c.to_dict())
    with pytest.raises(Unknown, match="is not a result"):
        c.result(1)
    with pytest.raises(Unknown, match="takes what compare gave"):
        sr.findings(1)
    with pytest.raises(ValueError, match="needs a region"):
        _ = evaluate(sr.load(), words={"ground.regions": []}).verdict


def test_a_scenario_that_flies_what_has_flown_is_set_beside_no_other_vehicle_and_an_imposed_price_has_no_lines():
    flown = sr.findings(sr.compare(sr.load().but({"launch.vehicle": "falcon-9", "ground.regions": ["texas"]})))
    assert [one.name for one in flown.launch.vehicles] == ["falcon-9"]
    imposed = sr.load().but({"cost.satellite_per_watt": "20 USD/W", "ground.regions": ["texas"]})
    assert sr.findings(sr.compare(imposed)).money.bus == ()


def test_the_first_jurisdiction_of_a_region_opens_no_later_than_its_last():
    first, last = moratorium_wait("texas")
    assert 0 <= first <= last


def test_the_distance_from_the_optimum_is_what_optimize_finds_against_the_same_region(monkeypatch):
    asked = []

    def found(case, against):
        asked.append((case, against))
        return SimpleNamespace(to_dict=lambda: {"value": 15.3})

    monkeypatch.setattr("sunrack.findings.optimum.optimize", found)
    c = sr.compare(against="ireland")
    assert sr.findings(c, "optimum").to_dict() == {"value": 15.3}
    assert asked == [(c.scenario, "ireland")]


def test_how_a_value_of_a_group_is_drawn_is_told_with_its_correlation():
    record = {"value": 2.0, "low": 1.0, "high": 4.0, "distribution": "uniform", "group": "-growth"}
    assert drawn(to_value(record, "")) == "uniform, with group growth"
    assert drawn(to_value(record | {"correlation": 0.5}, "")) == "uniform, with group growth (rank correlation 0.5)"
