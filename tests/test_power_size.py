"""Power, a whole year of it: the ledger adds up, the worst day sizes the array, the policy trades compute for area."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from sunrack import power
from sunrack.constants import SOLAR_CONSTANT, STEFAN_BOLTZMANN
from sunrack.units import Q, bare

INPUTS = {
    "cell_efficiency": "0.20",
    "cell_temperature_coefficient": "-0.26 %/K",
    "cell_absorptivity": "0.75",
    "cell_emissivity": "0.82",
    "cell_degradation": "2.5 %/year",
    "back_emissivity": "0.85",
    "packing": "0.88",
    "pointing": "0.97",
    "line_efficiency": "0.98",
    "conversion_efficiency": "0.94",
    "conversion_mass": "8 kg/kW",
    "array_areal_mass": "2 kg/m²",
    "array_price": "5 USD/W",
    "stowed_power_density": "30 kW/m³",
    "blanket_width": "6 m",
    "throttle_fraction": "0.3",
    "sleep_fraction": "0.1",
    "battery_specific_energy": "150 Wh/kg",
    "battery_efficiency": "0.93",
    "battery_price": "500 USD/kWh",
    "battery_fade": "0.2",
    "battery_strings": "10",
    "deep_cycles": "6000",
    "deep_depth": "0.59",
    "shallow_cycles": "40000",
    "shallow_depth": "0.25",
    "avionics_power": "500 W",
    "thruster_power": "200 W",
    "battery_rate_limit": "1.5 1/hour",
}
DAYS = np.arange(365)
DISTANCE = 1 - 0.0167 * np.cos((DAYS - 3) / 365.25 * 2 * np.pi)
WINTER = np.clip(
    0.2 * np.cos((DAYS - 20) / 365.25 * 2 * np.pi), 0, None
)  # eclipse season about perihelion, as at 06:00
SUMMER = np.clip(-0.2 * np.cos((DAYS - 20) / 365.25 * 2 * np.pi), 0, None)  # about aphelion, as at 18:00
NEVER = 0 * WINTER


def namespace(mode: str = "quantity", policy: str = "ride", **changes: Any) -> SimpleNamespace:
    """The section as the walk sees it, in either mode; a text of None takes a key away."""
    texts = INPUTS | {"array_specific_power": None, "battery_energy": None} | changes
    read = {key: text if text is None or not isinstance(text, str) else Q(text) for key, text in texts.items()}
    if mode == "bare":
        read = {key: one if one is None else np.asarray(one.to_base_units().magnitude)[()] for key, one in read.items()}
    return SimpleNamespace(**read, eclipse_policy=policy)


def supply(
    mode: str = "quantity", policy: str = "ride", eclipse: Any = WINTER, incidence: Any = 1.0, **changes: Any
) -> tuple[power.Ledger, power.Supply]:
    """Ledger and supply of a 100 kW rack in a year, with changes."""
    inputs = namespace(mode, policy, **changes)
    read: Any = (
        (lambda number, unit: Q(number, unit))
        if mode == "quantity"
        else (lambda number, unit: Q(number, unit).to_base_units().magnitude)
    )
    book: Any = {"rack": read(100.0, "kW"), "terminals": read(400.0, "W"), "pump_fraction": read(0.02, "")}
    around: Any = {
        "eclipse_fraction": eclipse,
        "sun_distance": read(DISTANCE, "au"),
        "day_number": np.arange(365),
        "sunlit_fraction": 1 - np.mean(eclipse, axis=-1),
        "period": read(97.7, "min"),
        "longest_eclipse": read(97.7, "min") * np.max(eclipse, axis=-1),
        "eclipses_in_life": 6000.0 * np.mean(eclipse > 0, axis=-1),
        "life": read(5.0, "year"),
        "incidence": incidence,
        "earth_infrared": read(237.0, "W/m²"),
        "albedo": 0.3,
        "earth_view": 0.28,
        "albedo_view": 0.04,
    }
    if mode == "bare":
        with bare():
            ledger = power.ledger(inputs, **book)
            return ledger, power.size(inputs, ledger=ledger, **around)
    ledger = power.ledger(inputs, **book)
    return ledger, power.size(inputs, ledger=ledger, **around)


def numbers(result: Any) -> dict[str, float]:
    """A result's numbers in the units shown."""
    return {name: row["value"] for name, row in result.to_dict().items()}


