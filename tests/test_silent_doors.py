"""One door for numbers with units: every way to write a value gives the same SI number, or is refused in words."""

import copy
import multiprocessing
import pickle
from decimal import Decimal
from fractions import Fraction

import astropy.units
import numpy as np
import pandas
import pint
import pytest
import xarray

import sunrack as sr
from sunrack.reading import to_value
from sunrack.units import Q, UnitError, in_si

OTHER = pint.UnitRegistry()
KEYS = {
    "K": "thermal.coolant_supply",
    "delta_K": "thermal.approach",
    "deg": "link.minimum_elevation",
    "": "rack.derate",
}
MINE = sr.load()


def _refusals(value, unit):
    """What each of the doors says of a value."""
    for door in (in_si, to_value, Q):
        with pytest.raises(UnitError) as caught:
            door(value, unit)
        yield str(caught.value)
    with pytest.raises(sr.ScenarioError) as caught:
        MINE.but({KEYS[unit]: value})
    yield str(caught.value)


@pytest.mark.parametrize("value", [
    "40 degC", "40 °C", "40 celsius", "40 degree_Celsius", "104 degF", "104 °F", "104 fahrenheit",
    "104 degree_Fahrenheit", "313.15 K", "313.15 kelvin", "313150 mK", "563.67 degR", "563.67 degree_Rankine",
    Q(40, "degC"), Q(104, "degF"), OTHER.Quantity(40, "degC"), OTHER.Quantity(104, "degF"), OTHER.Quantity(563.67, "degR"),
    OTHER.Quantity(Decimal(40), "degC"), 40 * astropy.units.deg_C, xarray.DataArray(40.0, attrs={"units": "degC"}),
    {"value": "40 degC", "low": "30 degree_Celsius", "high": Q(122, "degF")},
], ids=str)  # fmt: skip
def test_k1_a_temperature_is_one_in_every_spelling(value):
    assert to_value(value, "K").si == pytest.approx(313.15, abs=1e-9)
    assert MINE.but({"thermal.coolant_supply": value}).thermal.coolant_supply.si == pytest.approx(313.15, abs=1e-9)
    if not isinstance(value, dict):
        assert in_si(value, "K") == pytest.approx(313.15, abs=1e-9)
        assert Q(value, "K").magnitude == pytest.approx(313.15, abs=1e-9)
        assert Q(value, "degF").magnitude == pytest.approx(104, abs=1e-9)
        warm = sr.thermal.radiator_area(heat="114 kW", panel=value, sink="201 K", emissivity=0.8)
        assert warm.magnitude == pytest.approx(sr.thermal.radiator_area.si(114e3, 313.15, 201.0, 0.8), rel=1e-12)


def test_k1_the_ends_of_a_record_are_temperatures_too():
    found = to_value({"value": "40 degC", "low": Q(86, "degF"), "high": OTHER.Quantity(50, "degC")}, "K")
    assert (found.low, found.high) == pytest.approx((303.15, 323.15))


@pytest.mark.parametrize("unit", ["mdegC", "kdegC", "Mdegree_Celsius", "ndegF", "k°C", "mcelsius"])
def test_k1_a_prefix_on_a_scale_with_an_offset_is_refused(unit):
    assert all("puts a prefix on a temperature scale" in words for words in _refusals(f"40 {unit}", "K"))


@pytest.mark.parametrize("text", ["5 W/degC", "5 degC/s", "5 1/degC", "5 degC²", "5 W/celsius", "5 degC*m"])
def test_k1_a_scale_within_a_compound_unit_is_refused(text):
    with pytest.raises(UnitError, match="temperature scale inside a compound unit"):
        Q(text)


