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
            f"Year in which a GPU-hour from orbit costs the same as in {where}, as prices, rates and waits"
            f" change: {found.turning.years} (sunrack when)."
        )
    )
    floor = f.first_page.floor
    rest = f" With the whole satellite and launch free, it would cost {number(floor)} times as much." if floor else ""
    return [*blocks, Text(_free(found.turning.free, where) + rest)]


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
    name, now = f"{input_title(one.key)} ({what})", _several(one.now)
    if one.value is None:
        words = "for any wait" if waits else "in the range searched"
        side = "cheaper" if one.wins_now else "more expensive"
        return [name, now, "none", f"orbit is {side} {words}"]
    if waits:
        length = "less" if one.wins_below else "more"
        words = f"orbit has the higher value if the ground waits {length} than this at {c.scenario.launch.price}"
        return [name, now, _several(one.words), words]
    return [name, now, _several(one.words), f"orbit is cheaper {'below' if one.wins_below else 'above'} this value"]


def _several(amount: str) -> str:
    """An amount with its unit, such as "5 years"."""
    return f"{amount}s" if amount.endswith(" year") and amount != "1 year" else amount


def years(found: list[When], leading: str) -> list[Block]:
    """When orbit breaks even with each region along the three paths; the ratio by year against the leading one; and
    what moves."""
    cheapest = next(one for one in found if one.region == leading)
    asked = [answer.year for answer in cheapest.answers]
    rows = []
    for one in found:
        ratios = [_ratio(answer.ratios["central"]) for answer in one.answers]
        for measure, words in MEASURES.items():
            first = measure == "cost"
            rows.append(
                [
                    place(one.region) if first else "",
                    words,
                    *(str(year or "none") for year in one.years[measure].values()),
                    *(ratios if first else [""] * len(asked)),
                ]
            )
    others = [Text("The years of another region: sunrack when --against NAME.")] if len(found) > 1 else []
    return [
        Heading(f"The year in which orbit breaks even, to {found[0].last}"),
        Text(" ".join(map(str, cheapest.answers)), strong=True),
        Table(
            [
                "Region",
                "Measure",
                *(path.capitalize() for path in found[0].paths),
                *(f"Ratio in {year}" for year in asked),
            ],
            rows,
            "ll" + "r" * (len(found[0].paths) + len(asked)),
            wrap=[0, 1],
        ),
        *_ratios(cheapest),
        *others,
        _moves(cheapest),
    ]


def _ratio(value: float) -> str:
    return number(value) if np.isfinite(value) else "-"


def _ratios(one: When) -> list[Block]:
    """The ratio by year on each path, and the two prices of the central path; nothing where no year has a ratio."""
    central = one.paths["central"]
    if not any(np.isfinite(path.cost_ratio).any() for path in one.paths.values()):
        return []
    rows = [
        [
            str(year),
            *(number(float(path.cost_ratio[place])) for path in one.paths.values()),
            *(
                number(float(column[place]))
                for column in (
                    central.orbit_per_gpu_hour,
                    central.ground_per_gpu_hour,
                    central.launch_price,
                    central.satellite_per_watt,
                )
            ),
        ]
        for place, year in enumerate(central.years)
    ]
    return [
        Text(
            f"Cost of a GPU-hour in orbit over that in {the_place(one.region)}, by year, then the central path:"
            " both costs in USD per GPU-hour, launch in USD/kg, and the satellite without its rack in USD/W."
        ),
        Table(
            ["Year", *(path.capitalize() for path in one.paths), "Orbit", place(one.region), "Launch", "Satellite"],
            rows,
            "lrrrrrrr",
        ),
    ]


def _moves(one: When) -> Text:
    """Every price that moves, from the first to the last year."""
    slow, central, fast = one.paths.values()

    def course(key: str) -> str:
        first, *ends = (
            number(float(getattr(path, key)[place]))
            for path, place in ((central, 0), (central, -1), (slow, -1), (fast, -1))
        )
        return f"from {first} to {ends[0]} ({ends[1]} slow, {ends[2]} fast)"

    start = round(float(central.years[0]))
    return Text(
        f"All prices are those of each year. The report takes the launch price alone from {start} and the other prices"
        f" as they are today, so its ratio is not that of the first row. What moves to {one.last}: launch"
        f" {course('launch_price')} USD/kg; the satellite {course('satellite_per_watt')} USD/W, as its maker has"
        f" built {course('satellites_built')} before this fleet and as arrays, batteries and terminals get"
        " cheaper with all that is built (years.parts_growth);"
        f" the rack {course('rack_price')} MUSD; the cost of capital {course('cost_of_capital')} % a year, orbit's"
        f" {course('orbit_cost_of_capital')}; the wait for the grid {course('grid_wait')} years. The rates are"
        " launch.learning_rate, launch.mass_growth, ground.queue_growth and the keys of [years], each with its source"
        " (sunrack sources years.rack_growth); the slow path takes the end of each range that is less kind to orbit,"
        " the fast path the other. Designs, power prices, building costs and the value of compute stay as they are."
    )
