"""Studies: arrays through the same walk, with the door of every law open."""

from sunrack.study.crossing import BOUNDARIES, Breakeven, Crossing, breakeven
from sunrack.study.engine import Driver, drivers, evaluate
from sunrack.study.sweeping import sweep

__all__ = ["BOUNDARIES", "Breakeven", "Crossing", "Driver", "breakeven", "drivers", "evaluate", "sweep"]
