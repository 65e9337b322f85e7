"""The report's section on break-even: the launch price, other inputs, and the year at which orbit breaks even."""

from __future__ import annotations

import numpy as np

from sunrack.catalogue import place, the_place
from sunrack.drawing import Block, Heading, Table, Text, number
from sunrack.findings import Findings
from sunrack.findings.money import MEASURES, Crossing, Free, When
from sunrack.findings.titles import input_title
from sunrack.sentences import PARTS
from sunrack.verdict import Comparison


def turning(f: Findings) -> list[Block]:
    """Launch price by region at which orbit breaks even; other inputs and the year for the cheapest region."""
    found, rows = f.money, []
    for name, price in found.breakeven_launch_price.items():
        words = "orbit is more expensive even with free launch" if price < 0 else "orbit is cheaper below this price"
        if not np.isfinite(price):
            words = "not defined: the design fails a check"
        rows.append([place(name), number(price) if np.isfinite(price) else "-", words])
    blocks: list[Block] = [
        Heading("Break-even"),
        Table(["Region", "Break-even launch price, USD/kg to LEO", "Note"], rows, "lrl", wrap=[1, 2]),
    ]
    if found.turning is None:
        return blocks
    where = the_place(found.turning.region)
    turns = [_turn(f.comparison, one) for one in found.turning.crossings]
    blocks.append(Table([f"Input (against {where})", "Current", "Break-even at", "Note"], turns, wrap=[0, 3]))
    blocks.append(
        Text(
            f"Year in which a GPU-hour from orbit costs the same as in {where}, as the launch price falls:"
            f" {found.turning.years} (sunrack when)."
        )
    )
    return [*blocks, Text(_free(found.turning.free, where))]


def _free(found: Free, where: str) -> str:
    """What an hour would cost with the two largest parts of the satellite free, and with the next ones, up to three."""
    one, two, *others, last = (PARTS.get(name, name) for name in found.parts)
    more = f"{', '.join(others)} and {last}" if others else last
    return (
        f"If {one} and {two} were free, a GPU-hour from orbit would cost {number(found.ratio_of_two)} times as much as"
        f" in {where}. If {more} were free as well, it would cost {number(found.ratio_of_all)} times as much. The rack,"
        " its insurance and all smaller parts remain."
    )


def _turn(c: Comparison, one: Crossing) -> list[str]:
    """One input's break-even as a row, in words."""
    waits = one.key.endswith("grid_wait")
    what = {"gpu-hour": "cost of a GPU-hour", "net-present-value": "net present value"}[one.measure]
    name = f"{input_title(one.key)} ({what})"
    if one.value is None:
        words = "for any wait" if waits else "in the range searched"
        side = "cheaper" if one.wins_now else "more expensive"
        return [name, one.now, "none", f"orbit is {side} {words}"]
    if waits:
        length = "less" if one.wins_below else "more"
        words = f"orbit has the higher value if the ground waits {length} than this at {c.scenario.launch.price}"
        return [name, one.now, one.words, words]
    return [name, one.now, one.words, f"orbit is cheaper {'below' if one.wins_below else 'above'} this value"]


def years(found: list[When]) -> list[Block]:
    """When orbit comes even with each region, along the three paths."""
    rows = []
    for one in found:
        for measure, words in MEASURES.items():
            rows.append(
                [
                    place(one.region) if measure == "cost" else "",
                    words,
                    *(str(year or "none") for year in one.years[measure].values()),
                ]
            )
    slow, central, fast = found[0].paths.values()
    prices = " to ".join(number(float(one.launch_price[-1])) for one in (slow, fast))
    return [
        Heading(f"Year in which orbit breaks even, until {found[0].last}"),
        Table(["Region", "Measure", *found[0].paths], rows, wrap=[1]),
        Text(
            f"The launch price falls from {number(float(central.launch_price[0]))} USD/kg to"
            f" {number(float(central.launch_price[-1]))} USD/kg (range {prices}). The wait for a grid connection in"
            f" {the_place(found[0].region)} changes from {number(float(central.grid_wait[0]))} to"
            f" {number(float(central.grid_wait[-1]))} years. Slow, central and fast use launch.learning_rate,"
            " launch.mass_growth and ground.queue_growth at their low, base and high values. The cost of the satellite"
            " stays as it is today."
        ),
    ]
