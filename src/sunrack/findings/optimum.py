"""Optimum: the best design for the scenario, and how far the scenario is from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sunrack.findings.base import Finding, plain_data
from sunrack.study.optima import Optimum, optimize

if TYPE_CHECKING:
    from sunrack.findings import Findings


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Best(Finding):
    """What `optimize` found over the built-in design choices."""

    found: Optimum

    def to_dict(self) -> dict[str, Any]:
        """The answer of `optimize` as plain data."""
        content: dict[str, Any] = plain_data(self.found.to_dict())
        return content


def find(f: Findings) -> Best:
    """The section of one comparison. It takes about 15 seconds."""
    return Best(found=optimize(f.comparison.scenario, against=f.comparison.answer_region))
