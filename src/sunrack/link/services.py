"""Every class of work against the links of one design: served, or limited by what, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack.catalogue import records, tier
from sunrack.link.cities import Alone
from sunrack.link.demand import access_margin, rate_margin
from sunrack.link.sizing import Link, Links
from sunrack.reading import to_value
from sunrack.units import magnitude
from sunrack.values import Value

_ASKED = {"rate_in": "Mbit/s/kW", "rate_out": "Mbit/s/kW", "rate_racks": "Mbit/s/kW", "latency": "ms", "access": ""}
_KEYS = {
    "rate_in": "workload_in",
    "rate_out": "workload_out",
    "rate_racks": "workload_racks",
    "latency": "workload_latency",
}


@dataclass(frozen=True)
class Limit:
    """One thing that work asks of the links: what it needs and what there is, in SI, and by how much that is enough."""

    name: str  # rate in, rate out, memory traffic, latency, access
    needs: float
    has: float
    unit: str
    margin: float  # at least 1 where it is enough
    tier: str  # how far the need can be trusted: yours, primary, secondary, weak, guess


@dataclass(frozen=True, kw_only=True)
class Service:
    """One class of work, what it asks, and whether the links serve it."""

    workload: str
    title: str
    gap: str  # figures that nobody publishes: a guess stands in their place
    limits: tuple[Limit, ...]  # through the mesh of relays
    worst: float  # least margin with every need at the hard end of its range
    alone: tuple[Limit, ...]  # from one rack without relays; empty where not asked for

    @property
    def binding(self) -> Limit:
        """The limit that is nearest, or farthest passed."""
        return min(self.limits, key=lambda one: one.margin)

    @property
    def margin(self) -> float:
        """What there is over what is needed, of the binding limit."""
        return self.binding.margin

    @property
    def verdict(self) -> str:
        """Serves, limited by what, or does not."""
        return verdict(self.limits)


def verdict(limits: tuple[Limit, ...]) -> str:
    """`serves`, `limited by` all that is short, or `does not serve` where something needed is not there at all."""
    short = [one.name for one in limits if not one.margin >= 1]
    if short:
        return f"limited by {' and '.join(short)}" if min(one.margin for one in limits) > 0 else "does not serve"
    return "serves" if min(one.margin for one in limits) >= 1.1 else "serves, with nothing over"


def services(
    links: Links, *, rack_power: Any, chosen: Link | None = None, alone: Alone | None = None
) -> tuple[Service, ...]:
    """Every workload of the catalogue against the links of one design: serves, limited by what and by how much, or does
    not.

    The latency is that of a user on the ground for all of them: for traffic between racks that is on the safe side.

    Args:
        links: The links of one design, quantities or bare SI scalars.
        rack_power: Power of the rack.
        chosen: The section of the scenario, whose own numbers then hold for the workload that it names.
        alone: What the rack would give without relays; without it the services say nothing of that.
    """
    power, mesh = float(magnitude(rack_power, "W")), _mesh(links)
    lone = _lone(links, alone) if alone is not None else None
    made = []
    for name, record in records("workloads").items():
        asked = {field: to_value(record[field], unit) for field, unit in _ASKED.items()}
        if chosen is not None and chosen.workload == name:
            asked |= {field: getattr(chosen, key) for field, key in _KEYS.items()}
        needs, worst = _needs(asked, power), _needs(asked, power, hard=True)
        made.append(
            Service(
                workload=name,
                title=record["title"],
                gap=record.get("gap", ""),
                limits=_limits(needs, mesh),
                worst=min(one.margin for one in _limits(worst, mesh)),
                alone=_limits(needs, lone) if lone is not None else (),
            )
        )
    return tuple(made)


@dataclass(frozen=True)
class _Need:
    """What one field of a workload asks, in SI, and how far that can be trusted."""

    amount: float
    tier: str


def _needs(asked: dict[str, Value], power: float, *, hard: bool = False) -> dict[str, _Need]:
    """What the work asks; at the hard ends of the ranges if so told."""
    needs = {}
    for field, one in asked.items():
        end = (one.low if field == "latency" else one.high) if hard else None
        amount = float(one.si if end is None else end)
        needs[field] = _Need(amount * power if field.startswith("rate") else amount, tier(one.source))
    return needs


@dataclass(frozen=True)
class _Sky:
    """What there is, in SI."""

    up: float
    down: float
    mesh: float
    taken: float  # round trip
    seen: float  # share of time with a path to the ground
    gap: float  # longest time without one; 0 where relays always have one


def _mesh(links: Links) -> _Sky:
    up, down, mesh = (float(magnitude(rate, "bit/s")) for rate in (links.uplink_rate, links.data_rate, links.mesh_rate))
    return _Sky(
        up, down, mesh, float(magnitude(links.relay_round_trip, "s")), float(magnitude(links.availability, "")), 0.0
    )


def _lone(links: Links, alone: Alone) -> _Sky:
    up, down = (float(magnitude(rate, "bit/s")) for rate in (alone.uplink_rate, alone.data_rate))
    taken, gap = (float(magnitude(time, "s")) for time in (links.round_trip, alone.longest_gap))
    return _Sky(up, down, 0.0, taken, float(magnitude(alone.in_view, "")), gap)


def _limits(needs: dict[str, _Need], sky: _Sky) -> tuple[Limit, ...]:
    """Work that can wait from pass to pass is held against the mean rate and the gap; all other against the share of
    time in view."""
    free = max(sky.mesh - max(needs["rate_in"].amount, needs["rate_out"].amount), 0.0)
    rates = (
        ("rate in", needs["rate_in"], sky.up),
        ("rate out", needs["rate_out"], sky.down),
        ("memory traffic", needs["rate_racks"], free),
    )
    flows = tuple(
        Limit(word, one.amount, rate, "bit/s", float(rate_margin.si(rate, one.amount)), one.tier)
        for word, one, rate in rates
    )
    wait, share = needs["latency"], needs["access"]
    patient = wait.amount >= sky.gap > 0
    taken = sky.gap if patient else sky.taken
    late = Limit("latency", wait.amount, taken, "s", wait.amount / taken, wait.tier)
    if patient:
        return (*flows, late)
    return (
        *flows,
        late,
        Limit("access", share.amount, sky.seen, "", float(access_margin.si(sky.seen, share.amount)), share.tier),
    )
