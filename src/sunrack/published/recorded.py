"""Numbers of the catalogue by kind, record and field, as the claims name them."""

from __future__ import annotations

from typing import Any

from sunrack.catalogue import near, records
from sunrack.published.expressions import ExpressionError
from sunrack.reading import to_value
from sunrack.units import Quantity

_UNITS = {"mass": "kg", "power": "kW", "height": "m", "width": "m", "depth": "m", "throughput": "1/s", "price": "MUSD"}
_BASE = {"mass": "kg", "power": "W", "height": "m", "width": "m", "depth": "m", "throughput": "1/s", "price": "USD"}


class Unpublished(ExpressionError):
    """A figure of a record that its maker does not publish."""


def recorded(kind: str, record: str, name: str) -> Any:
    """A number of the catalogue as a quantity in SI units.

    Args:
        kind: Name of the catalogue, such as "racks".
        record: Name of the record.
        name: Name of the figure, such as "mass".
    Raises:
        Unpublished: The record lacks the figure, which others of its kind have.
        ExpressionError: There is no such record or figure.

    >>> recorded("racks", "gb200-nvl72", "power").units == Quantity(1.0, "W").units
    True
    """
    shelf = records(kind)
    if record not in shelf:
        raise ExpressionError(f'"{record}" is not in the catalogue of {kind}{near(record, list(shelf))}')
    known = {field for row in shelf.values() for field in row}
    if name not in known:
        raise ExpressionError(f'"{name}" is not in the catalogue of {kind}{near(name, sorted(known))}')
    if name not in shelf[record]:
        raise Unpublished(f"The {name} of {record} is not published")
    return Quantity(to_value(shelf[record][name], _UNITS.get(name, "")).si, _BASE.get(name, ""))
