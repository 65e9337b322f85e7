"""What is found of a site under a jurisdiction's rules: verdicts, findings, and the judgement that they make
together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

PASS, UNKNOWN, VARIANCE, FAILS = VERDICTS = ("pass", "unknown", "needs variance", "fails")  # from best to worst
CONSTRAINTS = (
    "noise by day", "noise by night", "generators", "height", "setback", "land", "water", "efficiency", "power on site",
    "moratorium", "route",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One rule against the site: `has` and `needs` in `unit` where the rule is a number, `why` in words where it is
    none."""

    constraint: str
    verdict: str
    has: float | None = None
    needs: float | None = None
    unit: str = ""
    at_least: bool = False
    why: str = ""

    def __str__(self) -> str:
        if self.has is None or self.needs is None:
            return f"{self.constraint}: {self.why or 'no rule found'}"
        has, needs = (
            f"{one:,.0f}" if 100 <= abs(one) < math.inf else f"{one:.3g}".replace("inf", "infinite")
            for one in (self.has, self.needs)
        )
        said = f"{self.constraint} {has} {self.unit}".rstrip() + f", limit {'min' if self.at_least else 'max'} {needs}"
        return f"{said} {self.why}".rstrip()


@dataclass(frozen=True)
class Judgement:
    """A site under one jurisdiction's rules."""

    name: str
    title: str
    findings: tuple[Finding, ...]

    def of(self, *constraints: str) -> str:
        """The worst that is known of some constraints; unknown where nothing is."""
        said = [one.verdict for one in self.findings if one.constraint in constraints]
        return worst([one for one in said if one != UNKNOWN] or [UNKNOWN])

    @property
    def overall(self) -> str:
        """The worst verdict of all; what is not known keeps a site from passing."""
        return worst([one.verdict for one in self.findings])

    def broken(self, verdict: str) -> tuple[Finding, ...]:
        """The findings of one verdict."""
        return tuple(one for one in self.findings if one.verdict == verdict)


def worst(verdicts: Iterable[str]) -> str:
    """The worst of some verdicts: fails, needs variance, unknown, pass."""
    return max(verdicts, key=VERDICTS.index)


def verdict_of(judgements: Iterable[Judgement]) -> str:
    """What a region's jurisdictions leave open together: pass where one lets the site stand, else needs variance, else
    unknown; fails where all do."""
    return min((one.overall for one in judgements), key=(PASS, VARIANCE, UNKNOWN, FAILS).index, default=UNKNOWN)
