"""Can a 100 kW rack in a sun-synchronous orbit beat the same rack on the ground? Checked units, cited numbers.

>>> import sunrack as sr
>>> c = sr.compare(sr.load())
>>> c.design.thermal.radiator_area.to("ft^2")  # doctest: +SKIP

Rooms (`sr.orbit`, `sr.power`, …) hold the laws; each law takes quantities and has a bare SI twin in `.si`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Imported on first use, so that `import sunrack` and `sunrack --help` cost next to nothing.
_NAMES = {
    "Q": "sunrack.units",
    "LAWS": "sunrack.units",
    "UnitError": "sunrack.units",
    "Comparison": "sunrack.verdict",
    "Scenario": "sunrack.scenario",
    "ScenarioError": "sunrack.scenario",
    "load": "sunrack.scenario",
    "compare": "sunrack.verdict",
    "breakeven": "sunrack.study",
    "findings": "sunrack.findings",
    "frontier": "sunrack.study",
    "sample": "sunrack.study",
    "sensitivity": "sunrack.study",
    "summarise": "sunrack.study",
    "when": "sunrack.study",
    "design": "sunrack.walk",
    "sweep": "sunrack.study",
}
_ROOMS = (
    "attitude",
    "catalogue",
    "constants",
    "cost",
    "finance",
    "geometry",
    "ground",
    "launch",
    "link",
    "mass",
    "orbit",
    "power",
    "rack",
    "thermal",
    "units",
)

if TYPE_CHECKING:
    from sunrack import (
        attitude,
        catalogue,
        constants,
        cost,
        finance,
        geometry,
        ground,
        launch,
        link,
        mass,
        orbit,
        power,
        rack,
        thermal,
        units,
    )
    from sunrack.findings import findings
    from sunrack.scenario import Scenario, ScenarioError, load
    from sunrack.study import breakeven, frontier, sample, sensitivity, summarise, sweep, when
    from sunrack.units import LAWS, Q, UnitError
    from sunrack.verdict import Comparison, compare
    from sunrack.walk import design


def __getattr__(name: str) -> Any:
    if name == "LAWS":  # laws enter the list as their rooms are imported
        for room in _ROOMS:
            import_module(f"sunrack.{room}")
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    if name in _ROOMS:
        return import_module(f"sunrack.{name}")
    raise AttributeError(f"module 'sunrack' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*_NAMES, *_ROOMS, "__version__"])


__all__ = [
    "LAWS",
    "Comparison",
    "Q",
    "Scenario",
    "ScenarioError",
    "UnitError",
    "attitude",
    "breakeven",
    "catalogue",
    "compare",
    "constants",
    "cost",
    "design",
    "finance",
    "findings",
    "frontier",
    "geometry",
    "ground",
    "launch",
    "link",
    "load",
    "mass",
    "orbit",
    "power",
    "rack",
    "sample",
    "sensitivity",
    "summarise",
    "sweep",
    "thermal",
    "units",
    "when",
]
