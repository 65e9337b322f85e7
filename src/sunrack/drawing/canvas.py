"""A drawing as shapes and words on a canvas, before it becomes SVG or a figure of matplotlib."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

TEXT = 12.0  # px: nobody has to zoom in on a telephone
_LETTER = 0.6  # mean width of a letter over the size of its text, for a common sans-serif face

# What colours are called, by what they show; (light page, dark page). Lines differ by their dashes too.
COLOURS = {
    "ink": ("#1b1f24", "#e8eaed"),
    "soft": ("#59626d", "#a7b0bb"),
    "grid": ("#d9dde2", "#3a414a"),
    "paper": ("#ffffff", "#16191d"),
    "orbit": ("#2f5fb3", "#83aef5"),
    "ground": ("#a35a12", "#eda55c"),
    "panel": ("#c9d8f0", "#2b4570"),
    "good": ("#1f7a4a", "#6fd09b"),
    "bad": ("#b3261e", "#ff8f86"),
}


@dataclass(frozen=True)
class Box:
    """A rectangle from its upper left corner. `hollow` leaves only its outline, `hatched` marks a guess."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    hollow: bool = False
    hatched: bool = False
    dash: str = ""


@dataclass(frozen=True)
class Line:
    """A line through points; filled in a softer shade where it is an `area`."""

    points: Sequence[tuple[float, float]]
    colour: str
    thick: float = 1.5
    dash: str = ""
    area: bool = False


@dataclass(frozen=True)
class Word:
    """A text on one line; (x, y) is the start, middle or end of its baseline."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    colour: str = "ink"
    size: float = TEXT
    strong: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """Where it begins and ends, about [px]."""
        long = extent(self.text, self.size)
        left = self.x - {"start": 0.0, "middle": long / 2, "end": long}[self.anchor]
        return left, left + long


Mark = Box | Line | Word


@dataclass
class Canvas:
    """Marks in px from the upper left corner, later ones above earlier ones; `alt` says in words what they show, and
    `title` stands above them."""

    width: float
    height: float = 0.0
    alt: str = ""
    title: str = ""
    marks: list[Mark] = field(default_factory=list)

    @property
    def narrow(self) -> bool:
        """Whether this is the drawing for a telephone."""
        return self.width < 500

    @property
    def empty(self) -> bool:
        """Whether nothing but words is on it: it says why there is no drawing."""
        return all(isinstance(mark, Word) for mark in self.marks)

    def box(self, x: float, y: float, width: float, height: float, colour: str, **how: bool | str) -> None:
        """Add a rectangle; see `Box`."""
        self.marks.append(Box(x, y, width, height, colour, **how))  # type: ignore[arg-type]

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        *,
        thick: float = 1.5,
        dash: str = "",
        area: bool = False,
    ) -> None:
        """Add a line; see `Line`."""
        self.marks.append(Line(tuple(points), colour, thick, dash, area))

    def word(
        self,
        x: float,
        y: float,
        text: str,
        anchor: str = "start",
        colour: str = "ink",
        *,
        size: float = TEXT,
        strong: bool = False,
    ) -> None:
        """Add a text; see `Word`. One that would leave the canvas is moved in."""
        made = Word(x, y, text, anchor, colour, size, strong)
        left, right = made.ends
        x += max(0.0, -left) - max(0.0, min(right - self.width, left))
        self.marks.append(replace(made, x=x))

    def paragraph(self, y: float, text: str, colour: str = "soft", size: float = TEXT) -> float:
        """Add a text in as many lines as it needs, and give the y below it."""
        for line in lines_of(text, self.width, size):
            self.word(0, y + size, line, colour=colour, size=size)
            y += 1.4 * size
        return y

    def drop(self, x: float, top: float, bottom: float, *, past: Sequence[Word] = ()) -> None:
        """Add a dashed line downwards that leaves a gap where it would cross one of some words."""
        for word in sorted(past, key=lambda one: one.y):
            left, right = word.ends
            if left - 1 < x < right + 1 and top < word.y + 3 and word.y - word.size < bottom:
                if word.y - word.size > top:
                    self.line([(x, top), (x, word.y - word.size)], "ink", dash="4 3")
                top = word.y + 3
        self.line([(x, top), (x, bottom)], "ink", dash="4 3")

    def legend(self, y: float, entries: Sequence[tuple[str, str, str]]) -> float:
        """Add a legend of lines as (text, colour, dash), and give the y below it."""
        x = 0.0
        for text, colour, dash in entries:
            wide = 30 + extent(text)
            if x and x + wide > self.width:
                x, y = 0.0, y + 18
            self.line([(x, y + 8), (x + 24, y + 8)], colour, thick=2.5, dash=dash)
            self.word(x + 30, y + 12, text)
            x += wide + 18
        return y + 24


def extent(text: str, size: float = TEXT) -> float:
    """About how many px a text is long."""
    return _LETTER * size * len(text)


def lines_of(text: str, room: float, size: float = TEXT) -> list[str]:
    """A text in lines that fit, broken at spaces, and within a word only where the word alone is too long."""
    return textwrap.wrap(text, max(1, int(room / (_LETTER * size))), break_on_hyphens=False) or [""]
