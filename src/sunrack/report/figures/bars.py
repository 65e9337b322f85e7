"""Figures of bars: what the cost, the hours and the mass are made of; months; what moves the ratio."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sunrack.catalogue import place, the_place
from sunrack.drawing import number
from sunrack.drawing.canvas import Canvas, extent, lines_of
from sunrack.drawing.scales import Scale, below, reach
from sunrack.findings import Findings
from sunrack.findings.drivers import Driver
from sunrack.findings.first_page import FirstPage
from sunrack.findings.titles import input_title
from sunrack.report.facts import megawatts
from sunrack.report.figures import absent
from sunrack.report.first_page import LINES
from sunrack.report.money import hours_step
from sunrack.report.satellite import subsystem

_ROW, _BAR = 19, 12  # px, of a bar with its room and without
_LINE = 15  # px, of a name's line
SHOWN = 10  # drivers

# How a bar is drawn by what its input rests on: no meaning depends on colour alone.
_KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "fact": ("From a source", {}),
    "guess": ("An assumption (hatched)", {"hatched": True}),
    "choice": ("A choice or convention (outline)", {"hollow": True}),
    "yours": ("Your own value (dashed outline)", {"hollow": True, "dash": "4 3"}),
}
_SAME = {"convention": "choice"}  # what is drawn as another kind is


@dataclass(frozen=True)
class Bar:
    """A bar from one number to another, with a text at its end."""

    start: float
    end: float
    text: str
    colour: str
    hatched: bool = False
    hollow: bool = False
    dash: str = ""
    middle: float | None = None  # where a diamond stands


@dataclass(frozen=True)
class Row:
    """A name and its bars, one above another."""

    name: str
    bars: Sequence[Bar]
    strong: bool = False


def _rows(canvas: Canvas, rows: Sequence[Row], y: float, *, title: str, log: bool = False, zero: bool = True) -> float:
    """Draw rows of bars along one axis, and give the y below them. On a narrow canvas names stand above their bars."""
    values = [one for row in rows for bar in row.bars for one in (bar.start, bar.end)]
    name = 0.0 if canvas.narrow else min(0.36 * canvas.width, max(extent(row.name) for row in rows) + 12)
    room = max(extent(bar.text) for row in rows for bar in row.bars) + 12
    scale = Scale(*reach(values, log=log, zero=zero), name, canvas.width - room, log)
    named = [lines_of(row.name, canvas.width if canvas.narrow else name - 10) for row in rows]
    heights = [_high(len(lines), len(row.bars), canvas.narrow) for lines, row in zip(named, rows, strict=True)]
    bottom = y + sum(heights)
    end = below(canvas, scale, y, bottom, title)
    for row, lines, height in zip(rows, named, heights, strict=True):
        tall = _LINE * len(lines)
        left, first = (0.0, y + 13) if canvas.narrow else (name - 10, y + (height - 5 - tall) / 2 + 11)
        for place_, line in enumerate(lines):
            canvas.word(left, first + _LINE * place_, line, "start" if canvas.narrow else "end", strong=row.strong)
        top = y + tall + 2 if canvas.narrow else y + (height - 5 - _ROW * len(row.bars)) / 2
        for place_, bar in enumerate(row.bars):
            _bar(canvas, scale, bar, top + _ROW * place_ + 3)
        y += height
    return end


def _high(lines: int, bars: int, narrow: bool) -> float:
    """Height of a row whose name has so many lines: above its bars on a narrow canvas, else beside them."""
    return (_LINE * lines + 2 + _ROW * bars if narrow else max(_LINE * lines, _ROW * bars)) + 5


def _bar(canvas: Canvas, scale: Scale, bar: Bar, top: float) -> None:
    left, right = sorted((scale(bar.start), scale(bar.end)))
    wide = max(1.5, right - left)
    canvas.box(left, top, wide, _BAR, bar.colour, hatched=bar.hatched, hollow=bar.hollow, dash=bar.dash)
    if bar.middle is not None:
        x, y = scale(bar.middle), top + _BAR / 2
        canvas.line([(x, y - 9), (x, y + 9)], "ink", thick=3)
    if bar.text:
        canvas.word(right + 6, top + 10, bar.text, colour="soft")


def _keys(canvas: Canvas, entries: Sequence[tuple[str, str, dict[str, Any]]]) -> float:
    """A legend of boxes as (text, colour, how they are drawn), and the y below it."""
    x = y = 0.0
    for text, colour, how in entries:
        wide = 22 + extent(text)
        if x and x + wide > canvas.width:
            x, y = 0.0, y + 19
        canvas.box(x, y + 1, 14, 12, colour, **how)
        canvas.word(x + 20, y + 12, text)
        x += wide + 16
    return y + 24


def costs(f: Findings, width: float) -> Canvas:
    """The cost of a GPU-hour on both sides, each part beginning where the one before ended."""
    found = f.first_page
    if found.stack is None:
        return absent(f, width, "the cost of a GPU-hour")
    canvas, where = Canvas(width), place(found.region)
    y, digits = _keys(canvas, [("Orbit", "orbit", {}), (where, "ground", {})]), found.stack.decimals
    rows, sums = [], {"orbit": 0.0, "ground": 0.0}
    for one in (*found.stack.parts, *found.stack.hours):
        bars = []
        for side, value in (("orbit", one.orbit), ("ground", one.ground)):
            if value is not None:
                bars.append(Bar(sums[side], sums[side] + value, f"{value:,.{digits}f}", side))
                sums[side] += value
        rows.append(Row(LINES[one.name], bars))
    total = found.stack.total
    ends = [(side, value) for side, value in (("orbit", total.orbit), ("ground", total.ground)) if value is not None]
    rows.append(Row(LINES["total"], [Bar(0, value, f"{value:,.{digits}f}", side) for side, value in ends], strong=True))
    canvas.height = _rows(canvas, rows, y, title="USD per GPU-hour; each part begins where the part above it ends")
    whole = (one for one in (*found.stack.parts, *found.stack.hours) if one.orbit is not None)
    parts = sorted(whole, key=lambda one: -(one.orbit or 0))[:3]
    largest = ", ".join(f"{LINES[one.name].lower()} {one.orbit:,.{digits}f}" for one in parts)
    canvas.alt = (
        f"Stacked cost of a GPU-hour in USD: {total.orbit:,.{digits}f} in orbit and {total.ground:,.{digits}f} in"
        f" {the_place(found.region)}. Largest parts in orbit: {largest}."
    )
    return canvas


def hours(f: Findings, width: float) -> Canvas:
    """What each loss leaves of the hours of a rack that never stops."""
    last = f.money.hours[-1]
    if not (math.isfinite(last.orbit_left) and math.isfinite(last.ground_left)):
        return absent(f, width, "the hours that are left to sell")
    canvas, where = Canvas(width), place(f.money.region)
    y = _keys(canvas, [("Left in orbit", "orbit", {}), (f"Left in {where}", "ground", {})])
    rows = [
        Row(
            hours_step(one.name),
            [
                Bar(0, 100 * left, f"{100 * left:.1f} %" + (f" (−{100 * lost:.1f})" if lost >= 5e-4 else ""), side)
                for side, left, lost in (
                    ("orbit", one.orbit_left, before.orbit_left - one.orbit_left),
                    ("ground", one.ground_left, before.ground_left - one.ground_left),
                )
            ],
        )
        for before, one in zip((f.money.hours[0], *f.money.hours), f.money.hours, strict=False)
    ]
    canvas.height = _rows(canvas, rows, y, title="Hours left after each step, % of a rack that never stops")
    canvas.alt = (
        f"Waterfall of the hours of a rack: {100 * last.orbit_left:.0f} % are sold in orbit and"
        f" {100 * last.ground_left:.0f} % in {the_place(f.money.region)}."
    )
    return canvas


def mass(f: Findings, width: float) -> Canvas:
    """The lines of the predicted mass, the largest first."""
    lines = f.figures.mass
    if not lines:
        return absent(f, width, "the mass of the satellite")
    canvas, rows, done = Canvas(width), [], 0.0
    for one in lines:
        rows.append(Row(subsystem(one.name), [Bar(done, done + one.value, number(one.value), "orbit")]))
        done += one.value
    rows.append(Row("Mass with propellant", [Bar(0, done, number(done), "orbit")], strong=True))
    title = "kg with growth allowance; each line begins where the line above it ends"
    canvas.height = _rows(canvas, rows, 4, title=title)
    first = ", ".join(f"{subsystem(one.name).lower()} {number(one.value)} kg" for one in lines[:3])
    canvas.alt = f"Lines of the predicted mass with propellant, {number(done)} kg in all. Largest: {first}."
    return canvas


def time(f: Findings, width: float) -> Canvas:
    """Months to first service in orbit and in each region, P10 to P90."""
    known = [one for one in f.figures.months if math.isfinite(one.p50)]
    if not known:
        return absent(f, width, "the time to first service")
    canvas, rows = Canvas(width), []
    y = _keys(canvas, [("P10 to P90 in orbit", "orbit", {}), ("on the ground", "ground", {})])
    for one in known:
        far = one.p90 if math.isfinite(one.p90) else 2 * one.p50
        said = (
            f"{one.p50:.0f} ({one.p10:.0f} to {one.p90:.0f})"
            if math.isfinite(one.p90)
            else f"{one.p50:.0f} (P90: never)"
        )
        side = "orbit" if one.place == "orbit" else "ground"
        name = "Orbit" if one.place == "orbit" else place(one.place)
        rows.append(Row(name, [Bar(one.p10, far, said, side, middle=one.p50)]))
    canvas.height = _rows(
        canvas, rows, y, title="Months from today to the first satellite or hall; the upright line is the median"
    )
    said = "; ".join(f"{row.name} {row.bars[0].text}" for row in rows)
    canvas.alt = f"Median months to first service, P10 to P90 in brackets: {said}.{_halves(f.first_page)}"
    return canvas


def _halves(found: FirstPage) -> str:
    """When half of the project serves on both sides: the first satellite is less of it than the first hall."""
    if found.half_fleet is None or found.half_ground is None:
        return ""
    return (
        f" Half of the {megawatts(found.power)} is in service after {found.half_fleet:,.0f} months in orbit and"
        f" {found.half_ground:,.0f} in {the_place(found.region)}."
    )


def drivers(f: Findings, width: float) -> Canvas:
    """The ratio at both ends of the inputs that move it most, on a logarithmic axis."""
    found = f.drivers
    shown = found.rows[:SHOWN]
    if not math.isfinite(found.ratio) or not shown:
        return absent(f, width, "the drivers of the cost ratio")
    canvas, kinds = Canvas(width), {_kind(one) for one in shown}
    y = _keys(canvas, [(text, "orbit", how) for kind, (text, how) in _KINDS.items() if kind in kinds])
    canvas.height = _rows(
        canvas,
        [_driver(one, found.ratio) for one in shown],
        y,
        title=f"Cost ratio at both ends of each range, logarithmic; upright line: base case, {number(found.ratio)}",
        log=True,
        zero=False,
    )
    first = "; ".join(f"{input_title(one.key)} {_ends(one)}" for one in shown[:3])
    canvas.alt = f"Range of the cost ratio by input, base case {number(found.ratio)}. Largest: {first}."
    return canvas


def _driver(one: Driver, base: float) -> Row:
    ends = [end if math.isfinite(end) and end > 0 else base for end in (one.ratio_at_low, one.ratio_at_high)]
    how = _KINDS[_kind(one)][1]
    return Row(input_title(one.key), [Bar(min(ends), max(ends), _ends(one), "orbit", middle=base, **how)])


def _kind(one: Driver) -> str:
    return _SAME.get(one.rests_on, one.rests_on)


def _ends(one: Driver) -> str:
    low, high = sorted((one.ratio_at_low, one.ratio_at_high))
    return f"{number(low)} to {number(high)}"
