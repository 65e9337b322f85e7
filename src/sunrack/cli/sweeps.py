"""`sunrack sweep`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sunrack.cli import mistakes
from sunrack.cli.reports import QUIET, REGION, SCENARIO, SET, coloured, one_of, width

if TYPE_CHECKING:
    from sunrack.study.plan import Plan

_OVER_HELP = 'What to vary: "first:last:count", "first:last:count:log", or a list "a,b,c". Repeat at will: together they span a grid.'
OVER = Annotated[list[str] | None, typer.Option("--over", metavar="KEY=VALUES", help=_OVER_HELP)]
_RESULT_HELP = "A result to give, such as cost.per_gpu_hour. Repeat at will; the headline ones if left out."
RESULT = Annotated[list[str] | None, typer.Option("--result", metavar="NAME", help=_RESULT_HELP)]
PAIRED = Annotated[bool, typer.Option("--paired", help="Take the first value of each key together, then the second, … instead of a grid.")]
_OUTPUT_HELP = "Write a .nc, .csv, .zarr or .parquet; after a kill the same command goes on from there."
STORE = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help=_OUTPUT_HELP)]
PLOT = Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Draw one or two keys: a .png, .svg or .pdf file.")]
THREADS = Annotated[int | None, typer.Option("--threads", metavar="N", help="How many threads at once; all cores if left out.")]
FORMAT = Annotated[str, typer.Option("--format", help="On the screen: table (a summary of a large grid), csv or json.")]
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
) -> None:
    """A labelled grid of any results over any inputs: on the screen, in a file or store, or drawn."""
    form = one_of(format_, ("table", "csv", "json"))
    if threads is not None and threads < 1:
        raise mistakes.Mistake(f"--threads {threads} must be at least 1")
    drawn_as = mistakes.figure_form(plot, output)
    spans = _spans(over or [])
    case = mistakes.scenario(scenario, set_ or [], region or [])
    gc.enable()  # this may take hours
    from sunrack.study.store import StoreError, form_of
    from sunrack.study.sweeping import lay_out

    try:
        if output is not None:
            form_of(output)
            if form != "table":
                raise mistakes.Mistake(f"--format {form} is for the screen; the ending of --output {output} says its form")
        plan = lay_out(case, spans, result or None, paired=paired)
        _fits(plan, output, plot)
        if output is not None:
            _store(plan, output, threads, quiet)
        if output is None or plot is not None:
            _show(plan, form if output is None else "", plot, drawn_as, threads, quiet)
    except (ValueError, StoreError) as problem:
        raise mistakes.Mistake(str(problem)) from None


def _spans(over: list[str]) -> dict[str, str]:
    """Values by key, as written."""
    spans: dict[str, str] = {}
    for one in over:
        key, equals, values = (part.strip() for part in one.partition("="))
        if not equals or not key or not values:
            raise mistakes.Mistake(f'--over "{one}" is not KEY=VALUES, for example --over "orbit.altitude=500 km:1400 km:50"')
        if key in spans:
            raise mistakes.Mistake(f'--over names {key} twice; give all its values at once, for example "{key}={spans[key]},{values}"')
        spans[key] = values
    if not spans:
        raise mistakes.Mistake('nothing to sweep: name a key, for example --over "orbit.altitude=500 km:1400 km:50"')
    return spans


def _fits(plan: Plan, output: Path | None, plot: Path | None) -> None:
    """Refuse what the screen or a figure cannot take."""
    size = 8 * plan.size * len(plan.outputs)
    if (output is None or plot is not None) and size > _HELD:
        raise mistakes.Mistake(f"{plan.size:,} points are too many to show: {size / 1e9:.3g} GB; write them, for example --output sweep.zarr")
    if plot is not None:
        from sunrack.report import plots

        plots.check(plan.dims, plan.outputs)


def _store(plan: Plan, output: Path, threads: int | None, quiet: bool) -> None:
    """The plan into a file or store."""
    from sunrack.cli.progress import Progress, duration
    from sunrack.study.store import write

    there, part = output.is_dir(), output.with_name(output.name + ".part")
    try:
        with Progress(plan.size, quiet=quiet) as progress:
            write(plan, output, threads=threads, progress=progress)
    except KeyboardInterrupt:
        stays = f"; what is finished stays in {part}, and the same command goes on from there" if part.is_dir() else ""
        print(f"stopped{stays}", file=sys.stderr)
        raise typer.Exit(130) from None
    if not quiet:
        took = f" in {duration(progress.seconds)}" if progress.seconds >= 1 else ""
        done = f"{plan.size:,} points, {len(plan.outputs)} result{'s' if len(plan.outputs) > 1 else ''} each{took}"
        print(f"{output} is finished already; nothing to do" if there else f"wrote {output}: {done}", file=sys.stderr)


def _show(plan: Plan, form: str, plot: Path | None, drawn_as: str, threads: int | None, quiet: bool) -> None:
    """The plan on the screen in some form, or drawn, or both."""
    from sunrack.cli.progress import Progress
    from sunrack.report import grids
    from sunrack.study.sweeping import dataset

    with Progress(plan.size, quiet=quiet) as progress:
        found = dataset(plan, threads=threads, progress=progress)
    if plot is not None:
        _draw(found, plot, drawn_as, quiet)
    if form:
        written: dict[str, Any] = {"csv": grids.as_csv, "json": grids.as_json}
        mistakes.write(written[form](found) if form in written else grids.as_words(found, width(), colour=coloured()), None)


def _draw(found: Any, plot: Path, drawn_as: str, quiet: bool) -> None:
    """The figure, into a file beside it first, so that a failure leaves what was there."""
    from sunrack.report import plots

    part = plot.with_name(plot.name + ".part")
    try:
        plots.figure(found, part, drawn_as)
        part.replace(plot)
    except OSError as problem:
        raise mistakes.Mistake(f"{plot} cannot be written: {problem.strerror or problem}") from None
    finally:
        if part.parent.is_dir():
            part.unlink(missing_ok=True)
    if not quiet:
        print(f"wrote {plot}", file=sys.stderr)
