"""Checks of safe mode: rack and thrusters off, heaters on."""

from __future__ import annotations

from sunrack.checks.names import at_least, at_most
from sunrack.checks.working import stored_energy
from sunrack.requirement import Check
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
            "safe_mode_temperature",
            cooling.safe_temperature,
            cooling.safe_limit,
            "K",
        ),
        at_most(
            "safe_mode_power",
            load + charge,
            flown.power.array_power_eol * case.power.line_efficiency,
            "kW",
        ),
        at_least(
            "safe_mode_eclipse",
            stored,
            load * dark,
            "kWh",
        ),
        at_least(
            "recovery_time",
            stored / load,
            case.thermal.recovery_time,
            "min",
        ),
    )
