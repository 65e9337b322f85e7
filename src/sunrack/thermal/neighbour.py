"""The array beside the radiator: its share of the view falls as the radiator grows, and the radiator grows with that
share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def settled_view(view_of: Callable[[Any], Any], area_for: Callable[[Any], Any]) -> Any:
    """Share of the view that belongs to the radiator which has that share: two passes and a secant step.

    The larger the share, the larger the radiator and the smaller its share: one answer, between nothing and the share
    of a radiator that is sized without the array. A pass leaves a twentieth of the error, and the secant step takes
    most of the rest; `view_of(area_for(share)) − share` is the residual.

    Args:
        view_of: Share of the view for a planform [m²].
        area_for: Planform for a share of the view [m²].
    """
    first = view_of(area_for(0.0))
    second = view_of(area_for(first))
    step = 2 * first - second  # never negative: the second share is no larger than the first
    return np.where(step > 0, first + (second - first) * first / np.where(step > 0, step, 1.0), second)
