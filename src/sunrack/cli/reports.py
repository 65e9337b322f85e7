"""`sunrack report`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sunrack.cli import mistakes
from sunrack.cli.options import AGAINST, OUTPUT, QUIET, REGION, SCENARIO, SET, choice, names, one_of
from sunrack.cli.screen import coloured, width

_SECTIONS = tuple(
    "verdict checks orbit power heat links mass launch money ground zoning drivers carbon others limits sources".split()
)
_SECTION = f"Add this section to the first page: {', '.join(_SECTIONS)}. Can be given more than once."
_FORMS = ("table", "md", "json", "csv")
_FORM = "table, md, json, or, for --section heat alone, csv: temperatures against time."


def report(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    section: Annotated[list[str] | None, choice("--section", "NAME", _SECTION, *_SECTIONS)] = None,
    full: Annotated[bool, typer.Option("--full", help="Print all sections.")] = False,
    format_: Annotated[str, choice("--format", "FORMAT", _FORM, *_FORMS)] = "table",
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Print the feasibility report: verdict, cost, schedule, checks and the inputs that matter most. One page by
    default."""
    form = one_of(format_, _FORMS)
    sections = [one_of(name, _SECTIONS, "--section") for name in names(section)]
    if form == "csv" and sections != ["heat"]:
        raise mistakes.Mistake(
            "--format csv needs --section heat and no other section. It writes temperatures against time."
        )
    case = mistakes.scenario(scenario, set_ or [], region or [])
    from sunrack.findings import Findings
    from sunrack.report import as_json, as_markdown, as_text, heat, page

    c = mistakes.comparison(case, against)
    if form == "csv":
        text = heat.courses_as_csv(Findings(c))
    elif form == "json":
        text = as_json(c, sections)
    elif form == "md":
        text = as_markdown(page(c, sections, full=full))
    else:
        text = as_text(page(c, sections, full=full), width(), colour=output is None and coloured())
    mistakes.write(text, output)
    if output is not None and not quiet:
        print(f"wrote {output}", file=sys.stderr)
