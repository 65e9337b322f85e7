"""The year as a last axis: give values that axis, and bring the day that sizes the array back out of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.units import Quantity


def each_day(content: Any) -> Any:
    """A value (quantity or bare) with a last axis of length one, to broadcast against the days."""
    if isinstance(content, Quantity):
        return Quantity(np.asarray(content.magnitude, dtype=float)[..., None], content.units)
    return np.asarray(content, dtype=float)[..., None]


def worst_day(daily: Any) -> Any:
    """Index of the day on which a daily value is largest; nan counts as largest."""
    return np.argmax(daily.magnitude if isinstance(daily, Quantity) else daily, axis=-1)


def on_day(daily: Any, day: Any) -> Any:
    """A daily value on one day of each design.

    Args:
        daily: Shape (..., days), broadcastable against the designs.
        day: Index of a day for each design.
    """
    if isinstance(daily, Quantity):
        return Quantity(on_day(daily.magnitude, day), daily.units)
    designs = np.broadcast_shapes(np.shape(daily)[:-1], np.shape(day))
    return np.take_along_axis(np.broadcast_to(daily, designs + np.shape(daily)[-1:]), np.broadcast_to(day, designs)[..., None], -1)[..., 0]
