"""Numbers with their dimension, as expressions hold them: SI and base units, without pint, whose import takes longer
than all the sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.units import UnitError, to_si

Base = tuple[tuple[str, float], ...]


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
        scale, offset, base = to_si(unit)
        if base != self.base:
            raise UnitError(f'is in {self.unit} and cannot be given in "{unit}"')
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
    scale, offset, base = to_si(unit)
    return Measure(np.asarray(scale * number + offset, dtype=float)[()], base)
