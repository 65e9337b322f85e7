"""`sunrack report`."""

from __future__ import annotations

import sys

from sunrack.cli import mistakes
from sunrack.cli.options import AGAINST, FORMAT, OUTPUT, QUIET, REGION, SCENARIO, SET, one_of
from sunrack.cli.screen import coloured, width


def report(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """The feasibility report: verdict first, then checks, satellite, money, ground, break-even, drivers, sources."""
    form = one_of(format_)
    case = mistakes.scenario(scenario, set_ or [], region or [])
    from sunrack.report import as_json, as_markdown, as_text, page

    c = mistakes.comparison(case, against)
    if form == "json":
        text = as_json(c)
    elif form == "md":
        text = as_markdown(page(c))
    else:
        text = as_text(page(c), width(), colour=output is None and coloured())
    mistakes.write(text, output)
    if output is not None and not quiet:
        print(f"wrote {output}", file=sys.stderr)
