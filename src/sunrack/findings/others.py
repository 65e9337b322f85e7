"""What others say: published analyses and announced satellites beside ours, and the claims of the seed documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sunrack import published
from sunrack.findings.base import Finding
from sunrack.published import Reconciliation
from sunrack.published.claims import Claims, claims

if TYPE_CHECKING:
    from sunrack.findings import Findings


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Others(Finding):
    """Every record that ships beside this scenario, without the steps between, and every claim with its verdict."""

    published: tuple[Reconciliation, ...]
    claims: Claims

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"published": [one.to_dict() for one in self.published], "claims": self.claims.to_dict()}


def find(f: Findings) -> Others:
    """The section of one comparison."""
    case = f.comparison.scenario
    return Others(published=tuple(published.reconcile_all(case)), claims=claims(case))
