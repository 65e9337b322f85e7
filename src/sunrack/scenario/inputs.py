"""What the walk reads of a scenario."""

from __future__ import annotations

from typing import Any, Protocol

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
