"""`sunrack sample`, `sunrack sensitivity` and `sunrack frontier`."""

from __future__ import annotations

import csv
import gc
import io
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from sunrack.cli import mistakes, outputs
from sunrack.cli.catalogues import drawn
from sunrack.cli.outputs import EXACT, THREADS
from sunrack.cli.progress import Progress
from sunrack.cli.reports import FORMAT, OUTPUT, QUIET, REGION, SCENARIO, SET, one_of

SEED = Annotated[int, typer.Option("--seed", help="The same seed gives the same draws.")]
PLOT = Annotated[Path | None, typer.Option("--plot", help="Draw a figure to .png, .svg or .pdf.")]
AGAINST = Annotated[str | None, typer.Option("--against", help="Region; the first of the scenario's if left out.")]
_MANY = 0.05  # of the draws that cannot be built, from which on the checks are asked
_SUMMED = 2**20  # draws that the summary of a stored sample is of: the first, made again


def sample(
    scenario: SCENARIO = "rack-100kw",
    n: Annotated[int, typer.Option("-n", help="How many draws.")] = 100_000,
    seed: SEED = 1,
    result: Annotated[
        list[str] | None,
        typer.Option("--result", help="A result to sum up, in place of the headline ones. Repeat at will."),
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option("--key", help="Draw this value, and only those named so; the others stay. Repeat at will."),
    ] = None,
    with_: Annotated[
        list[str] | None, typer.Option("--with", help="A drawn value to write beside the results. Repeat at will.")
    ] = None,
    method: Annotated[str, typer.Option("--method", help="sobol (quasi-random), latin or random.")] = "sobol",
    set_: SET = None,
    region: REGION = None,
    format_: Annotated[str, typer.Option("--format", help="table, md, json or csv.")] = "table",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write every draw to .nc, .csv, .parquet or .zarr; the summary to any other."
        ),
    ] = None,
    plot: PLOT = None,
    quiet: QUIET = False,
    threads: THREADS = None,
    exact: EXACT = False,
) -> None:
    """Draws of every ranged value: how often orbit wins by region, and P10, P50, P90 of each result."""
    form, drawn_as = one_of(format_, ("table", "md", "json", "csv")), mistakes.figure_form(plot, output)
    outputs.busy(threads)
    case = mistakes.scenario(scenario, set_ or [], region or [])
    gc.enable()  # this may take hours
    from sunrack.report import plots, samples, strict_json
    from sunrack.study import StoreError, summarise
    from sunrack.study.sampling import judging, lay_out_sample
    from sunrack.study.store import FORMS, form_of
    from sunrack.study.sweeping import dataset

    stored = output if output is not None and output.suffix.lower() in FORMS else None
    try:
        if stored is not None:
            form_of(stored)
        else:
            mistakes.placed(output)
        names = [*result, *judging(case)] if result else None
        plan = lay_out_sample(
            case, n, seed=seed, outputs=names, keys=key, inputs=with_ or (), method=method, exact=exact
        )
        if stored is not None:
            outputs.store(plan, stored, threads, quiet, "draws")
            plan = replace(plan, count=min(n, _SUMMED))
        with Progress(plan.count, "draws", quiet=quiet) as progress:
            summed = replace(plan, outputs=plan.results, inputs=())
            found = dataset(summed, threads=threads, progress=progress)
        outputs.tell_missed(summed, quiet or stored is not None)
    except (ValueError, StoreError) as problem:
        raise mistakes.Mistake(str(problem)) from None
    said = summarise(found)
    fails = mistakes.failing(case) if said.unbuildable > _MANY else ""
    if form == "json":
        text = strict_json({"scenario": case.name, "seed": seed, "method": method, **samples.summary_dict(said)})
    elif form == "csv":
        text = _rows([vars(one) for one in said.results])
    else:
        text = drawn(
            samples.summary(said, case.name, found.attrs["drawn"], method, seed, n, fails),
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
    result: Annotated[str, typer.Option("--result", help="Name of a result.")] = "compare.cost_ratio",
    against: AGAINST = None,
    sobol: Annotated[bool, typer.Option("--sobol", help="Sobol indices too.")] = False,
    n: Annotated[
        int,
        typer.Option("-n", help="Rows of draws for the Sobol indices; each is a design more than there are inputs."),
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
    except (ValueError, KeyError) as problem:
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
    key: Annotated[str, typer.Argument(help="A number of the scenario, such as launch.price.")],
    other: Annotated[str, typer.Argument(help="Another, such as cost.first_unit.")],
    scenario: SCENARIO = "rack-100kw",
    values: Annotated[
        str | None,
        typer.Option("--values", help='Of KEY: "100 USD/kg:1000 USD/kg:10:log" or a list; its range if left out.'),
    ] = None,
    against: AGAINST = None,
    boundary: Annotated[
        str, typer.Option("--boundary", help="gpu-hour, all-in, infrastructure or net-present-value.")
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
    except (ValueError, KeyError) as problem:
        raise mistakes.Mistake(str(problem.args[0])) from None
    if plot is not None:
        outputs.draw(plot, drawn_as, quiet, partial(plots.frontier, found))
    mistakes.write(
        strict_json(found.to_dict()) if form == "json" else drawn(samples.frontier(found), form, output is None), output
    )


def _rows(rows: list[dict[str, Any]]) -> str:
    """Records as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
