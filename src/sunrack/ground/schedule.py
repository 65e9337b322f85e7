"""Time to power on the ground: gates in their real order, refusals counted, in every outcome the gate that binds.

The order: a site is secured and a moratorium, where there is one, runs out; then an application for the site, once or
(after refusals) more often, then construction. Beside them run the grid's study and works, the plant's air permit and
the water permit, all from the day the site is secured, and from the first day what is on order (electrical equipment, a
plant): it fits the next site as well. Power or equipment that was promised may come late. Tests under power come last.
Where practice differs, the order kind to the ground is taken: a refused site's place in the queue and its permits serve
the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from sunrack.gates import inner, points, quantiles, refusals, shares, slabs, triangular
from sunrack.units import Ratio, Second, Share, law

GATES = (
    "site control",
    "moratorium",
    "zoning",
    "construction",
    "equipment",
    "grid connection",
    "on-site plant",
    "air permit",
    "water permit",
    "colocation",
)
_DRAWN = (
    "site control", "zoning", "later zoning", "retry", "construction", "equipment", "grid", "plant", "air permit",
    "water permit", "commissioning", "refusals",
)  # fmt: skip


@law
def zoning_time(first: Second, later: Second, refused: Ratio, retry: Second) -> Second:
    """Time from the first application to the permission that holds.

        t = t_1 + n (t_retry + t_2)

    Args:
        first: Time that the first application takes [s].
        later: Time that each further application takes [s].
        refused: Number of refusals [-].
        retry: Time from a refusal to the next application: appeal, bar on re-application, or another site [s].
    Returns:
        Time to permission [s].

    Valid for a refusal that comes at the end of its process, as most do.
    Source: datacentertracker-2026, histories of named projects.
    """
    return first + refused * (retry + later)


@law
def critical_path(zoning: Second, works: Second, supply: Second, commissioning: Second) -> Second:
    """Time to power when construction follows the permission and the waits for power and equipment run beside both.

        T = max(t_zoning + t_works, t_supply) + t_commissioning

    Args:
        zoning: Time to permission, securing a site included [s].
        works: Construction after it [s].
        supply: The longest wait for power, permits and equipment [s].
        commissioning: Tests under power, at the end [s].
    Returns:
        Time from today to the first token [s].

    Valid for a queue place that is kept when a site is refused: kind to the ground.
    Source: kelley-walker-1959, critical path.
    """
    return np.maximum(zoning + works, supply) + commissioning


@law
def late_by(luck: Share, odds: Share, delay: Second) -> Second:
    """How much later than promised power or equipment comes, in one outcome.

        t = delay where u < q, else 0

    Args:
        luck: u, a probability [-].
        odds: q, share of approved projects that are late [-].
        delay: Delay of one that is [s].
    Returns:
        Delay in this outcome [s].

    Valid for promised times (grid, plant, equipment); months of construction that were observed hold their own delays.
    Source: sightline-2026, projects due in 2025 that came late.
    """
    return np.where(luck < odds, delay, 0.0)[()]


@law
def idle_time(zoning: Second, works: Second, supply: Second) -> Second:
    """Time that a building, put up as early as may be, stands ready before its power comes.

        t = max(t_supply − t_zoning − t_works, 0)

    Args:
        zoning: Time to permission, securing a site included [s].
        works: Construction after it [s].
        supply: The longest wait for power, permits and equipment [s].
    Returns:
        Time that what is built stands idle [s].

    Valid for a builder who does not time the works by the grid's date; one who does leaves nothing idle.
    Source: kelley-walker-1959, slack of a path.
    """
    return np.maximum(supply - zoning - works, 0)


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Times in seconds; `odds` is the share of outcomes in which each of GATES binds, along the first axis; `gate` the
    place of the largest among them and `share` its odds."""

    p10: Any
    p50: Any
    p90: Any
    permission: Any
    works: Any
    supply: Any
    odds: Any
    gate: Any
    share: Any


def network(
    times: Mapping[str, tuple[Any, Any, Any]], *, refusal: Any, most: Any, luck: Any = None, late: Any = 0.0
) -> Schedule:
    """The time to power, its quantiles and what binds; bare seconds in and out.

    Args:
        times: (least, most likely, greatest) [s] of "site control", "zoning", "retry", "construction", "equipment",
            "water permit", "commissioning", and of where power comes from: "grid", or "plant" and "air permit"; with
            all three the quicker serves. "moratorium" (from today) and "delay" (of what was promised) where there are
            any.
        refusal: Odds that one application is refused.
        most: Refusals after which a site is found.
        luck: Where given, one outcome in place of a distribution: every gate takes its most likely time as it is, and
            the number of refusals is that of this probability. A study that draws the gates itself gives it, and spares
            the inner axis.
        late: Odds that what was promised comes later by "delay".
    """
    if luck is not None:
        one = _outcome(
            {name: triple[1] for name, triple in times.items()}
            | ({"delay": late_by.si(_other(luck), late, times["delay"][1])} if "delay" in times else {}),
            times.keys(),
            refusals.si(luck, refusal, most),
        )
        odds = np.stack([1.0 * (one["gate"] == kind) for kind in range(len(GATES))])
        whole = {name: one[name] for name in ("permission", "works", "supply", "gate")}
        return Schedule(p10=one["total"], p50=one["total"], p90=one["total"], odds=odds, share=1.0, **whole)
    if all(np.ndim(end) == 0 for triple in (*times.values(), (refusal, most, late)) for end in triple):
        return _still(
            tuple((name, *(float(end) for end in triple)) for name, triple in times.items()),
            float(refusal),
            float(most),
            float(late),
        )
    return _spread(times, refusal, most, late)


