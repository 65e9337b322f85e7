"""The report's pages on what would turn the answer: the launch price at which orbit comes even, other inputs, and the
year."""

from __future__ import annotations

import numpy as np

from sunrack.drawing import Block, Heading, Table, Text, number
from sunrack.findings import Findings
from sunrack.findings.money import MEASURES, Crossing, Free, When
from sunrack.verdict import Comparison


def turning(f: Findings) -> list[Block]:
    """Launch price by region at which orbit comes even; what else would turn the answer in the cheapest region;
    when."""
    found, rows = f.money, []
    for name, price in found.breakeven_launch_price.items():
        words = "no crossover: even free launch is too dear" if price < 0 else "orbit is cheaper below this"
        if not np.isfinite(price):
            words = "not defined: the design fails a check"
        rows.append([name, number(price) if np.isfinite(price) else "-", words])
    blocks: list[Block] = [
        Heading("Break-even launch price"),
        Table(["region", "USD/kg to low orbit", ""], rows, "lrl", wrap=[2]),
    ]
    if found.turning is None:
        return blocks
    place = found.turning.region
    turns = [_turn(f.comparison, one) for one in found.turning.crossings]
    blocks.append(Table([f"against {place}", "now", "even at", ""], turns, wrap=[0, 3]))
    blocks.append(
        Text(
            f"A GPU-hour from orbit costs what it costs in {place}, as launch grows cheaper by year:"
            f" {found.turning.years} (sunrack when)."
        )
    )
    return [*blocks, Text(_free(found.turning.free, place))]


def _free(found: Free, place: str) -> str:
    """What an hour would cost with the two largest parts of the satellite free, and with the next ones, up to three."""
    one, two, *others, last = (_NAMED.get(name, name) for name in found.parts)
    return (
        f"With {one} and {two} free a GPU-hour from orbit would cost {number(found.ratio_of_two)} times as much as in"
        f" {place}; with {', '.join(others)} and {last} free as well, {number(found.ratio_of_all)} times. The rack, its"
        " insurance and all smaller parts remain."
    )


_NAMED = {"imposed": "the satellite", "nonrecurring": "development", "terminals": "laser terminals"}


def _turn(c: Comparison, one: Crossing) -> list[str]:
    """One input's break-even as a row, in words."""
    waits = one.key.endswith("grid_wait")
    what = {"gpu-hour": "GPU-hour", "net-present-value": "worth today"}[one.measure]
    name = f"{one.key}, {what}"
    if one.value is None:
        words = "however long the wait" if waits else "at every value tried"
        return [name, one.now, "no crossover", f"orbit {'wins' if one.wins_now else 'loses'} {words}"]
    if waits:
        length = "less" if one.wins_below else "more"
        words = f"orbit wins if the ground waits {length} than that at {c.scenario.launch.price}"
        return [name, one.now, one.words, words]
    return [name, one.now, one.words, f"orbit wins {'below' if one.wins_below else 'above'}"]


def years(found: list[When]) -> list[Block]:
    """When orbit comes even with each region, along the three paths."""
    rows = []
    for one in found:
        for measure, words in MEASURES.items():
            rows.append(
                [
                    one.region if measure == "cost" else "",
                    words,
                    *(str(year or "none") for year in one.years[measure].values()),
                ]
            )
    slow, central, fast = found[0].paths.values()
    prices = " to ".join(number(float(one.launch_price[-1])) for one in (slow, fast))
    return [
        Heading(f"The year in which orbit comes even, to {found[0].last}"),
        Table(["region", "by", *found[0].paths], rows, wrap=[1]),
        Text(
            f"Launch falls from {number(float(central.launch_price[0]))} USD/kg to"
            f" {number(float(central.launch_price[-1]))} ({prices}) and the wait for the grid in {found[0].region} goes"
            f" from {number(float(central.grid_wait[0]))} years to {number(float(central.grid_wait[-1]))}. Slow,"
            " central and fast: launch.learning_rate, launch.mass_growth and ground.queue_growth at low, value and"
            " high. The satellite costs what it costs today."
        ),
    ]
