"""Values that follow others where a scenario does not write them: wings, thrust, shield, body, cost of capital."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from sunrack import power, rack
from sunrack.section import Section
from sunrack.units import Law, Q, is_bare, is_quantity, minimum
from sunrack.values import FOLLOWS, Value

# By key, what it follows; a later one may use an earlier one. `call` is a law, bare or with units as the rooms are.
FOLLOWING: dict[str, Callable[[Any, Any, Any], Any]] = {
    "rack.throughput": lambda rooms, power_of_racks, call: _throughput(rooms.rack),
    "power.blanket_width": lambda rooms, power_of_racks, call: call(power.width_for)(
        width=rooms.power.reference_width, power=power_of_racks
    ),
    "mass.thrust": lambda rooms, power_of_racks, call: power_of_racks * rooms.mass.thrust_per_power,
    "mass.thruster_mass": lambda rooms, power_of_racks, call: rooms.mass.thrust * rooms.mass.thruster_mass_per_thrust,
    "mass.shielded_area": lambda rooms, power_of_racks, call: call(rack.block_surface)(
        height=rooms.rack.height, width=rooms.rack.width, depth=rooms.rack.depth, racks=rooms.rack.racks
    ),
    "mass.bus_volume": lambda rooms, power_of_racks, call: (
        rooms.rack.height
        * rooms.rack.width
        * rooms.rack.depth
        * rooms.rack.racks
        * rooms.mass.bus_volume_per_rack_volume
    ),
    "cost.satellites_built_before": lambda rooms, power_of_racks, call: rooms.launch.satellites_built_before,
    "finance.orbit_cost_of_capital": lambda rooms, power_of_racks, call: rooms.finance.cost_of_capital,
}


def _throughput(racks: Any) -> Any:
    """Tokens of one rack under its cap; no number where none is published of the model."""
    rated, uncapped = (getattr(racks, key, None) for key in ("rated_throughput", "rated_power"))
    if rated is None:
        rated = Q(float("nan"), "1/s") if is_quantity(racks.power) else float("nan")
    share = 1.0 if uncapped is None else minimum(racks.power / uncapped, 1.0)
    return rated * (1 - racks.derate_loss * (1 - share))


WHY = {
    "rack.throughput": "follows rack.rated_throughput and the cap of power, by rack.derate_loss",
    "power.blanket_width": "follows the power of the racks, by power.reference_width",
    "mass.thrust": "follows the power of the racks, by mass.thrust_per_power",
    "mass.thruster_mass": "follows mass.thrust, by mass.thruster_mass_per_thrust",
    "mass.shielded_area": "follows the size and the number of the racks",
    "mass.bus_volume": "follows the size and the number of the racks, by mass.bus_volume_per_rack_volume",
    "cost.satellites_built_before": "follows launch.satellites_built_before",
    "finance.orbit_cost_of_capital": "follows finance.cost_of_capital",
}


def follow(rooms: SimpleNamespace, keys: list[str], *, bare: bool) -> None:
    """Enter what follows from the other values into the rooms of the walk's inputs.

    Args:
        rooms: A namespace a section, in which these keys are missing.
        keys: Which of `FOLLOWING`; those of them that are not written.
        bare: Whether the rooms hold bare SI numbers.
    """
    racks = rooms.rack
    at_work = racks.power * racks.racks * racks.derate

    def call(law: Law[...]) -> Any:
        return law.si if bare and not is_bare() else law

    for key, made in FOLLOWING.items():
        if key in keys:
            room, _, name = key.partition(".")
            setattr(getattr(rooms, room), name, made(rooms, at_work, call))


def followed(sections: Mapping[str, Section]) -> dict[str, dict[str, Value]]:
    """Section → key → value of all that is not written and follows, as it comes to in a scenario."""
    keys = [key for key in FOLLOWING if getattr(sections[key.partition(".")[0]], key.partition(".")[2]) is None]
    rooms = SimpleNamespace(
        **{
            room: SimpleNamespace(**{key: one.si for key, one in sections[room] if isinstance(one, Value)})
            for room in ("rack", "power", "mass", "launch", "cost", "finance")
        }
    )
    follow(rooms, keys, bare=True)
    made: dict[str, dict[str, Value]] = {}
    for key in keys:
        room, _, name = key.partition(".")
        unit, number = sections[room].extra(name)["unit"], float(getattr(getattr(rooms, room), name))
        number = math.nan if math.isnan(number) else number  # one object, so that equal scenarios are equal
        made.setdefault(room, {})[name] = Value(number, unit, source=FOLLOWS, why=WHY[key], follows=True)
    return made
