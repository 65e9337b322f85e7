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
    flag,
    format_of,
    names,
    one_of,
    place,
)

_SECTIONS = tuple(
    "verdict checks orbit power heat links mass launch money ground zoning drivers carbon others limits sources".split()
)
_FORMS = (*ROWS, "xlsx")
_ASKED = ("racks", "cash", "option", "share", "capacity", "local", "dated", "optimum")  # as findings.ON_REQUEST
_SECTION = f"Add this section to the first page: {', '.join((*_SECTIONS, *_ASKED))}."
_FULL = f"Print all sections except {', '.join(_ASKED[:-1])} and {_ASKED[-1]}, which are shown only by name."


_READERS = ("investor", "engineer")  # as report.AUDIENCES
_FOR = "Order of the HTML page: investor begins with the money, engineer with the satellite."


def report(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    section: Annotated[
        list[str] | None, choice("--section", "NAME", _SECTION, *_SECTIONS, *_ASKED, default="none")
    ] = None,
    full: Annotated[bool, flag("--full", _FULL)] = False,
    for_: Annotated[str, choice("--for", "READER", _FOR, *_READERS)] = "investor",
    format_: Annotated[str | None, format_of(*_FORMS)] = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Print the feasibility report: verdict, cost, schedule, checks and the inputs that matter most. One page by
    default."""
    where = place(format_, output, quiet, _FORMS)
    sections = [one_of(name, (*_SECTIONS, *_ASKED), "--section") for name in names(section)]
    audience = one_of(for_, _READERS, "--for")
    if where.form == "csv" and sections != ["heat"]:
        raise mistakes.Mistake("CSV needs --section heat and no other section. It holds temperatures against time.")
    if where.form == "xlsx" and output is None:
        raise mistakes.Mistake("a workbook needs a file: add --output report.xlsx")
    if where.form == "xlsx" and sections:
        raise mistakes.Mistake("a workbook holds every section: leave --section out")
    case = mistakes.scenario(scenario, set_, region)
    from sunrack.findings import Findings
    from sunrack.report import as_json, heat, page

    c = mistakes.comparison(case, against)
    mistakes.warned(c.warnings)
    if where.form == "xlsx":
        from sunrack.spreadsheet import workbook

        where.write_bytes(workbook(c))
    elif where.form == "csv":
        where.write(heat.courses_as_csv(Findings(c)))
    elif where.form == "json":
        where.write(as_json(c, sections))
    elif where.form == "html":
        from sunrack.report.html import as_page

        where.write(as_page(c, sections, full=full, audience=audience))
    else:
        where.write(where.drawn(page(c, sections, full=full), f"Report of {case.name}"))
