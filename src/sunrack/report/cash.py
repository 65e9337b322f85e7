"""The section of cash: both sides year by year, their rates of return, and the price of tokens by workload."""

from __future__ import annotations

import math

from sunrack.catalogue import place
from sunrack.drawing import Block, Heading, Table, Text
from sunrack.drawing.words import number
from sunrack.findings import Findings
from sunrack.findings.cash import Cash, Side


def cash(f: Findings) -> list[Block]:
    """Both sides' cash, what it returns, and tokens."""
    found: Cash = f.cash
    return [
        Heading("Cash by year, for the fleet"),
        Text(
            f"An accelerator-hour sells for {number(found.compute_value)} USD on both sides (ground.compute_value)."
            " Year 1 is the first twelve months from the decision. Sums are in millions of dollars of today."
        ),
        *(block for side in found.sides for block in _side(found, side)),
        Text(
            "Parts come into service evenly between the first and the last, and each is paid evenly over its"
            " construction before it serves. Nothing is bought again: the fleet ends with its life. On the ground the"
            " racks are then sold on, and building and land are counted at the value that is not written off;"
            " satellites have no resale value. Tax and debt are not modelled."
        ),
        *_tokens(found),
    ]


def _side(found: Cash, side: Side) -> list[Block]:
    """One side's table, and its returns in a sentence."""
    columns = (side.capital, side.revenue, side.running, side.resale, side.net, side.cumulative)
    busy = [place for place in range(len(found.years)) if any(round(column[place], 3) for column in columns[:4])]
    rows = [
        [str(found.years[place]), *(number(column[place]) if column[place] else "0" for column in columns)]
        for place in busy
    ]
    name = "Orbit" if side.name == "orbit" else place(side.name)
    if not math.isfinite(side.total):
        return [Text(f"{name}: no cash can be given, because the design fails a check.", strong=True)]
    return [
        Text(f"{name}: {_returns(side)}", strong=True),
        Table(["year", "capital", "revenue", "running", "resale", "net", "sum"], rows, "lrrrrrr"),
    ]


def _returns(side: Side) -> str:
    """What a side returns."""
    rate, total = side.internal_rate_of_return, side.total
    if math.isnan(rate):
        said = "The revenue does not pay the running cost, so that there is no rate of return."
    elif math.isinf(rate):
        said = "The internal rate of return is beyond 2,000 % a year."
    else:
        said = f"The internal rate of return is {number(rate)} % a year."
    part = "satellite" if side.name == "orbit" else "rack with its share of the building"
    back = f"A {part} earns its capital back {number(side.payback_time)} years after it begins to serve"
    if side.payback_time > side.life:
        never = "never" if math.isinf(side.payback_time) else f"only after {number(side.payback_time)} years"
        back = f"A {part} earns its capital back {never}, but serves only {number(side.life)} years"
    word = "earns" if total >= 0 else "loses"
    return (
        f"{said} {back}; the fleet {word} {number(abs(total))} million in all, {number(side.present_value)} discounted,"
        f" and owes {number(side.deepest)} million at most."
    )


def _tokens(found: Cash) -> list[Block]:
    """Tokens of each workload on both sides."""

    def unpriced(tokens: float | None) -> str:
        return "unknown" if tokens is None else "none"

    rows = [
        [
            one.workload,
            "unknown" if one.tokens is None else number(one.tokens),
            *(number(value) if value is not None else unpriced(one.tokens) for value in (one.orbit, one.ground)),
        ]
        for one in found.tokens
    ]
    infeasible = any("none" in row for row in rows)
    return [
        Heading("What a million tokens cost, by workload"),
        Table(["workload", "tokens/s", "orbit, USD", f"{place(found.region)}, USD"], rows, "lrrr"),
        Text(
            "Tokens of one rack, as measured on a GB200 rack for that rack and on a GB300 rack for all others (sunrack"
            " catalogue workloads), scaled by this rack's DeepSeek-R1 rate over that one's. Training counts the tokens"
            " that it reads. Unknown: this work is not counted in tokens, or this rack's tokens are not published."
            + (" None: the design is infeasible and has no finite cost." if infeasible else "")
            + " Both sides sell the share of hours that the report gives. The rates are those of a benchmark at full"
            " load; real traffic gives fewer tokens."
        ),
    ]
