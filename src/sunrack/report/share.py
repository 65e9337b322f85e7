"""The section of shares: which work would go to orbit, at which price."""

from __future__ import annotations

import math

from sunrack.catalogue import the_place
from sunrack.drawing import Block, Heading, Table, Text
from sunrack.drawing.words import number
from sunrack.findings import Findings
from sunrack.findings.share import Share
from sunrack.report.words import LIMITS, workload


def share(f: Findings) -> list[Block]:
    """By workload and price the share that would go to orbit, with the assumption that it rests on."""
    found: Share = f.share
    head = ["workload", "links", *(f"x{one:g}" for one in found.ratios), "now"]
    rows = [
        [
            workload(one.workload),
            "sufficient" if one.served else LIMITS.get(one.limit, one.limit),
            *(_percent(share) for share in (*one.shares, one.now)),
        ]
        for one in found.rows
    ]
    rows.append(["all AI computing", "", *(_percent(share) for share in (*found.totals, found.total_now))])
    return [
        Heading("Share of work that would go to orbit"),
        Text(_today(found, f.comparison.failing), strong=True),
        Table(head, rows, "ll" + "r" * (len(found.ratios) + 1), wrap=[0]),
        Text(
            "In percent. Each column is a price in orbit as a multiple of the price on the ground. Work stays on the"
            " ground if the links do not meet its tightest requirement, which the table names. For all other work each"
            " buyer takes the side that is worth more to him."
            " Buyers differ in what an hour from orbit is worth to them over one on the ground (data that may"
            " not leave,"
            f" carbon, insurers, novelty): the standard deviation of {number(found.spread.value, 2)}"
            f" ({number(found.spread.low, 2)} to {number(found.spread.high, 2)}) is an assumption, since no such"
            " purchase has been"
            " published."
        ),
        Text(
            f"All AI computing: inference is {number(100 * found.inference.value, 2)} % of it"
            f" ({found.inference.source}) and"
            " training the rest. How either is divided among these classes of work is not published: within each"
            " they weigh"
            " the same here, an assumption. Larger launches and other prices: sunrack breakeven, sunrack when."
        ),
    ]


def _today(found: Share, failing: str) -> str:
    """The share at the ratio of this design, and at the same price on both sides."""
    same = f"At the same price on both sides it would be {_percent(found.totals[found.ratios.index(1.0)])} %."
    if not math.isfinite(found.ratio):
        return f"No work would go to orbit, because the design {failing or 'has no cost'}. {same}"
    return (
        f"An hour in orbit now costs {number(found.ratio)} times as much as in {the_place(found.region)}. At that"
        f" ratio {_percent(found.total_now)} % of all computing for AI would go to orbit"
        f" ({_percent(found.total_narrow)} to {_percent(found.total_wide)} % for the range of buyers). {same}"
    )


def _percent(share: float) -> str:
    if 0 < share < 0.001:
        return "< 0.1"
    return number(100 * share, 2)
