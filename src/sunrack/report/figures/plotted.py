"""A canvas as a figure of matplotlib: the same marks, for paper, slides and notebooks."""

from __future__ import annotations

import base64
import io
from typing import Any

from matplotlib.figure import Figure  # this module is imported only to draw; no screen is opened

from sunrack.drawing.canvas import COLOURS, Box, Canvas, Word
from sunrack.markup import clean, said

_DOTS = 96.0  # px of an inch
_POINTS = 72.0 / _DOTS
_HEAD, _EDGE = 30.0, 14.0  # px above the canvas, for the title; around everything


class Plotted(Figure):
    """A figure of matplotlib that shows itself in a notebook, with a text for those who do not see it."""

    alt = ""

    def _repr_html_(self) -> str:
        """The image as it is now, with what its owner has added."""
        file = io.BytesIO()
        self.savefig(file, format="png", dpi=1.5 * _DOTS)
        image = base64.b64encode(file.getvalue()).decode()
        style = f"width: {self.get_figwidth() * _DOTS:.0f}px; max-width: 100%; height: auto"
        return f'<img alt="{said(self.alt)}" style="{style}" src="data:image/png;base64,{image}">'


def plotted(canvas: Canvas) -> Plotted:
    """A figure of the canvas's size with its title above."""
    wide, high = canvas.width + 2 * _EDGE, canvas.height + _HEAD + 2 * _EDGE
    made = Plotted(figsize=(wide / _DOTS, high / _DOTS), facecolor=COLOURS["paper"][0])
    made.alt = f"{canvas.title}. {canvas.alt}"
    axes = made.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-_EDGE, canvas.width + _EDGE), ylim=(canvas.height + _EDGE, -_HEAD - _EDGE))
    axes.axis("off")
    head = axes.text(0, -10, canvas.title, parse_math=False)
    head.set(fontsize=13 * _POINTS * 1.15, fontweight="bold", color=COLOURS["ink"][0])
    for mark in canvas.marks:
        _add(axes, mark)
    return made


def _add(axes: Any, mark: Any) -> None:
    from matplotlib.patches import Polygon, Rectangle
    from matplotlib.patheffects import withStroke

    colour = COLOURS[mark.colour][0]
    if isinstance(mark, Word):
        drawn = axes.text(mark.x, mark.y, clean(mark.text), va="baseline", color=colour, parse_math=False)
        drawn.set(ha={"start": "left", "middle": "center", "end": "right"}[mark.anchor])
        drawn.set(fontsize=0.9 * mark.size * _POINTS, fontweight="bold" if mark.strong else "normal")
        drawn.set_path_effects([withStroke(linewidth=2, foreground=COLOURS["paper"][0])])
        return
    dashes = (0, tuple(float(one) * _POINTS for one in mark.dash.split())) if mark.dash else "-"
    if isinstance(mark, Box):
        drawn = Rectangle((mark.x, mark.y), mark.width, mark.height, facecolor="none" if mark.hollow else colour)
        drawn.set(linewidth=0.9, linestyle=dashes, hatch="////" if mark.hatched else None)
        drawn.set_edgecolor(colour if mark.hollow else COLOURS["paper"][0] if mark.hatched else "none")
        axes.add_patch(drawn)
    elif mark.area:
        axes.add_patch(Polygon(list(mark.points), closed=True, facecolor=colour, alpha=0.35, edgecolor="none"))
    else:
        x, y = zip(*mark.points, strict=True)
        axes.plot(x, y, color=colour, linewidth=mark.thick * _POINTS, linestyle=dashes, solid_joinstyle="round")
