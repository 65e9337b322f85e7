"""What the inputs that move the answer most are called in sentences, every other input by its own key in words; and
what a scenario is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sunrack.names import Name
from sunrack.scenario.files import shipped, shipped_titles

if TYPE_CHECKING:
    from sunrack.scenario import Scenario

_TITLES = {
    "cost.ground_availability": "Availability on the ground",
    "cost.infant_loss": "Early-life failures",
    "cost.learning": "Cost ratio per doubling of units",
    "cost.nonrecurring": "Development cost",
    "cost.operations": "Operations cost",
    "cost.orbit_availability": "Availability in orbit",
    "cost.premium_loading": "Insurance loading",
    "cost.price_level": "Satellite price level",
    "cost.utilisation": "Share of hours sold",
    "finance.compute_life": "Life of the computers",
    "finance.cost_of_capital": "Cost of capital",
    "finance.satellite_construction": "Construction time of a satellite",
    "finance.satellite_life": "Life of a satellite",
    "launch.cadence": "Launches per year",
    "launch.fleet_power": "Fleet size",
    "launch.payload": "Payload of the launch vehicle",
    "launch.price": "Launch price",
    "launch.success": "Launch success rate",
    "link.terminal_price": "Price of a laser terminal",
    "mass.structure_fraction": "Structure, share of dry mass",
    "power.array_areal_mass": "Solar array mass per area",
    "power.array_price": "Solar array price",
    "power.conversion_mass": "Mass of power conversion",
    "rack.failure_rate": "Accelerator failure rate",
    "rack.mass": "Rack mass",
    "rack.orbit_failure_multiplier": "Accelerator failures, orbit over ground",
    "rack.power": "Rack power",
    "rack.price": "Rack price",
    "thermal.areal_mass": "Radiator mass per area",
    "thermal.loop_mass": "Mass of the coolant loop",
}


def input_title(key: str) -> str:
    """An input in words: "Launch price" for launch.price, "Capex (Texas)" for ground.texas.capex.

    Args:
        key: The dotted name of an input.
    """
    from sunrack.catalogue import place

    if key in _TITLES:
        return _TITLES[key]
    name = Name.parse(key)
    words = name.key.rpartition(".")[2].replace("_", " ")
    where = place(name.region) if name.region else name.room
    return f"{words[:1].upper()}{words[1:]} ({where})"


def own_title(case: Scenario) -> str:
    """The title that its author gave a scenario; none of a scenario that ships or of a file without one."""
    return "" if case.title in shipped_titles() else case.title


def scenario_title(case: Scenario) -> str:
    """The title of a scenario; none of a file that has only that of the scenario it starts from."""
    return case.title if case.name in shipped() else own_title(case)
