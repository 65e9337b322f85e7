"""The kind of a unit: how its numbers become SI, and what it measures. Units in use are known without pint."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Kind(NamedTuple):
    """What a unit expression means.

    Args:
        scale, offset: Of a number in it: si = scale · number + offset.
        base: SI base units by name with their powers, sorted by name; empty for a plain ratio.
        role: "scale" or "difference" of a temperature; "plain" where no unit is written at all; else "".
    """

    scale: float
    offset: float
    base: tuple[tuple[str, float], ...]
    role: str = ""


PLAIN = Kind(1.0, 0.0, (), "plain")


@lru_cache(4096)
def kind_of(text: str) -> Kind:
    """The kind of a unit expression: from the table of units in use, and from pint for every other.

    Raises:
        UnitError: It is not a unit, with what is near.
    """
    from sunrack.units.table import KINDS

    if (known := KINDS.get(text)) is not None:
        return Kind(*known)
    from sunrack.units.naming import unit_of
    from sunrack.units.quantities import kind_of_powers

    return kind_of_powers(unit_of(text)._units)


@lru_cache(4096)
def to_si(unit: str) -> tuple[float, float, tuple[tuple[str, float], ...]]:
    """Scale, offset and SI base units that take a number in `unit` to SI: si = scale · number + offset.

    >>> to_si("km")
    (1000.0, 0.0, (('meter', 1),))
    """
    return kind_of(unit)[:3]
