"""A canvas as SVG: colours are variables of the page's style, so that it follows light, dark and print."""

from __future__ import annotations

from sunrack.drawing.canvas import COLOURS, Box, Canvas, Line, Word
from sunrack.markup import said

_HALO = "paint-order:stroke;stroke:var(--paper);stroke-width:3px"  # a text can be read where it lies on a line
HATCH = "hatch"  # id of the pattern that marks a guess; it is defined once in a page


def as_svg(canvas: Canvas, *, alone: bool = False) -> str:
    """The canvas as an image that a screen reader reads as one text.

    Args:
        canvas: The drawing.
        alone: Whether it is a file of its own, with its colours and its hatching in it.
    """
    wide, high = round(canvas.width), round(canvas.height)
    inner = "".join(map(_mark, canvas.marks))
    space = ' xmlns="http://www.w3.org/2000/svg"' if alone else ""
    own = f"<style>{variables()}</style>{pattern()}<rect width='100%' height='100%' style='fill:var(--paper)'/>"
    return (
        f'<svg{space} viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img"'
        f' aria-label="{said(canvas.alt)}" font-family="system-ui,sans-serif">{own if alone else ""}{inner}</svg>'
    )


def variables() -> str:
    """The colours as variables of CSS: light, dark, and light again on paper."""
    light, dark = (";".join(f"--{name}:{both[side]}" for name, both in COLOURS.items()) for side in (0, 1))
    return (
        f":root{{color-scheme:light dark;{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        "@media print{:root{color-scheme:light}}"
    )


def pattern() -> str:
    """The hatching that marks a guess."""
    return (
        f'<defs><pattern id="{HATCH}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V6" style="stroke:var(--paper);stroke-width:3"/></pattern></defs>'
    )


def _mark(mark: Box | Line | Word) -> str:
    colour = f"var(--{mark.colour})"
    if isinstance(mark, Word):
        bold = ' font-weight="600"' if mark.strong else ""
        anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
        where = f'x="{mark.x:.1f}" y="{mark.y:.1f}" font-size="{mark.size:g}"{anchor}{bold}'
        return f'<text {where} style="fill:{colour};{_HALO}">{said(mark.text)}</text>'
    dash = f' stroke-dasharray="{mark.dash}"' if mark.dash else ""
    if isinstance(mark, Box):
        where = f'x="{mark.x:.1f}" y="{mark.y:.1f}" width="{mark.width:.1f}" height="{mark.height:.1f}"'
        if mark.hollow:
            return f'<rect {where}{dash} style="fill:none;stroke:{colour};stroke-width:1.5"/>'
        hatch = f'<rect {where} style="fill:url(#{HATCH})"/>' if mark.hatched else ""
        edge = f";stroke:{colour}" if mark.hatched else ""
        return f'<rect {where} style="fill:{colour}{edge}"/>{hatch}'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in mark.points)
    if mark.area:
        return f'<polygon points="{points}" style="fill:{colour};fill-opacity:.35"/>'
    style = f"fill:none;stroke:{colour};stroke-width:{mark.thick:g};stroke-linejoin:round"
    return f'<polyline points="{points}"{dash} style="{style}"/>'
