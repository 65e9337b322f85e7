"""`sunrack calendar`: the orbit over a year."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sunrack.cli import mistakes, outputs
from sunrack.cli.options import OUTPUT, PLOT, QUIET, ROWS, ROWS_FORMAT, SCENARIO, SET, option, place
from sunrack.cli.screen import Place, coloured, width

if TYPE_CHECKING:
    from sunrack.findings.calendar import Calendar

YEAR = Annotated[
    str | None, option("--year", "YEAR", "Calendar year, for example 2027.", default="the scenario's orbit.year")
]


def calendar(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    year: YEAR = None,
    format_: ROWS_FORMAT = None,
    plot: PLOT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Show the orbit over a year."""
    drawn_as = mistakes.figure_form(plot, output)
    where = place(format_, output, quiet, ROWS)
    changes = [f"orbit.year={_whole(year)}"] if year is not None else []
    case = mistakes.scenario(scenario, [*(set_ or []), *changes], quiet=quiet)
    from sunrack.findings.calendar import calendar as solved
    from sunrack.report import calendar as told

    c = solved(case)
    written = {"csv": told.as_csv, "json": told.as_json}
    if where.form in written:
        text = written[where.form](c)
    elif where.form == "text":
        text = told.as_words(c, width(output), colour=coloured(output))
    else:
        text = where.drawn(told.blocks(c), f"Calendar of {c.year}")
    if plot is None or not c.exists:
        where.write(text)
    else:
        _draw(c, plot, drawn_as, text, where)
    if not c.exists and (plot is not None or where.form == "csv"):
        where.tell(f"no Sun-synchronous orbit is possible at {case.orbit.altitude}: no days to list or draw")


def _whole(year: str) -> str:
    """The year as typed, if it is a whole number; its bounds are the scenario's to check."""
    if not year.strip().isascii() or not year.strip().lstrip("+-").isdigit():
        raise mistakes.Mistake(f'--year "{year[:20]}" is not a calendar year. Example: --year 2027')
    return year.strip()


def _draw(c: Calendar, plot: Path, form: str, text: str, where: Place) -> None:
    """The text and the figure: both are made before either is written, so that a failure leaves what was there."""
    from sunrack.report.calendar import figure

    drawing = io.BytesIO()
    figure(c, drawing, form)
    where.write(text)
    outputs.place_figure(plot, drawing.getvalue())
    where.tell(f"wrote {plot}")
