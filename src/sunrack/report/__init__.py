"""One comparison as a report: on the screen, in Markdown, or as JSON."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from sunrack import __version__
from sunrack.drawing import Block, Heading, Text, as_markdown, as_text, number
from sunrack.findings import Findings
from sunrack.findings.sources import as_rows
from sunrack.report import ground, heat, launch, links, money, others, satellite, sourced, turning, zoning
from sunrack.verdict import Comparison

SCHEMA = "sunrack.report/1"  # of `as_json`: counted up when a key changes its meaning or goes


# The page in its order: section, what draws it, and the result that it rests on, if any.
PARTS: tuple[tuple[str, Callable[[Findings], list[Block]], str | None], ...] = (
    ("orbit", satellite.orbit, "orbit.inclination"),
    ("power", satellite.power, "power.array_area"),
    ("heat", heat.heat, "thermal.radiator_area"),
    ("links", links.links, "orbit.inclination"),
    ("mass", satellite.mass, "mass.wet"),
    ("launch", launch.launch, "mass.wet"),
    ("money", money.boundaries, None),
    ("ground", ground.regions, None),
    ("ground", ground.power, None),
    ("zoning", zoning.zoning, None),
    ("drivers", turning.turning, None),
    ("carbon", satellite.carbon, "mass.wet"),
    ("drivers", lambda f: money.driving(f.comparison, f.drivers), None),
    ("others", others.others, None),
    ("limits", lambda f: limits(), None),
    ("sources", sourced.used, None),
)
SECTIONS = tuple(dict.fromkeys(name for name, *_ in PARTS if name != "limits"))


def page(c: Comparison, sections: Sequence[str] = ()) -> list[Block]:
    """The report, or its opening, some sections and its limits; what cannot be built shows as infinite or undefined."""
    f = Findings(c)
    shown = {*sections, "limits"} if sections else {name for name, *_ in PARTS}
    return [
        *c.opening(),
        *(block for name, draw, rests_on in PARTS if name in shown for block in _part(f, draw, rests_on)),
    ]


def _part(f: Findings, section: Callable[[Findings], list[Block]], rests_on: str | None) -> list[Block]:
    """A section; where the result that it rests on is not finite its heading alone, and why."""
    blocks = section(f)
    if rests_on is None:
        return blocks
    if math.isfinite(value := f.comparison.result(rests_on)):
        return blocks
    why = f"the design {said}" if (said := f.comparison.failing) else "nothing of it can be computed"
    return [blocks[0], Text(f"Not shown, since {rests_on} is {number(value)}: {why}.")]


def limits() -> list[Block]:
    """What the model leaves out, where a reader meets it."""
    said = (
        "Circular orbit, spherical Earth in the shadow (its flattening moves the longest eclipse by seconds). Radiator"
        " and array are sized in steady state: the swing through an orbit is shown and sizes nothing. Structure is a"
        " share of dry mass, not a design; attitude control answers the worst torques and is not simulated. Nobody has"
        " flown a rack of this class: its survival of launch, radiation and vacuum is assumed, and no repair in orbit"
        " is counted. A rack capped below its data sheet sells its hours at full worth here, on both sides, and puts"
        " out fewer tokens. The harm that a fall may do is taken in proportion to the mass; which parts survive is not"
        " computed. Regions are markets, not sites."
    )
    return [Heading("What this leaves out"), Text(said)]


def as_json(c: Comparison, sections: Sequence[str] = ()) -> str:
    """The verdict, every result with its unit, the checks, the values behind them, and the findings of all sections or
    of some.

    Strict JSON: what is not finite is null, and a check without a number says why under "reason". `schema` names the
    form of the file and its version, `sunrack` the version of the package that wrote it.
    """
    f = Findings(c)
    checks = [
        {
            key: bool(content) if key == "passed" else content
            for key, content in vars(one).items()
            if key != "reason" or content
        }
        for one in c.checks
    ]
    content = {
        "schema": SCHEMA,
        "sunrack": __version__,
        "scenario": c.scenario.name,
        "verdict": {
            "winner": c.verdict.winner,
            "binding": c.verdict.binding,
            "sentences": list(c.verdict.sentences),
        },
        "results": c.to_dict(),
        "checks": checks,
        "values": as_rows(c.scenario.values()),
        "zoning": f.zoning.by_jurisdiction(),
        "findings": {one: f[one].to_dict() for one in sections} if sections else f.to_dict(),
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


class _Room(ModuleType):
    """This package, which can also be called: `sr.report(case)` is the page itself."""

    def __call__(self, scenario: Any = None, *, against: str | None = None, sections: Sequence[str] = ()) -> Any:
        """The feasibility report as a `Page`; see `sunrack.report.pages.report`."""
        from sunrack.report.pages import report

        return report(scenario, against=against, sections=sections)


sys.modules[__name__].__class__ = _Room

__all__ = ["SECTIONS", "as_json", "as_markdown", "as_text", "limits", "page", "strict_json"]
