"""Figures of the report: each is drawn once on a canvas of some width, and becomes SVG or a figure of matplotlib.

A figure has two parts: its numbers, which come from the findings, and a function here that places them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from sunrack.catalogue import Unknown, near
from sunrack.drawing.canvas import Canvas
from sunrack.findings import Findings
from sunrack.verdict import Comparison

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE, NARROW = 720, 330  # px: on a desk and on a telephone


class Kind(NamedTuple):
    """A figure: its title, unless what is drawn has one of its own, and the module and function that draw it."""

    title: str
    drawn_by: str


FIGURES = {
    "satellite": Kind("The satellite to scale", "satellite.satellite"),
    "costs": Kind("Where the cost of a GPU-hour comes from", "bars.costs"),
    "drivers": Kind("What moves the cost ratio most", "bars.drivers"),
    "sample": Kind("Range of the cost ratio", "lines.sample"),
    "time": Kind("Time to first service", "bars.time"),
    "years": Kind("Cost ratio by year", "lines.years"),
    "frontier": Kind("Launch price and satellite price that would break even", "lines.frontier"),
    "hours": Kind("Hours that are left to sell", "bars.hours"),
    "mass": Kind("Where the mass goes", "bars.mass"),
    "heat": Kind("Where the heat comes from and where it goes", "flow.heat"),
    "temperature": Kind("Temperatures through an eclipse and in safe mode", "lines.temperature"),
    "year": Kind("Eclipses over the year", "lines.year"),
}


def draw(f: Findings, name: str, width: float = WIDE) -> Canvas:
    """A figure on a canvas with its title.

    Args:
        f: The findings of one comparison.
        name: One of `FIGURES`.
        width: Of the canvas [px].
    Raises:
        Unknown: There is no such figure, with the nearest name.
    """
    if name not in FIGURES:
        raise Unknown(f'"{name[:60]}" is not a figure{near(name, FIGURES)} Figures are {", ".join(FIGURES)}')
    module, _, function = FIGURES[name].drawn_by.partition(".")
    canvas: Canvas = getattr(import_module(f"sunrack.report.figures.{module}"), function)(f, width)
    canvas.title = canvas.title or FIGURES[name].title
    return canvas


def absent(f: Findings, width: float, what: str, why: str = "") -> Canvas:
    """A canvas that says why there is no figure: the reason given, or the check that fails."""
    if not why:
        why = f"the design {said}" if (said := f.comparison.failing) else "there are no finite numbers for it"
    canvas = Canvas(width, alt=f"Not drawn: {what}, because {why}.")
    canvas.height = canvas.paragraph(0, canvas.alt) + 6
    return canvas


def figure(c: Any = None, name: str = "satellite") -> Figure:
    """One figure of the report as a figure of matplotlib, with the same content as in the page.

    >>> import sunrack as sr
    >>> sr.figure(sr.compare(), "mass").savefig("mass.pdf")  # doctest: +SKIP

    Args:
        c: A `Comparison`, or a scenario as `compare` takes it.
        name: One of satellite, costs, drivers, sample, time, years, frontier, hours, mass, heat, temperature, year.
    Raises:
        Unknown: There is no such figure, with the nearest name; a KeyError and a ValueError.
        ScenarioError: The scenario has problems.
    """
    from sunrack.report.figures.plotted import plotted
    from sunrack.verdict import compare

    if name not in FIGURES:  # before the long work
        raise Unknown(f'"{str(name)[:60]}" is not a figure{near(str(name), FIGURES)}')
    comparison = c if isinstance(c, Comparison) else compare(c)
    return plotted(draw(Findings(comparison), name))


def save(c: Comparison, name: str, file: BinaryIO, form: str) -> None:
    """Write one figure to an open file.

    Args:
        c: The comparison.
        name: One of `FIGURES`.
        file: Where it goes.
        form: svg, png or pdf.
    """
    if form == "svg":
        from sunrack.drawing.svg import as_svg

        file.write(as_svg(draw(Findings(c), name), alone=True).encode())
    else:
        metadata = {"CreationDate": None} if form == "pdf" else {}
        figure(c, name).savefig(file, format=form, dpi=200, metadata=metadata)


__all__ = ["FIGURES", "NARROW", "WIDE", "absent", "draw", "figure", "save"]
