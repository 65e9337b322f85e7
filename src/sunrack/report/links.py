"""The report's page on links: every class of work, what it needs and has, and how long a user waits beside fibre."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from sunrack.constants import EARTH_RADIUS
from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.link import Alone, Limit, Links, Service, alone, cluster, place, route, services, wait
from sunrack.section import plain
from sunrack.units import bare, magnitude
from sunrack.values import Value
from sunrack.verdict import Comparison

_HERE, _THERE = "new-york-city", "london"  # the pair that everybody quotes, and its first as the user of a rack
_DAY = 86400.0  # s


def links(c: Comparison) -> list[Block]:
    """What the links carry, whether each class of work can use it, and what the way to orbit costs beside fibre."""
    link, case = c.design.link, c.scenario
    note = (
        "Each row shows what binds first: data in from the ground, out to it, memory traffic between racks (gradients, keys and values, raw pictures) over "
        "lasers that users leave free, round trip of a user, or share of time with a ground site; by: what there is over what is needed. The relays "
        "belong to somebody else: neither their price nor their room for a fleet is counted. Pointing ahead and finding the next neighbour are not modelled."
    )
    power, path = c.design.rack.full_power * c.design.rack.speed, c.design.orbit  # the work done sets the need
    keys = SimpleNamespace(**{key: one.si if isinstance(one, Value) else one for key, one in case.link})
    sky = {
        "altitude": magnitude(path.altitude, "m"),
        "inclination": magnitude(path.inclination, "rad"),
        "period": magnitude(path.nodal_period, "s"),
    }
    with bare():
        over = alone(keys, latitude=place(_HERE)[0], **sky)
    works = services(link, rack_power=power, chosen=case.link, alone=over)
    chosen = next(one for one in works if one.workload == case.link.workload)
    rows = [
        [
            "laser link",
            f"{amount(link.isl_rate, 'Gbit/s')} over {amount(link.isl_range, 'km', 4)}, margin {amount(link.isl_margin, '', label='dB')}",
        ],
        [
            "through the mesh",
            f"{amount(link.uplink_rate, 'Gbit/s')} from users, {amount(link.data_rate, 'Gbit/s')} to them",
        ],
        [
            "light time",
            f"{amount(link.latency_one_way, 'ms')} one way over {amount(link.slant_range, 'km', 4)} at {case.link.minimum_elevation} elevation",
        ],
        [
            "chosen work",
            f"{chosen.workload}: {chosen.verdict}; {chosen.binding.name} binds, by {number(chosen.margin)}",
        ],
        ["one site sees it", f"{percent(link.access_fraction)} of the time"],
    ]
    answers, *details = _works(link, power, over, works)
    return [Heading("Links"), Table(["", ""], rows, wrap=[1]), answers, Text(note), *details, *_beside(c, keys, works)]


def _works(link: Links, power: Any, over: Alone, works: tuple[Service, ...]) -> list[Block]:
    """The verdict on each class of work; then its data per energy, and what would be left of it without relays."""
    answers = [
        [one.workload, _WORDS[one.binding.name], *_both(one.binding), number(one.margin), one.verdict] for one in works
    ]
    carried = [_per_energy(rate, power) for rate in (link.uplink_rate, link.data_rate, link.mesh_rate)]
    details = [["the links carry", *(number(one) for one in carried), "", "", "", ""]]
    for one in works:
        asked = [_small(_per_energy(limit.needs, power)) for limit in one.limits[:3]]
        least = min(one.alone, key=lambda limit: limit.margin)
        lone = "serves" if least.margin >= 1 else _WORDS[least.name]
        details.append([one.workload, *asked, one.binding.tier, number(one.worst), lone, number(least.margin, 2)])
    energy = (
        "In GB per kWh of the rack. Source: of the need that binds. Hard: by how much with every need at the hard end of its range. Alone: what binds a rack "
        f"without relays over one ground site, both New York's: in view {percent(over.in_view)} of the time, "
        f"up to {number(plain(over.longest_gap, 'hour'))} hours from pass to pass, {amount(over.data_rate, 'Gbit/s')} on average."
    )
    gaps: dict[str, list[str]] = {}
    for one in works:
        gaps.setdefault(one.gap, []).append(one.workload)
    missing = "; ".join(f"{gap} ({', '.join(names)})" for gap, names in gaps.items() if gap)
    return [
        Table(["work", "binds", "needs", "has", "by", "verdict"], answers, "llrrrl", wrap=[5]),
        Table(["work", "in", "out", "racks", "source", "hard", "alone", "by"], details, "lrrrlrlr"),
        Text(energy),
        Text(f"No figure found, and a guess in its place: {missing}."),
    ]


_WORDS = {"rate in": "in", "rate out": "out", "memory traffic": "memory", "latency": "latency", "access": "access"}


def _both(limit: Limit) -> list[str]:
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


def _per_energy(rate: Any, power: Any) -> float:
    """Data per energy of the rack, GB/kWh."""
    return float(magnitude(rate, "bit/s") / magnitude(power, "W")) * 3.6e6 / 8e9


def _beside(c: Comparison, keys: Any, works: tuple[Service, ...]) -> list[Block]:
    """Beside fibre, beside a rack overhead, beside wires: on bare numbers, which is three times as fast."""
    path = c.design.orbit
    altitude, inclination, power = (
        magnitude(path.altitude, "m"),
        magnitude(path.inclination, "rad"),
        magnitude(c.design.rack.power, "W"),
    )
    trip = magnitude(c.design.link.relay_round_trip, "s")
    with bare():
        said = (
            _fibre(keys, altitude),
            _waiting(keys, altitude, inclination, trip, works),
            _training(keys, altitude, power),
        )
    return [Text(one) for one in said]


def _time(seconds: float) -> str:
    return f"{number(seconds / _DAY)} day" if _DAY <= seconds < np.inf else f"{number(1e3 * seconds)} ms"


def _fibre(keys: Any, altitude: Any) -> str:
    way = route(keys, _HERE, _THERE, altitude=altitude)
    return (
        f"New York to London and back: {amount(way.mesh_round_trip, 'ms')} over a dense mesh, {amount(way.fibre_round_trip, 'ms')} by fibre as it is laid. "
        f"Beyond {amount(way.crossover, 'km')} the mesh wins. That is a bound: fleets flown satellite by satellite take 1 to 9 % longer."
    )


def _waiting(keys: Any, altitude: Any, inclination: Any, trip: Any, works: tuple[Service, ...]) -> str:
    ring = max(1, round(2 * np.pi * (EARTH_RADIUS + altitude) / keys.isl_range))
    one, many = (
        wait(keys, latitude=place(_HERE)[0], altitude=altitude, inclination=inclination, racks=n) for n in (1, ring)
    )
    asked = {work.workload: {limit.name: limit.needs for limit in work.limits} for work in works}
    late = [name for name, needs in asked.items() if needs["access"] > 0 and needs["latency"] < one.median]
    late_for = f": too long for {', '.join(late)}" if late else ""
    return (
        f"Over relays the round trip from New York is {amount(many.median, 'ms')} to the nearest of {ring} racks in a plane (median of an orbit and a day; "
        f"{amount(many.ninetieth, 'ms')} at the ninetieth percentile; {amount(trip, 'ms')} in the table), and {amount(one.median, 'ms')} "
        f"({amount(one.ninetieth, 'ms')}) to a rack that flies alone{late_for}."
    )


def _training(keys: Any, altitude: Any, power: Any) -> str:
    gang = cluster(keys, altitude=altitude, rack_power=power, racks=8, spacing=keys.isl_range)
    wires = f"1/{number(1 / plain(gang.rack_fabric_share, ''))}" if gang.rack_rate > 0 else "nothing"
    return (
        f"Training over eight racks: their lasers carry {wires} of what the wires within a rack do, and a rack computes "
        f"{percent(gang.computing_share)} of the time; on the ground {percent(gang.ground_computing_share)}."
    )
