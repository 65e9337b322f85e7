"""The report's page on links: every class of work, what it needs and has, and how long a user waits beside fibre."""

from __future__ import annotations

import math

from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.findings import Findings
from sunrack.findings.links import Carried, Fibre, Need, Training, Waiting
from sunrack.findings.links import Links as Found

_DAY = 86400.0  # s
_WORDS = {"rate in": "in", "rate out": "out", "memory traffic": "memory", "latency": "latency", "access": "access"}


def links(f: Findings) -> list[Block]:
    """What the links carry, whether each class of work can use it, and what the way to orbit costs beside fibre."""
    link, case, found = f.comparison.design.link, f.comparison.scenario, f.links
    note = (
        "Each row shows what binds first: data in from the ground, out to it, memory traffic between racks (gradients,"
        " keys and values, raw pictures) over lasers that users leave free, round trip of a user, or share of time with"
        " a ground site; by: what there is over what is needed. The relays belong to somebody else: neither their price"
        " nor their room for a fleet is counted. Pointing ahead and finding the next neighbour are not modelled."
    )
    chosen = next(one for one in found.works if one.chosen)
    margin = amount(link.isl_margin, "", label="dB")
    rows = [
        ["laser link", f"{amount(link.isl_rate, 'Gbit/s')} over {amount(link.isl_range, 'km', 4)}, margin {margin}"],
        [
            "through the mesh",
            f"{amount(link.uplink_rate, 'Gbit/s')} from users, {amount(link.data_rate, 'Gbit/s')} to them",
        ],
        [
            "light time",
            (
                f"{amount(link.latency_one_way, 'ms')} one way over {amount(link.slant_range, 'km', 4)} at"
                f" {case.link.minimum_elevation} elevation"
            ),
        ],
        [
            "chosen work",
            f"{chosen.name}: {chosen.verdict}; {chosen.binding.name} binds, by {number(chosen.binding.margin)}",
        ],
        ["one site sees it", f"{percent(link.access_fraction)} of the time"],
    ]
    answers, *details = _works(found)
    beside = [_fibre(found.fibre), _waiting(found.waiting), _training(found.training)]
    more = [Text(one) for one in beside]
    return [Heading("Links"), Table(["", ""], rows, wrap=[1]), answers, Text(note), *details, *more]


def _works(found: Found) -> list[Block]:
    """The verdict on each class of work; then its data per energy, and what would be left of it without relays."""
    answers = [
        [one.name, _WORDS[one.binding.name], *_both(one.binding), number(one.binding.margin), one.verdict]
        for one in found.works
    ]
    details = [["the links carry", *(number(one) for one in _rates(found.carried)), "", "", "", ""]]
    for one in found.works:
        asked = [_small(rate) for rate in _rates(one.needs)]
        lone = "serves" if one.alone.margin >= 1 else _WORDS[one.alone.name]
        cells = [one.binding.tier, number(one.hardest), lone, number(one.alone.margin, 2)]
        details.append([one.name, *asked, *cells])
    lone_rack = found.unrelayed
    energy = (
        "In GB per kWh of the rack. Source: of the need that binds. Hard: by how much with every need at the hard end"
        " of its range. Alone: what binds a rack without relays over one ground site, both New York's: in view"
        f" {percent(lone_rack.in_view)} of the time, up to {number(lone_rack.longest_gap)} hours from pass to pass,"
        f" {number(lone_rack.data_rate)} Gbit/s on average."
    )
    gaps: dict[str, list[str]] = {}
    for one in found.works:
        gaps.setdefault(one.gap, []).append(one.name)
    missing = "; ".join(f"{gap} ({', '.join(names)})" for gap, names in gaps.items() if gap)
    return [
        Table(["work", "binds", "needs", "has", "by", "verdict"], answers, "llrrrl", wrap=[5]),
        Table(["work", "in", "out", "racks", "source", "hard", "alone", "by"], details, "lrrrlrlr"),
        Text(energy),
        Text(f"No figure found, and a guess in its place: {missing}."),
    ]


def _rates(one: Carried) -> tuple[float, float, float]:
    return one.rate_in, one.rate_out, one.between_racks


def _both(limit: Need) -> list[str]:
    """What is needed and what there is, in the unit that suits."""
    if limit.unit == "s":
        return [_time(limit.needs), _time(limit.has)]
    if limit.unit == "bit/s":
        return [
            f"{number(rate / 1e9)} Gbit/s" if rate >= 1e9 or rate == 0 else f"{number(rate / 1e6)} Mbit/s"
            for rate in (limit.needs, limit.has)
        ]
    return [percent(limit.needs), percent(limit.has)]


def _small(amount: float) -> str:
    return "<0.001" if 0 < amount < 0.001 else number(amount)


def _time(seconds: float) -> str:
    return f"{number(seconds / _DAY)} day" if _DAY <= seconds < math.inf else f"{number(1e3 * seconds)} ms"


def _fibre(way: Fibre) -> str:
    return (
        f"New York to London and back: {number(way.mesh_round_trip)} ms over a dense mesh,"
        f" {number(way.fibre_round_trip)} ms by fibre as it is laid. Beyond {number(way.crossover)} km the mesh wins."
        " That is a bound: fleets flown satellite by satellite take 1 to 9 % longer."
    )


def _waiting(found: Waiting) -> str:
    late_for = f": too long for {', '.join(found.late_for)}" if found.late_for else ""
    return (
        f"Over relays the round trip from New York is {number(found.median)} ms to the nearest of {found.racks} racks"
        f" in a plane (median of an orbit and a day; {number(found.ninetieth)} ms at the ninetieth percentile;"
        f" {number(found.relayed)} ms in the table), and {number(found.lone_median)} ms ({number(found.lone_ninetieth)}"
        f" ms) to a rack that flies alone{late_for}."
    )


def _training(gang: Training) -> str:
    wires = f"1/{number(1 / gang.fabric_share)}" if gang.fabric_share > 0 else "nothing"
    return (
        f"Training over eight racks: their lasers carry {wires} of what the wires within a rack do, and a rack computes"
        f" {percent(gang.computing_share)} of the time; on the ground {percent(gang.ground_computing_share)}."
    )