def area_each_day(eclipse: Any) -> Any:
    """Array area [m²] that each day of the year asks for, by the balance of one orbit written out anew, every day solved by bracketing."""
    load = numbers(supply(eclipse=eclipse)[0])
    left = (1 - 0.025) ** 5
    areas = []
    for dark, distance in zip(eclipse, DISTANCE, strict=True):
        sun = SOLAR_CONSTANT / distance**2
        light = sun * 0.97
        earth = 0.28 * 237 * (0.82 + 0.85) + 0.75 * 0.3 * sun * 0.04
        watts = lambda t, light=light: light * 0.88 * 0.20 * left * (1 - 0.0026 * (t - 301.15))  # noqa: E731
        warm = brentq(
            lambda t, w=watts, q=0.75 * light + earth: q - w(t) - (0.82 + 0.85) * STEFAN_BOLTZMANN * t**4,
            200,
            400,
            xtol=1e-11,
        )
        energy = load["load_sunlit"] * (1 - dark) + load["load_eclipse"] * dark / (0.93 * 0.94)
        areas.append(1e3 * energy / (1 - dark) / 0.98 / watts(warm))
    return np.array(areas)


@pytest.mark.parametrize("eclipse", [WINTER, SUMMER, NEVER], ids=["06:00", "18:00", "no eclipse"])
def test_independent_worst_day_by_brute_force(eclipse: Any) -> None:
    """The array is the largest that any day asks for, each day solved on its own by another method; 1e-6, that of the day's choice."""
    areas = area_each_day(eclipse)
    ours = numbers(supply(eclipse=eclipse)[1])
    assert ours["array_area"] == pytest.approx(areas.max(), rel=1e-6)
    assert areas[int(ours["sizing_day"])] == pytest.approx(areas.max(), rel=1e-6)


def test_independent_worst_day_is_no_stack_of_worst_cases() -> None:
    """At 06:00 eclipses fall about perihelion: the array is smaller than at 18:00, by more than 3 %, and smaller than the stack
    of longest eclipse and weakest Sun."""
    morning, evening = (numbers(supply(eclipse=one)[1])["array_area"] for one in (WINTER, SUMMER))
    stack = numbers(supply(eclipse=np.full(365, WINTER.max()))[1])["array_area"]
    assert 1.03 < evening / morning < 1.08
    assert morning < evening <= stack


# --------------------------------------------------------------------------- property


@given(
    st.floats(1e3, 1e6),
    st.floats(0, 5e3, allow_subnormal=False),
    st.floats(0, 0.2, allow_subnormal=False),
    st.floats(0.7, 1.0),
    st.floats(0, 5e3, allow_subnormal=False),
)
def test_property_ledger_adds_up(
    rack: float, terminals: float, pump: float, conversion: float, thrusters: float
) -> None:
    """Property: the lines add up to the load, and the load less the thrusters is the heat, to 1e-12."""
    inputs = namespace(conversion_efficiency=Q(conversion), thruster_power=Q(thrusters, "W"))
    x = numbers(power.ledger(inputs, rack=Q(rack, "W"), terminals=Q(terminals, "W"), pump_fraction=pump))
    lines = sum(x[name] for name in ("rack", "avionics", "terminals", "pump", "thrusters", "conversion_loss"))
    assert lines == pytest.approx(x["load_sunlit"], rel=1e-12)
    assert x["load_sunlit"] - x["thrusters"] == pytest.approx(x["heat_in_loop"], rel=1e-12)
    assert x["pump"] == pytest.approx(pump * x["heat_in_loop"], rel=1e-12, abs=1e-15)
    assert x["conversion_loss"] == pytest.approx((1 - conversion) * x["load_sunlit"], rel=1e-9, abs=1e-9)