@pytest.mark.parametrize("value", [
    "40 delta_degC", "40 Δ°C", "40 ΔdegC", "40 delta_degree_Celsius", "40 delta_celsius", "40 delta_degF", "40 Δ°F", "40 delta_K",
    "40 ΔK", Q(40, "delta_degC"), OTHER.Quantity(40, "delta_degC"), OTHER.Quantity(40, "delta_degF"),
], ids=str)  # fmt: skip
def test_k14_a_difference_is_no_temperature(value):
    assert all("a difference; needs a temperature" in words for words in _refusals(value, "K"))
    with pytest.raises(UnitError, match="a difference; needs a temperature"):
        sr.thermal.radiator_area(heat="114 kW", panel=value, sink="201 K", emissivity=0.8)
    assert to_value(value, "delta_K").si == in_si(value, "delta_K") > 20


@pytest.mark.parametrize("value", ["5 degC", "5 °F", "5 celsius", Q(5, "degC"), OTHER.Quantity(5, "degF")], ids=str)
def test_k14_a_temperature_is_no_difference(value):
    assert all("a temperature; needs a difference" in words for words in _refusals(value, "delta_K"))


def test_k14_kelvin_is_both_and_is_shown_so():
    assert in_si("5 K", "K") == in_si("5 K", "delta_K") == in_si("9 delta_degF", "delta_K") == 5
    assert str(MINE.but({"thermal.approach": "7 delta_degC"}).thermal.approach) == "7 K"
    assert in_si("2 W/delta_degC", "W/K") == in_si(OTHER.Quantity(2, "W/delta_degC"), "W/K") == 2


@pytest.mark.parametrize(
    "value", [1, "1", 0.5, "1 %", "3 dB", Q(1, ""), "1 ppm", "1 rads", np.float32(1), [1], "1 m/m"], ids=str
)
def test_k5_an_angle_needs_a_unit_of_angle(value):
    if not isinstance(value, (int, float, np.float32, list)):
        assert len(list(_refusals(value, "deg"))) == 4
    for door in (in_si, to_value):
        with pytest.raises(UnitError):
            door(value, "deg")
    with pytest.raises(UnitError, match="beta"):
        sr.orbit.eclipse_fraction(altitude="650 km", beta=value)


@pytest.mark.parametrize("value", ["1 deg", "1 rad", "1 turn", "1 arcmin", "-1 dB", "0.1 °", Q(1, "deg"), OTHER.Quantity(1, "rad"),
                                   0.5 * astropy.units.deg, 1 * astropy.units.dB], ids=str)  # fmt: skip
def test_k5_a_ratio_is_no_angle_and_no_level(value):
    assert len(list(_refusals(value, ""))) == 4
    with pytest.raises(UnitError, match="emissivity has the unit"):
        sr.thermal.radiator_area(heat="114 kW", panel="314 K", sink="201 K", emissivity=value)


@pytest.mark.parametrize(("value", "unit"), [
    ("1 1/day", "deg/day"), ("1 Hz", "rad/s"), ("1 rad/s", "1/s"), ("1 kg", "kg/rad"), ("1 kg/rad", "kg"), ("1 %/s", "rad/s"), ("1", "dB"),
    (1, "dB"), ("1 %", "dB"), ("1 rad", "rad_Si/year"), ("1 deg", "Gy"), ("5 rads", "deg"), (OTHER.Quantity(5, "rads"), "rad"),
    (OTHER.Quantity(5, "count/s"), "rad/s"), (OTHER.Quantity(5, "neper"), ""),
], ids=str)  # fmt: skip
def test_k5_the_angle_stays_in_a_compound_unit(value, unit):
    with pytest.raises(UnitError):
        in_si(value, unit)


def test_k5_what_each_kind_takes():
    halves = [in_si("180 deg", "rad"), in_si("0.5 turn", "rad"), in_si(Q(10800, "arcmin"), "deg")]
    assert halves == pytest.approx([np.pi] * 3)
    assert in_si("50 %", "") == in_si(OTHER.Quantity(500_000, "ppm"), "") == in_si(0.5, "") == 0.5
    assert in_si(OTHER.Quantity(500, "rads"), "Gy") == in_si("0.5 krad", "rad_Si") == in_si("500 rad_Si", "Gy") == 5
    assert to_value("3 dB", "", level=True).si == to_value(3, "", level=True).si == 3
    assert MINE.but({"link.required_margin": "4 dB"}).link.required_margin.si == 4
    with pytest.raises(UnitError, match="plain whole number"):
        to_value("200000 %", "", whole=True)
    with pytest.raises(UnitError, match="plain number of decibels"):
        to_value("3 %", "", level=True)


