"""`sunrack sweep`."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from sunrack.cli import completions, mistakes, outputs
from sunrack.cli.options import (
    EXACT,
    PLOT,
    QUIET,
    REGION,
    ROWS,
    SCENARIO,
    SET,
    THREADS,
    at_least_one,
    flag,
    format_of,
    names,
    option,
    place,
)
from sunrack.cli.progress import preparing
from sunrack.cli.screen import Place, coloured, width

if TYPE_CHECKING:
    from sunrack.study.plan import Plan

_VALUES = '"first:last:count", "first:last:count:log" or a list "a,b,c"'
_OVER = f"Input to vary: {_VALUES}. Several inputs span a grid."
_RESULT = "Result to compute, such as cost.per_gpu_hour."
_PAIRED = "Take the first value of each input together, then the second, and so on, instead of a grid."
_OUTPUT = (
    'Write to FILE; "-" is standard output. .nc, .csv, .zarr and .parquet are written piece by piece: if interrupted, '
    "run the same command again to resume. Also .txt, .md, .json and .html."
)
OVER = Annotated[list[str] | None, option("--over", "KEY=VALUES", _OVER, completions.changes)]
RESULT = Annotated[
    list[str] | None, option("--result", "NAME", _RESULT, completions.results, default="the main results")
]
PAIRED = Annotated[bool, flag("--paired", _PAIRED)]
STORE = Annotated[Path | None, option("--output -o", "FILE", _OUTPUT, default="standard output")]
FORMAT = Annotated[str | None, format_of(*ROWS)]
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
    format_: FORMAT = None,
    quiet: QUIET = False,
    threads: THREADS = None,
    exact: EXACT = False,
) -> None:
    """Compute any results over a grid of any inputs."""
    at_least_one(threads)
    stored = outputs.stored(output, format_)
    if stored is None:
        output = mistakes.placed(output)
    drawn_as = mistakes.figure_form(plot, output)
    where = place(format_, None if stored else output, quiet, ROWS, (".nc", ".zarr", ".parquet"))
    spans = _spans(over or [])
    gc.enable()  # this may take hours
    with mistakes.told(), preparing(quiet):
        case = mistakes.scenario(scenario, set_, region, quiet=quiet)
        from sunrack.study.runner import Runner
        from sunrack.study.store import StoreError, form_of
        from sunrack.study.sweeping import lay_out

        plan = lay_out(case, spans, names(result) or None, paired=paired, exact=exact)
    with mistakes.told(StoreError):
        if stored is not None:
            form_of(stored)
        panels = plan.outputs if result else _panels(plan)
        _fits(plan, stored, panels if plot is not None else ())
        if stored is not None:
            outputs.store(Runner(plan), stored, threads, quiet, "points")
        if stored is None or plot is not None:
            draw = partial(outputs.draw, plot, drawn_as, quiet) if plot else None
            _show(plan, None if stored else where, draw, panels, threads, quiet)


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
                f'--over "{one}" is not KEY=VALUES. Example: --over "orbit.altitude=500 km:1400 km:50"'
            )
        if key in spans:
            ranges = ":" in spans[key] + values
            mend = "in one range or one list" if ranges else f'in one list, for example "{key}={spans[key]},{values}"'
            raise mistakes.Mistake(f"--over gives {key} twice. Give all its values {mend}")
        spans[key] = values
    if not spans:
        raise mistakes.Mistake(
            'No input to sweep. Give at least one, for example --over "orbit.altitude=500 km:1400 km:50"'
        )
    return spans


def _fits(plan: Plan, output: Path | None, panels: tuple[str, ...]) -> None:
    """Refuse what the screen, or a figure of some results, cannot take."""
    size = 8 * plan.size * len(plan.outputs)
    if (output is None or panels) and size > _HELD:
        raise mistakes.Mistake(
            f"{plan.size:,} points are too many to show: {size / 1e9:.3g} GB. "
            "Write them to a file, for example --output sweep.zarr"
        )
    if panels:
        from sunrack.report import plots

        plots.check(plan.dims, panels)


def _show(
    plan: Plan, where: Place | None, draw: Any, panels: tuple[str, ...], threads: int | None, quiet: bool
) -> None:
    """The plan in some form, or some of its results drawn, or both."""
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
    if where is None:
        return
    written: dict[str, Any] = {"csv": grids.as_csv, "json": grids.as_json}
    if where.form in written:
        where.write(written[where.form](found))
    elif where.form == "text":
        where.write(grids.as_words(found, width(where.output), colour=coloured(where.output)))
    else:
        where.write(where.drawn(grids.blocks(found), f"Sweep of {plan.case.name}"))
