"""Numbers and units as people write them: read rightly, or refused in one sentence and at once."""

import dataclasses
import importlib
import pkgutil
import random
import time
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas
import pint
import pytest
import xarray
from astropy import units as astro
from hypothesis import example, given, settings
from hypothesis import strategies as st

import sunrack as sr
from sunrack.reading import to_value
from sunrack.scenario import SECTIONS
from sunrack.section import Result
from sunrack.units import Q, UnitError, in_si, read, split, unit_of

THING = type("Thing", (), {"__repr__": lambda self: "a thing"})()  # shows itself alike in every process
OTHER = pint.UnitRegistry()
AREA = sr.thermal.radiator_area
INTEGERS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]


@pytest.mark.parametrize("kind", [*INTEGERS, "float16", "float32", "longdouble"])
def test_k3_a_law_computes_in_float64_whatever_comes_in(kind):
    expected = AREA.si(114e3, 100.0, 20.0, 0.75)
    panel, sink = np.array([100], kind), np.array([20], kind)
    assert AREA.si(114e3, panel, sink, 0.75) == AREA.si(114e3, panel[0], sink[0], 0.75) == expected
    assert AREA.si(114e3, list(panel), panel[0] * 0 + sink, np.float32(0.75)) == expected
    foreign = AREA(
        heat=OTHER.Quantity(114, "kW"), panel=OTHER.Quantity(panel, "K"), sink=OTHER.Quantity(sink[0], "K"), emissivity=Fraction(3, 4)
    )  # fmt: skip
    own = AREA(heat=Q(114, "kW"), panel=Q(panel, "K"), sink=Q(sink, "K"), emissivity=Decimal("0.75"))
    assert foreign.magnitude == own.magnitude == pytest.approx(expected, rel=1e-15)
    assert Q(panel, "K").magnitude.dtype == Q(panel).magnitude.dtype == float


def test_k3_samples():
    assert AREA.si(114e3, np.array([314], "int32"), np.array([201], "uint32"), 0.8) == pytest.approx(155.34, abs=0.01)
    assert sr.orbit.sun_synchronous_inclination.si(np.float32(650e3)) == pytest.approx(1.7102, abs=1e-4)
    altitude = OTHER.Quantity(np.float32(650000), "m")
    assert sr.orbit.sun_synchronous_inclination(altitude=altitude).magnitude == pytest.approx(1.7102, abs=1e-4)
    assert sr.orbit.orbital_period(altitude=OTHER.Quantity(Decimal(650), "km")).magnitude == pytest.approx(
        5863.69, abs=0.01
    )
    assert sr.orbit.orbital_period.si(xarray.DataArray(np.array([650_000], "int32"))).dtype == float
    for huge in (10**400, Fraction(10**400), Decimal("1e400"), np.longdouble("1e400"), [10**400]):
        with pytest.raises(UnitError, match="float64"):
            sr.orbit.orbital_period.si(huge)


@pytest.mark.parametrize(("value", "expected"), [
    (650 * astro.km, 650e3), ([650, 700] * astro.km, [650e3, 700e3]), (np.float32(650) * astro.km, 650e3),
    ([Q(650, "km"), Q(700, "m"), "3 km", 4 * astro.m], [650e3, 700, 3e3, 4]), (OTHER.Quantity([1, 2], "mile"), [1609.344, 3218.688]),
    (OTHER.Quantity(1, "angstrom"), 1e-10), (xarray.DataArray([1.0, 2.0], attrs={"units": "km"}), [1e3, 2e3]),
    (xarray.DataArray(Q([1.0, 2.0], "km")), [1e3, 2e3]), (Q(np.ma.masked_array([1.0, 2.0], [0, 0]), "km"), [1e3, 2e3]),
    (Q(pandas.Series([1, 2], dtype="Int64"), "km"), [1e3, 2e3]), (Q([[1, 2], [3, 4]], "km"), [[1e3, 2e3], [3e3, 4e3]]), (Q([], "km"), []),
], ids=str)  # fmt: skip
def test_k4_what_an_array_carries_is_kept(value, expected):
    np.testing.assert_allclose(in_si(value, "km"), expected, rtol=1e-12)
    np.testing.assert_allclose(Q(value, "m").magnitude, expected, rtol=1e-12)


