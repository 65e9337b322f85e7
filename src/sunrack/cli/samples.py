"""`sunrack sample`, `sunrack sensitivity` and `sunrack frontier`."""

from __future__ import annotations

import csv
import gc
import io
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from sunrack.cli import completions, mistakes, outputs
from sunrack.cli.catalogues import drawn
from sunrack.cli.outputs import EXACT, THREADS
from sunrack.cli.progress import Progress
from sunrack.cli.reports import AGAINST, FORMAT, OUTPUT, QUIET, REGION, SCENARIO, SET, names, one_of

SEED = Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same draws.")]
PLOT = Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Draw a figure: a .png, .svg or .pdf file.")]
KEY = Annotated[
    str,
    typer.Argument(
        metavar="KEY", help="A number of the scenario, such as launch.price.", autocompletion=completions.keys
    ),
]
OTHER = Annotated[
    str,
    typer.Argument(metavar="OTHER", help="Another number, such as cost.first_unit.", autocompletion=completions.keys),
]
_MORE = "Can be given more than once."


def _names(flag: str, metavar: str, about: str, complete: Callable[[str], list[str]]) -> Any:
    """An option that takes names and can be given more than once."""
    return typer.Option(flag, metavar=metavar, help=f"{about} {_MORE}", autocompletion=complete)


RESULTS = Annotated[
    list[str] | None, _names("--result", "NAME", "Summarise this result instead of the main ones.", completions.results)
]
KEYS = Annotated[
    list[str] | None,
    _names("--key", "KEY", "Sample only this input; keep the others at their base value.", completions.keys),
]
WITH = Annotated[
    list[str] | None, _names("--with", "KEY", "Write this sampled input beside the results.", completions.keys)
]
_METHODS, _FORMS = ("sobol", "latin", "random"), ("table", "md", "json", "csv")
_BOUNDARIES = ("gpu-hour", "all-in", "infrastructure", "net-present-value")
_MANY = 0.05  # of the draws that cannot be built, from which on the checks are asked
_SUMMED = 2**20  # draws that the summary of a stored sample is of: the first, made again


def sample(
    scenario: SCENARIO = "rack-100kw",
    n: Annotated[int, typer.Option("-n", metavar="N", help="How many draws.")] = 100_000,
    seed: SEED = 1,
    result: RESULTS = None,
    key: KEYS = None,
    with_: WITH = None,
    method: Annotated[
        str,
        typer.Option(
            "--method",
            metavar="METHOD",
            help="sobol (quasi-random), latin or random.",
            autocompletion=completions.words(*_METHODS),
        ),
    ] = "sobol",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="table, md, json or csv.", autocompletion=completions.words(*_FORMS)
        ),
    ] = "table",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write every draw to a .nc, .csv, .parquet or .zarr; to any other file the summary.",
        ),
    ] = None,
    plot: PLOT = None,
    quiet: QUIET = False,
    threads: THREADS = None,
    exact: EXACT = False,
) -> None:
    """Draws of every ranged value: how often orbit wins by region, and P10, P50, P90 of each result."""
    form, drawn_as = one_of(format_, _FORMS), mistakes.figure_form(plot, output)
    outputs.busy(threads)
    case = mistakes.scenario(scenario, set_ or [], region or [])
    gc.enable()  # this may take hours
    from sunrack.report import plots, samples, strict_json
    from sunrack.study import StoreError, summarise
    from sunrack.study.against import answered
    from sunrack.study.runner import Runner
    from sunrack.study.sampling import lay_out_sample, results_for_odds
    from sunrack.study.store import FORMS, form_of
    from sunrack.study.sweeping import dataset

    stored = output if output is not None and output.suffix.lower() in FORMS else None
    try:
        case, lead = answered(case, against)
        if stored is not None:
            form_of(stored)
        else:
            mistakes.placed(output)
        asked = [*names(result), *results_for_odds(case)] if result else None
        plan = lay_out_sample(
            case, n, seed=seed, outputs=asked, keys=names(key) or None, inputs=names(with_), method=method, exact=exact
        )
        if stored is not None:
            outputs.store(Runner(plan), stored, threads, quiet, "draws")
            plan = replace(plan, count=min(n, _SUMMED))
        with Progress(plan.count, "draws", quiet=quiet) as progress:
            runner = Runner(replace(plan, outputs=plan.results, inputs=()))
            found = dataset(runner, threads=threads, progress=progress)
        outputs.tell_errors(runner, quiet or stored is not None)
    except (ValueError, StoreError) as problem:
        raise mistakes.Mistake(str(problem)) from None
    said = summarise(found)
    fails = mistakes.failing(case) if said.unbuildable > _MANY else ""
    if form == "json":
        told = {"scenario": case.name, "seed": seed, "method": method, "region": lead, "fails": fails}
        text = strict_json({**told, **samples.summary_dict(said)})
    elif form == "csv":
        text = _rows([vars(one) for one in said.results])
    else:
        text = drawn(
            samples.summary(said, case.name, found.attrs["drawn"], method, seed, n, fails, lead),
            form,
            output is None or stored is not None,
        )
    if plot is not None:
        outputs.draw(plot, drawn_as, quiet, partial(plots.sample, found, said))
    mistakes.write(text, None if stored is not None else output)
    if output is not None and stored is None and not quiet:
        print(f"wrote {output}", file=sys.stderr)


