"""Every class of work against the links of one design: served, or limited by what, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack.catalogue import records, tier
from sunrack.link.cities import Alone
from sunrack.link.demand import access_margin, rate_margin
from sunrack.link.sizing import Link, Links
from sunrack.units import magnitude
from sunrack.values import Value, to_value

_ASKED = {"rate_in": "Mbit/s/kW", "rate_out": "Mbit/s/kW", "rate_racks": "Mbit/s/kW", "latency": "ms", "access": ""}
_KEYS = {"rate_in": "workload_in", "rate_out": "workload_out", "rate_racks": "workload_racks", "latency": "workload_latency"}


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


def services(links: Links, *, rack_power: Any, chosen: Link | None = None, alone: Alone | None = None) -> tuple[Service, ...]:
    """Every workload of the catalogue against the links of one design: serves, limited by what and by how much, or does not.

    The latency is that of a user on the ground for all of them: for traffic between racks that is on the safe side.

    Args:
        links: The links of one design, quantities or bare SI scalars.
        rack_power: Power of the rack.
        chosen: The section of the scenario, whose own numbers then hold for the workload that it names.
        alone: What the rack would give without relays; without it the services say nothing of that.
    """
    power = float(magnitude(rack_power, "W"))
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
                limits=_through_mesh(needs, links),
                worst=min(one.margin for one in _through_mesh(worst, links)),
                alone=_alone(needs, links, alone) if alone is not None else (),
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


def _through_mesh(needs: dict[str, _Need], links: Links) -> tuple[Limit, ...]:
    up, down, mesh = (float(magnitude(rate, "bit/s")) for rate in (links.uplink_rate, links.data_rate, links.mesh_rate))
    taken, reached = float(magnitude(links.relay_round_trip, "s")), float(magnitude(links.availability, ""))
    free = max(mesh - max(needs["rate_in"].amount, needs["rate_out"].amount), 0.0)
    return (*_rates(needs, up, down, free), _time(needs, taken), _share(needs, reached))


def _alone(needs: dict[str, _Need], links: Links, alone: Alone) -> tuple[Limit, ...]:
    """Work that can wait from pass to pass is held against the mean rate; all other against the share of time in view too."""
    up, down = (float(magnitude(rate, "bit/s")) for rate in (alone.uplink_rate, alone.data_rate))
    gap, seen = float(magnitude(alone.longest_gap, "s")), float(magnitude(alone.in_view, ""))
    rates = _rates(needs, up, down, 0.0)
    if needs["latency"].amount >= gap:
        return (*rates, _time(needs, gap))
    return (*rates, _time(needs, float(magnitude(links.round_trip, "s"))), _share(needs, seen))


def _rates(needs: dict[str, _Need], up: float, down: float, free: float) -> tuple[Limit, ...]:
    has = {"rate_in": ("rate in", up), "rate_out": ("rate out", down), "rate_racks": ("memory traffic", free)}
    asked = ((word, needs[field], rate) for field, (word, rate) in has.items())
    return tuple(Limit(word, one.amount, rate, "bit/s", float(rate_margin.si(rate, one.amount)), one.tier) for word, one, rate in asked)


def _time(needs: dict[str, _Need], taken: float) -> Limit:
    one = needs["latency"]
    return Limit("latency", one.amount, taken, "s", one.amount / taken, one.tier)


def _share(needs: dict[str, _Need], seen: float) -> Limit:
    one = needs["access"]
    return Limit("access", one.amount, seen, "", float(access_margin.si(seen, one.amount)), one.tier)
