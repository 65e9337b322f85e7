"""`sunrack sweep`."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sunrack.cli import completions, mistakes, outputs
from sunrack.cli.options import (
    EXACT,
    MORE,
    QUIET,
    REGION,
    SCENARIO,
    SET,
    THREADS,
    at_least_one,
    choice,
    names,
    one_of,
    option,
)
from sunrack.cli.screen import coloured, width

if TYPE_CHECKING:
    from sunrack.study.plan import Plan

_FORMS = ("table", "csv", "json")
_VALUES = '"first:last:count", "first:last:count:log", or a list "a,b,c"'
_OVER = f"What to vary: {_VALUES}. {MORE[:-1]}: together they span a grid."
_RESULT = f"A result to give, such as cost.per_gpu_hour. {MORE} Default: the main results."
_PAIRED = "Take the first value of each key together, then the second, … instead of a grid."
_OUTPUT = "Write a .nc, .csv, .zarr or .parquet file. If interrupted, run the same command again to resume."
_FORMAT = "On standard output: table (a summary of a large grid), csv or json."
OVER = Annotated[list[str] | None, option("--over", "KEY=VALUES", _OVER, completions.changes)]
RESULT = Annotated[list[str] | None, option("--result", "NAME", _RESULT, completions.results)]
PAIRED = Annotated[bool, typer.Option("--paired", help=_PAIRED)]
STORE = Annotated[Path | None, option("--output -o", "FILE", _OUTPUT)]
PLOT = Annotated[Path | None, option("--plot", "FILE", "Draw one or two keys: a .png, .svg or .pdf file.")]
FORMAT = Annotated[str, choice("--format", "FORMAT", _FORMAT, *_FORMS)]
_HELD = 2**30  # bytes of results that the screen or a figure may take


def sweep(
    scenario: SCENARIO = "rack-100kw",
    over: OVER = None,
    result: RESULT = None,
    paired: PAIRED = False,
    output: STORE = None,
    plot: PLOT = None,
    set_: SET = None,
    region: REGION = None,
    format_: FORMAT = "table",
    quiet: QUIET = False,
    threads: THREADS = None,
    exact: EXACT = False,
) -> None:
    """A labelled grid of any results over any inputs: on the screen, in a file or store, or drawn."""
    form = one_of(format_, _FORMS)
    at_least_one(threads)
    drawn_as = mistakes.figure_form(plot, output)
    spans = _spans(over or [])
    case = mistakes.scenario(scenario, set_ or [], region or [])
    gc.freeze()  # what is there stays
    gc.enable()  # this may take hours
    from sunrack.study.runner import Runner
    from sunrack.study.store import StoreError, form_of
    from sunrack.study.sweeping import lay_out

    with mistakes.told(StoreError):
        if output is not None:
            form_of(output)
            if form != "table":
                raise mistakes.Mistake(
                    f"--format {form} is for the screen; the ending of --output {output} says its form"
                )
        plan = lay_out(case, spans, names(result) or None, paired=paired, exact=exact)
        panels = plan.outputs if result else _panels(plan)
        _fits(plan, output, panels if plot is not None else ())
        if output is not None:
            outputs.store(Runner(plan), output, threads, quiet, "points")
        if output is None or plot is not None:
            draw = partial(outputs.draw, plot, drawn_as, quiet) if plot else None
            _show(plan, form if output is None else "", draw, panels, threads, quiet)


def _panels(plan: Plan) -> tuple[str, ...]:
    """The results of a figure where nobody named any: the main ones, and the ratio to the cheapest region."""
    from sunrack.study.against import cheapest
    from sunrack.study.sweeping import HEADLINES

    ratio = f"compare.{cheapest(plan.case)}.cost_ratio"
    return (*HEADLINES, ratio if ratio in plan.outputs else plan.outputs[len(HEADLINES)])


def _spans(over: list[str]) -> dict[str, str]:
    """Values by key, as written."""
    spans: dict[str, str] = {}
    for one in over:
        key, equals, values = (part.strip() for part in one.partition("="))
        if not equals or not key or not values:
            raise mistakes.Mistake(
                f'--over "{one}" is not KEY=VALUES, for example --over "orbit.altitude=500 km:1400 km:50"'
            )
        if key in spans:
            ranges = ":" in spans[key] + values
            mend = "in one range or one list" if ranges else f'at once, for example "{key}={spans[key]},{values}"'
            raise mistakes.Mistake(f"--over names {key} twice; give all its values {mend}")
        spans[key] = values
    if not spans:
        raise mistakes.Mistake('nothing to sweep: name a key, for example --over "orbit.altitude=500 km:1400 km:50"')
    return spans


def _fits(plan: Plan, output: Path | None, panels: tuple[str, ...]) -> None:
    """Refuse what the screen, or a figure of some results, cannot take."""
    size = 8 * plan.size * len(plan.outputs)
    if (output is None or panels) and size > _HELD:
        raise mistakes.Mistake(
            f"{plan.size:,} points are too many to show: {size / 1e9:.3g} GB; "
            "write them, for example --output sweep.zarr"
        )
    if panels:
        from sunrack.report import plots

        plots.check(plan.dims, panels)


def _show(plan: Plan, form: str, draw: Any, panels: tuple[str, ...], threads: int | None, quiet: bool) -> None:
    """The plan on the screen in some form, or some of its results drawn, or both."""
    from sunrack.cli.progress import Progress
    from sunrack.report import grids, plots
    from sunrack.study.runner import Runner
    from sunrack.study.sweeping import dataset

    runner = Runner(plan)
    with Progress(plan.size, quiet=quiet) as progress:
        found = dataset(runner, threads=threads, progress=progress)
    outputs.tell_errors(runner, quiet)
    if draw is not None:
        draw(partial(plots.figure, found[list(panels)]))
    if form:
        written: dict[str, Any] = {"csv": grids.as_csv, "json": grids.as_json}
        mistakes.write(
            written[form](found) if form in written else grids.as_words(found, width(), colour=coloured()), None
        )
