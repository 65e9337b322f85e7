"""Sources: every value with where it comes from, guesses first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sunrack.catalogue import sources, tier
from sunrack.findings.base import Finding
from sunrack.study.distributions import distribution
from sunrack.values import Value

if TYPE_CHECKING:
    from sunrack.findings import Findings

TIERS = ("guess", "weak", "yours", "secondary", "primary")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Sources(Finding):
    """How many values there are of each tier, the values that nobody else stands behind, and the works that are
    cited."""

    counts: dict[str, int]
    doubtful: tuple[str, ...]  # keys, guesses first
    cited: tuple[str, ...]


def find(f: Findings) -> Sources:
    """The section of one comparison."""
    rows = ordered(f.bench.values)
    return Sources(
        counts={name: sum(1 for row in rows if row[1] == name) for name in TIERS},
        doubtful=tuple(key for key, kind, _ in rows if kind in ("guess", "weak", "yours")),
        cited=tuple(sorted({value.source for *_, value in rows if value.source in sources()})),
    )


def ordered(values: Mapping[str, Value]) -> list[tuple[str, str, Value]]:
    """(key, tier, value), guesses first."""
    rows = [(key, tier(value.source), value) for key, value in values.items()]
    return sorted(rows, key=lambda row: TIERS.index(row[1]))


def drawn(value: Value) -> str:
    """How a sample draws a value, in words; empty where it draws none."""
    if shape := distribution(value):
        if not value.group:
            return shape
        partly = f" (rank correlation {value.correlation:.4g})" if value.correlation < 1 else ""
        return f"{shape}, with group {value.group.removeprefix('-')}{partly}"
    return f"never (a {value.kind or 'choice'})" if value.kind or value.distribution else ""


def as_rows(values: Mapping[str, Value]) -> list[dict[str, Any]]:
    """Every value in SI and as shown, with its source and how it is drawn."""
    return [
        {
            "key": key,
            "shown": str(value),
            "si": value.si,
            "low_si": value.low,
            "high_si": value.high,
            "source": value.source,
            "tier": kind,
            "where": value.where,
            "why": value.why,
            "dollars_of": value.moved_to or value.year if value.is_money else None,
            "distribution": distribution(value),
            "group": value.group,
            "correlation": value.correlation if value.group else None,
            "rests_on": value.rests_on,
        }
        for key, kind, value in ordered(values)
    ]
