"""Figures of lines: the year, temperatures, draws, and what ratio other prices and later years give."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from sunrack.catalogue import the_place
from sunrack.drawing import number
from sunrack.drawing.canvas import Canvas, Word, extent
from sunrack.drawing.scales import Scale, below, beside, reach
from sunrack.findings import Findings
from sunrack.findings.heat import Course
from sunrack.findings.titles import input_title
from sunrack.report.figures import absent

LEFT, RIGHT = 46, 12  # px beside a chart
PATHS = {"slow": ("ground", "2 3"), "central": ("ink", ""), "fast": ("orbit", "8 4")}
Points = Sequence[tuple[float, float]]


def _draw(canvas: Canvas, x: Scale, y: Scale, points: Points, colour: str, dash: str = "", *, thick: float = 2) -> None:
    """A line through the finite points among some, in pieces where one is missing."""
    piece: list[tuple[float, float]] = []
    for one, other in [*points, (math.nan, math.nan)]:
        if math.isfinite(one) and math.isfinite(other):
            piece.append((x(one), y(other)))
        elif piece:
            canvas.line(piece, colour, dash=dash, thick=thick)
            piece = []


def _upright(canvas: Canvas, x: float, top: float, bottom: float, text: str) -> None:
    """A vertical line with a text beside its upper end."""
    canvas.line([(x, top), (x, bottom)], "ink", dash="4 3")
    _beside(canvas, x, top, text)


def _beside(canvas: Canvas, x: float, top: float, text: str) -> None:
    """A text at the right of a line, or at its left where the canvas ends."""
    fits = x + 5 + extent(text) < canvas.width
    canvas.word(x + 5 if fits else x - 5, top + 11, text, "start" if fits else "end")


def year(f: Findings, width: float) -> Canvas:
    """Longest eclipse and angle of the Sun by day, with the day that sizes the array."""
    found = f.figures.year
    if found is None:
        return absent(f, width, "the year of the orbit")
    canvas, days = Canvas(width), len(found.dates)
    x = Scale(0, days - 1, LEFT, width - RIGHT)
    bottom = canvas.paragraph(0, "Longest eclipse of the day, min")
    for values, colour, title in (
        (found.eclipse, "orbit", ""),
        (found.beta, "ground", "Angle of the Sun to the orbit plane, degrees"),
    ):
        top = (canvas.paragraph(bottom + 26, title) if title else bottom) + 10
        bottom = top + 120
        y = Scale(*reach(values, zero=not title), bottom, top)
        beside(canvas, y, LEFT, width - RIGHT)
        _draw(canvas, x, y, list(enumerate(values)), colour)
        if not title:
            ends = [(x(0), bottom), *((x(day), y(one)) for day, one in enumerate(values)), (x(days - 1), bottom)]
            canvas.line(ends, colour, area=True)
        if found.sizing_day is not None:
            text = f"sizes the array: {_day(found.dates[found.sizing_day])}" if not title else ""
            _upright(canvas, x(found.sizing_day), top - 4, bottom, text)
        for place, text in _months(found.dates, canvas.narrow):
            canvas.word(x(place), bottom + 15, text, "middle", "soft")
    canvas.height = bottom + 24
    longest = max(found.eclipse)
    days_with = sum(one > 0 for one in found.eclipse)
    canvas.alt = f"Eclipses over {found.dates[0][:4]}: on {days_with} days, at most {longest:.1f} min."
    if found.sizing_day is not None:
        canvas.alt += f" The array is sized on {_day(found.dates[found.sizing_day])}."
    return canvas


def _day(text: str) -> str:
    one = date.fromisoformat(text)
    return f"{one:%b} {one.day}"


def _months(dates: Sequence[str], narrow: bool) -> list[tuple[int, str]]:
    firsts = [(place, f"{date.fromisoformat(one):%b}") for place, one in enumerate(dates) if one.endswith("-15")]
    return firsts[::3] if narrow else firsts


def temperature(f: Findings, width: float) -> Canvas:
    """Coolant and array through the orbit with the longest eclipse, and after the rack stops."""
    found = f.heat.courses
    if found is None or f.heat.stopped is None:
        return absent(f, width, "the temperatures")
    canvas = Canvas(width)
    y = canvas.legend(
        0,
        [
            ("Coolant from the rack, hot case", "bad", ""),
            ("Coolant to the rack, cold case", "orbit", "8 4"),
            ("Coldest usable coolant", "ink", "1 4"),
        ],
    )
    hot, cold, safe = found.eclipse_hot, found.eclipse_cold, found.safe_mode
    limit = f.heat.stopped.limit
    cold_line = ("coolant_supply", "orbit", "8 4")
    lines = [(hot, "coolant_return", "bad", ""), (cold, *cold_line)]
    y = _course(canvas, y, "Orbit with the longest eclipse", lines, limit)
    y = _course(canvas, y + 12, "Rack stopped in darkness (safe mode)", [(safe, *cold_line)], limit)
    canvas.height = y
    ends = [
        f"{_celsius(one):.0f} °C"
        for one in (min(cold.coolant_supply), max(hot.coolant_return), limit, min(safe.coolant_supply))
    ]
    canvas.alt = (
        f"Coolant temperature: {ends[0]} to {ends[1]} through the orbit with the longest eclipse; after the rack stops"
        f" it falls to {ends[3]}. The limit is {ends[2]}."
    )
    return canvas


def _course(
    canvas: Canvas, top: float, title: str, lines: Sequence[tuple[Course, str, str, str]], limit: float
) -> float:
    rows = [
        (list(zip(one.time, map(_celsius, getattr(one, name)), strict=True)), colour, dash)
        for one, name, colour, dash in lines
    ]
    top = canvas.paragraph(top, f"{title}: temperature in °C", "ink") + 8
    bottom = top + 150
    x = Scale(0, max(point[0] for points, _, _ in rows for point in points), LEFT, canvas.width - RIGHT)
    y = Scale(*reach([_celsius(limit), *(point[1] for points, _, _ in rows for point in points)]), bottom, top)
    beside(canvas, y, LEFT, canvas.width - RIGHT)
    for points, colour, dash in rows:
        _draw(canvas, x, y, points, colour, dash)
    _draw(canvas, x, y, [(0, _celsius(limit)), (x.high, _celsius(limit))], "ink", "1 4")
    return below(canvas, x, top, bottom, "Minutes")


def _celsius(kelvin: float) -> float:
    return kelvin - 273.15


def sample(f: Findings, width: float) -> Canvas:
    """How the draws of the cost ratio are spread, with the base case, the median and break-even."""
    found, page = f.figures.sample, f.first_page
    if found is None:
        return absent(f, width, "the range of the cost ratio")
    canvas = Canvas(width)
    marks = {"base case": page.ratio, "median": page.range.p50, "break-even": 1.0, "vendor claims": page.claimed_ratio}
    known = [(text, one) for text, one in {**marks, **page.others}.items() if one is not None and one > 0]
    top = 15.0 * len(known)
    bottom = top + 170
    x = Scale(*reach([found.edges[0], found.edges[-1], *(one for _, one in known)], log=True), 0, width, log=True)
    y = Scale(0, max(found.counts), bottom, top)
    axis = f"Cost in orbit over cost in {the_place(page.region)}, logarithmic."
    beyond = " Published answers have cost boundaries of their own." if page.others else ""
    canvas.height = below(canvas, x, top, bottom, f"{axis}{beyond}")
    p10, p90 = page.range.p10 or 0.0, page.range.p90 or math.inf
    for place, count in enumerate(found.counts):
        left, right = found.edges[place : place + 2]
        inside = p10 <= math.sqrt(left * right) <= p90
        canvas.box(
            x(left), y(count), max(1.0, x(right) - x(left) - 1), bottom - y(count), "orbit" if inside else "panel"
        )
    _marks(canvas, [(x(one), f"{text} {number(one)}") for text, one in known], bottom)
    spread = (
        ""
        if page.range.p10 is None or page.range.p90 is None
        else f", {number(page.range.p10)} (P10) to {number(page.range.p90)} (P90, strong bars)"
    )
    canvas.alt = (
        f"Histogram of the cost ratio over {page.range.draws:,} draws{spread}. Marked: "
        + ", ".join(f"{text} {number(one)}" for text, one in known)
        + "."
    )
    return canvas


def _marks(canvas: Canvas, known: Sequence[tuple[float, str]], bottom: float) -> None:
    """A dashed line at each x with its text beside its upper end, a row each, so that few lines pass a text: towards
    the side where the texts are, each line begins below the text."""
    fit = all(x + 5 + extent(text) <= canvas.width for x, text in known)
    known, begun = sorted(known, reverse=not fit), len(canvas.marks)
    for row, (x, text) in enumerate(known):
        left = not fit and x - 5 >= extent(text)
        canvas.word(x - 5 if left else x + 5, 15 * row + 11, text, "end" if left else "start")
    words = [one for one in canvas.marks[begun:] if isinstance(one, Word)]
    for row, (x, _) in enumerate(known):
        canvas.drop(x, 15 * row, bottom, past=words)


def frontier(f: Findings, width: float) -> Canvas:
    """Which launch price and which level of satellite prices give one ratio."""
    found = f.figures.frontier
    if found is None or not found.lines:
        free = f.first_page.ratio is not None
        return absent(f, width, "the break-even frontier", "a price is zero, or no ratio is reached" if free else "")
    canvas = Canvas(width)
    styles = dict(
        zip(
            ("1", "2", "5", "10", "20", "50"),
            [("good", ""), ("orbit", "8 4"), ("orbit", ""), ("ground", "8 4"), ("ground", "2 3"), ("bad", "")],
            strict=True,
        )
    )
    top = canvas.legend(0, [(f"ratio {name}", *styles[name]) for name in found.lines])
    level = "The line of ratio 1 is break-even."
    if "1" not in found.lines:
        level = "No pair of prices shown brings orbit level (ratio 1)."
        canvas.title = "Cost ratio by launch and satellite price; nowhere here does orbit break even"
    top = canvas.paragraph(top, f"Square: base case. Dashed frame: ranges of the inputs. {level}", "ink")
    top = canvas.paragraph(top + 4, f"{input_title(found.other)} (1 = as assumed), logarithmic") + 8
    bottom = top + 250
    x = Scale(found.values[0], found.values[-1], LEFT, width - RIGHT, log=True)
    y = Scale(*found.span, bottom, top, log=True)
    beside(canvas, y, LEFT, width - RIGHT)
    canvas.height = below(canvas, x, top, bottom, f"{input_title(found.key)}, {found.unit}, logarithmic")
    if None not in (*found.low, *found.high):
        left, right = x(found.low[0] or 0), x(found.high[0] or 0)
        upper, lower = y(found.high[1] or 0), y(found.low[1] or 0)
        canvas.box(left, upper, right - left, lower - upper, "soft", hollow=True, dash="3 3")
    for name, row in found.lines.items():
        points = [(one, math.nan if other is None else other) for one, other in zip(found.values, row, strict=True)]
        _draw(canvas, x, y, points, *styles[name], thick=2.5)
    at = (x(found.now[0]), y(found.now[1]))
    canvas.box(at[0] - 4, at[1] - 4, 8, 8, "ink")
    canvas.alt = (
        f"Lines of equal cost ratio over launch price and satellite price level: {', '.join(found.lines)}. {level}"
    )
    return canvas


def years(f: Findings, width: float) -> Canvas:
    """The cost ratio by year on the slow, the central and the fast path."""
    found = f.figures.years
    if found is None:
        return absent(f, width, "the cost ratio by year")
    canvas = Canvas(width)
    top = canvas.legend(0, [(name, *PATHS[name]) for name in found.paths]) + 8
    bottom = top + 220
    x = Scale(found.years[0], found.years[-1], LEFT, width - RIGHT)
    y = Scale(*reach([1.0, *(one for row in found.paths.values() for one in row)], log=True), bottom, top, log=True)
    beside(canvas, y, LEFT, width - RIGHT)
    canvas.height = below(
        canvas,
        x,
        top,
        bottom,
        f"Year; the ratio is on a logarithmic axis, 1 = level with {the_place(f.first_page.region)}",
        lambda one: f"{one:.0f}",
    )
    canvas.line([(LEFT, y(1)), (width - RIGHT, y(1))], "ink", thick=1)
    canvas.word(LEFT + 4, y(1) - 5, "break-even", colour="ink")
    for name, row in found.paths.items():
        _draw(canvas, x, y, list(zip(map(float, found.years), row, strict=True)), *PATHS[name], thick=2.5)
    ends = "; ".join(
        f"{name} path {number(row[-1])}" + (f" (break-even in {when})" if (when := found.breakeven[name]) else "")
        for name, row in found.paths.items()
    )
    canvas.alt = f"Cost ratio from {found.years[0]} to {found.years[-1]}. In {found.years[-1]}: {ends}."
    return canvas
