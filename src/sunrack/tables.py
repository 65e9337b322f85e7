"""Tables read between their entries: the cell that a value falls in, and how far into it."""

from __future__ import annotations

from typing import Any

import numpy as np

_BINS = 4096  # far narrower than any table's steps: a bin holds one entry at most


class Grid:
    """Entries of a table's axis, rising; finds cells by even bins, several times as fast as a search."""

    def __init__(self, entries: Any) -> None:
        self.entries = np.asarray(entries, dtype=float)
        self._per = _BINS / (self.entries[-1] - self.entries[0])
        if np.diff(self.entries).min() * self._per < 1:
            raise ValueError("entries lie closer than the bins they are found by")
        starts = self.entries[0] + np.arange(_BINS + 1) / self._per
        self._cells = np.clip(np.searchsorted(self.entries, starts, side="right") - 1, 0, self.entries.size - 2)
        self._width = np.diff(self.entries)

    def place(self, at: Any) -> tuple[Any, Any]:
        """Cell of each value and the share of it passed: below 0 or above 1 outside the table, nan where the value is.

        Args:
            at: Values along the axis, any shape.
        """
        at = np.asarray(at, dtype=float)
        inside = np.fmin(np.fmax(at, self.entries[0]), self.entries[-1])
        cell = self._cells.take(((inside - self.entries[0]) * self._per).astype(np.intp))
        cell = np.minimum(cell + (inside >= self.entries.take(cell + 1)), self.entries.size - 2)
        return cell, (at - self.entries.take(cell)) / self._width.take(cell)
