"""Sources: every value with where it comes from, guesses first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sunrack.catalogue import sources, tier
from sunrack.findings.base import Finding
from sunrack.study.distributions import distribution
from sunrack.study.tornado import swings
from sunrack.values import Value

if TYPE_CHECKING:
    from sunrack.comparison import Comparison
    from sunrack.findings import Findings

TIERS = ("guess", "weak", "yours", "secondary", "primary")
STANDINGS = ("guess", "choice", "convention", "weak", "yours", "secondary", "primary")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Sources(Finding):
    """How many values there are of each of STANDINGS, the values that nobody else stands behind, and the works that
    are cited."""

    counts: dict[str, int]
    doubtful: tuple[str, ...]  # keys, guesses first
    cited: tuple[str, ...]


def find(f: Findings) -> Sources:
    """The section of one comparison."""
    rows = ordered(f.bench.values)
    return Sources(
        counts={name: sum(standing(row[2]) == name for row in rows) for name in STANDINGS},
        doubtful=tuple(key for key, _, value in rows if standing(value) in ("guess", "weak", "yours")),
        cited=tuple(sorted({value.source for *_, value in rows if value.source in sources()})),
    )


def standing(value: Value) -> str:
    """What a value rests on: a guess, a choice or a convention; or the tier of its source, where it has one."""
    return tier(value.source) if value.rests_on == "fact" else value.rests_on


def ordered(values: Mapping[str, Value], effects: Mapping[str, float] | None = None) -> list[tuple[str, str, Value]]:
    """(key, tier, value), guesses first; within a tier what is known or guessed comes before choices and conventions,
    and of these what moves the answer most comes first, where that is known.

    Args:
        values: By key.
        effects: From `effects_on_answer`; the order of the values within a tier if left out.
    """
    rows = [(key, tier(value.source), value) for key, value in values.items()]
    moved = effects or {}
    return sorted(rows, key=lambda row: (TIERS.index(row[1]), bool(row[2].kind), -moved.get(row[0], 0.0)))


def effects_on_answer(c: Comparison) -> dict[str, float]:
    """How far each input with a range moves the ratio of costs against the region of the answer: the distance between
    the ratios at the two ends of its range, as a share of the ratio. Infinite where no design can be built at one end.
    """
    answer = f"compare.{c.answer_region}.cost_ratio"
    base = abs(c.result(answer))
    shares = {row.key: row.swing / base for row in swings(c.scenario, answer)}
    return {key: math.inf if math.isnan(share) else share for key, share in shares.items()}


def drawn(value: Value) -> str:
    """How a sample draws a value, in words; empty where it draws none."""
    if shape := distribution(value):
        if not value.group:
            return shape
        partly = f" (rank correlation {value.correlation:.4g})" if value.correlation < 1 else ""
        return f"{shape}, with group {value.group.removeprefix('-')}{partly}"
    return f"never (a {value.kind or 'choice'})" if value.kind or value.distribution else ""


def as_rows(values: Mapping[str, Value], effects: Mapping[str, float] | None = None) -> list[dict[str, Any]]:
    """Every value in SI and as shown, with its source and how it is drawn; arguments as `ordered`."""
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
            **({} if effects is None else {"effect": effects.get(key)}),
        }
        for key, kind, value in ordered(values, effects)
    ]
