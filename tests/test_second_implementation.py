"""A second implementation of the model, which shares no code with the first, gives the same results."""

import math

import pytest
from support import second

import sunrack as sr

HEADLINE = {
    "power.array_area", "power.battery_mass", "thermal.radiator_area", "mass.dry", "mass.wet", "launch.satellites_per_launch", "cost.per_gpu_hour",
    "cost.fleet_capital", "ground.texas.per_gpu_hour", "compare.texas.cost_ratio", "compare.texas.breakeven_launch_price",
}  # fmt: skip
CHANGED = {
    "orbit.altitude": "720 km",
    "orbit.local_time": "06:20",
    "thermal.coolant_supply": "306 K",
    "rack.power": "80 kW",
}


@pytest.mark.parametrize(
    ("scenario", "changes"),
    [(name, {}) for name in ("rack-100kw", "rack-100kw-claimed", "rack-100kw-flown", "rack-gb200")]
    + [("rack-100kw", CHANGED)],
    ids=lambda one: one if isinstance(one, str) else "changed" if one else "as shipped",
)
def test_areas_masses_and_costs_are_those_of_a_second_implementation(scenario, changes):
    """Independent: other code, and other methods where there are any. Tolerance: rounding, and steps that converge to 1e-10."""
    case = sr.load(scenario).but(changes)
    rows, found = sr.compare(case).to_dict(), second.walk(case)
    assert found.keys() <= rows.keys() and found.keys() >= HEADLINE and len(found) > 300
    for name, number in found.items():
        value = rows[name]["value"]
        expected = value if isinstance(value, str) else float(value) * second.unit(rows[name]["unit"])
        if isinstance(expected, float) and math.isnan(expected):
            assert math.isnan(number), name
        else:
            assert number == (
                expected if isinstance(expected, str) else pytest.approx(expected, rel=1e-9, abs=1e-12)
            ), name
