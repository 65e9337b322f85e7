"""`sunrack report`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sunrack.cli import mistakes
from sunrack.cli.options import AGAINST, OUTPUT, QUIET, REGION, SCENARIO, SET, choice, names, one_of
from sunrack.cli.screen import coloured, width

_SECTIONS = tuple(
    "verdict checks orbit power heat links mass launch money ground zoning drivers carbon limits sources".split()
)
_ASKED = ("racks", "cash", "option", "share", "capacity", "local", "dated")  # as findings.ON_REQUEST
_SECTION = f"Add this section to the first page: {', '.join((*_SECTIONS, *_ASKED))}. Can be given more than once."
_FULL = f"Print all sections but {', '.join(_ASKED[:-1])} and {_ASKED[-1]}, which are shown only by name."
_FORMS = ("table", "md", "json", "csv")
_FORM = "table, md, json, or, for --section heat alone, csv: temperatures against time."


def report(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    section: Annotated[list[str] | None, choice("--section", "NAME", _SECTION, *_SECTIONS, *_ASKED)] = None,
    full: Annotated[bool, typer.Option("--full", help=_FULL)] = False,
    format_: Annotated[str, choice("--format", "FORMAT", _FORM, *_FORMS)] = "table",
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Print the feasibility report: verdict, cost, schedule, checks and the inputs that matter most. One page by
    default."""
    form = one_of(format_, _FORMS)
    sections = [one_of(name, (*_SECTIONS, *_ASKED), "--section") for name in names(section)]
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