def _other(luck: Any) -> Any:
    """A second probability out of the later digits of one, which its first use hardly reads."""
    many = 997.0 * luck
    return many - np.floor(many)


@lru_cache(maxsize=512)
def _still(times: tuple[Any, ...], refusal: float, most: float, late: float) -> Schedule:
    """A schedule of which nothing is an array, solved once: a study asks for it in every block of designs."""
    return _spread({name: triple for name, *triple in times}, refusal, most, late)


def _spread(times: Mapping[str, Any], refusal: Any, most: Any, late: Any) -> Schedule:
    """The distribution over the fixed points."""
    u = dict(zip(_DRAWN, points(len(_DRAWN)), strict=True))
    u |= {
        "moratorium": _other(u["site control"]),
        "delay": _other(u["refusals"]),
    }  # more rows would fill the cube less evenly

    def solve(refusal: Any, most: Any, late: Any, *ends: Any) -> tuple[Any, ...]:
        every = {name: ends[3 * i : 3 * i + 3] for i, name in enumerate(times)}
        every["later zoning"] = every["zoning"]
        at = {**u, "delay": np.minimum(u["delay"] / np.maximum(inner(late), 1e-12), 1)}  # among the late ones, how late
        drawn = {name: triangular.si(at[name], *(inner(end) for end in triple)) for name, triple in every.items()}
        if "delay" in drawn:
            drawn["delay"] = late_by.si(u["delay"], inner(late), drawn["delay"])
        one = _outcome(drawn, times.keys(), refusals.si(u["refusals"], inner(refusal), inner(most)))
        middle = (quantiles(one[name], 0.5)[0] for name in ("permission", "works", "supply"))
        return *quantiles(one["total"], 0.1, 0.5, 0.9), *middle, *shares(one["gate"], len(GATES))

    p10, p50, p90, permission, works, supply, *shared = slabs(
        solve, refusal, most, late, *(end for triple in times.values() for end in triple)
    )
    odds = np.stack(shared)
    gate, share = np.argmax(odds, axis=0), np.max(odds, axis=0)
    return Schedule(
        p10=p10, p50=p50, p90=p90, permission=permission, works=works, supply=supply, odds=odds, gate=gate, share=share
    )


def _outcome(t: Mapping[str, Any], named: Any, refused: Any) -> dict[str, Any]:
    """One outcome, or many along any axes, of the network."""
    site, never = t["site control"], -np.inf
    paused = np.maximum(t.get("moratorium", 0.0) - site, 0.0)
    permission = site + paused + zoning_time.si(t["zoning"], t.get("later zoning", t["zoning"]), refused, t["retry"])
    grid = site + t["grid"] if "grid" in named else np.inf
    plant, air = (t["plant"], site + t["air permit"]) if "plant" in named else (np.inf, np.inf)
    by_grid = grid <= np.maximum(plant, air)  # with both, what comes first
    waits = [
        t["equipment"],
        np.where(by_grid, grid, never),
        np.where(by_grid, never, plant),
        np.where(by_grid, never, air),
        site + t["water permit"],
    ]
    supply = waits[0]
    for wait in waits[1:]:
        supply = np.maximum(supply, wait)
    first, supply = _first(waits, supply), supply + t.get("delay", 0.0)
    works = t["construction"]
    chain = (site, paused, permission - site - paused, works)
    longest = np.maximum(np.maximum(np.maximum(*chain[:2]), chain[2]), works)
    gate = np.where(permission + works >= supply, _first(chain, longest), len(chain) + first)
    return {
        "total": critical_path.si(permission, works, supply, t["commissioning"]),
        "permission": permission,
        "works": works,
        "supply": supply,
        "gate": gate,
    }


def _first(times: Any, longest: Any) -> Any:
    """Place of the first of some times that is the longest."""
    place = np.zeros(np.shape(longest), dtype=int)
    for i in range(len(times) - 1, -1, -1):
        place = np.where(times[i] >= longest, i, place)
    return place
