"""`sunrack report`."""

from __future__ import annotations

from typing import Annotated

from sunrack.cli import mistakes
from sunrack.cli.options import (
    AGAINST,
    OUTPUT,
    QUIET,
    REGION,
    ROWS,
    SCENARIO,
    SET,
    choice,
    format_of,
    names,
    one_of,
    place,
)

_SECTIONS = tuple("orbit power heat links mass launch money ground zoning drivers carbon sources".split())
_SECTION = f"Show this section after the opening: {', '.join(_SECTIONS)}."


def report(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    section: Annotated[list[str] | None, choice("--section", "NAME", _SECTION, *_SECTIONS, default="all")] = None,
    format_: Annotated[str | None, format_of(*ROWS)] = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Print the feasibility report."""
    where = place(format_, output, quiet, ROWS)
    sections = [one_of(name, _SECTIONS, "--section") for name in names(section)]
    if where.form == "csv" and sections != ["heat"]:
        raise mistakes.Mistake("CSV is for --section heat alone: its temperatures against time")
    case = mistakes.scenario(scenario, set_, region)
    from sunrack.findings import Findings
    from sunrack.report import as_json, heat, page

    c = mistakes.comparison(case, against)
    if where.form == "csv":
        where.write(heat.courses_as_csv(Findings(c)))
    elif where.form == "json":
        where.write(as_json(c, sections))
    else:
        where.write(where.drawn(page(c, sections), f"Report of {case.name}"))
