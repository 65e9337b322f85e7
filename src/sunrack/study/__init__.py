"""Studies: arrays through the same walk, with the door of every law open."""

from sunrack.study.crossing import BOUNDARIES, Breakeven, Crossing, breakeven
from sunrack.study.engine import Driver, drivers, evaluate
from sunrack.study.frontiers import frontier
from sunrack.study.sampling import sample
from sunrack.study.sensitivities import Sensitivity, sensitivity
from sunrack.study.store import StoreError
from sunrack.study.summary import Odds, Spread, Summary, summarise
from sunrack.study.sweeping import sweep
from sunrack.study.years import MEASURES, PATHS, When, when

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
