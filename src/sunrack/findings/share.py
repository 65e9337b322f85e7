"""Share: which work the links carry, and what part of it would go to orbit at a price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sunrack.catalogue import records
from sunrack.choice import share_that_moves
from sunrack.findings.base import Finding
from sunrack.findings.world import Given, given
from sunrack.section import plain, shown

if TYPE_CHECKING:
    from sunrack.findings import Findings

RATIOS = (0.5, 0.8, 1.0, 1.25, 1.5, 2.0)  # price in orbit over that on the ground
TRAINING = ("fine-tuning", "pre-training", "pre-training-diloco")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class WorkShare(Finding):
    """One class of work: whether the links serve it, and the share that moves at each ratio of `RATIOS` and now."""

    workload: str
    title: str
    training: bool
    served: bool
    limit: str  # the tightest of its needs
    margin: float = shown("", "what there is over that need")
    shares: tuple[float, ...]
    now: float = shown("", "share that moves at today's ratio")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Share(Finding):
    """By workload, then of all computing for AI."""

    region: str
    ratios: tuple[float, ...]
    ratio: float = shown("", "today's price in orbit over that on the ground")
    spread: Given
    inference: Given
    rows: tuple[WorkShare, ...]
    totals: tuple[float, ...]  # at each ratio
    total_now: float = shown("", "of all computing, at today's ratio")
    total_narrow: float = shown("", "the same with the least spread of buyers")
    total_wide: float = shown("", "the same with the widest spread of buyers")


def find(f: Findings) -> Share:
    """The section of one comparison."""
    c, region = f.comparison, f.comparison.answer_region
    spread, inference = given("buyers-spread"), given("inference-share")
    ratio = plain(c.against[region].cost_ratio, "")
    at = np.array([*RATIOS, ratio])

    def moves(width: float) -> tuple[float, ...]:
        with np.errstate(all="ignore"):
            found = np.nan_to_num(share_that_moves.si(at, width))
        return tuple(float(one) for one in found)

    usual = moves(spread.value)
    rows = []
    for one in f.links.works:
        served = one.binding.margin >= 1
        shares = usual if served else (0.0,) * len(at)
        rows.append(
            WorkShare(
                workload=one.name,
                title=str(records("workloads")[one.name]["title"]),
                training=one.name in TRAINING,
                served=served,
                limit=one.binding.name,
                margin=one.binding.margin,
                shares=shares[:-1],
                now=shares[-1],
            )
        )
    weight = _served(rows, inference.value)
    return Share(
        region=region,
        ratios=RATIOS,
        ratio=ratio,
        spread=spread,
        inference=inference,
        rows=tuple(rows),
        totals=tuple(weight * one for one in usual[:-1]),
        total_now=weight * usual[-1],
        total_narrow=weight * moves(spread.low)[-1],
        total_wide=weight * moves(spread.high)[-1],
    )


def _served(rows: list[WorkShare], inference: float) -> float:
    """Share of all computing whose links serve it, each class of work within inference and training weighing alike."""
    parts = [[one.served for one in rows if one.training is training] for training in (False, True)]
    serving, training = (sum(part) / len(part) if part else 0.0 for part in parts)
    return inference * serving + (1 - inference) * training
