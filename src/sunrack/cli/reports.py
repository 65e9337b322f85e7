"""`sunrack report`."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from sunrack.cli import completions, mistakes

SCENARIO = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A built-in scenario or a .toml file.", autocompletion=completions.scenarios
    ),
]
_SET_HELP = 'Change one input, for example --set "launch.price=200 USD/kg". Can be given more than once.'
SET = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help=_SET_HELP, autocompletion=completions.changes),
]
_REGION_HELP = 'Region to compare with, or "all". Can be given more than once. Default: the regions of the scenario.'
REGION = Annotated[
    list[str] | None,
    typer.Option("--region", metavar="NAME", help=_REGION_HELP, autocompletion=completions.regions),
]
_AGAINST_HELP = "Region to answer for. Default: the cheapest region of the scenario."
AGAINST = Annotated[
    str | None, typer.Option("--against", metavar="NAME", help=_AGAINST_HELP, autocompletion=completions.regions)
]
FORMAT = Annotated[
    str,
    typer.Option(
        "--format", metavar="FORMAT", help="table, md or json.", autocompletion=completions.words("table", "md", "json")
    ),
]
OUTPUT = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", callback=mistakes.placed, help="Write to FILE. Default: standard output."
    ),
]
QUIET = Annotated[bool, typer.Option("--quiet", "-q", help="Do not print progress or status messages.")]


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
    form = one_of(format_, ("table", "md", "json"))
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


def one_of(word: str, allowed: tuple[str, ...]) -> str:
    """The word if it is allowed.

    Raises:
        Mistake: It is not; the nearest is told.
    """
    if word not in allowed:
        from sunrack.catalogue import near

        raise mistakes.Mistake(f'--format "{word}" is not one of {", ".join(allowed)}{near(word, allowed)}')
    return word


def names(given: list[str] | None) -> list[str]:
    """Names given one by one or in a list with commas, each once."""
    return list(dict.fromkeys(word.strip() for one in given or () for word in one.split(",") if word.strip()))


def width() -> int:
    """Columns to draw in: the terminal's, 80 at most."""
    return min(80, shutil.get_terminal_size((80, 24)).columns or 80)


def coloured() -> bool:
    """Whether the screen takes colour and the user has not declined it."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM", "") != "dumb"
    )
