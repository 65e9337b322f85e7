"""What a reconciliation is made of: one figure beside ours, one step between, and how near our ranges come."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sunrack.published.records import Answer

TOLERANCE = 0.03  # within which an answer counts as reproduced
WIDE = 1.1  # greatest over least factor of a group, from which on its range over orders is shown


@dataclass(frozen=True, kw_only=True)
class Reproduced:
    """One published figure beside ours. A number that does not exist is NaN."""

    answer: Answer
    with_theirs: float  # ours with their inputs, on their boundary
    default: float  # ours by default, on their boundary

    @property
    def difference(self) -> float:
        """How far ours with their inputs is from the nearer end of theirs, as a share of it."""
        low, high = self.answer.low, self.answer.high
        if math.isnan(self.with_theirs) or math.isnan(low):
            return math.nan
        if low <= self.with_theirs <= high:
            return 0.0
        end = low if self.with_theirs < low else high
        return self.with_theirs / end - 1 if end else math.inf

    @property
    def holds(self) -> bool:
        """Whether ours with their inputs is theirs, within 3 %."""
        return abs(self.difference) <= TOLERANCE

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        one = self.answer
        return {
            "name": one.name,
            "title": one.title,
            "unit": one.unit,
            "result": one.result.text if one.result else None,
            "theirs": finite(one.low) if one.low == one.high or math.isnan(one.low) else [one.low, one.high],
            "ours_with_their_inputs": finite(self.with_theirs),
            "difference": finite(self.difference),
            "reproduced": self.holds if one.result else None,
            "ours_by_default": finite(self.default),
            "why": one.why,
        }


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One input as it is theirs and ours."""

    key: str
    group: str
    side: str  # "" where it holds on both
    theirs: str
    ours: str  # empty where the model works it out

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return dict(vars(self))


@dataclass(frozen=True, kw_only=True)
class Step:
    """One group of inputs: by what its change multiplies each answer, whatever the order, and the running total."""

    title: str
    inferred: bool
    keys: tuple[str, ...]
    factors: Mapping[str, float]  # by answer: orbit, ground, ratio or the one that is explained
    least: float  # of the answer that is explained, over all orders
    greatest: float
    running: float  # the answer with this group and all before it

    @property
    def is_wide(self) -> bool:
        """Whether the order matters by more than a tenth."""
        return self.greatest > WIDE * self.least


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How near our ranges come to a stated figure, all inputs of a satellite together at the end nearest to it."""

    best: float
    keys: tuple[str, ...]  # those that move the figure most, the first the most
    reached: bool

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"best": finite(self.best), "largest_inputs": list(self.keys), "within_our_ranges": self.reached}


def finite(number: float) -> float | None:
    """A number, or None where it does not exist."""
    return float(number) if math.isfinite(number) else None
