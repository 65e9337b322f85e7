"""The section of the option: what it is worth to be able to choose orbit later."""

from __future__ import annotations

import math

from sunrack.catalogue import the_place
from sunrack.drawing import Block, Heading, Table, Text
from sunrack.drawing.words import number
from sunrack.findings import Findings
from sunrack.findings.option import Choice


def option(f: Findings) -> list[Block]:
    """The worth of choosing later, by year, with its method and its limits."""
    found: Choice = f.option
    if not found.rows or not all(math.isfinite(one.central) for one in found.rows):
        said = f"There is no option to value: the design {f.comparison.failing or 'has no cost'}."
        return [Heading("Value of the option to choose orbit later"), Text(said, strong=True)]
    rows = [
        [
            str(one.year),
            *(number(x) for x in (one.slow, one.central, one.fast)),
            _percent(one.probability),
            _small(one.saving),
            _small(one.worth),
        ]
        for one in found.rows
    ]
    best = max(found.rows, key=lambda one: one.worth)
    return [
        Heading("Value of the option to choose orbit later"),
        Text(
            f"To be able to choose orbit for a project begun in {best.year} is worth {number(best.worth)} million USD"
            f" today, where the project costs {number(found.ground)} million in {the_place(found.region)}"
            " over its"
            f" life; orbit is then the cheaper with a probability of {_percent(best.probability)}.",
            strong=True,
        ),
        Table(["year", "slow", "central", "fast", "orbit cheaper", "saving, USD", "worth, MUSD"], rows, "lrrrrrr"),
        Text(
            "Method: an option to exchange the ground's cost for orbit's (Margrabe). The median of a year's ratio is"
            " the central path of sunrack when, its tenth and ninetieth percentiles are the fast and the slow path,"
            " and below and above the median it is log-normal. Who can choose buys from the cheaper side. The saving"
            " is for each GPU-hour, the worth for all that the fleet sells over the life of its computers, at the"
            " ground's cost of capital."
        ),
        Text(
            "Limits: the paths are judgements and no market prices them, so that this is an expected saving and not a"
            " traded price; what it costs to keep the option (licences, a team, a first satellite) is not known and has"
            " to be less than this worth. Earlier service is not counted. One analyst's probability of orbital"
            " data centres"
            f" at scale is {_percent(found.odds.value)} ({found.odds.source})."
        ),
    ]


def _small(amount: float) -> str:
    return "< 0.0001" if 0 < amount < 1e-4 else number(amount)


def _percent(share: float) -> str:
    return "under 0.1 %" if share < 0.001 else f"{number(100 * share, 2)} %"
