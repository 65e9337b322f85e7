"""`sunrack explore`."""

from __future__ import annotations

from typing import Annotated

from sunrack.cli import completions, mistakes
from sunrack.cli.options import AGAINST, OUTPUT, QUIET, REGION, SCENARIO, SET, names, option, place

_SLIDER = "Give this numeric input a slider."
_USUAL = "the ten that move the cost ratio most, and the main choices"


def explore(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    slider: Annotated[list[str] | None, option("--slider", "KEY", _SLIDER, completions.keys, _USUAL)] = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Write a page with sliders that runs the model in any browser, without a network."""
    if output is not None and output.suffix.lower() not in (".html", ".htm"):
        raise mistakes.Mistake(f"--output {str(output)[:200]} must end in .html: the page is a file for a browser")
    where = place("html", output, quiet, ("html",))
    case = mistakes.scenario(scenario, set_, region, quiet=quiet)
    from sunrack.explorer import explore as explored

    c = mistakes.comparison(case, against)
    try:
        page = explored(c, sliders=names(slider) or None)
    except ValueError as problem:
        raise mistakes.Mistake(str(problem)) from None
    where.write(page.html)
