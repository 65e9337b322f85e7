"""Orbit's own way to a first token: build beside licence, then a launch, the climb and a check-out, and what a lost
first unit costs in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from sunrack.gates import as_time, bounds, inner, points, quantiles, refusals, seconds, shares, slabs, triangular
from sunrack.section import Result, Section, Value, shown, value
from sunrack.tables import Stair, pick
from sunrack.units import Ratio, Second, law, magnitude

GATES = ("build", "licence", "launch slot", "first-unit loss", "check-out", "raising")
MOST_LOSSES = 3  # the fourth satellite is taken to live: one outcome in some thousands lies beyond


class Times(Section):
    """How long the first satellite takes, from today."""

    build_time: Value = value(
        "month", "From today to the first satellite ready for launch: design, build, test.", at_least=0
    )
    licence_time: Value = value("month", "Spectrum and space-station licence, beside the build.", at_least=0)
    slot_wait: Value = value("month", "From ready for launch to separation in orbit.", at_least=0)
    recovery_time: Value = value("month", "From a lost first satellite to its successor in orbit.", at_least=0)
    checkout_time: Value = value("month", "From arrival to service.", at_least=0)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Clock(Result):
    """When orbit serves, from today."""

    time_to_first_token: Any = shown("month", "first satellite in service, median")
    time_to_first_token_p10: Any = shown("month", "first satellite in service, one in ten is quicker")
    time_to_first_token_p50: Any = shown("month", "first satellite in service, median")
    time_to_first_token_p90: Any = shown("month", "first satellite in service, one in ten is slower")
    binding_gate: Any = shown("", "step that is the longest on the way in the largest share of outcomes")
    binding_odds: Any = shown("", "share of outcomes in which it is")


@law
def time_to_first_token(
    build: Second, licence: Second, slot: Second, losses: Ratio, recovery: Second, climb: Second, checkout: Second
) -> Second:
    """Time from today to the first token from orbit.

        T = max(t_build, t_licence) + t_slot + n t_recovery + t_climb + t_checkout

    Args:
        build: Design, build and test of the first satellite [s].
        licence: Its licence, asked for today [s].
        slot: Wait for its launch [s].
        losses: First satellites lost, at launch or soon after [-].
        recovery: Time from such a loss to the next satellite in orbit [s].
        climb: Time from drop-off to the working orbit [s].
        checkout: Tests before service [s].
    Returns:
        Time to first token [s].

    Valid for a licence that is granted; a refusal ends the project and is not counted.
    Source: kelley-walker-1959, critical path.
    """
    return np.maximum(build, licence) + slot + losses * recovery + climb + checkout


def timed(inputs: Times, *, climb: Any, aboard: Any, success: Any, infant_loss: Any, luck: Any = None) -> Clock:
    """Orbit's time to its first token.

    Args:
        inputs: The section, its ranges as `<key>_low` and `<key>_high` where there are any.
        climb: Time from drop-off to the working orbit.
        aboard: Whole satellites that a launch carries; where not one fits, none ever serves.
        success: Share of launches that reach their orbit.
        infant_loss: Share of satellites that then fail early.
        luck: Where given, one outcome in place of a distribution (as on the ground): every step takes its most likely
            time as it is.
    """
    steps = {key: seconds(bounds(inputs, key)) for key in _KEYS}
    risk = 1 - magnitude(success, "") * (1 - magnitude(infant_loss, ""))
    raising = np.where(magnitude(aboard, "") > 0, magnitude(climb, "s"), np.inf)[()]
    if luck is not None:
        total, longest, gate = _outcome(
            {key: one[1] for key, one in steps.items()}, refusals.si(luck, risk, MOST_LOSSES)
        )
        p10 = p50 = p90 = total + raising
        share = np.float64(1.0)
    else:
        if any(np.ndim(end) for one in steps.values() for end in one):
            found = _spread(steps.values(), risk)
        else:
            fixed = tuple(tuple(float(end) for end in one) for one in steps.values())
            found = _still(fixed, float(risk)) if np.ndim(risk) == 0 else _at_risk(fixed, risk)
        (p10, p50, p90), longest, gate, share = (one + raising for one in found[:3]), *found[3:]
    climbs = raising > longest  # the climb is one number, so where it is the longest step it is so in most outcomes
    names = np.where(climbs, GATES[-1], pick(np.array(GATES), gate))
    return Clock(
        time_to_first_token=as_time(p50),
        time_to_first_token_p10=as_time(p10),
        time_to_first_token_p50=as_time(p50),
        time_to_first_token_p90=as_time(p90),
        binding_gate=str(names) if np.ndim(names) == 0 else names,
        binding_odds=np.where(climbs, 1.0, share)[()],
    )


_FEW = 8  # odds that are solved one by one
_BLOCK = 512  # designs among which it pays to look for few odds
_KEYS = ("build_time", "licence_time", "slot_wait", "recovery_time", "checkout_time")


@lru_cache(maxsize=512)
def _still(steps: tuple[Any, ...], risk: float) -> tuple[Any, ...]:
    """Where nothing is an array it is solved once: a study asks for it in every block of designs."""
    return _spread(steps, risk)


def _at_risk(steps: tuple[Any, ...], risk: Any) -> tuple[Any, ...]:
    """Where only the odds of a loss are arrays: the fixed points change at certain odds and nowhere else, so a table of
    them is exact."""
    if isinstance(risk, np.ndarray) and risk.size <= _BLOCK:
        few, place = np.unique(risk, return_inverse=True)
        # One input at a time gives two odds among hundreds of designs: no reason to solve the whole table.
        if few.size <= _FEW:
            each = [_still(steps, float(one)) for one in few]
            return tuple(np.asarray(rows)[place.reshape(risk.shape)] for rows in zip(*each, strict=True))
    edges, found = _by_risk(steps)
    place = edges.below(risk)
    return tuple(pick(one, place) for one in found)


@lru_cache(maxsize=64)
def _by_risk(steps: tuple[Any, ...]) -> tuple[Stair, tuple[Any, ...]]:
    """Odds at which some point has one more loss, and the answers between each two of them."""
    last = points(len(_KEYS) + 1)[-1]
    edges = np.unique(np.concatenate([(1 - last) ** (1 / count) for count in range(1, MOST_LOSSES + 1)]))
    between = np.concatenate([[edges[0] / 2], (edges[1:] + edges[:-1]) / 2, [(edges[-1] + 1) / 2]])
    return Stair(edges), _spread(steps, between)


def _spread(steps: Iterable[Any], risk: Any) -> tuple[Any, ...]:
    """P10, P50 and P90 without the climb, the median longest step, which step it is most often and how often, over the
    fixed points."""
    *rows, last = points(len(_KEYS) + 1)

    def solve(risk: Any, *ends: Any) -> tuple[Any, ...]:
        drawn = {
            key: triangular.si(u, *(inner(end) for end in ends[3 * i : 3 * i + 3]))
            for i, (u, key) in enumerate(zip(rows, _KEYS, strict=True))
        }
        total, longest, binding = _outcome(drawn, refusals.si(last, inner(risk), MOST_LOSSES))
        return *quantiles(total, 0.1, 0.5, 0.9), *quantiles(longest, 0.5), *shares(binding, len(GATES) - 1)

    p10, p50, p90, longest, *shared = slabs(solve, risk, *(end for one in steps for end in one))
    odds = np.stack(shared)
    return p10, p50, p90, longest, np.argmax(odds, axis=0), np.max(odds, axis=0)


def _outcome(t: Any, lost: Any) -> tuple[Any, Any, Any]:
    """Total without the climb, the longest step and which it is, for one outcome or many along any axes."""
    build, licence, slot, recovery, checkout = (t[key] for key in _KEYS)
    total = time_to_first_token.si(build, licence, slot, lost, recovery, 0.0, checkout)
    parts = np.stack(
        np.broadcast_arrays(
            np.where(build >= licence, build, 0.0),
            np.where(build >= licence, 0.0, licence),
            slot,
            lost * recovery,
            checkout,
        )
    )
    return total, np.max(parts, axis=0), np.argmax(parts, axis=0)
