"""Every key of a scenario and every argument of a law, in each way that the same value can be written: the same number or the same refusal."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pint
import pytest
import xarray
from astropy import units as astro
from test_laws import LAWS, _arguments, _value

import sunrack as sr
from sunrack.scenario import SECTIONS
from sunrack.study.axes import axis
from sunrack.units import Q, UnitError, in_si

CASE = sr.load()
VALUES = {key: value for key, value in CASE.values().items() if key != "finance.currency_year"}
OTHER = pint.UnitRegistry()
OTHER.define("USD = [money]")
OTHER.define("bit = [information]")


def whole(key):
    room, _, name = key.partition(".")
    return "." not in name and SECTIONS[room].extra(name).get("bounds", {}).get("whole")


def number(value):
    return float(value.quantity.magnitude)


def text(value):
    return f"{number(value)!r} {value.unit}".strip()


SPELLINGS = {
    "text": text,
    "text with spaces": lambda value: f"  {number(value)!r}   {value.unit} ",
    "quantity": lambda value: value.quantity if value.unit else number(value),
    "quantity of a 0-d array": lambda value: Q(np.array(number(value)), value.unit),
    "quantity in SI": lambda value: (
        Q(value.si, f"{in_base(value):~}") if value.unit not in ("", "dB", "dB(A)") else number(value)
    ),
    "record": lambda value: {"value": text(value)},
    "record of a quantity": lambda value: {"value": value.quantity, "why": "measured"},
    "value": lambda value: value,
    "numpy": lambda value: Q(np.float64(number(value)), value.unit),
    "xarray": lambda value: (
        xarray.DataArray(number(value), attrs={"units": value.unit}) if value.unit else xarray.DataArray(number(value))
    ),
}
PLAIN = {"Decimal": Decimal, "Fraction": Fraction, "float32": np.float32, "float64": np.float64, "0-d": np.array}


def in_base(value):
    return value.quantity.to_base_units().units


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_key_reads_the_same_value_in_every_spelling(spelling):
    """All keys at once: SI numbers equal to 1e-12."""
    write = SPELLINGS[spelling]
    changes = {}
    for key, value in VALUES.items():
        bare = whole(key) or value.unit in ("dB", "dB(A)")
        changes[key] = (
            number(value) if bare and spelling in ("quantity in SI", "quantity of a 0-d array") else write(value)
        )
    read = CASE.but(changes).values()
    for key, value in VALUES.items():
        assert read[key].si == pytest.approx(value.si, rel=1e-12, abs=1e-300), (key, changes[key])


@pytest.mark.parametrize("kind", PLAIN)
def test_every_ratio_and_count_reads_a_plain_number_of_every_kind(kind):
    made = {key: PLAIN[kind](number(value)) for key, value in VALUES.items() if not value.unit}
    read = CASE.but(made).values()
    exact = {"rel": 1e-6} if kind == "float32" else {"rel": 1e-15}
    for key in made:
        assert read[key].si == pytest.approx(VALUES[key].si, **exact), key


def refused(changes):
    """The keys that a change is refused for."""
    with pytest.raises(sr.ScenarioError) as caught:
        CASE.but(changes)
    return {place for place, _ in caught.value.problems}


@pytest.mark.parametrize(
    "wrong",
    [
        "5 V",
        "5 A",
        Q(5, "V"),
        OTHER.Quantity(5, "V"),
        5 * astro.V,
        float("nan"),
        None,
        True,
        "",
        "five",
        [1, 2],
        {},
        b"5",
    ],
)
def test_every_key_refuses_what_it_cannot_be(wrong):
    """A unit of another dimension, no number, many numbers: refused for each key by name."""
    changes = dict.fromkeys(VALUES, wrong)
    told = refused(changes)
    left = {key for key in VALUES if not any(place == key or place.startswith(f"{key}.") for place in told)}
    assert not left


def test_every_key_with_a_unit_refuses_a_bare_number_and_every_ratio_an_angle():
    united = {key: 0.5 for key, value in VALUES.items() if value.unit not in ("", "dB", "dB(A)", "kg/kg")}
    assert refused(united) == set(united)
    ratios = {key: "0.5 rad" for key, value in VALUES.items() if value.unit == ""}
    assert refused(ratios) == set(ratios)
    angles = {key: "50 percent" for key, value in VALUES.items() if value.unit in ("deg", "rad")}
    assert angles and refused(angles) == set(angles)


@pytest.mark.parametrize("key", VALUES)
def test_every_axis_reads_the_same_value_in_every_spelling(key):
    value = VALUES[key]
    ways = [text(value), [text(value)], value, [value], Q(np.array([number(value)]), value.unit), [value.quantity]]
    if value.unit == "":
        ways += [number(value), np.array([number(value)]), [Decimal(number(value))]]
    for way in ways:
        assert axis(CASE, key, way).si == pytest.approx([value.si], rel=1e-12), way
    for wrong in ("5 V", [Q(5, "V")], [None], np.ma.masked_array([1.0], [True]), [True], {"value": 1}):
        with pytest.raises(ValueError):
            axis(CASE, key, wrong)


def foreign(si, unit):
    """A quantity of another registry in SI units; None where that registry has no such unit."""
    try:
        return OTHER.Quantity(si, f"{Q(1.0, unit).to_base_units().units:D}")
    except Exception:  # a unit that only sunrack has
        return None


@pytest.mark.parametrize("name", sorted(LAWS))
def test_every_argument_of_every_law_reads_the_same_value_in_every_spelling(name):
    """Text, quantities of two registries, one-element lists, float32 and integers of a value that these hold: one answer."""
    law = LAWS[name]
    if "last axis" in (law.__doc__ or ""):
        pytest.skip("works along an inner axis; its discipline tests it")
    units = _arguments(law)
    point = {
        argument: Q(_value(law, argument), unit) if unit else _value(law, argument) for argument, unit in units.items()
    }
    answer = law(**point).to_base_units().magnitude
    for argument, unit in units.items():
        si = _value(law, argument)
        ways = [f"{si!r} {unit}".strip(), Q([si], unit), Q(np.array(si), unit)]
        if not unit:
            ways += [Decimal(si), np.float64(si), [si], np.array(si)]
        elif (other := foreign(si, unit)) is not None:
            ways.append(other)
        for way in ways:
            again = law(**{**point, argument: way}).to_base_units().magnitude
            np.testing.assert_allclose(
                np.ravel(again)[0], answer, rtol=1e-9, equal_nan=True, err_msg=f"{argument} = {way!r}"
            )
        for wrong in ("5 V", Q(5, "V"), None, True, np.ma.masked_array([1.0], [True]), "0.5 dB" if unit else "0.5 rad"):
            with pytest.raises(UnitError):
                law(**{**point, argument: wrong})


@pytest.mark.parametrize(
    "kind", ["int8", "uint8", "int16", "int32", "int64", "uint64", "float16", "float32", "float64"]
)
def test_every_law_computes_in_float64_whatever_the_kind_of_its_numbers(kind):
    """A whole number that the kind holds, as each argument in turn: the answer of the same number as a float."""
    for law in LAWS.values():
        if "last axis" in (law.__doc__ or ""):
            continue
        point = {argument: _value(law, argument) for argument in _arguments(law)}
        for argument in point:
            for whole_number in (1, 3, 100):
                if law.domains[argument].outside(float(whole_number)):
                    continue
                one = law.si(**{**point, argument: float(whole_number)})
                other = law.si(**{**point, argument: np.array([whole_number], kind)})
                assert np.ravel(other)[0] == pytest.approx(np.ravel(one)[0], rel=1e-14, nan_ok=True), (
                    law.name,
                    argument,
                )


def test_the_door_gives_float64_for_every_kind():
    for kind in ("int8", "uint16", "float16", "float32"):
        assert in_si(np.array([100, 50], kind), "").dtype == np.float64
