"""What a scenario shows of itself, and which values it refuses or warns of."""

from types import SimpleNamespace

import pytest

import sunrack as sr
from sunrack import Q
from sunrack.catalogue import records
from sunrack.reading import to_value
from sunrack.scenario import SECTIONS, shipped, warnings


@pytest.fixture(scope="module")
def case():
    return sr.load()


# ---------------------------------------------------------------------- R10 and CLI fault 4: bounds and warnings


def test_r10_every_number_has_bounds_and_nonsense_is_refused():
    for room, model in SECTIONS.items():
        for key in model.model_fields:
            bounds = model.extra(key).get("bounds", {"above": 0, "at_most": 1})
            low = bounds["above"] if bounds["above"] is not None else bounds["at_least"]
            assert low is not None and bounds["at_most"] is not None, f"{room}.{key}"
    with pytest.raises(sr.ScenarioError, match="at most 100 percent/year"):
        sr.load().but({"finance.cost_of_capital": "800 %/year"})
    with pytest.raises(sr.ScenarioError, match=": 3 problems"):
        sr.load().but({"ground.texas.pue": 20, "ground.engines.spare": 1e5, "rack.mass": "1e9 kg"})


def test_r10_every_record_of_the_catalogues_lies_within_the_bounds():
    for model in SECTIONS.values():
        for key in model.model_fields:
            selector, item = model.given_by(key)
            extra, kind = model.extra(key), model.extra(selector).get("catalogue") if selector else None
            for record in records(kind).values() if kind else ():
                if item in record:
                    assert (
                        to_value(record[item], extra["unit"], clock=extra["clock"], **extra["bounds"]).unit
                        == extra["unit"]
                    )
    assert sr.load({"ground": {"regions": ["all"], "source": "best"}}).sites.keys() == records("regions").keys()


def test_cli4_a_value_outside_the_cited_range_is_a_warning(case):
    assert warnings(case) == []
    ((place, words),) = warnings(case.but({"rack.mass": "5 kg"}))
    assert place == "rack.mass" and words.startswith("5 kg is outside the cited range 1315 kg to 1551 kg")
    quote = {"launch.vehicle": "falcon-9", "launch.price": "4000 USD/kg", "rack.power": "100 kW"}
    assert warnings(case.but(quote)) == []  # held against the vehicle that was chosen
    mine = {"ground.mine": {"base": "texas", "pue": 3}, "ground.regions": ["mine"]}
    assert [place for place, _ in warnings(case.but(mine))] == ["ground.mine.pue"]


# ---------------------------------------------------------------------- CLI fault 19: what a scenario shows of itself


@pytest.mark.parametrize("name", shipped())
def test_cli19_a_scenario_writes_the_file_that_loads_to_it(tmp_path, name):
    mine = sr.load(name).but({
        "launch.price": Q(100, "USD/kg"), "power.array_specific_power": "100 W/kg", "title": 'a "b" \\ ü',
        "power.cell_efficiency.low": 0.1, "ground.mine": {"base": "texas", "power_price.low": "0.02 USD/kWh"},
        "ground.engines.capex": "1100 USD/kW", "ground.regions": ["mine", "india"], "ground.source": "best",
    })  # fmt: skip
    for one in (sr.load(name), mine):
        path = tmp_path / "mine.toml"
        path.write_text(one.to_toml(), encoding="utf-8")
        again = sr.load(path)
        assert again == one and again.diff(one) == {} and hash(again) == hash(one)
        assert one.to_toml().count("\n# ") > 150 and again.to_toml() == one.to_toml()
        assert len(repr(one)) < 2_500 and repr(one).count("\n") < 25 and len(one._repr_html_()) < 5_000


def test_cli19_a_difference_names_both_sides(case):
    mine = case.but({"orbit.altitude": "700 km", "power.eclipse_policy": "sleep"})
    assert set(mine.diff(case)) == {"orbit.altitude", "power.eclipse_policy"}
    assert mine.diff("rack-100kw")["power.eclipse_policy"] == ("sleep", case.power.eclipse_policy)
    assert "orbit.altitude        700 km instead of 650 km" in repr(mine)
    assert case != mine and len({case, mine, sr.load()}) == 2
    assert SimpleNamespace(case=case) == SimpleNamespace(case=sr.load())
