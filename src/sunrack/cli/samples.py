"""`sunrack sample`, `sunrack sensitivity` and `sunrack frontier`."""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

from sunrack.cli import completions, mistakes, outputs
from sunrack.cli.options import (
    AGAINST,
    EXACT,
    FORMAT,
    OUTPUT,
    PLOT,
    QUIET,
    REGION,
    ROWS,
    ROWS_FORMAT,
    SCENARIO,
    SEED,
    SET,
    THREADS,
    argument,
    at_least_one,
    choice,
    flag,
    format_of,
    listed,
    names,
    option,
    place,
)
from sunrack.cli.progress import Progress, preparing

_METHODS = ("sobol", "latin", "random")
_BOUNDARIES = ("gpu-hour", "all-in", "infrastructure", "net-present-value")
_METHOD = "How to draw: sobol (quasi-random), latin (Latin hypercube) or random."
_RESULTS = "Result to summarise."
_ONLY = "Sample only this input; keep the others at their base value."
_INPUT = "Write this sampled input beside the results."
_STORE = (
    'Write to FILE; "-" is standard output. .nc, .csv, .parquet and .zarr hold every draw; .txt, .md, .json and .html '
    "hold the summary."
)
_ROWS = "Rows of draws for the Sobol indices; each row takes as many designs as there are inputs."
_VALUES = 'Values of KEY: "100 USD/kg:1000 USD/kg:10:log" or a list.'
_BOUNDARY = f"Cost boundary: {listed(_BOUNDARIES)}."
_FORMS = ("text", "md", "json", "html")  # of a file with the summary: .csv holds the draws
# Groups of inputs by what they rest on, for the shares of variance; choices and conventions are not drawn.
_RESTS_ON = {
    "fact": "published figures",
    "guess": "assumptions",
    "yours": "your values",
    "choice": "choices",
    "convention": "conventions",
}
_MANY = 0.05  # of the draws that cannot be built, from which on the checks are asked
_SUMMED = 2**20  # draws that the summary of a stored sample is of: the first, made again


def sample(
    scenario: SCENARIO = "rack-100kw",
    n: Annotated[int, option("-n", "N", "Number of draws.")] = 100_000,
    seed: SEED = 1,
    result: Annotated[
        list[str] | None, option("--result", "NAME", _RESULTS, completions.results, "the main results")
    ] = None,
    only: Annotated[
        list[str] | None, option("--only --key", "KEY", _ONLY, completions.keys, "all uncertain inputs")
    ] = None,
    input_: Annotated[list[str] | None, option("--input --with", "KEY", _INPUT, completions.keys, "none")] = None,
    method: Annotated[str, choice("--method", "METHOD", _METHOD, *_METHODS)] = "sobol",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    format_: Annotated[str | None, format_of(*ROWS)] = None,
    output: Annotated[Path | None, option("--output -o", "FILE", _STORE, default="standard output")] = None,
    plot: PLOT = None,
    quiet: QUIET = False,
    threads: THREADS = None,
    exact: EXACT = False,
) -> None:
    """Draw every uncertain input at random: how often orbit is cheaper, and P10, P50, P90 of each result."""
    drawn_as = mistakes.figure_form(plot, output)
    stored = outputs.stored(output)
    if stored is None:
        output = mistakes.placed(output)
    allowed = _FORMS if output and not format_ else ROWS
    where = place(format_, None if stored else output, quiet, allowed, (".csv", ".nc", ".zarr", ".parquet"))
    at_least_one(threads)
    gc.enable()  # this may take hours
    with mistakes.told(), preparing(quiet):
        case = mistakes.scenario(scenario, set_, region, quiet=quiet)
        from sunrack.report import plots, samples
        from sunrack.study import StoreError
        from sunrack.study.against import choose_region
        from sunrack.study.runner import Runner
        from sunrack.study.sampling import lay_out_sample, results_for_odds
        from sunrack.study.store import form_of
        from sunrack.study.summary import summary_of
        from sunrack.study.sweeping import in_memory
        from sunrack.verdict import checked_later

        case, lead = choose_region(case, against)
        asked = [*names(result), *results_for_odds(case)] if result else None
        plan = lay_out_sample(
            case,
            n,
            seed=seed,
            results=asked,
            only=names(only) or None,
            inputs=names(input_),
            method=method,
            exact=exact,
        )
    with mistakes.told(StoreError):
        if stored is not None:
            form_of(stored)
            outputs.store(Runner(plan), stored, threads, quiet, "draws")
            plan = replace(plan, count=min(n, _SUMMED))
        with checked_later(), Progress(plan.count, "draws", quiet=quiet) as progress:
            runner = Runner(replace(plan, outputs=plan.results, inputs=()))
            found, units = in_memory(runner, threads=threads, progress=progress)
        outputs.tell_errors(runner, quiet or stored is not None)
    said = summary_of(plan.count, found, units, case)
    fails = mistakes.failing(case) if said.unbuildable > _MANY else ""
    told = {"scenario": case.name, "seed": seed, "method": method, "region": lead, "fails": fails}
    if plot is not None:
        outputs.draw(plot, drawn_as, quiet, partial(plots.sample, case.name, found, said))
    where.give(
        lambda: {**told, **said.to_dict()},
        lambda: samples.summary(said, case.name, plan.said["drawn"], method, seed, n, fails, lead),
        f"Sample of {case.name}",
        lambda: [vars(one) for one in said.results],
    )


