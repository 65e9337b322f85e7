"""One comparison as a report: on the screen, in Markdown, or as JSON."""

from __future__ import annotations

import json
import math
from typing import Any

from sunrack.drawing import Block, Heading, Text, as_markdown, as_text
from sunrack.findings import Findings
from sunrack.findings.sources import as_rows
from sunrack.report import ground, heat, links, money, satellite, sourced, zoning
from sunrack.verdict import Comparison

SCHEMA = "sunrack.report/1"


def page(c: Comparison) -> list[Block]:
    """The whole report; what cannot be built shows as unbounded or none."""
    f = Findings(c)
    return [
        *c.opening(),
        *satellite.orbit(c),
        *satellite.power(f),
        *heat.heat(f),
        *links.links(f),
        *satellite.mass(f),
        *satellite.launch(f),
        *money.boundaries(f),
        *ground.regions(f),
        *ground.power(f),
        *zoning.zoning(f),
        *ground.turning(f),
        *satellite.carbon(f),
        *money.driving(c, f.drivers),
        *limits(),
        *sourced.used(f),
    ]


def limits() -> list[Block]:
    """What the model leaves out, where a reader meets it."""
    said = (
        "Circular orbit, spherical Earth in the shadow (its flattening moves the longest eclipse by seconds). "
        "Radiator and array are sized in steady state: the swing through an orbit is shown and sizes nothing. "
        "Structure is a share of dry mass, not a design; attitude control answers the worst torques and is not simulated. "
        "Nobody has flown a rack of this class: its survival of launch, radiation and vacuum is assumed, and no repair is counted. "
        "A rack capped below its data sheet sells hours and tokens at full worth here, on both sides. "
        "Let fall uncontrolled, a satellite of this mass would hardly meet the usual limit of casualties, one in 10,000; the propellant and thrusters of "
        "a controlled entry are not counted. "
        "Regions are markets, not sites."
    )
    return [Heading("What this leaves out"), Text(said)]


def as_json(c: Comparison) -> str:
    """The verdict, every result with its unit, the checks, the values behind them, and the findings of every section.

    Strict JSON: what is not finite is null. `schema` names the form of the file and its version, `sunrack` the version
    of the package that wrote it.
    """
    from sunrack import __version__

    f = Findings(c)
    checks = [
        {key: bool(content) if key == "passed" else content for key, content in vars(one).items()} for one in c.checks
    ]
    content = {
        "schema": SCHEMA,
        "sunrack": __version__,
        "scenario": c.scenario.name,
        "verdict": {"winner": c.verdict.winner, "binding": c.verdict.binding, "sentences": list(c.verdict.sentences)},
        "results": c.to_dict(),
        "checks": checks,
        "values": as_rows(c.scenario.values()),
        "zoning": f.zoning.by_jurisdiction(),
        "findings": f.to_dict(),
    }
    return strict_json(content)


def strict_json(content: Any) -> str:
    """JSON in which what is not finite is null."""
    return json.dumps(_finite(content), indent=2, ensure_ascii=False, allow_nan=False)


def _finite(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _finite(one) for key, one in content.items()}
    if isinstance(content, (list, tuple)):
        return [_finite(one) for one in content]
    if isinstance(content, float):
        return float(content) if math.isfinite(content) else None
    return content


__all__ = ["as_json", "as_markdown", "as_text", "limits", "page", "strict_json"]
