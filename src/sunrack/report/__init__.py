"""One comparison as a report: on the screen, in Markdown, or as JSON."""

from __future__ import annotations

import html
import json
import math
from typing import Any

import numpy as np

from sunrack.report import money, satellite, sourced
from sunrack.report.blocks import Block, Heading, Text, as_markdown, as_text
from sunrack.study import drivers
from sunrack.verdict import Comparison


def opening(c: Comparison) -> list[Block]:
    """The first screen: what was asked, the verdict, the checks."""
    case = c.scenario
    asked = (
        f"{case.name}: {case.rack.power} rack in a sun-synchronous orbit at {case.orbit.altitude}, {_clock(case.orbit.local_time.si)} local time, "
        f"against the ground, in dollars of {case.finance.currency_year.si:.0f}."
    )
    return [Text(asked), *[Text(sentence, strong=True) for sentence in c.verdict.sentences], *satellite.checks(c)]


def page(c: Comparison) -> list[Block]:
    """The whole report; what cannot be built shows as unbounded or none."""
    with np.errstate(all="ignore"):
        return _page(c)


def _page(c: Comparison) -> list[Block]:
    answer = f"compare.{c.cheapest}.cost_ratio"
    return [
        *opening(c),
        *satellite.orbit(c),
        *satellite.power(c),
        *satellite.heat(c),
        *satellite.links(c),
        *satellite.mass(c),
        *satellite.launch(c),
        *money.boundaries(c),
        *money.regions(c),
        *money.breakeven(c),
        *money.driving(c, drivers(c.scenario, answer)),
        *limits(),
        *sourced.used(c),
    ]


def limits() -> list[Block]:
    """What the model leaves out, where a reader meets it."""
    said = (
        "Circular orbit, spherical Earth in the shadow (its flattening moves the longest eclipse by seconds). Radiator and array in steady state. "
        "Structure and attitude control are shares of dry mass, not designs. Nobody has flown a rack of this class: its survival of launch, radiation "
        "and vacuum is assumed, and no repair is counted. Regions are markets, not sites."
    )
    return [Heading("What this leaves out"), Text(said)]


def _clock(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def short(c: Comparison, width: int = 80) -> str:
    """The first screen as text."""
    return as_text(opening(c), width)


def short_html(c: Comparison) -> str:
    """The first screen for a notebook."""
    return f"<pre>{html.escape(short(c, 100))}</pre>"


def as_json(c: Comparison) -> str:
    """Every result with its unit, the verdict, the checks, and the values behind them; strict JSON (what is not finite is null)."""
    checks = [
        {"name": one.name, "requirement": one.requirement, "sense": one.sense, "value": one.value, "limit": one.limit, "unit": one.unit, "margin": one.margin, "passed": bool(one.passed)}
        for one in c.checks
    ]
    content = {
        "scenario": c.scenario.name,
        "verdict": {"winner": c.verdict.winner, "binding": c.verdict.binding, "sentences": list(c.verdict.sentences)},
        "results": c.to_dict(),
        "checks": checks,
        "values": sourced.as_dict(c.scenario.values()),
    }
    return json.dumps(_finite(content), indent=2, ensure_ascii=False, allow_nan=False)


def _finite(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _finite(one) for key, one in content.items()}
    if isinstance(content, (list, tuple)):
        return [_finite(one) for one in content]
    if isinstance(content, float):
        return float(content) if math.isfinite(content) else None
    return content


__all__ = ["as_json", "as_markdown", "as_text", "limits", "opening", "page", "short", "short_html"]
