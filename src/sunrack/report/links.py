"""The report's section on communications: what every workload requires and gets, and the round trip beside fibre."""

from __future__ import annotations

import math

from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.findings import Findings
from sunrack.findings.links import Carried, Fibre, Need, Training, Waiting
from sunrack.findings.links import Links as Found
from sunrack.report.words import LIMITS, quality, workload

_DAY = 86400.0  # s


def links(f: Findings) -> list[Block]:
    """What the links carry, whether each workload is feasible over them, and how orbit compares with fibre."""
    link, case, found = f.comparison.design.link, f.comparison.scenario, f.links
    note = (
        "Split means prefill in one rack and decode in another. The tightest limit is one of: uplink from users,"
        " downlink to users, inter-rack traffic (gradients, keys and values, raw pictures) over the laser capacity that"
        " users leave free, round trip of a user, or ground-station visibility. The margin is the available amount"
        " divided by the required amount. The relay constellation belongs to another operator: its price and its"
        " capacity for a whole fleet are not included. Pointing ahead and finding the next neighbour are not modelled."
    )
    chosen = next(one for one in found.works if one.chosen)
    margin = amount(link.isl_margin, "", label="dB")
    rows = [
        ["Optical link", f"{amount(link.isl_rate, 'Gbit/s')} over {amount(link.isl_range, 'km', 4)}, margin {margin}"],
        [
            "Relay constellation",
            f"{amount(link.uplink_rate, 'Gbit/s')} uplink, {amount(link.data_rate, 'Gbit/s')} downlink",
        ],
        [
            "Propagation delay",
            (
                f"{amount(link.latency_one_way, 'ms')} one way over {amount(link.slant_range, 'km', 4)} at"
                f" {case.link.minimum_elevation} elevation"
            ),
        ],
        [
            "Selected workload",
            f"{workload(chosen.name)}: {_verdict(chosen.verdict)}. Tightest limit: {LIMITS[chosen.binding.name]},"
            f" {number(chosen.binding.margin)} times the requirement",
        ],
        ["Ground-station visibility", f"{percent(link.access_fraction)} of the time for one site"],
    ]
    answers, *details = _works(found)
    beside = [_fibre(found.fibre), _waiting(found.waiting), _training(found.training)]
    more = [Text(one) for one in beside]
    return [Heading("Communications"), Table(["", ""], rows, wrap=[1]), answers, Text(note), *details, *more]


_FEASIBLE = {"serves": "yes", "serves, with nothing over": "marginal"}  # below 1.1 times the requirement


def _verdict(words: str) -> str:
    """A finding's verdict on a workload as the page prints it."""
    if words in _FEASIBLE:
        return "feasible" if _FEASIBLE[words] == "yes" else "feasible, but without reserve"
    _, limited, limit = words.partition("limited by ")
    return f"infeasible: limited by {LIMITS.get(limit, limit)}" if limited else "infeasible"


def _works(found: Found) -> list[Block]:
    """The answer for each workload; then its data per energy, and what would be left of it without relays."""
    answers = [
        [
            workload(one.name),
            LIMITS[one.binding.name],
            *_both(one.binding),
            number(one.binding.margin),
            _FEASIBLE.get(one.verdict, "no"),
        ]
        for one in found.works
    ]
    details = [["Capacity of the links", *(number(one) for one in _rates(found.carried)), "", "", "", ""]]
    for one in found.works:
        asked = [_small(rate) for rate in _rates(one.needs)]
        lone = "none" if one.alone.margin >= 1 else LIMITS[one.alone.name]
        cells = [quality(one.binding.tier), number(one.hardest), lone, number(one.alone.margin, 2)]
        details.append([workload(one.name), *asked, *cells])
    lone_rack = found.unrelayed
    energy = (
        "Uplink, downlink and inter-rack traffic are in GB per kWh of the rack. The source quality is that of the"
        " tightest requirement. The worst-case margin takes every requirement at the demanding end of its range."
        " Without relays a standalone satellite over one ground site at the latitude of New York is visible"
        f" {percent(lone_rack.in_view)} of the time, with up to {number(lone_rack.longest_gap)} hours between passes"
        f" and {number(lone_rack.data_rate)} Gbit/s on average."
    )
    gaps: dict[str, list[str]] = {}
    for one in found.works:
        gaps.setdefault(one.gap, []).append(workload(one.name))
    missing = "; ".join(f"{gap} ({', '.join(names)})" for gap, names in gaps.items() if gap)
    feasibility = ["Workload", "Tightest limit", "Required", "Available", "Margin (x)", "Feasible?"]
    traffic = [
        "Workload",
        "Uplink",
        "Downlink",
        "Inter-rack",
        "Source quality",
        "Worst-case margin (x)",
        "Limit without relays",
        "Margin without relays (x)",
    ]
    return [
        Table(feasibility, answers, "llrrrl", wrap=[0]),
        Table(traffic, details, "lrrrlrlr", wrap=[0, 4, 5, 6, 7]),
        Text(energy),
        Text(f"No published figure was found for these inputs. They are assumptions: {missing}."),
    ]


def _rates(one: Carried) -> tuple[float, float, float]:
    return one.rate_in, one.rate_out, one.between_racks


def _both(limit: Need) -> list[str]:
    """What is required and what is available, in the unit that suits."""
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
    return f"{number(seconds / _DAY)} days" if _DAY <= seconds < math.inf else f"{number(1e3 * seconds)} ms"


def _fibre(way: Fibre) -> str:
    return (
        f"The round trip from New York to London takes {number(way.mesh_round_trip)} ms over a dense constellation and"
        f" {number(way.fibre_round_trip)} ms over existing fibre. The constellation is faster beyond"
        f" {number(way.crossover)} km. This is a lower bound: simulated fleets take 1 to 9 % longer."
    )


def _waiting(found: Waiting) -> str:
    late_for = ""
    if found.late_for:
        late_for = f" That is too long for: {', '.join(workload(one) for one in found.late_for)}."
    return (
        f"Over relays the round trip from New York to the nearest of {found.racks} racks in one plane has a median of"
        f" {number(found.median)} ms over an orbit and a day, a P90 of {number(found.ninetieth)} ms, and"
        f" {number(found.relayed)} ms as used in the table. To a standalone satellite the median is"
        f" {number(found.lone_median)} ms and the P90 {number(found.lone_ninetieth)} ms.{late_for}"
    )


def _training(gang: Training) -> str:
    wires = f"1/{number(1 / gang.fabric_share)} of" if gang.fabric_share > 0 else "none of"
    return (
        f"In training across eight racks, the lasers carry {wires} the bandwidth of the wiring within a rack. A rack"
        f" computes {percent(gang.computing_share)} of the time in orbit and {percent(gang.ground_computing_share)} on"
        " the ground."
    )
