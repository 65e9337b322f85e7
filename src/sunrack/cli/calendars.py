"""`sunrack calendar`: the orbit's year."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sunrack.cli import mistakes, outputs
from sunrack.cli.options import OUTPUT, QUIET, SCENARIO, SET, choice, one_of, option
from sunrack.cli.screen import coloured, width

if TYPE_CHECKING:
    from sunrack.findings.calendar import Calendar

_FORMS = ("table", "csv", "json")
YEAR = Annotated[str | None, option("--year", "YEAR", "Calendar year instead of the scenario's, for example 2027.")]
FORMAT = Annotated[str, choice("--format", "FORMAT", "table (by week), csv or json (by day).", *_FORMS)]
PLOT = Annotated[Path | None, option("--plot", "FILE", "Draw the year: a .png, .svg or .pdf file.")]


def calendar(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    year: YEAR = None,
    format_: FORMAT = "table",
    plot: PLOT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """The orbit's year: sunlit fraction, seasons of eclipse, longest eclipse, the Sun's angle; by week, or by day."""
    form = one_of(format_, _FORMS)
    drawn_as = mistakes.figure_form(plot, output)
    changes = [f"orbit.year={_whole(year)}"] if year is not None else []
    case = mistakes.scenario(scenario, [*(set_ or []), *changes], [])
    from sunrack.findings.calendar import calendar as solved
    from sunrack.report import calendar as told

    c = solved(case)
    written = {"csv": told.as_csv, "json": told.as_json}
    text = written[form](c) if form in written else told.as_words(c, width(), colour=output is None and coloured())
    if plot is None or not c.exists:
        mistakes.write(text, output)
    else:
        _draw(c, plot, drawn_as, text, output)
    talk = [f"wrote {file}" for file in (plot if c.exists else None, output) if file is not None]
    if not c.exists and (plot is not None or form == "csv"):
        talk.append(f"no sun-synchronous orbit exists at {case.orbit.altitude}: no days to list or draw")
    if talk and not quiet:
        print("\n".join(talk), file=sys.stderr)


def _whole(year: str) -> str:
    """The year as typed, if it is a whole number; its bounds are the scenario's to check."""
    if not year.strip().isascii() or not year.strip().lstrip("+-").isdigit():
        raise mistakes.Mistake(f'--year "{year[:20]}" is not a calendar year, for example 2027')
    return year.strip()


def _draw(c: Calendar, plot: Path, form: str, text: str, output: Path | None) -> None:
    """The text and the figure: both are made before either is written, so that a failure leaves what was there."""
    from sunrack.report.calendar import figure

    drawing = io.BytesIO()
    figure(c, drawing, form)
    mistakes.write(text, output)
    outputs.place_figure(plot, drawing.getvalue())
