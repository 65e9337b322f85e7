"""`sunrack figure`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sunrack.cli import completions, mistakes
from sunrack.cli.options import AGAINST, QUIET, REGION, SCENARIO, SET, argument, one_of

_NAMES = tuple("satellite costs drivers sample time years frontier hours mass heat temperature year".split())
_ABOUT = f"Name of a figure: {', '.join(_NAMES)}."
_ENDINGS = (".svg", ".png", ".pdf")
_OUTPUT = "Draw into FILE: .svg, .png or .pdf."


def figure(
    name: Annotated[str, argument("NAME", _ABOUT, completions.words(*_NAMES))],
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", callback=mistakes.placed, help=_OUTPUT, show_default="NAME.svg"),
    ] = None,
    quiet: QUIET = False,
) -> None:
    """Draw one figure of the report as an SVG, PNG or PDF file."""
    name = one_of(name, _NAMES, "NAME")
    output = Path(f"{name}.svg") if output is None else output
    if output.suffix.lower() not in _ENDINGS:
        raise mistakes.Mistake(f"--output {str(output)[:200]} must end in {', '.join(_ENDINGS[:-1])} or {_ENDINGS[-1]}")
    case = mistakes.scenario(scenario, set_, region)
    from sunrack.cli.outputs import draw
    from sunrack.report.figures import save

    c = mistakes.comparison(case, against)
    mistakes.warned(c.warnings)
    draw(output, output.suffix.lower()[1:], quiet, lambda file, form: save(c, name, file, form))