def _same(law):
    return law is sr.thermal.radiator_area, law


def _fails(text):
    return Q(text)


@pytest.mark.parametrize("content", [
    Q(2, "m") ** 10, Q(9, "m") ** 0.5, Q("40 degC"), Q("5 delta_degC"), Q("3 dB"), Q([1, 2], "deg"), Q("5 µm"), Q(3, "USD/kWh"),
], ids=str)  # fmt: skip
def test_k9_quantities_and_units_survive_copies(content):
    for one in (pickle.loads(pickle.dumps(content)), copy.copy(content), copy.deepcopy(content)):
        assert np.all(one == content) and one.units == content.units and type(one) is type(content)
    for one in (pickle.loads(pickle.dumps(content.units)), copy.copy(content.units), copy.deepcopy(content.units)):
        assert one == content.units and 1.0 * one == 1.0 * content.units


def test_k9_laws_cross_to_a_new_process():
    law = sr.thermal.radiator_area
    assert copy.copy(law) is copy.deepcopy(law) is pickle.loads(pickle.dumps(law)) is law
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        same, back = pool.apply(_same, (law,))
        assert same and back is law
        assert pool.apply(abs, (Q(-2, "m") ** 9,)) == Q(2, "m") ** 9
        with pytest.raises(UnitError, match="Did you mean"):
            pool.apply(_fails, ("5 kilometr",))


def test_k2_a_value_of_another_kind_is_refused():
    with pytest.raises(sr.ScenarioError, match="has the unit USD/kg; needs one like km"):
        MINE.but({"orbit.altitude": MINE.launch.price})
    with pytest.raises(UnitError, match="must be at most"):
        to_value(MINE.orbit.altitude, "km", at_most=500)
    with pytest.raises(UnitError, match="altitude has the unit USD/kg"):
        sr.orbit.orbital_period(altitude=MINE.launch.price)
    assert sr.orbit.orbital_period(altitude=MINE.orbit.altitude) == sr.orbit.orbital_period(altitude="650 km")


def test_k2_what_the_record_says_comes_before_what_the_value_says():
    old = MINE.orbit.altitude
    new = MINE.but({"orbit.altitude": {"value": old, "low": "640 km", "why": "mine"}}).orbit.altitude
    assert (new.si, new.low, new.high, new.why, new.source) == (old.si, 640e3, old.high, "mine", "your scenario")
    assert "from" in to_value({"value": MINE.rack.power, "high": "150 kW"}, "kW").why
    assert to_value(old, "m").unit == "m" and to_value(old, "km") == old
    assert to_value({"value": old, "low": None, "distribution": ""}, "km").low is None


def test_k2_a_price_that_was_moved_to_another_year_is_not_moved_again():
    key, price = next((key, one) for key, one in MINE.values().items() if one.moved_to and one.low)
    again = MINE.but({key: price}).values()[key]
    assert price.year < price.moved_to and (again.si, again.low, again.high) == (price.si, price.low, price.high)


@pytest.mark.parametrize("value", [
    np.float32(0.5), np.float16(0.5), np.array(0.5), Decimal("0.5"), Fraction(1, 2), xarray.DataArray(0.5), np.longdouble(0.5),
    "50 %", Q(50, "percent"), OTHER.Quantity(Fraction(1, 2)), pandas.Series([0.5]).iloc[0], xarray.DataArray(50.0, attrs={"units": "%"}),
], ids=repr)  # fmt: skip
def test_k12_numbers_of_every_kind_are_numbers(value):
    assert to_value(value, "").si == in_si(value, "") == Q(value, "").magnitude == 0.5
    assert MINE.but({"rack.derate": value}).rack.derate.si == 0.5
    assert MINE.but({"orbit.year": np.uint16(2028)}).orbit.year.si == 2028
