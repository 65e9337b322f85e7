"""What is written on an axis means what it means in a scenario, or is refused in words; coordinates are the numbers asked for."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas
import pint
import pytest
import xarray
from astropy import units as u

import sunrack as sr
from sunrack import Q
from sunrack.study.axes import axis
from sunrack.study.engine import evaluate
from sunrack.study.sweeping import lay_out

CASE = sr.load()
OWN = pint.UnitRegistry()
COOLANT, ALTITUDE, DERATE = "thermal.coolant_supply", "orbit.altitude", "rack.derate"
GPUS, CLOCK, PRICE = "rack.gpus", "orbit.local_time", "ground.texas.power_price"

RIGHT = [
    ("k1", COOLANT, [Q(30, "degC"), Q(40, "degC")], [30, 40], "degC", [303.15, 313.15]),
    ("k1", COOLANT, "30 degree_Celsius:40 degree_Celsius:2", [30, 40], "degree_Celsius", [303.15, 313.15]),
    ("k1", COOLANT, "86 degF:104 degF:3", [86, 95, 104], "degF", [303.15, 308.15, 313.15]),
    ("k1", COOLANT, OWN.Quantity([30, 40], "degC"), [30, 40], "degC", [303.15, 313.15]),
    ("k1", COOLANT, "30 degC,313.15 K", [30, 40], "degC", [303.15, 313.15]),
    ("k4", ALTITUDE, np.array([650.0, 700.0]) * u.km, [650, 700], "km", [650e3, 700e3]),
    ("k4", ALTITUDE, xarray.DataArray([650, 700], attrs={"units": "km"}), [650, 700], "km", [650e3, 700e3]),
    ("k4", DERATE, np.ma.masked_array([0.9, 0.8], [0, 0]), [0.9, 0.8], "", [0.9, 0.8]),
    ("k12", DERATE, xarray.DataArray([0.9, 0.8]), [0.9, 0.8], "", [0.9, 0.8]),
    ("k12", DERATE, pandas.Series([0.9, 0.8]), [0.9, 0.8], "", [0.9, 0.8]),
    ("k12", DERATE, [Decimal("0.9"), Fraction(4, 5), np.array(0.7)], [0.9, 0.8, 0.7], "", [0.9, 0.8, 0.7]),
    ("k12", "orbit.year", [np.int64(2027), np.uint16(2028)], [2027, 2028], "", [2027, 2028]),
    ("k2", ALTITUDE, [CASE.orbit.altitude, "700 km"], [650, 700], "km", [650e3, 700e3]),
    ("k11", "finance.cost_of_capital", "1 %/year:10 %/year:10", [*range(1, 11)], "%/year", None),
    ("k11", PRICE, "0.03 USD/kWh,0.06 USD/kWh", [0.03, 0.06], "USD/kWh", None),
    ("k11", DERATE, "0.5:1:6", [0.5, 0.6, 0.7, 0.8, 0.9, 1], "", [0.5, 0.6, 0.7, 0.8, 0.9, 1]),
    ("k11", "launch.price", "1 USD/kg:1000 USD/kg:4:log", [1, 10, 100, 1000], "USD/kg", [1, 10, 100, 1000]),
    ("k11", ALTITUDE, "500 km:0.6 Mm:3", [500, 550, 600], "km", [500e3, 550e3, 600e3]),
    ("whole", GPUS, "80:72:5", [80, 78, 76, 74, 72], "", [80, 78, 76, 74, 72]),
    ("whole", GPUS, "1:1000:4:log", [1, 10, 100, 1000], "", [1, 10, 100, 1000]),
    ("clock", CLOCK, "22:00:02:00:5", [22, 23, 0, 1, 2], "hour", [79200, 82800, 0, 3600, 7200]),
    ("clock", CLOCK, "06:00:18:00:3", [6, 12, 18], "hour", [21600, 43200, 64800]),
    ("clock", CLOCK, ["06:10", Q(10.5, "hour")], [37 / 6, 10.5], "hour", [22200, 37800]),
    ("clock", CLOCK, "06:00", [6], "hour", [21600]),
]


@pytest.mark.parametrize(("kind", "key", "values", "shown", "unit", "si"), RIGHT, ids=lambda one: str(one)[:30])
def test_axes_hold_the_numbers_that_were_written(kind, key, values, shown, unit, si):
    found = axis(CASE, key, values)
    assert found.unit == unit and found.shown.tolist() == shown
    if si is not None:
        assert found.si == pytest.approx(si, rel=1e-15)


WRONG = [
    ("k1", COOLANT, "40 delta_degC", "difference"),
    ("k4", DERATE, np.ma.masked_array([0.9, 0.8], [0, 1]), "masked"),
    ("k4", DERATE, pandas.Series([0.9, None]), "missing"),
    ("k4", ALTITUDE, None, "not None"),
    ("k4", ALTITUDE, [None, "650 km"], "not None"),
    ("k4", ALTITUDE, xarray.DataArray([650, 700]), "needs a unit"),
    ("k2", ALTITUDE, [CASE.launch.price], "USD/kg"),
    ("k5", "link.minimum_elevation", [0.5, 1], "needs a unit"),
    ("k5", "power.cell_absorptivity", "0.9 dB", "dB"),
    ("k12", DERATE, [True], "not True"),
    ("k13", "orbit.year", [10**400], "float64"),
    ("k13", ALTITUDE, "500 km:600 km:" + "9" * 5000, "at most 10 million"),
    ("k18", ALTITUDE, "500 km:600 km:²", "is not a range"),
    ("k18", ALTITUDE, "500 km:600 km:٣", "is not a range"),
    ("k23", PRICE, "-1 USD/kWh,1 USD/kWh", "at least 0"),
    ("k23", "ground.texas.contested", [0.5, 1.5], "at most 1"),
    ("k23", "finance.currency_year", [2015, 2020], "cannot be swept"),
    ("r3", "cost.build_time", "1e308 month,5 month", "finite"),
    ("r5", "launch.vehicle", 3.0, "list of names"),
    ("r5", "launch.vehicle", [1], "has no 1"),
    ("r5", 1, [1], "A key is text"),
    ("whole", GPUS, "72:80:4", 'write "72:80:5"'),
    ("whole", GPUS, "72:80:3:log", "list them"),
    ("whole", "orbit.year", "2020:2030:7", 'write "2020:2030:6"'),
    ("whole", GPUS, [72.5, 73], "whole numbers"),
    ("clock", CLOCK, "25:00", "not a time of day"),
    ("clock", CLOCK, "06:00,24:30", "not a time of day"),
    ("order", ALTITUDE, {"650 km"}, "set"),
    ("table", ALTITUDE, Q(np.ones((2, 2)), "km"), "not a table"),
]


@pytest.mark.parametrize(("kind", "key", "values", "words"), WRONG, ids=lambda one: str(one)[:30])
def test_what_an_axis_cannot_hold_is_refused_in_words(kind, key, values, words):
    with pytest.raises(ValueError, match=words):
        sr.sweep(CASE, {key: values}, "mass.wet")


def test_k1_a_frontier_takes_temperatures():
    found = sr.frontier(CASE, COOLANT, "launch.price", "texas", values=[Q(30, "degC"), Q(40, "degC")])
    assert found[COOLANT].values.tolist() == [30, 40]


def test_k11_coordinates_are_found_by_what_was_written_and_solve_as_it_does():
    found = sr.sweep(CASE, {PRICE: "0.03 USD/kWh,0.06 USD/kWh", DERATE: "0.5:1:6"}, "compare.texas.cost_ratio")
    one = found["compare.texas.cost_ratio"].sel({PRICE: 0.06, DERATE: 0.7})
    alone = sr.compare(CASE.but({PRICE: "0.06 USD/kWh", DERATE: 0.7})).result("compare.texas.cost_ratio")
    assert float(one) == pytest.approx(alone, rel=1e-12)


@pytest.mark.parametrize("count", [3, 7, 11, 101, 997])
def test_k11_every_value_of_a_range_is_the_float_nearest_to_the_true_one(count):
    shown = axis(CASE, "launch.price", f"0.1 USD/kg:12.7 USD/kg:{count}").shown
    step = (Fraction("12.7") - Fraction("0.1")) / (count - 1)
    assert shown.tolist() == [float(Fraction("0.1") + step * k) for k in range(count)]


def test_k8_points_are_counted_without_wrapping_round():
    keys = (ALTITUDE, "launch.price", "rack.price", "launch.payload")
    ends = ("600 km:700 km", "1 USD/kg:2 USD/kg", "1 MUSD:2 MUSD", "1 t:2 t")
    over = {key: f"{end}:65536" for key, end in zip(keys, ends, strict=True)}
    with pytest.raises(ValueError, match="18,446,744,073,709,551,616 points are too many"):
        lay_out(CASE, over, "mass.wet")
    with pytest.raises(ValueError, match="too many"):
        sr.sweep(CASE, over, "mass.wet", output="x.zarr")
    assert lay_out(CASE, dict(list(over.items())[:2]), "mass.wet").size == 2**32
    with pytest.raises(ValueError, match="GB of results do not fit"):
        sr.sweep(CASE, {key: f"{end}:5000" for key, end in zip(keys[:3], ends[:3], strict=True)}, "mass.wet")


def test_f13_text_is_a_list_of_one_name():
    over = {DERATE: [0.8, 0.9]}
    assert list(sr.sweep(CASE, over, "mass.wet").data_vars) == ["mass.wet"]
    assert list(sr.sweep(CASE, over, ["mass.wet", np.str_("mass.wet")]).data_vars) == ["mass.wet"]
    found = sr.sample(CASE, 4, outputs="mass.wet", keys="launch.price", inputs="launch.price")
    assert list(found.data_vars) == ["mass.wet", "launch.price"]
    assert list(evaluate(CASE, words={"ground.regions": "texas"}).ground) == ["texas"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: sr.sweep(CASE, {DERATE: [0.9]}, [1]), "must be text"),
        (lambda: sr.sweep(CASE, {DERATE: [0.9]}, []), "results is empty"),
        (lambda: sr.sweep(CASE, {DERATE: [0.9]}, b"mass.wet"), "list of names"),
        (lambda: sr.sweep(CASE, [DERATE]), "mapping"),
        (lambda: sr.sweep(CASE, {None: [0.9]}), "A key is text"),
        (lambda: sr.sample(CASE, 4, keys=[None]), "must be text"),
        (lambda: sr.sample(CASE, 4, keys=3), "list of names"),
        (lambda: sr.sample(CASE, "4"), "whole number from 1"),
        (lambda: sr.sample(CASE, 4, seed=True), "whole number from 0"),
        (lambda: sr.sensitivity(CASE, 1), "must be text"),
        (lambda: sr.frontier(CASE, "launch.price", None), "must be text"),
        (lambda: sr.breakeven(CASE, ["launch.price"]), "must be text"),
    ],
)
def test_r5_names_and_counts_that_are_none_are_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
