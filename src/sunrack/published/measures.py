"""Numbers with their dimension, as expressions hold them: SI and base units, without pint, whose import takes longer
than all the sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.units import UnitError, to_si

Base = tuple[tuple[str, float], ...]
_RATIOS = {"radian"}  # base units that are ratios: an angle times a length is a length


@dataclass(frozen=True)
class Measure:
    """An SI number, or an array of them, and its SI base units by name with their powers, sorted by name."""

    si: Any
    base: Base = ()

    @property
    def unit(self) -> str:
        """The base units in words: "kg·m/s"; "no unit" of a plain ratio."""
        from sunrack.units.naming import unit_from

        return f"{unit_from(self.base):~P}" if self.base else "no unit"

    def within(self, unit: str) -> Any:
        """The number in a unit.

        Raises:
            UnitError: It is no unit, or one of another dimension.
        """
        scale, offset, base = in_base(unit)
        if base != self.base:
            raise UnitError(f"it is in {self.unit}")
        return (self.si - offset) / scale

    def times(self, other: Measure, power: int = 1) -> Measure:
        """The product with another measure, or the quotient where `power` is −1; numpy's zero divides without an
        error."""
        powers = dict(self.base)
        for name, raised in other.base:
            powers[name] = powers.get(name, 0) + power * raised
        base = tuple(sorted((name, raised) for name, raised in powers.items() if raised))
        return Measure(self.si * other.si if power > 0 else np.divide(self.si, other.si), base)


def measure(number: Any, unit: str) -> Measure:
    """A number in a unit.

    Raises:
        UnitError: It is no unit.
    """
    scale, offset, base = in_base(unit)
    return Measure(np.asarray(scale * number + offset, dtype=float)[()], base)


def in_base(unit: str) -> tuple[float, float, Base]:
    """Scale, offset and base units of a unit, as `to_si` gives them, without those that are ratios."""
    scale, offset, base = to_si(unit)
    return scale, offset, tuple(one for one in base if one[0] not in _RATIOS)
