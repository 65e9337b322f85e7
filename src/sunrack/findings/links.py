"""Links: every class of work, what it needs and has, and how long a user waits beside fibre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.constants import EARTH_RADIUS
from sunrack.findings.base import Finding
from sunrack.link import Alone, Limit, Service, alone, cluster, place, route, services, wait
from sunrack.section import plain, shown

if TYPE_CHECKING:
    from sunrack.findings import Findings

_HERE, _THERE = "new-york-city", "london"  # the pair that everybody quotes, and its first as the user of a rack
_RACKS = 8  # of a training cluster


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Need(Finding):
    """One thing that work asks of the links, and what there is, in `unit`."""

    name: str
    needs: float
    has: float
    unit: str
    margin: float = shown("", "what there is over what is needed")
    tier: str  # how far the need can be trusted


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Carried(Finding):
    """Data per energy of the rack."""

    rate_in: float = shown("GB/kWh", "in from the ground")
    rate_out: float = shown("GB/kWh", "out to the ground")
    between_racks: float = shown("GB/kWh", "between racks")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Work(Finding):
    """One class of work: whether the links serve it, what binds, and what would bind a rack without relays."""

    name: str
    chosen: bool
    verdict: str
    binding: Need
    needs: Carried
    hardest: float = shown("", "least margin with every need at the hard end of its range")
    alone: Need
    gap: str  # figures that nobody publishes; a guess stands in their place


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Unrelayed(Finding):
    """A rack without relays over one ground site."""

    in_view: float = shown("", "share of time in view of the site")
    longest_gap: float = shown("hour", "longest time from pass to pass")
    data_rate: float = shown("Gbit/s", "mean rate down")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Fibre(Finding):
    """New York to London and back."""

    mesh_round_trip: float = shown("ms", "over a dense mesh of satellites")
    fibre_round_trip: float = shown("ms", "by fibre as it is laid")
    crossover: float = shown("km", "distance beyond which the mesh is faster")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Waiting(Finding):
    """Round trip over relays from New York, over an orbit and a day."""

    racks: int  # in a plane
    median: float = shown("ms", "median to the nearest of those racks")
    ninetieth: float = shown("ms", "ninetieth percentile to the nearest of those racks")
    relayed: float = shown("ms", "round trip in the table of work")
    lone_median: float = shown("ms", "median to a rack that flies alone")
    lone_ninetieth: float = shown("ms", "ninetieth percentile to a rack that flies alone")
    late_for: tuple[str, ...]  # work for which a rack that flies alone answers too late


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Training(Finding):
    """Training over eight racks."""

    fabric_share: float = shown("", "what their lasers carry, of what the wires within a rack do")
    computing_share: float = shown("", "share of time a rack computes in orbit")
    ground_computing_share: float = shown("", "share of time a rack computes on the ground")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Links(Finding):
    """The section."""

    works: tuple[Work, ...]
    carried: Carried
    unrelayed: Unrelayed
    fibre: Fibre
    waiting: Waiting
    training: Training


def find(f: Findings) -> Links:
    """The section of one comparison."""
    keys, here = f.bench.inputs.link, f.bench.here
    path, power = here.orbit, here.rack.full_power * here.rack.speed  # the work done sets the need
    over = alone(
        keys,
        latitude=place(_HERE)[0],
        altitude=path.altitude,
        inclination=path.inclination,
        period=path.nodal_period,
    )
    chosen = f.comparison.scenario.link
    works = services(here.link, rack_power=power, chosen=chosen, alone=over)
    return Links(
        works=tuple(_work(one, float(power), chosen.workload) for one in works),
        carried=_carried((here.link.uplink_rate, here.link.data_rate, here.link.mesh_rate), float(power)),
        unrelayed=_unrelayed(over),
        fibre=_fibre(keys, path.altitude),
        waiting=_waiting(keys, path, here.link.relay_round_trip, works),
        training=_training(keys, path.altitude, power),
    )


def _work(one: Service, power: float, chosen: str) -> Work:
    return Work(
        name=one.workload,
        chosen=one.workload == chosen,
        verdict=one.verdict,
        binding=_need(one.binding),
        needs=_carried([limit.needs for limit in one.limits[:3]], power),
        hardest=float(one.worst),
        alone=_need(min(one.alone, key=lambda limit: limit.margin)),
        gap=one.gap,
    )


def _need(one: Limit) -> Need:
    return Need(
        name=one.name,
        needs=float(one.needs),
        has=float(one.has),
        unit=one.unit,
        margin=float(one.margin),
        tier=one.tier,
    )


def _carried(rates: Any, power: float) -> Carried:
    """Rates in, out and between racks [bit/s] per power of the rack [W]."""
    found = (float(rate / power) * 3.6e6 / 8e9 for rate in rates)  # bit/J as GB/kWh
    return Carried(**dict(zip(("rate_in", "rate_out", "between_racks"), found, strict=True)))


def _unrelayed(over: Alone) -> Unrelayed:
    return Unrelayed(
        in_view=plain(over.in_view, ""),
        longest_gap=plain(over.longest_gap, "hour"),
        data_rate=plain(over.data_rate, "Gbit/s"),
    )


def _fibre(keys: Any, altitude: Any) -> Fibre:
    way = route(keys, _HERE, _THERE, altitude=altitude)
    return Fibre(
        mesh_round_trip=plain(way.mesh_round_trip, "ms"),
        fibre_round_trip=plain(way.fibre_round_trip, "ms"),
        crossover=plain(way.crossover, "km"),
    )


def _waiting(keys: Any, path: Any, trip: Any, works: tuple[Service, ...]) -> Waiting:
    ring = max(1, round(2 * np.pi * (EARTH_RADIUS + path.altitude) / keys.isl_range))
    one, many = (
        wait(keys, latitude=place(_HERE)[0], altitude=path.altitude, inclination=path.inclination, racks=count)
        for count in (1, ring)
    )
    asked = {work.workload: {limit.name: limit.needs for limit in work.limits} for work in works}
    return Waiting(
        racks=int(ring),
        median=plain(many.median, "ms"),
        ninetieth=plain(many.ninetieth, "ms"),
        relayed=plain(trip, "ms"),
        lone_median=plain(one.median, "ms"),
        lone_ninetieth=plain(one.ninetieth, "ms"),
        late_for=tuple(name for name, needs in asked.items() if needs["access"] > 0 and needs["latency"] < one.median),
    )


def _training(keys: Any, altitude: Any, power: Any) -> Training:
    gang = cluster(keys, altitude=altitude, rack_power=power, racks=_RACKS, spacing=keys.isl_range)
    return Training(
        fabric_share=plain(gang.rack_fabric_share, ""),
        computing_share=plain(gang.computing_share, ""),
        ground_computing_share=plain(gang.ground_computing_share, ""),
    )