@pytest.mark.parametrize("value", [
    None, True, np.bool_(True), [True, 1], np.array([True]), 1j, np.array([1j]), "x", np.array(["1"]), b"5", {}, {1}, THING, [None], [1, None],
    np.array([1, None]), np.datetime64("2026-01-01"), np.timedelta64(1, "s"), np.array(["2026-01-01"], "M8[D]"), pandas.Series([1.0, None]), pandas.NA,
    pandas.Series([1, None], dtype="Int64"), pandas.DataFrame({"a": [1.0]}), [[1, 2], [3]], 10**400, [10**400],
    np.ma.masked_array([0.9, 0.8], [0, 1]), np.ma.masked, Q(np.ma.masked_array([0.5]), "").magnitude.astype(complex), 3 * astro.mag,
    float("nan"), [float("inf")], xarray.DataArray(1.0, attrs={"units": "kg"}), xarray.DataArray(1.0, attrs={"units": 5}),
], ids=repr)  # fmt: skip
def test_k4_what_is_no_number_is_refused(value):
    for door in (in_si, to_value):
        with pytest.raises(UnitError):
            door(value, "")
    carries_only_nan_or_a_unit = isinstance(value, (float, xarray.DataArray)) or str(value) in ("[inf]", "3.0 mag")
    if not carries_only_nan_or_a_unit:
        with pytest.raises(UnitError):
            Q(value, "km")


def test_k4_a_bare_law_refuses_what_carries_a_unit():
    for value in (
        650 * astro.km,
        Q("650 km"),
        OTHER.Quantity(650, "km"),
        xarray.DataArray(650.0, attrs={"units": "km"}),
        "650 km",
        None,
    ):
        with pytest.raises(UnitError, match="orbital_period: an argument"):
            sr.orbit.orbital_period.si(value)


@pytest.mark.parametrize(("text", "unit", "expected"), [
    ("10 °", "deg", np.pi / 18), ("10°", "rad", np.pi / 18), ("7 kg·m⁻²", "kg/m²", 7), ("7 kg⋅m^-2", "kg/m²", 7), ("1 m⁴/m⁰/m", "m³", 1),
    ("3 W m⁻² K⁻¹", "W/m²/K", 3), ("3 W·m⁻²·K⁻¹", "W/m²/K", 3), ("2 kW-h", "J", 7.2e6), ("2 kW h", "kWh", 7.2e6), ("2 N×m", "J", 2),
    ("5 USD per kg", "USD/kg", 5), ("5 µm", "m", 5e-6), ("5 μm", "m", 5e-6), ("5 Ω", "ohm", 5), ("8 % per year", "1/year", 0.08 / 31557600),
    ("8 percent year⁻¹", "1/year", 0.08 / 31557600), ("2 lbs", "kg", 0.90718474), ("12 c/kWh", "USD/kWh", 0.12 / 3.6e6),
    ("12 ¢/kWh", "USD/kWh", 0.12 / 3.6e6), ("1 m²", "m**2", 1), ("5 W/(m²·K)", "W/m²/K", 5), ("5 1/s", "Hz", 5), ("-459.67 °F", "K", 0),
    ("60 dB(A)", "dB(A)", 60), ("2 m**0.5", "m**(0.5)", 2), ("250 rad/year", "rad_Si/year", 2.5 / 31557600), ("1.3 -", "", 1.3),
], ids=str)  # fmt: skip
def test_k19_units_as_people_write_them(text, unit, expected):
    assert in_si(text, unit) == to_value(text, unit).si == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(("text", "words"), [
    ("5 J/kg K", "is ambiguous after its"), ("5 m2", "write m**2"), ("5 Ws", "not a known unit"), ("5 Pas", "Write Pa, or Pa·s"), ("5 1/1/s", "is not"),
    ("5 m-2", "is not a unit"), ("5 m**21", "power"), ("5 m^1.3", "power"), ("5 m^^2", "is not a unit"), ("5 1/(m", "is not a unit"), ("5 m)", "is not"),
    ("3,000 lb", 'Write "3000 lb"'), ("1,234,567.5 lb", 'Write "1234567.5 lb"'), ("1,500 $/lb", 'Write "1500 USD/lb"'),
    ("3 000 lb", 'Write "3000 lb"'), ("3'000 lb", 'Write "3000 lb"'), ("1,5 kW", 'Write a decimal point: "1.5 kW"'), ("0,123 kW", '"0.123 kW"'),
    ("1,5,6 kW", "has commas"), ("٣ km", "is not a number and a unit"), ("5½ km", "is not a number and a unit"), ("1₆ km", "is not a number"),
    ("² km", "is not a number"), ("1²", "is not"), ("1e-0501/year", "too small"), ("1e999999999 km", "finite"), ("1e308 kW", "finite number, also in SI"),
    ("1e-330 nm", "too small"), ("0nan", "not a known unit"), ("1 k__", "not a known unit"), ("1 oz dB", "has the unit"), ("1 ndegF", "puts a prefix"),
    ("1e5 watt**999999999", "power"), ("infinity km", "finite"), ("-0 ΔdegC delta_degree_Fahrenheit W🚚h MUSD", "is not a unit"),
    ("1 USD/kWh^astronomical_unit^°^Wh/kg", "is not a unit"), ("1 " + "(" * 78, "is not a unit"), ("1 km**20·Mm**20·Gm**20", "float64"),
], ids=str)  # fmt: skip
def test_r4_any_text_ends_in_a_sentence(text, words):
    for door in (in_si, to_value):
        with pytest.raises(UnitError) as caught:
            door(text, "kW")
        assert words in str(caught.value)


