"""Studies: arrays through the same walk, with the door of every law open."""

from sunrack.study.engine import Driver, drivers, evaluate

__all__ = ["Driver", "drivers", "evaluate"]
