"""First law: every watt that enters leaves or is stored, to 1e-9, on the array, on the bus, in the loop and as a whole; every mode, any scenario."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sunrack as sr
from sunrack import power
from sunrack.constants import STEFAN_BOLTZMANN
from sunrack.study import evaluate
from sunrack.units import bare

CLOSE = {"rtol": 1e-9}
many = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
scenarios = given(
    st.integers(0, 10_000),
    st.sampled_from(["ride", "throttle", "sleep"]),
    st.sampled_from(["ram-wake", "zenith-nadir", "anti-sun"]),
)


def flown(seed, policy, radiator):
    """Six designs at random within the scenario's ranges: inputs and results in bare SI, those that can be built."""
    case, random = sr.load(), np.random.default_rng(seed)
    over = {
        key: random.uniform(one.low, one.high, 6)
        for key, one in case.values().items()
        if one.low is not None and one.high is not None
    }
    words = {"power.eclipse_policy": policy, "attitude.radiator": radiator, "ground.regions": []}
    inputs = case.inputs(over, bare=True)
    inputs.power.eclipse_policy = policy
    return inputs, evaluate(case, over, words=words).design


def on_sizing_day(d, content):
    """A daily series on the day that sizes each design."""
    return np.take_along_axis(
        np.broadcast_to(content, (6, np.shape(content)[-1])), d.power.sizing_day.astype(int)[:, None], -1
    )[:, 0]


def taken_on_sizing_day(x, d):
    """What is taken at the array's terminals on the day that sizes it, and what of it goes into the battery."""
    dark = on_sizing_day(d, d.orbit.day_eclipse_fraction)
    charge = d.power.load_eclipse * dark / (1 - dark) / (x.power.battery_efficiency * x.power.conversion_efficiency)
    return (d.power.load_sunlit + charge) / x.power.line_efficiency, charge


def covered_part(x, d, light, flux, made=False):
    """Area of the back that a radiator touches, and what a square metre of array gives there, or what it gives off in excess of what it takes up."""
    area, warm = d.power.covered_share * d.power.array_area, d.power.covered_temperature
    front = (x.power.cell_absorptivity, x.power.cell_emissivity, 0.0)
    earth = power.earth_load.si(
        x.thermal.earth_infrared, x.thermal.albedo, flux, d.attitude.array_earth_view, 0.0, *front
    )
    left = np.asarray((1 - x.power.cell_degradation * 31557600.0) ** (x.finance.satellite_life / 31557600.0))
    change = 1 + x.power.cell_temperature_coefficient * (warm - 301.15)
    electric = light * x.power.packing * x.power.cell_efficiency * left * change
    lost = x.power.cell_emissivity * STEFAN_BOLTZMANN * warm**4 - x.power.cell_absorptivity * light - earth
    return area, electric if made else lost


@many
@scenarios
def test_array_in_sunlight(seed, policy, radiator):
    """Property: light and Earth taken up = electricity + infrared, at the solved temperature, and the electricity is the array's power."""
    x, d = flown(seed, policy, radiator)
    flux = power.sun_flux.si(on_sizing_day(d, d.orbit.day_sun_distance))
    light = power.light_on_array.si(flux, d.attitude.array_incidence, x.power.pointing)
    dims = (x.power.cell_absorptivity, x.power.cell_emissivity, x.power.back_emissivity)
    earth = power.earth_load.si(
        x.thermal.earth_infrared,
        x.thermal.albedo,
        flux,
        d.attitude.array_earth_view,
        d.attitude.array_albedo_view,
        *dims,
    )
    left = np.asarray((1 - x.power.cell_degradation * 31557600.0) ** (x.finance.satellite_life / 31557600.0))
    warm = d.power.cell_temperature
    made = (
        light
        * x.power.packing
        * x.power.cell_efficiency
        * left
        * (1 + x.power.cell_temperature_coefficient * (warm - 301.15))
    )
    infrared = (x.power.cell_emissivity + x.power.back_emissivity) * STEFAN_BOLTZMANN * warm**4
    np.testing.assert_allclose(x.power.cell_absorptivity * light + earth, made + infrared, **CLOSE)
    covered, hidden = covered_part(x, d, light, flux, made=True)
    free = d.power.array_area - covered
    np.testing.assert_allclose(made * free + hidden * covered, taken_on_sizing_day(x, d)[0], **CLOSE)


