"""The report's page on links: every class of work, what it needs and has, and how long a user waits beside fibre."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from sunrack.constants import EARTH_RADIUS
from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.link import cluster, place, route, services, wait
from sunrack.section import plain
from sunrack.units import bare, magnitude
from sunrack.values import Value
from sunrack.verdict import Comparison

_HERE, _THERE = "new-york-city", "london"  # the pair that everybody quotes, and its first as the user of a rack
_DAY = 86400.0  # s


def links(c: Comparison) -> list[Block]:
    """What the links carry, whether each class of work can use it, and what the way to orbit costs beside fibre."""
    link, case = c.design.link, c.scenario
    rows = [
        ["laser link", f"{amount(link.isl_rate, 'Gbit/s')} over {amount(link.isl_range, 'km', 4)}, margin {amount(link.isl_margin, '', label='dB')}"],
        ["to users", f"{amount(link.data_rate, 'Gbit/s')} through a mesh of relays; {case.link.workload} needs {amount(link.workload_need, 'Gbit/s')}"],
        ["light time", f"{amount(link.latency_one_way, 'ms')} one way over {amount(link.slant_range, 'km', 4)} at {case.link.minimum_elevation} elevation"],
        ["one site sees it", f"{percent(link.access_fraction)} of the time"],
    ]
    works = []
    for one in services(link, rack_power=c.design.rack.power):
        rates = [number(one.need / 1e9), number(one.has / 1e9)]
        works.append([one.workload, *rates, _time(one.allowed), _time(one.taken), number(min(one.rate_margin, one.latency_margin)), one.verdict])
    table = Table(["work", "needs", "has", "allows", "takes", "by", "verdict"], works, "lrrrrrl", wrap=[6])
    note = (
        "Needs and has in Gbit/s for one satellite; allows and takes: round trip, by fibre and relay. By: has over needs, the lesser of the two. The relays of "
        "the mesh belong to somebody else: neither their price nor their room for a fleet is counted."
    )
    return [Heading("Links"), Table(["", ""], rows, wrap=[1]), table, Text(note), *_beside(c)]


def _beside(c: Comparison) -> list[Block]:
    """Beside fibre, beside a rack overhead, beside wires: on bare numbers, which is three times as fast."""
    keys = SimpleNamespace(**{key: one.si if isinstance(one, Value) else one for key, one in c.scenario.link})
    path = c.design.orbit
    altitude, inclination, power = magnitude(path.altitude, "m"), magnitude(path.inclination, "rad"), magnitude(c.design.rack.power, "W")
    with bare():
        said = (_fibre(keys, altitude), _waiting(keys, altitude, inclination), _training(keys, altitude, power))
    return [Text(one) for one in said]


def _time(seconds: float) -> str:
    return f"{number(seconds / _DAY)} day" if _DAY <= seconds < np.inf else f"{number(1e3 * seconds)} ms"


def _fibre(keys: Any, altitude: Any) -> str:
    way = route(keys, _HERE, _THERE, altitude=altitude)
    return (
        f"New York to London and back: {amount(way.mesh_round_trip, 'ms')} over a dense mesh, {amount(way.fibre_round_trip, 'ms')} by fibre as it is laid. "
        f"Beyond {amount(way.crossover, 'km')} the mesh wins."
    )


def _waiting(keys: Any, altitude: Any, inclination: Any) -> str:
    ring = max(1, round(2 * np.pi * (EARTH_RADIUS + altitude) / keys.isl_range))
    alone, many = (wait(keys, latitude=place(_HERE)[0], altitude=altitude, inclination=inclination, racks=n) for n in (1, ring))
    return (
        f"A user in New York waits {amount(alone.median, 'ms')} for a rack that flies alone (median of an orbit and a day; {amount(alone.ninetieth, 'ms')} at "
        f"the ninetieth percentile), {amount(many.median, 'ms')} ({amount(many.ninetieth, 'ms')}) for the nearest of {ring} in its plane."
    )


def _training(keys: Any, altitude: Any, power: Any) -> str:
    gang = cluster(keys, altitude=altitude, rack_power=power, racks=8, spacing=keys.isl_range)
    wires = f"1/{number(1 / plain(gang.rack_fabric_share, ''))}" if gang.rack_rate > 0 else "nothing"
    return (
        f"Training over eight racks: their lasers carry {wires} of what the wires within a rack do, and a rack computes "
        f"{percent(gang.computing_share)} of the time; on the ground {percent(gang.ground_computing_share)}."
    )
