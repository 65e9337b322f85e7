"""Numbers of the catalogue by kind, record and field, as the claims name them."""

from __future__ import annotations

import numpy as np

from sunrack.catalogue import near, records
from sunrack.published.measures import Measure, in_base
from sunrack.published.parsing import ExpressionError
from sunrack.reading import to_value

_UNITS = {"mass": "kg", "power": "kW", "height": "m", "width": "m", "depth": "m", "throughput": "1/s", "price": "MUSD"}


class Unpublished(ExpressionError):
    """A figure of a record that its maker does not publish."""


def recorded(kind: str, record: str, name: str) -> Measure:
    """A number of the catalogue.

    Args:
        kind: Name of the catalogue, such as "racks".
        record: Name of the record.
        name: Name of the figure, such as "mass".
    Raises:
        Unpublished: The record lacks the figure, which others of its kind have.
        ExpressionError: There is no such record or figure.

    >>> float(recorded("racks", "gb200-nvl72", "power").within("kW"))
    120.0
    """
    shelf = records(kind)
    if record not in shelf:
        raise ExpressionError(f'"{record}" is not in the catalogue of {kind}{near(record, list(shelf))}')
    known = {field for row in shelf.values() for field in row}
    if name not in known:
        raise ExpressionError(f'"{name}" is not in the catalogue of {kind}{near(name, sorted(known))}')
    if name not in shelf[record]:
        raise Unpublished(f"The {name} of {record} is not published")
    unit = _UNITS.get(name, "")
    value = to_value(shelf[record][name], unit)
    return Measure(np.float64(value.si), in_base(unit)[2])
