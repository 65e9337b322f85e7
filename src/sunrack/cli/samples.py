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

from sunrack.cli import completions, mistakes, outputs
from sunrack.cli.options import (
    AGAINST,
    EXACT,
    FORMAT,
    MORE,
    OUTPUT,
    PLOT,
    QUIET,
    REGION,
    SCENARIO,
    SEED,
    SET,
    THREADS,
    argument,
    at_least_one,
    choice,
    names,
    one_of,
    option,
)
from sunrack.cli.progress import Progress
from sunrack.cli.screen import drawn, give

_METHODS, _FORMS = ("sobol", "latin", "random"), ("table", "md", "json", "csv")
_BOUNDARIES = ("gpu-hour", "all-in", "infrastructure", "net-present-value")
_METHOD = "sobol (quasi-random), latin or random."
_RESULTS = f"Summarise this result instead of the main ones. {MORE}"
_KEYS = f"Sample only this input; keep the others at their base value. {MORE}"
_WITH = f"Write this sampled input beside the results. {MORE}"
_STORE = "Write every draw to a .nc, .csv, .parquet or .zarr; to any other file the summary."
_ROWS = "Rows of draws for the Sobol indices; each row takes as many designs as there are inputs."
_VALUES = 'Of KEY: "100 USD/kg:1000 USD/kg:10:log" or a list. Default: its range.'
_BOUNDARY = "gpu-hour, all-in, infrastructure or net-present-value."
_MANY = 0.05  # of the draws that cannot be built, from which on the checks are asked
_SUMMED = 2**20  # draws that the summary of a stored sample is of: the first, made again


def sample(
    scenario: SCENARIO = "rack-100kw",
    n: Annotated[int, option("-n", "N", "How many draws.")] = 100_000,
    seed: SEED = 1,
    result: Annotated[list[str] | None, option("--result", "NAME", _RESULTS, completions.results)] = None,
    key: Annotated[list[str] | None, option("--key", "KEY", _KEYS, completions.keys)] = None,
    with_: Annotated[list[str] | None, option("--with", "KEY", _WITH, completions.keys)] = None,
    method: Annotated[str, choice("--method", "METHOD", _METHOD, *_METHODS)] = "sobol",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    format_: Annotated[str, choice("--format", "FORMAT", "table, md, json or csv.", *_FORMS)] = "table",
    output: Annotated[Path | None, option("--output -o", "FILE", _STORE)] = None,
    plot: PLOT = None,
    quiet: QUIET = False,
    threads: THREADS = None,
    exact: EXACT = False,
) -> None:
    """Draws of every ranged value: how often orbit wins by region, and P10, P50, P90 of each result."""
    form, drawn_as = one_of(format_, _FORMS), mistakes.figure_form(plot, output)
    at_least_one(threads)
    case = mistakes.scenario(scenario, set_ or [], region or [])
    gc.freeze()  # what is there stays
    gc.enable()  # this may take hours
    from sunrack.report import plots, samples, strict_json
    from sunrack.study import StoreError, summarise
    from sunrack.study.against import choose_region
    from sunrack.study.runner import Runner
    from sunrack.study.sampling import lay_out_sample, results_for_odds
    from sunrack.study.store import FORMS, form_of
    from sunrack.study.sweeping import dataset
    from sunrack.verdict import checked_later

    stored = output if output is not None and output.suffix.lower() in FORMS else None
    with mistakes.told(StoreError):
        case, lead = choose_region(case, against)
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
        with checked_later(), Progress(plan.count, "draws", quiet=quiet) as progress:
            runner = Runner(replace(plan, outputs=plan.results, inputs=()))
            found = dataset(runner, threads=threads, progress=progress)
        outputs.tell_errors(runner, quiet or stored is not None)
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
    result: Annotated[str, option("--result", "NAME", "Name of a result.", completions.results)] = "compare.cost_ratio",
    against: AGAINST = None,
    sobol: Annotated[bool, typer.Option("--sobol", help="Add the Sobol indices.")] = False,
    n: Annotated[int, option("-n", "N", _ROWS)] = 4096,
    seed: SEED = 1,
    set_: SET = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
    plot: PLOT = None,
    quiet: QUIET = False,
) -> None:
    """What decides: the five inputs that could turn the verdict, the tornado, and Sobol indices."""
    form, drawn_as = one_of(format_), mistakes.figure_form(plot, output)
    case = mistakes.scenario(scenario, set_ or [], [])
    from sunrack.report import plots, samples
    from sunrack.study import sensitivity as solve

    with mistakes.told(), Progress(0, "designs", quiet=quiet) as progress:
        found = solve(case, result, against, sobol=sobol, n=n, seed=seed, progress=progress)
    if plot is not None:
        outputs.draw(plot, drawn_as, quiet, partial(plots.tornado, found))
    give(form, output, lambda: samples.sensitivity_dict(found), lambda: samples.sensitivity(found))


def frontier(
    key: Annotated[str, argument("KEY", "A number of the scenario, such as launch.price.", completions.keys)],
    other: Annotated[str, argument("OTHER", "Another number, such as cost.first_unit.", completions.keys)],
    scenario: SCENARIO = "rack-100kw",
    values: Annotated[str | None, option("--values", "VALUES", _VALUES)] = None,
    against: AGAINST = None,
    boundary: Annotated[str, choice("--boundary", "NAME", _BOUNDARY, *_BOUNDARIES)] = "gpu-hour",
    set_: SET = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
    plot: PLOT = None,
    quiet: QUIET = False,
) -> None:
    """For values of KEY the value of OTHER at which orbit equals a region, or none."""
    form, drawn_as = one_of(format_), mistakes.figure_form(plot, output)
    case = mistakes.scenario(scenario, set_ or [], [])
    from sunrack.report import plots, samples
    from sunrack.study import frontier as solve

    with mistakes.told():
        found = solve(case, key, other, against, values=values, boundary=boundary)
    if plot is not None:
        outputs.draw(plot, drawn_as, quiet, partial(plots.frontier, found))
    fails = mistakes.failing(case) if form != "json" and not found["better_below"].notnull().any() else ""
    give(form, output, found.to_dict, lambda: samples.frontier(found, fails))


def _rows(rows: list[dict[str, Any]]) -> str:
    """Records as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
