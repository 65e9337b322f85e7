"""The section of racks: the catalogue on both sides, and what one GPU-hour is for each."""

from __future__ import annotations

from sunrack.catalogue import place, the_place
from sunrack.drawing import Block, Heading, Table, Text
from sunrack.drawing.words import number
from sunrack.findings import Findings
from sunrack.findings.racks import RackRow, Racks
from sunrack.values import show
from sunrack.verdict import Comparison

_WORDS = {"gpus": "number of accelerators", "throughput": "tokens"}


def racks(f: Findings) -> list[Block]:
    """Every rack at the power of its data sheet, the scenario's first."""
    found: Racks = f.racks
    rows = [
        [
            one.name,
            *(
                "unknown" if value is None else number(value)
                for value in (one.power, one.mass, one.price, one.gpus, one.throughput)
            ),
        ]
        for one in found.rows
    ]
    costs = [
        [
            one.name,
            *(
                "unknown" if value is None else number(value)
                for value in (one.orbit, one.ground, one.ratio, one.orbit_tokens, one.ground_tokens)
            ),
        ]
        for one in found.rows
        if one.orbit is not None
    ]
    own = next(one for one in found.rows)
    blocks: list[Block] = [
        Heading("Racks of the catalogue, on both sides"),
        Text(
            f"For the rack of this scenario, one GPU-hour is an hour of {own.accelerator}. A GPU-hour of another rack"
            " is an hour of another chip: compare racks by the ratio of both sides, or by tokens."
        ),
        *_given(found),
        Table(["rack", "kW", "kg", "MUSD", "GPUs", "tokens/s"], rows, "lrrrrr"),
        *_costs(found, costs, f.comparison.failing),
        Table(
            ["rack", "one GPU-hour is an hour of", "not published"], [_told(one) for one in found.rows[1:]], wrap=[1, 2]
        ),
        Text('Select one with --set "rack.model=NAME". Sources: sunrack catalogue racks.'),
    ]
    return blocks


def _costs(found: Racks, costs: list[list[str]], failing: str) -> list[Block]:
    """What each rack costs on both sides; a sentence where the satellite cannot be built with any of them."""
    if not costs:
        return [Text(f"With none of these racks does an hour in orbit have a cost: the design {failing}.")]
    ground = place(found.region)
    return [
        Table(["USD per", "GPU-hour", ground, "ratio", "M tokens", ground], costs, "lrrrrr"),
        Text(
            "Each rack runs at the power of its data sheet, the scenario's at its own. The costs are in orbit, then in"
            f" {the_place(found.region)}: of a GPU-hour sold, and of a million tokens of DeepSeek-R1 put out in the"
            " MLPerf benchmark that each record names. Benchmarks of different rounds are not alike. A rack without a"
            " published power, mass, price or number of accelerators has no cost here."
        ),
    ]


def _given(found: Racks) -> list[Block]:
    """What the scenario gives itself, since it is not published."""
    if not found.given:
        return []
    names = " and ".join(_WORDS.get(key, key) for key in found.given)
    return [Text(f"Not published of {found.model}: {names}. The scenario gives its own figure, or none.")]


def _told(one: RackRow) -> list[str]:
    return [one.name, one.accelerator, ", ".join(_WORDS.get(key, key) for key in one.unknown)]


def tokens(c: Comparison) -> str:
    """By which benchmark tokens are counted, or that none is published."""
    rate, rated = c.scenario.rack.throughput, c.scenario.rack.rated_throughput
    if rated is None:
        return (
            f"Tokens of {c.scenario.rack.model} are not published, so that a price of tokens is unknown: give it, for"
            ' example --set "rack.rated_throughput=100000 1/s".'
        )
    return (
        f"Tokens: {show(rate.si, '')} per second and rack ({rated.where or rated.source}). The benchmark assumes full"
        " load; real traffic varies."
    )
