"""Warnings: what ships is clean; each kind is seen; a study is silent."""

import json
import re
import warnings

import numpy as np
import pytest

import sunrack as sr
from sunrack.scenario import shipped
from sunrack.units.validity import noting_validity


@pytest.mark.parametrize("name", shipped())
def test_what_ships_is_clean(name):
    assert sr.compare(name).warnings == ()


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"rack.mass": "5 kg"}, "rack.mass", "5 kg is outside the cited range 1315 kg to 1551 kg"),
        (
            {"finance.compute_life": "8 year"},
            "finance.compute_life",
            "8 year is longer than the satellite's life, 5 year",
        ),
        ({"orbit.altitude": "300 km"}, "power.ageing.fluence_rate", "altitude = 300 km is outside .* 500 to 1,400 km"),
        ({"orbit.altitude": "1400 km"}, "orbit.dose.dose_rate", "altitude = 1,400 km is outside .* 500 to 1,200 km"),
        ({"cost.learning": 0.7}, "cost.laws.average_unit_cost", "learning = 0.7 .* at least 0.75"),
        (
            {"finance.satellite_construction": "5 year", "finance.cost_of_capital": "10 %/year"},
            "finance.interest_during_construction",
            "rate × time = 0.5 is outside .* at most 0.25",
        ),
    ],
)
def test_each_kind_of_warning_is_a_python_warning_of_its_own_class(changes, place, words):
    with pytest.warns(sr.SunrackWarning, match=f"{re.escape(place)}: .*{words}") as told:
        c = sr.compare(changes)
    assert [str(one.message) for one in told] == [str(one) for one in c.warnings]
    assert all(one.filename == __file__ for one in told), "a warning points at the line that asked"


def test_a_life_as_long_as_the_satellites_is_no_warning():
    for years in (5, 3):
        places = {one.place for one in sr.compare({"finance.compute_life": f"{years} year"}).warnings}
        assert places <= {"finance.compute_life"}
        assert not any(
            "satellite's life" in one.words for one in sr.compare({"finance.compute_life": f"{years} year"}).warnings
        )


def test_a_checked_comparison_warns_of_the_same():
    changes = {"orbit.altitude": "300 km", "cost.learning": 0.7}
    assert sr.compare(changes, checked=True).warnings == sr.compare(changes).warnings != ()


def test_a_study_and_a_report_raise_no_python_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        grid = sr.sweep(None, over={"orbit.altitude": sr.Q(np.linspace(300, 1400, 3), "km")}, outputs=["mass.wet"])
        assert grid["mass.wet"].shape == (3,)
        sr.breakeven(sr.load().but({"orbit.altitude": "1400 km"}), "launch.price", region="texas")
        str(sr.report(sr.load().but({"orbit.altitude": "1400 km"}), sections=["heat"]))


def test_a_law_that_declares_a_range_says_it_in_its_docstring():
    declared = [law for law in sr.LAWS.values() if law.validities]
    assert len(declared) >= 8
    for law in declared:
        for one in law.validities:
            for end in (one.low, one.high):
                said = (f"{end:g}", f"{end:,.10g}", f"{end:.0e}".replace("e+", "e")) if end is not None else ("",)
                assert any(text in law.validity for text in said), (law.name, end, law.validity)


def test_a_law_called_within_its_range_is_not_noted():
    law = sr.LAWS["cost.laws.average_unit_cost"]
    with noting_validity() as beyond:
        law.si(first=1.0, learning=0.9, units=10.0)
    assert beyond == {}
    with noting_validity() as beyond:
        law.si(first=1.0, learning=np.array([0.9, 0.5]), units=10.0)
    assert list(beyond.values()) == [0.5]


def test_check_tells_warnings_and_report_warns_on_standard_error(run, tmp_path):
    file = tmp_path / "my.toml"
    file.write_text('[orbit]\naltitude = "1400 km"\n', encoding="utf-8")
    told = run("check", str(file))
    assert told.code == 0 and "warning: 1400 km is outside the cited range" in told.out
    assert "orbit.dose.dose_rate" in told.out and "2 warnings" in told.out
    told = run("report", str(file))
    assert told.code == 0 and "Warning: orbit.altitude: 1400 km is outside the cited range" in told.err
    assert "Warning: orbit.dose.dose_rate: altitude = 1,400 km" in told.err and "warning:" not in told.out
    data = json.loads(run("report", str(file), "--format", "json", "--section", "mass").out)
    assert {"orbit.altitude", "orbit.dose.dose_rate"} <= {one["place"] for one in data["warnings"]}
    assert run("report", "--section", "mass").err == ""
