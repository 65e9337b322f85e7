"""The regions that ship: every field sourced, odds never mixed, mistakes told."""

import pytest

from sunrack import ground
from sunrack.catalogue import records, sources
from sunrack.scenario import load
from sunrack.units import Q, UnitError
from sunrack.values import to_value


def test_every_region_has_every_field_with_range_and_source() -> None:
    """All 17 regions: value within its range, a known source or a stated guess, attribution where the tracker's counts went in."""
    assert len(records("regions")) == 17
    for name, record in records("regions").items():
        for field, one in ground.region_values(name).items():
            assert one.low is not None and one.high is not None and one.why, (name, field)
            assert one.source == "assumption" or one.source in sources(), (name, field, one.source)
            if one.source == "datacentertracker-2026":
                assert "CC BY 4.0" in record["attribution"]
            if one.is_money:
                assert one.year


def test_refusal_is_share_contested_times_failure_if_contested() -> None:
    """Northern Virginia: half contested × 0.6 failing if contested; the schedule reads the product, and neither alone."""
    for name in records("regions"):
        values, inputs = ground.region_values(name), ground.region_inputs(name)
        assert float(inputs.refusal) == pytest.approx(values["contested"].si * values["failure_if_contested"].si, rel=1e-12)
    assert float(ground.region_inputs("n-virginia").refusal) == pytest.approx(0.3)
    assert float(ground.region_inputs("texas").refusal) == pytest.approx(0.11)
    case = load({"ground": {"texas": {"contested": 0.5}}})
    assert float(case.inputs().sites["texas"].refusal) == pytest.approx(0.22)
    assert case.inputs({"ground.texas.contested": 0.1}, bare=True).sites["texas"].refusal == pytest.approx(0.044)


def test_region_names_and_values_are_checked() -> None:
    """A wrong name tells the nearest; a wrong unit or a ratio out of bounds is told in words."""
    with pytest.raises(KeyError, match="n-virginia"):
        ground.region_values("n-virgina")
    with pytest.raises(UnitError, match="USD/kWh"):
        ground.region_value("9 kWh", "power_price")
    with pytest.raises(UnitError, match="at most"):
        ground.region_value(1.2, "contested")
    assert ground.region_value(to_value("1 year", "year"), "grid_wait").quantity == Q("1 year")
