"""One satellite, sized: the answer of each discipline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from sunrack import attitude, cost, launch, link, markup, mass, orbit, power, rack, thermal
from sunrack.launch import Footprint


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Design:
    """One satellite, or arrays of them: each room's answer."""

    rack: rack.Payload
    orbit: orbit.Path
    attitude: attitude.Facing
    ledger: power.Ledger
    power: power.Supply
    thermal: thermal.Cooling
    link: link.Links
    torques: mass.Torques
    mass: mass.Bill
    launch: launch.Ride
    cost: cost.Price
    carbon: Footprint

    def rooms(self) -> Iterator[tuple[str, Any]]:
        """Each answer, with what the names of its results begin with."""
        for one in fields(self):
            if one.name != "ledger":
                yield f"{one.name}.", getattr(self, one.name)
        yield "power.ledger.", self.ledger

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """Dotted name → {value, unit} of every result."""
        rows: dict[str, dict[str, Any]] = {}
        for prefix, answer in self.rooms():
            rows |= answer.to_dict(prefix)
        return rows

    def __repr__(self) -> str:
        return f"<Design of {len(self.to_dict())} results; to_dict() lists them>"

    def _repr_html_(self) -> str:
        return markup.table(["result", "value", "unit"], markup.result_rows(self.to_dict()), "lrl")


@dataclass(frozen=True, kw_only=True, eq=False)
class Sized:
    """What the loads decide, up to the forces on it: all that is known before the mass closes."""

    ledger: power.Ledger
    power: power.Supply
    thermal: thermal.Cooling
    climb: orbit.Climb
    boom: Any  # [kg]
    wing_frequency: Any  # [Hz]
    torques: mass.Torques
    thruster_power: Any  # that the forces ask for [W]
