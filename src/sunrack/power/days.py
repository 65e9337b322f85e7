"""The year as an axis: days first, so that designs lie side by side in memory, and the day that sizes the array back
out of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.tables import pick
from sunrack.trace.marks import whole
from sunrack.units import is_quantity


def days_first(daily: Any, *designs: Any) -> Any:
    """A daily value with its days as first axis, its other axes lined up with those of the designs.

    Args:
        daily: Shape (..., days), quantity or bare.
        designs: Values whose shapes it has to broadcast against.
    """
    if is_quantity(daily):
        return type(daily)(days_first(daily.magnitude, *designs), daily.units)
    days = np.moveaxis(daily, -1, 0)
    missing = max(np.ndim(one) for one in designs) - (days.ndim - 1)
    return days.reshape(days.shape[0], *(1,) * max(missing, 0), *days.shape[1:])


@whole
def worst_day(daily: Any) -> Any:
    """Index of the day (first axis) on which a value is largest; nan counts as largest."""
    return np.argmax(daily.magnitude if is_quantity(daily) else daily, axis=0)


@whole
def on_day(daily: Any, day: Any) -> Any:
    """A daily value on one day of each design.

    Args:
        daily: Shape (..., days), broadcastable against the designs.
        day: Index of a day for each design.
    """
    if is_quantity(daily):
        return type(daily)(on_day(daily.magnitude, day), daily.units)
    if np.ndim(daily) == 1:
        return pick(daily, day)
    designs = np.broadcast_shapes(np.shape(daily)[:-1], np.shape(day))
    return np.take_along_axis(
        np.broadcast_to(daily, designs + np.shape(daily)[-1:]), np.broadcast_to(day, designs)[..., None], -1
    )[..., 0]
