"""Prices of the satellite's lines: what each costs by its own unit, how high the maker's level is, and where the fleet
stands on the maker's learning curve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sunrack.cost.laws import learned_share

if TYPE_CHECKING:
    from sunrack.cost.book import Cost

# By line of the bill of masses, the price that it is bought at; what is not named here is bought as structure.
PRICED = {
    "conversion": "electronics",
    "harness": "electronics",
    "avionics": "electronics",
    "thrusters": "propulsion",
    "entry_thrusters": "propulsion",
    "attitude_control": "attitude",
    "radiator": "radiator",
}
LINES = ("structure", "radiator", "electronics", "propulsion", "attitude")
# Bought by units of their own in their own rooms, or not hardware.
APART = ("rack", "array", "battery", "terminals", "propellant")


def line_price(name: str) -> str:
    """Which of `LINES` a line of the bill of masses is bought as; empty for what has a price of its own elsewhere.

    >>> line_price("harness"), line_price("tanks"), line_price("rack")
    ('electronics', 'structure', '')
    """
    return "" if name in APART else PRICED.get(name, "structure")


def learned(inputs: Cost, units: Any) -> Any:
    """Mean price of a fleet's satellites over the prices that the scenario writes.

    Args:
        inputs: The scenario's [cost].
        units: Satellites that are built for the fleet, in satellites of one rack [-].
    """
    share = learned_share(
        learning=inputs.learning,
        units=units,
        before=inputs.satellites_built_before,
        reference=inputs.priced_units,
    )
    return inputs.price_level * share


def buy(inputs: Cost, *, masses: Mapping[str, Any], radiator_area: Any, level: Any) -> dict[str, Any]:
    """Price of each of `LINES` for one satellite [USD].

    Args:
        inputs: The scenario's [cost].
        masses: Predicted mass by line of the bill [kg].
        radiator_area: Planform of the radiator [m²].
        level: From `learned` [-].
    """
    paid = {
        "structure": inputs.structure_price * _mass("structure", masses),
        "radiator": inputs.radiator_price * radiator_area,
        "electronics": inputs.electronics_price * _mass("electronics", masses),
        "propulsion": inputs.propulsion_price * _mass("propulsion", masses),
        "attitude": inputs.attitude_price * _mass("attitude", masses),
    }
    return {name: money * level for name, money in paid.items()}


def grouped(parts: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The parts of a satellite's price by name, `LINES` as one of them, the bus.

    >>> grouped([("rack", 3.1), ("structure", 4.0), ("radiator", 1.0)])
    {'rack': 3.1, 'bus': 5.0}
    """
    found: dict[str, Any] = {}
    for name, money in parts:
        place = "bus" if name in LINES else name
        found[place] = found[place] + money if place in found else money
    return found


def _mass(price: str, masses: Mapping[str, Any]) -> Any:
    first, *rest = (mass for name, mass in masses.items() if line_price(name) == price)
    for one in rest:
        first = first + one
    return first