@many
@scenarios
def test_bus_in_every_mode_and_over_the_orbit(seed, policy, radiator):
    """Property: sunlit, eclipse and safe: what is taken = heat in the loop + plume; over the orbit with the longest eclipse the array's energy
    = losses + heat + plume, with nothing left in the battery."""
    x, d = flown(seed, policy, radiator)
    modes = power.by_mode(x.power, d.ledger)
    for place in range(3):
        total, heat = modes["load"][place], modes["of which heat in the loop"][place]
        lines = sum(
            modes[name][place] for name in ("rack", "avionics", "terminals", "pump", "thrusters", "conversion loss")
        )
        np.testing.assert_allclose(lines, total, **CLOSE)
        np.testing.assert_allclose(heat + modes["thrusters"][place], total, **CLOSE)
    dark = d.orbit.longest_eclipse / d.orbit.nodal_period
    sunlit = d.power.load_sunlit + d.power.charge_loss + d.power.line_loss
    np.testing.assert_allclose(
        d.power.array_power_eol * (1 - dark), sunlit * (1 - dark) + d.power.load_eclipse * dark, **CLOSE
    )
    stored = d.power.charge_power - d.power.charge_loss
    np.testing.assert_allclose(stored * (1 - dark), d.power.load_eclipse * dark, rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(
        d.power.array_power_eol, d.thermal.heat + d.ledger.thrusters + d.power.line_loss + stored, **CLOSE
    )


@many
@scenarios
def test_radiator(seed, policy, radiator):
    """Property: infrared of the working faces = heat of the loop + what they take up, at the effective temperature."""
    x, d = flown(seed, policy, radiator)
    built = np.isfinite(d.thermal.working_area)
    faces = d.attitude.faces * d.thermal.working_area * x.thermal.fin_efficiency
    infrared = faces * x.thermal.emissivity * STEFAN_BOLTZMANN * d.thermal.radiator_temperature**4
    np.testing.assert_allclose(infrared[built], (d.thermal.heat + faces * d.thermal.absorbed_flux)[built], **CLOSE)


@many
@scenarios
def test_the_satellite_as_a_whole_in_sunlight(seed, policy, radiator):
    """Property: light and Earth on array and radiator = infrared of both + harness losses + plume + what the battery stores."""
    x, d = flown(seed, policy, radiator)
    flux = power.sun_flux.si(on_sizing_day(d, d.orbit.day_sun_distance))
    sunlight = power.light_on_array.si(flux, d.attitude.array_incidence, x.power.pointing)
    light = x.power.cell_absorptivity * sunlight
    covered, hidden = covered_part(x, d, sunlight, flux)
    free = d.power.array_area - covered
    dims = (x.power.cell_absorptivity, x.power.cell_emissivity, x.power.back_emissivity)
    earth = power.earth_load.si(
        x.thermal.earth_infrared,
        x.thermal.albedo,
        flux,
        d.attitude.array_earth_view,
        d.attitude.array_albedo_view,
        *dims,
    )
    faces = d.attitude.faces * d.thermal.working_area * x.thermal.fin_efficiency
    entering = (light + earth) * free - hidden * covered + faces * d.thermal.absorbed_flux
    wings = (x.power.cell_emissivity + x.power.back_emissivity) * STEFAN_BOLTZMANN * d.power.cell_temperature**4 * free
    panels = faces * x.thermal.emissivity * STEFAN_BOLTZMANN * d.thermal.radiator_temperature**4
    taken, charge = taken_on_sizing_day(x, d)
    stored = charge * x.power.battery_efficiency * x.power.conversion_efficiency
    # the radiator is sized for the heat of the longest eclipse's day: what that day has over the sizing day leaves as heat too
    more_heat = d.power.charge_loss - (charge - stored)
    built = np.isfinite(entering)
    assert built.any()
    leaving = wings + panels + taken * (1 - x.power.line_efficiency) + d.ledger.thrusters + stored
    np.testing.assert_allclose((entering + more_heat)[built], leaving[built], **CLOSE)


@pytest.mark.parametrize("policy", ["ride", "throttle", "sleep"])
def test_ledger_by_mode_in_quantities(policy):
    """Property: the same lines with units checked; in safe mode rack and thrusters take nothing, in eclipse the rack takes its policy's share."""
    case = sr.load().but({"power.eclipse_policy": policy})
    modes = power.by_mode(case.inputs().power, sr.design(case).ledger)
    share = {"ride": 1.0, "throttle": 0.3, "sleep": 0.1}[policy]
    assert modes["rack"][1].to("kW").magnitude == pytest.approx(100 * share)
    assert modes["rack"][2].to("kW").magnitude == modes["thrusters"][2].to("kW").magnitude == 0
    with bare():
        plain = power.by_mode(case.inputs(bare=True).power, evaluate(case).design.ledger)
    for name, loads in modes.items():
        for one, other in zip(loads, plain[name], strict=True):
            assert one.to("W").magnitude == pytest.approx(float(other), rel=1e-12, abs=1e-9), name
