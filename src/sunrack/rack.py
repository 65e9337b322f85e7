"""The payload: whole racks of accelerators, their power and mass as flown, and how often they fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sunrack.catalogue import by_word, records
from sunrack.reading import to_value
from sunrack.section import Result, Section, Value, choice, option, shown, value
from sunrack.units import Kelvin, KelvinPerWatt, Metre, Ratio, SquareMetre, Watt, law, minimum
from sunrack.values import show

OWN = "own"  # the record for a rack that the scenario itself describes
_CHIP = ("chip_limit", "chip_resistance", "chip_share")  # each says nothing without the others


class Rack(Section):
    """The rack that both sides run, and how many of them a satellite carries."""

    model: str = choice("racks", "Which rack of the catalogue; its data-sheet values serve unless written here.")
    racks: Value = value(
        "",
        "Whole racks that one satellite carries: power, mass, price, accelerators and tokens count them all.",
        whole=True,
        at_least=1,
        at_most=10_000,
    )
    power: Value = value(
        "kW",
        "Electrical power of one rack at full load, within what its model can be run at.",
        above=0,
        chosen_by="model.power",
    )
    rated_power: Value = value(
        "kW",
        "Power of one rack of the model without a cap, at which its tokens were counted; missing where not published.",
        above=0,
        chosen_by="model.power",
        optional=True,
    )
    mass: Value = value("kg", "Mass of one rack as built.", above=0, chosen_by="model.mass")
    height: Value = value("m", "Height of one rack.", above=0, chosen_by="model.height")
    width: Value = value("m", "Width of one rack.", above=0, chosen_by="model.width")
    depth: Value = value("m", "Depth of one rack.", above=0, chosen_by="model.depth")
    throughput: Value = value(
        "1/s",
        "Tokens that one rack puts out at its power in a benchmark. It follows the model's, less what a cap costs.",
        above=0,
        follows=True,
    )
    rated_throughput: Value = value(
        "1/s",
        "Tokens that one uncapped rack puts out in the benchmark that its source names; missing where not published.",
        above=0,
        chosen_by="model.throughput",
        optional=True,
    )
    gpus: Value = value("", "Accelerators in one rack.", whole=True, above=0, chosen_by="model.gpus")
    price: Value = value("MUSD", "Price of one rack.", at_least=0, chosen_by="model.price")
    flight: Literal["as-built", "stripped"] = option("Fly the rack as built, or stripped of frame, fans and shelves.")
    stripped_mass_per_power: Value = value("kg/kW", "Mass of the compute when stripped for flight.", above=0)
    failure_rate: Value = value("percent/year", "Accelerators that fail for good on the ground.", at_least=0)
    orbit_failure_multiplier: Value = value("", "How much more often they fail in orbit.", at_least=0, at_most=1000)
    spares: Value = value("", "Cold spare accelerators carried in orbit over those that run.", at_least=0, at_most=10)
    spare_failures: Value = value(
        "", "Failures of a cold spare in orbit over those of an accelerator that runs.", at_least=0, at_most=1
    )
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
    upset_overhead: Value = value(
        "",
        "Work in orbit that goes into guarding against radiation upsets and into redoing what they spoil.",
        at_least=0,
        at_most=1,
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
    """The racks of one satellite as flown, all together."""

    racks: Any = shown("", "racks on one satellite")
    full_power: Any = shown(
        "kW",
        "electrical power of all racks at full load: money per kilowatt is per kilowatt of this, on both sides",
    )
    power: Any = shown("kW", "electrical power of all racks as run in orbit")
    mass: Any = shown("kg", "mass of all racks as flown, spares included, without growth")
    gpus: Any = shown("", "accelerators that run, of all racks")
    price: Any = shown("USD", "price of all racks as flown, spares included")
    throughput: Any = shown(
        "1/s", "tokens that all racks put out at full power in the benchmark that rack.rated_throughput names"
    )
    speed: Any = shown("", "work as run in orbit over that at full power")
    failure_rate: Any = shown("percent/year", "permanent failures on the ground")
    orbit_failure_rate: Any = shown("percent/year", "permanent failures in orbit, unrepaired")
    coolant_limit: Any = shown("K", "warmest coolant that rack and accelerators accept")


@law
def block_surface(height: Metre, width: Metre, depth: Metre, racks: Ratio) -> SquareMetre:
    """Surface of a block of racks that has the shape of one rack.

        A = 2 (h w + h d + w d) n^(2/3)

    Args:
        height: h, of one rack [m].
        width: w [m].
        depth: d [m].
        racks: n, in the block [-].
    Returns:
        Surface [m²].

    Valid for racks stacked close; a cube of the same volume has 0.87 of it for a rack of 2.24 x 0.60 x 1.07 m.
    Source: assumption, similar blocks.
    """
    return 2 * (height * width + height * depth + width * depth) * racks ** (2 / 3)


@law
def smallest_diagonal(height: Metre, width: Metre, depth: Metre) -> Metre:
    """Diagonal of a rack's smallest face, which has to pass through the width of a fairing.

        d = √(h² + w² + d² − max(h, w, d)²)

    Args:
        height: Of one rack [m].
        width: Of one rack [m].
        depth: Of one rack [m].
    Returns:
        Diagonal [m].

    Valid for a box.
    Source: assumption, geometry.
    """
    largest = np.maximum(np.maximum(height, width), depth)
    return np.sqrt(height**2 + width**2 + depth**2 - largest**2)


def power_range(section: Rack) -> tuple[float, float]:
    """Least and most power that one rack of the model can be run at [W]; any where its power is not published."""
    if "power" not in records("racks")[section.model]:
        return 0.0, float("inf")
    rated = to_value(records("racks")[section.model]["power"], "kW")
    return rated.si if rated.low is None else rated.low, rated.si if rated.high is None else rated.high


def out_of_range(section: Rack, *amounts: float | None) -> str:
    """Why some powers of one rack are refused; empty where its model can be run at all of them.

    Args:
        section: The section of a scenario.
        amounts: Powers [W]; None is passed over.
    """
    low, high = power_range(section)
    wrong = [one for one in amounts if one is not None and not low * (1 - 1e-9) <= one <= high * (1 + 1e-9)]
    if not wrong:
        return ""
    return (
        f"{show(wrong[0], 'kW')} is not a power of one {section.model}, which runs at {show(low, 'kW')} to "
        f"{show(high, 'kW')}: mass, price and accelerators stay those of a whole rack. Write rack.derate to run it "
        "below that in orbit, rack.racks for more racks on a satellite, another rack.model, or "
        f'rack.model = "{OWN}" and the mass, price and accelerators of a rack of your own'
    )


def size(inputs: Rack) -> Payload:
    """The racks as they fly, as built or stripped; a spare brings its part of mass and price."""
    stripped = by_word({"as-built": False, "stripped": True}, inputs.flight, "way to fly the rack")
    mass = inputs.power * inputs.stripped_mass_per_power if stripped else inputs.mass
    return Payload(
        racks=inputs.racks,
        full_power=inputs.power * inputs.racks,
        power=inputs.power * inputs.derate * inputs.racks,
        mass=mass * (1 + inputs.spares) * inputs.racks,
        gpus=inputs.gpus * inputs.racks,
        price=inputs.price * (1 + inputs.spares) * inputs.racks,
        throughput=inputs.throughput * inputs.racks,
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
