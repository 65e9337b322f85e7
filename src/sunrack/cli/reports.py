"""`sunrack report`."""

from __future__ import annotations

import sys
from typing import Annotated

from sunrack.cli import mistakes
from sunrack.cli.options import AGAINST, OUTPUT, QUIET, REGION, SCENARIO, SET, choice, names, one_of
from sunrack.cli.screen import coloured, width

_SECTIONS = tuple("orbit power heat links mass launch money ground zoning drivers carbon others sources".split())
_SECTION = f"Show this section after the opening: {', '.join(_SECTIONS)}. Can be given more than once. Default: all."
_FORMS = ("table", "md", "json", "csv")
_FORM = "table, md, json, or, for --section heat alone, csv: temperatures against time."


def report(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    section: Annotated[list[str] | None, choice("--section", "NAME", _SECTION, *_SECTIONS)] = None,
    format_: Annotated[str, choice("--format", "FORMAT", _FORM, *_FORMS)] = "table",
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """The feasibility report: verdict first, then checks, satellite, money, ground, break-even, drivers, sources."""
    form = one_of(format_, _FORMS)
    sections = [one_of(name, _SECTIONS, "--section") for name in names(section)]
    if form == "csv" and sections != ["heat"]:
        raise mistakes.Mistake("--format csv is for --section heat alone: its temperatures against time")
    case = mistakes.scenario(scenario, set_ or [], region or [])
    from sunrack.findings import Findings
    from sunrack.report import as_json, as_markdown, as_text, heat, page

    c = mistakes.comparison(case, against)
    if form == "csv":
        text = heat.courses_as_csv(Findings(c))
    elif form == "json":
        text = as_json(c, sections)
    elif form == "md":
        text = as_markdown(page(c, sections))
    else:
        text = as_text(page(c, sections), width(), colour=output is None and coloured())
    mistakes.write(text, output)
    if output is not None and not quiet:
        print(f"wrote {output}", file=sys.stderr)
