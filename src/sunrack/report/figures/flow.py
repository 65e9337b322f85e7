"""The heat balance as a flow: bands as thick as their power."""

from __future__ import annotations

from sunrack.drawing import number
from sunrack.drawing.canvas import Canvas, extent
from sunrack.findings import Findings
from sunrack.report.figures import absent

_HEIGHT, _GAP = 170.0, 22.0  # px, of all bands together and between those of the left side


def heat(f: Findings, width: float) -> Canvas:
    """From the parts that warm the coolant, and from the surroundings, through the radiator to space."""
    found = f.figures.heat
    if found is None:
        return absent(f, width, "the heat balance")
    canvas, scale = Canvas(width), _HEIGHT / found.radiated
    bands = [(one.name, one.value, "bad") for one in found.sources if one.value > 0]
    bands.append(("From Sun, Earth and array", found.surroundings, "ground"))
    said = [f"{name}: {number(power)} kW" for name, power, _ in bands]
    names = 0.0 if canvas.narrow else max(map(extent, said)) + 12
    start, middle, end = names, names + 0.45 * (width - names), width - (12 if canvas.narrow else 130)
    top = 26.0 if canvas.narrow else 8.0
    full = top + _HEIGHT + _GAP * (len(bands) - 1)
    into = top + (full - top - _HEIGHT) / 2
    canvas.box(middle, into, end - middle, _HEIGHT, "panel")
    y, done = top, into
    for text, (_, power, colour) in zip(said, bands, strict=True):
        thick = max(1.0, power * scale)
        canvas.line([(start, y), (middle, done), (middle, done + power * scale), (start, y + thick)], colour, area=True)
        if canvas.narrow:
            canvas.word(0, y + thick + 13, text)
        else:
            canvas.word(start - 8, y + thick / 2 + 4, text, "end")
        y, done = y + thick + _GAP, done + power * scale
    if canvas.narrow:
        canvas.word(end, 14, f"Radiator: {number(found.radiated)} kW to space", "end", strong=True)
    else:
        for row, text in enumerate(("Radiator", f"{number(found.radiated)} kW", "to space")):
            canvas.word(end + 12, into + _HEIGHT / 2 - 14 + 18 * row, text, strong=row == 1)
    canvas.height = canvas.paragraph(
        max(y, full) + 8, "At end of life, in the hot season. Bands are as thick as their power."
    )
    canvas.alt = (
        f"Heat flow: the coolant carries {number(found.loop)} kW, the radiator absorbs {number(found.surroundings)} kW"
        f" from Sun, Earth and array, and radiates {number(found.radiated)} kW to space."
    )
    return canvas