def test_property_array_power_adds_up() -> None:
    """Property: on the day of the longest eclipse the array gives load, charge and line loss; and over its orbit the battery's energy
    balances."""
    ledger, ours = supply()
    x = numbers(ours)
    assert x["array_power_eol"] == pytest.approx(
        numbers(ledger)["load_sunlit"] + x["charge_power"] + x["line_loss"], rel=1e-12
    )
    dark = WINTER.max()
    assert x["charge_power"] * (1 - dark) * 0.93 * 0.94 == pytest.approx(x["load_eclipse"] * dark, rel=1e-12)
    assert x["charge_loss"] == pytest.approx(x["charge_power"] * (1 - 0.93 * 0.94), rel=1e-12)
    assert x["array_power_bol"] > x["array_power_eol"]
    usable = x["battery_energy"] * x["depth_of_discharge"] * 0.93**0.5
    assert usable == pytest.approx(x["load_eclipse"] * 97.7 / 60 * WINTER.max(), rel=1e-9)


@given(st.floats(0, 0.35, allow_subnormal=False), st.floats(0, 0.1, allow_subnormal=False))
def test_property_more_eclipse_never_needs_less(longest: float, more: float) -> None:
    """Property: more eclipse never needs less battery, nor less array."""
    shape = WINTER / WINTER.max()
    less_dark, darker = (supply("bare", eclipse=shape * depth)[1] for depth in (longest, longest + more))
    assert darker.battery_energy >= less_dark.battery_energy * (1 - 1e-12)
    assert darker.array_area >= less_dark.array_area * (1 - 1e-12)


def test_property_no_eclipse_no_battery() -> None:
    """Property: in an orbit without eclipse (1400 km at dawn and dusk) there is no battery, no charge, and no nan anywhere."""
    x = numbers(supply(eclipse=NEVER)[1])
    assert x["battery_energy"] == x["battery_mass"] == x["charge_power"] == 0
    assert all(np.isfinite(number) for number in x.values())
    assert x["compute_fraction"] == 1


def test_property_never_sunlit_is_infinite_not_an_error() -> None:
    """Property: an orbit that never sees the Sun, or an array edge-on to it, needs an infinite array, without an exception."""
    assert np.isinf(numbers(supply(eclipse=np.ones(365))[1])["array_area"])
    assert np.isinf(numbers(supply(incidence=0.0)[1])["array_area"])


def test_property_policy_trades_compute_for_array() -> None:
    """Property: ride delivers all compute with the largest array and battery; throttle and sleep less of each, in that order."""
    rides, throttles, sleeps = (numbers(supply(policy=one)[1]) for one in ("ride", "throttle", "sleep"))
    for name in ("array_area", "battery_energy", "compute_fraction"):
        assert rides[name] > throttles[name] > sleeps[name]
    dark = WINTER.mean()
    assert rides["compute_fraction"] == 1
    assert throttles["compute_fraction"] == pytest.approx(1 - 0.7 * dark)
    assert sleeps["compute_fraction"] == pytest.approx(1 - 0.9 * dark)


def test_property_mass_by_area_or_by_power() -> None:
    """Property: a specific power in place of an areal mass gives the mass of the new array's power."""
    x = numbers(supply(array_areal_mass=None, array_specific_power="59 W/kg")[1])
    assert x["array_mass"] == pytest.approx(x["array_power_bol"] * 1e3 / 59)


def test_property_two_modes_agree_and_designs_broadcast() -> None:
    """Property: quantities and bare SI numbers agree to 1e-12, and an array of designs equals a loop over them."""
    with_units, without = ([numbers(one) for one in supply(mode)] for mode in ("quantity", "bare"))
    for one, other in zip(with_units, without, strict=True):
        for name in one:
            assert one[name] == pytest.approx(other[name], rel=1e-12), name
    packing = np.array([0.80, 0.88, 0.92])
    eclipse = np.stack([WINTER, SUMMER])[:, None, :]
    many = numbers(supply("bare", packing=Q(packing), eclipse=eclipse)[1])
    assert np.shape(many["array_area"]) == (2, 3)
    single = numbers(supply("bare", packing=Q("0.92"), eclipse=SUMMER)[1])
    for name in ("array_area", "array_mass", "array_power_bol", "cell_temperature", "sizing_day", "battery_energy"):
        assert np.broadcast_to(many[name], (2, 3))[1, 2] == pytest.approx(single[name], rel=1e-13), name