@pytest.mark.parametrize(
    "arguments", [("1 ΔdegC", "degC"), ("1", "dB"), ("100000 dB", ""), (1, "dB/mm²²"), (5, 7), ("5", THING)], ids=str
)
def test_r4_q_ends_in_a_sentence(arguments):
    with pytest.raises(UnitError):
        Q(*arguments)


def test_r3_finite_in_si_at_every_door():
    for value in ("1e306 kW", Q(1e300, "kW") * 1e6, {"value": "5 kW", "high": "1e306 kW"}, 10**300 * Q(10**7, "kW")):
        with pytest.raises(UnitError, match="finite"):
            to_value(value, "W")
    with pytest.raises(UnitError, match="finite"):
        in_si(Q(np.array([1.0, 1e300]), "kW") * 1e6, "W")
    with pytest.raises(UnitError, match="finite"):
        Q([1, 1e306], "kW")
    with pytest.raises(UnitError, match="too small"):
        in_si("1e-320 nm", "m")
    assert np.isnan(Q([np.nan, 1.0], "km").magnitude[0])  # a law gives nan for what cannot be built, and takes it


@pytest.mark.parametrize("text", ["²:00", "٠٦:00", "6:0", "24:00", "06:60", "6:00:00", "-6:00", "６:00"])
def test_k18_a_clock_is_written_in_plain_digits(text):
    with pytest.raises(UnitError, match="is not a time of day"):
        to_value(text, "hour", clock=True)


def test_k13_years_and_counts_of_any_size():
    for key, value in (
        ("orbit.year", 10**400),
        ("rack.gpus", 10**5000),
        ("launch.price", {"value": "1 USD/kg", "year": 10**400}),
    ):
        with pytest.raises(sr.ScenarioError):
            sr.load().but({key: value})
    assert to_value({"value": "1 USD/kg", "year": np.int64(2020)}, "USD/kg").year == 2020


PARTS = "km kW W m s USD ° °C Δ delta_ degC degF % per * ** / ^ ( ) - − · ² ⁻¹ ⁻ ½ ₆ ٣ 1 2 0.5 99 k __ nan e5 dB rads 🚚 \n \0 Ω ton $ = [ \ud800 +".split(
    " "
)


def test_r2_random_texts_are_read_or_refused_at_once():
    chance = random.Random(7)
    texts = ["".join(chance.choice([*PARTS, " "]) for _ in range(chance.randint(1, 14))) for _ in range(3000)]
    for text in texts:
        for door, written in ((unit_of, text), (split, text), (read, f"1 {text}")):
            start = time.process_time()
            with suppress(UnitError):
                door(written)
            assert time.process_time() - start < 0.05, (door, written)


def test_r10_caches_keyed_by_text_are_bounded():
    from sunrack.units import door, kinds, naming, quantities

    for cached in (naming.unit_of, naming._full_name, quantities.kind_of_powers, kinds.kind_of, door.mismatch):
        assert cached.cache_info().maxsize


