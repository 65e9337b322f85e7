"""Checks of safe mode: rack and thrusters off, heaters on."""

from __future__ import annotations

from sunrack.checks.working import stored_energy
from sunrack.requirement import Check, at_least, at_most
from sunrack.satellite import Design
from sunrack.scenario import Inputs


def safe_mode(case: Inputs, flown: Design) -> tuple[Check, ...]:
    """Rack and thrusters off, heaters on: in sunlight, through an eclipse, and with the attitude lost."""
    orbit, cooling, load = flown.orbit, flown.thermal, flown.ledger.load_safe + flown.thermal.heater_power
    stored = stored_energy(case, flown)
    dark, storage = orbit.longest_eclipse, case.power.battery_efficiency * case.power.conversion_efficiency
    charge = load * dark / ((orbit.period - dark) * storage)
    return (
        at_least(
            "safe mode stays warm",
            "coldest of coolant and rack with the rack off",
            cooling.safe_temperature,
            cooling.safe_limit,
            "K",
            slug="safe_mode_temperature",
            title="Safe mode keeps the loop warm",
        ),
        at_most(
            "safe mode has power",
            "heaters and charging, against the array in the Sun",
            load + charge,
            flown.power.array_power_eol * case.power.line_efficiency,
            "kW",
            slug="safe_mode_power",
            title="Safe mode has power",
        ),
        at_least(
            "safe mode rides eclipse",
            "worn battery, emptied, against heaters through the longest eclipse",
            stored,
            load * dark,
            "kWh",
            slug="safe_mode_eclipse",
            title="Safe mode rides through eclipse",
        ),
        at_least(
            "battery lasts recovery",
            "worn battery with heaters on, against the time until the array faces the Sun",
            stored / load,
            case.thermal.recovery_time,
            "min",
            slug="recovery_time",
            title="Battery lasts until recovery",
        ),
    )
