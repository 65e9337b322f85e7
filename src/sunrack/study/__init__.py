"""Studies: arrays through the same walk, with the door of every law open."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sunrack.study.crossing import BOUNDARIES, Breakeven, Crossing, breakeven
    from sunrack.study.engine import Driver, drivers, evaluate
    from sunrack.study.frontiers import frontier
    from sunrack.study.sampling import sample
    from sunrack.study.sensitivities import Sensitivity, sensitivity
    from sunrack.study.store import StoreError
    from sunrack.study.summary import Odds, Spread, Summary, summarise
    from sunrack.study.sweeping import sweep
    from sunrack.study.years import MEASURES, PATHS, When, when

# Imported on first use: a report needs a few of them.
_NAMES = {
    "crossing": ("BOUNDARIES", "Breakeven", "Crossing", "breakeven"),
    "engine": ("Driver", "drivers", "evaluate"),
    "frontiers": ("frontier",),
    "sampling": ("sample",),
    "sensitivities": ("Sensitivity", "sensitivity"),
    "store": ("StoreError",),
    "summary": ("Odds", "Spread", "Summary", "summarise"),
    "sweeping": ("sweep",),
    "years": ("MEASURES", "PATHS", "When", "when"),
}


def __getattr__(name: str) -> Any:
    for module, names in _NAMES.items():
        if name in names:
            return getattr(import_module(f"sunrack.study.{module}"), name)
    raise AttributeError(f"module 'sunrack.study' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "BOUNDARIES",
    "MEASURES",
    "PATHS",
    "Breakeven",
    "Crossing",
    "Driver",
    "Odds",
    "Sensitivity",
    "Spread",
    "StoreError",
    "Summary",
    "When",
    "breakeven",
    "drivers",
    "evaluate",
    "frontier",
    "sample",
    "sensitivity",
    "summarise",
    "sweep",
    "when",
]
