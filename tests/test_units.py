"""Units at the door: what is read, what is refused, and in which words."""

from contextlib import suppress

import numpy as np
import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunrack.reading import to_value
from sunrack.units import Kelvin, Q, Ratio, SquareMetre, UnitError, Watt, bare, law, read, tidy, unit_of


@law
def _area(heat: Watt, panel: Kelvin, faces: Ratio = 2) -> SquareMetre:
    """For these tests alone."""
    return heat / (faces * 5.670374419e-8 * panel**4)


def teardown_module():
    from sunrack.units import LAWS

    LAWS.pop(_area.name, None)  # a worker may leave this file and come back to it


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("650 km", "m", 650e3),
        ("650km", "m", 650e3),
        ("60 degC", "K", 333.15),
        ("60 °C", "K", 333.15),
        ("113 degF", "K", 318.15),
        ("3000 lb", "kg", 1360.77711),
        ("8 %/year", "1/year", 0.08),
        ("8 percent/year", "1/year", 0.08),
        ("0.2/year", "1/year", 0.2),
        ("24 1/year", "1/year", 24),
        ("1e-3 W/m²/K", "W/m^2/K", 1e-3),
        ("5 W/(m**2*K)", "W/m²/K", 5),
        ("100 kUSD/kg", "USD/kg", 1e5),
        ("-0.26 %/K", "1/K", -0.0026),
        (".5 au", "m", 0.5 * 149597870700),
    ],
)
def test_read_takes_a_number_and_a_unit(text, unit, expected):
    assert read(text, unit).magnitude == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,5 kW", 'has a decimal comma. Write a decimal point: "1.5 kW"'),
        ("nan", "must be a finite number"),
        ("inf kW", "must be a finite number"),
        ("1e999 kW", "must be a finite number"),
        ("5 $/kg", "dollars are written USD"),
        ("1 ton", "ambiguous"),
        ("5 W/degC", 'Write K, for example "W/K"'),
        ("9**9**9 kW", "is not a number and a unit"),
        ("1 m**9**9", "is not a unit"),
        ("kW", "is not a number and a unit"),
        ("", "is not a number and a unit"),
        ("5 kilometr", 'Did you mean "kilometer"?'),
        ("5 furlong", "is not a known unit"),
        ("5 45 C", "is not a number and a unit"),
        ("45 C", "write degC"),
        ("__import__('os')", "is not a number and a unit"),
        ("1 " + "m*" * 500 + "m", "too long"),
    ],
)
def test_read_refuses_in_words(text, words):
    with pytest.raises(UnitError) as caught:
        read(text)
    assert words in str(caught.value)


@given(st.text(max_size=40))
def test_read_never_ends_in_another_error(text):
    """Property: any text is a quantity or a UnitError."""
    with suppress(UnitError):
        assert np.isfinite(read(text).magnitude)


@given(
    st.floats(-1e12, 1e12, allow_subnormal=False), st.sampled_from(["km", "kW", "USD/kg", "W/m²", "1/year", "Gbit/s"])
)
def test_written_quantities_read_back(number, unit):
    """Property: what pint prints in plain letters, read takes."""
    assert read(f"{number!r} {unit}").magnitude == number


def test_a_law_takes_any_compatible_unit_and_text():
    assert _area(heat=Q("100 kW"), panel="45 degC").to("m²").magnitude == pytest.approx(
        1e5 / (2 * 5.670374419e-8 * 318.15**4)
    )
    assert _area(Q(1e5, "W"), Q(318.15, "K"), faces=Q("1")).units == unit_of("m²")


def test_a_law_takes_arrays_and_its_si_twin_takes_bare_numbers():
    areas = _area(heat=Q([50, 100], "kW"), panel=Q("318.15 K"))
    np.testing.assert_allclose(areas.magnitude, _area.si(np.array([5e4, 1e5]), 318.15))


def test_a_quantity_of_another_registry_is_taken():
    other = pint.UnitRegistry()
    assert _area(heat=other.Quantity(100, "kW"), panel=Q("318.15 K")).magnitude == pytest.approx(_area.si(1e5, 318.15))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"heat": 5, "panel": "318 K"}, "heat is bare; it needs a unit"),
        ({"heat": "5 kg", "panel": "318 K"}, 'heat has the unit kg; needs one like W, for example "500 W"'),
        ({"heat": "5 kW", "panel": "318"}, "panel needs a unit"),
    ],
)
def test_a_law_refuses_wrong_units_in_words(arguments, words):
    with pytest.raises(UnitError) as caught:
        _area(**arguments)
    assert words in str(caught.value)


def test_a_law_names_the_nearest_argument():
    with pytest.raises(TypeError, match="Did you mean heat"):
        _area(haet="5 kW", panel="318 K")


def test_bare_numbers_pass_only_inside_bare():
    with bare():
        assert _area(1e5, 318.15) == _area.si(1e5, 318.15)
    with pytest.raises(UnitError):
        _area(1e5, 318.15)


def test_division_by_zero_in_a_law_is_infinite_and_silent():
    assert _area.si(1e5, 0) == np.inf


def test_tidy_reads_signs_of_people():
    assert tidy("W·m⁻²") != "" and tidy("kg/m²") == "kg/m**2" and tidy("% per year") == "percent / year"


@pytest.mark.parametrize(
    ("raw", "unit", "words"),
    [
        ("650", "km", 'needs a unit, for example "650 km"'),
        (650, "km", 'needs a unit, for example "650 km"'),
        ("5 kg", "K", 'has the unit kg; needs one like K, for example "318 K"'),
        (True, "", "must be a number"),
        ({"value": "5 km", "low": "6 km"}, "km", "outside its own range"),
        ({"value": "5 km", "colour": "red"}, "km", 'unknown key "colour"'),
        ({"low": "5 km"}, "km", "without a value"),
        ("5 rad", "", "has the unit rad; needs one like a plain ratio"),
    ],
)
def test_a_value_refuses_in_words(raw, unit, words):
    with pytest.raises(UnitError) as caught:
        to_value(raw, unit)
    assert words in str(caught.value)


def test_a_clock_is_hours():
    assert to_value("10:30", "hour", clock=True).quantity.to("hour").magnitude == 10.5
    with pytest.raises(UnitError, match="time of day"):
        to_value("25:00", "hour", clock=True)
