"""Numbers with units, read and written: `read("650 km")`, `Q`, and how quantities are pickled."""

from __future__ import annotations

import copyreg
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from sunrack.units.door import converted, facts, scaled, taken
from sunrack.units.naming import Quantity, UnitError, registry, unit_from, unit_of

if TYPE_CHECKING:
    from sunrack.units.naming import Measured


@lru_cache(4096)
def to_si(unit: str) -> tuple[float, float, Any]:
    """Scale, offset and dimension that take a number in `unit` to SI base units: si = scale · number + offset."""
    written = unit_of(unit)
    scale, offset, *_ = facts(written._units)
    return scale, offset, written.dimensionality


def read(text: str, unit: str | None = None) -> Measured:
    """The quantity written in `text`; with `unit`, converted to it.

    >>> read("650 km")
    <Quantity(650.0, 'kilometer')>
    """
    return Q(str(text), unit)


def Q(value: Any, unit: str | None = None) -> Measured:
    """A quantity of the one registry: `Q("650 km")`, `Q(650, "km")`, `Q([500, 650], "km")`.

    Args:
        value: Text with a unit, a number or array, a quantity (of any pint registry, or of astropy), or a list of
            these.
        unit: Unit of a bare number, or the unit to convert to.
    Raises:
        UnitError: Unknown, missing or incompatible unit; no number.
    """
    if unit is not None:
        return cast("Measured", converted(value, unit if isinstance(unit, str) else _written(unit)))
    numbers, powers = taken(value)
    scaled(numbers, *facts(powers)[:2])  # is refused here if it would overflow
    return cast("Measured", Quantity(numbers, unit_from(powers.items())))


def _written(unit: Any) -> str:
    try:
        return f"{Quantity(1, unit).units:D}"
    except Exception:  # pint raises many kinds; every one means the same to a user
        raise UnitError(f'must have a unit in text, for example "km", not {unit!r}') from None


def as_quantity(quantity: Any, unit: str) -> Any:
    """`quantity` in `unit`, or a `UnitError` that names both."""
    return converted(quantity, unit)


def _restore_unit(powers: tuple[tuple[str, float], ...]) -> Any:
    return unit_from(powers)


def _restore(magnitude: Any, powers: tuple[tuple[str, float], ...]) -> Any:
    return Quantity(magnitude, unit_from(powers))


# pint restores a pickle into the application's registry, which need not know our units and is not ours to set
copyreg.pickle(Quantity, lambda quantity: (_restore, (quantity.magnitude, tuple(quantity._units.items()))))
copyreg.pickle(registry.Unit, lambda unit: (_restore_unit, (tuple(unit._units.items()),)))
