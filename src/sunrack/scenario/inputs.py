"""What the walk reads of a scenario."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np

from sunrack.attitude import Attitude
from sunrack.cost import Cost
from sunrack.finance import Finance
from sunrack.future import Years
from sunrack.ground import Ground, Region
from sunrack.launch import Launch
from sunrack.link import Link
from sunrack.mass import Mass
from sunrack.orbit import Orbit
from sunrack.power import Power
from sunrack.rack import Rack
from sunrack.thermal import Thermal
from sunrack.values import Value


class Inputs(Protocol):
    """Every section with its numbers as quantities, or as bare SI numbers or arrays in a study: `Scenario.inputs`.

    A key that no section has is a mistake that a type checker finds. Plants have the keys of `PLANT_FIELDS` that their
    records have.
    """

    rack: Rack
    orbit: Orbit
    attitude: Attitude
    power: Power
    thermal: Thermal
    link: Link
    mass: Mass
    launch: Launch
    cost: Cost
    finance: Finance
    years: Years
    ground: Ground
    sites: dict[str, Region]
    plants: dict[str, Any]


def space(place: str, fields: Iterable[tuple[str, Any]], bare: bool) -> SimpleNamespace:
    """A namespace of a section, region or plant, with the scenario's own numbers.

    Args:
        place: Its name: "orbit", "ground.texas".
        fields: Keys and contents.
        bare: Whether it holds bare SI numbers.
    """
    made = SimpleNamespace()
    for key, content in fields:
        enter(made, place, key, content, None, bare)
    return made


def enter(made: SimpleNamespace, place: str, key: str, content: Any, over: Any, bare: bool) -> None:
    """Put a value into the namespace of a place; of costs and on the ground its low and high too, as key_low and
    key_high, widened to hold a swept value."""
    if not isinstance(content, Value):
        setattr(made, key, content)
        return
    middle = np.float64(content.si) if over is None else over
    setattr(made, key, middle if bare else content.quantity)
    if place == "cost" or place.startswith("ground"):
        low, high = (
            content.low if content.low is not None else content.si,
            content.high if content.high is not None else content.si,
        )
        setattr(made, f"{key}_low", np.minimum(low, middle) if bare else content.in_unit(low))
        setattr(made, f"{key}_high", np.maximum(high, middle) if bare else content.in_unit(high))
