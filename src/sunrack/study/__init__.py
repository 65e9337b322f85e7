"""Studies: arrays through the same walk, with the door of every law open."""

from sunrack.study.crossing import BOUNDARIES, Breakeven, Crossing, breakeven
from sunrack.study.engine import Driver, drivers, evaluate
from sunrack.study.sweeping import sweep
from sunrack.study.years import MEASURES, PATHS, When, when

__all__ = ["BOUNDARIES", "MEASURES", "PATHS", "Breakeven", "Crossing", "Driver", "When", "breakeven", "drivers", "evaluate", "sweep", "when"]
