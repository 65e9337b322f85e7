"""The satellite to scale, unfolded and seen face-on, beside what it is compared with."""

from __future__ import annotations

from sunrack.drawing import number
from sunrack.drawing.canvas import Canvas
from sunrack.findings import Findings
from sunrack.findings.figures import Sizes
from sunrack.report.figures import absent

_LEAST = 14.0  # px of a person in the inset


def satellite(f: Findings, width: float) -> Canvas:
    """Wings and radiator, the claimed wings and AI1 as outlines, a fairing, and an inset with rack and person."""
    found = f.figures.sizes
    if found is None:
        return absent(f, width, "the satellite")
    canvas, centre = Canvas(width), width / 2
    ours = 2 * (found.root + found.wing.length)
    scale = (width - 4) / max(ours, 2 * found.claimed.length, found.announced.length)
    y = _claimed(canvas, found, scale, centre, 0)
    y = _ours(canvas, found, scale, centre, y)
    y = _announced(canvas, found, scale, centre, y)
    y = _inset(canvas, found, scale, y)
    metres = _bar(width / scale / 5)
    canvas.line([(2, y + 4), (2, y + 10), (2 + metres * scale, y + 10), (2 + metres * scale, y + 4)], "ink")
    canvas.word(10 + metres * scale, y + 13, f"{metres:g} m")
    canvas.height = y + 22
    canvas.alt = (
        f"Drawn to scale: two wings of {number(found.wing.length)} by {number(found.wing.breadth)} m"
        f" ({number(found.array_area)} m² in all) and a radiator of {number(found.radiator_area)} m², beside the"
        f" claimed wings of {number(found.claimed.length)} m a side, SpaceX AI1 ({number(found.announced.length)} m)"
        f" and a fairing of {number(found.fairing.breadth)} by {number(found.fairing.length)} m."
    )
    return canvas


def _claimed(canvas: Canvas, found: Sizes, scale: float, centre: float, y: float) -> float:
    y = canvas.paragraph(
        y, f"Claimed: two wings of {number(found.claimed.length)} m (500 ft) a side, with the area of ours", "soft"
    )
    high = max(2.0, found.claimed.breadth * scale)
    for left in (centre - found.claimed.length * scale, centre):
        canvas.box(left, y + 4, found.claimed.length * scale, high, "soft", hollow=True, dash="4 3")
    return y + high + 18


def _ours(canvas: Canvas, found: Sizes, scale: float, centre: float, y: float) -> float:
    sides = "in two panels" if found.radiator_sides == 2 else "in one panel"
    areas = f"{number(found.array_area)} m² of array, {number(found.radiator_area)} m² of radiator"
    said = f"This satellite: {areas} {sides} (striped), unfolded"
    y = canvas.paragraph(y, said, "ink") + 6
    long, wide = found.wing.length * scale, found.wing.breadth * scale
    deep = found.radiator.length / found.radiator_sides * scale
    across = found.radiator.breadth * scale
    middle = y + deep + wide / 2 if found.radiator_sides == 2 else y + wide / 2
    for left in (centre - found.root * scale - long, centre + found.root * scale):
        canvas.box(left, middle - wide / 2, long, wide, "orbit")
    canvas.line([(centre - found.root * scale, middle), (centre + found.root * scale, middle)], "ink")
    tops = [middle - wide / 2 - deep, middle + wide / 2][-found.radiator_sides :]
    for top in tops:
        canvas.box(centre - across / 2, top, across, deep, "bad", hatched=True)
    canvas.box(
        centre - found.rack.length * scale / 2,
        middle - found.rack.length * scale / 2,
        max(2.0, found.rack.length * scale),
        max(2.0, found.rack.length * scale),
        "ink",
    )
    return middle + wide / 2 + deep + 16


def _announced(canvas: Canvas, found: Sizes, scale: float, centre: float, y: float) -> float:
    one = found.announced
    y = canvas.paragraph(y, f"SpaceX AI1 as announced: {number(one.length)} by {number(one.breadth)} m", "soft")
    canvas.box(
        centre - one.length * scale / 2, y + 4, one.length * scale, one.breadth * scale, "soft", hollow=True, dash="2 3"
    )
    return y + one.breadth * scale + 20


def _inset(canvas: Canvas, found: Sizes, scale: float, y: float) -> float:
    """The fairing at the scale of the satellite; rack and person at ten times it, or more where they would vanish."""
    times = 10
    while found.person * scale * times < _LEAST:
        times *= 10
    larger, fairing = scale * times, found.fairing
    y = (
        canvas.paragraph(
            y,
            f"Fairing, {number(fairing.breadth)} by {number(fairing.length)} m. At the right, {times:,} times larger:"
            f" rack and person ({number(found.person)} m)",
            "soft",
        )
        + 6
    )
    high = max(fairing.length * scale, found.rack.length * larger, found.person * larger)
    bottom = y + high
    canvas.box(
        2,
        bottom - fairing.length * scale,
        max(3.0, fairing.breadth * scale),
        fairing.length * scale,
        "ground",
        hollow=True,
    )
    left = canvas.width / 2
    canvas.box(
        left, bottom - found.rack.length * larger, found.rack.breadth * larger, found.rack.length * larger, "ink"
    )
    _person(canvas, left + found.rack.breadth * larger + 0.6 * larger, bottom, found.person * larger)
    return bottom + 10


def _person(canvas: Canvas, x: float, bottom: float, high: float) -> None:
    head = 0.14 * high
    canvas.box(x - head / 2, bottom - high, head, head, "good")
    canvas.line([(x, bottom - high + head), (x, bottom - 0.45 * high)], "good", thick=max(1.5, 0.12 * high))
    for side in (-1, 1):
        canvas.line([(x, bottom - 0.47 * high), (x + side * 0.12 * high, bottom)], "good", thick=max(1.2, 0.06 * high))
        canvas.line(
            [(x, bottom - 0.78 * high), (x + side * 0.18 * high, bottom - 0.45 * high)],
            "good",
            thick=max(1.0, 0.05 * high),
        )


def _bar(longest: float) -> float:
    """The longest of 1, 2 and 5 times a power of ten that is no longer."""
    size = 1.0
    while size * 10 <= longest:
        size *= 10
    return max(size * one for one in (1, 2, 5) if size * one <= max(longest, 1))
