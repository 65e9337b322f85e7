"""What must hold of the whole walk whatever the numbers: other units, other money, more racks, and the signs that any engineer expects."""

import numpy as np
import pytest

import sunrack as sr
from sunrack.units import registry

IMPERIAL = {
    "km": "mile",
    "m": "ft",
    "mm": "inch",
    "nm": "inch",
    "kg": "lb",
    "t": "short_ton",
    "K": "degF",
    "m²": "ft²",
    "m³": "ft³",
    "kW": "Btu/hour",
    "W": "Btu/hour",
    "kg/m²": "lb/ft²",
    "USD/kg": "USD/lb",
    "kg/kW": "lb*hour/Btu",
    "month": "day",
    "min": "hour",
    "ms": "min",
    "USD/W": "USD*hour/Btu",
    "year": "week",
}
SI = {
    "km": "m",
    "K": "degC",
    "month": "s",
    "percent/year": "1/s",
    "deg": "rad",
    "kW": "W",
    "USD/kWh": "USD/J",
    "": "percent",
}
KEEP = {"finance.currency_year", "orbit.year"}  # years of the calendar


def rewritten(case, units):
    """Every number of a scenario with its range, written in other units, as text."""
    changes = {}
    for key, value in case.values().items():
        unit = units.get(value.unit, value.unit)
        differences = ("approach", "rise", "error", "drop")  # a difference of temperatures has no other scale
        whole = value.si == round(value.si) and value.unit == ""
        if key in KEEP or whole or (value.unit == "K" and any(word in key for word in differences)):
            unit = value.unit

        def text(si, value=value, unit=unit):
            number = value.in_unit(si).to(registry.Unit(unit or "dimensionless")).magnitude
            return f"{float(number)!r} {unit}".strip()

        record = {"value": text(value.si)}
        for end, number in (("low", value.low), ("high", value.high)):
            if number is not None:
                record[end] = text(number)
        changes[key] = record
    return case.but(changes)


def numbers(case):
    return {key: row["value"] for key, row in sr.compare(case).to_dict().items() if not isinstance(row["value"], str)}


@pytest.mark.parametrize("units", [IMPERIAL, SI], ids=["imperial", "si"])
def test_units_that_a_scenario_is_written_in_do_not_matter(units):
    """All values of the default with their ranges in miles, pounds and Fahrenheit, or in bare SI: the same results, 1e-9."""
    case = sr.load()
    here, there = numbers(case), numbers(rewritten(case, units))
    assert here.keys() == there.keys()
    for key, number in here.items():
        np.testing.assert_allclose(there[key], number, rtol=1e-9, atol=1e-9, err_msg=key)


def test_money_has_no_scale():
    """With every price doubled, every result in dollars doubles and every other result stays."""
    case = sr.load()
    doubled = {
        key: {
            "value": str(value.quantity * 2),
            **{
                end: str(value.in_unit(n) * 2) for end, n in (("low", value.low), ("high", value.high)) if n is not None
            },
        }
        for key, value in case.values().items()
        if value.is_money
    }
    c, twice = sr.compare(case), sr.compare(case.but(doubled))
    before, after = c.to_dict(), twice.to_dict()
    for key, row in before.items():
        if isinstance(row["value"], str):
            assert after[key]["value"] == row["value"]
            continue
        times = 2 if "USD" in row["unit"] else 1
        np.testing.assert_allclose(after[key]["value"], times * row["value"], rtol=1e-9, atol=1e-12, err_msg=key)


def test_a_fleet_twice_as_large_at_twice_the_cadence_takes_as_long():
    case = sr.load().but({"launch.fleet_power": "200 MW", "launch.cadence": sr.load().launch.cadence.quantity * 2})
    one, two = numbers(sr.load()), numbers(case)
    assert two["launch.fleet_satellites"] == 2 * one["launch.fleet_satellites"]
    assert two["launch.fleet_time"] == pytest.approx(one["launch.fleet_time"], rel=0.02)  # whole launches
    assert two["mass.wet"] == one["mass.wet"]
    assert two["cost.bus_price"] < one["cost.bus_price"]


SIGNS = [
    ("launch.price", "1.1", "cost.per_gpu_hour", 1),
    ("launch.price", "1.1", "mass.wet", 0),
    ("ground.texas.power_price", "1.1", "ground.texas.per_gpu_hour", 1),
    ("ground.texas.power_price", "1.1", "cost.per_gpu_hour", 0),
    ("ground.texas.power_price", "1.1", "compare.texas.cost_ratio", -1),
    ("ground.texas.grid_wait", "1.2", "ground.texas.time_to_power", 1),
    ("ground.texas.grid_wait", "1.2", "compare.texas.net_present_value", 1),
    ("rack.price", "1.1", "cost.per_gpu_hour", 1),
    ("rack.price", "1.1", "ground.texas.per_gpu_hour", 1),
    ("rack.mass", "1.1", "mass.wet", 1),
    ("power.cell_efficiency", "1.1", "power.array_area", -1),
    ("power.radiation_factor", "1.2", "power.array_area", 1),
    ("power.battery_specific_energy", "1.2", "power.battery_mass", -1),
    ("power.battery_rate_limit", "0.9", "power.battery_energy", 1),
    ("power.thruster_efficiency", "0.9", "power.thruster_power", 1),
    ("orbit.altitude", "1.1", "power.degradation_factor", -1),
    ("orbit.altitude", "1.1", "power.thruster_power", -1),
    ("thermal.emissivity", "1.05", "thermal.radiator_area", -1),
    ("thermal.absorptivity", "1.2", "thermal.radiator_area", 1),
    ("thermal.areal_mass", "1.1", "thermal.radiator_mass", 1),
    ("link.aperture", "1.1", "link.isl_margin", 1),
    ("link.isl_range", "1.1", "link.isl_margin", -1),
    ("mass.specific_impulse", "1.2", "mass.propellant", -1),
    ("finance.cost_of_capital", "1.2", "cost.per_gpu_hour", 1),
    ("finance.cost_of_capital", "1.2", "ground.texas.per_gpu_hour", 1),
    ("cost.learning", "1.05", "cost.bus_price", 1),
    ("cost.price_level", "1.2", "cost.per_gpu_hour", 1),
    ("cost.utilisation", "1.1", "cost.per_gpu_hour", -1),
    ("rack.failure_rate", "1.5", "cost.delivered_fraction", -1),
    ("orbit.altitude", "1.1", "orbit.longest_eclipse", -1),
    ("orbit.altitude", "1.1", "orbit.dose", 1),
    ("launch.success", "0.95", "cost.per_gpu_hour", 1),
]


@pytest.mark.parametrize(("key", "factor", "result", "sign"), SIGNS, ids=lambda one: str(one))
def test_the_sign_of_an_effect_is_the_one_expected(key, factor, result, sign):
    case = sr.load()
    value = case.values()[key]
    moved = {"value": str(value.in_unit(value.si * float(factor)))}
    if key.endswith("grid_wait"):  # a wait is a distribution: all of it moves
        moved |= {end: str(value.in_unit(getattr(value, end) * float(factor))) for end in ("low", "high")}
    before, after = numbers(case)[result], numbers(case.but({key: moved}))[result]
    assert np.sign(after - before) == sign, (before, after)
