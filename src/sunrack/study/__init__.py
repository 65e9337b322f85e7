"""Studies: many designs at once, as arrays through the same walk."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sunrack.study.crossing import (
        BOUNDARIES as BOUNDARIES,
        Breakeven as Breakeven,
        Crossing as Crossing,
        breakeven as breakeven,
    )
    from sunrack.study.engine import evaluate as evaluate
    from sunrack.study.front import Front as Front, pareto as pareto
    from sunrack.study.frontiers import frontier as frontier
    from sunrack.study.optima import Optimum as Optimum, optimize as optimize
    from sunrack.study.parities import parity as parity
    from sunrack.study.parity_answer import Parity as Parity
    from sunrack.study.sampling import sample as sample
    from sunrack.study.sensitivities import Sensitivity as Sensitivity, sensitivity as sensitivity
    from sunrack.study.slopes import Partials as Partials, partials as partials
    from sunrack.study.store import StoreError as StoreError
    from sunrack.study.summary import Odds as Odds, Spread as Spread, Summary as Summary, summarise as summarise
    from sunrack.study.sweeping import sweep as sweep
    from sunrack.study.tornado import Driver as Driver, drivers as drivers
    from sunrack.study.years import MEASURES as MEASURES, PATHS as PATHS, When as When, when as when

# Imported on first use: a report needs a few of them.
_NAMES = {
    "crossing": "BOUNDARIES Breakeven Crossing breakeven",
    "engine": "evaluate",
    "front": "Front pareto",
    "frontiers": "frontier",
    "optima": "Optimum optimize",
    "parities": "parity",
    "parity_answer": "Parity",
    "sampling": "sample",
    "sensitivities": "Sensitivity sensitivity",
    "slopes": "Partials partials",
    "store": "StoreError",
    "summary": "Odds Spread Summary summarise",
    "sweeping": "sweep",
    "tornado": "Driver drivers",
    "years": "MEASURES PATHS When when",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"sunrack.study.{_HOME[name]}"), name)
    raise AttributeError(f"module 'sunrack.study' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
