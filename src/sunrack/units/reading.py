"""Numbers with units, read and written: `read("650 km")` and `Q`. They import pint when they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sunrack.units.door import scaled
from sunrack.units.text import UnitError

if TYPE_CHECKING:
    from sunrack.units.naming import Measured


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
    from sunrack.units.naming import Quantity, unit_from
    from sunrack.units.quantities import converted, kind_of_powers, taken

    if unit is not None:
        return cast("Measured", converted(value, unit if isinstance(unit, str) else _written(unit)))
    numbers, powers = taken(value)
    scaled(numbers, *kind_of_powers(powers)[:2])  # is refused here if it would overflow
    return cast("Measured", Quantity(numbers, unit_from(powers.items())))


def _written(unit: Any) -> str:
    from sunrack.units.naming import Quantity

    try:
        return f"{Quantity(1, unit).units:D}"
    except Exception:  # pint raises many kinds; every one means the same to a user
        raise UnitError(f'must have a unit in text, for example "km", not {unit!r}') from None


def as_quantity(quantity: Any, unit: str) -> Any:
    """`quantity` in `unit`, or a `UnitError` that names both."""
    from sunrack.units.quantities import converted

    return converted(quantity, unit)
