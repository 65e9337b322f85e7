"""The few doors that no other test goes through: a wrong name of a plant, a broken result, a comparison that is checked later."""

import pytest

import sunrack as sr
from sunrack.catalogue import Unknown
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
