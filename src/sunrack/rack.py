"""The payload: one rack of accelerators, its power and mass as flown, and how often it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sunrack.catalogue import by_word
from sunrack.section import Result, Section, Value, choice, option, shown, value
from sunrack.units import Kelvin, KelvinPerWatt, Watt, law, minimum

_CHIP = ("chip_limit", "chip_resistance", "chip_share")  # each says nothing without the others


class Rack(Section):
    """The rack that both sides run."""

    model: str = choice("racks", "Which rack of the catalogue; its data-sheet values serve unless written here.")
    power: Value = value("kW", "Electrical power of the rack at full load.", above=0)
    mass: Value = value("kg", "Mass of the rack as built.", above=0)
    throughput: Value = value(
        "1/s",
        "Tokens that the rack puts out in the benchmark that its source names.",
        above=0,
        chosen_by="model.throughput",
    )
    gpus: Value = value("", "Accelerators in the rack.", whole=True, above=0, chosen_by="model.gpus")
    price: Value = value("MUSD", "Price of the rack.", at_least=0, chosen_by="model.price")
    flight: Literal["as-built", "stripped"] = option("Fly the rack as built, or stripped of frame, fans and shelves.")
    stripped_mass_per_power: Value = value("kg/kW", "Mass of the compute when stripped for flight.", above=0)
    failure_rate: Value = value("percent/year", "Accelerators that fail for good on the ground.", at_least=0)
    orbit_failure_multiplier: Value = value("", "How much more often they fail in orbit.", at_least=0, at_most=1000)
    spares: Value = value("", "Cold spare accelerators carried in orbit over those that run.", at_least=0, at_most=10)
    derate: Value = value(
        "", "Power at which the rack is run in orbit over its power on the ground.", at_least=0.5, at_most=1
    )
    derate_loss: Value = value("", "Work lost over power saved by running it below full power.", at_least=0, at_most=1)
    liquid_fraction: Value = value(
        "",
        "Share of the heat that the rack's own coolant takes.",
        at_least=0,
        at_most=1,
        chosen_by="model.liquid_fraction",
    )
    dose_limit: Value = value("rad_Si", "Dose that the memory is known to stand.", above=0)
    coolant_supply_limit: Value = value(
        "K", "Warmest coolant that the rack accepts.", above=0, chosen_by="model.coolant_supply_limit"
    )
    coolant_flow_limit: Value = value(
        "L/min/kW",
        "Least coolant that the rack asks for, for its heat.",
        at_least=0,
        chosen_by="model.coolant_flow_limit",
    )
    cold_limit: Value = value("K", "Coldest that the rack may be while it is off.", above=0)
    chip_limit: Value | None = value(
        "K",
        "Hottest that an accelerator may be, at junction or memory.",
        above=0,
        chosen_by="model.chip_limit",
        together=_CHIP,
    )
    chip_resistance: Value | None = value(
        "K/W",
        "Rise of an accelerator above the coolant at the rack's inlet, for its power.",
        at_least=0,
        chosen_by="model.chip_resistance",
        together=_CHIP,
    )
    chip_share: Value | None = value(
        "",
        "Share of the rack's power that its accelerators take.",
        above=0,
        at_most=1,
        chosen_by="model.chip_share",
        together=_CHIP,
    )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Payload(Result):
    """The rack as flown."""

    full_power: Any = shown(
        "kW", "electrical power at full load: money per kilowatt is per kilowatt of this, on both sides"
    )
    power: Any = shown("kW", "electrical power as run in orbit")
    mass: Any = shown("kg", "mass as flown, spares included, without growth")
    gpus: Any = shown("", "accelerators that run")
    price: Any = shown("USD", "price of the rack as flown, spares included")
    throughput: Any = shown("1/s", "tokens put out at full power in the benchmark that rack.throughput names")
    speed: Any = shown("", "work as run in orbit over that at full power")
    failure_rate: Any = shown("percent/year", "permanent failures on the ground")
    orbit_failure_rate: Any = shown("percent/year", "permanent failures in orbit, unrepaired")
    coolant_limit: Any = shown("K", "warmest coolant that rack and accelerators accept")


def size(inputs: Rack) -> Payload:
    """The rack as it flies: as built by default, stripped if the scenario says so; a spare brings its part of mass and price."""
    stripped = by_word({"as-built": False, "stripped": True}, inputs.flight, "way to fly the rack")
    mass = inputs.power * inputs.stripped_mass_per_power if stripped else inputs.mass
    return Payload(
        full_power=inputs.power,
        power=inputs.power * inputs.derate,
        mass=mass * (1 + inputs.spares),
        gpus=inputs.gpus,
        price=inputs.price * (1 + inputs.spares),
        throughput=inputs.throughput,
        speed=1 - inputs.derate_loss * (1 - inputs.derate),
        failure_rate=inputs.failure_rate,
        orbit_failure_rate=inputs.failure_rate * inputs.orbit_failure_multiplier,
        coolant_limit=_coolant_limit(inputs),
    )


def _coolant_limit(inputs: Rack) -> Any:
    """Warmest coolant at the inlet [K]: what the rack accepts, or less if its accelerators are known to need less."""
    if inputs.chip_limit is None:
        return inputs.coolant_supply_limit
    chip = coolant_limit_of_chip(
        limit=inputs.chip_limit,
        resistance=inputs.chip_resistance,
        power=inputs.power * inputs.derate * inputs.chip_share / inputs.gpus,
    )
    return minimum(inputs.coolant_supply_limit, chip)


@law
def coolant_limit_of_chip(limit: Kelvin, resistance: KelvinPerWatt, power: Watt) -> Kelvin:
    """Warmest coolant at which an accelerator stays below its limit.

        T_coolant = T_limit − R P

    Args:
        limit: Hottest that the accelerator may be, at junction or memory [K].
        resistance: From there to the coolant at the inlet [K/W].
        power: Of one accelerator [W].
    Returns:
        Temperature of the coolant at the inlet [K].

    Valid for the flow at which the resistance was measured.
    Source: incropera-2007, ch. 3 (thermal resistance).
    """
    return np.maximum(limit - resistance * power, 0)
