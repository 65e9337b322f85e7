"""Every class of work against the links of one design: served, or limited by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack.catalogue import records
from sunrack.link.demand import rate_margin
from sunrack.link.sizing import Links
from sunrack.units import magnitude
from sunrack.values import to_value


@dataclass(frozen=True, kw_only=True)
class Service:
    """One class of work and whether the links serve it."""

    workload: str
    title: str
    need: float  # bit/s
    has: float  # bit/s, the lesser of the mesh and of the ground link for the share that comes down
    rate_margin: float
    allowed: float  # s, round trip that the work leaves to the network
    taken: float  # s, round trip of a user
    latency_margin: float
    verdict: str


def services(links: Links, *, rack_power: Any) -> tuple[Service, ...]:
    """Every workload of the catalogue against the links of one design: serves, or limited by what.

    The latency is that of a user on the ground for all of them: for traffic between racks that is on the safe side.

    Args:
        links: The links of one design, quantities or bare SI scalars.
        rack_power: Power of the rack.
    """
    mesh, ground = (float(magnitude(rate, "bit/s")) for rate in (links.mesh_rate, links.data_rate))
    round_trip, power = float(magnitude(links.relay_round_trip, "s")), float(magnitude(rack_power, "W"))
    return tuple(_service(name, record, mesh, ground, round_trip, power) for name, record in records("workloads").items())


def _service(name: str, record: dict[str, Any], mesh: float, ground: float, round_trip: float, power: float) -> Service:
    need = to_value(record["rate"], "Mbit/s/kW").si * power
    margin = float(rate_margin.si(mesh, ground, need, to_value(record["ground_share"], "").si))
    allowed = to_value(record["latency"], "ms").si
    slack = allowed / round_trip
    limits = [word for word, short in (("rate", not margin >= 1), ("latency", not slack >= 1)) if short]
    verdict = f"limited by {' and '.join(limits)}" if limits else "serves" if margin >= 1.1 else "serves, with nothing over"
    return Service(
        workload=name,
        title=record["title"],
        need=need,
        has=margin * need,
        rate_margin=margin,
        allowed=allowed,
        taken=round_trip,
        latency_margin=slack,
        verdict=verdict,
    )
