"""One satellite, sized: the answer of each discipline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack import attitude, cost, launch, link, markup, mass, orbit, power, rack, thermal


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
    carbon: launch.Footprint
    launch: launch.Ride
    cost: cost.Price

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """Dotted name → {value, unit} of every result."""
        rows: dict[str, dict[str, Any]] = {}
        for name in "rack orbit attitude power thermal link torques mass launch cost carbon".split():
            rows |= getattr(self, name).to_dict(f"{name}.")
        return rows | self.ledger.to_dict("power.ledger.")

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