WAYS = [
    lambda number, unit: f"{float(number)!r} {unit}",
    lambda number, unit: Q(float(number), unit),
    lambda number, unit: Q([float(number)], unit)[0],
    lambda number, unit: OTHER.Quantity(number, OTHER.Unit(unit)),
    lambda number, unit: OTHER.Quantity(Decimal(number), OTHER.Unit(unit)),
    lambda number, unit: OTHER.Quantity(np.float32(number), OTHER.Unit(unit)),
    lambda number, unit: OTHER.Quantity(np.array(number, "int16"), OTHER.Unit(unit)),
    lambda number, unit: Q(Fraction(number), unit),
    lambda number, unit: Q(np.int32(number), unit),
    lambda number, unit: xarray.DataArray(float(number), attrs={"units": unit}),
]
KINDS = [
    ("m", ["m", "km", "ft", "mile", "nm"], lambda value: sr.orbit.orbital_period(altitude=value)),
    ("rad", ["deg", "rad", "arcmin", "turn"], lambda value: sr.orbit.eclipse_fraction(altitude="650 km", beta=value)),
    ("K", ["K", "degC", "degF", "degR"], lambda value: AREA(heat="1 kW", panel=value, sink="3 K", emissivity=0.8)),
    ("", ["percent", "ppm", ""], lambda value: AREA(heat="1 kW", panel="300 K", sink="3 K", emissivity=value)),
    ("W", ["W", "kW", "Btu/hour", "J/s"], lambda value: AREA(heat=value, panel="300 K", sink="3 K", emissivity=0.8)),
    ("K", ["delta_degC", "delta_degF"], lambda value: AREA(heat="1 kW", panel=value, sink="3 K", emissivity=0.8)),
    ("", ["dB"], lambda value: AREA(heat="1 kW", panel="300 K", sink="3 K", emissivity=value)),
]


def _told(door, value):
    try:
        return door(value)
    except UnitError:
        return "refused"


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.integers(1, 9999), st.sampled_from(range(len(KINDS))), st.sampled_from(range(len(KINDS))), st.data())
@example(40, 2, 2, None)
def test_every_door_and_every_way_to_write_a_value_agree(number, kind, wanted, data):
    """Property: the same SI number or the same refusal, through Q, `to_value`, a law, a list and a record."""
    unit = data.draw(st.sampled_from(KINDS[kind][1])) if data else "degC"
    needs, _, law = KINDS[wanted]
    first = _told(lambda value: in_si(value, needs), WAYS[0](number, unit))
    foreign = KINDS[kind][0] != needs or KINDS[kind][1][0] in ("delta_degC", "dB")
    assert (first == "refused") == foreign
    for way in WAYS[: 3 if "Btu" in unit else None]:
        value = way(number, unit)
        told = [
            _told(lambda one: in_si(one, needs), value),
            _told(lambda one: in_si([one, one], needs)[1], value),
            _told(lambda one: to_value(one, needs).si, value),
            _told(lambda one: to_value({"value": one, "low": one}, needs).low, value),
            _told(lambda one: Q(one, needs).magnitude if not foreign or unit else "refused", value),
        ]
        answer = _told(lambda one: law(one).magnitude, value)
        if first == "refused":
            assert {str(one) for one in [*told, answer]} == {"refused"}
        else:
            np.testing.assert_allclose(told, first, rtol=1e-12)
            np.testing.assert_allclose(answer, law(Q(first, needs)).magnitude, rtol=1e-9)


def test_every_unit_that_is_printed_can_be_read():
    for module in pkgutil.walk_packages(sr.__path__, "sunrack."):
        if "__main__" not in module.name and ".cli" not in module.name:
            importlib.import_module(module.name)
    answers, results = [Result], []
    while answers:
        results += (kinds := answers.pop().__subclasses__())
        answers += kinds
    shown = {
        (one.metadata["unit"], one.metadata["label"])
        for kind in results
        for one in dataclasses.fields(kind)
        if "unit" in one.metadata
    }
    keys = {
        str(section.extra(key)["unit"])
        for section in SECTIONS.values()
        for key in section.model_fields
        if "unit" in section.extra(key)
    }
    assert len(shown) > 40 and len(keys) > 20
    for one in sr.compare(sr.load()).checks:
        unit_of(one.unit)
    for unit, label in shown | {(key, key) for key in keys} | {("USD/kWh", "c/kWh"), ("", "dB(A)")}:
        for written in (label, f"{unit_of(unit):~P}", f"{unit_of(unit):D}", f"{unit_of(unit):P}"):
            unit_of(written)
            if (unit, written) not in (
                ("", "dB"),
                ("", "dB(A)"),
                ("", "day"),
            ):  # levels and days counted are plain numbers
                in_si(f"1 {written}", unit)