def sensitivity(
    scenario: SCENARIO = "rack-100kw",
    result: Annotated[str, option("--result", "NAME", "Name of a result.", completions.results)] = "compare.cost_ratio",
    against: AGAINST = None,
    sobol: Annotated[bool, flag("--sobol", "Add the Sobol indices.")] = False,
    n: Annotated[int, option("-n", "N", _ROWS)] = 4096,
    seed: SEED = 1,
    set_: SET = None,
    format_: FORMAT = None,
    output: OUTPUT = None,
    plot: PLOT = None,
    quiet: QUIET = False,
    threads: THREADS = None,
) -> None:
    """Find the inputs that matter most: break-even values, tornado and Sobol indices."""
    drawn_as, where = mistakes.figure_form(plot, output), place(format_, output, quiet)
    at_least_one(threads)
    case = mistakes.scenario(scenario, set_, quiet=quiet)
    from sunrack.report import plots
    from sunrack.report.sensitivities import sensitivity as page
    from sunrack.study import sensitivity as solve

    with mistakes.told(), Progress(0, "designs", quiet=quiet) as progress:
        rests = {key: _RESTS_ON[value.rests_on] for key, value in case.values().items()}
        kinds = (lambda key: rests.get(key, "luck of permissions and launches")) if sobol else None
        found = solve(
            case, result, against, sobol=sobol, groups=kinds, n=n, seed=seed, threads=threads, progress=progress
        )
    if plot is not None:
        outputs.draw(plot, drawn_as, quiet, partial(plots.tornado, found))
    where.give(
        found.to_dict,
        lambda: page(found),
        f"Sensitivity of {case.name}",
    )


def frontier(
    key: Annotated[str, argument("KEY", "A numeric input, such as launch.price.", completions.keys)],
    other: Annotated[str, argument("OTHER", "Another numeric input, such as cost.price_level.", completions.keys)],
    scenario: SCENARIO = "rack-100kw",
    values: Annotated[str | None, option("--values", "VALUES", _VALUES, default="its range")] = None,
    against: AGAINST = None,
    boundary: Annotated[str, choice("--boundary", "NAME", _BOUNDARY, *_BOUNDARIES)] = "gpu-hour",
    set_: SET = None,
    format_: ROWS_FORMAT = None,
    output: OUTPUT = None,
    plot: PLOT = None,
    quiet: QUIET = False,
) -> None:
    """For each value of KEY, find the value of OTHER at which orbit breaks even."""
    drawn_as, where = mistakes.figure_form(plot, output), place(format_, output, quiet, ROWS)
    case = mistakes.scenario(scenario, set_, quiet=quiet)
    from sunrack.report import plots, samples
    from sunrack.study import frontier as solve

    with mistakes.told():
        found = solve(case, key, other, against, values=values, boundary=boundary)
    if plot is not None:
        outputs.draw(plot, drawn_as, quiet, partial(plots.frontier, found))
    fails = mistakes.failing(case) if where.form != "json" and not found["better_below"].notnull().any() else ""
    where.give(
        found.to_dict,
        lambda: samples.frontier(found, fails),
        f"Frontier of {case.name}",
        lambda: found.to_dataframe().reset_index().to_dict("records"),
    )
