"""One comparison as a report: on the screen, in Markdown, or as JSON."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

from sunrack import __version__, markup
from sunrack.drawing import Block, Text, as_markdown, as_text, number
from sunrack.findings import ON_REQUEST, Findings
from sunrack.findings import SECTIONS as FOUND
from sunrack.findings.sources import as_rows
from sunrack.report import first_page
from sunrack.requirement import Check
from sunrack.verdict import Comparison

SCHEMA = "sunrack.report/1"  # of `as_json`: counted up when a key changes its meaning or goes


class Part(NamedTuple):
    """A part of the report: its section, the module and function that draw it, and the result that it rests on."""

    section: str
    drawn_by: str
    rests_on: str = ""


# The sections in their order. A module is imported when its section is shown: the first page needs none of them.
PARTS = (
    Part("verdict", "first_page.verdict"),
    Part("checks", "first_page.checks"),
    Part("orbit", "satellite.orbit", "orbit.inclination"),
    Part("power", "satellite.power", "power.array_area"),
    Part("heat", "heat.heat", "thermal.radiator_area"),
    Part("links", "links.links", "orbit.inclination"),
    Part("mass", "satellite.mass", "mass.wet"),
    Part("launch", "launch.launch", "mass.wet"),
    Part("money", "money.boundaries"),
    Part("ground", "ground.regions"),
    Part("ground", "ground.power"),
    Part("zoning", "zoning.zoning"),
    Part("drivers", "turning.turning"),
    Part("carbon", "satellite.carbon", "mass.wet"),
    Part("drivers", "money.driving"),
    Part("others", "others.others"),
    Part("limits", "first_page.limits"),
    Part("sources", "sourced.used"),
)
# Drawn only by name, each by the function of its name in the module of its name.
ASKED = tuple(Part(name, f"{name}.{name}") for name in ON_REQUEST)
ALL = tuple(dict.fromkeys(one.section for one in PARTS))
AUDIENCES = ("investor", "engineer")  # whose order the page of HTML has
SECTIONS = (*ALL, *ON_REQUEST)


def page(c: Comparison, sections: Sequence[str] = (), *, full: bool = False) -> list[Block]:
    """The first page, then some sections or all; what cannot be built shows as infinite or undefined."""
    f = Findings(c)
    shown = ALL if full else sections
    return [
        *first_page.first_page(f),
        *(block for one in (*PARTS, *ASKED) if one.section in {*shown, *sections} for block in drawn(f, one)),
    ]


def drawn(f: Findings, part: Part) -> list[Block]:
    """A part; where the result that it rests on is not finite its heading alone, and why."""
    module, _, name = part.drawn_by.partition(".")
    blocks: list[Block] = getattr(import_module(f"sunrack.report.{module}"), name)(f)
    if not part.rests_on or math.isfinite(value := f.comparison.result(part.rests_on)):
        return blocks
    why = f"the design {said}" if (said := f.comparison.failing) else "none of it can be computed"
    return [blocks[0], Text(f"Not shown, because {part.rests_on} is {number(value)}: {why}.")]


def as_json(c: Comparison, sections: Sequence[str] = ()) -> str:
    """The verdict, every result with its unit, the checks, the values behind them, and the findings of the first page
    and of all sections or of some.

    Strict JSON: what is not finite is null, and a check without a number says why under "reason". `schema` names the
    form of the file and its version, `sunrack` the version of the package that wrote it.
    """
    f = Findings(c)
    wanted = ["first_page", *(one for one in sections if one in (*FOUND, *ON_REQUEST))]
    content = {
        "schema": SCHEMA,
        "sunrack": __version__,
        "scenario": c.scenario.name,
        "verdict": {
            "winner": c.verdict.winner,
            "binding": c.verdict.binding,
            "sentences": list(c.verdict.sentences),
        },
        "warnings": [one._asdict() for one in c.warnings],
        "results": c.to_dict(),
        "checks": [_check(one) for one in c.checks],
        "values": as_rows(c.scenario.values()),
        "zoning": f.zoning.by_jurisdiction(),
        "findings": {one: f[one].to_dict() for one in wanted} if sections else f.to_dict(),
    }
    return strict_json(content)


def _check(one: Check) -> dict[str, Any]:
    """A check with its title; its reason only where there is one."""
    row = {"name": one.name, "title": one.title, **vars(one), "passed": bool(one.passed)}
    row["margin_unit"] = one.results()["margin"]["unit"]  # none of a share of the limit
    return {key: content for key, content in row.items() if key != "reason" or content}


def strict_json(content: Any) -> str:
    """JSON in which what is not finite is null."""
    return markup.as_json(_finite(content))


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

    def __call__(self, scenario: Any = None, **options: Any) -> Any:
        """The feasibility report as a `Page`; see `sunrack.report.pages.report`."""
        from sunrack.report.pages import report

        return report(scenario, **options)


sys.modules[__name__].__class__ = _Room

__all__ = ["AUDIENCES", "SECTIONS", "as_json", "as_markdown", "as_text", "page", "strict_json"]
