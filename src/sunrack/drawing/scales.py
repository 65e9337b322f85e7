"""Axes of a chart: where a number lies on a canvas, and the round numbers that are written beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sunrack.drawing.canvas import Canvas, extent
from sunrack.drawing.words import number


@dataclass(frozen=True)
class Scale:
    """Numbers from `low` to `high` along a canvas from `start` to `end` [px]."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        """Where a number lies; what is beyond an end lies at that end."""
        low, high, value = (math.log(max(one, 1e-300)) if self.log else one for one in (self.low, self.high, value))
        share = (value - low) / (high - low) if high > low else 0.5
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))

    def ticks(self, most: int = 6) -> list[float]:
        """Round numbers along it, `most` of them or fewer."""
        found = _evenly(self.low, self.high, most)
        if self.log and len(some := _decades(self.low, self.high, most)) > 1:
            found = some
        while len(found) > most:
            found = found[::2]
        return found


def tick_text(value: float) -> str:
    """A number beside an axis: no more digits than it needs."""
    return number(value) if abs(value) < 1e-3 and value else f"{value:,.6g}"


def _evenly(low: float, high: float, most: int) -> list[float]:
    step = (high - low) / max(most, 1)
    if not (math.isfinite(step) and step > 0):
        return [low]
    size = 10.0 ** math.floor(math.log10(step))
    step = next(size * one for one in (1, 2, 5, 10) if size * one >= step * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [step * place for place in range(first, math.floor(high / step + 1e-9) + 1)]


def _decades(low: float, high: float, most: int) -> list[float]:
    """1, 2 and 5 times the powers of ten, or the powers alone where there are many."""
    powers = [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]
    found = [step * power for power in powers for step in (1, 2, 5) if low <= step * power <= high]
    return found if len(found) <= most else [one for one in powers if low <= one <= high]


def reach(values: Sequence[float], *, log: bool = False, zero: bool = False) -> tuple[float, float]:
    """The ends of an axis that holds the finite numbers among some, with a little room.

    Args:
        values: What it holds.
        log: Whether it is logarithmic, so that only numbers above zero are shown.
        zero: Whether it begins at zero.
    """
    known = [one for one in values if math.isfinite(one) and (one > 0 or not log)]
    if not known:
        return (0.1, 10.0) if log else (0.0, 1.0)
    low, high = min(known), max(known)
    if log:
        room = max(1.08, (high / low) ** 0.04)
        return low / room, high * room
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = 0.05 * (high - low) or max(abs(high), 1.0) * 0.1
    return (low if zero and low == 0 else low - room), high + room


def below(
    canvas: Canvas, scale: Scale, top: float, bottom: float, title: str, say: Callable[[float], str] = tick_text
) -> float:
    """Draw a horizontal axis with its grid, and give the y below it."""
    last = -math.inf
    for tick in scale.ticks(4 if canvas.narrow else 8):
        x, text = scale(tick), say(tick)
        canvas.line([(x, top), (x, bottom)], "grid", thick=1)
        if x - extent(text) / 2 > last + 4:
            canvas.word(x, bottom + 15, text, "middle", "soft")
            last = x + extent(text) / 2
    return canvas.paragraph(bottom + 20, title)


def beside(canvas: Canvas, scale: Scale, left: float, right: float, say: Callable[[float], str] = tick_text) -> None:
    """Draw a vertical axis with its grid, its numbers to the left of it."""
    for tick in scale.ticks(5):
        y = scale(tick)
        canvas.line([(left, y), (right, y)], "grid", thick=1)
        canvas.word(left - 6, y + 4, say(tick), "end", "soft")