def sensitivity(
    scenario: SCENARIO = "rack-100kw",
    result: Annotated[
        str,
        typer.Option("--result", metavar="NAME", help="Name of a result.", autocompletion=completions.results),
    ] = "compare.cost_ratio",
    against: AGAINST = None,
    sobol: Annotated[bool, typer.Option("--sobol", help="Add the Sobol indices.")] = False,
    n: Annotated[
        int,
        typer.Option(
            "-n",
            metavar="N",
            help="Rows of draws for the Sobol indices; each row takes as many designs as there are inputs.",
        ),
    ] = 4096,
    seed: SEED = 1,
    set_: SET = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
    plot: PLOT = None,
    quiet: QUIET = False,
) -> None:
    """What decides: the five inputs that could turn the verdict, the tornado, and Sobol indices."""
    form, drawn_as = one_of(format_, ("table", "md", "json")), mistakes.figure_form(plot, output)
    case = mistakes.scenario(scenario, set_ or [], [])
    from sunrack.report import plots, samples, strict_json
    from sunrack.study import sensitivity as solve

    try:
        with Progress(0, "designs", quiet=quiet) as progress:
            found = solve(case, result, against, sobol=sobol, n=n, seed=seed, progress=progress)
    except ValueError as problem:
        raise mistakes.Mistake(str(problem.args[0])) from None
    text = (
        strict_json(samples.sensitivity_dict(found))
        if form == "json"
        else drawn(samples.sensitivity(found), form, output is None)
    )
    if plot is not None:
        outputs.draw(plot, drawn_as, quiet, partial(plots.tornado, found))
    mistakes.write(text, output)


def frontier(
    key: KEY,
    other: OTHER,
    scenario: SCENARIO = "rack-100kw",
    values: Annotated[
        str | None,
        typer.Option(
            "--values", metavar="VALUES", help='Of KEY: "100 USD/kg:1000 USD/kg:10:log" or a list. Default: its range.'
        ),
    ] = None,
    against: AGAINST = None,
    boundary: Annotated[
        str,
        typer.Option(
            "--boundary",
            metavar="NAME",
            help="gpu-hour, all-in, infrastructure or net-present-value.",
            autocompletion=completions.words(*_BOUNDARIES),
        ),
    ] = "gpu-hour",
    set_: SET = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
    plot: PLOT = None,
    quiet: QUIET = False,
) -> None:
    """For values of KEY the value of OTHER at which orbit equals a region, or none."""
    form, drawn_as = one_of(format_, ("table", "md", "json")), mistakes.figure_form(plot, output)
    case = mistakes.scenario(scenario, set_ or [], [])
    from sunrack.report import plots, samples, strict_json
    from sunrack.study import frontier as solve

    try:
        found = solve(case, key, other, against, values=values, boundary=boundary)
    except ValueError as problem:
        raise mistakes.Mistake(str(problem.args[0])) from None
    if plot is not None:
        outputs.draw(plot, drawn_as, quiet, partial(plots.frontier, found))
    if form == "json":
        mistakes.write(strict_json(found.to_dict()), output)
        return
    fails = mistakes.failing(case) if not found["better_below"].notnull().any() else ""
    mistakes.write(drawn(samples.frontier(found, fails), form, output is None), output)


def _rows(rows: list[dict[str, Any]]) -> str:
    """Records as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
